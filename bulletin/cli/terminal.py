"""What the commands print: findings, errors and a progress bar; all of it to standard error."""

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
    """A bar on a terminal, moved by the function; none for a single issue or in a pipe."""
    if total < 2 or not (sys.stderr.isatty() and sys.stdout.isatty()):
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(doing, *columns, console=console(), transient=True) as bar:
        task = bar.add_task("", total=total)
        yield lambda: bar.advance(task)


def console(stderr: bool = True) -> Any:
    """Rich's console; it finds out itself about pipes and NO_COLOR."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, soft_wrap=True)


class Findings:
    """Prints findings by file and place, with a count; one that was printed is not repeated.

    A fault in what all issues share would else be told again with each of them.
    """

    def __init__(self) -> None:
        self._told: set[tuple[str, int, str, str]] = set()

    def tell(self, found: Iterable[Diagnostic]) -> None:
        """Print what is new, beside the results."""
        show(self.new(found), "text", stderr=True)

    def new(self, found: Iterable[Diagnostic]) -> list[Diagnostic]:
        """What was not told before, by file and place."""
        return formats.distinct(one for one in found if self._is_new(one))

    def _is_new(self, one: Diagnostic) -> bool:
        key = (one.span.source.path, one.span.start, one.code, one.message)
        is_new = key not in self._told
        self._told.add(key)
        return is_new


def show(found: Sequence[Diagnostic], form: str, stderr: bool = False) -> None:
    """Print findings in one of the formats, or how often there is which."""
    if not found and form in ("text", "concise"):
        return
    lines = formats.statistics if form == "statistics" else formats.lines_of(form)
    stream = sys.stderr if stderr else sys.stdout
    if form in ("json", "sarif"):
        for_programs(stream)
        stream.writelines(f"{as_characters(line)}\n" for line in lines(found))
    elif form != "text":
        for line in lines(found):
            print(line, file=stream)
    else:
        out = console(stderr)
        for line in lines(found):
            out.print(line)


def for_programs(stream: TextIO) -> None:
    """Write UTF-8 from here on, as JSON has to be, whatever the console's own encoding."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="replace")


def as_characters(line: str) -> str:
    """A line with file names as UTF-8 has them, also where Python was told that all is ASCII."""
    try:
        return line.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    except UnicodeEncodeError:  # half a pair of surrogates, written in YAML as "\ud800"
        return line


def difference(name: str, before: bytes, after: bytes) -> Iterator[str]:
    """What changes in a file, as a unified diff."""
    from difflib import unified_diff

    old, new = (data.decode("utf-8").splitlines(keepends=True) for data in (before, after))
    for line in unified_diff(old, new, f"a/{name}", f"b/{name}"):
        yield line if line.endswith("\n") else f"{line}\n\\ 文件末尾没有换行\n"


def error(fault: BulletinError) -> None:
    """Print why the program cannot go on."""
    message, hint = formats.brief(fault.message), formats.brief(fault.hint)
    say(f"错误：{message}" + (f"\n  {hint}" if hint else ""))


def say(text: str) -> None:
    """Print a line beside the results, if anybody reads it."""
    with suppress(OSError):
        print(text, file=sys.stderr)
