"""Where a title breaks into lines, and how a masthead's name fits.

GB/T 9704-2012, 7.3.1: a title over one line keeps its words whole and takes the shape of a
trapezoid or a diamond. Widths are in em, the width of one Chinese character of the title's size.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, combinations, pairwise
from math import ceil, inf

from bulletin.text import patterns
from bulletin.text.numerals import HANZI_DIGITS
from bulletin.text.segmenter import tagged
from bulletin.text.widths import gaps
from bulletin.text.widths import width as text_width

ORDER = "|"
"""Where the author says that a line ends."""
MARK = "\u3000"
"""Where the author says that a title may break."""
TYPED_BAR = "\\|"
"""How a bar is typed that is printed."""
_BAR = "\x00"  # stands for it while lines are broken; no text has this character

_NOT_FIRST = "，。、：；！？）》〉”’】〕…—·％%的了等之"
_NOT_LAST = "“‘《〈（【〔—"
_SUBTITLE = patterns.regex("(?<=[^—…\\s])[ \u3000]*(?=——)")
"""Where a subtitle begins."""
_YEAR = patterns.regex("[0-9０-９]{4}年")
_AFTER = {"：": 0.0, "；": 0.0, " ": 0.0, "，": 0.5, "、": 1.0}
_BEFORE = {"关于": 0.0, "暨": 0.5, "以及": 0.5, "及其": 3.0}
_SUFFIXES = "会站区县市省州员者性化家队部委局厅办所院团组法案率们制"
_NUMERAL = rf"(?:[0-9０-９][0-9０-９.．,:：/～~—–%％-]*|[{HANZI_DIGITS}]+)"
_UNIT = "[年月日期届次号条项个名人位件类种批轮级大中场岁天万亿元]"
_TERMS = (
    "全过程人民民主", "人大代表", "人大常委会", "建议办理", "代表建议", "联系群众", "履职评议",
    "执法检查", "专题询问", "票决制", "总书记", "代表家站", "民生实事项目", "主题活动",
    "高质量发展", "联络站", "三中全会", "取得实效", "落地见效", "集中视察", "地方各级",
    "基层实践基地", "工作委员会", "常务委员会", "基层立法联系点", "营商环境", "生态保护", "最后一公里",
)  # fmt: skip
"""Words of the trade that a general dictionary cuts into pieces."""
_VERBS = frozenset(
    re.findall(
        "..",
        "学习推动推进开展组织召开听取审议助力助推打造打通走进激发推行举行发挥围绕聚焦促进提升强化深化做好"
        "行使贯彻落实书写倾听解决凝聚加强改进完善检查视察出台",
    )
)
"""Verbs that begin a predicate in titles; the segmenter calls many nouns (保护, 实践) verbs, too."""
_WHOLE = (
    patterns.regex(r"《[^《》]*》|“[^“”]*”|‘[^‘’]*’|（[^（）]*）|【[^【】]*】"),
    patterns.regex(
        rf"第?{_NUMERAL}[余多几]?{_UNIT}*[^\W\d_A-Za-z]?"
    ),  # a range of 20,000 takes 1 ms
    patterns.regex(r"[A-Za-z0-9＋+.@_/-]{2,}"),
    patterns.regex(
        r"(?<![^、和与及\W])(?:[^\W\d_]{1,2}、)+[^\W\d_](?:[^\W\d_](?=[和与及及、\W]|$))?"
    ),
    patterns.regex("|".join(_TERMS)),
)
_PARTING = "：；，、。！？—…·"
_CLOSING = "，。、：；！？）》〉”’】〕"
_PLEASING = 6.0
"""A shape that costs no more is taken without looking for a better one between words."""
_ONE_MORE_LINE = 4.0
_OVER_THREE_LINES = 8.0
_MOST_CANDIDATES = 40
"""Over this many places to break the shapes are not compared any more: lines are just filled."""

Places = Mapping[int, float]
"""Where a text may break, each place with its cost: 0 is best."""


def break_title(
    text: str, width: float, latin: str, names: Iterable[str] = (), max_lines: int = 4
) -> list[str]:
    """The lines of a title that may be ``width`` em wide.

    Every ``|`` ends a line; one with a backslash before it is printed. What is between two of
    them is one line if it fits; else a subtitle (——) begins a line, and a part that does not fit
    is broken at full-width spaces, else at word boundaries, never inside quotes, titles of works,
    numbers with their units or ``names``. Joined, the lines are the text without ``|`` and
    without the white space at which it was broken. A line is too wide only when a single
    character is.
    """
    lines = _broken(text.replace(TYPED_BAR, _BAR), width, latin, tuple(names), max_lines)
    return [line.replace(_BAR, ORDER) for line in lines]


def _broken(
    text: str, width: float, latin: str, names: tuple[str, ...], max_lines: int = 4
) -> list[str]:
    if len(ordered := _ordered(text)) > 1:
        return [line for part in ordered for line in _broken(part, width, latin, names)]
    ruled = _Ruled(ordered[0], latin)
    if ruled.fits(0, len(ruled.text), width):
        return [ruled.text.strip()]
    if len(parts := _SUBTITLE.split(ruled.text)) > 1:
        return [line for part in parts for line in _broken(part, width, latin, names)]
    counts = range(max(2, ceil(ruled.width(0, len(ruled.text)) / width)), max_lines + 1)
    marks = _marked(ruled.text)
    lines = _best(ruled, marks, width, counts)
    if lines is None and counts:
        stops = _stops(ruled, "：；， ", names)
        lines = _best(ruled, {**stops, **marks}, width, counts[:2], _PLEASING)
    if lines is None:
        words = _words(ruled, width, names)
        lines = _best(ruled, words, width, counts) or _filled(ruled, words, width)
    return lines


def in_one_line(text: str) -> str:
    """A title whose lines are not broken: a full-width space for each ``|`` that parts two words.

    Beside white space or a mark that parts them already (：, ——) nothing stands for it; one with
    a backslash before it is printed.
    """

    def space(match: re.Match[str]) -> str:
        if match["white"]:
            return match["white"][0]
        beside = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        return "" if any(one in _PARTING for one in beside) else "\u3000"

    text = text.replace(TYPED_BAR, _BAR).strip("| \u3000")
    return re.sub(r"(?P<white>\s*)(?:\|\s*)+", space, text).replace(_BAR, ORDER)


def with_typed_bars(text: str) -> str:
    """A title of which every ``|`` is to be printed, as its author would type it."""
    return text.replace(ORDER, TYPED_BAR)


def _ordered(text: str) -> list[str]:
    """The parts of a title between the author's orders to break: one at least."""
    parts = (part.strip(" \u3000") for part in text.split(ORDER))
    return [part for part in parts if part.strip()] or [""]


class _Ruled:
    """A text that knows how wide each stretch of it is, white space at the ends not counted."""

    def __init__(self, text: str, latin: str) -> None:
        self.text = text
        widths = (text_width(ORDER if char == _BAR else char, latin) for char in text)
        self._upto = list(accumulate(widths, initial=0.0))
        self._gaps = list(accumulate(gaps(text), initial=0.0))

    def fits(self, start: int, end: int, room: float) -> bool:
        """Whether a line from ``start`` up to ``end`` has room, with the gaps beside its digits."""
        gap = self._gaps[end] - self._gaps[min(start + 1, end)]
        return self.width(start, end) + gap <= room

    def width(self, start: int, end: int) -> float:
        """The width of a line's characters from ``start`` up to ``end``."""
        while start < end and self.text[start].isspace():
            start += 1
        while start < end and self.text[end - 1].isspace():
            end -= 1
        return self._upto[end] - self._upto[start]


def _best(
    ruled: _Ruled, places: Places, width: float, counts: Iterable[int], dearest: float = inf
) -> list[str] | None:
    """The best shape, a further line only if it is worth it; ``None`` when none fits."""
    if not 0 < len(places) <= _MOST_CANDIDATES:
        return None
    best, best_edges = inf, None
    size, cuts = len(ruled.text), sorted(places)
    for extra, count in enumerate(counts):
        more = extra * _ONE_MORE_LINE + (_OVER_THREE_LINES if count > 3 else 0.0)
        for chosen in combinations(cuts, count - 1):
            edges = (0, *chosen, size)
            widths = [ruled.width(a, b) for a, b in pairwise(edges)]
            if max(widths) > width or min(widths) <= 0:
                continue
            if not all(ruled.fits(a, b, width) for a, b in pairwise(edges)):
                continue
            cost = sum(places[cut] for cut in chosen) + _shape_cost(widths)
            if cost + more < best:
                best, best_edges = cost + more, edges
    if best_edges is None or best > dearest:
        return None
    return [ruled.text[a:b].strip() for a, b in pairwise(best_edges)]


def _shape_cost(widths: Sequence[float]) -> float:
    """How far lines are from a trapezoid or a diamond that pleases."""
    ratio = min(widths) / max(widths)
    cost = 8 * max(0.0, ratio - 0.85, 0.55 - ratio) + 40 * max(0.0, 0.4 - ratio)
    steps = [b - a for a, b in pairwise(widths)]
    cost += 4 * sum(abs(step) < 0.9 for step in steps)  # lines of like length
    if len(widths) > 2 and any(a < 0 < b for a, b in pairwise(steps)):
        cost += 8  # an hourglass
    if widths[-1] < 2.5 or widths[0] < 2.5:
        cost += 5
    return cost


def _filled(ruled: _Ruled, places: Places, width: float) -> list[str]:
    """Lines filled one after the other: for titles too long to have a shape."""
    text, allowed = ruled.text, sorted(places)
    lines, start = [], 0
    while start < len(text):
        last = start + 1
        while last < len(text) and ruled.fits(start, last + 1, width):
            last += 1
        place = bisect_right(allowed, last)
        if last < len(text) and place and allowed[place - 1] > start:
            last = allowed[place - 1]
        elif last < len(text) and text[last] in _CLOSING and last > start + 1:
            last -= 1
        lines.append(text[start:last].strip())
        start = last
    return [line for line in lines if line]


def _marked(text: str) -> dict[int, float]:
    """The places that the author marked."""
    return {match.end(): 0.0 for match in re.finditer(f"{MARK}+", text)}


def _stops(ruled: _Ruled, stops: str, names: Iterable[str]) -> dict[int, float]:
    """The places after a mark of punctuation: where one need not know the words."""
    closed = _inside(ruled, inf, names)
    return {
        match.end(): _AFTER.get(match[0], 1.0)
        for match in re.finditer(f"[{stops}](?=[^{_CLOSING}])", ruled.text)
        if match.end() not in closed
    }


def _words(ruled: _Ruled, width: float, names: Iterable[str]) -> dict[int, float]:
    """Where a title may break between words."""
    text, offset = ruled.text, 0
    closed, places = _inside(ruled, width, names), _marked(ruled.text)
    for word, following in pairwise(tagged(text)):
        offset += len(word[0])
        before, after = text[offset - 1], text[offset]
        if offset not in closed and after not in _NOT_FIRST and before not in _NOT_LAST:
            cost = _AFTER.get(before, _between(word, following))
            places.setdefault(offset, cost + 4 * bool(_YEAR.match(text, offset)))  # a place's year
    return places


def _between(word: tuple[str, str], following: tuple[str, str]) -> float:
    """The cost of a break between two words with their parts of speech.

    A line does well to begin with a verb or a preposition, and ill to end with one, or with a
    word that waits for the next.
    """
    (before, kind), (after, next_kind) = word, following
    cost = {"p": 1.0, "c": 1.5, "v": 2.0, "vn": 3.0}.get(next_kind, 2.5)
    cost = _BEFORE.get(after, 0.5 if after in _VERBS else cost)
    if kind in ("p", "c", "uj"):
        cost += 6
    elif before in _VERBS:
        cost += 5 if next_kind == "c" or after in _VERBS else 2
    elif kind in ("a", "d", "m", "r", "b", "j") or (kind == "v" and after not in _VERBS):
        cost += 2  # a verb before the title's own verb is a noun: 实践|推动
        cost += 2 * (kind == "v" and next_kind[:1] == "n")  # and one before its object is not
    if len(after) == 1 and (after in _SUFFIXES or next_kind in ("k", "q", "f")):
        cost += 4
    return cost + (2 if len(before) == 1 and before not in "”》）" else 0)


def _inside(ruled: _Ruled, width: float, names: Iterable[str]) -> set[int]:
    """The places inside what stays whole, as long as it fits into a line."""
    expressions = [*_WHOLE, *(re.compile(re.escape(name)) for name in names if name)]
    return {
        place
        for pattern in expressions
        for match in pattern.finditer(ruled.text)
        if ruled.width(match.start(), match.end()) <= width
        for place in range(match.start() + 1, match.end())
    }


@dataclass(frozen=True, slots=True)
class MastheadLines:
    """The lines of the name, their size in points and the width of a character in percent."""

    lines: list[str]
    size: float
    scale: int


@lru_cache(maxsize=16)
def masthead(
    text: str, measure: float, largest: float, smallest: float, latin: str, narrowest: int
) -> MastheadLines:
    """The red name in the largest size that fits ``measure`` points.

    First the size goes down to ``smallest`` points, then the characters are narrowed to
    ``narrowest`` percent, then the name takes a second and a third line; only then does it go
    below ``smallest``. A name with ``|`` has the lines that they order.
    """
    most = measure * 0.985 / smallest * 100 / narrowest
    for lines in _lines_of_name(text, latin, most):
        longest = max(text_width(line, latin) + sum(gaps(line)) for line in lines) or 1.0
        room = measure * 0.985 / longest  # a little air, for a font that runs wider than it says
        if room >= smallest:
            return MastheadLines(lines, float(int(min(largest, room))), 100)
        if room * 100 / narrowest >= smallest:
            return MastheadLines(lines, smallest, int(room / smallest * 100))
        last = lines, room
    lines, room = last
    return MastheadLines(lines, max(5.0, float(int(room * 100 / narrowest))), narrowest)


def _lines_of_name(text: str, latin: str, most: float) -> Iterator[list[str]]:
    """The name in one, two and three lines, or as its author orders."""
    ordered = _ordered(text.replace(TYPED_BAR, _BAR))
    yield [line.replace(_BAR, ORDER).strip() for line in ordered]
    for count in (2, 3) if len(ordered) < 2 else ():
        if lines := _split(ordered[0], count, latin, most):
            yield [line.replace(_BAR, ORDER) for line in lines]


def _split(text: str, count: int, latin: str, most: float) -> list[str] | None:
    """The name in just so many lines, by the rules of titles; ``None`` when it cannot be."""
    ruled, counts = _Ruled(text, latin), (count,)
    marks, stops = _marked(text), _stops(ruled, "：；，、”》", ())
    words: dict[int, float] | None = None
    for width in (most, inf):
        lines = _best(ruled, marks, width, counts)
        lines = lines or _best(ruled, stops, width, counts, 1.5 * _PLEASING)
        if lines is None:
            words = _words(ruled, inf, ()) if words is None else words
            lines = _best(ruled, words, width, counts)
        if lines is not None:
            return lines
    return None
