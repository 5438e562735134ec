"""The lines that stand above a table: its caption (表1　…, 表：…) and its unit (单位：件)."""

from __future__ import annotations

from dataclasses import dataclass

from bulletin.text import patterns
from bulletin.text.numerals import NUMERAL, number_of

_CAPTION = patterns.regex(
    rf"附?表[ \u3000]?(?:(?P<number>[0-9０-９]{{1,3}}|{NUMERAL})(?P<part>(?:[-－–—.．][0-9０-９]{{1,3}})+)?"
    r"(?:[ \u3000\t\n]+|[:：.．、][ \u3000]*)|(?P<colon>[:：])[ \u3000]*)(?=\S)"
)
_UNIT = patterns.regex(
    r"[（(]?(?:计量|金额|货币|数量)?单位[ \u3000]{0,4}[:：][ \u3000]*[^\s。；;:：，（(][^。；;:：]{0,19}"
)
_LONGEST = 80
"""Characters of a caption; a longer line is text."""
_LONGEST_SENTENCE = 30
"""Characters of a caption that ends with 。 by mistake."""


@dataclass(frozen=True, slots=True)
class CaptionStart:
    """How a caption begins: ``length`` characters, before the words that name the table."""

    length: int
    is_numbered: bool
    """Whether the program is to set the number (表：…)."""
    number: int
    """The number that was typed; 0 for 附表1 and 表1-2, which are not counted."""


def caption_start(text: str) -> CaptionStart | None:
    """How a line begins that is a caption; ``None`` for any other line."""
    match = _CAPTION.match(text) if "表" in text[:2] else None
    bare = text.rstrip()
    if match is None or len(bare) > _LONGEST or bare[-1] in "：:，；" or "。" in bare[:-1]:
        return None
    if bare[-1] == "。" and len(bare) > _LONGEST_SENTENCE:
        return None
    is_counted = match["number"] and not match["part"] and text.startswith("表")
    number = number_of(match["number"]) if is_counted else 0
    is_numbered = match["colon"] is not None and text.startswith("表")
    return CaptionStart(match.end(), is_numbered, number)


def is_unit(text: str) -> bool:
    """Whether a line says in what the figures of a table are: 单位：件, （金额单位：万元）."""
    return "单位" in text[:4] and _UNIT.fullmatch(text.strip()) is not None
