"""terms.yaml and leaders.yaml: the words and the names that the office keeps."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from bulletin.findings import kinds
from bulletin.findings.diagnostics import Diagnostic
from bulletin.model.content import Leader, Term
from bulletin.reading import yaml_values
from bulletin.reading.fields import Fields
from bulletin.reading.yaml_values import Mapping, Node, Sequence
from bulletin.text.source import Source, Span

_TERM_KEYS = ("right", "wrong", "unless", "variants", "note", "from", "until")
_SHORTEST = 4
"""Characters of a set phrase: of a shorter one nearly everything is a near miss."""
_LEADER_KEYS = ("name", "post", "from", "until")


def read_terms(source: Source) -> tuple[tuple[Term, ...], list[Diagnostic]]:
    """The list of terms; one that contradicts itself is refused."""
    found: list[Diagnostic] = []
    terms = []
    for fields, span in _entries(source, "terms", _TERM_KEYS, found):
        right, wrong, variants = (_texts(fields, key) for key in ("right", "wrong", "variants"))
        if not (right or wrong or len(variants) > 1):
            message, hint = (
                "这一条没有写对的词。",
                "写 right 和 wrong；或写 variants，列出两个以上。",
            )
            found.append(kinds.BAD_TERM.at(_first_line(span), message, hint))
            continue
        if not (wrong or variants) and min(map(len, right)) < _SHORTEST:
            message = f"固定提法至少要 {_SHORTEST} 个字。"
            hint = "短的词写上 wrong：哪个写法不对。"
            found.append(kinds.BAD_TERM.at(_first_line(span), message, hint))
            continue
        note = fields.text("note")
        since, until = _dates(fields, span, found)
        terms.append(
            Term(
                right, span, wrong, _texts(fields, "unless"), variants,
                note.text if note else "", since, until,
            )
        )  # fmt: skip
    found += _contradictions(terms)
    return tuple(terms), found


def read_leaders(source: Source) -> tuple[tuple[Leader, ...], list[Diagnostic]]:
    """The list of leaders, in order of precedence."""
    found: list[Diagnostic] = []
    leaders = []
    for fields, span in _entries(source, "leaders", _LEADER_KEYS, found):
        name = fields.text("name", required="写上姓名，如 name: 张三。")
        posts = _texts(fields, "post")
        since, until = _dates(fields, span, found)
        if name:
            leaders.append(Leader(name.text, posts, since, until))
    return tuple(leaders), found


def _dates(
    fields: Fields, span: Span, found: list[Diagnostic]
) -> tuple[datetime.date | None, datetime.date | None]:
    """The first and the last day on which an entry holds."""
    since, until = fields.date("from"), fields.date("until")
    if since and until and since > until:
        message = "这一条的 from 在 until 后面，哪一天也不起作用。"
        found.append(kinds.BAD_TERM.at(_first_line(span), message, "核对两个日期。"))
    return since, until


def _texts(fields: Fields, key: str) -> tuple[str, ...]:
    return tuple(run.text for run in fields.texts(key) or ())


def _entries(
    source: Source, key: str, known: tuple[str, ...], found: list[Diagnostic]
) -> Iterator[tuple[Fields, Span]]:
    mapping, more = yaml_values.read(source)
    found += more
    if mapping is None:
        return
    fields = Fields(mapping, found, (key,))
    node: Node | None = fields.node(key)
    if node is None:
        return
    for item in node.items if isinstance(node, Sequence) else (node,):
        if isinstance(item, Mapping):
            yield Fields(item, found, known), item.span
        else:
            message, hint = (
                "这里应当是一组“键: 值”。",
                f"一条以“- ”开头，可以写：{'、'.join(known)}。",
            )
            found.append(kinds.BAD_TERM.at(_first_line(item.span), message, hint))


def _first_line(span: Span) -> Span:
    return span.source.line_span(span.source.position(span.start)[0])


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
    """Whether the entry itself leaves the word alone."""
    return any(bad in one and one in word for one in (*term.unless, *term.right))


def _overlap(one: Term, other: Term) -> bool:
    first, last = datetime.date.min, datetime.date.max
    return (one.since or first) <= (other.until or last) and (other.since or first) <= (
        one.until or last
    )


def _contradiction(term: Term, message: str) -> Diagnostic:
    hint = "两条留一条；前后时期不同的，写 from 和 until 分开。"
    return kinds.CONTRADICTION.at(_first_line(term.span), message, hint)
