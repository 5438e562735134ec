"""Columns of figures in a table: figures stand under one another by their units digit.

All lengths are in em of the cells' type. CY/T 170-2019, chapter 7: figures of one kind in a column
are aligned, by the units digit, the decimal point or the mark of a range.
"""

from __future__ import annotations

from dataclasses import dataclass

from bulletin.model.blocks import TableBlock, text_of
from bulletin.text import patterns
from bulletin.text.characters import COMMON_HAN
from bulletin.text.widths import width

_FIGURE = patterns.regex(
    r"(?P<whole>[约+＋\-－−–±]?[0-9０-９]{1,12}(?:[,，][0-9０-９]{3})*)"
    rf"(?P<rest>(?:[.．][0-9０-９]+)?(?:[%％‰℃]|[{COMMON_HAN}]{{1,3}})?)"
)
NO_FIGURE = frozenset({"—", "——", "－", "-", "–", "/", "／", "…", "……", "·", "无"})
"""What stands in a cell of such a column that has no figure."""


@dataclass(frozen=True, slots=True)
class FigureColumn:
    """The figures of a column as a block: ``whole`` is left of the decimal points, ``rest`` right of them."""

    whole: float
    rest: float
    latin: str
    """The face of the digits."""

    @property
    def width(self) -> float:
        """How wide the block is."""
        return self.whole + self.rest

    def gap(self, text: str) -> float | None:
        """How far a figure ends before the right edge of the block; ``None`` for what is no figure."""
        parts = _parts(text.strip(), self.latin)
        return self.rest - parts[1] if parts else None


def figure_columns(table: TableBlock, latin: str) -> list[FigureColumn | None]:
    """For each column the block of its figures, or ``None`` where its cells have other text, too.

    A column that the author set to the left or in the middle is left to him.
    """
    return [
        None if alignment in ("left", "center") else _column(texts, latin)
        for alignment, texts in zip(table.alignments, _texts(table), strict=True)
    ]


def _texts(table: TableBlock) -> list[list[str]]:
    """The texts of each column under the head, those of empty cells and of wide ones left out."""
    columns: list[list[str]] = [[] for _ in table.alignments]
    for row in table.cells()[table.head_rows :]:
        for cell in row:
            text = text_of(cell.text).strip()
            if text and cell.span.across == 1:
                columns[cell.column].append(text)
    return columns


def _column(texts: list[str], latin: str) -> FigureColumn | None:
    figures = [_parts(text, latin) for text in texts if text not in NO_FIGURE]
    parts = [one for one in figures if one is not None]
    if not parts or len(parts) < len(figures):
        return None
    return FigureColumn(max(one[0] for one in parts), max(one[1] for one in parts), latin)


def _parts(text: str, latin: str) -> tuple[float, float] | None:
    """How wide a figure is before its decimal point and from there on; ``None`` for other texts."""
    match = _FIGURE.fullmatch(text)
    if match is None:
        return None
    whole = width(match["whole"], latin)
    return whole, width(text, latin) - whole
