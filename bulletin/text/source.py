"""A file's text (``Source``), a stretch of it (``Span``), and byte offsets as character offsets."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, eq=False)
class Source:
    """A text file as it was read: line ends untouched, the byte order mark taken off."""

    path: str
    """How the file is named to the user, as a rule relative to the workspace."""
    text: str

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of a character offset, both counted from 1, columns in characters."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def span(self, start: int, end: int) -> Span:
        """The stretch from ``start`` up to ``end``."""
        return Span(self, start, end)

    def line_span(self, number: int) -> Span:
        """A whole line, counted from 1, without its line end."""
        start = self._line_starts[number - 1]
        match = _LINE_END.search(self.text, start)
        return Span(self, start, match.start() if match else len(self.text))

    def line_at(self, offset: int) -> Span:
        """The line that has a character offset in it, without its line end."""
        return self.line_span(bisect_right(self._line_starts, offset))


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a source, in characters; ``end`` is the first character after it."""

    source: Source
    start: int
    end: int

    @property
    def text(self) -> str:
        """What the source has there."""
        return self.source.text[self.start : self.end]

    def part(self, start: int, end: int) -> Span:
        """The stretch between two offsets of this one's text, as a match in it has them."""
        return Span(self.source, self.start + start, self.start + end)

    def beside(self, most: int) -> tuple[str, str]:
        """What stands before and after it in its line; of each at most so many characters."""
        text = self.source.text  # a line may be long
        before = text[max(0, self.start - most) : self.start].rpartition("\n")[2]
        return before, text[self.end : self.end + most].partition("\n")[0].rstrip("\r")


NOWHERE = Span(Source("", ""), 0, 0)
"""The span of a text that was read from no text file: import makes it of Word files and PDFs."""


class ByteOffsets:
    """Turns UTF-8 byte offsets of a text into character offsets.

    The Markdown parser counts bytes; everything else here counts characters. The characters up to
    each block of 256 bytes are counted once; for an offset, only those of its block are.
    """

    _BLOCK = 256

    def __init__(self, text: str) -> None:
        self._ascii = text.isascii()
        self._data = b"" if self._ascii else text.encode("utf-8")
        self._last = (0, 0)
        self._known = [0]
        for start in range(0, len(self._data), self._BLOCK):
            block = self._data[start : start + self._BLOCK]
            self._known.append(self._known[-1] + _characters(block))

    def __call__(self, byte_offset: int) -> int:
        """The character offset at a byte offset that is a character's edge."""
        if self._ascii:
            return byte_offset
        if byte_offset != self._last[0]:  # one event often begins where another ended
            block = byte_offset // self._BLOCK
            rest = self._data[block * self._BLOCK : byte_offset]
            self._last = byte_offset, self._known[block] + _characters(rest)
        return self._last[1]


_CONTINUATION_BYTES = bytes(range(0x80, 0xC0))


def _characters(data: bytes) -> int:
    """How many characters begin in these UTF-8 bytes (all but the continuation bytes)."""
    return len(data.translate(None, _CONTINUATION_BYTES))
