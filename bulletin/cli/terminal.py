"""What the commands print: findings, errors, diffs and a progress bar."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, TextIO

from bulletin.findings import formats
from bulletin.findings.diagnostics import Diagnostic
from bulletin.findings.errors import BulletinError


@contextmanager
def progress(total: int, doing: str = "编排") -> Iterator[Callable[[], None] | None]:
    """A progress bar, with a function that advances it; ``None`` for one issue or without terminal."""
    if total < 2 or not (sys.stderr.isatty() and sys.stdout.isatty()):
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(doing, *columns, console=console(), transient=True) as bar:
        task = bar.add_task("", total=total)
        yield lambda: bar.advance(task)


def console(stderr: bool = True) -> Any:
    """Rich's console; it heeds pipes and NO_COLOR."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, soft_wrap=True)


class PrintedFindings:
    """Remembers which findings were printed, so that none is printed twice.

    A finding in bulletin.yaml or in a template belongs to every issue that is read.
    """

    def __init__(self) -> None:
        self._printed: set[tuple[str, int, str, str]] = set()

    def show_new(self, findings: Iterable[Diagnostic]) -> None:
        """Print those findings to standard error that were not printed before."""
        show(self.new(findings), "text", stderr=True)

    def new(self, findings: Iterable[Diagnostic]) -> list[Diagnostic]:
        """The findings that were not passed in before, by file and place; they count as printed."""
        new = list[Diagnostic]()
        for one in findings:
            key = (one.span.source.path, one.span.start, one.code, one.message)
            if key not in self._printed:
                self._printed.add(key)
                new.append(one)
        return formats.distinct(new)


def show(findings: Sequence[Diagnostic], form: str, stderr: bool) -> None:
    """Print findings in one of the formats, or the number of each kind (``statistics``)."""
    if not findings and form in ("text", "concise"):
        return
    lines = formats.statistics if form == "statistics" else formats.lines_of(form)
    stream = sys.stderr if stderr else sys.stdout
    if form in ("json", "sarif"):
        for_programs(stream)
        stream.writelines(f"{as_characters(line)}\n" for line in lines(findings))
    elif form != "text":
        for line in lines(findings):
            print(line, file=stream)
    else:
        out = console(stderr)
        for line in lines(findings):
            out.print(line)


def for_programs(stream: TextIO) -> None:
    """Let a stream write UTF-8, as JSON has to be, whatever the encoding of the console."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="replace")


def as_characters(line: str) -> str:
    """A line with file names in UTF-8, also where Python decoded them as ASCII."""
    try:
        return line.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    except UnicodeEncodeError:  # half a pair of surrogates, written in YAML as "\ud800"
        return line


def difference(name: str, before: bytes, after: bytes) -> Iterator[str]:
    """The unified diff of a file."""
    from difflib import unified_diff

    old, new = (data.decode("utf-8").splitlines(keepends=True) for data in (before, after))
    for line in unified_diff(old, new, f"a/{name}", f"b/{name}"):
        yield line if line.endswith("\n") else f"{line}\n\\ 文件末尾没有换行\n"


def error(fault: BulletinError) -> None:
    """Print an error and its hint."""
    message, hint = formats.brief(fault.message), formats.brief(fault.hint)
    say(f"错误：{message}" + (f"\n  {hint}" if hint else ""))


def say(text: str) -> None:
    """Print a line to standard error; nothing happens if that is closed."""
    with suppress(OSError):
        print(text, file=sys.stderr)
