"""Measure of line lengths: 28 characters, fewer where a mark must not begin the next line or end this."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from bulletin.pdf.printed import PrintedLine
from bulletin.proof.docx_layout import WordParagraph
from bulletin.proof.measurement import (
    Assessment,
    Spot,
    fault,
    passed,
    spot,
    unverified,
)
from bulletin.proof.paragraph_roles import Role
from bulletin.proof.printed_paragraphs import ParagraphLine, ProofDocument
from bulletin.text.characters import FULL_WIDTH
from bulletin.typeset.layout import NEVER_FIRST, NEVER_LAST

_SIZE = 16.0
_CHARACTERS = 28
_FEWEST = 26
"""A line with fewer is a fault even where most have 28."""
_ENOUGH = 2
"""So many short lines without a reason show that a line is not 28 characters wide."""
_SHOWN = 5
_CHINESE = re.compile(f"[{FULL_WIDTH}]+")


@dataclass(frozen=True, slots=True)
class _FullLine:
    """A line that the text fills: its characters, and whether a mark is the reason for fewer."""

    row: ParagraphLine
    count: int
    by_marks: bool


def characters(document: ProofDocument) -> Assessment:
    """The characters of full lines.

    They are of Chinese only, neither the first nor the last of a paragraph, nor end in a typed break.
    """
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
    places = [_spot(document, one) for one in odd[:_SHOWN]]
    return fault(figure, "正文用三号仿宋，左右缩进为 0，字间距紧缩 0.3 磅。", *places)


def _full_lines(document: ProofDocument) -> Iterator[_FullLine]:
    for placed in document.of(Role.BODY):
        for row, below in pairwise(placed.rows[1:]):
            if (
                not is_broken(row.line, placed.paragraph)
                and _is_chinese(row.line)
                and row.line.left < document.area.left + _SIZE
            ):
                count = _count(row)
                needed = inseparable(below.line.text)
                yield _FullLine(row, count, count < _CHARACTERS < count + needed)


def _spot(document: ProofDocument, line: _FullLine) -> Spot:
    number = document.line_number(line.row.page, line.row.line.baseline)
    return spot(line.row.page, f"{line.count} 字：{line.row.line.text}", number)


def inseparable(below: str) -> float:
    """The width of the next line up to the first place where a line may break, in characters."""
    text = below.strip()
    for place in range(1, len(text)):
        if _may_break(text[place - 1], text[place]):
            return _width(text[:place])
    return _width(text)


def _may_break(before: str, after: str) -> bool:
    if before in NEVER_LAST or after in NEVER_FIRST:
        return False
    return not (before.isascii() and after.isascii()) or before == " "


def _width(text: str) -> float:
    return sum(0.5 if char.isascii() else 1.0 for char in text)


def is_broken(line: PrintedLine, paragraph: WordParagraph) -> bool:
    """Whether a line ends in a line break that was typed."""
    printed = "".join(line.text.split())
    broken = paragraph.text.split("\n")[:-1]
    return any("".join(piece.split()).endswith(printed) for piece in broken)


def _is_chinese(line: PrintedLine) -> bool:
    return _CHINESE.fullmatch(line.text.strip()) is not None


def _count(row: ParagraphLine) -> int:
    """The characters of a line; a mark that hangs over the edge does not count."""
    text = row.line.text.strip(" ")
    hangs = len(text) == _CHARACTERS + 1 and not text[-1].isalnum()
    return len(text) - hangs
