"""Mending: edits applied to a text, each fix whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bulletin.findings.diagnostics import Diagnostic, Edit
from bulletin.text.source import Source

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class FixedText:
    """A text after fixing, and the findings whose fixes are in it."""

    text: str
    done: tuple[Diagnostic, ...]


def apply(text: str, found: Iterable[Diagnostic]) -> FixedText:
    """Apply the fixes of findings in one text, from its start to its end.

    A fix that touches what an earlier one changed is left for the next pass.
    """
    taken: list[Edit] = []
    done: list[Diagnostic] = []
    used = _Used()
    for one in sorted(found, key=lambda one: (one.span.start, one.span.end, one.code)):
        edits = one.fix.edits if one.fix else ()
        if edits and used.take(edits):
            taken += edits
            done.append(one)
    pieces, at = [], 0
    for edit in sorted(taken, key=lambda edit: (edit.span.start, edit.span.end)):
        pieces += [text[at : edit.span.start], edit.text]
        at = edit.span.end
    return FixedText("".join((*pieces, text[at:])), tuple(done))


class _Used:
    """The places that edits have taken; asked from the start of the text to its end.

    A fix with two edits (a pair of brackets) reaches ahead, so what is taken is kept by
    character: each is taken once, which keeps this linear.
    """

    def __init__(self) -> None:
        self._places: set[int] = set()

    def take(self, edits: tuple[Edit, ...]) -> bool:
        """Take the places of some edits, if all of them are free."""
        places = {place for edit in edits for place in _places(edit)}
        if not self._places.isdisjoint(places):
            return False
        self._places |= places
        return True


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
