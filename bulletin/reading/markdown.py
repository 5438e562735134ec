"""The body of a contribution: CommonMark with tables, as far as a bulletin sets it.

What is not set is a finding with its place; no text is dropped in silence. The parser's events
come in document order with byte ranges; they are walked once, without recursion, so that neither
deep nesting nor length can hurt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bulletin.findings import kinds
from bulletin.findings.diagnostics import Diagnostic, Edit, FindingKind, Fix
from bulletin.model.content import (
    Alignment,
    Block,
    Enumeration,
    EnumerationItem,
    Heading,
    Paragraph,
    Picture,
    Quote,
    Runs,
    Table,
)
from bulletin.reading.events import MOST_COLUMNS, Event, swallowed, wide_table
from bulletin.reading.image_syntax import readable, unread
from bulletin.reading.inline import InlineReader
from bulletin.reading.paragraph_ends import line_breaks
from bulletin.text import patterns
from bulletin.text.source import Source, Span

_MOST_MARKS = 5
_ALIGNMENTS: dict[str, Alignment] = {"Left": "left", "Center": "center", "Right": "right"}


def read_body(
    source: Source, start: int
) -> tuple[tuple[Block, ...], tuple[Span, ...], list[Diagnostic]]:
    """The blocks from ``start`` to the end of the source, and the comments to the program."""
    # A lone \r ends a line (CommonMark 2.1), but the parser drops text after one in a code block.
    text = _LONE_RETURN.sub("\n", source.text[start:])
    wide = wide_table(text)
    events = readable(text, start)
    reader = _BodyReader(source, events)
    if wide is not None:
        reader.found.append(
            kinds.UNSUPPORTED.at(
                source.span(start + wide[0], start + wide[1]),
                f"表格超过 {MOST_COLUMNS} 栏，Word 排不了。",
                "拆成几个表格。",
            )
        )
    blocks = reader.read()
    found = unread(source, start, events, reader.found) + [
        kinds.LINK.at(
            source.span(first, last),
            "这一行会被当成链接的定义，不会印出来。",
            "是正文就在 [ 前面加 \\；是链接就写成 [文字](网址)。",
        )
        for first, last in swallowed(text, start, events)
    ]
    return tuple(blocks), reader.directives, sorted(found, key=lambda one: one.span.start)


class _BodyReader:
    """Walks the events once; ``_at`` is the next one."""

    def __init__(self, source: Source, events: list[Event]) -> None:
        self._source = source
        self._events = events
        self._at = 0
        self.found: list[Diagnostic] = []
        self._inline = InlineReader(source, self.found)

    @property
    def directives(self) -> tuple[Span, ...]:
        """The comments to the program that were met."""
        return tuple(self._inline.directives)

    def read(self) -> list[Block]:
        blocks: list[Block] = []
        while self._at < len(self._events):
            blocks += self._block()
        return blocks

    def _block(self) -> Sequence[Block]:
        event = self._events[self._at]
        match event.name:
            case "Paragraph":
                return self._paragraphs()
            case "Table":
                return self._table()
            case "Heading":
                block = self._heading()
            case "List" if event.payload is not None:
                block = self._enumeration()
            case "BlockQuote":
                return self._quote()
            case _:
                self._refuse(event)
                return ()
        return (block,) if block else ()

    # Helpers of the walk

    def _span(self, event: Event) -> Span:
        """The source of an event, without the line end after it."""
        text = self._source.text[event.start : event.end]
        return self._source.span(event.start, event.start + len(text.rstrip()))

    def _say(self, fault: FindingKind, span: Span, message: str, hint: str) -> None:
        self.found.append(fault.at(span, message, hint))

    def _skip(self) -> None:
        """Over a leaf, or over a start and all up to its end."""
        depth = 0
        while self._at < len(self._events):
            edge = self._events[self._at].edge
            depth += {"start": 1, "end": -1}.get(edge, 0)
            self._at += 1
            if depth <= 0:
                return

    def _inlines(self) -> list[Event]:
        """The inline events from here up to the next edge of a block."""
        first = self._at
        while self._at < len(self._events) and not self._events[self._at].is_block:
            self._at += 1
        return self._events[first : self._at]

    # What is not set

    def _refuse(self, event: Event) -> None:
        span = self._span(event)
        self._skip()
        if event.name == "HtmlBlock":
            self._inline.html(span)
            return
        fault, message, hint = _REFUSED.get(
            event.name, (kinds.UNSUPPORTED, "这种写法排不了。", "改成段落、小标题、列表或表格。")
        )
        if event.name == "CodeBlock" and event.payload == "Indented":
            message, hint = (
                "行首有四个以上的空格，这一段会被当成代码。",
                "段首不用打空格，程序缩进两字。",
            )
        self._say(fault, span, message, hint)

    # Blocks

    def _paragraphs(self) -> list[Block]:
        """The paragraphs that stand in one of the parser's, or the picture that it is."""
        event = self._events[self._at]
        self._at += 1
        inlines = self._inlines()
        self._at += 1
        picture = _lone_picture(inlines)
        if picture:
            return [self._picture(picture[0], picture[1:-1], self._span(event))]
        self._heading_marks(event)
        self._table_below(event)
        return [*self._parted(inlines, self._span(event))]

    def _parted(self, inlines: list[Event], span: Span) -> Iterator[Paragraph]:
        """Inline events as paragraphs: where a line break ends one is for ``lines`` to say."""
        breaks = line_breaks(self._source, inlines)
        first = 0
        for at, joint in breaks:
            if not joint.sure:
                self._doubtful(inlines[at], joint.parts)
            if joint.parts:
                yield from self._one(inlines[first:at], span)
                first = at + 1
        yield from self._one(inlines[first:], span)

    def _one(self, inlines: list[Event], span: Span) -> Iterator[Paragraph]:
        runs = self._inline.paragraph(inlines)
        if runs:
            last = max(event.end for event in inlines)
            start, end = max(span.start, inlines[0].start), min(span.end, last)
            yield Paragraph(runs, self._source.span(start, max(start, end)))

    def _doubtful(self, gap: Event, parts: bool) -> None:
        """A line of which nobody can say whether it begins a paragraph."""
        place = gap.end
        now = "另起一段" if parts else "接在上一行后面"
        self.found.append(
            kinds.DOUBTFUL_LINE.at(
                self._source.line_span(self._source.position(place)[0]),
                f"看不准这一行是不是另起一段，现在{now}。",
                "另起一段，就在它前面空一行；是同一段，就和上一行连成一行。",
                Fix(False, (Edit(self._source.span(place, place), "\n"),)),
            )
        )

    def _table_below(self, event: Event) -> None:
        """A table that is none, for it has no empty line before it."""
        text = self._source.text[event.start : event.end]
        match = (
            _TABLE_LINE.search(text) or _BARS.search(text) if "|" in text or "｜" in text else None
        )
        if match is None:
            return
        start = event.start + match.start()
        self.found.append(
            kinds.TABLE_BELOW_TEXT.at(
                self._source.span(start, event.start + match.end()),
                "这里的竖线没有排成表格，会照样印出来。",
                "用英文竖线 |；表头下面要有一行 |---|---|；表格前面空一行；各行的格数要一样多。",
            )
        )

    def _heading_marks(self, event: Event) -> None:
        """A line of # without the space that makes it a heading (CommonMark 4.2)."""
        text = self._source.text[event.start : event.end]
        if "#" not in text and "＃" not in text:
            return
        for match in _HEADING_MARK.finditer(text):
            if len(match[1]) > _MOST_MARKS:
                self._heading_level(
                    self._source.span(event.start + match.start(1), event.start + match.end(1)),
                    len(match[1]),
                )
                continue
            span = self._source.span(event.start + match.start(1), event.start + match.end())
            wanted = "#" * len(match[1]) + " "
            self.found.append(
                kinds.HEADING_SPACE.at(
                    span,
                    "小标题的 # 要用半角，后面空一个半角空格。",
                    f"写成“{wanted}标题”。",
                    Fix(True, (Edit(span, wanted),)),
                )
            )

    def _heading_level(self, span: Span, marks: int) -> None:
        self._say(
            kinds.HEADING_LEVEL, span, f"小标题不能用 {marks} 个 #。",
            "一级用 ##，二级 ###，三级 ####，四级 #####。",
        )  # fmt: skip

    def _heading(self) -> Block | None:
        event = self._events[self._at]
        self._at += 1
        inlines = self._inlines()
        runs = self._inline.line(inlines)
        self._at += 1
        span = self._span(event)
        self._closing_marks(inlines, span)
        level = int(event.payload["level"][1:]) - 1
        text = span.text.lstrip()
        if not text.startswith("#"):
            self._say(
                kinds.UNDERLINED_HEADING, span, "下一行的减号或等号把这段文字变成了标题。",
                "是标题就在行首写 ## ；不是就删掉那一行，或在它前面空一行。",
            )  # fmt: skip
        elif not 1 <= level <= 4:
            self._heading_level(span, level + 1)
        elif not runs:
            self._say(kinds.EMPTY_TEXT, span, "小标题是空的。", "写上标题，或删掉这一行。")
        else:
            return Heading(level, runs, span)
        # A finding already says that it cannot stay so; its text goes on being read as a paragraph.
        return Paragraph(runs, span) if runs else None

    def _closing_marks(self, inlines: list[Event], span: Span) -> None:
        """Marks # at the end of a heading close it (CommonMark 4.2), and are not printed."""
        last = max((event.end for event in inlines), default=span.end)
        match = re.search(r"(?<=[ \t])#+\Z", self._source.text[last : span.end])
        if match is not None:
            self._say(
                kinds.CLOSING_MARKS, self._source.span(last + match.start(), span.end),
                "小标题末尾的 # 不印出来。", "删掉它；要印就写成 \\#。",
            )  # fmt: skip

    def _enumeration(self) -> Block | None:
        event = self._events[self._at]
        self._at += 1
        items = []
        while self._events[self._at].edge == "start":
            item = self._item()
            if item is not None:
                items.append(item)
        self._at += 1
        return Enumeration(event.payload, tuple(items), self._span(event)) if items else None

    def _item(self) -> EnumerationItem | None:
        event = self._events[self._at]
        span = self._span(event)
        self._at += 1
        runs: Runs | None = None
        while (inner := self._events[self._at]).edge != "end" or inner.name != "Item":
            is_paragraph = inner.name == "Paragraph"
            if runs is None and (is_paragraph or not inner.is_block):
                self._at += is_paragraph
                inlines = self._inlines()
                self._lines_of_item(inlines)
                runs = self._inline.paragraph(inlines)
                self._at += is_paragraph
            elif inner.name == "HtmlBlock":
                self._refuse(inner)
            else:
                self._say(
                    kinds.LIST_CONTENT, self._span(inner), "列表的一项里只能有一段文字。",
                    "并成一段；或者不用列表，分段写。",
                )  # fmt: skip
                if inner.is_block:
                    self._skip()
                else:
                    self._inlines()
        self._at += 1
        if not runs:
            self._say(kinds.EMPTY_TEXT, span, "列表里有一项是空的。", "写上内容，或删掉这一行。")
            return None
        return EnumerationItem(runs, span)

    def _lines_of_item(self, inlines: list[Event]) -> None:
        """A line that goes on an item (CommonMark 5.2) though it looks like a paragraph."""
        for at, joint in line_breaks(self._source, inlines):
            if joint.parts or not joint.sure:
                place = inlines[at].end
                self.found.append(
                    kinds.LINE_BELOW.at(
                        self._source.line_span(self._source.position(place)[0]),
                        "这一行会接在列表的上一项后面。",
                        "是另一段，就在它前面空一行；是同一项，就和上一行连成一行。",
                        Fix(False, (Edit(self._source.span(place, place), "\n"),)),
                    )
                )

    def _quote(self) -> list[Block]:
        event = self._events[self._at]
        self._at += 1
        paragraphs: list[Paragraph] = []
        below: list[Paragraph] = []
        while (inner := self._events[self._at]).edge != "end":
            if inner.name == "HtmlBlock":
                self._refuse(inner)
                continue
            blocks = self._paragraphs() if inner.name == "Paragraph" else []
            if blocks and isinstance(blocks[0], Paragraph):
                for block in blocks:
                    if isinstance(block, Paragraph):
                        outside = bool(below) or self._is_outside(event, block.span)
                        (below if outside else paragraphs).append(block)
                continue
            if inner.name != "Paragraph":
                self._skip()
            self._say(
                kinds.QUOTE_CONTENT, self._span(inner), "引文块里只能有段落。",
                "把标题、列表、表格、图片移到引文外面。",
            )  # fmt: skip
        self._at += 1
        if below:
            self._line_below(below[0].span, "引文")
        quote: list[Block] = [Quote(tuple(paragraphs), self._span(event))] if paragraphs else []
        return quote + below

    def _is_outside(self, quote: Event, span: Span) -> bool:
        """Whether a paragraph begins in a line that has no > (CommonMark 5.1, laziness)."""
        start = max(self._source.text.rfind(end, 0, span.start) for end in "\r\n") + 1
        return start > quote.start and ">" not in self._source.text[start : span.start]

    def _line_below(self, span: Span, what: str) -> None:
        """A line right below a table or a quotation is a paragraph of its own."""
        text = self._source.text
        start = max(text.rfind(end, 0, span.start) for end in "\r\n") + 1
        self.found.append(
            kinds.LINE_BELOW.at(
                span,
                f"这一行紧接在{what}下面，没有空行；当作{what}后面的一段排。",
                f"在它前面空一行；是{what}里的，就写上{'竖线' if what == '表格' else '>'}。",
                Fix(True, (Edit(self._source.span(start, start), "\n"),)),
            )
        )

    def _table(self) -> list[Block]:
        event = self._events[self._at]
        self._at += 1
        alignments = tuple(_ALIGNMENTS.get(one, "") for one in event.payload)
        rows: list[tuple[Runs, ...]] = []
        below: list[Block] = []
        while (row := self._events[self._at]).edge == "start":
            if rows and (below or "|" not in self._source.text[row.start : row.end]):
                below += self._below_table(row, len(alignments))
            else:
                rows.append(self._row(len(alignments)))
        self._at += 1
        if below:
            self._line_below(below[0].span, "表格")
        return [Table(alignments, tuple(rows), self._span(event)), *below]

    def _below_table(self, row: Event, width: int) -> Iterator[Paragraph]:
        """What CommonMark takes for a row though it has no cells; its text is a paragraph."""
        self._at += 1
        inlines, last = list[Event](), row.start
        while self._events[self._at].edge == "start":
            self._at += 1
            inlines += self._inlines()
            last = max(last, self._events[self._at].end)
            self._at += 1
        self._at += 1
        self._surplus(self._source.text[last : row.end], last, width)
        return self._one(inlines, self._span(row))

    def _row(self, width: int) -> tuple[Runs, ...]:
        row = self._events[self._at]
        self._at += 1
        cells, last = [], row.start
        while self._events[self._at].edge == "start":
            self._at += 1
            cells.append(self._inline.line(self._inlines()))
            last = max(last, self._events[self._at].end)
            self._at += 1
        self._at += 1
        self._surplus(self._source.text[last : row.end], last, width)
        return tuple((cells + [()] * width)[:width])

    def _surplus(self, rest: str, last: int, width: int) -> None:
        """The rest of a row behind its last cell, which the parser drops."""
        if rest.strip("| \t\r\n\\>"):
            self._say(
                kinds.TABLE_CELLS, self._source.span(last, last + len(rest.rstrip())),
                f"这一行比表头多出几格，多出的文字印不出来（表头 {width} 格）。",
                "给表头添一栏，或删掉多余的 |；文字里的 | 写成 \\|。",
            )  # fmt: skip

    def _picture(self, picture: Event, caption: list[Event], span: Span) -> Block:
        path: str = picture.payload["dest_url"]
        if picture.payload["title"]:
            self._say(
                kinds.PICTURE, span, "图片括号里引号中的文字印不出来。",
                "图题写在方括号里：![图题](照片.jpg)。",
            )  # fmt: skip
        if re.match(r"[A-Za-z][\w+.-]*:|[/\\]", path) or not path:
            self._say(
                kinds.PICTURE, span, f"图片的路径“{path}”用不了。",
                "把图片放在稿件旁边，只写文件名：![图题](照片.jpg)。",
            )  # fmt: skip
        return Picture(path, self._inline.line(caption), span)


_TABLE_LINE = patterns.regex(
    r"(?m)^[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?[ \t]*$"
)
_BARS = patterns.regex(
    r"(?m)^[ \t]*[|｜][^\r\n|｜]*[|｜][^\r\n]*[|｜][ \t]*$|^[ \t]*｜[ \t]*:?-{2,}[^\r\n]*$"
)
"""A row of a table that has no line under its head, or that has full-width bars."""
_LONE_RETURN = patterns.regex(r"\r(?!\n)")
_HEADING_MARK = patterns.regex(
    r"(?m)(?:^|(?<=\r))[ \t]*(#{2,}|[#＃]*＃[#＃]*)[ \t\u3000\xa0]*(?=[^\s#＃])"
)
_REFUSED: dict[str, tuple[FindingKind, str, str]] = {
    "List": (
        kinds.BULLET_LIST, "不编号的列表排不了。", "要“一是二是”就写成 1. 2. 3.；不要就分段写。"
    ),
    "CodeBlock": (kinds.CODE, "代码块排不了。", "删掉 ``` 这样的行，当作段落写。"),
    "Rule": (kinds.RULE, "分隔线排不了。", "删掉这一行。"),
    "FootnoteDefinition": (kinds.FOOTNOTE, "脚注排不了。", "把注的内容写进正文，用括号括起来。"),
}  # fmt: skip


def _lone_picture(inlines: list[Event]) -> list[Event]:
    """The events of the picture of a paragraph that has nothing else in it but spaces; or none."""
    shown = [event for event in inlines if event.name != "Text" or event.payload.strip()]
    if len(shown) >= 2 and shown[0].name == shown[-1].name == "Image":
        inside = sum(event.name == "Image" for event in shown)
        first = inlines.index(shown[0])
        return inlines[first : len(inlines) - inlines[::-1].index(shown[-1])] if inside == 2 else []
    return []
