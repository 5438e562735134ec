"""The way back from a text with edits made to the text before them."""

from __future__ import annotations

from bulletin.findings.diagnostics import Edit
from bulletin.findings.fixes import EditedText
from bulletin.text.source import Source


def test_the_way_back_from_mended_text() -> None:
    source = Source("x", "a：b\tc")
    edits = [Edit(source.span(1, 2), ":   "), Edit(source.span(3, 4), "")]
    mended_text = EditedText(source.text, 0, 5, edits)
    assert mended_text.text == "a:   bc"
    assert [mended_text.place(offset) for offset in range(8)] == [0, 1, 2, 2, 2, 2, 4, 5]
