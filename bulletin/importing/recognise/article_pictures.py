"""The pictures of an article: which can be used, and the names of their files beside it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import count

from bulletin.findings import kinds
from bulletin.importing.recognise.story import Doubt, StoryBlock
from bulletin.model.content import Paragraph, Picture
from bulletin.text.source import NOWHERE
from bulletin.workspace import pictures

_ENDINGS = {"jpg": ("jpg", "jpeg"), "tif": ("tif", "tiff")}
_SAFE_NAME = re.compile(r"([\w·—-]{1,60})\.(\w{3,4})")


def usable(body: Sequence[StoryBlock]) -> tuple[tuple[StoryBlock, ...], list[Doubt]]:
    """The body without pictures that cannot be used, and what is wrong with those.

    Each leaves a paragraph, its caption or an empty one, so that the places of doubts do not move.
    """
    doubts, blocks = list[Doubt](), list(body)
    for index, block in enumerate(body):
        if not isinstance(block, Picture):
            continue
        if fault := pictures.fault(block.path or "图片", block.data):
            message, hint = fault
            doubts.append(Doubt(kinds.IMPORTED_PICTURE, index, f"{message}没有带进来。", hint))
            blocks[index] = Paragraph(block.caption, NOWHERE)
    return tuple(blocks), doubts


def named(
    body: Sequence[StoryBlock], stem: str, present: Collection[str]
) -> tuple[StoryBlock, ...]:
    """The body with a free file name as the path of each picture; one that comes again keeps its."""
    used, blocks = set(present), list(body)
    known: dict[tuple[str, bytes], str] = {}
    for index, block in enumerate(body):
        if isinstance(block, Picture):
            name = known.get((block.path, block.data)) or _name(block, stem, used)
            if block.path:
                known[block.path, block.data] = name
            used.add(name)
            blocks[index] = replace(block, path=name)
    return tuple(blocks)


def _name(picture: Picture, stem: str, used: Collection[str]) -> str:
    """The picture's own name where it has one that fits, else one after its article."""
    ending = pictures.kind(picture.data)
    own = _SAFE_NAME.fullmatch(re.split(r"[/\\]", picture.path)[-1])
    if own and own[2].lower() in _ENDINGS.get(ending, (ending,)) and own[0] not in used:
        return own[0]
    names = (f"{stem}-图{number}.{ending}" for number in count(1))
    return next(name for name in names if name not in used)
