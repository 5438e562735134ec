"""Takes page numbers, running heads and feet, and watermarks out of the lines of a PDF."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median, median_high

from bulletin.importing.draft import Omitted
from bulletin.importing.readers.pages.text_lines import TextLine

PAGE_NUMBER = re.compile(
    r"[\W_]*(?:第|Page\s*|P\.?)?\s*(\d{1,4})\s*页?(?:[\W_]*(?:共|of|/)\s*\d{1,4}\s*页?)?[\W_]*",
    re.IGNORECASE,
)
DECORATION = re.compile(r"[^\d\s]")
"""What a lone page number needs around the number, so that no other number is taken for one."""
HEAD_DISTANCE = 1.25
"""Times the usual distance of lines: a head or foot is further than this from the text."""
SHARE_OF_PAGES = 0.6
"""A line is a running head if at least this part of the pages has it."""
SAME_PLACE = 4.0
"""Points by which the height of a running head may differ."""
MOST_LINES = 4
"""Lines of a head or foot, at most."""

PageLines = Sequence[TextLine]


def without_margins(pages: Sequence[PageLines]) -> tuple[list[list[TextLine]], list[Omitted]]:
    """The lines of each page without its margins; page numbers, heads, feet and watermarks as omitted."""
    rest = [list(lines) for lines in pages]
    omitted: list[Omitted] = []
    for _ in range(MOST_LINES):
        heads = list(_running_heads(rest))
        marginal = (*heads, *_same_height(rest, heads), *_page_numbers(rest))
        reasons = {id(line): reason for line, reason in marginal}
        if not reasons:
            break
        omitted += [
            Omitted(line.text, reasons[id(line)])
            for lines in rest
            for line in lines
            if id(line) in reasons
        ]
        rest = [[line for line in lines if id(line) not in reasons] for lines in rest]
    if not any(rest):  # pages of nothing but heads are pages of text
        return [list(lines) for lines in pages], []
    return rest, omitted


def _edge_lines(lines: PageLines) -> Iterator[tuple[TextLine, bool]]:
    """The first and the last line of a page; each with whether its edge is set off from the text."""
    upright = sorted((one for one in lines if not one.rotation), key=lambda one: one.baseline)
    gaps = [
        after.baseline - before.baseline
        for before, after in pairwise(upright)
        if after.baseline - before.baseline > 1
    ]
    usual = median(gaps) if len(gaps) > 2 else 0.0
    for order in (upright, upright[::-1]):
        is_set_off = _is_set_off(order[: MOST_LINES + 1], usual)
        outermost = (line for line in order if abs(line.baseline - order[0].baseline) <= 1)
        yield from ((line, is_set_off) for line in outermost)


def _is_set_off(order: Sequence[TextLine], usual: float) -> bool:
    """Whether one of the outermost lines is further from the next one than usual, or of another size."""
    return len(order) < 2 or any(
        abs(after.baseline - line.baseline) > max(HEAD_DISTANCE * usual, 1.6 * line.size)
        or abs(after.size - line.size) > 0.08 * line.size
        for line, after in pairwise(order)
    )


def _page_numbers(pages: Sequence[PageLines]) -> Iterator[tuple[TextLine, str]]:
    """Page numbers: outermost lines whose number rises by one from page to page."""
    candidates: list[tuple[TextLine, int, bool]] = []
    for page, lines in enumerate(pages):
        for line, is_set_off in _edge_lines(lines):
            match = PAGE_NUMBER.fullmatch(line.text)
            if match:
                candidates.append((line, int(match[1]) - page, is_set_off))
    if not candidates:
        return
    offsets_of_pages = {(offset, line.page) for line, offset, _ in candidates}
    usual, count = Counter(offset for offset, _ in offsets_of_pages).most_common(1)[0]
    is_lone = len(pages) == 1 or count < 2
    for line, offset, is_set_off in candidates:
        if offset == usual and (not is_lone or (DECORATION.search(line.text) and is_set_off)):
            yield line, "页码"


def _running_heads(pages: Sequence[PageLines]) -> Iterator[tuple[TextLine, str]]:
    """Running heads (lines at the edge) and watermarks (rotated ones) that most pages have at one place."""
    groups: dict[tuple[str, int], list[tuple[int, TextLine]]] = defaultdict(list)
    for page, lines in enumerate(pages):
        candidates = [line for line, is_set_off in _edge_lines(lines) if is_set_off]
        candidates += [line for line in lines if line.rotation]
        for line in candidates:
            groups[re.sub(r"\d+", "#", line.text), line.rotation].append((page, line))
    full = [page for page, lines in enumerate(pages) if lines]
    for (_, rotation), members in groups.items():
        for step in (1, 2):  # on all pages; on odd and on even pages
            heads = [
                line
                for first in range(step)
                for line in _at_one_height(
                    [member for member in members if member[0] % step == first],
                    sum(page % step == first for page in full),
                )
            ]
            if len(heads) > 1:
                yield from ((line, "水印" if rotation else "页眉页脚") for line in heads)
                break


def _same_height(
    pages: Sequence[PageLines], heads: list[tuple[TextLine, str]]
) -> Iterator[tuple[TextLine, str]]:
    """Lines at the height of other pages' running heads, for the head of the only even page."""
    heights = {round(one.baseline) for one, _ in heads if not one.rotation}
    for line, is_set_off in (edge for lines in pages for edge in _edge_lines(lines)):
        if is_set_off and any(abs(line.baseline - height) <= SAME_PLACE for height in heights):
            yield line, "页眉页脚"


def _at_one_height(members: list[tuple[int, TextLine]], pages: int) -> list[TextLine]:
    """Of lines of the same text (with their pages), those at one height, if most of ``pages`` have one."""
    if not members:
        return []
    height = median_high(line.baseline for _, line in members)
    same = [(page, line) for page, line in members if abs(line.baseline - height) <= SAME_PLACE]
    is_usual = len({page for page, _ in same}) >= max(2, SHARE_OF_PAGES * pages)
    return [line for _, line in same] if is_usual and _are_steady(same) else []


def _are_steady(same: list[tuple[int, TextLine]]) -> bool:
    """Whether each number in the lines is the same on all pages, or rises by one from page to page."""
    numbers = [(page, [int(n) for n in re.findall(r"\d+", one.text)]) for page, one in same]
    pages = [page for page, _ in numbers]
    return all(
        len(set(column)) == 1
        or len({value - page for value, page in zip(column, pages, strict=True)}) == 1
        for column in zip(*(row for _, row in numbers), strict=True)
    )
