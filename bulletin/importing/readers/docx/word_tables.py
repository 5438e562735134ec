"""The tables of a Word file (ECMA-376, 17.4): merged cells opened, struck-out rows left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bulletin.importing.draft import (
    DraftParagraph,
    DraftPicture,
    DraftRun,
    DraftRuns,
    DraftTable,
    Omitted,
    Piece,
    joined,
    plain,
)
from bulletin.importing.readers import limits
from bulletin.importing.readers.docx.captions import Held, photo_pieces
from bulletin.importing.readers.docx.symbols import stored
from bulletin.ooxml.style_sheet import W

DELETED, COVERED = "修订中划掉的字", "被合并的格遮住的字"
THROUGH = frozenset(
    f"{W}{name}"
    for name in (
        "ins", "moveTo", "smartTag", "customXml", "sdtContent", "fldSimple", "bdo", "dir", "sdt",
        "rubyBase", "r",
    )
)  # fmt: skip
"""Elements that only wrap what is read."""
GONE = frozenset({f"{W}del", f"{W}moveFrom"})
"""Elements around what was struck out."""
_MOST_COLUMNS = 63
_ASKED = re.compile(
    r"姓名|性别|民族|出生年月|籍贯|学历|政治面貌|职务|职称|(?:所在|工作)?单位|(?:联系)?电话|(?:联系)?地址|身份证号码?"
    r"|(?:会议|活动)?(?:名称|时间|地点|主题|议题|内容)|主持人?|记录人?|(?:参会|参加|出席|列席)人员|日期"
)
_LONGEST_LABEL = 16
"""Characters of what a form asks for."""


@dataclass(frozen=True, slots=True)
class TableRead:
    """What a table became: itself, what stood in it that is no text, and what was left out."""

    pieces: tuple[Piece, ...]
    left: tuple[Omitted, ...]


@dataclass(frozen=True, slots=True)
class _Cell:
    runs: DraftRuns
    side: str
    span: int
    covered: bool
    pictures: tuple[DraftPicture, ...] = ()


def read_table(
    table: Any, pieces_of: Callable[[Any], Iterator[Piece]], name: str, place: str
) -> TableRead:
    """Read a w:tbl; ``pieces_of`` reads what is in a cell.

    Raises:
        BulletinError: it has more cells than any table of a contribution.
    """
    after: list[Piece] = []
    left: list[Omitted] = []
    rows: list[list[_Cell]] = []
    for row in _children(table, f"{W}tr"):
        if row.find(f"{W}trPr/{W}del") is not None:
            left.append(Omitted(all_text(row), DELETED))
        else:
            cells = [_cell(cell, pieces_of, after) for cell in _children(row, f"{W}tc")]
            rows.append([*[_Cell((), "", 1, False)] * _before(row), *cells])
    photos = photo_pieces([list(_held(row)) for row in rows], place)
    if photos:
        left += (Omitted(plain(one.runs), COVERED) for row in rows for one in row if one.covered)
        others = [one for one in after if not isinstance(one, DraftPicture)]
        return TableRead((*photos, *others), tuple(left))
    width = max((sum(cell.span for cell in row) for row in rows), default=0)
    limits.check_table(name, len(rows), width)
    over, rows, under = _lines_apart(rows, width)
    pieces: list[Piece] = [DraftParagraph(runs, place, centred=True) for runs in over]
    is_form = _is_form(rows)
    if is_form:
        rows = [list(pair) for row in rows for pair in zip(row[::2], row[1::2], strict=True)]
        rows, width = [[replace(cell, span=1) for cell in row] for row in rows], 2
    filled = [_filled(row, width, left) for row in rows]
    if filled and _is_heavy(filled[0]):  # as the house sets a table's head anyhow
        filled[0] = tuple(tuple(replace(run, bold=False) for run in cell) for cell in filled[0])
    if any(plain(cell).strip() for row in filled for cell in row):
        merged = any(cell.covered or cell.span > 1 for row in rows for cell in row)
        sides = _alignments(rows, width)
        pieces.append(DraftTable(tuple(filled), sides, place, merged, is_form))
    pieces += (DraftParagraph(runs, place) for runs in under)
    return TableRead((*pieces, *after), tuple(left))


def _lines_apart(
    rows: list[list[_Cell]], width: int
) -> tuple[list[DraftRuns], list[list[_Cell]], list[DraftRuns]]:
    """The lines over and under a table that were set as rows of one cell: its title, its notes."""
    first, last = 0, len(rows)
    while last - first > 1 and _is_line(rows[first], width):
        first += 1
    while last - first > 1 and _is_line(rows[last - 1], width):
        last -= 1
    over, under = rows[:first], rows[last:]
    return [row[0].runs for row in over], rows[first:last], [row[0].runs for row in under]


def _is_line(row: Sequence[_Cell], width: int) -> bool:
    """Whether a row is one cell over all columns, with text in it."""
    is_one = len(row) == 1 and row[0].span == width > 1
    return is_one and not row[0].covered and bool(plain(row[0].runs).strip())


def _is_form(rows: Sequence[Sequence[_Cell]]) -> bool:
    """Whether a table is a form: labels with what was filled in beside them, over several columns."""
    cells = [cell for row in rows for cell in row]
    labels = [plain(cell.runs).strip() for row in rows for cell in row[::2]]
    return (
        len(rows) > 1
        and (any(cell.span > 1 for cell in cells) or _ask(labels, min(map(len, rows))))
        and not any(cell.covered for cell in cells)
        and all(len(row) % 2 == 0 for row in rows)
        and all(0 < len(label) <= _LONGEST_LABEL and label[-1] not in "。；" for label in labels)
    )


def _ask(labels: Sequence[str], width: int) -> bool:
    """Whether most labels of a table of four columns or more are what forms ask for."""
    known = sum(_ASKED.fullmatch(re.sub(r"\s", "", label)) is not None for label in labels)
    return width > 3 and 2 * known > len(labels)


def _held(row: Sequence[_Cell]) -> Iterator[Held]:
    column = 0
    for cell in row:
        yield Held(() if cell.covered else cell.runs, cell.pictures, column)
        column += cell.span


def all_text(element: Any) -> str:
    """All text inside an element, struck out or not; alternatives for older programs once."""
    return "".join(_texts(element))


def _texts(element: Any) -> Iterator[str]:
    name = str(element.tag).rpartition("}")[2]
    match name:
        case "t" | "delText":
            yield element.text or ""
        case "noBreakHyphen":
            yield "-"
        case "sym" | "symEx":
            yield stored(element)
        case "textpath":
            yield element.get("string", "")
        case "AlternateContent":
            for child in element[:1]:
                yield from _texts(child)
        case _:
            for child in element.iterchildren():
                yield from _texts(child)


def _children(parent: Any, tag: str) -> Iterator[Any]:
    for child in parent.iterchildren():
        if child.tag == tag:
            yield child
        elif child.tag in THROUGH:
            yield from _children(child, tag)


def _cell(cell: Any, pieces_of: Callable[[Any], Iterator[Piece]], after: list[Piece]) -> _Cell:
    """A cell's text, a line a paragraph; what is no text goes after the table."""
    runs: list[DraftRun] = []
    pictures: list[DraftPicture] = []
    side = ""
    for piece in pieces_of(cell):
        match piece:
            case DraftParagraph():
                runs += [DraftRun("\n"), *piece.runs] if runs else piece.runs
                side = side or _side(cell)
            case DraftTable():
                for inner in (inner for row in piece.rows for inner in row):
                    runs += [DraftRun("\n"), *inner] if runs else inner
            case DraftPicture():
                pictures.append(piece)
                after.append(piece)
            case _:
                after.append(piece)
    properties = cell.find(f"{W}tcPr")
    return _Cell(joined(runs), side, _span(properties), _is_covered(properties), tuple(pictures))


def _filled(row: Sequence[_Cell], width: int, left: list[Omitted]) -> tuple[DraftRuns, ...]:
    """The texts of a row, empty where cells are merged; text that nobody sees is left out."""
    texts: list[DraftRuns] = []
    for cell in row:
        if cell.covered and plain(cell.runs).strip():
            left.append(Omitted(plain(cell.runs), COVERED))
        texts += [() if cell.covered else cell.runs, *[()] * (cell.span - 1)]
    return (*texts, *[()] * (width - len(texts)))


def _is_heavy(cells: tuple[DraftRuns, ...]) -> bool:
    return all(run.bold for cell in cells for run in cell if run.text.strip())


def _is_covered(properties: Any) -> bool:
    """Whether a cell goes on from the one above (17.4.84)."""
    merge = properties.find(f"{W}vMerge") if properties is not None else None
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"


def _before(row: Any) -> int:
    """How many columns a row leaves free at its start (17.4.15)."""
    properties = row.find(f"{W}trPr")
    free = properties.find(f"{W}gridBefore") if properties is not None else None
    return _columns(free.get(f"{W}val", "0")) if free is not None else 0


def _columns(text: str) -> int:
    is_number = text.isascii() and text.isdigit() and len(text) < 4
    return min(int(text), _MOST_COLUMNS) if is_number else 0


def _span(properties: Any) -> int:
    """How many columns a cell goes over (17.4.17)."""
    span = properties.find(f"{W}gridSpan") if properties is not None else None
    return max(1, _columns(span.get(f"{W}val", "1"))) if span is not None else 1


def _side(cell: Any) -> str:
    side = cell.find(f"{W}p/{W}pPr/{W}jc")
    said = side.get(f"{W}val", "") if side is not None else ""
    return {
        "start": "left",
        "end": "right",
        "left": "left",
        "center": "center",
        "right": "right",
    }.get(said, "")


def _alignments(rows: Sequence[Sequence[_Cell]], width: int) -> tuple[str, ...]:
    """Of each column, what the rows under the head agree on."""
    sides = [[cell.side for cell in row for _ in range(cell.span)] for row in rows[1:] or rows]
    columns = [{row[place] for row in sides if place < len(row)} for place in range(width)]
    return tuple(column.pop() if len(column) == 1 else "" for column in columns)
