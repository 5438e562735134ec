"""Words, leaders' names, their posts and order, compared with the lists that the office keeps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import TypeVar

from bulletin.model.content import Leader, Term
from bulletin.rules.rule import WARNING, Fault, IssueFaults, IssueRule
from bulletin.rules.rule_context import RuleContext
from bulletin.text.characters import HAN

_Dated = TypeVar("_Dated", Term, Leader)


def _in_force(context: RuleContext, items: Iterable[_Dated]) -> Iterator[_Dated]:
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
    terms = list(_in_force(context, context.terms))
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
    return word in exception and any(
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
        for term in _in_force(context, context.terms)
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
    for term in _in_force(context, context.terms):
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
            if word == common:
                continue
            for article, start in places[word]:
                message = f"这一期里有的地方写“{common}”，这里写“{word}”。"
                yield article, Fault((start, start + len(word)), message)


@IssueRule(
    "LD001", "wrong-leader", WARNING, "职务和姓名对不上",
    tier="practice", wrong="市委书记李四（名单里是张三）", right="市委书记张三",
    advice="核对姓名和职务；名单旧了就改 templates/leaders.yaml。",
)  # fmt: skip
def wrong_leader(context: RuleContext) -> IssueFaults:
    """A post with the name of another leader of the list, or with its holder's misspelt.

    Names of those who have left the list count as names of others.
    """
    holders: dict[str, list[str]] = {}
    for leader in _in_force(context, context.leaders):
        for post in leader.posts:
            holders.setdefault(post, []).append(leader.name)
    if not holders:
        return
    names = sorted(
        {leader.name for leader in context.leaders}, key=len, reverse=True
    )  # 张三丰, 张三
    posts = sorted(holders, key=len, reverse=True)
    pattern = re.compile(rf"({'|'.join(map(re.escape, posts))})([{HAN}]{{2,4}})")
    for article in context.articles:
        for match in pattern.finditer(article.text):
            right, written = holders[match[1]], match[2]
            if written.startswith(tuple(right)) or article.text.endswith(_FORMER, 0, match.start()):
                continue
            other = next((name for name in names if written.startswith(name)), None)
            near = next((name for name in right if _is_slip(written[: len(name)], name)), None)
            if other or near:
                wrong = other or written[: len(near or "")]
                place = (match.start(2), match.start(2) + len(wrong))
                message = f"名单上的{match[1]}是{'、'.join(right)}，这里写“{wrong}”。"
                yield article, Fault(place, message)


_FORMER = ("原", "前", "时任", "前任")


def _is_slip(written: str, name: str) -> bool:
    """Whether a name differs from another in one character (of two: not in the family name)."""
    if len(written) != len(name) or len(name) < 2:
        return False
    wrong = [a != b for a, b in zip(written, name, strict=True)]
    return sum(wrong) == 1 and (len(name) > 2 or not wrong[0])


@IssueRule(
    "LD002", "wrong-order-of-leaders", WARNING, "领导排序与名单不符",
    tier="practice", wrong="李四、张三（名单里张三在前）", right="张三、李四",
    advice="按名单的次序排；名单旧了就改 templates/leaders.yaml。",
)  # fmt: skip
def wrong_order(context: RuleContext) -> IssueFaults:
    """Names joined by 、 in another order than that of the list."""
    leaders = [leader.name for leader in _in_force(context, context.leaders)]
    if len(leaders) < 2:
        return
    ranks = {name: rank for rank, name in enumerate(dict.fromkeys(leaders))}
    name = "|".join(map(re.escape, sorted(ranks, key=len, reverse=True)))
    post = rf"[{HAN}]{{0,20}}?"
    pattern = re.compile(rf"(?:{name})(?:、{post}(?:{name}))+")
    names = re.compile(name)
    for article in context.articles:
        for match in pattern.finditer(article.text):
            for before, after in pairwise(names.finditer(article.text, *match.span())):
                if ranks[before[0]] > ranks[after[0]]:
                    yield article, Fault(after.span(), f"名单上“{after[0]}”在“{before[0]}”前面。")
                    break
