"""Measures of paper, margins and blank pages."""

from __future__ import annotations

from itertools import pairwise

from bulletin.proof.measurement import Assessment, fault, pages_named, passed, spot
from bulletin.proof.paragraph_roles import Role
from bulletin.proof.printed_paragraphs import MM, ProofDocument

_WIDTH, _HEIGHT = 210.0, 297.0
_TOP, _LEFT, _ACROSS, _DOWN = 37.0, 28.0, 156.0, 225.0
_TOLERANCE = 1.0
"""All in millimetres; 5.2.1 has this tolerance for the margins."""


def paper(document: ProofDocument) -> Assessment:
    """The size of every page."""
    sizes = [(page.width / MM, page.height / MM) for page in document.printed.pages]
    faulty = [
        number
        for number, (width, height) in enumerate(sizes)
        if abs(width - _WIDTH) > _TOLERANCE or abs(height - _HEIGHT) > _TOLERANCE
    ]
    width, height = sizes[faulty[0] if faulty else 0]
    figure = f"{width:.0f} × {height:.0f} 毫米，共 {len(sizes)} 面"
    if not faulty:
        return passed(figure)
    return fault(
        figure, "页面设置里把纸张改成 A4，纵向。", *(spot(number, "") for number in faulty)
    )


def margins(document: ProofDocument) -> Assessment:
    """The margins of the file, the top one as printed, and whether the text stays within them."""
    area = document.area
    printed_top = _printed_top(document)
    top, left = (area.top if printed_top is None else printed_top) / MM, area.left / MM
    across, down = (area.right - area.left) / MM, (area.bottom - area.top) / MM
    figure = f"天头 {top:.1f}、订口 {left:.1f} 毫米，版心 {across:.1f} × {down:.1f} 毫米"
    wanted = ((top, _TOP), (left, _LEFT), (across, _ACROSS), (down, _DOWN))
    if any(abs(has - norm) > _TOLERANCE for has, norm in wanted):
        return fault(
            figure, "页边距：上 37、下 35、左 28、右 26 毫米，装订线 0；页眉不要把正文顶下去。"
        )
    out = _outside(document)
    if out is None:
        return passed(figure)
    page, edge, text = out
    return fault(
        f"{figure}；正文印到了离左边 {edge / MM:.1f} 毫米处",
        "段落的左右缩进改成 0。", spot(page, text),
    )  # fmt: skip


def _printed_top(document: ProofDocument) -> float | None:
    """Where the text begins on pages on which a paragraph goes on, in points from the top.

    A tall header pushes it down, whatever margin the file sets. LibreOffice puts the baseline at
    four fifths of an exact line.
    """
    tops = [
        below.line.baseline - 0.8 * (document.pitch or 0.0)
        for paragraph in document.of(Role.BODY)
        for above, below in pairwise(paragraph.rows)
        if above.page != below.page
    ]
    return min(tops, default=None)


def _outside(document: ProofDocument) -> tuple[int, float, str] | None:
    """A line of body text that leaves the type area to the left or right: page, edge in points, text.

    A punctuation mark may hang over the right edge.
    """
    area, slack = document.area, _TOLERANCE * MM
    for paragraph in document.of(Role.BODY):
        for row in paragraph.rows:
            last = row.line.characters[-1]
            hung = last.right - last.left if not last.text.isalnum() else 0.0
            if row.line.right - hung > area.right + slack:
                return row.page, row.line.right, row.line.text
            if row.line.left < area.left - slack:
                return row.page, row.line.left, row.line.text
    return None


def blank_pages(document: ProofDocument) -> Assessment:
    """Pages with nothing in the type area."""
    blank = [
        number for number, page in enumerate(document.printed.pages) if document.is_blank(page)
    ]
    if not blank:
        return passed(f"没有，共 {len(document.printed.pages)} 面")
    return fault(
        f"{pages_named(blank)}是空白的",
        "删掉多余的分页符和空段落。", *(spot(number, "") for number in blank),
    )  # fmt: skip
