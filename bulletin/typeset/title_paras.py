"""The paragraphs of a title: its lines, and its subtitle in a style of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bulletin.findings import kinds
from bulletin.findings.diagnostics import Diagnostic
from bulletin.model.blocks import SUBTITLE, Inline, Inlines, Para, cut, text_of
from bulletin.model.content import Issue
from bulletin.text.source import Span
from bulletin.text.subtitles import title_and_subtitle
from bulletin.typeset import titles
from bulletin.typeset.house_style import HouseStyle, Style

_MOST_LINES = 3


def title_paras(
    title: Para, subtitle: Inlines, issue: Issue, house: HouseStyle
) -> tuple[list[Para], list[Diagnostic]]:
    """A title with its lines broken, and its subtitle, if it has one.

    ``title`` is not broken yet. ``subtitle`` is that of the front matter; without one, what follows
    —— in the title is taken for it. Where the style of titles names no style for subtitles, they are
    lines of the title.
    """
    style, names = house.styles[title.style], _names(issue, title.runs)
    below = house.styles.get(style.subtitle_style)
    if below is None:
        broken, findings = _broken(title.runs + subtitle, style, house, names)
        return [replace(title, runs=broken)], findings
    bookmark = ""
    runs = title.runs
    if subtitle:
        bookmark = f"{SUBTITLE}{title.bookmark.rpartition('_')[2]}"
    else:
        text = text_of(runs)
        upper, lower = title_and_subtitle(text)
        runs, subtitle = (
            cut(runs, 0, len(upper)),
            cut(runs, len(text) - len(lower), len(text)),
        )
    broken, findings = _broken(runs, style, house, names)
    paras = [replace(title, runs=broken)]
    if subtitle:
        lines, of_subtitle = _broken(subtitle, below, house, names)
        paras.append(Para(below.name, lines, bookmark=bookmark))
        findings += of_subtitle
    return paras, findings


def _broken(
    runs: Inlines, style: Style, house: HouseStyle, names: Iterable[str]
) -> tuple[Inlines, list[Diagnostic]]:
    """Runs with line breaks, as one run: lines are broken over the whole text."""
    text = text_of(runs)
    if not text:
        return runs, []
    span = next((run.span for run in runs if run.span), None)
    width = house.page.text_width / style.size
    lines = titles.break_title(text, width, style.latin_face, names)
    if len(lines) == 1:
        lines = [titles.spread(lines[0], style.spread)]
    broken = (Inline("\n".join(lines), span=span),)
    if len(lines) <= _MOST_LINES or span is None:
        return broken, []
    message, hint = f"标题排成了 {len(lines)} 行。", "公文标题以不超过三行为宜，请缩短。"
    return broken, [kinds.LONG_TITLE.at(span, message, hint)]


def _names(issue: Issue, runs: Inlines) -> list[str]:
    """The names that a title must not break: those of its own article's front matter."""
    span: Span | None = next((run.span for run in runs if run.span), None)
    for article in issue.articles:
        contribution = article.contribution
        if span is not None and contribution.source_file is span.source:
            given = (*contribution.names, contribution.author, contribution.source)
            return [name.text for name in given if name is not None]
    return []
