"""Which asterisks among the characters of a paragraph are marks (docs/decisions/0009-inline-marks.md).

CommonMark's rule (6.2) knows neither Chinese punctuation nor 138****5678 nor 李*. This one goes by
the characters beside an asterisk, and by what two of them would enclose.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal
from unicodedata import category

Doubt = Literal["taken", "placeholder", "digit", "unpaired"]
"""Why a row of asterisks is doubtful: it was taken for a mark; or it is printed, and why."""

PAUSES = "，、；,;"
STOPS = "。！？…!?"
_CLOSING = ("Pe", "Pf")
_OPENING = ("Ps", "Pi")
_NOT_FIRST = PAUSES + "。！？!?：:."
PARTNERS = dict(zip("（(《〈「『【〔［[“‘", "）)》〉」』】〕］]”’", strict=True))
_SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙朱胡郭何罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范廖贾韦付邹熊孟秦阎薛侯雷尹某"
)
_UNITS = frozenset("省市县区旗乡镇村组街路号楼栋室户人个项次件名条亩位家所处只台元万亿年月日时分")
_SKIP = 4  # more than any mark costs, so that no pair is left out that could be one
_LONGEST_PHRASE = 40


@dataclass(frozen=True, slots=True)
class Stars:
    """A row of one mark, * or _, with what stands beside it (empty at the paragraph's edge)."""

    mark: str
    length: int
    before: str
    after: str
    scope: tuple[int, int]
    """Rows of one scope may be a pair: in one link text; for one asterisk, of one pasted line."""
    offset: int
    """How many characters of text stand before it in the paragraph."""
    pauses: int
    """How many of these are commas and stops."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The pairs of rows that are marks, and the doubtful rows, both as indices of the rows given."""

    pairs: tuple[tuple[int, int], ...]
    doubts: tuple[tuple[int, Doubt], ...]


def decided(rows: Sequence[Stars], is_foreign: bool = False) -> Decision:
    """Which rows of a paragraph, in order, are marks; all others are characters.

    ``is_foreign``: in Markdown that was not written for this program, ** beside a digit is a mark.
    """
    groups: dict[tuple[str, int, tuple[int, int]], list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        if row.length <= 3:
            groups[row.mark, row.length, row.scope].append(at)
    pairs: list[tuple[int, int]] = []
    doubts: dict[int, Doubt] = {}
    for (_, length, _), group in groups.items():
        is_free = is_foreign and length > 1
        pairs_here = _pairs(rows, [at for at in group if is_free or not _is_character(rows[at])])
        if is_free:
            pairs += pairs_here
            continue
        stand_ins = [pair for pair in pairs_here if _is_stand_in(rows[pair[0]], rows[pair[1]])]
        if length > 1:
            doubts.update((at, "placeholder") for pair in stand_ins for at in pair)
            doubts.update((at, "digit") for pair in _with_digits(rows, group) for at in pair)
        if not stand_ins:
            pairs += pairs_here
    pairs = _nested(pairs, rows)
    paired = {at for pair in pairs for at in pair}
    for at, row in enumerate(rows):
        if 1 < row.length <= 3 and at not in paired and not _is_character(row):
            doubts.setdefault(at, "unpaired")
    doubts.update(
        (first, "taken") for first, last in pairs if _is_doubtful(rows[first], rows[last])
    )
    return Decision(tuple(sorted(pairs)), tuple(sorted(doubts.items())))


def _is_character(row: Stars) -> bool:
    """Whether a row is no mark, because it stands beside a digit or among Latin letters."""
    if row.before.isdigit() or row.after.isdigit():
        return True
    between = row.before + row.after
    is_inside = row.before.isalnum() and row.after.isalnum()
    return is_inside and (row.mark == "_" or between.isascii())


def _with_digits(rows: Sequence[Stars], group: Sequence[int]) -> list[tuple[int, int]]:
    """Pairs that would be marks, were they not beside a digit (**2024年**)."""
    beside = {at for at in group if rows[at].before.isdigit() != rows[at].after.isdigit()}
    if not beside:
        return []
    all_rows = [at for at in group if at in beside or not _is_character(rows[at])]
    return [pair for pair in _pairs(rows, all_rows) if not beside.isdisjoint(pair)]


# Pairs


@dataclass(frozen=True, slots=True)
class _Path:
    """A choice of pairs among the rows so far: its cost, and the pairs as a chain, the last first."""

    cost: int
    pairs: tuple[tuple[int, int], object] | None
    opener: int = -1


def _pairs(rows: Sequence[Stars], group: Iterable[int]) -> list[tuple[int, int]]:
    """The pairs among rows of one kind that leave the fewest over and look most like pairs."""
    outside, inside = _Path(0, None), _Path(_SKIP * 2, None)
    for at in group:
        row = rows[at]
        next_outside = _Path(outside.cost + _SKIP, outside.pairs)
        next_inside = _Path(inside.cost + _SKIP, inside.pairs, inside.opener)
        opening, closing = _opening_cost(row), _closing_cost(row)
        if inside.opener >= 0 and closing is not None and _fits(rows[inside.opener], row):
            cost = inside.cost + closing
            if cost < next_outside.cost:
                next_outside = _Path(cost, ((inside.opener, at), inside.pairs))
        if opening is not None and outside.cost + opening <= next_inside.cost:
            next_inside = _Path(outside.cost + opening, outside.pairs, at)
        outside, inside = next_outside, next_inside
    best = min(outside, _Path(inside.cost + _SKIP, inside.pairs), key=lambda path: path.cost)
    chain: object = best.pairs
    pairs = []
    while isinstance(chain, tuple):
        pair, chain = chain
        pairs.append(pair)
    return pairs[::-1]


def _opening_cost(row: Stars) -> int | None:
    """The cost of taking a row for an opening mark; ``None`` where it cannot be one."""
    if not row.after.strip() or row.after in _NOT_FIRST or category(row.after) in _CLOSING:
        return None
    if row.mark == "_" and _is_word(row.before):
        return None
    return 0 if not _is_word(row.before) or category(row.after) in _OPENING else 1


def _closing_cost(row: Stars) -> int | None:
    """The cost of taking a row for a closing mark; ``None`` where it cannot be one."""
    if not row.before.strip() or category(row.before) in _OPENING:
        return None
    if not _is_word(row.after) or _is_end(row.before):
        return 0
    if row.mark == "_":
        return None
    return 2 if row.before in PAUSES else 1


def _is_end(char: str) -> bool:
    return char in STOPS or char in "：:" or category(char) in _CLOSING


def _fits(first: Stars, last: Stars) -> bool:
    """Whether two rows, of which one may open and one may close, may be a pair."""
    if last.offset <= first.offset:
        return False
    if first.length > 1 or not _is_doubtful(first, last):
        return True
    size = last.offset - first.offset
    return 2 <= size <= _LONGEST_PHRASE and last.pauses - first.pauses <= (last.before in STOPS)


def _is_doubtful(first: Stars, last: Stars) -> bool:
    """Single asterisks inside of words (要求*全面落实*各项): are they 单价*数量*系数?"""
    if first.length > 1:
        return False
    if PARTNERS.get(first.after) == last.before:
        return False
    is_clear_end = not _is_word(last.after) or (_is_end(last.before) and last.before not in STOPS)
    return _is_word(first.before) or not is_clear_end


def _is_stand_in(first: Stars, last: Stars) -> bool:
    """Whether a pair looks like asterisks in the place of omitted words: **县**镇, 王**和李**."""
    if first.before == last.before or {first.before, last.before} <= _SURNAMES:
        return bool(first.before)
    is_lone_unit = last.offset - first.offset == 1 and first.after in _UNITS
    return is_lone_unit or (first.after in _UNITS and last.after in _UNITS)


def _nested(pairs: list[tuple[int, int]], rows: Sequence[Stars]) -> list[tuple[int, int]]:
    """The pairs without those of few marks that cross one of more (**甲*乙**丙*)."""
    around = [-1] * len(rows)  # the innermost pair, by its first row
    nested: list[tuple[int, int]] = []
    for length in (3, 2, 1):
        some = [pair for pair in pairs if rows[pair[0]].length == length]
        fit = [(first, last) for first, last in some if around[first] == around[last]]
        for first, last in fit:
            around[first + 1 : last] = [first] * (last - first - 1)
        nested += fit
    return nested


def _is_word(char: str) -> bool:
    """A letter, a Chinese character, an object: neither space nor punctuation nor symbol."""
    return bool(char) and category(char)[0] not in "PSZC"
