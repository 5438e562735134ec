"""Lists without numbers, as Word and Markdown have them: • before each entry, deeper ones within."""

from __future__ import annotations

from collections.abc import Iterable

from bulletin.importing.draft import DraftParagraph, Piece, stripped
from bulletin.model.content import BulletItem, BulletList
from bulletin.text.source import NOWHERE

_DEEPEST = 2
"""The level of the deepest entries that a bulletin sets, from 0."""


def is_bullet(piece: Piece) -> bool:
    """Whether a paragraph is an entry of an automatic list without numbers."""
    return (
        isinstance(piece, DraftParagraph)
        and piece.listed
        and piece.number == "•"
        and not piece.mark
        and bool(piece.text.strip())
    )


def bullet_list(pieces: Iterable[Piece]) -> BulletList:
    """The list of some entries; one is at most a level deeper than that before it."""
    items = list[BulletItem]()
    for piece in pieces:
        if isinstance(piece, DraftParagraph):
            deepest = items[-1].level + 1 if items else 0
            level = min(piece.list_level, deepest, _DEEPEST)
            items.append(BulletItem(level, stripped(piece.runs), NOWHERE))
    return BulletList(tuple(items), NOWHERE)
