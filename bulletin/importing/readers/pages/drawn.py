"""What is drawn on a PDF page beside its text: ruling lines, for tables, and pictures.

Lengths are points of the page as it is shown (see ``glyphs.View``).
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any

from bulletin.importing.readers.limits import PDF_DRAWN
from bulletin.importing.readers.pages.glyphs import FORMS, View
from bulletin.importing.readers.pages.page_images import Album, Box, Image

THIN = 4.0
"""Points; a filled shape that is thinner is a line."""
SLANT = 0.7
"""Points; how far a line may slant and still be level or upright."""
SHORTEST = 4.0
"""Points; shorter lines are dashes and ornaments."""
SMALLEST_PICTURE = 24.0
"""Points on both sides; what is smaller is a bullet or a rule."""

Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, slots=True)
class RulingLine:
    """A straight line: level from ``start`` to ``end`` at the height ``at``, or upright."""

    level: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class PageDrawings:
    """Rules and pictures of a page; ``partly`` where it has more than is looked at."""

    rules: tuple[RulingLine, ...]
    images: tuple[Image, ...]
    partly: bool


def drawn(page: Any, shown: View, album: Album) -> PageDrawings:
    """The rules and the pictures of a pypdfium2 page."""
    from pypdfium2 import raw

    found = list(islice(_objects(page.raw, shown), PDF_DRAWN + 1))
    rules: list[RulingLine] = []
    images: list[Image] = []
    for item, matrix, kind in found[:PDF_DRAWN]:
        if kind == raw.FPDF_PAGEOBJ_PATH:
            rules += _rules(item, matrix, shown)
        else:
            box = _bounds(item, matrix, shown)
            if min(box[2] - box[0], box[3] - box[1]) >= SMALLEST_PICTURE:
                images.append(album.picture(page, item, box))
    return PageDrawings(tuple(rules), tuple(images), len(found) > PDF_DRAWN)


def _objects(page: Any, shown: View) -> Iterator[tuple[Any, Matrix, int]]:
    """Paths and images of a page, those within form objects too, with the form's matrix."""
    from pypdfium2 import raw

    for index in range(raw.FPDFPage_CountObjects(page)):
        yield from _within(raw.FPDFPage_GetObject(page, index), _SAME, 0)


def _within(item: Any, matrix: Matrix, depth: int) -> Iterator[tuple[Any, Matrix, int]]:
    from pypdfium2 import raw

    kind = raw.FPDFPageObj_GetType(item)
    if kind in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
        yield item, matrix, kind
    elif kind == raw.FPDF_PAGEOBJ_FORM and depth < FORMS:
        inner = _times(_matrix(item), matrix)
        for index in range(raw.FPDFFormObj_CountObjects(item)):
            yield from _within(raw.FPDFFormObj_GetObject(item, index), inner, depth + 1)


def _matrix(item: Any) -> Matrix:
    from pypdfium2 import raw

    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, found):
        return _SAME
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(one: Matrix, two: Matrix) -> Matrix:
    """First one, then two."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (
        a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j,
        e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip


def _at(x: float, y: float, matrix: Matrix, shown: View) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return shown.place(a * x + c * y + e, b * x + d * y + f)


def _box(points: Sequence[tuple[float, float]]) -> Box:
    us, vs = [u for u, _ in points], [v for _, v in points]
    return min(us), min(vs), max(us), max(vs)


def _bounds(item: Any, matrix: Matrix, shown: View) -> Box:
    from pypdfium2 import raw

    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    corners = [(x, y) for x in (left.value, right.value) for y in (bottom.value, top.value)]
    return _box([_at(x, y, matrix, shown) for x, y in corners])


def _rules(item: Any, matrix: Matrix, shown: View) -> Iterator[RulingLine]:
    """The level and upright lines that a path draws, with a pen or as thin filled shapes."""
    from pypdfium2 import raw

    count = raw.FPDFPath_CountSegments(item)
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not 2 <= count <= 400 or not raw.FPDFPath_GetDrawMode(item, fill, stroke):
        return
    matrix = _times(_matrix(item), matrix)
    for shape in _shapes(item, count, matrix, shown):
        if stroke.value:
            pairs = pairwise(shape)
            yield from (rule for a, b in pairs for rule in _rule(_box((a, b)), SLANT))
        elif fill.value:
            yield from _rule(_box(shape), THIN)


def _rule(box: Box, thin: float) -> Iterator[RulingLine]:
    left, top, right, bottom = box
    wide, high = right - left, bottom - top
    if high <= thin and wide >= SHORTEST and wide > 2 * high:
        yield RulingLine(True, (top + bottom) / 2, left, right)
    elif wide <= thin and high >= SHORTEST and high > 2 * wide:
        yield RulingLine(False, (left + right) / 2, top, bottom)


def _shapes(
    item: Any, count: int, matrix: Matrix, shown: View
) -> Iterator[list[tuple[float, float]]]:
    """The corners of each part of a path; a part with curves is no line."""
    from pypdfium2 import raw

    x, y = ctypes.c_float(), ctypes.c_float()
    shape: list[tuple[float, float]] = []
    curved = False
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == raw.FPDF_SEGMENT_MOVETO and shape:
            if len(shape) > 1 and not curved:
                yield shape
            shape, curved = [], False
        shape.append(_at(x.value, y.value, matrix, shown))
        curved = curved or kind == raw.FPDF_SEGMENT_BEZIERTO
        if raw.FPDFPathSegment_GetClose(segment):
            shape.append(shape[0])
    if len(shape) > 1 and not curved:
        yield shape
