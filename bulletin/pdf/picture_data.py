"""The pictures of a PDF page as files: JPEG as it is stored, any other as PNG of its pixels."""

from __future__ import annotations

import ctypes
import io
from typing import Any

JPEG, PNG = "jpg", "png"


def pixel_size(handle: Any) -> tuple[int, int]:
    """Width and height in pixels of a picture (a handle of ``PlacedPicture``); 0 if unknown."""
    from pypdfium2 import raw

    width, height = ctypes.c_uint(), ctypes.c_uint()
    raw.FPDFImageObj_GetImagePixelSize(handle, width, height)
    return width.value, height.value


def stored_bytes(handle: Any) -> bytes:
    """The data of a picture as it is packed in the file."""
    from pypdfium2 import raw

    length = raw.FPDFImageObj_GetImageDataRaw(handle, None, 0)
    data = ctypes.create_string_buffer(length)
    raw.FPDFImageObj_GetImageDataRaw(handle, data, length)
    return data.raw


def picture_file(page: Any, handle: Any, stored: bytes) -> tuple[bytes, str]:
    """A picture as a file, and ``JPEG`` or ``PNG``; its ``stored`` bytes are given.

    Empty where PDFium cannot decode it.
    """
    if _is_jpeg(handle) and stored.startswith(b"\xff\xd8\xff"):
        return stored, JPEG
    return _png(page, handle), PNG


def _is_jpeg(handle: Any) -> bool:
    """Whether a picture is packed as JPEG, and not packed again."""
    from pypdfium2 import raw

    name = ctypes.create_string_buffer(32)
    if raw.FPDFImageObj_GetImageFilterCount(handle) != 1:
        return False
    raw.FPDFImageObj_GetImageFilter(handle, 0, name, len(name))
    return name.value in (b"DCTDecode", b"DCT")


def _png(page: Any, handle: Any) -> bytes:
    """A PNG of a picture with its mask, at its own resolution, the way it lies in the file."""
    from pypdfium2 import PdfBitmap, raw

    width, height = pixel_size(handle)
    before = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(handle, before)
    try:
        raw.FPDFPageObj_SetMatrix(handle, raw.FS_MATRIX(width or 1, 0, 0, height or 1, 0, 0))
        bitmap = raw.FPDFImageObj_GetRenderedBitmap(page.pdf.raw, page.raw, handle)
    finally:
        raw.FPDFPageObj_SetMatrix(handle, before)
    bitmap = bitmap or raw.FPDFImageObj_GetBitmap(handle)
    if not bitmap:
        return b""
    image = PdfBitmap.from_raw(bitmap).to_pil()
    if image.mode == "RGBX" or (
        image.mode == "RGBA" and image.getchannel("A").getextrema() == (255, 255)
    ):
        image = image.convert("RGB")
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()
