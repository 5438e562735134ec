"""An article as import recognises it: front matter, body, and doubts that the editor should decide."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from bulletin.findings.diagnostics import FindingKind
from bulletin.importing.draft import DraftParagraph, Mend, Omitted, Piece, Remark
from bulletin.importing.recognise.credits import Credit
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
    subtitle: str = ""
    """With its dash, as it is printed."""
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


@dataclass(frozen=True, slots=True)
class ArticleProgress(Story):
    """A story and the pieces that are still to be read; each step of reading returns a new one."""

    pieces: tuple[Piece, ...] = ()

    @property
    def paragraphs(self) -> list[tuple[int, DraftParagraph]]:
        """The paragraphs with their places among the pieces."""
        return [(at, one) for at, one in enumerate(self.pieces) if isinstance(one, DraftParagraph)]

    def without(self, places: Collection[int]) -> ArticleProgress:
        """The same without the pieces at some places."""
        left = tuple(one for at, one in enumerate(self.pieces) if at not in places)
        return replace(self, pieces=left)

    def omitting(self, *omitted: Omitted) -> ArticleProgress:
        """The same with more that is omitted."""
        return replace(self, omitted=(*self.omitted, *omitted))

    def changing(self, *mends: Mend) -> ArticleProgress:
        """The same with more that import changed."""
        return replace(self, mends=(*self.mends, *mends))

    def guessing(self, guess: Guess) -> ArticleProgress:
        """The same with one more guess."""
        return replace(self, guesses=(*self.guesses, guess))

    def crediting(self, line: str, credit: Credit, reason: str) -> ArticleProgress:
        """The same with what a line names and is not known yet; the rest of the line is omitted."""
        for value, known in (
            (credit.source, self.source),
            (credit.author, self.author),
            (credit.date, self.date),
        ):
            if value and not known:
                line = line.replace(value, "", 1)
        return replace(
            self,
            source=self.source or credit.source,
            author=self.author or credit.author,
            date=self.date or credit.date,
        ).omitting(Omitted(line.strip(), reason))
