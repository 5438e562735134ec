"""Characters that came in wrong: private use, radicals, lost ones; and those a font lacks."""

from __future__ import annotations

import unicodedata

from bulletin.rules.article_text import ArticleText
from bulletin.rules.rule import ERROR, NOTE, WARNING, Fault, Faults, Pattern, TextRule
from bulletin.text.characters import is_han
from bulletin.text.source import Source

_KNOWN = {"\U00100170": "·"}
"""What Founder's typesetting system puts for characters that Unicode has elsewhere."""
_PRIVATE = Pattern("[\ue000-\uf8ff\U000f0000-\U0010ffff]")


@TextRule(
    "TX001", "private-use-character", WARNING, "排版系统的私用字符",
    tier="practice", fixes="partly",
    wrong="为农谷添彩\U00100170人大代表在行动", right="为农谷添彩·人大代表在行动",
    advice="从方正系统排的 PDF 里复制来的字，程序认得的就换成通用的字。",
)  # fmt: skip
def private_use(article: ArticleText) -> Faults:
    """A private-use character whose meaning is known."""
    for match in _PRIVATE.finditer(article.text):
        known = _KNOWN.get(match[0])
        if known:
            message = f"这里是私用字符 U+{ord(match[0]):04X}，别的机器上印不出来。"
            start, end = match.span()
            beside = article.text[start - 1 : start] + article.text[end : end + 1]
            sure = len(beside) == 2 and all(char.isalnum() or char in "“”《》" for char in beside)
            yield Fault(match.span(), message, known, safe=sure)


@TextRule(
    "TX002", "unknown-private-use-character", ERROR, "不认识的私用字符",
    tier="practice", wrong="\U00100171", right="原件上的那个字",
    advice="对照原件，把它换成原来的字；程序不会替您删掉它。",
)  # fmt: skip
def unknown_private_use(article: ArticleText) -> Faults:
    """A private-use character whose meaning is not known: it prints as a box."""
    for match in _PRIVATE.finditer(article.text):
        if match[0] not in _KNOWN:
            message = f"这里有不认识的私用字符 U+{ord(match[0]):04X}，印出来是方框。"
            yield Fault(match.span(), message)


_REPLACEMENT = Pattern("\ufffd+|\ufffc+", "\ufffd", "\ufffc")


@TextRule(
    "TX003", "replacement-character", ERROR, "丢了的字（�）或图片（￼）",
    tier="practice", wrong="审�了报告", right="审议了报告",
    advice="转换编码时丢了字、复制时丢了图片：对照原件补上，删掉这个符号。",
)  # fmt: skip
def replacement_character(article: ArticleText) -> Faults:
    """U+FFFD for a character that a program could not read, U+FFFC for a picture left behind."""
    for match in _REPLACEMENT.finditer(article.raw):
        is_character = match[0][0] == "\ufffd"
        message = "这里丢了字（�）。" if is_character else "这里的图片或对象没有复制过来。"
        yield Fault(match.span(), message)


_LINE_START = Pattern(r"(?<![^\n\r]) +(?=[^\x00-\x7f]|[\r\n]|\Z)")


@TextRule(
    "TX007", "space-at-line-start", NOTE, "行首打了半角空格",
    tier="practice", fixes="safe", wrong="␣月底前完成。", right="月底前完成。",
    advice="缩进由程序排；行首的空格印不出来，删掉更清楚。",
)  # fmt: skip
def space_at_line_start(article: ArticleText) -> Faults:
    """Spaces at the start of a line, which Markdown ignores.

    Only where a Chinese character follows: a bare - or # would become a list or a heading.
    """
    blocks = [passage.block for passage in article.of("paragraph") if passage.block]
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


def _line_starts(source: Source, start: int, end: int) -> Faults:
    for match in _LINE_START.compiled.finditer(source.text, start, end):
        span = source.span(*match.span())
        yield Fault(span, "行首打了半角空格。", "")


_RADICAL = Pattern("[\u2e80-\u2fd5\uf900-\ufaff]")


@TextRule(
    "TX008", "radical-for-character", WARNING, "用部首或兼容字代替了汉字",
    tier="practice", fixes="partly", wrong="⼈⼤代表", right="人大代表",
    advice="从 PDF 复制来的字，样子一样，却查不到、换了字体会变样；换成通用的字。换了会变样的，只建议。",
)  # fmt: skip
def radical(article: ArticleText) -> Faults:
    """A Kangxi radical or compatibility character, as PDF text has ⼈ (U+2F08) for 人 (U+4EBA).

    The fix is safe where the right character is in GB 2312: ⼾ is 户 in such text, but 戶 by
    Unicode; from U+FA0E on they are variants that look otherwise (names in Japan).
    """
    about_radicals = any(word in article.text for word in ("部首", "偏旁", "康熙字典"))
    for match in _RADICAL.finditer(article.text):
        right = unicodedata.normalize("NFKC", match[0])
        if right != match[0]:
            message = f"这个“{right}”是部首或兼容字（U+{ord(match[0]):04X}）。"
            looks_alike = match[0] < "\ufa0e" and _in_gb2312(right)
            sure = looks_alike and not about_radicals
            yield Fault(match.span(), message, right, safe=sure)


@TextRule(
    "TX009", "rare-character", NOTE, "仿宋_GB2312 里没有的字",
    tier="practice", wrong="赵喆", right="赵喆（打印前看一眼）",
    advice="这个字会用别的字体印，打印前看一眼；装有 GB18030 字库的仿宋就不必管。",
)  # fmt: skip
def rare_character(article: ArticleText) -> Faults:
    """A character outside GB 2312, which prints in another face: its first place in the article."""
    text = article.text.replace("—", "").replace("·", "")  # common, and encoded otherwise in Python
    if len(text.encode("gb2312", "ignore").decode("gb2312")) == len(text):
        return
    for char in sorted(set(text)):
        if is_han(char) and not _in_gb2312(char):
            place = article.text.index(char)
            yield Fault((place, place + 1), f"仿宋_GB2312 里没有“{char}”字。")


def _in_gb2312(char: str) -> bool:
    return char == "〇" or bool(char.encode("gb2312", "ignore"))  # 〇 is in the fonts
