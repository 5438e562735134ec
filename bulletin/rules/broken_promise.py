"""Counted promises (四个突出, 三项机制, “五个一”), and whether the text keeps them.

A leader cuts a section, and the lead still says 四个突出. The rule speaks only where it is sure
what is counted: a list was announced, or the word stands in the things.
"""

from __future__ import annotations

from bulletin.rules.article_text import ArticleText
from bulletin.rules.counted_lists import miscounts
from bulletin.rules.promised_items import items_of
from bulletin.rules.promises import promises_in
from bulletin.rules.rule import WARNING, Findings, TextRule
from bulletin.rules.sections import Outline


@TextRule(
    "GE001", "broken-promise", WARNING, "说的数和写的数对不上",
    tier="ours", wrong="做到“四个突出”（下面只有三节）", right="做到“三个突出”",
    advice="数一数：是删了一节没有改数，还是漏写了一项。",
)  # fmt: skip
def broken_promise(article: ArticleText) -> Findings:
    """A count that the list, the series or the sections behind it do not have, or a list before it."""
    promises = promises_in(article)
    outline = Outline(article) if promises else None
    for place, promise in enumerate(promises):
        assert outline is not None
        following = promises[place + 1].start if place + 1 < len(promises) else len(article.text)
        counted = items_of(article, promise, following, outline)
        if counted is not None and counted.number != promise.count:
            word = article.text[promise.start : promise.end]
            message = f"“{word}”说的是 {promise.count}，{counted.what}却有 {counted.number} 个。"
            yield broken_promise.finding(article, (promise.start, promise.end), message)
    for where, numeral, listed in miscounts(article):
        message = f"“{numeral}”前面列出的却有 {listed} 个。"
        yield broken_promise.finding(article, where, message)
