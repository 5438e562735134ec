"""The archive: an index of the sentences of back issues, to find sentences that are printed twice.

For each issue the store keeps the names, sizes and times of its files, and the fingerprints of
their sentences; an issue whose files changed is read again. A finding never rests on the index alone:
the contribution that it points at is read first. Nor is one lost by a damaged index: the number and
the sum of its entries are compared whenever it is opened, and names have a checksum.
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
"""Articles that are looked up for one sentence, latest first; one in more is a set phrase."""
_MOST_ARTICLES = 1 << 16
"""Articles of an issue; an article's id is its issue's number times this, plus its place."""
_MOST_ISSUES = 1 << 40
"""The largest number of an issue that is indexed; the ids of larger ones would not fit."""
_PRIME = (1 << 32) - 5
_AT_ONCE = 200
"""Issues that are indexed in one transaction: 0.2 s, in which other processes wait."""


class Archive:
    """The sentences of the issues before ``number``, as they are when the archive is opened."""

    def __init__(self, workspace: Workspace, number: int) -> None:
        self._workspace = workspace
        self._numbers = [one for one in workspace.issues() if one < min(number, _MOST_ISSUES)]
        self._store = Store(workspace)
        self._current_sentences = lru_cache(maxsize=256)(self._read_sentences)
        self._index_all()

    def before(self, number: int) -> EarlierIssues:
        """The sentences of the issues before this one, as rules ask for them."""

        def articles_with(fingerprints: set[int]) -> Mapping[int, tuple[str, ...]]:
            """The names of articles by fingerprint, out of an index that was whole meanwhile."""
            while True:
                losses = self._store.losses  # each time that the store had to begin anew, empty
                articles = self._articles_with(fingerprints, min(number, _MOST_ISSUES))
                if articles is not None and self._store.losses == losses:
                    return articles
                self._index_all()  # the index was damaged, or lost while it was asked

        return EarlierIssues(articles_with, self._current_sentences)

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self._store.close()

    def _articles_with(
        self, fingerprints: set[int], number: int
    ) -> dict[int, tuple[str, ...]] | None:
        """The names of articles by fingerprint; ``None`` if the index is damaged."""
        articles = {}
        for fingerprint in fingerprints:
            values = (fingerprint, number * _MOST_ARTICLES, _MOST_PLACES)
            rows = self._store.ask(_ARTICLES_WITH, values)
            if any(crc != _crc(article, name) for article, name, crc in rows):
                self._store.change(_empty)
                return None
            if rows:
                articles[fingerprint] = tuple(os.fsdecode(name) for _, name, _ in rows)
        return articles

    def _read_sentences(self, name: str) -> frozenset[str]:
        """The sentences that a contribution has now; none if it cannot be read."""
        with suppress(BulletinError):
            return frozenset(one.text for one in sentences_of(self._text(name)))
        return frozenset()

    def _text(self, name: str) -> ArticleText:
        source, _ = decode(name, read(self._workspace.root / name, name))
        contribution, _ = read_contribution(source)
        return ArticleText(text for block in contribution.body for text in passages.of_block(block))

    # The index

    def _index_all(self) -> None:
        """Index every issue whose files changed since it was indexed."""
        stamps = {number: self._stamp(number) for number in self._numbers}
        losses = -1
        while losses != self._store.losses:  # from the beginning where the store is lost meanwhile
            losses = self._store.losses
            indexed = dict[int, str](self._store.ask("SELECT number, stamp FROM issue"))
            if indexed and not self._store.ask(_IS_WHOLE):
                self._store.change(_empty)
                indexed = {}
            changed = [one for one, stamp in stamps.items() if indexed.get(one) != stamp]
            for first in range(0, len(changed), _AT_ONCE):
                if losses != self._store.losses:
                    break
                some = changed[first : first + _AT_ONCE]
                issues = [(one, stamps[one], list(self._fingerprints(one))) for one in some]
                self._store.change(partial(_put, issues=issues))

    def _stamp(self, number: int) -> str:
        """A digest of the names, sizes and times of an issue's contributions."""
        folder = os.path.join(self._workspace.root, "issues", str(number))
        digest = hashlib.sha256()
        with suppress(OSError, BulletinError):
            for name in self._workspace.contributions(number):
                stat = os.stat(os.path.join(folder, name))
                digest.update(os.fsencode(name))
                digest.update(f"/{stat.st_size} {stat.st_mtime_ns} {stat.st_ino}/".encode())
        return digest.hexdigest()

    def _fingerprints(self, number: int) -> Iterator[tuple[str, set[int]]]:
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
"""Returns a row if number and sum of the sentences are those noted with the issues (15 ms for 360,000).

Any wrong bit changes the sum: ids are taken modulo a prime, since they may be long.
"""


def _empty(database: Connection) -> None:
    for table in ("sentence", "article", "issue"):
        database.execute(f"DELETE FROM {table}")


def _put(
    database: Connection, issues: Iterable[tuple[int, str, list[tuple[str, set[int]]]]]
) -> None:
    """Put issues into the index: number, stamp, and for each contribution its name and fingerprints."""
    for number, stamp, contributions in issues:
        first = number * _MOST_ARTICLES
        ids = (first, first + _MOST_ARTICLES)
        database.execute("DELETE FROM sentence WHERE article >= ? AND article < ?", ids)
        database.execute("DELETE FROM article WHERE id >= ? AND id < ?", ids)
        sentences = total = 0
        for article, (name, fingerprints) in enumerate(contributions, first):
            row = (article, os.fsencode(name))
            database.execute("INSERT INTO article VALUES (?, ?, ?)", (*row, _crc(*row)))
            rows = ((one, article) for one in sorted(fingerprints))
            database.executemany("INSERT INTO sentence VALUES (?, ?)", rows)
            sentences += len(fingerprints)
            total += sum(fingerprints) + len(fingerprints) * (article % _PRIME)
        noted = (number, stamp, sentences, total)
        database.execute("INSERT OR REPLACE INTO issue VALUES (?, ?, ?, ?)", noted)


def _crc(article: int, name: object) -> int:
    return crc32(repr((article, name)).encode())
