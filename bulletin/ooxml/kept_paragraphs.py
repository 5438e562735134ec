"""Long paragraphs that are kept with the next: Word may part one and takes its last lines along to the
next page (17.3.1.15); LibreOffice takes it whole, and leaves a gap.

So a copy for LibreOffice is without the switch on those, and where the next paragraph then begins a
page, it is parted before its last lines, which stay with that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bulletin.ooxml.namespaces import VAL, W
from bulletin.ooxml.package import WordPackage
from bulletin.ooxml.style_resolver import StyleResolver

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_PREFIX, _FIRST_ID = "bulletinkept", 2_000_000
"""Of the bookmarks on what comes after such paragraphs; the numbers are above those of a file's own."""
_LONG = 112
"""Characters, four lines of 28: a paragraph of no more is taken whole."""


@dataclass(frozen=True, slots=True)
class KeptParagraph:
    """A long paragraph that is kept with the next."""

    number: int
    """Its place among the paragraphs of the body, tables left out, from 0."""
    text: str

    @property
    def bookmark(self) -> str:
        """The name of the bookmark at the beginning of the next paragraph of a copy."""
        return f"{_PREFIX}{self.number}"


def kept_paragraphs(package: WordPackage) -> list[KeptParagraph]:
    """The long paragraphs of the body that are kept with a paragraph of text."""
    styles = StyleResolver(package)
    kept = []
    paragraphs = _paragraphs(package.tree(package.document))
    for number, paragraph in enumerate(paragraphs[:-1]):
        after = paragraphs[number + 1]
        if (
            len(text := _text(paragraph)) > _LONG
            and paragraph.getnext() is after
            and _text(after)
            and styles.of_paragraph(paragraph).keeps_with_next
        ):
            kept.append(KeptParagraph(number, text))
    return kept


def parted(
    package: WordPackage, kept: Sequence[KeptParagraph], places: Mapping[int, int]
) -> WordPackage:
    """A copy in which ``kept`` paragraphs may be parted by a page, with bookmarks after them.

    Those of ``places`` are parted already, each before so many of its characters as are given.
    """
    if not kept:
        return package
    from lxml import etree

    document = package.tree(package.document)
    paragraphs = _paragraphs(document)
    for one in kept:
        paragraph = paragraphs[one.number]
        _mark(paragraphs[one.number + 1], one)
        if one.number in places:
            _part(paragraph, len(one.text) - places[one.number])
        else:
            _set(paragraph, "keepNext", {"val": "0"})
    data = etree.tostring(document, xml_declaration=True, encoding="UTF-8", standalone=True)
    return package.with_part(package.document, data)


def _mark(paragraph: Element, before: KeptParagraph) -> None:
    """Put the bookmark at the beginning of the paragraph after one."""
    start, end = (paragraph.makeelement(f"{W}bookmark{edge}") for edge in ("Start", "End"))
    for edge in (start, end):
        edge.set(f"{W}id", str(_FIRST_ID + before.number))
    start.set(f"{W}name", before.bookmark)
    first = 0 if paragraph.find(f"{W}pPr") is None else 1
    paragraph[first:first] = [start, end]


def _part(paragraph: Element, place: int) -> None:
    """Put the text from ``place`` on into a paragraph of its own, kept with the next."""
    rest = deepcopy(paragraph)
    paragraph.addnext(rest)
    _cut(paragraph, place, keeps_beginning=True)
    _cut(rest, place, keeps_beginning=False)
    for edge in [*rest.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")]:
        if (parent := edge.getparent()) is not None:
            parent.remove(edge)
    _set(paragraph, "keepNext", {"val": "0"})
    _set(paragraph, "jc", {"val": "distribute"})  # its last line is as full as the others
    _set(paragraph, "spacing", {"after": "0", "afterLines": "0"})
    _set(rest, "keepNext", {"val": "1"})
    _set(rest, "keepLines", {"val": "1"})
    _set(rest, "pageBreakBefore", {"val": "0"})
    _set(rest, "spacing", {"before": "0", "beforeLines": "0"})
    _set(rest, "ind", {"firstLine": "0", "firstLineChars": "0"})


def _cut(paragraph: Element, place: int, keeps_beginning: bool) -> None:
    """Take away the text before a place or from it on, with whatever stands in its runs."""
    at = 0
    for run in [*paragraph.iter(f"{W}r")]:
        for part in [*run]:
            if part.tag == f"{W}rPr":
                continue
            text = (part.text or "") if part.tag == f"{W}t" else ""
            if not text:
                if (at < place) != keeps_beginning:
                    run.remove(part)
                continue
            inside = min(max(place - at, 0), len(text))
            part.text = text[:inside] if keeps_beginning else text[inside:]
            at += len(text)


def _set(paragraph: Element, name: str, values: Mapping[str, str]) -> None:
    """Set attributes of a property of a paragraph."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = paragraph.makeelement(f"{W}pPr")
        paragraph.insert(0, properties)
    found = properties.find(f"{W}{name}")
    if found is None:
        found = properties.makeelement(f"{W}{name}")
        properties.append(found)
    for attribute, value in values.items():
        found.set(f"{W}{attribute}" if attribute != "val" else VAL, value)


def _paragraphs(document: Element) -> list[Element]:
    body = document.find(f"{W}body")
    return [] if body is None else [*body.iterchildren(f"{W}p")]


def _text(paragraph: Element) -> str:
    return "".join(text.text or "" for text in paragraph.iter(f"{W}t"))
