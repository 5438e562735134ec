"""Little files that unpack to more than a machine holds: found before PDFium unpacks them.

PDFium puts all content streams of a page together in memory (ISO 32000-1, 7.8.2), however often a
page names the same one; pictures have limits of their own.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from bulletin.importing.limits import PDF_PAGE_BYTES, PDF_STREAM_BYTES

_STREAM = re.compile(rb"stream\r?\n")
_FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
_CONTENTS = re.compile(rb"/Contents\s*\[([^\]]*)\]")
_FIRST, _CHUNK = 1 << 12, 1 << 20
"""Bytes unpacked at a time; most streams are small, and what follows them would be copied."""


def swells(data: bytes) -> bool:
    """Whether a PDF has a stream, or a page's streams together, larger than any text can be."""
    largest, named = 0, _most_named(data)
    for head, start in _streams(data):
        size, text = _unpacked(data, start, keep=b"/ObjStm" in head)
        if size > PDF_STREAM_BYTES:
            return True
        largest = max(largest, size)
        named = max(named, _most_named(text))
    return largest * max(named, 1) > PDF_PAGE_BYTES


def _streams(data: bytes) -> Iterator[tuple[bytes, int]]:
    """What is said of each packed stream that is no picture, and where it begins."""
    for match in _STREAM.finditer(data):
        head = data[max(0, match.start() - 600) : match.start()]
        head = head[head.rfind(b"obj") :]
        if _FLATE.search(head) and b"/Image" not in head:
            yield head, match.end()


def _unpacked(data: bytes, start: int, *, keep: bool) -> tuple[int, bytes]:
    """The size of a stream's content in bytes, counted up to the limit; and the content if kept."""
    unpack = zlib.decompressobj()
    size, kept, chunk = 0, [], _FIRST
    try:
        while size <= PDF_STREAM_BYTES and not unpack.eof:
            more = unpack.unconsumed_tail
            if not more:
                more, start, chunk = data[start : start + chunk], start + chunk, _CHUNK
            out = unpack.decompress(more, _CHUNK)
            if not out and start > len(data):
                break
            size += len(out)
            kept += [out] if keep else []
    except zlib.error:
        pass
    return size, b"".join(kept)


def _most_named(text: bytes) -> int:
    """How many streams a page names at most."""
    return max((found[1].count(b"R") for found in _CONTENTS.finditer(text)), default=0)
