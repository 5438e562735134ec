"""Groups the characters of a PDF page into lines by their baselines, with spaces between words.

A PDF often holds no spaces: they are inferred from the distance of two characters.
Lengths are points; an em is the size of the characters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from bulletin.pdf.page_model import Character, stretches
from bulletin.pdf.raised_characters import levelled
from bulletin.text.characters import is_east_asian

SAME_LINE = 0.25
"""Em. Characters whose baselines are nearer are on one line."""
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
    """One printed line, with what decides whether it continues the paragraph of the line before."""

    text: str
    runs: tuple[Run, ...]
    left: float
    right: float
    baseline: float
    size: float
    """Of most of its characters."""
    first_word_width: float
    """A line before that had room for it did not end at the margin."""
    after_label: float | None
    """Where the text begins after a label, number or bullet (送：, （1）, •); ``None`` if there is none."""
    rotation: int = 0
    page: int = 0
    area: int = 0
    """The number of its column, counted from 1; 0 outside columns."""


def rows(characters: Iterable[Character]) -> list[list[Character]]:
    """Groups characters (in the order of the file) by baselines, from the top, each from left to right."""

    def is_in_line(last: Character, char: Character) -> bool:
        return char.baseline - last.baseline <= SAME_LINE * min(char.size, last.size)

    by_height = sorted(levelled(characters), key=lambda char: char.baseline)
    grouped = stretches(by_height, is_in_line)
    inked = (row for row in grouped if any(not char.text.isspace() for char in row))
    return [sorted(row, key=lambda char: char.left) for row in inked]


def usual_size(lines: Iterable[TextLine]) -> float:
    """The size of most of the text of some lines, in points."""
    sizes: Counter[float] = Counter()
    for one in lines:
        sizes[one.size] += len(one.text)
    return sizes.most_common(1)[0][0]


def line(row: Sequence[Character], page: int = 0) -> TextLine:
    """The line of a row of characters, of which at least one is no space."""
    inked = [one for one in row if not one.text.isspace()]
    counts = Counter(one.size for one in inked)
    most = max(counts, key=lambda size: (counts[size], size))
    size = round(most, 2)
    runs = tuple(_runs(row, inked, size))
    return TextLine(
        text="".join(text for text, _ in runs),
        runs=runs,
        left=inked[0].left,
        right=max(one.right for one in inked[-2:]),
        baseline=max(inked, key=lambda one: one.size).baseline,
        size=size,
        first_word_width=_first_word_end(inked) - inked[0].left,
        after_label=_after_label(inked),
        rotation=inked[0].rotation,
        page=page,
    )


def _runs(row: Sequence[Character], inked: Sequence[Character], size: float) -> Iterator[Run]:
    """The text of a row by faces, with the spaces between its characters."""
    spacing = _letter_spacing(inked)
    text, face = inked[0].text, face_of(inked[0])
    blank, last = "", inked[0]
    start = next(place for place, one in enumerate(row) if not one.text.isspace()) + 1
    for character in row[start:]:
        if character.text.isspace():
            blank += character.text
            continue
        text += _between(last, character, blank, size, spacing)
        if face_of(character) != face:
            yield text, face
            text, face = "", face_of(character)
        text += character.text
        blank, last = "", character
    yield text, face


def _letter_spacing(inked: Sequence[Character]) -> float:
    """How far apart the characters of a row usually stand: more than nothing in a spaced-out title."""
    if len(inked) < 4:
        return 0.0
    return max(0.0, median(b.left - a.right for a, b in pairwise(inked)))


def _between(last: Character, character: Character, blank: str, size: float, spacing: float) -> str:
    """The space between two characters: as it is in the file, or as it is seen."""
    gap = character.left - last.right - spacing
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


def _first_word_end(inked: Sequence[Character]) -> float:
    """The right edge of what cannot be broken at a line's start: a word, a character with its marks."""
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


def _after_label(inked: Sequence[Character]) -> float | None:
    for before, after in pairwise(inked[:7]):
        gap = after.left - before.right > 0.8 * before.size
        if gap or before.text in "：:、）)．.•●·■◆＊*－-–":
            return after.left
    return None
