"""Quotes and brackets in pairs: nested pairs, marks without their other half, broken paragraphs."""

from __future__ import annotations

from itertools import pairwise, zip_longest

from bulletin.rules.article_text import ArticleText, Passage
from bulletin.rules.rule import WARNING, Fault, Faults, Pattern, TextRule

_CLOSERS = {"“": "”", "‘": "’", "（": "）", "(": ")", "《": "》", "〈": "〉", "【": "】", "〔": "〕",
            "「": "」", "『": "』"}  # fmt: skip
_OPENERS = {closer: opener for opener, closer in _CLOSERS.items()}
_FULL_WIDTH = {"(": "（", ")": "）"}
_MARK = Pattern("[“”‘’（）()《》〈〉【】〔〕「」『』]")


def _matched(article: ArticleText, passage: Passage) -> tuple[list[tuple[int, int]], list[int]]:
    """The places of the pairs of a passage, and of the marks without another half.

    A closing mark belongs to the nearest opening one of its kind; those between the two have no
    other half. Each is taken from the stack once, so the time is linear.
    """
    text, opened = article.text, list[int]()
    waiting = dict.fromkeys(_CLOSERS, 0)
    paired, lone = [], []
    for match in _MARK.compiled.finditer(text, passage.start, passage.end):
        mark, place = _FULL_WIDTH.get(match[0], match[0]), match.start()
        if mark in _CLOSERS:
            opened.append(place)
            waiting[mark] += 1
        elif not waiting[_OPENERS[mark]]:
            if not _stands_alone(text, passage, place, mark):
                lone.append(place)
        else:
            while True:
                opener = opened.pop()
                kind = _FULL_WIDTH.get(text[opener], text[opener])
                waiting[kind] -= 1
                if kind == _OPENERS[mark]:
                    paired.append((opener, place))
                    break
                lone.append(opener)
    return sorted(paired), sorted(lone + opened)


def _stands_alone(text: str, passage: Passage, place: int, mark: str) -> bool:
    """Whether a mark is an apostrophe, or the bracket after a number in a list: 1）, 一）, a)."""
    before = text[place - 1] if place > passage.start else " "
    is_latin = before.isascii() and before.isalnum()
    if mark == "’":
        return is_latin
    return mark == "）" and (is_latin or before in "一二三四五六七八九十")


@TextRule(
    "PU017", "nested-quote", WARNING, "引号里又用了双引号",
    tier="standard", clause="GB/T 15834-2011 4.8.3.3", fixes="suggested",
    wrong="“要把“为人民履职”落到实处”", right="“要把‘为人民履职’落到实处”",
    advice="引号里面还要用引号时，外面用双引号，里面用单引号。",
)  # fmt: skip
def nested_quote(article: ArticleText) -> Faults:
    """A pair “” inside a pair “”, where ‘’ belongs."""
    yield from _nested(article, "“", ("‘", "’"), "引号里面的引号用单引号。")


@TextRule(
    "PU018", "nested-title", WARNING, "书名号里又用了双书名号",
    tier="standard", clause="GB/T 15834-2011 4.15.3.5", fixes="suggested",
    wrong="《关于修改《代表法》的决定》", right="《关于修改〈代表法〉的决定》",
    advice="书名号里面还要用书名号时，外面用双书名号，里面用单书名号。",
)  # fmt: skip
def nested_title(article: ArticleText) -> Faults:
    """A pair 《》 inside a pair 《》, where 〈〉 belongs."""
    yield from _nested(article, "《", ("〈", "〉"), "书名号里面的书名号用单书名号。")


def _nested(article: ArticleText, opener: str, inner: tuple[str, str], message: str) -> Faults:
    """Pairs inside a pair of the same kind, with the ``inner`` marks that they should have."""
    if opener not in article.text:
        return
    for passage in article.passages:
        if article.text.count(opener, passage.start, passage.end) < 2:
            continue
        ends: list[int] = []
        for start, end in _matched(article, passage)[0]:
            if article.text[start] != opener:
                continue
            while ends and ends[-1] < start:
                ends.pop()
            if len(ends) % 2:  # the third level is a double one again
                edits = [((start, start + 1), inner[0]), ((end, end + 1), inner[1])]
                hint = f"改成“{inner[0]}{inner[1]}”。"
                yield Fault((start, end + 1), message, edits=edits, hint=hint)
            ends.append(end)


@TextRule(
    "PU019", "unpaired-mark", WARNING, "引号、括号或书名号少了一半",
    tier="standard", clause="GB/T 15834-2011 4.8.3.5",
    wrong="做到“四个突出，增强意识", right="做到“四个突出”，增强意识",
    advice="补上另一半，或删掉多余的。连着几段的引文，每段开头用“，只在末段用”，可以这样写。",
)  # fmt: skip
def unpaired_mark(article: ArticleText) -> Faults:
    """A mark without its other half; a long quotation may open every one of its paragraphs."""
    for passage, after in zip_longest(article.passages, article.passages[1:]):
        for place in _matched(article, passage)[1]:
            mark = article.text[place]
            is_continued = after is not None and article.text.startswith("“", after.start)
            if mark == "“" and place == passage.start and is_continued:
                continue  # 4.8.3.5: the next paragraph goes on with the quotation
            other = _CLOSERS.get(mark) or _OPENERS[mark]
            yield Fault((place, place + 1), f"{mark} 没有与它配对的 {other}。")


@TextRule(
    "PU020", "broken-paragraph", WARNING, "一句话被断成两段",
    tier="standard", clause="GB/T 15834-2011 4.1", fixes="suggested",
    wrong="聚焦中原农谷建设，↵↵采取多种形式", right="聚焦中原农谷建设，采取多种形式",
    advice="一段停在逗号、顿号上，多半是从 PDF 复制时断开的：删掉中间的空行。",
)  # fmt: skip
def broken_paragraph(article: ArticleText) -> Faults:
    """A paragraph that ends on a comma, and is followed by another paragraph."""
    for passage, after in pairwise(article.passages):
        if not passage.kind == after.kind == "paragraph" or passage.start == passage.end:
            continue
        if article.text[passage.end - 1] in "，、":
            last = article.span(passage.end - 1, passage.end)
            gap = last.source.span(last.end, article.span(after.start, after.start + 1).start)
            edits = [(gap, "")] if not gap.text.strip() else []
            yield Fault(last, f"这一段停在“{last.text}”上，像是被断开了。", edits=edits)
