"""Ruling lines of a PDF page: pieces put together, and those that touch each other in groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bulletin.pdf.page_model import RulingLine

NEAR = 3.0
"""Points. Lines nearer than this are one line: double lines, cells with a gap between."""


def joined(rules: Iterable[RulingLine]) -> list[RulingLine]:
    """The lines with collinear pieces put together."""
    rails: list[list[RulingLine]] = []
    for rule in sorted(rules, key=lambda one: (one.horizontal, one.at, one.start)):
        if (
            rails
            and rails[-1][0].horizontal == rule.horizontal
            and rule.at - rails[-1][-1].at <= NEAR / 2
        ):
            rails[-1].append(rule)
        else:
            rails.append([rule])
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


def groups(rules: Sequence[RulingLine]) -> list[list[RulingLine]]:
    """The lines in groups of those that touch each other."""
    parent = list(range(len(rules)))
    levels = [place for place, rule in enumerate(rules) if rule.horizontal]
    uprights = [place for place, rule in enumerate(rules) if not rule.horizontal]
    for one in levels:
        for other in uprights:
            if _touch(rules[one], rules[other]):
                parent[root(parent, one)] = root(parent, other)
    found: dict[int, list[RulingLine]] = {}
    for place, rule in enumerate(rules):
        found.setdefault(root(parent, place), []).append(rule)
    return list(found.values())


def _touch(level: RulingLine, upright: RulingLine) -> bool:
    return (
        level.start - NEAR <= upright.at <= level.end + NEAR
        and upright.start - NEAR <= level.at <= upright.end + NEAR
    )


def root(parent: list[int], place: int) -> int:
    """The representative of the set that a place has been united into (union-find)."""
    while parent[place] != place:
        parent[place] = parent[parent[place]]
        place = parent[place]
    return place
