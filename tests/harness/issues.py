"""Issues made from text, for the tests of arranging and composing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bulletin.findings.diagnostics import Diagnostic
from bulletin.model.blocks import Document, dump
from bulletin.model.content import Issue
from bulletin.pipeline.stages import load, read_shared
from bulletin.typeset.compose import compose
from bulletin.workspace.folders import Workspace

FRONT = "---\ntitle: 标题\nsource: 某县人大\n---\n\n"


@dataclass(frozen=True)
class Made:
    """What came of a workspace's first issue."""

    issue: Issue | None
    document: Document | None
    found: list[Diagnostic]

    @property
    def codes(self) -> list[str]:
        return [one.code for one in self.found]

    @property
    def text(self) -> str:
        assert self.document is not None, self.found
        return dump(self.document)

    @property
    def lines(self) -> list[str]:
        return self.text.splitlines()


def make(root: Path, number: int = 1) -> Made:
    """Load and compose an issue of a workspace."""
    shared = read_shared(Workspace(root))
    loaded = load(shared, number)
    found = list(loaded.findings)
    if loaded.issue is None or shared.house is None or any(one.is_error for one in found):
        return Made(loaded.issue, None, found)
    document, more = compose(loaded.issue, shared.template, shared.house)
    return Made(loaded.issue, document, found + more)
