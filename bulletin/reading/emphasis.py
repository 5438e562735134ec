"""The emphasis of a paragraph: bold and emphasized is what stands between asterisks that are marks.

``marks`` decides which of them are. Of a pair of brackets both are emphasized, or neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bulletin.reading.events import Event
from bulletin.reading.marks import PARTNERS, PAUSES, STOPS, Stars, decided
from bulletin.text import patterns

DOUBT = "Doubt"
"""The name of a leaf event that prints nothing; its payload says what is doubtful at its place."""

_OBJECT = "字"  # a link or a picture is beside an asterisk as a word is
_OPENING = {closing: opening for opening, closing in PARTNERS.items()}
_BRACKET = patterns.regex("[" + re.escape("".join((*PARTNERS, *_OPENING))) + "]")
_PAUSE = patterns.regex(f"[{PAUSES}{STOPS}]")
_LINE_ENDS = STOPS + "：:"


@dataclass(slots=True)
class Atom:
    """The smallest part of a paragraph: its event, the text that it prints, and its look.

    ``is_row``: it is a row of asterisks; ``depth_change``: of a row that is a mark, and prints
    nothing, 1 where emphasis begins, -1 where it ends; ``doubt``: why it may be no mark, or one.
    """

    event: Event
    text: str = ""
    is_row: bool = False
    depth_change: int = 0
    doubt: str = ""
    bold: bool = False
    emphasis: bool = False


def text_atom(typed: str, start: int, is_row: bool = False) -> Atom:
    """Characters that stand in the source as they are printed."""
    return Atom(_text(typed, start), typed, is_row)


def emphasized(atoms: list[Atom], is_foreign: bool = False) -> list[Event]:
    """The events of a paragraph's atoms, with the emphasis that is decided on their rows."""
    rows = [atom for atom in atoms if atom.is_row]
    if not rows:
        return [atom.event for atom in atoms]
    decision = decided(list(_stars(atoms)), is_foreign)
    for first, last in decision.pairs:
        rows[first].depth_change, rows[last].depth_change = 1, -1
    for at, doubt in decision.doubts:
        rows[at].doubt = doubt
    if decision.pairs:
        _set_looks(atoms)
    return list(_events(atoms, _half_brackets(atoms) if decision.pairs else {}))


def _text(typed: str, start: int) -> Event:
    return Event("", "Text", typed, start, start + len(typed))


def _stars(atoms: Sequence[Atom]) -> Iterator[Stars]:
    """Each row of asterisks with what ``decided`` asks about it (see ``Stars``)."""
    after = _neighbours(reversed(atoms), is_forward=False)[::-1]
    before = _neighbours(atoms, is_forward=True)
    links, newest = [0], 0
    line = offset = pauses = 0
    for at, atom in enumerate(atoms):
        name, edge = atom.event.name, atom.event.edge
        if atom.is_row:
            length = len(atom.text)
            # Two asterisks or more may be a pair across the lines that someone pasted.
            scope = (links[-1], line if length == 1 else 0)
            yield Stars(
                atom.text[0], length, before[at], after[at],
                scope=scope, offset=offset, pauses=pauses,
            )  # fmt: skip
        elif name == "Text":
            offset += len(atom.text)
            pauses += len(_PAUSE.findall(atom.text))
        elif name in ("Link", "Image") and edge == "start":
            newest += 1
            links.append(newest)
        elif name in ("Link", "Image"):
            links.pop()
        elif name in ("SoftBreak", "HardBreak") and before[at] and before[at] in _LINE_ENDS:
            line += 1


def _neighbours(atoms: Iterable[Atom], is_forward: bool) -> list[str]:
    """The character beside each atom on the side from which they come; none at an edge."""
    beside, neighbours = "", list[str]()
    for atom in atoms:
        neighbours.append(beside)
        match atom.event.name:
            case "Text":
                beside = atom.text[-1 if is_forward else 0]
            case "SoftBreak" | "HardBreak":
                beside = "\n"
            case "Link" | "Image":
                beside = "" if (atom.event.edge == "start") == is_forward else _OBJECT
            case "Code":
                beside = _OBJECT
    return neighbours


def _set_looks(atoms: Iterable[Atom]) -> None:
    """Set the look of what stands between marks: ** is bold, * emphasis, *** both."""
    bold = emphasis = 0  # how many of each have begun and not ended
    for atom in atoms:
        asterisks = len(atom.text)
        if asterisks != 1:
            bold += atom.depth_change
        if asterisks != 2:
            emphasis += atom.depth_change
        atom.bold, atom.emphasis = bold > 0, emphasis > 0


def _half_brackets(atoms: Sequence[Atom]) -> dict[int, set[int]]:
    """Brackets of which only one is emphasized, which then neither is: places in atoms."""
    opened: dict[str, list[tuple[int, int]]] = {opening: [] for opening in PARTNERS}
    halves: dict[int, set[int]] = {}
    for number, atom in enumerate(atoms):
        for match in _BRACKET.finditer(atom.text):
            place, char = match.start(), match[0]
            if char in opened:
                opened[char].append((number, place))
            elif opened[_OPENING[char]]:
                other, other_place = opened[_OPENING[char]].pop()
                opener = atoms[other]
                if (opener.bold, opener.emphasis) != (atom.bold, atom.emphasis):
                    halves.setdefault(other, set()).add(other_place)
                    halves.setdefault(number, set()).add(place)
    return halves


def _events(atoms: Sequence[Atom], halves: Mapping[int, set[int]]) -> Iterator[Event]:
    """The events of atoms; where the look changes, emphasis begins and ends."""
    look = (False, False)
    marks: Event | None = None  # the last marks, of which no event is made
    for number, atom in enumerate(atoms):
        event = atom.event
        if atom.doubt:
            yield Event("", DOUBT, atom.doubt, event.start, event.end)
        if atom.depth_change:
            marks = event
            continue
        for piece, is_half in _pieces(event, halves.get(number)):
            wanted = (False, False) if is_half else (atom.bold, atom.emphasis)
            if wanted != look:
                yield from _changed(look, wanted, marks, piece.start)
            look, marks = wanted, None
            yield piece
    yield from _changed(look, (False, False), marks, 0)


def _pieces(event: Event, halves: set[int] | None) -> Iterator[tuple[Event, bool]]:
    """The event, or its parts around the characters in some places, which are marked."""
    if not halves or len(event.payload) < event.end - event.start:  # an entity is one character
        yield event, bool(halves)
        return
    at = 0
    for place in sorted(halves):
        if place > at:
            yield _text(event.payload[at:place], event.start + at), False
        yield _text(event.payload[place], event.start + place), True
        at = place + 1
    if at < len(event.payload):
        yield _text(event.payload[at:], event.start + at), False


def _changed(
    look: tuple[bool, bool], wanted: tuple[bool, bool], marks: Event | None, start: int
) -> Iterator[Event]:
    """The edges of emphasis between two looks, at the marks if there are any."""
    names = ("Strong", "Emphasis")
    for name, was, is_now in zip(names, look, wanted, strict=True):
        if was and not is_now:
            yield Event("end", name, None, 0, marks.end if marks else 0)
    for name, was, is_now in zip(names, look, wanted, strict=True):
        if is_now and not was:
            first = marks.start if marks else start
            yield Event("start", name, None, first, first)
