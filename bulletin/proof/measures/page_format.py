"""Measures of the format of pages: paper, margins, blank pages, type sizes, line pitch, lines a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from bulletin.proof.measurement import (
    Assessment,
    fault,
    outcome,
    pages_named,
    passed,
    spot,
    unverified,
)
from bulletin.proof.paragraph_roles import Role
from bulletin.proof.printed_paragraphs import MM, PITCH_SLACK, ParagraphLine, ProofDocument, pitches

_WIDTH, _HEIGHT = 210.0, 297.0
_TOP, _LEFT, _ACROSS, _DOWN = 37.0, 28.0, 156.0, 225.0
_TOLERANCE = 1.0
"""All in millimetres; 5.2.1 has this tolerance for the margins."""
_BODY, _TITLE = 16.0, 22.0
"""Type sizes in points."""
_PITCH, _PITCH_TOLERANCE = 225 * 72 / 25.4 / 22, 0.15
"""Points: the type area of 225 mm has 22 lines."""
_LINES = 22


def paper(document: ProofDocument) -> Assessment:
    """The size of every page."""
    sizes = [(page.width / MM, page.height / MM) for page in document.printed.pages]
    faulty = [
        spot(number, "")
        for number, (width, height) in enumerate(sizes)
        if abs(width - _WIDTH) > _TOLERANCE or abs(height - _HEIGHT) > _TOLERANCE
    ]
    width, height = sizes[faulty[0].page - 1 if faulty else 0]
    figure = f"{width:.0f} × {height:.0f} 毫米，共 {len(sizes)} 面"
    return outcome(faulty, figure, "页面设置里把纸张改成 A4，纵向。", figure)


def margins(document: ProofDocument) -> Assessment:
    """The margins of the file, the top one as printed, and whether the text stays within them."""
    area = document.layout.area
    printed_top = _printed_top(document)
    top, left = (area.top if printed_top is None else printed_top) / MM, area.left / MM
    across, down = (area.right - area.left) / MM, (area.bottom - area.top) / MM
    figure = f"天头 {top:.1f}、订口 {left:.1f} 毫米，版心 {across:.1f} × {down:.1f} 毫米"
    wanted = ((top, _TOP), (left, _LEFT), (across, _ACROSS), (down, _DOWN))
    if any(abs(has - norm) > _TOLERANCE for has, norm in wanted):
        hint = "页边距：上 37、下 35、左 28、右 26 毫米，装订线 0；页眉不要把正文顶下去。"
        return fault(figure, hint)
    out = next(_outside(document), None)
    if out is None:
        return passed(figure)
    row, edge = out
    wrong = f"{figure}；正文印到了离左边 {edge / MM:.1f} 毫米处"
    return fault(wrong, "段落的左右缩进改成 0。", spot(row.page, row.line.text))


def _printed_top(document: ProofDocument) -> float | None:
    """Where the text begins on pages on which a paragraph goes on, in points from the top.

    A tall header pushes it down, whatever margin the file sets. LibreOffice puts the baseline at
    four fifths of an exact line.
    """
    below_margin = 0.8 * (document.pitch or 0.0)
    tops = (below.line.baseline - below_margin for _, below in _over_a_foot(document))
    return min(tops, default=None)


def _over_a_foot(document: ProofDocument) -> Iterator[tuple[ParagraphLine, ParagraphLine]]:
    """The last line of a page and the first of the next, where a paragraph of body text goes on."""
    for paragraph in document.of(Role.BODY):
        for above, below in pairwise(paragraph.rows):
            if above.page != below.page:
                yield above, below


def _outside(document: ProofDocument) -> Iterator[tuple[ParagraphLine, float]]:
    """Lines of body text that leave the type area to the left or right, each with its edge in points."""
    area, slack = document.layout.area, _TOLERANCE * MM
    for paragraph in document.of(Role.BODY):
        for row in paragraph.rows:
            last = row.line.characters[-1]
            hung = last.right - last.left if not last.text.isalnum() else 0.0  # a mark may do so
            if row.line.right - hung > area.right + slack:
                yield row, row.line.right
            elif row.line.left < area.left - slack:
                yield row, row.line.left


def blank_pages(document: ProofDocument) -> Assessment:
    """Pages with nothing in the type area."""
    pages = document.printed.pages
    blank = [number for number, page in enumerate(pages) if document.is_blank(page)]
    return outcome(
        [spot(number, "") for number in blank],
        f"{pages_named(blank)}是空白的",
        "删掉多余的分页符和空段落。",
        f"没有，共 {len(pages)} 面",
    )


def sizes(document: ProofDocument) -> Assessment:
    """The commonest size of body text and of titles.

    Other sizes are named but are no fault, since quotations and notes may have their own.
    """
    figures, faulty = [], False
    for name, role, norm in (("正文", Role.BODY, _BODY), ("标题", Role.TITLE, _TITLE)):
        counted = Counter(
            round(character.size, 1)
            for paragraph in document.of(role)
            for row in paragraph.rows
            for character in row.line.characters
        )
        if counted:
            size = counted.most_common(1)[0][0]
            others = "、".join(f"{one:g}" for one in sorted(counted) if one != size)
            figures.append(f"{name} {size:g} 磅" + (f"（也有 {others} 磅的字）" if others else ""))
            faulty |= abs(size - norm) > 0.2
    if not figures:
        return unverified("没有认出正文和标题")
    figure = "，".join(figures)
    return fault(figure, "改成三号、二号。") if faulty else passed(figure)


def pitch(document: ProofDocument) -> Assessment:
    """The distance of lines in body text."""
    usual = document.pitch
    if usual is None:
        return unverified("没有两行以上的正文")
    figure = f"{usual:.2f} 磅"
    if abs(usual - _PITCH) > _PITCH_TOLERANCE:
        room = _PITCH * _LINES / usual
        return fault(f"{figure}，版心放得下 {room:.1f} 行", "行距设为固定值 28.95 磅。")
    odd = [
        spot(paragraph.rows[0].page, f"{step:.1f} 磅：{paragraph.text}")
        for paragraph in document.of(Role.BODY)
        for step in [max(pitches(paragraph), key=lambda step: abs(step - usual), default=usual)]
        if abs(step - usual) > PITCH_SLACK
    ]
    wrong = f"{figure}，有 {len(odd)} 段不同"
    return outcome(odd, wrong, "这几段的行距也设为固定值 28.95 磅。", figure)


def lines(document: ProofDocument) -> Assessment:
    """The number of lines of full pages: those at whose foot a paragraph goes on to the next page."""
    running = sorted({above.page for above, _ in _over_a_foot(document)})
    full = {page: len(document.lines(page)) for page in running if _is_even(document, page)}
    if not full:
        return unverified("没有排满正文的一面")
    counted = Counter(full.values())
    figure = "，".join(f"{number} 行（{times} 面）" for number, times in counted.most_common())
    faulty = [spot(page, f"{number} 行") for page, number in full.items() if number != _LINES]
    hint = "行距设为固定值 28.95 磅，段前段后设为 0，不勾“孤行控制”。"
    return outcome(faulty, figure, hint, figure)


def _is_even(document: ProofDocument, page: int) -> bool:
    """Whether all lines of a page stand one pitch apart: body text and nothing else."""
    printed = document.lines(page)
    usual = document.pitch or 0.0
    steps = [below.baseline - above.baseline for above, below in pairwise(printed)]
    near_top = bool(printed) and printed[0].baseline - document.layout.area.top < usual
    return near_top and all(abs(step - usual) < PITCH_SLACK for step in steps)
