"""Makes the files of a story (its contribution and pictures) and the findings for the editor."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bulletin.findings import fixes, kinds
from bulletin.findings.diagnostics import Diagnostic
from bulletin.importing.draft import Mend
from bulletin.importing.output import contribution_text
from bulletin.importing.output.contribution_text import ContributionText
from bulletin.importing.recognise import article_pictures
from bulletin.importing.recognise.draft_fixes import FIXING_RULES, MOST_PASSES, mends_of
from bulletin.importing.recognise.story import AT_SOURCE, AT_TITLE, Doubt, Story
from bulletin.model.content import Article, Contribution, Picture, all_levels
from bulletin.reading.contribution import read_contribution
from bulletin.rules import passages
from bulletin.rules.article_text import ArticleText
from bulletin.text.source import Source
from bulletin.typeset.arrange import numbered

_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
"""The backslash that ``contribution_text`` put before a character of the file."""


@dataclass(frozen=True, slots=True)
class ArticleFiles:
    """A story made into files."""

    story: Story
    contribution: Contribution
    """As it is read from its file."""
    reading: tuple[Diagnostic, ...]
    """The findings of reading the file."""
    files: dict[str, bytes]
    """By name in the issue's folder; the contribution first."""
    findings: tuple[Diagnostic, ...]
    mends: tuple[Mend, ...]


def article_files(story: Story, folder: str, name: str, present: Collection[str]) -> ArticleFiles:
    """The files of a story; ``name`` is that of the contribution, ``present`` the names in use.

    The contribution gets all safe fixes, as by ``check --fix``. Its characters were fixed in the draft;
    only findings about its form are left, such as a stop after a title.
    """
    body, picture_doubts = article_pictures.usable(story.body)
    story = replace(story, body=article_pictures.named(body, name.removesuffix(".md"), present))
    written = contribution_text.write(story)
    path = f"{folder}/{name}"
    settled = fixes.settle(written.text, lambda text: _read(Source(path, text)), _fix, MOST_PASSES)
    contribution, reading = settled.reading
    source = contribution.source_file
    pictures = {one.path: one.data for one in story.body if isinstance(one, Picture)}
    doubts = (*story.doubts, *picture_doubts, *_lost_looks(written))
    return ArticleFiles(
        story,
        contribution,
        reading,
        {name: source.text.encode(), **pictures},
        tuple(_findings(doubts, source, written.lines)),
        tuple(
            Mend(one.code, _ESCAPE.sub("", one.before), one.after)
            for one in mends_of(settled.fixed)
        ),
    )


def _lost_looks(written: ContributionText) -> Iterator[Doubt]:
    """Doubts about text whose bold, italics or script Markdown cannot express."""
    for index, lost in enumerate(written.lost_looks):
        if lost:
            texts = "、".join(f"“{text[:10]}”" for text in lost[:3])
            many = f"等 {len(lost)} 处" if len(lost) > 3 else ""
            yield Doubt(
                kinds.LOST_LOOK, index, f"{texts}{many}的加粗、斜体、上标或下标没有带进来。",
                "星号紧挨着数字、夹在字母中间不起作用；要加粗，就连旁边的字一起加。"
                "下标前面要是字母，如 H~2~O。",
            )  # fmt: skip


def _findings(
    doubts: Iterable[Doubt], source: Source, lines: tuple[int, ...]
) -> Iterator[Diagnostic]:
    """The doubts as findings, in the order of their places."""
    last = source.text.count("\n")  # fixes may have taken lines away
    head = {AT_TITLE: 2, AT_SOURCE: 3}
    placed = [(head.get(one.index) or lines[one.index], one) for one in doubts]
    for line, doubt in sorted(placed, key=lambda one: one[0]):
        yield doubt.kind.at(source.line_span(min(line, last)), doubt.message, doubt.hint)


def _fix(text: str, findings: Sequence[Diagnostic]) -> tuple[str, Sequence[Diagnostic]]:
    fixed = fixes.apply(text, [one for one in findings if one.fix is not None and one.fix.safe])
    return fixed.text, fixed.fixed if fixed.text != text else ()


def _read(
    source: Source,
) -> tuple[tuple[Contribution, tuple[Diagnostic, ...]], Sequence[Diagnostic]]:
    """A contribution with the findings of reading it; and all its findings, those of the fixing rules too."""
    contribution, reading = read_contribution(source)
    body, numbering = numbered(contribution.body, contribution.headings)
    findings = [*reading, *numbering]
    headings = contribution.headings or all_levels("run-in")
    article = Article(contribution, headings, contribution.enumeration or "run-in", body)
    text = ArticleText(passages.of_article(article))
    findings += (one for rule in FIXING_RULES for one in rule.check(text))
    return (contribution, tuple(reading)), findings
