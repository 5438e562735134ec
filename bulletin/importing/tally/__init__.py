"""What a file shows, counted from its bytes, for the account of an import to be checked against.

Nothing is shared with the readers, so that what a reader passes over is missing in the account and
named there. What cannot be had from the bytes (LibreOffice converted the file, a PDF stores glyphs by
their places) is counted as far as possible, and ``basis`` says so.
"""

from __future__ import annotations

from bulletin.importing.draft import ShownText, Tally

CONVERTED = "按 LibreOffice 转换后的文字，转换本身没有核对"


def of_text(text: str) -> Tally:
    """The tally of a text, marks of Markdown included: each line, with its number."""
    lines = enumerate(text.splitlines(), 1)
    return Tally(
        tuple(ShownText(line, f"第 {number} 行") for number, line in lines if line.strip())
    )
