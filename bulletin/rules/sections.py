"""The sections of an article: which of them a place stands in, and which headings each has."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from bulletin.model.content import Heading
from bulletin.rules.article_text import ArticleText


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
    """Start and end of each stretch of an article's body that no heading interrupts."""
    body = (passage for passage in article.passages if passage.block is not None)
    for is_heading, group in groupby(body, lambda passage: isinstance(passage.block, Heading)):
        if not is_heading:
            first, *rest = group
            yield first.start, (rest[-1] if rest else first).end
