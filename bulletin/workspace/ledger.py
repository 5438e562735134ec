"""What was built from what: which issues are up to date, and which .docx files were changed by hand.

For each issue the store keeps a digest of the contents of its files, and a digest of their stat
data. As long as the stat data are the same the contents need not be read again; when they differ
(a file was touched, copied, checked out) the contents decide. Stat data that are too young to be
trusted (changed within the grain of the file system's clock before they were noted) are not used.

It also keeps the digest of every .docx that was made of an issue. Only such a file, or one that is
byte for byte what is to be written, is written over; of any other a copy is kept. A digest is noted
before its file is written, so that a program that is killed in between does not take its own work
for someone's; a file is looked at and written while the store is held, so that two builds of an
issue do not take one another's.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from functools import cached_property
from pathlib import Path
from zlib import crc32

from bulletin import __version__
from bulletin.findings.errors import BulletinError
from bulletin.workspace import files, regular, writing
from bulletin.workspace.folders import Workspace
from bulletin.workspace.store import Connection, Store

_FORMAT = 2
_GRAIN = 2_000_000_000
"""Nanoseconds: FAT, the coarsest file system an office meets, counts in two seconds."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an issue that was made: how it is listed, and pictures from elsewhere."""

    date: str = ""
    articles: int = 0
    characters: int = 0
    outside: tuple[str, ...] = ()
    """Pictures that are not among the issue's files, from the workspace's root."""


@dataclass(frozen=True, slots=True)
class BuildRecord:
    """What is known of a built issue."""

    stat: str
    content: str
    at: int
    """When ``stat`` was noted, by the clock of the file system; nanoseconds."""
    facts: Facts


class Ledger:
    """The entries of a workspace's issues."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._common = _digest(_common_contents(workspace))
        self._store = Store(workspace)
        self._touched: dict[int, BuildRecord] = {}

    @cached_property
    def _entries(self) -> dict[int, BuildRecord]:
        """What was noted under the same house style; a row that was damaged counts as missing."""
        rows = self._store.ask("SELECT * FROM built WHERE common = ?", [self._common])
        return {int(row[0]): _entry(row) for row in rows if row[-1] == _crc(row[:-1])}

    def entry(self, number: int) -> BuildRecord | None:
        """What was noted when the issue was built last."""
        return self._entries.get(number)

    def is_current(self, number: int) -> bool:
        """Whether the result stands for the files as they are."""
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

    def seen(self, number: int) -> str:
        """What an issue's own files look like now, to be asked before they are read."""
        try:
            return _stat_digest(self._workspace, number, ())[0]
        except BulletinError:
            return ""

    def write(self, number: int, path: Path, data: bytes, facts: Facts, seen: str) -> Path | None:
        """Write an issue's .docx, and note that it was built from its files as they were ``seen``.

        If one of them was saved while the issue was being built, the issue counts as not current;
        so it does where the .docx goes somewhere else.

        Returns:
            The copy that was kept of a file that this program did not write.

        Raises:
            BulletinError: it cannot be written.
        """
        own = (str(number), hashlib.sha256(data).digest())
        self._store.change(
            lambda database: database.execute("INSERT OR IGNORE INTO output VALUES (?, ?)", own)
        )

        entry = self._built(number, facts, seen)

        def place(database: Connection) -> Path | None:
            kept: list[Path] = []

            def keep(found: bytes) -> None:
                if found != data and not _is_known(database, number, found):
                    kept.append(writing.set_aside(path, found))

            writing.write_over(path, data, keep)
            if path == self._workspace.output(number):
                _put(database, number, self._common, replace(entry, at=path.stat().st_mtime_ns))
            return kept[-1] if kept else None

        return self._store.change(place)

    def _built(self, number: int, facts: Facts, seen: str) -> BuildRecord:
        """What is to be noted, but for the time."""
        same = self.seen(number) == seen
        stat, _ = _stat_digest(self._workspace, number, facts.outside)
        content = _content_digest(self._workspace, number, facts.outside) if same else ""
        return BuildRecord(stat, content, 0, facts)

    def close(self) -> None:
        """Note the files that were touched only, and let the store go."""
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


def _is_known(database: Connection, number: int, found: bytes) -> bool:
    """Whether a file is one that this program made of the issue some time."""
    key = (str(number), hashlib.sha256(found).digest())
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
        parts.append(f"{name} {_stat_of(stat)}")
        youngest = max(youngest, stat.st_mtime_ns, stat.st_ctime_ns)
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogateescape")).hexdigest(), youngest


def _stat_of(stat: os.stat_result) -> str:
    return f"{stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns} {stat.st_ino}"


def _content_digest(workspace: Workspace, number: int, outside: Sequence[str]) -> str:
    def pieces() -> Iterator[bytes]:
        for name, path in _inputs(workspace, number, outside):
            yield name.encode("utf-8", "surrogateescape")
            try:
                yield regular.read(path)
            except OSError:
                yield b"\0gone"

    return _digest(pieces())
