"""The grid: type sizes, line pitch, lines a page."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from bulletin.proof.measurement import Finding, Norm, Strength, fault, passed, spot, unverified
from bulletin.proof.paragraph_roles import Role
from bulletin.proof.printed_paragraphs import PITCH_SLACK, Sheets, pitches

SIZES = Norm(
    "type-sizes", "字号", "正文三号（16 磅），标题二号（22 磅）", "5.2.2、7.3.1", Strength.USUAL
)
PITCH = Norm("line-pitch", "行距", "225 毫米 ÷ 22 行 = 28.99 磅，±0.15", "5.2.3", Strength.DERIVED)
LINES = Norm("lines-a-page", "每面行数", "22 行", "5.2.3", Strength.USUAL, by_type=True,
    needs=(Role.BODY,),
)  # fmt: skip

_BODY, _TITLE = 16.0, 22.0
_PITCH, _PITCH_TOLERANCE = 225 * 72 / 25.4 / 22, 0.15
_LINES = 22


def sizes(sheets: Sheets) -> Finding:
    """The commonest size of body text and of titles; others are told and are no fault, since
    quotations and notes may have their own.
    """
    figures, wrong = [], False
    for name, role, norm in (("正文", Role.BODY, _BODY), ("标题", Role.TITLE, _TITLE)):
        counted = Counter(
            round(character.size, 1)
            for one in sheets.of(role)
            for row in one.rows
            for character in row.line.characters
        )
        if counted:
            size = counted.most_common(1)[0][0]
            others = "、".join(f"{one:g}" for one in sorted(counted) if one != size)
            figures.append(f"{name} {size:g} 磅" + (f"（也有 {others} 磅的字）" if others else ""))
            wrong |= abs(size - norm) > 0.2
    if not figures:
        return unverified("没有认出正文和标题")
    figure = "，".join(figures)
    return fault(figure, "改成三号、二号。") if wrong else passed(figure)


def pitch(sheets: Sheets) -> Finding:
    """The distance of lines in body text."""
    usual = sheets.pitch
    if usual is None:
        return unverified("没有两行以上的正文")
    figure = f"{usual:.2f} 磅"
    if abs(usual - _PITCH) > _PITCH_TOLERANCE:
        room = _PITCH * _LINES / usual
        return fault(f"{figure}，版心放得下 {room:.1f} 行", "行距设为固定值 28.95 磅。")
    odd = [
        spot(one.first_page, f"{step:.1f} 磅：{one.paragraph.text}")
        for one in sheets.of(Role.BODY)
        for step in [max(pitches(one), key=lambda step: abs(step - usual), default=usual)]
        if abs(step - usual) > PITCH_SLACK
    ]
    if odd:
        return fault(f"{figure}，有 {len(odd)} 段不同", "这几段的行距也设为固定值 28.95 磅。", *odd)
    return passed(figure)


def lines(sheets: Sheets) -> Finding:
    """The lines of pages that are full of body text, i.e. over whose foot a paragraph goes on."""
    running = {
        above.page
        for one in sheets.of(Role.BODY)
        for above, below in pairwise(one.rows)
        if above.page != below.page
    }
    full = {page: len(sheets.lines(page)) for page in sorted(running) if _even(sheets, page)}
    if not full:
        return unverified("没有排满正文的一面")
    counted = Counter(full.values())
    figure = "，".join(f"{number} 行（{times} 面）" for number, times in counted.most_common())
    wrong = [spot(page, f"{number} 行") for page, number in full.items() if number != _LINES]
    if not wrong:
        return passed(figure)
    return fault(figure, "行距设为固定值 28.95 磅，段前段后设为 0，不勾“孤行控制”。", *wrong)


def _even(sheets: Sheets, page: int) -> bool:
    """Whether all lines of a page stand one pitch apart: body text and nothing else."""
    printed = sheets.lines(page)
    usual = sheets.pitch or 0.0
    steps = [below.baseline - above.baseline for above, below in pairwise(printed)]
    near_top = bool(printed) and printed[0].baseline - sheets.area.top < usual
    return near_top and all(abs(step - usual) < PITCH_SLACK for step in steps)
