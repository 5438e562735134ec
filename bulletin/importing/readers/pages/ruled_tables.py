"""Tables of a PDF page: cells between ruling lines, and the text in them.

A table without ruling lines is not recognised: its rows stay lines with tabs between.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from bulletin.importing.readers.pages.text_lines import FINAL, TextLine, line, rows
from bulletin.pdf.page_model import Box, Character, RulingLine, stretches

NEAR = 3.0
"""Points. Lines nearer than this are one line: double lines, cells with a gap between."""
MOST_RULES = 1_500
MOST_CELLS = 4_000
MOST_TRIED = 100
"""Groups of ruling lines of one page that are looked at; a page has few tables."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The text lines of a cell, and its edges in points; a cell that is part of a merged one has no lines."""

    lines: tuple[TextLine, ...]
    left: float
    right: float


Rows = tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table on a page."""

    cells: Rows
    box: Box
    columns: tuple[float, ...]
    """The x of all column edges."""
    merged: bool
    page: int = 0


def tables(
    rules: Sequence[RulingLine], characters: Sequence[Character], page: int
) -> tuple[list[RuledTable], list[Character]]:
    """The tables of a page, and the characters that are in none."""
    pieces = _joined(rules)
    if len(pieces) > MOST_RULES:
        return [], list(characters)
    found, rest = [], list(characters)
    crossed = (group for group in _groups(pieces) if len(group) > 2)
    for group in islice(crossed, MOST_TRIED):
        table, outside = _table(group, rest, page)
        if table:
            found.append(table)
            rest = outside
    return found, rest


def _joined(rules: Iterable[RulingLine]) -> list[RulingLine]:
    """The lines with collinear pieces put together."""

    def is_near(last: RulingLine, rule: RulingLine) -> bool:
        return last.horizontal == rule.horizontal and rule.at - last.at <= NEAR / 2

    rails = stretches(sorted(rules, key=lambda one: (one.horizontal, one.at, one.start)), is_near)
    return [rule for rail in rails for rule in _along(rail)]


def _along(rail: list[RulingLine]) -> Iterator[RulingLine]:
    at = sum(rule.at for rule in rail) / len(rail)
    spans = sorted((rule.start, rule.end) for rule in rail)
    start, end = spans[0]
    for next_start, next_end in spans[1:]:
        if next_start > end + NEAR:
            yield RulingLine(rail[0].horizontal, at, start, end, rail[0].weight)
            start = next_start
        end = max(end, next_end) if next_start <= end + NEAR else next_end
    yield RulingLine(rail[0].horizontal, at, start, end, rail[0].weight)


def _groups(rules: Sequence[RulingLine]) -> list[list[RulingLine]]:
    """The lines in groups of those that touch each other."""
    parent = list(range(len(rules)))
    levels = [place for place, rule in enumerate(rules) if rule.horizontal]
    uprights = [place for place, rule in enumerate(rules) if not rule.horizontal]
    for one in levels:
        for other in uprights:
            if _touch(rules[one], rules[other]):
                parent[_root(parent, one)] = _root(parent, other)
    found: dict[int, list[RulingLine]] = {}
    for place, rule in enumerate(rules):
        found.setdefault(_root(parent, place), []).append(rule)
    return list(found.values())


def _touch(level: RulingLine, upright: RulingLine) -> bool:
    return (
        level.start - NEAR <= upright.at <= level.end + NEAR
        and upright.start - NEAR <= level.at <= upright.end + NEAR
    )


def _root(parent: list[int], place: int) -> int:
    """The representative of the set that a place has been united into (union-find)."""
    while parent[place] != place:
        parent[place] = parent[parent[place]]
        place = parent[place]
    return place


def _table(
    group: list[RulingLine], characters: list[Character], page: int
) -> tuple[RuledTable | None, list[Character]]:
    """The table of a group of ruling lines, if at least two cells have text; and the characters outside it."""
    levels = [rule for rule in group if rule.horizontal]
    uprights = [rule for rule in group if not rule.horizontal]
    if len(levels) < 2 or not uprights:
        return None, characters
    xs = _lines([rule.at for rule in uprights] + [x for r in levels for x in (r.start, r.end)])
    ys = _lines([rule.at for rule in levels] + [y for r in uprights for y in (r.start, r.end)])
    wide, high = len(xs) - 1, len(ys) - 1
    if not 2 <= wide * high <= MOST_CELLS:
        return None, characters
    homes = _homes(xs, ys, levels, uprights)
    inside: dict[int, list[Character]] = {}
    outside: list[Character] = []
    for character in characters:
        place = _place(character, xs, ys)
        if place is None or (place not in homes):
            outside.append(character)
        else:
            inside.setdefault(homes[place], []).append(character)
    filled = [one for one in inside.values() if any(not g.text.isspace() for g in one)]
    if len(filled) < 2:
        return None, characters
    edges = _spans(homes, wide, xs)
    cells = tuple(
        tuple(
            Cell(_cell_lines(inside.get(place, []), page), *edges.get(place, (0.0, 0.0)))
            for place in range(row * wide, (row + 1) * wide)
        )
        for row in range(high)
    )
    merged = len(set(homes.values())) < wide * high
    return RuledTable(cells, Box(xs[0], ys[0], xs[-1], ys[-1]), tuple(xs), merged, page), outside


def _lines(values: list[float]) -> list[float]:
    """The places of lines, those near each other taken as one."""
    found: list[list[float]] = []
    for value in sorted(values):
        if found and value - found[-1][0] <= 2 * NEAR:
            found[-1].append(value)
        else:
            found.append([value])
    return [sum(one) / len(one) for one in found]


def _homes(
    xs: Sequence[float], ys: Sequence[float], levels: list[RulingLine], uprights: list[RulingLine]
) -> dict[int, int]:
    """For each field of the grid (counted row by row) the upper left field of its cell."""
    wide, high = len(xs) - 1, len(ys) - 1
    parent = list(range(wide * high))
    for place in range(wide * high):
        row, column = divmod(place, wide)
        x, y = (xs[column] + xs[column + 1]) / 2, (ys[row] + ys[row + 1]) / 2
        if column + 1 < wide and not _drawn(uprights, xs[column + 1], y):
            _unite(parent, place, place + 1)
        if row + 1 < high and not _drawn(levels, ys[row + 1], x):
            _unite(parent, place, place + wide)
    return {place: _root(parent, place) for place in range(wide * high)}


def _unite(parent: list[int], one: int, other: int) -> None:
    first, last = sorted((_root(parent, one), _root(parent, other)))
    parent[last] = first


def _drawn(rules: list[RulingLine], at: float, across: float) -> bool:
    """Whether a ruling line is drawn at ``at`` where it divides two fields, ``across`` the other way."""
    return any(abs(r.at - at) <= 2 * NEAR and r.start <= across <= r.end for r in rules)


def _place(character: Character, xs: Sequence[float], ys: Sequence[float]) -> int | None:
    """The field of the grid that the middle of a character is in."""
    x, y = (character.left + character.right) / 2, character.baseline - 0.35 * character.size
    if character.rotation or not (xs[0] < x < xs[-1] and ys[0] < y < ys[-1]):
        return None
    return (bisect(ys, y) - 1) * (len(xs) - 1) + bisect(xs, x) - 1


def _spans(homes: dict[int, int], wide: int, xs: Sequence[float]) -> dict[int, tuple[float, float]]:
    """The left and right edge of each cell."""
    spans: dict[int, tuple[float, float]] = {}
    for place, home in homes.items():
        left, right = xs[place % wide], xs[place % wide + 1]
        old = spans.get(home, (left, right))
        spans[home] = (min(old[0], left), max(old[1], right))
    return spans


def _cell_lines(characters: list[Character], page: int) -> tuple[TextLine, ...]:
    return tuple(line(row, page) for row in rows(characters))


def continued(one: RuledTable, other: RuledTable) -> bool:
    """Whether a table continues one of the page before: its columns have the same widths."""
    if len(one.columns) != len(other.columns) or other.page != one.page + 1:
        return False
    shift = other.columns[0] - one.columns[0]
    return all(abs(b - a - shift) <= NEAR for a, b in zip(one.columns, other.columns, strict=True))


def extended(one: RuledTable, rows: Rows) -> Rows:
    """The rows of a table and of its continuation; a row that the end of the page cut in two is one again."""
    last, first = one.cells[-1], rows[0] if rows else ()
    if not first or first[0].lines or not any(cell.lines for cell in first):
        return one.cells + rows
    pairs = list(zip(last, first, strict=True))
    if not all(_overflows(cell, more) for cell, more in pairs if more.lines):
        return one.cells + rows
    whole = tuple(replace(cell, lines=cell.lines + more.lines) for cell, more in pairs)
    return (*one.cells[:-1], whole, *rows[1:])


def _overflows(cell: Cell, more: Cell) -> bool:
    """Whether the last line of a cell is full, so that the cell on the next page may continue it."""
    if not cell.lines:
        return False
    last, line_ = cell.lines[-1], more.lines[0]
    room = cell.right - cell.left - (last.right - last.left)
    return room < line_.first_word_width + 1.5 * last.size and last.text[-1] not in FINAL


def alignments(table: RuledTable) -> tuple[str, ...]:
    """The alignment of most cells of each column: center, right, or empty."""
    return tuple(_alignment(column) for column in zip(*table.cells, strict=True))


def _alignment(cells: Iterable[Cell]) -> str:
    sides = [
        (one.left - cell.left, cell.right - one.right, one.size)
        for cell in cells
        for one in cell.lines[:1]
        if cell.right - cell.left > one.right - one.left + 2 * one.size
    ]
    centred = sum(abs(left - right) < 0.4 * size for left, right, size in sides)
    right = sum(right < left - size for left, right, size in sides)
    if centred > len(sides) / 2:
        return "center"
    return "right" if right > len(sides) / 2 else ""
