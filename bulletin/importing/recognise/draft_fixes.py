"""The texts of a draft, fixed by the safe fixes of the rules before anything is recognised in them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from bulletin.findings import fixes
from bulletin.findings.diagnostics import Diagnostic, Edit
from bulletin.importing.draft import Draft, DraftRuns, Mend, map_runs, plain, runs_of_piece
from bulletin.importing.recognise import shapes
from bulletin.model.content import Run
from bulletin.rules import RULES
from bulletin.rules.article_text import ArticleText, PassageText
from bulletin.rules.rule import TextRule
from bulletin.text.source import Source

FIXING_RULES = tuple(rule for rule in RULES if isinstance(rule, TextRule) and rule.fixes_safely)
"""The rules whose fixes need no judgement."""
MOST_PASSES = 10
_Texts = tuple[DraftRuns, ...]


def fixed_draft(draft: Draft) -> tuple[Draft, tuple[Mend, ...]]:
    """A draft with all safe fixes applied, and what they changed."""
    texts = tuple(runs for piece in draft.pieces for runs in runs_of_piece(piece))
    settled = fixes.settle(texts, _read, _fix, MOST_PASSES)
    fixed = iter(settled.state)
    pieces = tuple(map_runs(piece, lambda _: next(fixed)) for piece in draft.pieces)
    return replace(draft, pieces=pieces), tuple(mends_of(settled.fixed))


def mends_of(fixed: Iterable[Diagnostic]) -> Iterator[Mend]:
    """What the fixes of findings changed."""
    for one in fixed:
        for edit in one.fix.edits if one.fix else ():
            yield Mend(one.code, edit.span.text, edit.text)


def undone(characters: Counter[str], mends: Iterable[Mend]) -> Counter[str]:
    """How often there was each character before it was changed."""
    before = Counter(characters)
    for mend in mends:
        before.update(mend.before)
        before.subtract(mend.after)
    return before


def _read(texts: _Texts) -> tuple[Source, list[Diagnostic]]:
    """All texts as one source, a line each, and the findings in it that have a safe fix."""
    source = Source("", "".join(f"{plain(runs)}\n" for runs in texts))
    passages, at = [], 0
    for runs in texts:
        passage = []
        end = at + shapes.before_leader(plain(runs))
        for run in runs:
            last = max(at, min(at + len(run.text), end))
            passage.append(Run(run.text[: last - at], source.span(at, last)))
            at += len(run.text)
        at += 1
        passages.append(PassageText("paragraph", tuple(passage)))
    text = ArticleText(passages)
    found = (one for rule in FIXING_RULES for one in rule.check(text))
    return source, [one for one in found if one.fix and one.fix.safe]


def _fix(texts: _Texts, findings: Sequence[Diagnostic]) -> tuple[_Texts, Sequence[Diagnostic]]:
    if not findings:
        return texts, ()
    fixed = fixes.apply(findings[0].span.source.text, findings).fixed
    return _edited(texts, [edit for one in fixed if one.fix for edit in one.fix.edits]), fixed


def _edited(texts: _Texts, edits: Iterable[Edit]) -> _Texts:
    """Edits of the source's text, made in the runs.

    What goes over the edge of a run goes to the first, unless it has as many characters as before.
    """
    all_runs = [run for runs in texts for run in runs]
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
            length = len(all_runs[place].text)
            if len(edit.text) == end - start:  # a character for a character
                text = edit.text[max(-start, 0) : max(-start, 0) + length - max(start, 0)]
            else:
                text = edit.text if place == first else ""
            changes[place].append((max(start, 0), min(end, length), text))
    for place, made in changes.items():
        run = all_runs[place]
        before = Source("", run.text)
        own = (Edit(before.span(start, end), text) for start, end, text in sorted(made))
        all_runs[place] = run.with_text(fixes.edited(run.text, own))
    remaining = iter(all_runs)
    return tuple(tuple(islice(remaining, len(runs))) for runs in texts)
