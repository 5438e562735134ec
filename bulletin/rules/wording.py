"""Words: the office's list of terms, set phrases nearly right, 截止 for 截至, words typed twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import TypeVar

from bulletin.model.content import Leader, Term
from bulletin.rules.article_text import ArticleText
from bulletin.rules.rule import (
    NOTE,
    WARNING,
    Fault,
    Faults,
    IssueFaults,
    IssueRule,
    Pattern,
    TextRule,
)
from bulletin.rules.rule_context import RuleContext
from bulletin.text.characters import HAN
from bulletin.text.segmenter import tagged

Dated = TypeVar("Dated", Term, Leader)


def in_force(context: RuleContext, items: Iterable[Dated]) -> Iterator[Dated]:
    """Those of some terms or leaders that are valid on the issue's date; without one, the newest."""
    day = context.issue.settings.date or date.max
    for item in items:
        if (item.since is None or item.since <= day) and (item.until is None or day <= item.until):
            yield item


@IssueRule(
    "TM001", "wrong-term", WARNING, "用词与词表不符",
    tier="practice", fixes="suggested", wrong="法制建设", right="法治建设",
    advice="照词表改；用得对就在词表（templates/terms.yaml）的 unless 里写上前后的字。",
)  # fmt: skip
def wrong_term(context: RuleContext) -> IssueFaults:
    """A word that the list of terms calls wrong, unless it is part of one of its exceptions."""
    terms = list(in_force(context, context.terms))
    for article in context.texts:
        for term in terms:
            for word in term.wrong:
                for start in _places(article.text, word, (*term.unless, *term.right)):
                    yield article, _wrong(term, word, start)


def _wrong(term: Term, word: str, start: int) -> Fault:
    right = "或".join(map(_quoted, term.right))
    message = f"{_quoted(word)}宜写作{right}。" if right else f"{_quoted(word)}用得不妥。"
    only = term.right[0] if len(term.right) == 1 else None
    hint = term.note or wrong_term.advice
    return Fault((start, start + len(word)), message, only, hint=hint)


def _quoted(word: str) -> str:
    """A word in quotation marks, with single ones inside (GB/T 15834-2011 4.8.3.3)."""
    return "“" + word.replace("“", "‘").replace("”", "’") + "”"


def _places(text: str, word: str, exceptions: Iterable[str]) -> Iterator[int]:
    """Where a word stands in a text, unless as part of one of the exceptions."""
    place = text.find(word)
    while place >= 0:
        if not any(_covers(text, place, word, exception) for exception in exceptions):
            yield place
        place = text.find(word, place + len(word))


def _covers(text: str, place: int, word: str, exception: str) -> bool:
    """Whether an exception (乡镇人大主任) stands over a word (人大主任) at its place."""
    return any(
        exception.startswith(word, inside) and text.startswith(exception, place - inside)
        for inside in range(min(place, len(exception)) + 1)
    )


@IssueRule(
    "TM002", "near-set-phrase", WARNING, "固定提法差了一两个字",
    tier="practice", fixes="suggested",
    wrong="习近平新时代中国特色社会主思想", right="习近平新时代中国特色社会主义思想",
    advice="固定提法一个字也不能差；确是另一个说法，在词表的 unless 里写上它。",
)  # fmt: skip
def near_set_phrase(context: RuleContext) -> IssueFaults:
    """A stretch that differs by one or two characters from a set phrase of the list."""
    phrases = [
        (phrase, term)
        for term in in_force(context, context.terms)
        if not term.wrong and not term.variants
        for phrase in term.right
    ]
    for article in context.texts:
        for phrase, term in phrases:
            for start, end in sorted(set(_near(article.text, phrase))):
                around = article.text[max(0, start - 10) : end + 10]
                if not any(exception in around for exception in term.unless):
                    message = f"“{article.text[start:end]}”像是“{phrase}”写错了。"
                    yield article, Fault((start, end), message, phrase)


def _near(text: str, phrase: str) -> Iterator[tuple[int, int]]:
    """Where a text has one half of a phrase, and beside it nearly the other half."""
    half, length = len(phrase) // 2, len(phrase)
    head, tail = phrase[:half], phrase[half:]
    for place in _places(text, head, (phrase,)):
        ends = [place + length + slip for slip in (0, -1, 1)]
        yield from _nearest(text, phrase, [(place, end) for end in ends])
    for place in _places(text, tail, (phrase,)):
        end = place + len(tail)
        starts = [end - length + slip for slip in (0, -1, 1)]
        yield from _nearest(text, phrase, [(start, end) for start in starts if start >= 0])


def _nearest(text: str, phrase: str, places: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The place nearest to a phrase, if one or two characters differ, but not the first or last."""
    most = 2 if len(phrase) >= 10 else 1
    best = min(places, key=lambda place: _distance(text[slice(*place)], phrase))
    near = text[slice(*best)]
    if 0 < _distance(near, phrase) <= most and (near[0], near[-1]) == (phrase[0], phrase[-1]):
        yield best


def _distance(text: str, other: str) -> int:
    """How many characters to insert, delete or exchange (Levenshtein)."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(text, 1):
        last, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
    return row[-1]


@IssueRule(
    "TM003", "mixed-terms", WARNING, "一个意思用了两个名称",
    tier="ours", wrong="人大代表站…人大代表联络站", right="全期只用一种",
    advice="全期统一成一种；词表里用 variants 列出的，一期只用一种。",
)  # fmt: skip
def mixed_terms(context: RuleContext) -> IssueFaults:
    """Two names in one issue that the list calls variants; the findings are at the rarer one."""
    for term in in_force(context, context.terms):
        places = {
            word: [
                (article, start)
                for article in context.articles
                for start in _places(article.text, word, {*term.variants} - {word})
            ]
            for word in term.variants
        }
        common = max(term.variants, key=lambda word: len(places[word]), default="")
        for word in term.variants:
            for article, start in places[word] if word != common else ():
                message = f"这一期里有的地方写“{common}”，这里写“{word}”。"
                yield article, Fault((start, start + len(word)), message)


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
        start = max(0, match.start() - _REACH)
        around = text[start : match.end() + _REACH]
        at = start
        for (first, kind), (second, other) in pairwise(tagged(around)):
            twice = at == match.start() and first == second == word
            if twice and kind == other and (match[2] or kind in ("n", "nt", "ns", "nz")):
                yield Fault(match.span(), f"“{word}”重了。", word)
            at += len(first)
