"""Measure of tables and pictures: inside the type area, and a table on one page if it is not long."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.proof.measurement import Assessment, Spot, fault, passed, unverified
from bulletin.proof.paragraph_roles import Role
from bulletin.proof.printed_paragraphs import PlacedParagraph, ProofDocument
from bulletin.typeset.keep_together import MOST_OF_A_PAGE

_SLACK = 2.0
"""Points by which a table's rules may go over the edge: half their own weight, and rounding."""
_LONG = MOST_OF_A_PAGE - 0.05
"""A table that is higher than this part of the type area may be on two pages: as it is set, less an
allowance for its lines, which are only estimated there."""


def tables(document: ProofDocument) -> Assessment:
    """Tables that are on two pages though they are not long, and what leaves the type area."""
    pictures = sum(len(page.pictures) for page in document.printed.pages)
    if not document.layout.tables and not pictures:
        return passed("没有")
    wide_pictures = [*_wide_pictures(document)]
    parted, wide_tables, lost = list[Spot](), list[Spot](), 0
    for number in range(document.layout.tables):
        cells = [one for one in document.placed if one.paragraph.table == number]
        if any(one.paragraph.role in (Role.ROUTING, Role.MASTHEAD) for one in cells):
            continue  # they have measurements of their own
        placed = [one for one in cells if one.start]
        parted += _parted(document, placed) if placed else []
        wide_tables += _wide_tables(document, placed) if placed else []
        lost += not placed
    figure = f"表格 {document.layout.tables} 个，图片 {pictures} 张"
    if faulty := [*wide_pictures, *parted, *wide_tables]:
        hints = (
            "在 Word 里把图片改小。" if wide_pictures else "",
            "跨面的表格，在 Word 里给它的每一行（末行除外）勾上“与下段同页”，或增减前面的文字。"
            if parted
            else "",
            "表格减少几栏，或在 Word 里改小列宽。" if wide_tables else "",
        )
        return fault(f"{figure}，{len(faulty)} 个不对", "".join(hints), *faulty)
    if lost:
        return unverified(f"{figure}，{lost} 个表格在 PDF 里找不到，没有量")
    return passed(figure)


def _wide_pictures(document: ProofDocument) -> Iterator[Spot]:
    for number, page in enumerate(document.printed.pages):
        area = document.layout.area_on(number)
        for box in page.pictures:
            if (
                box.left < area.left - _SLACK
                or box.right > area.right + _SLACK
                or box.top < area.top - _SLACK
                or box.bottom > area.bottom + _SLACK
            ):
                yield document.spot_at(number, box.top, "图片出了版心")


def _parted(document: ProofDocument, cells: list[PlacedParagraph]) -> Iterator[Spot]:
    """The last line before the page turns, of a table that could stand whole on the next."""
    pages = sorted({one.start.page for one in cells if one.start})
    area = document.layout.area
    if len(pages) > 1 and _height(document, cells) < _LONG * (area.bottom - area.top):
        yield document.spot_at(pages[0], area.bottom, f"表格跨面：{_words(cells)}")


def _wide_tables(document: ProofDocument, cells: list[PlacedParagraph]) -> Iterator[Spot]:
    """The first line of each page on which a table leaves the type area."""
    for page in sorted({one.start.page for one in cells if one.start}):
        if _is_wide(document, page, cells):
            rows = (row.line.baseline for one in cells for row in one.rows if row.page == page)
            top = min(rows, default=document.layout.area.top)
            yield document.spot_at(page, top, f"表格出了版心：{_words(cells)}")


def _words(cells: list[PlacedParagraph]) -> str:
    return next((one.text for one in cells if one.text.strip()), "")


def _height(document: ProofDocument, cells: list[PlacedParagraph]) -> float:
    """The height of a table on several pages, in points, its rules not counted."""
    height = 0.0
    for page in {one.start.page for one in cells if one.start}:
        tops = [one.start.y for one in cells if one.start and one.start.page == page]
        ends = [row.line.baseline for one in cells for row in one.rows if row.page == page]
        height += max(ends, default=min(tops)) - min(tops)
    return height


def _is_wide(document: ProofDocument, page: int, cells: list[PlacedParagraph]) -> bool:
    """Whether a rule or a character of a table is outside the type area, to the left or right."""
    area = document.layout.area_on(page)
    tops = [one.start.y for one in cells if one.start and one.start.page == page]
    rows = [row.line for one in cells for row in one.rows if row.page == page]
    if not tops:
        return False
    first, last = min(tops) - 10, max((line.baseline for line in rows), default=max(tops)) + 20
    edges = [
        (rule.start, rule.end)
        for rule in document.printed.pages[page].rules
        if first < rule.at < last
    ] + [(line.left, line.right) for line in rows]
    return any(x0 < area.left - _SLACK or x1 > area.right + _SLACK for x0, x1 in edges)
