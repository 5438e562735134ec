"""Which faces were really used, and which characters fell to another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from bulletin.fonts.faces import BY_NAME
from bulletin.fonts.installed import Installed
from bulletin.proof.measure import Finding, Norm, Strength, fault, passed, spot, unverified
from bulletin.proof.printed import Glyph
from bulletin.proof.roles import Role
from bulletin.proof.sheets import Sheets

FACES = Norm(
    "faces", "字体", "文件要的字体都用上了（预览可用同形的字体代）", "5.2.2", Strength.USUAL
)
FALLEN = Norm("fallen-characters", "缺字", "没有字落到别的字体里", "5.2.2", Strength.USUAL)

HINT = "看 bulletin doctor：缺哪些字体，怎么装。"


def faces(sheets: Sheets) -> Finding:
    """Every face that is asked for, and what it was printed with."""
    if not sheets.word.faces:
        return unverified("文件里没有写明字体")
    unknown = [face for face in sheets.word.faces if not _known(face, sheets.installed)]
    if unknown:
        return unverified(f"查不出这台机器有没有 {'、'.join(unknown)}", HINT)
    used = _used(sheets)
    lost = missing(sheets)
    figures, wrong = [], []
    for face in sorted(sheets.word.faces, key=lambda face: -sheets.word.faces[face]):
        if face in lost:
            others = _instead(sheets, face)
            figures.append(f"{face} 没有，用了 {'、'.join(others) or '别的字体'}")
            wrong.append(face)
        else:
            stand_in = (
                _stand_in(face, sheets.installed) if not own(face, sheets.installed) & used else ""
            )
            figures.append(f"{face}（{stand_in} 代）" if stand_in else face)
    figure = "；".join(figures)
    if wrong:
        return fault(figure, f"装上 {'、'.join(wrong)}。{HINT}")
    return passed(figure)


def fallen(sheets: Sheets) -> Finding:
    """Characters that their face lacks; faces that are missing as a whole are left out."""
    lost = missing(sheets)
    found: dict[tuple[str, str], int] = {}
    for page, glyph in _glyphs(sheets):
        asked = sheets.word.asked.get(glyph.text, frozenset()) - lost
        if asked and not any(_fits(face, glyph, sheets.installed) for face in asked):
            found.setdefault((glyph.text, glyph.font), page)
    if unreliable(sheets):
        return unverified(unreliable(sheets), HINT)
    if not found:
        return passed("没有")
    return fault(
        f"{len(found)} 个：{'、'.join(char for char, _ in found)}",
        "换用有这些字的字体（方正仿宋_GBK 等），或核对是不是打错了字。",
        *(spot(page, f"{char}（{font}）") for (char, font), page in found.items()),
    )


def unreliable(sheets: Sheets) -> str:
    """Why figures that depend on the body face cannot be trusted; empty if they can."""
    body = Counter(
        face
        for one in sheets.of(Role.BODY)
        for char in one.paragraph.text
        if "\u4e00" <= char <= "\u9fff"
        for face in sheets.word.asked.get(char, ())
    )
    if not body:
        return ""
    face = body.most_common(1)[0][0]
    return f"没有正文字体 {face}，每行的字数靠不住" if face in missing(sheets) else ""


def missing(sheets: Sheets) -> frozenset[str]:
    """Faces that are asked for and stand nowhere in the PDF, nor does what may stand for them."""
    used = _used(sheets)
    return frozenset(
        face
        for face in sheets.word.faces
        if not (own(face, sheets.installed) | {_stand_in(face, sheets.installed)}) & used
    )


def _used(sheets: Sheets) -> frozenset[str]:
    return frozenset(glyph.font for _, glyph in _glyphs(sheets))


def _glyphs(sheets: Sheets) -> Iterator[tuple[int, Glyph]]:
    for number, page in enumerate(sheets.printed.pages):
        for line in page.lines:
            for glyph in line.glyphs:
                if glyph.text.strip():
                    yield number, glyph


def _instead(sheets: Sheets, face: str) -> list[str]:
    """What the characters of a missing face were printed in."""
    return sorted(
        {
            glyph.font
            for _, glyph in _glyphs(sheets)
            if face in (asked := sheets.word.asked.get(glyph.text, frozenset()))
            and not any(_fits(other, glyph, sheets.installed) for other in asked - {face})
        }
    )


def _fits(face: str, glyph: Glyph, installed: Installed | None) -> bool:
    """Whether a character was printed in its face; a stand-in must not have what the face lacks."""
    if glyph.font in own(face, installed):
        return True
    if not _stand_in(face, installed):
        return False
    if _is_han(glyph.text):
        return has(BY_NAME[face].charset, glyph.text)
    return True


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


def _known(face: str, installed: Installed | None) -> bool:
    """Whether it can be told that a face is there."""
    return face in BY_NAME or installed is not None


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or char >= "\U00020000"


@lru_cache(maxsize=4096)
def has(charset: str, char: str) -> bool:
    """Whether a face of a character set has a Chinese character (〇 is in all of them)."""
    return char == "〇" or bool(char.encode(charset, "ignore"))
