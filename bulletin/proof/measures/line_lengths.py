"""Characters a line: 28, or fewer where a mark must not begin the next line or end this one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from bulletin.pdf.printed import PrintedLine
from bulletin.proof.measurement import (
    Finding,
    Norm,
    Spot,
    Strength,
    fault,
    passed,
    spot,
    unverified,
)
from bulletin.proof.paragraph_roles import Role
from bulletin.proof.printed_paragraphs import ParagraphLine, Sheets
from bulletin.proof.requested import WordParagraph
from bulletin.text.characters import FULL_WIDTH
from bulletin.typeset.layout import NEVER_FIRST, NEVER_LAST

CHARACTERS = Norm("characters-a-line", "每行字数", "28 字", "5.2.3", Strength.USUAL, by_type=True,
    needs=(Role.BODY,),
)  # fmt: skip

_SIZE = 16.0
_CHARACTERS = 28
_FEWEST = 26
"""A line with fewer is told even where most have 28."""
_ENOUGH = 2
"""So many lines that are short without a reason show that the line is not 28 characters wide."""
_SHOWN = 5
_CHINESE = re.compile(f"[{FULL_WIDTH}]+")


@dataclass(frozen=True, slots=True)
class _Full:
    """A line that the text fills: its characters, and whether a mark is why they are fewer."""

    row: ParagraphLine
    count: int
    by_marks: bool


def characters(sheets: Sheets) -> Finding:
    """The characters of full lines: Chinese only, neither first nor last of a paragraph, nor
    before a line break that the author put.
    """
    full = [*_full(sheets)]
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
    places = [_spot(sheets, one) for one in odd[:_SHOWN]]
    return fault(figure, "正文用三号仿宋，左右缩进为 0，字间距紧缩 0.3 磅。", *places)


def _full(sheets: Sheets) -> Iterator[_Full]:
    for one in sheets.of(Role.BODY):
        for row, below in pairwise(one.rows[1:]):
            if (
                not is_broken(row.line, one.paragraph)
                and _is_chinese(row.line)
                and row.line.left < sheets.area.left + _SIZE
            ):
                count = _count(row)
                needed = inseparable(below.line.text)
                yield _Full(row, count, count < _CHARACTERS < count + needed)


def _spot(sheets: Sheets, one: _Full) -> Spot:
    number = sheets.number(one.row.page, one.row.line.baseline)
    return spot(one.row.page, f"{one.count} 字：{one.row.line.text}", number)


def inseparable(below: str) -> float:
    """The width, in characters, of what would have to come up from the next line together:
    up to the first place where a line may turn.
    """
    text = below.strip()
    for place in range(1, len(text)):
        if _may_turn(text[place - 1], text[place]):
            return _width(text[:place])
    return _width(text)


def _may_turn(before: str, after: str) -> bool:
    if before in NEVER_LAST or after in NEVER_FIRST:
        return False
    return not (before.isascii() and after.isascii()) or before == " "


def _width(text: str) -> float:
    return sum(0.5 if char.isascii() else 1.0 for char in text)


def is_broken(line: PrintedLine, paragraph: WordParagraph) -> bool:
    """Whether a line ends where the author broke it."""
    printed = "".join(line.text.split())
    broken = paragraph.text.split("\n")[:-1]
    return any("".join(piece.split()).endswith(printed) for piece in broken)


def _is_chinese(line: PrintedLine) -> bool:
    return _CHINESE.fullmatch(line.text.strip()) is not None


def _count(row: ParagraphLine) -> int:
    """Characters on a line; a mark that hangs over the edge is one too many and does not count."""
    text = row.line.text.strip(" ")
    hangs = len(text) == _CHARACTERS + 1 and not text[-1].isalnum()
    return len(text) - hangs
