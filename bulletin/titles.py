"""Where a title breaks into lines, and how a masthead's name fits.

GB/T 9704-2012, 7.3.1: a title over one line keeps its words whole and takes the shape of a
trapezoid or a diamond. Widths are in em, the width of one Chinese character of the title's size.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import ceil, inf

from bulletin.widths import width as text_width

MARKS = "|\u3000"
"""Where the author says that a title may break."""

_NOT_FIRST = "，。、：；！？）》〉”’】〕…—·％%的了等之"
_NOT_LAST = "“‘《〈（【〔"
_AFTER = {"：": 0.0, "；": 0.0, "—": 0.5, "，": 0.5, "、": 1.0, " ": 0.5}
_LINKS = ("和", "与", "及", "暨", "以及", "并")
_SUFFIXES = "会站区县市省州员者性化家队部委局厅办所院团组法案率们"
_WHOLE = (
    re.compile(r"《[^《》]*》|“[^“”]*”|‘[^‘’]*’|（[^（）]*）|【[^【】]*】"),
    re.compile(
        r"[0-9０-９][0-9０-９.,:：/～~—–%％-]*[余多]?[年月日期次条个名人件项届万亿]*[\u4e00-\u9fff]?"
    ),
    re.compile(r"[A-Za-z0-9＋+.@_/-]{2,}"),
    re.compile(
        r"第?[一二三四五六七八九十百千〇零]+[届次期号中大年月日个项条类种轮批]+[\u4e00-\u9fff]?"
    ),
)
_PLEASING = 6.0
"""A shape that costs no more is taken without looking for a better one between words."""
_MOST_CANDIDATES = 48
"""Over this many places to break the shapes are not compared any more: lines are just filled."""


def break_title(
    text: str, width: float, latin: str, names: Iterable[str] = (), max_lines: int = 4
) -> list[str]:
    """The lines of a title that may be ``width`` em wide.

    One line if it fits; else broken at the author's marks; else at word boundaries, never inside
    quotes, titles of works, numbers with their units or ``names``. Joined, the lines are the text
    without ``|`` and without the white space at which it was broken. A line is too wide only
    when a single character is.
    """

    def measure(piece: str) -> float:
        return text_width(piece.replace("|", "").strip(), latin)

    text = text.strip("| \u3000") or text
    if measure(text) <= width:
        return [_clean(text)]
    counts = range(max(2, ceil(measure(text) / width)), max_lines + 1)
    return (
        _best(text, _marked(text), width, measure, counts)
        or _best(
            text, _stops(text, "：；，", names, measure), width, measure, counts[:1], _PLEASING
        )
        or _best(text, _words(text, width, measure, names), width, measure, counts)
        or _filled(text, _words(text, width, measure, names), width, measure)
    )


def _clean(line: str) -> str:
    return line.replace("|", "").strip()


Measure = Callable[[str], float]


def _best(
    text: str,
    places: dict[int, float],
    width: float,
    measure: Measure,
    counts: Iterable[int],
    dearest: float = inf,
) -> list[str] | None:
    """The best shape in the fewest lines that fit; ``None`` when none does, or none so cheap."""
    if not 0 < len(places) <= _MOST_CANDIDATES:
        return None
    for count in counts:
        options = []
        for cuts in combinations(sorted(places), count - 1):
            edges = [0, *cuts, len(text)]
            lines = [text[a:b] for a, b in pairwise(edges)]
            widths = [measure(line) for line in lines]
            if max(widths) <= width and min(widths) > 0:
                cost = sum(places[cut] for cut in cuts) + _shape_cost(widths)
                options.append((cost, cuts, lines))
        if options and min(options)[0] <= dearest:
            return [_clean(line) for line in min(options)[2]]
    return None


def _shape_cost(widths: Sequence[float]) -> float:
    """How far lines are from a trapezoid or a diamond that pleases."""
    ratio = min(widths) / max(widths)
    cost = 4 * abs(ratio - 0.75) + 25 * max(0.0, 0.4 - ratio)
    steps = [b - a for a, b in pairwise(widths)]
    cost += 4 * sum(abs(step) < 0.9 for step in steps)  # lines of like length
    if len(widths) > 2 and any(a < 0 < b for a, b in pairwise(steps)):
        cost += 8  # an hourglass
    if widths[-1] < 2.5 or widths[0] < 2.5:
        cost += 5
    return cost


def _filled(text: str, places: dict[int, float], width: float, measure: Measure) -> list[str]:
    """Lines filled one after the other: for titles too long to have a shape."""
    lines, start = [], 0
    allowed = sorted(places)
    while start < len(text):
        fits = [cut for cut in allowed if cut > start and measure(text[start:cut]) <= width]
        if measure(text[start:]) <= width:
            end = len(text)
        elif fits:
            end = fits[-1]
        else:
            end = start + 1
            while end < len(text) and measure(text[start : end + 1]) <= width:
                end += 1
        lines.append(_clean(text[start:end]))
        allowed = [cut for cut in allowed if cut > end]
        start = end
    return [line for line in lines if line]


def _marked(text: str) -> dict[int, float]:
    """The places that the author marked."""
    return {match.end(): 0.0 for match in re.finditer(f"[{MARKS}]+", text)}


def _stops(text: str, stops: str, names: Iterable[str], measure: Measure) -> dict[int, float]:
    """The places after a mark of punctuation: where one need not know the words."""
    closed = _inside(text, inf, measure, names)
    return {
        match.end(): _AFTER.get(match[0], 1.0)
        for match in re.finditer(f"[{stops}](?=[^，。、：；！？）》〉”’】〕])", text)
        if match.end() not in closed
    }


def _words(text: str, width: float, measure: Measure, names: Iterable[str]) -> dict[int, float]:
    """Where a title may break between words, each place with its cost (0 is best)."""
    import rjieba  # loading the dictionary takes 90 ms: only for a title that needs it

    closed = _inside(text, width, measure, names)
    words = list(rjieba.cut(text))
    places, offset = _marked(text), 0
    for word, following in pairwise(words):
        offset += len(word)
        before, after = text[offset - 1], text[offset]
        if offset in closed or after in _NOT_FIRST or before in _NOT_LAST:
            continue
        cost = _AFTER.get(before, 2.0)
        if following in _LINKS:
            cost = min(cost, 1.0)
        elif len(following) == 1 and following in _SUFFIXES:
            cost += 4
        elif len(word) == 1 and before not in _AFTER:
            cost += 2 if len(following) > 1 else 3
        places.setdefault(offset, cost)
    return places


def _inside(text: str, width: float, measure: Measure, names: Iterable[str]) -> set[int]:
    """The places inside what stays whole, as long as it fits into a line."""
    patterns = [*_WHOLE, *(re.compile(re.escape(name)) for name in names if name)]
    return {
        place
        for pattern in patterns
        for match in pattern.finditer(text)
        if measure(match[0]) <= width
        for place in range(match.start() + 1, match.end())
    }


@dataclass(frozen=True, slots=True)
class Masthead:
    """The lines of the name, their size in points and the width of a character in percent."""

    lines: list[str]
    size: float
    scale: int


def masthead(
    text: str, measure: float, largest: float, smallest: float, latin: str, narrowest: int
) -> Masthead:
    """The red name in the largest size that fits ``measure`` points.

    First the size goes down to ``smallest`` points, then the characters are narrowed to
    ``narrowest`` percent, then the name takes a second and a third line; only then does it go
    below ``smallest``.
    """
    whole = _clean(text)
    for lines in ([whole], *(_split(text, count, latin) for count in (2, 3))):
        if lines is None:
            continue
        longest = max(text_width(line, latin) for line in lines) or 1.0
        room = measure * 0.985 / longest  # a little air, for a font that runs wider than it says
        if room >= smallest:
            return Masthead(lines, float(int(min(largest, room))), 100)
        if room * 100 / narrowest >= smallest:
            return Masthead(lines, smallest, int(room / smallest * 100))
        last = lines, room
    lines, room = last
    return Masthead(lines, max(5.0, float(int(room * 100 / narrowest))), narrowest)


def _split(text: str, count: int, latin: str) -> list[str] | None:
    """The name in just so many lines, by the rules of titles; ``None`` when it cannot be."""

    def measure(piece: str) -> float:
        return text_width(_clean(piece), latin)

    width = measure(text)
    return (
        _best(text, _marked(text), width, measure, [count])
        or _best(text, _stops(text, "：；，、”》", (), measure), width, measure, [count], _PLEASING)
        or _best(text, _words(text, width, measure, ()), width, measure, [count])
    )
