"""The order of reading of a PDF page that is set in columns.

Word, WPS, LibreOffice and browsers write a column to its end before they begin the next one. So a
column begins where the characters of the file go up the page again, to the right of those beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from bulletin.pdf.page_model import Character, stretches

GUTTER = 1.0
"""Em. Columns are at least so far apart."""
UP = 0.8
"""Em. Further up than this is another line, not a raised figure."""
NARROW = 0.25
"""Part of the width of columns beside each other; what is narrower is a list, not a column."""


@dataclass(frozen=True, slots=True)
class ReadingArea:
    """Characters that are read together; those of a column have edges of their own."""

    characters: tuple[Character, ...]
    is_column: bool


def areas(characters: Sequence[Character], stand_ins: Sequence[Character]) -> list[ReadingArea]:
    """The areas of a page in the order of reading; ``characters`` are in the order of the file.

    ``stand_ins`` are characters that stand for tables and pictures, at their upper edges.
    """
    found: list[ReadingArea] = []
    groups = [[[*column] for column in group] for group in _groups(characters)]
    for stand_in in stand_ins:
        home = next((c for group in groups for c in group if _is_within(stand_in, c, group)), None)
        if home is not None:
            home.append(stand_in)
    in_columns = {id(char) for group in groups for column in group for char in column}
    rest = [char for char in (*characters, *stand_ins) if id(char) not in in_columns]
    for group in groups:
        top = min(char.baseline for column in group for char in column)
        found.append(
            ReadingArea(tuple(char for char in rest if char.baseline < top), is_column=False)
        )
        rest = [char for char in rest if char.baseline >= top]
        found += (ReadingArea(tuple(column), is_column=True) for column in group)
    return [area for area in (*found, ReadingArea(tuple(rest), is_column=False)) if area.characters]


def _is_within(
    stand_in: Character, column: Sequence[Character], group: Sequence[Sequence[Character]]
) -> bool:
    """Whether a table or picture is in a column: between its edges and beside text of its group."""
    heights = [char.baseline for beside in group for char in beside]
    middle = (stand_in.left + stand_in.right) / 2
    left, right = _edges(column)
    return left <= middle <= right and min(heights) <= stand_in.baseline <= max(heights)


def _groups(characters: Sequence[Character]) -> Iterator[list[list[Character]]]:
    """The columns that are beside each other, group by group from the top."""
    groups: list[list[list[Character]]] = []
    last: list[Character] = []
    group: list[list[Character]] = []
    for run in _downward_runs(characters):
        left = [char for char in last if char.baseline > run[0].baseline - UP * run[0].size]
        right = _right_of(left, run)
        if not (right and _are_broad(left, right)):
            last, group = run, []
            continue
        if group:
            group.append(right)
        else:
            group = [left, right]
            groups.append(group)
        below = run[len(right) :]
        last, group = (below, []) if below else (right, group)
    yield from sorted(groups, key=lambda one: min(char.baseline for char in one[0]))


def _right_of(left: Sequence[Character], run: Sequence[Character]) -> list[Character]:
    """The first characters of a run that are further right than all of a column."""
    if not left:
        return []
    edge = _edges(left)[1] + GUTTER * run[0].size
    return list(takewhile(lambda char: char.left > edge, run))


def _downward_runs(characters: Sequence[Character]) -> list[list[Character]]:
    """Stretches of characters that only go down the page; spaces are left out."""

    def is_not_above(last: Character, char: Character) -> bool:
        return char.baseline >= last.baseline - UP * max(char.size, last.size)

    return stretches((char for char in characters if not char.text.isspace()), is_not_above)


def _edges(characters: Sequence[Character]) -> tuple[float, float]:
    return min(char.left for char in characters), max(char.right for char in characters)


def _are_broad(left: Sequence[Character], right: Sequence[Character]) -> bool:
    sides = _edges(left), _edges(right)
    whole = sides[1][1] - sides[0][0]
    return all(end - start > NARROW * whole for start, end in sides)
