"""The blocks of an issue: paragraphs, tables and pictures, each with the name of its style.

Composing makes them; Word and HTML are written from them.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, replace

from bulletin.model.content import Alignment, PictureWidth, Script
from bulletin.model.merged_cells import CellSpan, Spans, covered_cells, head_rows
from bulletin.text.source import Span


@dataclass(frozen=True, slots=True)
class Inline:
    """A stretch of text in a paragraph; ``\\n`` in it is a line break."""

    text: str
    look: str = ""
    """The style whose face the text takes; empty for the paragraph's own."""
    link: str = ""
    """A web address, or ``#`` and a bookmark of this document."""
    span: Span | None = None
    script: Script = ""
    field: str = ""
    """The code of the Word field (17.16) whose result the text is; it is text in every other format."""
    is_address: bool = False
    """Whether it is the address of the link before it, which the program prints."""
    footnote: Inlines = ()
    """What the footnote says whose mark stands here; such a stretch has no text."""


Inlines = tuple[Inline, ...]

ARTICLE, SUBTITLE = "article_", "subtitle_"
"""What the bookmark of an article's title begins with, and that of a subtitle which is not part of
what its author typed as the title. A number follows."""


def text_of(inlines: Inlines) -> str:
    """The text of stretches, joined."""
    return "".join(one.text for one in inlines)


def cut(inlines: Inlines, start: int, end: int) -> Inlines:
    """The characters from ``start`` up to ``end`` of the text of stretches, each with its span."""
    parts, at = list[Inline](), 0
    for one in inlines:
        first, last = max(start - at, 0), min(end - at, len(one.text))
        at += len(one.text)
        if first >= last:
            continue
        span = one.span
        if span is not None and span.end - span.start == len(one.text):
            span = span.part(first, last)
        parts.append(replace(one, text=one.text[first:last], span=span))
    return tuple(parts)


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph; ``aside`` stands at the right end of its line."""

    style: str
    runs: Inlines
    aside: Inlines = ()
    bookmark: str = ""
    new_page: bool = False

    @property
    def text(self) -> str:
        """The text without the aside."""
        return text_of(self.runs)


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell of a table and where it begins; ``span`` says how far it goes."""

    text: Inlines
    column: int
    span: CellSpan


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table; the first ``head_rows`` are its head. Its caption and unit are paragraphs before it."""

    alignments: tuple[Alignment, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    description: str = ""
    """The words of its caption, for screen readers."""
    spans: Spans = ()

    @property
    def head_rows(self) -> int:
        """How many rows are the head."""
        return head_rows(self.spans)

    def cells(self) -> list[list[PlacedCell]]:
        """The cells of each row, without those that others go over."""
        spans = {(span.row, span.column): span for span in self.spans}
        covered = covered_cells(self.spans)
        return [
            [
                PlacedCell(text, column, spans.get((row, column), CellSpan(row, column)))
                for column, text in enumerate(texts)
                if (row, column) not in covered
            ]
            for row, texts in enumerate(self.rows)
        ]


@dataclass(frozen=True, slots=True)
class LinePicture:
    """One picture of a line; ``description`` says what is to be seen in it, for those who cannot."""

    data: bytes = field(repr=False)
    name: str
    description: str
    width: PictureWidth | None = None
    """As it was asked for; else the picture has its own size."""
    caption: Inlines = ()
    """Where each picture of a line has its own; any other caption is a paragraph after the block."""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class PictureBlock:
    """The pictures of a line, mostly one; a caption of all is a paragraph after it."""

    pictures: tuple[LinePicture, ...]

    @property
    def has_captions(self) -> bool:
        """Whether its pictures have their own captions."""
        return any(one.caption for one in self.pictures)


Block = Para | TableBlock | PictureBlock


def inlines_of(block: Block) -> Inlines:
    """All the text of a block, in order; of pictures that of captions that are no paragraphs.

    That of a footnote follows its mark.
    """
    runs: Inlines = ()
    match block:
        case Para():
            runs = (*block.runs, *block.aside)
        case TableBlock():
            runs = tuple(run for row in block.rows for cell in row for run in cell)
        case PictureBlock():
            runs = tuple(run for one in block.pictures for run in one.caption)
    return tuple(one for run in runs for one in (run, *run.footnote))


@dataclass(frozen=True, slots=True)
class Document:
    """The blocks of an issue in order, and the properties of its file (title, author and so on)."""

    blocks: tuple[Block, ...]
    title: str
    author: str
    keywords: str
    date: datetime.date | None
