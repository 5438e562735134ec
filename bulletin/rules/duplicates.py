"""Text that was printed before: a paragraph, or most of one, that stands in another article."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar
from zlib import crc32

from bulletin.rules.prose import Passage, Prose
from bulletin.rules.rule import OURS, WARNING, Found, IssueRule
from bulletin.rules.subject import Subject

_NO_WORD = re.compile(r"[^\w。；！？\n]+")
_STOP = re.compile(r"[。；！？\n]")
_SHORTEST = 10
"""Characters; a shorter sentence (各位代表) stands in many articles."""
_PARAGRAPH = 30
"""Characters that a paragraph needs in such sentences to be looked at."""
_SHARE = 0.6
"""Of a paragraph's characters: most of it."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a sentence says, marks left out, and its fingerprint."""

    text: str
    fingerprint: int


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a text that are long enough to be known again."""
    for bare in _STOP.split(_NO_WORD.sub("", text)):
        if len(bare) >= _SHORTEST:
            # Two sentences may share a fingerprint: what is found by it is compared as text.
            yield Sentence(bare, crc32(bare.encode()))


def paragraphs(prose: Prose) -> Iterator[tuple[Passage, list[Sentence]]]:
    """The paragraphs and items of an article that are looked at."""
    for passage in prose.of("paragraph", "item", "quote"):
        if passage.end - passage.start < _PARAGRAPH:
            continue
        found = list(sentences(prose.raw[passage.start : passage.end]))
        if sum(len(one.text) for one in found) >= _PARAGRAPH:
            yield passage, found


def sentences_of(prose: Prose) -> Iterator[Sentence]:
    """The sentences of an article by which it is known again."""
    return (one for _, found in paragraphs(prose) for one in found)


@IssueRule(
    "GE003", "duplicate-paragraph", WARNING, "这段话在别处登过",
    tier=OURS, wrong="与第42期同一段文字", right="换成新的内容，或删去",
    advice="看是不是把同一份稿件用了两次；套话确实要重复，就写明原因忽略它。",
)  # fmt: skip
def duplicate_paragraph(proof: Subject) -> Found:
    """A paragraph most of which stands in another article of this issue or of an earlier one."""
    looked_at = [
        (place, prose, passage, found)
        for place, prose in enumerate(proof.articles)
        for passage, found in paragraphs(prose)
    ]
    here: dict[int, set[int]] = defaultdict(set)
    for place, _, _, found in looked_at:
        for one in found:
            here[one.fingerprint].add(place)
    earlier = proof.earlier.articles_with(set(here))
    for place, prose, passage, found in looked_at:
        other = _shared(found, lambda one: (n for n in here[one.fingerprint] if n < place))  # noqa: B023
        name = None
        if other is not None:
            name = proof.issue.articles[other].contribution.source_file.path
        elif old := _shared(found, lambda one: earlier.get(one.fingerprint, ())):
            really = proof.earlier.sentences_of(old)  # an index may be out of date
            name = _shared(found, lambda one: (old,) if one.text in really else ())  # noqa: B023
        if name:
            yield duplicate_paragraph.found(
                prose, (passage.start, passage.end), f"这段话在 {name} 里已经有了。"
            )


Where = TypeVar("Where", int, str)


def _shared(found: list[Sentence], places: Callable[[Sentence], Iterable[Where]]) -> Where | None:
    """The place that has most of the sentences, by their length; ``None`` if none has enough."""
    lengths: Counter[Where] = Counter()
    for one in found:
        for place in places(one):
            lengths[place] += len(one.text)
    if not lengths:
        return None
    place, length = lengths.most_common(1)[0]
    return place if length >= _SHARE * sum(len(one.text) for one in found) else None
