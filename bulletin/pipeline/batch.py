"""Building several issues: in one process or more, each into its .docx and web pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bulletin.findings.diagnostics import Diagnostic
from bulletin.findings.errors import BulletinError
from bulletin.model.content import printed_runs_of
from bulletin.pipeline import stages
from bulletin.pipeline.stages import IssueResult, SharedFiles
from bulletin.workspace import writing
from bulletin.workspace.folders import Workspace
from bulletin.workspace.ledger import Facts, Ledger

if TYPE_CHECKING:
    from bulletin.pipeline.archive import Archive


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """How issues are to be built."""

    jobs: int = 1
    """How many processes."""
    output: Path | None = None
    """The .docx to write instead of build/43.docx; for one issue only."""
    force: bool = False
    """Build in spite of errors that rules found."""
    html: str = ""
    """``sheets`` for one HTML file, ``web`` for one an article; none if empty."""


@dataclass(frozen=True, slots=True)
class BuiltIssue:
    """One issue built: its bytes and, once they are written, where they lie.

    There is no ``docx`` if the findings have errors, and none if ``error`` says why the issue
    could not be read or written.
    """

    number: int
    findings: tuple[Diagnostic, ...] = ()
    docx: bytes | None = None
    pages: tuple[tuple[str, bytes], ...] = ()
    """HTML files beside the .docx: what their names have after its own, and their bytes."""
    facts: Facts = field(default_factory=Facts)
    error: BulletinError | None = None
    path: Path | None = None
    set_aside: Path | None = None
    """Where a version that somebody had changed in Word was moved."""


def build_all(
    shared: SharedFiles,
    ledger: Ledger,
    numbers: Iterable[int],
    options: BuildOptions | None = None,
) -> Iterator[BuiltIssue]:
    """Build and write issues one after the other, in order."""
    numbers, options = list(numbers), options or BuildOptions()
    digests = {number: ledger.files_digest(number) for number in numbers}
    for built in _build_each(shared, numbers, options):
        yield _write(shared.workspace, ledger, built, options.output, digests[built.number])


def build_one(
    shared: SharedFiles, number: int, options: BuildOptions, archive: Archive | None = None
) -> BuiltIssue:
    """Build one issue in memory; its error is in the result and does not stop the others."""
    try:
        result = stages.build(shared, number, options.force, archive)
    except BulletinError as error:
        return BuiltIssue(number, error=error)
    pages = tuple(_pages(shared, result, options.html))
    return BuiltIssue(number, result.findings, result.docx, pages, facts_of(result))


def facts_of(result: IssueResult) -> Facts:
    """What the ledger keeps of an issue; characters are counted without white space."""
    issue = result.issue
    if issue is None:
        return Facts()
    date = issue.settings.date
    characters = sum(
        len("".join(run.text.split()))
        for article in issue.articles
        for block in article.body
        for run in printed_runs_of(block)
    )
    return Facts(
        date.isoformat() if date else "", len(issue.articles), characters, result.outside_pictures
    )


def _pages(shared: SharedFiles, result: IssueResult, form: str) -> Iterator[tuple[str, bytes]]:
    if not form or result.document is None or shared.house is None:
        return
    from bulletin.writers.html.issue_page import write
    from bulletin.writers.html.pasteable_article import articles

    if form == "web":
        for place, data in enumerate(articles(result.document, shared.house), 1):
            yield f"-{place}.html", data
    else:
        yield ".html", write(result.document, shared.house)


def are_pages_current(path: Path, articles: int, form: str) -> bool:
    """Whether all HTML files beside a .docx (see ``BuildOptions.html``) are no older than it."""
    names = [f"-{place}.html" for place in range(1, articles + 1)] if form == "web" else [".html"]
    try:
        since = path.stat().st_mtime_ns
        return all(page_path(path, name).stat().st_mtime_ns >= since for name in names)
    except OSError:
        return False


def page_path(path: Path, name: str) -> Path:
    """43-1.html beside 43.docx."""
    return path.with_name(path.stem + name)


def _build_each(
    shared: SharedFiles, numbers: list[int], options: BuildOptions
) -> Iterator[BuiltIssue]:
    # Opened for several processes too: the index is brought up to date once, for all of them.
    with stages.open_archive(shared.workspace, numbers) as archive:
        if options.jobs <= 1 or len(numbers) < 2:
            yield from (build_one(shared, number, options, archive) for number in numbers)
        else:
            yield from _build_in_processes(shared.workspace, numbers, options)


def _build_in_processes(
    workspace: Workspace, numbers: list[int], options: BuildOptions
) -> Iterator[BuiltIssue]:
    from bulletin.processes import workers  # 10 ms that a single process can save

    begin = partial(_begin, workspace, numbers, options)
    for number, built in zip(numbers, workers.spread(begin, numbers, options.jobs), strict=True):
        yield built or BuiltIssue(number, error=_process_died(number))


def _begin(
    workspace: Workspace, numbers: list[int], options: BuildOptions
) -> Callable[[int], BuiltIssue]:
    """What a process does for each issue, with shared files and an archive of its own."""
    shared, stack = stages.read_shared(workspace), ExitStack()
    archive = stack.enter_context(stages.open_archive(workspace, numbers))  # till the process ends
    return lambda number: build_one(shared, number, options, archive)


def _process_died(number: int) -> BulletinError:
    return BulletinError(
        f"第 {number} 期没有编成：编它的进程中途被结束了。",
        "多半是内存不够。再编一次，或把 --jobs 后面的数写小；原来的文件没有动。",
    )


def _write(
    workspace: Workspace, ledger: Ledger, built: BuiltIssue, output: Path | None, digest: str
) -> BuiltIssue:
    if built.docx is None:
        return built
    path = output or workspace.output(built.number)
    set_aside = None
    try:
        set_aside = ledger.write(built.number, path, built.docx, built.facts, digest)
        _write_pages(path, built.pages)
    except BulletinError as error:
        return replace(built, docx=None, error=error, set_aside=set_aside)
    return replace(built, path=path, set_aside=set_aside)


def _write_pages(path: Path, pages: tuple[tuple[str, bytes], ...]) -> None:
    """Write HTML beside the .docx; remove pages of articles that the issue no longer has."""
    for name, page in pages:
        writing.write(page_path(path, name), page)
    place = len(pages) + 1
    while pages and pages[0][0] == "-1.html" and page_path(path, f"-{place}.html").exists():
        writing.remove(page_path(path, f"-{place}.html"))
        place += 1
