"""Measure of editors' notes (编者按) before a title: on its page, and apart from the article before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bulletin.proof.measurement import Assessment, Spot, outcome, passed, unverified
from bulletin.proof.paragraph_roles import Role
from bulletin.proof.printed_paragraphs import PlacedParagraph, ProofDocument

_STYLE = "编者按"
_NOTE = re.compile(r"\s*[［【（\[(]?编\s*者\s*按\s*[］】）\])：:]")
_APART = 1.5
"""Lines from the last line of an article to the first of a note, at least; in a text it is one."""


def editor_notes(document: ProofDocument) -> Assessment:
    """Notes of one or more paragraphs that stand directly above a title."""
    notes = [*_notes(document)]
    if not notes:
        none = "没有标题前的编者按"
        return passed(none) if document.layout.ours else unverified(none)
    if any(not one.rows for note, _ in notes for one in note):
        return unverified("编者按有的段在 PDF 里找不到，没有量")
    faulty = [place for note, title in notes for place in _faults(document, note, title)]
    figure = f"{len(notes)} 处"
    hint = "在 Word 里给编者按勾上“与下段同页”，段前空一行；或增减前一篇的文字。"
    return outcome(faulty, f"{figure}，{len(faulty)} 个不对", hint, figure)


def _notes(
    document: ProofDocument,
) -> Iterator[tuple[list[PlacedParagraph], PlacedParagraph]]:
    """Each note with the title under it."""
    note: list[PlacedParagraph] = []
    for one in document.placed:
        if not one.text.strip():
            continue
        if one.paragraph.style == _STYLE or _NOTE.match(one.text):
            note.append(one)
            continue
        if note and one.paragraph.role is Role.TITLE and one.rows:
            yield note, one
        note = []


def _faults(
    document: ProofDocument, note: list[PlacedParagraph], title: PlacedParagraph
) -> Iterator[Spot]:
    first, last = note[0].rows[0], note[-1].rows[-1]
    if last.page != title.rows[0].page:
        yield document.spot(last, f"标题在下一面：{note[0].text}")
    above = [
        row.baseline for row in document.lines(first.page) if row.baseline < first.line.baseline
    ]
    pitch = document.pitch
    if above and pitch and first.line.baseline - max(above) < _APART * pitch:
        yield document.spot(first, f"和上文没有隔开：{note[0].text}")
