"""``bulletin list``: every issue with its date, size and state."""

from __future__ import annotations

from typing import NamedTuple

from bulletin.findings.diagnostics import has_errors
from bulletin.findings.errors import BulletinError
from bulletin.pipeline import batch, stages
from bulletin.workspace.folders import Workspace
from bulletin.workspace.ledger import Facts, Ledger


class ListedIssue(NamedTuple):
    """One issue as it is listed; ``—`` stands for what is not known."""

    number: str
    date: str
    articles: str
    characters: str
    state: str


def rows(workspace: Workspace) -> list[ListedIssue]:
    """All issues in order; those that the ledger knows to be up to date are not read again."""
    ledger = Ledger(workspace)
    shared = None
    listed = []
    for number in workspace.issues():
        entry = ledger.entry(number)
        if entry is not None and ledger.is_current(number):
            listed.append(_row(number, entry.facts, "已编"))
            continue
        shared = shared or stages.read_shared(workspace)
        listed.append(_read(shared, number))
    ledger.close()
    return listed


def _read(shared: stages.SharedFiles, number: int) -> ListedIssue:
    try:
        result = stages.set_blocks(shared, number)
    except BulletinError:
        return _row(number, None, "有错")
    is_built = shared.workspace.output(number).is_file()
    state = "有错" if has_errors(result.findings) else "过期" if is_built else "未编"
    facts = batch.facts_of(result) if result.issue is not None else None
    return _row(number, facts, state)


def _row(number: int, facts: Facts | None, state: str) -> ListedIssue:
    if facts is None:
        return ListedIssue(str(number), "—", "—", "—", state)
    sizes = str(facts.articles), str(facts.characters)
    return ListedIssue(str(number), facts.date or "—", *sizes, state)
