"""Where the front matter of a contribution begins and ends, also where its --- is mistyped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from bulletin.findings import kinds
from bulletin.findings.diagnostics import Diagnostic, Edit, Fix
from bulletin.text import patterns
from bulletin.text.source import Source

_FENCE = patterns.regex(r"---[ \t]*")
_MISTYPED = patterns.regex(
    r"[ \t\u3000\xa0]*(?:[-－—–−﹣─]{2,}|-(?:[ ]-){2,}|\.{3}|\*{3,}|={3,}|_{3,})\s*"
)
_LINE = patterns.regex(r"(?!\Z)(?P<text>[^\r\n]*)(?:\r\n|\n|\r|\Z)")
# A line that can belong to front matter: a key, an item, a value that goes on, a YAML comment.
_MATTER = patterns.regex(
    r"""["']?[\w-]+["']?[ ]*:(?!\S)|[a-z-]+[ \u3000]*[:：]|[ \t\u3000\xa0-]|#(?!#)|[\]}]"""
)
_OUR_KEY = patterns.regex(r"[a-z]+[ \u3000]*[:：]|(?:标题|题目|来源|供稿单位|作者)[ \u3000]*[:：]")
_GLUED = patterns.regex(r"(?:---|－－－|———)(?=[a-z]+[:：])")
_EXAMPLE = "稿件第一行写 ---，下面写 title: 标题 和 source: 供稿单位，再写一行 ---，然后是正文。"


@dataclass(frozen=True, slots=True)
class FrontMatterBounds:
    """The front matter from ``start`` up to ``end``, and the offset where the body begins."""

    start: int
    end: int
    body: int


def find(source: Source) -> tuple[FrontMatterBounds, list[Diagnostic]]:
    """Where the front matter is; empty when there is none, and then all is body."""
    lines = _LINE.finditer(source.text)  # lazily: the body is long
    line = next((line for line in lines if line["text"].strip(" \t\u3000\xa0")), None)
    if line is None:
        finding = kinds.NO_FRONT_MATTER.at(source.line_span(1), "稿件是空的。", _EXAMPLE)
        return FrontMatterBounds(0, 0, 0), [finding]
    findings, start = _opening(source, line)
    if start is None:
        return FrontMatterBounds(0, 0, 0), findings
    rest = lines if start == line.end() else chain((line,), lines)
    place, closing = _closing(source, start, rest)
    return place, findings + closing


def _opening(source: Source, line: re.Match[str]) -> tuple[list[Diagnostic], int | None]:
    """What is wrong with the first line, and where the front matter starts after it."""
    text, span = line["text"], source.span(*line.span("text"))
    glued = _GLUED.match(text)
    if _FENCE.fullmatch(text):
        if not line.start():
            return [], line.end()
        start, fix = line.end(), Edit(source.span(0, line.start()), "")
        hint = "删掉 --- 前面的空行。"
    elif _MISTYPED.fullmatch(text):
        start, fix = line.end(), Edit(source.span(0, span.end), "---")
        hint = "改成三个英文减号 ---。"
    elif glued:
        start = line.start() + glued.end()
        fix = Edit(source.span(0, start), "---\n")
        hint = "--- 要独占一行，键从下一行写起。"
    elif _OUR_KEY.match(text):
        start, fix = line.start(), Edit(source.span(0, line.start()), "---\n")
        hint = "在第一行写上 ---，题头从它的下一行写起。"
    else:
        return [kinds.NO_FRONT_MATTER.at(span, "稿件不是以 --- 题头开头。", _EXAMPLE)], None
    message = "稿件不是以 --- 题头开头。"
    return [kinds.NO_FRONT_MATTER.at(span, message, hint, Fix(True, (fix,)))], start


def _closing(
    source: Source, start: int, lines: Iterator[re.Match[str]]
) -> tuple[FrontMatterBounds, list[Diagnostic]]:
    """The line that ends the front matter; without one, it ends where no key can stand."""
    blank = False
    for line in lines:
        text, (first, after) = line["text"], line.span()
        if _FENCE.fullmatch(text):
            return FrontMatterBounds(start, first, after), []
        if _MISTYPED.fullmatch(text):
            span = source.span(*line.span("text"))
            message = f"题头收尾的一行应当是三个英文减号，这里是“{text.strip()}”。"
            fix = Fix(True, (Edit(span, "---"),))
            finding = kinds.UNCLOSED_FRONT_MATTER.at(span, message, "改成 ---。", fix)
            return FrontMatterBounds(start, first, after), [finding]
        if blank and text.strip() and not _MATTER.match(text):
            return FrontMatterBounds(start, first, first), [_unclosed(source, first)]
        blank = not text.strip()
    end = len(source.text)
    return FrontMatterBounds(start, end, end), [_unclosed(source, end)]


def _unclosed(source: Source, place: int) -> Diagnostic:
    line, _ = source.position(place)
    hint, fix = "在题头最后一个键的下一行写 ---。", None
    if place < len(source.text):
        hint = f"在第 {line} 行前面加一行 ---，这一行像是正文了。"
        fix = Fix(False, (Edit(source.span(place, place), "---\n"),))
    return kinds.UNCLOSED_FRONT_MATTER.at(source.line_span(1), "题头没有收尾。", hint, fix)
