"""A text with edits made, whose places can be told in the text before them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from bulletin.findings.diagnostics import Edit


class EditedText:
    """The text between two offsets of a source with edits made (``text``)."""

    def __init__(self, text: str, start: int, end: int, edits: Iterable[Edit]) -> None:
        pieces, at, length = [], start, 0
        self._mended, self._source = [0], [start]
        for edit in sorted(edits, key=lambda edit: edit.span.start):
            pieces += [text[at : edit.span.start], edit.text]
            length += edit.span.start - at
            self._mended += [length, length + len(edit.text)]
            self._source += [edit.span.start, edit.span.end]
            length, at = length + len(edit.text), edit.span.end
        self.text = "".join((*pieces, text[at:end]))

    def place(self, offset: int) -> int:
        """The source's offset of a place in the edited text.

        Within what an edit put in, it is at most the end of what the edit replaced.
        """
        index = bisect_right(self._mended, offset) - 1
        place = self._source[index] + offset - self._mended[index]
        return min(place, self._source[index + 1]) if index + 1 < len(self._source) else place
