"""Captions in the paragraph of their picture, or in a table that only sets pictures side by side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count

from bulletin.importing.draft import (
    DraftParagraph,
    DraftPicture,
    DraftRuns,
    Piece,
    cut,
    plain,
    stripped,
)

CAPTION = "图题"
_LONGEST = 60
"""Characters of a caption."""
_MOST_BESIDE = 3
"""Pictures of a line; of more each is too small to be made out."""
_LARGEST = 16
"""Points; text of a larger size is a title."""
_GAP = re.compile(r"[ \u3000]{2,}|\s*[\t\n]\s*")
Place = tuple[int, int]
"""The row and the column of a table in which a cell begins."""
_NUMBERED = re.compile(r"图\s*[0-9０-９一二三四五六七八九十]{1,3}(?=[\s\u3000：:.、])")


def captioned(para: DraftParagraph, beside: Sequence[Piece]) -> list[Piece]:
    """A paragraph and what stood in it; a caption follows its picture."""
    pictures = [one for one in beside if isinstance(one, DraftPicture)]
    others = [one for one in beside if not isinstance(one, DraftPicture)]
    if not pictures or any(one.floating for one in pictures) or not _is_caption(para):
        return [para, *beside]
    captions = list(_parted(para, len(pictures)))
    if len(captions) != len(pictures):
        return [*pictures, replace(para, role=CAPTION), *others]
    pairs = zip(pictures, captions, strict=True)
    return [*(one for pair in pairs for one in pair), *others]


def _is_caption(para: DraftParagraph) -> bool:
    text = para.text.strip()
    is_free = para.role in ("", CAPTION) and not para.number and para.size <= _LARGEST
    return is_free and len(text) <= 2 * _LONGEST and not text.endswith(("。", "：", "，"))


def _parted(para: DraftParagraph, number: int) -> Iterator[DraftParagraph]:
    """The captions of several pictures in one line, split at wide gaps or at their numbers."""
    text = para.text
    gaps = [(gap.start(), gap.end()) for gap in _GAP.finditer(text) if text[: gap.start()].strip()]
    starts = [mark.start() for mark in _NUMBERED.finditer(text)]
    if number > 1 and len(starts) == number and not text[: starts[0]].strip():
        gaps = [(start, start) for start in starts[1:]]
    ends = [*(start for start, _ in gaps), len(text)]
    for start, end in zip([0, *(end for _, end in gaps)], ends, strict=True):
        if runs := stripped(cut(para.runs, start, end)):
            yield replace(para, runs=runs, role=CAPTION)


def photo_pieces(
    pictures: Mapping[Place, Sequence[DraftPicture]], captions: Mapping[Place, DraftRuns]
) -> list[Piece]:
    """The pictures and captions of a table that holds nothing else; nothing for any other table.

    A caption stands in the picture's cell, in the one below, or in the one above.
    """
    if not pictures:
        return []
    if any(len(text := plain(one)) > _LONGEST or text.endswith("。") for one in captions.values()):
        return []
    for step in (1, -1):
        pieces, left = list[Piece](), dict(captions)
        for (row, column), shown in in_rows(pictures).items():
            pieces += shown
            runs = left.pop((row, column), ()) or left.pop((row + step, column), ())
            if runs:
                pieces.append(DraftParagraph(runs, CAPTION))
        if not left:
            return pieces
    return []


def in_rows(pictures: Mapping[Place, Sequence[DraftPicture]]) -> dict[Place, list[DraftPicture]]:
    """The pictures of each cell; those of a row stand side by side."""
    rows = Counter(row for row, _ in pictures)
    marked, place = dict[Place, list[DraftPicture]](), 0
    before = -1
    for (row, column), shown in pictures.items():
        place = place + 1 if row == before else 0
        before = row
        first, *others = shown
        marked[row, column] = [replace(first, beside=_is_beside(place, rows[row])), *others]
    return marked


def in_one_line(pieces: Sequence[Piece], room: float) -> list[Piece]:
    """What stood in a paragraph; its pictures stand side by side if ``room`` points are wide enough."""
    shown = [one for one in pieces if isinstance(one, DraftPicture)]
    across = [one.across for one in shown if not one.floating]
    if len(across) < len(shown) or not all(across) or sum(across) > room:
        return [*pieces]
    places = count()
    return [
        replace(one, beside=_is_beside(next(places), len(shown)))
        if isinstance(one, DraftPicture)
        else one
        for one in pieces
    ]


def _is_beside(place: int, number: int) -> bool:
    """Whether the picture in a place of so many, from 0, goes on a line; three at most make one."""
    return place % (2 if number == 4 else _MOST_BESIDE) != 0
