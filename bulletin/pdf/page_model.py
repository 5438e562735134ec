"""What is read from a page of a PDF: characters, ruling lines, and how the page is turned.

Coordinates are points from the top left corner of the page as it is shown; y grows downwards.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, NamedTuple, TypeVar

T = TypeVar("T")


class Ink(Enum):
    """What is on the paper for a character."""

    INK = auto()
    BLANK = auto()
    """Nothing."""
    BOX = auto()
    """The box that a face draws for a character that it lacks."""
    UNKNOWN = auto()
    """Ink, but the face is not embedded or cannot be read, so it may be such a box."""


class Character(NamedTuple):
    """One printed character.

    Text that does not run along the page (up a margin, a slanting watermark) has a ``rotation``;
    its coordinates are along and across its own direction, so that they only compare with those of
    characters of the same rotation.
    """

    text: str
    left: float
    """The origin."""
    right: float
    """The origin of the next character, without letter spacing."""
    baseline: float
    top: float
    """The upper edge of the ink."""
    bottom: float
    face: str
    """Without the tag of an embedded subset."""
    size: float
    """As it is seen: the size of the face times the scale of the text."""
    rotation: int = 0
    """Degrees, counterclockwise, in steps of five."""
    thickened: bool = False
    """Whether it is filled and outlined: bold, where there is no bold face."""
    ink: Ink = Ink.INK


@dataclass(frozen=True, slots=True)
class RulingLine:
    """A straight line: at height ``at`` from x ``start`` to ``end``, or upright at x ``at``."""

    horizontal: bool
    at: float
    start: float
    end: float
    weight: float


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PageView:
    """How a page is shown.

    ``angle`` is the direction of its upright text in PDF's own coordinates (points from the bottom
    left, y upwards), in degrees; ``left`` and ``top`` are where its corner is after turning.
    """

    angle: int
    left: float
    top: float
    width: float
    height: float

    def place(self, x: float, y: float) -> tuple[float, float]:
        """A point of PDF's own coordinates in those of the page as it is shown."""
        along, down = turned(x, y, self.angle)
        return along - self.left, down - self.top


def page_view(page: Any) -> PageView:
    """How a pypdfium2 page is shown."""
    from pypdfium2 import raw

    left, bottom, right, top = page.get_bbox()
    angle = 90 * max(0, raw.FPDFPage_GetRotation(page.raw))  # -1 where the page is damaged
    corners = [turned(x, y, angle) for x in (left, right) for y in (bottom, top)]
    across, down = [x for x, _ in corners], [y for _, y in corners]
    return PageView(angle, min(across), min(down), max(across) - min(across), max(down) - min(down))


RIGHT_ANGLES: dict[float, tuple[float, float]] = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}
"""Cosine and sine, exactly."""


def turned(x: float, y: float, angle: float) -> tuple[float, float]:
    """A point of PDF's own coordinates as distances along text that runs at ``angle`` degrees, and
    down from line to line."""
    cos, sin = RIGHT_ANGLES.get(angle) or (
        math.cos(math.radians(angle)),
        math.sin(math.radians(angle)),
    )
    return x * cos + y * sin, x * sin - y * cos


def stretches(items: Iterable[T], continues: Callable[[T, T], bool]) -> list[list[T]]:
    """The items in order, in groups: one that ``continues`` the item before it is in the same group."""
    groups: list[list[T]] = []
    for item in items:
        if groups and continues(groups[-1][-1], item):
            groups[-1].append(item)
        else:
            groups.append([item])
    return groups
