"""Findings as text for people: the place, the line, a caret under the exact characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from rich.markup import escape

from bulletin.diagnostics import Diagnostic, Severity

LABELS = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.NOTE: "提示"}
_COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
_WIDEST = 72
"""Columns of the source line that are shown; a longer line is cut around the fault."""


def distinct(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Findings by file and place, each once."""
    seen = dict.fromkeys(_key(diagnostic) for diagnostic in found)
    by_key = {_key(diagnostic): diagnostic for diagnostic in found}
    return [by_key[key] for key in sorted(seen)]


def _key(diagnostic: Diagnostic) -> tuple[str, int, int, str, str]:
    span = diagnostic.span
    return (span.source.path, span.start, span.end, diagnostic.code, diagnostic.message)


def text(found: Sequence[Diagnostic]) -> Iterator[str]:
    """Lines of rich markup: findings grouped by file, a count at the end."""
    for path, group in groupby(found, key=lambda diagnostic: diagnostic.span.source.path):
        for diagnostic in group:
            yield from _one(path, diagnostic)
            yield ""
    if found:
        yield count(found)


def count(found: Sequence[Diagnostic]) -> str:
    """错误 2，警告 1。"""
    numbers = [
        f"{label} {number}"
        for severity, label in LABELS.items()
        if (number := sum(diagnostic.severity is severity for diagnostic in found))
    ]
    return "，".join(numbers) + "。"


def _one(path: str, diagnostic: Diagnostic) -> Iterator[str]:
    span = diagnostic.span
    line, column = span.source.position(span.start)
    color = _COLORS[diagnostic.severity]
    label = f"[bold {color}]{LABELS[diagnostic.severity]} {diagnostic.code}[/]"
    yield f"{_escape(path)}:{line}:{column}: {label} {_escape(diagnostic.message)}"
    shown, caret = _excerpt(span.source.line(line), column - 1, max(1, span.end - span.start))
    if shown.strip():
        yield f"  [dim]{line:>4} |[/] {_escape(shown)}"
        yield f"       [dim]|[/] [{color}]{caret}[/]"
    if diagnostic.hint:
        yield f"       [dim]=[/] {_escape(diagnostic.hint)}"


def _escape(text: str) -> str:
    """Text that rich is not to read as markup, without what would move the carets."""
    return escape("".join(char if char.isprintable() or char == "　" else " " for char in text))


def _excerpt(line: str, start: int, length: int) -> tuple[str, str]:
    """The part of a line around the fault, and the carets under it, in terminal columns."""
    first = 0
    while columns(line[first:start]) > _WIDEST // 2:
        first += max(1, (start - first) // 8)
    last = min(len(line), first + _WIDEST)
    while last > start + 1 and columns(line[first:last]) > _WIDEST:
        last -= 1
    end = min(max(start + length, start + 1), last)
    before, after = ("…" if first else ""), ("…" if last < len(line) else "")
    pad = columns(before + line[first:start])
    return before + line[first:last] + after, " " * pad + "^" * max(1, columns(line[start:end]))


def columns(text: str) -> int:
    """Terminal columns: full-width characters take two, combining ones none."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )
