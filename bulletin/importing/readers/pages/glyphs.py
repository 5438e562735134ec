"""The characters of a PDF page as PDFium gives them: what, where, how large, in which face.

Lengths are points. Each page is looked at the way it is shown: ``x`` runs with the text, ``y`` grows
downwards, whatever ``/Rotate`` says. Text that runs another way (up a margin, a slanting watermark)
has a ``turn`` of its own and the coordinates of that turn.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from bulletin.findings.errors import BulletinError
from bulletin.importing.readers.limits import PDF_PAGE_GLYPHS, PDF_PAGE_OBJECTS
from bulletin.pdf.surrogates import UNREADABLE, paired

THICKENED = "（加粗）"
"""Added to a face's name where it is filled and drawn with the pen: bold, for want of a bold face."""
FORMS = 6
"""How deep form objects are looked into."""
FAR = 20_000.0
"""Points; PDF pages are at most 14,400 wide, so what lies further out is a broken figure."""


class PlacedCharacter(NamedTuple):
    """One printed character; ``turn`` is in degrees against the way the page is shown."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    face: str
    turn: int = 0


class TextObject(NamedTuple):
    """What all characters of one text object share; ``angle`` in degrees, against the page's x."""

    face: str
    size: float
    angle: int


@dataclass(frozen=True, slots=True)
class View:
    """How a page is shown: ``angle`` of its upright text in page space, size, and where 0, 0 is."""

    angle: int
    left: float
    top: float
    width: float
    height: float

    def place(self, x: float, y: float) -> tuple[float, float]:
        """A point of page space as it is shown."""
        u, v = turned(x, y, self.angle)
        return u - self.left, v - self.top


def turned(x: float, y: float, angle: float) -> tuple[float, float]:
    """Page space → along text that runs at ``angle``, and down from line to line."""
    cos, sin = _TURNS.get(angle) or (math.cos(math.radians(angle)), math.sin(math.radians(angle)))
    return x * cos + y * sin, x * sin - y * cos


_TURNS: dict[float, tuple[float, float]] = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}


def view(page: Any) -> View:
    """How a pypdfium2 page is shown."""
    from pypdfium2 import raw

    left, bottom, right, top = page.get_bbox()
    angle = 90 * max(0, raw.FPDFPage_GetRotation(page.raw))  # -1 where the page is damaged
    corners = [turned(x, y, angle) for x in (left, right) for y in (bottom, top)]
    us, vs = [u for u, _ in corners], [v for _, v in corners]
    return View(angle, min(us), min(vs), max(us) - min(us), max(vs) - min(vs))


def glyphs(page: Any, shown: View) -> list[PlacedCharacter]:
    """All characters of a page in the order of its file, those that PDFium makes up left out.

    Raises BulletinError where there are more than anybody can have written on a page.
    """
    crowded = BulletinError(
        "这个 PDF 有一页字多得不正常，超过上限。",
        "文件大概坏了；请打印成新的 PDF，或用 Word 文件。",
    )
    if any(count > PDF_PAGE_OBJECTS for count, _ in enumerate(_texts(page.raw), 1)):
        raise crowded
    text = page.get_textpage()
    try:
        if text.count_chars() > PDF_PAGE_GLYPHS:
            raise crowded
        return list(paired(_read(text, shown), lambda glyph, char: glyph._replace(text=char)))
    finally:
        text.close()


def _texts(page: Any) -> Iterator[Any]:
    """The text objects of a page, those within form objects too."""
    from pypdfium2 import raw

    for index in range(raw.FPDFPage_CountObjects(page)):
        yield from _texts_within(raw, raw.FPDFPage_GetObject(page, index), 0)


def _texts_within(raw: Any, item: Any, depth: int) -> Iterator[Any]:
    kind = raw.FPDFPageObj_GetType(item)
    if kind == raw.FPDF_PAGEOBJ_TEXT:
        yield item
    elif kind == raw.FPDF_PAGEOBJ_FORM and depth < FORMS:
        for index in range(raw.FPDFFormObj_CountObjects(item)):
            yield from _texts_within(raw, raw.FPDFFormObj_GetObject(item, index), depth + 1)


def _read(text: Any, shown: View) -> Iterator[PlacedCharacter]:
    """The characters of a text page. The calls are bound to names: there are six for each."""
    from pypdfium2 import raw

    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    page, box_, x_, y_ = text.raw, ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
    unicode, origin, loose = (
        raw.FPDFText_GetUnicode, raw.FPDFText_GetCharOrigin, raw.FPDFText_GetLooseCharBox,
    )  # fmt: skip
    object_of, address = raw.FPDFText_GetTextObject, ctypes.c_void_p
    looks: dict[int | None, TextObject] = {}
    last = PlacedCharacter("", 0.0, 0.0, 0.0, 10.0, "")
    for index in range(text.count_chars()):
        code = unicode(page, index)
        if code <= 32 and raw.FPDFText_IsGenerated(page, index) == 1:
            continue
        item = object_of(page, index)
        key = ctypes.cast(item, address).value
        look = looks.get(key)
        if look is None:
            look = looks[key] = _look(raw, page, index, item)
        origin(page, index, x_, y_)
        loose(page, index, box_)
        char = _char(raw, page, index, code)
        last = _placed(char, (x.value, y.value), box, look, shown, last)
        yield last


def _char(raw: Any, page: Any, index: int, code: int) -> str:
    """The character of a code; PDFium puts control codes for hyphens at line ends."""
    if raw.FPDFText_HasUnicodeMapError(page, index) == 1:
        return UNREADABLE
    if code in (2, 0xFFFE, 0xAD) and raw.FPDFText_IsHyphen(page, index) == 1:
        return "-"
    if code in (9, 10, 13, 32):
        return " "
    if code < 32 or 0x7F <= code < 0xA0 or code in (0xFFFE, 0xFFFF) or code > 0x10FFFF:
        return UNREADABLE
    return chr(code)


def _placed(
    char: str,
    at: tuple[float, float],
    box: Any,
    look: TextObject,
    shown: View,
    last: PlacedCharacter,
) -> PlacedCharacter:
    """A character at its place; one whose place is no number follows the one before it."""
    u, v = turned(*at, look.angle)
    wide = _advance(char, look, box, u)
    turn = (look.angle - shown.angle) % 360
    if turn == 0:
        u, v = u - shown.left, v - shown.top
    if not (abs(u) < FAR and abs(v) < FAR):  # also false for NaN
        u, v, turn = last.x1, last.y, last.turn
    return PlacedCharacter(char, u, u + wide, v, look.size, look.face, turn)


def _advance(char: str, look: TextObject, box: Any, start: float) -> float:
    """How wide a character is, in points; the boxes of some faces (Type 3) enclose only the ink."""
    if look.angle == 0:
        wide = box.right - start
    elif look.angle in _TURNS:
        ends = (turned(box.right, box.top, look.angle), turned(box.left, box.bottom, look.angle))
        wide = max(u for u, _ in ends) - start
    else:
        wide = look.size
    if char > "⺀" and char.isalpha():
        wide = max(wide, look.size * 0.98)
    return wide if 0 <= wide < 3 * look.size else look.size


def _look(raw: Any, page: Any, index: int, item: Any) -> TextObject:
    """Face, size and direction; the size that is seen is the face's times the matrix."""
    matrix, flags = raw.FS_MATRIX(), ctypes.c_int()
    name = ctypes.create_string_buffer(256)
    raw.FPDFText_GetFontInfo(page, index, name, len(name), flags)
    size = raw.FPDFText_GetFontSize(page, index)
    if raw.FPDFText_GetMatrix(page, index, matrix):
        size *= math.hypot(matrix.c, matrix.d)
        angle = _angle(matrix.a, matrix.b) + (180 if size < 0 else 0)
    else:
        angle = 0
    size = abs(size)
    face = _face(name.value)
    if raw.FPDFTextObj_GetTextRenderMode(item) == raw.FPDF_TEXTRENDERMODE_FILL_STROKE:
        face += THICKENED
    return TextObject(face, size if 0.5 < size < 1000 else 10.0, angle % 360)


def _angle(a: float, b: float) -> int:
    """Degrees in steps of five: a scan that stands a little askew is still upright."""
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


def faces(found: list[PlacedCharacter]) -> Counter[str]:
    """How many characters each face has."""
    return Counter(glyph.face for glyph in found if not glyph.text.isspace())
