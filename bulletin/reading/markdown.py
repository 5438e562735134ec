"""The body of a contribution: CommonMark with tables, as far as a bulletin sets it.

What is not set is a finding with its place; no text is dropped in silence. Nothing here recurses:
what is nested deeper than a bulletin sets it is refused as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from bulletin.findings import kinds
from bulletin.findings.diagnostics import Diagnostic, FindingKind
from bulletin.model.content import (
    Alignment,
    Block,
    BulletItem,
    BulletList,
    Enumeration,
    EnumerationItem,
    Heading,
    Paragraph,
    Picture,
    Quote,
    Runs,
    Table,
)
from bulletin.model.merged_cells import LEFT, UP, covered_cells, merged
from bulletin.reading import block_findings, footnotes
from bulletin.reading.events import (
    MOST_COLUMNS,
    TEXT,
    BlockNode,
    Event,
    block_nodes,
    swallowed,
    wide_table,
)
from bulletin.reading.image_syntax import readable, unread
from bulletin.reading.inline import InlineReader
from bulletin.reading.paragraph_ends import line_breaks
from bulletin.reading.picture_lines import PictureMarks, crowded, pictures_of, read_keys
from bulletin.reading.table_captions import with_captions
from bulletin.text import patterns
from bulletin.text.source import Source, Span

_DEEPEST_BULLETS = 2
"""The level of the deepest entries of a list without numbers, from 0."""
_LONE_RETURN = patterns.regex(r"\r(?!\n)")
_ALIGNMENTS: dict[str, Alignment] = {"Left": "left", "Center": "center", "Right": "right"}


def read_body(
    source: Source, start: int
) -> tuple[tuple[Block, ...], tuple[Span, ...], list[Diagnostic]]:
    """The blocks from ``start`` to the end of the source, the comments to the program, findings."""
    # A lone \r ends a line (CommonMark 2.1), but the parser drops text after one in a code block.
    text = _LONE_RETURN.sub("\n", source.text[start:])
    events = readable(text, start)
    reader = _BodyReader(source)
    blocks, astray = with_captions(reader.body(block_nodes(events)))
    found = [*reader.findings, *reader.inline.findings, *astray]
    findings = unread(source, start, events, found)
    if wide := wide_table(text):
        span = source.span(start + wide[0], start + wide[1])
        message = f"表格超过 {MOST_COLUMNS} 栏，Word 排不了。"
        findings.append(kinds.UNSUPPORTED.at(span, message, "拆成几个表格。"))
    findings += [
        kinds.LINK.at(
            source.span(first, last),
            "这一行会被当成链接的定义，不会印出来。",
            "是正文就在 [ 前面加 \\；是链接就写成 [文字](网址)。",
        )
        for first, last in swallowed(text, start, events)
    ]
    directives = tuple(reader.inline.directives)
    return tuple(blocks), directives, sorted(findings, key=lambda finding: finding.span.start)


class _BodyReader:
    """Turns the blocks of a body into those of the model; ``findings`` are those about blocks."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.findings: list[Diagnostic] = []
        self.inline = InlineReader(source)

    def body(self, nodes: Sequence[BlockNode]) -> tuple[Block, ...]:
        """The blocks of the model, with their footnotes, which stand among the nodes."""
        notes, faults = footnotes.defined(nodes, self._text_of_note, self._source)
        self.findings += faults
        self.inline.footnotes = notes
        blocks = tuple(self.blocks(node for node in nodes if node.name != footnotes.DEFINITION))
        self.findings += footnotes.unused(notes.values(), self.inline.used_footnotes)
        return blocks

    def blocks(self, nodes: Iterable[BlockNode]) -> Iterator[Block]:
        """The blocks of the model, in order."""
        for node, after in pairwise((*nodes, None)):
            assert node is not None
            match node.name:
                case "Paragraph":
                    is_above = after is not None and after.name == "Table"
                    yield from self._paragraphs(node, is_above)
                case "Table":
                    yield from self._table(node)
                case "Heading":
                    yield from self._heading(node)
                case "List" if node.payload is not None:
                    yield from self._enumeration(node)
                case "List":
                    yield from self._bullets(node)
                case "BlockQuote":
                    yield from self._quote(node)
                case _:
                    self._refuse(node)

    def _span(self, node: BlockNode) -> Span:
        """Where a block stands, without the line end after it."""
        span = self._source.span(node.start, node.end)
        return span.part(0, len(span.text.rstrip()))

    def _say(self, kind: FindingKind, span: Span, message: str, hint: str) -> None:
        self.findings.append(kind.at(span, message, hint))

    def _refuse(self, node: BlockNode) -> None:
        if node.name == "HtmlBlock":
            self.inline.html(self._span(node))
        else:
            self.findings.append(block_findings.refused(node, self._span(node)))

    # Paragraphs and headings

    def _paragraphs(
        self, node: BlockNode, above_table: bool = False
    ) -> Iterator[Paragraph | Picture]:
        """The paragraphs of the model in one of the parser's, or its pictures if it has nothing else in it."""
        span = self._span(node)
        if pictures := pictures_of(self._source, node.inlines):
            self.findings += crowded(pictures)
            yield from (self._picture(one, place > 0) for place, one in enumerate(pictures))
            return
        typed = self._source.span(node.start, node.end)
        self.findings += block_findings.heading_marks(typed)
        self.findings += block_findings.unread_table(typed)
        first = 0
        for at, joint in line_breaks(self._source, node.inlines, above_table):
            if not joint.sure:
                place = node.inlines[at].end
                finding = block_findings.doubtful_line(self._source, place, joint.parts)
                self.findings.append(finding)
            if joint.parts:
                yield from self._paragraph(node.inlines[first:at], span)
                first = at + 1
        yield from self._paragraph(node.inlines[first:], span)

    def _picture(self, marks: PictureMarks, is_beside: bool) -> Picture:
        """A picture; ``is_beside``: it stands in one line with the one before it."""
        first = marks.events[0]
        self.findings += block_findings.picture_address(first, marks.span)
        keys, findings = read_keys(marks.keys)
        self.findings += findings
        return Picture(
            first.payload["dest_url"],
            self.inline.line(marks.events[1:-1]),
            marks.span,
            width=keys.width,
            description=keys.description,
            beside=is_beside,
        )

    def _paragraph(self, inlines: list[Event], span: Span) -> Iterator[Paragraph]:
        """The paragraph of some inline events within ``span``; none where they print nothing."""
        runs = self.inline.paragraph(inlines)
        if runs:
            last = max(event.end for event in inlines)
            start, end = max(span.start, inlines[0].start), min(span.end, last)
            yield Paragraph(runs, self._source.span(start, max(start, end)))

    def _heading(self, node: BlockNode) -> Iterator[Block]:
        runs = self.inline.line(node.inlines)
        span = self._span(node)
        last = max((event.end for event in node.inlines), default=span.end)
        self.findings += block_findings.closing_marks(self._source.span(last, span.end))
        level = int(node.payload["level"][1:]) - 1
        if not span.text.lstrip().startswith("#"):
            message = "下一行的减号或等号把这段文字变成了标题。"
            hint = "是标题就在行首写 ## ；不是就删掉那一行，或在它前面空一行。"
            self._say(kinds.UNDERLINED_HEADING, span, message, hint)
        elif not 1 <= level <= 4:
            self.findings.append(block_findings.heading_level(span, level + 1))
        elif not runs:
            self._say(kinds.EMPTY_TEXT, span, "小标题是空的。", "写上标题，或删掉这一行。")
        else:
            yield Heading(level, runs, span)
            return
        if runs:  # what is no heading is read as a paragraph, so that no text is lost
            yield Paragraph(runs, span)

    # Enumerations and quotations

    def _enumeration(self, node: BlockNode) -> Iterator[Enumeration]:
        items = tuple(item for child in node.children for item in self._item(child))
        if items:
            yield Enumeration(node.payload, items, self._span(node))

    def _bullets(self, node: BlockNode) -> Iterator[BulletList]:
        items = tuple(self._bullet_items(node, 0))
        if items:
            yield BulletList(items, self._span(node))

    def _bullet_items(self, node: BlockNode, level: int) -> Iterator[BulletItem]:
        """The entries of a list, and those of lists in it, which are three deep at most."""
        for child in node.children:
            inner = [one for one in child.children if one.name == "List" and one.payload is None]
            deeper = inner if level < _DEEPEST_BULLETS else []
            text = [one for one in child.children if one not in deeper]
            runs = self._item_text(text, self._span(child), bool(deeper))
            if runs:
                span = self._span(text[0]) if deeper else self._span(child)
                yield BulletItem(level, runs, span)
            for one in deeper:
                yield from self._bullet_items(one, level + 1)

    def _item(self, node: BlockNode) -> Iterator[EnumerationItem]:
        if runs := self._item_text(node.children, self._span(node)):
            yield EnumerationItem(runs, self._span(node))

    def _item_text(
        self, nodes: Iterable[BlockNode], span: Span, may_be_empty: bool = False
    ) -> Runs:
        """The one text of an item; what else stands in it is a finding."""
        runs: Runs | None = None
        for child in nodes:
            if runs is None and child.name in ("Paragraph", TEXT):
                runs = self._text_of_item(child.inlines)
            elif child.name == "HtmlBlock":
                self._refuse(child)
            else:
                message, hint = "列表的一项里只能有一段文字。", "并成一段；或者不用列表，分段写。"
                self._say(kinds.LIST_CONTENT, self._span(child), message, hint)
        if not (runs or may_be_empty):
            self._say(kinds.EMPTY_TEXT, span, "列表里有一项是空的。", "写上内容，或删掉这一行。")
        return runs or ()

    def _text_of_item(self, inlines: Sequence[Event], what: str = "列表的上一项") -> Runs:
        """The text of an item or a note, in which no second paragraph can begin."""
        for at, joint in line_breaks(self._source, inlines):
            if joint.parts or not joint.sure:
                finding = block_findings.line_of_item(self._source, inlines[at].end, what)
                self.findings.append(finding)
        return self.inline.paragraph(inlines)

    def _text_of_note(self, inlines: Sequence[Event]) -> Runs:
        return self._text_of_item(inlines, "脚注")

    def _quote(self, node: BlockNode) -> Iterator[Block]:
        paragraphs: list[Paragraph] = []
        below: list[Paragraph] = []  # CommonMark takes it for the quotation though it has no >
        for child in node.children:
            if child.name == "HtmlBlock":
                self._refuse(child)
                continue
            blocks = [*self._paragraphs(child)] if child.name == "Paragraph" else []
            for block in blocks:
                if isinstance(block, Paragraph):
                    is_below = bool(below) or self._has_no_mark(node, block.span)
                    (below if is_below else paragraphs).append(block)
            if not blocks or isinstance(blocks[0], Picture):
                hint = "把标题、列表、表格、图片移到引文外面。"
                self._say(kinds.QUOTE_CONTENT, self._span(child), "引文块里只能有段落。", hint)
        if below:
            self.findings.append(block_findings.line_below(below[0].span, "引文"))
        if paragraphs:
            yield Quote(tuple(paragraphs), self._span(node))
        yield from below

    def _has_no_mark(self, quote: BlockNode, span: Span) -> bool:
        """Whether a paragraph begins in a line without > (CommonMark 5.1, laziness)."""
        start = self._source.line_at(span.start).start
        return start > quote.start and ">" not in self._source.text[start : span.start]

    # Tables

    def _table(self, node: BlockNode) -> Iterator[Block]:
        alignments = tuple(_ALIGNMENTS.get(alignment, "") for alignment in node.payload)
        width = len(alignments)
        rows: list[tuple[Runs, ...]] = []
        below: list[Paragraph] = []
        for row in node.children:
            last = max((cell.end for cell in row.children), default=row.start)
            self.findings += block_findings.dropped_cells(self._source.span(last, row.end), width)
            if rows and (below or "|" not in self._source.text[row.start : row.end]):
                # CommonMark takes it for a row though it has no cells; its text is a paragraph.
                inlines = [event for cell in row.children for event in cell.inlines]
                below += self._paragraph(inlines, self._span(row))
            else:
                empty: list[Runs] = [()] * width
                cells = [self.inline.line(cell.inlines) for cell in row.children]
                rows.append(tuple((cells + empty)[:width]))
        if below:
            self.findings.append(block_findings.line_below(below[0].span, "表格"))
        spans, faults = merged([[_mark(cell) for cell in row] for row in rows])
        self.findings += (
            block_findings.merged_cell(rows[row][column][0].span) for row, column in faults
        )
        covered = covered_cells(spans)
        kept = tuple(
            tuple(() if (at, column) in covered else cell for column, cell in enumerate(row))
            for at, row in enumerate(rows)
        )
        yield Table(alignments, kept, self._span(node), spans=spans)
        yield from below


def _mark(cell: Runs) -> str:
    """The mark with which a cell belongs to another, as it is typed; empty for any other cell."""
    span = cell[0].span if len(cell) == 1 and not (cell[0].bold or cell[0].emphasis) else None
    if span is None or span.text not in (UP, LEFT) or span.source.text[span.start - 1] == "\\":
        return ""
    return span.text
