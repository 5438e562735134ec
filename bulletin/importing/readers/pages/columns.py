"""The order in which the rows of a PDF page are read, where it is set in columns.

A gutter is a strip without text that many lines begin right of. Rows that leave it free make a band;
a band is read column by column, what stands above and below it as it comes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from bulletin.importing.readers.pages.glyphs import PlacedCharacter

Row = list[PlacedCharacter]
Area = tuple[bool, list[Row]]
"""Whether it is a column, and its rows."""

GUTTER = 1.0
"""Em; columns stand at least so far apart."""
FEWEST = 3
"""Rows at either side of a gutter; fewer are lines with a tab."""
RAGGED = 2.6
"""Em; lines of a column end so near its right edge; the cells of a table without rules do not."""
APART = 3.0
"""Em; a gap so large below the shorter column ends both."""
NARROW = 0.25
"""Part of the whole width; what is narrower on one side is a list with dates or page numbers."""
DEEPEST = 6
"""Cuts within what was cut before; two of them make three columns."""


def areas(
    rows: Sequence[Row], known: Sequence[float] = (), depth: int = 0, *, column: bool = False
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
        return ([(column or beside, list(rows))] if rows else []), []
    found, cuts = [], [cut]
    for split, band in bands:
        for side in [*_sides(band, cut)] if split else [band]:
            inner, more = areas(side, known, depth + 1, column=column or split)
            found += inner
            cuts += more
    return found, list(dict.fromkeys(cuts))[:DEEPEST]


def _cuts(rows: Sequence[Row], known: Sequence[float]) -> Iterator[tuple[float, int]]:
    """Where the rows may be cut, and how many of them must be at either side."""
    starts: Counter[int] = Counter()
    for row in rows:
        starts.update(_starts(row))
    edge = min((row[0].x0 for row in rows), default=0.0)
    for start, often in starts.most_common(6):
        if often >= FEWEST and start * 2 > edge + 30:
            yield start * 2 - 2.0, FEWEST
    yield from ((other, 1) for other in known)


def _starts(row: Row) -> Iterator[int]:
    """Where the pieces of a row begin that have a wide gap before them; in units of 2 points."""
    inked = _inked(row)
    for place, one in enumerate(inked):
        before = inked[place - 1] if place else None
        if before is None or one.x0 - before.x1 > GUTTER * max(before.size, one.size):
            yield round(one.x0 / 2)


def _inked(row: Row) -> Row:
    return [one for one in row if not one.text.isspace()]


def _bands(rows: Sequence[Row], cut: float, fewest: int) -> Iterator[tuple[bool, list[Row]]]:
    """Runs of rows that leave the gutter free, and what stands between such runs."""
    run: list[Row] = []
    other: list[Row] = []
    for row in [*rows, None]:
        if row is not None and _free(row, cut):
            run.append(row)
            continue
        above, below = _lone(run, cut), _rest(run, cut)
        band = run[above:below]
        if band and _columns(band, cut, fewest):
            if other + run[:above]:
                yield False, other + run[:above]
            yield True, band
            other = run[below:]
        else:
            other += run
        run = []
        if row is not None:
            other.append(row)
    if other:
        yield False, other


def _lone(run: list[Row], cut: float) -> int:
    """How many rows at the top of a run have text on one side only: a title above the columns."""
    tops = [min((row[0].y for row in side), default=0.0) for side in _sides(run, cut)]
    return sum(row[0].y < max(tops) - 1.5 * row[0].size for row in run)


def _rest(run: list[Row], cut: float) -> int:
    """Where the columns of a run end: at a gap below the shorter one, if there is one."""
    sides = _sides(run, cut)
    bottom = min((side[-1][0].y if side else 0.0) for side in sides)
    for row, after in (pair for side in sides for pair in pairwise(side)):
        if after[0].y > bottom + row[0].size and after[0].y - row[0].y > APART * row[0].size:
            return sum(one[0].y < after[0].y for one in run)
    return len(run)


def _free(row: Row, cut: float) -> bool:
    """Whether a row leaves the gutter free: it stands on one side, or has a wide gap there."""
    inked = _inked(row)
    left = [one.x1 for one in inked if one.x0 + one.x1 < 2 * cut]
    right = [one.x0 for one in inked if one.x0 + one.x1 >= 2 * cut]
    if (left and max(left) > cut + 1) or (right and min(right) < cut - 1):
        return False
    return not (left and right) or min(right) - max(left) > GUTTER * inked[0].size


def _columns(run: list[Row], cut: float, fewest: int) -> bool:
    """Whether both sides are columns of text: broad, beside each other, full lines on the left."""
    left, right = _sides(run, cut)
    bottom = min(side[-1][0].y for side in (left, right)) if left and right else 0.0
    size = median(row[0].size for row in run)
    left, right = ([row for row in side if row[0].y < bottom + size] for side in (left, right))
    if min(len(left), len(right)) < fewest:
        return False
    ends = [max(one.x1 for one in row) for row in left]
    whole = max(one.x1 for row in run for one in row) - min(one.x0 for row in run for one in row)
    broad = all(
        median(max(one.x1 for one in row) - row[0].x0 for row in side) > NARROW * whole
        for side in (left, right)
    )
    full = sum(end > max(ends) - RAGGED * size for end in ends)
    return broad and full >= 0.5 * len(ends)


def _sides(band: Sequence[Row], cut: float) -> tuple[list[Row], list[Row]]:
    """What stands left and right of the gutter; lines there may have baselines of their own."""
    left = [[one for one in row if one.x0 + one.x1 < 2 * cut] for row in band]
    right = [[one for one in row if one.x0 + one.x1 >= 2 * cut] for row in band]
    return [row for row in left if _inked(row)], [row for row in right if _inked(row)]
