"""Measures of the format of pages: paper, margins, blank pages, type sizes, line pitch, lines a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from bulletin.proof.measurement import (
    Assessment,
    Spot,
    fault,
    outcome,
    pages_named,
    passed,
    spot,
    unverified,
)
from bulletin.proof.paragraph_roles import Role
from bulletin.proof.printed_paragraphs import (
    MM,
    PITCH_SLACK,
    ParagraphLine,
    PlacedParagraph,
    ProofDocument,
    pitches,
)

_WIDTH, _HEIGHT = 210.0, 297.0
_TOP, _LEFT, _ACROSS, _DOWN = 37.0, 28.0, 156.0, 225.0
_TOLERANCE = 1.0
"""All in millimetres; 5.2.1 has this tolerance for the margins."""
_BODY, _TITLE = 16.0, 22.0
"""Type sizes in points."""
_PITCH, _PITCH_TOLERANCE = 225 * 72 / 25.4 / 22, 0.15
"""Points: the type area of 225 mm has 22 lines."""
_LINES = 22
_BELOW_BASELINE = 0.2
"""The part of an exact line that is under its base line, in Word and LibreOffice."""
_KEPT = 2
"""So many lines of a paragraph go with what it is kept with."""
_KEEPS = (Role.CREDIT, Role.TITLE)
_OFF_THE_GRID = 0.1
"""Lines by which a line may be off the grid of 22 and still be on it."""


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
    if document.layout.shift:
        figure += "，双数页左右对调"
    out = next(_outside(document), None)
    if out is None:
        return passed(figure)
    row, edge = out
    wrong = f"{figure}；正文印到了离左边 {edge / MM:.1f} 毫米处"
    return fault(wrong, "段落的左右缩进改成 0。", document.spot(row, row.line.text))


def _printed_top(document: ProofDocument) -> float | None:
    """Where the text begins on pages on which a paragraph goes on, in points from the top.

    A tall header pushes it down, whatever margin the file sets. LibreOffice puts the baseline at
    four fifths of an exact line.
    """
    below_margin = (1 - _BELOW_BASELINE) * (document.pitch or 0.0)
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
    slack = _TOLERANCE * MM
    for paragraph in document.of(Role.BODY):
        for row in paragraph.rows:
            area = document.layout.area_on(row.page)
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
    figures, faulty = list[str](), list[Spot]()
    for name, role, norm in (("正文", Role.BODY, _BODY), ("标题", Role.TITLE, _TITLE)):
        sized = [
            (round(character.size, 1), row)
            for paragraph in document.of(role)
            for row in paragraph.rows
            for character in row.line.characters
        ]
        counted = Counter(size for size, _ in sized)
        if counted:
            size = counted.most_common(1)[0][0]
            others = "、".join(f"{one:g}" for one in sorted(counted) if one != size)
            figures.append(f"{name} {size:g} 磅" + (f"（也有 {others} 磅的字）" if others else ""))
            if abs(size - norm) > 0.2:
                row = next(row for one, row in sized if one == size)
                faulty.append(document.spot(row, f"{size:g} 磅：{row.line.text}"))
    if not figures:
        return unverified("没有认出正文和标题")
    figure = "，".join(figures)
    return outcome(faulty, figure, "正文改成三号，标题改成二号。", figure)


def pitch(document: ProofDocument) -> Assessment:
    """The distance of lines in body text."""
    usual = document.pitch
    if usual is None:
        return unverified("没有两行以上的正文")
    figure = f"{usual:.2f} 磅"
    if abs(usual - _PITCH) > _PITCH_TOLERANCE:
        room = _PITCH * _LINES / usual
        first = next(one.rows[0] for one in document.of(Role.BODY) if any(pitches(one)))
        return fault(
            f"{figure}，版心放得下 {room:.1f} 行", "行距设为固定值 28.95 磅。",
            document.spot(first, first.line.text),
        )  # fmt: skip
    odd = [
        document.spot(paragraph.rows[0], f"{step:.1f} 磅：{paragraph.text}")
        for paragraph in document.of(Role.BODY)
        for step in [max(pitches(paragraph), key=lambda step: abs(step - usual), default=usual)]
        if abs(step - usual) > PITCH_SLACK
    ]
    wrong = f"{figure}，有 {len(odd)} 段不同"
    return outcome(odd, wrong, "这几段的行距也设为固定值 28.95 磅。", figure)


def lines(document: ProofDocument) -> Assessment:
    """The number of lines of full pages: those at whose foot a paragraph goes on to the next page.

    One with a line less is right where two lines of the paragraph are on the next page: one more
    here would leave one alone there. One with still less is right where those two went along with
    what they are kept with, a credit line or a title.
    """
    full, spared = dict[int, int](), set[int]()
    for paragraph in document.of(Role.BODY):
        for page, after in pairwise(dict.fromkeys(row.page for row in paragraph.rows)):
            number = _lines_down_to(document, [row for row in paragraph.rows if row.page == page])
            if number is None:
                continue
            full[page] = number
            has_two_over = sum(row.page == after for row in paragraph.rows) == _KEPT
            is_kept = number < _LINES and _goes_on_with(document, paragraph) in _KEEPS
            if has_two_over and (number == _LINES - 1 or is_kept):
                spared.add(page)
    if not full:
        return unverified("没有排满正文的一面")
    counted = Counter(full.values())
    figure = "，".join(f"{number} 行（{times} 面）" for number, times in counted.most_common())
    if spared:
        figure += f"（不让供稿、标题或一段的末行单独落到下一面而少的 {len(spared)} 面）"
    faulty = [
        document.spot_at(page, document.layout.area.bottom, f"{number} 行")
        for page, number in full.items()
        if number != _LINES and page not in spared
    ]
    hint = "行距设为固定值 28.95 磅，段前段后设为 0，不勾“孤行控制”。"
    return outcome(faulty, figure, hint, figure)


def _goes_on_with(document: ProofDocument, paragraph: PlacedParagraph) -> Role | None:
    """What the next paragraph is for, where it begins on the page on which this one ends."""
    after = document.placed[paragraph.paragraph.number + 1 :]
    below = next((one for one in after if one.rows), None)
    if below is None or below.rows[0].page != paragraph.rows[-1].page:
        return None
    return below.paragraph.role


def _lines_down_to(document: ProofDocument, rows: list[ParagraphLine]) -> int | None:
    """How many lines of body text have room from the top of a page to the last of these rows on it.

    Not known where there is more under it (notes), and where tables, pictures or their captions
    have lines or gaps of their own.
    """
    last, usual = rows[-1], document.pitch
    if document.printed.pages[last.page].pictures or last.page in document.pages_with_tables:
        return None
    if usual is None or last.line.baseline != document.lines(last.page)[-1].baseline:
        return None
    place = (last.line.baseline - document.layout.area.top) / usual + _BELOW_BASELINE
    return round(place) if abs(place - round(place)) < _OFF_THE_GRID else None
