"""A draft: the paragraphs, tables, pictures and remarks that a reader found in a file of any kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Literal

from bulletin.model.content import Footnote, Run
from bulletin.model.merged_cells import Spans
from bulletin.text.source import NOWHERE, Span

TYPED_NUMBER = "自动编号写成了文字"
COUNTED = "题号"
"""The look of a number in a caption that Word counts."""


@dataclass(frozen=True, slots=True)
class DraftRun(Run):
    """Text of one look. ``\\n`` in it is a line break of the file; ``link`` is a web or mail address."""

    span: Span = NOWHERE
    link: str = ""
    look: str = ""
    """The style of the house (一级标题, 序数) whose font the text has; empty where the file does not say."""

    def __getstate__(self) -> tuple[object, ...]:
        """What a reader process sends of it: all but the span, which is ``NOWHERE`` always."""
        return tuple(getattr(self, name) for name in _SENT)

    def __setstate__(self, state: tuple[object, ...]) -> None:
        for name, value in zip(_SENT, state, strict=True):
            object.__setattr__(self, name, value)
        object.__setattr__(self, "span", NOWHERE)

    def with_text(self, text: str) -> DraftRun:
        """Other text of the same look; ``dataclasses.replace`` takes eight times as long."""
        return DraftRun(
            text,
            NOWHERE,
            self.bold,
            self.emphasis,
            self.link,
            self.script,
            self.footnote,
            self.look,
        )


@dataclass(frozen=True, slots=True)
class DraftFootnote(Footnote):
    """A footnote of a file, whose mark stands in a run; ``label`` may be empty."""

    span: Span = NOWHERE

    def __getstate__(self) -> tuple[object, ...]:
        """What a reader process sends of it."""
        return self.label, self.runs

    def __setstate__(self, state: tuple[object, ...]) -> None:
        for name, value in zip(("label", "runs", "span"), (*state, NOWHERE), strict=True):
            object.__setattr__(self, name, value)


_SENT = ("text", "bold", "emphasis", "link", "script", "footnote", "look")
DraftRuns = tuple[DraftRun, ...]


@dataclass(frozen=True, slots=True)
class DraftParagraph:
    """A paragraph, with what the file says of its formatting."""

    runs: DraftRuns
    role: str = ""
    """What its style calls it: a style of the house (标题, 一级标题, 供稿 …) or nothing."""
    number: str = ""
    """The number that Word sets before it by itself, as it looks: 一、, 1., •. No text of the file."""
    list_level: int = 0
    """How deep it stands in an automatic list, from 0."""
    listed: bool = False
    """Whether the number comes from an automatic list, not from a numbered heading."""
    size: float = 0.0
    """Points; 0 where it is not known."""
    centred: bool = False
    heavy: bool = False
    """Whether all of it is bold or in a black font (黑体)."""
    red: bool = False
    """Whether all of it is red, as the head of an official paper is."""
    boxed: bool = False
    """Whether it stands in a text box."""
    mark: Literal["", "another", "said"] = ""
    """``another``: it may begin another contribution; ``said``: it is a message of a chat."""

    @property
    def text(self) -> str:
        """The text without formatting."""
        return plain(self.runs)


@dataclass(frozen=True, slots=True)
class DraftTable:
    """A table; ``alignments`` are of columns: left, center, right, or empty."""

    rows: tuple[tuple[DraftRuns, ...], ...]
    alignments: tuple[str, ...] = ()
    merged: bool = False
    """Whether cells were merged that are not now, so that what is below or beside them is empty."""
    form: bool = False
    """Whether it was a form to fill in; its labels are the first column, the values the second."""
    caption: DraftRuns = ()
    """The line above it that names it, without its number where ``is_numbered``."""
    is_numbered: bool = False
    """Whether the program is to set the number of the caption."""
    unit: DraftRuns = ()
    """The line 单位：件 above it."""
    spans: Spans = ()
    """The cells that are merged."""


@dataclass(frozen=True, slots=True)
class PlacedWidth:
    """How wide a picture is set in a file of our own; lengths are points."""

    width: float
    room_width: float
    """Width and height of the type area."""
    room_height: float
    gap: float
    """Between two pictures of a line."""


@dataclass(frozen=True, slots=True)
class DraftPicture:
    """A picture as it lies in the file."""

    data: bytes = field(repr=False)
    name: str = ""
    description: str = ""
    """What somebody wrote for those who cannot see it; empty where a program wrote it."""
    floating: bool = False
    """Whether it stands beside the text, not in a line of it."""
    beside: bool = False
    """Whether it stands in one line with the picture before it."""
    across: float = 0.0
    """How wide the file sets it, in points; 0 where that is not known."""
    placed: PlacedWidth | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """What stands beside the text: a comment or a footnote; ``label`` says which, and whose."""

    label: str
    text: str
    added: bool = False
    """Whether the program wrote it, so that it is no text of the file."""


Piece = DraftParagraph | DraftTable | DraftPicture | Remark


@dataclass(frozen=True, slots=True)
class Omitted:
    """Text of the file that is in no contribution, and why."""

    text: str
    reason: str
    """In Chinese, one of a few, so that they can be counted together."""


def omit(text: str, reason: str) -> tuple[Omitted, ...]:
    """A text as omitted; nothing where it is blank."""
    return (Omitted(text.strip(), reason),) if text.strip() else ()


@dataclass(frozen=True, slots=True)
class Mend:
    """Characters that import changed: what stood there, what stands there now, and why.

    ``code`` is that of a rule, or a reason in Chinese.
    """

    code: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ShownText:
    """A stretch of text as a reader of the file shows it, and where it stands, in Chinese."""

    text: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """What a file shows, read from its bytes by ``tally``, which shares no code with the readers."""

    lines: tuple[ShownText, ...]
    basis: str = ""
    """What was counted where it was not the file itself, in Chinese."""


@dataclass(frozen=True, slots=True)
class Draft:
    """All that a file says, in order, and what the reader left out."""

    name: str
    pieces: tuple[Piece, ...]
    omitted: tuple[Omitted, ...] = ()
    notes: tuple[str, ...] = ()
    """What the reader has to say of the file: revisions accepted, a macro not run."""
    mends: tuple[Mend, ...] = ()
    """What the reader changed: a letter of a font of symbols for what it shows."""
    tally: Tally | None = None
    """The characters of the file, counted from its bytes; ``None`` where there is no file."""


def plain(runs: Iterable[Run]) -> str:
    """The text of runs."""
    return "".join(run.text for run in runs)


def cut(runs: DraftRuns, start: int, end: int | None = None) -> DraftRuns:
    """The characters from ``start`` up to ``end`` of a text (``None``: all that follow), as runs."""
    parts, at = list[DraftRun](), 0
    for run in runs:
        text = run.text[max(start - at, 0) : None if end is None else max(end - at, 0)]
        is_mark = run.footnote and (at > start or at == 0) and (end is None or at <= end)
        if text or is_mark:  # the mark of a footnote belongs to the character before it
            parts.append(run.with_text(text))
        at += len(run.text)
    return tuple(parts)


def stripped(runs: DraftRuns) -> DraftRuns:
    """The runs without white space around them."""
    text = plain(runs)
    start = end = len(text) - len(text.lstrip())
    at = 0
    for run in runs:
        at += len(run.text)
        end = at if run.footnote else end
    return cut(runs, start, max(end, len(text.rstrip())))


def joined(runs: Iterable[DraftRun]) -> DraftRuns:
    """The runs with neighbours of the same look joined, and without empty ones."""
    groups = groupby(
        (run for run in runs if run.text or run.footnote),
        key=lambda run: (
            run.bold, run.emphasis, run.link, run.script, run.look, id(run.footnote)
        ),
    )  # fmt: skip
    return tuple(first.with_text(plain((first, *rest))) for _, (first, *rest) in groups)


def runs_of_piece(piece: Piece) -> Iterator[DraftRuns]:
    """The text of a paragraph, or of each cell of a table, with formatting."""
    match piece:
        case DraftParagraph():
            yield piece.runs
        case DraftTable():
            yield from filter(None, (piece.caption, piece.unit))
            yield from (cell for row in piece.rows for cell in row)


def map_runs(piece: Piece, change: Callable[[DraftRuns], DraftRuns]) -> Piece:
    """A paragraph or a table with ``change`` applied to its text or cells; any other piece as it is."""
    match piece:
        case DraftParagraph():
            return replace(piece, runs=change(piece.runs))
        case DraftTable():
            caption, unit = (change(line) if line else () for line in (piece.caption, piece.unit))
            rows = tuple(tuple(map(change, row)) for row in piece.rows)
            return replace(piece, rows=rows, caption=caption, unit=unit)
    return piece


def text_of(piece: Piece) -> str:
    """The text of a paragraph; empty for other pieces."""
    return plain(piece.runs) if isinstance(piece, DraftParagraph) else ""


def line_of(piece: Piece) -> str:
    """The text of a paragraph without white space around it; empty for other pieces."""
    return text_of(piece).strip()


def role_of(piece: Piece) -> str:
    """The role of a paragraph; empty for other pieces."""
    return piece.role if isinstance(piece, DraftParagraph) else ""


def texts(pieces: Iterable[Piece]) -> Iterator[str]:
    """Every text of the file that is in the pieces, in order."""
    for piece in pieces:
        if isinstance(piece, Remark) and not piece.added:
            yield piece.text
        for runs in runs_of_piece(piece):
            yield plain(runs)
            yield from (plain(run.footnote.runs) for run in runs if run.footnote)
