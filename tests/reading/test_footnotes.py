"""Footnotes: a mark, its text, and what goes wrong between them."""

from __future__ import annotations

import pytest

from bulletin.model.content import Paragraph, footnotes_of
from bulletin.reading.markdown import read_body
from bulletin.text.source import Source
from tests.reading.test_front_matter import places


def read(text: str) -> tuple[str, list[str], list[str]]:
    """The text with ◦ for a mark, the footnotes in the order of their marks, the findings."""
    blocks, _, found = read_body(Source("x.md", text), 0)
    said = "¶".join(
        "".join("◦" if run.footnote else run.text for run in block.runs)
        for block in blocks
        if isinstance(block, Paragraph)
    )
    notes = [run.text for block in blocks for note in footnotes_of(block) for run in note.runs]
    return said, notes, places(found)


def test_marks_and_texts() -> None:
    text = "甲[^1]，乙。[^b]\n\n[^b]: 注文二。\n[^1]: 注**文**一\n\n丙[^1]\n"
    assert read(text) == ("甲◦，乙。◦¶丙◦", ["注", "文", "一", "注文二。", "注", "文", "一"], [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("甲[^1]，乙[^2]。\n\n[^1]: 一\n", ["MD005 1:8"]),
        ("甲\n\n[^1]: 一\n", ["MD005 3:1"]),
        ("甲[^1]\n\n[^1]: 一\n[^1]: 二\n", ["MD005 4:1"]),
        ("甲[^1]乙[^2]\n\n[^1]: 一[^2]\n\n[^2]: 二\n", ["MD005 3:8"]),
        ("甲[^1]\n\n[^1]: 一\n\n    二\n", ["MD005 3:1"]),
        ("甲[^1]\n\n[^1]:\n", ["MD005 3:1"]),
        ("甲[^1]\n\n[^1]：一\n", ["MD005 1:2", "MD005 3:1"]),
        ("> 甲[^1]\n>\n> [^1]: 一\n", ["MD005 1:4", "MD010 3:3"]),
        ("甲[^1]\n\n[^1]: 一。\n二、又一段。\n", ["MD033 4:1"]),
        ("甲\\[^1]，[^ 1]\n", []),
    ],
)
def test_what_does_not_fit_is_said(text: str, found: list[str]) -> None:
    assert read(text)[2] == found


def test_nothing_of_a_mark_without_text_is_lost() -> None:
    assert read("甲[^1]，乙[^2][^3]。\n")[0] == "甲[^1]，乙[^2][^3]。"
