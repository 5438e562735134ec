"""Pictures of a contribution: found inside the workspace, and of a kind that Word shows."""

from __future__ import annotations

import io
import os
from pathlib import Path

from bulletin.files import reason

LARGEST = 30 * 1024 * 1024
"""Bytes; a picture larger than this is a mistake and would make a .docx that cannot be mailed."""

_KINDS = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"II*\x00", "tif"),
    (b"MM\x00*", "tif"),
)
"""How files begin, and how their names end."""


def load(root: Path, path: str) -> tuple[bytes, tuple[str, str] | None]:
    """The bytes of the picture at ``path`` under ``root``, or message and hint of what is wrong."""
    target = Path(os.path.normpath(root / path))
    name = Path(path).name
    try:
        inside = target.resolve().is_relative_to(root.resolve())
        if not inside:
            return b"", (f"图片“{name}”在工作文件夹之外。", "把图片拷进这一期的文件夹再用。")
        if target.stat().st_size > LARGEST:
            return b"", (f"图片“{name}”超过 30 MB。", "先用看图软件缩小再用。")
        data = target.read_bytes()
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else "路径写法有误"
        return b"", (f"图片“{name}”读不出来：{why}。", "图片的路径从稿件所在的文件夹写起。")
    wrong = fault(name, data)
    return (b"" if wrong else data), wrong


def kind(data: bytes) -> str:
    """The file ending of a picture by its content; empty for what Word cannot place."""
    return next((ending for mark, ending in _KINDS if data.startswith(mark)), "")


def fault(name: str, data: bytes) -> tuple[str, str] | None:
    """Message and hint of what is wrong with a picture, if anything is."""
    if not kind(data):
        return (
            f"“{name}”不是 Word 能放的图片。",
            "可以用 PNG、JPEG、GIF、BMP、TIFF；其他的先用看图软件另存为 PNG。",
        )
    return None if _whole(data) else (f"图片“{name}”是坏的。", "请重新导出一张。")


def _whole(data: bytes) -> bool:
    """Whether python-docx can read the picture's size, which it needs to place it."""
    from docx.image.image import Image

    try:
        image = Image.from_file(io.BytesIO(data))
        return bool(image.px_width and image.px_height and image.width and image.height)
    except Exception:  # its readers raise whatever a broken file makes them stumble over
        return False


def size(data: bytes) -> tuple[float, float]:
    """Width and height of a picture in points, by the resolution that its file names."""
    from docx.image.image import Image

    image = Image.from_file(io.BytesIO(data))
    return float(image.width.pt), float(image.height.pt)
