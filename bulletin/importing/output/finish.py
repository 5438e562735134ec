"""A contribution that was just written, mended as ``check --fix`` would mend it.

The characters were mended before; what is left is what only the form shows, a stop after a title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bulletin.findings import fixes
from bulletin.findings.diagnostics import Diagnostic
from bulletin.importing.draft import Mend
from bulletin.importing.recognise.draft_fixes import MENDING
from bulletin.model.content import Article, Contribution, all_levels
from bulletin.reading.contribution import read_contribution
from bulletin.rules.rule_context import text_of_article
from bulletin.text.source import Source
from bulletin.typeset.arrange import numbered

_MOST_PASSES = 10
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
"""The mark that ``write`` put before a character, which was not in the file."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A contribution as it will be read, and what was mended in it."""

    contribution: Contribution
    mends: tuple[Mend, ...]


def finish(path: str, text: str) -> Finished:
    """Apply all safe fixes to a contribution, pass after pass."""
    mends: list[Mend] = []
    for passes_left in reversed(range(_MOST_PASSES)):
        contribution, found = read_contribution(Source(path, text))
        found += _found(contribution)
        done = fixes.apply(text, [one for one in found if one.fix is not None and one.fix.safe])
        if done.text == text or not passes_left:  # what is left then, check tells
            break
        text = done.text
        mends += (
            Mend(one.code, _ESCAPE.sub("", edit.span.text), edit.text)
            for one in done.done
            if one.fix is not None
            for edit in one.fix.edits
        )
    return Finished(contribution, tuple(mends))


def _found(contribution: Contribution) -> Iterator[Diagnostic]:
    """What numbering and the mending rules find."""
    found: list[Diagnostic] = []
    body = numbered(contribution.body, found, contribution.headings)
    yield from found
    headings = contribution.headings or all_levels("run-in")
    article = Article(contribution, headings, contribution.enumeration or "run-in", body)
    prose = text_of_article(article)
    for rule in MENDING:
        yield from rule.check(prose)
