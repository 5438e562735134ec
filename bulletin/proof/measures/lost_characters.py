"""Characters that are not on the paper as they were typed: lost, blank, a box, in another face."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from bulletin.pdf.page_model import Ink
from bulletin.proof.ink import inked, is_invisible
from bulletin.proof.measurement import (
    Finding,
    Norm,
    Spot,
    Strength,
    Verdict,
    fault,
    passed,
    spot,
    unverified,
)
from bulletin.proof.measures.face_fit import Fit, fit
from bulletin.proof.measures.used_faces import missing, unreliable
from bulletin.proof.printed_paragraphs import Sheets

FALLEN = Norm(
    "fallen-characters", "缺字", "每个字都印出来，没有落到别的字体里", "5.2.2", Strength.USUAL
)

_SHOWN = 12
"""Places that are listed; the figure counts all."""
_BOXES = "□▯▢☐⬜"
"""Characters that are a box."""
_HINT = "换用有这些字的字体（方正仿宋_GBK 等），或核对是不是打错了字。"


@dataclass(frozen=True, slots=True)
class _Missing:
    """A character, the page where it first is so, from 0, and why; ``sure`` if it is so."""

    char: str
    page: int
    why: str
    sure: bool = True


def fallen(sheets: Sheets) -> Finding:
    """Characters that their face lacks; faces that are missing as a whole are told by ``faces``."""
    reason = unreliable(sheets)
    found = [*_lost(sheets), *_drawn(sheets)]
    if not reason:
        found += _in_other_faces(sheets)
    wrong = [one for one in found if one.sure]
    if wrong:
        return fault(_figure(wrong), _HINT, *(_spot(one) for one in wrong[:_SHOWN]))
    if reason:
        return unverified(reason)
    if found:
        figure = f"{_figure(found)}，看不出该用的字体有没有"
        return Finding(
            Verdict.UNVERIFIED,
            figure,
            tuple(_spot(one) for one in found[:_SHOWN]),
            "在装有这些字体的机器上再看一次，或在印出来的样张上核对这几个字。",
        )
    if gone := missing(sheets):
        return unverified(f"没有 {'、'.join(sorted(gone))}，该用它的字看不出有没有")
    return passed("没有") if sheets.used else unverified("PDF 里没有文字")


def _figure(found: list[_Missing]) -> str:
    chars = list(dict.fromkeys(one.char for one in found))
    return f"{len(chars)} 个：{'、'.join(map(_named, chars[:_SHOWN]))}" + (
        " 等" if len(chars) > _SHOWN else ""
    )


def _named(char: str) -> str:
    """A character, by its number where it shows nothing or is joined to its neighbours."""
    bare = unicodedata.category(char) in ("Mn", "Me", "Mc", "Cn", "Co", "Cs")
    return f"U+{ord(char):04X}" if bare else char


def _spot(one: _Missing) -> Spot:
    return spot(one.page, f"{_named(one.char)} {one.why}")


def _lost(sheets: Sheets) -> Iterator[_Missing]:
    """Characters that stand more often in the Word file than in the text of the PDF."""
    printed = Counter(inked(character.text for _, character in sheets.characters()))
    written = Counter(inked(char for one in sheets.word.paragraphs for char in one.shown))
    short = written - printed
    for one in sheets.placed:
        for char in dict.fromkeys(inked(one.paragraph.shown)):
            if char in short:
                del short[char]
                page = one.start.page if one.start else 0
                yield _Missing(char, page, "没有印出来", sure=sheets.word.ours)


def _drawn(sheets: Sheets) -> Iterator[_Missing]:
    """Characters for which nothing is drawn, or the box of a face that lacks them."""
    told = set()
    for page, character in sheets.characters():
        key = (character.text, character.ink)
        if character.ink is Ink.INK or key in told or is_invisible(character.text):
            continue
        told.add(key)
        match character.ink:
            case Ink.BLANK:
                yield _Missing(character.text, page, f"印成空白（{character.face}）")
            case Ink.BOX if character.text not in _BOXES:
                yield _Missing(character.text, page, f"印成方框（{character.face}）")
            case Ink.UNKNOWN:
                yield _Missing(
                    character.text, page, f"的字体不在 PDF 里（{character.face}）", sure=False
                )


def _in_other_faces(sheets: Sheets) -> Iterator[_Missing]:
    gone = missing(sheets)
    for (char, font), page in sheets.used.items():
        asked = sheets.word.asked.get(char)
        if asked is None or is_invisible(char):
            continue  # a folio or a number that Word adds
        if not asked:
            yield _Missing(char, page, "没有写明字体", sure=False)
            continue
        if asked & gone:
            continue
        best = max(fit(face, char, font, sheets.installed) for face in asked)
        if best is not Fit.YES:
            yield _Missing(char, page, f"用了 {font}", sure=best is Fit.NO)
