# SPDX-License-Identifier: MIT
"""Render .docx files with LibreOffice, and measure the pages: lines and rules.

All lengths are in points; `y` is counted downwards from the top edge of the page.
"""

from __future__ import annotations

import ctypes
import os
import re
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2 as pdfium
from pypdfium2 import raw

SAME_LINE = 2.0
"""Characters whose baselines differ by less than this stand on one line."""


SWITCH = re.compile(rb'<w:overflowPunct(?:\s+w:val="(\w+)")?\s*/>')


@dataclass(frozen=True, slots=True)
class Glyph:
    """One printed character."""

    text: str
    x0: float
    x1: float
    y: float
    font: str
    size: float


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, from the left edge of its first character to the right of its last."""

    text: str
    x0: float
    x1: float
    y: float
    fonts: tuple[str, ...]
    glyphs: tuple[Glyph, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One horizontal rule; `y` is its middle."""

    x0: float
    x1: float
    y: float
    weight: float


def to_pdf(docx: list[Path], out: Path, fontconfig: Path, timeout: float = 180) -> list[Path]:
    """Convert many files with one LibreOffice that has a profile of its own."""
    out.mkdir(parents=True, exist_ok=True)
    made = [out / f"{path.stem}.pdf" for path in docx]
    for path in made:
        path.unlink(missing_ok=True)
    with TemporaryDirectory() as profile:
        subprocess.run(
            [
                "soffice", f"-env:UserInstallation={Path(profile).as_uri()}",
                "--headless", "--norestore", "--convert-to", "pdf", "--outdir", str(out),
                *map(str, docx),
            ],
            env={**os.environ, "FONTCONFIG_FILE": str(fontconfig.resolve()), "TZ": "UTC"},
            check=True, capture_output=True, timeout=timeout,
        )  # fmt: skip
    missing = [path.name for path in made if not path.is_file()]
    if missing:
        raise RuntimeError(f"LibreOffice made no {', '.join(missing)}")
    return made


def for_libreoffice(docx: Path, copy: Path) -> Path:
    """Copy a .docx for LibreOffice, with the switch for hanging marks turned round.

    LibreOffice imports ``w:overflowPunct`` the wrong way round (its DomainMapper sets
    hanging punctuation to ``nIntValue == 0``): what Word does not hang, it hangs. A
    document that is right in Word is shown right only through such a copy.
    """
    with zipfile.ZipFile(docx) as source, zipfile.ZipFile(copy, "w") as target:
        for item in source.infolist():
            data = source.read(item)
            if item.filename in ("word/document.xml", "word/styles.xml"):
                data = SWITCH.sub(_turned, data)
            target.writestr(item, data, zipfile.ZIP_DEFLATED)
    return copy


def _turned(switch: re.Match[bytes]) -> bytes:
    """Return the opposite of a ``w:overflowPunct`` element."""
    off = switch[1] in (b"0", b"false", b"off")
    return b'<w:overflowPunct w:val="%d"/>' % off


def lines(pdf: Path) -> list[list[Line]]:
    """Return the printed lines of each page, from the top."""
    document = pdfium.PdfDocument(pdf)
    try:
        return [_page_lines(page) for page in document]
    finally:
        document.close()


def rules(pdf: Path) -> list[list[Rule]]:
    """Return the horizontal rules of each page, from the top."""
    document = pdfium.PdfDocument(pdf)
    try:
        return [sorted(_page_rules(page), key=lambda rule: rule.y) for page in document]
    finally:
        document.close()


def _page_lines(page: pdfium.PdfPage) -> list[Line]:
    """Put the characters of one page together by their baselines."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(_glyphs(page), key=lambda glyph: glyph.y):
        if rows and glyph.y - rows[-1][-1].y < SAME_LINE:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [_line(sorted(row, key=lambda glyph: glyph.x0)) for row in rows]


def _line(row: list[Glyph]) -> Line:
    """Make a line of the characters of one baseline."""
    return Line(
        text="".join(glyph.text for glyph in row),
        x0=row[0].x0,
        x1=row[-1].x1,
        y=max(glyph.y for glyph in row),
        fonts=tuple(dict.fromkeys(glyph.font for glyph in row)),
        glyphs=tuple(row),
    )


def _glyphs(page: pdfium.PdfPage) -> Iterator[Glyph]:
    """Yield the printed characters of a page, those that PDFium makes up left out."""
    height = page.get_height()
    text = page.get_textpage()
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    name, flags = ctypes.create_string_buffer(256), ctypes.c_int()
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        if raw.FPDFText_IsGenerated(text, index) == 1 or code in (0, 10, 13):
            continue
        raw.FPDFText_GetLooseCharBox(text, index, box)
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        raw.FPDFText_GetFontInfo(text, index, name, len(name), flags)
        font = name.value.decode("utf-8", "replace").partition("+")
        yield Glyph(
            text=chr(code),
            x0=x.value,
            x1=box.right,
            y=height - y.value,
            font=font[2] or font[0],
            size=raw.FPDFText_GetFontSize(text, index),
        )


def _page_rules(page: pdfium.PdfPage) -> Iterator[Rule]:
    """Yield the drawn paths of a page that are wide and thin, stroked or filled."""
    height = page.get_height()
    width = ctypes.c_float()
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = item.get_bounds()
        weight = top - bottom
        if _stroked(item):
            # PDFium's bounds are the path's own, blown up by the pen on every side.
            raw.FPDFPageObj_GetStrokeWidth(item, width)
            weight = width.value * item.get_matrix().d
            left, right = left + weight, right - weight
        if right - left > 20 and weight < 6:
            yield Rule(left, right, height - (top + bottom) / 2, weight)


def _stroked(item: pdfium.PdfObject) -> bool:
    """Tell whether a path is drawn by a pen and not filled."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, fill, stroke)
    return bool(stroke.value)
