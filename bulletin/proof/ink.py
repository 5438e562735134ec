"""Which characters leave ink, and as which characters a PDF gives them back."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

NOTE_MARK = "①"
"""Stands for the mark of a footnote, whose number only the printed page has."""


def inked(chars: Iterable[str]) -> Iterator[str]:
    """The characters that leave ink.

    Joined forms (ﬁ, Arabic) become the letters that were typed, small letters capitals, since a style
    may ask for these; the number of a footnote is ``NOTE_MARK``.
    """
    for char in chars:
        if "\ufb00" <= char <= "\ufdff" or "\ufe70" <= char <= "\ufefc":
            yield from unicodedata.normalize("NFKC", char).upper()
        elif "①" <= char <= "⑳":
            yield NOTE_MARK
        elif not is_invisible(char):
            yield char.upper() if char.isascii() else char


def is_invisible(char: str) -> bool:
    """Whether a character leaves no ink: white space, joiners, marks of direction, variation selectors."""
    if char.isspace() or unicodedata.category(char) in ("Cf", "Cc"):
        return True
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"
