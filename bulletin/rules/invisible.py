"""Characters without width, which come along from web pages and chats."""

from __future__ import annotations

import re
import unicodedata

from bulletin.rules.article_text import BREAK, ArticleText
from bulletin.rules.rule import WARNING, Fault, Faults, Pattern, TextRule
from bulletin.rules.surroundings import is_foreign_letter, neighbours, would_make_markup
from bulletin.text import patterns
from bulletin.text.characters import is_chinese

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
    return bool(_JOINER.fullmatch(chars)) and (
        is_foreign_letter(before) or is_foreign_letter(after)
    )


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
