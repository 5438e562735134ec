"""Applies the edits of fixes: to one text, and again and again until none is left."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bulletin.findings.diagnostics import Diagnostic, Edit
from bulletin.text.source import Source

_BOM = b"\xef\xbb\xbf"
State = TypeVar("State")
Reading = TypeVar("Reading")


@dataclass(frozen=True, slots=True)
class FixedText:
    """A text after fixing, and the findings that were fixed in it."""

    text: str
    fixed: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Settled(Generic[State, Reading]):
    """The result of ``settle``: the last state, its reading, and the findings that were fixed."""

    state: State
    reading: Reading
    fixed: tuple[Diagnostic, ...]
    is_settled: bool
    """Whether the last pass fixed nothing; false where two fixes undo each other without end."""


def settle(
    state: State,
    read: Callable[[State], tuple[Reading, Sequence[Diagnostic]]],
    fix: Callable[[State, Sequence[Diagnostic]], tuple[State, Sequence[Diagnostic]]],
    most_passes: int,
) -> Settled[State, Reading]:
    """Read a state, fix what is found and read it again, until a pass fixes nothing.

    ``read`` returns what is made of a state (a text, several texts), and its findings; ``fix``
    the state with some of the findings fixed, and these. What the last of ``most_passes`` would
    fix is left as it is, so that the reading is always that of the state.
    """
    fixed: list[Diagnostic] = []
    for number in range(1, most_passes + 1):
        reading, findings = read(state)
        after, now_fixed = fix(state, findings)
        if not now_fixed or number == most_passes:
            break
        state = after
        fixed += now_fixed
    return Settled(state, reading, tuple(fixed), not now_fixed)


def apply(text: str, findings: Iterable[Diagnostic]) -> FixedText:
    """Apply the fixes of findings in one text, from its start to its end.

    Each fix is made whole or not at all: one that touches a character that an earlier one changed
    is left for the next pass.
    """
    edits: list[Edit] = []
    fixed: list[Diagnostic] = []
    used = set[int]()  # by character, since a fix with two edits (a pair of brackets) reaches ahead
    for finding in sorted(findings, key=lambda one: (one.span.start, one.span.end, one.code)):
        own = finding.fix.edits if finding.fix else ()
        places = {place for edit in own for place in _places(edit)}
        if own and used.isdisjoint(places):
            used |= places
            edits += own
            fixed.append(finding)
    return FixedText(edited(text, edits), tuple(fixed))


def edited(text: str, edits: Iterable[Edit]) -> str:
    """A text with edits made that do not overlap."""
    return EditedText(text, 0, len(text), edits).text


class EditedText:
    """The text between two offsets of a source with edits made (``text``) that do not overlap."""

    def __init__(self, text: str, start: int, end: int, edits: Iterable[Edit]) -> None:
        pieces, at, length = [], start, 0
        self._edited_offsets, self._source_offsets = [0], [start]
        for edit in sorted(edits, key=lambda edit: (edit.span.start, edit.span.end)):
            pieces += [text[at : edit.span.start], edit.text]
            length += edit.span.start - at
            self._edited_offsets += [length, length + len(edit.text)]
            self._source_offsets += [edit.span.start, edit.span.end]
            length, at = length + len(edit.text), edit.span.end
        self.text = "".join((*pieces, text[at:end]))

    def place(self, offset: int) -> int:
        """The source's offset of a place in the edited text.

        Within what an edit put in, it is at most the end of what the edit replaced.
        """
        index = bisect_right(self._edited_offsets, offset) - 1
        place = self._source_offsets[index] + offset - self._edited_offsets[index]
        return (
            min(place, self._source_offsets[index + 1])
            if index + 1 < len(self._source_offsets)
            else place
        )


def _places(edit: Edit) -> range:
    """The places that an edit changes; for an insertion, those before and after it."""
    start, end = edit.span.start, edit.span.end
    return range(start, end) if start < end else range(start - 1, start + 1)


def rewrite(data: bytes, source: Source, text: str) -> bytes | None:
    """The bytes of a file with its text exchanged: byte order mark and line ends as they were.

    ``None`` when the file is not UTF-8: what could not be read cannot be written back.
    """
    bare = data
    while bare.startswith(_BOM):
        bare = bare.removeprefix(_BOM)
    if bare != source.text.encode():
        return None
    if "\r\n" in source.text and source.text.count("\n") == source.text.count("\r\n"):
        text = text.replace("\r\n", "\n").replace("\n", "\r\n")  # lines that a fix put in
    return data[: len(data) - len(bare)] + text.encode()
