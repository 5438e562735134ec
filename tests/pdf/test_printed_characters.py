"""Halves of characters as PDFium gives them on Windows; here it gives whole ones, so they are made."""

from __future__ import annotations

import pytest

from bulletin.pdf.page_model import Character
from bulletin.pdf.printed import lines_of
from bulletin.pdf.printed_characters import paired


def printed(text: str) -> list[Character]:
    return [
        Character(char, 10.0 * place, 10.0 * place + 10, 50.0, 40.0, 52.0, "仿宋", 10.0)
        for place, char in enumerate(text)
    ]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("人𠮷", "人𠮷"),
        ("\ud842\udfb7人", "𠮷人"),
        ("\ud842\ud842\udfb7", "�𠮷"),
        ("\udfb7人\ud842", "�人�"),
        ("\ud842人", "�人"),
    ],
)
def test_halves(given: str, expected: str) -> None:
    made = [*paired(printed(given))]
    assert "".join(one.text for one in made) == expected
    assert [one.left for one in made] == sorted({one.left for one in made})


def test_lines_that_are_measured_have_whole_characters() -> None:
    assert [line.text for line in lines_of([*paired(printed("\ud842\udfb7人"))])] == ["𠮷人"]
