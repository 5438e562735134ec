"""The characters of a PDF page, as PDFium gives them."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import cache
from typing import Any, NamedTuple
from unicodedata import category

from bulletin.pdf.character_ink import CharacterInk
from bulletin.pdf.page_model import RIGHT_ANGLES, Character, PageView, stretches, turned

UNREADABLE = "�"
FARTHEST = 20_000.0
"""Points. PDF pages are at most 14,400 wide; what lies further out is a broken number."""
_HYPHENS = (2, 0xFFFE, 0xAD)
"""Codes that PDFium gives for a hyphen at the end of a line."""


class _Look(NamedTuple):
    """The format that all characters of one text object share; ``stretch``: its scale, width by height."""

    face: str
    size: float
    angle: int
    stretch: float
    thickened: bool


def characters(page: Any, view: PageView, ink: CharacterInk | None = None) -> list[Character]:
    """All characters of a pypdfium2 page in the order of the file.

    Spaces and line ends that PDFium adds are omitted; a character without Unicode value is U+FFFD.
    Without ``ink``, which looks at what was drawn, every character counts as drawn.
    """
    with closing(page.get_textpage()) as text:
        return list(paired(_read(text, view, ink)))


def paired(found: Iterable[Character]) -> Iterator[Character]:
    """The characters, with the two UTF-16 halves that PDFium gives on Windows beyond U+FFFF made one."""
    for halves in stretches(found, _is_pair):
        if "\ud800" <= halves[0].text < "\ue000":
            text = "".join(half.text for half in halves).encode("utf-16", "surrogatepass")
            yield halves[0]._replace(text=text.decode("utf-16", "replace"))
        else:
            yield halves[0]


def _is_pair(first: Character, second: Character) -> bool:
    return "\ud800" <= first.text < "\udc00" <= second.text < "\ue000"


def _read(text: Any, view: PageView, ink: CharacterInk | None) -> Iterator[Character]:
    # The functions are bound to local names: there are six calls for each character.
    from pypdfium2 import raw

    loose, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    edges = [ctypes.c_double() for _ in range(4)]  # left, right, bottom, top
    page, at, box = text.raw, (ctypes.byref(x), ctypes.byref(y)), ctypes.byref(loose)
    sides = [ctypes.byref(edge) for edge in edges]
    unicode, origin, loose_box, tight_box = (
        raw.FPDFText_GetUnicode, raw.FPDFText_GetCharOrigin,
        raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetCharBox,
    )  # fmt: skip
    object_of, address = raw.FPDFText_GetTextObject, ctypes.c_void_p
    looks: dict[int | None, _Look] = {}
    last = Character("", 0.0, 0.0, 0.0, 0.0, 0.0, "", 10.0)
    for index in range(text.count_chars()):
        code = unicode(page, index)
        if code <= 32 and raw.FPDFText_IsGenerated(page, index) == 1:
            continue
        item = object_of(page, index)
        key = ctypes.cast(item, address).value
        look = looks.get(key)
        if look is None:
            look = looks[key] = _look(raw, page, index, item)
        origin(page, index, *at)
        loose_box(page, index, box)
        tight_box(page, index, *sides)
        char = _text(raw, page, index, code)
        ends = tuple(edge.value for edge in edges)
        last = _placed(char, (x.value, y.value), loose, ends, look, view, last)
        yield last if ink is None else last._replace(ink=ink.of(text, index))


def _text(raw: Any, page: Any, index: int, code: int) -> str:
    if raw.FPDFText_HasUnicodeMapError(page, index) == 1:
        return UNREADABLE
    if code in _HYPHENS and raw.FPDFText_IsHyphen(page, index) == 1:
        return "-"
    if code in (9, 10, 13, 32):
        return " "
    if code < 32 or 0x7F <= code < 0xA0 or code in (0xFFFE, 0xFFFF) or code > 0x10FFFF:
        return UNREADABLE
    return chr(code)


def _placed(
    char: str,
    origin: tuple[float, float],
    loose: Any,
    edges: tuple[float, ...],
    look: _Look,
    view: PageView,
    last: Character,
) -> Character:
    """A character with its coordinates; if these are not numbers, it follows the character before."""
    left, baseline = turned(*origin, look.angle)
    width = _advance(char, look, loose, left)
    rotation = (look.angle - view.angle) % 360
    heights = [turned(edges[0], edges[3], look.angle)[1], turned(edges[1], edges[2], look.angle)[1]]
    if rotation == 0:
        left, baseline = left - view.left, baseline - view.top
        heights = [height - view.top for height in heights]
    if not (abs(left) < FARTHEST and abs(baseline) < FARTHEST):  # also false for NaN
        left, baseline, rotation = last.right, last.baseline, last.rotation
        heights = [last.top, last.bottom]
    elif category(char).startswith("M") and abs(baseline - last.baseline) < look.size:
        baseline = last.baseline  # an accent, drawn above or below, is on the line of its letter
    return Character(
        char, left, left + width, baseline, min(heights), max(heights),
        look.face, look.size, rotation, look.thickened,
    )  # fmt: skip


def _advance(char: str, look: _Look, loose: Any, start: float) -> float:
    """The width of a character in points; the boxes of some faces (Type 3) enclose only the ink."""
    if look.angle == 0:
        width = loose.right - start
    elif look.angle in RIGHT_ANGLES:
        corners = ((loose.right, loose.top), (loose.left, loose.bottom))
        width = max(turned(*corner, look.angle)[0] for corner in corners) - start
    else:
        width = look.size
    if char > "⺀" and char.isalpha():
        width = max(width, look.size * look.stretch * 0.98)
    return width if 0 <= width < 3 * look.size else look.size


def _look(raw: Any, page: Any, index: int, item: Any) -> _Look:
    matrix, flags = raw.FS_MATRIX(), ctypes.c_int()
    name = ctypes.create_string_buffer(256)
    raw.FPDFText_GetFontInfo(page, index, name, len(name), flags)
    size, angle, stretch = raw.FPDFText_GetFontSize(page, index), 0, 1.0
    if raw.FPDFText_GetMatrix(page, index, matrix):
        height = math.hypot(matrix.c, matrix.d)
        size *= height
        stretch = math.hypot(matrix.a, matrix.b) / height if height else 1.0
        angle = _angle(matrix.a, matrix.b) + (180 if size < 0 else 0)
    size = abs(size)
    mode = raw.FPDFTextObj_GetTextRenderMode(item)
    return _Look(
        _face(name.value),
        size if 0.5 < size < 1000 else 10.0,
        angle % 360,
        stretch if 0.1 < stretch < 1 else 1.0,
        mode == raw.FPDF_TEXTRENDERMODE_FILL_STROKE,
    )


def _angle(a: float, b: float) -> int:
    """Degrees in steps of five: a scan that is a little askew is still upright."""
    return 5 * round(math.degrees(math.atan2(b, a)) / 5) if math.isfinite(a + b) else 0


@cache
def _face(name: bytes) -> str:
    """A face's name without the tag of its subset; Chinese programs write it in GB 18030."""
    try:
        text = name.decode("utf-8")
    except UnicodeDecodeError:
        text = name.decode("gb18030", "replace")
    tag, plus, rest = text.partition("+")
    return rest if plus and len(tag) == 6 else text
