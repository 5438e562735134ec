"""Counted promises (四个突出, 三项机制, “五个一”), and whether the text keeps them.

A leader cuts a section, and the lead still says 四个突出. The rule speaks only where it is sure
what is counted: a list was announced, or the word stands in the things.
"""

from __future__ import annotations

import re
from itertools import takewhile

from bulletin.rules.article_text import ArticleText
from bulletin.rules.promised_items import Outline, items_of
from bulletin.rules.promises import NUMERALS, promises_in
from bulletin.rules.rule import WARNING, Fault, Faults, Pattern, TextRule
from bulletin.text import patterns
from bulletin.text.numerals import number_of


@TextRule(
    "GE001", "broken-promise", WARNING, "说的数和写的数对不上",
    tier="ours", wrong="做到“四个突出”（下面只有三节）", right="做到“三个突出”",
    advice="数一数：是删了一节没有改数，还是漏写了一项。",
)  # fmt: skip
def broken_promise(article: ArticleText) -> Faults:
    """A count that the list, the series or the sections behind it do not have, or a list before it."""
    promises = promises_in(article)
    outline = Outline(article) if promises else None
    for place, promise in enumerate(promises):
        assert outline is not None
        following = promises[place + 1].start if place + 1 < len(promises) else len(article.text)
        counted = items_of(article, promise, following, outline)
        if counted is not None and counted.number != promise.count:
            word = article.text[promise.start : promise.end]
            message = f"“{word}”说的是 {promise.count}，{counted.what}却有 {counted.number} 个。"
            yield Fault((promise.start, promise.end), message)
    yield from _miscounts(article.text)


# Lists before their count

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


def _miscounts(text: str) -> Faults:
    """Counts right behind the list that they count: 省、市、县三级; 《甲》《乙》两部法规."""
    for match in _LEVELS.finditer(text):
        yield from _compared(match, 2, match[1].count("、") + 1)
    for match in _TITLES.finditer(text):
        group = 2 if match[2] else 4
        yield from _compared(match, group, match[group - 1].count("》" if group == 2 else "”"))
    for match in _PARTS_BEFORE.finditer(text):
        if number := _listed_before(text, match.start()):
            yield from _compared(match, 1, number)


def _compared(match: re.Match[str], group: int, listed: int) -> Faults:
    if number_of(match[group]) != listed:
        yield Fault(match.span(group), f"“{match[group]}”前面列出的却有 {listed} 个。")


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
