"""PNG files out of bare pixels (PNG specification, clauses 5 and 11): no more than import needs."""

from __future__ import annotations

import struct
import zlib

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KINDS = {1: 0, 3: 2, 4: 6}
"""Bytes a pixel → colour type: grey, red-green-blue, the same with opacity."""


def png(width: int, height: int, pixels: bytes, channels: int) -> bytes:
    """A PNG of ``height`` rows of ``width`` pixels, 8 bits a channel, from the top."""
    stride = width * channels
    rows = b"".join(
        b"\0" + pixels[start : start + stride] for start in range(0, stride * height, stride)
    )
    header = struct.pack(">IIBBBBB", width, height, 8, _KINDS[channels], 0, 0, 0)
    return b"".join(
        (
            SIGNATURE,
            _chunk(b"IHDR", header),
            _chunk(b"IDAT", zlib.compress(rows, 6)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)


def from_bgr(width: int, height: int, stride: int, pixels: bytes, channels: int) -> bytes:
    """A PNG of rows as bitmaps hold them: blue first, padded to ``stride`` bytes.

    A fourth channel that is full everywhere is left out.
    """
    rows = b"".join(
        pixels[start : start + width * channels] for start in range(0, stride * height, stride)
    )
    if channels == 1:
        return png(width, height, rows, 1)
    opaque = channels == 3 or rows[3::4].count(255) == width * height
    kept = 3 if opaque else 4
    out = bytearray(width * height * kept)
    for target, source in enumerate((2, 1, 0, 3)[:kept]):
        out[target::kept] = rows[source::channels]
    return png(width, height, bytes(out), kept)
