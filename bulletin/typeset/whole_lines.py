"""The space around titles, such that they fill whole lines of the grid together with it.

The lines of text under a title then stand where they stand on a page without one
(GB/T 9704-2012, 5.2.3: 22 lines a page).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from bulletin.model.blocks import Block, Para
from bulletin.typeset.house_style import HouseStyle, Style

Space = tuple[float, float]
"""The space before and after a paragraph, in points."""


def spaces(blocks: Sequence[Block], house: HouseStyle) -> list[Space | None]:
    """The space around each paragraph of a style with ``whole-lines``; ``None`` for any other block.

    A title and its subtitle fill whole lines together: there is no space between them.
    """
    found: list[Space | None] = [None] * len(blocks)
    for place, block in enumerate(blocks):
        if not _fills_lines(block, house) or _is_subtitle(blocks, place, house):
            continue
        with_subtitle = _is_subtitle(blocks, place + 1, house)
        last = place + with_subtitle
        together = (one for one in blocks[place : last + 1] if isinstance(one, Para))
        counts = [(house.styles[one.style], one.text.count("\n") + 1) for one in together]
        before, after = _space(counts, house)
        found[place] = before, 0.0 if with_subtitle else after
        if with_subtitle:
            found[last] = 0.0, after
    return found


def space_of_line(style: Style, house: HouseStyle) -> Space:
    """The space around a paragraph of one line."""
    return _space([(style, 1)], house)


def _fills_lines(block: Block, house: HouseStyle) -> bool:
    return isinstance(block, Para) and house.styles[block.style].whole_lines


def _is_subtitle(blocks: Sequence[Block], place: int, house: HouseStyle) -> bool:
    """Whether the block at a place is the subtitle of the title before it."""
    title, block = blocks[place - 1 : place + 1] if 0 < place < len(blocks) else (None, None)
    if not (isinstance(title, Para) and isinstance(block, Para)):
        return False
    return house.styles[title.style].subtitle_style == block.style and _fills_lines(block, house)


def _space(counts: Sequence[tuple[Style, int]], house: HouseStyle) -> Space:
    """The space before and after paragraphs of so many lines that fills lines of the grid with them."""
    pitch = house.styles["正文"].line or house.page.text_height / house.grid.lines
    text = sum((style.line or style.size) * lines for style, lines in counts)
    wanted = sum(
        house.points(length, style.size)
        for style, _ in counts
        for length in (style.before, style.after)
    )
    room = ceil(round((text + wanted) / pitch, 6)) * pitch - text
    before = int(room * 10) / 20  # whole twips: the two come to the room exactly
    return before, room - before
