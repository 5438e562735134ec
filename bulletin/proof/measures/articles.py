"""Measures articles: titles, text under titles and headings, last lines of paragraphs, credit lines."""

from __future__ import annotations

from itertools import pairwise

from bulletin.pdf.printed import PrintedLine
from bulletin.proof.measurement import Assessment, Spot, fault, outcome, passed, unverified
from bulletin.proof.measures.title_breaks import NO_TITLE
from bulletin.proof.paragraph_roles import Role
from bulletin.proof.printed_paragraphs import ParagraphLine, PlacedParagraph, ProofDocument
from bulletin.text.numerals import hanzi
from bulletin.typeset.line_shapes import LEAST_STEP

_ROUNDING = 0.05
"""Characters by which the printed width of a line may be off."""
_LINES_UNDER_TITLE = 2
"""Lines of text that have to stand under a title on its page, at least."""


def titles(document: ProofDocument) -> Assessment:
    """The shapes of titles and subtitles of more than one line."""
    all_titles = document.of(Role.TITLE, Role.SUBTITLE)
    if not all_titles:
        return unverified(NO_TITLE)
    long = [title for title in all_titles if len(title.rows) > 1]
    faulty = [
        document.spot(title.rows[0], f"{problem}：{title.text}")
        for title in long
        if (problem := _fault_of_shape(title))
    ]
    figure = f"{len(all_titles)} 个标题，{len(long)} 个回行"
    wrong = f"{figure}，{len(faulty)} 个不成形"
    return outcome(faulty, wrong, "在标题里用全角空格或 | 换个地方回行。", figure)


def _fault_of_shape(title: PlacedParagraph) -> str:
    """What is faulty with the shape of a title; empty if it is a trapezoid or a diamond.

    A long one may have two lines of like length, if not all are so.
    """
    widths = [_width(row.line) for row in title.rows]
    steps = [below - above for above, below in pairwise(widths)]
    if all(abs(step) < LEAST_STEP - _ROUNDING for step in steps):
        return f"{hanzi(len(widths))}行一样长" if len(widths) > 2 else "两行一样长"
    if any(first < 0 < second for first, second in pairwise(steps)):
        return "中间短，两头长"
    if widths[-1] < 2:
        return "末行只有一个字"
    return "有一行只有一个字" if min(widths) < 2 else ""


def _width(line: PrintedLine) -> float:
    """The width of a line in characters of its size, white space at its ends left out."""
    inked = [character for character in line.characters if character.text.strip()]
    return (inked[-1].right - inked[0].left) / inked[0].size


def beginnings(document: ProofDocument) -> Assessment:
    """Titles with too little text under them on the page that they begin on."""
    all_titles = document.of(Role.TITLE)
    if not all_titles:
        return unverified(NO_TITLE)
    faulty = [
        document.spot(title.rows[0], f"下面只有 {under} 行：{title.text}")
        for title in all_titles
        if (under := _lines_under(document, title)) < _LINES_UNDER_TITLE
    ]
    return outcome(
        faulty,
        f"{len(all_titles)} 篇，{len(faulty)} 篇在一面的末尾开头",
        "另起一面（article-page: true），或增减前一篇的文字。",
        f"{len(all_titles)} 篇，标题下面都有两行以上的字",
    )


def _lines_under(document: ProofDocument, title: PlacedParagraph) -> int:
    """The lines under a title on its page; none if it goes on to the next page.

    A picture counts as enough.
    """
    page, rows = title.rows[0].page, [*title.rows, *_subtitle_rows(document, title)]
    if rows[-1].page != page:
        return 0
    last = rows[-1].line.baseline
    if any(box.top > last for box in document.printed.pages[page].pictures):
        return _LINES_UNDER_TITLE
    return sum(line.baseline > last for line in document.lines(page))


def _subtitle_rows(document: ProofDocument, title: PlacedParagraph) -> tuple[ParagraphLine, ...]:
    """The lines of the subtitle that is the next paragraph after a title."""
    number = title.paragraph.number + 1
    below = (one for one in document.of(Role.SUBTITLE) if one.paragraph.number == number)
    return next((one.rows for one in below), ())


def headings(document: ProofDocument) -> Assessment:
    """Headings on a line of their own that are the last line of a page."""
    all_headings = document.of(Role.HEADING)
    if not all_headings:
        if document.layout.ours:
            return passed("没有独占一行的小标题")
        return unverified("没有认出小标题（一、（一）或大纲级别）")
    faulty = [
        document.spot(heading.rows[-1], heading.text)
        for heading in all_headings
        if _ends_page(document, heading)
    ]
    return outcome(
        faulty,
        f"{len(all_headings)} 个，{len(faulty)} 个在一面的最下端",
        "在 Word 里给这一段勾上“与下段同页”，或增减前面的文字。",
        f"{len(all_headings)} 个，都不在一面的最下端",
    )


def _ends_page(document: ProofDocument, paragraph: PlacedParagraph) -> bool:
    """Whether no text and no picture is under a paragraph on its page, which is not the last."""
    page, last = paragraph.rows[-1].page, paragraph.rows[-1].line.baseline
    return (
        page + 1 < len(document.printed.pages)
        and all(line.baseline <= last for line in document.lines(page))
        and all(box.top <= last for box in document.printed.pages[page].pictures)
    )


def credit_lines(document: ProofDocument) -> Assessment:
    """Credit lines that begin a page, parted from the article that they belong to."""
    found = document.of(Role.CREDIT)
    if not found:
        return passed("没有供稿一行") if document.layout.ours else unverified("没有认出供稿一行")
    faulty = [document.spot(one.rows[0], one.text) for one in found if _begins_page(document, one)]
    return outcome(
        faulty,
        f"{len(found)} 个，{len(faulty)} 个单独落到下一面",
        "在这一篇的最后一段里增减一两行。",
        f"{len(found)} 个，都同正文在一面",
    )


def _begins_page(document: ProofDocument, paragraph: PlacedParagraph) -> bool:
    """Whether no text and no picture is above a paragraph on its page."""
    page, first = paragraph.rows[0].page, paragraph.rows[0].line.baseline
    return all(line.baseline >= first for line in document.lines(page)) and all(
        box.top >= first for box in document.printed.pages[page].pictures
    )


def orphans(document: ProofDocument) -> Assessment:
    """Paragraphs whose last line has one character only.

    One with its mark (“性。”) is named but is no fault: published issues have such lines.
    """
    long = [one for one in document.of(Role.BODY) if len(one.rows) > 1]
    if not long:
        return unverified("没有两行以上的正文")
    faulty, marked = (
        [_ending(document, one) for one in long if _length_of_end(one) == number]
        for number in (1, 2)
    )
    if faulty:
        figure = f"{len(long)} 段，{len(faulty)} 段的末行只有一个字"
        return fault(figure, "在这一段里增减一两个字。", *faulty)
    figure = f"{len(long)} 段都没有"
    if marked:
        figure += f"；一个字带标点的 {len(marked)} 段"
    return passed(figure, *marked)


def _ending(document: ProofDocument, paragraph: PlacedParagraph) -> Spot:
    above, last = (row.line.text.strip() for row in paragraph.rows[-2:])
    return document.spot(paragraph.rows[-1], f"…{above[-12:]}／{last}")


def _length_of_end(paragraph: PlacedParagraph) -> int:
    """The characters of a last line: 1; 2 if the second is a punctuation mark; 3 for any other."""
    text = paragraph.rows[-1].line.text.strip()
    if len(text) == 1:
        return 1
    return 2 if len(text) == 2 and not text[1].isalnum() else 3
