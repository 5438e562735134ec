"""An article that is being read: what is known of it, and the pieces that are still to be its body."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from bulletin.importing.draft import DraftParagraph, Mend, Omitted, Piece
from bulletin.importing.recognise.credits import Credit
from bulletin.importing.recognise.story import Guess, Story


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
