"""The blocks of a document as the XML text of w:body."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, takewhile

from docx.opc.part import Part
from docx.parts.document import DocumentPart

from bulletin.model.blocks import Block, Inline, Para, PictureBlock, TableBlock
from bulletin.text.widths import width
from bulletin.typeset import layout, table_layout
from bulletin.typeset.house_style import HouseStyle, Style
from bulletin.typeset.keep_together import FREE, Keep, keeps
from bulletin.typeset.masthead_lines import masthead
from bulletin.typeset.whole_lines import Space, space_of_line, spaces
from bulletin.writers.word import markup_xml
from bulletin.writers.word.foot_table import FootRow, foot_table
from bulletin.writers.word.line_pictures import LinePictureWriter
from bulletin.writers.word.markup_xml import KEEP_NEXT, twips
from bulletin.writers.word.run_writer import RunWriter
from bulletin.writers.word.style_names import style_names
from bulletin.writers.word.style_sheet import BODY
from bulletin.writers.word.table_xml import table_xml

_BY_CHARACTER = '<w:wordWrap w:val="0"/>'
"""Latin text may be broken at every character (17.3.1.45)."""


def body_xml(
    blocks: tuple[Block, ...], house: HouseStyle, part: DocumentPart, notes_part: Part
) -> tuple[str, str]:
    """The paragraphs and tables of the body, and the footnotes.

    Links and pictures are added to ``part``, the links of footnotes to ``notes_part``.
    """
    runs = RunWriter(house, part, RunWriter(house, notes_part))
    body = "".join(_BodyWriter(house, part, runs).blocks(blocks))
    return body, "".join(runs.footnotes)


class _BodyWriter:
    """Writes blocks as XML text; counts bookmarks, whose ids are numbers."""

    def __init__(self, house: HouseStyle, part: DocumentPart, run_writer: RunWriter) -> None:
        self._house = house
        self._part = part
        names = style_names(house)
        self._styles = {name: names[name].identity for name in house.styles}
        self._run_writer = run_writer
        self._empty = f'<w:p><w:pPr><w:pStyle w:val="{self._styles[BODY]}"/></w:pPr></w:p>'
        self._bookmarks = 0
        self._pictures = LinePictureWriter(house, part, self._styles)

    def blocks(self, blocks: tuple[Block, ...]) -> Iterator[str]:
        """All blocks in order; those of the foot of the last page stand in a table."""
        pairs = zip(blocks, keeps(blocks, self._house), strict=True)
        for foot, group in groupby(pairs, lambda pair: layout.is_foot(pair[0], self._house)):
            if foot:
                yield from self._foot([block for block, _ in group if isinstance(block, Para)])
            else:
                yield from self._flow(list(group))
        if blocks and _is_table(blocks[-1]):
            yield self._empty  # Word wants a paragraph after the last table

    def _flow(self, pairs: list[tuple[Block, Keep]]) -> Iterator[str]:
        """The running text; ``pairs`` are blocks, each with what of it must stay on one page."""
        blocks = [block for block, _ in pairs]
        around = zip([None, *blocks], [*blocks[1:], None], strict=False)
        asked = zip(pairs, spaces(blocks, self._house), around, strict=True)
        for (block, keep), space, (before, after) in asked:
            if before is not None and _is_table(before) and _is_table(block):
                yield self._empty  # or Word would make one table of the two
            match block:
                case Para():
                    edges = self._edges(block, before, after)
                    tables = isinstance(before, TableBlock), isinstance(after, TableBlock)
                    yield self._para(block, edges, keep, space, tables)
                case TableBlock():
                    yield table_xml(block, keep, self._house, self._styles, self._run_writer.runs)
                case PictureBlock():
                    yield self._pictures_in_line(block, keep, after)

    def _edges(self, para: Para, before: Block | None, after: Block | None) -> str:
        """w:pBdr of a paragraph that is between others of its style; else the style has its rules."""
        style = self._house.styles[para.style]
        if style.hang is not None:
            return ""
        is_first, is_last = (
            layout.style_of(one) != para.style if one else True for one in (before, after)
        )
        return markup_xml.without_inner_rules(style, is_first, is_last)

    def _foot(self, paras: list[Para]) -> Iterator[str]:
        """The block at the foot of the last page (GB/T 9704-2012, 7.4).

        It hangs on the tiny paragraph after it, with which the paragraph before it is kept, so that
        all go to a new page together. Where the block is over half a page high, the paragraphs of
        its first style run on in the text, since a row of a table that is longer than a page would
        leave a gap, and only those after them (印发) are at the foot, if they are not too high, too.
        """
        flowing = list[Para]()
        if not self._is_low(paras):
            flowing = list(takewhile(lambda para: para.style == paras[0].style, paras))
        at_foot = paras[len(flowing) :]
        if not self._is_low(at_foot):
            flowing, at_foot = paras, []
        for style, group in groupby(flowing, key=lambda para: self._house.styles[para.style]):
            yield markup_xml.rule(style.rule_above, style)
            yield from map(self._para, group)
            yield markup_xml.rule(style.rule_below, style)
        if at_foot:
            yield foot_table(self._foot_rows(at_foot), self._house.page)
            yield markup_xml.tiny()

    def _foot_rows(self, paras: list[Para]) -> list[FootRow]:
        names = [None, *(para.style for para in paras), None]
        return [
            FootRow(
                self._para(para),
                self._house.styles[para.style],
                names[place] != para.style,
                names[place + 2] != para.style,
            )
            for place, para in enumerate(paras)
        ]

    def _is_low(self, paras: list[Para]) -> bool:
        """Whether paragraphs are half a page high at most, by the widths of their characters."""
        height = 0.0
        for para in paras:
            style = self._house.styles[para.style]
            taken = style.left + style.right + layout.hanging(para, style)
            room = self._house.page.text_width - taken * style.size
            height += layout.lines_of(para.text, room, style) * (style.line or style.size * 1.3)
        return height <= self._house.page.text_height / 2

    # Paragraphs

    def _para(
        self,
        para: Para,
        borders: str = "",
        keep: Keep = FREE,
        space: Space | None = None,
        tables: tuple[bool, bool] = (False, False),
    ) -> str:
        """A paragraph; ``space`` is the space around it where that is not its style's.

        ``tables`` says whether there is a table right above and right below it.
        """
        style = self._house.styles[para.style]
        tabs = wrap = ind = direct = spacing = ""
        if para.aside and not style.aside_tab:
            tabs = f"<w:tabs>{markup_xml.tab_at_right(style, self._house)}</w:tabs>"
        if space is not None and space != space_of_line(style, self._house):
            spacing = markup_xml.spacing(*space)
        elif layout.begins_without_space(para, style):
            spacing = '<w:spacing w:before="0"/>'
        elif tables[0] and para.style in layout.ABOVE_TABLE:
            air = table_layout.air_between_tables(style, self._house)
            spacing = f'<w:spacing w:before="{twips(air)}"/>'
        elif tables[1] and (air := table_layout.air_above_table(style)):
            spacing = f'<w:spacing w:after="{twips(air)}"/>'
        if style.hang is None:
            ind = markup_xml.indents(style, layout.hanging(para, style))
        if style.align == "both" and layout.breaks_anywhere(para.text):
            wrap = _BY_CHARACTER
        if style.fit is not None:
            para, spacing, ind, direct = self._masthead(para, style)
        properties = "".join(
            (
                f'<w:pStyle w:val="{self._styles[para.style]}"/>',
                KEEP_NEXT if keep.with_next and not style.keep_with_next else "",
                "<w:pageBreakBefore/>" if para.new_page else "",
                "<w:widowControl/>" if keep.two_lines else "",
                *(borders, tabs, wrap, spacing, ind),
            )
        )
        text = self._run_writer.runs(para.runs, style, direct)
        if para.aside:
            text += f"<w:r><w:tab/></w:r>{self._run_writer.runs(para.aside, style)}"
        return f"<w:p><w:pPr>{properties}</w:pPr>{self._bookmarked(para, text)}</w:p>"

    def _bookmarked(self, para: Para, text: str) -> str:
        if not para.bookmark:
            return text
        self._bookmarks += 1
        return (
            f'<w:bookmarkStart w:id="{self._bookmarks}" w:name="{para.bookmark}"/>{text}'
            f'<w:bookmarkEnd w:id="{self._bookmarks}"/>'
        )

    def _masthead(self, para: Para, style: Style) -> tuple[Para, str, str, str]:
        """The red name: its paragraph, its w:spacing and w:ind, and the properties of its run.

        Indents on both sides make the lines turn where they should, so that the name stays one
        text in the file. Where they would turn elsewhere, they are broken by hand.
        """
        measure = self._house.page.text_width
        set_name = masthead(para.text, style, measure)
        em = set_name.size * set_name.scale / 100
        widths = [width(line, style.latin_face) * em for line in set_name.lines]
        side = twips(max(0.0, (measure - max(widths) - 0.4 * em) / 2))
        turns = all(line > max(widths) - 0.5 * em for line in widths[:-1])
        text = ("" if turns else "\n").join(set_name.lines)
        runs = (Inline(text, span=para.runs[0].span),)
        ind = f'<w:ind w:left="{side}" w:right="{side}"/>' if len(widths) > 1 else ""
        direct = markup_xml.size_properties(set_name.size, set_name.scale)
        before = max(0.0, self._house.points(style.before, style.size) - set_name.raised)
        spacing = f'<w:spacing w:before="{twips(before)}" w:line="{twips(set_name.line)}"/>'
        return replace(para, runs=runs), spacing, ind, direct

    # Tables and pictures

    def _pictures_in_line(self, block: PictureBlock, keep: Keep, after: Block | None) -> str:
        style = self._house.styles["图题"]
        return self._pictures.line(
            block,
            KEEP_NEXT if keep.with_next else "",
            lambda caption: self._run_writer.runs(caption, style),
            tail=layout.style_of(after) != "图题",
        )


def _is_table(block: Block) -> bool:
    """Whether a block becomes a table in Word."""
    return isinstance(block, TableBlock) or (isinstance(block, PictureBlock) and block.has_captions)
