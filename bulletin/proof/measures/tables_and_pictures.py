"""Tables and pictures: inside the type area, on one page."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.proof.measurement import (
    Finding,
    Norm,
    Spot,
    Strength,
    fault,
    passed,
    spot,
    unverified,
)
from bulletin.proof.paragraph_roles import Role
from bulletin.proof.printed_paragraphs import Placed, Sheets

TABLES = Norm(
    "tables", "表格和图片", "不出版心，一面放得下的不跨面", "5.2.1", Strength.MUST, by_type=True
)

_SLACK = 2.0
"""Points by which a table's rules may go over the edge: half their own weight, and rounding."""


def tables(sheets: Sheets) -> Finding:
    """Tables over two pages that one would hold, and what goes beyond the type area."""
    pictures = sum(len(page.pictures) for page in sheets.printed.pages)
    if not sheets.word.tables and not pictures:
        return passed("没有")
    wrong, lost = [*_wide_pictures(sheets)], 0
    for number in range(sheets.word.tables):
        cells = [one for one in sheets.placed if one.paragraph.table == number]
        if any(one.paragraph.role in (Role.ROUTING, Role.MASTHEAD) for one in cells):
            continue  # what stands round the text has measurements of its own
        found = [one for one in cells if one.start]
        wrong += _table(sheets, found) if found else []
        lost += not found
    figure = f"表格 {sheets.word.tables} 个，图片 {pictures} 张"
    if wrong:
        return fault(f"{figure}，{len(wrong)} 个不对", "改小列宽或图片；跨面的另起一面。", *wrong)
    if lost:
        return unverified(f"{figure}，{lost} 个表格在 PDF 里找不到，没有量")
    return passed(figure)


def _wide_pictures(sheets: Sheets) -> Iterator[Spot]:
    area = sheets.area
    for number, page in enumerate(sheets.printed.pages):
        for box in page.pictures:
            if (
                box.left < area.left - _SLACK
                or box.right > area.right + _SLACK
                or box.top < area.top - _SLACK
                or box.bottom > area.bottom + _SLACK
            ):
                yield spot(number, "图片出了版心")


def _table(sheets: Sheets, cells: list[Placed]) -> Iterator[Spot]:
    words = next((one.paragraph.text for one in cells if one.paragraph.text.strip()), "")
    starts = [one.start for one in cells if one.start]
    first, last = min(starts), max(starts)
    if first.page != last.page and _height(sheets, cells) <= sheets.area.bottom - sheets.area.top:
        yield spot(first.page, f"表格跨面：{words}")
    if any(_is_wide(sheets, page, cells) for page in range(first.page, last.page + 1)):
        yield spot(first.page, f"表格出了版心：{words}")


def _height(sheets: Sheets, cells: list[Placed]) -> float:
    """What a table that goes over pages takes in all, its rules not counted."""
    height = 0.0
    for page in {one.start.page for one in cells if one.start}:
        tops = [one.start.y for one in cells if one.start and one.start.page == page]
        ends = [row.line.baseline for one in cells for row in one.rows if row.page == page]
        height += max(ends, default=min(tops)) - min(tops)
    return height


def _is_wide(sheets: Sheets, page: int, cells: list[Placed]) -> bool:
    """Whether a rule or a character of a table stands beyond the sides of the type area."""
    area = sheets.area
    tops = [one.start.y for one in cells if one.start and one.start.page == page]
    rows = [row.line for one in cells for row in one.rows if row.page == page]
    if not tops:
        return False
    first, last = min(tops) - 10, max((line.baseline for line in rows), default=max(tops)) + 20
    edges = [
        (rule.start, rule.end)
        for rule in sheets.printed.pages[page].rules
        if first < rule.at < last
    ] + [(line.left, line.right) for line in rows]
    return any(x0 < area.left - _SLACK or x1 > area.right + _SLACK for x0, x1 in edges)
