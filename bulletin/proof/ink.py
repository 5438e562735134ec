"""Which characters leave ink, and as which characters a PDF gives them back."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator


def inked(chars: Iterable[str]) -> Iterator[str]:
    """Characters that leave ink; joined forms (ﬁ, Arabic) as the letters that were typed, capitals
    for small letters since a style may ask for them.
    """
    for char in chars:
        if "\ufb00" <= char <= "\ufdff" or "\ufe70" <= char <= "\ufefc":
            yield from unicodedata.normalize("NFKC", char).upper()
        elif not is_invisible(char):
            yield char.upper() if char.isascii() else char


def is_invisible(char: str) -> bool:
    """White space, marks that only steer (joiners, directions), and choices of a variant."""
    if char.isspace() or unicodedata.category(char) in ("Cf", "Cc"):
        return True
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"
