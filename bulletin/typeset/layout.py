"""Layout of blocks for the writers of Word and HTML, in points: line breaks, rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from bulletin.model.blocks import Block, Para, TableBlock
from bulletin.text import patterns
from bulletin.text.characters import APOSTROPHE
from bulletin.text.widths import width
from bulletin.typeset.house_style import HouseStyle, Style

LOOKS = ("一级标题", "二级标题", "三级标题", "四级标题", "序数", "加粗", "强调")
"""The styles whose face a run inside a paragraph may take."""

_IN_LATIN_FACE = "!-~²³¹⁰-₎"
LATIN = patterns.regex(f"([{_IN_LATIN_FACE}]+(?:(?: +|{APOSTROPHE})[{_IN_LATIN_FACE}]+)*)")
"""Digits and Latin letters, with the spaces and apostrophes between them: they are set in a Latin
face, and so are ² and ₂, which GB 2312, and with it many a Chinese face, does not have."""

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


def above_tables(blocks: Sequence[Block]) -> set[int]:
    """The places of the blocks that are the caption or the unit of a table after them."""
    places = set[int]()
    for place in reversed(range(len(blocks) - 1)):
        follows = isinstance(blocks[place + 1], TableBlock) or place + 1 in places
        if follows and style_of(blocks[place]) in ABOVE_TABLE:
            places.add(place)
    return places


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


ABOVE_TABLE = ("表题", "表单位")
"""The styles of a table's caption and of the line that says its unit."""
FOOTNOTE_STYLE = "脚注"


def footnote_style(house: HouseStyle) -> str:
    """The name of the style of footnotes; a house style may be without one of their own."""
    return FOOTNOTE_STYLE if FOOTNOTE_STYLE in house.styles else "正文"
