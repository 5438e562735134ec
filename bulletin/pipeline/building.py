"""Building issues into files: one, or all that are out of date, in one process or several."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bulletin.findings.diagnostics import Diagnostic
from bulletin.findings.errors import BulletinError
from bulletin.pipeline import stages
from bulletin.pipeline.stages import Desk, Outcome
from bulletin.workspace import files
from bulletin.workspace.files import Workspace
from bulletin.workspace.ledger import Facts, Ledger

if TYPE_CHECKING:
    from bulletin.pipeline.archive import Archive


@dataclass(frozen=True, slots=True)
class Made:
    """One issue made ready: the bytes of its .docx, or why there are none."""

    number: int
    data: bytes | None
    found: tuple[Diagnostic, ...]
    facts: Facts = field(default_factory=Facts)
    error: BulletinError | None = None
    pages: tuple[tuple[str, bytes], ...] = ()
    """HTML files beside the .docx: what their names have after its own, and their bytes."""


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
    html: str = ""
    """``sheets`` for one HTML file, ``web`` for one an article; none if empty."""


def make(desk: Desk, number: int, order: Order, archive: Archive | None = None) -> Made:
    """Build one issue in memory; an error of its own does not stop the others."""
    try:
        outcome = stages.build(desk, number, order.force, archive)
    except BulletinError as error:
        return Made(number, None, (), error=error)
    issue = outcome.issue
    if issue is None:
        return Made(number, None, outcome.found)
    date = issue.settings.date
    return Made(
        number,
        outcome.data,
        outcome.found,
        Facts(
            date=date.isoformat() if date else "",
            articles=len(issue.articles),
            characters=stages.characters(issue),
            outside=outcome.pictures,
        ),
        pages=tuple(_pages(desk, outcome, order.html)),
    )


def _pages(desk: Desk, outcome: Outcome, form: str) -> Iterator[tuple[str, bytes]]:
    if not form or outcome.document is None or desk.house is None:
        return
    from bulletin.writers import html

    if form == "web":
        for place, data in enumerate(html.articles(outcome.document, desk.house), 1):
            yield f"-{place}.html", data
    else:
        yield ".html", html.write(outcome.document, desk.house)


def is_shown(path: Path, articles: int, form: str) -> bool:
    """Whether the HTML beside a .docx is there and not older than it."""
    names = [f"-{place}.html" for place in range(1, articles + 1)] if form == "web" else [".html"]
    try:
        since = path.stat().st_mtime_ns
        return all(beside(path, name).stat().st_mtime_ns >= since for name in names)
    except OSError:
        return False


def beside(path: Path, name: str) -> Path:
    """43-1.html beside 43.docx."""
    return path.with_name(path.stem + name)


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
    jobs = order.jobs
    # In several processes too: the first one learns, the others find it learnt.
    archive = stages.open_archive(desk.workspace, numbers)
    try:
        if jobs <= 1 or len(numbers) < 2:
            yield from (make(desk, number, order, archive) for number in numbers)
        else:
            yield from _make_in_processes(desk.workspace, numbers, order)
    finally:
        if archive:
            archive.close()


def _make_in_processes(workspace: Workspace, numbers: list[int], order: Order) -> Iterator[Made]:
    from bulletin.processes import workers  # 10 ms that a single process can save

    begin = partial(_begin, workspace, numbers, order)
    for number, made in zip(numbers, workers.spread(begin, numbers, order.jobs), strict=True):
        yield made or Made(number, None, (), error=_ended(number))


def _begin(workspace: Workspace, numbers: list[int], order: Order) -> Callable[[int], Made]:
    """What a process does for each issue, with a desk and an archive of its own."""
    desk, archive = stages.set_desk(workspace), stages.open_archive(workspace, numbers)
    return lambda number: make(desk, number, order, archive)


def _ended(number: int) -> BulletinError:
    return BulletinError(
        f"第 {number} 期没有编成：编它的进程中途被结束了。",
        "多半是内存不够。再编一次，或把 --jobs 后面的数写小；原来的文件没有动。",
    )


def _write(desk: Desk, ledger: Ledger, made: Made, output: Path | None, seen: str) -> Written:
    if made.data is None:
        return Written(made)
    path = output or desk.workspace.output(made.number)
    kept = None
    try:
        kept = ledger.write(made.number, path, made.data, made.facts, seen)
        _write_pages(path, made.pages)
    except BulletinError as error:
        return Written(replace(made, data=None, error=error), kept=kept)
    return Written(made, path, kept)


def _write_pages(path: Path, pages: tuple[tuple[str, bytes], ...]) -> None:
    """HTML beside the .docx; a page of an article that is no longer in the issue goes."""
    for name, page in pages:
        files.write(beside(path, name), page)
    place = len(pages) + 1
    while pages and pages[0][0] == "-1.html" and beside(path, f"-{place}.html").exists():
        files.remove(beside(path, f"-{place}.html"))
        place += 1
