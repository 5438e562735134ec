"""What issue.j2 sees of an issue: names, titles, credits, routing, each as plain data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bulletin.model.blocks import ARTICLE, Inline
from bulletin.model.content import Contribution, Issue, Routing, Run
from bulletin.text import patterns
from bulletin.text.subtitles import with_dash
from bulletin.typeset import titles
from bulletin.typeset.template import Words


def template_values(issue: Issue) -> dict[str, object]:
    """The names that issue.j2 may use, with their values."""
    series, date = issue.series, issue.settings.date
    return {
        "issue": {
            "number": issue.settings.number,
            "name": Words((_inline(series.name),), marked=True),
            "serial": issue.serial,
            "issuer": _words(series.issuer),
            "date": f"{date.year}年{date.month}月{date.day}日" if date else "",
            "classification": _words(series.classification),
            "signer": _words(series.signer),
            "contents": series.contents_of_one or len(issue.articles) != 1,
            "contents_heading": _words(series.contents_heading),
            "contents_page": series.contents_page,
            "article_page": series.article_page,
            "copies": _copies(series.routing),
        },
        "articles": [_article(issue, place) for place in range(1, len(issue.articles) + 1)],
        "routing": [
            {
                "label": _words(line.label),
                "recipients": _recipients(line, series.routing_stop),
            }
            for line in series.routing
        ],
    }


def _article(issue: Issue, place: int) -> dict[str, object]:
    contribution = issue.articles[place - 1].contribution
    bookmark = f"{ARTICLE}{place}"
    title = (_inline(contribution.title),)
    subtitle = _subtitle(contribution.subtitle)
    return {
        "place": place,
        "title": Words((*title, *subtitle), bookmark, marked=True, subtitle=len(subtitle)),
        "contents": Words(tuple(_entry(contribution, bookmark))),
        "note": _note(contribution.note),
        "author": _words(contribution.author),
        "source": _words(contribution.source),
        "credit": _credit(issue.series.credit, contribution.source, contribution.author),
    }


def _subtitle(subtitle: Run | None) -> tuple[Inline, ...]:
    """A subtitle from the front matter as runs: its dash, where that was not typed, and its text."""
    if subtitle is None:
        return ()
    run = _inline(subtitle)
    dash = with_dash(run.text).removesuffix(run.text)
    return (Inline(dash), run) if dash else (run,)


def _entry(contribution: Contribution, bookmark: str) -> Iterator[Inline]:
    """A title in the contents, with its subtitle, each run a link to the title."""
    contents = contribution.contents
    runs = [_inline(contents)] if contents else [_inline(contribution.title)]
    runs += () if contents else _subtitle(contribution.subtitle)
    for run in runs:
        yield replace(run, text=plain_title(run.text), link=f"#{bookmark}")


def _words(run: Run | None) -> Words | str:
    return Words((_inline(run),)) if run else ""


def _inline(run: Run) -> Inline:
    return Inline(_one_line(run.text), span=run.span)


def _one_line(text: str) -> str:
    """A value of several lines (YAML allows them) as one, a full-width space for each line end."""
    return re.sub(r"\s*[\n\r\v\f\x85\u2028\u2029]\s*", "\u3000", text)


def plain_title(title: str) -> str:
    """A title as it stands in running text, without its marks for line breaks."""
    return titles.in_one_line(_one_line(title))


_NOTE_LABEL = patterns.regex(
    r"^\s*(?:[【（(]\s*编者按\s*[】）)]\s*[：:]?|编\s*者\s*按\s*(?:[：:]|\s|$))"
)
_LOOSE_END = patterns.regex(
    r"[，、；：;,/·\s]+$|[，、；;,/·\s]*[^，、；;,/·\s（）(){}]{1,4}[：:]\s*$"
)
"""A separator, perhaps with a label (作者：), before a value that is missing."""


def _note(note: Run | None) -> list[Words]:
    """The paragraphs of an editor's note, without the label 编者按 if it was typed."""
    if note is None:
        return []
    text = _NOTE_LABEL.sub("", note.text)
    return [
        Words((Inline(line.strip(), span=note.span),)) for line in text.splitlines() if line.strip()
    ]


def _credit(pattern: Run, source: Run | None, author: Run | None) -> Words:
    """The pattern with source and author in their places.

    Where one is missing, the separator before it is left out, and one that would come first.
    """
    values = {"source": source, "author": author}
    runs: list[Inline] = []
    for piece in re.split(r"(\{\w+\})", pattern.text):
        if piece.startswith("{"):
            value = values.get(piece[1:-1])
            if value is not None:
                runs.append(_inline(value))
            elif runs and runs[-1].span is None:  # text of the pattern
                runs[-1] = replace(runs[-1], text=_LOOSE_END.sub("", runs[-1].text))
        elif piece:
            is_first = not runs or runs[-1].text.endswith(("（", "("))
            runs.append(Inline(piece.lstrip("\u3000 ，、；") if is_first else piece))
    return Words(tuple(runs))


def _recipients(line: Routing, stop: bool) -> str:
    """The recipients of a line of the routing block; ``stop``: with a full stop behind the last."""
    text = "，".join(_one_line(one.to.text) for one in line.recipients)
    return f"{text}。" if stop and not text.endswith(("。", "！", "？")) else text


def _copies(routing: tuple[Routing, ...]) -> int:
    """The number of copies in all; 0, which is not printed, where one recipient has none given."""
    copies = [recipient.copies for line in routing for recipient in line.recipients]
    known = [number for number in copies if number is not None]
    return sum(known) if len(known) == len(copies) else 0
