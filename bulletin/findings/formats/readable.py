"""Findings as text for people: the place, the line, a caret under the exact characters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from rich.cells import cell_len, get_character_cell_size
from rich.markup import escape

from bulletin.findings.diagnostics import Diagnostic, Severity
from bulletin.findings.formats import LABELS, brief, count, first_of_each_kind
from bulletin.text.source import Span

_LINE_END = re.compile(r"[\r\n]")
_COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
_WIDEST = 72
"""Columns of the source line that are shown; a longer line is cut around the fault."""
_BEFORE = 18
"""Full-width characters that are shown before the fault at least, where there are so many."""


def lines(findings: Sequence[Diagnostic]) -> Iterator[str]:
    """Rich markup, some lines for each finding; a count at the end."""
    first, more_lines = first_of_each_kind(findings)
    for finding in first:
        yield "\n".join((*_lines_of(finding), ""))
    if more_lines:
        yield "\n".join((*map(_escape, more_lines), ""))
    if findings:
        yield count(findings)


def _lines_of(diagnostic: Diagnostic) -> Iterator[str]:
    span = diagnostic.span
    line, column = span.source.position(span.start)
    color = _COLORS[diagnostic.severity]
    label = f"[bold {color}]{LABELS[diagnostic.severity]} {diagnostic.code}[/]"
    yield f"{_escape(span.source.path)}:{line}:{column}: {label} {_escape(brief(diagnostic.message))}"
    excerpt, carets = _excerpt(span, column)
    if excerpt.strip():
        yield f"  [dim]{line:>4} |[/] {_escape(excerpt)}"
        yield f"       [dim]|[/] [{color}]{carets}[/]"
    hint = brief(diagnostic.hint) + _how_to_fix(diagnostic)
    if hint:
        yield f"       [dim]=[/] {_escape(hint)}"


def _how_to_fix(diagnostic: Diagnostic) -> str:
    if diagnostic.fix is None:
        return ""
    return "［可自动改：--fix］" if diagnostic.fix.safe else "［建议：您看过再改］"


def _escape(text: str) -> str:
    """Text that rich is not to read as markup."""
    return escape(_printable(text))


def _printable(text: str) -> str:
    """Text without what would move the carets or the terminal's cursor."""
    return "".join(map(_printable_character, text))


def _printable_character(char: str) -> str:
    if char.isprintable() or char == "　":
        return char
    return "\ufffd" if "\ud800" <= char <= "\udfff" else " "  # half a pair: no UTF-8


def _excerpt(span: Span, column: int) -> tuple[str, str]:
    """The part of a line around the fault, and the carets under it, in terminal columns.

    Only the part that can be shown is looked at: a line may be a megabyte long.
    """
    text, line_start = span.source.text, span.start - column + 1
    first = max(line_start, span.start - _WIDEST)
    line = _printable(_LINE_END.split(text[first : span.start + _WIDEST], maxsplit=1)[0])
    edges = [0, *accumulate(map(get_character_cell_size, line))]
    start, cut, last = span.start - first, 0, len(line)
    while start - cut > _BEFORE and edges[start] - edges[cut] > _WIDEST // 2:
        cut += 1
    while last > start + 1 and edges[last] - edges[cut] > _WIDEST:
        last -= 1
    end = min(max(start + span.end - span.start, start + 1), last)
    rest = text[first + last : first + last + 1]
    before = "…" if first + cut > line_start else ""
    after = "…" if rest and rest not in "\r\n" else ""
    pad = cell_len(before) + edges[start] - edges[cut]
    marks = "^" * max(1, edges[end] - edges[start])
    return before + line[cut:last] + after, " " * pad + marks
