"""Measures what stands round the text: masthead, folios (page numbers), routing block."""

from __future__ import annotations

import re

from bulletin.pdf.printed import PrintedLine
from bulletin.proof.measurement import Assessment, fault, outcome, pages_named, spot, unverified
from bulletin.proof.paragraph_roles import Role
from bulletin.proof.printed_paragraphs import MM, ProofDocument

_MASTHEAD, _MASTHEAD_TOLERANCE = 20.0, 3.0
"""Millimetres from the top of the type area."""
_FOLIO, _FOLIO_TOLERANCE = 7.0, 1.0
"""Millimetres under the type area."""
_FOLIO_SIZE = 14.0
"""Points."""
_EDGE = 2.0
"""Points by which a rule or a folio may be off its edge."""
_FOLIO_TEXT = re.compile(r"[—–\-－\s]*(\d+)[—–\-－\s]*")


def masthead(document: ProofDocument) -> Assessment:
    """The distance of the red name from the top of the type area, and the rule under it."""
    names = document.of(Role.MASTHEAD)
    if not names:
        return unverified("没有认出报头（第一面上 26 磅以上的红字）")
    row, area = names[0].rows[0], document.layout.area
    top = min(character.top for character in row.line.characters if character.text.strip())
    distance = (top - area.top) / MM
    is_ruled = any(
        rule.at > row.line.baseline
        and abs(rule.start - area.left) < _EDGE
        and abs(rule.end - area.right) < _EDGE
        for rule in document.printed.pages[row.page].rules
    )
    figure = f"距版心上边缘 {distance:.1f} 毫米，红线{'与版心等宽' if is_ruled else '没有，或与版心不等宽'}"
    is_right = is_ruled and abs(distance - _MASTHEAD) <= _MASTHEAD_TOLERANCE
    faulty = [] if is_right else [document.spot(row, row.line.text)]
    return outcome(faulty, figure, "改报头的段前距离；红线从版心左边缘画到右边缘。", figure)


def folios(document: ProofDocument) -> Assessment:
    """Every folio: outside, one character in from the edge, 7 mm under the type area."""
    missing, faulty, distances = [], [], []
    for number, page in enumerate(document.printed.pages):
        numbered = (line for line in page.lines[::-1] if _FOLIO_TEXT.fullmatch(line.text))
        folio = next(numbered, None)
        if folio is None or folio.baseline < document.layout.area.bottom:
            missing += [] if document.is_blank(page) else [number]
            continue
        distance = _distance(document, folio)
        distances.append(distance)
        reason = _fault_of_folio(document, number, folio, distance)
        faulty += [spot(number, f"{folio.text.strip()}：{reason}")] if reason else []
    if not distances:
        return fault("没有页码", "插入页码：版心下方，单页居右，双页居左。")
    figure = f"版心下 {min(distances):.1f} 至 {max(distances):.1f} 毫米，{len(distances)} 面"
    if missing:
        return fault(f"{figure}；{pages_named(missing)}没有", "每一面都要有页码。", *faulty)
    hint = "页码分奇偶页设置：单页居右空一字，双页居左空一字，宋体四号。"
    return outcome(faulty, f"{figure}；{len(faulty)} 面不对", hint, f"{figure}，都在外侧")


def _distance(document: ProofDocument, folio: PrintedLine) -> float:
    """Millimetres from the type area down to the dash, or to the top of a bare number."""
    dashes = [one for one in folio.characters if one.text in "—–-－"] or folio.characters
    return (min(one.top for one in dashes) - document.layout.area.bottom) / MM


def _fault_of_folio(
    document: ProofDocument, number: int, folio: PrintedLine, distance: float
) -> str:
    """What is faulty with the folio of a page that is counted from 0; empty if nothing is."""
    area = document.layout.area_on(number)
    is_odd = number % 2 == 0
    size = max(character.size for character in folio.characters)
    edge = area.right - folio.right if is_odd else folio.left - area.left
    if abs(edge - _FOLIO_SIZE) > 2 * _EDGE:
        outer = "右" if is_odd else "左"
        return f"距版心{outer}边缘 {edge / MM:.1f} 毫米，不在外侧空一字处"
    if abs(distance - _FOLIO) > _FOLIO_TOLERANCE:
        return f"在版心下 {distance:.1f} 毫米"
    return f"{size:g} 磅" if abs(size - _FOLIO_SIZE) > 0.5 else ""


def routing(document: ProofDocument) -> Assessment:
    """Whether the routing block ends on the last line of the last page."""
    block = document.of(Role.ROUTING) or [
        one for one in document.placed if one.paragraph.role is Role.ROUTING and one.rows
    ]
    if not block:
        return unverified("没有认出版记（报、送、发、抄送或印发的行）")
    last, page = block[-1].rows[-1], len(document.printed.pages) - 1
    place = document.spot(last, block[-1].text)
    if last.page != page:
        wrong = f"在第 {last.page + 1} 面，最后是第 {page + 1} 面"
        return fault(wrong, "版记要在最后一面的最下端。", place)
    baseline = last.line.baseline
    under = [rule for rule in document.printed.pages[page].rules if rule.at > baseline]
    bottom = max((rule.at + rule.weight / 2 for rule in under), default=baseline)
    distance = (document.layout.area.bottom - bottom) / MM
    what = "末条线" if under else "最后一行（没有末条线）"
    figure = f"{what}距版心下边缘 {abs(distance):.1f} 毫米"
    faulty = [] if under and abs(distance) <= 1.0 else [place]
    hint = "把版记放进贴着版心下边缘的文本框或表格里，末尾画一条线。"
    return outcome(faulty, figure, hint, f"第 {page + 1} 面，{figure}")
