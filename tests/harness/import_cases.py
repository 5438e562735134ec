"""Cases of import in files that read as prose, and drafts made of them.

~~~来稿   a text as it arrives
~~~段落   paragraphs as Word tells them: 居中 22磅 粗 红 框 ［编号］ | 文字; ⏎ is a break, 表格| 甲/乙 a row
~~~稿件   the contribution (several in a row: several contributions)
~~~设置   bulletin.yaml and issue.yaml of a whole issue, without their comments
~~~请看   what a person should look at: code and line
~~~略去   what is in no contribution, and why: reason：text
~~~说明   what else the report says
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bulletin.importing.draft import (
    Draft,
    DraftParagraph,
    DraftPicture,
    DraftRun,
    DraftTable,
    Piece,
)
from bulletin.importing.plan import Imported, ImportTarget, plan, recognise
from bulletin.importing.readers import dispatch
from bulletin.importing.readers.file_kinds import Kind
from bulletin.importing.recognise.whole_issue import Choice
from bulletin.model.content import SeriesSettings
from bulletin.pipeline import stages
from bulletin.pipeline.stages import SharedFiles
from bulletin.reading.settings import read_issue
from bulletin.text.source import Source
from bulletin.workspace import scaffold
from bulletin.workspace.folders import Workspace
from tests.conftest import ROOT
from tests.typeset.test_compose import PNG

CASES = ROOT / "tests/data/import/articles"
WHOLE = ROOT / "tests/data/import/issues"
_BLOCK = re.compile(
    r"^(?:## (?P<title>[^\n]*)|~~~(?P<kind>\S+)\n(?P<text>.*?)\n?~~~)$", re.M | re.S
)
_LINE = re.compile(r"(?:(?P<looks>[^|]{0,30})\|)? ?(?P<text>.*)")
_LOOK = re.compile(
    r"(?P<centred>居中)|(?P<size>\d+)磅|(?P<heavy>粗)|［(?P<number>.+?)］|(?P<pic>图片)|(?P<grid>表格)|(?P<red>红)|(?P<boxed>框)"
)


@dataclass
class Case:
    """What arrives, and what is to come of it."""

    title: str
    source: str = ""
    paragraphs: str = ""
    made: list[str] = field(default_factory=list)
    look_at: str = ""
    omitted: str | None = None
    settings: str = ""
    notes: str | None = None

    @property
    def draft(self) -> Draft:
        if self.source:
            return dispatch.read("来稿.txt", self.source.encode(), Kind.TEXT)
        lines = self.paragraphs.splitlines()
        return Draft("来稿.docx", tuple(piece(line) for line in lines if line.strip()))


def cases(path: Path) -> Iterator[Case]:
    """The cases of a file."""
    case: Case | None = None
    for block in _BLOCK.finditer(path.read_text("utf-8")):
        kind, said = block["kind"], block["text"]
        if kind is None:
            if case is not None:
                yield case
            case = Case(block["title"])
            continue
        assert case is not None
        match kind:
            case "来稿":
                case.source = said
            case "段落":
                case.paragraphs = said
            case "稿件":
                case.made.append(said)
            case "请看":
                case.look_at = said
            case "略去":
                case.omitted = said
            case "设置":
                case.settings = said
            case "说明":
                case.notes = said
            case _:
                raise AssertionError(kind)
    if case is not None:
        yield case


def params(folder: Path) -> list[object]:
    """The cases of all files in a folder, named after file and title."""
    return [
        pytest.param(case, id=f"{path.stem}: {case.title}")
        for path in sorted(folder.glob("*.md"))
        for case in cases(path)
    ]


def piece(line: str) -> Piece:
    """A paragraph or picture of a line: looks, a bar, the text."""
    match = _LINE.fullmatch(line)
    assert match is not None
    looks = {
        key: value
        for look in _LOOK.finditer(match["looks"] or "")
        for key, value in look.groupdict().items()
        if value
    }
    if "pic" in looks:
        return DraftPicture(PNG)
    if "grid" in looks:
        return DraftTable((tuple((DraftRun(cell),) for cell in match["text"].split("/")),))
    heavy, number = "heavy" in looks, looks.get("number", "")
    runs = tuple(
        DraftRun(part, bold=heavy or bool(at % 2))
        for at, part in enumerate(match["text"].replace("⏎", "\n").split("**"))
    )
    return DraftParagraph(
        tuple(run for run in runs if run.text),
        number=number,
        listed=bool(number),
        size=float(looks.get("size", 16)),
        centred="centred" in looks,
        heavy=heavy,
        red="red" in looks,
        boxed="boxed" in looks,
    )


def shared_files() -> SharedFiles:
    """What checks contributions, in a workspace as ``init`` makes it."""
    series = {"issues/bulletin.yaml": scaffold.bulletin_yaml().encode()}
    return stages.read_shared(Workspace(Path("nowhere")), series)


def imported(
    draft: Draft, of: SharedFiles, number: int = 1, is_new: bool = False, choice: Choice = ""
) -> Imported:
    """What comes of a draft in a workspace with settings, or in an empty one; its books are even."""
    made = planned(draft, of, number, is_new, choice)
    account = made.account
    assert account.is_even, (account.missing, account.invented)
    return made


def planned(
    draft: Draft, of: SharedFiles, number: int = 1, is_new: bool = False, choice: Choice = ""
) -> Imported:
    """The same, whatever its books say."""
    series: SeriesSettings | None = None
    if not is_new and of.series is not None:
        settings, _ = read_issue(Source("issue.yaml", f"number: {number}\n"), of.series)
        series = settings.series if settings is not None else None
    target = ImportTarget(number, f"issues/{number}", frozenset(), series, is_new, False)
    return plan(recognise(draft, choice), target)


def articles(made: Imported) -> list[str]:
    """The contributions in order, without empty lines."""
    return [
        re.sub(r"\n+", "\n", made.files[name].decode()).strip()
        for name in sorted(made.files)
        if name.endswith(".md")
    ]


def settings(made: Imported) -> str:
    """bulletin.yaml and issue.yaml without comments and empty lines."""
    texts = (made.series, made.files.get("issue.yaml", b"").decode())
    lines = [re.sub(r"(?:^|\s+)#.*", "", line) for text in texts for line in text.splitlines()]
    return "\n".join(line for line in lines if line.strip())


def look_at(made: Imported) -> str:
    """The code and the text of every finding's line."""
    return "\n".join(
        f"{one.code} {_line(one.span.source.text, one.span.start)}" for one in made.findings
    )


def _line(text: str, at: int) -> str:
    return text[text.rfind("\n", 0, at) + 1 :].split("\n", 1)[0]


def left(made: Imported) -> str:
    """What was left out and why."""
    return "\n".join(f"{one.reason}：{one.text}" for one in made.omitted)
