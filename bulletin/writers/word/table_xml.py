"""Tables as WordprocessingML (ECMA-376-1, 17.4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bulletin.model.blocks import Inlines, PlacedCell, TableBlock, text_of
from bulletin.typeset.house_style import HouseStyle, Style
from bulletin.typeset.keep_together import Keep
from bulletin.typeset.table_layout import TableLook, head_indent
from bulletin.writers.word.markup_xml import KEEP_NEXT, twips
from bulletin.writers.word.style_sheet import TABLE_STYLE
from bulletin.writers.xml_text import attribute_xml

Runs = Callable[[Inlines, Style], str]
"""The runs of a text in a style."""
_MOST_HELD = 8
"""Rows that a merged cell keeps on one page, at most."""


def table_xml(
    table: TableBlock, keep: Keep, house: HouseStyle, styles: Mapping[str, str], runs: Runs
) -> str:
    """A table; ``styles`` has the id of each style by its name."""
    return _TableWriter(table, house, styles, runs).table(keep)


def _held_rows(table: TableBlock) -> set[int]:
    """The rows that are on the page of the next one, also of a table that is parted over pages.

    The head stays with the first row, the last two rows stay together, and so do those of a merged
    cell that is not too high.
    """
    rows = len(table.rows)
    held = {row for row in (*range(table.head_rows), rows - 2) if 0 <= row < rows - 1}
    for span in table.spans:
        if span.down <= _MOST_HELD:
            held.update(range(span.row, span.row + span.down - 1))
    return held


class _TableWriter:
    def __init__(
        self, table: TableBlock, house: HouseStyle, styles: Mapping[str, str], runs: Runs
    ) -> None:
        self._table = table
        self._look = TableLook(table, house)
        self._columns = [twips(points) for points in self._look.widths]
        self._from_above: list[list[PlacedCell]] = [[] for _ in table.rows]
        """For each row the cells that go on in it from the one above."""
        for cell in (cell for row in self._look.cells for cell in row):
            for index in range(cell.span.row + 1, cell.span.row + cell.span.down):
                self._from_above[index].append(cell)
        self._held = _held_rows(table)
        self._house = house
        self._styles = styles
        self._runs = runs

    def table(self, keep: Keep) -> str:
        """The table with its rows; ``keep`` is what of it must stay on one page."""
        last = len(self._table.rows) - 1
        rows = "".join(
            self._row(index, keep.with_next if index == last else keep.whole or index in self._held)
            for index in range(last + 1)
        )
        grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in self._columns)
        return f"<w:tbl>{self._properties()}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"

    def _properties(self) -> str:
        """What holds for the table; screen readers say the title and the description."""
        title = attribute_xml(self._table.description)
        spoken = f'<w:tblCaption w:val="{title}"/>' if title else ""
        spoken += f'<w:tblDescription w:val="{attribute_xml(self._shape())}"/>'
        return (
            f'<w:tblPr><w:tblStyle w:val="{TABLE_STYLE}"/>'
            f'<w:tblW w:w="{sum(self._columns)}" w:type="dxa"/><w:jc w:val="center"/>'
            '<w:tblLayout w:type="fixed"/>'
            '<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
            f'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>{spoken}</w:tblPr>'
        )

    def _shape(self) -> str:
        """How large the table is and what its columns are: 5行3栏：单位、建议、办结."""
        head, *_ = self._table.rows
        texts = (text_of(cell).replace("\n", "") for cell in head)
        named = "、".join(text for text in texts if text)
        return f"{len(self._table.rows)}行{len(head)}栏" + (f"：{named}" if named else "")

    def _row(self, index: int, keep: bool) -> str:
        """A row; ``keep``: it is on the page of the next one."""
        keep_next = KEEP_NEXT if keep else ""
        cells = [*self._look.cells[index], *self._from_above[index]]
        cells.sort(key=lambda cell: cell.column)
        written = "".join(self._cell(cell, index, keep_next) for cell in cells)
        whole = "" if self._look.is_high(index) else "<w:cantSplit/>"
        repeat = "<w:tblHeader/>" if index < self._table.head_rows else ""
        return f"<w:tr><w:trPr>{whole}{repeat}</w:trPr>{written}</w:tr>"

    def _cell(self, cell: PlacedCell, index: int, keep_next: str) -> str:
        """The part of a cell in a row; a cell over several rows has one in each (17.4.84)."""
        span, is_head = cell.span, self._look.is_head(cell)
        name = self._look.styles[not is_head]
        style = self._house.styles[name]
        wide = sum(self._columns[cell.column : cell.column + span.across])
        merged = f'<w:gridSpan w:val="{span.across}"/>' if span.across > 1 else ""
        side = text = ""
        if index == span.row:
            side = self._head_side(cell, style) if is_head else self._side(cell, style)
            text = self._runs(cell.text, style)
            merged += '<w:vMerge w:val="restart"/>' if span.down > 1 else ""
        else:
            merged += "<w:vMerge/>"
        properties = f'<w:pStyle w:val="{self._styles[name]}"/>{keep_next}{side}'
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{merged}</w:tcPr>'
            f"<w:p><w:pPr>{properties}</w:pPr>{text}</w:p></w:tc>"
        )

    def _head_side(self, cell: PlacedCell, style: Style) -> str:
        """The indents of a head that is broken into lines."""
        side = twips(head_indent(text_of(cell.text), self._look.width(cell), style))
        return f'<w:ind w:left="{side}" w:right="{side}"/>' if side else ""

    def _side(self, cell: PlacedCell, style: Style) -> str:
        """On which side of its column a cell stands, and how far from it."""
        figure = self._look.figure(cell)
        if figure is None:
            alignment = self._look.alignment(cell)
            return f'<w:jc w:val="{alignment}"/>' if alignment else ""
        indent = twips(figure.indent(self._look.width(cell), style.size))
        return (f'<w:ind w:right="{indent}"/>' if indent else "") + '<w:jc w:val="right"/>'
