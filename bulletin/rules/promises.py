"""Counted promises: 四个突出, 三项机制, “五个一”, and whether the text keeps them.

A leader cuts a section, and the lead still says 四个突出. What is promised is compared with the
list in the sentence, the series after it, or the sections that carry the word. The rule speaks
only where it is sure what is counted: a list was announced, or the word stands in the things.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from bulletin.rules.prose import Prose
from bulletin.rules.rule import OURS, WARNING, Found, Pattern, TextRule
from bulletin.rules.sections import Outline
from bulletin.rules.sequence import markers
from bulletin.text import patterns

_COUNT = {"两": 2, **{char: number for number, char in enumerate("二三四五六七八九十", 2)}}
_NUMERALS = "".join(_COUNT)
_COUNT |= {str(digit): digit for digit in range(2, 10)}
_MEASURES = "个项大种类条点"
# Words for a part as such: the things counted need not carry them.
_GENERIC = "着力点|切入点|突破口|方面|机制|举措|措施|领域|环节|重点|任务|抓手|途径|做法|经验|关口|步骤|要求"
_CARRIED = "转变|提升|到位|结合|聚焦|突出|坚持|强化|原则|平台|载体|行动|工程|关系|制度"
# Each pattern begins with a character or a set of them: the engine then skips the rest quickly.
_QUOTED = Pattern(rf"“([{_NUMERALS}][^“”，。；、\n]{{1,8}})”", "“")
_PLAIN = Pattern(
    rf"[{_NUMERALS}][个项大种条](?<![第十百千万零\d“每近{_NUMERALS}]..)"
    rf"(?P<thing>[^“”\d，。；、：\n的了]{{0,6}}?(?:{_GENERIC}|{_CARRIED})(?:{_GENERIC})?)"
)
_POINTS = Pattern(rf"[{_NUMERALS}]点(?<=[到以下列好住]..)(?=[，。：])", "点，", "点。", "点：")
_PARTS = patterns.regex(rf"([{_NUMERALS}])[{_MEASURES}]?([^{_NUMERALS}]{{1,6}})")
_SET_PHRASES = frozenset(
    [
        "三个代表",
        "四个意识",
        "四个自信",
        "两个维护",
        "两个确立",
        "四个全面",
        "四个服从",
        "五个必由之路",
        "三个务必",
        "四个机关",
        "两个毫不动摇",
        "三严三实",
        "四风",
        "三农",
        "三公",
        "三资",
        "六稳六保",
        "两山",
        "四个最严",
        "四下基层",
        "三新",
        "六稳",
        "六保",
    ]
)
"""What everyone counts without a list."""
_ANNOUNCED = patterns.regex(r"[^，。；、：\n“”]{0,8}(?:，?即|：|——|，(?:分别)?(?:是|为)|，包括)")
_BRACKETED = patterns.regex(r"《[^《》\n]{0,60}》|“[^“”\n]{0,60}”|（[^（）\n]{0,60}）")
_LIST_EDGE = patterns.regex(r"[，。；：！？\n“”（）]")
_JOINED = patterns.regex("[和与及等]")
_REACH = 100
"""Characters before a count in which the list that it counts begins."""
_FOLLOWS = patterns.regex(r"以下|下列|下面|如下")
_WINDOW = 600
"""Characters that a sentence or a list is looked for in; a longer one is not understood."""
_MOST_PARTS = 30
"""Sections below one heading; no count in words was ever meant for more."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A count announced; ``word`` is what each thing counted should carry (突出, 一, 学)."""

    start: int
    end: int
    count: int
    word: str
    quoted: bool

    @property
    def is_generic(self) -> bool:
        """Whether it counts parts as such (方面, 措施)."""
        return not self.quoted and re.search(rf"(?:{_GENERIC}|^)$", self.word) is not None


@TextRule(
    "GE001", "broken-promise", WARNING, "说的数和写的数对不上",
    tier=OURS, wrong="做到“四个突出”（下面只有三节）", right="做到“三个突出”",
    advice="数一数：是删了一节没有改数，还是漏写了一项。",
)  # fmt: skip
def broken_promise(prose: Prose) -> Found:
    """A counted promise that the list, the series or the sections do not keep."""
    promises = _promises(prose)
    outline = Outline(prose) if promises else None
    for place, promise in enumerate(promises):
        assert outline is not None
        following = promises[place + 1].start if place + 1 < len(promises) else len(prose.text)
        counted = (
            _in_list(prose, promise)
            or _before(prose.text, promise)
            or _in_quotes(prose, promise)
            or _in_series(prose, promise, following)
            or _in_sections(prose, promise, outline)
        )
        if counted is not None and counted[0] != promise.count:
            said = prose.text[promise.start : promise.end]
            message = f"“{said}”说的是 {promise.count}，{counted[1]}却有 {counted[0]} 个。"
            yield broken_promise.found(prose, (promise.start, promise.end), message)
    yield from _counted_before(prose)


_Counted = tuple[int, str] | None
"""How many there are, and what was counted; ``None`` where that cannot be told."""


def _promises(prose: Prose) -> list[Promise]:
    """The promises of an article, in order."""
    text = prose.text
    found = [
        Promise(match.start(), match.end(), _COUNT[match[0][0]], match["thing"], False)
        for match in _PLAIN.finditer(text)
    ]
    found += [
        Promise(match.start(), match.end(), _COUNT[match[0][0]], "", False)
        for match in _POINTS.finditer(text)
    ]
    for match in _QUOTED.finditer(text):
        parts = list(_PARTS.finditer(match[1]))
        if match[1] in _SET_PHRASES or "".join(part[0] for part in parts) != match[1]:
            continue
        for part in parts:
            start, end = (match.start(1) + edge for edge in part.span())
            found.append(Promise(start, end, _COUNT[part[1]], part[2], True))
    return sorted(found, key=lambda promise: promise.start)


def _first(text: str, marks: str, start: int, limit: int) -> int:
    """Where the first of some marks stands; ``limit`` if none does."""
    return min((p for mark in marks if (p := text.find(mark, start, limit)) >= 0), default=limit)


# The list in the sentence: “五个一”活动，即开展一次…、提出一批…


def _in_list(prose: Prose, promise: Promise) -> _Counted:
    announced = _list_after(prose.text, promise)
    if announced is None:
        return None
    text, (start, end, is_whole) = prose.text, announced
    sentence = _BRACKETED.sub(lambda match: "〓" * len(match[0]), text[start:end])
    listed, _, rest = sentence.partition("，")
    if "、" not in listed and promise.quoted:
        listed, rest = sentence.replace("，", "、"), ""
    if "、" not in listed or re.search("等|…|以及", listed):
        return None  # the list is open, or joined in a way that cannot be counted
    items = [text[start + a : start + b] for a, b in _cuts(listed)]
    if not promise.quoted:
        return (len(items), "列出的") if is_whole and not rest and "和" not in listed else None
    carrying = [promise.word in item for item in items]
    length = carrying.index(False) if False in carrying else len(items)
    if length < 2 or any(carrying[length:]):
        return None
    return length, "列出的"


def _list_after(text: str, promise: Promise) -> tuple[int, int, bool] | None:
    """Where the list stands that is announced after a promise, and whether it is the whole of it."""
    place = promise.end
    place += text[place : place + 1] == "”"
    if promise.quoted and text.startswith("（", place):
        end = text.find("）", place, place + _WINDOW)
        return (place + 1, end, True) if end > place else None
    announced = _ANNOUNCED.match(text, place)
    if announced is None or text.startswith(("一是", "第一"), announced.end()):
        return None
    start = announced.end()
    return start, _first(text, "。；\n", start, start + _WINDOW), announced[0][-1] in "即："


def _cuts(listed: str) -> Iterator[tuple[int, int]]:
    start = 0
    for part in listed.split("、"):
        yield start, start + len(part)
        start += len(part) + 1


def _in_quotes(prose: Prose, promise: Promise) -> _Counted:
    """“三亮三做”机制, and then “亮身份、亮承诺、亮成效”."""
    if not promise.quoted or len(promise.word) > 2:
        return None
    limit = min(prose.passage_at(promise.start).end, promise.end + _WINDOW)
    for match in _QUOTED_LIST.compiled.finditer(prose.text, promise.end, limit):
        items = match[1].split("、")
        if len(items) >= 2 and all(item.startswith(promise.word) for item in items):
            return len(items), "引号里列出的"
    return None


def _before(text: str, promise: Promise) -> _Counted:
    """有场所、有标识、有制度的“三有”: items with the word, right before the quotation."""
    start = max(0, promise.start - _REACH)
    listed = _LISTED_BEFORE.search(text[start : promise.start])
    if not promise.quoted or len(promise.word) > 2 or listed is None:
        return None
    items = listed[1].split("、")
    length = sum(1 for _ in takewhile(lambda item: promise.word in item, reversed(items)))
    if length >= 2 and listed[2]:
        length = promise.count  # the list is open
    return (length, "前面列出的") if length >= 2 else None


_LISTED_BEFORE = patterns.regex(r"([^，。；：！？\n“”（）]+?)(等?)”?的?“$")
_QUOTED_LIST = Pattern(r"“([^“”\n]{3,60})”")


# The series: 一是…；二是…


def _in_series(prose: Prose, promise: Promise, following: int) -> _Counted:
    """The series right after the sentence that makes the promise."""
    text = prose.text
    limit = min(prose.passage_at(promise.start).end, promise.end + _WINDOW)
    stop = _first(text, "。！？", promise.end, limit)
    if promise.is_generic and following < stop:
        return None  # the nearer one is the one that is kept
    items, name = _series(prose, promise, stop), "后面的分项"
    if not items and stop + 1 >= prose.passage_at(promise.start).end:
        items, name = _list_below(prose, promise), "下面的列表"
    carrying = sum(promise.word in item for item in items)
    if len(items) < 2 or not (promise.is_generic or carrying == len(items)):
        return None
    return len(items), name


def _series(prose: Prose, promise: Promise, stop: int) -> list[str]:
    """The first clauses of the series that begins after ``stop``, or a colon or comma before it."""
    text = prose.text
    places = [stop + 1, stop + 2]
    places += [text.find(mark, promise.end, stop) + 1 for mark in ("：", "，一是", "，第一，")]
    starts = [one for one in places if text.startswith(("一是", "第一，"), one)]
    if not starts:
        return []
    found: list[str] = []
    style = "是" if text[starts[0]] == "一" else "第"
    for marker in markers(prose, starts[0], min(len(text), starts[0] + 20_000)):
        if marker.style == style and marker.number != len(found) + 1:
            break
        if marker.style == style:
            end = _first(text, "，。；\n", marker.end, marker.end + _WINDOW)
            found.append(text[marker.end : end])
    return found


def _list_below(prose: Prose, promise: Promise) -> list[str]:
    """The first clauses of the numbered list right below the paragraph that makes the promise."""
    index = prose.index_at(promise.start)
    after = (prose.passages[place] for place in range(index + 1, len(prose.passages)))
    items = takewhile(lambda item: item.kind == "item", after)
    first = next(items, None)
    if first is None:
        return []
    series = (first, *takewhile(lambda item: item.block is first.block, items))
    text = prose.text
    return [text[item.start : _first(text, "，。；", item.start, item.end)] for item in series]


# The sections


def _in_sections(prose: Prose, promise: Promise, outline: Outline) -> _Counted:
    around = prose.text[max(0, promise.start - 6) : promise.end + 8]
    announced = promise.is_generic and _FOLLOWS.search(around) is not None
    for section in outline.above(promise.start):
        parts = section.parts
        if not 2 <= len(parts) <= _MOST_PARTS:
            continue
        if announced:
            return len(parts), "小标题"
        if promise.count == len(parts) or not promise.word or promise.is_generic:
            continue
        carrying = sum(promise.word in part for part in parts)
        if carrying >= 2 and (carrying == len(parts) or carrying > promise.count):
            return carrying, f"带“{promise.word}”的小标题"
    return None


# The list before the count: 省、市、县三级; 《甲》《乙》两部法规; 经济发展、社会建设、民主法治3个小组

_LEVELS = Pattern(
    rf"(?<![{'省市州县区乡镇村'}、])((?:[省市州县区乡镇村]、){{1,5}}[省市州县区乡镇村])([{_NUMERALS}])级",
    "级",
)
_TITLES = Pattern(
    rf"((?:《[^《》\n]{{1,40}}》[、和]?){{2,10}})([{_NUMERALS}])[部项个件份]"
    rf"|((?:“[^“”\n]{{1,20}}”[、和]?){{2,10}})([{_NUMERALS}])(?:[个项大种条]|方面)",
    "》", "”",
)  # fmt: skip

_PARTS_BEFORE = Pattern(
    rf"(?<![第十百千万{_NUMERALS}])([{_NUMERALS}2-9])[个大类项](?:代表)?(?:小组|方面|领域|环节|专题|板块)"
)


def _counted_before(prose: Prose) -> Found:
    for match in _LEVELS.finditer(prose.text):
        yield from _compared(prose, match.span(2), match[2], match[1].count("、") + 1)
    for match in _TITLES.finditer(prose.text):
        group = 2 if match[2] else 4
        number = match[group - 1].count("》" if group == 2 else "”")
        yield from _compared(prose, match.span(group), match[group], number)
    for match in _PARTS_BEFORE.finditer(prose.text):
        number = _listed_before(prose.text, match.start())
        if number:
            yield from _compared(prose, match.span(1), match[1], number)


def _listed_before(text: str, place: int) -> int:
    """How many names of one length (教科文卫、社会建设) stand before a place; 0 if unsure.

    The first has other words before it, so three are needed; a last one that is longer than the
    others has a verb of its own, and the number counts something else.
    """
    *edge, listed = _LIST_EDGE.split(text[max(0, place - _REACH) : place])
    last, *before = reversed(listed.split("、"))
    alike = list(takewhile(lambda name: len(name) == len(last), before))
    first = before[len(alike)] if len(alike) < len(before) else ""
    is_list = alike and 2 <= len(last) <= 6 and not _JOINED.search(listed)
    is_whole = len(first) > len(last) or (edge and not first)
    return 1 + len(alike) + bool(first) if is_list and is_whole else 0


def _compared(prose: Prose, place: tuple[int, int], numeral: str, number: int) -> Found:
    if _COUNT[numeral] != number:
        message = f"“{numeral}”前面列出的却有 {number} 个。"
        yield broken_promise.found(prose, place, message)
