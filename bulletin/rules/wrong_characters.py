"""Characters that came in wrong: private use, look-alikes, invisible ones, spaces."""

from __future__ import annotations

import unicodedata

from bulletin.findings.diagnostics import Diagnostic, Edit, Fix
from bulletin.rules.prose import Prose
from bulletin.rules.rule import (
    ERROR,
    NOTE,
    PARTLY,
    PRACTICE,
    SAFE,
    STANDARD,
    WARNING,
    Found,
    Pattern,
    TextRule,
    is_chinese,
)
from bulletin.text.source import Source

_KNOWN = {"\U00100170": "·"}
"""What typesetting systems put for characters that Unicode has elsewhere (Founder)."""
_PRIVATE = Pattern("[\ue000-\uf8ff\U000f0000-\U0010ffff]")


@TextRule(
    "TX001", "private-use-character", WARNING, "排版系统的私用字符",
    tier=PRACTICE, mending=PARTLY,
    wrong="为农谷添彩\U00100170人大代表在行动", right="为农谷添彩·人大代表在行动",
    advice="从方正系统排的 PDF 里复制来的字，程序认得的就换成通用的字。",
)  # fmt: skip
def private_use(prose: Prose) -> Found:
    """Private-use characters whose meaning is known are decoded."""
    for match in _PRIVATE.finditer(prose.text):
        known = _KNOWN.get(match[0])
        if known:
            message = f"这里是私用字符 U+{ord(match[0]):04X}，别的机器上印不出来。"
            start, end = match.span()
            beside = prose.text[start - 1 : start] + prose.text[end : end + 1]
            sure = len(beside) == 2 and all(char.isalnum() or char in "“”《》" for char in beside)
            yield private_use.replaced(prose, match.span(), message, known, safe=sure)


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
    tier=STANDARD, clause="GB/T 15834-2011 4.15", mending=PARTLY,
    wrong="«人民日报»", right="《人民日报》",
    advice="书名号用《》；外文的引号 « » 不动。",
)  # fmt: skip
def guillemet(prose: Prose) -> Found:
    """PDF extraction leaves French quotation marks for 《》; around foreign words they are right."""
    text = prose.text
    if "«" not in text and "»" not in text:
        return
    before = -1
    for match in _PAIR.finditer(text):
        start, end = match.span()
        for lone in _GUILLEMET.finditer(text[before + 1 : start]):
            yield _guillemet(prose, before + 1 + lone.start(), False)
        before = end - 1
        outside = _letter_beside(text, start, -1), _letter_beside(text, end - 1, 1)
        if any(char.isalpha() and not is_chinese(char) for char in outside):
            continue
        if any(is_chinese(char) for char in match[1]):
            sure = not any(char.isalpha() and _is_strange(char) for char in match[1])
            yield _guillemet(prose, start, sure)
            yield _guillemet(prose, end - 1, sure)
    for lone in _GUILLEMET.finditer(text[before + 1 :]):
        yield _guillemet(prose, before + 1 + lone.start(), False)


_PAIR = Pattern("«([^«»]{0,200})»", "«")
"""Over the ends of lines too: extraction takes each for a paragraph."""


def _guillemet(prose: Prose, place: int, sure: bool) -> Diagnostic:
    mark = prose.text[place]
    right = "《" if mark == "«" else "》"
    message = f"书名号用了“{mark}”。"
    return guillemet.replaced(prose, (place, place + 1), message, right, safe=sure)


def _is_strange(char: str) -> bool:
    return not (char.isascii() or is_chinese(char))


def _letter_beside(text: str, place: int, step: int) -> str:
    """The character beside a place, or beyond a space there; empty at the ends of the text."""
    place += step
    if text[place : place + 1] == " ":
        place += step
    return text[place : place + 1] if place >= 0 else ""


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
    tier=PRACTICE, mending=PARTLY, wrong="⼈⼤代表", right="人大代表",
    advice="从 PDF 复制来的字，样子一样，却查不到、换了字体会变样；换成通用的字。换了会变样的，只建议。",
)  # fmt: skip
def radical(prose: Prose) -> Found:
    """PDF text has Kangxi radicals (U+2F08) where 人 (U+4EBA) is meant.

    Sure where the right character is an ordinary one: ⼾ is 户 in such text, and 戶 by Unicode;
    from U+FA0E on compatibility characters are variants that look otherwise (names in Japan).
    """
    about_radicals = any(word in prose.text for word in ("部首", "偏旁", "康熙字典"))
    for match in _RADICAL.finditer(prose.text):
        right = unicodedata.normalize("NFKC", match[0])
        if right != match[0]:
            message = f"这个“{right}”是部首或兼容字（U+{ord(match[0]):04X}）。"
            looks_alike = match[0] < "\ufa0e" and _in_gb2312(right)
            sure = looks_alike and not about_radicals
            yield radical.replaced(prose, match.span(), message, right, safe=sure)


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
