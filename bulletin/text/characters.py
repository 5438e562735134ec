"""Kinds of characters, and how two lines of text are joined.

Names in capitals are fragments for a class of a regular expression (``rf"[{HAN}]+"``); functions say
of what kind one character is. Where two sets nearly agree, their docstrings say how they differ.
"""

from __future__ import annotations

import unicodedata

# Chinese characters

COMMON_HAN = "\u4e00-\u9fff"
"""Chinese characters of the first block of Unicode, which has all of GB 2312 and GBK."""
HAN = "\u3007\u3400-\u9fff"
"""These, extension A, and the zero 〇. Python takes a millisecond to compile a class with it."""
LETTER = r"[^\W\d_A-Za-z]"
"""A class of its own: a letter of any script but Latin; it compiles at once."""
_CHINESE_MARKS = frozenset("“”‘’…—·")
_FULL_WIDTH_LATIN = frozenset("０１２３４５６７８９") | {
    chr(code) for start in (0xFF21, 0xFF41) for code in range(start, start + 26)
}


def is_han(char: str) -> bool:
    """Whether a character is a Chinese one, 〇 and the extensions on planes 2 and 3 included."""
    return "\u3400" <= char <= "\u9fff" or char == "\u3007" or "\U00020000" <= char < "\U000e0000"


def is_ideograph(char: str) -> bool:
    """Whether a character is a Chinese one, those that Unicode has twice (U+F900) included, 〇 not."""
    return char != "\u3007" and (is_han(char) or "\uf900" <= char <= "\ufaff")


def is_east_asian(char: str) -> bool:
    """Whether a character stands in a line of Chinese without a space beside it.

    That is any from the first East Asian block on, and the marks that Chinese shares with Latin.
    """
    return char >= "\u2e80" or char in _CHINESE_MARKS


def is_chinese(char: str) -> bool:
    """Whether a character is East Asian, but no full-width digit or Latin letter."""
    return (char >= "\u2e80" and char not in _FULL_WIDTH_LATIN) or char in _CHINESE_MARKS


APOSTROPHE = "(?<=[A-Za-z0-9])’(?=[A-Za-z])"
"""The mark in McDonald’s, as a regular expression; elsewhere it is a Chinese quotation mark."""


# Widths

FULL_WIDTH = "“”‘’…—·\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff5e\U00020000-\U0003ffff"
"""Characters that take one em in every Chinese face; not those that a face may lack (①, Tibetan)."""


def is_wide(char: str) -> bool:
    """Whether a Chinese face sets a character in a whole em (Unicode annex 11: W, F and A)."""
    return "\u3000" <= char <= "\u9fff" or unicodedata.east_asian_width(char) in "WFA"


def is_narrow(char: str) -> bool:
    """Whether a character is Latin, a digit or the like; not white space, nor an empty text."""
    return bool(char) and not char.isspace() and not is_wide(char)


# Lines

_HYPHENS = "-‐\u00ad/"
_NEVER_AFTER_SPACE = ",.;:!?)]}%"


def line_gap(before: str, after: str, printed: bool = False) -> str:
    """What joins two lines: a space between Latin words or digits, nothing beside Chinese.

    ``printed``: the lines were broken by the width of a page, so a word may go on after a hyphen,
    and a number after its point; a half-width mark beside Chinese is part of the Chinese.
    """
    last, first = before[-1:], after[:1]
    if not (is_narrow(last) and is_narrow(first)):
        return ""
    if printed and not last.isalnum():
        mark_of = before[-2:-1]
        is_number = mark_of.isdigit() and first.isdigit()
        if last in _HYPHENS or is_number or not is_narrow(mark_of):
            return ""
    return "" if printed and first in _NEVER_AFTER_SPACE else " "


# Control characters

_C0 = "\x00-\x08\x0e-\x1f"
_FEEDS = "\x0b\x0c"
_NO_CHARACTERS = "\ud800-\udfff\ufffe\uffff"
_C1 = "\x7f-\x84\x86-\x9f"
NOT_XML = _C0 + _FEEDS + _NO_CHARACTERS
"""What XML 1.0 (2.2) does not allow, so that Word opens no file that has it."""
CONTROL = NOT_XML + _C1
"""These, and the control characters that XML 1.0 (2.2) discourages."""
FOREIGN_CONTROL = _C0 + _NO_CHARACTERS + _C1 + "\ufdd0-\ufdef\ufeff"
"""Control characters of files that other programs wrote: in those \\v and \\f end a line, and a mark
of byte order may stand anywhere."""
UNSEEN_BREAK = "\x85\u2028\u2029"
"""Line breaks to YAML 1.1 (5.4) that Markdown and Word take for text."""
FOREIGN_BREAK = _FEEDS + UNSEEN_BREAK
"""Line breaks, beside \\r and \\n, of files that other programs wrote."""
