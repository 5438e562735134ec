"""What is on the pages of a PDF: characters, lines, rules, pictures, and the places of bookmarks.

All lengths are in points; ``y`` is counted downwards from the top edge of the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class GlyphInk(Enum):
    """What stands on the paper for a character."""

    INK = auto()
    BLANK = auto()
    """Nothing."""
    BOX = auto()
    """What its face draws where it has no such character."""
    UNKNOWN = auto()
    """Ink, but the face is not in the PDF or cannot be read: it may be a box."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One printed character; ``y`` is its baseline, ``top`` and ``bottom`` bound its ink."""

    text: str
    x0: float
    x1: float
    y: float
    top: float
    bottom: float
    font: str
    size: float
    drawn: GlyphInk = GlyphInk.INK


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One printed line, from the left edge of its first character to the right of its last."""

    text: str
    x0: float
    x1: float
    y: float
    fonts: tuple[str, ...]
    glyphs: tuple[Glyph, ...]


@dataclass(frozen=True, slots=True)
class HorizontalRule:
    """One horizontal rule; ``y`` is its middle."""

    x0: float
    x1: float
    y: float
    weight: float


@dataclass(frozen=True, slots=True)
class Box:
    """Where a picture stands."""

    x0: float
    x1: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """One printed page; everything on it from the top."""

    width: float
    height: float
    lines: tuple[PrintedLine, ...]
    rules: tuple[HorizontalRule, ...]
    pictures: tuple[Box, ...]


@dataclass(frozen=True, slots=True, order=True)
class PagePosition:
    """A place in the pages: ``page`` from 0, ``y`` the top of the line."""

    page: int
    y: float
    x: float = 0.0


@dataclass(frozen=True, slots=True)
class Printed:
    """A whole PDF; ``places`` are its named destinations."""

    pages: tuple[PrintedPage, ...]
    places: dict[str, PagePosition]
