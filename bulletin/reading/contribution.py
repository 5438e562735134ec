"""A contribution: front matter between --- lines, then Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from bulletin.findings import kinds
from bulletin.findings.diagnostics import Diagnostic
from bulletin.model.content import Contribution, Layout, Run
from bulletin.reading import front_matter, yaml_values
from bulletin.reading.fields import LAYOUTS, Fields
from bulletin.reading.markdown import read_body
from bulletin.text import patterns
from bulletin.text.source import Source

KEYS = (
    "title",
    "source",
    "author",
    "contents",
    "note",
    "names",
    "headings",
    "enumeration",
    "ignore",
)


_COMMENT = patterns.regex(
    r"(?:^|(?<=\r))(?:title|source|author|contents|note)[ \t]*:[ \t]+"
    r"[^\s'\"|>\[{#&*!][^\n\r]*?[ \t]+(?P<comment>#(?:[ \t][^\n\r]*|(?=[\n\r])))",
    re.M,
)


def _comments(source: Source, start: int, end: int) -> Iterator[Diagnostic]:
    """Values with a # between spaces: YAML takes the rest of the line for a comment.

    One that has no space behind it is a slip of its own (YA016).
    """
    for match in _COMMENT.finditer(source.text, start, end):
        span = source.span(*match.span("comment"))
        message = f"“{match['comment'].strip()}”当作说明，不印。"
        hint = "要印，就给整个值加上英文引号；确是说明，就不必管。"
        yield kinds.HASH_IN_VALUE.at(span, message, hint)


def read_text(source: Source) -> tuple[Contribution, list[Diagnostic]]:
    """A contribution, or a text that has no front matter at all (pasted, imported)."""
    place, found = front_matter.find(source)
    if place.body > 0 or any(one.fix for one in found):
        return read_contribution(source)
    body, directives, found = read_body(source, 0)
    title = Run("", source.span(0, 0))
    return Contribution(
        source, title, None, None, None, None, (), None, None, body, (), directives
    ), found


def read_contribution(source: Source) -> tuple[Contribution, list[Diagnostic]]:
    """An article as its file gives it.

    Where the front matter is broken the body is read all the same, so that everything that is
    wrong is said at once; the title is then an empty run.
    """
    place, found = front_matter.find(source)
    nowhere = source.span(place.start, place.start)
    mapping = None
    if place.end > place.start or not found:
        mapping, more = yaml_values.read(source, place.start, place.end)
        found += [*more, *_comments(source, place.start, place.end)]
    body, directives, more = read_body(source, place.body)
    found += more
    fields = Fields(mapping or yaml_values.Mapping({}, nowhere), found, KEYS)
    title = source_name = None
    if mapping is not None:
        title = fields.text("title", required="写上标题，如 title: 温县：代表动起来。")
        source_name = fields.text("source", required="写上供稿单位，如 source: 焦作市人大常委会。")
    if title and not body:
        found.append(
            kinds.EMPTY_BODY.at(title.span, "这篇稿件还没有正文。", "把正文写在第二个 --- 下面。")
        )
    return Contribution(
        source_file=source,
        title=title or Run("", nowhere),
        source=source_name,
        author=fields.text("author"),
        contents=fields.text("contents"),
        note=fields.text("note"),
        names=fields.texts("names") or (),
        headings=fields.headings("headings"),
        enumeration=cast("Layout | None", fields.choice("enumeration", LAYOUTS)),
        body=body,
        ignores=fields.ignores("ignore"),
        directives=directives,
    ), found
