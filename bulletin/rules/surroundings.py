"""Says what a mark stands in: a Chinese sentence, a reference, a formula, a name, a foreign phrase.

Rules ask here whether a fix is safe: where the text may be right in another reading, it is not.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import cached_property

from bulletin.rules.article_text import BREAK, ArticleText
from bulletin.text import patterns
from bulletin.text.characters import LETTER, is_chinese
from bulletin.text.source import Span

_END = patterns.regex(r"[。！？；\n]")
_FOREIGN = patterns.regex(r"(?<![A-Za-z])[A-Za-z]{2,30}[ ,.;:'’&-]{1,3}[A-Za-z]{2}")
"""Two words of another language."""
_TECHNICAL = patterns.regex(
    r"\[(?:[A-Z]{1,2}(?:/[A-Z]{2})?|\d{1,3})\]"  # [J], [EB/OL], [12] of a reference
    r"|(?<!\d)\d{4}(?:\(\d{1,4}\))?[,:，：] ?\d{1,5} ?[-–—～]\d"  # 2023, 12-15
    rf"|(?<=[^\x00-\x7f])\. (?=\S)|{LETTER}, ?(?:19|20)\d\d(?!\d|年)"  # 张三. 题目;  张三, 2023
    r"|[{}=＝<>|\\^√∑∫]|(?<![A-Za-z])[A-Za-z]{1,10}\("  # a formula, a line of a program
    r"|\.(?:docx?|xlsx?|pptx?|pdf|wps|ofd|txt|md|csv|jpe?g|png|zip|rar|mp[34]|html?)(?![A-Za-z])"
)
"""A reference, a formula, a line of a program, the name of a file."""
_NUMERALS = "〇零一二三四五六七八九十百廿卅"
_IN_NAMES = frozenset(
    "阿艾埃安昂奥澳巴拜班邦包鲍贝本比彼毕伯布察查茨达戴丹道德登迪蒂丁东杜顿多恩尔法凡菲费芬丰佛夫弗福甘冈"
    "高戈格根古哈海汉豪赫亨胡华霍基吉加贾简江杰金津喀卡坎康考柯科克肯孔库夸拉莱兰朗劳勒雷里理利丽力连列林"
    "留龙卢鲁路伦罗洛吕马玛迈曼芒毛梅门蒙米密敏明莫墨默姆木穆拿纳娜乃南内尼涅宁牛纽诺欧帕潘庞佩彭皮珀"
    "普奇齐恰强乔切钦琴丘热仁日茹儒瑞若撒萨塞赛桑瑟森沙山尚舍申圣施史士斯松苏索塔台泰坦汤唐陶特滕提"
    "廷图土吐托瓦旺威韦维魏温文翁沃乌武西希锡夏香肖谢辛兴休许雅亚扬耶叶伊依易因英尤于约泽扎詹珍芝"
    "治朱兹子宗佐古丽买江都孜吾甫肉热娅妮莎琳黛露薇娃"
)
"""Characters that names from other languages are written with (Xinhua's tables of transcription)."""


class Surroundings:
    """Says of what kind the sentence around a place of a text is; each sentence is searched once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[int, tuple[bool, bool]] = {}

    @cached_property
    def _ends(self) -> list[int]:
        return [match.end() for match in _END.finditer(self._text)]

    def is_running_chinese(self, place: int) -> bool:
        """Whether the sentence around a place has no reference, formula or foreign phrase."""
        return self._sentence(place) == (False, False)

    def is_technical(self, place: int) -> bool:
        """Whether the sentence around a place is a reference or has a formula in it."""
        return self._sentence(place)[0]

    def _sentence(self, place: int) -> tuple[bool, bool]:
        index = bisect_right(self._ends, place)
        if index not in self._known:
            start = self._ends[index - 1] if index else 0
            end = self._ends[index] if index < len(self._ends) else len(self._text)
            self._known[index] = (
                _TECHNICAL.search(self._text, start, end) is not None,
                _FOREIGN.search(self._text, start, end) is not None,
            )
        return self._known[index]

    @cached_property
    def has_only_half_width_stops(self) -> bool:
        """Whether a text came out of a PDF whose every ，and 。 was made a half-width mark."""
        text = self._text
        if "，" in text or "。" in text:
            return False
        return len(re.findall(r"(?<=[^\x00-\x7f])\.(?![.\w])", text)) >= 5


def is_name_or_day(text: str, place: int) -> bool:
    """Whether the dot at a place parts a foreign name (卡尔.马克思) or a date (九.一八)."""
    before, after = text[max(0, place - 1) : place], text[place + 1 : place + 3]
    if not before or not after:
        return False
    if before in _NUMERALS:
        return after[0] in _NUMERALS
    return before in _IN_NAMES and after[0] in _IN_NAMES


def beyond_space(text: str, place: int, step: int) -> str:
    """The character at a place, or the next one in the direction of ``step`` (1, -1) if it is a space.

    Empty beyond the ends of the text.
    """
    if text[place : place + 1] == " ":
        place += step
    return text[place : place + 1] if place >= 0 else ""


def is_foreign_letter(char: str) -> bool:
    """Whether a letter (or an accent) is of a script that is neither Chinese nor Latin."""
    is_letter = char > "\u02ff" and unicodedata.category(char)[0] in "LM"
    return (is_letter and not is_chinese(char)) or "\u1800" <= char <= "\u180a"


# What stands beside a place in the file itself, marks of Markdown and addresses included


def neighbours(article: ArticleText, start: int, end: int) -> tuple[str, str]:
    """The characters before and after a stretch; line breaks at the ends of the text."""
    return article.raw[start - 1 : start] or BREAK, article.raw[end : end + 1] or BREAK


_MARKUP = frozenset("*_[]`\\<>&~")
"""Marks of Markdown that may get another meaning when their neighbour is deleted."""
_LINE_START = patterns.regex(r"[ \t>0-9.)*+-]*")


def is_beside_markup(span: Span, marks: frozenset[str] = _MARKUP) -> bool:
    """Whether a stretch of the file has a mark of Markdown before or after it."""
    text = span.source.text
    return not marks.isdisjoint(text[span.start - 1 : span.start] + text[span.end : span.end + 1])


def would_make_markup(span: Span) -> bool:
    """Whether deleting a stretch could turn what stands beside it into markup (a heading, bold)."""
    if is_beside_markup(span):
        return True
    text = span.source.text
    line = max(text.rfind(end, 0, span.start) for end in "\r\n") + 1
    after = text[span.end : span.end + 1]
    return bool(after.isascii() and _LINE_START.fullmatch(text, line, span.start))
