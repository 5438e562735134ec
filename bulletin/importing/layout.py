"""How the headings and series of an article stand: run into the text, or on lines of their own."""

from __future__ import annotations

from collections.abc import Sequence

from bulletin import faults
from bulletin.importing.draft import Para
from bulletin.importing.story import Doubt, Element, Head, Layout, Series


def headings(body: Sequence[Element]) -> tuple[Layout, list[Doubt]]:
    """How most headings with text after them stand, and a doubt where the others do not."""
    run_in = [at for at, one in enumerate(body) if isinstance(one, Head) and not one.own_line]
    display = [
        at
        for at, one in enumerate(body[:-1])
        if isinstance(one, Head) and one.own_line and isinstance(body[at + 1], Para | Series)
    ]
    if not run_in or not display:
        return "display" if display else "run-in" if run_in else "", []
    layout: Layout = "display" if len(display) > len(run_in) else "run-in"
    few, now = (run_in, "独占一行") if layout == "display" else (display, "接排")
    message = f"小标题有的接排、有的独占一行（{len(few)} 处与多数不同），现在一律{now}。"
    hint = "一篇稿件只有一种排法：题头里的 headings。"
    return layout, [Doubt(faults.IMPORTED_LAYOUT, few[0], message, hint)]


def enumeration(body: Sequence[Element]) -> Layout:
    """How most series stand."""
    series = [one.display for one in body if isinstance(one, Series)]
    if not series:
        return ""
    return "display" if sum(series) * 2 > len(series) else "run-in"
