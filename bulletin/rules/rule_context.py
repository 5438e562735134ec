"""What the rules for a whole issue look at: its texts, the office's lists, earlier issues."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from bulletin.model.content import Issue, Leader, Term
from bulletin.rules import passages
from bulletin.rules.article_text import ArticleText, Passage, PassageKind


@dataclass(frozen=True, slots=True)
class EarlierIssues:
    """The issues before this one, as far as rules may ask about them."""

    articles_with: Callable[[set[int]], Mapping[int, tuple[str, ...]]]
    """For fingerprints of sentences: the files of earlier articles that seem to have them."""
    sentences_of: Callable[[str], frozenset[str]]
    """The sentences that such a file really has."""


NO_EARLIER_ISSUES = EarlierIssues(lambda _: {}, lambda _: frozenset())


@dataclass(frozen=True)
class RuleContext:
    """An issue ready for proofreading, with what rules compare it with."""

    issue: Issue
    terms: tuple[Term, ...] = ()
    leaders: tuple[Leader, ...] = ()
    title_width: float = 20.0
    """How many characters a line of a title has."""
    earlier: EarlierIssues = NO_EARLIER_ISSUES

    @cached_property
    def articles(self) -> tuple[ArticleText, ...]:
        """The text of each article, in the order of ``issue.articles``."""
        return tuple(ArticleText(passages.of_article(one)) for one in self.issue.articles)

    @cached_property
    def settings(self) -> ArticleText:
        """Name, issuer, classification and routing of the issue."""
        return ArticleText(passages.of_settings(self.issue.settings))

    @property
    def texts(self) -> tuple[ArticleText, ...]:
        """All that is read: the articles and the settings."""
        return (*self.articles, self.settings)

    def passages(self, kind: PassageKind) -> Iterator[tuple[ArticleText, Passage, str]]:
        """The passages of one kind in all articles, each with its text."""
        for article in self.articles:
            for passage in article.of(kind):
                yield article, passage, article.raw_of(passage)
