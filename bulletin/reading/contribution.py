"""A contribution: front matter between --- lines, then Markdown."""

from __future__ import annotations

from typing import cast

from bulletin.findings import kinds
from bulletin.findings.diagnostics import Diagnostic
from bulletin.model.content import Contribution, Layout, Run
from bulletin.reading import front_matter, yaml_values
from bulletin.reading.fields import LAYOUTS, Fields
from bulletin.reading.markdown import read_body
from bulletin.text.source import Source

KEYS = (
    "title", "subtitle", "source", "author", "contents", "note", "names", "headings", "enumeration", "ignore",
)  # fmt: skip
"""What the front matter of a contribution may say."""


def read_text(source: Source) -> tuple[Contribution, list[Diagnostic]]:
    """A contribution, or a text that has no front matter at all (pasted, imported)."""
    place, findings = front_matter.find(source)
    if place.body > 0 or any(finding.fix for finding in findings):
        return read_contribution(source)
    body, directives, findings = read_body(source, 0)
    title = Run("", source.span(0, 0))
    return Contribution(source, title, body=body, directives=directives), findings


def read_contribution(source: Source) -> tuple[Contribution, list[Diagnostic]]:
    """An article as its file gives it.

    Where the front matter is broken, the body is read all the same, so that all findings are shown
    at once; the title is then an empty run.
    """
    place, findings = front_matter.find(source)
    nowhere = source.span(place.start, place.start)
    mapping = None
    if place.end > place.start or not findings:
        mapping, of_yaml = yaml_values.read(source, place.start, place.end)
        findings += of_yaml
    body, directives, of_body = read_body(source, place.body)
    fields = Fields(mapping or yaml_values.Mapping({}, nowhere), KEYS)
    title = source_name = None
    if mapping is not None:
        title = fields.text("title", required="写上标题，如 title: 温县：代表动起来。")
        source_name = fields.text("source", required="写上供稿单位，如 source: 焦作市人大常委会。")
    contribution = Contribution(
        source_file=source,
        title=title or Run("", nowhere),
        subtitle=fields.text("subtitle"),
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
    )
    findings += (*of_body, *fields.findings)
    if title and not body:
        hint = "把正文写在第二个 --- 下面。"
        findings.append(kinds.EMPTY_BODY.at(title.span, "这篇稿件还没有正文。", hint))
    return contribution, findings
