"""Lines of pictures as WordprocessingML: inline in a paragraph, or each in a cell over its caption."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.spec import default_content_types
from docx.oxml.shape import CT_Inline
from docx.parts.document import DocumentPart
from docx.parts.image import ImagePart
from docx.shared import Emu
from lxml import etree

from bulletin.model.blocks import Inlines, LinePicture, PictureBlock
from bulletin.typeset import picture_sizes
from bulletin.typeset.house_style import HouseStyle
from bulletin.workspace import pictures
from bulletin.writers.word.markup_xml import twips

_EMU_PER_POINT = 12700
_MEDIA = dict(default_content_types)
"""Media types by file ending."""
_GAP = f'<w:r><w:t xml:space="preserve">{chr(0x3000) * picture_sizes.GAP_CHARACTERS}</w:t></w:r>'


class LinePictureWriter:
    """Writes lines of pictures; adds their files to ``part`` and numbers them.

    ``styles`` are the w:styleId of styles by name.
    """

    def __init__(self, house: HouseStyle, part: DocumentPart, styles: Mapping[str, str]) -> None:
        self._house = house
        self._part = part
        self._style, self._caption_style = styles["图片"], styles["图题"]
        self._count = 0
        self._relations: dict[bytes, str] = {}

    def line(
        self, block: PictureBlock, keep: str, runs: Callable[[Inlines], str], tail: bool
    ) -> str:
        """The pictures of a line.

        ``keep`` is w:keepNext or nothing; ``runs`` writes the text of a caption; ``tail``: no caption
        follows, so that the air below it is that of the line.
        """
        sizes = picture_sizes.sizes(block, self._house)
        drawn = [
            self._drawing(picture, size)
            for picture, size in zip(block.pictures, sizes, strict=True)
        ]
        if block.has_captions:
            captions = [runs(one.caption) for one in block.pictures]
            return self._cells(block, drawn, captions, keep)
        return self._paragraph(_GAP.join(drawn), keep, self._air_below() if tail else "")

    def _air_below(self) -> str:
        style = self._house.styles["图题"]
        air = twips(self._house.points(style.after, style.size))
        return f'<w:spacing w:after="{air}"/>' if air else ""

    def _paragraph(self, text: str, keep: str, spacing: str = "") -> str:
        return f'<w:p><w:pPr><w:pStyle w:val="{self._style}"/>{keep}{spacing}</w:pPr>{text}</w:p>'

    def _cells(self, block: PictureBlock, drawn: list[str], captions: list[str], keep: str) -> str:
        """A table of one row without borders: a picture and its caption in each cell.

        So each caption is under its picture however long it is, and is read after it.
        """
        widths = picture_sizes.cell_widths(block, self._house)
        half = picture_sizes.gap(self._house) / 2
        cells = list(self._cell_widths(widths, half))
        grid = "".join(f'<w:gridCol w:w="{wide}"/>' for wide, _, _ in cells)
        row = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/><w:tcMar>'
            f'<w:left w:w="{left}" w:type="dxa"/><w:right w:w="{right}" w:type="dxa"/></w:tcMar></w:tcPr>'
            f"{self._paragraph(picture, '<w:keepNext/>')}"
            f'<w:p><w:pPr><w:pStyle w:val="{self._caption_style}"/>{keep}</w:pPr>{caption}</w:p></w:tc>'
            for (wide, left, right), picture, caption in zip(cells, drawn, captions, strict=True)
        )
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{sum(wide for wide, _, _ in cells)}" w:type="dxa"/>'
            '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/><w:tblCellMar>'
            '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>"
            f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{row}</w:tr></w:tbl>"
        )

    def _cell_widths(self, widths: list[float], half: float) -> Iterator[tuple[int, int, int]]:
        """Width, left and right margin of each cell, in twips: half a gap on the inner sides."""
        last = len(widths) - 1
        for place, wide in enumerate(widths):
            left, right = (twips(half) if place else 0), (twips(half) if place < last else 0)
            yield twips(wide) + left + right, left, right

    def _drawing(self, picture: LinePicture, size: picture_sizes.Size) -> str:
        """An inline picture (20.4.2.8), with the text that screen readers say (20.4.2.5, descr)."""
        relation = self._image(picture.data)
        across, down = (Emu(max(1, round(side * _EMU_PER_POINT))) for side in size)
        self._count += 1
        name = picture.name.rsplit("/", 1)[-1]
        inline = CT_Inline.new_pic_inline(self._count, relation, name, across, down)
        inline.docPr.set("name", f"图片 {self._count}")
        inline.docPr.set("descr", picture.description)
        for side in ("distT", "distB", "distL", "distR"):
            inline.set(side, "0")  # left out, LibreOffice takes 9 pt at the sides
        return f"<w:r><w:drawing>{etree.tostring(inline, encoding='unicode')}</w:drawing></w:r>"

    def _image(self, data: bytes) -> str:
        """The relationship to the part that holds a picture; one part for the same picture."""
        known = self._relations.get(data)
        if known is None:
            ending = pictures.kind(data)
            name = PackURI(f"/word/media/image{len(self._relations) + 1}.{ending}")
            part = ImagePart(name, _MEDIA[ending], data)
            known = self._relations[data] = self._part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
        return known
