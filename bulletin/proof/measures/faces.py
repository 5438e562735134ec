"""Which faces were really used, and which characters fell to another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from bulletin.fonts.faces import BY_NAME
from bulletin.fonts.installed import Installed
from bulletin.proof.measure import Finding, Norm, Strength, fault, passed, spot, unverified
from bulletin.proof.roles import Role
from bulletin.proof.sheets import Sheets

FACES = Norm(
    "faces", "字体", "文件要的字体都用上了（预览可用同形的字体代）", "5.2.2", Strength.USUAL
)
FALLEN = Norm("fallen-characters", "缺字", "没有字落到别的字体里", "5.2.2", Strength.USUAL)

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
    stand_in = _stand_in(face, sheets.installed)
    return f"{face}（{stand_in} 代）" if stand_in in used else f"{face}（没有用到）"


def fallen(sheets: Sheets) -> Finding:
    """Characters that their face lacks; faces that are missing as a whole are left out."""
    reason = unreliable(sheets)
    if reason:
        return unverified(reason)
    lost = missing(sheets)
    found = []
    for (char, font), page in sheets.used.items():
        asked = sheets.word.asked.get(char, frozenset())
        if (
            asked
            and not asked & lost
            and not any(_fits(face, char, font, sheets.installed) for face in asked)
        ):
            found.append(spot(page, f"{char}（{font}）"))
    if not found:
        return passed("没有")
    return fault(
        f"{len(found)} 个：{'、'.join(one.text[0] for one in found)}",
        "换用有这些字的字体（方正仿宋_GBK 等），或核对是不是打错了字。", *found,
    )  # fmt: skip


def unreliable(sheets: Sheets) -> str:
    """Why figures that depend on the body face cannot be trusted; empty if they can."""
    body = Counter(
        face
        for paragraph in sheets.word.paragraphs
        if paragraph.role is Role.BODY
        for char in paragraph.text
        if "\u4e00" <= char <= "\u9fff"
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
        and _stand_in(face, sheets.installed) not in used
        and _instead(sheets, face)
    )


def _instead(sheets: Sheets, face: str) -> list[str]:
    """What the characters were printed in that only this face can account for."""
    return sorted(
        {
            font
            for char, font in sheets.used
            if face in (asked := sheets.word.asked.get(char, frozenset()))
            and not any(_fits(other, char, font, sheets.installed) for other in asked - {face})
        }
    )


def _fits(face: str, char: str, font: str, installed: Installed | None) -> bool:
    """Whether a character is in its face; under a stand-in, whether the face itself has it."""
    if font in own(face, installed):
        return True
    stand_in = _stand_in(face, installed)
    if not stand_in or not _is_han(char):
        return bool(stand_in)
    behind = BY_NAME[face].behind.removesuffix(" SC").replace(" ", "")
    return font.startswith((stand_in, behind)) and has(BY_NAME[face].charset, char)


def own(face: str, installed: Installed | None) -> frozenset[str]:
    """The names of a face inside a PDF."""
    known = BY_NAME[face].postscript if face in BY_NAME else ()
    listed: Iterable[str] = (installed or {}).get(face, ())
    return frozenset((*known, *listed, face, face.replace(" ", "")))


def _stand_in(face: str, installed: Installed | None) -> str:
    """The name inside a PDF of what stands in for a face that is not installed."""
    if face not in BY_NAME or (installed and face in installed):
        return ""
    return BY_NAME[face].stand_in_postscript


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or char >= "\U00020000"


@lru_cache(maxsize=4096)
def has(charset: str, char: str) -> bool:
    """Whether a face of a character set has a Chinese character (〇 is in all of them)."""
    return char == "〇" or bool(char.encode(charset, "ignore"))
