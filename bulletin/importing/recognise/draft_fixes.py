"""The characters of a draft, mended by the safe fixes of the rules before anything is recognised.

The rules look at paragraphs as ``check --fix`` would, pass after pass until nothing is left to mend;
the looks of the text stay where they are.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from bulletin.findings import fixes
from bulletin.findings.diagnostics import Diagnostic, Edit
from bulletin.importing.draft import (
    Draft,
    DraftParagraph,
    DraftRun,
    DraftRuns,
    DraftTable,
    Mend,
    Piece,
    runs_of_piece,
)
from bulletin.importing.recognise import shapes
from bulletin.model.content import Run
from bulletin.rules import RULES
from bulletin.rules.article_text import ArticleText, PassageText
from bulletin.rules.rule import TextRule
from bulletin.text.source import Source

MENDING = tuple(rule for rule in RULES if isinstance(rule, TextRule) and rule.fixes_safely)
"""The rules that have fixes which need no judgement."""
_MOST_PASSES = 10


def mended(draft: Draft) -> tuple[Draft, tuple[Mend, ...]]:
    """A draft with all safe fixes applied, and what they were."""
    done: list[Mend] = []
    runs = [list(one) for piece in draft.pieces for one in runs_of_piece(piece)]
    for _ in range(_MOST_PASSES):
        source, prose = _prose(runs)
        found = [one for rule in MENDING for one in rule.check(prose) if one.fix and one.fix.safe]
        applied = fixes.apply(source.text, found).done
        if not applied:
            break
        done += (_mend(one, edit) for one in applied if one.fix for edit in one.fix.edits)
        _apply(runs, [edit for one in applied if one.fix for edit in one.fix.edits])
    return replace(draft, pieces=tuple(_with(draft.pieces, map(tuple, runs)))), tuple(done)


def _mend(one: Diagnostic, edit: Edit) -> Mend:
    return Mend(one.code, edit.span.text, edit.text)


def undone(characters: Counter[str], mends: Iterable[Mend]) -> Counter[str]:
    """How often there was each character before mending."""
    before = Counter(characters)
    for mend in mends:
        before.update(mend.before)
        before.subtract(mend.after)
    return before


def _with(pieces: Iterable[Piece], runs: Iterator[DraftRuns]) -> Iterator[Piece]:
    for piece in pieces:
        match piece:
            case DraftParagraph():
                yield replace(piece, runs=next(runs))
            case DraftTable():
                rows = tuple(tuple(next(runs) for _ in row) for row in piece.rows)
                yield replace(piece, rows=rows)
            case _:
                yield piece


def _prose(texts: list[list[DraftRun]]) -> tuple[Source, ArticleText]:
    """All texts as a source of their own, a line each, with the runs that the rules want."""
    source = Source("", "".join("".join(run.text for run in runs) + "\n" for runs in texts))
    passages, at = [], 0
    for runs in texts:
        passage = []
        end = at + shapes.before_leader("".join(run.text for run in runs))
        for run in runs:
            last = max(at, min(at + len(run.text), end))
            passage.append(Run(run.text[: last - at], source.span(at, last)))
            at += len(run.text)
        at += 1
        passages.append(PassageText("paragraph", tuple(passage)))
    return source, ArticleText(passages)


def _apply(texts: list[list[DraftRun]], edits: Iterable[Edit]) -> None:
    """Edits of the source's text, made in the runs.

    What goes over an edge goes to the first, unless it has as many characters as before.
    """
    places = [(runs, index) for runs in texts for index in range(len(runs))]
    starts, at = [], 0
    for runs in texts:
        for run in runs:
            starts.append(at)
            at += len(run.text)
        at += 1  # the line's end
    changes: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for edit in edits:
        first = bisect_right(starts, edit.span.start) - 1
        last = max(first, bisect_left(starts, edit.span.end) - 1)
        for place in range(first, last + 1):
            start, end = edit.span.start - starts[place], edit.span.end - starts[place]
            runs, index = places[place]
            length = len(runs[index].text)
            if len(edit.text) == end - start:  # a character for a character
                text = edit.text[max(-start, 0) : max(-start, 0) + length - max(start, 0)]
            else:
                text = edit.text if place == first else ""
            changes[place].append((max(start, 0), min(end, length), text))
    for place, made in changes.items():
        runs, index = places[place]
        runs[index] = runs[index].with_text(_edited(runs[index].text, sorted(made)))


def _edited(text: str, changes: Iterable[tuple[int, int, str]]) -> str:
    pieces, at = [], 0
    for start, end, new in changes:
        pieces += [text[at:start], new]
        at = end
    return "".join((*pieces, text[at:]))
