"""How the headings and series of an article stand: run into the text, or on lines of their own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bulletin.findings import kinds
from bulletin.importing.draft import DraftParagraph
from bulletin.importing.recognise.story import Doubt, Element, Head, Layout, StoryEnumeration
from bulletin.model.content import HeadingLayouts
from bulletin.model.content import Layout as Set
from bulletin.text.numerals import heading_marker


def headings(body: Sequence[Element]) -> tuple[str, list[Doubt]]:
    """How headings stand, as YAML has it; a doubt where those of one level do not stand alike.

    One word where all levels are alike. Each level is named where they are not, or where one between
    others is not used (一、 and then 1.): that is the document's own system.
    """
    used = sorted({one.level for one in body if isinstance(one, Head)})
    levels: dict[int, Set] = {}
    doubts: list[Doubt] = []
    for level in used:
        run_in, display = _stand(body, level)
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


def _stand(body: Sequence[Element], level: int) -> tuple[list[int], list[int]]:
    """The places of a level's headings with text behind them, and with text below them."""
    heads = [
        (at, one) for at, one in enumerate(body) if isinstance(one, Head) and one.level == level
    ]
    run_in = [at for at, one in heads if not one.own_line]
    display = [
        at
        for at, one in heads
        if one.own_line
        and at + 1 < len(body)
        and isinstance(body[at + 1], DraftParagraph | StoryEnumeration)
    ]
    return run_in, display


def _mixed(layout: Set, level: int, run_in: Sequence[int], display: Sequence[int]) -> Doubt:
    few, now = (run_in, "独占一行") if layout == "display" else (display, "接排")
    mark = heading_marker(level, 1)
    return Doubt(
        kinds.IMPORTED_LAYOUT, few[0],
        f"“{mark}”一级的小标题有的接排、有的独占一行（{len(few)} 处与多数不同），现在一律{now}。",
        "一级只有一种排法：题头里的 headings。",
    )  # fmt: skip


def enumeration(body: Sequence[Element]) -> Layout:
    """How most series stand."""
    series = [one.display for one in body if isinstance(one, StoryEnumeration)]
    if not series:
        return ""
    return "display" if sum(series) * 2 > len(series) else "run-in"
