"""Layout of blocks for the writers of Word and HTML, in points: line breaks, rules, columns, pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil, sqrt

from bulletin.model.blocks import Block, Para, TableBlock, text_of
from bulletin.text import patterns
from bulletin.text.characters import COMMON_HAN
from bulletin.text.widths import width
from bulletin.typeset.house_style import HouseStyle, Style

LOOKS = ("一级标题", "二级标题", "三级标题", "四级标题", "序数", "加粗", "强调")
"""The styles whose face a run inside a paragraph may take."""

LATIN = patterns.regex(r"([!-~]+(?: +[!-~]+)*)")
"""Digits and Latin letters, with the spaces between them: they are set in a Latin face."""

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

TALLEST = 0.6
"""A picture's height at most, as a part of the type area's: with credit line and foot it still
fits on one page. (LibreOffice 7.4 loses a picture that has no room above the foot.)"""


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


def style_of(block: Block) -> str | None:
    """The style of a paragraph; tables and pictures have none."""
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


def space_around(style: Style, house: HouseStyle, lines: int) -> float:
    """The space before and after a paragraph of so many lines that is to fill lines of the grid."""
    pitch = house.styles["正文"].line or house.page.text_height / house.grid.lines
    text = (style.line or style.size) * lines
    wanted = sum(house.points(length, style.size) for length in (style.before, style.after))
    return ceil(round((text + wanted) / pitch, 6)) * pitch - text


def begins_without_space(para: Para, style: Style) -> bool:
    """Whether the space before a paragraph is left out, since it begins a page."""
    sets_own_space = style.whole_lines or style.fit is not None
    return para.new_page and bool(style.before.value) and not sets_own_space


def lines_of(text: str, room: float, style: Style) -> int:
    """How many lines of ``room`` points a text takes, by the widths of its characters."""
    across = width(text, style.latin_face) + style.indent
    return max(1, ceil(across * (style.size + style.letter_spacing) / max(room, style.size)))


def column_widths(table: TableBlock, house: HouseStyle) -> list[float]:
    """The widths of a table's columns; together they are as wide as the type area.

    Where the longest text of each column has room, widths are in proportion to those. Else each
    column gets the least that it needs (a word, a number, half of its head, two characters), and
    those with longer texts share the rest, by the square root of what they lack.
    """
    style = house.styles["表格"]
    room = house.page.text_width
    columns = [
        [text_of(row[place]) for row in table.rows] for place in range(len(table.alignments))
    ]
    margins = 2 * CELL_MARGIN + style.size / 4
    full = [
        max(width(text, style.latin_face) for text in texts) * style.size + margins
        for texts in columns
    ]
    if sum(full) <= room:
        return [points * room / sum(full) for points in full]
    needed = [
        min(_needed(texts, style) * style.size + margins, points)
        for texts, points in zip(columns, full, strict=True)
    ]
    if sum(needed) >= room:
        return [points * room / sum(needed) for points in needed]
    # The root, so that a long text does not take it all.
    roots = [sqrt(b - a) for a, b in zip(needed, full, strict=True)]
    share = (room - sum(needed)) / sum(roots)
    return [a + root * share for a, root in zip(needed, roots, strict=True)]


def head_indent(text: str, column: float, style: Style) -> float:
    """How far a head is indented on both sides so that its lines are of like length: 办理|时限."""
    room = column - 2 * CELL_MARGIN
    across = width(text, style.latin_face)
    lines = ceil(across * style.size / room) if room > style.size else 1
    return max(0.0, (room - (ceil(across / lines) + 0.4) * style.size) / 2) if lines > 1 else 0.0


_UNBROKEN = patterns.regex(rf"[!-~]+[{COMMON_HAN}%％℃]?")
"""A number with its unit, a Latin word."""
_LONGEST_UNBROKEN = 8.0


def _needed(texts: list[str], style: Style) -> float:
    """The least width that a column needs, in characters; the first of its texts is its head."""
    words = [width(word, style.latin_face) for text in texts for word in _UNBROKEN.findall(text)]
    head = ceil(width(texts[0], style.latin_face) / 2)
    return max(2.0, float(head), min(max(words, default=0.0), _LONGEST_UNBROKEN))


def fitted(size: tuple[float, float], house: HouseStyle) -> tuple[float, float]:
    """Width and height of a picture, shrunk to the type area if it is larger."""
    room = house.page.text_width, house.page.text_height * TALLEST
    factor = min(1.0, room[0] / size[0], room[1] / size[1])
    return size[0] * factor, size[1] * factor
