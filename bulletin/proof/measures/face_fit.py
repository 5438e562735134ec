"""Whether the face in which a character was printed is the one that was asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import IntEnum
from functools import lru_cache

from bulletin.office.fonts.faces import BY_NAME
from bulletin.office.fonts.installed import Installed
from bulletin.text.characters import is_ideograph


class Fit(IntEnum):
    """Whether a character was printed in the face that was asked for; the worst first."""

    NO = 0
    """It was printed in another face, or a stand-in was used for a face that lacks the character."""
    UNSURE = 1
    """A stand-in was used, which does not tell whether the face itself has the character."""
    YES = 2


_GBK_ADDED = re.compile(rb"\xa2[\xa1-\xaa]|\xa6[\xe0-\xf5]|\xa8[\xbb-\xc0]|\xa9\x96")
"""Codes that GBK added to the rows of GB 2312 with signs."""


def fit(face: str, char: str, font: str, installed: Installed | None) -> Fit:
    """How a character asked for in a face fits the font that it was printed in.

    Under a stand-in the character set of the face decides whether the face has it.
    """
    if font in own_names(face, installed):
        return Fit.YES
    name = stand_in(face, installed)
    if not name:
        return Fit.NO
    known = BY_NAME[face]
    fallback = known.fallback.removesuffix(" SC").replace(" ", "")
    near = font.startswith((name, fallback))
    if known.latin:
        return Fit.YES if font.startswith(name) else Fit.UNSURE
    if has(known.charset, char):
        return Fit.YES if near else Fit.UNSURE
    return Fit.UNSURE if font.startswith(name) and not is_ideograph(char) else Fit.NO


def explains(face: str, char: str, font: str, installed: Installed | None) -> bool:
    """Whether a character stands in a font because this face was asked for."""
    known = fit(face, char, font, installed)
    return known is Fit.YES or (known is Fit.UNSURE and not is_ideograph(char))


def own_names(face: str, installed: Installed | None) -> frozenset[str]:
    """The names of a face inside a PDF."""
    known = BY_NAME[face].postscript if face in BY_NAME else ()
    listed: Iterable[str] = (installed or {}).get(face, ())
    return frozenset((*known, *listed, face, face.replace(" ", "")))


def stand_in(face: str, installed: Installed | None) -> str:
    """The name inside a PDF of the stand-in for a face that is not installed; empty if there is none."""
    if face not in BY_NAME or (installed and face in installed):
        return ""
    return BY_NAME[face].stand_in_postscript


@lru_cache(maxsize=4096)
def has(charset: str, char: str) -> bool:
    """Whether a face of a character set has a character (〇 is in all of them).

    Python's gb2312 has other codes for — and ·, so that its marks are looked up in GBK.
    """
    if char == "〇" or char.isascii():
        return True
    if is_ideograph(char) or charset != "gb2312":
        return bool(char.encode(charset, "ignore"))
    code = char.encode("gbk", "ignore")
    in_rows = len(code) == 2 and 0xA1 <= code[0] <= 0xA9 and code[1] >= 0xA1
    return in_rows and not _GBK_ADDED.match(code)
