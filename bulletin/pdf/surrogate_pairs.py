"""Joins the two UTF-16 halves in which PDFium gives characters beyond U+FFFF on Windows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bulletin.pdf.page_model import Character

UNREADABLE = "�"
"""Stands for a half without its other half."""


def paired(characters: Iterable[Character]) -> Iterator[Character]:
    """The characters; two halves become one, with the coordinates of the first."""
    half: Character | None = None
    for character in characters:
        is_second = 0xDC00 <= ord(character.text) < 0xE000
        if half is not None and is_second:
            pair = (half.text + character.text).encode("utf-16", "surrogatepass")
            yield half._replace(text=pair.decode("utf-16"))
            half = None
            continue
        if half is not None:
            yield half._replace(text=UNREADABLE)
        half = character if 0xD800 <= ord(character.text) < 0xDC00 else None
        if half is None:
            yield character._replace(text=UNREADABLE) if is_second else character
    if half is not None:
        yield half._replace(text=UNREADABLE)
