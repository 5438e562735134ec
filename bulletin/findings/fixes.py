"""Fixes of findings: applied to a text, each whole or not at all, until nothing is left to fix."""

from __future__ import annotations

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
    """A text after fixing, and the findings whose fixes are in it."""

    text: str
    done: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Settled(Generic[State, Reading]):
    """What is left of fixing: the last state, what was read of it, and the findings that were fixed."""

    state: State
    reading: Reading
    fixed: tuple[Diagnostic, ...]
    is_settled: bool
    """Whether nothing is left to fix; not so where two fixes undo each other."""


def settle(
    state: State,
    read: Callable[[State], tuple[Reading, Sequence[Diagnostic]]],
    fix: Callable[[State, Sequence[Diagnostic]], tuple[State, Sequence[Diagnostic]]],
    most_passes: int,
) -> Settled[State, Reading]:
    """Read a state, fix what is found, read it again, until a pass fixes nothing.

    ``fix`` returns the state with some of the findings fixed, and which they were.
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


def apply(text: str, found: Iterable[Diagnostic]) -> FixedText:
    """Apply the fixes of findings in one text, from its start to its end.

    A fix that touches a character that an earlier one changed is left for the next pass.
    """
    edits: list[Edit] = []
    done: list[Diagnostic] = []
    used = set[int]()  # by character, since a fix with two edits (a pair of brackets) reaches ahead
    for one in sorted(found, key=lambda one: (one.span.start, one.span.end, one.code)):
        own = one.fix.edits if one.fix else ()
        places = {place for edit in own for place in _places(edit)}
        if own and used.isdisjoint(places):
            used |= places
            edits += own
            done.append(one)
    return FixedText(edited(text, edits), tuple(done))


def edited(text: str, edits: Iterable[Edit]) -> str:
    """A text with edits made that do not overlap."""
    pieces, at = [], 0
    for edit in sorted(edits, key=lambda edit: (edit.span.start, edit.span.end)):
        pieces += [text[at : edit.span.start], edit.text]
        at = edit.span.end
    return "".join((*pieces, text[at:]))


def _places(edit: Edit) -> range:
    """The characters that an edit changes; an insertion holds both its neighbours."""
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
