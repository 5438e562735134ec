"""The SQLite file of a workspace, build/.bulletin.sqlite: for the ledger and the archive.

Several processes use it at once: each change is one transaction, and in WAL mode readers do not
wait. The file can be deleted at any time. If it is missing or damaged a new one is made; if it
cannot be used, one in memory. Then less is known, and callers must do what is safe without
knowing: build again, keep copies.

Nothing is flushed to the disk (``synchronous`` is off): after a power cut the file may be damaged,
and a new one is made. So only data that can be computed again may be kept in it.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, TypeVar

from bulletin.workspace.folders import Workspace

NAME = ".bulletin.sqlite"
_FORMAT = 1
_SILENT, _PATIENCE = 1.0, 10.0
"""Seconds that another process may lock the file until the user is told, and until we give up."""
_PAUSE = 0.02
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_OUT_OF_REACH = _BUSY | {
    sqlite3.SQLITE_PERM, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_INTERRUPT,
    sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_AUTH,
}  # fmt: skip
"""Errors of SQLite that do not mean that the file is damaged; any other does."""
_SCHEMA = (
    # The ledger. ``crc`` is a checksum of the row.
    "CREATE TABLE built (number TEXT PRIMARY KEY, common TEXT, stat TEXT, content TEXT, at INTEGER,"
    " date TEXT, articles INTEGER, characters INTEGER, outside BLOB, crc INTEGER) WITHOUT ROWID",
    "CREATE TABLE output (number TEXT, digest BLOB, PRIMARY KEY (number, digest)) WITHOUT ROWID",
    # The archive; ``mark`` is the fingerprint of a sentence.
    "CREATE TABLE issue (number INTEGER PRIMARY KEY, stamp TEXT, sentences INTEGER, sum INTEGER)",
    "CREATE TABLE article (id INTEGER PRIMARY KEY, name BLOB, crc INTEGER)",
    "CREATE TABLE sentence (mark INTEGER, article INTEGER, PRIMARY KEY (mark, article))"
    " WITHOUT ROWID",
    "CREATE INDEX sentence_of ON sentence (article)",
)
Connection = sqlite3.Connection
_Result = TypeVar("_Result")
Rows = list[tuple[Any, ...]]


class Store:
    """A connection to a workspace's file, opened when something is asked or changed."""

    def __init__(self, workspace: Workspace) -> None:
        self._path = workspace.root / "build" / NAME
        self._database: Connection | None = None
        self._in_memory = False
        self.losses = 0
        """How often everything was lost, because the file was damaged or could not be used."""

    def ask(self, question: str, values: Sequence[Any] = ()) -> Rows:
        """The rows that a query returns; none if everything was lost meanwhile (see ``losses``)."""
        if self._database is None and not self._in_memory and not self._path.exists():
            return []
        return self._run(lambda database: database.execute(question, values).fetchall())

    def change(self, work: Callable[[Connection], _Result]) -> _Result:
        """Call ``work`` in one transaction; again with an empty store if this one is lost."""

        def transaction(database: Connection) -> _Result:
            _patiently(lambda: database.execute("BEGIN IMMEDIATE"))
            with database:
                return work(database)

        return self._run(transaction)

    def clock(self) -> int:
        """The time of the file system that the store lies on, in nanoseconds; 0 in memory."""
        if self._in_memory:
            return 0
        os.utime(self._path)
        return self._path.stat().st_mtime_ns

    def close(self) -> None:
        """Close the file."""
        if self._database is not None:
            with suppress(sqlite3.Error):
                self._database.close()
        self._database = None

    def _run(self, work: Callable[[Connection], _Result]) -> _Result:
        """The result of ``work`` on the open database; again on an empty one if this one is lost."""
        while True:
            try:
                if self._database is None:
                    self._database = self._open()
                return work(self._database)
            except sqlite3.ProgrammingError:
                raise
            except UnicodeDecodeError as error:  # of a damaged file even the message may be
                self._begin_anew(sqlite3.DatabaseError(str(error)))
            except sqlite3.Error as error:
                if self._in_memory:
                    raise
                self._begin_anew(error)

    def _begin_anew(self, error: sqlite3.Error) -> None:
        """Start with an empty store: a new file if this one is damaged, else in memory."""
        self.close()
        self.losses += 1
        if self.losses > 1 or _code(error) in _OUT_OF_REACH:
            if _code(error) in _BUSY:
                text = "它一直被占着，这一次不用它了：结果照样编，改过的都另存。"
                print(text, file=sys.stderr)
            self._in_memory = True
            return
        with suppress(OSError):
            for name in (NAME, f"{NAME}-wal", f"{NAME}-shm"):
                self._path.with_name(name).unlink(missing_ok=True)

    def _open(self) -> Connection:
        if not self._in_memory:
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
            except OSError:
                self._in_memory = True
        database = sqlite3.connect(
            ":memory:" if self._in_memory else self._path, timeout=0, isolation_level=None
        )
        try:
            _patiently(lambda: _prepare(database))
        except BaseException:
            database.close()
            raise
        return database


def _patiently(action: Callable[[], object]) -> None:
    """Try again while another process locks the file; tell the user when that takes long.

    Raises:
        sqlite3.OperationalError: it is still locked after ``_PATIENCE``.
    """
    start, is_said = time.monotonic(), False
    while True:
        try:
            action()
            return
        except sqlite3.OperationalError as error:
            waited = time.monotonic() - start
            if _code(error) not in _BUSY or waited > _PATIENCE:
                raise
            if waited > _SILENT and not is_said:
                text = f"build/{NAME} 正被别的程序占着，最多等 {_PATIENCE:.0f} 秒……"
                print(text, file=sys.stderr)
                is_said = True
            time.sleep(_PAUSE)


def _prepare(database: Connection) -> None:
    """Lay out a new file.

    Raises:
        sqlite3.DatabaseError: it is not one of ours, or of another version.
    """
    database.execute("PRAGMA synchronous = OFF")
    if database.execute("PRAGMA user_version").fetchone() == (_FORMAT,):
        return
    database.execute("PRAGMA journal_mode = WAL")  # a disk that cannot do that keeps its own
    database.execute("BEGIN IMMEDIATE")
    with database:
        (version,) = database.execute("PRAGMA user_version").fetchone()
        if version == _FORMAT:  # another process was faster
            return
        if version or database.execute("SELECT 1 FROM sqlite_master").fetchone():
            raise sqlite3.DatabaseError("another format")
        for statement in _SCHEMA:
            database.execute(statement)
        database.execute(f"PRAGMA user_version = {_FORMAT}")


def _code(error: sqlite3.Error) -> int | None:
    """The primary result code of an error (SQLite: "Result and Error Codes")."""
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF
