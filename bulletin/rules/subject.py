"""The proof of an issue: everything that rules look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from bulletin.model.content import (
    Article,
    Block,
    Contribution,
    Enumeration,
    Heading,
    Issue,
    IssueSettings,
    Leader,
    Paragraph,
    Picture,
    Quote,
    Run,
    Table,
    Term,
)
from bulletin.rules.prose import Piece, Prose


@dataclass(frozen=True, slots=True)
class Earlier:
    """The issues before this one, as far as rules may ask about them."""

    articles_with: Callable[[set[int]], Mapping[int, tuple[str, ...]]]
    """For fingerprints of sentences: the files of earlier articles that seem to have them."""
    sentences_of: Callable[[str], frozenset[str]]
    """The sentences that such a file really has."""


NOTHING_EARLIER = Earlier(lambda _: {}, lambda _: frozenset())


@dataclass(frozen=True, slots=True)
class Subject:
    """An issue ready for proofreading."""

    issue: Issue
    articles: tuple[Prose, ...]
    """The prose of each article, in the order of ``issue.articles``."""
    settings: Prose
    """Name, issuer, classification and routing of the issue."""
    terms: tuple[Term, ...] = ()
    leaders: tuple[Leader, ...] = ()
    title_width: float = 20.0
    """How many characters a line of a title has."""
    earlier: Earlier = NOTHING_EARLIER

    @property
    def proses(self) -> tuple[Prose, ...]:
        """All that is read."""
        return (*self.articles, self.settings)


def proof_of(
    issue: Issue,
    terms: tuple[Term, ...] = (),
    leaders: tuple[Leader, ...] = (),
    title_width: float = 20.0,
    earlier: Earlier = NOTHING_EARLIER,
) -> Subject:
    """The texts of an issue, put in order for reading."""
    articles = tuple(prose_of(article) for article in issue.articles)
    settings = Prose(_settings(issue.settings))
    return Subject(issue, articles, settings, terms, leaders, title_width, earlier)


def prose_of(article: Article) -> Prose:
    """The text of one article, its front matter first."""
    return Prose(_article(article))


def _settings(settings: IssueSettings) -> Iterator[Piece]:
    series = settings.series
    yield from _values(
        ("name", series.name), ("issuer", series.issuer), ("classification", series.classification)
    )
    written = [run for run in (series.serial, series.credit) if run.span.start < run.span.end]
    yield from _values(*(("pattern", run) for run in written))
    for line in series.routing:
        yield from _values(("routing line", line.label))
        yield from _values(*(("routing", one.to) for one in line.recipients))


def _article(article: Article) -> Iterator[Piece]:
    yield from front_matter(article.contribution)
    for block in article.body:
        runs_in = isinstance(block, Heading) and article.headings.of(block.level) == "run-in"
        yield from body_pieces(block, "heading" if runs_in else "display heading")


def front_matter(contribution: Contribution) -> Iterator[Piece]:
    """The values of the front matter that are printed."""
    yield from _values(
        ("title", contribution.title),
        ("contents", contribution.contents),
        ("author", contribution.author),
        ("source", contribution.source),
        ("note", contribution.note),
    )


def _values(*values: tuple[str, Run | None]) -> Iterator[Piece]:
    return (Piece(kind, (run,)) for kind, run in values if run is not None and run.text)


def body_pieces(block: Block, heading: str = "heading") -> Iterator[Piece]:
    """The texts of a block."""
    match block:
        case Paragraph():
            yield Piece("paragraph", block.runs, block)
        case Heading():
            yield Piece(heading, block.runs, block)
        case Enumeration():
            for item in block.items:
                yield Piece("item", item.runs, block)
        case Quote():
            for paragraph in block.paragraphs:
                yield Piece("quote", paragraph.runs, block)
        case Table():
            for row in block.rows:
                for cell in row:
                    yield Piece("cell", cell, block)
        case Picture():
            yield Piece("caption", block.caption, block)
