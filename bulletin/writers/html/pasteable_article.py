"""An article as markup to paste into the editor of a web site or a chat platform.

Such editors throw away scripts, classes and links within the page, so looks are inline styles. Sizes
are those of the house style in proportion to ``BODY_PIXELS``. The platform's faces are kept but for
楷体 (quotations); headings are strong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from bulletin.model.blocks import (
    Block,
    Document,
    Inline,
    Inlines,
    LinePicture,
    Para,
    PictureBlock,
    PlacedCell,
    TableBlock,
)
from bulletin.text.numerals import circled
from bulletin.typeset import layout, table_layout
from bulletin.typeset.figure_columns import figure_columns
from bulletin.typeset.house_style import HouseStyle, Style
from bulletin.typeset.layout import style_of
from bulletin.writers.html.css import em, number, stack
from bulletin.writers.html.issue_parts import IssuePart, parts
from bulletin.writers.html.markup import (
    bullet,
    cell_element,
    data_uri,
    element,
    escape,
    part_of,
    safe_link,
    script,
)

BODY_PIXELS = 17
"""The size of body text that chat platforms recommend."""

_TIGHTEST = 1.4


def articles(document: Document, house: HouseStyle) -> tuple[bytes, ...]:
    """A file for each article, in order."""
    writer = _ArticleWriter(house)
    return tuple(
        writer.file(part) for part in parts(document.blocks, house) if part.kind == "article"
    )


class _ArticleWriter:
    def __init__(self, house: HouseStyle) -> None:
        self._house = house
        self._body = house.styles["正文"]
        self._notes: list[Inlines] = []
        """The footnotes of the article that is being written."""

    def file(self, part: IssuePart) -> bytes:
        """A whole document, so that a browser shows it and an editor can take it over."""
        title = next(block for block in part.blocks if isinstance(block, Para) and block.bookmark)
        self._notes = []
        inside = "\n".join((*self._blocks(part.blocks), *self._footnotes()))
        style = f"max-width:{BODY_PIXELS * 40}px;margin:0 auto;overflow-wrap:break-word"
        return (
            '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{escape(title.text.replace(chr(10), ' '))}</title>\n</head>\n<body>\n"
            f'<article style="{style}">\n{inside}\n</article>\n</body>\n</html>\n'
        ).encode()

    def _blocks(self, blocks: tuple[Block, ...]) -> Iterator[str]:
        for block, following in pairwise((*blocks, None)):
            match block:
                case Para():
                    yield self._para(block)
                case TableBlock():
                    yield self._table(block)
                case PictureBlock():
                    yield from self._pictures(block, style_of(following) == "图题")

    def _para(self, para: Para) -> str:
        style = self._house.styles[para.style]
        text = f"{bullet(style, in_class=False)}{self._inlines(para.runs, style)}"
        if para.aside:
            text += f"　{self._inlines(para.aside, style)}"
        if style.outline:
            text = element("strong", text)
        tag = f"h{min(style.outline, 6)}" if style.outline else "p"
        return element(tag, text, style=self._look_of(style))

    def _look_of(self, style: Style) -> str:
        """The inline style of a paragraph; sizes in proportion to the body's."""
        size = self._pixels(style.name)
        pitch = max(_TIGHTEST, (style.line or style.size * 1.6) / style.size)
        before, after = (
            self._house.points(one, style.size) / style.size for one in (style.before, style.after)
        )
        hang = style.hang or 0.0
        align = "justify" if style.align == "both" else style.align
        declared = [
            f"margin:{em(before)} {em(style.right)} {em(after or 0.5)} {em(style.left + hang)}",
            f"font-size:{number(round(size, 1))}px",
            f"line-height:{number(round(pitch, 2))}",
            f"text-align:{align}",
        ]
        if indent := (-hang or style.indent):
            declared.append(f"text-indent:{em(indent)}")
        return ";".join([*declared, *self._face(style, self._body)])

    def _face(self, style: Style, around: Style) -> Iterator[str]:
        """Face (of 楷体 only) and colour, where they are not those of the text around."""
        if "楷" in style.font and style.font != around.font:
            yield f"font-family:{stack(style.font)}".replace('"', "'")
        if style.color != around.color:
            yield f"color:#{style.color}"

    # Text

    def _inlines(self, runs: Inlines, around: Style) -> str:
        written = []
        for (look, link), group in groupby(runs, _look_and_link):
            text = "".join(map(self._text, group))
            style = self._house.styles[look] if look else around
            face = ";".join(self._face(style, around)) if look else ""
            is_other_hei = "黑" in style.font and style.font != around.font
            is_strong = look and (style.outline or is_other_hei)
            if is_strong or face:
                text = element("strong" if is_strong else "span", text, style=face)
            written.append(element("a", text, href=link) if link else text)
        return "".join(written)

    def _text(self, run: Inline) -> str:
        if not run.footnote:
            return script(escape(run.text), run.script)
        self._notes.append(run.footnote)
        return element("sup", circled(len(self._notes)))

    def _footnotes(self) -> Iterator[str]:
        """The footnotes under an article, without links, which editors throw away."""
        style = self._house.styles[layout.footnote_style(self._house)]
        look = self._look_of(style)
        for place, note in enumerate(self._notes, 1):
            yield element("p", f"{circled(place)}　{self._inlines(note, style)}", style=look)

    # Tables and pictures

    def _table(self, table: TableBlock) -> str:
        """A table; one that is too wide for a phone has the columns of paper, and scrolls.

        Its type is as large as in other tables, though it may be smaller on paper.
        """
        is_wide = table_layout.least_width(table, self._house) > layout.PHONE_WIDTH
        room = self._house.page.text_width if is_wide else layout.PHONE_WIDTH
        widths = table_layout.column_widths(table, self._house, room)
        figures = figure_columns(table, self._house.styles["表格"].latin_face)
        sides = [
            "right" if one else alignment
            for one, alignment in zip(figures, table.alignments, strict=True)
        ]
        rows = [
            element(
                "tr",
                "".join(self._cell(cell, sides, widths, row < table.head_rows) for cell in cells),
            )
            for row, cells in enumerate(table.cells())
        ]
        head, body = "".join(rows[: table.head_rows]), "".join(rows[table.head_rows :])
        look = "width:100%;border-collapse:collapse;table-layout:fixed"
        if is_wide:
            set_smaller = self._house.styles[table_layout.table_styles(table, self._house)[1]]
            look += f";min-width:{round(room / set_smaller.size * self._pixels('表格'))}px"
        inside = f"<thead>{head}</thead><tbody>{body}</tbody>"
        return element("section", element("table", inside, style=look),
                       style="margin:1em 0;overflow-x:auto", tabindex="0" if is_wide else "")  # fmt: skip

    def _pixels(self, name: str) -> float:
        """The size of a style, in proportion to the body's."""
        return self._house.styles[name].size / self._body.size * BODY_PIXELS

    def _cell(
        self, cell: PlacedCell, sides: Sequence[str], widths: Sequence[float], head: bool
    ) -> str:
        """A cell; one of the head has the part of the table's width that its columns have."""
        name = "表头" if head else "表格"
        style = self._house.styles[name]
        side = "center" if cell.span.across > 1 else sides[cell.column] or style.align
        look = (
            f"padding:.3em .3em;border:1px solid #000;font-size:{number(round(self._pixels(name), 1))}px;"
            f"text-align:{style.align if head else side}"
        )
        if head:
            wide = sum(widths[cell.column : cell.column + cell.span.across])
            look += f";width:{part_of(wide, widths)}"
        return cell_element(head, self._inlines(cell.text, style), cell.span, style=look)

    def _pictures(self, block: PictureBlock, captioned: bool) -> Iterator[str]:
        """The pictures of a line one under the other: side by side they are too small on a phone."""
        for picture in block.pictures:
            is_last = picture is block.pictures[-1]
            yield self._picture(picture, bool(picture.caption) or (captioned and is_last))
            if picture.caption:
                yield self._para(Para("图题", picture.caption))

    def _picture(self, picture: LinePicture, captioned: bool) -> str:
        look = f"max-width:100%;margin:1em auto {'.3em' if captioned else '1em'};display:block"
        name = picture.description or "图片"
        return element("p", element("img", None, style=look, src=data_uri(picture.data), alt=name))


def _look_and_link(run: Inline) -> tuple[str, str]:
    """The look and the link of a run; a link within the page is left out."""
    link = safe_link(run.link)
    return run.look, "" if link.startswith("#") else link
