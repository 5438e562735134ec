"""Footnotes beneath the text of a page, for LibreOffice, which does not know that place (17.11.21).

It sets them at the foot of the page, over the block that stands there on the last page of a bulletin.
In a copy for it they are paragraphs of text before that block, as Word shows them. It also shows old
numbers at marks that went to the next page (7.4), so that the copy has the numbers as text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from bulletin.ooxml.namespaces import VAL, W
from bulletin.ooxml.package import WordPackage
from bulletin.text.numerals import circled

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MARK = "bulletinnote"
_FIRST_ID = 2_000_000
"""Above the identities of a file's own bookmarks, and of those that proof sets."""
_RULE = (
    '<w:p xmlns:w="{}"><w:pPr><w:pBdr><w:top w:val="single" w:sz="4" w:space="1" w:color="auto"/>'
    '</w:pBdr><w:spacing w:before="120" w:after="0" w:line="60" w:lineRule="exact"/>'
    '<w:ind w:right="{}"/></w:pPr></w:p>'
)
_REST_OF_LINE = 5900
"""Twips that the rule above the notes is shorter than a line."""


def is_wanted(package: WordPackage) -> bool:
    """Whether a file wants its footnotes beneath the text, and has a block at the foot of a page."""
    settings = package.root("settings")
    place = settings.find(f"{W}footnotePr/{W}pos") if settings is not None else None
    document = package.tree(package.document)
    return (
        place is not None
        and place.get(VAL) == "beneathText"
        and _foot(document) is not None
        and next(document.iter(f"{W}footnoteReference"), None) is not None
    )


def with_bookmarks(package: WordPackage) -> WordPackage:
    """A copy with a bookmark at the mark of each footnote."""
    document = package.tree(package.document)
    for number, mark in enumerate(list(document.iter(f"{W}footnoteReference"))):
        run = mark.getparent()
        if run is None:
            continue
        start, end = (run.makeelement(f"{W}bookmark{edge}") for edge in ("Start", "End"))
        for element in (start, end):
            element.set(f"{W}id", str(_FIRST_ID + number))
        start.set(f"{W}name", f"{_MARK}{mark.get(f'{W}id', '')}e")
        run.addprevious(start)
        run.addprevious(end)
    return _with_root(package, package.document, document)


def note_at(bookmark: str) -> str:
    """The identity of the footnote whose mark a bookmark is at; empty for other bookmarks."""
    name, _, rest = bookmark.removeprefix(_MARK).partition("e")
    return name if bookmark.startswith(_MARK) and name.isdigit() and not rest else ""


def as_shown(package: WordPackage, pages: Mapping[str, int], last: int) -> WordPackage:
    """A copy with the number of each footnote as text, counted anew on each page.

    ``pages`` says on which page each has its mark; those of the ``last`` are paragraphs before the
    block at its foot.
    """
    document, stored = package.tree(package.document), package.root("footnotes")
    foot = _foot(document)
    if stored is None or foot is None:
        return package
    texts = {note.get(f"{W}id", ""): note for note in stored.iterchildren(f"{W}footnote")}
    if last in pages.values():
        foot.addprevious(_rule())
    counts: Counter[int] = Counter()
    for mark in list(document.iter(f"{W}footnoteReference")):
        identity = mark.get(f"{W}id", "")
        if identity not in texts or identity not in pages:
            continue
        note, page = texts[identity], pages[identity]
        counts[page] += 1
        number = circled(counts[page])
        for place in list(note.iter(f"{W}footnoteRef")):
            _replace_by_text(place, number if page == last else "")
        if page == last:
            _move(note, foot)
            _replace_by_text(mark, number)
        else:
            mark.set(f"{W}customMarkFollows", "1")
            mark.addnext(_text(mark, number))
    package = _with_root(package, package.related("footnotes")[0], stored)
    return _with_root(package, package.document, document)


def _move(note: Element, foot: Element) -> None:
    """The paragraphs of a note before the foot, without links, which are those of another part."""
    for link in list(note.iter(f"{W}hyperlink")):
        for run in list(link):
            link.addprevious(run)
        link.getparent().remove(link)  # type: ignore[union-attr]
    for paragraph in list(note):
        foot.addprevious(paragraph)
    note.append(note.makeelement(f"{W}p"))  # a note has a paragraph at least


def _foot(document: Element) -> Element | None:
    """The table that floats at the foot of the last page (17.4.57), if there is one."""
    places = [*document.iter(f"{W}tblpPr")]
    return next(places[-1].iterancestors(f"{W}tbl"), None) if places else None


def _rule() -> Element:
    from lxml import etree

    return etree.fromstring(_RULE.format(W.strip("{}"), _REST_OF_LINE))


def _replace_by_text(element: Element, text: str) -> None:
    element.addprevious(_text(element, text))
    element.getparent().remove(element)  # type: ignore[union-attr]


def _text(beside: Element, text: str) -> Element:
    shown = beside.makeelement(f"{W}t")
    shown.text = text
    return shown


def _with_root(package: WordPackage, part: str, root: Element) -> WordPackage:
    from lxml import etree

    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return package.with_part(part, data)
