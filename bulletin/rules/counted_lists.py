"""Counts right behind the list that they count: 省、市、县三级; 《甲》《乙》两部法规."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import NamedTuple

from bulletin.rules.article_text import ArticleText
from bulletin.rules.promises import NUMERALS
from bulletin.rules.rule import Pattern
from bulletin.text import patterns
from bulletin.text.numerals import number_of

_LIST_EDGE = patterns.regex(r"[，。；：！？\n“”（）]")
_JOINED = patterns.regex("[和与及等]")
_REACH = 100
"""Characters before a count in which the list that it counts begins."""
_LEVELS = Pattern(
    rf"(?<![{'省市州县区乡镇村'}、])((?:[省市州县区乡镇村]、){{1,5}}[省市州县区乡镇村])([{NUMERALS}])级",
    "级",
)
_TITLES = Pattern(
    rf"((?:《[^《》\n]{{1,40}}》[、和]?){{2,10}})([{NUMERALS}])[部项个件份]"
    rf"|((?:“[^“”\n]{{1,20}}”[、和]?){{2,10}})([{NUMERALS}])(?:[个项大种条]|方面)",
    "》", "”",
)  # fmt: skip

_PARTS_BEFORE = Pattern(
    rf"(?<![第十百千万{NUMERALS}])([{NUMERALS}2-9])[个大类项](?:代表)?(?:小组|方面|领域|环节|专题|板块)"
)


class Miscount(NamedTuple):
    """A numeral, where it stands, and how many things stand before it."""

    place: tuple[int, int]
    numeral: str
    listed: int


def miscounts(article: ArticleText) -> Iterator[Miscount]:
    """The counts that are not those of the lists before them."""
    for match in _LEVELS.finditer(article.text):
        yield from _compared(match, 2, match[1].count("、") + 1)
    for match in _TITLES.finditer(article.text):
        group = 2 if match[2] else 4
        yield from _compared(match, group, match[group - 1].count("》" if group == 2 else "”"))
    for match in _PARTS_BEFORE.finditer(article.text):
        if number := _listed_before(article.text, match.start()):
            yield from _compared(match, 1, number)


def _compared(match: re.Match[str], group: int, listed: int) -> Iterator[Miscount]:
    if number_of(match[group]) != listed:
        yield Miscount(match.span(group), match[group], listed)


def _listed_before(text: str, place: int) -> int:
    """How many names of one length (教科文卫、社会建设) stand before a place; 0 if that is unsure.

    The first name may have other words before it, so three are needed. Where the last is longer
    than the others it has a verb of its own, and the number counts something else.
    """
    *edge, listed = _LIST_EDGE.split(text[max(0, place - _REACH) : place])
    last, *before = reversed(listed.split("、"))
    alike = list(takewhile(lambda name: len(name) == len(last), before))
    first = before[len(alike)] if len(alike) < len(before) else ""
    is_list = alike and 2 <= len(last) <= 6 and not _JOINED.search(listed)
    is_whole = len(first) > len(last) or (edge and not first)
    return 1 + len(alike) + bool(first) if is_list and is_whole else 0
