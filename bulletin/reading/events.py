"""The parser's events with their places, put together to blocks; and what the parser drops."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pyromark

from bulletin.text import patterns
from bulletin.text.source import ByteOffsets

# Strikethrough stays off: ~ is the mark of a range (10~15).
_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_TASKLISTS
)
_BLOCKS = frozenset(
    {
        "Paragraph", "Heading", "BlockQuote", "CodeBlock", "HtmlBlock", "List", "Item",
        "FootnoteDefinition", "Table", "TableHead", "TableRow", "TableCell", "Rule", "Html",
        "MetadataBlock", "DefinitionList", "DefinitionListTitle", "DefinitionListDefinition",
    }
)  # fmt: skip
_EDGES = {"Start": "start", "End": "end"}
MOST_COLUMNS = 63  # of a table in Word
_CELL = r"[ \t]*:?-+:?[ \t]*"
_WIDE_TABLE = patterns.regex(rf"(?m)^[ \t>]*(\|?{_CELL}(?:\|{_CELL}){{{MOST_COLUMNS},}}\|?)")
_BLANK_LINE = patterns.regex(r"(?:\r\n|\n|\r)[ \t>]*(?:\r\n|\n|\r)")
MAY_BE_MARK = patterns.regex(r"[*_\\^~]|&[#A-Za-z]|\]\(")
"""What makes ``typed_characters`` look at a text more closely."""
_SEEN_WHOLE = frozenset({"Link", "Image", "CodeBlock", "HtmlBlock", "FootnoteDefinition"})
_DEFINITION = patterns.regex(
    r"(?m)^[ \t>]*(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t>]*)*(\[(?:[^\[\]\\]|\\.){1,999}\]:)"
)


@dataclass(frozen=True, slots=True)
class Event:
    """A parser event: ``edge`` is start, end or empty for a leaf; offsets in characters."""

    edge: str
    name: str
    payload: Any
    start: int
    end: int

    @property
    def is_block(self) -> bool:
        """Whether it begins, ends or is a block."""
        return self.name in _BLOCKS


TEXT = ""
"""The name of a node that is no block, but a stretch of inline events."""


class BlockNode:
    """A block with the nodes that stand in it, or a stretch of inline events among them.

    No dataclass: making one takes a millisecond at the start of the program.
    """

    __slots__ = ("children", "end", "name", "own_inlines", "payload", "start")

    def __init__(self, event: Event, name: str, own_inlines: list[Event]) -> None:
        self.name = name
        self.payload = event.payload
        self.start, self.end = event.start, event.end
        self.children: list[BlockNode] = []
        self.own_inlines = own_inlines

    @property
    def inlines(self) -> list[Event]:
        """The inline events of a paragraph, a heading, a cell or a stretch."""
        return self.children[0].own_inlines if self.children else self.own_inlines


def block_nodes(events: Iterable[Event]) -> list[BlockNode]:
    """The blocks of a text, put together without recursion, however deep they are nested."""
    top: list[BlockNode] = []
    levels = [top]
    for event in events:
        siblings = levels[-1]
        if event.edge == "end" and event.is_block:
            levels.pop()
        elif event.is_block:
            node = BlockNode(event, event.name, [])
            siblings.append(node)
            if event.edge == "start":
                levels.append(node.children)
        elif siblings and siblings[-1].name == TEXT:
            siblings[-1].own_inlines.append(event)
        else:
            siblings.append(BlockNode(event, TEXT, [event]))
    return top


def wide_table(text: str) -> tuple[int, int] | None:
    """The line under the head of a table that has more columns than Word can set, if any."""
    match = _WIDE_TABLE.search(text) if "|" in text else None
    return (match.start(1), match.end(1)) if match else None


def events_of(text: str, start: int, tables: bool = True) -> list[Event]:
    """The events of a text that begins at ``start`` in its source, in document order.

    Without ``tables`` they are read as paragraphs: the parser fills up every short row of a
    table, so that the cells of a wide one grow with the square of the text.
    """
    offset = ByteOffsets(text)
    events = []
    options = _OPTIONS if tables else _OPTIONS & ~pyromark.Options.ENABLE_TABLES
    for event, place in pyromark.events_with_range(text, options=options):
        edge, name, payload = _taken_apart(event)
        if edge == "end":  # nobody asks where it is: the start says where the block ends
            events.append(Event(edge, name, payload, 0, 0))
            continue
        first, last = start + offset(place["start"]), start + offset(place["end"])
        events.append(Event(edge, name, payload, first, last))
    return events


def _taken_apart(event: Any) -> tuple[str, str, Any]:
    name, payload = _named(event)
    return (_EDGES[name], *_named(payload)) if name in _EDGES else ("", name, payload)


def _named(event: Any) -> tuple[str, Any]:
    """What the parser gives by its name alone, or as a dictionary of one name and its payload."""
    return (event, None) if isinstance(event, str) else next(iter(event.items()))


def swallowed(text: str, start: int, events: list[Event]) -> Iterator[tuple[int, int]]:
    """Lines like [备注]: 内容, which CommonMark (4.7) takes for link definitions and drops.

    The parser names the first definition of a label only; any other is a line of that look in
    which there is no event.
    """
    if "]:" not in text:
        return
    offset = ByteOffsets(text)
    seen = bytearray(len(text))
    for event in events:
        if event.edge == "" or event.name in _SEEN_WHOLE:
            seen[event.start - start : event.end - start] = b"\1" * (event.end - event.start)
    for one in pyromark.reference_definitions(text, options=_OPTIONS).values():
        first, last = offset(one["span"]["start"]), offset(one["span"]["end"])
        seen[first:last] = b"\1" * (last - first)
        yield start + first, start + last
    places = [match.start(1) for match in _DEFINITION.finditer(text)]
    for first, limit in pairwise((*places, len(text))):
        if not seen[first]:
            last = seen.find(1, first, limit)
            part = _BLANK_LINE.split(text[first : last if last >= 0 else limit], maxsplit=1)[0]
            yield start + first, start + first + len(part.rstrip())
