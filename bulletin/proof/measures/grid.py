"""Measures of the grid: type sizes, line pitch, lines a page."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from bulletin.proof.measurement import Assessment, fault, passed, spot, unverified
from bulletin.proof.paragraph_roles import Role
from bulletin.proof.printed_paragraphs import PITCH_SLACK, ProofDocument, pitches

_BODY, _TITLE = 16.0, 22.0
"""Type sizes in points."""
_PITCH, _PITCH_TOLERANCE = 225 * 72 / 25.4 / 22, 0.15
"""Points: the type area of 225 mm has 22 lines."""
_LINES = 22


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
        spot(paragraph.first_page, f"{step:.1f} 磅：{paragraph.text}")
        for paragraph in document.of(Role.BODY)
        for step in [max(pitches(paragraph), key=lambda step: abs(step - usual), default=usual)]
        if abs(step - usual) > PITCH_SLACK
    ]
    if odd:
        return fault(f"{figure}，有 {len(odd)} 段不同", "这几段的行距也设为固定值 28.95 磅。", *odd)
    return passed(figure)


def lines(document: ProofDocument) -> Assessment:
    """The number of lines of full pages: those at whose foot a paragraph goes on to the next page."""
    running = {
        above.page
        for paragraph in document.of(Role.BODY)
        for above, below in pairwise(paragraph.rows)
        if above.page != below.page
    }
    full = {page: len(document.lines(page)) for page in sorted(running) if _is_even(document, page)}
    if not full:
        return unverified("没有排满正文的一面")
    counted = Counter(full.values())
    figure = "，".join(f"{number} 行（{times} 面）" for number, times in counted.most_common())
    faulty = [spot(page, f"{number} 行") for page, number in full.items() if number != _LINES]
    if not faulty:
        return passed(figure)
    return fault(figure, "行距设为固定值 28.95 磅，段前段后设为 0，不勾“孤行控制”。", *faulty)


def _is_even(document: ProofDocument, page: int) -> bool:
    """Whether all lines of a page stand one pitch apart: body text and nothing else."""
    printed = document.lines(page)
    usual = document.pitch or 0.0
    steps = [below.baseline - above.baseline for above, below in pairwise(printed)]
    near_top = bool(printed) and printed[0].baseline - document.area.top < usual
    return near_top and all(abs(step - usual) < PITCH_SLACK for step in steps)
