"""PNG files out of bare pixels (PNG specification, clauses 5 and 11): no more than import needs."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KINDS = {1: 0, 3: 2, 4: 6}
"""Bytes a pixel → colour type: grey, red-green-blue, the same with opacity."""


def png(width: int, height: int, rows: Iterable[bytes], channels: int) -> bytes:
    """A PNG of ``height`` rows of ``width`` pixels, 8 bits a channel, from the top.

    The rows are packed one by one, so that nothing but the packed picture is kept in memory.
    """
    header = struct.pack(">IIBBBBB", width, height, 8, _KINDS[channels], 0, 0, 0)
    pack = zlib.compressobj(6)
    data = [_chunk(b"IDAT", packed) for row in rows if (packed := pack.compress(b"\0" + row))]
    return b"".join(
        (
            SIGNATURE,
            _chunk(b"IHDR", header),
            *data,
            _chunk(b"IDAT", pack.flush()),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)


def from_bgr(
    width: int, height: int, stride: int, pixels: memoryview, channels: int, *, opaque: bool = False
) -> bytes:
    """A PNG of rows as bitmaps hold them: blue first, padded to ``stride`` bytes.

    A fourth channel that is full everywhere, or says nothing (``opaque``), is left out.
    """
    places = range(0, stride * height, stride)
    rows = (bytes(pixels[start : start + width * channels]) for start in places)
    if channels == 1:
        return png(width, height, rows, 1)
    if channels == 4 and not opaque:
        opaque = all(
            bytes(pixels[start + 3 : start + width * 4 : 4]).count(255) == width for start in places
        )
    kept = 3 if channels == 3 or opaque else 4
    return png(width, height, (_turned(row, channels, kept) for row in rows), kept)


def _turned(row: bytes, channels: int, kept: int) -> bytes:
    """Red first, and only as many channels as are kept."""
    out = bytearray(len(row) // channels * kept)
    for target, source in enumerate((2, 1, 0, 3)[:kept]):
        out[target::kept] = row[source::channels]
    return bytes(out)
