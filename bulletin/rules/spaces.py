"""Spaces beside Chinese marks: left by extraction, or put between two things (第八条 《…》)."""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

from bulletin.rules.article_text import ArticleText, Passage
from bulletin.rules.rule import WARNING, Fault, Faults, Pattern, TextRule
from bulletin.rules.surroundings import is_beside_markup
from bulletin.text.characters import HAN, is_chinese
from bulletin.text.segmenter import tagged

_STOPS = "，。、；：？！"
_OPENERS, _CLOSERS = "“‘《〈（【〔«", "”’》〉）】〕»"
_MARKS = _STOPS + _OPENERS + _CLOSERS
_MARKUP = frozenset("*_[]`\\")
"""Marks of Markdown that may mean something else where a space beside them is taken away."""
_SPACE = Pattern(rf" (?<!  ) *(?=[{_MARKS}(])|(?<=[{_MARKS}]) +", " ")
"""A match begins at the first of several spaces only: else the time grows with their square."""
_N = "〇零一二三四五六七八九十百千0-9"
_LABEL = Pattern(
    rf"(?:第[{_N}]{{1,8}}[条款项章节编篇卷页号回集部讲课期届次]|[{_N}]{{1,4}}[年月日号时点分]"
    rf"|[图表][{_N}]{{1,4}}|附件[{_N}]{{0,3}}|[上下]午|(?:星期|周)[一二三四五六日天])\Z"
)
"""What stands before the thing that it numbers or dates, with a space between them."""
_PARTED = Pattern(rf"[{HAN}] +[{HAN}]", " ")
_APART = Pattern(rf"[{HAN}] +[^\s{_MARKS}]|[^\s{_MARKS}] +[{HAN}]", " ")
_SPACED_OPENER = Pattern(" [“《«]", " “", " 《", " «")
_CLOSE_OPENER = Pattern(rf"[{HAN}][“《«]", *"“《«")
_GOES_ON = ("v", "p", "uj", "ul", "uz", "c", "d")
"""Verbs, prepositions, particles, conjunctions and adverbs: what follows belongs to them."""
_SENTENCES = ("paragraph", "item", "quote", "note", "heading")


@TextRule(
    "TX006", "space-beside-mark", WARNING, "标点旁边多了空格",
    tier="standard", clause="GB/T 15834-2011 5.1", fixes="partly",
    wrong="开展 “走进农谷”活动", right="开展“走进农谷”活动",
    advice="中文标点自己占一个字的位置，前后不空格；隔开两样东西的（第八条 《…》）不动，留空待填的只建议。",
)  # fmt: skip
def space_beside_mark(article: ArticleText) -> Faults:
    """A space beside a Chinese mark, as extraction leaves them before opening quotes."""
    text = article.text
    spaces = list(_SPACE.finditer(text))
    opens_with_spaces = bool(spaces) and _opens_with_spaces(text)
    for passage, matches in groupby(spaces, lambda match: article.passage_at(match.start())):
        usage = _usage(article, passage, opens_with_spaces)
        for match in matches:
            start, end = match.span()
            before, after = text[start - 1 : start], text[end : end + 1]
            if not (before and after) or "\n" in before + after or _is_foreign(before, after):
                continue
            sure = _sure(text, usage, start, end)
            if sure is not None and not is_beside_markup(article.span(start, end), _MARKUP):
                sure = sure and end - start == 1
                yield Fault((start, end), "标点旁边多了空格。", "", safe=sure)


class _SpaceUsage(NamedTuple):
    """How spaces are used in a passage that begins at ``start``, and in the text around it."""

    start: int
    opens_with_spaces: bool
    is_parted: bool
    """Whether spaces part Chinese words: names in a row, columns, a spread label."""
    is_apart: bool
    """Whether a space stands between Chinese and anything but a mark: 9:00 观看."""
    is_sentence: bool
    """Whether it is a sentence with marks of its own, and no row of a programme."""


def _opens_with_spaces(text: str) -> bool:
    """Whether nearly every opening mark of a text has a space before it, as extraction leaves them.

    A tenth may have none: those that began a line.
    """
    spaced = sum(1 for _ in _SPACED_OPENER.finditer(text))
    return spaced >= max(5, 9 * sum(1 for _ in _CLOSE_OPENER.finditer(text)))


def _usage(article: ArticleText, passage: Passage, opens_with_spaces: bool) -> _SpaceUsage:
    text = article.text
    has_marks = any(mark in article.text_of(passage) for mark in "，。,；")
    return _SpaceUsage(
        passage.start,
        opens_with_spaces,
        _PARTED.compiled.search(text, *passage.place) is not None,
        _APART.compiled.search(text, *passage.place) is not None,
        passage.kind in _SENTENCES and has_marks,
    )


def _is_foreign(before: str, after: str) -> bool:
    """Whether a space stands between a quote and a word of another language."""
    quotes = "“”‘’«»"
    if before not in quotes and after not in quotes:
        return False
    other = before if after in quotes else after
    return not (is_chinese(other) or other.isdigit() or other in _MARKS)


def _sure(text: str, usage: _SpaceUsage, start: int, end: int) -> bool | None:
    """Whether a space is surely wrong (true) or perhaps (false); ``None`` where it is right."""
    before, after = text[start - 1], text[end]
    if after == "(":  # before PU001 makes it （: then spaces are still before all opening marks
        is_chinese_inside = is_chinese(before) and is_chinese(text[end + 1 : end + 2])
        return True if is_chinese_inside and usage.opens_with_spaces else None
    if "«" in before + after or "»" in before + after:  # « Monde » has them inside
        return True if usage.opens_with_spaces else None
    if before in _OPENERS and after in _CLOSERS:
        return None  # （ ）: to be filled in
    if after in _OPENERS:
        return _before_opener(text, usage, start, end)
    if before in _OPENERS:
        rest = text[end : end + 40].partition(_CLOSERS[_OPENERS.index(before)])[0]
        in_brackets = before in "（〔" and after.isascii() and after.isalnum()
        return (in_brackets or after.isdecimal()) and not rest.endswith(" ")
    if after in _STOPS:  # a label may be spread: 时 间 ：
        blank = text[end + 1 : end + 2] == " " or (before in _MARKS and before not in _CLOSERS)
        return after != "：" and not blank and not usage.is_parted
    if after in _CLOSERS:
        inside = text[max(0, start - 40) : start].rpartition(_OPENERS[_CLOSERS.index(after)])[2]
        return after in "”’》〉" and is_chinese(before) and " " not in inside
    return before in _STOPS and not usage.is_parted


def _before_opener(text: str, usage: _SpaceUsage, start: int, end: int) -> bool | None:
    """The same for a space before an opening mark: wrong behind a verb, right behind a number."""
    before, after = text[start - 1], text[end]
    if before in _STOPS:
        return not usage.is_parted
    if _LABEL.compiled.search(text, max(usage.start, start - 12), start):
        return None
    if before.isascii():
        return None if before.isalnum() else False
    if usage.opens_with_spaces:
        return True
    if after not in "“《" or before in _MARKS or usage.is_apart or not usage.is_sentence:
        return False
    clause = text[max(usage.start, start - 12) : start]
    return tagged(clause)[-1][1] in _GOES_ON
