"""Measures of how lines are filled: with 28 characters, and with none pulled apart for a long word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from bulletin.pdf.page_model import Character
from bulletin.pdf.printed import PrintedLine
from bulletin.proof.docx_layout import WordParagraph
from bulletin.proof.measurement import Assessment, fault, outcome, passed, unverified
from bulletin.proof.paragraph_roles import Role
from bulletin.proof.printed_paragraphs import ParagraphLine, ProofDocument
from bulletin.text.characters import FULL_WIDTH
from bulletin.text.widths import GAP, width
from bulletin.typeset.layout import NEVER_FIRST, NEVER_LAST

_SIZE = 16.0
_CHARACTERS = 28
_LATIN = "Times New Roman"
_FEWEST = 26
"""A line with fewer is a fault even where most have 28."""
_ENOUGH = 2
"""So many short lines without a reason show that a line is not 28 characters wide."""
_LENGTHS_SHOWN, _GAPS_SHOWN = 5, 12
_WIDE_GAP, _WIDE_SPACE = 0.15, 1.0
"""Ems: more than this between two characters, or between two words, is too wide.

A line that a punctuation mark shortens by two characters has gaps of 0.08."""
_LEFT_OVER = 2.0
"""Ems that a line may always have left: a character that does not fit, with its mark."""
_HOLE = 4.0
"""Ems that may be left at the end of a line, if it has nothing to pull apart."""
_CHINESE = re.compile(f"[{FULL_WIDTH}]+")


@dataclass(frozen=True, slots=True)
class _FullLine:
    """A line that the text fills: its characters, and whether a mark is the reason for fewer."""

    row: ParagraphLine
    count: int
    by_marks: bool


def characters(document: ProofDocument) -> Assessment:
    """The characters of full lines: all Chinese, not first or last of a paragraph, without a typed break."""
    full = [*_full_lines(document)]
    if not full:
        return unverified("没有全是汉字的整行")
    counted = Counter(one.count for one in full)
    shown = sorted(counted.items(), key=lambda item: -item[1])
    figure = "，".join(f"{number} 字 {times} 行" for number, times in shown)
    if short := sum(one.by_marks for one in full):
        figure += f"（避头尾少字的 {short} 行）"
    short_or_long = [one for one in full if one.count != _CHARACTERS and not one.by_marks]
    usual = counted[_CHARACTERS] > len(short_or_long)
    odd = [one for one in short_or_long if not (usual and _FEWEST <= one.count <= _CHARACTERS)]
    if not odd:
        return passed(figure) if usual else unverified(f"{figure}，没有不受避头尾影响的整行")
    if not usual and len(odd) < _ENOUGH and odd[0].count < _CHARACTERS:
        return unverified(f"{figure}，行数太少")
    places = [
        document.spot(one.row, f"{one.count} 字：{one.row.line.text}")
        for one in odd[:_LENGTHS_SHOWN]
    ]
    return fault(figure, "正文用三号仿宋，左右缩进为 0，字间距紧缩 0.3 磅。", *places)


def _full_lines(document: ProofDocument) -> Iterator[_FullLine]:
    for placed in document.of(Role.BODY):
        for row, below in pairwise(placed.rows[1:]):
            if (
                not is_broken(row.line, placed.paragraph)
                and _CHINESE.fullmatch(row.line.text.strip())
                and row.line.left < document.layout.area_on(row.page).left + _SIZE
            ):
                count = _count(row)
                needed = inseparable(below.line.text)
                yield _FullLine(row, count, count < _CHARACTERS < count + needed)


def inseparable(below: str) -> float:
    """The width of the next line up to the first place where a line may break, in characters."""
    text = below.strip()
    places = (at for at in range(1, len(text)) if _may_break(text[at - 1], text[at]))
    piece = text[: next(places, len(text))]
    return width(piece, _LATIN) + GAP * piece[:1].isalnum() * piece[:1].isascii()


def _may_break(before: str, after: str) -> bool:
    if before in NEVER_LAST or after in NEVER_FIRST:
        return False
    if before in NEVER_FIRST and after.isascii() and after.isalnum():
        return False  # LibreOffice 7.4 keeps 。2024 together
    return not (before.isascii() and after.isascii()) or before == " "


def is_broken(line: PrintedLine, paragraph: WordParagraph) -> bool:
    """Whether a line ends in a line break that was typed."""
    printed = "".join(line.text.split())
    broken = paragraph.text.split("\n")[:-1]
    return any("".join(piece.split()).endswith(printed) for piece in broken)


def _count(row: ParagraphLine) -> int:
    """The characters of a line; a mark that hangs over the edge does not count."""
    text = row.line.text.strip(" ")
    hangs = len(text) == _CHARACTERS + 1 and not text[-1].isalnum()
    return len(text) - hangs


def _right(document: ProofDocument, row: ParagraphLine) -> float | None:
    """Where the lines of a page end; only our own files are known to have no paragraph narrower."""
    return document.layout.area_on(row.page).right if document.layout.ours else None


def gaps(document: ProofDocument) -> Assessment:
    """Lines that are stretched, or left short, because the next word is too long for them."""
    rows = [
        (row, is_broken(row.line, placed.paragraph))
        for placed in document.of(Role.BODY, Role.HEADING, Role.ROUTING)
        for row in placed.rows[:-1]
    ]
    if not rows:
        return unverified("没有两行以上的正文")
    faulty = [
        document.spot(row, f"{problem}：{row.line.text}")
        for row, broken in rows
        if (problem := _fault_of_gaps(row.line, None if broken else _right(document, row)))
    ]
    figure = f"表格外 {len(rows)} 行"
    return outcome(
        faulty[:_GAPS_SHOWN],
        f"{figure}，{len(faulty)} 行拉得太开，或空得太多",
        "下一行开头的外文词、网址或数太长：把它挪到句子别处，或单独成段。",
        f"{figure}都没有拉开",
    )


def _fault_of_gaps(line: PrintedLine, right: float | None) -> str:
    """What is faulty with a line; empty if nothing is. A full one ends at ``right``, in points."""
    size = line.characters[0].size
    between = _between_characters(line)
    gap = median(between) if between else 0.0
    if gap > _WIDE_GAP and gap * len(between) > _LEFT_OVER:
        return f"字间 {gap:.2f} 字"
    widest = max(_spaces(line), default=0.0)
    if widest > _WIDE_SPACE:
        return f"空格 {widest:.1f} 字"
    short = (right - line.right) / size if right is not None else 0.0
    return f"空出 {short:.0f} 字" if short > _HOLE else ""


def _between_characters(line: PrintedLine) -> list[float]:
    """The gaps between two Chinese characters, else those beside Latin ones, in ems."""
    pairs = [
        (left, right, (right.left - left.right) / left.size)
        for left, right in pairwise(line.characters)
        if left.text.strip() and right.text.strip()
    ]
    chinese = [gap for left, right, gap in pairs if _is_wide(left) and _is_wide(right)]
    mixed = [gap - GAP for left, right, gap in pairs if _is_wide(left) != _is_wide(right)]
    return chinese or mixed


def _spaces(line: PrintedLine) -> list[float]:
    """The gaps between words with a single space between them, in ems."""
    threes = zip(line.characters, line.characters[1:], line.characters[2:], strict=False)
    return [
        (after.left - before.right) / before.size
        for before, space, after in threes
        if space.text in " \u00a0" and before.text.strip() and after.text.strip()
    ]


def _is_wide(character: Character) -> bool:
    return character.text >= "\u2e80"
