"""What stands round the text: masthead, folios, the routing block."""

from __future__ import annotations

import re

from bulletin.pdf.printed import PrintedLine
from bulletin.proof.measurement import (
    Finding,
    Norm,
    Strength,
    fault,
    pages,
    passed,
    spot,
    unverified,
)
from bulletin.proof.paragraph_roles import Role
from bulletin.proof.printed_paragraphs import MM, Sheets, is_blank

MASTHEAD = Norm(
    "masthead", "报头", "字的上边缘距版心上边缘约 20（±3）毫米，红线与版心等宽", "7.2.7",
    Strength.PRACTICE,
)  # fmt: skip
FOLIOS = Norm(
    "folios", "页码", "版心下 7（±1）毫米，单页居右、双页居左，空一字，四号", "7.5", Strength.USUAL
)
ROUTING = Norm(
    "routing",
    "版记",
    "在最后一面的最下端，末条线与版心下边缘重合（±1 毫米）",
    "7.4",
    Strength.ADVISED,
)

_MASTHEAD, _MASTHEAD_TOLERANCE = 20.0, 3.0
_FOLIO, _FOLIO_TOLERANCE, _FOLIO_SIZE = 7.0, 1.0, 14.0
_EDGE = 2.0
"""Points by which a rule or a folio may be off its edge."""
_FOLIO_TEXT = re.compile(r"[—–\-－\s]*(\d+)[—–\-－\s]*")


def masthead(sheets: Sheets) -> Finding:
    """How far the red name is from the top, and the rule under it."""
    names = sheets.of(Role.MASTHEAD)
    if not names:
        return unverified("没有认出报头（第一面上 26 磅以上的红字）")
    row = names[0].rows[0]
    top = min(character.top for character in row.line.characters if character.text.strip())
    distance = (top - sheets.area.top) / MM
    red = [
        rule
        for rule in sheets.printed.pages[row.page].rules
        if rule.at > row.line.baseline and _spans(sheets, rule.start, rule.end)
    ]
    figure = (
        f"距版心上边缘 {distance:.1f} 毫米，红线{'与版心等宽' if red else '没有，或与版心不等宽'}"
    )
    if red and abs(distance - _MASTHEAD) <= _MASTHEAD_TOLERANCE:
        return passed(figure)
    return fault(
        figure, "改报头的段前距离；红线从版心左边缘画到右边缘。", spot(row.page, row.line.text)
    )


def _spans(sheets: Sheets, left: float, right: float) -> bool:
    return abs(left - sheets.area.left) < _EDGE and abs(right - sheets.area.right) < _EDGE


def folios(sheets: Sheets) -> Finding:
    """Every folio: outside, one character in from the edge, 7 mm under the type area."""
    missing, wrong, distances = [], [], []
    for number, page in enumerate(sheets.printed.pages):
        folio = next(filter(None, map(_folio, page.lines[::-1])), None)
        if folio is None or folio.baseline < sheets.area.bottom:
            missing += [] if is_blank(sheets, page) else [number]
            continue
        distance = _distance(sheets, folio)
        distances.append(distance)
        why = _why_wrong(sheets, number, folio, distance)
        wrong += [spot(number, f"{folio.text.strip()}：{why}")] if why else []
    if not distances:
        return fault("没有页码", "插入页码：版心下方，单页居右，双页居左。")
    figure = f"版心下 {min(distances):.1f} 至 {max(distances):.1f} 毫米，{len(distances)} 面"
    if missing:
        return fault(f"{figure}；{pages(missing)}没有", "每一面都要有页码。", *wrong)
    if wrong:
        return fault(
            f"{figure}；{len(wrong)} 面不对",
            "页码分奇偶页设置：单页居右空一字，双页居左空一字，宋体四号。", *wrong,
        )  # fmt: skip
    return passed(f"{figure}，都在外侧")


def _folio(line: PrintedLine) -> PrintedLine | None:
    return line if _FOLIO_TEXT.fullmatch(line.text) else None


def _distance(sheets: Sheets, folio: PrintedLine) -> float:
    """Millimetres from the type area down to the dash, or to the top of a bare number."""
    dashes = [
        character for character in folio.characters if character.text in "—–-－"
    ] or folio.characters
    return (min(character.top for character in dashes) - sheets.area.bottom) / MM


def _why_wrong(sheets: Sheets, number: int, folio: PrintedLine, distance: float) -> str:
    area = sheets.area
    odd = number % 2 == 0
    size = max(character.size for character in folio.characters)
    edge = area.right - folio.right if odd else folio.left - area.left
    if abs(edge - _FOLIO_SIZE) > 2 * _EDGE:
        outer = "右" if odd else "左"
        return f"距版心{outer}边缘 {edge / MM:.1f} 毫米，不在外侧空一字处"
    if abs(distance - _FOLIO) > _FOLIO_TOLERANCE:
        return f"在版心下 {distance:.1f} 毫米"
    return f"{size:g} 磅" if abs(size - _FOLIO_SIZE) > 0.5 else ""


def routing(sheets: Sheets) -> Finding:
    """Whether the routing block ends on the last line of the last page."""
    block = sheets.of(Role.ROUTING) or [
        one for one in sheets.placed if one.paragraph.role is Role.ROUTING and one.rows
    ]
    if not block:
        return unverified("没有认出版记（报、送、发、抄送或印发的行）")
    last = block[-1]
    page = len(sheets.printed.pages) - 1
    here = spot(last.last_page, last.paragraph.text)
    if last.last_page != page:
        return fault(f"在第 {last.last_page + 1} 面，最后是第 {page + 1} 面",
                     "版记要在最后一面的最下端。", here)  # fmt: skip
    rules = [
        rule
        for rule in sheets.printed.pages[page].rules
        if rule.at > block[0].rows[0].line.baseline - 40
    ]
    under = [rule for rule in rules if rule.at > last.rows[-1].line.baseline]
    end = max((rule.at + rule.weight / 2 for rule in under), default=last.rows[-1].line.baseline)
    off = (sheets.area.bottom - end) / MM
    what = "末条线" if under else "最后一行（没有末条线）"
    figure = f"{what}距版心下边缘 {abs(off):.1f} 毫米"
    if under and abs(off) <= 1.0:
        return passed(f"第 {page + 1} 面，{figure}")
    return fault(figure, "把版记放进贴着版心下边缘的文本框或表格里，末尾画一条线。", here)
