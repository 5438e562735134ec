"""Measures of line breaks: none in a number or a dash, none before a closing or after an opening mark."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bulletin.proof.measurement import Assessment, fault, passed, spot, unverified
from bulletin.proof.printed_breaks import PrintedBreak, printed_breaks
from bulletin.proof.printed_paragraphs import PlacedParagraph, ProofDocument

_DIGIT = "[0-9０-９]"
_NUMBER = re.compile(
    rf"(?:(?<![0-9０-９A-Za-z)）\]］])[-－+＋±−])?[¥￥$＄€£]?{_DIGIT}+(?:[.．,:：]{_DIGIT}+)*"
    r"(?:[%％‰°′″℃℉\u3371-\u33df]|[A-Za-zμΩ]{1,3}[²³]?(?![A-Za-z]))?"
)
_DASH = re.compile(
    r"(?<!(?P<a>[—―─━⸺–－]))(?P<same>[—―─━⸺–－])(?P=same){1,3}(?!(?P=same))|[…⋯]{2,4}"
    r"|(?<![.])[.]{3,12}(?![.])|(?<!。)。{3,6}(?!。)|(?<![!-~])--(?![!-~])"
)
"""A dash or an ellipsis, however it was typed; a longer row is a drawn rule."""
_NOT_FIRST = re.compile(
    r"[。，、；：！？．”’）〕】》〉」』］｝,.;:!?)\]}·・～]|(?<![—–])[—–](?![—–])"
)
_NOT_LAST = re.compile(r"[“‘（〔【《〈「『［｛(\[{]")
_SHOWN = 12
"""Places that are listed; the figure counts all."""


def numbers(document: ProofDocument) -> Assessment:
    """Numbers that a line break splits."""
    return _unsplit(document, "个数", _numbers)


def dashes(document: ProofDocument) -> Assessment:
    """Dashes and ellipses that a line break splits."""
    return _unsplit(document, "个破折号和省略号", _dashes)


def edges(document: ProofDocument) -> Assessment:
    """Lines that begin with a closing mark, or end in an opening one."""
    breaks, unknown = printed_breaks(document)
    faulty = [place for place in breaks if _is_at_edge(place)]
    return _assessed(
        f"{len(breaks)} 处回行", faulty, [one for one in unknown if len(one.rows) != 1]
    )


def _unsplit(
    document: ProofDocument, what: str, spans: Callable[[str], Iterator[tuple[int, int]]]
) -> Assessment:
    """What must not be split; ``spans`` finds it in a text."""
    breaks, unknown = printed_breaks(document)
    count = sum(1 for one in document.placed for _ in spans(one.text))
    faulty = [
        place
        for place in breaks
        if any(first < place.end and place.begin < end for first, end in spans(place.text))
    ]
    unsure = [one for one in unknown if any(spans(one.text))]
    return _assessed(f"{count} {what}", faulty, unsure)


def _assessed(figure: str, faulty: list[PrintedBreak], unsure: list[PlacedParagraph]) -> Assessment:
    """A fault if anything is faulty, else unverified if anything is unsure, else a pass."""
    if unsure:
        figure += f"，{len(unsure)} 段的字和 PDF 的对不上，没有量"
    if faulty:
        places = (spot(place.page, place.words, place.line) for place in faulty[:_SHOWN])
        return fault(f"{figure}，{len(faulty)} 处不对", "在这一行里增减一两个字。", *places)
    if unsure:
        spots = (spot(one.start.page if one.start else 0, one.text) for one in unsure[:_SHOWN])
        return unverified(figure, "在印出来的样张上看这几段。", *spots)
    return passed(f"{figure}，没有不对的")


def _numbers(text: str) -> Iterator[tuple[int, int]]:
    """Numbers of two characters and more, but for those within a code, an address or a Latin word."""
    for match in _NUMBER.finditer(text):
        first, end = match.span()
        before = re.search(r"[!-~]*$", text[:first])
        after = re.match(r"[!-~]*", text[end:])
        beside = (before[0] if before else "") + (after[0] if after else "")
        if end - first > 1 and not re.search("[A-Za-z_/@#=&]", beside):
            yield first, end


def _dashes(text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in _DASH.finditer(text))


def _is_at_edge(place: PrintedBreak) -> bool:
    before, after = place.text[place.end - 1], place.text[place.begin]
    if before.isascii() and after.isascii():
        return False  # within Latin text, which has its own places
    return bool(_NOT_FIRST.match(place.text, place.begin) or _NOT_LAST.match(before))
