"""One line a finding: 文件:行:列: 代码 消息."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bulletin.findings.diagnostics import Diagnostic
from bulletin.findings.formats import LABELS, brief, shown


def lines(found: Sequence[Diagnostic]) -> Iterator[str]:
    """path:line:column: 级别 CODE [*] message; [*] where --fix mends it."""
    first, rest = shown(found)
    for one in first:
        line, column = one.span.source.position(one.span.start)
        mark = " [*]" if one.fix and one.fix.safe else ""
        yield (
            f"{one.span.source.path}:{line}:{column}: "
            f"{LABELS[one.severity]} {one.code}{mark} {brief(one.message)}"
        )
    yield from rest
