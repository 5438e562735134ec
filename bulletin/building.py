"""Building issues into files: one, or all that are out of date, in one process or several."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from bulletin import files, pipeline
from bulletin.diagnostics import Diagnostic
from bulletin.errors import BulletinError
from bulletin.ledger import Ledger
from bulletin.pipeline import Desk


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


def make(desk: Desk, number: int) -> Made:
    """Build one issue in memory; an error of its own does not stop the others."""
    try:
        outcome = pipeline.build(desk, number)
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
    desk: Desk, ledger: Ledger, numbers: Iterable[int], jobs: int = 1, output: Path | None = None
) -> Iterator[Written]:
    """Build and write issues one after the other, in order."""
    numbers = list(numbers)
    seen = {number: ledger.seen(number) for number in numbers}
    for made in _make_all(desk, numbers, jobs):
        yield _write(desk, ledger, made, output, seen[made.number])


def _make_all(desk: Desk, numbers: list[int], jobs: int) -> Iterator[Made]:
    if jobs <= 1 or len(numbers) < 2:
        yield from map(partial(make, desk), numbers)
        return
    from concurrent.futures import ProcessPoolExecutor  # 10 ms that a single process can save

    with ProcessPoolExecutor(
        min(jobs, len(numbers)), initializer=_start, initargs=(desk.workspace,)
    ) as pool:
        try:
            yield from pool.map(_make_there, numbers, chunksize=4)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


_desk_there: list[Desk] = []
"""The desk of a worker process, set when it starts."""


def _start(workspace: files.Workspace) -> None:
    _desk_there.append(pipeline.set_desk(workspace))


def _make_there(number: int) -> Made:
    return make(_desk_there[0], number)


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
