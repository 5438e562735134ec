"""The office's lists: terms.yaml (words and how they are written), leaders.yaml (names, posts)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from bulletin.findings import kinds
from bulletin.findings.diagnostics import Diagnostic
from bulletin.model.content import Leader, Term
from bulletin.reading import yaml_values
from bulletin.reading.fields import Fields
from bulletin.reading.yaml_values import Mapping, listed
from bulletin.text.source import Source, Span

_TERM_KEYS = ("right", "wrong", "unless", "variants", "note", "from", "until")
_SHORTEST = 4
"""Characters of a set phrase: of a shorter one nearly everything is a near miss."""
_LEADER_KEYS = ("name", "post", "from", "until")


def read_terms(source: Source) -> tuple[tuple[Term, ...], list[Diagnostic]]:
    """The list of terms; an entry that is wrong is left out, as the findings say."""
    entries, findings = _entries(source, "terms", _TERM_KEYS)
    terms = []
    for fields, line in entries:
        right, wrong, variants = (_texts(fields, key) for key in ("right", "wrong", "variants"))
        findings += (problems := list(_no_term(line, right, wrong, variants)))
        if not problems:
            note = fields.text("note")
            since, until = fields.date("from"), fields.date("until")
            findings += _empty_period(line, since, until)
            terms.append(
                Term(
                    right, line, wrong, _texts(fields, "unless"), variants,
                    note.text if note else "", since, until,
                )
            )  # fmt: skip
        findings += fields.findings
    findings += _contradictions(terms)
    return tuple(terms), findings


def read_leaders(source: Source) -> tuple[tuple[Leader, ...], list[Diagnostic]]:
    """The list of leaders, in order of precedence."""
    entries, findings = _entries(source, "leaders", _LEADER_KEYS)
    leaders = []
    for fields, line in entries:
        name = fields.text("name", required="写上姓名，如 name: 张三。")
        posts = _texts(fields, "post")
        since, until = fields.date("from"), fields.date("until")
        findings += (*fields.findings, *_empty_period(line, since, until))
        if name:
            leaders.append(Leader(name.text, posts, since, until))
    return tuple(leaders), findings


def _no_term(
    line: Span, right: tuple[str, ...], wrong: tuple[str, ...], variants: tuple[str, ...]
) -> Iterator[Diagnostic]:
    """Why an entry says nothing that a text could be compared with."""
    if not (right or wrong or len(variants) > 1):
        hint = "写 right 和 wrong；或写 variants，列出两个以上。"
        yield kinds.BAD_TERM.at(line, "这一条没有写对的词。", hint)
    elif not (wrong or variants) and min(map(len, right)) < _SHORTEST:
        hint = "短的词写上 wrong：哪个写法不对。"
        yield kinds.BAD_TERM.at(line, f"固定提法至少要 {_SHORTEST} 个字。", hint)


def _empty_period(
    line: Span, since: datetime.date | None, until: datetime.date | None
) -> Iterator[Diagnostic]:
    """An entry that holds on no day, because its last day is before its first."""
    if since and until and since > until:
        message = "这一条的 from 在 until 后面，哪一天也不起作用。"
        yield kinds.BAD_TERM.at(line, message, "核对两个日期。")


def _texts(fields: Fields, key: str) -> tuple[str, ...]:
    return tuple(run.text for run in fields.texts(key) or ())


def _entries(
    source: Source, key: str, known: tuple[str, ...]
) -> tuple[list[tuple[Fields, Span]], list[Diagnostic]]:
    """The entries of the list under a key, each with its first line."""
    mapping, findings = yaml_values.read(source)
    if mapping is None:
        return [], findings
    fields = Fields(mapping, (key,))
    findings += fields.findings
    entries = []
    for item in listed(fields.node(key)):
        line = source.line_at(item.span.start)
        if isinstance(item, Mapping):
            entries.append((Fields(item, known), line))
        else:
            hint = f"一条以“- ”开头，可以写：{'、'.join(known)}。"
            findings.append(kinds.BAD_TERM.at(line, "这里应当是一组“键: 值”。", hint))
    return entries, findings


def _contradictions(terms: list[Term]) -> Iterator[Diagnostic]:
    """A word called both right and wrong, on the same day."""
    wrongs = [(word, term) for term in terms for word in term.wrong]
    rights = [(word, term) for term in terms for word in (*term.right, *term.variants)]
    by_word: dict[str, Term] = {}
    for word, term in wrongs:
        other = by_word.setdefault(word, term)
        if other is not term and _overlap(term, other) and other.right != term.right:
            yield _contradiction(term, f"“{word}”在别的一条里改成“{'、'.join(other.right)}”。")
    for word, term in rights:
        if word in term.wrong:
            yield _contradiction(term, f"“{word}”在同一条里既算对，又算不对。")
        for bad, other in wrongs:
            if bad in word and _overlap(term, other) and not _excepted(word, bad, other):
                yield _contradiction(term, f"“{word}”在这里是对的，另一条却说“{bad}”不对。")


def _excepted(word: str, bad: str, term: Term) -> bool:
    """Whether a wrong word within a right one is excepted by the entry that has it."""
    return any(bad in one and one in word for one in (*term.unless, *term.right))


def _overlap(one: Term, other: Term) -> bool:
    first, last = datetime.date.min, datetime.date.max
    return (one.since or first) <= (other.until or last) and (other.since or first) <= (
        one.until or last
    )


def _contradiction(term: Term, message: str) -> Diagnostic:
    hint = "两条留一条；前后时期不同的，写 from 和 until 分开。"
    return kinds.CONTRADICTION.at(term.span, message, hint)
