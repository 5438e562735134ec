"""Where LibreOffice is to part a paragraph that is kept with the next, as Word does."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bulletin.ooxml.kept_paragraphs import KeptParagraph
from bulletin.pdf.printed import Printed, PrintedLine, PrintedPage
from bulletin.proof.ink import inked

_LINES = 2
"""So many last lines of a paragraph go with the next one."""
_FOLIO = re.compile(r"[—–\-－\s]*\d+[—–\-－\s]*")


def last_lines(kept: Sequence[KeptParagraph], printed: Printed) -> dict[int, int]:
    """How many characters the last lines have of each paragraph whose next begins a page.

    By the number of the paragraph; only of those whose last lines end the page before. The pages
    are those of a copy with bookmarks (``kept_paragraphs``).
    """
    found: dict[int, int] = {}
    for one in kept:
        place = printed.places.get(one.bookmark)
        if place is None or not place.page:
            continue
        if any(line.baseline < place.y for line in _text_of(printed.pages[place.page])):
            continue
        before = _text_of(printed.pages[place.page - 1])
        ending = _ink("".join(line.text for line in before[-_LINES:]))
        if len(before) > _LINES and _ink(one.text).endswith(ending):
            found[one.number] = _length_at_end(one.text, len(ending))
    return found


def _text_of(page: PrintedPage) -> list[PrintedLine]:
    """The lines of a page but for its folio."""
    lines = [line for line in page.lines if line.text.strip() and not line.rotation]
    return [line for line in lines if not _FOLIO.fullmatch(line.text)]


def _ink(text: str) -> str:
    return "".join(inked(text))


def _length_at_end(text: str, number: int) -> int:
    """How many characters the end of a text has that leaves ink for so many."""
    for length in range(len(text) + 1):
        if len(_ink(text[len(text) - length :])) >= number:
            return length
    return len(text)
