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
_BLANK = patterns.regex(r"[ \t\u3000\xa0]*")
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


@dataclass(frozen=True, slots=True)
class _MatterLine:
    text: str
    start: int
    next: int


def find(source: Source) -> tuple[FrontMatterBounds, list[Diagnostic]]:
    """Where the front matter is; empty when there is none, and then all is body."""
    lines, blank = _lines(source.text), 0  # lazily: the body is long
    for line in lines:
        if not _BLANK.fullmatch(line.text):
            break
        blank += 1
    else:
        span = source.line_span(1)
        return FrontMatterBounds(0, 0, 0), [
            kinds.NO_FRONT_MATTER.at(span, "稿件是空的。", _EXAMPLE)
        ]
    findings, start = _opening(source, line, blank)
    if start is None:
        return FrontMatterBounds(0, 0, 0), findings
    rest = lines if start == line.next else chain((line,), lines)
    place, closing = _closing(source, start, rest)
    return place, findings + closing


def _lines(text: str) -> Iterator[_MatterLine]:
    for match in re.finditer(r"([^\r\n]*)(?:\r\n|\n|\r|\Z)", text):
        if match.start() < len(text):
            yield _MatterLine(match[1], match.start(), match.end())


def _opening(source: Source, line: _MatterLine, blank: int) -> tuple[list[Diagnostic], int | None]:
    """What is wrong with the first line, and where the front matter starts after it."""
    span = source.span(line.start, line.start + len(line.text))
    glued = _GLUED.match(line.text)
    if _FENCE.fullmatch(line.text):
        if not blank:
            return [], line.next
        start, fix, hint = line.next, Edit(source.span(0, line.start), ""), "删掉 --- 前面的空行。"
    elif _MISTYPED.fullmatch(line.text):
        fix = Edit(source.span(0, span.end), "---")
        start, hint = line.next, "改成三个英文减号 ---。"
    elif glued:
        start = line.start + glued.end()
        fix = Edit(source.span(0, start), "---\n")
        hint = "--- 要独占一行，键从下一行写起。"
    elif _OUR_KEY.match(line.text):
        start, fix = line.start, Edit(source.span(0, line.start), "---\n")
        hint = "在第一行写上 ---，题头从它的下一行写起。"
    else:
        return [kinds.NO_FRONT_MATTER.at(span, "稿件不是以 --- 题头开头。", _EXAMPLE)], None
    message = "稿件不是以 --- 题头开头。"
    return [kinds.NO_FRONT_MATTER.at(span, message, hint, Fix(True, (fix,)))], start


def _closing(
    source: Source, start: int, lines: Iterator[_MatterLine]
) -> tuple[FrontMatterBounds, list[Diagnostic]]:
    """The line that ends the front matter; without one, it ends where no key can stand."""
    blank = False
    for line in lines:
        end = line.start + len(line.text)
        if _FENCE.fullmatch(line.text):
            return FrontMatterBounds(start, line.start, line.next), []
        if _MISTYPED.fullmatch(line.text):
            span = source.span(line.start, end)
            message = f"题头收尾的一行应当是三个英文减号，这里是“{line.text.strip()}”。"
            fix = Fix(True, (Edit(span, "---"),))
            finding = kinds.UNCLOSED_FRONT_MATTER.at(span, message, "改成 ---。", fix)
            return FrontMatterBounds(start, line.start, line.next), [finding]
        if blank and line.text.strip() and not _MATTER.match(line.text):
            return FrontMatterBounds(start, line.start, line.start), [_unclosed(source, line.start)]
        blank = not line.text.strip()
    end = len(source.text)
    return FrontMatterBounds(start, end, end), [_unclosed(source, end)]


def _unclosed(source: Source, place: int) -> Diagnostic:
    line, _ = source.position(place)
    hint, fix = "在题头最后一个键的下一行写 ---。", None
    if place < len(source.text):
        hint = f"在第 {line} 行前面加一行 ---，这一行像是正文了。"
        fix = Fix(False, (Edit(source.span(place, place), "---\n"),))
    return kinds.UNCLOSED_FRONT_MATTER.at(source.line_span(1), "题头没有收尾。", hint, fix)
