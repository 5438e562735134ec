"""How the red name of the masthead fits the width of the type area."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import inf

from bulletin.text import patterns
from bulletin.text.widths import width
from bulletin.typeset.break_places import marked_places, places_after, places_between_words
from bulletin.typeset.house_style import Style
from bulletin.typeset.line_shapes import PLEASING, PRINTED_BAR, MeasuredText, best_shape
from bulletin.typeset.titles import LINE_BAR, TYPED_BAR, parts_between_bars, spread

_MOST_LINES = 3
_AIR = 0.985
"""The part of the measure that is used: a font may run wider than it says."""
_PITCH = 1.2
"""The distance of two lines, in ems; a name of one line has the line of its style."""
_SMALLEST = 24.0
"""Points: smaller than this, a quotation is parted rather than kept in one line."""
_OVER_BASELINE = 0.8
"""How much of a line of exact height is over the base line of its text, in Word and LibreOffice."""
_TOP = 0.76
"""How far the tops of Chinese characters are over the base line, in ems; measured (decision 26)."""
_QUOTATION = patterns.regex("“[^“”]*”|《[^《》]*》")
_DEAREST_AT_STOPS = 1.5 * PLEASING
"""What lines broken behind marks may cost; where they cost more, words are parted."""


@dataclass(frozen=True, slots=True)
class MastheadLines:
    """The lines of the name, their size in points and the width of their characters in percent."""

    lines: list[str]
    size: float
    scale: int
    line: float
    """Their distance in points."""
    raised: float
    """By how much less space there is before the name than its style says, in points, so that its top
    stands where that of one line in the style's size would."""


@lru_cache(maxsize=16)
def masthead(text: str, style: Style, measure: float) -> MastheadLines:
    """The red name in the largest size that fits ``measure`` points.

    First the size goes down from the style's to its ``fit``, then the characters are narrowed to
    its ``narrowest``, then the name takes a second and a third line; only then does it go below
    ``fit``. Where lines would part a quotation, it goes down to ``_SMALLEST`` first. A name with
    ``|`` has the lines that they order.
    """
    smallest = style.fit or style.size
    fitted = _fitted(text, style, measure, smallest)
    if smallest > _SMALLEST and any(line.count("“") != line.count("”") for line in fitted.lines):
        smaller = _fitted(text, style, measure, _SMALLEST)
        if all(line.count("“") == line.count("”") for line in smaller.lines):
            return smaller
    return fitted


def _fitted(text: str, style: Style, measure: float, smallest: float) -> MastheadLines:
    """The name in the fewest lines that fit in a size of at least ``smallest`` points."""
    latin = style.latin_face
    widest_line = measure * _AIR / smallest * 100 / style.narrowest
    for lines in _lines_of_name(text, style, widest_line):
        longest = max(width(line, latin) for line in lines) or 1.0
        room = measure * _AIR / longest
        if room >= smallest:
            return _set(lines, float(int(min(style.size, room))), 100, style)
        if room * 100 / style.narrowest >= smallest:
            return _set(lines, smallest, int(room / smallest * 100), style)
    # No lines fit: the last ones, which are the most, in a size below ``fit``.
    size = max(5.0, float(int(room * 100 / style.narrowest)))
    return _set(lines, size, style.narrowest, style)


def _set(lines: list[str], size: float, scale: int, style: Style) -> MastheadLines:
    of_style = style.line or style.size
    line = of_style if len(lines) == 1 else round(size * _PITCH, 1)
    raised = _OVER_BASELINE * (line - of_style) + _TOP * (style.size - size)
    return MastheadLines(lines, size, scale, line, raised)


def _lines_of_name(text: str, style: Style, widest_line: float) -> Iterator[list[str]]:
    """The name in one, in two and in three lines, or in those that its author orders.

    A line may be ``widest_line`` em wide. A bar typed to be printed (``\\|``) is ``PRINTED_BAR`` while
    the others are read as ends of lines.
    """
    parts = parts_between_bars(text.replace(TYPED_BAR, PRINTED_BAR))
    ordered = [line.replace(PRINTED_BAR, LINE_BAR).strip() for line in parts]
    if len(parts) > 1:
        yield ordered
        return
    yield [spread(ordered[0], style.spread)]
    for count in range(2, _MOST_LINES + 1):
        lines = _split(parts[0], count, style.latin_face, widest_line)
        if lines is not None:
            yield [line.replace(PRINTED_BAR, LINE_BAR) for line in lines]


def _split(text: str, count: int, latin: str, widest_line: float) -> list[str] | None:
    """The name in exactly so many lines, broken as a title is; ``None`` where that cannot be.

    A quotation that is wider than a line is broken at its marks, never between words.
    """
    title, counts = MeasuredText(text, latin), (count,)
    marks, stops = marked_places(text), places_after(title, "：；，、”》", (), widest_line)
    lines = best_shape(title, marks, widest_line, counts)
    lines = lines or best_shape(title, stops, widest_line, counts, _DEAREST_AT_STOPS)
    quotations = (title.width(*match.span()) for match in _QUOTATION.finditer(text))
    if lines or (count < _MOST_LINES and max(quotations, default=0.0) > widest_line):
        return lines  # words are looked for only where they help: that takes a while
    words = places_between_words(title, inf, ())
    lines = best_shape(title, words, widest_line, counts)
    if lines or count < _MOST_LINES:
        return lines
    measures = (widest_line * (1 + tenths / 10) for tenths in range(1, 40))
    tried = (best_shape(title, {**words, **stops}, measure, counts) for measure in measures)
    return next((lines for lines in tried if lines), None)
