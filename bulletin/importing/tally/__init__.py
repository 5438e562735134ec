"""What a file shows, counted from its bytes: what the books of an import are held against.

The readers have no part in this, and nothing here is used by them: whatever a reader passes over is
missing in the books, and named there. What is not to be had from the bytes (a converter stands between,
a PDF stores glyphs by their places) is counted as far as it can be, and ``basis`` says so.
"""

from __future__ import annotations

from bulletin.importing.draft import ShownText, Tally

CONVERTED = "按 LibreOffice 转换后的文字，转换本身没有核对"


def of_text(text: str) -> Tally:
    """The tally of a text, marks of Markdown and all: each line by its number."""
    lines = enumerate(text.splitlines(), 1)
    return Tally(
        tuple(ShownText(line, f"第 {number} 行") for number, line in lines if line.strip())
    )
