"""Characters beyond the first 65,536 where they come as two halves: PDFium gives UTF-16 on Windows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

UNREADABLE = "�"
"""Stands for a half whose other half is missing."""


class _Printed(Protocol):
    @property
    def text(self) -> str: ...


Glyph = TypeVar("Glyph", bound=_Printed)


def paired(found: Iterable[Glyph], with_text: Callable[[Glyph, str], Glyph]) -> Iterator[Glyph]:
    """Characters of which two halves are one again, at the place of the first.

    Args:
        found: printed characters, each with one code as its text.
        with_text: a copy of a character with another text.
    """
    half: Glyph | None = None
    for glyph in found:
        code = ord(glyph.text)
        if half is not None and 0xDC00 <= code < 0xE000:
            pair = (half.text + glyph.text).encode("utf-16", "surrogatepass").decode("utf-16")
            yield with_text(half, pair)
            half = None
            continue
        if half is not None:
            yield with_text(half, UNREADABLE)
        half = glyph if 0xD800 <= code < 0xDC00 else None
        if half is None:
            yield with_text(glyph, UNREADABLE) if 0xDC00 <= code < 0xE000 else glyph
    if half is not None:
        yield with_text(half, UNREADABLE)
