"""How wide a text is, in em (the width of one Chinese character of the size in use)."""

from __future__ import annotations

import unicodedata

from bulletin.text import patterns
from bulletin.text.characters import APOSTROPHE, is_wide

# Advance widths of Times New Roman for U+0020 to U+007E, in thousandths of an em.
_TIMES = (
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500,
    500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611,
    556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722,
    722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500,
    278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
)  # fmt: skip


_APOSTROPHE = patterns.regex(APOSTROPHE)


def width(text: str, latin: str) -> float:
    """The width of a text as it is set, in em; ``latin`` is the face of its digits and Latin letters.

    In a Chinese face those take half an em. Marks of ambiguous width (“ ” — … ·) are set in the
    Chinese face and take a whole one. ``gaps`` between two scripts count.
    """
    return sum(advances(text, latin)) + sum(gaps(text))


def typed_width(text: str) -> float:
    """The width of a text as it was typed, in Chinese characters: nothing is set between scripts."""
    return sum(advances(text, ""))


def advances(text: str, latin: str) -> list[float]:
    """The width of each character of a text alone, in em."""
    times = latin == "Times New Roman"
    widths = [_character_width(char, times) for char in text]
    for match in _APOSTROPHE.finditer(text) if "’" in text else ():
        widths[match.start()] = 0.333 if times else 0.5
    return widths


_EDGE = patterns.regex(r"(?<=[^\x00-\x7f])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])(?=[^\x00-\x7f])")
GAP = 0.25
"""What Word sets between a Chinese character and a digit or Latin letter, in em (w:autoSpaceDN,
17.3.1.2 and 17.3.1.3: on unless a style says otherwise); LibreOffice sets about as much."""


def gaps(text: str) -> list[float]:
    """What is set before each character of a text because its neighbour is of another script."""
    before = [0.0] * len(text)
    for match in _EDGE.finditer(text):
        place = match.start()
        if "\u3400" <= max(text[place - 1], text[place]) <= "\u9fff":
            before[place] = GAP
    return before


def _character_width(char: str, times: bool) -> float:
    if " " <= char <= "~":
        return _TIMES[ord(char) - 32] / 1000 if times else 0.5
    if is_wide(char):
        return 0.0 if unicodedata.combining(char) else 1.0
    if unicodedata.category(char) in ("Mn", "Me", "Cf", "Cc"):
        return 0.0
    return 0.5
