"""Half-width brackets in Chinese text, pair by pair (part of rule PU001)."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.rules.prose import BREAK, Prose
from bulletin.rules.rule import Pattern, is_chinese
from bulletin.rules.surroundings import Surroundings

_BRACKET = Pattern("[()（）\n]", "(", ")")
_DOCUMENT_NUMBER = Pattern(r"\([12]\d{3}\) ?第?\d+号")
_LIST_NUMBERS = frozenset("一二三四五六七八九十甲乙丙丁戊己庚辛壬癸")
_OPERATORS = frozenset("+-*/=<>×÷±≤≥≈≠^")


def brackets(prose: Prose, around: Surroundings) -> Iterator[tuple[int, bool]]:
    """Half-width brackets with Chinese beside them, and whether each is surely wrong."""
    text = prose.text
    opened: list[int] = []
    for match in _BRACKET.finditer(text):
        place = match.start()
        match match[0]:
            case "(" | "（":
                opened.append(place)
            case ")" | "）" if opened:
                yield from _pair(text, around, opened.pop(), place)
            case "\n":
                yield from ((one, False) for one in opened if _is_lone(text, one))
                opened.clear()
            case ")":
                if is_chinese(text[place - 1 : place] or BREAK):
                    yield place, False


def _is_lone(text: str, place: int) -> bool:
    """Whether an opening bracket without its other half stands in Chinese."""
    before, after = text[place - 1 : place] or BREAK, text[place + 1 : place + 2] or BREAK
    return text[place] == "(" and (is_chinese(before) or is_chinese(after))


def _pair(text: str, around: Surroundings, start: int, end: int) -> Iterator[tuple[int, bool]]:
    """The two brackets of a pair: both, when Chinese stands inside or outside of them."""
    halves = [place for place in (start, end) if text[place] in "()"]
    if not halves or _DOCUMENT_NUMBER.compiled.match(text, start) or around.is_technical(start):
        return
    before, first = text[start - 1 : start] or BREAK, text[start + 1]
    last, after = text[end - 1], text[end + 1 : end + 2] or BREAK
    beside = (_through(text, start - 1, -1), _through(text, end + 1, 1))
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


def _through(text: str, place: int, step: int) -> str:
    """The character at a place, or beyond a space there."""
    if text[place : place + 1] == " ":
        place += step
    return text[place : place + 1] if place >= 0 else ""


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
