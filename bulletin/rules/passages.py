"""The texts that are proofread, in order: of an article, of a block of its body, of the settings."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.model import content
from bulletin.rules.article_text import PassageKind, PassageText


def of_article(article: content.Article) -> Iterator[PassageText]:
    """The values of the front matter that are printed, and the texts of the body."""
    contribution = article.contribution
    yield from _values(
        ("title", contribution.title),
        ("title", contribution.subtitle),
        ("contents", contribution.contents),
        ("author", contribution.author),
        ("source", contribution.source),
        ("note", contribution.note),
    )
    for block in article.body:
        runs_in = (
            isinstance(block, content.Heading) and article.headings.of(block.level) == "run-in"
        )
        yield from of_block(block, "heading" if runs_in else "display heading")
        for note in content.footnotes_of(block):
            yield PassageText("footnote", note.runs, block)


def of_settings(settings: content.IssueSettings) -> Iterator[PassageText]:
    """Name, issuer, classification and signer, the patterns that were written, the routing block."""
    series = settings.series
    yield from _values(
        ("name", series.name),
        ("issuer", series.issuer),
        ("classification", series.classification),
        ("signer", series.signer),
        ("contents", series.contents_heading),
    )
    written = [run for run in (series.serial, series.credit) if run.span.start < run.span.end]
    yield from _values(*(("pattern", run) for run in written))
    for line in series.routing:
        yield from _values(("routing line", line.label))
        yield from _values(*(("routing", one.to) for one in line.recipients))


def of_block(block: content.Block, heading: PassageKind = "heading") -> Iterator[PassageText]:
    """The texts of a block of a body; ``heading`` is what a heading in it is."""
    match block:
        case content.Paragraph():
            yield PassageText("paragraph", block.runs, block)
        case content.Heading():
            yield PassageText(heading, block.runs, block)
        case content.Enumeration():
            yield from (PassageText("item", one.runs, block) for one in block.items)
        case content.BulletList():
            yield from (PassageText("bullet", one.runs, block) for one in block.items)
        case content.Quote():
            yield from (PassageText("quote", one.runs, block) for one in block.paragraphs)
        case content.Table():
            if block.caption:
                yield PassageText("caption", block.caption.runs, block)
            yield PassageText("cell", block.unit, block)
            for row in block.rows:
                for cell in row:
                    yield PassageText("cell", cell, block)
        case content.Picture():
            yield PassageText("caption", block.caption, block)
            if block.description is not None:
                yield PassageText("description", (block.description,), block)


def _values(*values: tuple[PassageKind, content.Run | None]) -> Iterator[PassageText]:
    return (PassageText(kind, (run,)) for kind, run in values if run is not None and run.text)
