"""What the commands print: findings, errors and a progress bar; all of it to standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from bulletin.diagnostics import Diagnostic
from bulletin.errors import BulletinError


@contextmanager
def progress(total: int) -> Iterator[Callable[[], None] | None]:
    """A bar on a terminal, moved by the function; none for a single issue or in a pipe."""
    if total < 2 or not (sys.stderr.isatty() and sys.stdout.isatty()):
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress("编排", *columns, console=console(), transient=True) as bar:
        task = bar.add_task("", total=total)
        yield lambda: bar.advance(task)


def console() -> Any:
    """Rich's console; it finds out itself about pipes and NO_COLOR."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, soft_wrap=True)


class Findings:
    """Prints findings by file and place, with a count; one that was printed is not repeated.

    A fault in what all issues share would else be told again with each of them.
    """

    def __init__(self) -> None:
        self._told: set[tuple[str, int, str, str]] = set()

    def tell(self, found: Iterable[Diagnostic]) -> None:
        """Print what is new."""
        new = [one for one in found if self._is_new(one)]
        if new:
            from bulletin import report

            out = console()
            for line in report.text(report.distinct(new)):
                out.print(line)

    def _is_new(self, one: Diagnostic) -> bool:
        key = (one.span.source.path, one.span.start, one.code, one.message)
        is_new = key not in self._told
        self._told.add(key)
        return is_new


def error(fault: BulletinError) -> None:
    """Print why the program cannot go on."""
    say(f"错误：{fault.message}" + (f"\n  {fault.hint}" if fault.hint else ""))


def say(text: str) -> None:
    """Print a line beside the results."""
    print(text, file=sys.stderr)
