"""The pages of a PDF as pictures."""

from __future__ import annotations

import io
from collections.abc import Iterator
from importlib.util import find_spec

from bulletin.errors import BulletinError
from bulletin.proof.pdfium import open_pdf

DOTS = 150
"""Dots an inch: a page is 1240 by 1754."""


def need() -> None:
    """See that Pillow is there.

    Raises:
        BulletinError: it is not.
    """
    if find_spec("PIL") is None:
        raise BulletinError(
            "把版面存成图片要用 Pillow，这台机器上没有装。", '安装：pip install "bulletin[proof]"'
        )


def png(pdf: bytes, dots: float = DOTS) -> Iterator[bytes]:
    """Each page as a PNG file.

    Raises:
        BulletinError: pypdfium2 or Pillow is not installed.
    """
    need()
    document = open_pdf(pdf)
    try:
        for page in document:
            buffer = io.BytesIO()
            page.render(scale=dots / 72).to_pil().save(buffer, "PNG", optimize=True)
            yield buffer.getvalue()
    finally:
        document.close()
