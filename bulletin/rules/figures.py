"""Figures that the text itself contradicts: promises, parts and their whole, problems raised and solved.

A leader cuts a section, and the lead still says 四个突出. The rule of promises speaks only where it
is sure what is counted: a list was announced, or the word stands in the things.
"""

from __future__ import annotations

import re
from itertools import takewhile, zip_longest

from bulletin.rules.article_text import ArticleText
from bulletin.rules.promised_items import items_of, sections_of
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
    sections = sections_of(article) if promises else []
    for promise, after in zip_longest(promises, promises[1:]):
        following = after.start if after else len(article.text)
        counted = items_of(article, promise, following, sections)
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


# Parts and their whole

_UNIT = "[件条个项起处家户人名次场期篇份套台辆亩]"
_NUMBER = r"\d{1,9}(?:\.\d{1,4})?"
_WHOLE = Pattern(
    rf"(?:共|合计|总计)[^，。；：\d\n]{{0,12}}({_NUMBER})(?:余|多)?({_UNIT})[，（：]其中[：，]?",
    "其中",
)
_PART = Pattern(rf"[^，、。；：\d\n]{{1,16}}?({_NUMBER})({_UNIT})([、，和及]|(?=[。；）\n]))")
_SHARES = Pattern(
    rf"(?:占比|占|比例)(?:分别)?(?:为|达|是)?({_NUMBER}[%％](?:[、和]{_NUMBER}[%％]){{1,19}})",
    *"%％",
)


@TextRule(
    "GE004", "parts-exceed-whole", WARNING, "分项加起来比总数还多",
    tier="ours", wrong="共30件，其中A类12件、B类19件", right="共31件，其中A类12件、B类19件",
    advice="核对总数和各个分项；分项有重叠就写清楚。",
)  # fmt: skip
def parts_exceed_whole(article: ArticleText) -> Faults:
    """Parts after 其中 that come to more than the whole before it; shares that exceed 100 %.

    Only parts in the unit of the whole are added up: 共30件，其中A类12件、B类19件.
    """
    text = article.text
    for match in _WHOLE.finditer(text):
        parts, at = list[float](), match.end()
        while (part := _PART.compiled.match(text, at)) and part[2] == match[2]:
            parts.append(float(part[1]))
            at = part.end()
        if len(parts) > 1 and sum(parts) > float(match[1]) + 1e-6:
            message = f"总数是 {match[1]}，分项加起来却有 {sum(parts):g}。"
            yield Fault((match.start(1), match.end(2)), message)
    for match in _SHARES.finditer(text):
        total = sum(map(float, re.findall(_NUMBER, match[1])))
        if total > 100.5:  # each may be rounded
            yield Fault(match.span(1), f"几个比例加起来是 {total:g}%。")


_FIGURE = r"(\d{1,9})(?:余|多)?[条个件项起处家户]"
_RAISED = Pattern(
    rf"(?:收集|征集|收到|征求|提出|反映|梳理|排查|摸排)[^。；\d\n]{{0,20}}?{_FIGURE}"
    rf"[^。；\d\n]{{0,15}}?(?:解决|办结|化解|整改|办理|采纳|落实|答复)[^。；\d\n]{{0,10}}?{_FIGURE}"
)


@TextRule(
    "GE002", "more-solved-than-raised", WARNING, "解决的比提出的还多",
    tier="ours", wrong="收集意见建议197条，推动解决问题213个", right="收集意见建议213条，推动解决问题197个",
    advice="向供稿单位核对两个数；口径不同（一条意见含几个问题）就写清楚。",
)  # fmt: skip
def more_solved_than_raised(article: ArticleText) -> Faults:
    """A sentence in which more problems were solved than had been raised."""
    for match in _RAISED.finditer(article.text):
        raised, solved = int(match[1]), int(match[2])
        if solved > raised:
            yield Fault(match.span(2), f"提出 {raised}，解决却有 {solved}。")
