"""Finds counts that a text announces: 四个突出, 三项机制, “五个一”; what is counted should follow."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bulletin.rules.article_text import ArticleText
from bulletin.rules.rule import Pattern
from bulletin.text import patterns
from bulletin.text.numerals import number_of

NUMERALS = "两二三四五六七八九十"
"""The numerals that announce a count."""
_MEASURES = "个项大种类条点"
# Words for parts of any kind: after 三项措施 the names of the three need not have 措施 in them.
# Those of the second list are repeated: 四个突出 is followed by 突出甲, 突出乙 and so on.
_GENERIC = "着力点|切入点|突破口|方面|机制|举措|措施|领域|环节|重点|任务|抓手|途径|做法|经验|关口|步骤|要求"
_REPEATED = "转变|提升|到位|结合|聚焦|突出|坚持|强化|原则|平台|载体|行动|工程|关系|制度"
# Each pattern begins with a character or a set of them: the engine then skips the rest quickly.
_QUOTED = Pattern(rf"“([{NUMERALS}][^“”，。；、\n]{{1,8}})”", "“")
_PLAIN = Pattern(
    rf"[{NUMERALS}][个项大种条](?<![第十百千万零\d“每近{NUMERALS}]..)"
    rf"(?P<thing>[^“”\d，。；、：\n的了]{{0,6}}?(?:{_GENERIC}|{_REPEATED})(?:{_GENERIC})?)"
)
_POINTS = Pattern(
    rf"[{NUMERALS}]点(?P<thing>)(?<=[到以下列好住]..)(?=[，。：])", "点，", "点。", "点："
)
_PARTS = patterns.regex(rf"([{NUMERALS}])[{_MEASURES}]?([^{NUMERALS}]{{1,6}})")
_SET_PHRASES = (
    "三个代表", "四个意识", "四个自信", "两个维护", "两个确立", "四个全面", "四个服从", "五个必由之路",
    "三个务必", "四个机关", "两个毫不动摇", "三严三实", "四风", "三农", "三公", "三资", "六稳六保",
    "两山", "四个最严", "四下基层", "三新", "六稳", "六保",
)  # fmt: skip
"""What everyone counts without a list."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A count that is announced between ``start`` and ``end`` of a text."""

    start: int
    end: int
    count: int
    word: str
    """What should be in the name of each thing counted (突出, 一, 学); empty: nothing in particular."""
    quoted: bool
    """Whether it is a slogan in quotes: “五个一”."""

    @property
    def is_generic(self) -> bool:
        """Whether the word is one for parts of any kind (方面, 措施), not repeated in their names."""
        return not self.quoted and re.search(rf"(?:{_GENERIC}|^)$", self.word) is not None


def promises_in(article: ArticleText) -> list[Promise]:
    """The counts that an article announces, in order; “三亮三做” announces two."""
    text = article.text
    promises = [
        Promise(*match.span(), number_of(match[0][0]), match["thing"], False)
        for pattern in (_PLAIN, _POINTS)
        for match in pattern.finditer(text)
    ]
    for match in _QUOTED.finditer(text):
        parts = list(_PARTS.finditer(match[1]))
        if match[1] in _SET_PHRASES or "".join(part[0] for part in parts) != match[1]:
            continue
        for part in parts:
            start, end = (match.start(1) + edge for edge in part.span())
            promises.append(Promise(start, end, number_of(part[1]), part[2], True))
    return sorted(promises, key=lambda promise: promise.start)
