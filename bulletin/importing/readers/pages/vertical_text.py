"""Text that is set from top to bottom, in columns from right to left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bulletin.importing.readers.pages.glyphs import PlacedCharacter
from bulletin.importing.readers.pages.printed_lines import wide

DOWN = 450
"""The turn of such text; no angle of turned text is so large."""
FEWEST = 3
"""Characters of a column."""


def stood(glyphs: Sequence[PlacedCharacter]) -> list[PlacedCharacter]:
    """The characters in the order of the file; those that run down a page are turned.

    One column alone is left: characters in lines of one character each are read the same way.
    """
    done: list[PlacedCharacter] = []
    for block in _blocks(list(_columns(glyphs))):
        many = sum(len(column) >= FEWEST for column in block) > 1
        done += (_turned(one) if many else one for column in block for one in column)
    return done


def _columns(glyphs: Sequence[PlacedCharacter]) -> Iterator[list[PlacedCharacter]]:
    """Runs of characters each of which stands right below the one before."""
    column: list[PlacedCharacter] = []
    for glyph in glyphs:
        if column and not _below(column[-1], glyph):
            yield column
            column = []
        column.append(glyph)
    if column:
        yield column


def _below(one: PlacedCharacter, other: PlacedCharacter) -> bool:
    down = other.y - one.y
    return (
        0.4 * one.size < down < 1.7 * one.size
        and abs(one.x0 + one.x1 - other.x0 - other.x1) < one.size
        and (wide(one.text) or wide(other.text))
        and not (one.turn or other.turn)
    )


def _blocks(columns: Sequence[list[PlacedCharacter]]) -> Iterator[list[list[PlacedCharacter]]]:
    """Columns that stand left of each other."""
    block: list[list[PlacedCharacter]] = []
    for last, column in pairwise([[], *columns]):
        if block and not _beside(last, column):
            yield block
            block = []
        block.append(column)
    if block:
        yield block


def _beside(one: list[PlacedCharacter], other: list[PlacedCharacter]) -> bool:
    size = one[0].size
    left = one[0].x0 - other[0].x0
    return len(one) >= FEWEST and 0.9 * size < left < 3 * size and other[0].y < one[-1].y


def _turned(glyph: PlacedCharacter) -> PlacedCharacter:
    """The character as if its column were a line."""
    start = glyph.y - 0.88 * glyph.size
    middle = (glyph.x0 + glyph.x1) / 2
    return glyph._replace(x0=start, x1=start + glyph.size, y=-middle, turn=DOWN)
