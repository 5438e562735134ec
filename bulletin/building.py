"""Building issues into files: one, or all that are out of date, in one process or several."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bulletin import files, pipeline
from bulletin.diagnostics import Diagnostic
from bulletin.errors import BulletinError
from bulletin.ledger import Ledger
from bulletin.pipeline import Desk

if TYPE_CHECKING:
    from bulletin.archive import Archive


@dataclass(frozen=True, slots=True)
class Made:
    """One issue made ready: the bytes of its .docx, or why there are none."""

    number: int
    data: bytes | None
    found: tuple[Diagnostic, ...]
    error: BulletinError | None = None
    date: str = ""
    articles: int = 0
    characters: int = 0
    outside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """One issue built: where it lies, and where a version changed by hand was put."""

    made: Made
    path: Path | None = None
    kept: Path | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """How issues are to be built."""

    jobs: int = 1
    """How many processes."""
    output: Path | None = None
    """Where to, instead of the usual place."""
    force: bool = False
    """Whether errors of rules stop nothing."""


def make(desk: Desk, number: int, force: bool = False, archive: Archive | None = None) -> Made:
    """Build one issue in memory; an error of its own does not stop the others."""
    try:
        outcome = pipeline.build(desk, number, force, archive)
    except BulletinError as error:
        return Made(number, None, (), error)
    issue = outcome.issue
    if issue is None:
        return Made(number, None, outcome.found)
    date = issue.settings.date
    return Made(
        number,
        outcome.data,
        outcome.found,
        date=date.isoformat() if date else "",
        articles=len(issue.articles),
        characters=pipeline.characters(issue),
        outside=outcome.pictures,
    )


def build(
    desk: Desk,
    ledger: Ledger,
    numbers: Iterable[int],
    order: Order | None = None,
) -> Iterator[Written]:
    """Build and write issues one after the other, in order."""
    numbers, order = list(numbers), order or Order()
    seen = {number: ledger.seen(number) for number in numbers}
    for made in _make_all(desk, numbers, order):
        yield _write(desk, ledger, made, order.output, seen[made.number])


def _make_all(desk: Desk, numbers: list[int], order: Order) -> Iterator[Made]:
    jobs, force = order.jobs, order.force
    # In several processes too: the first one learns, the others find it learnt.
    archive = pipeline.open_archive(desk.workspace, numbers)
    try:
        if jobs <= 1 or len(numbers) < 2:
            yield from (make(desk, number, force, archive) for number in numbers)
        else:
            yield from _make_in_processes(desk.workspace, numbers, order)
    finally:
        if archive:
            archive.close()


def _make_in_processes(
    workspace: files.Workspace, numbers: list[int], order: Order
) -> Iterator[Made]:
    from concurrent.futures import ProcessPoolExecutor  # 10 ms that a single process can save

    with ProcessPoolExecutor(
        min(order.jobs, len(numbers)), initializer=_start, initargs=(workspace, numbers)
    ) as pool:
        try:
            yield from pool.map(partial(_make_there, force=order.force), numbers, chunksize=4)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


_there: list[tuple[Desk, Archive | None]] = []
"""The desk and the archive of a worker process, set when it starts."""


def _start(workspace: files.Workspace, numbers: list[int]) -> None:
    # Ctrl-C reaches every process of a terminal. Only the first one is to act on it: a worker that
    # dies with a queue's lock in its hands would leave the others waiting for ever.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _there.append((pipeline.set_desk(workspace), pipeline.open_archive(workspace, numbers)))


def _make_there(number: int, force: bool) -> Made:
    desk, archive = _there[0]
    return make(desk, number, force, archive)


def _write(desk: Desk, ledger: Ledger, made: Made, output: Path | None, seen: str) -> Written:
    if made.data is None:
        return Written(made)
    standard = desk.workspace.output(made.number)
    path = output or standard
    kept = None
    try:
        if path == standard and ledger.changed_by_hand(made.number, made.data):
            kept = files.set_aside(path)
        files.write(path, made.data)
        if path == standard:
            ledger.record(
                made.number, made.data, made.date, made.articles, made.characters,
                [*made.outside], seen,
            )  # fmt: skip
    except BulletinError as error:
        return Written(replace(made, data=None, error=error), kept=kept)
    return Written(made, path, kept)


def cores() -> int:
    """How many processes are worth starting."""
    return os.cpu_count() or 1
