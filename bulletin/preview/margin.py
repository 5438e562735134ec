"""Findings beside the text they speak of: marks in the text, and a card for each finding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bulletin.findings.diagnostics import Diagnostic
from bulletin.findings.formats import LABELS, WORDS
from bulletin.model.blocks import Inline
from bulletin.writers.html.markup import element, escape


class Margin:
    """Knows for each run of text which findings speak of which of its characters."""

    def __init__(self, found: Sequence[Diagnostic]) -> None:
        self._by_file: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for number, one in enumerate(found):
            span = one.span
            end = max(span.end, span.start + 1)
            self._by_file[span.source.path].append((span.start, end, str(number)))

    def marked(self, run: Inline) -> Iterator[tuple[str, str]]:
        """The run in pieces, each with the numbers of its findings."""
        span = run.span
        if span is None or not run.text:
            yield run.text, ""
            return
        spoken = [
            (start, end, number)
            for start, end, number in self._by_file.get(span.source.path, ())
            if start < span.end and end > span.start
        ]
        if len(run.text) != span.end - span.start:  # escapes or joined lines: not one to one
            yield run.text, " ".join(number for _, _, number in spoken)
            return
        edges = {0, len(run.text)}
        for start, end, _ in spoken:
            edges |= {max(0, start - span.start), min(len(run.text), end - span.start)}
        places = sorted(edges)
        for place, following in pairwise(places):
            at = span.start + place
            numbers = " ".join(number for start, end, number in spoken if start <= at < end)
            yield run.text[place:following], numbers


def cards(found: Sequence[Diagnostic], with_lines: bool = False) -> str:
    """A list of findings; ``with_lines`` shows the text they speak of, too."""
    return "".join(_card(number, one, with_lines) for number, one in enumerate(found))


def _card(number: int, one: Diagnostic, with_line: bool) -> str:
    line, column = one.span.source.position(one.span.start)
    name = one.span.source.path.rsplit("/", 1)[-1]
    label = element("b", f"{LABELS[one.severity]} {escape(one.code)}")
    inside = [
        element("p", f"{label} {escape(one.message)}"),
        element("p", escape(one.hint), class_="hint") if one.hint else "",
        _excerpt(one, line) if with_line else "",
        element("p", f"{escape(name)} 第 {line} 行第 {column} 字", class_="at"),
    ]
    return element("li", "".join(inside), class_=WORDS[one.severity], data_finding=str(number))


def _excerpt(one: Diagnostic, line: int) -> str:
    """The line of a finding, what it speaks of marked; a long line is cut."""
    span = one.span.source.line_span(line)
    start = max(span.start, one.span.start - 30)
    end = min(span.end, max(one.span.end, one.span.start + 1))
    text = one.span.source.text
    before, inside, after = (
        text[start : one.span.start],
        text[one.span.start : end],
        text[end : min(span.end, end + 30)],
    )
    return element("pre", escape(before) + element("mark", escape(inside[:200])) + escape(after))
