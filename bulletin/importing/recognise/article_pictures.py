"""The pictures of an article: which can be used, and the names of their files beside it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from bulletin.findings import kinds
from bulletin.importing.recognise.story import Doubt, StoryBlock
from bulletin.model.content import Paragraph, Picture
from bulletin.text.source import NOWHERE
from bulletin.workspace import pictures

_ENDINGS = {"jpg": ("jpg", "jpeg"), "tif": ("tif", "tiff")}
_SAFE_NAME = re.compile(r"([\w·—-]{1,60})\.(\w{3,4})")


def usable(body: Sequence[StoryBlock]) -> tuple[tuple[StoryBlock, ...], list[Doubt]]:
    """The body without pictures that cannot be used, and what is wrong with those.

    A caption stays, as a paragraph. Places of other doubts do not move: an unusable picture with no
    caption leaves an empty paragraph, which is not written.
    """
    doubts: list[Doubt] = []
    blocks: list[StoryBlock] = []
    for index, block in enumerate(body):
        fault = (
            pictures.fault(block.path or "图片", block.data) if isinstance(block, Picture) else None
        )
        if isinstance(block, Picture) and fault:
            message, hint = fault
            doubts.append(Doubt(kinds.IMPORTED_PICTURE, index, f"{message}没有带进来。", hint))
            blocks.append(Paragraph(block.caption, NOWHERE))
        else:
            blocks.append(block)
    return tuple(blocks), doubts


def named(
    body: Sequence[StoryBlock], stem: str, present: Collection[str]
) -> tuple[StoryBlock, ...]:
    """The body with a free file name as the path of each picture."""
    used = set(present)
    blocks: list[StoryBlock] = []
    for block in body:
        if isinstance(block, Picture):
            name = _name(block, stem, used)
            used.add(name)
            blocks.append(replace(block, path=name))
        else:
            blocks.append(block)
    return tuple(blocks)


def _name(picture: Picture, stem: str, used: Collection[str]) -> str:
    """The picture's own name where it has one that fits, else one after its article."""
    ending = pictures.kind(picture.data)
    own = _SAFE_NAME.fullmatch(re.split(r"[/\\]", picture.path)[-1])
    if own and own[2].lower() in _ENDINGS.get(ending, (ending,)) and own[0] not in used:
        return own[0]
    number = 1
    while (name := f"{stem}-图{number}.{ending}") in used:
        number += 1
    return name
