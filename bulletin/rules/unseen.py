"""Characters that nobody sees in the file: those of no width, and blanks that are no space."""

from __future__ import annotations

import re
import unicodedata

from bulletin.rules.prose import BREAK, Prose
from bulletin.rules.rule import (
    LETTER,
    PARTLY,
    PRACTICE,
    SAFE,
    WARNING,
    Found,
    Pattern,
    TextRule,
    is_chinese,
)
from bulletin.text import patterns
from bulletin.text.segmenter import tagged
from bulletin.text.source import Span

_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_JOINERS = "\u034f\u180b-\u180f\u200b-\u200d"
_DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_INVISIBLE = Pattern(
    f"[{_SELECTORS}{_JOINERS}{_DIRECTIONS}"
    "\u00ad\u17b4\u17b5\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f]+"
)
"""What Unicode calls Default_Ignorable_Code_Point (DerivedCoreProperties.txt), but for fillers."""
_SELECTOR = patterns.regex(f"[{_SELECTORS}]+")
_EMOJI_SELECTOR = patterns.regex("[\ufe0e\ufe0f]+")
_JOINER = patterns.regex(f"[{_JOINERS}]+")
_DIRECTION = patterns.regex(f"[{_DIRECTIONS}]+")
_TAG = patterns.regex("[\U000e0020-\U000e007f]+")
_KEEPS_WORDS = patterns.regex("[\u00ad\u200b\u2060\ufeff\ufff9-\ufffb]")
"""Where words may be parted, where they may not, and where a reading stands beside its word."""
_MARKUP = frozenset("*_[]`\\<>&~")
_LINE_START = patterns.regex(r"[ \t>0-9.)*+-]*")


@TextRule(
    "TX004", "invisible-character", WARNING, "看不见的字符",
    tier=PRACTICE, mending=SAFE, wrong="审议\u200b报告", right="审议报告",
    advice="从网页复制带来的零宽字符，会妨碍查找和断行，删掉。",
)  # fmt: skip
def invisible_character(prose: Prose) -> Found:
    """Characters without width come along from web pages and chats.

    They are right in emoji and in the scripts that need them (Arabic, Mongolian, Indic).
    """
    for match in _INVISIBLE.finditer(prose.text):
        start, end = match.span()
        before, after = _neighbours(prose, start, end)
        if _is_needed(prose, match[0], before, after, start):
            continue
        message = f"这里有看不见的字符（U+{ord(match[0][0]):04X}）。"
        if _is_junk(match[0], before, after) and not _holds_markup(prose.span(start, end)):
            yield invisible_character.replaced(prose, (start, end), message, "")
        else:
            yield invisible_character.found(prose, (start, end), message)


def _neighbours(prose: Prose, start: int, end: int) -> tuple[str, str]:
    return prose.raw[start - 1 : start] or BREAK, prose.raw[end : end + 1] or BREAK


def _is_needed(prose: Prose, chars: str, before: str, after: str, start: int) -> bool:
    """Whether characters of no width do their work where they stand."""
    if _SELECTOR.fullmatch(chars):
        return _is_emoji(before) or not (is_chinese(before) or before.isspace())
    if _DIRECTION.fullmatch(chars):
        text = prose.text_of(prose.passage_at(start))
        return any(unicodedata.bidirectional(char) in ("R", "AL") for char in text)
    if _TAG.fullmatch(chars) or (chars.lstrip("\ufe0f") == "\u200d" and _is_emoji(before)):
        return _is_emoji(before)
    return bool(_JOINER.fullmatch(chars)) and (_is_foreign(before) or _is_foreign(after))


def _is_emoji(char: str) -> bool:
    return unicodedata.category(char) in ("So", "Sk") or char in "〰〽"


def _is_foreign(char: str) -> bool:
    """Whether a letter is of a script that is neither Chinese nor Latin."""
    return (
        char > "\u02ff" and unicodedata.category(char)[0] in "LM" and not is_chinese(char)
    ) or "\u1800" <= char <= "\u180a"


def _is_junk(chars: str, before: str, after: str) -> bool:
    """Whether there is no reading in which characters of no width were meant."""
    if _SELECTOR.search(chars):  # after a Chinese character others choose a form of it
        return _EMOJI_SELECTOR.fullmatch(chars) is not None
    if re.search("[\ufff9-\ufffb]", chars):
        return False
    beside = any(is_chinese(char) or char == BREAK for char in (before, after))
    return beside or not _KEEPS_WORDS.search(chars)


def _holds_markup(span: Span) -> bool:
    """Whether what stands around would become markup (a heading, bold) without the stretch."""
    text = span.source.text
    before, after = text[span.start - 1 : span.start], text[span.end : span.end + 1]
    if not _MARKUP.isdisjoint(before + after):
        return True
    line = max(text.rfind(end, 0, span.start) for end in "\r\n") + 1
    return bool(after.isascii() and _LINE_START.fullmatch(text, line, span.start))


_BLANKS = "\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u115f\u1160\u2800\u3164\uffa0"
_FILLERS = "\t\u1680\u115f\u1160\u2800\u3164\uffa0"
"""Right in no Chinese, Latin or number: the others may hold a number and its unit together."""
_BLANK = Pattern(f"[{_BLANKS}\u3000][ {_BLANKS}\u3000]*")
_GAP = patterns.regex(rf"(?<={LETTER})[ {_BLANKS}\u3000]+(?={LETTER})")
_NAMES = {"\t": "制表符（Tab）", "\u00a0": "不换行空格", "\u3000": "全角空格"}
_RUNNING = frozenset(("paragraph", "item", "quote", "note"))
_BROKEN = frozenset(("title", "contents", "heading", "display heading"))
_STOP = patterns.regex("[。！？；…]")
_CLAUSE_MARK = patterns.regex(r"[，。、：；！？…—“”‘’《》〈〉（）【】〔〕\n]")
_AFTER_STOP, _BEFORE_STOP = "，。、：；！？（《“‘", "，。、：；！？）》”’"
_NUMBERED = patterns.regex(r"(?:第[^\W\d_A-Za-z]{1,6}|[〇一二三四五六七八九十])\Z")
_PARTICLE = patterns.regex(r"[upcr]\w*|\w* [upcr]")
"""In the kinds of two words: a word that stands alone in no list and in no column."""
_REACH = 12
"""How many characters on each side of a gap are parted into words."""


@TextRule(
    "TX010", "unseen-space", WARNING, "字中间夹了看不出的空白",
    tier=PRACTICE, mending=PARTLY, wrong="温县\u00a0人大常委会", right="温县人大常委会",
    advice="从网页、Word 复制带来的空白，印出来是一道缝：多出来的就删掉；要隔开，就用顿号，标题里打全角空格，"
    "分栏用表格。",
)  # fmt: skip
def unseen_space(prose: Prose) -> Found:
    """No-break, thin and other odd spaces, tabs and fillers in a Chinese text.

    Mended where they part an expression of a sentence; not where they may part two names,
    the halves of a verse or the columns of a table.
    """
    raw = prose.raw
    for match in _BLANK.finditer(raw):
        start, end = match.span()
        while raw[start - 1 : start] == " ":
            start -= 1
        before, after = _neighbours(prose, start, end)
        odd = next((char for char in match[0] if char not in " \u3000"), "\u3000")
        chinese = is_chinese(before) + is_chinese(after)
        if odd in _FILLERS:
            told = not (_is_foreign(before) or _is_foreign(after))
        else:
            told = chinese == 2 if odd == "\u3000" else chinese > 0
        if told:
            text, safe = _mended(prose, start, end, odd)
            if odd != "\u3000" or safe:
                name = _NAMES.get(odd, f"看不出的空白（U+{ord(odd):04X}）")
                message = f"字中间夹了{name}，印出来是一道缝。"
                edits = [] if text is None else [(start, end, text)]
                yield unseen_space.found(prose, (start, end), message, edits, safe=safe)


def _mended(prose: Prose, start: int, end: int, odd: str) -> tuple[str | None, bool]:
    """What may be put for a gap, and whether nothing else can be meant."""
    before, after = _neighbours(prose, start, end)
    span, kind = prose.span(start, end), prose.passage_at(start).kind
    text = span.source.text
    if not _MARKUP.isdisjoint(text[span.start - 1 : span.start] + text[span.end : span.end + 1]):
        return None, False
    if BREAK in (before, after):
        return ("", True) if not _holds_markup(span) else (None, False)
    chinese = is_chinese(before) + is_chinese(after)
    if chinese == 2 and kind in _BROKEN:
        return "\u3000", False  # where a title breaks
    if chinese == 2 and kind in _RUNNING:
        needless = end - start == 1 and _is_needless(prose, start, end, odd)
        return ("", True) if needless else (None, False)
    is_one = end - start == 1 and chinese > 0 and odd != "\t"
    return ("", False) if is_one else (None, False)


def _is_needless(prose: Prose, start: int, end: int, odd: str) -> bool:
    """Whether a gap parts nothing that could stand apart: names, verses, columns, 第八条 and its text.

    A word goes over it, or a particle (的、和、各) stands beside it, or a stop; or it is the only
    one in its clause, which is part of a sentence, and what it parts is of two kinds.
    """
    before, after = _neighbours(prose, start, end)
    left, right = _sides(prose, start, end)
    is_alone = not (_GAP.search(left) or _GAP.search(right))
    nearest = (*left.split()[-1:], *right.split()[:1])
    if not is_alone and (len(nearest) < 2 or min(map(len, nearest)) < 2):
        return False  # letters spaced out: 特 此 通 知
    if _is_quoted(prose.raw, start - len(left), end + len(right)):
        return False  # the halves of a slogan
    word, kinds = _parted(left, right)
    if word:
        return len(word) > 2
    if odd in "\t\u3000":
        return False
    if before in _AFTER_STOP or after in _BEFORE_STOP or _PARTICLE.match(" ".join(kinds)):
        return True
    in_sentence = _STOP.search(prose.raw, end, prose.passage_at(start).end)
    return bool(
        in_sentence
        and is_alone
        and len(left) != len(right)
        and not _NUMBERED.search(left)
        and kinds[0] != kinds[1]
        and kinds[0] != "nr"
    )


def _sides(prose: Prose, start: int, end: int) -> tuple[str, str]:
    """What stands on both sides of a gap, up to the next marks."""
    passage = prose.passage_at(start)
    left = _CLAUSE_MARK.split(prose.raw[passage.start : start])[-1]
    return left, _CLAUSE_MARK.split(prose.raw[end : passage.end], maxsplit=1)[0]


def _is_quoted(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start] in "“‘《〈" and text[end : end + 1] in "”’》〉"


def _parted(left: str, right: str) -> tuple[str, tuple[str, str]]:
    """The word that goes over the place between two texts (no person's name), if any.

    Else the kinds of the words beside it, as the segmenter has them: ns, n, v.
    """
    left, right = left[-_REACH:], right[:_REACH]
    at, last = 0, ("", "")
    for word, kind in tagged(left + right) if left and right else ():
        if at == len(left):
            return "", (last[1], kind)
        at, last = at + len(word), (word, kind)
        if at > len(left):
            return ("", ("", "")) if kind[:2] in ("nr", "m") else (word, (kind, kind))
    return "", ("", "")
