"""How the red name of the masthead fits the width of the type area."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import inf

from bulletin.text.widths import width
from bulletin.typeset.break_places import marked_places, places_after, places_between_words
from bulletin.typeset.house_style import Style
from bulletin.typeset.line_shapes import PLEASING, PRINTED_BAR, MeasuredText, best_shape
from bulletin.typeset.titles import LINE_BAR, TYPED_BAR, parts_between_bars

_NARROWEST = 66
"""To how many percent of their width characters may be narrowed."""
_AIR = 0.985
"""The part of the measure that is used: a font may run wider than it says."""
_DEAREST_AT_STOPS = 1.5 * PLEASING
"""What lines broken behind marks may cost; where they cost more, words are parted."""


@dataclass(frozen=True, slots=True)
class MastheadLines:
    """The lines of the name, their size in points and the width of their characters in percent."""

    lines: list[str]
    size: float
    scale: int


@lru_cache(maxsize=16)
def masthead(text: str, style: Style, measure: float) -> MastheadLines:
    """The red name in the largest size that fits ``measure`` points.

    First the size goes down from the style's to its ``fit``, then the characters are narrowed to
    ``_NARROWEST``, then the name takes a second and a third line; only then does it go below
    ``fit``. A name with ``|`` has the lines that they order.
    """
    smallest, latin = style.fit or style.size, style.latin_face
    widest_line = measure * _AIR / smallest * 100 / _NARROWEST
    for lines in _lines_of_name(text, latin, widest_line):
        longest = max(width(line, latin) for line in lines) or 1.0
        room = measure * _AIR / longest
        if room >= smallest:
            return MastheadLines(lines, float(int(min(style.size, room))), 100)
        if room * 100 / _NARROWEST >= smallest:
            return MastheadLines(lines, smallest, int(room / smallest * 100))
    # No lines fit: the last ones, which are the most, in a size below ``fit``.
    return MastheadLines(lines, max(5.0, float(int(room * 100 / _NARROWEST))), _NARROWEST)


def _lines_of_name(text: str, latin: str, widest_line: float) -> Iterator[list[str]]:
    """The name in one, in two and in three lines, or in those that its author orders.

    A line may be ``widest_line`` em wide. A bar typed to be printed (``\\|``) is ``PRINTED_BAR`` while
    the others are read as ends of lines.
    """
    parts = parts_between_bars(text.replace(TYPED_BAR, PRINTED_BAR))
    yield [line.replace(PRINTED_BAR, LINE_BAR).strip() for line in parts]
    if len(parts) > 1:
        return
    for count in (2, 3):
        lines = _split(parts[0], count, latin, widest_line)
        if lines is not None:
            yield [line.replace(PRINTED_BAR, LINE_BAR) for line in lines]


def _split(text: str, count: int, latin: str, widest_line: float) -> list[str] | None:
    """The name in exactly so many lines, broken as a title is; ``None`` where that cannot be."""
    title, counts = MeasuredText(text, latin), (count,)
    marks, stops = marked_places(text), places_after(title, "：；，、”》", ())
    for measure in (widest_line, inf):
        lines = (
            best_shape(title, marks, measure, counts)
            or best_shape(title, stops, measure, counts, _DEAREST_AT_STOPS)
            or best_shape(title, places_between_words(title, inf, ()), measure, counts)
        )
        if lines:
            return lines
    return None
