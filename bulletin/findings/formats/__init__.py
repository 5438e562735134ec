"""Findings in the formats that people and machines read, a file for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from pathlib import PurePosixPath

from bulletin.findings.diagnostics import Diagnostic, Severity

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
"""So many findings of one kind in one file are shown to people; there may be thousands."""
_LONGEST, _HEAD, _TAIL = 400, 240, 120
"""So many characters of a message are shown to people; it may quote a line of a megabyte."""


def lines_of(name: str) -> Lines:
    """The function that writes a format, as lines; the text format has rich markup in them."""
    lines: Lines = import_module(f"bulletin.findings.formats.{FORMATS[name]}").lines
    return lines


def distinct(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Findings by file and place, each once."""
    by_key = {_key(diagnostic): diagnostic for diagnostic in found}
    return [by_key[key] for key in sorted(by_key)]


def _key(diagnostic: Diagnostic) -> tuple[str, int, int, str, str]:
    span = diagnostic.span
    return (span.source.path, span.start, span.end, diagnostic.code, diagnostic.message)


def brief(text: str) -> str:
    """A message as people are shown it: of a very long one the beginning and the end."""
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_HEAD]}……（略去 {len(text) - _HEAD - _TAIL} 字）……{text[-_TAIL:]}"


def shown(found: Sequence[Diagnostic]) -> tuple[list[Diagnostic], list[str]]:
    """Of each kind in each file the first ones, and a line for each of which there are more."""
    seen = Counter[tuple[str, str]]()
    first = []
    for one in found:
        kind = (_place(one), one.code)
        seen[kind] += 1
        if seen[kind] <= MOST:
            first.append(one)
    rest = [
        f"{place}：{code} 另有 {number - MOST} 处，没有一一列出；要全看：--format json"
        for (place, code), number in seen.items()
        if number > MOST
    ]
    return first, rest


def _place(one: Diagnostic) -> str:
    """The file; of a finding about a file as a whole its folder."""
    path = one.span.source.path
    return path if one.span.source.text else f"{PurePosixPath(path).parent}/"


def count(found: Sequence[Diagnostic]) -> str:
    """错误 2，警告 1。"""
    numbers = [
        f"{label} {number}"
        for severity, label in LABELS.items()
        if (number := sum(diagnostic.severity is severity for diagnostic in found))
    ]
    return "，".join(numbers) + "。"


def statistics(found: Sequence[Diagnostic]) -> Iterator[str]:
    """How often each code was found, the most frequent first; [*] is mended by --fix."""
    if not found:
        yield "没有发现问题。"
    names = {one.code: (one.name, one.severity) for one in found}
    mended = {one.code for one in found if one.fix and one.fix.safe}
    for code, number in sorted(
        Counter(one.code for one in found).items(), key=lambda x: (-x[1], x[0])
    ):
        name, severity = names[code]
        mark = "[*]" if code in mended else "   "
        yield f"{number:>6}  {code}  {mark}  {LABELS[severity]}  {name}"
