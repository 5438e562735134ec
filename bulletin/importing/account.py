"""The books: every character of a file is in what was made of it, or in the list of what was left out.

White space does not count: it is what extraction adds and loses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bulletin.importing.draft import Draft, Left, Remark, texts
from bulletin.importing.issue import Whole
from bulletin.importing.mend import Mend, undone
from bulletin.importing.story import Story
from bulletin.model import Contribution, runs_of


@dataclass(frozen=True, slots=True)
class Account:
    """How many characters there were, are, and were left out; and what does not add up."""

    source: int
    made: int
    left: int
    missing: str = ""
    invented: str = ""

    @property
    def is_even(self) -> bool:
        """Whether nothing was lost and nothing invented."""
        return not (self.missing or self.invented)


def count(texts: Iterable[str]) -> Counter[str]:
    """How often there is each character that prints something."""
    return Counter("".join("".join(texts).split()))


def account(
    draft: Draft,
    mends: Iterable[Mend],
    stories: Iterable[tuple[Story, Contribution]],
    whole: Whole | None,
    left: Iterable[Left],
) -> Account:
    """The books of one file; ``draft`` is as it was read, ``left`` all that was left out of it."""
    source = count((*texts(draft.pieces), *(one.text for one in draft.left)))
    made, gone = count(_made(stories, whole)), count(one.text for one in left)
    before = undone(
        made + gone, [Mend(one.code, *map(_tight, (one.before, one.after))) for one in mends]
    )
    missing, invented = source - before, before - source
    return Account(
        source.total(), made.total(), gone.total(),
        "".join(missing.elements()), "".join(invented.elements()),
    )  # fmt: skip


def _tight(text: str) -> str:
    return "".join(text.split())


def _made(stories: Iterable[tuple[Story, Contribution]], whole: Whole | None) -> Iterator[str]:
    for story, contribution in stories:
        yield from _contribution(contribution)
        yield story.date
        yield from (one.text for one in story.body if isinstance(one, Remark))
    if whole is not None:
        head = whole.masthead
        yield from (head.name, head.issuer, head.classification)
        yield from (recipient for _, recipients in whole.routing for recipient in recipients)


def _contribution(contribution: Contribution) -> Iterator[str]:
    """All text of a contribution, as the program reads it."""
    for run in (
        contribution.title, contribution.source, contribution.author,
        contribution.contents, contribution.note,
    ):  # fmt: skip
        if run is not None:
            yield run.text
    yield from (run.text for block in contribution.body for run in runs_of(block))
