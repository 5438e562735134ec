"""Characters of a PDF page → printed lines: one baseline each, with the spaces that are seen.

A PDF holds characters at places, and often no spaces: what stands between two characters is told
by how far apart they are. Lengths are points, em are sizes of the face.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from bulletin.importing.readers.pages.glyphs import PlacedCharacter

SAME_LINE = 0.25
"""Em; baselines nearer than this are one line."""
RAISED = 0.65
"""Em; how far a raised or lowered small character may stand from its line."""
WORD_GAP = 0.15
"""Em; Latin words stand further apart (their space is 0.25 em, squeezed 0.17), letters do not."""
WIDE_GAP = 0.7
"""Em; Chinese characters so far apart had a full-width space between them."""
TAB_GAP = 1.8
"""Em; what stands further apart was set with a tab."""
LATIN_TAB = 3.0
"""Em; the same between Latin words, which are driven apart where lines are justified."""
CLOSERS = "，。、；：？！”’）》〉】〕」』…—,.;:?!)]}%％"
"""Characters that do not begin a line: they move down together with the one before."""
FINAL = "。！？；：.!?;:…”’）)》"
"""Marks that a paragraph may end with."""
COMMAS = "，、,"
MARKER = re.compile(
    r"\s*(?:[＊*●•■◆▪○–-]|[（(]?[一二三四五六七八九十百]+[）)、.．]|[（(]?\d{1,3}[）)、.．](?!\d)|第.{1,4}[章节条])"
)
"""What items of a list begin with."""
OPENERS = "“‘（《〈【〔「『([{"

Run = tuple[str, str]
"""A text and its face."""


@dataclass(frozen=True, slots=True)
class LineOfCharacters:
    """One printed line, as far as paragraphs need to know of it."""

    text: str
    runs: tuple[Run, ...]
    x0: float
    x1: float
    y: float
    size: float
    """Of most of its characters."""
    lead: float
    """How wide the part is that would have to fit at the end of the line before."""
    hang: float
    """Where the text begins after a colon, a number or a bullet; 0 where there is none."""
    turn: int = 0
    page: int = 0
    area: int = 0
    """The column: lines of one area have the same edges."""
    left: float = 0.0
    right: float = 0.0
    """The edges of its paragraph, where that is narrower than the area; else 0."""


def rows(glyphs: Iterable[PlacedCharacter]) -> list[list[PlacedCharacter]]:
    """Characters by their baselines, from the top; each row from left to right."""
    found: list[list[PlacedCharacter]] = []
    for glyph in sorted(glyphs, key=lambda one: one.y):
        if found and glyph.y - found[-1][-1].y <= SAME_LINE * min(glyph.size, found[-1][-1].size):
            found[-1].append(glyph)
        else:
            found.append([glyph])
    found = [row for row in _with_raised(found) if any(not one.text.isspace() for one in row)]
    return [sorted(row, key=lambda one: one.x0) for row in found]


def _with_raised(found: list[list[PlacedCharacter]]) -> Iterator[list[PlacedCharacter]]:
    """Put raised and lowered characters into the line that they belong to."""
    sizes = [max(glyph.size for glyph in row) for row in found]
    taken: dict[int, int] = {}
    for place, row in enumerate(found):
        for other in (place + 1, place - 1):
            if not 0 <= other < len(found) or sizes[place] > 0.85 * sizes[other]:
                continue
            near = abs(row[0].y - found[other][0].y) < RAISED * sizes[other]
            if near and _beside(row, found[other], sizes[other]):
                taken[place] = other
                break
    for place, row in enumerate(found):
        if place not in taken:
            yield row + [g for small, big in taken.items() if big == place for g in found[small]]
        elif taken[place] in taken:  # its line was itself small: it stays a line
            yield row


def _beside(small: list[PlacedCharacter], big: list[PlacedCharacter], size: float) -> bool:
    """Whether small characters stand in the gaps of a line, close to some of its characters."""
    spans = [(one.x0, one.x1) for one in big if not one.text.isspace()]
    if len(spans) * len(small) > 20_000:
        return False
    for glyph in small:
        if any(
            glyph.x0 < end - 0.3 * size and glyph.x1 > start + 0.3 * size for start, end in spans
        ):
            return False
    first, last = min(one.x0 for one in small), max(one.x1 for one in small)
    return any(
        abs(end - first) < 0.6 * size or abs(start - last) < 0.6 * size for start, end in spans
    )


def line(row: Sequence[PlacedCharacter], page: int = 0) -> LineOfCharacters:
    """The line of a row of characters, of which at least one is no space."""
    inked = [one for one in row if not one.text.isspace()]
    size = _size(inked)
    runs = tuple(_runs(row, inked, size))
    return LineOfCharacters(
        text="".join(text for text, _ in runs),
        runs=runs,
        x0=inked[0].x0,
        x1=max(one.x1 for one in inked[-2:]),
        y=max(inked, key=lambda one: one.size).y,
        size=size,
        lead=_lead(inked) - inked[0].x0,
        hang=_hang(inked),
        turn=inked[0].turn,
        page=page,
    )


def _size(inked: Sequence[PlacedCharacter]) -> float:
    counts = Counter(glyph.size for glyph in inked)
    most, _ = max(counts.items(), key=lambda item: (item[1], item[0]))
    return round(most, 2)


def _runs(
    row: Sequence[PlacedCharacter], inked: Sequence[PlacedCharacter], size: float
) -> Iterator[Run]:
    """The text of a row by faces, with the spaces between its characters."""
    loose = _usual_gap(inked)
    text, face = inked[0].text, inked[0].face
    blank, last = "", inked[0]
    start = next(place for place, one in enumerate(row) if not one.text.isspace()) + 1
    for glyph in row[start:]:
        if glyph.text.isspace():
            blank += glyph.text
            continue
        text += _between(last, glyph, blank, size, loose)
        if glyph.face != face:
            yield text, face
            text, face = "", glyph.face
        text += glyph.text
        blank, last = "", glyph
    yield text, face


def _usual_gap(inked: Sequence[PlacedCharacter]) -> float:
    """How far apart the characters of a row usually stand: more than nothing in a spaced-out title."""
    if len(inked) < 4:
        return 0.0
    return max(0.0, median(b.x0 - a.x1 for a, b in pairwise(inked)))


def _between(
    last: PlacedCharacter, glyph: PlacedCharacter, blank: str, size: float, loose: float
) -> str:
    """The space between two characters: as it is in the file, or as it is seen."""
    gap = glyph.x0 - last.x1 - loose
    latin = not (wide(last.text) or wide(glyph.text))
    if gap > (LATIN_TAB if latin else TAB_GAP) * size and (not blank or gap > 4.5 * size):
        return "\t"
    if blank:
        return blank
    if latin:
        return " " if gap > WORD_GAP * min(last.size, glyph.size) else ""
    both = wide(last.text) and wide(glyph.text)
    return "　" if both and gap > WIDE_GAP * size else ""


def wide(char: str) -> bool:
    """Whether a character is set in the width of a Chinese one, with no spaces beside it."""
    return char >= "⺀" or char in "“”‘’…—·"


def _lead(inked: Sequence[PlacedCharacter]) -> float:
    """Where the first piece of a line ends that cannot be parted: a word, a character with marks."""
    place = 0
    while place < len(inked) - 1 and inked[place].text in OPENERS:
        place += 1
    while place < len(inked) - 1:
        now, after = inked[place], inked[place + 1]
        latin = not (wide(now.text) or wide(after.text))
        joined = latin and after.x0 - now.x1 < WORD_GAP * now.size
        if not joined and after.text not in CLOSERS:
            break
        place += 1
    return inked[place].x1


def _hang(inked: Sequence[PlacedCharacter]) -> float:
    """Where the text begins after what stands before it (送：, （1）, •), or 0."""
    for before, after in pairwise(inked[:7]):
        gap = after.x0 - before.x1 > 0.8 * before.size
        if gap or before.text in "：:、）)．.•●·■◆＊*－-–":
            return after.x0
    return 0.0
