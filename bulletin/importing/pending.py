"""A workspace as it will be after an import: the files on the disk, and those that are to be written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from bulletin.findings.diagnostics import Diagnostic
from bulletin.findings.errors import BulletinError
from bulletin.importing.output import record
from bulletin.importing.plan import Imported, ImportTarget
from bulletin.model.content import Contribution
from bulletin.pipeline import stages
from bulletin.pipeline.stages import SharedFiles
from bulletin.reading.settings import series_settings
from bulletin.workspace import files, scaffold
from bulletin.workspace.folders import Workspace


class PendingWorkspace:
    """A workspace, which may be empty, with the files that are to be written into it."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._names: dict[int, set[str]] = {}
        """By issue: the names of files that are to be written."""
        self._settings: dict[Path, bytes] = {}
        """bulletin.yaml and issue.yaml files that are to be written."""
        self._by_content: dict[int, dict[str, str]] = {}
        self._readings: dict[str, tuple[Contribution, tuple[Diagnostic, ...]]] = {}
        self._shared = self._read_shared()

    def _read_shared(self) -> SharedFiles:
        series = self._setting(self.workspace.series_file) or scaffold.bulletin_yaml().encode()
        shared = stages.read_shared(self.workspace, {"issues/bulletin.yaml": series})
        if shared.series is None:
            raise BulletinError(
                "issues/bulletin.yaml 有错，读不了。", "先用 bulletin check 看看，改好再导入。"
            )
        return shared

    def _setting(self, path: Path) -> bytes | None:
        """A settings file as it will be: to be written, or on the disk; ``None`` where there is none."""
        if path in self._settings:
            return self._settings[path]
        return files.read(path, path.name) if path.is_file() else None

    def names(self, number: int) -> set[str]:
        """The names of the files in an issue's folder."""
        return self._names.get(number, set()) | files.names(self.workspace.issue_folder(number))

    def by_content(self, number: int) -> Mapping[str, str]:
        """The names of an issue's contributions by ``record.content_digest``, to find the same one again."""
        if number not in self._by_content:
            folder = self.workspace.issue_folder(number)
            self._by_content[number] = {
                record.content_digest(files.read(folder / name, name)): name
                for name in sorted(files.names(folder))
                if name.lower().endswith(".md") and (folder / name).is_file()
            }
        return self._by_content[number]

    def target(self, number: int, source: str) -> ImportTarget:
        """An issue as a target of import; ``source`` is the organ that the user named."""
        folder = self.workspace.issue_folder(number)
        series = self._setting(self.workspace.series_file)
        issue = self._setting(folder / "issue.yaml")
        return ImportTarget(
            number=number,
            folder=self.workspace.shown(folder),
            present=frozenset(self.names(number)),
            series=series_settings(self._shared.series) if series and self._shared.series else None,
            is_fresh=self._is_fresh(series),
            has_settings=issue not in (None, scaffold.issue_yaml(number).encode()),
            source=source,
        )

    def _is_fresh(self, series: bytes | None) -> bool:
        """Whether there is no bulletin.yaml, or that of ``init`` and no issue yet."""
        if series is None:
            return True
        is_as_made = series == scaffold.bulletin_yaml().encode()
        return is_as_made and not self._names and not self.workspace.issues()

    def add(self, number: int, imported: Imported) -> list[str]:
        """Add the files of one import to an issue; returns the names of the new contributions."""
        folder = self.workspace.issue_folder(number)
        self._names.setdefault(number, set()).update(imported.files)
        contributions = [name for name in imported.files if name.lower().endswith(".md")]
        self._by_content[number] = {
            **self.by_content(number),
            **{record.content_digest(imported.files[name]): name for name in contributions},
        }
        for name, reading in imported.readings.items():
            self._readings[f"issues/{number}/{name}"] = reading
        for name in imported.files:
            if name.endswith(".yaml"):
                self._settings[folder / name] = imported.files[name]
        if imported.series:
            self._settings[self.workspace.series_file] = imported.series.encode()
            self._shared = self._read_shared()
        return contributions

    @property
    def shared(self) -> SharedFiles:
        """What was read of the workspace, for a check of the files when they are written."""
        return replace(self._shared, texts={}, readings=self._readings)
