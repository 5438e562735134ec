"""Where Word, LibreOffice and the browser must not break pages: under a heading, in a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bulletin.model.blocks import Block, Para, PictureBlock, TableBlock, text_of
from bulletin.typeset.house_style import HouseStyle
from bulletin.typeset.layout import ABOVE_TABLE, is_foot, lines_of, style_of
from bulletin.typeset.table_layout import CELL_MARGIN, column_widths, table_styles

_CELL_AIR = 4.5
"""Points that a row is higher than its text: the margins of a cell and its border."""
_MOST_LINES = 8
"""A paragraph of more lines is not kept with the table or picture that it leads to."""
MOST_OF_A_PAGE = 0.8
"""A table higher than this part of the type area may be broken between its rows."""


@dataclass(frozen=True, slots=True)
class Keep:
    """What must stay together of a block."""

    with_next: bool = False
    """Its last line is on the page on which the next block begins."""
    two_lines: bool = False
    """A paragraph has two lines at least on each of its pages."""
    whole: bool = False
    """A table is on one page."""


FREE = Keep()
"""Nothing of the block must stay together."""


def keeps(blocks: Sequence[Block], house: HouseStyle) -> list[Keep]:
    """What must stay together of each block, in their order.

    A credit line stays with what is before it (the style's ``keep-with-previous``), and so does
    the foot of the last page. A table that fits on a page stays whole, with the line that leads
    to it; a line with a colon leads to a picture, too. After a title there are two lines at least,
    of one paragraph or of two. An entry of the contents of two or three lines is on one page.
    """
    around = [None, *blocks, None]
    return [
        _keep(block, around[place], around[place + 2], house) for place, block in enumerate(blocks)
    ]


def _keep(block: Block, before: Block | None, after: Block | None, house: HouseStyle) -> Keep:
    if is_foot(block, house):
        return Keep()
    is_held = _stays_with_previous(after, house)
    match block:
        case TableBlock():
            return Keep(with_next=is_held, whole=_is_small(block, house))
        case PictureBlock():
            is_captioned = isinstance(after, Para) and after.style == "图题"
            return Keep(with_next=is_held or is_captioned)
    lines = lines_of(block.text, house.page.text_width, house.styles[block.style])
    leads = block.text.rstrip().endswith(("：", ":"))
    begins_table = isinstance(after, TableBlock) or style_of(after) in ABOVE_TABLE
    is_tied = is_held or (leads and (begins_table or isinstance(after, PictureBlock)))
    is_tied_if_short = begins_table or _is_under_title(before, house)
    with_next = is_held or (is_tied and lines <= _MOST_LINES) or (is_tied_if_short and lines == 1)
    is_after_heading = isinstance(before, Para) and house.styles[before.style].keep_with_next
    is_entry = any(run.link.startswith("#") for run in block.runs)
    return Keep(with_next=with_next, two_lines=is_after_heading or (is_entry and lines > 1))


def _is_under_title(before: Block | None, house: HouseStyle) -> bool:
    """Whether a block is a title or an author; a heading, under which one line may stand, is not."""
    style = house.styles[before.style] if isinstance(before, Para) else None
    return style is not None and style.keep_with_next and style.outline in (None, 1)


def _stays_with_previous(block: Block | None, house: HouseStyle) -> bool:
    style = house.styles[block.style] if isinstance(block, Para) else None
    return style is not None and (style.keep_with_previous or style.foot)


def _is_small(table: TableBlock, house: HouseStyle) -> bool:
    """Whether a table leaves room for some lines of text on a page, by the widths of its texts."""
    style = house.styles[table_styles(table, house)[1]]
    pitch = style.line or style.size * 1.3
    most = house.page.text_height * MOST_OF_A_PAGE
    if len(table.rows) * (pitch + _CELL_AIR) > most:
        return False  # with one line a row: no need to measure the texts of a long table
    widths = column_widths(table, house)
    lines = 0
    for row in table.cells():
        rooms = (
            sum(widths[cell.column : cell.column + cell.span.across]) - 2 * CELL_MARGIN
            for cell in row
        )
        lines += max(
            (
                lines_of(text_of(cell.text), room, style)
                for cell, room in zip(row, rooms, strict=True)
            ),
            default=1,
        )
    return lines * pitch + len(table.rows) * _CELL_AIR <= most
