"""Where a title may break, and what a break costs: at marks, after stops, between words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from math import inf

from bulletin.text import patterns
from bulletin.text.numerals import HANZI_DIGITS
from bulletin.text.segmenter import tagged
from bulletin.typeset.line_shapes import CLOSING, MeasuredText, may_part

MARK = "\u3000"
"""Where the author says that a title may break."""
_NOT_FIRST = "的了等之"
_YEAR = patterns.regex(rf"(?:[0-9０-９]{{4}}|[{HANZI_DIGITS}]{{4}}) ?年")
_PLACE = patterns.regex("[省市县区州盟旗乡镇村] ?$")
"""The end of a place's name; a year behind it is the place's."""
_AFTER = {"：": 0.0, "；": 0.0, " ": 0.0, "，": 0.5, "、": 3.0}
_BEFORE = {"关于": 0.0, "暨": 0.5, "以及": 0.5, "及其": 3.0}
_SUFFIXES = "会站区县市省州员者性化家队部委局厅办所院团组法案率们制"
_NUMERAL = rf"(?:[0-9０-９][0-9０-９.．,:：/～~—–%％-]*|[{HANZI_DIGITS}]+)"
_UNIT = "[年月日期届次号条项个名人位件类种批轮级大中场岁天万亿元]"
_LEVEL = "(?:[省市县区州盟旗乡镇村][级直]?)"
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
"""Verbs that begin a predicate in titles; the segmenter takes many nouns (保护, 实践) for verbs."""
LISTS = (
    patterns.regex(
        r"(?<![^、和与及\W])(?:[^\W\d_]{1,2}、)+[^\W\d_](?:[^\W\d_](?=[和与及及、\W]|$))?"
    ),
    patterns.regex(rf"{_LEVEL}(?:、{_LEVEL})+"),
    patterns.regex(r"[^\W\d_]、(?:[^\W\d_]{1,2}、)+[^\W\d_]"),
)
"""Lists of short words: 省、市、县三级; 教育、科技、人才."""
_WHOLE = (
    patterns.regex(r"《[^《》]*》|“[^“”]*”|‘[^‘’]*’|（[^（）]*）|【[^【】]*】"),
    # A range of 20,000 takes 1 ms.
    patterns.regex(rf"(?:第 ?)?{_NUMERAL} ?[余多几]?{_UNIT}*[^\W\d_A-Za-z]?"),
    patterns.regex(r"[A-Za-z0-9＋+.@_/-]{2,}"),
    *LISTS,
    patterns.regex(r"(?<=[“‘、])[^\W\d_]{2,6}(?=、)|(?<=、)[^\W\d_]{2,6}(?=[”’》）])"),
    patterns.regex("|".join(_TERMS)),
)
"""What stays whole: titles of works, quotations, numbers with their units, names in a row, lists of
short words and each word of longer lists, terms."""


def marked_places(text: str) -> dict[int, float]:
    """The places behind the marks that the author typed; one behind —— parts nothing."""
    return {match.end(): 0.0 for match in re.finditer(f"(?<![—{MARK}]){MARK}+", text)}


def places_after(
    title: MeasuredText, stops: str, names: Iterable[str], width: float = inf
) -> dict[int, float]:
    """The places after some marks of punctuation, for which words need not be known.

    None is inside what stays whole, if that is not wider than ``width``.
    """
    closed = _inside(title, width, names)
    return {
        match.end(): _AFTER.get(match[0], 1.0)
        for match in re.finditer(f"[{stops}](?=[^{CLOSING}])", title.text)
        if match.end() not in closed and not _parts_year(title.text, match.end())
    }


def places_between_words(
    title: MeasuredText, width: float, names: Iterable[str]
) -> dict[int, float]:
    """The places between words."""
    text, offset = title.text, 0
    closed, places = _inside(title, width, names), marked_places(title.text)
    for word, following in pairwise(tagged(text)):
        offset += len(word[0])
        before, after = text[offset - 1], text[offset]
        if offset in closed or after in _NOT_FIRST or not may_part(text, offset):
            continue
        if _parts_year(text, offset):
            continue
        cost = _AFTER.get(before, _between(word, following))
        places.setdefault(offset, cost + 4 * bool(_YEAR.match(text, offset)))  # an organ's year
    return places


def _parts_year(text: str, place: int) -> bool:
    """Whether a year begins there, behind the name of its place: 郑州市|2024年."""
    is_year = _YEAR.match(text, place)
    return bool(is_year and _PLACE.search(text, max(0, place - 2), place))


def _between(word: tuple[str, str], following: tuple[str, str]) -> float:
    """The cost of a break between two words, each with its part of speech.

    A line had better begin with a verb or a preposition, and not end with one, nor with a word
    that belongs to the next.
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


def _inside(title: MeasuredText, width: float, names: Iterable[str]) -> set[int]:
    """The places inside what stays whole, if it fits into a line."""
    expressions = [*_WHOLE, *(re.compile(re.escape(name)) for name in names if name)]
    return {
        place
        for pattern in expressions
        for match in pattern.finditer(title.text)
        if title.width(match.start(), match.end()) <= width
        for place in range(match.start() + 1, match.end())
    }
