"""The tables of a Word file (ECMA-376-1, 17.4): merged cells split, deleted rows left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from bulletin.importing.draft import (
    DraftParagraph,
    DraftPicture,
    DraftRun,
    DraftRuns,
    DraftTable,
    Omitted,
    Piece,
    Remark,
    joined,
    plain,
    runs_of_piece,
)
from bulletin.importing.readers import limits
from bulletin.importing.readers.docx import omissions
from bulletin.importing.readers.docx.captions import photo_pieces
from bulletin.importing.readers.docx.walk_items import Item, Mention
from bulletin.model.merged_cells import CellSpan, Spans, head_rows
from bulletin.ooxml.namespaces import VAL, W
from bulletin.ooxml.style_resolver import value_at, whole_number
from bulletin.ooxml.wrappers import unwrapped

_MOST_COLUMNS = 63
_ASKED = re.compile(
    r"姓名|性别|民族|出生年月|籍贯|学历|政治面貌|职务|职称|(?:所在|工作)?单位|(?:联系)?电话|(?:联系)?地址|身份证号码?"
    r"|(?:会议|活动)?(?:名称|时间|地点|主题|议题|内容)|主持人?|记录人?|(?:参会|参加|出席|列席)人员|日期"
)
_FIGURES = "figures"
"""The alignment of a figure that stands before the right edge of its column."""
_HIGHEST_HEAD = 4
"""Rows of a head, at most; a cell of the first row that goes down further names no column."""
_LONGEST_LABEL = 16
"""Characters of what a form asks for."""
_ALIGNMENTS = {
    "left": "left", "start": "left", "center": "center", "right": "right", "end": "right",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell: its text, a line a paragraph, and the pictures in it."""

    runs: DraftRuns = ()
    pictures: tuple[DraftPicture, ...] = ()
    alignment: str = ""
    span: int = 1
    """Columns that it goes over."""
    is_covered: bool = False
    """Whether it goes on from the one above, and what is in it is not seen."""


def read_table(table: Any, read_cell: Callable[[Any], Iterator[Item]], name: str) -> Iterator[Item]:
    """Read a w:tbl: the table as pieces, then what stood in it that is no text.

    ``read_cell`` reads what is in a w:tc. A table with too many cells raises ``BulletinError``, which
    calls the file ``name``.
    """
    rows: list[list[_Cell]] = []
    beside: list[Piece] = []
    for row in unwrapped(table, f"{W}tr"):
        if row.find(f"{W}trPr/{W}del") is not None:
            yield Omitted(omissions.all_text(row), omissions.DELETED)
            continue
        rows.append([_Cell()] * _columns(value_at(row, "trPr", "gridBefore") or "0"))  # 17.4.15
        for cell in unwrapped(row, f"{W}tc"):
            items = [*read_cell(cell)]
            yield from (item for item in items if isinstance(item, Mention))
            pieces = [item for item in items if not isinstance(item, Mention)]
            beside += (piece for piece in pieces if isinstance(piece, DraftPicture | Remark))
            rows[-1].append(_cell(cell, pieces))
    cells = [
        ((at, column), cell)
        for at, row in enumerate(rows)
        for column, cell in zip(accumulate((one.span for one in row), initial=0), row, strict=False)
    ]
    for _, cell in cells:
        if cell.is_covered and plain(cell.runs).strip():
            yield Omitted(plain(cell.runs), omissions.COVERED)
    photos = photo_pieces(
        {place: cell.pictures for place, cell in cells if cell.pictures},
        {place: cell.runs for place, cell in cells if cell.runs and not cell.is_covered},
    )
    if photos:
        yield from photos
        yield from (piece for piece in beside if not isinstance(piece, DraftPicture))
        return
    width = max((sum(cell.span for cell in row) for row in rows), default=0)
    limits.check_table(name, len(rows), width)
    over, rows, under = _lines_apart(rows, width)
    yield from (DraftParagraph(row[0].runs, centred=True) for row in over)
    yield from _table(rows, width)
    yield from (DraftParagraph(row[0].runs) for row in under)
    yield from beside


def _table(rows: list[list[_Cell]], width: int) -> Iterator[DraftTable]:
    is_form = _is_form(rows)
    if is_form:
        rows = [list(pair) for row in rows for pair in zip(row[::2], row[1::2], strict=True)]
        rows, width = [[replace(cell, span=1) for cell in row] for row in rows], 2
    texts = [_texts(row, width) for row in rows]
    if not any(plain(cell).strip() for row in texts for cell in row):
        return
    spans = _spans(rows)
    for at in range(head_rows(spans or ())):
        if all(run.bold for cell in texts[at] for run in cell if run.text.strip()):
            # A head is bold in the house style anyhow.
            texts[at] = tuple(tuple(replace(run, bold=False) for run in cell) for cell in texts[at])
    is_merged = any(cell.is_covered or cell.span > 1 for row in rows for cell in row)
    yield DraftTable(
        tuple(texts),
        _alignments(rows, width),
        is_merged and spans is None,
        is_form,
        spans=spans or (),
    )


def _lines_apart(
    rows: list[list[_Cell]], width: int
) -> tuple[list[list[_Cell]], list[list[_Cell]], list[list[_Cell]]]:
    """The rows of one cell over a table, the table, and such rows under it: its title, its notes."""
    first, last = 0, len(rows)
    while last - first > 1 and _is_line(rows[first], width):
        first += 1
    while last - first > 1 and _is_line(rows[last - 1], width):
        last -= 1
    return rows[:first], rows[first:last], rows[last:]


def _is_line(row: Sequence[_Cell], width: int) -> bool:
    """Whether a row is one cell over all columns, with text in it."""
    is_one = len(row) == 1 and row[0].span == width > 1
    return is_one and not row[0].is_covered and bool(plain(row[0].runs).strip())


def _is_form(rows: Sequence[Sequence[_Cell]]) -> bool:
    """Whether a table is a form: labels with what was filled in beside them, over several columns."""
    cells = [cell for row in rows for cell in row]
    labels = [plain(cell.runs).strip() for row in rows for cell in row[::2]]
    return (
        len(rows) > 1
        and (any(cell.span > 1 for cell in cells) or _ask(labels, min(map(len, rows))))
        and not any(cell.is_covered for cell in cells)
        and all(len(row) % 2 == 0 for row in rows)
        and all(0 < len(label) <= _LONGEST_LABEL and label[-1] not in "。；" for label in labels)
    )


def _ask(labels: Sequence[str], width: int) -> bool:
    """Whether most labels of a table of four columns or more are what forms ask for."""
    known = sum(_ASKED.fullmatch(re.sub(r"\s", "", label)) is not None for label in labels)
    return width > 3 and 2 * known > len(labels)


def _cell(cell: Any, pieces: Sequence[Piece]) -> _Cell:
    runs: list[DraftRun] = []
    for text in (text for piece in pieces for text in runs_of_piece(piece)):
        runs += [DraftRun("\n"), *text] if runs else text
    is_written = any(isinstance(piece, DraftParagraph) for piece in pieces)
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return _Cell(
        joined(runs),
        tuple(piece for piece in pieces if isinstance(piece, DraftPicture)),
        _alignment(cell) if is_written else "",
        max(1, _columns(value_at(cell, "tcPr", "gridSpan") or "1")),  # 17.4.17
        merge is not None and merge.get(VAL, "continue") == "continue",  # 17.4.84
    )


def _texts(row: Sequence[_Cell], width: int) -> tuple[DraftRuns, ...]:
    """The texts of a row, column by column; empty where a cell is merged with one before it."""
    texts: list[DraftRuns] = []
    for cell in row:
        texts += [() if cell.is_covered else cell.runs, *[()] * (cell.span - 1)]
    return (*texts, *[()] * (width - len(texts)))


def _spans(rows: Sequence[Sequence[_Cell]]) -> Spans | None:
    """The merged cells of a table; ``None`` where they are not as they can be written.

    That is so if a cell goes on below none, and if the head would be all of the table, or high.
    """
    tall: dict[int, CellSpan] = {}  # by column, the cell above, which may go on
    spans: dict[tuple[int, int], CellSpan] = {}
    for at, row in enumerate(rows):
        above, tall = tall, {}
        for column, cell in zip(
            accumulate((one.span for one in row), initial=0), row, strict=False
        ):
            span = CellSpan(at, column, across=cell.span)
            if cell.is_covered:
                upper = above.get(column)
                if upper is None or upper.across != cell.span:
                    return None
                span = replace(upper, down=at - upper.row + 1)
            tall[column] = span
            spans[span.row, span.column] = span
    found = tuple(span for span in spans.values() if span.down > 1 or span.across > 1)
    head = head_rows(found)
    return found if head == 1 or head < min(len(rows), _HIGHEST_HEAD + 1) else None


def _columns(text: str) -> int:
    return min(whole_number(text) or 0, _MOST_COLUMNS)


def _alignment(cell: Any) -> str:
    """The alignment of a cell's first paragraph; ``FIGURES`` if it is right, but not at the edge."""
    alignment = _ALIGNMENTS.get(value_at(cell, "p", "pPr", "jc"), "")
    if alignment != "right":
        return alignment
    indent = cell.find(f"{W}p/{W}pPr/{W}ind")
    right = indent.get(f"{W}right", indent.get(f"{W}end", "0")) if indent is not None else "0"
    return _FIGURES if (whole_number(right) or 0) > 0 else alignment


def _alignments(rows: Sequence[Sequence[_Cell]], width: int) -> tuple[str, ...]:
    """Of each column, the alignment that cells under the head agree on that are in it alone.

    The program aligns figures by itself: a column of which all stand away from the edge has no
    alignment of its own.
    """
    head = head_rows(_spans(rows) or ())
    sides = [
        [
            (cell.alignment, cell.span == 1 and bool(plain(cell.runs).strip()))
            for cell in row
            for _ in range(cell.span)
        ]
        for row in rows[head:] or rows
    ]
    columns = [
        {row[place][0] for row in sides if place < len(row) and row[place][1]}
        for place in range(width)
    ]
    for column in columns:
        if "right" in column:
            column.discard(_FIGURES)
    agreed = (column.pop() if len(column) == 1 else "" for column in columns)
    return tuple("" if one == _FIGURES else one for one in agreed)
