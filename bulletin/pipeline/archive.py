"""What earlier issues say: an index of their sentences, so that none has to be read again.

For each issue the store keeps what its files looked like (names, sizes, times) and the fingerprints
of their sentences; an issue whose files look otherwise is read anew. The index only points: what it
points at is read from the contribution itself before anything is said, so a stale or damaged index
cannot accuse anyone. Nor can it keep silent or point at the wrong place: what it should hold is
counted and summed up whenever it is opened, each bit of it, and names are held by a checksum.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache, partial
from zlib import crc32

from bulletin.findings.errors import BulletinError
from bulletin.reading.contribution import read_contribution
from bulletin.reading.decode import decode
from bulletin.rules import passages
from bulletin.rules.article_text import ArticleText
from bulletin.rules.duplicates import sentences_of
from bulletin.rules.rule_context import EarlierIssues
from bulletin.workspace.files import read
from bulletin.workspace.folders import Workspace
from bulletin.workspace.store import Connection, Store

_MOST_PLACES = 20
"""Articles, the latest first, that are named for one sentence: one in more is a set phrase."""
_MOST_ARTICLES = 1 << 16
"""In one issue: an article's id is its issue's number times this, and its place among the files."""
_MOST_ISSUES = 1 << 40
"""Issues with higher numbers are not looked at: their articles' ids would not fit."""
_PRIME = (1 << 32) - 5
_AT_ONCE = 200
"""Issues that are learnt in one transaction: 0.2 s, in which no other process can note anything."""


class Archive:
    """The sentences of the issues before ``number``, as they are when the archive is opened."""

    def __init__(self, workspace: Workspace, number: int) -> None:
        self._workspace = workspace
        self._numbers = [one for one in workspace.issues() if one < min(number, _MOST_ISSUES)]
        self._store = Store(workspace)
        self._sentences_of = lru_cache(maxsize=256)(self._read_again)
        self._learn_all()

    def before(self, number: int) -> EarlierIssues:
        """What rules may ask about the issues before this one."""

        def articles_with(marks: set[int]) -> Mapping[int, tuple[str, ...]]:
            while True:
                learnt = self._store.renewed
                found = self._articles_with(marks, min(number, _MOST_ISSUES))
                if found is not None and self._store.renewed == learnt:
                    return found
                self._learn_all()

        return EarlierIssues(articles_with, self._sentences_of)

    def close(self) -> None:
        """Let the file go."""
        self._store.close()

    def _articles_with(self, marks: set[int], number: int) -> dict[int, tuple[str, ...]] | None:
        """The names of articles by mark; ``None`` where the index is not what it should be."""
        found = {}
        for mark in marks:
            rows = self._store.ask(_ARTICLES_WITH, (mark, number * _MOST_ARTICLES, _MOST_PLACES))
            if any(crc != _crc(article, name) for article, name, crc in rows):
                self._store.change(_empty)
                return None
            if rows:
                found[mark] = tuple(os.fsdecode(name) for _, name, _ in rows)
        return found

    def _read_again(self, name: str) -> frozenset[str]:
        """The sentences that a contribution has now; none when it is gone."""
        with suppress(BulletinError):
            return frozenset(one.text for one in sentences_of(self._text(name)))
        return frozenset()

    def _text(self, name: str) -> ArticleText:
        source, _ = decode(name, read(self._workspace.root / name, name))
        contribution, _ = read_contribution(source)
        return ArticleText(text for block in contribution.body for text in passages.of_block(block))

    # The index

    def _learn_all(self) -> None:
        """Bring the index up to date with every issue as its files are now."""
        stamps = {number: self._stamp(number) for number in self._numbers}
        start = -1
        while start != self._store.renewed:  # what was learnt may be lost meanwhile
            start = self._store.renewed
            known = dict[int, str](self._store.ask("SELECT number, stamp FROM issue"))
            if known and not self._store.ask(_IS_WHOLE):
                self._store.change(_empty)
                known = {}
            changed = [one for one, stamp in stamps.items() if known.get(one) != stamp]
            for first in range(0, len(changed), _AT_ONCE):
                if start == self._store.renewed:
                    some = changed[first : first + _AT_ONCE]
                    learnt = [(one, stamps[one], list(self._marks(one))) for one in some]
                    self._store.change(partial(_learn, learnt=learnt))

    def _stamp(self, number: int) -> str:
        """What an issue's contributions look like from outside."""
        folder = os.path.join(self._workspace.root, "issues", str(number))
        digest = hashlib.sha256()
        with suppress(OSError, BulletinError):
            for name in self._workspace.contributions(number):
                stat = os.stat(os.path.join(folder, name))
                digest.update(os.fsencode(name))
                digest.update(f"/{stat.st_size} {stat.st_mtime_ns} {stat.st_ino}/".encode())
        return digest.hexdigest()

    def _marks(self, number: int) -> Iterator[tuple[str, set[int]]]:
        """The contributions of an issue, and the fingerprints of their sentences."""
        with suppress(BulletinError):
            for file in self._workspace.contributions(number):
                name = f"issues/{number}/{file}"
                with suppress(BulletinError):
                    yield name, {one.fingerprint for one in sentences_of(self._text(name))}


_ARTICLES_WITH = (
    "SELECT article, name, crc FROM sentence LEFT JOIN article ON id = article"
    " WHERE mark = ? AND article < ? ORDER BY article DESC LIMIT ?"
)
_IS_WHOLE = (
    f"SELECT 1 FROM (SELECT count(*) AS many, coalesce(sum(mark + article % {_PRIME}), 0) AS sum"
    " FROM sentence NOT INDEXED) JOIN (SELECT coalesce(sum(sentences), 0) AS many,"
    " coalesce(sum(sum), 0) AS sum FROM issue) USING (many, sum)"
)
"""A row if the sentences are those that were noted when they were learnt (15 ms for 360,000).

Whichever bit of one is wrong, the sum is: ids are taken modulo a prime, since they may be long.
"""


def _empty(database: Connection) -> None:
    for table in ("sentence", "article", "issue"):
        database.execute(f"DELETE FROM {table}")


def _learn(
    database: Connection, learnt: Iterable[tuple[int, str, list[tuple[str, set[int]]]]]
) -> None:
    """Put issues into the index: number, stamp, and for each contribution its name and marks."""
    for number, stamp, contributions in learnt:
        first = number * _MOST_ARTICLES
        ids = (first, first + _MOST_ARTICLES)
        database.execute("DELETE FROM sentence WHERE article >= ? AND article < ?", ids)
        database.execute("DELETE FROM article WHERE id >= ? AND id < ?", ids)
        sentences = total = 0
        for article, (name, marks) in enumerate(contributions, first):
            row = (article, os.fsencode(name))
            database.execute("INSERT INTO article VALUES (?, ?, ?)", (*row, _crc(*row)))
            rows = ((mark, article) for mark in sorted(marks))
            database.executemany("INSERT INTO sentence VALUES (?, ?)", rows)
            sentences += len(marks)
            total += sum(marks) + len(marks) * (article % _PRIME)
        noted = (number, stamp, sentences, total)
        database.execute("INSERT OR REPLACE INTO issue VALUES (?, ?, ?, ?)", noted)


def _crc(article: int, name: object) -> int:
    return crc32(repr((article, name)).encode())
