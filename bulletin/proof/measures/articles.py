"""Articles on their pages: titles, beginnings, headings, last lines."""

from __future__ import annotations

from itertools import pairwise

from bulletin.pdf.printed import PrintedLine
from bulletin.proof.measurement import (
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
from bulletin.proof.paragraph_roles import Role
from bulletin.proof.printed_paragraphs import Placed, Sheets

TITLES = Norm(
    "title-shapes", "标题回行", "排成梯形或菱形，各行长短不同", "7.3.1", Strength.MUST, by_type=True,
    needs=(Role.TITLE,),
)  # fmt: skip
BEGINNINGS = Norm(
    "article-beginnings",
    "文章开头",
    "标题和正文开头两行在同一面",
    "",
    Strength.PRACTICE,
    by_type=True,
    needs=(Role.TITLE,),
)
HEADINGS = Norm(
    "headings-at-foot", "小标题", "不单独留在一面的最下端", "", Strength.PRACTICE, by_type=True,
    needs=(Role.HEADING,),
)  # fmt: skip
ORPHANS = Norm("orphans", "孤字", "一段的末行不止一个字", "", Strength.PRACTICE, by_type=True,
               needs=(Role.BODY,))  # fmt: skip

_LIKE = 0.9
"""Lines that differ by less than so many characters are of like length; titles.py breaks so too."""
_TOGETHER = 2
"""Lines of text that stand under a title at least."""


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


def _width(line: PrintedLine) -> float:
    """The width of a line in characters of its size, white space at its ends left out."""
    inked = [character for character in line.characters if character.text.strip()]
    return (inked[-1].right - inked[0].left) / inked[0].size


def beginnings(sheets: Sheets) -> Finding:
    """Titles with too little text under them on the page that they begin on."""
    found = sheets.of(Role.TITLE)
    if not found:
        return unverified("没有认出标题（居中、20 磅以上的段落）")
    wrong = []
    for one in found:
        page, end = one.first_page, one.rows[-1].line.baseline
        whole = one.last_page == page
        under = sum(line.baseline > end for line in sheets.lines(page)) if whole else 0
        if under < _TOGETHER:
            wrong.append(spot(page, f"下面只有 {under} 行：{one.paragraph.text}"))
    if wrong:
        return fault(
            f"{len(found)} 篇，{len(wrong)} 篇在一面的末尾开头",
            "另起一面（article-page: true），或增减前一篇的文字。", *wrong,
        )  # fmt: skip
    return passed(f"{len(found)} 篇，标题下面都有两行以上的字")


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
        if one.rows[-1].line.baseline >= _last_line(sheets, one.last_page)
        and one.last_page + 1 < len(sheets.printed.pages)
    ]
    if wrong:
        return fault(
            f"{len(found)} 个，{len(wrong)} 个在一面的最下端",
            "小标题的段落勾上“与下段同页”。", *wrong,
        )  # fmt: skip
    return passed(f"{len(found)} 个，都不在一面的最下端")


def _last_line(sheets: Sheets, page: int) -> float:
    return max(line.baseline for line in sheets.lines(page))


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
