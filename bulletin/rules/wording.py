"""Words that are wrong by themselves: 截止 for 截至, a missing subject, words typed twice."""

from __future__ import annotations

from itertools import pairwise

from bulletin.rules.article_text import ArticleText
from bulletin.rules.rule import NOTE, WARNING, Fault, Faults, Pattern, TextRule
from bulletin.text.characters import HAN
from bulletin.text.segmenter import tagged

_UNTIL = Pattern(
    "截止(?=到?(?:目前|今[年日天]|去年|本月|上月|[0-9]{1,4}[年月日]|[一二三四五六七八九十]{1,3}月|现在))",
    "截止",
)


@TextRule(
    "TM004", "deadline-for-until", WARNING, "“截止”误作“截至”",
    tier="practice", fixes="suggested", wrong="截止目前", right="截至目前",
    advice="后面跟时间用“截至”；“截止”是停止，后面不跟时间。",
)  # fmt: skip
def deadline_for_until(article: ArticleText) -> Faults:
    """截止 before a time, where 截至 is meant."""
    for match in _UNTIL.finditer(article.text):
        yield Fault(match.span(), "后面是时间，用“截至”。", "截至")


_NO_SUBJECT = Pattern(
    r"(?<![^。！？；\n])(?:通过|经过|随着)[^，。！？；\n]{2,40}，(使|让)(?!用)", "，使", "，让"
)


@TextRule(
    "TM005", "missing-subject", NOTE, "“通过……使……”缺主语",
    tier="practice", wrong="通过开展活动，使代表……", right="开展活动使代表……",
    advice="删去“通过”或“使”。",
)  # fmt: skip
def missing_subject(article: ArticleText) -> Faults:
    """A sentence that begins with 通过…，使…, which leaves it without a subject."""
    for match in _NO_SUBJECT.finditer(article.text):
        yield Fault(match.span(), f"“{match[0][:2]}……{match[1]}……”缺主语。")


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
def doubled_word(article: ArticleText) -> Faults:
    """A particle or a noun twice in a row, where the segmenter, too, sees two words of one kind."""
    text = article.text
    for match in _TWICE.finditer(text):
        word = match[2] or match[3]
        if word in _ALSO_VERBS or len(set(word)) < len(word) > 1:
            continue
        at = max(0, match.start() - _REACH)
        words = tagged(text[at : match.end() + _REACH])
        for (first, kind), (second, other) in pairwise(words):
            twice = at == match.start() and first == second == word
            if twice and kind == other and (match[2] or kind in ("n", "nt", "ns", "nz")):
                yield Fault(match.span(), f"“{word}”重了。", word)
            at += len(first)
