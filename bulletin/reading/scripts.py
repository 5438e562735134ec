"""Superscripts and subscripts among the characters of a paragraph: m^2^, H~2~O.

The parser's own rule goes by white space and punctuation beside a mark, as that of emphasis does, and
finds none of these inside a word. This one goes by what the marks would enclose, and by what stands
before them: ~ is the mark of a range, too (10~15万元，20~30人).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bulletin.model.content import Script
from bulletin.reading.emphasis import DOUBT
from bulletin.reading.events import Event
from bulletin.text import patterns
from bulletin.text.characters import COMMON_HAN

SCRIPTS: Mapping[str, Script] = {"Superscript": "super", "Subscript": "sub"}
"""What stands between the start and the end of an event of these names."""
MARKS: Mapping[Script, str] = {"super": "^", "sub": "~"}
"""The mark before and behind a superscript or a subscript."""

_LETTER = "A-Za-z\u0370-\u03ff"
_NO_CHINESE = rf"[^\s^{COMMON_HAN}，。；：、！？（）“”]"
_RAISED = (
    r"(?<!\[)\^(?=[^\s^]{0,19}[^\W_]|[-+−±°′″∞*]{1,3}\^)"
    rf"(?:{_NO_CHINESE}{{1,20}}(?<!\[)|[{COMMON_HAN}]{{1,4}})\^"
)
_BASE = rf"[{_LETTER})\]）］]"
_INSIDE = rf"[0-9{_LETTER}+−.,()/=*-]"
_LOWERED = rf"(?<={_BASE})~(?:{_INSIDE}{{1,10}}|[{COMMON_HAN}]{{1,4}})~(?![0-9])"
_MARKED = patterns.regex(f"{_RAISED}|{_LOWERED}")
_FORMULA = patterns.regex(r"\^[^\s^]*[0-9A-Za-z)][-+*/=−×÷][^\s^]*\^(?=[0-9A-Za-z(])")
"""Marks of which each has its own number after it: a^2+b^2."""
_LETTERS = patterns.regex(rf"~[{_LETTER}]+~(?=[{_LETTER}])")
"""A range of letters, or a letter that is lowered: A~B~C."""
_LONE = patterns.regex(r"(?<=[0-9A-Za-z)\]）])\^(?=[-+−(]?[0-9A-Za-z])")
_TO_ESCAPE = patterns.regex(f"{_RAISED}|{_LOWERED}|{_LONE.pattern}")
_OPEN = patterns.regex(
    rf"\^(?=[^\s^]{{0,19}}\Z)|(?:\A|(?<={_BASE}))~(?=(?:{_INSIDE}{{0,10}}|[{COMMON_HAN}]{{0,4}})\Z)"
)
"""A mark that what follows in another run could make one of a pair."""


def with_scripts(events: Sequence[Event], text: str, start: int) -> list[Event]:
    """The events of a paragraph, superscripts and subscripts among them with their start and end.

    ``text`` begins at ``start`` in its source. Doubtful marks are printed, with an event that says so.
    """
    shown = [_shown(event, events[at - 1 : at], text, start) for at, event in enumerate(events)]
    joined = "".join(shown)
    if "^" not in joined and "~" not in joined:
        return list(events)
    edges, doubts = _decided(joined)
    result: list[Event] = []
    at = 0
    for event, said in zip(events, shown, strict=True):
        result += _parted(event, said, at, edges, doubts)
        at += len(said)
    return result


def escape_scripts(text: str, goes_on: bool = False) -> str:
    """Text as it is written in Markdown so that no mark in it is taken for one, or doubtful.

    ``goes_on``: text of another look may follow, and may have the other mark of a pair.
    """
    if "^" not in text and "~" not in text:
        return text
    parts, at = list[str](), 0
    while match := _TO_ESCAPE.search(text, at):
        parts += (text[at : match.start()], "\\", text[match.start()])
        at = match.start() + 1
    rest = text[at:]
    return "".join((*parts, _OPEN.sub(r"\\\g<0>", rest) if goes_on else rest))


def _shown(event: Event, before: Sequence[Event], text: str, start: int) -> str:
    """What an event is to the search for marks, character for character if it is text.

    Marks that a backslash or an entity made characters are none; emphasis does not come between.
    """
    if event.name in ("Emphasis", "Strong", DOUBT):
        return ""
    if event.name != "Text":
        return "\n"
    said = str(event.payload)
    if said != text[event.start - start : event.end - start]:
        return re.sub(r"[\^~]", "\0", said)
    is_escaped = text[max(0, event.start - start - 1) : event.start - start] == "\\" and not (
        before and before[0].name == "Text" and before[0].end == event.start
    )
    return "\0" + said[1:] if is_escaped and said[:1] in ("^", "~") else said


def _decided(joined: str) -> tuple[dict[int, tuple[str, str]], dict[int, int]]:
    """The places of marks, each with its edge and the name of its event; and doubtful stretches."""
    edges: dict[int, tuple[str, str]] = {}
    doubts: dict[int, int] = {}
    for match in _MARKED.finditer(joined):
        first, last = match.span()
        if _FORMULA.match(joined, first) or _LETTERS.match(joined, first):
            doubts[first] = last
            continue
        name = "Superscript" if match[0][0] == "^" else "Subscript"
        edges[first], edges[last - 1] = ("start", name), ("end", name)
    seen = {place for first, last in doubts.items() for place in range(first, last)}
    for match in _LONE.finditer(joined):
        if match.start() not in edges and match.start() not in seen:
            doubts[match.start()] = match.end()
    return edges, doubts


def _parted(
    event: Event,
    said: str,
    at: int,
    edges: Mapping[int, tuple[str, str]],
    doubts: Mapping[int, int],
) -> Iterator[Event]:
    """An event that stands ``at`` a place of the joined text, parted at the marks in it."""
    done = 0
    for inside, char in enumerate(said):
        if char not in "^~":
            continue
        place = event.start + inside
        if at + inside in doubts:
            yield Event("", DOUBT, "script", place, place + 1)
        if at + inside in edges:
            yield from _part(event, done, inside)
            edge, name = edges[at + inside]
            yield Event(edge, name, None, place, place + 1)
            done = inside + 1
    if done == 0:
        yield event
    else:
        yield from _part(event, done, len(said))


def _part(event: Event, first: int, last: int) -> Iterator[Event]:
    """The characters of a text from ``first`` up to ``last``, if there are any."""
    if first < last:
        begins, ends = event.start + first, event.start + last
        yield replace(event, payload=event.payload[first:last], start=begins, end=ends)
