"""How the headings and series of an article stand: run into the text, or on lines of their own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bulletin.findings import kinds
from bulletin.importing.recognise.story import BodyPart, Doubt
from bulletin.model.content import Enumeration, Heading, HeadingLayouts, Layout, Paragraph
from bulletin.text.numerals import heading_marker


def headings(body: Sequence[BodyPart]) -> tuple[str, list[Doubt]]:
    """How headings stand, as YAML has it; a doubt for each level whose headings do not stand alike.

    One word where all levels are alike. Each level is named where they are not, or where one between
    others is not used (一、 and then 1.): that is the document's own system.
    """
    used = sorted({part.block.level for part in body if isinstance(part.block, Heading)})
    levels: dict[int, Layout] = {}
    doubts: list[Doubt] = []
    for level in used:
        run_in, display = _places(body, level)
        if run_in or display:
            levels[level] = "display" if len(display) > len(run_in) else "run-in"
        if run_in and display:
            doubts.append(_mixed(levels[level], level, run_in, display))
    if not levels:
        return "", []
    skips = any(after > before + 1 for before, after in pairwise(used))
    if len(set(levels.values())) == 1 and not skips:
        return next(iter(levels.values())), doubts
    every = tuple(levels.get(level, "display") if level in used else None for level in range(1, 5))
    return HeadingLayouts(every, frozenset(used)).text, doubts


def _places(body: Sequence[BodyPart], level: int) -> tuple[list[int], list[int]]:
    """The places of a level's headings with text behind them, and of those with text below them."""
    places = [
        at
        for at, part in enumerate(body)
        if isinstance(part.block, Heading) and part.block.level == level
    ]
    display = [
        at
        for at in places
        if body[at].own_line
        and at + 1 < len(body)
        and isinstance(body[at + 1].block, Paragraph | Enumeration)
    ]
    return [at for at in places if not body[at].own_line], display


def _mixed(layout: Layout, level: int, run_in: Sequence[int], display: Sequence[int]) -> Doubt:
    few, now = (run_in, "独占一行") if layout == "display" else (display, "接排")
    mark = heading_marker(level, 1)
    return Doubt(
        kinds.IMPORTED_LAYOUT, few[0],
        f"“{mark}”一级的小标题有的接排、有的独占一行（{len(few)} 处与多数不同），现在一律{now}。",
        "一级只有一种排法：题头里的 headings。",
    )  # fmt: skip


def enumeration(body: Sequence[BodyPart]) -> Layout | None:
    """How most series stand; ``None`` where there is none."""
    own_lines = [part.own_line for part in body if isinstance(part.block, Enumeration)]
    if not own_lines:
        return None
    return "display" if sum(own_lines) * 2 > len(own_lines) else "run-in"
