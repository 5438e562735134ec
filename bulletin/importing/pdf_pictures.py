"""A picture of a PDF page: JPEG as it lies in the file, any other as a PNG of its pixels."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

from bulletin.importing.limits import PICTURE_PIXELS
from bulletin.importing.png import from_bgr

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in points of the page as it is shown."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that lies on a page; ``data`` is empty where it could not be had."""

    box: Box
    data: bytes
    kind: str
    """jpg or png."""
    problem: str = ""


def image(page: Any, item: Any, box: Box) -> Image:
    """The picture of an image object; empty, with the problem in Chinese, where it cannot be had."""
    from pypdfium2 import raw

    width, height = ctypes.c_uint(), ctypes.c_uint()
    raw.FPDFImageObj_GetImagePixelSize(item, width, height)
    if width.value * height.value > PICTURE_PIXELS:
        size = f"{width.value}×{height.value} 点，超过 {PICTURE_PIXELS // 10_000} 万点的上限"
        return Image(box, b"", "", f"图片太大（{size}），没有收")
    data = _jpeg(item)
    if data:
        return Image(box, data, "jpg")
    data = _pixels(page, item, max(width.value, 1), max(height.value, 1))
    return Image(box, data, "png", "" if data else "图片读不出来，没有收")


def _jpeg(item: Any) -> bytes:
    """The bytes of a picture that is kept as JPEG and in no other wrapping."""
    from pypdfium2 import raw

    name = ctypes.create_string_buffer(32)
    if raw.FPDFImageObj_GetImageFilterCount(item) != 1:
        return b""
    raw.FPDFImageObj_GetImageFilter(item, 0, name, len(name))
    if name.value not in (b"DCTDecode", b"DCT"):
        return b""
    length = raw.FPDFImageObj_GetImageDataRaw(item, None, 0)
    data = ctypes.create_string_buffer(length)
    raw.FPDFImageObj_GetImageDataRaw(item, data, length)
    return data.raw if data.raw.startswith(b"\xff\xd8\xff") else b""


def _pixels(page: Any, item: Any, width: int, height: int) -> bytes:
    """A PNG of a picture with its mask, at its own resolution, whichever way it lies."""
    from pypdfium2 import raw

    old = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, old)
    try:
        raw.FPDFPageObj_SetMatrix(item, raw.FS_MATRIX(width, 0, 0, height, 0, 0))
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
    if wide * high > PICTURE_PIXELS * 2 or wide * high == 0:
        return b""
    pixels = ctypes.string_at(raw.FPDFBitmap_GetBuffer(bitmap), stride * high)
    if kind == raw.FPDFBitmap_BGRx:
        opaque = bytearray(pixels)
        opaque[3::4] = b"\xff" * len(opaque[3::4])
        pixels = bytes(opaque)
    return from_bgr(wide, high, stride, pixels, channels)
