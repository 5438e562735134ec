"""Bookmarks that tell where in a PDF each paragraph of a Word file begins.

LibreOffice writes the bookmarks of a file into its PDF as named places.
"""

from __future__ import annotations

import re

from bulletin.ooxml.namespaces import W
from bulletin.ooxml.package import WordPackage
from bulletin.proof.docx_layout import all_paragraphs

_PREFIX = "bulletin"
_FIRST_ID = 1_000_000
"""Above the identities of a file's own bookmarks."""


def marked(package: WordPackage) -> WordPackage:
    """A copy with a bookmark at the beginning of every paragraph."""
    from lxml import etree

    document = package.tree(package.document)
    for number, paragraph in enumerate(all_paragraphs(document)):
        start, end = (paragraph.makeelement(f"{W}bookmark{edge}") for edge in ("Start", "End"))
        for element in (start, end):
            element.set(f"{W}id", str(_FIRST_ID + number))
        start.set(f"{W}name", f"{_PREFIX}{number}e")
        first = 0 if paragraph.find(f"{W}pPr") is None else 1
        paragraph.insert(first, start)
        paragraph.insert(first + 1, end)
    data = etree.tostring(document, xml_declaration=True, encoding="UTF-8", standalone=True)
    return package.with_part(package.document, data)


def paragraph_at(bookmark: str) -> int | None:
    """The number of the paragraph that a bookmark marks; ``None`` if it is not one of ours.

    The name ends in a letter, since LibreOffice calls those in a frame ``bulletin20e Copy 1`` and
    writes its spaces as digits.
    """
    match = re.match(rf"{_PREFIX}(\d+)e", bookmark)
    return int(match[1]) if match else None
