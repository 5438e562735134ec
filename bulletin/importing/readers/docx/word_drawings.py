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
    boxes = [*element.iter(_BOX)]

    def box_around(inner: Any) -> Any:
        return next((box for box in inner.iterancestors(_BOX) if box in boxes), None)

    locals_ = [(str(inner.tag).rpartition("}")[2], inner) for inner in element.iter()]
    descriptions = [one.get("descr", "") for local, one in locals_ if local == "docPr"]
    names = [one.get("name", "") for local, one in locals_ if local == "cNvPr"]
    return Drawing(
        tuple(box for box in boxes if box_around(box) is None),
        tuple(
            path.get("string", "")
            for path in element.iter(f"{V}textpath")
            if box_around(path) is None
        ),
        tuple(
            image.get(f"{R}embed") or image.get(f"{R}id") or ""
            for image in element.iter(f"{A}blip", f"{V}imagedata")
            if box_around(image) is None
        ),
        next(filter(None, names), ""),
        next(filter(None, reversed(descriptions)), ""),
        any(local == "anchor" for local, _ in locals_)
        or any("absolute" in shape.get("style", "") for shape in element.iter(f"{V}shape")),
    )
