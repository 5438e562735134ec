"""Halves of characters as PDFium gives them on Windows; here it gives whole ones, so they are made."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any

import pytest

from bulletin.pdf import pdfium
from bulletin.pdf.drawn_glyphs import Outlines
from bulletin.pdf.printed import Glyph
from bulletin.pdf.surrogates import paired


@dataclass(frozen=True)
class One:
    text: str
    place: int


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (("人", "𠮷"), ("人", "𠮷")),
        (("\ud842", "\udfb7", "人"), ("𠮷", "人")),
        (("\ud842", "\ud842", "\udfb7"), ("�", "𠮷")),
        (("\udfb7", "人", "\ud842"), ("�", "人", "�")),
        (("\ud842", "人"), ("�", "人")),
    ],
)
def test_halves(given: tuple[str, ...], expected: tuple[str, ...]) -> None:
    found = [One(text, place) for place, text in enumerate(given)]
    made = [*paired(found, lambda one, text: replace(one, text=text))]
    assert tuple(one.text for one in made) == expected
    assert [one.place for one in made] == sorted({one.place for one in made})


def test_lines_that_are_measured_have_whole_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    def halves(*_: Any) -> list[Glyph]:
        return [
            Glyph(text, 10.0 * place, 10.0 * place + 10, 50.0, 40.0, 52.0, "仿宋", 10.0)
            for place, text in enumerate("\ud842\udfb7人")
        ]

    monkeypatch.setattr(pdfium, "_glyphs", halves)
    page: Any = SimpleNamespace()
    assert [line.text for line in pdfium._lines(page, Outlines())] == ["𠮷人"]
