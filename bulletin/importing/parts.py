"""Where the articles of an issue begin: at the titles that the contents name, else by their looks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bulletin import faults
from bulletin.importing import shapes
from bulletin.importing.article import one_title
from bulletin.importing.draft import Left, Para, Piece
from bulletin.importing.story import Doubt

ENTRY, MARK = "目录，与标题相同", "目录的记号和页码"
_TITLE_LINES = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents, and the title in it."""

    title: str
    line: str


@dataclass(frozen=True, slots=True)
class Part:
    """The pieces of one article, its title taken out where the contents told it."""

    pieces: tuple[Piece, ...]
    title: str = ""
    contents: str = ""
    """How the contents have the title, where they have it otherwise."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The articles of an issue in order."""

    parts: tuple[Part, ...]
    left: tuple[Left, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def is_credit(piece: Piece) -> bool:
    """Whether a paragraph is a credit line, whatever series it is from."""
    if not isinstance(piece, Para):
        return False
    text = piece.text.strip()
    return piece.role == "供稿" or ("供稿" in text and shapes.credit(text, "") is not None)


def parts_of(pieces: Sequence[Piece], entries: Sequence[Entry]) -> Parts:
    """The articles that the pieces between contents and foot are."""
    starts = list(_starts(pieces, entries))
    by_looks = _by_looks(pieces)
    if entries and not all(starts) and len(by_looks) == len(entries):
        parts = [
            Part(tuple(part), "", entry.title)
            for part, entry in zip(by_looks, entries, strict=True)
        ]
        return Parts(tuple(parts), tuple(_marks(entries)))
    if not any(starts):
        lost = tuple(Left(entry.line, MARK) for entry in entries)
        return Parts(
            tuple(Part(tuple(part)) for part in by_looks), lost, tuple(map(_lost, entries))
        )
    return _at_titles(pieces, entries, starts)


def _at_titles(
    pieces: Sequence[Piece], entries: Sequence[Entry], starts: Sequence[tuple[int, int] | None]
) -> Parts:
    found = [(entry, start) for entry, start in zip(entries, starts, strict=True) if start]
    afters = [0, *(after for _, (_, after) in found)]
    begins = [
        max(_with_note(pieces, first), before)
        for (_, (first, _)), before in zip(found, afters, strict=False)
    ]
    begins[0] = 0  # what stands before the first title belongs to it
    ends = [*begins[1:], len(pieces)]
    parts: list[Part] = []
    left: list[Left] = []
    for (entry, (first, after)), begin, end in zip(found, begins, ends, strict=True):
        title = one_title([piece.text for piece in pieces[first:after] if isinstance(piece, Para)])
        same = shapes.squeezed(title) == shapes.squeezed(entry.title)
        body = (*pieces[begin:first], *pieces[after:end])
        parts.append(Part(body, entry.title if same else title, "" if same else entry.title))
        other = entry.line.replace(entry.title, title, 1)  # alike but for spaces and |
        left.append(Left(other, ENTRY) if same else _mark(entry))
    lost = [entry for entry, start in zip(entries, starts, strict=True) if not start]
    left += (Left(entry.line, MARK) for entry in lost)
    return Parts(tuple(parts), tuple(left), tuple(map(_lost, lost)))


def _starts(pieces: Sequence[Piece], entries: Sequence[Entry]) -> Iterator[tuple[int, int] | None]:
    """For each entry, the first and the last place after its title; ``None`` where it is not."""
    at = 0
    for entry in entries:
        found = _find(shapes.bare(entry.title), pieces, at)
        if found:
            at = found[1]
        yield found


def _find(wanted: str, pieces: Sequence[Piece], at: int) -> tuple[int, int] | None:
    for first in range(at, len(pieces)):
        text = ""
        for after, piece in enumerate(pieces[first : first + _TITLE_LINES], first + 1):
            text += shapes.bare(piece.text) if isinstance(piece, Para) else "\n"
            if text == wanted:
                return first, after
            if not wanted.startswith(text):
                break
    return None


def _with_note(pieces: Sequence[Piece], first: int) -> int:
    """An article's beginning with the editor's note that stands before its title."""
    while first > 0:
        piece = pieces[first - 1]
        if not isinstance(piece, Para) or not (
            piece.role == "编者按" or shapes.NOTE.match(piece.text)
        ):
            break
        first -= 1
    return first


def _by_looks(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The articles where nothing names their titles: by the style of titles, or by credit lines."""
    titled = any(isinstance(piece, Para) and piece.role == "标题" for piece in pieces)
    parts: list[list[Piece]] = [[]]
    for at, piece in enumerate(pieces):
        before = pieces[at - 1] if at else None
        if titled:
            begins = _is_title(piece) and not _is_title(before)
        else:
            begins = before is not None and is_credit(before)
        if begins and parts[-1]:
            parts.append([])
        parts[-1].append(piece)
    for one, other in pairwise(parts):
        cut = _with_note(one, len(one))
        other[:0], one[cut:] = one[cut:], []
    return [part for part in parts if part]


def _is_title(piece: Piece | None) -> bool:
    return isinstance(piece, Para) and piece.role == "标题"


def _marks(entries: Sequence[Entry]) -> Iterator[Left]:
    return map(_mark, entries)


def _mark(entry: Entry) -> Left:
    return Left(entry.line.replace(entry.title, "", 1).strip(), MARK)


def _lost(entry: Entry) -> Doubt:
    return Doubt(
        faults.IMPORTED_CONTENTS, -1, f"目录里的“{entry.title}”在正文里没有找到。",
        "看看这篇文章是不是接在了前一篇的后面，把它分开另存一篇。",
    )  # fmt: skip
