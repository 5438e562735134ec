"""一是…二是…三是…: a series that runs in a paragraph, or one with a paragraph for each item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bulletin.importing.draft import DraftParagraph, DraftRuns, cut, stripped
from bulletin.importing.recognise import shapes
from bulletin.importing.recognise.story import BodyPart
from bulletin.model.content import Enumeration, EnumerationItem, Heading, Layout, Paragraph
from bulletin.text.numerals import number_of
from bulletin.text.source import NOWHERE


def series(start: int, items: Iterable[tuple[DraftRuns, str]]) -> Enumeration:
    """An enumeration of texts, each with the marker (一是) that stood before it in the file."""
    made = tuple(EnumerationItem(runs, NOWHERE, marker) for runs, marker in items)
    return Enumeration(start, made, NOWHERE)


def run_in(para: DraftParagraph) -> tuple[DraftRuns, Enumeration] | None:
    """The text before a series in a paragraph, and the series; ``None`` with fewer than two items."""
    marks = _marks_by_look(para.runs) or _marks_by_count(para.text)
    if len(marks) < 2:
        return None
    ends = [start for start, _, _ in marks[1:]] + [len(para.text)]
    items = [
        (stripped(cut(para.runs, mark_end, end)), para.text[start:mark_end].strip())
        for (start, mark_end, _), end in zip(marks, ends, strict=True)
    ]
    if not all(runs for runs, _ in items):
        return None
    return cut(para.runs, 0, marks[0][0]), series(marks[0][2], items)


def one_item(para: DraftParagraph) -> BodyPart | None:
    """A paragraph that begins with 一是 and has no other marker, perhaps an item of a series."""
    match = shapes.ITEM.match(para.text)
    value = number_of(match["number"]) if match else 0
    if not (match and value) or match.end() >= len(para.text):
        return None
    item = stripped(cut(para.runs, match.end())), para.text[: match.end()].strip()
    return BodyPart(series(value, [item]), True, Paragraph(para.runs, NOWHERE))


def count_up(numbers: Iterable[int | None]) -> int:
    """How many of the numbers count up one by one from the first; 0 where that is ``None``."""
    wanted, count = None, 0
    for number in numbers:
        if number is None or wanted not in (None, number):
            break
        wanted, count = number + 1, count + 1
    return count


def enumeration_layout(body: Sequence[BodyPart]) -> Layout | None:
    """How most series of a body stand; ``None`` where there is none."""
    own_lines = [part.own_line for part in body if isinstance(part.block, Enumeration)]
    if not own_lines:
        return None
    return "display" if sum(own_lines) * 2 > len(own_lines) else "run-in"


def joined_items(parts: Sequence[BodyPart]) -> Iterator[BodyPart]:
    """The parts with single items put together; those that belong to no series are paragraphs again."""
    at = last = 0
    while at < len(parts):
        part = parts[at]
        start = _item_number(part)
        if start is None:
            if isinstance(part.block, Heading):
                last = 0
            elif isinstance(part.block, Enumeration):
                last = part.block.start + len(part.block.items) - 1
            yield part
            at += 1
            continue
        group = parts[at : at + count_up(map(_item_number, parts[at:]))]
        at += len(group)
        # One that goes on after a paragraph of text has a number above 1; a lone first one is text.
        if (len(group) > 1 and start == 1) or start == last + 1 > 1:
            yield _joined(start, group)
            last = start + len(group) - 1
        elif len(group) == 1 and start == 1 and _goes_on(parts[at:]):
            yield part
            last = 1
        else:
            yield from (replace(one, block=one.undecided or one.block) for one in group)


def _item_number(part: BodyPart) -> int | None:
    """The number of an item that may belong to no series."""
    return part.block.start if isinstance(part.block, Enumeration) and part.undecided else None


def _goes_on(parts: Sequence[BodyPart]) -> bool:
    """Whether 二是 follows before the next heading."""
    after = next((one for one in parts if isinstance(one.block, Heading | Enumeration)), None)
    return after is not None and _item_number(after) == 2


def _joined(start: int, group: Sequence[BodyPart]) -> BodyPart:
    items = tuple(
        item for part in group if isinstance(part.block, Enumeration) for item in part.block.items
    )
    doubts = tuple(doubt for part in group for doubt in part.doubts)
    return BodyPart(Enumeration(start, items, NOWHERE), True, None, doubts)


def _marks_by_look(runs: DraftRuns) -> list[tuple[int, int, int]]:
    """Start, end and value of each mark that has the font of marks."""
    marks, at = [], 0
    for run in runs:
        value = number_of(run.text.removesuffix("是")) if run.look == "序数" else None
        if value:
            marks.append((at, at + len(run.text), value))
        at += len(run.text)
    return marks


def _marks_by_count(text: str) -> list[tuple[int, int, int]]:
    """Start, end and value of the marks 一是, 二是 … that count up from 1."""
    marks = list[tuple[int, int, int]]()
    wanted = 1
    for match in shapes.ITEM.finditer(text):
        value = number_of(match["number"])
        if value == 1 and marks:
            return []  # it counts twice: its text would go into the last item of the first series
        if value == wanted:
            marks.append((match.start(), match.end(), wanted))
            wanted += 1
    return marks
