"""Words: the office's list of terms, set phrases by near miss, a sentence without a subject."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import TypeVar

from bulletin.findings.diagnostics import Diagnostic
from bulletin.model.content import Leader, Term
from bulletin.rules.prose import Prose
from bulletin.rules.rule import (
    NOTE,
    OURS,
    PRACTICE,
    SUGGESTED,
    WARNING,
    Found,
    IssueRule,
    Pattern,
    TextRule,
)
from bulletin.rules.subject import Subject

Dated = TypeVar("Dated", Term, Leader)


def in_force(items: Iterable[Dated], date: datetime.date | None) -> Iterator[Dated]:
    """What holds on a day; an issue without a date is taken as the newest."""
    day = date or datetime.date.max
    for item in items:
        if (item.since is None or item.since <= day) and (item.until is None or day <= item.until):
            yield item


@IssueRule(
    "TM001", "wrong-term", WARNING, "用词与词表不符",
    tier=PRACTICE, mending=SUGGESTED, wrong="法制建设", right="法治建设",
    advice="照词表改；用得对就在词表（templates/terms.yaml）的 unless 里写上前后的字。",
)  # fmt: skip
def wrong_term(proof: Subject) -> Found:
    """A word that the list of terms calls wrong, where none of its exceptions stands."""
    terms = list(in_force(proof.terms, proof.issue.settings.date))
    for prose in proof.proses:
        for term in terms:
            for word in term.wrong:
                for start in _places(prose.text, word, (*term.unless, *term.right)):
                    yield _wrong(prose, term, word, start)


def _wrong(prose: Prose, term: Term, word: str, start: int) -> Diagnostic:
    place = (start, start + len(word))
    right = "或".join(_quoted(one) for one in term.right)
    message = f"{_quoted(word)}宜写作{right}。" if right else f"{_quoted(word)}用得不妥。"
    edits = [(*place, term.right[0])] if len(term.right) == 1 else []
    return wrong_term.found(prose, place, message, edits, term.note or wrong_term.advice)


def _quoted(word: str) -> str:
    """A word in quotation marks, with single ones inside (GB/T 15834-2011 4.8.3.3)."""
    return "“" + word.replace("“", "‘").replace("”", "’") + "”"


def _places(text: str, word: str, exceptions: Iterable[str]) -> Iterator[int]:
    """Where a word stands in a text, unless as part of one of the exceptions."""
    place = text.find(word)
    while place >= 0:
        if not any(_covers(text, place, word, one) for one in exceptions):
            yield place
        place = text.find(word, place + len(word))


def _covers(text: str, place: int, word: str, exception: str) -> bool:
    """Whether an exception (乡镇人大主任) stands over a word (人大主任) at its place."""
    inside = exception.find(word)
    while inside >= 0:
        if place >= inside and text.startswith(exception, place - inside):
            return True
        inside = exception.find(word, inside + 1)
    return False


@IssueRule(
    "TM002", "near-set-phrase", WARNING, "固定提法差了一两个字",
    tier=PRACTICE, mending=SUGGESTED,
    wrong="习近平新时代中国特色社会主思想", right="习近平新时代中国特色社会主义思想",
    advice="固定提法一个字也不能差；确是另一个说法，在词表的 unless 里写上它。",
)  # fmt: skip
def near_set_phrase(proof: Subject) -> Found:
    """Almost a phrase of the list that has to be word for word."""
    phrases = [
        (phrase, term)
        for term in in_force(proof.terms, proof.issue.settings.date)
        if not term.wrong and not term.variants
        for phrase in term.right
    ]
    for prose in proof.proses:
        for phrase, term in phrases:
            for start, end in sorted(set(_near(prose.text, phrase))):
                found = prose.text[start:end]
                if found not in term.unless and not _inside(prose.text, start, end, term.unless):
                    yield near_set_phrase.replaced(
                        prose, (start, end), f"“{found}”像是“{phrase}”写错了。", phrase
                    )


def _inside(text: str, start: int, end: int, exceptions: Iterable[str]) -> bool:
    return any(one in text[max(0, start - 10) : end + 10] for one in exceptions)


def _near(text: str, phrase: str) -> Iterator[tuple[int, int]]:
    """Where a text has half of a phrase, and nearly the other half beside it."""
    half, length = len(phrase) // 2, len(phrase)
    head, tail = phrase[:half], phrase[half:]
    for place in _places(text, head, (phrase,)):
        ends = [place + length + more for more in (0, -1, 1)]
        yield from _nearest(text, phrase, [(place, end) for end in ends])
    for place in _places(text, tail, (phrase,)):
        end = place + len(tail)
        starts = [end - length + more for more in (0, -1, 1)]
        yield from _nearest(text, phrase, [(start, end) for start in starts if start >= 0])


def _nearest(text: str, phrase: str, places: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The place that differs least, if by two characters at most and alike at both ends."""
    most = 2 if len(phrase) >= 10 else 1
    best = min(places, key=lambda place: _distance(text[slice(*place)], phrase))
    found = text[slice(*best)]
    if 0 < _distance(found, phrase) <= most and (found[0], found[-1]) == (phrase[0], phrase[-1]):
        yield best


def _distance(one: str, other: str) -> int:
    """How many characters to put in, take out or exchange (Levenshtein)."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
    return row[-1]


@IssueRule(
    "TM003", "mixed-terms", WARNING, "一个意思用了两个名称",
    tier=OURS, wrong="人大代表站…人大代表联络站", right="全期只用一种",
    advice="全期统一成一种；词表里用 variants 列出的，一期只用一种。",
)  # fmt: skip
def mixed_terms(proof: Subject) -> Found:
    """Two of the names that the list calls variants in one issue; the rarer one is told of."""
    for term in in_force(proof.terms, proof.issue.settings.date):
        places = {
            word: [
                (prose, start)
                for prose in proof.articles
                for start in _places(
                    prose.text, word, [one for one in term.variants if one != word]
                )
            ]
            for word in term.variants
        }
        used = [word for word in term.variants if places[word]]
        if len(used) < 2:
            continue
        common = max(used, key=lambda word: len(places[word]))
        for word in used:
            for prose, start in places[word] if word != common else ():
                message = f"这一期里有的地方写“{common}”，这里写“{word}”。"
                yield mixed_terms.found(prose, (start, start + len(word)), message)


_UNTIL = Pattern(
    "截止(?=到?(?:目前|今[年日天]|去年|本月|上月|[0-9]{1,4}[年月日]|[一二三四五六七八九十]{1,3}月|现在))",
    "截止",
)


@TextRule(
    "TM004", "deadline-for-until", WARNING, "“截止”误作“截至”",
    tier=PRACTICE, mending=SUGGESTED, wrong="截止目前", right="截至目前",
    advice="后面跟时间用“截至”；“截止”是停止，后面不跟时间。",
)  # fmt: skip
def deadline_for_until(proof: Prose) -> Found:
    """截止 before a time, where 截至 is meant."""
    for match in _UNTIL.finditer(proof.text):
        yield deadline_for_until.replaced(proof, match.span(), "后面是时间，用“截至”。", "截至")


_NO_SUBJECT = Pattern(
    r"(?<![^。！？；\n])(?:通过|经过|随着)[^，。！？；\n]{2,40}，(使|让)(?!用)", "，使", "，让"
)


@TextRule(
    "TM005", "missing-subject", NOTE, "“通过……使……”缺主语",
    tier=PRACTICE, wrong="通过开展活动，使代表……", right="开展活动使代表……",
    advice="删去“通过”或“使”。",
)  # fmt: skip
def missing_subject(prose: Prose) -> Found:
    """通过…使… leaves the sentence without a subject."""
    for match in _NO_SUBJECT.finditer(prose.text):
        message = f"“{match[0][:2]}……{match[1]}……”缺主语。"
        yield missing_subject.found(prose, match.span(), message)
