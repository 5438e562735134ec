"""Words typed twice: 会议会议强调, 代表的的建议, 进行了了视察."""

from __future__ import annotations

from itertools import pairwise

from bulletin.rules.article_text import ArticleText
from bulletin.rules.rule import WARNING, Findings, Pattern, TextRule
from bulletin.text.characters import HAN
from bulletin.text.segmenter import tagged

_TWICE = Pattern(rf"(?=(.).{{0,3}}\1)(?:([的了在和与对将把被])\2|([{HAN}]{{2,4}})\3)")
"""The first group asks whether a character comes again soon: this saves a third of the time."""
_ALSO_VERBS = frozenset(("代表", "领导", "编辑", "导演", "翻译", "主持", "监督", "建议"))
"""Nouns that are verbs, too: in 人大代表代表人民 the second one is a verb."""
_REACH = 8
"""Characters before and behind that are given to the segmenter."""


@TextRule(
    "TM006", "doubled-word", WARNING, "字词重了",
    tier="practice", fixes="suggested", wrong="会议会议强调", right="会议强调",
    advice="留下一个；“研究研究”“不了了之”这样的说法不在此例。",
)  # fmt: skip
def doubled_word(article: ArticleText) -> Findings:
    """A particle or a noun twice in a row, where the segmenter, too, sees two words of one kind."""
    text = article.text
    for match in _TWICE.finditer(text):
        word = match[2] or match[3]
        if word in _ALSO_VERBS or len(set(word)) < len(word) > 1:
            continue
        start = max(0, match.start() - _REACH)
        around = text[start : match.end() + _REACH]
        at = start
        for (first, kind), (second, other) in pairwise(tagged(around)):
            twice = at == match.start() and first == second == word
            if twice and kind == other and (match[2] or kind in ("n", "nt", "ns", "nz")):
                message = f"“{word}”重了。"
                yield doubled_word.finding(article, match.span(), message, word)
            at += len(first)
