"""One page of a PDF: its lines, tables and pictures in the order of reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bulletin.importing.draft import Remark
from bulletin.importing.readers.pages.columns import Area, areas
from bulletin.importing.readers.pages.drawn import PageDrawings, drawn
from bulletin.importing.readers.pages.glyphs import PlacedCharacter, View, faces, glyphs, view
from bulletin.importing.readers.pages.page_images import Album, Box
from bulletin.importing.readers.pages.page_notes import comments
from bulletin.importing.readers.pages.printed_lines import LineOfCharacters, line, rows
from bulletin.importing.readers.pages.ruled_tables import RuledTable, tables
from bulletin.importing.readers.pages.vertical_text import stood
from bulletin.pdf.surrogates import UNREADABLE

COVERS = 0.8
"""Part of the page; a picture so large under text is the scan that the text was read from."""
BLOCK = -1
"""The turn of a stand-in that keeps the place of a table or a picture among rows."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture on a page."""

    data: bytes = field(repr=False)
    kind: str
    box: Box
    page: int


Item = LineOfCharacters | RuledTable | Photo | Remark


@dataclass(frozen=True, slots=True)
class PageContent:
    """What a page holds; ``told`` is for the editor, in Chinese."""

    items: tuple[Item, ...]
    faces: Counter[str]
    glyphs: int
    told: tuple[str, ...] = ()
    gutters: tuple[float, ...] = ()
    problem: bool = False

    @classmethod
    def broken(cls, number: int) -> PageContent:
        """A page that PDFium cannot load."""
        return cls((), Counter(), 0, (f"第 {number + 1} 页坏了，读不出来。",), problem=True)


def sheet(page: Any, number: int, album: Album, gutters: Sequence[float] = ()) -> PageContent:
    """A pypdfium2 page, ``number`` counted from 0; ``gutters`` are those of the page before."""
    shown = view(page)
    found = glyphs(page, shown)
    on_it = drawn(page, shown, album)
    upright = [one for one in found if not one.turn]
    grids, rest = tables(on_it.rules, upright, number)
    photos, told = _photos(on_it, shown, number, bool(upright))
    rest = stood(rest)
    level = [one for one in rest if not one.turn]
    blocks: list[RuledTable | Photo] = [*grids, *photos]
    parts, cuts = areas(_mixed(level, blocks), gutters)
    other = [one for one in (*rest, *found) if one.turn]
    items = [*_items(parts, blocks, number), *_turned(other, number), *comments(page, number)]
    inked = sum(not one.text.isspace() for one in found)
    doubts = _doubts(found, on_it, number)
    return PageContent(tuple(items), faces(found), inked, (*told, *doubts), tuple(cuts))


def _photos(
    on_it: PageDrawings, shown: View, number: int, has_text: bool
) -> tuple[list[Photo], list[str]]:
    """The pictures of a page, and what there is to say of those that are not taken."""
    photos, told = [], []
    for image in on_it.images:
        if has_text and _area(image.box) > COVERS * shown.width * shown.height:
            told.append(f"第 {number + 1} 页的底图（扫描的原页）没有收，只收了它上面的文字。")
        elif not image.data:
            told.append(f"第 {number + 1} 页：{image.problem}。")
        else:
            photos.append(Photo(image.data, image.kind, image.box, number))
    return photos, told


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _mixed(
    found: Sequence[PlacedCharacter], blocks: Sequence[RuledTable | Photo]
) -> list[list[PlacedCharacter]]:
    """Rows of text, and among them a stand-in for each block, from the top."""
    stands = [
        [PlacedCharacter(str(place), block.box[0], block.box[2], block.box[1], 1.0, "", BLOCK)]
        for place, block in enumerate(blocks)
    ]
    return sorted([*rows(found), *stands], key=lambda row: row[0].y)


def _items(
    parts: Sequence[Area], blocks: Sequence[RuledTable | Photo], number: int
) -> Iterator[Item]:
    """The lines and blocks of areas, one area after the other."""
    for count, (column, area) in enumerate(parts):
        for row in area:
            if row[0].turn == BLOCK:
                yield blocks[int(row[0].text)]
            else:
                made = line(row, number)
                yield replace(made, area=count + 1) if column else made


def _turned(found: Sequence[PlacedCharacter], number: int) -> Iterator[LineOfCharacters]:
    """Text that runs another way, each direction by itself."""
    for turn in sorted({one.turn for one in found}):
        for row in rows([one for one in found if one.turn == turn]):
            yield line(row, number)


def _doubts(found: Sequence[PlacedCharacter], on_it: PageDrawings, number: int) -> Iterator[str]:
    """What an editor has to look at on this page."""
    lost = sum(one.text == UNREADABLE for one in found)
    private = sum("\ue000" <= one.text < "\uf900" or one.text >= "\U000f0000" for one in found)
    if lost:
        yield f"第 {number + 1} 页有 {lost} 个字认不出来（字体里没有对照），写成了“{UNREADABLE}”。"
    if private:
        yield f"第 {number + 1} 页有 {private} 个专用字符（多半是符号或造的字），照原样收下。"
    if on_it.partly:
        yield f"第 {number + 1} 页的图形太多，表格和图片可能没有收全。"
