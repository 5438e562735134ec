"""What no editor shows: characters without width, and blanks that are no plain spaces (no-break, tab)."""

from __future__ import annotations

import re
import unicodedata

from bulletin.rules.article_text import BREAK, ArticleText
from bulletin.rules.rule import WARNING, Fault, Faults, Pattern, TextRule
from bulletin.rules.surroundings import (
    is_beside_markup,
    is_foreign_letter,
    neighbours,
    would_make_markup,
)
from bulletin.text import patterns
from bulletin.text.characters import LETTER, is_chinese
from bulletin.text.segmenter import tagged

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


@TextRule(
    "TX004", "invisible-character", WARNING, "看不见的字符",
    tier="practice", fixes="safe", wrong="审议\u200b报告", right="审议报告",
    advice="从网页复制带来的零宽字符，会妨碍查找和断行，删掉。",
)  # fmt: skip
def invisible_character(article: ArticleText) -> Faults:
    """A character without width, but for emoji and the scripts that need it (Arabic, Indic, …)."""
    for match in _INVISIBLE.finditer(article.text):
        start, end = match.span()
        before, after = neighbours(article, start, end)
        if _is_needed(article, match[0], before, after, start):
            continue
        message = f"这里有看不见的字符（U+{ord(match[0][0]):04X}）。"
        is_junk = _is_junk(match[0], before, after)
        is_junk = is_junk and not would_make_markup(article.span(start, end))
        yield Fault((start, end), message, "" if is_junk else None)


def _is_needed(article: ArticleText, chars: str, before: str, after: str, start: int) -> bool:
    """Whether characters of no width have an effect where they stand that was meant."""
    if _SELECTOR.fullmatch(chars):
        return _is_emoji(before) or not (is_chinese(before) or before.isspace())
    if _DIRECTION.fullmatch(chars):
        text = article.text_of(article.passage_at(start))
        return any(unicodedata.bidirectional(char) in ("R", "AL") for char in text)
    if _TAG.fullmatch(chars) or (chars.lstrip("\ufe0f") == "\u200d" and _is_emoji(before)):
        return _is_emoji(before)
    is_foreign = is_foreign_letter(before) or is_foreign_letter(after)
    return is_foreign and _JOINER.fullmatch(chars) is not None


def _is_emoji(char: str) -> bool:
    return unicodedata.category(char) in ("So", "Sk") or char in "〰〽"


def _is_junk(chars: str, before: str, after: str) -> bool:
    """Whether there is no reading in which characters of no width were meant."""
    if _SELECTOR.search(chars):  # after a Chinese character others choose a form of it
        return _EMOJI_SELECTOR.fullmatch(chars) is not None
    if re.search("[\ufff9-\ufffb]", chars):
        return False
    beside = any(is_chinese(char) or char == BREAK for char in (before, after))
    return beside or not _KEEPS_WORDS.search(chars)


# Blanks

_BLANKS = "\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u115f\u1160\u2800\u3164\uffa0"
_FILLERS = "\t\u1680\u115f\u1160\u2800\u3164\uffa0"
"""Right neither in Chinese nor in Latin; the others may hold a number and its unit together."""
_BLANK = Pattern(f"[{_BLANKS}\u3000][ {_BLANKS}\u3000]*")
_GAP = patterns.regex(rf"(?<={LETTER})[ {_BLANKS}\u3000]+(?={LETTER})")
_NAMES = {"\t": "制表符（Tab）", "\u00a0": "不换行空格", "\u3000": "全角空格"}
_RUNNING = frozenset(("paragraph", "item", "quote", "note"))
_TITLES = frozenset(("title", "contents", "heading", "display heading"))
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
    tier="practice", fixes="partly", wrong="温县\u00a0人大常委会", right="温县人大常委会",
    advice="从网页、Word 复制带来的空白，印出来是一道缝：多出来的就删掉；要隔开，就用顿号，标题里打全角空格，"
    "分栏用表格。",
)  # fmt: skip
def unseen_space(article: ArticleText) -> Faults:
    """A no-break, thin or other odd space, a tab or a filler in a Chinese text.

    The fix is safe where one stands inside an expression of a sentence, and not where it may
    part two names, the halves of a verse or the columns of a table.
    """
    raw = article.raw
    for match in _BLANK.finditer(raw):
        start, end = match.span()
        while raw[start - 1 : start] == " ":
            start -= 1
        before, after = neighbours(article, start, end)
        odd = next((char for char in match[0] if char not in " \u3000"), "\u3000")
        chinese = is_chinese(before) + is_chinese(after)
        if odd in _FILLERS:
            is_wrong = not (is_foreign_letter(before) or is_foreign_letter(after))
        else:
            is_wrong = chinese == 2 if odd == "\u3000" else chinese > 0
        if is_wrong:
            text, safe = _replaced(article, start, end, odd)
            if odd != "\u3000" or safe:
                name = _NAMES.get(odd, f"看不出的空白（U+{ord(odd):04X}）")
                message = f"字中间夹了{name}，印出来是一道缝。"
                edits = [] if text is None else [((start, end), text)]
                yield Fault((start, end), message, edits=edits, safe=safe)


def _replaced(article: ArticleText, start: int, end: int, odd: str) -> tuple[str | None, bool]:
    """What may stand in the place of a gap (``None``: it is not known), and whether that is sure."""
    before, after = neighbours(article, start, end)
    span, kind = article.span(start, end), article.passage_at(start).kind
    if is_beside_markup(span):
        return None, False
    if BREAK in (before, after):
        return ("", True) if not would_make_markup(span) else (None, False)
    chinese = is_chinese(before) + is_chinese(after)
    if chinese == 2 and kind in _TITLES:
        return "\u3000", False  # where a title breaks
    if chinese == 2 and kind in _RUNNING:
        needless = end - start == 1 and _is_needless(article, start, end, odd)
        return ("", True) if needless else (None, False)
    is_one = end - start == 1 and chinese > 0 and odd != "\t"
    return ("", False) if is_one else (None, False)


def _is_needless(article: ArticleText, start: int, end: int, odd: str) -> bool:
    """Whether a gap parts nothing that could stand apart: names, verses, columns, 第八条 and its text.

    So it is inside a word, or beside a particle (的、和、各) or a stop; or where it is the only one
    in a clause that belongs to a sentence, and the words beside it are of different kinds.
    """
    before, after = neighbours(article, start, end)
    passage = article.passage_at(start)
    left = _CLAUSE_MARK.split(article.raw[passage.start : start])[-1]
    right = _CLAUSE_MARK.split(article.raw[end : passage.end], maxsplit=1)[0]
    is_alone = not (_GAP.search(left) or _GAP.search(right))
    nearest = (*left.split()[-1:], *right.split()[:1])
    if not is_alone and (len(nearest) < 2 or min(map(len, nearest)) < 2):
        return False  # letters spaced out: 特 此 通 知
    if _is_quoted(article.raw, start - len(left), end + len(right)):
        return False  # the halves of a slogan
    word, kinds = _parted(left, right)
    if word:
        return len(word) > 2
    if odd in "\t\u3000":
        return False
    if before in _AFTER_STOP or after in _BEFORE_STOP or _PARTICLE.match(" ".join(kinds)):
        return True
    in_sentence = _STOP.search(article.raw, end, passage.end)
    return bool(
        in_sentence
        and is_alone
        and len(left) != len(right)
        and not _NUMBERED.search(left)
        and kinds[0] != kinds[1]
        and kinds[0] != "nr"
    )


def _is_quoted(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start] in "“‘《〈" and text[end : end + 1] in "”’》〉"


def _parted(left: str, right: str) -> tuple[str, tuple[str, str]]:
    """The word that stands across the border of two texts, if there is one.

    Else (or where it is a person's name or a number) the parts of speech of the words beside the
    border, as the segmenter has them: ns, n, v.
    """
    left, right = left[-_REACH:], right[:_REACH]
    at, last = 0, ("", "")
    if not (left and right):
        return "", ("", "")
    for word, kind in tagged(left + right):
        if at == len(left):
            return "", (last[1], kind)
        at, last = at + len(word), (word, kind)
        if at > len(left):
            return ("", ("", "")) if kind[:2] in ("nr", "m") else (word, (kind, kind))
    return "", ("", "")
