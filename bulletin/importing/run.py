"""Importing into a workspace: what is there is looked at, what was made is written, all or nothing."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from bulletin import files, office, pipeline, scaffold
from bulletin.errors import BulletinError
from bulletin.files import Workspace
from bulletin.importing import limits, sources
from bulletin.importing.given import Given
from bulletin.importing.issue import Choice
from bulletin.importing.kinds import Kind, kind_of
from bulletin.importing.plan import Goal, Imported, Understood, plan, understand
from bulletin.importing.ready import carry_over, contribution_in
from bulletin.model import Contribution, Series
from bulletin.office import OfficeMissing
from bulletin.pipeline import Desk
from bulletin.reading.settings import read_issue
from bulletin.source import Source

_NO_SERIES = {"issues/bulletin.yaml": scaffold.bulletin_yaml().encode()}
_ISSUE_IN_NAME = re.compile(r"第\s*(?P<number>\d{1,4})\s*期")
_NUMBER_IN_NAME = re.compile(
    r"^(?P<lead>\d{1,3})(?![\d年月.日-])|(?<![\d年月.日-])(?P<tail>\d{1,3})期?$"
)
"""A number at either end of a name that is no year and no part of a date."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A file that is a contribution already."""

    given: Given
    data: bytes
    contribution: Contribution

    def carried_over(self, goal: Goal) -> Imported:
        """The contribution in its place."""
        imported = carry_over(
            self.given.name,
            self.data,
            self.contribution,
            goal,
            lambda path: _beside(self.given, path),
        )
        return replace(imported, told=(*self.given.told, *imported.told))


class Importer:
    """Imports files one after the other into a workspace, which may be empty."""

    def __init__(
        self,
        workspace: Workspace,
        source: str = "",
        dry_run: bool = False,
        choice: Choice = "",
    ) -> None:
        self._choice = choice
        self._workspace = workspace
        self._source = source
        self._dry_run = dry_run
        self._desk = self._set_desk()
        self._planned: dict[int, set[str]] = {}
        self._converted: dict[Given, bytes] = {}
        self._missing: OfficeMissing | None = None

    def _set_desk(self) -> Desk:
        has_series = self._workspace.series_file.is_file()
        desk = pipeline.set_desk(self._workspace, None if has_series else _NO_SERIES)
        if desk.series is None:
            raise BulletinError(
                "issues/bulletin.yaml 有错，读不了。", "先用 bulletin check 看看，改好再导入。"
            )
        return desk

    # Reading

    def prepare(self, given: list[Given]) -> None:
        """Let one LibreOffice convert all files that need it."""
        with TemporaryDirectory(prefix="bulletin-") as folder:
            copies: dict[Path, Given] = {}
            for number, one in enumerate(given):
                kind = self._kind(one)
                if kind is not None and kind.needs_office:  # its name may say another kind
                    copy = Path(folder, f"{number}.{kind.value}")
                    files.write(copy, one.read())
                    copies[copy] = one
            if not copies:
                return
            limit = limits.CONVERSION_SECONDS + limits.CONVERSION_SECONDS_EACH * len(copies)
            results = Path(folder, "out")
            try:
                made = office.convert(
                    list(copies),
                    "docx",
                    results,
                    limit=limit,
                    what="读 .doc、.wps、.rtf、.odt、.html ",
                )
            except OfficeMissing as error:  # the other files can be read
                self._missing = error
                return
            for copy, result in made.items():
                self._converted[copies[copy]] = files.read(result, copies[copy].name)

    def _kind(self, given: Given) -> Kind | None:
        try:
            return kind_of(given.name, given.read())
        except BulletinError:
            return None  # said when its turn comes

    def read(self, given: Given) -> Understood | Ready:
        """A file, read and understood.

        Raises:
            BulletinError: it cannot be read.
        """
        data = given.read()
        kind = kind_of(given.name, data)
        if kind is Kind.MARKDOWN and (ours := contribution_in(given.name, data)) is not None:
            return Ready(given, data, ours)
        if kind in (Kind.MAIL, Kind.ZIP):  # what is in them is given one by one
            raise BulletinError(f"{given.name} 要先解开。", "把里面的文件存出来再导入。")
        try:
            draft = sources.read(
                given.name,
                data,
                kind,
                lambda: self._word_file(given),
                lambda path: _beside(given, path),
            )
            draft = replace(draft, told=(*given.told, *draft.told))
            return understand(draft, self._choice)
        except (MemoryError, RecursionError) as error:  # the limits should not let it come so far
            raise BulletinError(
                f"{given.name} 太大，或者一层套一层太深，读不下去。", "拆成几个文件再导入。"
            ) from error

    def _word_file(self, given: Given) -> bytes:
        """What LibreOffice made of a file."""
        if self._missing is not None:
            raise BulletinError(f"{given.name}：{self._missing.message}", self._missing.hint)
        if given not in self._converted:
            raise BulletinError(
                f"LibreOffice 没有转换成 {given.name}，没有导入；文件不一定是坏的。",
                "用 Word 或 WPS 打开它，另存为 .docx 再导入；打不开的，请对方重新发一次。",
            )
        return self._converted[given]

    # Writing

    def take(self, number: int, understood: Understood | Ready) -> Imported:
        """Make contributions of a file, and write them unless this is a dry run.

        Raises:
            BulletinError: its place is taken, or a file cannot be written.
        """
        goal = self._goal(number)
        imported = (
            understood.carried_over(goal)
            if isinstance(understood, Ready)
            else plan(understood, goal)
        )
        if self._dry_run:
            self._planned.setdefault(number, set()).update(imported.files)
        else:
            self._write(number, imported)
        return imported

    def _goal(self, number: int) -> Goal:
        folder = self._workspace.issue_folder(number)
        taken = self._planned.get(number, set()) | files.names(folder)
        issue = folder / "issue.yaml"
        fresh = scaffold.issue_yaml(number).encode()
        return Goal(
            number=number,
            folder=self._workspace.shown(folder),
            taken=frozenset(taken),
            series=self._series(number),
            is_fresh=self._is_fresh(),
            has_settings=issue.is_file() and files.read(issue, "issue.yaml") != fresh,
            source=self._source,
        )

    def _series(self, number: int) -> Series | None:
        if self._desk.series is None or not self._workspace.series_file.is_file():
            return None
        settings, _ = read_issue(Source("issue.yaml", f"number: {number}\n"), self._desk.series)
        return settings.series if settings is not None else None

    def _is_fresh(self) -> bool:
        """Whether there is no bulletin.yaml, or the one that ``init`` wrote, and no issue yet."""
        path = self._workspace.series_file
        if not path.is_file():
            return True
        return (
            not self._workspace.issues()
            and files.read(path, path.name) == scaffold.bulletin_yaml().encode()
        )

    def _write(self, number: int, imported: Imported) -> None:
        folder = self._workspace.issue_folder(number)
        contents = {folder / name: data for name, data in imported.files.items()}
        if imported.series:
            contents = {self._workspace.series_file: imported.series.encode(), **contents}
        files.write_all(contents)
        if imported.series:
            self._desk = self._set_desk()


def _beside(given: Given, path: str) -> bytes | None:
    """A picture that a Markdown file names, if it lies in the file's own folder or below."""
    if given.path is None:
        return given.beside.get(posixpath.normpath(path))
    if re.match(r"[A-Za-z][\w+.-]*:|[/\\]", path):
        return None
    folder = given.path.resolve().parent
    try:
        target = (folder / path).resolve()
        if not target.is_relative_to(folder) or target.stat().st_size > limits.FILE_BYTES:
            return None
    except (OSError, ValueError):
        return None
    return files.read(target, path)


def number_of(given: Given, understood: Understood | Ready) -> int:
    """The number of an issue from the back catalogue, from its masthead or its file's name.

    Raises:
        BulletinError: neither says it, or they do not agree.
    """
    stem = PurePath(given.name).stem
    match = _ISSUE_IN_NAME.search(stem) or _NUMBER_IN_NAME.search(stem)
    named = int(next(filter(None, match.groups()))) if match else None
    whole = understood.whole if isinstance(understood, Understood) else None
    serial = whole.masthead.serial if whole is not None else None
    if serial is not None and named not in (None, serial.number):
        raise BulletinError(
            f"{given.name}：报头写的是“{serial.text}”，文件名写的是第 {named} 期，没有导入。",
            f"看看哪个对，再单独导入：bulletin import 期号 {given.name}",
        )
    number = serial.number if serial is not None else named
    if not number:
        raise BulletinError(
            f"{given.name}：报头和文件名里都没有期号，没有导入。",
            f"看看是第几期，再单独导入：bulletin import 期号 {given.name}",
        )
    return number
