"""What a drawing of a Word file holds: text boxes, WordArt, pictures (ECMA-376-1, 20; VML, part 4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bulletin.ooxml.namespaces import A, R, V, W

_BOX = f"{W}txbxContent"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A w:drawing, w:pict or w:object."""

    boxes: tuple[Any, ...]
    """The w:txbxContent elements that are in no other."""
    word_art: tuple[str, ...]
    pictures: tuple[str, ...]
    """Identities of relationships."""
    name: str
    description: str
    is_floating: bool
    """Whether it is laid over or beside the text (20.4.2.3)."""


def read_drawing(element: Any) -> Drawing:
    """Sort out what is in a drawing."""
    boxes = {*element.iter(_BOX)}
    outside = [one for one in element.iter() if boxes.isdisjoint(one.iterancestors(_BOX))]
    descriptions = [one.get("descr", "") for one in element.iter("{*}docPr")]
    names = [one.get("name", "") for one in element.iter("{*}cNvPr")]
    return Drawing(
        tuple(one for one in outside if one.tag == _BOX),
        tuple(one.get("string", "") for one in outside if one.tag == f"{V}textpath"),
        tuple(
            one.get(f"{R}embed") or one.get(f"{R}id") or ""
            for one in outside
            if one.tag in (f"{A}blip", f"{V}imagedata")
        ),
        next(filter(None, names), ""),
        next(filter(None, reversed(descriptions)), ""),
        next(element.iter("{*}anchor"), None) is not None
        or any("absolute" in shape.get("style", "") for shape in element.iter(f"{V}shape")),
    )
