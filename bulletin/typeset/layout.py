"""Layout of blocks for the writers of Word and HTML, in points: line breaks, rules, columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, takewhile
from math import ceil

from bulletin.model.blocks import Block, Para, TableBlock, text_of
from bulletin.text import patterns
from bulletin.text.characters import COMMON_HAN
from bulletin.text.segmenter import tagged
from bulletin.text.widths import width
from bulletin.typeset.house_style import HouseStyle, Style

LOOKS = ("一级标题", "二级标题", "三级标题", "四级标题", "序数", "加粗", "强调")
"""The styles whose face a run inside a paragraph may take."""

_IN_LATIN_FACE = "!-~²³¹⁰-₎"
LATIN = patterns.regex(f"([{_IN_LATIN_FACE}]+(?: +[{_IN_LATIN_FACE}]+)*)")
"""Digits and Latin letters, with the spaces between them: they are set in a Latin face, and so are
² and ₂, which GB 2312, and with it many a Chinese face, does not have."""

_LATIN_OR_ONE = patterns.regex(f"{LATIN.pattern}|(?s:.)")

NEVER_LAST = ",$([{£¥·‘“〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥－─━⸺０１２３４５６７８９"
"""Characters that no line ends in: Word's own for Chinese, and those between which no line may
turn: of a full-width number (GB/T 9704-1999, 8.2.7) and of a dash of line-drawing characters."""
NEVER_FIRST = (
    "—⋯!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞"
    "︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠℉㎎㎏㎜㎝㎞㎡㏄"
)
"""Characters that no line begins with: Word's own for Chinese, and — and … with ⋯, which keeps a
dash, an ellipsis and a connecting line together (GB/T 15834-2011, 5.1.4 to 5.1.6)."""

_LONGEST_PIECE = 14
"""Characters of a piece at most: a longer one would leave a hole in the line before."""

CELL_MARGIN = 5.0
"""Left and right margin of a table cell."""

PHONE_WIDTH = 240.0
"""What a phone shows across, as points of the type that is set on it: a screen 360 px wide."""


def held_together(text: str) -> Iterator[str]:
    """The text cut into pieces, each of which stays in one line by ``NEVER_LAST`` and ``NEVER_FIRST``.

    A Latin word or number counts as one character; a piece over ``_LONGEST_PIECE`` is cut.
    """
    piece = ""
    for match in _LATIN_OR_ONE.finditer(text):
        token = match.group()
        if piece and not (
            (piece[-1] in NEVER_LAST or token[0] in NEVER_FIRST)
            and len(piece) + len(token) <= _LONGEST_PIECE
        ):
            yield piece
            piece = ""
        piece += token
    if piece:
        yield piece


_STRETCH = patterns.regex("[!-~]+")
_ADDRESS = patterns.regex(
    r"(?=.*[A-Za-z])(?:(?=.*(?:[0-9/_@=&?#%~]|[A-Za-z]\.[A-Za-z])).{12,}|.{25,})"
)
"""A web address, a mailbox, a model or a key, or any word nearly as long as half a line."""


def breaks_anywhere(text: str) -> bool:
    """Whether the Latin text of a paragraph may be broken at every character.

    That is so if it has a long address, before which the line would be spaced out, and no other
    Latin word or number, which would be broken, too.
    """
    stretches = _STRETCH.findall(text)
    others = [stretch for stretch in stretches if not _ADDRESS.fullmatch(stretch)]
    return len(others) < len(stretches) and all(
        sum(char.isalnum() for char in stretch) < 2 for stretch in others
    )


def is_foot(block: Block, house: HouseStyle) -> bool:
    """Whether a block belongs to the foot of the last page (GB/T 9704-2012, 7.4)."""
    return isinstance(block, Para) and house.styles[block.style].foot


def style_of(block: Block | None) -> str | None:
    """The style of a paragraph; tables and pictures have none, nor has nothing."""
    return block.style if isinstance(block, Para) else None


def rules_around(blocks: Sequence[Block], house: HouseStyle) -> list[tuple[float, float]]:
    """How thick the rules of each block are, above the first and below the last of one style in a row."""
    names = [None, *map(style_of, blocks), None]
    rules = []
    for before, name, after in zip(names, names[1:-1], names[2:], strict=False):
        style = house.styles[name] if name is not None else Style("")
        above = style.rule_above if before != name else 0.0
        rules.append((above, style.rule_below if after != name else 0.0))
    return rules


def hanging(para: Para, style: Style) -> float:
    """How far all lines of a paragraph but the first are indented, in characters."""
    if style.hang is not None:
        return style.hang
    label, colon, _ = para.text.partition("：")
    return width(label + colon, style.latin_face) if colon else 0.0


def begins_without_space(para: Para, style: Style) -> bool:
    """Whether the space before a paragraph is left out, since it begins a page."""
    sets_own_space = style.whole_lines or style.fit is not None
    return para.new_page and bool(style.before.value) and not sets_own_space


def lines_of(text: str, room: float, style: Style) -> int:
    """How many lines of ``room`` points a text takes, by the widths of its characters."""
    across = width(text, style.latin_face) + style.indent
    return max(1, ceil(across * (style.size + style.letter_spacing) / max(room, style.size)))


TABLE_STYLES = ("表头", "表格")
"""The styles of a table's head and of its other cells."""
SMALL_TABLE_STYLES = ("表头小字", "表格小字")
"""The same where columns are too many for those; a house style may be without them."""

_HEAD_IN_ONE_LINE = 5.0
"""A head of so many characters at most is in one line; a longer one has lines of so many."""
_CELL_IN_ONE_LINE = 4.0
"""A text of so many characters at most is in one line; a column with longer ones has room for them."""


def table_styles(table: TableBlock, house: HouseStyle) -> tuple[str, str]:
    """The names of the styles of a table's head and of its other cells.

    They are those of smaller type where the columns do not get what they wish in the type area.
    """
    has_small = all(name in house.styles for name in SMALL_TABLE_STYLES)
    if has_small and sum(_wishes(table, house, TABLE_STYLES)) > house.page.text_width:
        return SMALL_TABLE_STYLES
    return TABLE_STYLES


def least_width(table: TableBlock, house: HouseStyle) -> float:
    """How wide a table is whose heads and short cells just have room in one line."""
    return sum(_wishes(table, house, table_styles(table, house)))


def column_widths(table: TableBlock, house: HouseStyle, room: float | None = None) -> list[float]:
    """The widths of a table's columns; together they are ``room``, else as wide as the type area.

    Where the longest text of each column has room, widths are in proportion to those. Else each
    column gets what it wishes (its head and short cells in one line), and what is left goes to
    those with more text, so that no text has more lines than need be. Where there is no room for
    the wishes either, a column gets the least that it needs (a word, a number, two characters).
    """
    room = house.page.text_width if room is None else room
    styles = table_styles(table, house)
    head, cell = (house.styles[name] for name in styles)
    margins = _margins(cell)
    full = [
        max(_across(texts[0], head), *(_across(text, cell) for text in texts[1:]), 0.0) + margins
        for texts in _columns(table)
    ]
    if sum(full) <= room:
        return [points * room / sum(full) for points in full]
    wishes = _wishes(table, house, styles)
    if sum(wishes) <= room:
        return _shared(wishes, full, room, margins)
    needed = [
        min(_needed(texts, head, cell) + margins, wish)
        for texts, wish in zip(_columns(table), wishes, strict=True)
    ]
    if sum(needed) <= room:
        return _shared(needed, full, room, margins)
    return [points * room / sum(needed) for points in needed]


def head_indent(text: str, column: float, style: Style) -> float:
    """How far a head is indented on both sides so that its lines end between words: 办理|时限."""
    room = column - 2 * CELL_MARGIN
    if room <= style.size or _across(text, style) <= room:
        return 0.0
    measure = _head_measure(text, room / style.size, style.latin_face)
    return max(0.0, (room - (measure + 0.4) * style.size) / 2)


def air_above_table(style: Style) -> float:
    """The space after a paragraph that is above a table, so that there is as much as below it.

    Word and LibreOffice put four fifths of an exact line over the base line of its text, and a
    Chinese character reaches 0.15 of its size under that: there is less air below the text of a
    line than above it.
    """
    if style.line is None or style.whole_lines or style.after.value:
        return 0.0
    return max(0.0, 0.6 * style.line - 0.7 * style.size)


def _columns(table: TableBlock) -> list[list[str]]:
    """The texts of each column, its head first."""
    return [[text_of(row[place]) for row in table.rows] for place in range(len(table.alignments))]


def _margins(style: Style) -> float:
    """What a column is wider than its text: the margins of a cell, and a little for the faces."""
    return 2 * CELL_MARGIN + style.size / 4


def _across(text: str, style: Style) -> float:
    """The width of a text in points, with the space between Chinese and Latin."""
    return width(text, style.latin_face) * style.size


def _wishes(table: TableBlock, house: HouseStyle, styles: tuple[str, str]) -> list[float]:
    """The widths at which the heads of columns and their short cells are in one line."""
    head, cell = (house.styles[name] for name in styles)
    wishes = []
    for texts in _columns(table):
        longest = max((_across(text, cell) for text in texts[1:]), default=0.0)
        of_head = _across(texts[0], head)
        if of_head > _HEAD_IN_ONE_LINE * head.size:
            of_head = _head_measure(texts[0], _HEAD_IN_ONE_LINE, head.latin_face) * head.size
        of_cells = min(longest, _CELL_IN_ONE_LINE * cell.size)
        wishes.append(max(of_head, of_cells, _needed(texts, head, cell)) + _margins(cell))
    return wishes


def _shared(least: list[float], full: list[float], room: float, margins: float) -> list[float]:
    """Each the ``least``, or such a part of ``full``, the same for all, that all fill ``room``."""
    held: set[int] = set()
    while True:
        free = [place for place in range(len(full)) if place not in held]
        left = room - sum(least[place] for place in held) - margins * len(free)
        part = left / sum(full[place] - margins for place in free)
        widths = [(one - margins) * part + margins for one in full]
        low = {place for place in free if widths[place] < least[place]}
        if not low or len(low) == len(free):
            return [least[i] if i in held else points for i, points in enumerate(widths)]
        held |= low


@lru_cache(maxsize=256)
def _head_measure(text: str, most: float, latin: str) -> float:
    """How wide the lines of a head are, in characters, ``most`` at most.

    Such that lines that are filled end between words, that they are few, and then alike; where a
    word is longer than a line, they are only alike.
    """
    ends = {0, *accumulate(len(word) for word, _ in tagged(text))}
    ends &= {0, *accumulate(map(len, held_together(text)))}
    places = sorted(ends)
    measures = set[float]()
    for at, start in enumerate(
        places
    ):  # a head may be long: only lines that have room are measured
        lines = (width(text[start:end], latin) for end in places[at + 1 :])
        measures.update(takewhile(lambda measure: measure <= most, lines))
    tried = []
    for measure in measures:
        begins = _filled(text, measure, latin)
        if set(begins) <= ends:
            tried.append((len(begins), measure))
    if tried:
        return min(tried)[1]
    across = width(text, latin)
    return float(ceil(across / ceil(across / most)))


def _filled(text: str, measure: float, latin: str) -> list[int]:
    """The places at which lines of so many characters begin when each is filled."""
    begins = [0]
    for place in range(1, len(text)):
        if width(text[begins[-1] : place + 1], latin) > measure + 0.2:
            begins.append(place)
    return begins


_UNBROKEN = patterns.regex(rf"[0-9]+年[0-9]+月|[0-9]+月[0-9]+日|[!-~]+[{COMMON_HAN}%％℃]?")
"""A month, a day, a number with its unit, a Latin word."""
_LONGEST_UNBROKEN = 8.0


def _needed(texts: list[str], head: Style, cell: Style) -> float:
    """The least width that the texts of a column need, in points; the first is its head."""
    words = [width(word, cell.latin_face) for text in texts for word in _UNBROKEN.findall(text)]
    longest = min(max(words, default=0.0), _LONGEST_UNBROKEN)
    half = ceil(width(texts[0], head.latin_face) / 2) * head.size
    return max(2.0 * cell.size, min(half, _HEAD_IN_ONE_LINE * head.size), longest * cell.size)
