"""Pictures that CommonMark does not read: names with spaces, brackets of the wrong width.

CommonMark (6.3) ends a picture's name at the first space and wants its brackets in pairs; an editor
names the file as the camera or Windows did (会场 照片 (1).jpg), and does not know why it is not
read. Alone in its paragraph such a picture can mean nothing else, and is read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection

from bulletin import faults
from bulletin.diagnostics import Diagnostic, Edit, Fix
from bulletin.reading.events import Event
from bulletin.source import Source, Span

_ENDING = r"\.(?:jpe?g|jfif|png|gif|bmp|tiff?|webp|hei[cf]|avif|svg|[ew]mf|psd|pdf)"
_HAS_ENDING = re.compile(_ENDING, re.I)
_NAMED = re.compile(
    r"!\[(?P<caption>[^\[\]\r\n]*)\]\([ \t]*(?P<path>(?:(?!\]\()[^\r\n])+?" + _ENDING + r")"
    r"(?:[ \t]+[\"'“](?P<title>[^\r\n]*)[\"'”])?[ \t]*\)",
    re.I,
)
_ALMOST = re.compile(
    r"(?<!\\)(?<!\\!)(?P<mark>[!！]?)[ \t\u3000]*"
    r"[\[［【](?P<caption>[^\[\]［］【】\r\n]{0,200})[\]］】][ \t\u3000]*"
    r"[(（][ \t]*(?P<path>[^\r\n\[\]［］【】]{1,200}?" + _ENDING + r")"
    r"(?:[ \t]+[\"'“][^\r\n\"'”]{0,200}[\"'”])?[ \t]*(?:[)）]|(?=[\r\n]|\Z))",
    re.I,
)
_WIKI = re.compile(
    r"(?<!\\)(?P<mark>!)\[\[(?P<path>[^\[\]|\r\n]{1,200})(?:\|(?P<caption>[^\[\]\r\n]{0,200}))?\]\]",
    re.I,
)
_ADDRESS = re.compile(r"[A-Za-z][\w+.-]+:")
_SAID_OTHERWISE = frozenset({faults.LINK.code, faults.STRAY_MARK.code})
"""What is said of the marks of a picture that was not read as one."""
_NO_TEXT = frozenset({"InlineHtml", "HtmlBlock", "Code", "CodeBlock"})


def named(text: str) -> re.Match[str] | None:
    """The picture that a paragraph is, whatever is in its file's name: caption, path, title."""
    return _NAMED.fullmatch(text)


def unread(
    source: Source, start: int, events: list[Event], read: Collection[int], found: list[Diagnostic]
) -> list[Diagnostic]:
    """The findings with one for each picture from ``start`` on that was not read as one.

    ``read`` holds where pictures were read. What was said of the marks of the others (that a link
    is none, that an asterisk is in the wrong place) is left out: it is not what is wrong.
    """
    if not _HAS_ENDING.search(source.text, start):
        return found
    hidden = [
        (event.start, event.end)
        for event in events
        if event.name in _NO_TEXT and event.edge != "end"
    ]
    matches = [
        match
        for match in _matches(source.text, start)
        if match.start() not in read and not _inside(hidden, match.start())
    ]
    marks = [match.span() for match in matches]
    kept = [
        one
        for one in found
        if one.code not in _SAID_OTHERWISE or not _inside(marks, one.span.start)
    ]
    return [*kept, *(_finding(source, match) for match in matches)]


def _inside(stretches: list[tuple[int, int]], at: int) -> bool:
    """Whether a place is in one of the stretches, which stand in order."""
    index = bisect_right(stretches, at, key=lambda one: one[0]) - 1
    return index >= 0 and at < stretches[index][1]


def _matches(text: str, start: int) -> list[re.Match[str]]:
    """What is nearly a picture, in order."""
    found = [
        match
        for match in _ALMOST.finditer(text, start)
        if match["mark"] or ("](" in match[0] and not _ADDRESS.match(match["path"]))
    ]
    found += [match for match in _WIKI.finditer(text, start) if _HAS_ENDING.search(match["path"])]
    return sorted(found, key=lambda match: match.start())


def _finding(source: Source, match: re.Match[str]) -> Diagnostic:
    span = source.span(*match.span())
    right = f"![{(match['caption'] or '').strip()}]({match['path'].strip()})"
    if _NAMED.fullmatch(match[0]):
        return faults.PICTURE_IN_TEXT.at(span, "图片要独占一段。", "在图片的前面和后面各空一行。")
    is_alone = _is_alone(span)
    return faults.PICTURE_MARKS.at(
        span,
        "图片的写法有误，没有读成图片。",
        f"写成 {right}：英文的叹号、方括号和圆括号，中间不空格；单独一段。",
        Fix(is_alone and bool(match["mark"]), (Edit(span, right),)),
    )


def _is_alone(span: Span) -> bool:
    """Whether a stretch is a paragraph: nothing else in its line, none right above or below."""
    text = span.source.text
    before = text[max(0, span.start - 100) : span.start].split("\n")
    after = text[span.end : span.end + 100].split("\n")
    beside = (before[-1], after[0], *before[-2:-1], *after[1:2])
    return not any(line.strip("\r \t-") for line in beside)
