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
    facts: Facts | None
    for number in workspace.issues():
        entry = ledger.entry(number)
        if entry is not None and ledger.is_current(number):
            facts, state = entry.facts, "已编"
        else:
            shared = shared or stages.read_shared(workspace)
            facts, state = _read(shared, number)
        sizes = (str(facts.articles), str(facts.characters)) if facts else ("—", "—")
        date = facts.date if facts else ""
        listed.append(ListedIssue(str(number), date or "—", *sizes, state))
    ledger.close()
    return listed


def _read(shared: stages.SharedFiles, number: int) -> tuple[Facts | None, str]:
    """What is known of an issue that is not up to date, and its state."""
    try:
        result = stages.compose_issue(shared, number)
    except BulletinError:
        return None, "有错"
    if has_errors(result.findings):
        state = "有错"
    else:
        state = "过期" if shared.workspace.output(number).is_file() else "未编"
    return batch.facts_of(result) if result.issue is not None else None, state
