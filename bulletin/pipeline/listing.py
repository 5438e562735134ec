"""``bulletin list``: every issue with its date, size and state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple, dataclass

from rich.cells import cell_len

from bulletin.findings.diagnostics import has_errors
from bulletin.findings.errors import BulletinError
from bulletin.pipeline import stages
from bulletin.workspace import folders
from bulletin.workspace.ledger import Ledger

HEAD = ("期号", "日期", "篇数", "字数", "状态")


@dataclass(frozen=True, slots=True)
class ListedIssue:
    """One issue as it is listed."""

    number: str
    date: str
    articles: str
    characters: str
    state: str


def rows(workspace: folders.Workspace) -> list[ListedIssue]:
    """Issues that are up to date are told from the ledger; only the others are read."""
    ledger = Ledger(workspace)
    shared = None
    listed = []
    for number in workspace.issues():
        entry = ledger.entry(number)
        if entry is not None and ledger.is_current(number):
            listed.append(
                ListedIssue(
                    str(number),
                    entry.facts.date or "—",
                    str(entry.facts.articles),
                    str(entry.facts.characters),
                    "已编",
                )
            )
            continue
        shared = shared or stages.read_shared(workspace)
        listed.append(_read(shared, number))
    ledger.close()
    return listed


def _read(shared: stages.SharedFiles, number: int) -> ListedIssue:
    try:
        result = stages.set_blocks(shared, number)
    except BulletinError:
        return ListedIssue(str(number), "—", "—", "—", "有错")
    issue = result.issue
    built = shared.workspace.output(number).is_file()
    state = "有错" if has_errors(result.findings) else "过期" if built else "未编"
    if issue is None:
        return ListedIssue(str(number), "—", "—", "—", state)
    date = issue.settings.date
    return ListedIssue(
        str(number),
        date.isoformat() if date else "—",
        str(len(issue.articles)),
        str(stages.characters(issue)),
        state,
    )


def table(listed: list[ListedIssue]) -> Iterator[str]:
    """Columns aligned for a terminal, where a Chinese character takes two places."""
    lines = [HEAD, *(astuple(row) for row in listed)]
    widths = [max(cell_len(line[place]) for line in lines) for place in range(len(HEAD))]
    for line in lines:
        cells = (
            _pad(cell, wide, right=place in (0, 2, 3))
            for place, (cell, wide) in enumerate(zip(line, widths, strict=True))
        )
        yield "  ".join(cells).rstrip()


def _pad(text: str, wide: int, right: bool) -> str:
    space = " " * (wide - cell_len(text))
    return space + text if right else text + space
