"""Superscripts and subscripts among the printed characters: they belong to the line of their text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bulletin.pdf.page_model import Character

RAISED = 0.65
"""Em by which the baseline of a superscript or subscript may differ from that of its line."""
_SMALLER = 0.85
"""A superscript is smaller than this part of the size of its text, and stands near it."""
_NEAR = 0.6
"""Em."""


def levelled(characters: Iterable[Character]) -> Iterator[Character]:
    """The characters, in the order of the file; those raised or lowered get the baseline of their text."""
    base = last = None
    for char in characters:
        if (
            base is not None
            and last is not None
            and char.size <= _SMALLER * base.size
            and abs(char.baseline - base.baseline) < RAISED * base.size
            and abs(char.left - last.right) < _NEAR * base.size
        ):
            yield char._replace(baseline=base.baseline)
        else:
            base = char
            yield char
        last = char
