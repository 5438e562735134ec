"""A workspace: its folders, the issues and contributions in them, and where results go.

issues/bulletin.yaml     the series
issues/43/issue.yaml     an issue
issues/43/*.md           its contributions
templates/               the workspace's own issue.j2 and house styles, if it has any
build/43.docx            the result
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from bulletin.findings.errors import BulletinError
from bulletin.workspace import atomic
from bulletin.workspace.files import documents, names
from bulletin.workspace.shipped import HOUSE_STYLES, LEADERS, TERMS, shipped_template
from bulletin.workspace.system_errors import cannot_read

WORKSPACE_VARIABLE = "BULLETIN_WORKSPACE"
_MOST_LISTED = 8
"""Issues named in the message that one is missing; the newest."""
_MOST_DIGITS = 8
LARGEST_NUMBER = 10**_MOST_DIGITS - 1
"""The largest number of an issue: a folder can be named after it, and a database can hold it."""
_MOST_FOLDERS = 2_000
"""Folders of a workspace that are searched for a file that is missing."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with issues/bulletin.yaml."""

    root: Path

    @property
    def series_file(self) -> Path:
        """The path of bulletin.yaml."""
        return self.root / "issues" / "bulletin.yaml"

    def issue_folder(self, number: int) -> Path:
        """The folder of an issue, whether it exists or not."""
        return self.root / "issues" / str(number)

    def output(self, number: int) -> Path:
        """The path of an issue's .docx."""
        return self.root / "build" / f"{number}.docx"

    def template(self, name: str) -> Path:
        """The workspace's own template if there is one, else the shipped one."""
        own = self.root / "templates" / name
        return own if os.path.lexists(own) else shipped_template(name)

    def house_styles(self) -> tuple[str, ...]:
        """The file names of all house styles, shipped ones and the workspace's own."""
        folder = self.root / "templates"
        present = names(folder) if folder.is_dir() else set[str]()
        own = sorted(name for name in present - {TERMS, LEADERS} if name.endswith(".yaml"))
        return tuple(dict.fromkeys((*HOUSE_STYLES, *own)))

    def shown(self, path: Path) -> str:
        """A path as the user is shown it: from the workspace, with forward slashes."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return path.as_posix()

    def remove_temporary_files(self, numbers: Iterable[int] = ()) -> None:
        """Remove temporary files of killed runs from the shared folders and those of some issues."""
        for name in ("issues", "build", "templates", *(f"issues/{number}" for number in numbers)):
            atomic.sweep(self.root / name)

    def issues(self) -> list[int]:
        """The numbers of all issues, in order."""
        return sorted(int(name) for name in self._folders() if is_number(name))

    def misnamed(self) -> list[str]:
        """Names of folders that hold what an issue's folder does but are not named by a number."""
        others = (name for name in self._folders() if name[0] not in ".~" and not is_number(name))
        return [name for name in others if _holds_issue(self.root / "issues" / name)]

    def loose(self) -> list[str]:
        """Names of contributions that lie in issues/ itself, so in no issue."""
        return self._names(self.root / "issues", _is_contribution)

    def _folders(self) -> list[str]:
        return self._names(self.root / "issues", lambda entry: _is_kind(entry.is_dir))

    def _names(self, folder: Path, is_wanted: Callable[[os.DirEntry[str]], bool]) -> list[str]:
        """The names of those things in a folder that are wanted, in order."""
        try:
            with os.scandir(folder) as entries:
                return sorted(entry.name for entry in entries if is_wanted(entry))
        except OSError as error:
            raise cannot_read(self.shown(folder), error) from error

    def folder_of(self, number: int) -> Path:
        """The folder of an issue; ``BulletinError`` if there is no such issue."""
        folder = self.issue_folder(number)
        if folder.is_dir():
            return folder
        numbers = self.issues()
        omitted = "…、" if len(numbers) > _MOST_LISTED else ""
        listed = omitted + "、".join(map(str, numbers[-_MOST_LISTED:]))
        known = f"现有：{listed}。" if numbers else ""
        raise BulletinError(f"没有第 {number} 期。", f"{known}新建：bulletin new {number}")

    def contributions(self, number: int) -> list[str]:
        """The names of an issue's contributions, in order; hidden and temporary files are not."""
        return self._names(self.issue_folder(number), _is_contribution)

    def issue_files(self, number: int) -> list[str]:
        """The paths of all files in an issue's folder and below, from that folder, in order."""
        folder = self.issue_folder(number)
        return sorted(path.relative_to(folder).as_posix() for path in documents(folder))

    def everything(self) -> Iterator[Path]:
        """The files of the workspace but hidden ones and results; of ``_MOST_FOLDERS`` folders."""
        for place, inner, file_names in islice(os.walk(self.root), _MOST_FOLDERS):
            inner[:] = sorted(name for name in inner if name[0] not in ".~" and name != "build")
            yield from (Path(place, name) for name in sorted(file_names) if name[0] not in ".~")


def find_workspace(given: Path | None, here: Path) -> Workspace:
    """The workspace that was named, or the nearest at or above ``here``; ``BulletinError`` if none."""
    for root in (here, *here.parents) if given is None else (Path(os.path.abspath(given)),):
        workspace = Workspace(root)
        if workspace.series_file.exists():
            return workspace
    if given is not None:
        raise BulletinError(
            f"“{given}”不是工作文件夹：里面没有 issues/bulletin.yaml。",
            f"新建一个：bulletin init {given}",
        )
    raise BulletinError(
        "这里不是工作文件夹：本文件夹和上级文件夹里都没有 issues/bulletin.yaml。",
        "先进到工作文件夹里再运行；还没有的话，新建一个：bulletin init 我的简报",
    )


def is_number(name: str) -> bool:
    """Whether a folder's name is an issue's number: 43, not 043 or ４３."""
    return name.isascii() and name.isdigit() and name[0] != "0" and len(name) <= _MOST_DIGITS


def number_of(text: str) -> int | None:
    """The issue's number that somebody typed, 043 too; ``None`` if it is none."""
    name = text.lstrip("0")
    return int(name) if is_number(name) else None


def _is_contribution(entry: os.DirEntry[str]) -> bool:
    name = entry.name
    return name.lower().endswith(".md") and name[0] not in ".~" and _is_kind(entry.is_file)


def _is_kind(check: Callable[[], bool]) -> bool:
    """The result of ``entry.is_dir`` or ``entry.is_file``; a link that leads in a circle is neither."""
    try:
        return check()
    except OSError:
        return False


def _holds_issue(folder: Path) -> bool:
    return any(name == "issue.yaml" or name.lower().endswith(".md") for name in names(folder))
