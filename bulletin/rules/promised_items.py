"""The things that a promise counts: in a list, in quotes, in a series, in a numbered list, in sections.

Each function says how many there are and what was counted, or ``None`` where that cannot be told.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from operator import attrgetter
from typing import NamedTuple

from bulletin.model.content import Heading
from bulletin.rules.article_text import ArticleText
from bulletin.rules.promises import Promise
from bulletin.rules.rule import Pattern
from bulletin.rules.sequence import markers
from bulletin.text import patterns

_ANNOUNCED = patterns.regex(r"[^，。；、：\n“”]{0,8}(?:，?即|：|——|，(?:分别)?(?:是|为)|，包括)")
_BRACKETED = patterns.regex(r"《[^《》\n]{0,60}》|“[^“”\n]{0,60}”|（[^（）\n]{0,60}）")
_LISTED_BEFORE = patterns.regex(r"([^，。；：！？\n“”（）]+?)(等?)”?的?“$")
_QUOTED_LIST = Pattern(r"“([^“”\n]{3,60})”")
_FOLLOWS = patterns.regex(r"以下|下列|下面|如下")
_REACH = 100
"""Characters before a count in which the list that it counts begins."""
_WINDOW = 600
"""Characters that a sentence or a list is looked for in; a longer one is not understood."""
_MOST_PARTS = 30
"""Sections below one heading; no count in words was ever meant for more."""


class Counted(NamedTuple):
    """How many things there are, and what they are, in Chinese (列出的, 小标题)."""

    number: int
    what: str


def items_of(
    article: ArticleText, promise: Promise, following: int, sections: Sequence[Section]
) -> Counted | None:
    """The things that a promise counts, in the first of the places where they can be told.

    ``following`` is where the next promise of the article begins.
    """
    return (
        _in_list(article, promise)
        or _before(article.text, promise)
        or _in_quotes(article, promise)
        or _in_series(article, promise, following)
        or _in_sections(article, promise, sections)
    )


def _first(text: str, marks: str, start: int, limit: int) -> int:
    """Where the first of some marks stands; ``limit`` if none does."""
    places = [text.find(mark, start, limit) for mark in marks]
    return min((place for place in places if place >= 0), default=limit)


# Lists in the sentence


def _in_list(article: ArticleText, promise: Promise) -> Counted | None:
    """The list that is announced after a promise: “五个一”活动，即开展一次…、提出一批…"""
    announced = _list_after(article.text, promise)
    if announced is None:
        return None
    text, (start, end, is_whole) = article.text, announced
    sentence = _BRACKETED.sub(lambda match: "〓" * len(match[0]), text[start:end])
    listed, _, rest = sentence.partition("，")
    if "、" not in listed and promise.quoted:
        listed, rest = sentence.replace("，", "、"), ""
    if "、" not in listed or re.search("等|…|以及", listed):
        return None  # the list is open, or joined in a way that cannot be counted
    edges = [-1, *(place for place, char in enumerate(listed) if char == "、"), len(listed)]
    items = [text[start + a + 1 : start + b] for a, b in pairwise(edges)]
    if not promise.quoted:
        is_clear = is_whole and not rest and "和" not in listed
        return Counted(len(items), "列出的") if is_clear else None
    carrying = [promise.word in item for item in items]
    length = carrying.index(False) if False in carrying else len(items)
    return Counted(length, "列出的") if length >= 2 and not any(carrying[length:]) else None


def _list_after(text: str, promise: Promise) -> tuple[int, int, bool] | None:
    """Start and end of the list that is announced after a promise, and whether it is all of it."""
    place = promise.end
    place += text[place : place + 1] == "”"
    if promise.quoted and text.startswith("（", place):
        end = text.find("）", place, place + _WINDOW)
        return (place + 1, end, True) if end > place else None
    announced = _ANNOUNCED.match(text, place)
    if announced is None or text.startswith(("一是", "第一"), announced.end()):
        return None
    start = announced.end()
    return start, _first(text, "。；\n", start, start + _WINDOW), announced[0][-1] in "即："


def _in_quotes(article: ArticleText, promise: Promise) -> Counted | None:
    """A list in quotes later in the paragraph: “三亮三做”机制, and then “亮身份、亮承诺、亮成效”."""
    if not promise.quoted or len(promise.word) > 2:
        return None
    limit = min(article.passage_at(promise.start).end, promise.end + _WINDOW)
    for match in _QUOTED_LIST.compiled.finditer(article.text, promise.end, limit):
        items = match[1].split("、")
        if len(items) >= 2 and all(item.startswith(promise.word) for item in items):
            return Counted(len(items), "引号里列出的")
    return None


def _before(text: str, promise: Promise) -> Counted | None:
    """The items with the word right before the quotation: 有场所、有标识、有制度的“三有”."""
    start = max(0, promise.start - _REACH)
    listed = _LISTED_BEFORE.search(text[start : promise.start])
    if not promise.quoted or len(promise.word) > 2 or listed is None:
        return None
    items = listed[1].split("、")
    length = sum(1 for _ in takewhile(lambda item: promise.word in item, reversed(items)))
    if length >= 2 and listed[2]:
        length = promise.count  # the list is open
    return Counted(length, "前面列出的") if length >= 2 else None


# Series (一是…；二是…) and numbered lists behind the sentence


def _in_series(article: ArticleText, promise: Promise, following: int) -> Counted | None:
    """The series right after the sentence that makes the promise, or the numbered list below it."""
    text = article.text
    limit = min(article.passage_at(promise.start).end, promise.end + _WINDOW)
    stop = _first(text, "。！？", promise.end, limit)
    if promise.is_generic and following < stop:
        return None  # the series belongs to the promise that is nearer to it
    items, name = _series(article, promise, stop), "后面的分项"
    if not items and stop + 1 >= article.passage_at(promise.start).end:
        items, name = _list_below(article, promise), "下面的列表"
    carrying = sum(promise.word in item for item in items)
    is_meant = len(items) >= 2 and (promise.is_generic or carrying == len(items))
    return Counted(len(items), name) if is_meant else None


def _series(article: ArticleText, promise: Promise, stop: int) -> list[str]:
    """The first clauses of the series that begins after ``stop``, or a colon or comma before it."""
    text = article.text
    places = [stop + 1, stop + 2]
    places += [text.find(mark, promise.end, stop) + 1 for mark in ("：", "，一是", "，第一，")]
    starts = [place for place in places if text.startswith(("一是", "第一，"), place)]
    if not starts:
        return []
    clauses: list[str] = []
    style = "是" if text[starts[0]] == "一" else "第"
    for marker in markers(article, starts[0], min(len(text), starts[0] + 20_000)):
        if marker.style == style and marker.number != len(clauses) + 1:
            break
        if marker.style == style:
            end = _first(text, "，。；\n", marker.end, marker.end + _WINDOW)
            clauses.append(text[marker.end : end])
    return clauses


def _list_below(article: ArticleText, promise: Promise) -> list[str]:
    """The first clauses of the numbered list right below the paragraph that makes the promise."""
    index = article.index_at(promise.start)
    after = (article.passages[place] for place in range(index + 1, len(article.passages)))
    items = takewhile(lambda item: item.kind == "item", after)
    first = next(items, None)
    if first is None:
        return []
    series = (first, *takewhile(lambda item: item.block is first.block, items))
    text = article.text
    return [text[item.start : _first(text, "，。；", item.start, item.end)] for item in series]


# Sections


@dataclass(slots=True)
class Section:
    """The text from a heading to the next one of its level; the article itself is level 0."""

    level: int
    start: int
    parent: Section | None
    parts: list[str]
    """The texts of the headings one level below."""


def sections_of(article: ArticleText) -> list[Section]:
    """The sections of an article, in order, found in one walk."""
    here = Section(0, 0, None, [])
    sections = [here]
    for passage in article.passages:
        if not isinstance(passage.block, Heading):
            continue
        while here.parent is not None and here.level >= passage.block.level:
            here = here.parent
        here.parts.append(article.text_of(passage))
        here = Section(passage.block.level, passage.start, here, [])
        sections.append(here)
    return sections


def _around(sections: Sequence[Section], place: int) -> Iterator[Section]:
    """The sections that a place stands in, the innermost first."""
    after = bisect_right(sections, place, key=attrgetter("start"))
    section: Section | None = sections[after - 1]
    while section is not None:
        yield section
        section = section.parent


def _in_sections(
    article: ArticleText, promise: Promise, sections: Sequence[Section]
) -> Counted | None:
    """The sections of the part of the article that makes the promise, as far as they have the word."""
    around = article.text[max(0, promise.start - 6) : promise.end + 8]
    announced = promise.is_generic and _FOLLOWS.search(around) is not None
    for section in _around(sections, promise.start):
        parts = section.parts
        if not 2 <= len(parts) <= _MOST_PARTS:
            continue
        if announced:
            return Counted(len(parts), "小标题")
        if promise.count == len(parts) or not promise.word or promise.is_generic:
            continue
        carrying = sum(promise.word in part for part in parts)
        if carrying >= 2 and (carrying == len(parts) or carrying > promise.count):
            return Counted(carrying, f"带“{promise.word}”的小标题")
    return None
