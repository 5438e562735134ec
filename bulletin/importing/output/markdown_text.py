"""Text with its looks as Markdown, from which the same text with the same looks is read back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, groupby

from bulletin.importing.draft import plain
from bulletin.model.content import Footnote, Run, Runs
from bulletin.reading.events import events_of
from bulletin.reading.marks import PARTNERS
from bulletin.reading.scripts import MARKS, SCRIPTS, escape_scripts
from bulletin.reading.typed_characters import as_typed
from bulletin.text import patterns

_SPECIAL = patterns.regex(r"[\\*\[\]<`]|&(?=[A-Za-z#])|~(?=~)")
_IN_SCRIPT = patterns.regex(r"[\\*\[\]<`~^]|&(?=[A-Za-z#])")
_BEFORE = r"\\\g<0>"
_SPACES = patterns.regex(r"(\s+)")
_AT_START = patterns.regex(r"(?P<mark>[-+>#=_|])|(?P<digits>[0-9]{1,9})(?=[.)])")
_ADDRESS = patterns.regex(r"(?:https?://|mailto:)[^\s<>()]+", re.I)
_ATTEMPTS = 30
"""So many times the first mark that is read wrongly is dropped; if that does not help, all marks are."""
_BREAKS = patterns.regex(r"(?: (?<!  ) *)?\n[ \n]*")


def inline(runs: Runs) -> tuple[str, list[str]]:
    """The Markdown of runs, and the texts that lost bold or emphasis.

    It is read back to see which marks take effect; those that do not are dropped.
    """
    if not any(run.bold or run.emphasis or run.link or run.script or run.footnote for run in runs):
        return _start_escaped(_escaped(plain(runs))), []
    distinct = _without_mixed_marks(_with_readable_scripts(runs))
    pieces = list(_pieces(distinct))
    wanted = {at for at, piece in enumerate(pieces) if piece.mark}
    marked = wanted - set(_touching_marks(pieces))
    lost = [run.text for run, now in zip(runs, distinct, strict=True) if run != now]
    for attempt in count(1):
        written = [one.write(at in marked) for at, one in enumerate(pieces)]
        misread = _misread(_readable(written, pieces), pieces, marked) if marked else set()
        if not misread:
            break
        marked = marked - ({min(misread)} if attempt < _ATTEMPTS else marked)
    text = _start_escaped("".join(written))
    return text, [*lost, *(plain(pieces[at].inside) for at in sorted(wanted - marked))]


def _readable(written: Sequence[str], pieces: Sequence[_MarkedText]) -> str:
    """Markdown to be read back; for the mark of a footnote, which has no text here, a comment."""
    parts = (
        "<!---->" if piece.footnote else one for one, piece in zip(written, pieces, strict=True)
    )
    return _start_escaped("".join(parts))


def _with_readable_scripts(runs: Runs) -> Runs:
    """The runs, without the superscripts and subscripts that would not be read as such."""
    while any(run.script for run in runs):
        pieces = list(_pieces(runs))
        written = _readable([piece.write(False) for piece in pieces], pieces)
        scripts, script = list[str](), ""
        for event in as_typed(written, 0, events_of(written, 0)):
            if event.name in SCRIPTS:
                script = SCRIPTS[event.name] if event.edge == "start" else ""
            elif event.name == "Text":
                scripts += [script] * len(_tight(str(event.payload)))
        at, misread = 0, set[int]()
        for number, run in enumerate(runs):
            length = len(_tight(run.text))
            if set(scripts[at : at + length]) - {run.script}:
                misread.add(number)
            at += length
        if not misread and at == len(scripts):
            break
        known = misread.intersection(at for at, run in enumerate(runs) if run.script)
        runs = tuple(
            replace(run, script="") if at in known or not known else run
            for at, run in enumerate(runs)
        )
    return runs


def _without_mixed_marks(runs: Runs) -> Runs:
    """Bold emphasis beside plain bold becomes plain bold: ``**a*****b***`` is not read as two texts."""
    return tuple(
        replace(run, emphasis=False)
        if run.bold and run.emphasis and any(one.bold and not one.emphasis for one in beside)
        else run
        for at, run in enumerate(runs)
        for beside in [(*runs[max(0, at - 1) : at], *runs[at + 1 : at + 2])]
    )


def _touching_marks(pieces: Sequence[_MarkedText]) -> Iterator[int]:
    """Of two marked pieces without text between them, the place of the one with fewer asterisks."""
    last = -1
    for at, piece in enumerate(pieces):
        before = pieces[at - 1] if at else None
        is_beside = bool(
            before and piece.mark and at - 1 == last
            and not (before.tail or piece.head or before.link or piece.link)
        )  # fmt: skip
        if before and is_beside and len(piece.mark) > len(before.mark):
            yield at - 1
            last = at
        elif is_beside:
            yield at
        elif piece.mark:
            last = at


@dataclass(frozen=True, slots=True)
class _MarkedText:
    """A stretch of text with the mark and the link it is to have; the mark goes around ``inside``."""

    head: Runs
    inside: Runs
    tail: Runs
    mark: str
    link: str
    footnote: str = ""
    """The label of a footnote, whose mark it is."""

    def write(self, is_marked: bool) -> str:
        """Its Markdown."""
        if self.footnote:
            return f"[^{self.footnote}]"
        mark = self.mark if is_marked else ""
        middle = f"{mark}{_with_scripts(self.inside)}{mark}"
        text = f"{_with_scripts(self.head)}{middle}{_with_scripts(self.tail)}"
        return f"[{text}]({self.link})" if self.link else text


def _pieces(runs: Runs) -> Iterator[_MarkedText]:
    """The runs, neighbours of one mark and link together, each with what its mark may enclose."""
    for (mark, link, footnote), group in groupby(runs, _look):
        alike = tuple(group)
        if footnote is not None:
            yield _MarkedText((), (), (), "", "", footnote.label)
            continue
        text = plain(alike)
        first, last = _trimmed(text) if mark else (0, len(text))
        head, inside, tail = (
            _part(alike, *place) for place in ((0, first), (first, last), (last, len(text)))
        )
        yield _MarkedText(head, inside, tail, mark if inside else "", link)


def _part(runs: Runs, first: int, last: int) -> Runs:
    """The characters of runs from ``first`` up to ``last``."""
    parts, at = list[Run](), 0
    for run in runs:
        if text := run.text[max(first - at, 0) : max(last - at, 0)]:
            parts.append(replace(run, text=text))
        at += len(run.text)
    return tuple(parts)


def _look(run: Run) -> tuple[str, str, Footnote | None]:
    link = run.link or ""
    is_link = _ADDRESS.fullmatch(link) and run.text.strip() and "\n" not in run.text
    return "*" * (2 * run.bold + run.emphasis), link if is_link else "", run.footnote


def _with_scripts(runs: Runs) -> str:
    """The Markdown of runs of one look and link."""
    return "".join(_script(run) if run.script else _escaped(run.text, goes_on=True) for run in runs)


def _script(run: Run) -> str:
    """A superscript or a subscript, in which no white space may be: each word has its marks."""
    mark = MARKS[run.script]
    words = _SPACES.split(run.text)
    return "".join(
        f"{mark}{_IN_SCRIPT.sub(_BEFORE, word)}{mark}" if word.strip() else _escaped(word)
        for word in words
    )


def _trimmed(text: str) -> tuple[int, int]:
    """Where a text begins and ends without white space, and without half of a pair of brackets."""
    first, last = len(text) - len(text.lstrip()), len(text.rstrip())
    while first < last and text[first] in PARTNERS and PARTNERS[text[first]] not in text[:last]:
        first += 1
    openings = {closing: opening for opening, closing in PARTNERS.items()}
    while first < last and text[last - 1] in openings and openings[text[last - 1]] not in text:
        last -= 1
    return first, last


def _misread(text: str, pieces: Sequence[_MarkedText], marked: set[int]) -> set[int]:
    """The marked pieces whose mark has no effect when the Markdown is read.

    If there are none, those whose mark goes on into a piece that is not marked.
    """
    looks, look = list[str](), {"Strong": 0, "Emphasis": 0}
    for event in as_typed(text, 0, events_of(text, 0)):
        if event.name in look:
            look[event.name] += {"start": 1, "end": -1}[event.edge]
        elif event.name == "Text":
            now = "*" * (2 * bool(look["Strong"]) + bool(look["Emphasis"]))
            looks += [now] * len(_tight(str(event.payload)))
    misread, at = set[int](), 0
    before, overlong = -1, set[int]()
    for number, piece in enumerate(pieces):
        head, inside, tail = (
            len(_tight(plain(part))) for part in (piece.head, piece.inside, piece.tail)
        )
        is_read = piece.mark in looks[at + head : at + head + inside]
        if number in marked and not is_read:
            misread.add(number)
        elif number not in marked and any(looks[at : at + head + inside + tail]):
            overlong.add(before)
        before = number if number in marked else before
        at += head + inside + tail
    return misread or overlong & marked or (marked if overlong or at != len(looks) else set())


def _tight(text: str) -> str:
    return "".join(text.split())


def _escaped(text: str, goes_on: bool = False) -> str:
    text = escape_scripts(_SPECIAL.sub(_BEFORE, text.replace("\t", " ")), goes_on)
    return _BREAKS.sub("\\\n", text)  # empty lines would end the paragraph


def _start_escaped(text: str) -> str:
    """Escapes what would make a line a heading, a list, a quotation or code."""

    def escaped(match: re.Match[str]) -> str:
        mark, digits = match["mark"], match["digits"]
        return f"\\{mark}" if mark else f"{digits}\\"

    return re.sub(rf"(?m)^(?:{_AT_START.pattern})", escaped, text.lstrip(" "))
