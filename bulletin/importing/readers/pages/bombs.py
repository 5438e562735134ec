"""Little files that unpack to more than a machine holds: found before PDFium unpacks them.

PDFium puts all content streams of a page together in memory (ISO 32000-1, 7.8.2), however often a
page names the same one. Whatever begins like zlib's data is measured, whatever is said of it; a
picture may be as large as its figures say, unless a page names it as its content. Streams packed
twice, and filters named in a way that no program writes, are taken for harmful without being measured.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from bulletin.importing.readers.limits import PDF_LOOSE_BYTES, PDF_PAGE_BYTES, PDF_STREAM_BYTES

_KEY = rb"/" + b"".join(b"(?:%c|#%02x)" % (char, char) for char in b"Filter")
_GAP = rb"(?:[\s\0]|%[^\r\n]*[\r\n])*"
_SAID = re.compile(
    _KEY + _GAP + rb"(?P<filter>\[[^\]]*\]|/[^\s\0/<>\[\]()]+|\d+\s+\d+\s+R)"
    rb"|/Subtype\s*/(?P<image>Image)\b|/Type\s*/(?P<objects>ObjStm)\b"
    rb"|/(?P<figure>Width|Height)\s+(?P<size>\d+)"
    rb"|\b(?P<number>\d+)\s+\d+\s+obj\b|stream[ \t]*(?:\r\n?|\n)"
)  # fmt: skip
_PACKING = re.compile(rb"/(?:FlateDecode|Fl|LZWDecode|LZW|RunLengthDecode|RL)\b")
_LOOSE = re.compile(rb"/(?:LZWDecode|LZW|RunLengthDecode|RL)\b")
_TYPED = re.compile(rb"/(?:ASCII85Decode|A85|ASCIIHexDecode|AHx)\b")
_STRANGE = re.compile(rb"#|\d\s+R\b")
_CONTENTS = re.compile(rb"/Contents\s*(?:\[([^\]]*)\]|(\d+\s+\d+\s+R))")
_REFERENCE = re.compile(rb"(\d+)\s+\d+\s+R")
_FIRST, _CHUNK = 1 << 12, 1 << 20
"""Bytes unpacked at a time; most streams are small, and what follows them would be copied."""
_LARGEST_POINT = 8
"""Bytes of a pixel: four colours of 16 bits."""


@dataclass(slots=True)
class _Stream:
    """What is said between the stream before and this one, which begins at ``start``."""

    numbers: set[int] = field(default_factory=set)
    filters: bytes = b""
    image: bool = False
    objects: bool = False
    figures: dict[bytes, int] = field(default_factory=dict)
    start: int = 0

    def picture_bytes(self) -> int:
        """The bytes that a picture of such a size may have; 0 if it is none."""
        width, height = self.figures.get(b"Width", 0), self.figures.get(b"Height", 0)
        return self.image * min(width * height * _LARGEST_POINT + height, PDF_PAGE_BYTES)

    def is_strange(self) -> bool:
        """Whether it is packed more than once, or its filters are written to be overlooked."""
        return bool(_STRANGE.search(self.filters)) or len(_PACKING.findall(self.filters)) > 1


def swells(data: bytes) -> bool:
    """Whether a PDF has a stream, or a page's streams together, larger than any text can be."""
    named = [*_named(data)]
    sizes: list[tuple[int, set[int]]] = []
    for stream in _streams(data):
        size, text = _unpacked(data, stream)
        picture = stream.picture_bytes()
        if stream.is_strange() or size > max(PDF_STREAM_BYTES, picture):
            return True
        named += _named(text)
        sizes.append((size, stream.numbers if size <= picture else set()))
    contents = {number for numbers in named for number in numbers}
    # A picture counts only where a page names it as its content.
    largest = max((size for size, own in sizes if not own or own & contents), default=0)
    return largest * max(map(len, named), default=1) > PDF_PAGE_BYTES


def _streams(data: bytes) -> Iterator[_Stream]:
    stream = _Stream()
    for said in _SAID.finditer(data):
        if said["filter"]:
            stream.filters += b" " + said["filter"]
        elif said["image"]:
            stream.image = True
        elif said["objects"]:
            stream.objects = True
        elif said["figure"]:
            stream.figures[said["figure"]] = int(said["size"][:9])
        elif said["number"]:
            stream.numbers.add(int(said["number"][:9]))
            stream.image, stream.figures = False, {}
        elif data[said.start() - 3 : said.start()] != b"end":
            stream.start = said.end()
            yield stream
            stream = _Stream()


def _unpacked(data: bytes, stream: _Stream) -> tuple[int, bytes]:
    """The size of a stream's content in bytes, at least; and the content if it has objects."""
    start = stream.start
    if _TYPED.search(stream.filters) or _LOOSE.search(stream.filters):
        end = data.find(b"endstream", start)
        data, start = data[start : end if end >= 0 else len(data)], 0
    if _LOOSE.search(stream.filters):
        return (PDF_PAGE_BYTES + 1 if len(data) > PDF_LOOSE_BYTES else 0), b""
    if _TYPED.search(stream.filters):
        data = _typed(data, stream.filters)
    limit = max(PDF_STREAM_BYTES, stream.picture_bytes())
    return _inflated(data, start, limit, keep=stream.objects)


def _typed(data: bytes, filters: bytes) -> bytes:
    """The bytes behind typed ones (ISO 32000-1, 7.4.2 and 7.4.3); none where they are damaged."""
    try:
        if b"/ASCIIHex" in filters or b"/AHx" in filters:
            return bytes.fromhex(data.partition(b">")[0].decode("ascii"))
        return base64.a85decode(data.partition(b"~")[0], ignorechars=b" \t\n\r\v\f\0")
    except ValueError:
        return b""


def _inflated(data: bytes, start: int, limit: int, *, keep: bool) -> tuple[int, bytes]:
    """The size of what zlib makes of data, counted up to a limit; and the content if kept."""
    unpack = zlib.decompressobj()
    size, kept, chunk = 0, [], _FIRST
    try:
        while size <= limit and not unpack.eof:
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


def _named(text: bytes) -> Iterator[list[int]]:
    """The numbers of the streams that each page names as its content."""
    for found in _CONTENTS.finditer(text):
        yield [int(number[:9]) for number in _REFERENCE.findall(found[1] or found[2] or b"")]
