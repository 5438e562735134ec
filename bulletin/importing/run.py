"""Importing into a workspace: what is there is looked at, what was made is written, all or nothing.

The files of one import are one transaction (``bulletin.transaction``): ``take`` puts them into it, and
``finish`` makes it binding.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from bulletin.findings.errors import BulletinError
from bulletin.importing.draft import Draft
from bulletin.importing.output import record
from bulletin.importing.plan import Goal, Imported, Understood, plan, understand
from bulletin.importing.readers import dispatch, limits, reader_process
from bulletin.importing.readers.file_kinds import Kind, kind_of
from bulletin.importing.readers.incoming import Given
from bulletin.importing.ready import carry_over, contribution_in
from bulletin.importing.recognise.whole_issue import Choice
from bulletin.model.content import Contribution, SeriesSettings
from bulletin.office import libreoffice
from bulletin.office.libreoffice import OfficeMissing
from bulletin.pipeline import stages
from bulletin.pipeline.stages import SharedFiles
from bulletin.reading.settings import read_issue
from bulletin.text.source import Source
from bulletin.workspace import files, regular, scaffold
from bulletin.workspace.files import Workspace
from bulletin.workspace.transaction import Transaction, digest

_NO_SERIES = {"issues/bulletin.yaml": scaffold.bulletin_yaml().encode()}
_ISSUE_IN_NAME = re.compile(r"第\s*(?P<number>\d{1,4})\s*期")
_NUMBER_IN_NAME = re.compile(
    r"^(?P<lead>\d{1,3})(?![\d年月.日-])|(?<![\d年月.日-])(?P<tail>\d{1,3})期?$"
)
"""A number at either end of a name that is no year and no part of a date."""


class AlreadyThere(BulletinError):
    """A file is in the issue already; to import it again would make it twice."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A file that is a contribution already."""

    given: Given
    data: bytes
    contribution: Contribution

    @property
    def digest(self) -> str:
        """What tells it from others."""
        return digest(self.data)

    def carried_over(self, goal: Goal) -> Imported:
        """The contribution in its place."""
        imported = carry_over(
            self.given.name,
            self.data,
            self.contribution,
            goal,
            lambda path: _beside(self.given, path),
        )
        return replace(imported, notes=(*self.given.told, *imported.notes))


class Importer:
    """Imports files one after the other into a workspace, which may be empty."""

    def __init__(
        self,
        workspace: Workspace,
        source: str = "",
        dry_run: bool = False,
        choice: Choice = "",
        again: bool = False,
    ) -> None:
        self._choice = choice
        self._again = again
        self._workspace = workspace
        self._source = source
        self._dry_run = dry_run
        self._planned: dict[int, set[str]] = {}
        self._settings: dict[Path, bytes] = {}
        """bulletin.yaml and issue.yaml files that are still to be written."""
        self._essences: dict[int, dict[str, str]] = {}
        """By issue, and by what makes a contribution the same: its name."""
        self._transaction = Transaction(workspace)
        self._record = record.read(workspace) or record.Record()
        self._last = record.Last()
        self._shared = self._read_shared()
        self._converted: dict[Given, bytes] = {}
        self._missing: OfficeMissing | None = None

    def _read_shared(self) -> SharedFiles:
        series = self._on_hand(self._workspace.series_file)
        instead = {} if series is None else {"issues/bulletin.yaml": series}
        shared = stages.read_shared(self._workspace, instead or _NO_SERIES)
        if shared.series is None:
            raise BulletinError(
                "issues/bulletin.yaml 有错，读不了。", "先用 bulletin check 看看，改好再导入。"
            )
        return shared

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
                made = libreoffice.convert(
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
            draft = self._draft(given, data, kind)
            draft = replace(draft, notes=(*given.told, *draft.notes))
            return replace(understand(draft, self._choice), digest=digest(data))
        except (MemoryError, RecursionError) as error:  # the limits should not let it come so far
            raise BulletinError(
                f"{given.name} 太大，或者一层套一层太深，读不下去。", "拆成几个文件再导入。"
            ) from error

    def _draft(self, given: Given, data: bytes, kind: Kind) -> Draft:
        if kind in (Kind.TEXT, Kind.MARKDOWN):
            return dispatch.read(given.name, data, kind, bytes, lambda path: _beside(given, path))
        converted = self._word_file(given) if kind.needs_office else b""
        return reader_process.read(given.name, data, kind, converted)

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
        """Make contributions of a file, to be written by ``finish`` unless this is a dry run.

        Raises:
            AlreadyThere: they are in the issue.
            BulletinError: its place is taken, or the disk is full.
        """
        if not self._again:
            self._refuse_known(number, understood)
        imported = self._made(number, understood)
        if not self._again:
            self._refuse_twin(number, imported)
        self._put(number, imported)
        self._planned.setdefault(number, set()).update(imported.files)
        articles = [name for name in imported.files if name.lower().endswith(".md")]
        for name in articles:
            self._in_issue(number)[record.essence(imported.files[name])] = name
        self._record.sources.setdefault(str(number), {})[understood.digest] = articles
        self._last.sources.append((str(number), understood.digest))
        return imported

    def finish(self, report: Mapping[Path, bytes] | None = None) -> None:
        """Write all that was taken, and a report on it, or nothing.

        Raises:
            BulletinError: a file was changed meanwhile, or the disk is full.
        """
        with self._transaction as change:
            if self._dry_run or not len(change):
                return
            made = {path.parent for path in map(Path, self._last.made)}
            folders = {one for path in made for one in (path, *path.parents) if one.parts}
            fresh = [one for one in folders if not (self._workspace.root / one).exists()]
            self._last.folders = [one.as_posix() for one in sorted(fresh, reverse=True)]
            self._record.last = self._last
            change.put(record.path_of(self._workspace), self._record.encoded())
            for path, text in (report or {}).items():
                change.put(path, text)
            change.commit()

    def close(self) -> None:
        """Forget what was taken and not written."""
        self._transaction.close()

    def _made(self, number: int, understood: Understood | Ready) -> Imported:
        """What comes of a file; where there is no place for it, it may be there already."""
        goal = self._goal(number)
        empty = replace(goal, taken=())
        try:
            return _planned(understood, goal)
        except BulletinError:
            if goal.taken and goal.series is not None and not self._again:
                self._refuse_twin(number, _planned(understood, empty))
            raise

    def _refuse_known(self, number: int, understood: Understood | Ready) -> None:
        """Raise if the same file was imported into the issue, and something of it is still there."""
        made = self._record.sources.get(str(number), {}).get(understood.digest, [])
        have = files.names(self._workspace.issue_folder(number)) | self._planned.get(number, set())
        if present := [name for name in made if name in have]:
            raise _already(understood, number, present)

    def _refuse_twin(self, number: int, imported: Imported) -> None:
        """Raise if the issue has contributions with the same titles and texts."""
        have = self._in_issue(number)
        texts = [data for name, data in imported.files.items() if name.lower().endswith(".md")]
        twins = [have.get(record.essence(data), "") for data in texts]
        if twins and all(twins):
            raise _already(imported, number, twins)

    def _in_issue(self, number: int) -> dict[str, str]:
        if number not in self._essences:
            folder = self._workspace.issue_folder(number)
            names = sorted(one for one in files.names(folder) if one.lower().endswith(".md"))
            self._essences[number] = {
                record.essence(files.read(folder / name, name)): name
                for name in names
                if (folder / name).is_file()
            }
        return self._essences[number]

    def _goal(self, number: int) -> Goal:
        folder = self._workspace.issue_folder(number)
        taken = self._planned.get(number, set()) | files.names(folder)
        issue = self._on_hand(folder / "issue.yaml")
        return Goal(
            number=number,
            folder=self._workspace.shown(folder),
            taken=frozenset(taken),
            series=self._series(number),
            is_fresh=self._is_fresh(),
            has_settings=issue not in (None, scaffold.issue_yaml(number).encode()),
            source=self._source,
        )

    def _on_hand(self, path: Path) -> bytes | None:
        """Settings as they will be; ``None`` where there are none."""
        if path in self._settings:
            return self._settings[path]
        return files.read(path, path.name) if path.is_file() else None

    def _series(self, number: int) -> SeriesSettings | None:
        if self._shared.series is None or self._on_hand(self._workspace.series_file) is None:
            return None
        settings, _ = read_issue(Source("issue.yaml", f"number: {number}\n"), self._shared.series)
        return settings.series if settings is not None else None

    def _is_fresh(self) -> bool:
        """Whether there is no bulletin.yaml, or the one that ``init`` wrote, and no issue yet."""
        series = self._on_hand(self._workspace.series_file)
        if series is None:
            return True
        is_as_made = series == scaffold.bulletin_yaml().encode()
        return is_as_made and not self._planned and not self._workspace.issues()

    def _put(self, number: int, imported: Imported) -> None:
        """Let the transaction have all files of one source, or none."""
        folder = self._workspace.issue_folder(number)
        contents = {folder / name: data for name, data in imported.files.items()}
        if imported.series:
            contents = {self._workspace.series_file: imported.series.encode(), **contents}
        known = len(self._transaction)
        try:
            for path, data in contents.items() if not self._dry_run else ():
                self._transaction.put(path, data)
        except BaseException:
            self._transaction.forget(known)
            raise
        self._settings |= {path: data for path, data in contents.items() if path.suffix == ".yaml"}
        if imported.series:
            self._shared = self._read_shared()
        for path, data in contents.items():
            shown = path.relative_to(self._workspace.root).as_posix()
            if path.is_file():
                before = files.read(path, path.name).decode("utf-8", "surrogateescape")
                self._last.changed[shown] = (digest(data), before)
            else:
                self._last.made[shown] = digest(data)


def _planned(understood: Understood | Ready, goal: Goal) -> Imported:
    if isinstance(understood, Ready):
        return understood.carried_over(goal)
    return plan(understood, goal)


def _already(one: Understood | Ready | Imported, number: int, names: Sequence[str]) -> AlreadyThere:
    name = one.name if isinstance(one, Imported) else _name_of(one)
    return AlreadyThere(
        f"{name} 在第 {number} 期里已经有了（{'、'.join(names[:3])}），没有再导入。",
        "确实要再来一份，加 --again。",
    )


def _name_of(understood: Understood | Ready) -> str:
    return understood.given.name if isinstance(understood, Ready) else understood.draft.name


def _beside(given: Given, path: str) -> bytes | None:
    """A picture that a Markdown file names, if it lies in the file's own folder or below."""
    if given.path is None:
        return given.beside.get(posixpath.normpath(path))
    if re.match(r"[A-Za-z][\w+.-]*:|[/\\]", path):
        return None
    folder = files.behind_links(given.path).parent
    try:
        target = files.behind_links(folder / path)
        return regular.read(target, limits.FILE_BYTES) if target.is_relative_to(folder) else None
    except (OSError, ValueError):
        return None


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
