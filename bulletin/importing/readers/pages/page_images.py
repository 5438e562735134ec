"""Pictures of a PDF page: JPEG as it lies in the file, any other as a PNG of its pixels."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from bulletin.importing.readers.limits import (
    PICTURE_BYTES,
    PICTURE_PIXELS,
    PICTURES,
    PICTURES_PIXELS,
)
from bulletin.importing.readers.pages.png import from_bgr

Box = tuple[float, float, float, float]
"""Omitted, top, right, bottom, in points of the page as it is shown."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that lies on a page; ``data`` is empty where it could not be had."""

    box: Box
    data: bytes = field(repr=False)
    kind: str
    """jpg or png."""
    problem: str = ""


@dataclass(slots=True)
class Album:
    """The pictures of a document: each is unpacked once, and all together stay within the limits."""

    done: dict[bytes, tuple[bytes, str]] = field(default_factory=dict)
    pixels: int = 0
    size: int = 0

    def picture(self, page: Any, item: Any, box: Box) -> Image:
        """The picture of an image object; empty, with the problem in Chinese, where there is none."""
        wide, high = _pixel_size(item)
        if wide * high > PICTURE_PIXELS:
            limit = f"超过 {PICTURE_PIXELS // 10_000} 万点的上限"
            return Image(box, b"", "", f"图片太大（{wide}×{high} 点，{limit}），没有收")
        raw = _raw(item)
        key = sha256(raw + b"%d %d" % (wide, high)).digest()
        if key not in self.done:
            full = self.pixels > PICTURES_PIXELS or self.size > PICTURE_BYTES
            if full or len(self.done) >= PICTURES:
                return Image(box, b"", "", "图片太多，超过上限，后面的没有收")
            self.done[key] = self._unpacked(page, item, raw)
        data, kind = self.done[key]
        return Image(box, data, kind, "" if data else "图片读不出来，没有收")

    def _unpacked(self, page: Any, item: Any, raw: bytes) -> tuple[bytes, str]:
        kind = "jpg" if _is_jpeg(item, raw) else "png"
        data = raw if kind == "jpg" else _pixels(page, item)
        if kind == "png":
            wide, high = _pixel_size(item)
            self.pixels += wide * high
        self.size += len(data)
        return data, kind


def _pixel_size(item: Any) -> tuple[int, int]:
    from pypdfium2 import raw

    width, height = ctypes.c_uint(), ctypes.c_uint()
    raw.FPDFImageObj_GetImagePixelSize(item, width, height)
    return width.value, height.value


def _raw(item: Any) -> bytes:
    """The bytes of a picture as they are packed in the file."""
    from pypdfium2 import raw

    length = raw.FPDFImageObj_GetImageDataRaw(item, None, 0)
    data = ctypes.create_string_buffer(length)
    raw.FPDFImageObj_GetImageDataRaw(item, data, length)
    return data.raw


def _is_jpeg(item: Any, data: bytes) -> bool:
    """Whether a picture is kept as JPEG and in no other wrapping."""
    from pypdfium2 import raw

    name = ctypes.create_string_buffer(32)
    if raw.FPDFImageObj_GetImageFilterCount(item) != 1:
        return False
    raw.FPDFImageObj_GetImageFilter(item, 0, name, len(name))
    return name.value in (b"DCTDecode", b"DCT") and data.startswith(b"\xff\xd8\xff")


def _pixels(page: Any, item: Any) -> bytes:
    """A PNG of a picture with its mask, at its own resolution, the way it lies in the file."""
    from pypdfium2 import raw

    wide, high = _pixel_size(item)
    old = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, old)
    try:
        raw.FPDFPageObj_SetMatrix(item, raw.FS_MATRIX(wide or 1, 0, 0, high or 1, 0, 0))
        bitmap = raw.FPDFImageObj_GetRenderedBitmap(page.pdf.raw, page.raw, item)
    finally:
        raw.FPDFPageObj_SetMatrix(item, old)
    bitmap = bitmap or raw.FPDFImageObj_GetBitmap(item)
    if not bitmap:
        return b""
    try:
        return _png(bitmap)
    finally:
        raw.FPDFBitmap_Destroy(bitmap)


def _png(bitmap: Any) -> bytes:
    from pypdfium2 import raw

    wide, high = raw.FPDFBitmap_GetWidth(bitmap), raw.FPDFBitmap_GetHeight(bitmap)
    stride, kind = raw.FPDFBitmap_GetStride(bitmap), raw.FPDFBitmap_GetFormat(bitmap)
    channels = {raw.FPDFBitmap_Gray: 1, raw.FPDFBitmap_BGR: 3}.get(kind, 4)
    if not 0 < wide * high <= 2 * PICTURE_PIXELS:
        return b""
    address = ctypes.cast(raw.FPDFBitmap_GetBuffer(bitmap), ctypes.c_void_p).value
    if not address:
        return b""
    # PDFium's own memory, not a copy: a large picture has a hundred megabytes.
    pixels = memoryview((ctypes.c_ubyte * (stride * high)).from_address(address)).cast("B")
    return from_bgr(wide, high, stride, pixels, channels, opaque=kind == raw.FPDFBitmap_BGRx)
