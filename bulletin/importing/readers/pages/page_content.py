"""One page of a PDF: its lines, tables and pictures in the order of reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from bulletin.importing.draft import Remark
from bulletin.importing.readers.limits import PICTURE_PIXELS
from bulletin.importing.readers.pages.columns import ReadingArea, areas
from bulletin.importing.readers.pages.notes_and_comments import comments
from bulletin.importing.readers.pages.ruled_tables import RuledTable, tables
from bulletin.importing.readers.pages.text_lines import TextLine, face_of, line, rows
from bulletin.pdf.drawings import PlacedPicture, drawings
from bulletin.pdf.page_model import Box, Character, PageView, page_view
from bulletin.pdf.picture_data import picture_file, pixel_size, stored_bytes
from bulletin.pdf.printed_characters import UNREADABLE, characters
from bulletin.text.characters import is_east_asian

COVERS = 0.8
"""Part of the page. A picture so large below text is the scan that the text was recognised from."""
SMALLEST_PICTURE = 24.0
"""Points on both sides; what is smaller is a bullet or an ornament."""
VERTICAL = 20
"""Characters outside tables, each right below the one before it: text that is set vertically."""
_BLOCK = -1
"""The rotation of a stand-in that keeps the place of a table or a picture among rows."""


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A picture on a page, as a file with the ending ``kind``."""

    data: bytes = field(repr=False)
    kind: str
    box: Box
    page: int


Item = TextLine | RuledTable | PagePicture | Remark


@dataclass(frozen=True, slots=True)
class PageContent:
    """What a page holds; ``notes`` are for the editor, in Chinese."""

    items: tuple[Item, ...]
    faces: Counter[str]
    """How many characters each face has."""
    notes: tuple[str, ...] = ()
    broken: bool = False
    """Whether PDFium could not load the page."""


class PictureFiles:
    """The pictures of a document as files; one that is used on many pages is decoded once."""

    def __init__(self) -> None:
        self._files: dict[tuple[bytes, int, int], tuple[bytes, str]] = {}

    def of(self, page: Any, handle: Any) -> tuple[bytes, str, str]:
        """A picture's bytes, its ending, and what is wrong in Chinese where there are no bytes."""
        width, height = pixel_size(handle)
        if width * height > PICTURE_PIXELS:
            limit = f"超过 {PICTURE_PIXELS // 10_000} 万点的上限"
            return b"", "", f"图片太大（{width}×{height} 点，{limit}），没有收"
        stored = stored_bytes(handle)
        key = stored, width, height
        if key not in self._files:
            self._files[key] = picture_file(page, handle, stored)
        data, kind = self._files[key]
        return data, kind, "" if data else "图片读不出来，没有收"


def page_content(page: Any, number: int, files: PictureFiles) -> PageContent:
    """The content of a pypdfium2 page; ``number`` is counted from 0."""
    view = page_view(page)
    found = characters(page, view)
    drawn = drawings(page, view)
    upright = [char for char in found if not char.rotation]
    rotated = [char for char in found if char.rotation]
    grids, rest = tables(drawn.lines, upright, number)
    pictures, picture_notes = _pictures(page, drawn.pictures, view, number, bool(upright), files)
    blocks: list[RuledTable | PagePicture] = [*grids, *pictures]
    in_order = areas(rest, _stand_ins(blocks))
    items = list(_items(in_order, blocks, number))
    for rotation in sorted({char.rotation for char in rotated}):  # each direction by itself
        along = [char for char in rotated if char.rotation == rotation]
        items += (line(row, number) for row in rows(along))
    items += comments(page)
    notes = [*picture_notes, *_doubts(found, rest, number)]
    inked = (face_of(char) for char in found if not char.text.isspace())
    return PageContent(tuple(items), Counter(inked), tuple(notes))


def _pictures(
    page: Any,
    placed: Sequence[PlacedPicture],
    view: PageView,
    number: int,
    has_text: bool,
    files: PictureFiles,
) -> tuple[list[PagePicture], list[str]]:
    """The pictures of a page, and notes on those that are not taken."""
    pictures, notes = [], []
    for one in placed:
        width, height = one.box.right - one.box.left, one.box.bottom - one.box.top
        if min(width, height) < SMALLEST_PICTURE:
            continue
        if has_text and width * height > COVERS * view.width * view.height:
            notes.append(f"第 {number + 1} 页的底图（扫描的原页）没有收，只收了它上面的文字。")
            continue
        data, kind, problem = files.of(page, one.handle)
        if problem:
            notes.append(f"第 {number + 1} 页：{problem}。")
        else:
            pictures.append(PagePicture(data, kind, one.box, number))
    return pictures, notes


def _stand_ins(blocks: Sequence[RuledTable | PagePicture]) -> list[Character]:
    """A character for each block, whose text is the number of the block."""
    return [
        Character(
            str(place), block.box.left, block.box.right, block.box.top,
            block.box.top, block.box.bottom, "", 1.0, _BLOCK,
        )
        for place, block in enumerate(blocks)
    ]  # fmt: skip


def _items(
    in_order: Sequence[ReadingArea], blocks: Sequence[RuledTable | PagePicture], number: int
) -> Iterator[Item]:
    """The lines and blocks of areas, one area after the other, each from the top."""
    for count, area in enumerate(in_order, 1):
        text = rows([char for char in area.characters if char.rotation != _BLOCK])
        alone = [[char] for char in area.characters if char.rotation == _BLOCK]
        for row in sorted([*text, *alone], key=lambda row: row[0].baseline):
            if row[0].rotation == _BLOCK:
                yield blocks[int(row[0].text)]
            else:
                made = line(row, number)
                yield replace(made, area=count) if area.is_column else made


def _doubts(
    found: Sequence[Character], outside_tables: Sequence[Character], number: int
) -> Iterator[str]:
    """Notes on what an editor has to look at on this page."""
    lost = sum(char.text == UNREADABLE for char in found)
    private = sum("\ue000" <= char.text < "\uf900" or char.text >= "\U000f0000" for char in found)
    if lost:
        yield f"第 {number + 1} 页有 {lost} 个字认不出来（字体里没有对照），写成了“{UNREADABLE}”。"
    if private:
        yield f"第 {number + 1} 页有 {private} 个专用字符（多半是符号或造的字），照原样收下。"
    if sum(_is_below(upper, char) for upper, char in pairwise(outside_tables)) >= VERTICAL:
        yield f"第 {number + 1} 页像是有竖排的字，读出来的次序要对照原件。"


def _is_below(upper: Character, char: Character) -> bool:
    """Whether a Chinese character is right below another one."""
    return (
        0.4 * upper.size < char.baseline - upper.baseline < 1.7 * upper.size
        and abs(upper.left + upper.right - char.left - char.right) < upper.size
        and is_east_asian(upper.text)
        and is_east_asian(char.text)
    )
