"""The pictures of an article: which can be used, and how they are called beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bulletin.findings import kinds
from bulletin.importing.draft import DraftParagraph
from bulletin.importing.recognise.story import Doubt, Element, Figure
from bulletin.workspace import pictures

_ENDINGS = {"jpg": ("jpg", "jpeg"), "tif": ("tif", "tiff")}
_SAFE_NAME = re.compile(r"([\w·—-]{1,60})\.(\w{3,4})")


def usable(body: Sequence[Element]) -> tuple[tuple[Element, ...], list[Doubt]]:
    """The body without pictures that cannot be used, and what is wrong with those.

    A caption stays, as a paragraph. Places of other doubts do not move: an unusable picture with no
    caption leaves an empty paragraph, which is not written.
    """
    doubts: list[Doubt] = []
    kept: list[Element] = []
    for index, element in enumerate(body):
        wrong = (
            pictures.fault(element.name or "图片", element.data)
            if isinstance(element, Figure)
            else None
        )
        if isinstance(element, Figure) and wrong:
            doubts.append(Doubt(kinds.IMPORTED_PICTURE, index, wrong[0] + "没有带进来。", wrong[1]))
            kept.append(DraftParagraph(element.caption))
        else:
            kept.append(element)
    return tuple(kept), doubts


def names(body: Sequence[Element], stem: str, taken: set[str]) -> Iterator[tuple[int, str]]:
    """A free file name for each picture, by its place in the body; they are taken then."""
    for index, element in enumerate(body):
        if isinstance(element, Figure):
            name = _name(element, stem, taken)
            taken.add(name)
            yield index, name


def _name(figure: Figure, stem: str, taken: set[str]) -> str:
    """The picture's own name where it has one that fits, else one after its article."""
    ending = pictures.kind(figure.data)
    own = _SAFE_NAME.fullmatch(re.split(r"[/\\]", figure.name)[-1])
    if own and own[2].lower() in _ENDINGS.get(ending, (ending,)) and own[0] not in taken:
        return own[0]
    number = 1
    while (name := f"{stem}-图{number}.{ending}") in taken:
        number += 1
    return name
