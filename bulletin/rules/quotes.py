"""Straight quotes in Chinese text (GB/T 15834-2011 4.8)."""

from __future__ import annotations

from itertools import pairwise

from bulletin.rules.prose import Passage, Prose
from bulletin.rules.rule import (
    ANY_HAN,
    PARTLY,
    STANDARD,
    WARNING,
    Found,
    Pattern,
    TextRule,
    is_chinese,
)

_STRAIGHT = Pattern('"', '"')
_CODE = Pattern(r'[{}=<>\\]|":')
_AFTER_CLOSER = "，。、；：？！）》,.;:?!)"


@TextRule(
    "PU002", "straight-quote", WARNING, "引号用了直引号",
    tier=STANDARD, clause="GB/T 15834-2011 4.8", mending=PARTLY,
    wrong='开展"五个一"活动', right="开展“五个一”活动",
    advice="中文引号分左右：“”。英寸、角秒和外文句子里的不动；一段里有几对、可能套着用的，只建议。",
)  # fmt: skip
def straight_quote(prose: Prose) -> Found:
    """Straight quotes around Chinese; a passage with an odd number of them is left alone."""
    if '"' not in prose.text:
        return
    for passage in prose.passages:
        yield from _quotes(prose, passage)


def _quotes(prose: Prose, passage: Passage) -> Found:
    text = prose.text_of(passage)
    places = [match.start() for match in _STRAIGHT.finditer(text)]
    if len(places) % 2 or _CODE.compiled.search(text):
        return
    if any(text[place - 1 : place].isdecimal() for place in places[::2]):
        return  # inches and seconds: 12"的屏幕, 113°15'30"
    pairs = list(zip(places[::2], places[1::2], strict=True))
    sure = _are_side_by_side(text, pairs)
    for start, end in pairs:
        if not ANY_HAN.compiled.search(text, start, end):
            continue
        first, last = passage.start + start, passage.start + end
        edits = [(first, first + 1, "“"), (last, last + 1, "”")]
        message = "引号用了不分左右的直引号。"
        is_sure = sure and _is_in_chinese(text, start, end)
        yield straight_quote.found(
            prose, (first, last + 1), message, edits, "改成“”。", safe=is_sure
        )


def _are_side_by_side(text: str, pairs: list[tuple[int, int]]) -> bool:
    """Whether pairs cannot be nested: what stands between two of them begins with a mark."""
    return all(text[end + 1 : end + 2] in _AFTER_CLOSER for (_, end), _ in pairwise(pairs))


def _is_in_chinese(text: str, start: int, end: int) -> bool:
    """Whether a pair stands in Chinese: no foreign word and no space at its sides."""
    outside = [char for char in (text[start - 1 : start], text[end + 1 : end + 2]) if char]
    beside = (*outside, text[start + 1], text[end - 1])
    return (not outside or any(map(is_chinese, outside))) and not any(
        char.isspace() or (char.isascii() and char.isalpha()) for char in beside
    )
