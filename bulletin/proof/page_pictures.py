"""The pages of a PDF as pictures."""

from __future__ import annotations

import io
from collections.abc import Iterator

from bulletin.pdf.printed import open_pdf

DOTS = 150
"""Dots an inch: a page is 1240 by 1754."""


def png(pdf: bytes, dots: float = DOTS) -> Iterator[bytes]:
    """Each page as a PNG file.

    Raises:
        BulletinError: pypdfium2 is not installed.
    """
    document = open_pdf(pdf)
    try:
        for page in document:
            buffer = io.BytesIO()
            page.render(scale=dots / 72).to_pil().save(buffer, "PNG", optimize=True)
            yield buffer.getvalue()
    finally:
        document.close()
