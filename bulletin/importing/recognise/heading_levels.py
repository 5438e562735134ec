"""What the headings of an article show together: numbers that head nothing, bold lines that are headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bulletin.importing.draft import DraftParagraph, Piece, joined, line_of, role_of, text_of
from bulletin.importing.recognise import shapes
from bulletin.importing.recognise.story import BodyPart
from bulletin.model.content import Heading
from bulletin.text.numerals import hanzi

_LONGEST = 30
"""Characters of a bold line that is a heading."""
_MOSTLY = 0.9
"""How much of an article is bold when bold says nothing."""


def unbolded(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without bold where nearly all text is: typed in a black face, it says nothing."""
    paras = [piece for piece in pieces if isinstance(piece, DraftParagraph)]
    heavy = sum(len(para.text) for para in paras if para.heavy)
    if heavy < _MOSTLY * sum(len(para.text) for para in paras):
        return list(pieces)
    return [
        replace(piece, runs=joined(replace(run, bold=False) for run in piece.runs), heavy=False)
        if isinstance(piece, DraftParagraph)
        else piece
        for piece in pieces
    ]


def not_headings(pieces: Sequence[Piece]) -> frozenset[int]:
    """The places of paragraphs that begin with a number and are no headings.

    Items of a list end with semicolons, the last one with a stop; 三、四月份 is an estimate when
    another 三、 follows.
    """
    numbers = [
        None if role_of(piece) else shapes.heading_number(text_of(piece)) for piece in pieces
    ]
    return frozenset((*_list_items(pieces, numbers), *_estimates(pieces, numbers)))


def _list_items(pieces: Sequence[Piece], numbers: Sequence[shapes.Number | None]) -> Iterator[int]:
    is_list = False
    for at, (piece, number) in enumerate(zip(pieces, numbers, strict=True)):
        if number is None or number.level < 3:
            is_list = False
            continue
        ends = line_of(piece).endswith(("；", ";"))
        if (is_list and number.value > 1) or ends:
            yield at
        is_list = ends


def _estimates(pieces: Sequence[Piece], numbers: Sequence[shapes.Number | None]) -> Iterator[int]:
    for at, (piece, number) in enumerate(zip(pieces, numbers, strict=True)):
        if number is None or number.level != 1:
            continue
        after = text_of(piece)[number.length :]
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
    is_short = 0 < len(line_of(piece)) <= _LONGEST
    ends = line_of(piece).endswith(tuple("。；，：！？;:"))
    return isinstance(piece, DraftParagraph) and piece.heavy and is_short and not ends


def raised(part: BodyPart, up: int) -> BodyPart:
    """A part whose heading, if it is one, is ``up`` levels higher."""
    if not isinstance(part.block, Heading):
        return part
    return replace(part, block=replace(part.block, level=part.block.level - up))
