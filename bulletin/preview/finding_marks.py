"""Findings in the preview: marks in the text that they are about, and a card for each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bulletin.findings.diagnostics import Diagnostic
from bulletin.findings.formats import LABELS, WORDS
from bulletin.model.blocks import Inline
from bulletin.text.source import Span
from bulletin.writers.html.markup import element, escape


class FindingMarks:
    """Says which characters of a run of text which findings are about."""

    def __init__(self, findings: Sequence[Diagnostic]) -> None:
        self._by_file: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for number, finding in enumerate(findings):
            span = finding.span
            end = max(span.end, span.start + 1)
            self._by_file[span.source.path].append((span.start, end, str(number)))

    def marked(self, run: Inline) -> Iterator[tuple[str, str]]:
        """The text of a run in pieces, each with the numbers of its findings, from 0."""
        span = run.span
        if span is None or not run.text:
            yield run.text, ""
            return
        marks = [
            (start, end, number)
            for start, end, number in self._by_file.get(span.source.path, ())
            if start < span.end and end > span.start
        ]
        if len(run.text) != span.end - span.start:  # escapes or joined lines: not one to one
            yield run.text, " ".join(number for _, _, number in marks)
            return
        edges = {0, len(run.text)}
        for start, end, _ in marks:
            edges |= {max(0, start - span.start), min(len(run.text), end - span.start)}
        places = sorted(edges)
        for place, following in pairwise(places):
            at = span.start + place
            numbers = " ".join(number for start, end, number in marks if start <= at < end)
            yield run.text[place:following], numbers


def cards(findings: Sequence[Diagnostic], with_lines: bool = False) -> str:
    """The items of a list of findings; ``with_lines``: each with the text that it is about."""
    return "".join(_card(number, one, with_lines) for number, one in enumerate(findings))


def _card(number: int, finding: Diagnostic, with_line: bool) -> str:
    span = finding.span
    line, column = span.source.position(span.start)
    name = span.source.path.rsplit("/", 1)[-1]
    label = element("b", f"{LABELS[finding.severity]} {escape(finding.code)}")
    inside = [
        element("p", f"{label} {escape(finding.message)}"),
        element("p", escape(finding.hint), class_="hint") if finding.hint else "",
        _excerpt(span, line) if with_line else "",
        element("p", f"{escape(name)} 第 {line} 行第 {column} 字", class_="at"),
    ]
    return element("li", "".join(inside), class_=WORDS[finding.severity], data_finding=str(number))


def _excerpt(span: Span, line: int) -> str:
    """The line that a span begins in, with the span marked; of a long line only what is near."""
    whole, text = span.source.line_span(line), span.source.text
    end = min(whole.end, max(span.end, span.start + 1))
    before = text[max(whole.start, span.start - 30) : span.start]
    marked = element("mark", escape(text[span.start : end][:200]))
    after = text[end : min(whole.end, end + 30)]
    return element("pre", escape(before) + marked + escape(after))
