"""The items of all pages, in the order of reading, become the paragraphs, tables and pictures of a draft."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count

from bulletin.importing.draft import Draft, DraftPicture, DraftTable, Omitted, Piece, Remark
from bulletin.importing.readers.pages.margins import SHARE_OF_PAGES, without_margins
from bulletin.importing.readers.pages.notes_and_comments import with_footnotes
from bulletin.importing.readers.pages.page_content import Item, PageContent, PagePicture
from bulletin.importing.readers.pages.paragraphs import cell_runs, para, seam
from bulletin.importing.readers.pages.ruled_tables import (
    Cell,
    RuledTable,
    alignments,
    continued,
    extended,
)
from bulletin.importing.readers.pages.text_lines import TextLine
from bulletin.importing.readers.pages.typography import Typography, lines_of, typography_of


def assembled(name: str, pages: Sequence[PageContent], notes: tuple[str, ...]) -> Draft:
    """The draft that pages make together."""
    lines, omitted = without_margins([list(lines_of(page.items)) for page in pages])
    inside = {id(line) for page in lines for line in page}
    items = [
        item for page in pages for item in page.items
        if not isinstance(item, TextLine) or id(item) in inside
    ]  # fmt: skip
    items, repeated = _with_heads_once(_with_short_columns(items))
    items, logo_notes = _without_logos(items, len(pages))
    faces = sum((page.faces for page in pages), Counter[str]())
    typography = typography_of(list(lines_of(items)), faces)
    items = list(with_footnotes(items, typography))
    page_notes = [note for page in pages for note in page.notes]
    return Draft(
        name,
        tuple(_pieces(items, typography)),
        tuple(omitted + repeated),
        (*notes, *page_notes, *logo_notes),
    )


def _with_heads_once(items: list[Item]) -> tuple[list[Item], list[Omitted]]:
    """The items with a table that continues on the next page made one; its repeated head is omitted."""
    kept: list[Item] = []
    left: list[Omitted] = []
    for item in items:
        last = kept[-1] if kept else None
        if isinstance(item, RuledTable) and isinstance(last, RuledTable) and continued(last, item):
            cells = item.cells
            if cells and _texts(cells[0]) == _texts(last.cells[0]):
                left += [Omitted(text, "重复的表头") for text in _texts(cells[0]) if text]
                cells = cells[1:]
            merged = last.merged or item.merged
            kept[-1] = replace(last, cells=extended(last, cells), merged=merged, page=item.page)
        else:
            kept.append(item)
    return kept, left


def _with_short_columns(items: Sequence[Item]) -> list[Item]:
    """The lines of a page that only fill the left column of the page before are a column, too."""
    columns: dict[int, dict[int, float]] = {}  # page → column → right edge
    edges: dict[int, float] = {}
    for line in (item for item in items if isinstance(item, TextLine) and not item.rotation):
        of_page = columns.setdefault(line.page, {})
        of_page[line.area] = max(line.right, of_page.get(line.area, 0.0))
    for page, right in columns.items():
        before = edges.get(page - 1)
        if right.keys() - {0}:
            edges[page] = min(right[area] for area in right if area)
        elif before is not None and right[0] < before + 1:
            edges[page] = before
    return [
        replace(item, area=1)
        if isinstance(item, TextLine) and not item.area and columns.get(item.page, {}).keys() == {0}
        and item.page in edges and not item.rotation
        else item
        for item in items
    ]  # fmt: skip


def _without_logos(items: list[Item], pages: int) -> tuple[list[Item], list[str]]:
    """The items without pictures that most pages have at the same place, and a note on these."""
    places: dict[tuple[int, int, bytes], set[int]] = {}
    for picture in (item for item in items if isinstance(item, PagePicture)):
        places.setdefault(_spot(picture), set()).add(picture.page)
    logos = {spot for spot, on in places.items() if len(on) >= max(3, SHARE_OF_PAGES * pages)}
    if not logos:
        return items, []
    kept = [item for item in items if not (isinstance(item, PagePicture) and _spot(item) in logos)]
    return kept, ["每页同一位置重复的图（页眉、水印）没有收。"]


def _spot(picture: PagePicture) -> tuple[int, int, bytes]:
    return round(picture.box.left / 4), round(picture.box.top / 4), picture.data


def _texts(row: tuple[Cell, ...]) -> list[str]:
    return ["".join(line.text for line in cell.lines) for cell in row]


def _pieces(items: Sequence[Item], typography: Typography) -> Iterator[Piece]:
    """Paragraphs, tables, pictures and remarks; what is between two lines of a paragraph comes after it.

    Pictures get numbers as names, since a PDF has none for them.
    """
    lines: list[TextLine] = []
    waiting: list[Piece] = []
    numbers = count(1)
    for item in items:
        match item:
            case TextLine():
                if not lines or seam(lines, item, typography) is None:
                    if lines:
                        yield para(lines, typography)
                    yield from waiting
                    lines, waiting = [], []
                lines.append(item)
            case RuledTable():
                waiting.append(_table(item, typography.black))
            case PagePicture():
                waiting.append(DraftPicture(item.data, f"图{next(numbers)}.{item.kind}"))
            case Remark():
                waiting.append(item)
    if lines:
        yield para(lines, typography)
    yield from waiting


def _table(table: RuledTable, black: frozenset[str]) -> DraftTable:
    rows = tuple(
        tuple(cell_runs(cell.lines, cell.left, cell.right, black) for cell in row)
        for row in table.cells
        if not table.merged or any(cell.lines for cell in row)
    )
    return DraftTable(rows, alignments(table), table.merged)
