"""Faces: in which font a character was printed, and whether that is the face that was asked for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import IntEnum
from functools import lru_cache

from bulletin.office.fonts.faces import BY_NAME
from bulletin.office.fonts.installed import Installed
from bulletin.proof.measurement import Assessment, Spot, fault, passed, unverified
from bulletin.proof.paragraph_roles import Role
from bulletin.proof.printed_paragraphs import ProofDocument
from bulletin.text.characters import is_han, is_ideograph

_HINT = "看 bulletin doctor：缺哪些字体，怎么装。"


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
    fallback = known.fallback.removesuffix(" SC").replace(" ", "")  # as a PDF writes its name
    is_stand_in = font.startswith(name)
    if known.latin:
        return Fit.YES if is_stand_in else Fit.UNSURE
    if is_in_charset(known.charset, char):
        return Fit.YES if is_stand_in or font.startswith(fallback) else Fit.UNSURE
    return Fit.UNSURE if is_stand_in and not is_ideograph(char) else Fit.NO


def explains(face: str, char: str, font: str, installed: Installed | None) -> bool:
    """Whether a character stands in a font because this face was asked for."""
    fits = fit(face, char, font, installed)
    return fits is Fit.YES or (fits is Fit.UNSURE and not is_ideograph(char))


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
def is_in_charset(charset: str, char: str) -> bool:
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


def faces(document: ProofDocument) -> Assessment:
    """Every face that is asked for, and what it was printed with."""
    asked = sorted(document.layout.faces, key=lambda face: -document.layout.faces[face])
    if not asked:
        return unverified("文件里没有写明字体")
    unknown = [face for face in asked if face not in BY_NAME and document.installed is None]
    if unknown:
        return unverified(f"查不出这台机器有没有 {'、'.join(unknown)}", _HINT)
    lost = missing_faces(document)
    figure = "；".join(_printed_with(document, face, face in lost) for face in asked)
    if lost:
        missing = [face for face in asked if face in lost]
        spots = (_first_spot(document, face) for face in missing)
        return fault(figure, f"装上 {'、'.join(missing)}。{_HINT}", *spots)
    return passed(figure)


def _printed_with(document: ProofDocument, face: str, is_lost: bool) -> str:
    if is_lost:
        return f"{face} 没有，用了 {'、'.join(_instead(document, face))}"
    used = {font for _, font in document.used}
    if own_names(face, document.installed) & used:
        return face
    instead = stand_in(face, document.installed)
    return f"{face}（{instead} 代）" if instead in used else f"{face}（没有用到）"


def why_unreliable(document: ProofDocument) -> str:
    """Why figures that depend on the body face cannot be trusted; empty if they can."""
    body = Counter(
        face
        for paragraph in document.layout.paragraphs
        if paragraph.role is Role.BODY
        for char in paragraph.text
        if is_han(char)
        for face in document.layout.faces_of_character.get(char, ())
    )
    if not body:
        return ""
    face = body.most_common(1)[0][0]
    return f"没有正文字体 {face}，每行的字数靠不住" if face in missing_faces(document) else ""


def missing_faces(document: ProofDocument) -> frozenset[str]:
    """Faces that neither stand in the PDF nor have a stand-in there, though another face does."""
    used = {font for _, font in document.used}
    return frozenset(
        face
        for face in document.layout.faces
        if not own_names(face, document.installed) & used
        and stand_in(face, document.installed) not in used
        and _instead(document, face)
    )


def _instead(document: ProofDocument, face: str) -> list[str]:
    """The faces of the PDF that were used because this face is missing, and no other."""
    return sorted({font for _, font in _in_other_faces(document, face)})


def _first_spot(document: ProofDocument, face: str) -> Spot:
    place = min(document.used[one] for one in _in_other_faces(document, face))
    return document.spot_at(place.page, place.y, face)


def _in_other_faces(document: ProofDocument, face: str) -> Iterator[tuple[str, str]]:
    """Characters that were printed in another face because this one is missing, each with that face."""
    for char, font in document.used:
        asked = document.layout.faces_of_character.get(char, frozenset())
        others = asked - {face}
        if face in asked and not any(
            explains(other, char, font, document.installed) for other in others
        ):
            yield char, font
