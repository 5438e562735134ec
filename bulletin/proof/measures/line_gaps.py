"""Measure of gaps: how far a line is stretched because a long word or a web address did not fit."""

from __future__ import annotations

from itertools import pairwise
from statistics import median

from bulletin.pdf.page_model import Character
from bulletin.pdf.printed import PrintedLine
from bulletin.proof.measurement import Assessment, fault, passed, spot, unverified
from bulletin.proof.measures.line_lengths import is_broken
from bulletin.proof.paragraph_roles import Role
from bulletin.proof.printed_paragraphs import ProofDocument

_WIDE_GAP, _WIDE_SPACE = 0.15, 1.0
"""Ems: more than this between two characters, or between two words, is too wide.

A line that a punctuation mark shortens by two characters has gaps of 0.08."""
_LEFT_OVER = 2.0
"""Ems that a line may always have left: a character that does not fit, with its mark."""
_BESIDE_LATIN = 0.25
"""Ems that Word and LibreOffice put between a Chinese character and a Latin one."""
_HOLE = 4.0
"""Ems that may be left at the end of a line, if it has nothing to pull apart."""
_SHOWN = 12


def gaps(document: ProofDocument) -> Assessment:
    """Lines that are stretched, or left short, because the next word is too long for them."""
    rows = [
        (row, is_broken(row.line, placed.paragraph))
        for placed in document.of(Role.BODY, Role.HEADING, Role.ROUTING)
        for row in placed.rows[:-1]
    ]
    right = document.area.right if document.layout.ours else None
    faulty = [
        spot(
            row.page,
            f"{problem}：{row.line.text}",
            document.line_number(row.page, row.line.baseline),
        )
        for row, broken in rows
        if (problem := _fault_of_gaps(row.line, None if broken else right))
    ]
    figure = f"表格外 {len(rows)} 行"
    if faulty:
        return fault(
            f"{figure}，{len(faulty)} 行拉得太开，或空得太多",
            "下一行开头的外文词、网址或数太长：把它挪到句子别处，或单独成段。", *faulty[:_SHOWN],
        )  # fmt: skip
    return passed(f"{figure}都没有拉开") if rows else unverified("没有两行以上的正文")


def _fault_of_gaps(line: PrintedLine, right: float | None) -> str:
    """What is faulty with a line; empty if nothing is.

    Args:
        line: the line.
        right: where it should end, in points, if the text fills it.
    """
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
    mixed = [gap - _BESIDE_LATIN for left, right, gap in pairs if _is_wide(left) != _is_wide(right)]
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
