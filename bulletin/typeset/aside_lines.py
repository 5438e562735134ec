"""The lines of a paragraph that has something at the right end of its last line: issuer and date."""

from __future__ import annotations

from dataclasses import replace

from bulletin.model.blocks import Inline, Para, text_of
from bulletin.text.widths import width
from bulletin.typeset.break_places import places_after, places_between_words
from bulletin.typeset.house_style import HouseStyle
from bulletin.typeset.line_shapes import MeasuredText, filled_lines

_GAP = 1.0
"""Ems between the text and what stands at the right of it, at least."""


def with_room_for_aside(para: Para, house: HouseStyle) -> Para:
    """A paragraph whose lines are broken so that its ``aside`` stands whole at the right of the last.

    Text that has room in a line stays in one, and the aside has the next; longer text is broken
    between two organs, else between words. Where the two have room in one line, nothing is broken.
    """
    style, text = house.styles[para.style], para.text
    em = style.size + style.letter_spacing
    room = (house.page.text_width - (style.left + style.right) * style.size) / em
    aside = width(text_of(para.aside), style.latin_face) + _GAP
    if not para.aside or not text or width(text, style.latin_face) + aside <= room:
        return para
    lines = [text]
    if width(text, style.latin_face) > room:
        measured = MeasuredText(text, style.latin_face)
        stops = [
            place
            for place in places_after(measured, "、，；", ())
            if max(measured.width(0, place), measured.width(place, len(text))) <= room
        ]
        if stops:
            lines = [text[: stops[-1]], text[stops[-1] :]]
        else:
            lines = filled_lines(measured, places_between_words(measured, room, ()), room)
    if width(lines[-1], style.latin_face) + aside > room:
        lines.append("")
    span = next((run.span for run in para.runs if run.span), None)
    return replace(para, runs=(Inline("\n".join(lines), span=span),))
