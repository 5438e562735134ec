"""Half-width stops and brackets in Chinese text: the commonest fault of text out of a PDF or a chat.

For each it is found out whether it may be right: as part of a name, a foreign phrase, a
reference, a formula or a ratio.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from operator import attrgetter

from bulletin.rules.article_text import BREAK, MASKED, ArticleText
from bulletin.rules.rule import ANY_HAN, WARNING, Fault, Faults, Pattern, TextRule
from bulletin.rules.surroundings import Surroundings, beyond_space, is_name_or_day
from bulletin.text.characters import HAN, is_chinese, is_han

_FULL = dict(zip(",.:;?!()", "，。：；？！（）", strict=True))
_MARK = Pattern("[,.:;?!]+", *",.:;?!")
_CLOSERS = "”’）》】〉)"
_NUMERALS = "〇零一二两三四五六七八九十百千万亿"
_NUMBER = frozenset("一二三四五六七八九十第")
_ASKS = Pattern("[吗呢么谁哪何几]|怎样|多少|是否|能否|可否|是不是|有没有|会不会|能不能")
_EMOTICON = Pattern(r":[-']?[()DPp](?![A-Za-z])")
_ALONE = Pattern(rf"[{HAN}](?:[为是约]|(?![{HAN}]))")
_CHAIN = Pattern(rf"[{HAN}]{{1,6}}:(?!\d)")
_COMPARED = Pattern(rf":[{HAN}]{{1,6}}\Z|比(?!如|较)例?[{HAN}]{{1,4}}\Z")
_BRACKET = Pattern("[()（）\n]", "(", ")")
_DOCUMENT_NUMBER = Pattern(r"\([12]\d{3}\) ?第?\d+号")
_LIST_NUMBERS = frozenset("一二三四五六七八九十甲乙丙丁戊己庚辛壬癸")
_OPERATORS = frozenset("+-*/=<>×÷±≤≥≈≠^")


@TextRule(
    "PU001", "half-width-mark", WARNING, "中文里用了半角标点",
    tier="standard", clause="GB/T 15834-2011 5.1", fixes="partly",
    wrong="会议,审议", right="会议，审议",
    advice="中文用全角标点；小数、时间、比例、网址、公式和外文里的不动，参考文献和人名里的不自动改。",
)  # fmt: skip
def half_width_mark(article: ArticleText) -> Faults:
    """A half-width mark with Chinese beside it; decimals, times, ratios and Latin text are right."""
    around = Surroundings(article.text)
    faults = [_fault(article.text, *bracket) for bracket in _brackets(article.text, around)]
    for match in _MARK.finditer(article.text):
        if not around.is_technical(match.start()):
            for place in range(*match.span()):
                faults += _stop(article, around, place, match.span())
    yield from sorted(faults, key=attrgetter("place"))


def _fault(text: str, place: int, sure: bool) -> Fault:
    mark = text[place]
    return Fault((place, place + 1), f"中文里用了半角“{mark}”。", _FULL[mark], safe=sure)


def _stop(article: ArticleText, around: Surroundings, place: int, run: tuple[int, int]) -> Faults:
    """The fault of one mark, if it is wrong; ``run`` is the place of the marks it stands among."""
    text, (start, end) = article.text, run
    before, after = text[start - 1 : start] or BREAK, text[end : end + 1] or BREAK
    if before in " )":  # a half-width bracket goes with what it closes
        before = text[start - 2 : start - 1] or BREAK
    if text[place] == ".":
        yield from _full_stop(article, around, place, before, after)
        return
    sure = _sure(text, place, before, after)
    if sure is not None and not _EMOTICON.compiled.match(text, place):
        is_sure = sure and end - start == 1 and around.is_running_chinese(place)
        yield _fault(text, place, is_sure)


def _sure(text: str, place: int, before: str, after: str) -> bool | None:
    """Whether a mark is surely wrong, or only perhaps; ``None`` where it is right."""
    mark = text[place]
    if _is_foreign(before):  # Thank you!”  Yahoo!是: the mark belongs to the foreign words
        return False if mark in ",;:" and is_han(after) else None
    if before.isdecimal() or before in "%％‰":
        return _after_number(mark, after)
    if not is_chinese(before):
        return False if is_chinese(after) and before != BREAK else None
    belongs = is_han(before) or before in _CLOSERS
    if not belongs or (after == " " and not is_chinese(text[place + 2 : place + 3])):
        return False
    match mark:
        case "?":  # also stands for a character that a program could not write
            return _ASKS.compiled.search(text, max(0, place - 30), place) is not None
        case ":":
            return not _is_ratio(text, place)
    return True


def _after_number(mark: str, after: str) -> bool | None:
    """11.5%,同比 is wrong; 1:五万 is a scale, 3:甲 may be anything."""
    if not is_chinese(after) or (mark == ":" and after in _NUMERALS):
        return None
    return mark in ",;" and (is_han(after) or after in "“《（") and after not in _NUMERALS


def _is_foreign(char: str) -> bool:
    """Whether a character is a letter of another script, or belongs to an address."""
    return char == MASKED or (char.isalpha() and not is_chinese(char))


def _is_ratio(text: str, place: int) -> bool:
    """Whether a colon stands between what is compared: 水:水泥:砂, 男:女, 配合比砂:石."""
    before, after = text[max(0, place - 10) : place], text[place + 1 : place + 8]
    is_alone = not is_han(before[-2:-1]) and _ALONE.compiled.match(after)
    return bool(is_alone or _CHAIN.compiled.match(after) or _COMPARED.compiled.search(before))


def _full_stop(
    article: ArticleText, around: Surroundings, place: int, before: str, after: str
) -> Faults:
    """The fault of a point after Chinese, or after a number at the end of a Chinese sentence."""
    text = article.text
    points = text[max(0, place - 1) : place + 2].count(".")
    if points > 1 or (after.isascii() and after.isalnum()) or is_name_or_day(text, place):
        return
    passage = article.passage_at(place)
    at_end = after == BREAK or (after in _CLOSERS and place + 2 >= passage.end)
    is_after_number = before.isdecimal() or before == "%"
    long = place - passage.start > 6 and ANY_HAN.compiled.search(text, passage.start, place)
    if is_han(before) or before in _CLOSERS:
        # 一. at the start of a paragraph is a number (rule SQ002), not a sentence
        if place - passage.start <= 3 and _NUMBER.issuperset(text[passage.start : place]):
            return
        if at_end or around.has_only_half_width_stops:
            is_sentence = around.has_only_half_width_stops or place - passage.start > 3
            sure = is_sentence if at_end else _ends_sentence(text, place, 0)
            yield _fault(text, place, sure and around.is_running_chinese(place))
        elif around.is_running_chinese(place):
            hint = "是句号改成“。”，是人名里的间隔号改成“·”。"
            right = "。" if _ends_sentence(text, place, passage.start) else None
            yield replace(_fault(text, place, False), replacement=right, hint=hint)
    elif at_end and long and is_after_number and around.is_running_chinese(place):
        yield _fault(text, place, True)  # Nature 2023, 15. is no running Chinese


def _ends_sentence(text: str, place: int, start: int) -> bool:
    """Whether what stands before a point is long enough for a sentence, and not inside quotes.

    Looks at the 40 characters before it, from ``start`` on.
    """
    depth, least = 0, max(start, place - 40)
    for at in range(place - 1, least - 1, -1):
        if text[at] in "”》）":
            depth += 1
        elif text[at] in "“《（":
            depth -= 1
        elif text[at] in ".。！？":
            return place - at > 8
        if depth < 0:
            return False
    return place - least > 8


# Brackets


def _brackets(text: str, around: Surroundings) -> Iterator[tuple[int, bool]]:
    """The places of half-width brackets with Chinese beside them; whether each is surely wrong."""
    opened: list[int] = []
    for match in _BRACKET.finditer(text):
        place = match.start()
        match match[0]:
            case "(" | "（":
                opened.append(place)
            case ")" | "）" if opened:
                yield from _bracket_pair(text, around, opened.pop(), place)
            case "\n":
                yield from ((start, False) for start in opened if _is_lone_bracket(text, start))
                opened.clear()
            case ")":
                if is_chinese(text[place - 1 : place] or BREAK):
                    yield place, False


def _is_lone_bracket(text: str, place: int) -> bool:
    """Whether an opening bracket that is never closed is half-width and has Chinese beside it."""
    before, after = text[place - 1 : place] or BREAK, text[place + 1 : place + 2] or BREAK
    return text[place] == "(" and (is_chinese(before) or is_chinese(after))


def _bracket_pair(
    text: str, around: Surroundings, start: int, end: int
) -> Iterator[tuple[int, bool]]:
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
        and (len(halves) == 2 or last not in _LIST_NUMBERS)  # （见甲)项）: that of the number
        and _OPERATORS.isdisjoint(text[start + 1 : min(end, start + 200)])
        and around.is_running_chinese(start)
    )
    yield from ((place, sure) for place in halves)


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
