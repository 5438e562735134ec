"""Which faces were really used."""

from __future__ import annotations

from collections import Counter

from bulletin.office.fonts.faces import BY_NAME
from bulletin.proof.measurement import Finding, Norm, Strength, fault, passed, unverified
from bulletin.proof.measures.face_fit import accounts, own, stand_in
from bulletin.proof.paragraph_roles import Role
from bulletin.proof.printed_paragraphs import Sheets
from bulletin.text.characters import is_han

FACES = Norm(
    "faces", "字体", "文件要的字体都用上了（预览可用同形的字体代）", "5.2.2", Strength.USUAL
)

_HINT = "看 bulletin doctor：缺哪些字体，怎么装。"


def faces(sheets: Sheets) -> Finding:
    """Every face that is asked for, and what it was printed with."""
    asked = sorted(sheets.word.faces, key=lambda face: -sheets.word.faces[face])
    if not asked:
        return unverified("文件里没有写明字体")
    unknown = [face for face in asked if face not in BY_NAME and sheets.installed is None]
    if unknown:
        return unverified(f"查不出这台机器有没有 {'、'.join(unknown)}", _HINT)
    lost = missing(sheets)
    figure = "；".join(_printed_with(sheets, face, face in lost) for face in asked)
    if lost:
        return fault(figure, f"装上 {'、'.join(face for face in asked if face in lost)}。{_HINT}")
    return passed(figure)


def _printed_with(sheets: Sheets, face: str, is_lost: bool) -> str:
    if is_lost:
        return f"{face} 没有，用了 {'、'.join(_instead(sheets, face))}"
    used = {font for _, font in sheets.used}
    if own(face, sheets.installed) & used:
        return face
    instead = stand_in(face, sheets.installed)
    return f"{face}（{instead} 代）" if instead in used else f"{face}（没有用到）"


def unreliable(sheets: Sheets) -> str:
    """Why figures that depend on the body face cannot be trusted; empty if they can."""
    body = Counter(
        face
        for paragraph in sheets.word.paragraphs
        if paragraph.role is Role.BODY
        for char in paragraph.text
        if is_han(char)
        for face in sheets.word.asked.get(char, ())
    )
    if not body:
        return ""
    face = body.most_common(1)[0][0]
    return f"没有正文字体 {face}，每行的字数靠不住" if face in missing(sheets) else ""


def missing(sheets: Sheets) -> frozenset[str]:
    """Faces that stand nowhere in the PDF, nor do their stand-ins, though something else does."""
    used = {font for _, font in sheets.used}
    return frozenset(
        face
        for face in sheets.word.faces
        if not own(face, sheets.installed) & used
        and stand_in(face, sheets.installed) not in used
        and _instead(sheets, face)
    )


def _instead(sheets: Sheets, face: str) -> list[str]:
    """What the characters were printed in that only this face can account for."""
    return sorted(
        {
            font
            for char, font in sheets.used
            if face in (asked := sheets.word.asked.get(char, frozenset()))
            and not any(accounts(other, char, font, sheets.installed) for other in asked - {face})
        }
    )
