"""The characters of a PDF page become lines: one baseline each, with the spaces that are seen.

A PDF often holds no spaces: what is between two characters is told by how far apart they are.
Lengths are points; an em is the size of the characters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from bulletin.pdf.page_model import Character
from bulletin.text.characters import is_east_asian

SAME_LINE = 0.25
"""Em. Characters whose baselines are nearer are on one line."""
RAISED = 0.65
"""Em by which a raised or lowered small character may be off its line."""
WORD_GAP = 0.15
"""Em. Latin words are further apart (their space is 0.25 em, squeezed 0.17), letters are not."""
WIDE_GAP = 0.7
"""Em. Chinese characters so far apart had a full-width space between them."""
TAB_GAP = 1.8
"""Em. What is further apart was set with a tab."""
LATIN_TAB = 3.0
"""Em. The same between Latin words, which justified lines drive apart."""
CLOSERS = "，。、；：？！”’）》〉】〕」』…—,.;:?!)]}%％"
"""Characters that do not begin a line: they move down together with the one before."""
FINAL = "。！？；：.!?;:…”’）)》"
"""Marks that a paragraph may end with."""
THICKENED = "（加粗）"
"""Added to a face's name where it is filled and outlined: bold, for want of a bold face."""
COMMAS = "，、,"
MARKER = re.compile(
    r"\s*(?:[＊*●•■◆▪○–-]|[（(]?[一二三四五六七八九十百]+[）)、.．]|[（(]?\d{1,3}[）)、.．](?!\d)|第.{1,4}[章节条])"
)
"""What items of a list begin with."""
OPENERS = "“‘（《〈【〔「『([{"

Run = tuple[str, str]
"""A text and its face."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """One printed line, as far as paragraphs need to know of it."""

    text: str
    runs: tuple[Run, ...]
    left: float
    right: float
    baseline: float
    size: float
    """Of most of its characters."""
    lead: float
    """The width of its first word, which did not fit at the end of the line before."""
    hang: float | None
    """Where the text begins after a colon, a number or a bullet; ``None`` where there is none."""
    rotation: int = 0
    page: int = 0
    area: int = 0
    """The number of its column, counted from 1; 0 outside columns."""


def rows(characters: Iterable[Character]) -> list[list[Character]]:
    """Characters in the order of the file by their baselines, from the top; rows from left to right."""
    found: list[list[Character]] = []
    for character in sorted(_levelled(characters), key=lambda char: char.baseline):
        last = found[-1][-1] if found else None
        size = min(character.size, last.size) if last else 0.0
        if last and character.baseline - last.baseline <= SAME_LINE * size:
            found[-1].append(character)
        else:
            found.append([character])
    inked = (row for row in found if any(not char.text.isspace() for char in row))
    return [sorted(row, key=lambda char: char.left) for row in inked]


def _levelled(characters: Iterable[Character]) -> Iterator[Character]:
    """The characters, small raised or lowered ones put on the baseline of the text that they follow."""
    base = last = None
    for char in characters:
        if (
            base is not None
            and last is not None
            and char.size <= 0.85 * base.size
            and abs(char.baseline - base.baseline) < RAISED * base.size
            and abs(char.left - last.right) < 0.6 * base.size
        ):
            yield char._replace(baseline=base.baseline)
        else:
            base = char
            yield char
        last = char


def line(row: Sequence[Character], page: int = 0) -> TextLine:
    """The line of a row of characters, of which at least one is no space."""
    inked = [one for one in row if not one.text.isspace()]
    size = _size(inked)
    runs = tuple(_runs(row, inked, size))
    return TextLine(
        text="".join(text for text, _ in runs),
        runs=runs,
        left=inked[0].left,
        right=max(one.right for one in inked[-2:]),
        baseline=max(inked, key=lambda one: one.size).baseline,
        size=size,
        lead=_lead(inked) - inked[0].left,
        hang=_hang(inked),
        rotation=inked[0].rotation,
        page=page,
    )


def _size(inked: Sequence[Character]) -> float:
    counts = Counter(character.size for character in inked)
    most, _ = max(counts.items(), key=lambda item: (item[1], item[0]))
    return round(most, 2)


def _runs(row: Sequence[Character], inked: Sequence[Character], size: float) -> Iterator[Run]:
    """The text of a row by faces, with the spaces between its characters."""
    loose = _usual_gap(inked)
    text, face = inked[0].text, face_of(inked[0])
    blank, last = "", inked[0]
    start = next(place for place, one in enumerate(row) if not one.text.isspace()) + 1
    for character in row[start:]:
        if character.text.isspace():
            blank += character.text
            continue
        text += _between(last, character, blank, size, loose)
        if face_of(character) != face:
            yield text, face
            text, face = "", face_of(character)
        text += character.text
        blank, last = "", character
    yield text, face


def _usual_gap(inked: Sequence[Character]) -> float:
    """How far apart the characters of a row usually stand: more than nothing in a spaced-out title."""
    if len(inked) < 4:
        return 0.0
    return max(0.0, median(b.left - a.right for a, b in pairwise(inked)))


def _between(last: Character, character: Character, blank: str, size: float, loose: float) -> str:
    """The space between two characters: as it is in the file, or as it is seen."""
    gap = character.left - last.right - loose
    latin = not (is_east_asian(last.text) or is_east_asian(character.text))
    if gap > (LATIN_TAB if latin else TAB_GAP) * size and (not blank or gap > 4.5 * size):
        return "\t"
    if blank:
        return blank
    if latin:
        return " " if gap > WORD_GAP * min(last.size, character.size) else ""
    both = is_east_asian(last.text) and is_east_asian(character.text)
    return "　" if both and gap > WIDE_GAP * size else ""


def face_of(character: Character) -> str:
    """The name of a character's face, with a mark where it was thickened."""
    return character.face + THICKENED if character.thickened else character.face


def _lead(inked: Sequence[Character]) -> float:
    """Where the first piece of a line ends that cannot be parted: a word, a character with marks."""
    place = 0
    while place < len(inked) - 1 and inked[place].text in OPENERS:
        place += 1
    while place < len(inked) - 1:
        now, after = inked[place], inked[place + 1]
        latin = not (is_east_asian(now.text) or is_east_asian(after.text))
        joined = latin and after.left - now.right < WORD_GAP * now.size
        if not joined and after.text not in CLOSERS:
            break
        place += 1
    return inked[place].right


def _hang(inked: Sequence[Character]) -> float | None:
    """Where the text begins after its label, number or bullet (送：, （1）, •)."""
    for before, after in pairwise(inked[:7]):
        gap = after.left - before.right > 0.8 * before.size
        if gap or before.text in "：:、）)．.•●·■◆＊*－-–":
            return after.left
    return None
