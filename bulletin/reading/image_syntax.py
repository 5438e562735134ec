"""Pictures that CommonMark does not read: names with spaces, brackets of the wrong width.

CommonMark (6.3) ends a picture's name at the first space and wants its brackets in pairs; cameras
and Windows name files otherwise (会场 照片 (1).jpg). Such a name is read as it stands.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from bulletin.findings import kinds
from bulletin.findings.diagnostics import Diagnostic, Edit, Fix
from bulletin.reading.events import MAY_BE_MARK, Event, events_of, wide_table
from bulletin.text import patterns
from bulletin.text.source import Source

_ENDING = r"\.(?:jpe?g|jfif|png|gif|bmp|tiff?|webp|hei[cf]|avif|svg|[ew]mf|psd|pdf)"
_NAMED = (
    r"(?<!\\)!\[(?:[^\[\]\r\n]|\[[^\[\]\r\n]*\])*\]\([ \t]*"
    r"(?P<path>(?:(?!\]\()[^\r\n])+?"
    + _ENDING
    + r"|[^()\[\]\r\n]+(?:\([^()\r\n]*\)[^()\[\]\r\n]*)*?)"
    r"(?P<title>[ \t]+[\"'“][^\r\n\"'”]*[\"'”])?[ \t]*\)"
)
_HARD = patterns.regex(r"[ \t()<>\"'\\&“”]")
"""What CommonMark may take for the end of a name, or for something else; each one byte but “”."""
_ALMOST = (
    r"(?<!\\)(?<!\\!)(?P<mark>[!！]?)[ \t\u3000]*"
    r"[\[［【](?P<caption>[^\[\]［］【】\r\n]{0,200})[\]］】][ \t\u3000]*"
    r"[(（][ \t]*(?P<path>[^\r\n\[\]［］【】]{1,200}?" + _ENDING + r")"
    r"(?:[ \t]+[\"'“][^\r\n\"'”]{0,200}[\"'”])?[ \t]*(?:[)）]|(?=[\r\n]|\Z))"
)
_WIKI = (
    r"(?<!\\)(?P<mark>!)\[\[(?P<path>[^\[\]|\r\n]{1,200})(?:\|(?P<caption>[^\[\]\r\n]{0,200}))?\]\]"
)
"""These are compiled, and kept, by ``re`` when a text needs them: it takes 7 ms."""
_YEAR = patterns.regex(r"(?m)^([ \t>]*(?:[0-9]{1,2}[.)][ \t]+)*[0-9]{4,9})[.)](?=[ \t\n]|\Z)")
_ADDRESS = patterns.regex(r"[A-Za-z][\w+.-]+:")
_OF_MARKS = frozenset(
    {kinds.LINK.code, kinds.STRAY_MARK.code, kinds.DOUBTFUL_MARK.code, kinds.TAKEN_MARK.code}
)
"""Findings about the marks of a picture that was not read as one."""
_NO_TEXT = frozenset({"InlineHtml", "HtmlBlock", "Code", "CodeBlock"})


def readable(text: str, start: int, is_foreign: bool = False) -> list[Event]:
    """The events of a text that begins at ``start``, also of pictures with names that are hard.

    ``typed_characters`` decides what emphasizes, and what is a mark at all; ``is_foreign`` as there.

    For the parser each hard character of a name is replaced by one of the same length in bytes, so
    that all places stay; the events then get the name as it is written. So is the point of a year
    at the start of a line, which begins no list. Where the parser finds no picture even so (it
    stands among code), it is given the text as it is.
    """
    tables = wide_table(text) is None
    plain = text if is_foreign else _YEAR.sub(r"\1,", text)
    matches = re.finditer(_NAMED, text, re.I) if "![" in text else ()
    hard = {start + match.start(): match for match in matches if _is_hard(match)}
    while True:
        events = events_of(_masked(plain, hard.values()), start, tables)
        read = _pictures(events) if hard else set[int]()
        if read.issuperset(hard):
            named = [_named(event, hard) for event in events] if hard else events
            if plain != text:
                named = [_with_year(event, text, plain, start) for event in named]
            if not MAY_BE_MARK.search(text):
                return named
            from bulletin.reading.typed_characters import as_typed  # most texts need it not

            return as_typed(text, start, named, is_foreign)
        hard = {at: match for at, match in hard.items() if at in read}


def _with_year(event: Event, text: str, plain: str, start: int) -> Event:
    """A text as it is written; the parser was given ``plain``."""
    if event.name != "Text" or event.payload != plain[event.start - start : event.end - start]:
        return event
    return replace(event, payload=text[event.start - start : event.end - start])


def _pictures(events: list[Event]) -> set[int]:
    """Where pictures begin."""
    return {event.start for event in events if event.name == "Image" and event.edge == "start"}


def _named(event: Event, hard: dict[int, re.Match[str]]) -> Event:
    match = hard.get(event.start) if event.name == "Image" and event.edge == "start" else None
    if match is None:
        return event
    title = (match["title"] or "").strip(" \t\"'“”")
    return replace(
        event, payload={**event.payload, "dest_url": match["path"].strip(" \t"), "title": title}
    )


def _is_hard(match: re.Match[str]) -> bool:
    path = match["path"].strip(" \t")
    if path.startswith("<"):
        return False
    depth = lowest = 0
    for char in path:
        depth += {"(": 1, ")": -1}.get(char, 0)
        lowest = min(lowest, depth)
    return bool(depth or lowest or re.search(r"[ \t]", path) or "“" in (match["title"] or ""))


def _masked(text: str, hard: Iterable[re.Match[str]]) -> str:
    pieces, at = list[str](), 0
    for match in hard:
        first, last = match.start("path"), match.end("title" if match["title"] else "path")
        name = text[first:last]
        bare = name.rstrip(" \t")
        # Marks that mean nothing to CommonMark, as many bytes long.
        easy = _HARD.sub(lambda match: "_" if match[0].isascii() else "…", bare)
        pieces += (text[at:first], easy, name[len(bare) :])
        at = last
    return "".join((*pieces, text[at:]))


def unread(
    source: Source, start: int, events: list[Event], findings: list[Diagnostic]
) -> list[Diagnostic]:
    """The findings of a body, with one more for each picture that was not read as one.

    The findings about the marks of such a picture (that a link is none, that an asterisk is in the
    wrong place) are left out: they are not what is wrong.
    """
    if not any(bracket in source.text for bracket in "[［【"):
        return findings
    read = _pictures(events)
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
    others = [
        finding
        for finding in findings
        if finding.code not in _OF_MARKS or not _inside(marks, finding.span.start)
    ]
    return [*others, *(_finding(source, match) for match in matches)]


def _inside(stretches: list[tuple[int, int]], at: int) -> bool:
    """Whether a place is in one of the stretches, which stand in order."""
    index = bisect_right(stretches, at, key=lambda one: one[0]) - 1
    return index >= 0 and at < stretches[index][1]


def _matches(text: str, start: int) -> list[re.Match[str]]:
    """What is nearly a picture, in order."""
    almost = (
        match
        for match in re.compile(_ALMOST, re.I).finditer(text, start)
        if match["mark"] or ("](" in match[0] and not _ADDRESS.match(match["path"]))
    )
    wiki = (
        match
        for match in re.compile(_WIKI).finditer(text, start)
        if re.search(_ENDING, match["path"], re.I)
    )
    return sorted((*almost, *wiki), key=lambda match: match.start())


def _finding(source: Source, match: re.Match[str]) -> Diagnostic:
    span = source.span(*match.span())
    right = f"![{(match['caption'] or '').strip()}]({match['path'].strip()})"
    is_alone = not "".join(span.beside(100)).strip()
    hint = f"写成 {right}：英文的叹号、方括号和圆括号，中间不空格；单独一段。"
    fix = Fix(is_alone and bool(match["mark"]), (Edit(span, right),))
    return kinds.PICTURE_MARKS.at(span, "图片的写法有误，没有读成图片。", hint, fix)
