"""Records of builds: which issues are up to date, and which .docx files were changed by hand.

For each issue the store keeps a digest of the contents of its files, and one of their sizes and
times. While the second is the same the files are not read again; if it differs (a file was touched,
copied, checked out) the contents decide. Times within ``_GRAIN`` before they were noted are not
trusted: the file may have changed since without another time.

The store also keeps the digest of every .docx that was made of an issue. Such a file is written
over; any other is copied first, since somebody changed it. A digest is noted before its file is
written, so that the file is known even if the program is killed in between; a file is compared and
written while the store is locked, so that two programs that build an issue know each other's files.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from functools import cached_property
from pathlib import Path
from zlib import crc32

from bulletin import __version__
from bulletin.findings.errors import BulletinError
from bulletin.workspace import files, regular, writing
from bulletin.workspace.folders import Workspace
from bulletin.workspace.shipped import TEMPLATE
from bulletin.workspace.store import Connection, Store

_FORMAT = 2
_GRAIN = 2_000_000_000
"""Nanoseconds: FAT, the coarsest file system an office meets, counts in two seconds."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What ``list`` shows of a built issue, and the pictures that it took from elsewhere."""

    date: str = ""
    articles: int = 0
    characters: int = 0
    outside: tuple[str, ...] = ()
    """Pictures that are not among the issue's files, by their paths from the workspace."""


@dataclass(frozen=True, slots=True)
class BuildRecord:
    """A built issue as the store has it."""

    stat: str
    """Digest of the files' names, sizes and times."""
    content: str
    """Digest of their contents; empty if one was saved while the issue was built."""
    at: int
    """When ``stat`` was noted, by the clock of the file system; nanoseconds."""
    facts: Facts


class Ledger:
    """The build records of a workspace's issues."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        templates = map(workspace.template, (TEMPLATE, *workspace.house_styles()))
        shared = (workspace.series_file, *templates)
        contents = [files.read(path, workspace.shown(path)) for path in shared]
        self._common = _digest([f"bulletin {__version__} {_FORMAT}".encode(), *contents])
        self._store = Store(workspace)
        self._touched: dict[int, BuildRecord] = {}

    @cached_property
    def _entries(self) -> dict[int, BuildRecord]:
        """The records made with the same shared files, without damaged ones."""
        rows = self._store.ask("SELECT * FROM built WHERE common = ?", [self._common])
        return {int(row[0]): _entry(row) for row in rows if row[-1] == _crc(row[:-1])}

    def entry(self, number: int) -> BuildRecord | None:
        """The record of an issue's last build."""
        return self._entries.get(number)

    def is_current(self, number: int) -> bool:
        """Whether the .docx exists and was built from the files as they are now."""
        entry = self._entries.get(number)
        if entry is None or not entry.content or not self._workspace.output(number).is_file():
            return False
        stat, youngest = _stat_digest(self._workspace, number, entry.facts.outside)
        if stat == entry.stat and youngest + _GRAIN < entry.at:
            return True
        if _content_digest(self._workspace, number, entry.facts.outside) != entry.content:
            return False
        self._touched[number] = replace(entry, stat=stat)
        return True

    def files_digest(self, number: int) -> str:
        """The digest of sizes and times of an issue's own files, to be taken before they are read."""
        try:
            return _stat_digest(self._workspace, number, ())[0]
        except BulletinError:
            return ""

    def write(self, number: int, path: Path, data: bytes, facts: Facts, digest: str) -> Path | None:
        """Write an issue's .docx and its build record.

        Returns the copy of a file that this program did not write, if there was one. The issue is
        not current afterwards if one of its files was saved since ``files_digest`` returned
        ``digest``, or if the .docx goes to another place than build/.

        Raises:
            BulletinError: it cannot be written.
        """
        own = (str(number), hashlib.sha256(data).digest())
        self._store.change(
            lambda database: database.execute("INSERT OR IGNORE INTO output VALUES (?, ?)", own)
        )
        is_unchanged = self.files_digest(number) == digest
        stat, _ = _stat_digest(self._workspace, number, facts.outside)
        content = _content_digest(self._workspace, number, facts.outside) if is_unchanged else ""
        entry = BuildRecord(stat, content, 0, facts)

        def place(database: Connection) -> Path | None:
            copies: list[Path] = []

            def keep(before: bytes) -> None:
                if before != data and not _is_known(database, number, before):
                    copies.append(writing.set_aside(path, before))

            writing.write_over(path, data, keep)
            if path == self._workspace.output(number):
                _put(database, number, self._common, replace(entry, at=path.stat().st_mtime_ns))
            return copies[-1] if copies else None

        return self._store.change(place)

    def close(self) -> None:
        """Note new times of files whose contents are the same, and close the store."""
        if self._touched:
            self._store.change(self._note_touched)
        self._store.close()

    def _note_touched(self, database: Connection) -> None:
        now = self._store.clock()
        for number, entry in self._touched.items():
            (row,) = database.execute(
                "SELECT count(*) FROM built WHERE number = ? AND content = ?",
                (str(number), entry.content),
            )
            if row != (0,):  # else another process has built it meanwhile
                _put(database, number, self._common, replace(entry, at=now))


def _is_known(database: Connection, number: int, data: bytes) -> bool:
    """Whether these are the bytes of a .docx that this program made of the issue."""
    key = (str(number), hashlib.sha256(data).digest())
    row = database.execute("SELECT 1 FROM output WHERE number = ? AND digest = ?", key).fetchone()
    return row is not None


def _put(database: Connection, number: int, common: str, entry: BuildRecord) -> None:
    facts = entry.facts
    outside = b"\0".join(os.fsencode(name) for name in facts.outside)
    row = (str(number), common, entry.stat, entry.content, entry.at, *astuple(facts)[:3], outside)
    marks = ", ".join("?" * (len(row) + 1))
    database.execute(f"INSERT OR REPLACE INTO built VALUES ({marks})", (*row, _crc(row)))


def _entry(row: tuple[str, str, str, str, int, str, int, int, bytes, int]) -> BuildRecord:
    _, _, stat, content, at, date, articles, characters, outside, _ = row
    names = tuple(os.fsdecode(name) for name in outside.split(b"\0") if name)
    return BuildRecord(stat, content, at, Facts(date, articles, characters, names))


def _crc(row: tuple[object, ...]) -> int:
    return crc32(repr(row).encode())


def _digest(pieces: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(len(piece).to_bytes(8, "big") + piece)
    return digest.hexdigest()


def _inputs(workspace: Workspace, number: int, outside: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Every file of an issue: its name from the workspace, its path."""
    folder = workspace.issue_folder(number)
    for place, names in files.walk(folder):
        below = f"issues/{number}{place[len(str(folder)) :]}".replace(os.sep, "/")
        yield from ((f"{below}/{name}", os.path.join(place, name)) for name in names)
    for name in outside:
        yield name, os.path.join(workspace.root, name)


def _stat_digest(workspace: Workspace, number: int, outside: Sequence[str]) -> tuple[str, int]:
    """A digest of the files' stat data, and the youngest of their times in nanoseconds."""
    parts, youngest = [], 0
    for name, path in _inputs(workspace, number, outside):
        try:
            stat = os.stat(path)
        except OSError:
            parts.append(f"{name} gone")
            continue
        parts.append(f"{name} {stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns} {stat.st_ino}")
        youngest = max(youngest, stat.st_mtime_ns, stat.st_ctime_ns)
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogateescape")).hexdigest(), youngest


def _content_digest(workspace: Workspace, number: int, outside: Sequence[str]) -> str:
    def pieces() -> Iterator[bytes]:
        for name, path in _inputs(workspace, number, outside):
            yield name.encode("utf-8", "surrogateescape")
            try:
                yield regular.read(path)
            except OSError:
                yield b"\0gone"

    return _digest(pieces())
