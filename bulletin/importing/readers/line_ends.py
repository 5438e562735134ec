"""Paragraphs that were separated by line breaks only (Shift+Enter, copied web pages) are split."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bulletin.importing.draft import Draft, DraftParagraph, Piece, cut, stripped
from bulletin.importing.recognise import shapes

_INDENTED = re.compile(r"(?:\u3000| {2}|\t)")


def broken(draft: Draft) -> Draft:
    """The draft with each line that begins like a paragraph made one."""
    return replace(draft, pieces=tuple(one for piece in draft.pieces for one in _parts(piece)))


def _parts(piece: Piece) -> Iterator[Piece]:
    if (
        not isinstance(piece, DraftParagraph)
        or piece.centred
        or piece.role
        or "\n" not in piece.text
    ):
        yield piece
        return
    text, start, is_first = piece.text, 0, True
    for match in re.finditer("\n", text):
        if _begins(text[start : match.start()], text[match.end() :]):
            yield from _part(piece, start, match.start(), is_first)
            start, is_first = match.end(), False
    yield from _part(piece, start, len(text), is_first)


def _part(para: DraftParagraph, start: int, end: int, is_first: bool) -> Iterator[DraftParagraph]:
    runs = stripped(cut(para.runs, start, end))
    if runs:
        yield replace(para, runs=runs, number=para.number if is_first else "")


def _begins(before: str, after: str) -> bool:
    """Whether a line begins a paragraph: it is indented, numbered, or comes after an empty one."""
    number = shapes.heading_number(after)
    is_heading = number is not None and number.level <= 2
    return bool(not before.strip() or after[:1] in "\n" or _INDENTED.match(after) or is_heading)
