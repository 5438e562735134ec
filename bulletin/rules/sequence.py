"""Ordinals typed in paragraphs: their marks, and their order (GB/T 9704-2012 7.3.3, 15834-2011 B.3).

Headings and lists are numbered by the program.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass

from bulletin.model.content import Heading
from bulletin.rules.article_text import ArticleText
from bulletin.rules.rule import WARNING, Fault, Faults, Pattern, TextRule
from bulletin.text.characters import COMMON_HAN, is_han
from bulletin.text.numerals import amount_of, hanzi

_N = "[一二三四五六七八九十]{1,3}"
_DIGITS = "〇零一二三四五六七八九十百千两廿卅"
_TEXTS = ("paragraph", "item", "quote", "note")
_AFTER_BRACKET = Pattern(rf"(?<![^\n。；：，])（(?:{_N}|\d{{1,2}})）([、.．，：])", "）")
_PART_OF_LIST = Pattern(rf"[\d（(第{_DIGITS}]|[{COMMON_HAN}]{{0,3}}[条款项目类号]")
"""What follows a number in a list of numbers: （一）、（二）项, 第三、4条, 一是、二是."""


@TextRule(
    "SQ001", "mark-after-bracket", WARNING, "带括号的序号后面又加了标点",
    tier="standard", clause="GB/T 15834-2011 B.3.1", fixes="partly",
    wrong="（一）、提高认识", right="（一）提高认识",
    advice="带括号的序号后面不加标点；（一）、（二）项这样并列的不动，不在段首的只建议。",
)  # fmt: skip
def mark_after_bracket(article: ArticleText) -> Faults:
    """A mark after a number in brackets (（一）、), unless it stands in a list of numbers."""
    text = article.text
    for match in _AFTER_BRACKET.finditer(text):
        start, end = match.span(1)
        if _PART_OF_LIST.compiled.match(text, end):
            continue
        at_start = match.start() == 0 or text[match.start() - 1] == "\n"
        sure = at_start and match[1] in "、.．" and is_han(text[end : end + 1])
        yield Fault((start, end), "带括号的序号后面不加标点。", "", safe=sure)


_WRONG_MARK = Pattern(rf"(?<![^\n])(?:({_N})([.．])|(\d{{1,2}})(、))(?=[^\d\s{_DIGITS}第（(])")


@TextRule(
    "SQ002", "wrong-mark-after-number", WARNING, "序号后面的标点不对",
    tier="standard", clause="GB/T 15834-2011 B.3.2", fixes="partly",
    wrong="1、提高认识", right="1.提高认识",
    advice="汉字序号后面用顿号，阿拉伯数字后面用圆点；九.一八、1、三季度这样的不动。",
)  # fmt: skip
def wrong_mark_after_number(article: ArticleText) -> Faults:
    """一. or 1、 at the start of a paragraph: 一 takes 、 and 1 takes a point."""
    text = article.text
    for match in _WRONG_MARK.finditer(text):
        if article.passage_at(match.start()).kind in _TEXTS:
            place, right = (match.span(2), "、") if match[1] else (match.span(4), ".")
            message = f"“{match[0]}”序号后面的标点不对。"
            is_text = all(map(is_han, text[match.end() : match.end() + 2].strip()))
            sure = is_text and not _PART_OF_LIST.compiled.match(text, match.end())
            yield Fault(place, message, right, safe=sure)


# 第一、二产业 and 第一、第二季度 are lists.
_ORDINAL = Pattern(rf"(?<![^\n。；：！？，“])第({_N})([、：])(?![第二三四五六七八九十百\d])", "第")
_SERIES = Pattern(r"(?<![^\n。；：！？，“])第[一二三四五六七八九十]{1,3}[，、：]", "第")


@TextRule(
    "SQ003", "wrong-mark-after-ordinal", WARNING, "“第一”后面的标点不对",
    tier="standard", clause="GB/T 15834-2011 B.3.3", fixes="partly",
    wrong="第一、提高认识。", right="第一，提高认识。",
    advice="“第一”“首先”之类后面用逗号；名次（第一：张三）和并列的名次不自动改。",
)  # fmt: skip
def wrong_mark_after_ordinal(article: ArticleText) -> Faults:
    """第一、 or 第一： at the start of a sentence; 第一、第二季度 is a list."""
    text = article.text
    matches = list(_ORDINAL.finditer(text))
    is_series = bool(matches) and len({ordinal[0][:2] for ordinal in _SERIES.finditer(text)}) > 1
    for match in matches:
        message = f"“第{match[1]}”后面用逗号。"
        sure = is_series and match[2] == "、" and is_han(text[match.end() : match.end() + 1])
        sure = sure and not _PART_OF_LIST.compiled.match(text, match.end())
        yield Fault(match.span(2), message, "，", safe=sure)


_ITEM_MARK = Pattern(rf"(?<![^\n。；：！？，])({_N})是([，、：])", "是，", "是、", "是：")
_ITEM = Pattern(rf"(?<![^\n。；：！？，])({_N})是", "是")


@TextRule(
    "SQ004", "mark-after-item", WARNING, "“一是”后面加了标点",
    tier="standard", clause="GB/T 15834-2011 B.3.3", fixes="partly",
    wrong="一是，提高认识；", right="一是提高认识；",
    advice="“一是”后面不加标点，直接写下去；只有一项的、用冒号的，只建议。",
)  # fmt: skip
def mark_after_item(article: ArticleText) -> Faults:
    """A mark after 一是 at the start of a clause: 一是，提高认识."""
    text = article.text
    matches = list(_ITEM_MARK.finditer(text))
    is_series = bool(matches) and len({item[1] for item in _ITEM.finditer(text)}) > 1
    for match in matches:
        if _NEXT_ITEM.compiled.match(text, match.end()):
            continue  # 一是、二是、三是: the words themselves
        sure = is_series and match[2] != "：" and is_han(text[match.end() : match.end() + 1])
        yield Fault(match.span(2), f"“{match[1]}是”后面不加标点。", "", safe=sure)


_NEXT_ITEM = Pattern(rf"{_N}是|[是非不]")


@dataclass(frozen=True, slots=True)
class Marker:
    """An ordinal typed in the text, from ``start`` up to ``end``."""

    start: int
    end: int
    number: int
    style: str
    """是, 要, 、, 第 or （）: what stands beside the numeral."""


_MARKER = Pattern(
    rf"(?<![^\n。；：！？，“])(?:({_N})(是(?!否|不是|因)|要(?!求|素|点)|、)|(?P<ordinal>第)({_N})，|（({_N})）)"
)


def markers(article: ArticleText, start: int, end: int) -> Iterator[Marker]:
    """The ordinals typed between two places; 一、 and （一） only at the start of a paragraph."""
    for match in _MARKER.compiled.finditer(article.text, start, end):
        numeral = match[1] or match[4] or match[5]
        style = match[2] or ("第" if match[4] else "（）")
        if style in ("、", "（）") and match.start() and article.text[match.start() - 1] != "\n":
            continue
        if number := amount_of(numeral):  # 二二 is none
            yield Marker(match.start(), match.end(), number, style)


@TextRule(
    "SQ005", "gap-in-series", WARNING, "序数不连续",
    tier="standard", clause="GB/T 9704-2012 7.3.3", wrong="一是学；三是比。", right="一是学；二是比。",
    advice="看是漏了一项，还是改稿时没有重编；写成 1. 2. 3. 的列表，程序会编。",
)  # fmt: skip
def gap_in_series(article: ArticleText) -> Faults:
    """An ordinal that does not follow the one before it: 一是…三是, 第一，…第三， within one section."""
    if not any(char in article.text for char in "是要、第"):
        return
    by_style: dict[tuple[int, str], list[Marker]] = {}
    headings = [passage.start for passage in article.passages if isinstance(passage.block, Heading)]
    for marker in markers(article, 0, len(article.text)):
        block = article.passage_at(marker.start).block
        if block is not None and not isinstance(block, Heading):
            section = bisect(headings, marker.start)
            by_style.setdefault((section, marker.style), []).append(marker)
    for series in by_style.values():
        yield from _gaps(article, series)


def _gaps(article: ArticleText, series: list[Marker]) -> Faults:
    """The markers of one style that neither follow the one before nor begin at 1 again.

    A single marker may come from a text that was cut out of a longer one.
    """
    if len(series) < 2:
        return
    before = 0
    for marker in series:
        if marker.number not in (1, before + 1):
            here = article.text[marker.start : marker.end].rstrip("，、")
            missing = here.replace(hanzi(marker.number), hanzi(marker.number - 1))
            yield Fault((marker.start, marker.end), f"“{here}”前面没有“{missing}”。")
        before = marker.number
