"""Tables as WordprocessingML (ECMA-376-1, 17.4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bulletin.model.blocks import Inlines, TableBlock, text_of
from bulletin.typeset.house_style import HouseStyle, Style
from bulletin.typeset.keep_together import Keep
from bulletin.typeset.table_layout import TableLook, head_indent
from bulletin.writers.word.markup_xml import KEEP_NEXT, twips
from bulletin.writers.word.style_sheet import TABLE_STYLE
from bulletin.writers.xml_text import attribute_xml

Runs = Callable[[Inlines, Style], str]
"""The runs of a text in a style."""


def table_xml(
    table: TableBlock, keep: Keep, house: HouseStyle, styles: Mapping[str, str], runs: Runs
) -> str:
    """A table; ``styles`` has the id of each style by its name."""
    return _TableWriter(table, house, styles, runs).table(keep)


class _TableWriter:
    def __init__(
        self, table: TableBlock, house: HouseStyle, styles: Mapping[str, str], runs: Runs
    ) -> None:
        self._table = table
        self._look = TableLook(table, house)
        self._columns = [twips(points) for points in self._look.widths]
        self._house = house
        self._styles = styles
        self._runs = runs

    def table(self, keep: Keep) -> str:
        """The table with its rows; ``keep`` is what of it must stay on one page."""
        last = len(self._table.rows) - 1
        rows = "".join(
            self._row(index, keep.with_next if index == last else keep.whole)
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
        head = index == 0
        name = self._look.styles[0 if head else 1]
        style = self._house.styles[name]
        keep_next = KEEP_NEXT if keep else ""
        written = []
        for place, cell in enumerate(self._table.rows[index]):
            side = self._head_side(place, cell, style) if head else self._side(place, cell, style)
            written.append(
                f'<w:tc><w:tcPr><w:tcW w:w="{self._columns[place]}" w:type="dxa"/></w:tcPr><w:p><w:pPr>'
                f'<w:pStyle w:val="{self._styles[name]}"/>{keep_next}{side}</w:pPr>'
                f"{self._runs(cell, style)}</w:p></w:tc>"
            )
        repeat = "<w:tblHeader/>" if head else ""
        return f"<w:tr><w:trPr><w:cantSplit/>{repeat}</w:trPr>{''.join(written)}</w:tr>"

    def _head_side(self, place: int, cell: Inlines, style: Style) -> str:
        """The indents of a head that is broken into lines."""
        side = twips(head_indent(text_of(cell), self._look.widths[place], style))
        return f'<w:ind w:left="{side}" w:right="{side}"/>' if side else ""

    def _side(self, place: int, cell: Inlines, style: Style) -> str:
        """On which side of its column a cell stands, and how far from it."""
        figure = self._look.figure(place, text_of(cell))
        if figure is None:
            alignment = self._look.alignment(place, text_of(cell))
            return f'<w:jc w:val="{alignment}"/>' if alignment else ""
        indent = twips(figure.indent(self._look.widths[place], style.size))
        return (f'<w:ind w:right="{indent}"/>' if indent else "") + '<w:jc w:val="right"/>'
