"""Everything that is measured, in the order of the report."""

from __future__ import annotations

from collections.abc import Callable

from bulletin.proof.measure import Finding, Measure, Norm, unverified
from bulletin.proof.measures import articles, faces, fallen, grid, paper, parts, tables
from bulletin.proof.sheets import Sheets

MEASURES: tuple[tuple[Norm, Callable[[Sheets], Finding]], ...] = (
    (paper.PAPER, paper.paper),
    (paper.MARGINS, paper.margins),
    (paper.BLANK, paper.blank_pages),
    (grid.SIZES, grid.sizes),
    (grid.PITCH, grid.pitch),
    (grid.LINES, grid.lines),
    (grid.CHARACTERS, grid.characters),
    (parts.MASTHEAD, parts.masthead),
    (parts.FOLIOS, parts.folios),
    (parts.ROUTING, parts.routing),
    (articles.TITLES, articles.titles),
    (articles.BEGINNINGS, articles.beginnings),
    (articles.HEADINGS, articles.headings),
    (articles.ORPHANS, articles.orphans),
    (tables.TABLES, tables.tables),
    (faces.FACES, faces.faces),
    (fallen.FALLEN, fallen.fallen),
)


def measure(sheets: Sheets) -> list[Measure]:
    """Measure everything; what depends on a face that is not there is not measured."""
    reason = faces.unreliable(sheets)
    return [
        Measure(norm, unverified(reason) if reason and norm.by_type else take(sheets))
        for norm, take in MEASURES
    ]
