"""Workflow commands of GitHub Actions: findings as annotations beside the changed lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bulletin.findings.diagnostics import Diagnostic, Severity
from bulletin.findings.formats import brief, first_of_each_kind

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def lines(findings: Sequence[Diagnostic]) -> Iterator[str]:
    """::error file=…,line=…,endLine=…,col=…,endColumn=…,title=…::message."""
    first, more_lines = first_of_each_kind(findings)
    for finding in first:
        span = finding.span
        line, column = span.source.position(span.start)
        end_line, end_column = span.source.position(max(span.start, span.end - 1))
        values = {
            "file": span.source.path, "line": line, "endLine": end_line,
            "col": column, "endColumn": end_column, "title": f"{finding.code} {finding.name}",
        }  # fmt: skip
        properties = ",".join(f"{key}={_property(str(value))}" for key, value in values.items())
        text = brief(finding.message) + (f" {brief(finding.hint)}" if finding.hint else "")
        yield f"::{_COMMANDS[finding.severity]} {properties}::{_data(text)}"
    yield from (f"::notice::{_data(line)}" for line in more_lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
