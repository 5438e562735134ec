"""The account of a file: its characters held against those of the contributions and those omitted.

The file's own characters are counted by ``tally`` from its bytes, so that a mistake of a reader shows.
White space is not counted, since extraction adds and loses it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from bulletin.importing.draft import Draft, Mend, Omitted, Remark, ShownText, texts
from bulletin.importing.recognise.draft_fixes import undone
from bulletin.importing.recognise.story import Story
from bulletin.importing.recognise.whole_issue import RecognisedIssue
from bulletin.model.content import Contribution, printed_runs_of
from bulletin.typeset.titles import in_one_line

_WORD = re.compile(r"\w+")
_PLACES = 3
"""Places that are named, at most."""


@dataclass(frozen=True, slots=True)
class Account:
    """How many characters there were, are, and were left out; and what does not add up."""

    source: int
    made: int
    omitted: int
    missing: str = ""
    invented: str = ""
    places: tuple[ShownText, ...] = ()
    """Where characters that are missing may have stood."""
    basis: str = ""
    """What was counted where it was not the file itself, in Chinese."""
    is_counted: bool = True
    """Whether the file itself was counted; if not, only what was read of it is accounted for."""

    @property
    def is_even(self) -> bool:
        """Whether nothing was lost and nothing invented."""
        return not (self.missing or self.invented)


def count(texts: Iterable[str]) -> Counter[str]:
    """How often there is each character that prints something."""
    return Counter(_tight("".join(texts)))


def account(
    draft: Draft,
    mends: Iterable[Mend],
    stories: Iterable[tuple[Story, Contribution]],
    issue: RecognisedIssue | None,
    omitted: Iterable[Omitted],
) -> Account:
    """The account of one file; ``draft`` is as it was read, ``omitted`` all that was left out of it."""
    made, omitted_texts = list(_made(stories, issue)), [one.text for one in omitted]
    changed = [Mend(one.code, *map(_tight, (one.before, one.after))) for one in mends]
    tally = draft.tally
    lines = _read(draft) if tally is None else tally.lines
    source = count(line.text for line in lines)
    if tally is None:
        source = undone(source, draft.mends)
    now, left_out = count(made), count(omitted_texts)
    before = undone(now + left_out, changed)
    missing, invented = source - before, before - source
    known = "\n".join(map(_tight, (*made, *omitted_texts, *(one.before for one in changed))))
    return Account(
        source.total(),
        now.total(),
        left_out.total(),
        "".join(missing.elements()),
        "".join(invented.elements()),
        tuple(islice(_where(missing, lines, known), _PLACES)),
        "" if tally is None else tally.basis,
        is_counted=tally is not None,
    )


def _tight(text: str) -> str:
    return "".join(text.split())


def _read(draft: Draft) -> tuple[ShownText, ...]:
    """What a draft has read, where there is no file to hold it against."""
    return tuple(map(ShownText, (*texts(draft.pieces), *(one.text for one in draft.omitted))))


def _where(missing: Counter[str], lines: Iterable[ShownText], known: str) -> Iterator[ShownText]:
    """The lines with characters that are missing: first those with a word that is known nowhere."""
    near = [line for line in lines if not missing.keys().isdisjoint(line.text)]
    sure = [line for line in near if not all(word in known for word in _WORD.findall(line.text))]
    return iter(sure or [line for line in near if _tight(line.text) not in known])


def _made(
    stories: Iterable[tuple[Story, Contribution]], issue: RecognisedIssue | None
) -> Iterator[str]:
    for story, contribution in stories:
        yield from _contribution(contribution)
        yield story.date
        yield from texts(one for one in story.body if isinstance(one, Remark))
    if issue is not None:
        head = issue.masthead
        yield from (head.name, head.issuer, head.classification, head.signer)
        yield from (recipient for _, recipients in issue.routing for recipient in recipients)


def _contribution(contribution: Contribution) -> Iterator[str]:
    for title in (contribution.title, contribution.contents):
        if title is not None:
            yield in_one_line(title.text)
    for run in (
        contribution.subtitle,
        contribution.source,
        contribution.author,
        contribution.note,
    ):
        if run is not None:
            yield run.text
    yield from ("".join(run.text for run in printed_runs_of(block)) for block in contribution.body)
