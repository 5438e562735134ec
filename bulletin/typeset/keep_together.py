"""Which blocks stay together on a page, so that no line and no heading of a table stands alone.

Word, LibreOffice and the browser break the pages; here is said where they must not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bulletin.model.blocks import Block, Para, PictureBlock, TableBlock, text_of
from bulletin.typeset.house_style import HouseStyle
from bulletin.typeset.layout import CELL_MARGIN, column_widths, is_foot, lines_of

_CELL_AIR = 4.5
"""Points above and below the text of a cell, and its border."""
_MOST_LINES = 8
"""A paragraph of more lines does not stay with a credit line: where Word takes its last lines to
the next page, LibreOffice 7.4 takes it whole and leaves a gap."""
_MOST_OF_A_PAGE = 0.8
"""A table higher than this part of the type area may be parted between its rows."""


@dataclass(frozen=True, slots=True)
class Keep:
    """What a block asks of the pages."""

    with_next: bool = False
    """The last line of it is on the page of the next block."""
    two_lines: bool = False
    """Of a paragraph that is parted there are two lines at least on each page."""
    whole: bool = False
    """A table is not parted."""


FREE = Keep()
"""Asks for nothing."""


def keeps(blocks: Sequence[Block], house: HouseStyle) -> list[Keep]:
    """What each of the blocks asks, in their order.

    A credit line stays with what is before it (the style's ``keep-with-previous``), and so does
    the foot of the last page; a table that fits on a page stays whole, with the line that leads
    to it; after a title or heading there are two lines at least.
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
    is_after_heading = isinstance(before, Para) and house.styles[before.style].keep_with_next
    most = _MOST_LINES if is_held else 0
    if isinstance(after, TableBlock):  # a line, or a paragraph that ends in a colon, leads to it
        most = _MOST_LINES if block.text.rstrip().endswith(("：", ":")) else 1
    with_next = bool(most) and (
        lines_of(block.text, house.page.text_width, house.styles[block.style]) <= most
    )
    return Keep(with_next=with_next, two_lines=is_after_heading)


def _stays_with_previous(block: Block | None, house: HouseStyle) -> bool:
    style = house.styles[block.style] if isinstance(block, Para) else None
    return style is not None and (style.keep_with_previous or style.foot)


def _is_small(table: TableBlock, house: HouseStyle) -> bool:
    """Whether a table fits on a page with some lines of text, its height counted by characters."""
    style = house.styles["表格"]
    pitch = style.line or style.size * 1.3
    most = house.page.text_height * _MOST_OF_A_PAGE
    if len(table.rows) * (pitch + _CELL_AIR) > most:
        return False  # with one line a row; long tables are not worked out twice
    rooms = [points - 2 * CELL_MARGIN for points in column_widths(table, house)]
    lines = sum(
        max(lines_of(text_of(cell), room, style) for cell, room in zip(row, rooms, strict=True))
        for row in table.rows
    )
    return lines * pitch + len(table.rows) * _CELL_AIR <= most
