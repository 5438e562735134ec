"""What is drawn on a PDF page beside its text: ruling lines and pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from bulletin.pdf.page_model import Box, PageView, RulingLine

_THIN = 6.0
"""Points. A filled shape that is thinner is a line."""
_SLANT = 0.7
"""Points by which a stroked line may slant and still be horizontal or upright."""
_SHORTEST = 4.0
"""Points. Shorter lines are dashes and ornaments."""
_DEEPEST = 6
"""Forms within forms that are looked into."""
_MOST_SEGMENTS = 400
"""Of a path; one with more is a drawing, not a line."""

_Matrix = tuple[float, float, float, float, float, float]
_Point = tuple[float, float]
_IDENTITY: _Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A picture on a page; ``handle`` is PDFium's and good as long as the page is open."""

    box: Box
    handle: Any


@dataclass(frozen=True, slots=True)
class Drawings:
    """The ruling lines and pictures of a page in the order of the file."""

    lines: tuple[RulingLine, ...]
    pictures: tuple[PlacedPicture, ...]


def drawings(page: Any, view: PageView) -> Drawings:
    """The ruling lines and pictures of a pypdfium2 page, those within form objects too."""
    from pypdfium2 import raw

    lines: list[RulingLine] = []
    pictures: list[PlacedPicture] = []
    for index in range(raw.FPDFPage_CountObjects(page.raw)):
        for item, matrix in _within(raw.FPDFPage_GetObject(page.raw, index), _IDENTITY, 0):
            if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_PATH:
                lines += _lines(item, matrix, view)
            else:
                pictures.append(PlacedPicture(_bounds(item, matrix, view), item))
    return Drawings(tuple(lines), tuple(pictures))


def _within(item: Any, matrix: _Matrix, depth: int) -> Iterator[tuple[Any, _Matrix]]:
    """An object if it is a path or a picture, or those in it if it is a form, each with the matrix
    of what it stands in."""
    from pypdfium2 import raw

    kind = raw.FPDFPageObj_GetType(item)
    if kind in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
        yield item, matrix
    elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
        inner = _product(_matrix(item), matrix)
        for index in range(raw.FPDFFormObj_CountObjects(item)):
            yield from _within(raw.FPDFFormObj_GetObject(item, index), inner, depth + 1)


def _matrix(item: Any) -> _Matrix:
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, matrix):
        return _IDENTITY
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _product(first: _Matrix, second: _Matrix) -> _Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (
        a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j,
        e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip


def _place(x: float, y: float, matrix: _Matrix, view: PageView) -> _Point:
    a, b, c, d, e, f = matrix
    return view.place(a * x + c * y + e, b * x + d * y + f)


def _box(points: Sequence[_Point]) -> Box:
    across, down = [x for x, _ in points], [y for _, y in points]
    return Box(min(across), min(down), max(across), max(down))


def _bounds(item: Any, matrix: _Matrix, view: PageView) -> Box:
    from pypdfium2 import raw

    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    corners = [(x, y) for x in (left.value, right.value) for y in (bottom.value, top.value)]
    return _box([_place(x, y, matrix, view) for x, y in corners])


def _lines(item: Any, matrix: _Matrix, view: PageView) -> Iterator[RulingLine]:
    """The horizontal and upright lines that a path draws: stroked, or as thin filled shapes."""
    from pypdfium2 import raw

    count = raw.FPDFPath_CountSegments(item)
    fill, stroke, width = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
    if not 2 <= count <= _MOST_SEGMENTS or not raw.FPDFPath_GetDrawMode(item, fill, stroke):
        return
    matrix = _product(_matrix(item), matrix)
    raw.FPDFPageObj_GetStrokeWidth(item, width)
    for shape in _shapes(item, count, matrix, view):
        if stroke.value:
            weight = width.value * abs(matrix[3] or matrix[1])
            for ends in pairwise(shape):
                yield from _line(_box(ends), _SLANT, weight)
        elif fill.value:
            yield from _line(_box(shape), _THIN)


def _line(box: Box, thin: float, weight: float | None = None) -> Iterator[RulingLine]:
    """The ruling line that a box is, if it is thin enough; one that is filled is as thick as it is."""
    width, height = box.right - box.left, box.bottom - box.top
    if height <= thin and width >= _SHORTEST and width > 2 * height:
        middle = (box.top + box.bottom) / 2
        yield RulingLine(True, middle, box.left, box.right, height if weight is None else weight)
    elif width <= thin and height >= _SHORTEST and height > 2 * width:
        middle = (box.left + box.right) / 2
        yield RulingLine(False, middle, box.top, box.bottom, width if weight is None else weight)


def _shapes(item: Any, count: int, matrix: _Matrix, view: PageView) -> Iterator[list[_Point]]:
    """The corners of each part of a path that has no curves."""
    from pypdfium2 import raw

    x, y = ctypes.c_float(), ctypes.c_float()
    shape: list[_Point] = []
    curved = False
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == raw.FPDF_SEGMENT_MOVETO and shape:
            if len(shape) > 1 and not curved:
                yield shape
            shape, curved = [], False
        shape.append(_place(x.value, y.value, matrix, view))
        curved = curved or kind == raw.FPDF_SEGMENT_BEZIERTO
        if raw.FPDFPathSegment_GetClose(segment):
            shape.append(shape[0])
    if len(shape) > 1 and not curved:
        yield shape
