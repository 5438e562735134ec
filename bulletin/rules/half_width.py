"""Half-width stops in Chinese text: the commonest fault of text out of a PDF or a chat.

For each it is found out whether it may be right: as part of a name, a foreign phrase, a
reference, a formula or a ratio. Half-width brackets are in brackets.py.
"""

from __future__ import annotations

from bulletin.findings.diagnostics import Diagnostic
from bulletin.rules.article_text import BREAK, MASKED, ArticleText
from bulletin.rules.brackets import brackets
from bulletin.rules.rule import ANY_HAN, WARNING, Findings, Pattern, TextRule
from bulletin.rules.surroundings import Surroundings, is_name_or_day
from bulletin.text.characters import HAN, is_chinese, is_han

_FULL = dict(zip(",.:;?!()", "，。：；？！（）", strict=True))
_MARK = Pattern("[,.:;?!]+", *",.:;?!")
_CLOSERS = "”’）》】〉)"
_NUMERALS = "〇零一二两三四五六七八九十百千万亿"
_ASKS = Pattern("[吗呢么谁哪何几]|怎样|多少|是否|能否|可否|是不是|有没有|会不会|能不能")
_EMOTICON = Pattern(r":[-']?[()DPp](?![A-Za-z])")
_ALONE = Pattern(rf"[{HAN}](?:[为是约]|(?![{HAN}]))")
_CHAIN = Pattern(rf"[{HAN}]{{1,6}}:(?!\d)")
_COMPARED = Pattern(rf":[{HAN}]{{1,6}}\Z|比(?!如|较)例?[{HAN}]{{1,4}}\Z")


@TextRule(
    "PU001", "half-width-mark", WARNING, "中文里用了半角标点",
    tier="standard", clause="GB/T 15834-2011 5.1", fixes="partly",
    wrong="会议,审议", right="会议，审议",
    advice="中文用全角标点；小数、时间、比例、网址、公式和外文里的不动，参考文献和人名里的不自动改。",
)  # fmt: skip
def half_width_mark(article: ArticleText) -> Findings:
    """A half-width mark with Chinese beside it; decimals, times, ratios and Latin text are right."""
    around = Surroundings(article.text)
    findings = [_finding(article, place, sure) for place, sure in brackets(article, around)]
    for match in _MARK.finditer(article.text):
        if not around.is_technical(match.start()):
            for place in range(*match.span()):
                findings += _stop(article, around, place, match.span())
    yield from sorted(findings, key=lambda finding: finding.span.start)


def _finding(article: ArticleText, place: int, sure: bool) -> Diagnostic:
    mark = article.text[place]
    message = f"中文里用了半角“{mark}”。"
    span = (place, place + 1)
    return half_width_mark.finding(article, span, message, _FULL[mark], safe=sure)


def _stop(article: ArticleText, around: Surroundings, place: int, run: tuple[int, int]) -> Findings:
    """The finding of one mark, if it is wrong; ``run`` is the place of the marks it stands among."""
    text = article.text
    before, after = _beside(text, *run)
    match text[place]:
        case ".":
            yield from _full_stop(article, around, place, before, after)
        case mark:
            sure = _sure(text, place, before, after)
            if sure is not None and not (mark == ":" and _EMOTICON.compiled.match(text, place)):
                is_one = run[1] - run[0] == 1
                yield _finding(article, place, is_one and sure and around.is_running_chinese(place))


def _beside(text: str, start: int, end: int) -> tuple[str, str]:
    """The characters beside marks; instead of a space or bracket before them, the one before it."""
    before = text[start - 1 : start] or BREAK
    if before in " )":  # a half-width bracket goes with what it closes
        before = text[start - 2 : start - 1] or BREAK
    return before, text[end : end + 1] or BREAK


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
    if not is_han(before[-2:-1]) and _ALONE.compiled.match(after):
        return True
    return bool(_CHAIN.compiled.match(after) or _COMPARED.compiled.search(before))


def _full_stop(
    article: ArticleText, around: Surroundings, place: int, before: str, after: str
) -> Findings:
    """The finding of a point that is a full stop: after Chinese, or after a digit at the end of a
    Chinese sentence.
    """
    text = article.text
    points = text[max(0, place - 1) : place + 2].count(".")
    if points > 1 or (after.isascii() and after.isalnum()) or is_name_or_day(text, place):
        return
    passage = article.passage_at(place)
    at_end = after == BREAK or (after in _CLOSERS and place + 2 >= passage.end)
    long = place - passage.start > 6 and ANY_HAN.compiled.search(text, passage.start, place)
    if is_han(before) or before in _CLOSERS:
        # 一. at the start of a paragraph is a number (rule SQ002), not a sentence
        if place - passage.start <= 3 and _is_numeral(text[passage.start : place]):
            return
        if at_end or around.has_only_half_width_stops:
            is_sentence = around.has_only_half_width_stops or place - passage.start > 3
            sure = is_sentence if at_end else _ends_sentence(text, place, 0)
            yield _finding(article, place, sure and around.is_running_chinese(place))
        elif around.is_running_chinese(place):
            message, hint = "中文里用了半角“.”。", "是句号改成“。”，是人名里的间隔号改成“·”。"
            right = "。" if _ends_sentence(text, place, passage.start) else None
            yield half_width_mark.finding(
                article, (place, place + 1), message, right, hint=hint, safe=False
            )
    elif (
        at_end
        and (before.isdecimal() or before == "%")
        and long
        and around.is_running_chinese(place)  # Nature 2023, 15. keeps its point
    ):
        yield _finding(article, place, True)


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


def _is_numeral(text: str) -> bool:
    return all(char in "一二三四五六七八九十第" for char in text)
