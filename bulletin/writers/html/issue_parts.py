"""The parts of an issue that a reader, or a screen reader, goes to: head, contents, articles, foot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal

from bulletin.model.blocks import Block, Para
from bulletin.typeset.house_style import HouseStyle
from bulletin.typeset.layout import is_foot, style_of

_BEFORE_TITLE = "编者按"
"""The style of what stands over a title and belongs to its article."""

Kind = Literal["header", "nav", "article", "footer"]


@dataclass(frozen=True, slots=True)
class IssuePart:
    """Blocks that belong together; ``name`` is the bookmark of an article's title."""

    kind: Kind
    blocks: tuple[Block, ...]
    name: str = ""


def parts(blocks: tuple[Block, ...], house: HouseStyle) -> Iterator[IssuePart]:
    """All blocks in order, each in one part."""
    starts = _starts(blocks, house)
    kind: Kind = "header"
    current: list[Block] = []
    for place, block in enumerate(blocks):
        wanted = _kind(block, kind, place in starts, house)
        if current and (wanted != kind or place in starts):
            yield _part(kind, current)
            current = []
        kind = wanted
        current.append(block)
    if current:
        yield _part(kind, current)


def _kind(block: Block, before: Kind, starts: bool, house: HouseStyle) -> Kind:
    if starts:
        return "article"
    if is_foot(block, house):
        return "footer"
    if isinstance(block, Para) and any(run.link.startswith("#") for run in block.runs):
        return "nav" if before in ("header", "nav") else before
    return "header" if before == "nav" else before


def _starts(blocks: tuple[Block, ...], house: HouseStyle) -> set[int]:
    """Where articles begin: at a title, or at the editor's note over it; not in the foot."""
    titles = [
        i
        for i, block in enumerate(blocks)
        if isinstance(block, Para) and block.bookmark and not is_foot(block, house)
    ]
    return {
        title - sum(1 for _ in takewhile(_is_note, reversed(blocks[:title]))) for title in titles
    }


def _is_note(block: Block) -> bool:
    return style_of(block) == _BEFORE_TITLE


def _part(kind: Kind, blocks: list[Block]) -> IssuePart:
    names = [block.bookmark for block in blocks if isinstance(block, Para) and block.bookmark]
    return IssuePart(kind, tuple(blocks), names[0] if names else "")
