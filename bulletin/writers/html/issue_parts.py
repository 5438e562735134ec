"""The parts of an issue that screen readers can go to: head, contents, articles, foot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, takewhile
from typing import Literal

from bulletin.model.blocks import SUBTITLE, Block, Para
from bulletin.typeset.house_style import HouseStyle
from bulletin.typeset.layout import is_foot, style_of

CONTENTS_HEADING = "目录标题"
"""The style of a paragraph over the contents."""
_BEFORE_TITLE = "编者按"
"""The style of paragraphs before a title that belong to its article."""

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
    articles = 0
    kinds: list[tuple[Kind, int]] = []
    for place, block in enumerate(blocks):
        kind = _kind(block, kind, place in starts, house)
        articles += place in starts
        kinds.append((kind, articles))
    for (kind, _), group in groupby(zip(kinds, blocks, strict=True), lambda pair: pair[0]):
        inside = tuple(block for _, block in group)
        names = [block.bookmark for block in inside if isinstance(block, Para) and block.bookmark]
        yield IssuePart(kind, inside, names[0] if names else "")


def _kind(block: Block, before: Kind, starts: bool, house: HouseStyle) -> Kind:
    """The kind of part that a block belongs to; ``before`` is that of the block before it."""
    if starts:
        return "article"
    if is_foot(block, house):
        return "footer"
    if style_of(block) == CONTENTS_HEADING and before == "header":
        return "nav"
    if isinstance(block, Para) and any(run.link.startswith("#") for run in block.runs):
        return "nav" if before in ("header", "nav") else before
    return "header" if before == "nav" else before


def _starts(blocks: tuple[Block, ...], house: HouseStyle) -> set[int]:
    """The places at which articles begin: at a title, or at the editor's note before it."""
    titles = [
        place
        for place, block in enumerate(blocks)
        if isinstance(block, Para)
        and block.bookmark
        and not block.bookmark.startswith(SUBTITLE)
        and not is_foot(block, house)
    ]
    return {
        title - sum(1 for _ in takewhile(_is_note, reversed(blocks[:title]))) for title in titles
    }


def _is_note(block: Block) -> bool:
    return style_of(block) == _BEFORE_TITLE
