"""What a drawing of a Word file holds: text boxes, WordArt, pictures (ECMA-376-1, 20; VML, part 4)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from bulletin.ooxml.namespaces import A, R, V, W

_BOX = f"{W}txbxContent"
_EMU_PER_POINT = 12700
_AUTOMATIC = re.compile(
    r"(?:微信|QQ|屏幕|WPS)?(?:图片|截图|照片|IMG|image|picture|logo)[\w\s().-]*|[\x00-\x7f]*|.*自动生成.*"
    r"|.*\.(?:png|jpe?g|gif|bmp|tiff?|webp|wmf|emf)",
    re.I | re.S,
)
"""Descriptions of pictures that a program wrote: the name of the file, a guess at what is shown."""


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
    """What somebody wrote for those who cannot see it; empty where a program wrote it."""
    across: float
    """Its width in points; 0 where the file does not say."""
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
        next((one for one in reversed(descriptions) if _says_something(one)), ""),
        _across(element),
        next(element.iter("{*}anchor"), None) is not None
        or any("absolute" in shape.get("style", "") for shape in element.iter(f"{V}shape")),
    )


def _says_something(description: str) -> bool:
    return bool(description.strip()) and not _AUTOMATIC.fullmatch(description.strip())


def _across(element: Any) -> float:
    """The width of a drawing that is no VML (20.4.2.7)."""
    extent = next(element.iter("{*}extent"), None)
    emu = extent.get("cx", "") if extent is not None else ""
    return int(emu) / _EMU_PER_POINT if emu.isascii() and emu.isdigit() else 0.0
