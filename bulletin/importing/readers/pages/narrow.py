"""Paragraphs that are set narrower than the rest of their page, and end before its right edge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from bulletin.importing.readers.pages.printed_lines import FINAL, MARKER, LineOfCharacters, wide
from bulletin.importing.readers.pages.typography import Typography

FEWEST = 3
"""Lines; fewer that end alike may do so by chance."""
BROAD = 14.0
"""Em; the lines of a Chinese list are rarely so long and nearly alike."""
FULL = 0.7
"""Part of the lines that the next word would not have fitted into."""


def narrowed(lines: Sequence[LineOfCharacters], house: Typography) -> Iterator[LineOfCharacters]:
    """The lines, those of narrow paragraphs with the edges that they have in common."""
    for run in _runs(lines):
        edge = max(one.x1 for one in run)
        inside = edge < house.frame(run[0]).right - 0.75 * run[0].size
        if inside and _one_text(run, edge):
            yield from (replace(one, left=run[1].x0, right=edge) for one in run)
        else:
            yield from run


def _runs(lines: Sequence[LineOfCharacters]) -> Iterator[list[LineOfCharacters]]:
    """Lines of one size that stand evenly below each other."""
    run: list[LineOfCharacters] = []
    for line in lines:
        if run and not _even(run, line):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _even(run: list[LineOfCharacters], line: LineOfCharacters) -> bool:
    last, em = run[-1], line.size
    if (last.page, last.area, last.turn) != (line.page, line.area, line.turn):
        return False
    pitch = run[1].y - run[0].y if len(run) > 1 else min(line.y - last.y, 2.5 * em)
    same_edge = abs(line.x0 - last.x0) < 0.3 * em or (
        len(run) == 1 and line.x0 < last.x0 + 0.3 * em
    )
    return abs(last.size - em) < 0.5 and same_edge and abs(line.y - last.y - pitch) < 0.1 * pitch


def _one_text(run: list[LineOfCharacters], edge: float) -> bool:
    """Whether lines end where they do because the next word did not fit, not by chance."""
    if len(run) < FEWEST or any(MARKER.match(one.text) for one in run[1:]):
        return False
    em = run[0].size
    if all(wide(one.text[0]) for one in run) and edge - run[-1].x0 < BROAD * em:
        return False
    full = [a.x1 + b.lead > edge - 0.2 * em for a, b in pairwise(run)]
    amid = any(one.text[-1] not in FINAL for one in run[:-1])
    ends = run[-1].x1 < edge - 0.5 * em or run[-1].text[-1] in FINAL
    return amid and ends and sum(full) >= FULL * len(full)
