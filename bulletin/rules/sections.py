"""The sections of an article: which of them a place stands in, and which headings each has."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from bulletin.model.content import Heading
from bulletin.rules.article_text import ArticleText, Passage


@dataclass(slots=True)
class Section:
    """The text from a heading to the next one of its level; the article itself is level 0."""

    level: int
    start: int
    parent: Section | None
    parts: list[str]
    """The texts of the headings one level below."""


class Outline:
    """The sections of an article, in order, found in one walk."""

    def __init__(self, article: ArticleText) -> None:
        here = Section(0, 0, None, [])
        self._sections = [here]
        for passage in article.passages:
            if not isinstance(passage.block, Heading):
                continue
            while here.parent is not None and here.level >= passage.block.level:
                here = here.parent
            here.parts.append(article.text_of(passage))
            here = Section(passage.block.level, passage.start, here, [])
            self._sections.append(here)
        self._starts = [section.start for section in self._sections]

    def above(self, place: int) -> Iterator[Section]:
        """The sections that a place stands in, the innermost first."""
        section: Section | None = self._sections[bisect_right(self._starts, place) - 1]
        while section is not None:
            yield section
            section = section.parent


def between_headings(article: ArticleText) -> Iterator[tuple[int, int]]:
    """The stretches of an article's body that no heading interrupts."""
    start: int | None = None
    last: Passage | None = None
    for passage in article.passages:
        if passage.block is None:
            continue
        if isinstance(passage.block, Heading):
            if start is not None:
                yield start, passage.start
            start = passage.end
        elif start is None:
            start = passage.start
        last = passage
    if start is not None and last is not None:
        yield start, last.end
