"""Half-width brackets in Chinese text, pair by pair: a part of rule PU001 (half_width.py)."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.rules.article_text import BREAK, ArticleText
from bulletin.rules.rule import Pattern
from bulletin.rules.surroundings import Surroundings, beyond_space
from bulletin.text.characters import is_chinese

_BRACKET = Pattern("[()（）\n]", "(", ")")
_DOCUMENT_NUMBER = Pattern(r"\([12]\d{3}\) ?第?\d+号")
_LIST_NUMBERS = frozenset("一二三四五六七八九十甲乙丙丁戊己庚辛壬癸")
_OPERATORS = frozenset("+-*/=<>×÷±≤≥≈≠^")


def brackets(article: ArticleText, around: Surroundings) -> Iterator[tuple[int, bool]]:
    """The places of half-width brackets with Chinese beside them; whether each is surely wrong."""
    text = article.text
    opened: list[int] = []
    for match in _BRACKET.finditer(text):
        place = match.start()
        match match[0]:
            case "(" | "（":
                opened.append(place)
            case ")" | "）" if opened:
                yield from _pair(text, around, opened.pop(), place)
            case "\n":
                yield from ((start, False) for start in opened if _is_lone(text, start))
                opened.clear()
            case ")":
                if is_chinese(text[place - 1 : place] or BREAK):
                    yield place, False


def _is_lone(text: str, place: int) -> bool:
    """Whether an opening bracket that is never closed is half-width and has Chinese beside it."""
    before, after = text[place - 1 : place] or BREAK, text[place + 1 : place + 2] or BREAK
    return text[place] == "(" and (is_chinese(before) or is_chinese(after))


def _pair(text: str, around: Surroundings, start: int, end: int) -> Iterator[tuple[int, bool]]:
    """The half-width ones of a pair of brackets, if Chinese stands inside or outside of it."""
    halves = [place for place in (start, end) if text[place] in "()"]
    if not halves or _DOCUMENT_NUMBER.compiled.match(text, start) or around.is_technical(start):
        return
    before, first = text[start - 1 : start] or BREAK, text[start + 1]
    last, after = text[end - 1], text[end + 1 : end + 2] or BREAK
    beside = (beyond_space(text, start - 1, -1), beyond_space(text, end + 1, 1))
    if before.isascii() and before.isalnum() and not is_chinese(first) and not is_chinese(last):
        return  # 5(2), f(x), 2023(5): the bracket belongs to what stands before it
    if not any(map(is_chinese, (before, first, last, after))) or all(map(_is_latin, beside)):
        return
    sure = (
        is_chinese(first)
        and is_chinese(last)
        and not (before.isascii() and before.isalnum())
        and not any(map(_is_latin, beside))
        and _OPERATORS.isdisjoint((before, after))
        and (
            len(halves) == 2 or last not in _LIST_NUMBERS
        )  # （见甲)项）: the bracket is the number's
        and _OPERATORS.isdisjoint(text[start + 1 : min(end, start + 200)])
        and around.is_running_chinese(start)
    )
    yield from ((place, sure) for place in halves)


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
