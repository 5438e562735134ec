"""Rules for quotation marks of other scripts in Chinese text: straight quotes, and « » for 《》."""

from __future__ import annotations

from itertools import pairwise

from bulletin.findings.diagnostics import Diagnostic
from bulletin.rules.article_text import ArticleText, Passage
from bulletin.rules.rule import ANY_HAN, WARNING, Findings, Pattern, TextRule
from bulletin.rules.surroundings import beyond_space
from bulletin.text.characters import is_chinese

_CODE = Pattern(r'[{}=<>\\]|":')
_AFTER_CLOSER = "，。、；：？！）》,.;:?!)"


@TextRule(
    "PU002", "straight-quote", WARNING, "引号用了直引号",
    tier="standard", clause="GB/T 15834-2011 4.8", fixes="partly",
    wrong='开展"五个一"活动', right="开展“五个一”活动",
    advice="中文引号分左右：“”。英寸、角秒和外文句子里的不动；一段里有几对、可能套着用的，只建议。",
)  # fmt: skip
def straight_quote(article: ArticleText) -> Findings:
    """Straight quotes around Chinese; a passage with an odd number of them is left alone."""
    if '"' not in article.text:
        return
    for passage in article.passages:
        yield from _quotes(article, passage)


def _quotes(article: ArticleText, passage: Passage) -> Findings:
    text = article.text_of(passage)
    places = [place for place, char in enumerate(text) if char == '"'] if '"' in text else []
    if len(places) % 2 or _CODE.compiled.search(text):
        return
    if any(text[place - 1 : place].isdecimal() for place in places[::2]):
        return  # inches and seconds: 12"的屏幕, 113°15'30"
    pairs = list(zip(places[::2], places[1::2], strict=True))
    sure = _are_side_by_side(text, pairs)
    for start, end in pairs:
        if not ANY_HAN.compiled.search(text, start, end):
            continue
        first, last = passage.start + start, passage.start + end
        yield straight_quote.finding(
            article,
            (first, last + 1),
            "引号用了不分左右的直引号。",
            edits=[(first, first + 1, "“"), (last, last + 1, "”")],
            hint="改成“”。",
            safe=sure and _is_in_chinese(text, start, end),
        )


def _are_side_by_side(text: str, pairs: list[tuple[int, int]]) -> bool:
    """Whether no pair can stand inside another: right after each but the last comes a mark."""
    return all(text[end + 1 : end + 2] in _AFTER_CLOSER for (_, end), _ in pairwise(pairs))


def _is_in_chinese(text: str, start: int, end: int) -> bool:
    """Whether neither a foreign word nor a space stands beside the quotes, inside or outside."""
    outside = [char for char in (text[start - 1 : start], text[end + 1 : end + 2]) if char]
    beside = (*outside, text[start + 1], text[end - 1])
    return (not outside or any(map(is_chinese, outside))) and not any(
        char.isspace() or (char.isascii() and char.isalpha()) for char in beside
    )


_GUILLEMET = Pattern("[«»]", "«", "»")
_PAIR = Pattern("«([^«»]{0,200})»", "«")
"""It may go over the end of a paragraph: PDF extraction takes every line for one."""


@TextRule(
    "TX005", "guillemet", WARNING, "书名号用了 « »",
    tier="standard", clause="GB/T 15834-2011 4.15", fixes="partly",
    wrong="«人民日报»", right="《人民日报》",
    advice="书名号用《》；外文的引号 « » 不动。",
)  # fmt: skip
def guillemet(article: ArticleText) -> Findings:
    """« » that PDF extraction left for 《》; around foreign words they are right."""
    text = article.text
    if "«" not in text and "»" not in text:
        return
    last_mark = -1
    for match in _PAIR.finditer(text):
        start, end = match.span()
        for lone in _GUILLEMET.finditer(text[last_mark + 1 : start]):
            yield _guillemet(article, last_mark + 1 + lone.start(), False)
        last_mark = end - 1
        outside = beyond_space(text, start - 1, -1), beyond_space(text, end, 1)
        if any(char.isalpha() and not is_chinese(char) for char in outside):
            continue
        if any(is_chinese(char) for char in match[1]):
            sure = all(char.isascii() or is_chinese(char) for char in match[1] if char.isalpha())
            yield _guillemet(article, start, sure)
            yield _guillemet(article, end - 1, sure)
    for lone in _GUILLEMET.finditer(text[last_mark + 1 :]):
        yield _guillemet(article, last_mark + 1 + lone.start(), False)


def _guillemet(article: ArticleText, place: int, sure: bool) -> Diagnostic:
    mark = article.text[place]
    message, right = f"书名号用了“{mark}”。", "《" if mark == "«" else "》"
    return guillemet.finding(article, (place, place + 1), message, right, safe=sure)
