"""Characters beyond U+FFFF that arrive as two UTF-16 halves: PDFium gives them so on Windows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bulletin.pdf.page_model import Character

UNREADABLE = "�"
"""Stands for a half without its other half."""


def paired(characters: Iterable[Character]) -> Iterator[Character]:
    """The characters, two halves made one at the place of the first."""
    half: Character | None = None
    for character in characters:
        code = ord(character.text)
        if half is not None and 0xDC00 <= code < 0xE000:
            pair = (half.text + character.text).encode("utf-16", "surrogatepass")
            yield half._replace(text=pair.decode("utf-16"))
            half = None
            continue
        if half is not None:
            yield half._replace(text=UNREADABLE)
        half = character if 0xD800 <= code < 0xDC00 else None
        if half is None:
            is_half = 0xDC00 <= code < 0xE000
            yield character._replace(text=UNREADABLE) if is_half else character
    if half is not None:
        yield half._replace(text=UNREADABLE)
