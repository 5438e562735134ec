"""The order in which the rows of a PDF page are read, where it is set in columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from bulletin.importing.pdf_glyphs import Glyph

Row = list[Glyph]
Area = tuple[bool, list[Row]]
"""Whether it is a column, and its rows."""

GUTTER = 1.0
"""Em; columns stand at least so far apart."""
FEWEST = 4
"""Rows with text on both sides make columns; fewer are a line with a tab."""
RAGGED = 2.6
"""Em; lines of a column end so near its right edge; the cells of a table without rules do not."""
NARROW = 0.25
"""Part of the whole width; what is narrower on one side is a list with dates or page numbers."""
DEEPEST = 4
"""Columns within columns; two cuts make three of them."""


def areas(
    rows: Sequence[Row], known: Sequence[float] = (), depth: int = 0
) -> tuple[list[Area], list[float]]:
    """The rows in the order of reading, cut into areas, and the gutters that cut them.

    ``known`` are gutters of the page before, which count even where only few rows have them.
    """
    for cut, fewest in _cuts(rows, known) if depth < DEEPEST else ():
        bands = list(_bands(rows, cut, fewest))
        if any(split for split, _ in bands):
            break
    else:
        beside = any(max(one.x1 for row in rows for one in row) < cut + 1 for cut in known if rows)
        return ([(depth > 0 or beside, list(rows))] if rows else []), []
    found, cuts = [], [cut]
    for split, band in bands:
        sides = [_side(band, cut, left=True), _side(band, cut, left=False)] if split else [band]
        for side in sides:
            inner, more = areas(side, known, depth + split)
            found += inner
            cuts += more
    return found, cuts


def _cuts(rows: Sequence[Row], known: Sequence[float]) -> Iterator[tuple[float, int]]:
    """Where the rows may be cut, and how many of them must have text on both sides."""
    cut = _gutter(rows)
    if cut is not None:
        yield cut, FEWEST
    yield from ((other, 1) for other in known)


def _gaps(row: Row) -> Iterator[tuple[float, float]]:
    """The wide gaps of a row."""
    inked = [one for one in row if not one.text.isspace()]
    for before, after in pairwise(inked):
        if after.x0 - before.x1 > GUTTER * max(before.size, after.size):
            yield before.x1, after.x0


def _gutter(rows: Sequence[Row]) -> float | None:
    """The place that most gaps of the rows have in common."""
    edges = sorted(edge for row in rows for a, b in _gaps(row) for edge in ((a, -1), (b, 1)))
    best, depth, place = 0, 0, None
    for index, (x, way) in enumerate(edges):
        depth -= way
        if depth > best and index + 1 < len(edges):
            best, place = depth, (x + edges[index + 1][0]) / 2
    return place if best >= FEWEST else None


def _bands(rows: Sequence[Row], cut: float, fewest: int) -> Iterator[tuple[bool, list[Row]]]:
    """Runs of rows that leave the gutter free, and what stands between such runs."""
    run: list[Row] = []
    other: list[Row] = []
    for row in [*rows, None]:
        if row is not None and _free(row, cut):
            run.append(row)
            continue
        lone = _lone(run, cut)
        other += run[:lone]
        run = run[lone:]
        if run and _columns(run, cut, fewest):
            if other:
                yield False, other
            yield True, run
            other = []
        else:
            other += run
        run = []
        if row is not None:
            other.append(row)
    if other:
        yield False, other


def _lone(run: list[Row], cut: float) -> int:
    """How many rows at the top of a run have text on one side only: a title above the columns."""
    sides = (
        bool(_side([row], cut, left=True)) + bool(_side([row], cut, left=False)) for row in run
    )
    return next((place for place, both in enumerate(sides) if both == 2), len(run))


def _free(row: Row, cut: float) -> bool:
    """Whether a row leaves the gutter free: it stands on one side, or has a wide gap there."""
    inked = [one for one in row if not one.text.isspace()]
    left = [one.x1 for one in inked if one.x0 + one.x1 < 2 * cut]
    right = [one.x0 for one in inked if one.x0 + one.x1 >= 2 * cut]
    if (left and max(left) > cut + 1) or (right and min(right) < cut - 1):
        return False
    return not (left and right) or min(right) - max(left) > GUTTER * inked[0].size


def _columns(run: list[Row], cut: float, fewest: int) -> bool:
    """Whether both sides are columns of text: broad, and the lines on the left are full."""
    pairs = [(_side([row], cut, left=True), _side([row], cut, left=False)) for row in run]
    both = [(left[0], right[0]) for left, right in pairs if left and right]
    if len(both) < fewest:
        return False
    ends = [max(one.x1 for one in left) for left, _ in both]
    size = median(left[-1].size for left, _ in both)
    whole = max(one.x1 for row in run for one in row) - min(one.x0 for row in run for one in row)
    broad = all(
        median(max(one.x1 for one in side) - side[0].x0 for side in sides) > NARROW * whole
        for sides in zip(*both, strict=True)
    )
    full = sum(end > max(ends) - RAGGED * size for end in ends)
    return broad and full >= 0.6 * len(ends)


def _side(band: list[Row], cut: float, *, left: bool) -> list[Row]:
    """What stands on one side of the gutter."""
    sides = ([one for one in row if (one.x0 + one.x1 < 2 * cut) == left] for row in band)
    return [side for side in sides if any(not one.text.isspace() for one in side)]
