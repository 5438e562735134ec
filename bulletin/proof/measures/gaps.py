"""Measure of the air between a picture and its caption, and about tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bulletin.proof.measurement import Assessment, outcome, passed, unverified
from bulletin.proof.paragraph_roles import Role
from bulletin.proof.printed_paragraphs import ParagraphLine, PlacedParagraph, ProofDocument
from bulletin.text.characters import is_han

_TO_CAPTION, _TOLERANCE = 3.0, 1.5
"""Points from the lower edge of a picture to the ink of its caption."""
_ALIKE = 3.0
"""Points by which the air above a table may differ from that below it."""
_CAPTION = re.compile(r"\s*图\s*[0-9０-９一二三四五六七八九十]")
_CAPTION_STYLE = "图题"


@dataclass(frozen=True, slots=True)
class _Gap:
    """A gap that is measured, in points, at a height of a page that is counted from 0."""

    page: int
    y: float
    words: str
    is_right: bool


def gaps(document: ProofDocument) -> Assessment:
    """The air between pictures and captions, and that above a table beside that below it."""
    captions, tables = [*_under_pictures(document)], [*_about_tables(document)]
    if not captions and not tables:
        none = "没有图题，也没有夹在正文当中的表格"
        return passed(none) if document.layout.ours else unverified(none)
    found = [*captions, *tables]
    wrong = [one for one in found if not one.is_right]
    faulty = [document.spot_at(one.page, one.y, one.words) for one in wrong]
    figure = f"图题 {len(captions)} 个，夹在正文当中的表格 {len(tables)} 个"
    hint = "在 Word 里改图片、图题和表格前面一段的段前段后距离。"
    return outcome(faulty, f"{figure}，{len(faulty)} 处不对", hint, figure)


def _under_pictures(document: ProofDocument) -> Iterator[_Gap]:
    """Captions that have a picture above them on their page."""
    for one in document.placed:
        if not one.rows or not _is_caption(one):
            continue
        row = one.rows[0]
        top = min(character.top for character in row.line.characters if character.text.strip())
        bottoms = [
            box.bottom
            for box in document.printed.pages[row.page].pictures
            if box.top < top and box.bottom < row.line.baseline
        ]
        if bottoms:
            gap = top - max(bottoms)
            words = f"图题离图 {gap:.1f} 磅：{one.text}"
            is_right = abs(gap - _TO_CAPTION) <= _TOLERANCE
            yield _Gap(row.page, row.line.baseline, words, is_right)


def _is_caption(one: PlacedParagraph) -> bool:
    if one.paragraph.style:
        return one.paragraph.style == _CAPTION_STYLE
    return one.paragraph.role is not Role.BODY and bool(_CAPTION.match(one.text))


def _about_tables(document: ProofDocument) -> Iterator[_Gap]:
    """Tables with body text above and below them."""
    for number in range(document.layout.tables):
        cells = [one for one in document.placed if one.paragraph.table == number]
        if not cells:
            continue
        first, last = cells[0].paragraph.number, cells[-1].paragraph.number
        above, below = _ink_below(document, first - 1), _ink_above(document, last + 1)
        edges = _edges(document, cells)
        if above is None or below is None or edges is None:
            continue
        (page, top), (end, bottom) = edges
        if above[0] != page or below[0] != end:
            continue
        over, under = top - above[1], below[1] - bottom
        words = f"表格上面空 {over:.1f} 磅，下面空 {under:.1f} 磅"
        yield _Gap(page, above[1], words, abs(over - under) <= _ALIKE)


def _edges(
    document: ProofDocument, cells: list[PlacedParagraph]
) -> tuple[tuple[int, float], tuple[int, float]] | None:
    """The page and height of the upper and the lower edge of a table; ``None`` if not both are ruled."""
    starts = [(one.start.page, one.start.y) for one in cells if one.start]
    rows = [(row.page, row.line.baseline) for one in cells for row in one.rows]
    if not starts or not rows:
        return None
    (page, y), (end, baseline) = min(starts), max(rows)
    over = [rule.at for rule in document.printed.pages[page].rules if rule.at < y + 1]
    under = [rule.at for rule in document.printed.pages[end].rules if rule.at > baseline]
    return ((page, max(over)), (end, min(under))) if over and under else None


def _ink_below(document: ProofDocument, number: int) -> tuple[int, float] | None:
    """Page and lower edge of the last line of a paragraph of body text."""
    rows = _body_rows(document, number)
    if not rows:
        return None
    inked = [one for one in rows[-1].line.characters if is_han(one.text)]
    return (rows[-1].page, max(one.bottom for one in inked)) if inked else None


def _ink_above(document: ProofDocument, number: int) -> tuple[int, float] | None:
    """Page and upper edge of the first line of a paragraph of body text."""
    rows = _body_rows(document, number)
    if not rows:
        return None
    inked = [one for one in rows[0].line.characters if is_han(one.text)]
    return (rows[0].page, min(one.top for one in inked)) if inked else None


def _body_rows(document: ProofDocument, number: int) -> tuple[ParagraphLine, ...]:
    if not 0 <= number < len(document.placed):
        return ()
    one = document.placed[number]
    return one.rows if one.paragraph.role is Role.BODY and one.paragraph.table is None else ()
