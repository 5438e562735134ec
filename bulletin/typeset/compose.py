"""Makes the blocks of an issue, in the order and with the styles that issue.j2 gives them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bulletin.findings import kinds
from bulletin.findings.diagnostics import Diagnostic, did_you_mean, has_errors
from bulletin.model.blocks import (
    Block,
    Document,
    Inline,
    Inlines,
    Para,
    PictureBlock,
    TableBlock,
    inlines_of,
)
from bulletin.model.content import Issue
from bulletin.text import patterns
from bulletin.text.characters import NOT_XML
from bulletin.text.source import Source
from bulletin.typeset import titles
from bulletin.typeset.article_blocks import body
from bulletin.typeset.aside_lines import with_room_for_aside
from bulletin.typeset.house_style import HouseStyle, Style
from bulletin.typeset.link_addresses import with_addresses
from bulletin.typeset.picture_sizes import size_findings
from bulletin.typeset.table_layout import is_too_wide
from bulletin.typeset.template import TemplateLine, Words, render
from bulletin.typeset.template_values import plain_title, template_values
from bulletin.typeset.title_paras import title_paras

_BODIES_EACH = 2
"""@body lines for each article at most: a loop without end would make a file without end."""
_CONTROL = patterns.regex(f"[{NOT_XML}]")


def compose(
    issue: Issue, template: Source, house: HouseStyle
) -> tuple[Document | None, list[Diagnostic]]:
    """The blocks of an issue, as the template orders them; ``None`` where there are errors."""
    lines, faults = render(template, template_values(issue))
    if faults:
        return None, faults
    blocks, findings = _blocks(lines, issue, house, template)
    findings += _control_characters(blocks, issue)
    findings += _left_out(blocks, issue)
    for block in blocks:
        if isinstance(block, PictureBlock) and all(one.data for one in block.pictures):
            findings += size_findings(block, house)
    if has_errors(findings):
        return None, findings
    series = issue.series
    keywords = [run.text for run in series.keywords] or [
        article.contribution.source.text
        for article in issue.articles
        if article.contribution.source
    ]
    return Document(
        blocks=tuple(blocks),
        title=plain_title(series.name.text) + issue.serial,
        author=series.issuer.text,
        keywords="；".join(dict.fromkeys(keywords)),
        date=issue.settings.date,
    ), findings


def _left_out(blocks: Sequence[Block], issue: Issue) -> Iterator[Diagnostic]:
    """Settings that a template of the workspace's own, made before they were known, does not print."""
    series = issue.series
    has_contents = series.contents_of_one or len(issue.articles) != 1
    for run in (
        series.classification,
        series.signer,
        series.contents_heading if has_contents else None,
    ):
        inlines = (inline for block in blocks for inline in inlines_of(block))
        if run is not None and not any(inline.span is run.span for inline in inlines):
            hint = "照程序自带的 issue.j2 把它添上，或删掉自己的 issue.j2，程序会用自带的。"
            yield kinds.LEFT_OUT.at(run.span, f"写了“{run.text}”，模板 issue.j2 却没有印。", hint)


def _control_characters(blocks: Iterable[Block], issue: Issue) -> Iterator[Diagnostic]:
    """Characters that Word refuses; an escape in YAML ("\\x01") can bring them in."""
    nowhere = issue.settings.source_file.line_span(1)
    texts = [(run.text, run.span) for run in (*issue.series.keywords, issue.series.issuer)]
    for block in blocks:
        for inline in inlines_of(block):
            span = inline.span or nowhere
            texts += [(inline.text, span), (inline.link, span)]
    for text, span in dict(texts).items():
        if match := _CONTROL.search(text):
            message = f"文字里有 Word 不收的控制字符 U+{ord(match[0]):04X}。"
            yield kinds.CONTROL_CHARACTER.at(span, message, "删掉它。")


def _blocks(
    lines: Iterable[TemplateLine], issue: Issue, house: HouseStyle, template: Source
) -> tuple[list[Block], list[Diagnostic]]:
    """The blocks of all lines; the first paragraph after @page begins a page."""
    blocks: list[Block] = []
    findings: list[Diagnostic] = []
    begins_page = False
    bodies = 0
    for line in lines:
        bodies += line.head.startswith("@body")
        if bodies > _BODIES_EACH * len(issue.articles):
            findings.append(_too_many(line, issue, template))
            break
        if line.head == "@page" and not line.fields:
            begins_page = True
            continue
        new_blocks, of_line = (
            _body_line(line, issue, template)
            if line.head.startswith("@")
            else _para_line(line, issue, house, template)
        )
        findings += [*of_line, *_wide_tables(new_blocks, house)]
        for block in new_blocks:
            if begins_page and isinstance(block, Para):
                block = replace(block, new_page=True)  # noqa: PLW2901
                begins_page = False
            blocks.append(block)
    return blocks, findings


def _wide_tables(blocks: Iterable[Block], house: HouseStyle) -> Iterator[Diagnostic]:
    """The tables in whose columns numbers and words must be broken."""
    for block in blocks:
        if isinstance(block, TableBlock) and is_too_wide(block, house):
            span = next((inline.span for inline in inlines_of(block) if inline.span), None)
            if span is not None:
                message = f"表格有 {len(block.alignments)} 栏，小字也排不下，数和词会断开。"
                hint = "拆成两个表格，或把行和栏对调。"
                yield kinds.WIDE_TABLE.at(span, message, hint)


def _too_many(line: TemplateLine, issue: Issue, template: Source) -> Diagnostic:
    message = f"共有 {len(issue.articles)} 篇稿件，@body 却太多，排到这里停下了。"
    hint = "一篇稿件的正文印一次；看看 @body 外面的循环转了几次。"
    return kinds.TEMPLATE_LINE.at(template.line_span(line.number), message, hint)


def _body_line(
    line: TemplateLine, issue: Issue, template: Source
) -> tuple[list[Block], list[Diagnostic]]:
    """The body of the article in the place that an @body line names, from 1."""
    match = re.fullmatch(r"@body\s*(\d+)", line.head)
    if match and not line.fields and 1 <= int(match[1]) <= len(issue.articles):
        series = issue.series
        blocks = body(issue.articles[int(match[1]) - 1], series.digits == "full-width")
        return [*map(with_addresses, blocks)] if series.link_addresses else blocks, []
    message = f"不认识的指令“{line.head}”。"
    hint = "以 @ 开头的行只有 @page 和 @body {{ article.place }}。"
    return [], [kinds.TEMPLATE_LINE.at(template.line_span(line.number), message, hint)]


def _para_line(
    line: TemplateLine, issue: Issue, house: HouseStyle, template: Source
) -> tuple[Sequence[Block], list[Diagnostic]]:
    """The paragraph of a line, and of a title its subtitle; none where its values are all empty."""
    style = house.styles.get(line.head)
    if style is None or not 1 <= len(line.fields) <= 2:
        return [], [_bad_line(line, style, house, template)]
    runs, aside = (_runs(field) for field in (*line.fields, ())[:2])
    words = [part for part in line.fields[0] if isinstance(part, Words)]
    is_broken_later = style.balanced or style.fit is not None
    if not is_broken_later:
        runs = _runs(tuple(_without_bars(part) for part in line.fields[0]))
    if not runs and not aside:
        return [], []
    bookmark = next((value.bookmark for value in words if value.bookmark), "")
    para = Para(style.name, runs, aside, bookmark)
    if style.fit is not None:
        return [para], []
    if not style.balanced:
        return [with_room_for_aside(_spread(para, style), house)], []
    # The subtitle of the front matter ends the title, if the template adds nothing behind it.
    count = words[-1].subtitle if words and words[-1] is line.fields[0][-1] else 0
    upper, subtitle = runs[: len(runs) - count], runs[len(runs) - count :]
    return title_paras(replace(para, runs=upper), subtitle, issue, house)


def _spread(para: Para, style: Style) -> Para:
    """A paragraph of one short run with its characters spaced out, if its style asks for that."""
    if not style.spread or len(para.runs) != 1:
        return para
    [run] = para.runs
    return replace(para, runs=(replace(run, text=titles.spread(run.text, style.spread)),))


def _bad_line(
    line: TemplateLine, style: Style | None, house: HouseStyle, template: Source
) -> Diagnostic:
    span = template.line_span(line.number)
    if style is not None or not line.fields:
        hint = "每段一行，先写样式，再写 |，再写文字。"
        return kinds.TEMPLATE_LINE.at(span, "这一行不是“样式 | 文字”。", hint)
    hint = f"{did_you_mean(line.head, house.styles, 0.3)}可用的样式：{'、'.join(house.styles)}。"
    return kinds.UNKNOWN_STYLE.at(span, f"版式里没有样式“{line.head}”。", hint)


def _without_bars(part: str | Words) -> str | Words:
    """A title without the bars of its author, for a style whose lines are broken by Word."""
    if isinstance(part, Words) and part.marked:
        runs = (replace(run, text=plain_title(run.text)) for run in part.runs)
        return replace(part, runs=tuple(runs))
    return part


def _runs(field: tuple[str | Words, ...]) -> Inlines:
    runs: list[Inline] = []
    for part in field:
        runs.extend(part.runs if isinstance(part, Words) else (Inline(part),))
    return tuple(runs)
