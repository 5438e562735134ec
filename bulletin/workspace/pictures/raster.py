"""The size of a picture on paper, and its pixels the right way up.

Pillow reads the files: python-docx's own readers refuse valid JPEGs (Adobe's, and those that say
nothing of their resolution).
"""

from __future__ import annotations

import io
import warnings
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from bulletin.workspace.pictures.signatures import is_whole, kind, unusual_jpeg, what_is

if TYPE_CHECKING:
    from PIL.Image import Image

_FORMATS = {"png": "PNG", "jpg": "JPEG", "gif": "GIF", "bmp": "BMP", "tif": "TIFF"}
"""What Pillow calls them; JPEGs of two pictures (MPO) are opened as JPEG."""
_DOTS = 72.0
"""Dots an inch of a picture that does not say how many it has."""
_FEWEST, _MOST, _SQUARE = 30.0, 1200.0, 4.0
"""Beyond these dots an inch, or with so much more of them in one direction, it is a mistake."""
_MOST_PIXELS = 150_000_000
"""450 MB in memory; the largest cameras have 100 million."""
_ORIENTATION = 0x0112
_QUALITY = 95
_TINY, _LONGEST = 4, 100
"""Dots of a picture in which nothing is seen; so many times longer than wide it is a line."""
_OTHER_PICTURE = "看看是不是取错了文件（网页里占位的小图、分隔线），或没有存好。"
_SAVED_AS_THEY_ARE = frozenset({"1", "L", "LA", "P", "RGB", "RGBA", "I;16"})
"""Ways of holding pixels that a PNG has as well."""


def fault(name: str, data: bytes) -> tuple[str, str] | None:
    """Message and hint of what is wrong with a picture, if anything is."""
    ending = kind(data)
    if not ending:
        what, hint = what_is(data)
        return f"“{name}”是{what}，Word 放不了。", hint
    unusual = unusual_jpeg(data) if ending == "jpg" else ""
    if unusual:
        hint = "用“画图”或看图软件打开它，另存为普通的 JPEG 或 PNG。"
        return f"“{name}”是{unusual}，Word 放不了。", hint
    if not is_whole(data, ending):
        return f"图片“{name}”不完整，后半截没有传完。", "请重新取一张。"
    try:
        wide, high = _opened(data).size
    except Exception:  # its readers raise whatever a broken file makes them stumble over
        return f"图片“{name}”是坏的。", "请重新导出一张。"
    if wide * high > _MOST_PIXELS:
        return f"图片“{name}”有 {wide}×{high} 点，太大了。", "先用看图软件缩小再用。"
    try:
        upright(data)
    except Exception:
        return f"图片“{name}”是坏的，转不正。", "请重新导出一张。"
    return None


def size(data: bytes) -> tuple[float, float]:
    """Width and height of a picture in points, by the resolution that its file names.

    A resolution that cannot be meant (0, 1 or 65,535 dots an inch) counts as none.
    """
    image = _opened(data)
    across, down = _dots(image)
    return max(1.0, image.width * 72 / across), max(1.0, image.height * 72 / down)


def dots(data: bytes) -> tuple[int, int]:
    """Width and height of a picture in dots."""
    return _opened(data).size


def upright(data: bytes) -> bytes:
    """The picture with its pixels as they are to be seen, if its file says that it lies otherwise.

    Browsers turn such a picture themselves, Word and LibreOffice do not; so the pixels are turned,
    and the result says nothing of it any more. Any other picture stays as it is, byte for byte.

    Raises:
        Exception: whatever Pillow makes of a broken file.
    """
    return _turned(data) if _orientation(_opened(data)) in range(2, 9) else data


@lru_cache(maxsize=8)  # a preview asks again with every change of the text
def _turned(data: bytes) -> bytes:
    from PIL import ImageOps

    image = _opened(data)
    across, down = _dots(image)
    dots = (down, across) if _orientation(image) >= 5 else (across, down)
    turned = ImageOps.exif_transpose(image)
    options: dict[str, Any] = {"dpi": dots, "icc_profile": image.info.get("icc_profile")}
    if image.format not in ("JPEG", "MPO"):
        return _png(turned, options)
    saved = io.BytesIO()
    turned.save(saved, "JPEG", quality=_QUALITY, exif=b"", **options)
    return saved.getvalue()


def _png(image: Image, options: dict[str, Any]) -> bytes:
    if image.mode not in _SAVED_AS_THEY_ARE:
        image, options = image.convert("RGB"), {**options, "icc_profile": None}
    saved = io.BytesIO()
    image.save(saved, "PNG", exif=b"", **options)
    return saved.getvalue()


@lru_cache(maxsize=8)
def for_browsers(data: bytes) -> bytes:
    """The picture as browsers show it: a TIFF, which they do not, becomes a PNG.

    One of which the pixels cannot be read stays as it is.
    """
    if kind(data) != "tif":
        return data
    try:
        return _png(_opened(data), {})
    except Exception:  # its readers raise whatever a broken file makes them stumble over
        return data


def odd_shape(name: str, data: bytes) -> tuple[str, str] | None:
    """Message and hint for a picture of which nobody can see anything on paper."""
    wide, high = _opened(data).size
    if max(wide, high) <= _TINY:
        return f"图片“{name}”只有 {wide}×{high} 点，印出来看不清。", _OTHER_PICTURE
    if max(wide, high) > _LONGEST * min(wide, high):
        return f"图片“{name}”有 {wide}×{high} 点，印出来只是一条线。", _OTHER_PICTURE
    return None


def _opened(data: bytes) -> Image:
    """The picture with its header read."""
    from PIL import Image, TiffImagePlugin

    assert TiffImagePlugin  # it is not there of itself
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of many pixels, and of bytes out of place in a header
        return Image.open(io.BytesIO(data), formats=(_FORMATS[kind(data)],))


def _orientation(image: Image) -> int:
    """1 to 8, as EXIF 2.3 (4.6.4 A) counts; 1 if the file says nothing that can be read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            value = image.getexif().get(_ORIENTATION, 1)
    except Exception:  # a broken block of remarks does not break the picture
        return 1
    return value if isinstance(value, int) else 1


def _dots(image: Image) -> tuple[float, float]:
    """Dots an inch, across and down."""
    try:
        across, down = (float(one) for one in image.info.get("dpi", (_DOTS, _DOTS)))
    except (TypeError, ValueError, ZeroDivisionError):
        return _DOTS, _DOTS
    likely = _FEWEST <= across <= _MOST and _FEWEST <= down <= _MOST
    likely = likely and 1 / _SQUARE <= across / down <= _SQUARE
    return (across, down) if likely else (_DOTS, _DOTS)
