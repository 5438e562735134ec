"""Articles on their pages: titles, beginnings, headings, last lines, tables and pictures."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from bulletin.proof.measure import (
    Finding,
    Norm,
    Spot,
    Strength,
    Verdict,
    fault,
    passed,
    spot,
    unverified,
)
from bulletin.proof.printed import Line
from bulletin.proof.roles import Role
from bulletin.proof.sheets import Placed, Sheets

TITLES = Norm(
    "title-shapes", "标题回行", "排成梯形或菱形，各行长短不同", "7.3.1", Strength.MUST, by_type=True
)
BEGINNINGS = Norm(
    "article-beginnings",
    "文章开头",
    "标题和正文开头两行在同一面",
    "",
    Strength.PRACTICE,
    by_type=True,
)
HEADINGS = Norm(
    "headings-at-foot", "小标题", "不单独留在一面的最下端", "", Strength.PRACTICE, by_type=True
)
ORPHANS = Norm("orphans", "孤字", "一段的末行不止一个字", "", Strength.PRACTICE, by_type=True)
TABLES = Norm(
    "tables", "表格和图片", "不出版心，一面放得下的不跨面", "5.2.1", Strength.MUST, by_type=True
)

_LIKE = 0.9
"""Lines that differ by less than so many characters are of like length; titles.py breaks so too."""
_TOGETHER = 2
"""Lines of text that stand under a title at least."""
_SLACK = 2.0
"""Points by which a table's rules may go over the edge: half their own weight, and rounding."""


def titles(sheets: Sheets) -> Finding:
    """The shapes of titles over one line."""
    found = sheets.of(Role.TITLE)
    if not found:
        return unverified("没有认出标题（居中、20 磅以上的段落）")
    turned = [one for one in found if len(one.rows) > 1]
    wrong = [
        spot(one.first_page, f"{why}：{one.paragraph.text}")
        for one in turned
        if (why := _shape(one))
    ]
    figure = f"{len(found)} 个标题，{len(turned)} 个回行"
    if wrong:
        return fault(
            f"{figure}，{len(wrong)} 个不成形", "在标题里用全角空格或 | 换个地方回行。", *wrong
        )
    return passed(figure)


def _shape(title: Placed) -> str:
    """What is wrong with the shape of a title; empty if it is a trapezoid or a diamond."""
    widths = [_width(row.line) for row in title.rows]
    steps = [below - above for above, below in pairwise(widths)]
    if any(abs(step) < _LIKE for step in steps):
        return "两行一样长"
    if any(first < 0 < second for first, second in pairwise(steps)):
        return "中间短，两头长"
    return "末行只有一个字" if widths[-1] < 2 else ""


def _width(line: Line) -> float:
    """The width of a line in characters of its size, white space at its ends left out."""
    inked = [glyph for glyph in line.glyphs if glyph.text.strip()]
    return (inked[-1].x1 - inked[0].x0) / inked[0].size


def beginnings(sheets: Sheets) -> Finding:
    """Titles with too little text under them on the page that they begin on."""
    found = sheets.of(Role.TITLE)
    if not found:
        return unverified("没有认出标题（居中、20 磅以上的段落）")
    wrong = []
    for one in found:
        page, end = one.first_page, one.rows[-1].line.y
        whole = one.last_page == page
        under = sum(line.y > end for line in sheets.lines(page)) if whole else 0
        if under < _TOGETHER:
            wrong.append(spot(page, f"下面只有 {under} 行：{one.paragraph.text}"))
    if wrong:
        return fault(
            f"{len(found)} 篇，{len(wrong)} 篇在一面的末尾开头",
            "另起一面（article-page: true），或增减前一篇的文字。", *wrong,
        )  # fmt: skip
    return passed(f"{len(found)} 篇，开头都有两行以上正文")


def headings(sheets: Sheets) -> Finding:
    """Headings on a line of their own that are the last of a page."""
    found = sheets.of(Role.HEADING)
    if not found:
        if sheets.word.ours:
            return passed("没有独占一行的小标题")
        return unverified("没有认出小标题（一、（一）或大纲级别）")
    wrong = [
        spot(one.last_page, one.paragraph.text)
        for one in found
        if one.rows[-1].line.y >= _last_line(sheets, one.last_page)
        and one.last_page + 1 < len(sheets.printed.pages)
    ]
    if wrong:
        return fault(
            f"{len(found)} 个，{len(wrong)} 个在一面的最下端",
            "小标题的段落勾上“与下段同页”。", *wrong,
        )  # fmt: skip
    return passed(f"{len(found)} 个，下面都有正文")


def _last_line(sheets: Sheets, page: int) -> float:
    return max(line.y for line in sheets.lines(page))


def orphans(sheets: Sheets) -> Finding:
    """Paragraphs whose last line has one character only.

    One with its mark (“性。”) is told but is no fault: published issues have such lines.
    """
    turned = [one for one in sheets.of(Role.BODY) if len(one.rows) > 1]
    if not turned:
        return unverified("没有两行以上的正文")
    wrong, marked = ([_ending(one) for one in turned if _count(one) == number] for number in (1, 2))
    if wrong:
        return fault(
            f"{len(turned)} 段，{len(wrong)} 段的末行只有一个字", "在这一段里增减一两个字。", *wrong
        )
    figure = f"{len(turned)} 段都没有"
    if marked:
        figure += f"；一个字带标点的 {len(marked)} 段"
    return Finding(Verdict.PASS, figure, tuple(marked))


def _ending(one: Placed) -> Spot:
    above, last = (row.line.text.strip() for row in one.rows[-2:])
    return spot(one.last_page, f"…{above[-12:]}／{last}")


def _count(one: Placed) -> int:
    """The characters of a last line; 2 only where the second is a mark, 3 for any more."""
    text = one.rows[-1].line.text.strip()
    return 1 if len(text) == 1 else 2 if len(text) == 2 and not text[1].isalnum() else 3


def tables(sheets: Sheets) -> Finding:
    """Tables over two pages that one would hold, and what goes beyond the type area."""
    pictures = sum(len(page.pictures) for page in sheets.printed.pages)
    if not sheets.word.tables and not pictures:
        return passed("没有")
    wrong = [*_wide_pictures(sheets)]
    for number in range(sheets.word.tables):
        cells = [
            one
            for one in sheets.placed
            if one.paragraph.table == number and one.start and one.paragraph.role is Role.OTHER
        ]
        wrong += _table(sheets, cells) if cells else []
    figure = f"表格 {sheets.word.tables} 个，图片 {pictures} 张"
    if wrong:
        return fault(f"{figure}，{len(wrong)} 个不对", "改小列宽或图片；跨面的另起一面。", *wrong)
    return passed(figure)


def _wide_pictures(sheets: Sheets) -> Iterator[Spot]:
    area = sheets.area
    for number, page in enumerate(sheets.printed.pages):
        for box in page.pictures:
            if (
                box.x0 < area.left - _SLACK
                or box.x1 > area.right + _SLACK
                or box.top < area.top - _SLACK
                or box.bottom > area.bottom + _SLACK
            ):
                yield spot(number, "图片出了版心")


def _table(sheets: Sheets, cells: list[Placed]) -> Iterator[Spot]:
    words = next((one.paragraph.text for one in cells if one.paragraph.text.strip()), "")
    starts = [one.start for one in cells if one.start]
    first, last = min(starts), max(starts)
    if first.page != last.page and _height(sheets, cells) <= sheets.area.bottom - sheets.area.top:
        yield spot(first.page, f"表格跨面：{words}")
    if any(_is_wide(sheets, page, cells) for page in range(first.page, last.page + 1)):
        yield spot(first.page, f"表格出了版心：{words}")


def _height(sheets: Sheets, cells: list[Placed]) -> float:
    """What a table that goes over pages takes in all, its rules not counted."""
    height = 0.0
    for page in {one.start.page for one in cells if one.start}:
        tops = [one.start.y for one in cells if one.start and one.start.page == page]
        ends = [row.line.y for one in cells for row in one.rows if row.page == page]
        height += max(ends, default=min(tops)) - min(tops)
    return height


def _is_wide(sheets: Sheets, page: int, cells: list[Placed]) -> bool:
    """Whether a rule or a character of a table stands beyond the sides of the type area."""
    area = sheets.area
    tops = [one.start.y for one in cells if one.start and one.start.page == page]
    rows = [row.line for one in cells for row in one.rows if row.page == page]
    if not tops:
        return False
    first, last = min(tops) - 10, max((line.y for line in rows), default=max(tops)) + 20
    edges = [
        (rule.x0, rule.x1) for rule in sheets.printed.pages[page].rules if first < rule.y < last
    ] + [(line.x0, line.x1) for line in rows]
    return any(x0 < area.left - _SLACK or x1 > area.right + _SLACK for x0, x1 in edges)
