"""Breaks a title into lines, or puts it into one.

GB/T 9704-2012, 7.3.1: a title over one line keeps its words whole and takes the shape of a
trapezoid or a diamond. Widths are in em, the width of one Chinese character of the title's size.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import ceil

from bulletin.text import patterns
from bulletin.text.characters import is_han
from bulletin.typeset.break_places import marked_places, places_after, places_between_words
from bulletin.typeset.line_shapes import (
    PLEASING,
    PRINTED_BAR,
    MeasuredText,
    best_shape,
    filled_lines,
)

LINE_BAR = "|"
"""The author types it where a line of a title is to end."""
TYPED_BAR = "\\|"
"""The author types it for a bar that is printed."""
_MOST_LINES = 4
_SUBTITLE = patterns.regex("(?<=[^—…\\s])[ \u3000]*(?=——)")
"""Where a subtitle begins."""
_PARTING = "：；，、。！？—…·"


def break_title(text: str, width: float, latin: str, names: Iterable[str] = ()) -> list[str]:
    """The lines of a title that may be ``width`` em wide.

    Every ``|`` ends a line; one with a backslash before it is printed. What is between two of
    them is one line if it fits; else a subtitle (——) begins a line, and a part that does not fit
    is broken at full-width spaces, else at word boundaries, never inside quotes, titles of works,
    numbers with their units or ``names``. Joined, the lines are the text without ``|`` and
    without the white space at which it was broken. A line is too wide only when a single
    character is.
    """
    lines = _broken(text.replace(TYPED_BAR, PRINTED_BAR), width, latin, tuple(names))
    return [line.replace(PRINTED_BAR, LINE_BAR) for line in lines]


def _broken(text: str, width: float, latin: str, names: tuple[str, ...]) -> list[str]:
    if len(sections := parts_between_bars(text)) > 1:
        return [line for part in sections for line in _broken(part, width, latin, names)]
    title = MeasuredText(sections[0], latin)
    if title.width(0, len(title.text)) <= width:
        return [title.text.strip()]
    if len(parts := _SUBTITLE.split(title.text)) > 1:
        return [line for part in parts for line in _broken(part, width, latin, names)]
    counts = range(max(2, ceil(title.width(0, len(title.text)) / width)), _MOST_LINES + 1)
    marks = marked_places(title.text)
    stops = places_after(title, "：；， ", names) | marks
    lines = best_shape(title, marks, width, counts)
    lines = lines or best_shape(title, stops, width, counts[:2], PLEASING)
    if lines:
        return lines
    words = places_between_words(title, width, names)
    return best_shape(title, words, width, counts) or filled_lines(title, words, width)


def spread(line: str, most: int) -> str:
    """A line of ``most`` Chinese characters at most with a full-width space between each two (短　题)."""
    is_short = 1 < len(line) <= most and all(map(is_han, line))
    return "\u3000".join(line) if is_short else line


def in_one_line(text: str) -> str:
    """A title in one line: each ``|`` between two words becomes a full-width space.

    Beside white space or a mark (：, ——) it is left out, before —— with that white space; one with
    a backslash before it is printed.
    """

    def space(match: re.Match[str]) -> str:
        if text.startswith("——", match.end()):
            return ""
        if match["white"]:
            return match["white"][0]
        beside = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        return "" if any(one in _PARTING for one in beside) else "\u3000"

    text = text.replace(TYPED_BAR, PRINTED_BAR).strip("| \u3000")
    return re.sub(r"(?P<white>\s*)(?:\|\s*)+", space, text).replace(PRINTED_BAR, LINE_BAR)


def with_typed_bars(text: str) -> str:
    """A title as its author would type it so that every ``|`` in it is printed."""
    return text.replace(LINE_BAR, TYPED_BAR)


def parts_between_bars(text: str) -> list[str]:
    """The parts of a title between the bars that its author typed; one at least."""
    parts = (part.strip(" \u3000") for part in text.split(LINE_BAR))
    return [part for part in parts if part.strip()] or [""]
