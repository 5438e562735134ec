"""Everything that is measured, in the order of the report."""

from __future__ import annotations

from collections.abc import Callable

from bulletin.proof.measurement import Finding, Measure, Norm, Verdict, unverified
from bulletin.proof.measures import (
    articles,
    grid,
    line_breaks,
    line_gaps,
    line_lengths,
    lost_characters,
    page_furniture,
    paper_size,
    tables_and_pictures,
    used_faces,
)
from bulletin.proof.printed_paragraphs import Sheets

MEASURES: tuple[tuple[Norm, Callable[[Sheets], Finding]], ...] = (
    (paper_size.PAPER, paper_size.paper),
    (paper_size.MARGINS, paper_size.margins),
    (paper_size.BLANK, paper_size.blank_pages),
    (grid.SIZES, grid.sizes),
    (grid.PITCH, grid.pitch),
    (grid.LINES, grid.lines),
    (line_lengths.CHARACTERS, line_lengths.characters),
    (line_gaps.GAPS, line_gaps.gaps),
    (line_breaks.NUMBERS, line_breaks.numbers),
    (line_breaks.DASHES, line_breaks.dashes),
    (line_breaks.EDGES, line_breaks.edges),
    (page_furniture.MASTHEAD, page_furniture.masthead),
    (page_furniture.FOLIOS, page_furniture.folios),
    (page_furniture.ROUTING, page_furniture.routing),
    (articles.TITLES, articles.titles),
    (articles.BEGINNINGS, articles.beginnings),
    (articles.HEADINGS, articles.headings),
    (articles.ORPHANS, articles.orphans),
    (tables_and_pictures.TABLES, tables_and_pictures.tables),
    (used_faces.FACES, used_faces.faces),
    (lost_characters.FALLEN, lost_characters.fallen),
)


def measure(sheets: Sheets) -> list[Measure]:
    """Measure everything; what depends on a face that is not there is not measured."""
    reason = used_faces.unreliable(sheets)
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
