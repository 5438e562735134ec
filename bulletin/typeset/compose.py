"""An issue and issue.j2 become blocks: what stands where, before anyone asks how it looks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from bulletin.findings import kinds
from bulletin.findings.diagnostics import Diagnostic, did_you_mean
from bulletin.model.blocks import Block, Document, Inline, Inlines, Para, inlines_of, text_of
from bulletin.model.content import Issue, Routing, Run
from bulletin.text import patterns
from bulletin.text.characters import NOT_XML
from bulletin.text.source import Source, Span
from bulletin.typeset import titles
from bulletin.typeset.article_blocks import body
from bulletin.typeset.house_style import HouseStyle, Style
from bulletin.typeset.template import TemplateFault, TemplateLine, Words, render


def compose(
    issue: Issue, template: Source, house: HouseStyle
) -> tuple[Document | None, list[Diagnostic]]:
    """Render the template over the issue; ``None`` when the template is at fault."""
    try:
        lines = render(template, _values(issue))
    except TemplateFault as fault:
        return None, [fault.diagnostic]
    found: list[Diagnostic] = []
    blocks = tuple(_blocks(lines, issue, house, template, found))
    found += _controls(blocks, issue)
    if any(diagnostic.is_error for diagnostic in found):
        return None, found
    series = issue.series
    keywords = [run.text for run in series.keywords] or [
        article.contribution.source.text
        for article in issue.articles
        if article.contribution.source
    ]
    return Document(
        blocks=blocks,
        title=_plain(series.name.text) + issue.serial,
        author=series.issuer.text,
        keywords="；".join(dict.fromkeys(keywords)),
        date=issue.settings.date,
    ), found


_CONTROL = patterns.regex(f"[{NOT_XML}]")


def _controls(blocks: Iterable[Block], issue: Issue) -> Iterator[Diagnostic]:
    """Characters that Word refuses; an escape in YAML ("\\x01") can bring them in."""
    nowhere = issue.settings.source_file.line_span(1)
    texts = [(run.text, run.span) for run in (*issue.series.keywords, issue.series.issuer)]
    for block in blocks:
        for inline in inlines_of(block):
            span = inline.span or nowhere
            texts += [(inline.text, span), (inline.link, span)]
    for text, span in dict(texts).items():
        if match := _CONTROL.search(text):
            yield kinds.CONTROL_CHARACTER.at(
                span, f"文字里有 Word 不收的控制字符 U+{ord(match[0]):04X}。", "删掉它。"
            )


def bookmark(place: int) -> str:
    """The bookmark on the title of the article in this place, counted from 1."""
    return f"article_{place}"


# What the template sees


def _values(issue: Issue) -> dict[str, object]:
    series, date = issue.series, issue.settings.date
    return {
        "issue": {
            "number": issue.settings.number,
            "name": Words((_inline(series.name),), marked=True),
            "serial": issue.serial,
            "issuer": _words(series.issuer),
            "date": f"{date.year}年{date.month}月{date.day}日" if date else "",
            "classification": _words(series.classification) if series.classification else "",
            "contents_page": series.contents_page,
            "article_page": series.article_page,
            "copies": _copies(series.routing),
        },
        "articles": [_article(issue, place) for place in range(1, len(issue.articles) + 1)],
        "routing": [
            {
                "label": _words(line.label),
                "recipients": "，".join(
                    _one_line(recipient.to.text) for recipient in line.recipients
                ),
            }
            for line in series.routing
        ],
    }


def _article(issue: Issue, place: int) -> dict[str, object]:
    contribution = issue.articles[place - 1].contribution
    contents = contribution.contents or contribution.title
    link = f"#{bookmark(place)}"
    return {
        "place": place,
        "title": Words((_inline(contribution.title),), bookmark(place), marked=True),
        "contents": Words((Inline(_plain(contents.text), link=link, span=contents.span),)),
        "note": _note(contribution.note),
        "author": _words(contribution.author) if contribution.author else "",
        "source": _words(contribution.source) if contribution.source else "",
        "credit": _credit(issue.series.credit, contribution.source, contribution.author),
    }


def _words(run: Run) -> Words:
    return Words((_inline(run),))


def _inline(run: Run) -> Inline:
    return Inline(_one_line(run.text), span=run.span)


def _one_line(text: str) -> str:
    """A value of several lines (YAML allows them) in one; a line's end parts like a space."""
    return re.sub(r"\s*[\n\r\v\f\x85\u2028\u2029]\s*", "\u3000", text)


def _plain(title: str) -> str:
    """A title in running text: its lines are not broken."""
    return titles.in_one_line(_one_line(title))


_NOTE_LABEL = patterns.regex(
    r"^\s*(?:[【（(]\s*编者按\s*[】）)]\s*[：:]?|编\s*者\s*按\s*(?:[：:]|\s|$))"
)
_LOOSE_END = patterns.regex(
    r"[，、；：;,/·\s]+$|[，、；;,/·\s]*[^，、；;,/·\s（）(){}]{1,4}[：:]\s*$"
)
"""A separator, perhaps with a label (作者：), in front of what turns out to be missing."""


def _note(note: Run | None) -> list[Words]:
    """The paragraphs of an editor's note, without a label that was typed in front."""
    if note is None:
        return []
    text = _NOTE_LABEL.sub("", note.text)
    return [
        Words((Inline(line.strip(), span=note.span),)) for line in text.splitlines() if line.strip()
    ]


def _credit(pattern: Run, source: Run | None, author: Run | None) -> Words:
    values = {"source": source, "author": author}
    runs: list[Inline] = []
    for piece in re.split(r"(\{\w+\})", pattern.text):
        value = values.get(piece[1:-1]) if piece.startswith("{") else None
        if value is not None:
            runs.append(_inline(value))
        elif piece.startswith("{") and runs and runs[-1].span is None:
            runs[-1] = replace(runs[-1], text=_LOOSE_END.sub("", runs[-1].text))
        elif piece and not piece.startswith("{"):
            opens = not runs or runs[-1].text.endswith(("（", "("))
            runs.append(Inline(piece.lstrip("\u3000 ，、；") if opens else piece))
    return Words(tuple(runs))


def _copies(routing: tuple[Routing, ...]) -> int:
    """The print run; 0, which is not printed, where a recipient's copies are not known."""
    copies = [recipient.copies for line in routing for recipient in line.recipients]
    known = [number for number in copies if number is not None]
    return sum(known) if len(known) == len(copies) else 0


# Lines become blocks


def _blocks(
    lines: list[TemplateLine],
    issue: Issue,
    house: HouseStyle,
    template: Source,
    found: list[Diagnostic],
) -> Iterator[Block]:
    new_page = False
    bodies = 0
    for line in lines:
        bodies += line.head.startswith("@body")
        if bodies > _MOST_TIMES * len(issue.articles):
            found.append(_too_many(line, issue, template))
            return
        if line.head == "@page" and not line.fields:
            new_page = True
            continue
        blocks: Iterable[Block]
        if line.head.startswith("@"):
            blocks = _body_line(line, issue, template, found)
        else:
            blocks = _para_line(line, issue, house, template, found)
        for block in blocks:
            if new_page and isinstance(block, Para):
                block = replace(block, new_page=True)  # noqa: PLW2901
                new_page = False
            yield block


_MOST_TIMES = 2
"""So many @body lines may there be for each article: a loop too many would make a file without end."""


def _too_many(line: TemplateLine, issue: Issue, template: Source) -> Diagnostic:
    return kinds.TEMPLATE_LINE.at(
        template.line_span(line.number),
        f"共有 {len(issue.articles)} 篇稿件，@body 却太多，排到这里停下了。",
        "一篇稿件的正文印一次；看看 @body 外面的循环转了几次。",
    )


def _body_line(
    line: TemplateLine, issue: Issue, template: Source, found: list[Diagnostic]
) -> list[Block]:
    match = re.fullmatch(r"@body\s*(\d+)", line.head)
    if match and not line.fields and 1 <= int(match[1]) <= len(issue.articles):
        return body(issue.articles[int(match[1]) - 1], issue.series.digits == "full-width")
    found.append(
        kinds.TEMPLATE_LINE.at(
            template.line_span(line.number),
            f"不认识的指令“{line.head}”。",
            "以 @ 开头的行只有 @page 和 @body {{ article.place }}。",
        )
    )
    return []


def _para_line(
    line: TemplateLine, issue: Issue, house: HouseStyle, template: Source, found: list[Diagnostic]
) -> list[Block]:
    style = house.styles.get(line.head)
    if style is None or not 1 <= len(line.fields) <= 2:
        found.append(_bad_line(line, style, house, template))
        return []
    runs, aside = (_runs(field) for field in (*line.fields, ())[:2])
    marks = [part.bookmark for part in line.fields[0] if isinstance(part, Words) and part.bookmark]
    if style.balanced:
        runs = _balanced(runs, style, issue, house, found)
    elif style.fit is None:
        runs = _runs(tuple(_unmarked(part) for part in line.fields[0]))
    if not runs and not aside:
        return []
    return [Para(style.name, runs, aside, marks[0] if marks else "")]


def _bad_line(
    line: TemplateLine, style: Style | None, house: HouseStyle, template: Source
) -> Diagnostic:
    span = template.line_span(line.number)
    if style is not None or not line.fields:
        return kinds.TEMPLATE_LINE.at(
            span, "这一行不是“样式 | 文字”。", "每段一行，先写样式，再写 |，再写文字。"
        )
    hint = did_you_mean(line.head, house.styles, 0.3)
    return kinds.UNKNOWN_STYLE.at(
        span, f"版式里没有样式“{line.head}”。", f"{hint}可用的样式：{'、'.join(house.styles)}。"
    )


def _unmarked(part: str | Words) -> str | Words:
    """A title where lines turn by themselves: its break marks would be printed."""
    if isinstance(part, Words) and part.marked:
        return replace(part, runs=tuple(replace(run, text=_plain(run.text)) for run in part.runs))
    return part


def _runs(field: tuple[str | Words, ...]) -> Inlines:
    runs: list[Inline] = []
    for part in field:
        runs.extend(part.runs if isinstance(part, Words) else (Inline(part),))
    return tuple(runs)


def _balanced(
    runs: Inlines, style: Style, issue: Issue, house: HouseStyle, found: list[Diagnostic]
) -> Inlines:
    """The title with its line breaks; one run, since breaking works on the whole text."""
    text = text_of(runs)
    span = next((run.span for run in runs if run.span), None)
    lines = titles.break_title(
        text, house.page.text_width / style.size, style.latin_face, _names(issue, span)
    )
    if len(lines) > 3 and span is not None:
        found.append(
            kinds.LONG_TITLE.at(
                span, f"标题排成了 {len(lines)} 行。", "公文标题以不超过三行为宜，请缩短。"
            )
        )
    return (Inline("\n".join(lines), span=span),)


def _names(issue: Issue, span: Span | None) -> list[str]:
    """The names that a title must not break: those of its own article's front matter."""
    for article in issue.articles:
        contribution = article.contribution
        if span is not None and contribution.source_file is span.source:
            given = (*contribution.names, contribution.author, contribution.source)
            return [name.text for name in given if name is not None]
    return []
