"""A Word file beside its printed pages: which printed line belongs to which paragraph.

Bookmarks tell where in the PDF each paragraph begins: LibreOffice writes those of a file into its
PDF as named places.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import fmean, median_low

from bulletin.office.fonts.installed import Installed
from bulletin.ooxml.namespaces import W
from bulletin.ooxml.package import WordPackage
from bulletin.pdf.page_model import Character
from bulletin.pdf.printed import PagePosition, Printed, PrintedLine, PrintedPage
from bulletin.proof.docx_layout import DocxLayout, WordParagraph, all_paragraphs
from bulletin.proof.measurement import Spot, spot
from bulletin.proof.paragraph_roles import Role

MM = 72 / 25.4
"""Points in a millimetre."""
PITCH_SLACK = 0.5
"""Points by which the distances of lines may differ and still be one pitch."""
_PREFIX = "bulletin"
_FIRST_ID = 1_000_000
"""Above the identities of a file's own bookmarks."""
_FIRST_NOTE = 100_000
"""The number of the first paragraph of footnotes, above those of a body's."""


def marked(package: WordPackage) -> WordPackage:
    """A copy with a bookmark at the beginning of every paragraph, also of footnotes."""
    package = _marked(package, package.document, 0)
    for part in package.related("footnotes"):
        package = _marked(package, part, _FIRST_NOTE)
    return package


def _marked(package: WordPackage, part: str, first_number: int) -> WordPackage:
    from lxml import etree

    root = package.tree(part)
    for number, paragraph in enumerate(all_paragraphs(root), first_number):
        start, end = (paragraph.makeelement(f"{W}bookmark{edge}") for edge in ("Start", "End"))
        for element in (start, end):
            element.set(f"{W}id", str(_FIRST_ID + number))
        start.set(f"{W}name", f"{_PREFIX}{number}e")
        first = 0 if paragraph.find(f"{W}pPr") is None else 1
        paragraph[first:first] = [start, end]
    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return package.with_part(part, data)


def paragraph_at(bookmark: str) -> int | None:
    """The number of the paragraph that a bookmark marks; ``None`` if it is not one of ours.

    The name ends in a letter, since LibreOffice calls those in a frame ``bulletin20e Copy 1`` and
    writes its spaces as digits.
    """
    match = re.match(rf"{_PREFIX}(\d+)e", bookmark)
    return int(match[1]) if match else None


@dataclass(frozen=True, slots=True)
class ParagraphLine:
    """A printed line of a paragraph; pages are counted from 0."""

    page: int
    line: PrintedLine


@dataclass(frozen=True, slots=True)
class PlacedParagraph:
    """A paragraph, where it begins, and its printed lines; no place if it is not in the PDF."""

    paragraph: WordParagraph
    start: PagePosition | None
    rows: tuple[ParagraphLine, ...]

    @property
    def text(self) -> str:
        """What the Word file has."""
        return self.paragraph.text


@dataclass(frozen=True)
class ProofDocument:
    """What is measured: a Word file and its PDF."""

    layout: DocxLayout
    printed: Printed
    installed: Installed | None
    """The faces of this machine as LibreOffice saw them; ``None`` where nobody knows."""

    @cached_property
    def placed(self) -> list[PlacedParagraph]:
        """Every paragraph with its lines, in the order of the file."""
        starts = self._starts
        rows = self._rows
        written = [one.number for one in self.layout.paragraphs if one.text.strip()]
        # The lines of a paragraph without a place would count as those of the one before it.
        unsure = {above for above, below in pairwise(written) if below not in starts}
        return [
            PlacedParagraph(
                one,
                starts.get(one.number),
                () if one.number in unsure else tuple(rows.get(one.number, ())),
            )
            for one in self.layout.paragraphs
        ]

    @cached_property
    def _starts(self) -> dict[int, PagePosition]:
        """Where each paragraph begins, by its number."""
        return {
            number: place
            for name, place in self.printed.places.items()
            if (number := paragraph_at(name)) is not None
        }

    @cached_property
    def _rows(self) -> dict[int, list[ParagraphLine]]:
        """The lines below the beginning of each paragraph and above that of the next.

        What goes on at the top of a page is text, not a footnote of the page before.
        """
        order = sorted((place.page, place.y, number) for number, place in self._starts.items())
        text = [one for one in order if one[2] < _FIRST_NOTE]
        rows: dict[int, list[ParagraphLine]] = {}
        for page, one in enumerate(self.printed.pages):
            for line in self._upright(one):
                below = (page, line.baseline, _FIRST_ID)
                at, among = bisect_right(order, below), order
                if at and order[at - 1][2] >= _FIRST_NOTE and order[at - 1][0] < page:
                    at, among = bisect_right(text, below), text
                if at:
                    rows.setdefault(among[at - 1][2], []).append(ParagraphLine(page, line))
        return rows

    @cached_property
    def _notes(self) -> dict[int, frozenset[PrintedLine]]:
        """The lines of footnotes on each page that has some."""
        notes: dict[int, set[PrintedLine]] = {}
        for number, rows in self._rows.items():
            for row in rows if number >= _FIRST_NOTE else ():
                notes.setdefault(row.page, set()).add(row.line)
        return {page: frozenset(lines) for page, lines in notes.items()}

    def lines(self, page: int) -> list[PrintedLine]:
        """The lines of text on a page, upright and in the type area, those without ink left out."""
        notes = self._notes.get(page, frozenset())
        return [line for line in self._upright(self.printed.pages[page]) if line not in notes]

    def _upright(self, page: PrintedPage) -> list[PrintedLine]:
        return [line for line in self._inked(page) if not line.rotation]

    def is_blank(self, page: PrintedPage) -> bool:
        """Whether nothing is printed in the type area of a page."""
        return not page.pictures and not self._inked(page)

    def _inked(self, page: PrintedPage) -> list[PrintedLine]:
        top, bottom = self.layout.area.top - 1, self.layout.area.bottom + 1
        return [line for line in page.lines if top < line.baseline < bottom and line.text.strip()]

    @cached_property
    def pages_with_tables(self) -> frozenset[int]:
        """The pages, from 0, on which cells of tables begin."""
        cells = (one for one in self.placed if one.paragraph.table is not None and one.start)
        return frozenset(one.start.page for one in cells if one.start)

    def line_number(self, page: int, y: float) -> int:
        """Which line of a page stands at ``y``, counted from 1 within the type area."""
        return sum(line.baseline <= y for line in self.lines(page))

    def spot(self, row: ParagraphLine, text: str) -> Spot:
        """A printed line as the place of a fault, with words on it."""
        return self.spot_at(row.page, row.line.baseline, text)

    def spot_at(self, page: int, y: float, text: str) -> Spot:
        """The line at ``y`` or the last above it on a page that is counted from 0, or its first."""
        return spot(page, text, max(1, self.line_number(page, y)))

    def of(self, *roles: Role) -> list[PlacedParagraph]:
        """The paragraphs of some roles that were printed, those in tables left out."""
        return [one for one in self._outside_tables(roles) if one.rows]

    def unplaced(self, *roles: Role) -> list[PlacedParagraph]:
        """The paragraphs of some roles, outside tables, whose lines are not known."""
        return [one for one in self._outside_tables(roles) if one.text.strip() and not one.rows]

    def _outside_tables(self, roles: tuple[Role, ...]) -> Iterator[PlacedParagraph]:
        for one in self.placed:
            if one.paragraph.role in roles and one.paragraph.table is None:
                yield one

    @cached_property
    def used(self) -> dict[tuple[str, str], PagePosition]:
        """Each printed character in each face that it was printed in, with the first place of it."""
        used: dict[tuple[str, str], PagePosition] = {}
        for page, character in self.characters():
            if character.text.strip() and (key := (character.text, character.face)) not in used:
                used[key] = PagePosition(page, character.baseline)
        return used

    def characters(self) -> Iterator[tuple[int, Character]]:
        """Every printed character with its page."""
        for number, page in enumerate(self.printed.pages):
            for line in page.lines:
                for character in line.characters:
                    yield number, character

    @cached_property
    def pitch(self) -> float | None:
        """The usual distance of two lines of body text, in points."""
        steps = [step for one in self.of(Role.BODY) for step in pitches(one)]
        if not steps:
            return None
        usual = median_low(steps)  # a PDF rounds to tenths: the mean of those near it is better
        return fmean(step for step in steps if abs(step - usual) < PITCH_SLACK)


def pitches(placed: PlacedParagraph) -> Iterator[float]:
    """The distances of a paragraph's lines, page by page, in points."""
    for above, below in pairwise(placed.rows):
        if above.page == below.page:
            yield below.line.baseline - above.line.baseline
