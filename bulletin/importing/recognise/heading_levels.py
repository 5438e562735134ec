"""The headings of an article seen together: which numbers are none, bold lines without numbers, levels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bulletin.importing.draft import DraftParagraph, Piece, joined
from bulletin.importing.recognise import shapes
from bulletin.importing.recognise.story import Element, Head
from bulletin.text.numerals import hanzi, heading_marker

_LONGEST = 30
"""Characters of a bold line that is a heading."""
_MOSTLY = 0.9
"""How much of an article is bold when bold says nothing."""
_LIST_ENDS = tuple("；;")


def unbolded(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without bold where nearly all text is: typed in a black face, it says nothing."""
    paras = [piece for piece in pieces if isinstance(piece, DraftParagraph)]
    heavy = sum(len(para.text) for para in paras if para.heavy)
    if heavy < _MOSTLY * sum(len(para.text) for para in paras):
        return list(pieces)
    return [_unbolded(piece) if isinstance(piece, DraftParagraph) else piece for piece in pieces]


def _unbolded(para: DraftParagraph) -> DraftParagraph:
    runs = joined(replace(run, bold=False) for run in para.runs)
    return replace(para, runs=runs, heavy=False)


def not_headings(pieces: Sequence[Piece]) -> frozenset[int]:
    """The places of paragraphs that begin with a number and are no headings.

    Items of a list end with semicolons, the last one with a stop; 三、四月份 is an estimate when
    another 三、 follows.
    """
    numbers = [
        shapes.heading_number(piece.text)
        if isinstance(piece, DraftParagraph) and not piece.role
        else None
        for piece in pieces
    ]
    return frozenset((*_list_items(pieces, numbers), *_estimates(pieces, numbers)))


def _list_items(pieces: Sequence[Piece], numbers: Sequence[shapes.Number | None]) -> Iterator[int]:
    is_list = False
    for at, (piece, number) in enumerate(zip(pieces, numbers, strict=True)):
        if number is None or number.level < 3 or not isinstance(piece, DraftParagraph):
            is_list = False
            continue
        ends = piece.text.rstrip().endswith(_LIST_ENDS)
        if (is_list and number.value > 1) or ends:
            yield at
        is_list = ends


def _estimates(pieces: Sequence[Piece], numbers: Sequence[shapes.Number | None]) -> Iterator[int]:
    for at, (piece, number) in enumerate(zip(pieces, numbers, strict=True)):
        if number is None or number.level != 1 or not isinstance(piece, DraftParagraph):
            continue
        after = piece.text[number.length :]
        same = any(
            other is not None and (other.level, other.value) == (1, number.value)
            for other in numbers[at + 1 :]
        )
        if after.startswith(hanzi(number.value + 1)) and (
            same or re.match(r".[天月季年日个]", after)
        ):
            yield at


def bold_headings(pieces: Sequence[Piece]) -> tuple[Sequence[Piece], bool]:
    """The pieces with bold lines as headings, where nothing else is one; whether there were any.

    They must be two at least, short, without stops, each with text of another look after it.
    """
    paras = [piece for piece in pieces if isinstance(piece, DraftParagraph)]
    if any(para.role or para.number or shapes.heading_number(para.text) for para in paras):
        return pieces, False
    places = [
        at
        for at, piece in enumerate(pieces[:-1])
        if _is_bold_line(piece)
        and isinstance(after := pieces[at + 1], DraftParagraph)
        and not after.heavy
    ]
    bold = sum(_is_bold_line(piece) for piece in pieces)
    looks = {
        (one.size, one.centred) for at in places if isinstance(one := pieces[at], DraftParagraph)
    }
    if len(places) < 2 or bold > len(places) or len(looks) > 1:
        return pieces, False
    chosen = set(places)
    return [
        replace(piece, role="大纲1")
        if at in chosen and isinstance(piece, DraftParagraph)
        else piece
        for at, piece in enumerate(pieces)
    ], True


def _is_bold_line(piece: Piece) -> bool:
    text = piece.text.strip() if isinstance(piece, DraftParagraph) else ""
    return (
        isinstance(piece, DraftParagraph)
        and piece.heavy
        and 0 < len(text) <= _LONGEST
        and not text.endswith(tuple("。；，：！？;:"))
    )


def raised(body: tuple[Element, ...]) -> tuple[tuple[Element, ...], str, str]:
    """The body with its headings' highest level made the first; what its mark was, and is now.

    An article that begins with （一） was part of a longer one.
    """
    levels = [one.level for one in body if isinstance(one, Head)]
    up = min(levels, default=1) - 1
    if not up:
        return body, "", ""
    risen = tuple(
        replace(one, level=one.level - up) if isinstance(one, Head) else one for one in body
    )
    return risen, heading_marker(up + 1, 1), heading_marker(1, 1)
