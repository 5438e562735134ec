"""Issues made from text, for the tests of arranging and composing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bulletin.findings.diagnostics import Diagnostic
from bulletin.model.blocks import Block, Document, Inline, Inlines, Para, PictureBlock, TableBlock
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


def dump(document: Document) -> str:
    """The document as text, a block a line: ``样式 | 文字``."""
    return "".join(line + "\n" for block in document.blocks for line in _lines(block))


def _lines(block: Block) -> Iterable[str]:
    match block:
        case Para():
            mark = "⇟ " if block.new_page else ""
            name = f" #{block.bookmark}" if block.bookmark else ""
            aside = f" | {_text(block.aside)}" if block.aside else ""
            yield f"{mark}{block.style}{name} | {_text(block.runs)}{aside}"
        case TableBlock():
            for row in block.rows:
                yield "表格 | " + " | ".join(_text(cell) for cell in row)
        case PictureBlock():
            for one in block.pictures:
                caption = f" | {_text(one.caption)}" if one.caption else ""
                yield f"图片 | {one.name} | {one.description}{caption}"


def _text(runs: Inlines) -> str:
    return "".join(_inline(run) for run in runs)


def _inline(run: Inline) -> str:
    text = run.text.replace("\n", "⏎")
    if run.look:
        text = f"{{{run.look}:{text}}}"
    return f"[{text}]({run.link})" if run.link else text
