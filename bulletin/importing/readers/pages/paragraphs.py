"""The lines of a PDF become paragraphs: which line continues the one before is told by their places.

A first line is indented, a last one is short, centred and right-hand lines stand alone, and lines
of one paragraph have one size and one distance. ``House`` knows what is usual in the document.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from bulletin.importing.draft import DraftParagraph, DraftRun, DraftRuns, joined
from bulletin.importing.readers.pages.text_lines import (
    COMMAS,
    FINAL,
    MARKER,
    TextLine,
    usual_size,
)
from bulletin.importing.readers.pages.typography import Typography
from bulletin.text.characters import line_gap

LARGE = 1.12
"""Times the usual size. Centred lines so large are one title over several lines."""
SLACK = 2.2
"""Em by which lines of a block that is indented at both sides may end before the edge."""
DEEPEST = 4.5
"""Em. After a line that is indented more, the paragraph does not continue at the left edge."""

Runs = list[tuple[str, str]]


def para(lines: Sequence[TextLine], typography: Typography) -> DraftParagraph:
    """The paragraph of some lines."""
    seams = [
        seam(list(lines[:place]), lines[place], typography) or "" for place in range(1, len(lines))
    ]
    runs, heavy = _draft_runs(run_on(lines, seams), typography.black)
    return DraftParagraph(
        runs=runs,
        size=round(usual_size(lines) * 2) / 2,
        centred=all(centred(line, typography) for line in lines),
        heavy=heavy,
    )


def seam(before: list[TextLine], line: TextLine, typography: Typography) -> str | None:
    """What joins a line to a paragraph's lines so far: nothing or a line break that somebody set.

    ``None`` where the line begins a new paragraph.
    """
    last = before[-1]
    if last.rotation != line.rotation or abs(last.size - line.size) > 0.08 * line.size:
        return None
    if centred(last, typography) or centred(line, typography):
        return _title_seam(last, line, typography)
    if line.rotation:
        full = last.right > typography.frame(last).right - 1.5 * last.size
        return (
            ""
            if full and last.page == line.page and line.baseline - last.baseline < 3 * line.size
            else None
        )
    return "" if _goes_on(before, line, typography) else None


def _title_seam(last: TextLine, line: TextLine, typography: Typography) -> str | None:
    """The same for centred lines: large ones below each other are one title, a full one without a break."""
    if (
        not (centred(last, typography) and centred(line, typography))
        or last.size < LARGE * typography.size
    ):
        return None
    if last.page != line.page or not 0 < line.baseline - last.baseline < 2.4 * last.size:
        return None
    frame = typography.frame(last)
    room = frame.right - frame.left - (last.right - last.left)
    return "" if room < line.first_word_width else "\n"


def _goes_on(before: list[TextLine], line: TextLine, typography: Typography) -> bool:
    """Whether a line that is not centred belongs to the paragraph of the lines before it."""
    last = before[-1]
    if not _pitch_fits(last, line, typography, 1.5):
        return False
    item = bool(MARKER.match(line.text))
    room, short = _room(last, line, typography)
    if room < line.first_word_width + SLACK * line.size and (
        _hangs(before, line, typography) or _steps_back(before, line, typography)
    ):
        return not (item and last.text[-1] in FINAL)
    if not _below(before, line, typography):
        return False
    if last.text[-1] in COMMAS:
        return True
    ended = last.text[-1] in FINAL
    if item and (ended or MARKER.match(before[0].text)):
        return False
    return not short and (not ended or _pitch_fits(last, line, typography, 1.15))


def _below(before: list[TextLine], line: TextLine, typography: Typography) -> bool:
    """Whether a line begins where a further line of the paragraph would.

    That is not at the indent of first lines, not further right than the line before, and not left
    of an indented block.
    """
    first, last, em = _indent(before[0], typography), _indent(before[-1], typography), line.size
    indent = _indent(line, typography)
    if typography.indent and abs(indent - typography.indent * em) < 0.35 * em:
        return False
    if indent > 0.5 * em and abs(indent - last) > 0.3 * em:
        return False
    turned_back = len(before) > 1 and last - indent > 0.5 * em
    return not turned_back and first - indent <= DEEPEST * em


def _indent(line: TextLine, typography: Typography) -> float:
    return line.left - typography.frame(line).left


def _room(last: TextLine, line: TextLine, typography: Typography) -> tuple[float, bool]:
    """The points left at the right of a line, and whether the next line's first word would have fitted."""
    frame = typography.frame(last)
    room = frame.right - last.right
    short = room > line.first_word_width + 0.2 * line.size
    ended = frame.even and last.text[-1] in FINAL and room > 0.75 * line.size
    return room, short or ended


def _hangs(before: list[TextLine], line: TextLine, typography: Typography) -> bool:
    """Whether a line is below the text of the first line behind its label or number."""
    first, start = before[0], _indent(before[0], typography)
    under = (
        _indent(before[1], typography)
        if len(before) > 1
        else start + (first.after_label or 0.0) - first.left
    )
    further = under > start + 0.5 * line.size
    return further and abs(_indent(line, typography) - under) < 0.3 * line.size


def _steps_back(before: list[TextLine], line: TextLine, typography: Typography) -> bool:
    """Whether a line continues a block that is indented as a whole, its first line more."""
    em, indent = line.size, _indent(line, typography)
    as_usual = abs(_indent(before[0], typography) - indent - typography.indent * em) < 0.35 * em
    below_last = len(before) == 1 or abs(_indent(before[-1], typography) - indent) < 0.3 * em
    set_in = typography.indent > 0 and indent > 0.5 * em
    return as_usual and below_last and set_in and before[-1].text[-1] not in FINAL


def _pitch_fits(last: TextLine, line: TextLine, typography: Typography, times: float) -> bool:
    """Whether a line is at most ``times`` the usual distance below; always true at the top of a page."""
    if (last.page, last.area) != (line.page, line.area):
        return True
    return 0 < line.baseline - last.baseline <= times * typography.pitch(line)


def centred(line: TextLine, typography: Typography) -> bool:
    """Whether a line is centred, with room at both sides; a large one needs no room.

    One that ends with a comma goes on in the next line, as lines of a routing block do.
    """
    frame = typography.frame(line)
    left, right = line.left - frame.left, frame.right - line.right
    large = line.size >= LARGE * typography.size
    indented = abs(left - typography.indent * line.size) < 0.3 * line.size
    apart = "\t" in line.text and left < DEEPEST * line.size  # something left, something right
    if abs(left - right) > 0.45 * line.size or line.rotation or apart:
        return False
    goes_on = line.text.rstrip().endswith(("，", "、", "；"))
    return large or (left > 0.9 * line.size and not indented and not goes_on)


def run_on(lines: Sequence[TextLine], seams: Sequence[str]) -> Runs:
    """The runs of lines with what joins them (``seams``); between Latin words a space."""
    runs = list(lines[0].runs)
    for seam_, last, line in zip(seams, lines, lines[1:], strict=False):
        between = seam_ or line_gap(last.text, line.text, printed=True)
        text, face = runs[-1]
        runs[-1] = (text + between, face)
        runs += line.runs
    return runs


def _draft_runs(runs: Runs, black: frozenset[str]) -> tuple[DraftRuns, bool]:
    """Runs of a draft, bold where a part is in a bold face; and whether all of it is."""
    kinds = [_blackness(text, face, black) for text, face in runs]
    told = [kind for kind in kinds if kind is not None]
    heavy = bool(told) and all(told)
    if heavy or not any(told):
        return joined(DraftRun(text) for text, _ in runs), heavy
    settled = list(_settled(kinds))
    return joined(
        DraftRun(text, bold=bold) for (text, _), bold in zip(runs, settled, strict=True)
    ), False


def _blackness(text: str, face: str, black: frozenset[str]) -> bool | None:
    """Whether a run is bold; ``None`` for digits and marks of a Latin face, which do not tell."""
    if face in black:
        return True
    return None if text.isascii() or not any(char.isalnum() for char in text) else False


def _settled(kinds: Sequence[bool | None]) -> Iterator[bool]:
    """For each run whether it is bold; one that does not tell is, between two that are."""
    place, before = 0, False
    for kind, group in groupby(kinds):
        length = len(list(group))
        after = kinds[place + length] if place + length < len(kinds) else False
        place += length
        before = bool(before and after) if kind is None else kind
        yield from [before] * length


def cell_runs(
    lines: Sequence[TextLine], left: float, right: float, black: frozenset[str]
) -> DraftRuns:
    """The text of a table cell; after a line where the next word would have fitted there is a line break."""
    if not lines:
        return ()
    seams = [
        "\n"
        if right - left - (last.right - last.left) > line.first_word_width + 2.5 * line.size
        else ""
        for last, line in pairwise(lines)
    ]
    runs, heavy = _draft_runs(run_on(lines, seams), black)
    return tuple(DraftRun(run.text, bold=True) for run in runs) if heavy else runs
