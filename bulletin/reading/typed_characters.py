"""The events of the parser, corrected: only what the manual lists is a mark of Markdown.

The parser takes more for marks than an author means: *, _, a backslash before any sign, [甲](乙)
without an address. Its emphasis becomes characters again, and ``marks`` decides which are marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bulletin.reading.emphasis import DOUBT, Atom, emphasized, text_atom
from bulletin.reading.events import MAY_BE_MARK, Event
from bulletin.reading.scripts import with_scripts
from bulletin.text import patterns

_ROWS = (re.compile(r"\*+"), re.compile(r"\*+|_+"))
"""What may emphasize in a contribution, and in Markdown that was not written for this program."""
_ESCAPED = frozenset("*_[]<>&`#|!~^\\")
_ESCAPED_AT_START = frozenset("-+.)=")
_LINE_START = patterns.regex(
    r"(?:\A|[\n\r\u3000|])[ \t>]*(?:(?:[0-9]{1,9}[.)]|[-+*]|#{1,6})[ \t]+)*(?:[0-9]{1,9})?\Z"
)
_WINDOW = 60  # characters before a backslash that say whether it is at the start of its line
_PATH = patterns.regex(
    r"(?<![A-Za-z\\])(?:[A-Za-z]:\\|\\\\[A-Za-z0-9][\w.-]*\\)(?=[\w$])"
    r"[^\s，。；、！？：（）“”《》<>|\"]*"
)
"""C:\\新建\\*.doc, \\\\server\\share: no backslash in it escapes, no asterisk is a mark."""
_ADDRESS = patterns.regex(r"[.:/@#\\]")
_EMPHASIS = {"Emphasis": 1, "Strong": 2}


def as_typed(text: str, start: int, events: list[Event], is_foreign: bool = False) -> list[Event]:
    """The events of a text that begins at ``start``, in which only what the manual lists is a mark.

    ``is_foreign``: it is Markdown that was not written for this program, in which _ emphasizes too.
    """
    divider = _Divider(text, start, is_foreign)
    result: list[Event] = []
    at, block_start = 0, start
    while at < len(events):
        first = at
        while at < len(events) and not events[at].is_block:
            at += 1
        if at > first:
            inline = events[first:at]
            end = max(event.end for event in inline)
            if MAY_BE_MARK.search(text, block_start - start, end - start):
                inline = emphasized(divider.atoms(inline, block_start), is_foreign)
                inline = with_scripts(inline, text, start)
            result += inline
            block_start = end
        if at < len(events):
            if events[at].edge == "start":
                block_start = events[at].start
            result.append(events[at])
            at += 1
    return result


class _Divider:
    """Divides the inline events of a paragraph, heading or cell into atoms."""

    def __init__(self, text: str, start: int, is_foreign: bool) -> None:
        self._text = text
        self._start = start
        self._is_foreign = is_foreign
        self._rows = _ROWS[is_foreign]
        paths = _PATH.finditer(text) if "\\" in text else ()
        self._in_paths = {start + at for one in paths for at in range(*one.span())}

    def atoms(self, events: Sequence[Event], start: int) -> list[Atom]:
        """The atoms of events whose block begins at ``start``."""
        groups: list[list[Atom]] = []
        for atom in self._divided(self._with_whole_texts(events), start):
            if groups and _is_one_row(groups[-1][-1], atom):
                groups[-1].append(atom)
            else:
                groups.append([atom])
        return [group[0] if len(group) == 1 else _one_row(group) for group in groups]

    def _source(self, first: int, last: int) -> str:
        return self._text[first - self._start : last - self._start]

    def _with_whole_texts(self, events: Sequence[Event]) -> Iterator[Event]:
        """The events with texts joined that stand side by side: the parser parts them at every mark."""
        texts: list[Event] = []
        for event in events:
            typed = self._source(event.start, event.end)
            is_text = event.name == "Text" and event.payload == typed
            if texts and not (is_text and event.start == texts[-1].end):
                yield self._whole_text(texts)
                texts = []
            if is_text:
                texts.append(event)
            else:
                yield event
        if texts:
            yield self._whole_text(texts)

    def _whole_text(self, texts: Sequence[Event]) -> Event:
        end = texts[-1].end
        return replace(texts[0], payload=self._source(texts[0].start, end), end=end)

    def _divided(self, events: Iterable[Event], last: int) -> Iterator[Atom]:
        """Text, rows of marks and all else; ``last`` is where what was read last ends."""
        starts: list[Event] = []
        for event in events:
            size = _EMPHASIS.get(event.name, 0)
            if event.edge == "start":
                starts.append(event)
                if size or _is_ordinary(event):
                    last = event.start + max(size, 1)
                    yield self._typed(event.start, last, bool(size))
                else:
                    last = event.start
                    yield Atom(event)
            elif event.edge == "end":
                begun = starts.pop()
                if size or _is_ordinary(begun):
                    yield self._typed(begun.end - size if size else last, begun.end, bool(size))
                else:
                    yield Atom(event)
                last = begun.end
            else:
                if event.name == "Text" and event.payload:
                    yield from self._characters(event, last)
                elif event.name != "Text":
                    yield Atom(event)
                last = event.end

    def _typed(self, first: int, last: int, may_be_mark: bool) -> Atom:
        typed = self._source(first, last)
        is_row = may_be_mark and first not in self._in_paths
        return text_atom(typed, first, is_row and bool(self._rows.fullmatch(typed)))

    def _characters(self, event: Event, last: int) -> Iterator[Atom]:
        """The characters of a text that follows what ends at ``last``, with its backslash."""
        text, start = str(event.payload), event.start
        source = self._source(start, event.end)
        gap = self._source(max(last, start - 3), start)
        slashes = len(gap) - len(gap.rstrip("\\"))
        if slashes:
            is_escape = self._is_escape(text[0], start - slashes)
            if printed := slashes - is_escape:
                yield text_atom("\\" * printed, start - printed - is_escape)
            if is_escape and text[0] == "\\" and self._may_be_two(start):
                yield Atom(Event("", DOUBT, "backslash", start - 1, start + 1))
            yield text_atom(text[0], start)
            text, start, source = text[1:], start + 1, source[1:]
        if text == source:
            yield from self._parted(text, start)
        elif text:
            if source[:1] == "&":
                yield Atom(Event("", DOUBT, "entity", start, event.end))
            yield Atom(replace(event, payload=text, start=start), text)

    def _may_be_two(self, at: int) -> bool:
        """Whether two backslashes, of which one is in a place, may have been meant as two.

        Of four the author knows: the second two stand behind a backslash.
        """
        before, after = self._source(max(self._start, at - 2), at - 1), self._source(at + 1, at + 2)
        return after not in _ESCAPED and not (
            before.isascii() and (before.isalnum() or before in tuple(":\\"))
        )

    def _is_escape(self, char: str, slash: int) -> bool:
        """Whether the backslash in a place is a mark, which makes what follows a character."""
        if self._is_foreign:
            return True
        if slash in self._in_paths:
            return False
        if char in _ESCAPED:
            return True
        before = self._source(max(self._start, slash - _WINDOW), slash)
        return char in _ESCAPED_AT_START and bool(_LINE_START.search(before))

    def _parted(self, text: str, start: int) -> Iterator[Atom]:
        """Text as it stands in the source, parted where there are rows of marks."""
        at = 0
        for match in self._rows.finditer(text):
            if start + match.start() in self._in_paths:
                continue
            if match.start() > at:
                yield text_atom(text[at : match.start()], start + at)
            yield text_atom(match[0], start + match.start(), is_row=True)
            at = match.end()
        if at < len(text):
            yield text_atom(text[at:], start + at)


def _is_one_row(before: Atom, after: Atom) -> bool:
    """Whether the parser parted one row of marks."""
    return (
        before.is_row
        and after.is_row
        and before.text[0] == after.text[0]
        and before.event.end == after.event.start
    )


def _one_row(atoms: Sequence[Atom]) -> Atom:
    return text_atom("".join(one.text for one in atoms), atoms[0].event.start, is_row=True)


def _is_ordinary(event: Event) -> bool:
    """Whether a link is [甲](乙): brackets, and nothing in them that could be an address."""
    return (
        event.name == "Link"
        and event.payload["link_type"] == "Inline"
        and not event.payload["title"]
        and not _ADDRESS.search(event.payload["dest_url"])
    )
