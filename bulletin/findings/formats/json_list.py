"""A JSON list of objects; docs/formats.md describes it, and it stays as it is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from bulletin.findings.diagnostics import Diagnostic, Fix
from bulletin.findings.formats import WORDS
from bulletin.text.source import Span


def lines(found: Sequence[Diagnostic]) -> Iterator[str]:
    """The whole list, an object a line."""
    yield "["
    for place, one in enumerate(found):
        comma = "," if place + 1 < len(found) else ""
        yield json.dumps(record(one), ensure_ascii=False) + comma
    yield "]"


def record(one: Diagnostic) -> dict[str, object]:
    """A finding as plain data; positions count from 1, the end is the place after the last."""
    return {
        "code": one.code,
        "name": one.name,
        "severity": WORDS[one.severity],
        "message": one.message,
        "hint": one.hint,
        "file": one.span.source.path,
        **_place(one.span),
        "fix": None if one.fix is None else _fix(one.fix),
    }


def _fix(fix: Fix) -> dict[str, object]:
    return {
        "safe": fix.safe,
        "edits": [{**_place(edit.span), "text": edit.text} for edit in fix.edits],
    }


def _place(span: Span) -> dict[str, int]:
    line, column = span.source.position(span.start)
    end_line, end_column = span.source.position(span.end)
    return {"line": line, "column": column, "end_line": end_line, "end_column": end_column}
