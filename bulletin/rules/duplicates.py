"""Finds paragraphs that stand in another article too, of this issue or of an earlier one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from zlib import crc32

from bulletin.rules.article_text import ArticleText, Passage
from bulletin.rules.rule import WARNING, Fault, IssueFaults, IssueRule
from bulletin.rules.rule_context import EarlierIssues, RuleContext

_NO_WORD = re.compile(r"[^\w。；！？\n]+")
_STOP = re.compile(r"[。；！？\n]")
_SHORTEST = 10
"""Characters; a shorter sentence (各位代表) stands in many articles."""
_PARAGRAPH = 30
"""Characters in such sentences; a paragraph with fewer is not compared."""
_SHARE = 0.6
"""The part of those characters that has to stand in the other article, too."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence without its marks, and a number by which it is looked up (a CRC-32 of the text).

    Two sentences may share a fingerprint: those that do are compared as text.
    """

    text: str
    fingerprint: int


def paragraphs(article: ArticleText) -> Iterator[tuple[Passage, list[Sentence]]]:
    """The paragraphs, items and quotations of an article that are long enough, with sentences."""
    for passage in article.of("paragraph", "item", "quote"):
        if passage.end - passage.start < _PARAGRAPH:
            continue
        bare = _STOP.split(_NO_WORD.sub("", article.raw_of(passage)))
        compared = [Sentence(one, crc32(one.encode())) for one in bare if len(one) >= _SHORTEST]
        if sum(len(sentence.text) for sentence in compared) >= _PARAGRAPH:
            yield passage, compared


def sentences_of(article: ArticleText) -> Iterator[Sentence]:
    """The sentences of an article that are compared with those of others."""
    return (sentence for _, compared in paragraphs(article) for sentence in compared)


@IssueRule(
    "GE003", "duplicate-paragraph", WARNING, "这段话在别处登过",
    tier="ours", wrong="与第42期同一段文字", right="换成新的内容，或删去",
    advice="看是不是把同一份稿件用了两次；套话确实要重复，就写明原因忽略它。",
)  # fmt: skip
def duplicate_paragraph(context: RuleContext) -> IssueFaults:
    """A paragraph most of which stands in an article before it, or in one of an earlier issue."""
    compared = [
        (place, article, passage, its_sentences)
        for place, article in enumerate(context.articles)
        for passage, its_sentences in paragraphs(article)
    ]
    here: dict[int, set[int]] = defaultdict(set)
    for place, _, _, its_sentences in compared:
        for sentence in its_sentences:
            here[sentence.fingerprint].add(place)
    earlier = context.earlier.articles_with(set(here))
    for place, article, passage, its_sentences in compared:
        above = [[at for at in here[one.fingerprint] if at < place] for one in its_sentences]
        other = _article_with_most(its_sentences, above)
        if other is None:
            name = _earlier_article(context.earlier, earlier, its_sentences)
        else:
            name = context.issue.articles[other].contribution.source_file.path
        if name is not None:
            yield article, Fault(passage.place, f"这段话在 {name} 里已经有了。")


def _earlier_article(
    issues: EarlierIssues, indexed: Mapping[int, tuple[str, ...]], compared: list[Sentence]
) -> str | None:
    """The path of an article of an earlier issue that has most of some sentences, if there is one.

    ``indexed`` has the paths by fingerprint. The index may be out of date, and two sentences may
    share a fingerprint: so the sentences that the article has now decide.
    """
    likely = _article_with_most(compared, [indexed.get(one.fingerprint, ()) for one in compared])
    if likely is None:
        return None
    texts = issues.sentences_of(likely)
    return _article_with_most(
        compared, [(likely,) if one.text in texts else () for one in compared]
    )


Where = TypeVar("Where", int, str)


def _article_with_most(
    compared: list[Sentence], articles: Sequence[Iterable[Where]]
) -> Where | None:
    """The article that has most of the sentences, by their length; ``None`` if none has enough.

    ``articles`` has for each sentence the articles (numbers or paths) in which it stands.
    """
    lengths: Counter[Where] = Counter()
    for sentence, its_articles in zip(compared, articles, strict=True):
        for article in its_articles:
            lengths[article] += len(sentence.text)
    if not lengths:
        return None
    article, length = lengths.most_common(1)[0]
    return article if length >= _SHARE * sum(len(one.text) for one in compared) else None
