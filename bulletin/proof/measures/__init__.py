"""Everything that is measured, in the order of the report."""

from __future__ import annotations

from collections.abc import Callable

from bulletin.proof.measure import Finding, Measure, Norm, Verdict, unverified
from bulletin.proof.measures import (
    articles,
    breaks,
    characters,
    faces,
    fallen,
    gaps,
    grid,
    paper,
    parts,
    tables,
)
from bulletin.proof.sheets import Sheets

MEASURES: tuple[tuple[Norm, Callable[[Sheets], Finding]], ...] = (
    (paper.PAPER, paper.paper),
    (paper.MARGINS, paper.margins),
    (paper.BLANK, paper.blank_pages),
    (grid.SIZES, grid.sizes),
    (grid.PITCH, grid.pitch),
    (grid.LINES, grid.lines),
    (characters.CHARACTERS, characters.characters),
    (gaps.GAPS, gaps.gaps),
    (breaks.NUMBERS, breaks.numbers),
    (breaks.DASHES, breaks.dashes),
    (breaks.EDGES, breaks.edges),
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
        Measure(norm, unverified(reason) if reason and norm.by_type else _taken(sheets, norm, take))
        for norm, take in MEASURES
    ]


def _taken(sheets: Sheets, norm: Norm, take: Callable[[Sheets], Finding]) -> Finding:
    """What a measurement comes to; no pass where something of what it measures is not found."""
    finding = take(sheets)
    lost = sheets.unplaced(*norm.needs)
    if finding.verdict is Verdict.PASS and lost:
        return unverified(f"{finding.figure}；另有 {len(lost)} 段在 PDF 里找不到，没有量")
    return finding
