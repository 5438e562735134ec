"""Measures of titles beside their shape: where their lines end, and how narrow their characters are."""

from __future__ import annotations

import re
from statistics import median

from bulletin.proof.measurement import Assessment, outcome, spot, unverified
from bulletin.proof.paragraph_roles import Role
from bulletin.proof.printed_breaks import PrintedBreak, printed_breaks
from bulletin.proof.printed_paragraphs import ParagraphLine, ProofDocument
from bulletin.text.characters import is_han
from bulletin.text.numerals import HANZI_DIGITS
from bulletin.typeset.break_places import LISTS

NO_TITLE = "没有认出标题（居中、20 磅以上的段落）"
_NUMBER = re.compile(rf"(?:[0-9０-９]|第 ?[{HANZI_DIGITS}]{{1,9}}) ?[余多几]?$")
_UNIT = re.compile("[年月日期届次号条项个名人位件类种批轮级岁天万亿元%％]")
_NARROWEST = 0.85
"""The least width of a character, as a part of its usual one."""
_ROUNDING = 0.005


def breaks(document: ProofDocument) -> Assessment:
    """Lines of titles that end where a reader would not pause."""
    titles = document.of(Role.TITLE, Role.SUBTITLE)
    if not titles:
        return unverified(NO_TITLE)
    places, unknown = printed_breaks(document, Role.TITLE, Role.SUBTITLE)
    faulty = [
        spot(place.page, f"{problem}：{place.words}", place.line)
        for place in places
        if (problem := _what_parts(place))
    ]
    figure = f"{len(titles)} 个标题，{len(places)} 处回行"
    if unknown and not faulty:
        return unverified(f"{figure}，{len(unknown)} 个的字和 PDF 的对不上，没有量")
    return outcome(faulty, f"{figure}，{len(faulty)} 处不对", "在标题里用 | 换个地方回行。", figure)


def _what_parts(place: PrintedBreak) -> str:
    """What is faulty with the end of a line; empty if nothing is."""
    before = place.text[: place.end].replace("\n", "")
    after = place.text[place.begin :].replace("\n", "")
    if before.endswith("—"):
        return "破折号在行末"
    if _NUMBER.search(before) and _UNIT.match(after):
        return "数和单位分开了"
    lists = (match.span() for pattern in LISTS for match in pattern.finditer(before + after))
    return "并列的几项分开了" if any(a < len(before) < b for a, b in lists) else ""


def squeeze(document: ProofDocument) -> Assessment:
    """Titles and mastheads whose characters are narrower than they may be."""
    rows = [
        row for one in document.of(Role.MASTHEAD, Role.TITLE, Role.SUBTITLE) for row in one.rows
    ]
    measured = [(row, narrowness) for row in rows if (narrowness := _narrowness(row)) is not None]
    if not measured:
        return unverified("没有认出报头和标题里的汉字")
    narrow = [(row, part) for row, part in measured if part < _NARROWEST - _ROUNDING]
    faulty = [document.spot(row, f"{part:.0%}：{row.line.text}") for row, part in narrow]
    least = min(part for _, part in measured)
    figure = f"{len(measured)} 行，最窄的是正常字宽的 {least:.0%}"
    return outcome(faulty, figure, "把字号改小，或让它多回一行；字符缩放不低于 85%。", figure)


def _narrowness(row: ParagraphLine) -> float | None:
    """The width of the Chinese characters of a line as a part of their height."""
    parts = [(one.right - one.left) / one.size for one in row.line.characters if is_han(one.text)]
    return median(parts) if parts else None
