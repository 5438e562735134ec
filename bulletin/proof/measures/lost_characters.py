"""Measure of characters that are not printed as they were typed: lost, blank, a box, in another face."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from bulletin.pdf.page_model import Ink
from bulletin.pdf.printed import PagePosition
from bulletin.proof.ink import inked, is_invisible
from bulletin.proof.measurement import Assessment, Spot, fault, passed, unverified
from bulletin.proof.measures.used_faces import Fit, fit, missing_faces, why_unreliable
from bulletin.proof.printed_paragraphs import PlacedParagraph, ProofDocument

_SHOWN = 12
"""Places that are listed; the figure counts all."""
_BOXES = "□▯▢☐⬜"
"""Characters that are a box."""
_HINT = "换用有这些字的字体（方正仿宋_GBK 等），或核对是不是打错了字。"


@dataclass(frozen=True, slots=True)
class _Missing:
    """A character that is not printed as it was typed, or may not be."""

    char: str
    place: PagePosition
    """The first where it is so."""
    reason: str
    is_sure: bool = True


def fallen_characters(document: ProofDocument) -> Assessment:
    """Characters that their face lacks (缺字); a face that is missing as a whole is a matter of ``faces``."""
    reason = why_unreliable(document)
    missing = [*_lost(document), *_drawn(document)]
    if not reason:
        missing += _in_other_faces(document)
    faulty = [one for one in missing if one.is_sure]
    if faulty:
        return fault(_figure(faulty), _HINT, *(_spot(document, one) for one in faulty[:_SHOWN]))
    if reason:
        return unverified(reason)
    if missing:
        figure = f"{_figure(missing)}，看不出该用的字体有没有"
        hint = "在装有这些字体的机器上再看一次，或在印出来的样张上核对这几个字。"
        return unverified(figure, hint, *(_spot(document, one) for one in missing[:_SHOWN]))
    if faces := missing_faces(document):
        return unverified(f"没有 {'、'.join(sorted(faces))}，该用它的字看不出有没有")
    return passed("没有") if document.used else unverified("PDF 里没有文字")


def _figure(missing: list[_Missing]) -> str:
    chars = list(dict.fromkeys(one.char for one in missing))
    more = " 等" if len(chars) > _SHOWN else ""
    return f"{len(chars)} 个：{'、'.join(map(_named, chars[:_SHOWN]))}{more}"


def _named(char: str) -> str:
    """A character, by its number where it shows nothing or is joined to its neighbours."""
    bare = unicodedata.category(char) in ("Mn", "Me", "Mc", "Cn", "Co", "Cs")
    return f"U+{ord(char):04X}" if bare else char


def _spot(document: ProofDocument, one: _Missing) -> Spot:
    text = f"{_named(one.char)} {one.reason}"
    return document.spot_at(one.place.page, one.place.y, text)


def _lost(document: ProofDocument) -> Iterator[_Missing]:
    """Characters that the Word file has more often than the text of the PDF."""
    printed = Counter(inked(character.text for _, character in document.characters()))
    written = Counter(inked(char for one in document.layout.paragraphs for char in one.shown))
    short = written - printed
    for placed in document.placed:
        for char in dict.fromkeys(inked(placed.paragraph.shown)):
            if char in short:
                del short[char]
                place = _beginning(placed)
                yield _Missing(char, place, "没有印出来", is_sure=document.layout.ours)


def _beginning(placed: PlacedParagraph) -> PagePosition:
    """The first line of a paragraph; the first page where it has no place."""
    if placed.rows:
        return PagePosition(placed.rows[0].page, placed.rows[0].line.baseline)
    return placed.start or PagePosition(0, 0.0)


def _drawn(document: ProofDocument) -> Iterator[_Missing]:
    """Characters for which nothing is drawn, or the box of a face that lacks them."""
    seen = set()
    for page, character in document.characters():
        key = (character.text, character.ink)
        if character.ink is Ink.INK or key in seen or is_invisible(character.text):
            continue
        seen.add(key)
        place = PagePosition(page, character.baseline)
        match character.ink:
            case Ink.BLANK:
                yield _Missing(character.text, place, f"印成空白（{character.face}）")
            case Ink.BOX if character.text not in _BOXES:
                yield _Missing(character.text, place, f"印成方框（{character.face}）")
            case Ink.UNKNOWN:
                reason = f"的字体不在 PDF 里（{character.face}）"
                yield _Missing(character.text, place, reason, is_sure=False)


def _in_other_faces(document: ProofDocument) -> Iterator[_Missing]:
    """Characters printed in a face that they were not to be in, or for which none is named."""
    missing = missing_faces(document)
    for (char, font), place in document.used.items():
        asked = document.layout.faces_of_character.get(char)
        if asked is None or is_invisible(char):
            continue  # a folio or a number that Word adds
        if not asked:
            yield _Missing(char, place, "没有写明字体", is_sure=False)
            continue
        if asked & missing:
            continue
        best = max(fit(face, char, font, document.installed) for face in asked)
        if best is not Fit.YES:
            yield _Missing(char, place, f"用了 {font}", is_sure=best is Fit.NO)
