"""An article as import recognises it: front matter, body, and doubts that the editor should decide."""

from __future__ import annotations

from dataclasses import dataclass

from bulletin.findings.diagnostics import FindingKind
from bulletin.importing.draft import Mend, Omitted, Remark
from bulletin.model.content import Block, Layout, Paragraph

StoryBlock = Block | Remark
"""What a body consists of; a remark is written as a comment, which is not printed."""

AT_TITLE, AT_SOURCE = -1, -2
"""Places of doubts that are not in the body: the lines title: and source: of the front matter."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that the editor should look at; ``index`` is a place in the body, or one of those above."""

    kind: FindingKind
    index: int
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Guess:
    """A part that the file does not name as such, and the sign by which it was recognised."""

    what: str
    """In Chinese: 标题, 供稿单位, 小标题的排法, 整期."""
    cue: str
    """In Chinese: 最大的字号, 落款, 文件名."""
    doubts: tuple[Doubt, ...] = ()
    """Set where the sign often means something else."""


@dataclass(frozen=True, slots=True)
class BodyPart:
    """A block of a body that is being recognised, with what the block itself does not hold."""

    block: StoryBlock
    own_line: bool = False
    """Whether a heading, or each item of a series, has a paragraph of its own in the file."""
    undecided: Paragraph | None = None
    """The paragraph that a single item (一是…) becomes if it belongs to no series."""
    doubts: tuple[Doubt, ...] = ()
    """Their ``index`` is 0 until the body is complete."""


@dataclass(frozen=True, slots=True)
class Story:
    """One article: its front matter, its body, and what import has to say about it."""

    title: str = ""
    source: str = ""
    body: tuple[StoryBlock, ...] = ()
    author: str = ""
    contents: str = ""
    note: str = ""
    date: str = ""
    headings: str = ""
    """As it is written in YAML: one word for all levels, or one for each level."""
    enumeration: Layout | None = None
    credit: str = ""
    """The credit line of the file, with {source} and {author} for what they named."""
    omitted: tuple[Omitted, ...] = ()
    mends: tuple[Mend, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    guesses: tuple[Guess, ...] = ()
