"""Findings in the formats that people and machines read, a file for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from pathlib import PurePosixPath

from bulletin.findings.diagnostics import Diagnostic, Severity
from bulletin.text.source import Span

FORMATS = {
    "text": "readable",
    "concise": "concise",
    "json": "json_list",
    "sarif": "sarif",
    "github": "github",
}
"""The names of the formats, and the modules in this package that write them."""
Lines = Callable[[Sequence[Diagnostic]], Iterator[str]]

LABELS = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.NOTE: "提示"}
WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
"""How machine formats name a severity."""


MOST = 50
"""Findings of one kind in one file that people are shown; there may be thousands."""
_LONGEST, _HEAD, _TAIL = 400, 240, 120
"""Characters of a message: from how many on it is cut, and what is shown of its two ends."""


def lines_of(name: str) -> Lines:
    """The function that writes a format, as lines; the text format has rich markup in them."""
    lines: Lines = import_module(f"bulletin.findings.formats.{FORMATS[name]}").lines
    return lines


def distinct(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Findings by file and place, each once."""
    by_key = {
        (one.span.source.path, one.span.start, one.span.end, one.code, one.message): one
        for one in findings
    }
    return [by_key[key] for key in sorted(by_key)]


def edges(span: Span) -> tuple[int, int, int, int]:
    """Line and column of a stretch's first character, then of the place after its last, from 1."""
    return (*span.source.position(span.start), *span.source.position(span.end))


def brief(text: str) -> str:
    """A message as people are shown it: of a very long one the beginning and the end."""
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_HEAD]}……（略去 {len(text) - _HEAD - _TAIL} 字）……{text[-_TAIL:]}"


def first_of_each_kind(findings: Sequence[Diagnostic]) -> tuple[list[Diagnostic], list[str]]:
    """Of each kind in each file the first ones, and a line for each of which there are more."""
    seen = Counter[tuple[str, str]]()
    first = []
    for finding in findings:
        key = (_place(finding), finding.code)
        seen[key] += 1
        if seen[key] <= MOST:
            first.append(finding)
    more_lines = [
        f"{place}：{code} 另有 {number - MOST} 处，没有一一列出；要全看：--format json"
        for (place, code), number in seen.items()
        if number > MOST
    ]
    return first, more_lines


def _place(finding: Diagnostic) -> str:
    """The file; of a finding about a file as a whole its folder."""
    path = finding.span.source.path
    return path if finding.span.source.text else f"{PurePosixPath(path).parent}/"


def count(findings: Sequence[Diagnostic]) -> str:
    """错误 2，警告 1。"""
    numbers = [
        f"{label} {number}"
        for severity, label in LABELS.items()
        if (number := sum(diagnostic.severity is severity for diagnostic in findings))
    ]
    return "，".join(numbers) + "。"


def statistics(findings: Sequence[Diagnostic]) -> Iterator[str]:
    """How often each code was found, the most frequent first; [*] is mended by --fix."""
    if not findings:
        yield "没有发现问题。"
    names = {finding.code: (finding.name, finding.severity) for finding in findings}
    mended = {finding.code for finding in findings if finding.fix and finding.fix.safe}
    for code, number in sorted(
        Counter(finding.code for finding in findings).items(), key=lambda x: (-x[1], x[0])
    ):
        name, severity = names[code]
        mark = "[*]" if code in mended else "   "
        yield f"{number:>6}  {code}  {mark}  {LABELS[severity]}  {name}"
