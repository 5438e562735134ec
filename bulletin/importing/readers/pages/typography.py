"""How a PDF is set: the edges of its text, its size, its indent, how far apart its lines are.

All of it is found in the lines themselves; no grid is taken for granted. Lengths are points.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bulletin.importing.readers.pages.text_lines import CLOSERS, TextLine

BLACK = re.compile(r"bold|black|heavy|demi|hei(?!ght)|黑|粗", re.IGNORECASE)
NOT_BLACK = re.compile(r"yahei|雅黑|zenhei|zen hei", re.IGNORECASE)
"""Faces for everything that are called black by their makers."""

Area = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Frame:
    """The edges of an area's text; ``even`` where lines are justified, so that full ones end alike."""

    left: float
    right: float
    even: bool


@dataclass(frozen=True, slots=True)
class Typography:
    """What most of a document has in common."""

    size: float
    indent: float
    """Em; 0 where first lines are not indented."""
    pitches: dict[int, float]
    """The usual distance of lines by their size (rounded)."""
    black: frozenset[str]
    """Faces that mark what is set in them."""
    frames: dict[Area, Frame]

    def frame(self, line: TextLine) -> Frame:
        """The edges of the area that a line stands in."""
        return self.frames[_area(line)]

    def pitch(self, line: TextLine) -> float:
        """How far lines of this size usually are from each other."""
        return self.pitches.get(round(line.size), 2 * line.size)


def _area(line: TextLine) -> Area:
    """Odd and even pages may have mirrored margins; a column is an area of its own."""
    return (line.rotation, line.page if line.area or line.rotation else line.page % 2, line.area)


def typography_of(lines: Sequence[TextLine], faces: Counter[str]) -> Typography:
    """How a document is set, from its lines in the order of reading."""
    sizes: Counter[float] = Counter()
    areas: dict[Area, list[TextLine]] = defaultdict(list)
    for line in lines:
        sizes[line.size] += len(line.text)
        areas[_area(line)].append(line)
    size = sizes.most_common(1)[0][0] if sizes else 10.0
    frames = {key: _frame(members, size) for key, members in areas.items()}
    frames = _shared(_around(frames), areas)
    return Typography(size, _indent(lines, frames), _pitches(lines), _black(faces), frames)


def _frame(lines: Sequence[TextLine], size: float) -> Frame:
    """The outermost edges that several lines share."""
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
    """Lines that end in no mark, where there are enough of them: marks may hang over the edge."""
    inside = [one for one in lines if one.text[-1] not in CLOSERS]
    return inside if len(inside) >= 4 else lines


def _edge(values: Sequence[float], enough: int, tolerance: float) -> float:
    """The first value that enough of those after it are close to."""
    for place, value in enumerate(values):
        if place + enough <= len(values) and values[place + enough - 1] - value <= tolerance:
            return value if enough < 3 else values[place + enough // 2]
    return values[0] if values else 0.0


def _around(frames: dict[Area, Frame]) -> dict[Area, Frame]:
    """Pages with columns are as broad as their columns together; that is what titles stand in."""
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
    """Odd and even pages with the same left edge have one frame: that of the fuller."""
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
    """Em by which first lines are indented: what lines have that are followed by one at the edge."""
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
    """Faces that are black; not the one that everything is set in."""
    black = [face for face in faces if BLACK.search(face) and not NOT_BLACK.search(face)]
    whole = sum(faces.values())
    return frozenset(face for face in black if faces[face] <= whole / 2)


def lines_of(items: Iterable[object]) -> Iterator[TextLine]:
    """The lines among what stands on pages."""
    return (item for item in items if isinstance(item, TextLine))
