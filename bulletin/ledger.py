"""What was built from what: which issues are up to date, by content and not by time.

The ledger lies beside the results (build/.ledger.json) and can be deleted at any time. For each
issue it keeps a digest of the contents of its files, and a digest of their stat data. As long as
the stat data are the same the contents need not be read again; when they differ (a file was
touched, copied, checked out) the contents decide. Stat data that are too young to be trusted
(changed within the grain of the file system's clock before the ledger was written) are not used.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bulletin import __version__, files
from bulletin.files import Workspace

_FORMAT = 1
_GRAIN = 2_000_000_000
"""Nanoseconds: FAT, the coarsest file system an office meets, counts in two seconds."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of a built issue."""

    stat: str
    content: str
    output: str
    """Digest of the .docx as it was written; another one means it was changed by hand."""
    output_stat: str
    date: str
    articles: int
    characters: int
    outside: list[str]
    """Pictures outside the issue's folder, from the workspace's root."""


class Ledger:
    """The entries of a workspace's issues."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._path = workspace.root / "build" / ".ledger.json"
        self._common = _digest(_common_contents(workspace))
        self._entries: dict[int, Entry] = {}
        self._written = 0
        self._changed = False
        self._load()

    def _load(self) -> None:
        try:
            data = json.loads(self._path.read_bytes())
            self._written = self._path.stat().st_mtime_ns
            if data["format"] == _FORMAT and data["common"] == self._common:
                self._entries = {int(key): _entry(values) for key, values in data["issues"].items()}
            else:
                self._keep_outputs(data)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            self._entries = {}  # missing or damaged: everything counts as not built

    def _keep_outputs(self, data: dict[str, Any]) -> None:
        """After a change of the house style all is stale, but hand-made changes are still known."""
        for key, values in data["issues"].items():
            old = _entry(values)
            self._entries[int(key)] = Entry("", "", old.output, old.output_stat, "", 0, 0, [])

    def entry(self, number: int) -> Entry | None:
        """What was noted when the issue was built last."""
        return self._entries.get(number)

    def is_current(self, number: int) -> bool:
        """Whether the result stands for the files as they are."""
        entry = self._entries.get(number)
        if entry is None or not entry.content or not self._workspace.output(number).is_file():
            return False
        stat, youngest = _stat_digest(self._workspace, number, entry.outside)
        if stat == entry.stat and youngest + _GRAIN < self._written:
            return True
        if _content_digest(self._workspace, number, entry.outside) != entry.content:
            return False
        if stat != entry.stat or youngest + _GRAIN >= self._written:
            self._put(number, Entry(**{**asdict(entry), "stat": stat}))
        return True

    def seen(self, number: int) -> str:
        """What an issue's own files look like now, to be asked before they are read."""
        try:
            return _stat_digest(self._workspace, number, [])[0]
        except OSError:
            return ""

    def changed_by_hand(self, number: int, data: bytes) -> bool:
        """Whether the result is neither the file that was written nor the one about to be."""
        entry, output = self._entries.get(number), self._workspace.output(number)
        try:
            if entry is None:
                return False
            if _stat_of(output.stat()) == entry.output_stat:
                return False
            found = output.read_bytes()
            return found != data and hashlib.sha256(found).hexdigest() != entry.output
        except OSError:
            return False

    def record(
        self,
        number: int,
        data: bytes,
        date: str,
        articles: int,
        characters: int,
        outside: list[str],
        seen: str,
    ) -> None:
        """Note that the issue was built from its files as they were when they were ``seen``.

        If one of them was saved while the issue was being built, the issue counts as not current.
        """
        same = self.seen(number) == seen
        self._put(
            number,
            Entry(
                stat=_stat_digest(self._workspace, number, outside)[0],
                content=_content_digest(self._workspace, number, outside) if same else "",
                output=hashlib.sha256(data).hexdigest(),
                output_stat=_stat_of(self._workspace.output(number).stat()),
                date=date,
                articles=articles,
                characters=characters,
                outside=outside,
            ),
        )

    def _put(self, number: int, entry: Entry) -> None:
        self._entries[number] = entry
        self._changed = True

    def save(self) -> None:
        """Write the ledger if anything in it changed; a failure only costs time later."""
        if not self._changed:
            return
        data = {
            "format": _FORMAT,
            "common": self._common,
            "issues": {key: list(asdict(entry).values()) for key, entry in self._entries.items()},
        }
        files.write(self._path, json.dumps(data, ensure_ascii=False).encode())
        self._changed = False


def _entry(values: list[Any]) -> Entry:
    """An entry as it was saved.

    Raises:
        TypeError: it was not; someone else wrote the file.
    """
    entry = Entry(*values)
    kinds = (str, str, str, str, str, int, int, list)
    if not all(isinstance(value, kind) for value, kind in zip(values, kinds, strict=True)):
        raise TypeError
    if not all(isinstance(name, str) for name in entry.outside):
        raise TypeError
    return entry


def _common_contents(workspace: Workspace) -> Iterator[bytes]:
    yield f"bulletin {__version__} {_FORMAT}".encode()
    for path in (
        workspace.series_file,
        workspace.template("issue.j2"),
        workspace.template("gbt9704.yaml"),
    ):
        yield files.read(path, workspace.shown(path))


def _digest(pieces: Iterator[bytes]) -> str:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(len(piece).to_bytes(8, "big") + piece)
    return digest.hexdigest()


def _inputs(workspace: Workspace, number: int, outside: list[str]) -> Iterator[tuple[str, str]]:
    """Every file of an issue: its name from the workspace, its path."""
    folders = [(f"issues/{number}", os.path.join(workspace.root, "issues", str(number)))]
    while folders:
        name, folder = folders.pop()
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
        for entry in entries:
            if entry.name[0] in ".~":
                continue
            if entry.is_dir():
                folders.append((f"{name}/{entry.name}", entry.path))
            else:
                yield f"{name}/{entry.name}", entry.path
    for name in outside:
        yield name, os.path.join(workspace.root, name)


def _stat_digest(workspace: Workspace, number: int, outside: list[str]) -> tuple[str, int]:
    """A digest of the files' stat data, and the youngest of their times in nanoseconds."""
    parts, youngest = [], 0
    for name, path in _inputs(workspace, number, outside):
        try:
            stat = os.stat(path)
        except OSError:
            parts.append(f"{name} gone")
            continue
        parts.append(f"{name} {_stat_of(stat)}")
        youngest = max(youngest, stat.st_mtime_ns, stat.st_ctime_ns)
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogateescape")).hexdigest(), youngest


def _stat_of(stat: os.stat_result) -> str:
    return f"{stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns} {stat.st_ino}"


def _content_digest(workspace: Workspace, number: int, outside: list[str]) -> str:
    def pieces() -> Iterator[bytes]:
        for name, path in _inputs(workspace, number, outside):
            yield name.encode("utf-8", "surrogateescape")
            try:
                yield Path(path).read_bytes()
            except OSError:
                yield b"\0gone"

    return _digest(pieces())
