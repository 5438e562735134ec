"""What earlier issues said: an index of their sentences, so that none has to be read again.

The index (build/.cache/sentences.sqlite) can be deleted at any time. For each issue it keeps what
its files looked like (names, sizes, times) and the fingerprints of their sentences; an issue whose
files look otherwise is read anew. The index only points: what it points at is read from the
contribution itself before anything is said, so a stale or damaged index cannot accuse anyone; nor
can it keep silent, since what it should hold is counted and summed up whenever it is opened.
SQLite ships with Python, changes a part of a file without writing the whole, keeps what it has
when a process is killed, and notices damage.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from bulletin.errors import BulletinError
from bulletin.files import Workspace, read
from bulletin.reading.contribution import read_contribution
from bulletin.reading.decode import decode
from bulletin.rules.duplicates import sentences_of
from bulletin.rules.proof import Earlier, body_pieces
from bulletin.rules.prose import Prose

_FORMAT = 2
_PATIENCE = 10.0
"""Seconds that another process may take to learn; after that the index is made in memory."""
_MOST_PLACES = 20
"""Articles, the latest first, that are named for one sentence: one in more is a set phrase."""
_MOST_ARTICLES = 1 << 16
"""In one issue: an article's id is its issue's number times this, and its place among the files."""
_SCHEMA = """
CREATE TABLE issue (
    number INTEGER PRIMARY KEY, stamp TEXT NOT NULL, sentences INTEGER, sum INTEGER
);
CREATE TABLE article (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE sentence (mark INTEGER, article INTEGER, PRIMARY KEY (mark, article)) WITHOUT ROWID;
CREATE INDEX sentence_of ON sentence (article);
"""


class Archive:
    """The sentences of the issues before ``number``, as they are when the archive is opened."""

    def __init__(self, workspace: Workspace, number: int) -> None:
        self._workspace = workspace
        self._numbers = [one for one in workspace.issues() if one < number]
        self._path = workspace.root / "build" / ".cache" / "sentences.sqlite"
        self._sentences_of = lru_cache(maxsize=256)(self._read_again)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._database = self._up_to_date(self._path)
        except (sqlite3.DatabaseError, OSError) as error:
            self._database = self._anew(error)

    def before(self, number: int) -> Earlier:
        """What rules may ask about the issues before this one."""

        def articles_with(marks: set[int]) -> Mapping[int, tuple[str, ...]]:
            try:
                return self._articles_with(marks, number)
            except sqlite3.DatabaseError as error:
                self._database.close()
                self._database = self._anew(error)
                return self._articles_with(marks, number)

        return Earlier(articles_with, self._sentences_of)

    def close(self) -> None:
        """Let the file go."""
        self._database.close()

    def _articles_with(self, marks: set[int], number: int) -> Mapping[int, tuple[str, ...]]:
        ask, names = self._database.execute, dict[int, str]()
        found = {}
        for mark in marks:
            rows = ask(
                "SELECT article FROM sentence WHERE mark = ? AND article < ?"
                " ORDER BY article DESC LIMIT ?",
                (mark, number * _MOST_ARTICLES, _MOST_PLACES),
            ).fetchall()
            for (article,) in rows:
                if article not in names:
                    row = ask("SELECT name FROM article WHERE id = ?", (article,)).fetchone()
                    names[article] = row[0] if row else ""
            if rows:
                found[mark] = tuple(names[article] for (article,) in rows)
        return found

    def _read_again(self, name: str) -> frozenset[str]:
        """The sentences that a contribution has now; none when it is gone."""
        with suppress(BulletinError):
            return frozenset(one.text for one in sentences_of(self._prose(name)))
        return frozenset()

    def _prose(self, name: str) -> Prose:
        source, _ = decode(name, read(self._workspace.root / name, name))
        contribution, _ = read_contribution(source)
        return Prose(piece for block in contribution.body for piece in body_pieces(block))

    # The database

    def _anew(self, error: Exception) -> sqlite3.Connection:
        """Without the damaged file; in memory where the file is another's to write."""
        locked = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY
        if not locked:
            with suppress(sqlite3.DatabaseError, OSError):
                self._path.unlink(missing_ok=True)
                return self._up_to_date(self._path)
        return self._up_to_date(":memory:")

    def _up_to_date(self, path: Path | str) -> sqlite3.Connection:
        """The index at a path, with every issue as its files are now."""
        database = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
        try:
            _prepare(database)
            _verify(database)
            self._learn_all(database)
        except BaseException:
            database.close()
            raise
        return database

    def _learn_all(self, database: sqlite3.Connection) -> None:
        known = dict(database.execute("SELECT number, stamp FROM issue"))
        stamps = {number: self._stamp(number) for number in self._numbers}
        changed = [number for number in self._numbers if known.get(number) != stamps[number]]
        if not changed:
            return
        database.execute("BEGIN IMMEDIATE")
        for number in changed:
            _learn(database, number, stamps[number], self._marks(number))
        database.execute("COMMIT")

    def _stamp(self, number: int) -> str:
        """What an issue's contributions look like from outside."""
        folder = os.path.join(self._workspace.root, "issues", str(number))
        parts = []
        with suppress(OSError, BulletinError):
            for name in self._workspace.contributions(number):
                stat = os.stat(os.path.join(folder, name))
                parts.append(f"{name} {stat.st_size} {stat.st_mtime_ns} {stat.st_ino}")
        return "\n".join(parts)

    def _marks(self, number: int) -> Iterator[tuple[str, set[int]]]:
        """The contributions of an issue, and the fingerprints of their sentences."""
        with suppress(BulletinError):
            for file in self._workspace.contributions(number):
                name = f"issues/{number}/{file}"
                with suppress(BulletinError):
                    yield name, {one.fingerprint for one in sentences_of(self._prose(name))}


def _prepare(database: sqlite3.Connection) -> None:
    """Lay out a new index.

    Raises:
        sqlite3.DatabaseError: it is not an index, or one of another version.
    """
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version == 0 and not database.execute("SELECT 1 FROM sqlite_master").fetchone():
        database.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {_FORMAT}; COMMIT;")
    elif version != _FORMAT:
        raise sqlite3.DatabaseError


def _verify(database: sqlite3.Connection) -> None:
    """Hold the sentences against what was noted of them when they were learnt (12 ms for 360,000).

    Raises:
        sqlite3.DatabaseError: some are missing, or are not what they were.
    """
    have = database.execute("SELECT count(*), sum(mark) FROM sentence").fetchone()
    noted = database.execute("SELECT sum(sentences), sum(sum) FROM issue").fetchone()
    if [one or 0 for one in have] != [one or 0 for one in noted]:
        raise sqlite3.DatabaseError


def _learn(
    database: sqlite3.Connection, number: int, stamp: str, marks: Iterable[tuple[str, set[int]]]
) -> None:
    first = number * _MOST_ARTICLES
    ids = (first, first + _MOST_ARTICLES)
    database.execute("DELETE FROM sentence WHERE article >= ? AND article < ?", ids)
    database.execute("DELETE FROM article WHERE id >= ? AND id < ?", ids)
    sentences = total = 0
    for article, (name, some) in enumerate(marks, first):
        database.execute("INSERT INTO article VALUES (?, ?)", (article, name))
        rows = ((mark, article) for mark in sorted(some))
        database.executemany("INSERT INTO sentence VALUES (?, ?)", rows)
        sentences, total = sentences + len(some), total + sum(some)
    noted = (number, stamp, sentences, total)
    database.execute("INSERT OR REPLACE INTO issue VALUES (?, ?, ?, ?)", noted)
