"""Measure of faces: whether those that the file asks for were used."""

from __future__ import annotations

from collections import Counter

from bulletin.office.fonts.faces import BY_NAME
from bulletin.proof.measurement import Assessment, fault, passed, unverified
from bulletin.proof.measures.face_fit import explains, own_names, stand_in
from bulletin.proof.paragraph_roles import Role
from bulletin.proof.printed_paragraphs import ProofDocument
from bulletin.text.characters import is_han

_HINT = "看 bulletin doctor：缺哪些字体，怎么装。"


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
        return fault(figure, f"装上 {'、'.join(face for face in asked if face in lost)}。{_HINT}")
    return passed(figure)


def _printed_with(document: ProofDocument, face: str, is_lost: bool) -> str:
    if is_lost:
        return f"{face} 没有，用了 {'、'.join(_instead(document, face))}"
    used = {font for _, font in document.used}
    if own_names(face, document.installed) & used:
        return face
    instead = stand_in(face, document.installed)
    return f"{face}（{instead} 代）" if instead in used else f"{face}（没有用到）"


def unreliable(document: ProofDocument) -> str:
    """Why figures that depend on the body face cannot be trusted; empty if they can."""
    body = Counter(
        face
        for paragraph in document.layout.paragraphs
        if paragraph.role is Role.BODY
        for char in paragraph.text
        if is_han(char)
        for face in document.layout.asked.get(char, ())
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
    return sorted(
        {
            font
            for char, font in document.used
            if face in (asked := document.layout.asked.get(char, frozenset()))
            and not any(explains(other, char, font, document.installed) for other in asked - {face})
        }
    )
