"""An article as import understands it: what goes into the front matter, and the body in order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from bulletin.findings.diagnostics import FindingKind
from bulletin.importing.draft import DraftParagraph, DraftRuns, DraftTable, Omitted, Remark

Layout = Literal["run-in", "display", ""]


@dataclass(frozen=True, slots=True)
class Head:
    """A heading without its number; ``own_line`` when its paragraph had nothing else."""

    level: int
    runs: DraftRuns
    own_line: bool


@dataclass(frozen=True, slots=True)
class StoryEnumeration:
    """A 一是…二是… series; ``display`` when each item had a paragraph of its own."""

    start: int
    items: tuple[DraftRuns, ...]
    display: bool
    marks: tuple[str, ...] = ()
    """The words 一是 … as they stood there."""
    paras: tuple[DraftParagraph, ...] = ()
    """What it was, while it is not certain to be an item of a series."""


@dataclass(frozen=True, slots=True)
class StoryQuote:
    paragraphs: tuple[DraftRuns, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with its caption; ``name`` is the file's name beside the contribution."""

    data: bytes = field(repr=False)
    name: str
    caption: DraftRuns


Element = DraftParagraph | Head | StoryEnumeration | StoryQuote | DraftTable | Figure | Remark


AT_TITLE, AT_SOURCE = -1, -2
"""Places of doubts that are not in the body: the lines title: and source: of the front matter."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that a person should look at; ``index`` is a place in the body, or one of those above."""

    fault: FindingKind
    index: int
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Guess:
    """What import took for a part that the file does not name as such, and by which sign."""

    what: str
    """In Chinese: 标题, 供稿单位, 小标题的排法, 整期."""
    cue: str
    """In Chinese: 最大的字号, 落款, 文件名."""
    doubts: tuple[Doubt, ...] = ()
    """What is to be looked at where the sign is one that often means something else."""


@dataclass(frozen=True, slots=True)
class Story:
    """One article."""

    title: str
    source: str
    body: tuple[Element, ...]
    author: str = ""
    contents: str = ""
    note: str = ""
    date: str = ""
    headings: str = ""
    """As it is written in YAML: one word for all levels, or one for each (by-level)."""
    enumeration: Layout = ""
    credit: str = ""
    """The credit line as it stood there, with {source} and {author} for what they named."""
    omitted: tuple[Omitted, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    guesses: tuple[Guess, ...] = ()
