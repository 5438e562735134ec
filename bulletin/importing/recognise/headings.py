"""The headings of an article: which paragraphs they are, where each ends, how those of a level stand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, pairwise, zip_longest
from typing import TypeGuard

from bulletin.findings import kinds
from bulletin.importing.draft import (
    DraftParagraph,
    DraftRuns,
    Piece,
    joined,
    line_of,
    plain,
    role_of,
    text_of,
)
from bulletin.importing.recognise import shapes
from bulletin.importing.recognise.story import BodyPart, Doubt
from bulletin.model.content import Enumeration, Heading, HeadingLayouts, Layout, Paragraph
from bulletin.text.numerals import hanzi, heading_marker

_LONGEST = 30
"""Characters of a bold line that is a heading."""
_MOSTLY = 0.9
"""How much of an article is bold when bold says nothing."""


def unbolded(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without bold where nearly all text is: typed in a black face, it says nothing."""
    paras = [piece for piece in pieces if isinstance(piece, DraftParagraph)]
    heavy = sum(len(para.text) for para in paras if para.heavy)
    if heavy < _MOSTLY * sum(len(para.text) for para in paras):
        return list(pieces)
    return [
        replace(piece, runs=joined(replace(run, bold=False) for run in piece.runs), heavy=False)
        if isinstance(piece, DraftParagraph)
        else piece
        for piece in pieces
    ]


def not_headings(pieces: Sequence[Piece]) -> frozenset[int]:
    """The places of numbered paragraphs that are no headings: items with a ；, estimates (三、四月份)."""
    numbers = [
        None if role_of(piece) else shapes.heading_number(text_of(piece)) for piece in pieces
    ]
    places, is_list = set[int](), False
    for at, (piece, number) in enumerate(zip(pieces, numbers, strict=True)):
        if number is None:
            is_list = False
            continue
        goes_on = is_list and number.level >= 3 and number.value > 1
        is_list = number.level >= 3 and line_of(piece).endswith(("；", ";"))
        after = text_of(piece)[number.length :]
        if goes_on or is_list or _is_estimate(after, numbers, at):
            places.add(at)
    return frozenset(places)


def _is_estimate(after: str, numbers: Sequence[shapes.Number | None], at: int) -> bool:
    """Whether a number is one of two, before a unit of time or where it comes once more."""
    number = numbers[at]
    if number is None or number.level > 1 or not after.startswith(hanzi(number.value + 1)):
        return False
    later = ((one.level, one.value) for one in numbers[at + 1 :] if one)
    return bool(re.match(r".[天月季年日个]", after)) or (1, number.value) in later


def bold_headings(pieces: Sequence[Piece]) -> tuple[Sequence[Piece], bool]:
    """The pieces with bold lines as headings, where nothing else is one; whether there were any."""
    paras = [piece for piece in pieces if isinstance(piece, DraftParagraph)]
    if any(para.role or para.number or shapes.heading_number(para.text) for para in paras):
        return pieces, False
    afters = [after for piece, after in zip_longest(pieces, pieces[1:]) if _is_bold_line(piece)]
    looks = {(para.size, para.centred) for para in paras if _is_bold_line(para)}
    have_text = all(isinstance(one, DraftParagraph) and not one.heavy for one in afters)
    if len(afters) < 2 or len(looks) > 1 or not have_text:
        return pieces, False
    return [
        replace(piece, role="大纲1") if _is_bold_line(piece) else piece for piece in pieces
    ], True


def _is_bold_line(piece: Piece | None) -> TypeGuard[DraftParagraph]:
    if not isinstance(piece, DraftParagraph) or not piece.heavy:
        return False
    text = line_of(piece)
    return 0 < len(text) <= _LONGEST and not text.endswith(tuple("。；，：！？;:"))


# Where a heading ends, in characters, in a paragraph that goes on after it


def look_extent(runs: DraftRuns, look: str) -> int:
    """Where the last run with a look ends, in characters."""
    ends = accumulate(len(run.text) for run in runs)
    return max(end for end, run in zip(ends, runs, strict=True) if run.look == look)


def run_in_extent(runs: DraftRuns) -> int:
    """The end of a heading that runs into its text: that of its bold runs, else of its first sentence."""
    text, bold_end = plain(runs), 0
    for run in runs:
        if not run.bold and run.text.strip("。. \u3000"):
            break
        bold_end += len(run.text)
    if 1 < bold_end < len(text):
        return bold_end + (text[bold_end] == "。")
    stop = shapes.SENTENCE_END.search(text)
    return stop.end() if stop else len(text)


# How they stand


def layouts(body: Sequence[BodyPart]) -> tuple[str, list[Doubt]]:
    """How headings stand, as YAML has it; a doubt for each level whose headings do not stand alike.

    One word where all levels are alike. Each level is named where they are not, or where one between
    others is not used (一、 and then 1.): that is the document's own system.
    """
    places: dict[int, dict[Layout, list[int]]] = defaultdict(lambda: {"display": [], "run-in": []})
    for at, part in enumerate(body):
        if isinstance(part.block, Heading):
            of_level = places[part.block.level]
            after = body[at + 1].block if at + 1 < len(body) else None
            if not part.own_line:
                of_level["run-in"].append(at)
            elif isinstance(after, Paragraph | Enumeration):
                of_level["display"].append(at)
    levels: dict[int, Layout] = {}
    doubts: list[Doubt] = []
    for level, of_level in sorted(places.items()):
        fewer, most = sorted(of_level, key=lambda layout: len(of_level[layout]))
        if of_level[most]:
            levels[level] = most
        if of_level[fewer]:
            doubts.append(_mixed(level, most, of_level[fewer]))
    if not levels:
        return "", []
    skips = any(after > before + 1 for before, after in pairwise(sorted(places)))
    if len(set(levels.values())) == 1 and not skips:
        return next(iter(levels.values())), doubts
    every = tuple(
        levels.get(level, "display") if level in places else None for level in range(1, 5)
    )
    return HeadingLayouts(every, frozenset(places)).text, doubts


def _mixed(level: int, layout: Layout, others: Sequence[int]) -> Doubt:
    mark, now = heading_marker(level, 1), "独占一行" if layout == "display" else "接排"
    return Doubt(
        kinds.IMPORTED_LAYOUT, others[0],
        f"“{mark}”一级的小标题有的接排、有的独占一行（{len(others)} 处与多数不同），现在一律{now}。",
        "一级只有一种排法：题头里的 headings。",
    )  # fmt: skip
