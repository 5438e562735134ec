"""Text to be proofread: passages of one article put end to end, each character with its place.

Rules look at one long string instead of at thousands of short ones: a regular expression then
runs over an article in one go, which is what makes proofreading fast.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bulletin.findings.diagnostics import Edit
from bulletin.model.content import Block, Run, Runs
from bulletin.text.source import Span

BREAK = "\n"
"""Stands between passages, and for a hard line break within one."""

MASKED = "\ufffc"  # OBJECT REPLACEMENT CHARACTER: no rule knows it
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
"""What a backslash makes plain text of (CommonMark 2.4)."""
_ADDRESS = re.compile(
    r"(?:https?|ftp)://[!-~]+|(?<![A-Za-z0-9])www\.[!-~]+"
    r"|[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,255}"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of an article: ``kind`` says what it is; offsets are of the prose."""

    kind: str
    start: int
    end: int
    block: Block | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """What a passage is made from."""

    kind: str
    runs: Runs
    block: Block | None = None


class Prose:
    """The passages of an article (or of the settings) as one text.

    ``text`` has addresses masked, character for character, so that no rule mends a URL;
    ``raw`` has them as they are.
    """

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self._starts: list[int] = []
        self._runs: list[Run] = []
        passages: list[Passage] = []
        parts: list[str] = []
        length = 0
        for piece in pieces:
            start = length
            for run in piece.runs:
                self._starts.append(length)
                self._runs.append(run)
                parts.append(run.text)
                length += len(run.text)
            passages.append(Passage(piece.kind, start, length, piece.block))
            parts.append(BREAK)
            length += 1
        self.raw = "".join(parts)
        self.text = _masked(self.raw)
        self.passages = tuple(passages)
        self._passage_starts = [passage.start for passage in passages]

    def of(self, *kinds: str) -> Iterator[Passage]:
        """The passages of some kinds, in order."""
        return (passage for passage in self.passages if passage.kind in kinds)

    def text_of(self, passage: Passage) -> str:
        """What a passage says."""
        return self.text[passage.start : passage.end]

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
        """Put ``text`` for a stretch; ``None`` where the file spells it otherwise (``&amp;``)."""
        if start == end:
            if start > 0 and self.raw[start - 1] != BREAK:
                place = self._place(start - 1)
                where = place.source.span(place.end, place.end)
            else:
                place = self._place(start)
                where = place.source.span(place.start, place.start)
            return Edit(where, text)
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


def _masked(text: str) -> str:
    if "://" not in text and "@" not in text and "www." not in text:
        return text
    return _ADDRESS.sub(lambda match: MASKED * len(match[0]), text)
