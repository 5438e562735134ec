"""Measure of tables and pictures: inside the type area, on one page."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.proof.measurement import Assessment, Spot, fault, passed, spot, unverified
from bulletin.proof.paragraph_roles import Role
from bulletin.proof.printed_paragraphs import PlacedParagraph, ProofDocument

_SLACK = 2.0
"""Points by which a table's rules may go over the edge: half their own weight, and rounding."""


def tables(document: ProofDocument) -> Assessment:
    """Tables that are on two pages though one would hold them, and what leaves the type area."""
    pictures = sum(len(page.pictures) for page in document.printed.pages)
    if not document.layout.tables and not pictures:
        return passed("没有")
    faulty, lost = [*_wide_pictures(document)], 0
    for number in range(document.layout.tables):
        cells = [one for one in document.placed if one.paragraph.table == number]
        if any(one.paragraph.role in (Role.ROUTING, Role.MASTHEAD) for one in cells):
            continue  # they have measurements of their own
        placed = [one for one in cells if one.start]
        faulty += _table(document, placed) if placed else []
        lost += not placed
    figure = f"表格 {document.layout.tables} 个，图片 {pictures} 张"
    if faulty:
        return fault(f"{figure}，{len(faulty)} 个不对", "改小列宽或图片；跨面的另起一面。", *faulty)
    if lost:
        return unverified(f"{figure}，{lost} 个表格在 PDF 里找不到，没有量")
    return passed(figure)


def _wide_pictures(document: ProofDocument) -> Iterator[Spot]:
    area = document.layout.area
    for number, page in enumerate(document.printed.pages):
        for box in page.pictures:
            if (
                box.left < area.left - _SLACK
                or box.right > area.right + _SLACK
                or box.top < area.top - _SLACK
                or box.bottom > area.bottom + _SLACK
            ):
                yield spot(number, "图片出了版心")


def _table(document: ProofDocument, cells: list[PlacedParagraph]) -> Iterator[Spot]:
    words = next((one.text for one in cells if one.text.strip()), "")
    starts = [one.start for one in cells if one.start]
    first, last = min(starts), max(starts)
    if (
        first.page != last.page
        and _height(document, cells) <= document.layout.area.bottom - document.layout.area.top
    ):
        yield spot(first.page, f"表格跨面：{words}")
    if any(_is_wide(document, page, cells) for page in range(first.page, last.page + 1)):
        yield spot(first.page, f"表格出了版心：{words}")


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
    area = document.layout.area
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
