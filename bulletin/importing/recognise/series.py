"""一是…二是…三是…: a series that runs in a paragraph, or one with a paragraph for each item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bulletin.importing.draft import DraftParagraph, DraftRuns, cut, stripped
from bulletin.importing.recognise import shapes
from bulletin.importing.recognise.story import Element, Head, StoryEnumeration
from bulletin.text.numerals import number_of


def run_in(para: DraftParagraph) -> tuple[DraftRuns, StoryEnumeration] | None:
    """What stands before a series in a paragraph, and the series; ``None`` without at least two."""
    marks = _looked(para.runs) or _counted(para.text, 1)
    if len(marks) < 2:
        return None
    ends = [start for start, _, _ in marks[1:]] + [len(para.text)]
    items = tuple(
        stripped(cut(para.runs, mark_end, end))
        for (_, mark_end, _), end in zip(marks, ends, strict=True)
    )
    if not all(items):
        return None
    texts = tuple(para.text[start:end].strip() for start, end, _ in marks)
    return cut(para.runs, 0, marks[0][0]), StoryEnumeration(marks[0][2], items, False, texts)


def one_item(para: DraftParagraph) -> StoryEnumeration | None:
    """A paragraph that begins with 一是 and has no other, perhaps an item of a series."""
    match = shapes.ITEM.match(para.text)
    value = number_of(match["number"]) if match else None
    if match is None or not value or match.end() >= len(para.text):
        return None
    items = (stripped(cut(para.runs, match.end())),)
    return StoryEnumeration(value, items, True, (para.text[: match.end()].strip(),), (para,))


def settled(body: Iterable[Element]) -> Iterator[Element]:
    """The elements with lone items put together; those that belong to no series are text again."""
    elements = list(body)
    done: list[Element] = []
    at = last = 0
    while at < len(elements):
        element = elements[at]
        if isinstance(element, Head):
            last = 0
        if not (isinstance(element, StoryEnumeration) and element.paras):
            if isinstance(element, StoryEnumeration):
                last = element.start + len(element.items) - 1
            done.append(element)
            at += 1
            continue
        group = list(_consecutive(elements, at))
        at += len(group)
        # One that goes on after a paragraph of text has a number above 1; a lone first one is text.
        if (len(group) > 1 and element.start == 1) or element.start == last + 1 > 1:
            done.append(_one(group))
            last = element.start + len(group) - 1
        elif len(group) == 1 and element.start == 1 and _goes_on(elements, at):
            done.append(element)
            last = 1
        else:
            done += (para for one in group for para in one.paras)
    return iter(done)


def _consecutive(elements: Sequence[Element], at: int) -> Iterator[StoryEnumeration]:
    wanted = None
    for place in range(at, len(elements)):
        element = elements[place]
        if not (
            isinstance(element, StoryEnumeration)
            and element.paras
            and wanted in (None, element.start)
        ):
            return
        wanted = element.start + 1
        yield element


def _goes_on(elements: Sequence[Element], at: int) -> bool:
    """Whether 二是 follows before the next heading."""
    for place in range(at, len(elements)):
        element = elements[place]
        if isinstance(element, Head):
            return False
        if isinstance(element, StoryEnumeration):
            return bool(element.paras) and element.start == 2
    return False


def _one(group: list[StoryEnumeration]) -> StoryEnumeration:
    return replace(
        group[0],
        items=tuple(item for one in group for item in one.items),
        marks=tuple(mark for one in group for mark in one.marks),
        paras=(),
    )


def _looked(runs: DraftRuns) -> list[tuple[int, int, int]]:
    """Start, end and value of each mark that has the face of marks."""
    marks, at = [], 0
    for run in runs:
        value = number_of(run.text.removesuffix("是")) if run.look == "序数" else None
        if value:
            marks.append((at, at + len(run.text), value))
        at += len(run.text)
    return marks


def _counted(text: str, wanted: int) -> list[tuple[int, int, int]]:
    """Start, end and value of the marks that count up from ``wanted``.

    None where a paragraph counts twice: its text would go into the last item of the first series.
    """
    marks = list[tuple[int, int, int]]()
    first = wanted
    for match in shapes.ITEM.finditer(text):
        value = number_of(match["number"])
        if value == first and marks:
            return []
        if value == wanted:
            marks.append((match.start(), match.end(), wanted))
            wanted += 1
    return marks
