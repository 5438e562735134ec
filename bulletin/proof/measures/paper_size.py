"""Paper, margins, blank pages."""

from __future__ import annotations

from itertools import pairwise

from bulletin.proof.measurement import Finding, Norm, Strength, fault, pages, passed, spot
from bulletin.proof.paragraph_roles import Role
from bulletin.proof.printed_paragraphs import MM, Sheets, is_blank

PAPER = Norm("paper", "纸张", "A4，210 × 297 毫米", "5.1", Strength.MUST)
MARGINS = Norm(
    "margins",
    "页边和版心",
    "天头 37、订口 28（±1）毫米，版心 156 × 225 毫米",
    "5.2.1",
    Strength.MUST,
)
BLANK = Norm("blank-pages", "空白面", "没有", "", Strength.PRACTICE)

_WIDTH, _HEIGHT = 210.0, 297.0
_TOP, _LEFT, _ACROSS, _DOWN = 37.0, 28.0, 156.0, 225.0
_TOLERANCE = 1.0
"""Millimetres (5.2.1 gives them to the margins)."""


def paper(sheets: Sheets) -> Finding:
    """The size of every page."""
    sizes = [(page.width / MM, page.height / MM) for page in sheets.printed.pages]
    wrong = [
        number
        for number, (width, height) in enumerate(sizes)
        if abs(width - _WIDTH) > _TOLERANCE or abs(height - _HEIGHT) > _TOLERANCE
    ]
    width, height = sizes[wrong[0] if wrong else 0]
    figure = f"{width:.0f} × {height:.0f} 毫米，共 {len(sizes)} 面"
    if not wrong:
        return passed(figure)
    return fault(figure, "页面设置里把纸张改成 A4，纵向。", *(spot(number, "") for number in wrong))


def margins(sheets: Sheets) -> Finding:
    """The margins that the file sets, the top one as printed, and whether the text keeps to them."""
    area = sheets.area
    begins = _begins(sheets)
    top, left = (area.top if begins is None else begins) / MM, area.left / MM
    across, down = (area.right - area.left) / MM, (area.bottom - area.top) / MM
    figure = f"天头 {top:.1f}、订口 {left:.1f} 毫米，版心 {across:.1f} × {down:.1f} 毫米"
    wanted = ((top, _TOP), (left, _LEFT), (across, _ACROSS), (down, _DOWN))
    if any(abs(has - norm) > _TOLERANCE for has, norm in wanted):
        return fault(
            figure, "页边距：上 37、下 35、左 28、右 26 毫米，装订线 0；页眉不要把正文顶下去。"
        )
    out = _outside(sheets)
    if out is None:
        return passed(figure)
    page, edge, text = out
    return fault(
        f"{figure}；正文印到了离左边 {edge / MM:.1f} 毫米处",
        "段落的左右缩进改成 0。", spot(page, text),
    )  # fmt: skip


def _begins(sheets: Sheets) -> float | None:
    """Where the text begins on pages that go on from the page before, in points from the top.

    A tall header pushes it down, whatever margin the file sets. LibreOffice puts the baseline at
    four fifths of an exact line.
    """
    tops = [
        below.line.baseline - 0.8 * (sheets.pitch or 0.0)
        for one in sheets.of(Role.BODY)
        for above, below in pairwise(one.rows)
        if above.page != below.page
    ]
    return min(tops, default=None)


def _outside(sheets: Sheets) -> tuple[int, float, str] | None:
    """Body text that goes over the sides of the type area, a hanging mark allowed for."""
    area, slack = sheets.area, _TOLERANCE * MM
    for one in sheets.of(Role.BODY):
        for row in one.rows:
            last = row.line.characters[-1]
            hung = last.right - last.left if not last.text.isalnum() else 0.0
            if row.line.right - hung > area.right + slack:
                return row.page, row.line.right, row.line.text
            if row.line.left < area.left - slack:
                return row.page, row.line.left, row.line.text
    return None


def blank_pages(sheets: Sheets) -> Finding:
    """Pages with nothing in the type area."""
    blank = [number for number, page in enumerate(sheets.printed.pages) if is_blank(sheets, page)]
    if not blank:
        return passed(f"没有，共 {len(sheets.printed.pages)} 面")
    return fault(
        f"{pages(blank)}是空白的",
        "删掉多余的分页符和空段落。", *(spot(number, "") for number in blank),
    )  # fmt: skip
