"""The way through: files → contributions → issue → blocks → .docx, with all that was found.

Each stage is a pure function in a module of its own; here they are put in a row.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from bulletin import faults, files, pictures
from bulletin.arrange import arrange, numbered, order
from bulletin.diagnostics import Diagnostic, has_errors
from bulletin.errors import BulletinError
from bulletin.files import Workspace
from bulletin.model import Block, Contribution, Issue, IssueSettings, Picture, runs_of
from bulletin.reading.contribution import read_contribution
from bulletin.reading.decode import decode
from bulletin.reading.settings import read_issue, read_series
from bulletin.reading.yaml_values import Mapping
from bulletin.source import Source
from bulletin.style import House, read_house

HOUSE, TEMPLATE = "gbt9704.yaml", "issue.j2"


@dataclass(frozen=True)
class Desk:
    """What all issues of a workspace share: the series, the house style, the template."""

    workspace: Workspace
    series: Mapping | None
    house: House | None
    template: Source
    found: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """An issue as far as it came: ``data`` is the .docx, absent when there were errors."""

    number: int
    issue: Issue | None
    data: bytes | None
    found: tuple[Diagnostic, ...]
    pictures: tuple[str, ...] = ()
    """Pictures that lie outside the issue's own folder, from the workspace."""


def set_desk(workspace: Workspace) -> Desk:
    """Read what all issues share, once."""
    found: list[Diagnostic] = []
    series_source = _source(workspace, "issues/bulletin.yaml", found)
    series, more = read_series(series_source)
    found += more
    house_source = _source(workspace, workspace.shown(workspace.template(HOUSE)), found)
    house, more = read_house(house_source)
    found += more
    template = _source(workspace, workspace.shown(workspace.template(TEMPLATE)), found)
    return Desk(workspace, series, house, template, tuple(found))


def _source(workspace: Workspace, name: str, found: list[Diagnostic]) -> Source:
    """A file by its name from the workspace, or by its whole path where it lies outside."""
    source, more = decode(name, files.read(workspace.root / name, name))
    found += more
    return source


def load(desk: Desk, number: int) -> Outcome:
    """Read, check and number an issue.

    Raises:
        BulletinError: there is no such issue, or its files cannot be read.
    """
    workspace, found = desk.workspace, list(desk.found)
    settings, contributions = _read(desk, number, found)
    if settings is None:
        for one in contributions:
            numbered(one.body, found)
        return Outcome(number, None, None, tuple(found))
    outside: list[str] = []
    contributions = [
        replace(one, body=_with_pictures(one, workspace, number, outside, found))
        for one in contributions
    ]
    issue, more = arrange(settings, contributions)
    return Outcome(number, issue, None, (*found, *more), tuple(outside))


def build(desk: Desk, number: int) -> Outcome:
    """Make the .docx of an issue; it is in the outcome unless there were errors."""
    loaded = load(desk, number)
    if loaded.issue is None or desk.house is None:
        return loaded
    from bulletin.compose import compose

    document, more = compose(loaded.issue, desk.template, desk.house)
    found = (*loaded.found, *more)
    if document is None or has_errors(found):
        return replace(loaded, found=found)
    from bulletin.word import write

    return replace(loaded, data=write(document, desk.house), found=found)


def _read(
    desk: Desk, number: int, found: list[Diagnostic]
) -> tuple[IssueSettings | None, list[Contribution]]:
    workspace = desk.workspace
    folder = workspace.issue_folder(number)
    if not folder.is_dir():
        have = workspace.issues()
        known = f"现有：{_numbers(have)}。" if have else ""
        raise BulletinError(f"没有第 {number} 期。", f"{known}新建：bulletin new {number}")
    if not (folder / "issue.yaml").is_file():
        raise BulletinError(
            f"{workspace.shown(folder)} 里没有 issue.yaml。",
            f"新建一个文本文件 issue.yaml，写上 number: {number}。",
        )
    settings = None
    inside = f"issues/{number}"
    source = _source(workspace, f"{inside}/issue.yaml", found)
    if desk.series is not None:
        settings, more = read_issue(source, desk.series)
        found += more
    names = workspace.contributions(number)
    if settings is not None:
        names, more = order(settings, names)
        found += more
        if settings.number != number:
            found.append(_mismatch(source, settings.number, number))
    contributions = []
    for name in names:
        contribution, more = read_contribution(_source(workspace, f"{inside}/{name}", found))
        found += more
        if contribution is not None:
            contributions.append(contribution)
    return settings, contributions


def _numbers(numbers: list[int]) -> str:
    shown = "、".join(map(str, numbers[-8:]))
    return f"…、{shown}" if len(numbers) > 8 else shown


def _mismatch(source: Source, written: int, folder: int) -> Diagnostic:
    return faults.NUMBER_MISMATCH.at(
        source.line_span(1),
        f"issue.yaml 写的是第 {written} 期，文件夹却是 {folder}。",
        f"把 number 改成 {folder}，或把文件夹改名为 {written}。",
    )


def _with_pictures(
    contribution: Contribution,
    workspace: Workspace,
    number: int,
    outside: list[str],
    found: list[Diagnostic],
) -> tuple[Block, ...]:
    """The body with the bytes of its pictures; what cannot be used is a finding."""
    body: list[Block] = []
    for block in contribution.body:
        if isinstance(block, Picture):
            path = (PurePosixPath("issues") / str(number) / block.path).as_posix()
            data, fault = pictures.load(workspace.root, path)
            if fault:
                found.append(faults.PICTURE.at(block.span, *fault))
                continue
            if not path.startswith(f"issues/{number}/") or ".." in path:
                outside.append(path)
            block = replace(block, data=data)  # noqa: PLW2901
        body.append(block)
    return tuple(body)


def characters(issue: Issue) -> int:
    """How many characters the articles of an issue have, white space not counted."""
    return sum(
        len("".join(run.text.split()))
        for article in issue.articles
        for block in article.body
        for run in runs_of(block)
    )
