"""Where the articles of an issue begin: at the titles that the contents name, else by their looks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bulletin.findings import kinds
from bulletin.importing.draft import DraftParagraph, Omitted, Piece, line_of, role_of, text_of
from bulletin.importing.recognise import credits, shapes
from bulletin.importing.recognise.story import AT_TITLE, Doubt
from bulletin.importing.recognise.title_lines import title_and_subtitle_of, usual_size

ENTRY, MARK = "目录，与标题相同", "目录的记号和页码"
OF_SUBTITLE = "副标题前面的破折号，由程序加"
_TITLE_LINES = 4


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """A line of the contents, and the title in it."""

    title: str
    line: str


@dataclass(frozen=True, slots=True)
class ArticlePieces:
    """The pieces of one article, its title taken out where the contents told it."""

    pieces: tuple[Piece, ...]
    title: str = ""
    subtitle: str = ""
    """What stands in the style of subtitles under the title."""
    contents: str = ""
    """How the contents have the title, where they have it otherwise."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The articles of an issue in order."""

    parts: tuple[ArticlePieces, ...]
    omitted: tuple[Omitted, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def is_credit(piece: Piece) -> bool:
    """Whether a paragraph is a credit line, whatever series it is from."""
    text = line_of(piece)
    if role_of(piece) == "供稿" or (text.startswith(("（", "(")) and credits.signature(text)):
        return True
    return "供稿" in text and credits.credit(text, "") is not None


def parts_of(pieces: Sequence[Piece], entries: Sequence[ContentsLine]) -> Parts:
    """The articles that the pieces between contents and foot are."""
    starts = list(_starts(pieces, entries))
    by_looks = _by_looks(pieces)
    if entries and not all(starts) and len(by_looks) == len(entries):
        titled = zip(by_looks, entries, strict=True)
        parts = tuple(replace(part, contents=entry.title) for part, entry in titled)
        return Parts(parts, tuple(map(_mark, entries)))
    if not any(starts):
        lost = tuple(Omitted(entry.line, MARK) for entry in entries)
        return Parts(tuple(by_looks), lost, tuple(map(_lost, entries)))
    return _at_titles(pieces, entries, starts)


def _at_titles(
    pieces: Sequence[Piece],
    entries: Sequence[ContentsLine],
    starts: Sequence[tuple[int, int] | None],
) -> Parts:
    found = [(entry, start) for entry, start in zip(entries, starts, strict=True) if start]
    afters = [0, *(after for _, (_, after) in found)]
    begins = [
        max(_with_note(pieces, first), before)
        for (_, (first, _)), before in zip(found, afters, strict=False)
    ]
    begins[0] = 0  # what stands before the first title belongs to it
    ends = [*begins[1:], len(pieces)]
    parts: list[ArticlePieces] = []
    omitted: list[Omitted] = []
    for (entry, (first, after)), begin, end in zip(found, begins, ends, strict=True):
        title, subtitle = title_and_subtitle_of(pieces[first:after])
        same = shapes.squeezed(title + subtitle) == shapes.squeezed(entry.title)
        body = (*pieces[begin:first], *pieces[after:end])
        other = entry.line.replace(entry.title, title + subtitle, 1)  # alike but for spaces and |
        # Where a title breaks, the contents know best.
        if same:
            title, subtitle = parted(entry.title, subtitle)
        parts.append(ArticlePieces(body, title, subtitle, "" if same else entry.title))
        omitted.append(Omitted(other, ENTRY) if same else _mark(entry))
    lost = [entry for entry, start in zip(entries, starts, strict=True) if not start]
    omitted += (Omitted(entry.line, MARK) for entry in lost)
    return Parts(tuple(parts), tuple(omitted), tuple(map(_lost, lost)))


def parted(line: str, subtitle: str) -> tuple[str, str]:
    """A title as the contents have it, and its subtitle as they have it, which ends the line.

    ``subtitle`` is the same but for white space and bars.
    """
    count = len(shapes.squeezed(subtitle))
    places = [at for at, char in enumerate(line) if shapes.squeezed(char)]
    begins = places[-count] if count else len(line)
    return line[:begins].rstrip(), line[begins:]


def _starts(
    pieces: Sequence[Piece], entries: Sequence[ContentsLine]
) -> Iterator[tuple[int, int] | None]:
    """For each entry, the first and the last place after its title; ``None`` where it is not."""
    at = 0
    for entry in entries:
        found = _find(shapes.bare(entry.title), pieces, at)
        at = found[1] if found else at
        yield found


def _find(wanted: str, pieces: Sequence[Piece], at: int) -> tuple[int, int] | None:
    for first in range(at, len(pieces)):
        text = ""
        for after, piece in enumerate(pieces[first : first + _TITLE_LINES], first + 1):
            text += shapes.bare(piece.text) if isinstance(piece, DraftParagraph) else "\n"
            if text == wanted:
                return first, after
            if not wanted.startswith(text):
                break
    return None


def _with_note(pieces: Sequence[Piece], first: int) -> int:
    """An article's beginning with the editor's note that stands before its title."""
    while first > 0:
        piece = pieces[first - 1]
        if not (role_of(piece) == "编者按" or credits.NOTE.match(text_of(piece))):
            break
        first -= 1
    return first


def several(pieces: Sequence[Piece]) -> list[ArticlePieces]:
    """The articles of a file that is no issue: one, unless each of several has its credit line."""
    parts = _by_looks(pieces)
    credited = [[at for at, piece in enumerate(one.pieces, 1) if is_credit(piece)] for one in parts]
    lengths = [len(one.pieces) for one in parts]
    if len(parts) > 1 and min(lengths) > 2 and credited == [[length] for length in lengths]:
        return parts
    return [ArticlePieces(tuple(pieces))]


def _by_looks(pieces: Sequence[Piece]) -> list[ArticlePieces]:
    """The articles where nothing names their titles: by their style or size, or by credit lines."""
    if titles := _titles(pieces):
        begins = [at for at in sorted(titles) if at - 1 not in titles]
    else:
        begins = [at for at, piece in enumerate(pieces, 1) if is_credit(piece)]
    ends = [0, *(_with_note(pieces, at) for at in begins), len(pieces)]
    parts = (tuple(pieces[first:end]) for first, end in pairwise(ends))
    return [ArticlePieces(part) for part in parts if part]


def _titles(pieces: Sequence[Piece]) -> frozenset[int]:
    """The places of titles: what has their style, else what is centred and as large as the first."""
    paras = [(at, piece) for at, piece in enumerate(pieces) if isinstance(piece, DraftParagraph)]
    styled = frozenset(at for at, para in paras if para.role == "标题")
    if styled or not paras:
        return styled
    first = next((para for _, para in paras if not credits.NOTE.match(para.text)), paras[0][1])
    if not (first.centred and first.size > usual_size([para for _, para in paras]) > 0):
        return styled
    return frozenset(at for at, para in paras if para.centred and para.size == first.size)


def _mark(entry: ContentsLine) -> Omitted:
    return Omitted(entry.line.replace(entry.title, "", 1).strip(), MARK)


def _lost(entry: ContentsLine) -> Doubt:
    return Doubt(
        kinds.IMPORTED_CONTENTS, AT_TITLE, f"目录里的“{entry.title}”在正文里没有找到。",
        "看看这篇文章是不是接在了前一篇的后面，把它分开另存一篇。",
    )  # fmt: skip
