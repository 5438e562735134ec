"""Layout of tables for the writers of Word and HTML, in points: styles, columns, heads, figures, air."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, takewhile
from math import ceil

from bulletin.model.blocks import PlacedCell, TableBlock, text_of
from bulletin.model.content import Alignment
from bulletin.text import patterns
from bulletin.text.characters import COMMON_HAN
from bulletin.text.segmenter import tagged
from bulletin.text.widths import width
from bulletin.typeset.figure_columns import figure_columns
from bulletin.typeset.house_style import HouseStyle, Style
from bulletin.typeset.layout import held_together, lines_of

CELL_MARGIN = 5.0
"""Left and right margin of a table cell."""

TABLE_STYLES = ("表头", "表格")
"""The styles of a table's head and of its other cells."""
SMALL_TABLE_STYLES = ("表头小字", "表格小字")
"""The same where columns are too many for those; a house style may be without them."""

_HEAD_IN_ONE_LINE = 5.0
"""A head of so many characters at most is in one line; a longer one has lines of so many."""
_CELL_IN_ONE_LINE = 4.0
"""A text of so many characters at most is in one line; a column with longer ones has room for them."""


def table_styles(table: TableBlock, house: HouseStyle) -> tuple[str, str]:
    """The names of the styles of a table's head and of its other cells.

    They are those of smaller type where the columns do not get what they wish in the type area.
    """
    has_small = all(name in house.styles for name in SMALL_TABLE_STYLES)
    if has_small and sum(_wishes(table, house, TABLE_STYLES)) > house.page.text_width:
        return SMALL_TABLE_STYLES
    return TABLE_STYLES


def is_too_wide(table: TableBlock, house: HouseStyle) -> bool:
    """Whether even in smaller type numbers and words of a table must be broken in their columns."""
    head, cell = (house.styles[name] for name in table_styles(table, house))
    needed = (
        max(_needed(texts, head, cell), block) + _margins(cell)
        for texts, block in zip(_columns(table), _figure_blocks(table, cell), strict=True)
    )
    return sum(needed) > house.page.text_width


def least_width(table: TableBlock, house: HouseStyle) -> float:
    """How wide a table is whose heads and short cells just have room in one line."""
    return sum(_wishes(table, house, table_styles(table, house)))


def column_widths(table: TableBlock, house: HouseStyle, room: float | None = None) -> list[float]:
    """The widths of a table's columns; together they are ``room``, else as wide as the type area.

    Where the longest text of each column has room, widths are in proportion to those. Else each
    column gets what it wishes (its head and short cells in one line), and what is left goes to
    those with more text, so that no text has more lines than need be. Where there is no room for
    the wishes either, a column gets the least that it needs (a word, a number, two characters).
    """
    room = house.page.text_width if room is None else room
    styles = table_styles(table, house)
    head, cell = (house.styles[name] for name in styles)
    margins = _margins(cell)
    blocks = _figure_blocks(table, cell)
    full = [
        max(_across(texts[0], head), *(_across(text, cell) for text in texts[1:]), block) + margins
        for texts, block in zip(_columns(table), blocks, strict=True)
    ]
    if sum(full) <= room:
        return [points * room / sum(full) for points in full]
    wishes = _wishes(table, house, styles)
    if sum(wishes) <= room:
        return _shared(wishes, full, room, margins)
    needed = [
        min(max(_needed(texts, head, cell), block) + margins, wish)
        for texts, block, wish in zip(_columns(table), blocks, wishes, strict=True)
    ]
    if sum(needed) <= room:
        return _shared(needed, full, room, margins)
    return [points * room / sum(needed) for points in needed]


@dataclass(frozen=True, slots=True)
class FigurePlace:
    """Where a figure stands in its column."""

    block: float
    """The width of the block of all figures of the column, in em."""
    gap: float
    """How far the figure ends before the right edge of the block, in em."""
    is_flush: bool
    """Whether the block stands at the right edge of the column, not in its middle."""

    def indent(self, column: float, size: float) -> float:
        """How far the figure ends before the right margin of the cell, in points.

        ``column`` is the width of the column. In the middle it is never 0, so that a reader of the
        file can tell such a column from one that the author set to the right.
        """
        room = column - 2 * CELL_MARGIN - self.block * size
        base = 0.0 if self.is_flush else max(0.05, room / 2)
        return base + (self.gap * size if room > 0 else 0.0)


class TableLook:
    """How the cells of a table are set: their styles, columns and figures, worked out once."""

    def __init__(self, table: TableBlock, house: HouseStyle) -> None:
        self._table = table
        self.styles = table_styles(table, house)
        """The names of the styles of the head and of the other cells."""
        cell = house.styles[self.styles[1]]
        self.widths = column_widths(table, house)
        """The columns on paper, in points."""
        self.cells = table.cells()
        """The cells of each row, without those that others go over."""
        self._cell_style, self._page_height = cell, house.page.text_height
        self._head_rows = table.head_rows
        self._figures = figure_columns(table, cell.latin_face)

    def is_high(self, index: int) -> bool:
        """Whether a row may be higher than a page, by the widths of its texts."""
        style = self._cell_style
        lines = (
            lines_of(text_of(cell.text), self.width(cell) - 2 * CELL_MARGIN, style)
            for cell in self.cells[index]
            if cell.span.down == 1
        )
        return max(lines, default=1) * (style.line or style.size * 1.3) > self._page_height * 0.9

    def is_head(self, cell: PlacedCell) -> bool:
        """Whether a cell belongs to the head."""
        return cell.span.row < self._head_rows

    def width(self, cell: PlacedCell) -> float:
        """How wide a cell is, in points."""
        return sum(self.widths[cell.column : cell.column + cell.span.across])

    def figure(self, cell: PlacedCell) -> FigurePlace | None:
        """Where the figure in a cell stands in its column; ``None`` for all other texts."""
        if self.is_head(cell) or cell.span.across > 1:
            return None
        place, text = cell.column, text_of(cell.text)
        column = self._figures[place]
        gap = column.gap(text) if column else None
        if column is None or gap is None:
            return None
        return FigurePlace(column.width, gap, self._table.alignments[place] == "right")

    def alignment(self, cell: PlacedCell) -> Alignment:
        """The alignment of a cell that is no figure, where it is not that of its style.

        What stands for a figure, and what goes over several columns, is in the middle.
        """
        if self.is_head(cell):
            return ""
        own = self._table.alignments[cell.column]
        if cell.span.across > 1:
            return "center"
        return "center" if self._figures[cell.column] and text_of(cell.text) and not own else own


def head_indent(text: str, column: float, style: Style) -> float:
    """How far a head is indented on both sides so that its lines end between words: 办理|时限."""
    room = column - 2 * CELL_MARGIN
    if room <= style.size or _across(text, style) <= room:
        return 0.0
    measure = _head_measure(text, room / style.size, style.latin_face)
    return max(0.0, (room - (measure + 0.4) * style.size) / 2)


def air_above_table(style: Style) -> float:
    """The space after a paragraph that is above a table, so that there is as much as below it.

    Word and LibreOffice put four fifths of an exact line over the base line of its text, and a
    Chinese character reaches 0.15 of its size under that: there is less air below the text of a
    line than above it.
    """
    if style.line is None or style.whole_lines or style.after.value:
        return 0.0
    return max(0.0, 0.6 * style.line - 0.7 * style.size)


def air_between_tables(style: Style, house: HouseStyle) -> float:
    """The space before a paragraph that stands under one table and belongs to the next."""
    body = house.styles["正文"]
    return max((body.line or body.size) * 0.6, house.points(style.before, style.size))


def _columns(table: TableBlock) -> list[list[str]]:
    """The texts of each column, the longest of its head first; cells over several columns left out."""
    heads = [""] * len(table.alignments)
    texts: list[list[str]] = [[] for _ in table.alignments]
    for index, row in enumerate(table.cells()):
        for cell in row:
            text = text_of(cell.text)
            if cell.span.across > 1:
                continue
            if index >= table.head_rows:
                texts[cell.column].append(text)
            elif len(text) > len(heads[cell.column]):
                heads[cell.column] = text
    return [[head, *column] for head, column in zip(heads, texts, strict=True)]


def _figure_blocks(table: TableBlock, cell: Style) -> list[float]:
    """How wide the figures of each column are as a block; 0 for a column of texts."""
    columns = figure_columns(table, cell.latin_face)
    return [one.width * cell.size if one else 0.0 for one in columns]


def _margins(style: Style) -> float:
    """What a column is wider than its text: the margins of a cell, and a little for the faces."""
    return 2 * CELL_MARGIN + style.size / 4


def _across(text: str, style: Style) -> float:
    """The width of a text in points, with the space between Chinese and Latin."""
    return width(text, style.latin_face) * style.size


def _wishes(table: TableBlock, house: HouseStyle, styles: tuple[str, str]) -> list[float]:
    """The widths at which the heads of columns and their short cells are in one line."""
    head, cell = (house.styles[name] for name in styles)
    wishes = []
    for texts, block in zip(_columns(table), _figure_blocks(table, cell), strict=True):
        longest = max((_across(text, cell) for text in texts[1:]), default=0.0)
        of_head = _across(texts[0], head)
        if of_head > _HEAD_IN_ONE_LINE * head.size:
            of_head = _head_measure(texts[0], _HEAD_IN_ONE_LINE, head.latin_face) * head.size
        of_cells = max(min(longest, _CELL_IN_ONE_LINE * cell.size), block)
        wishes.append(max(of_head, of_cells, _needed(texts, head, cell)) + _margins(cell))
    return wishes


def _shared(least: list[float], full: list[float], room: float, margins: float) -> list[float]:
    """Each the ``least``, or such a part of ``full``, the same for all, that all fill ``room``."""
    held: set[int] = set()
    while True:
        free = [place for place in range(len(full)) if place not in held]
        left = room - sum(least[place] for place in held) - margins * len(free)
        part = left / sum(full[place] - margins for place in free)
        widths = [(one - margins) * part + margins for one in full]
        low = {place for place in free if widths[place] < least[place]}
        if not low or len(low) == len(free):
            return [least[i] if i in held else points for i, points in enumerate(widths)]
        held |= low


@lru_cache(maxsize=256)
def _head_measure(text: str, most: float, latin: str) -> float:
    """How wide the lines of a head are, in characters, ``most`` at most.

    Such that lines that are filled end between words, that they are few, and then alike; where a
    word is longer than a line, they are only alike.
    """
    ends = {0, *accumulate(len(word) for word, _ in tagged(text))}
    ends &= {0, *accumulate(map(len, held_together(text)))}
    places = sorted(ends)
    measures = set[float]()
    for at, start in enumerate(
        places
    ):  # a head may be long: only lines that have room are measured
        lines = (width(text[start:end], latin) for end in places[at + 1 :])
        measures.update(takewhile(lambda measure: measure <= most, lines))
    tried = []
    for measure in measures:
        begins = _filled(text, measure, latin)
        if set(begins) <= ends:
            tried.append((len(begins), measure))
    if tried:
        return min(tried)[1]
    across = width(text, latin)
    return float(ceil(across / ceil(across / most)))


def _filled(text: str, measure: float, latin: str) -> list[int]:
    """The places at which lines of so many characters begin when each is filled."""
    begins = [0]
    for place in range(1, len(text)):
        if width(text[begins[-1] : place + 1], latin) > measure + 0.2:
            begins.append(place)
    return begins


_UNBROKEN = patterns.regex(rf"[0-9]+年[0-9]+月|[0-9]+月[0-9]+日|[!-~]+[{COMMON_HAN}%％℃]?")
"""A month, a day, a number with its unit, a Latin word."""
_LONGEST_UNBROKEN = 8.0


def _needed(texts: list[str], head: Style, cell: Style) -> float:
    """The least width that the texts of a column need, in points; the first is its head."""
    words = [width(word, cell.latin_face) for text in texts for word in _UNBROKEN.findall(text)]
    longest = min(max(words, default=0.0), _LONGEST_UNBROKEN)
    half = ceil(width(texts[0], head.latin_face) / 2) * head.size
    return max(2.0 * cell.size, min(half, _HEAD_IN_ONE_LINE * head.size), longest * cell.size)
