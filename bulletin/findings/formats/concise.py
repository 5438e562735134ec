"""One line a finding: 文件:行:列: 代码 消息."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bulletin.findings.diagnostics import Diagnostic
from bulletin.findings.formats import LABELS, brief, first_of_each_kind


def lines(findings: Sequence[Diagnostic]) -> Iterator[str]:
    """path:line:column: 级别 CODE [*] message; [*] where --fix mends it."""
    first, more_lines = first_of_each_kind(findings)
    for finding in first:
        line, column = finding.span.source.position(finding.span.start)
        mark = " [*]" if finding.fix and finding.fix.safe else ""
        yield (
            f"{finding.span.source.path}:{line}:{column}: "
            f"{LABELS[finding.severity]} {finding.code}{mark} {brief(finding.message)}"
        )
    yield from more_lines
