"""Reading one picture of the workspace and checking that Word can show it."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from bulletin.workspace import regular
from bulletin.workspace.files import is_inside
from bulletin.workspace.pictures.raster import fault, upright
from bulletin.workspace.system_errors import reason

LARGEST = 30 * 1024 * 1024
"""Bytes of the largest picture; a larger one would make a .docx that cannot be mailed."""


def load(root: Path, path: str) -> tuple[bytes, tuple[str, str] | None]:
    """The bytes of the picture at ``path`` under ``root``, upright; or message and hint of its fault."""
    target = Path(os.path.normpath(root / path))
    name = Path(path).name
    try:
        if not is_inside(root, target):
            return b"", (f"图片“{name}”在工作文件夹之外。", "把图片拷进这一期的文件夹再用。")
        data = regular.read(target, LARGEST)
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno == errno.EFBIG:
            return b"", (f"图片“{name}”超过 30 MB。", "先用看图软件缩小再用。")
        why = reason(error) if isinstance(error, OSError) else "路径写法有误"
        return b"", (f"图片“{name}”读不出来：{why}。", "图片的路径从稿件所在的文件夹写起。")
    wrong = fault(name, data)
    return (b"" if wrong else upright(data)), wrong
