"""The texts of an article put end to end as one string, of which each character knows its place.

A regular expression runs over one long string much faster than over thousands of short ones;
rules look at that string, and findings are led back to the places in the file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from bulletin.findings.diagnostics import Edit
from bulletin.model.content import Block, Run, Runs
from bulletin.text.source import Span

BREAK = "\n"
"""Stands between passages, and for a hard line break within one."""

MASKED = "\ufffc"
"""Stands for each character of an address or a superscript (OBJECT REPLACEMENT CHARACTER): no rule
knows it."""
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
"""What a backslash makes plain text of (CommonMark 2.4)."""
_ADDRESS = re.compile(
    r"(?:https?|ftp)://[!-~]+|(?<![A-Za-z0-9])www\.[!-~]+"
    r"|[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,255}"
)

PassageKind = Literal[
    "title", "contents", "author", "source", "note",
    "paragraph", "heading", "display heading", "item", "quote", "cell", "caption", "description",
    "footnote", "bullet",
    "name", "issuer", "classification", "signer", "pattern", "routing line", "routing",
]  # fmt: skip
"""What a passage is: a value of the front matter, a text of the body, a value of the settings.

A subtitle is a ``title``, too. A ``heading`` runs into its paragraph; a ``display heading`` has a
line of its own.
"""


@dataclass(frozen=True, slots=True)
class PassageText:
    """A text before it is put in its place among others."""

    kind: PassageKind
    runs: Runs
    block: Block | None = None
    """The block of the body that it belongs to; none for values of YAML."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text (a paragraph, an item, a cell, a title) in its place: from ``start`` up to ``end``."""

    kind: PassageKind
    start: int
    end: int
    block: Block | None = None

    @property
    def place(self) -> tuple[int, int]:
        """Start and end, as findings take them."""
        return self.start, self.end


class ArticleText:
    """The passages of an article (or of the settings) as one text.

    ``text`` has addresses masked, character for character, so that no rule corrects a URL, and
    superscripts, so that no rule reads 10⁴ as 104; ``raw`` has them as they are.
    """

    def __init__(self, texts: Iterable[PassageText]) -> None:
        self._starts: list[int] = []
        self._runs: list[Run] = []
        passages: list[Passage] = []
        parts: list[str] = []
        masked: list[str] = []
        length = 0
        for text in texts:
            start = length
            for run in text.runs:
                self._starts.append(length)
                self._runs.append(run)
                parts.append(run.text)
                masked.append(MASKED * len(run.text) if run.script == "super" else run.text)
                length += len(run.text)
            passages.append(Passage(text.kind, start, length, text.block))
            parts.append(BREAK)
            masked.append(BREAK)
            length += 1
        self.raw = "".join(parts)
        self.text = "".join(masked)
        if any(sign in self.raw for sign in ("://", "@", "www.")):
            self.text = _ADDRESS.sub(lambda match: MASKED * len(match[0]), self.text)
        self.passages = tuple(passages)
        self._passage_starts = [passage.start for passage in passages]

    def of(self, *kinds: PassageKind) -> Iterator[Passage]:
        """The passages of some kinds, in order."""
        return (passage for passage in self.passages if passage.kind in kinds)

    def text_of(self, passage: Passage) -> str:
        """What a passage says, addresses masked."""
        return self.text[passage.start : passage.end]

    def raw_of(self, passage: Passage) -> str:
        """What a passage says."""
        return self.raw[passage.start : passage.end]

    def passage_at(self, offset: int) -> Passage:
        """The passage that a character belongs to."""
        return self.passages[self.index_at(offset)]

    def index_at(self, offset: int) -> int:
        """The number of that passage, from 0."""
        return bisect_right(self._passage_starts, offset) - 1

    def span(self, start: int, end: int) -> Span:
        """Where a stretch of the text (at least one character) stands in its file."""
        first, last = self._place(start), self._place(end - 1)
        return Span(first.source, first.start, max(first.end, last.end))

    def edit(self, start: int, end: int, text: str) -> Edit | None:
        """The edit of the file that puts ``text`` in the place of a stretch of one character or more.

        ``None`` where the file spells the stretch otherwise (``&amp;``).
        """
        span = self.span(start, end)
        if span.text != self.raw[start:end]:
            return None
        escaped = (
            span.source.text[span.start - 1 : span.start] == "\\" != self.raw[start - 1 : start]
        )
        if escaped and not _PUNCTUATION.match(text):  # Markdown would print a lone backslash
            span = span.source.span(span.start - 1, span.end)
        return Edit(span, text)

    def _place(self, offset: int) -> Span:
        """The source of one character: itself, or the whole run where it cannot be told."""
        index = bisect_right(self._starts, offset) - 1
        run, inside = self._runs[index], offset - self._starts[index]
        if len(run.text) != run.span.end - run.span.start or inside >= len(run.text):
            return run.span
        return run.span.source.span(run.span.start + inside, run.span.start + inside + 1)
