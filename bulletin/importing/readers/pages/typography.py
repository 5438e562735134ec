"""How most of a PDF is set: the edges of its text, its size, indent and line distance, its bold faces.

All of it is measured in the lines. Lengths are points.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bulletin.importing.readers.pages.text_lines import CLOSERS, TextLine, usual_size

BLACK = re.compile(r"bold|black|heavy|demi|hei(?!ght)|黑|粗", re.IGNORECASE)
NOT_BLACK = re.compile(r"yahei|雅黑|zenhei|zen hei", re.IGNORECASE)
"""Faces for body text that are named 黑 all the same."""

Area = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Frame:
    """The left and right edge of an area's text; ``even``: lines are justified, so that full ones end alike."""

    left: float
    right: float
    even: bool


@dataclass(frozen=True, slots=True)
class Typography:
    """What most of a document has in common."""

    size: float
    indent: float
    """Em by which first lines are indented; 0 where they are not."""
    pitches: dict[int, float]
    """The usual distance of lines by their size (rounded)."""
    black: frozenset[str]
    """The faces that count as bold."""
    frames: dict[Area, Frame]

    def frame(self, line: TextLine) -> Frame:
        """The edges of the area that a line stands in."""
        return self.frames[_area(line)]

    def pitch(self, line: TextLine) -> float:
        """How far lines of this size usually are from each other."""
        return self.pitches.get(round(line.size), 2 * line.size)


def _area(line: TextLine) -> Area:
    """The area of a line: its column, or all odd or all even pages, whose margins may be mirrored."""
    return (line.rotation, line.page if line.area or line.rotation else line.page % 2, line.area)


def typography_of(lines: Sequence[TextLine], faces: Counter[str]) -> Typography:
    """The typography of a document, from its lines in the order of reading and the characters of each face."""
    areas: dict[Area, list[TextLine]] = defaultdict(list)
    for line in lines:
        areas[_area(line)].append(line)
    size = usual_size(lines) if lines else 10.0
    frames = {key: _frame(members, size) for key, members in areas.items()}
    frames = _shared(_around(frames), areas)
    return Typography(size, _indent(lines, frames), _pitches(lines), _black(faces), frames)


def _frame(lines: Sequence[TextLine], size: float) -> Frame:
    """The frame of an area: the outermost edges that several lines share."""
    body = [one for one in lines if abs(one.size - size) < 0.1 * size] or list(lines)
    ends = sorted((one.right for one in _unhung(body)), reverse=True)
    starts = sorted(one.left for one in body)
    enough = max(2, len(body) // 25) if len(body) > 3 else 1
    left = _edge(starts, enough, size * 0.3)
    right = -_edge([-end for end in ends], enough, size * 0.5)
    long = [end for end in ends if end > left + 0.75 * (right - left)]
    at_edge = sum(abs(end - right) < 0.3 * size for end in long)
    return Frame(left, max(right, left), len(long) > 3 and at_edge >= 0.6 * len(long))


def _unhung(lines: Sequence[TextLine]) -> Sequence[TextLine]:
    """The lines that do not end in a mark, which may hang over the edge; all, where these are too few."""
    inside = [one for one in lines if one.text[-1] not in CLOSERS]
    return inside if len(inside) >= 4 else lines


def _edge(values: Sequence[float], enough: int, tolerance: float) -> float:
    """The first value that has ``enough`` values after it within the tolerance."""
    for place, value in enumerate(values):
        if place + enough <= len(values) and values[place + enough - 1] - value <= tolerance:
            return value if enough < 3 else values[place + enough // 2]
    return values[0] if values else 0.0


def _around(frames: dict[Area, Frame]) -> dict[Area, Frame]:
    """The frames, those of whole pages made as broad as their columns together: titles are centred in these."""
    columns = [frame for (turn, _, area), frame in frames.items() if area and not turn]
    if not columns:
        return frames
    left, right = min(one.left for one in columns), max(one.right for one in columns)
    return {
        key: replace(frame, left=min(frame.left, left), right=max(frame.right, right))
        if key[0] == key[2] == 0
        else frame
        for key, frame in frames.items()
    }


def _shared(frames: dict[Area, Frame], areas: dict[Area, list[TextLine]]) -> dict[Area, Frame]:
    """The frames, odd and even pages given that of the fuller where their left edges are the same."""
    odd, even = frames.get((0, 0, 0)), frames.get((0, 1, 0))
    if not odd or not even:
        return frames
    few = min(len(areas[0, 0, 0]), len(areas[0, 1, 0])) < 6
    if few or abs(odd.left - even.left) < 3:
        full = max(((0, 0, 0), (0, 1, 0)), key=lambda key: len(areas[key]))
        both = frames[full]
        if abs(odd.left - even.left) < 3 and abs(odd.right - even.right) < 12:
            both = Frame(both.left, max(odd.right, even.right), both.even)
        return {**frames, (0, 0, 0): both, (0, 1, 0): both}
    return frames


def _indent(lines: Sequence[TextLine], frames: dict[Area, Frame]) -> float:
    """Em by which first lines are indented: the usual indent of a full line that one at the edge follows."""
    found: Counter[int] = Counter()
    for line, after in pairwise(lines):
        left, next_left = frames[_area(line)].left, frames[_area(after)].left
        indent = (line.left - left) / line.size
        turned = (
            abs(after.left - next_left) < 0.3 * after.size and abs(after.size - line.size) < 0.5
        )
        if turned and 0.7 < indent < 4.5 and line.right > frames[_area(line)].right - 3 * line.size:
            found[round(indent * 5)] += 1
    return found.most_common(1)[0][0] / 5 if found else 0.0


def _pitches(lines: Sequence[TextLine]) -> dict[int, float]:
    """The most usual distance of lines of each size."""
    found: dict[int, Counter[float]] = defaultdict(Counter)
    for line, after in pairwise(lines):
        pitch = after.baseline - line.baseline
        same = (line.page, line.area, line.rotation) == (after.page, after.area, after.rotation)
        if same and abs(line.size - after.size) < 0.5 and 0 < pitch < 4 * line.size:
            found[round(line.size)][round(pitch * 2) / 2] += 1
    return {size: pitches.most_common(1)[0][0] for size, pitches in found.items()}


def _black(faces: Counter[str]) -> frozenset[str]:
    """The bold faces by their names, without one that most of the text is set in."""
    black = [face for face in faces if BLACK.search(face) and not NOT_BLACK.search(face)]
    whole = sum(faces.values())
    return frozenset(face for face in black if faces[face] <= whole / 2)


def lines_of(items: Iterable[object]) -> Iterator[TextLine]:
    """The lines among the items of pages."""
    return (item for item in items if isinstance(item, TextLine))
