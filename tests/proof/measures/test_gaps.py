"""Air under pictures and about tables, on synthetic pages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bulletin.pdf.page_model import Box, RulingLine
from bulletin.proof.measurement import Verdict
from bulletin.proof.measures.gaps import gaps
from bulletin.proof.paragraph_roles import Role
from bulletin.proof.printed_paragraphs import ProofDocument
from tests.harness.proof_pages import LEFT, RIGHT, TOP, line, page, sheets


@pytest.mark.parametrize(
    ("gap", "verdict"),
    [(3.0, Verdict.PASS), (4.4, Verdict.PASS), (1.0, Verdict.FAULT), (8.0, Verdict.FAULT)],
)
def test_a_caption_is_near_its_picture(gap: float, verdict: Verdict) -> None:
    caption = line("图1会场", 6, size=14)
    above = Box(LEFT, TOP, RIGHT, caption.characters[0].top - gap)
    made = sheets([page(caption, pictures=(above,))], (Role.OTHER, 0, 6, "图1会场"), ours=False)
    found = gaps(made)
    assert found.verdict is verdict
    assert all(one.line == 1 for one in found.spots)


def table(above: float, below: float) -> ProofDocument:
    """A table of one cell with so much air about its rules."""
    before, cell, after = line("文字", 0), line("表格", 2), line("文字", 4)
    rules = (before.characters[0].bottom + above, after.characters[0].top - below)
    drawn = tuple(RulingLine(True, at, LEFT, RIGHT, 0.5) for at in rules)
    made = sheets(
        [page(before, cell, after, rules=drawn)],
        (Role.BODY, 0, 0, "文字"), (Role.OTHER, 0, 2, "表格"), (Role.BODY, 0, 4, "文字"),
    )  # fmt: skip
    paragraphs = [*made.layout.paragraphs]
    paragraphs[1] = replace(paragraphs[1], table=0)
    return replace(made, layout=replace(made.layout, paragraphs=tuple(paragraphs), tables=1))


@pytest.mark.parametrize(
    ("above", "below", "verdict"),
    [
        (10, 10, Verdict.PASS),
        (9, 11, Verdict.PASS),
        (4, 10, Verdict.FAULT),
        (14, 10, Verdict.FAULT),
    ],
)
def test_there_is_as_much_air_above_a_table_as_below_it(
    above: float, below: float, verdict: Verdict
) -> None:
    assert gaps(table(above, below)).verdict is verdict


def test_without_tables_and_captions_nothing_is_wrong() -> None:
    assert gaps(sheets([page(line("文", 0))], (Role.BODY, 0, 0, "文"))).verdict is Verdict.PASS
