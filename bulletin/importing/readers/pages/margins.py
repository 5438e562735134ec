"""Page numbers, running heads and feet, and watermarks of a PDF are taken out of its lines."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from bulletin.importing.draft import Omitted
from bulletin.importing.readers.pages.text_lines import TextLine

FOLIO = re.compile(
    r"[\W_]*(?:第|Page\s*|P\.?)?\s*(\d{1,4})\s*页?(?:[\W_]*(?:共|of|/)\s*\d{1,4}\s*页?)?[\W_]*",
    re.IGNORECASE,
)
DECORATED = re.compile(r"[^\d\s]")
"""A page number by its looks alone: a number with marks around it."""
FURTHER = 1.25
"""Times the usual distance of lines: a head or foot is at least so far from the text."""
MOST = 0.6
"""A line is a running head if this part of the pages has it."""
SAME_PLACE = 4.0
"""Points by which the height of a running head may differ."""
DEEPEST = 4
"""Lines of a head or foot, at most."""

PageLines = Sequence[TextLine]
Key = tuple[str, int]


def stripped(pages: Sequence[PageLines]) -> tuple[list[list[TextLine]], list[Omitted]]:
    """The lines of each page without page numbers, heads, feet and watermarks; and these, with reasons."""
    rest = [list(lines) for lines in pages]
    omitted: list[Omitted] = []
    for _ in range(DEEPEST):
        heads = list(_heads(rest))
        found = [*heads, *_same_height(rest, heads), *_folios(rest)]
        if not found:
            break
        reasons = {id(one): reason for one, reason in found}
        omitted += [
            Omitted(one.text, reasons[id(one)])
            for lines in rest
            for one in lines
            if id(one) in reasons
        ]
        rest = [[one for one in lines if id(one) not in reasons] for lines in rest]
    if not any(rest):  # pages of nothing but heads are pages of text
        return [list(lines) for lines in pages], []
    return rest, omitted


def _outer(lines: PageLines) -> Iterator[tuple[TextLine, bool]]:
    """The first and the last lines of a page, each with whether it is apart from the text."""
    upright = sorted((one for one in lines if not one.rotation), key=lambda one: one.baseline)
    gaps = [
        after.baseline - before.baseline
        for before, after in pairwise(upright)
        if after.baseline - before.baseline > 1
    ]
    usual = median(gaps) if len(gaps) > 2 else 0.0
    for order in (upright, upright[::-1]):
        apart = _apart(order[: DEEPEST + 1], usual)
        yield from ((one, apart) for one in order if abs(one.baseline - order[0].baseline) <= 1)


def _apart(order: Sequence[TextLine], usual: float) -> bool:
    """Whether one of the outermost lines is further from the next one than usual, or of another size."""
    return (
        any(
            abs(after.baseline - one.baseline) > max(FURTHER * usual, 1.6 * one.size)
            or abs(after.size - one.size) > 0.08 * one.size
            for one, after in pairwise(order)
        )
        or len(order) < 2
    )


def _folios(pages: Sequence[PageLines]) -> Iterator[tuple[TextLine, str]]:
    """Page numbers: outermost lines whose number rises by one from page to page."""
    found = [
        (one, int(match[1]) - page, apart)
        for page, lines in enumerate(pages)
        for one, apart in _outer(lines)
        if (match := FOLIO.fullmatch(one.text))
    ]
    if not found:
        return
    starts = Counter(begins for begins, _ in {(begins, one.page) for one, begins, _ in found})
    start, often = starts.most_common(1)[0]
    for one, begins, apart in found:
        alone = len(pages) == 1 or often < 2
        if begins == start and (not alone or (DECORATED.search(one.text) and apart)):
            yield one, "页码"


def _heads(pages: Sequence[PageLines]) -> Iterator[tuple[TextLine, str]]:
    """Running heads (lines at the edge) and watermarks (rotated ones) that most pages have at one place."""
    groups: dict[Key, list[tuple[int, TextLine]]] = defaultdict(list)
    for page, lines in enumerate(pages):
        edge = [one for one, apart in _outer(lines) if apart]
        edge += [one for one in lines if one.rotation]
        for one in edge:
            groups[re.sub(r"\d+", "#", one.text), one.rotation].append((page, one))
    full = [page for page, lines in enumerate(pages) if lines]
    for (_, turn), members in groups.items():
        for steady in (_at_one_place(members, full), _at_one_place(members, full, parity=True)):
            if len(steady) > 1:
                yield from ((one, "水印" if turn else "页眉页脚") for one in steady)
                break


def _same_height(
    pages: Sequence[PageLines], heads: list[tuple[TextLine, str]]
) -> Iterator[tuple[TextLine, str]]:
    """Lines at the height of other pages' running heads, for the head of the only even page."""
    heights = {round(one.baseline) for one, _ in heads if not one.rotation}
    for one in (one for lines in pages for one, apart in _outer(lines) if apart):
        if any(abs(one.baseline - height) <= SAME_PLACE for height in heights):
            yield one, "页眉页脚"


def _at_one_place(
    members: list[tuple[int, TextLine]], full: list[int], *, parity: bool = False
) -> list[TextLine]:
    """Of lines of the same text, those at one height on most pages; ``parity``: most odd or even ones."""
    steady: list[TextLine] = []
    for odd in (0, 1) if parity else (None,):
        mine = [(page, one) for page, one in members if odd is None or page % 2 == odd]
        all_pages = [page for page in full if odd is None or page % 2 == odd]
        if not mine:
            continue
        height = sorted(one.baseline for _, one in mine)[len(mine) // 2]
        same = [(page, one) for page, one in mine if abs(one.baseline - height) <= SAME_PLACE]
        if len({page for page, _ in same}) >= max(2, MOST * len(all_pages)) and _counts(same):
            steady += [one for _, one in same]
    return steady


def _counts(same: list[tuple[int, TextLine]]) -> bool:
    """Whether each number in the lines is the same on all pages, or rises by one from page to page."""
    numbers = [(page, [int(n) for n in re.findall(r"\d+", one.text)]) for page, one in same]
    pages = [page for page, _ in numbers]
    return all(
        len(set(column)) == 1
        or len({value - page for value, page in zip(column, pages, strict=True)}) == 1
        for column in zip(*(row for _, row in numbers), strict=True)
    )
