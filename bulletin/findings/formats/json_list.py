"""A JSON list of objects; docs/formats.md describes it, and it stays as it is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from bulletin.findings.diagnostics import Diagnostic, Fix
from bulletin.findings.formats import WORDS, edges
from bulletin.text.source import Span


def lines(findings: Sequence[Diagnostic]) -> Iterator[str]:
    """The whole list, an object a line."""
    yield "["
    for place, finding in enumerate(findings):
        comma = "," if place + 1 < len(findings) else ""
        yield json.dumps(record(finding), ensure_ascii=False) + comma
    yield "]"


def record(finding: Diagnostic) -> dict[str, object]:
    """A finding as plain data; positions count from 1, the end is the place after the last."""
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": WORDS[finding.severity],
        "message": finding.message,
        "hint": finding.hint,
        "file": finding.span.source.path,
        **_place(finding.span),
        "fix": None if finding.fix is None else _fix(finding.fix),
    }


def _fix(fix: Fix) -> dict[str, object]:
    return {
        "safe": fix.safe,
        "edits": [{**_place(edit.span), "text": edit.text} for edit in fix.edits],
    }


def _place(span: Span) -> dict[str, int]:
    return dict(zip(("line", "column", "end_line", "end_column"), edges(span), strict=True))
