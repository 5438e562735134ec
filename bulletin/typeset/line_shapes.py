"""The lines of a title for given places to break: the best shape, or lines simply filled.

GB/T 9704-2012, 7.3.1: the lines of a title form a trapezoid or a diamond. Widths are in em, the
width of one Chinese character of the title's size.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, combinations, pairwise
from math import inf

from bulletin.text.widths import advances, gaps
from bulletin.typeset.layout import NEVER_FIRST, NEVER_LAST

CLOSING = "，。、：；！？）》〉”’】〕"
"""Marks behind which a part of a title may end, and before which none does."""
LEAST_STEP = 0.5
"""By how much two lines differ that are not alike, in em: a quarter of a character at each end."""
_LEAST_SPREAD, _ALL_ALIKE = 1.5, 12.0
"""By how much the longest and the shortest of three lines differ, in em; what it costs if all are alike."""
PLEASING = 6.0
"""A shape that costs no more is taken without looking for a better one between words."""
_ONE_MORE_LINE = 4.0
_OVER_THREE_LINES = 8.0
_NARROWEST = 2.0
"""What a line has at least, in em: no character stands alone."""
_MOST_CANDIDATES = 40
"""Over this many places to break the shapes are not compared any more: lines are just filled."""

Places = Mapping[int, float]
"""Where a text may break, each place with its cost: 0 is best."""

PRINTED_BAR = "\x00"
"""Stands for a bar that is printed while lines are broken; no text has this character."""


class MeasuredText:
    """A text, and how wide each stretch of it is, white space at its ends not counted."""

    def __init__(self, text: str, latin: str) -> None:
        self.text = text
        widths = advances(text.replace(PRINTED_BAR, "|"), latin)
        self._upto = list(accumulate(widths, initial=0.0))
        self._gaps = list(accumulate(gaps(text), initial=0.0))

    def width(self, start: int, end: int) -> float:
        """The width of a line from ``start`` up to ``end``, with the gaps beside its digits."""
        while start < end and self.text[start].isspace():
            start += 1
        while start < end and self.text[end - 1].isspace():
            end -= 1
        gap = self._gaps[end] - self._gaps[min(start + 1, end)]
        return self._upto[end] - self._upto[start] + gap


def best_shape(
    title: MeasuredText, places: Places, width: float, counts: Iterable[int], dearest: float = inf
) -> list[str] | None:
    """The lines with the lowest cost, of so many lines as one of ``counts``.

    A further line costs ``_ONE_MORE_LINE``. ``None`` where no lines fit into ``width``, or where the
    best cost more than ``dearest``.
    """
    if not 0 < len(places) <= _MOST_CANDIDATES:
        return None
    best, best_edges = inf, None
    size, cuts = len(title.text), sorted(places)
    for extra, count in enumerate(counts):
        surcharge = extra * _ONE_MORE_LINE + (_OVER_THREE_LINES if count > 3 else 0.0)
        for chosen in combinations(cuts, count - 1):
            edges = (0, *chosen, size)
            widths = [title.width(a, b) for a, b in pairwise(edges)]
            if max(widths) > width or min(widths) < _NARROWEST:
                continue
            cost = sum(places[cut] for cut in chosen) + _shape_cost(widths)
            if cost + surcharge < best:
                best, best_edges = cost + surcharge, edges
    if best_edges is None or best > dearest:
        return None
    return [title.text[a:b].strip() for a, b in pairwise(best_edges)]


def _shape_cost(widths: Sequence[float]) -> float:
    """How far lines of these widths are from a trapezoid or a diamond that pleases.

    The shortest line should have 0.55 to 0.85 of the width of the longest, and not less than 0.4.
    """
    ratio = min(widths) / max(widths)
    cost = 8 * max(0.0, ratio - 0.85, 0.55 - ratio) + 40 * max(0.0, 0.4 - ratio)
    steps = [b - a for a, b in pairwise(widths)]
    cost += 4 * sum(abs(step) < LEAST_STEP for step in steps)  # lines of like width
    if max(widths) - min(widths) < (_LEAST_SPREAD if len(widths) > 2 else LEAST_STEP):
        cost += _ALL_ALIKE
    if len(widths) > 2 and any(a < 0 < b for a, b in pairwise(steps)):
        cost += 8  # an hourglass: narrower, then wider
    if widths[-1] < 2.5 or widths[0] < 2.5:
        cost += 5  # one or two characters alone on the first or last line
    return cost


def filled_lines(title: MeasuredText, places: Places, width: float) -> list[str]:
    """Lines filled one after the other, for a title that is too long to have a shape."""
    text, allowed = title.text, sorted(places)
    lines, start = [], 0
    while start < len(text):
        last = start + 1
        while last < len(text) and title.width(start, last + 1) <= width:
            last += 1
        if last < len(text) and title.width(last, len(text)) < _NARROWEST:
            last = max(start + 1, last - 1)
        place = bisect_right(allowed, last)
        if last < len(text) and place and allowed[place - 1] > start:
            last = allowed[place - 1]
        elif last < len(text):
            last = next((at for at in range(last, start, -1) if may_part(text, at)), last)
        lines.append(text[start:last].strip())
        start = last
    return [line for line in lines if line]


def may_part(text: str, place: int) -> bool:
    """Whether a line may turn at a place by the marks beside it, whatever the words are.

    Word lets a line end in ——, a title's does not.
    """
    return text[place] not in NEVER_FIRST and text[place - 1] not in f"{NEVER_LAST}—"
