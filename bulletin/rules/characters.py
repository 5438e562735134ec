"""Characters that came in wrong: private use, look-alikes, invisible ones, spaces."""

from __future__ import annotations

import unicodedata

from bulletin.diagnostics import Edit, Fix
from bulletin.rules.prose import Prose
from bulletin.rules.rule import (
    ERROR,
    NOTE,
    PRACTICE,
    SAFE,
    STANDARD,
    WARNING,
    Found,
    Pattern,
    TextRule,
    is_chinese,
)
from bulletin.source import Source

_KNOWN = {"\U00100170": "·"}
"""What typesetting systems put for characters that Unicode has elsewhere (Founder)."""
_PRIVATE = Pattern("[\ue000-\uf8ff\U000f0000-\U0010ffff]")


@TextRule(
    "TX001", "private-use-character", WARNING, "排版系统的私用字符",
    tier=PRACTICE, mending=SAFE, wrong="为农谷添彩\U00100170人大代表在行动", right="为农谷添彩·人大代表在行动",
    advice="从方正系统排的 PDF 里复制来的字，程序认得的就换成通用的字。",
)  # fmt: skip
def private_use(prose: Prose) -> Found:
    """Private-use characters whose meaning is known are decoded."""
    for match in _PRIVATE.finditer(prose.text):
        known = _KNOWN.get(match[0])
        if known:
            message = f"这里是私用字符 U+{ord(match[0]):04X}，别的机器上印不出来。"
            yield private_use.replaced(prose, match.span(), message, known)


@TextRule(
    "TX002", "unknown-private-use-character", ERROR, "不认识的私用字符",
    tier=PRACTICE, wrong="\U00100171", right="原件上的那个字",
    advice="对照原件，把它换成原来的字；程序不会替您删掉它。",
)  # fmt: skip
def unknown_private_use(prose: Prose) -> Found:
    """A private-use character that nobody knows prints as a box: it must not go out."""
    for match in _PRIVATE.finditer(prose.text):
        if match[0] not in _KNOWN:
            message = f"这里有不认识的私用字符 U+{ord(match[0]):04X}，印出来是方框。"
            yield unknown_private_use.found(prose, match.span(), message)


_REPLACEMENT = Pattern("\ufffd+|\ufffc+", "\ufffd", "\ufffc")


@TextRule(
    "TX003", "replacement-character", ERROR, "丢了的字（�）或图片（￼）",
    tier=PRACTICE, wrong="审�了报告", right="审议了报告",
    advice="转换编码时丢了字、复制时丢了图片：对照原件补上，删掉这个符号。",
)  # fmt: skip
def replacement_character(prose: Prose) -> Found:
    """U+FFFD stands for a character that a program could not read, U+FFFC for a picture."""
    for match in _REPLACEMENT.finditer(prose.raw):
        message = (
            "这里丢了字（�）。" if match[0][0] == "\ufffd" else "这里的图片或对象没有复制过来。"
        )
        yield replacement_character.found(prose, match.span(), message)


_GUILLEMET = Pattern("[«»]", "«", "»")


@TextRule(
    "TX005", "guillemet", WARNING, "书名号用了 « »",
    tier=STANDARD, clause="GB/T 15834-2011 4.15", mending=SAFE,
    wrong="«人民日报»", right="《人民日报》",
    advice="书名号用《》。",
)  # fmt: skip
def guillemet(prose: Prose) -> Found:
    """PDF extraction leaves French quotation marks for 《》."""
    for match in _GUILLEMET.finditer(prose.text):
        right = "《" if match[0] == "«" else "》"
        yield guillemet.replaced(prose, match.span(), f"书名号用了“{match[0]}”。", right)


_STOPS = "，。、；：？！（）《》〈〉【】〔〕"
_MARKS = _STOPS + "“”‘’"
_SPACE = Pattern(rf" (?<!  ) *(?=[{_MARKS}])|(?<=[{_MARKS}]) +", " ")
"""Only the first of several spaces begins a match: else a long row of them takes its square."""
_MARKUP = frozenset("*_[]`\\")


@TextRule(
    "TX006", "space-beside-mark", WARNING, "标点旁边多了空格",
    tier=STANDARD, clause="GB/T 15834-2011 5.1", mending=SAFE,
    wrong="开展 “走进农谷”活动", right="开展“走进农谷”活动",
    advice="中文标点自己占一个字的位置，前后不空格。",
)  # fmt: skip
def space_beside_mark(prose: Prose) -> Found:
    """Spaces beside Chinese marks, as extraction leaves them before opening quotes."""
    text = prose.text
    for match in _SPACE.finditer(text):
        start, end = match.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        if not (before and after) or "\n" in before + after:
            continue
        if before not in _STOPS and after not in _STOPS:  # only quotes: they may be English ones
            other = before if after in _MARKS else after
            if not (is_chinese(other) or other.isdigit()):
                continue
        span = prose.span(start, end)
        around = span.source.text[span.start - 1 : span.start]
        around += span.source.text[span.end : span.end + 1]
        if _MARKUP.isdisjoint(around):  # a space may hold the marks of bold and links apart
            yield space_beside_mark.replaced(prose, (start, end), "标点旁边多了空格。", "")


_LINE_START = Pattern(r"(?<![^\n\r]) +(?=[^\x00-\x7f]|[\r\n]|\Z)")


@TextRule(
    "TX007", "space-at-line-start", NOTE, "行首打了半角空格",
    tier=PRACTICE, mending=SAFE, wrong="␣月底前完成。", right="月底前完成。",
    advice="缩进由程序排；行首的空格印不出来，删掉更清楚。",
)  # fmt: skip
def space_at_line_start(prose: Prose) -> Found:
    """Spaces that Markdown ignores; they are no text, but they are in the file.

    Only where a Chinese character follows: a bare - or # would become a list or a heading.
    """
    blocks = [one.block for one in prose.passages if one.kind == "paragraph" and one.block]
    for block in blocks:
        source, start = block.span.source, block.span.start
        while start > 0 and source.text[start - 1].isspace():
            start -= 1
        yield from _line_starts(source, start, block.span.end)
    if blocks:
        source = blocks[-1].span.source
        end = blocks[-1].span.end
        if not source.text[end:].strip():
            yield from _line_starts(source, end, len(source.text))


def _line_starts(source: Source, start: int, end: int) -> Found:
    for match in _LINE_START.compiled.finditer(source.text, start, end):
        span = source.span(*match.span())
        yield space_at_line_start.at(
            span, "行首打了半角空格。", "删掉它。", Fix(True, (Edit(span, ""),))
        )


_RADICAL = Pattern("[\u2e80-\u2fd5\uf900-\ufaff]")


@TextRule(
    "TX008", "radical-for-character", WARNING, "用部首或兼容字代替了汉字",
    tier=PRACTICE, mending=SAFE, wrong="⼈⼤代表", right="人大代表",
    advice="从 PDF 复制来的字，样子一样，却查不到、换了字体也会变样；换成通用的字。",
)  # fmt: skip
def radical(prose: Prose) -> Found:
    """PDF text has Kangxi radicals (U+2F08) where 人 (U+4EBA) is meant."""
    for match in _RADICAL.finditer(prose.text):
        right = unicodedata.normalize("NFKC", match[0])
        if right != match[0]:
            message = f"这个“{right}”是部首或兼容字（U+{ord(match[0]):04X}）。"
            yield radical.replaced(prose, match.span(), message, right)


@TextRule(
    "TX009", "rare-character", NOTE, "仿宋_GB2312 里没有的字",
    tier=PRACTICE, wrong="赵喆", right="赵喆（打印前看一眼）",
    advice="这个字会用别的字体印，打印前看一眼；装有 GB18030 字库的仿宋就不必管。",
)  # fmt: skip
def rare_character(prose: Prose) -> Found:
    """A character outside GB 2312 prints in another face; told once for each character."""
    text = prose.text.replace("—", "").replace("·", "")  # common, and encoded otherwise in Python
    if len(text.encode("gb2312", "ignore").decode("gb2312")) == len(text):
        return
    for char in sorted(set(text)):
        if _is_han(char) and not _in_gb2312(char):
            place = prose.text.index(char)
            message = f"仿宋_GB2312 里没有“{char}”字。"
            yield rare_character.found(prose, (place, place + 1), message)


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or "\U00020000" <= char < "\U000e0000" or char == "\u3007"


def _in_gb2312(char: str) -> bool:
    return char == "〇" or bool(char.encode("gb2312", "ignore"))  # 〇 is in the fonts
