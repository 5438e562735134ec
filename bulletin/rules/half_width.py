"""Half-width stops in Chinese text: the commonest fault of text that was extracted or chatted.

Each is asked whether the text could have been right: as part of a name, a foreign phrase, a
reference, a formula, a ratio. Brackets are in brackets.py.
"""

from __future__ import annotations

from bulletin.findings.diagnostics import Diagnostic
from bulletin.rules.brackets import brackets
from bulletin.rules.prose import BREAK, MASKED, Prose
from bulletin.rules.rule import (
    ANY_HAN,
    HAN,
    PARTLY,
    STANDARD,
    WARNING,
    Found,
    Pattern,
    TextRule,
    is_chinese,
    is_letter,
)
from bulletin.rules.surroundings import Surroundings, is_name_or_day

_FULL = dict(zip(",.:;?!()", "，。：；？！（）", strict=True))
_MARK = Pattern("[,.:;?!]+", *",.:;?!")
_CLOSERS = "”’）》】〉)"
_NUMERALS = "〇零一二两三四五六七八九十百千万亿"
_ASKS = Pattern("[吗呢么谁哪何几]|怎样|多少|是否|能否|可否|是不是|有没有|会不会|能不能")
_MOUTH = Pattern(r":[-']?[()DPp](?![A-Za-z])")
_ALONE = Pattern(rf"[{HAN}](?:[为是约]|(?![{HAN}]))")
_CHAIN = Pattern(rf"[{HAN}]{{1,6}}:(?!\d)")
_COMPARED = Pattern(rf":[{HAN}]{{1,6}}\Z|比(?!如|较)例?[{HAN}]{{1,4}}\Z")


@TextRule(
    "PU001", "half-width-mark", WARNING, "中文里用了半角标点",
    tier=STANDARD, clause="GB/T 15834-2011 5.1", mending=PARTLY,
    wrong="会议,审议", right="会议，审议",
    advice="中文用全角标点；小数、时间、比例、网址、公式和外文里的不动，参考文献和人名里的不自动改。",
)  # fmt: skip
def half_width_mark(prose: Prose) -> Found:
    """Half-width marks with Chinese beside them; decimals, times, ratios and Latin text stay."""
    around = Surroundings(prose.text)
    found = [_half(prose, place, sure) for place, sure in brackets(prose, around)]
    for match in _MARK.finditer(prose.text):
        if not around.is_technical(match.start()):
            for place in range(*match.span()):
                found += _stop(prose, around, place, match.span())
    yield from sorted(found, key=lambda one: one.span.start)


def _half(prose: Prose, place: int, sure: bool) -> Diagnostic:
    mark = prose.text[place]
    message = f"中文里用了半角“{mark}”。"
    span = (place, place + 1)
    return half_width_mark.replaced(prose, span, message, _FULL[mark], safe=sure)


def _stop(prose: Prose, around: Surroundings, place: int, run: tuple[int, int]) -> Found:
    """What is to be said of one mark in a run of them; ``run`` is where the run stands."""
    text = prose.text
    before, after = _beside(text, *run)
    match text[place]:
        case ".":
            yield from _full_stop(prose, around, place, before, after)
        case mark:
            sure = _sure(text, place, before, after)
            if sure is not None and not (mark == ":" and _MOUTH.compiled.match(text, place)):
                is_one = run[1] - run[0] == 1
                yield _half(prose, place, is_one and sure and around.is_running_chinese(place))


def _beside(text: str, start: int, end: int) -> tuple[str, str]:
    """The characters beside marks; a space or bracket before them is looked through."""
    before = text[start - 1 : start] or BREAK
    if before in " )":  # a half-width bracket goes with what it closes
        before = text[start - 2 : start - 1] or BREAK
    return before, text[end : end + 1] or BREAK


def _sure(text: str, place: int, before: str, after: str) -> bool | None:
    """Whether a mark is surely wrong, or only perhaps; ``None`` where it is right."""
    mark = text[place]
    if _is_foreign(before):  # Thank you!”  Yahoo!是: the mark belongs to the foreign words
        return False if mark in ",;:" and is_letter(after) else None
    if before.isdecimal() or before in "%％‰":
        return _after_number(mark, after)
    if not is_chinese(before):
        return False if is_chinese(after) and before != BREAK else None
    belongs = is_letter(before) or before in _CLOSERS
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
    return mark in ",;" and (is_letter(after) or after in "“《（") and after not in _NUMERALS


def _is_foreign(char: str) -> bool:
    """A letter of another script, or an address."""
    return char == MASKED or (char.isalpha() and not is_chinese(char))


def _is_ratio(text: str, place: int) -> bool:
    """水:水泥:砂, 男:女, 配合比砂:石: a colon between what is compared."""
    before, after = text[max(0, place - 10) : place], text[place + 1 : place + 8]
    if not is_letter(before[-2:-1]) and _ALONE.compiled.match(after):
        return True
    return bool(_CHAIN.compiled.match(after) or _COMPARED.compiled.search(before))


def _full_stop(prose: Prose, around: Surroundings, place: int, before: str, after: str) -> Found:
    """A point is a stop after Chinese, and after a digit at the end of a Chinese sentence."""
    text = prose.text
    points = text[max(0, place - 1) : place + 2].count(".")
    if points > 1 or (after.isascii() and after.isalnum()) or is_name_or_day(text, place):
        return
    passage = prose.passage_at(place)
    at_end = after == BREAK or (after in _CLOSERS and place + 2 >= passage.end)
    long = place - passage.start > 6 and ANY_HAN.compiled.search(text, passage.start, place)
    if is_letter(before) or before in _CLOSERS:
        # 一. at the start of a paragraph is a number (rule SQ002), not a sentence
        if place - passage.start <= 3 and _is_numeral(text[passage.start : place]):
            return
        if at_end or around.has_only_half_width_stops:
            is_sentence = around.has_only_half_width_stops or place - passage.start > 3
            sure = is_sentence if at_end else _ends_sentence(text, place, 0)
            yield _half(prose, place, sure and around.is_running_chinese(place))
        elif around.is_running_chinese(place):
            message, hint = "中文里用了半角“.”。", "是句号改成“。”，是人名里的间隔号改成“·”。"
            edits = [(place, place + 1, "。")] if _ends_sentence(text, place, passage.start) else []
            yield half_width_mark.found(prose, (place, place + 1), message, edits, hint, False)
    elif (
        at_end
        and (before.isdecimal() or before == "%")
        and long
        and around.is_running_chinese(place)  # Nature 2023, 15. keeps its point
    ):
        yield _half(prose, place, True)


def _ends_sentence(text: str, place: int, start: int) -> bool:
    """Whether what stands before a point is long enough for a sentence, and in no quotes.

    Looks back at 40 characters at most, and not before ``start``.
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


def _is_numeral(text: str) -> bool:
    return all(char in "一二三四五六七八九十第" for char in text)
