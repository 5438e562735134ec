"""Writes imported files into a workspace, with a record by which the import can be undone.

All files of one command are one transaction: ``take`` adds the files of one, ``finish`` writes all or none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from bulletin.findings.errors import BulletinError
from bulletin.importing.output import record
from bulletin.importing.own_contribution import OwnContribution, carry_over
from bulletin.importing.pending import PendingWorkspace
from bulletin.importing.plan import Imported, ImportTarget, Recognition, plan
from bulletin.pipeline.stages import SharedFiles
from bulletin.workspace import files
from bulletin.workspace.folders import Workspace
from bulletin.workspace.transaction import Transaction, digest


class AlreadyThere(BulletinError):
    """The file, or contributions with the same titles and texts, are in the issue already."""


class Importer:
    """Imports files one after the other into a workspace, which may be empty.

    ``source`` is the organ of articles that name none; with ``dry_run`` nothing is written; with
    ``again`` a file may be imported that is in the issue already.
    """

    def __init__(
        self, workspace: Workspace, source: str = "", dry_run: bool = False, again: bool = False
    ) -> None:
        self._workspace = workspace
        self._source = source
        self._dry_run = dry_run
        self._again = again
        self._pending = PendingWorkspace(workspace)
        self._transaction = Transaction(workspace)
        self._record = record.read(workspace) or record.ImportRecord()
        self._last = record.LastImport()

    @property
    def shared(self) -> SharedFiles:
        """What was read of the workspace, for a check of what was written."""
        return self._pending.shared

    def take(self, number: int, read: Recognition | OwnContribution) -> Imported:
        """Make contributions of a file; ``finish`` writes them unless this is a dry run.

        Raises:
            AlreadyThere: they are in the issue, and ``again`` is not set.
            BulletinError: the file cannot be imported into this issue, or the disk is full.
        """
        if not self._again:
            self._refuse_known(number, read)
        imported = self._planned(number, read)
        if not self._again:
            self._refuse_twin(number, imported)
        self._put(number, imported)
        articles = self._pending.add(number, imported)
        self._record.sources.setdefault(str(number), {})[read.digest] = articles
        self._last.sources.append((str(number), read.digest))
        return imported

    def finish(self, report: Mapping[Path, bytes] | None = None) -> None:
        """Write the files of every ``take`` and a report (by its path), or nothing.

        Raises:
            BulletinError: a file was changed meanwhile, or the disk is full.
        """
        with self._transaction as change:
            if self._dry_run or not len(change):
                return
            folders = {
                folder for path in self._last.made for folder in Path(path).parents if folder.parts
            }
            new = [folder for folder in folders if not (self._workspace.root / folder).exists()]
            self._last.folders = [folder.as_posix() for folder in sorted(new, reverse=True)]
            self._record.last = self._last
            change.put(record.path_of(self._workspace), self._record.encoded())
            for path, text in (report or {}).items():
                change.put(path, text)
            change.commit()

    def close(self) -> None:
        """Discard the files that were not written."""
        self._transaction.close()

    def _planned(self, number: int, read: Recognition | OwnContribution) -> Imported:
        """What a file becomes; if the issue refuses it because it is there already, ``AlreadyThere``."""
        target = self._pending.target(number, self._source)
        try:
            return plan_file(read, target)
        except BulletinError:
            if target.present and target.series is not None and not self._again:
                self._refuse_twin(number, plan_file(read, replace(target, present=())))
            raise

    def _refuse_known(self, number: int, read: Recognition | OwnContribution) -> None:
        """Raise if the same file was imported into the issue, and a contribution made of it still exists."""
        imported = self._record.sources.get(str(number), {}).get(read.digest, [])
        names = self._pending.names(number)
        if present := [name for name in imported if name in names]:
            name = read.name if isinstance(read, OwnContribution) else read.draft.name
            raise _already(name, number, present)

    def _refuse_twin(self, number: int, imported: Imported) -> None:
        """Raise if the issue has contributions with the same titles and texts."""
        by_content = self._pending.by_content(number)
        texts = [data for name, data in imported.files.items() if name.lower().endswith(".md")]
        twins = [by_content.get(record.content_digest(data), "") for data in texts]
        if twins and all(twins):
            raise _already(imported.name, number, twins)

    def _put(self, number: int, imported: Imported) -> None:
        """Add all files of one import to the transaction, or none, and record them for ``undo``."""
        folder = self._workspace.issue_folder(number)
        contents = {folder / name: data for name, data in imported.files.items()}
        if imported.series:
            contents = {self._workspace.series_file: imported.series.encode(), **contents}
        length_before = len(self._transaction)
        try:
            if not self._dry_run:
                for path, data in contents.items():
                    self._transaction.put(path, data)
        except BaseException:
            self._transaction.forget(length_before)
            raise
        for path, data in contents.items():
            shown = path.relative_to(self._workspace.root).as_posix()
            if path.is_file():
                before = files.read(path, path.name).decode("utf-8", "surrogateescape")
                self._last.changed[shown] = (digest(data), before)
            else:
                self._last.made[shown] = digest(data)


def plan_file(read: Recognition | OwnContribution, target: ImportTarget) -> Imported:
    """The files that are to be written for one file; see ``plan`` and ``carry_over``."""
    return carry_over(read, target) if isinstance(read, OwnContribution) else plan(read, target)


def _already(name: str, number: int, present: Sequence[str]) -> AlreadyThere:
    return AlreadyThere(
        f"{name} 在第 {number} 期里已经有了（{'、'.join(present[:3])}），没有再导入。",
        "确实要再来一份，加 --again。",
    )
