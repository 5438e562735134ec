"""The content of a bulletin: an issue, its contributions, and the text in them.

Everything is frozen, and every piece of text knows the span that it was read from.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Literal

from bulletin.model.merged_cells import Spans, head_rows
from bulletin.text.numerals import heading_marker
from bulletin.text.source import Source, Span

Layout = Literal["run-in", "display"]
"""Whether a heading or an enumeration runs into the text or stands on its own lines."""


@dataclass(frozen=True, slots=True)
class HeadingLayouts:
    """The layout of headings by level; where it is ``None``, that of the series holds, else run-in."""

    levels: tuple[Layout | None, ...]
    """Of levels 1 to 4: 一、（一）1.（1）."""
    named: frozenset[int] = frozenset()
    """The levels that have a layout of their own in the file; empty where one word holds for all."""

    def of(self, level: int) -> Layout:
        """The layout of headings of a level."""
        return self.levels[level - 1] or "run-in"

    def over(self, series: HeadingLayouts) -> HeadingLayouts:
        """These layouts; for levels without one, those of the series."""
        levels = tuple(own or other for own, other in zip(self.levels, series.levels, strict=True))
        return HeadingLayouts(levels, self.named)

    def may_skip(self, before: int, level: int) -> bool:
        """Whether a heading of ``level`` may follow one of level ``before`` (0: none), levels skipped.

        It may where both levels are ``named`` and none between them is: 一、 and then 1.
        """
        is_used = level in self.named and (before == 0 or before in self.named)
        return is_used and not any(before < between < level for between in self.named)

    @property
    def text(self) -> str:
        """The value as it is written in YAML."""
        if not self.named:
            return self.of(1)
        levels = (f"{heading_marker(level, 1)}: {self.of(level)}" for level in sorted(self.named))
        return f"{{{', '.join(levels)}}}"


def all_levels(layout: Layout | None) -> HeadingLayouts:
    """One layout for headings of every level."""
    return HeadingLayouts((layout,) * 4)


Digits = Literal["half-width", "full-width"]
Script = Literal["", "super", "sub"]
"""Whether text is raised (x²) or lowered (H₂O), and small; empty for text in its line."""


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one look. ``text`` equals ``span.text`` except for escapes and line joins."""

    text: str
    span: Span
    bold: bool = False
    emphasis: bool = False
    link: str | None = None
    script: Script = ""
    footnote: Footnote | None = None
    """Whose mark stands here; a run with a footnote has no text."""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote: ``label`` is what the author wrote in the brackets; numbers are set in print."""

    label: str
    runs: Runs
    span: Span


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: Runs
    span: Span


@dataclass(frozen=True, slots=True)
class Heading:
    """``level`` 1 to 4 stands for 一、（一）1.（1）; ``marker`` is set by arranging."""

    level: int
    runs: Runs
    span: Span
    marker: str = ""


@dataclass(frozen=True, slots=True)
class EnumerationItem:
    """One item of an enumeration; ``marker`` (一是) is set by arranging."""

    runs: Runs
    span: Span
    marker: str = ""


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A 一是…二是… series, written as an ordered list that begins at ``start``."""

    start: int
    items: tuple[EnumerationItem, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class BulletItem:
    """One entry of a list without numbers; ``level`` 0 to 2 says how deep it stands."""

    level: int
    runs: Runs
    span: Span


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list whose entries have marks (•), not numbers; deeper ones follow that they belong to."""

    items: tuple[BulletItem, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Quote:
    paragraphs: tuple[Paragraph, ...]
    span: Span


Alignment = Literal["left", "center", "right", ""]


@dataclass(frozen=True, slots=True)
class TableCaption:
    """The line above a table that names it; ``runs`` begin with the number where the author typed it.

    Where he left it to the program (表：…), ``is_numbered`` and arranging sets ``marker`` (表1).
    """

    runs: Runs
    span: Span
    is_numbered: bool = False
    marker: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The first ``head_rows`` are the head; every row has ``len(alignments)`` cells."""

    alignments: tuple[Alignment, ...]
    rows: tuple[tuple[Runs, ...], ...]
    span: Span
    caption: TableCaption | None = None
    unit: Runs = ()
    """The line 单位：件 above the table."""
    spans: Spans = ()

    @property
    def head_rows(self) -> int:
        """How many rows are the head."""
        return head_rows(self.spans)


@dataclass(frozen=True, slots=True)
class PictureWidth:
    """How wide a picture is to be: ``figure`` is a percentage of the type area's width, or 毫米."""

    figure: float
    unit: Literal["%", "毫米"]


@dataclass(frozen=True, slots=True)
class Picture:
    """``path`` as written, relative to the contribution; ``data`` is read by ``workspace``."""

    path: str
    caption: Runs
    span: Span
    data: bytes = field(default=b"", repr=False)
    width: PictureWidth | None = None
    description: Run | None = None
    """What is to be seen in it, for those who cannot see it; it is not printed."""
    beside: bool = False
    """Whether it stands in one line with the picture before it."""


Block = Paragraph | Heading | Enumeration | BulletList | Quote | Table | Picture


def picture_line(body: Sequence[Block], place: int) -> tuple[Picture, ...]:
    """The pictures of the line that begins at a place of a body; none where no line begins there."""
    first = body[place]
    if not isinstance(first, Picture):
        return ()
    if first.beside and place and isinstance(body[place - 1], Picture):
        return ()
    others = takewhile(lambda one: isinstance(one, Picture) and one.beside, body[place + 1 :])
    return (first, *(one for one in others if isinstance(one, Picture)))


def runs_of(block: Block) -> Runs:
    """All the text of a block that is printed, in order; its footnotes are in ``footnotes_of``."""
    match block:
        case Enumeration() | BulletList():
            return tuple(run for item in block.items for run in item.runs)
        case Quote():
            return tuple(run for paragraph in block.paragraphs for run in paragraph.runs)
        case Table():
            above = (*(block.caption.runs if block.caption else ()), *block.unit)
            return (*above, *(run for row in block.rows for cell in row for run in cell))
        case Picture():
            return block.caption
    return block.runs


def footnotes_of(block: Block) -> tuple[Footnote, ...]:
    """The footnotes to the text of a block, in the order of their marks."""
    return tuple(run.footnote for run in runs_of(block) if run.footnote is not None)


def printed_runs_of(block: Block) -> Runs:
    """All the text of a block and of its footnotes."""
    return (*runs_of(block), *(run for note in footnotes_of(block) for run in note.runs))


@dataclass(frozen=True, slots=True)
class Ignore:
    """The code of a kind of finding that is not to be shown, and the editor's reason."""

    code: str
    reason: str
    span: Span


@dataclass(frozen=True, slots=True)
class Contribution:
    """One article as its author's file gives it; keys that are absent are ``None`` or empty."""

    source_file: Source
    title: Run
    subtitle: Run | None = None
    """What stands under the title; its dash (——) is printed, and need not be typed."""
    source: Run | None = None
    """The organ that sent it; ``source_file`` is the file that was read."""
    author: Run | None = None
    contents: Run | None = None
    """The title as the table of contents has it, where that is another than ``title``."""
    note: Run | None = None
    """The editor's note."""
    names: tuple[Run, ...] = ()
    """Names that a line of the title must not break."""
    headings: HeadingLayouts | None = None
    enumeration: Layout | None = None
    body: tuple[Block, ...] = ()
    ignores: tuple[Ignore, ...] = ()
    directives: tuple[Span, ...] = ()
    """Comments to the program (``<!-- bulletin: … -->``) in the body."""


@dataclass(frozen=True, slots=True)
class Recipient:
    to: Run
    copies: int | None = None


@dataclass(frozen=True, slots=True)
class Routing:
    """One line of the routing block: 送：甲，乙，丙."""

    label: Run
    recipients: tuple[Recipient, ...]


@dataclass(frozen=True, slots=True)
class SeriesSettings:
    """The settings of bulletin.yaml, and those of an issue.yaml in their place."""

    name: Run
    serial: Run
    """The pattern of the printed number: 第{n}期."""
    issuer: Run
    credit: Run
    """The pattern of the credit line, with {source} and {author}."""
    headings: HeadingLayouts
    enumeration: Layout
    digits: Digits
    routing: tuple[Routing, ...]
    classification: Run | None
    signer: Run | None
    """Who signed the issue (签发), printed beside the serial."""
    keywords: tuple[Run, ...]
    total_before: int | None
    """How many numbers had appeared before number 1, for {total} in ``serial``."""
    contents_page: bool
    article_page: bool
    contents_heading: Run | None = None
    contents_of_one: bool = True
    link_addresses: bool = False
    """Whether the address of a link is printed behind it."""
    """Whether an issue of one article has contents, too."""
    routing_stop: bool = False
    """Whether the lines of the routing block end in a full stop (GB/T 9704-2012, 7.4.2)."""
    organs: tuple[Run, ...] = ()
    """The organs that may be credited; none named, none checked."""
    ignores: tuple[Ignore, ...] = ()


@dataclass(frozen=True, slots=True)
class IssueSettings:
    """The settings of issue.yaml; ``series`` has those that it shares with bulletin.yaml."""

    source_file: Source
    number: int
    date: datetime.date | None
    articles: tuple[Run, ...] | None
    series: SeriesSettings


@dataclass(frozen=True, slots=True)
class Article:
    """A contribution in its place: numbered, with its layout decided."""

    contribution: Contribution
    headings: HeadingLayouts
    enumeration: Layout
    body: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Issue:
    """A whole issue in order, ready to be checked and composed."""

    settings: IssueSettings
    serial: str
    articles: tuple[Article, ...]

    @property
    def series(self) -> SeriesSettings:
        """The series as this issue has it."""
        return self.settings.series


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of the list of terms, with the days on which it holds (both included).

    With ``wrong``, each of these is to be written as ``right``; without, ``right`` is a set phrase
    that has to be word for word; ``variants`` are names of which an issue uses one.
    """

    right: tuple[str, ...]
    span: Span
    wrong: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    note: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Leader:
    """An entry of the list of leaders, which stands in the order of precedence."""

    name: str
    posts: tuple[str, ...]
    since: datetime.date | None = None
    until: datetime.date | None = None
