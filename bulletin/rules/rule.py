"""What a rule is: its facts, how it looks, and how it says what it found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Self

from bulletin.findings.diagnostics import Diagnostic, Fault, Fix, Severity
from bulletin.rules.prose import Prose
from bulletin.text import patterns

if TYPE_CHECKING:
    from bulletin.rules.subject import Subject

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
Found = Iterator[Diagnostic]


class Tier(Enum):
    """Who says so: the standard's 应当, its 通常 or 宜, offices' practice, or this genre."""

    STANDARD = "国家标准"
    USUAL = "国家标准（通常）"
    PRACTICE = "公文习惯"
    OURS = "简报"


class Mending(Enum):
    """Whether a rule mends: by itself, where it is sure, as a suggestion, or not at all."""

    SAFE = "自动改（--fix）"
    PARTLY = "看得准的自动改（--fix），看不准的只建议（--fix --unsafe-fixes）"
    SUGGESTED = "建议（--fix --unsafe-fixes）"
    NONE = "不改，由您定"


STANDARD, USUAL, PRACTICE, OURS = Tier
SAFE, PARTLY, SUGGESTED, UNMENDED = Mending


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Fault):
    """A kind of finding that proofreading makes; ``title``, ``wrong`` and so on are in Chinese."""

    tier: Tier
    clause: str = ""
    """Where the standard says so, e.g. GB/T 15834-2011 4.8.3.5."""
    mending: Mending = UNMENDED
    wrong: str
    right: str
    advice: str
    """What to do, and when to leave the text as it is."""

    def found(
        self,
        prose: Prose,
        place: tuple[int, int],
        message: str,
        edits: Iterable[tuple[int, int, str]] = (),
        hint: str = "",
        safe: bool = True,
    ) -> Diagnostic:
        """A finding at a stretch of a prose; ``edits`` are stretches and their new text.

        ``safe`` says that in no reading the text was right: a rule that mends ``PARTLY`` asks
        itself so at every place. Where it is false, the fix is only a suggestion.
        """
        made = [prose.edit(*edit) for edit in edits]
        sound = tuple(edit for edit in made if edit is not None)
        is_safe = safe and self.mending in (SAFE, PARTLY)
        fix = Fix(is_safe, sound) if made and len(sound) == len(made) else None
        return self.at(prose.span(*place), message, hint or self.advice, fix)

    def replaced(
        self,
        prose: Prose,
        place: tuple[int, int],
        message: str,
        text: str,
        hint: str = "",
        safe: bool = True,
    ) -> Diagnostic:
        """A finding that is mended by putting ``text`` for what it underlines."""
        hint = hint or (f"改成“{text}”。" if text.strip() else "删掉它。")
        return self.found(prose, place, message, [(*place, text)], hint, safe)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRule(Rule):
    """A rule that needs nothing but the text of one article."""

    check: Callable[[Prose], Found] = lambda _: iter(())

    def __call__(self, check: Callable[[Prose], Found]) -> Self:
        """The rule with its way of looking."""
        return replace(self, check=check)


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRule(Rule):
    """A rule that needs the issue as a whole."""

    check: Callable[[Subject], Found] = lambda _: iter(())

    def __call__(self, check: Callable[[Subject], Found]) -> Self:
        """The rule with its way of looking."""
        return replace(self, check=check)


class Pattern:
    """A regular expression that is compiled only for a text that has one of the needed parts.

    Most texts have few faults: looking for a part takes a tenth of the time of a search, and
    sixty patterns that are not compiled save the start of the program 15 ms.
    """

    def __init__(self, pattern: str, *needs: str) -> None:
        self.compiled = patterns.regex(pattern)
        self._needs = needs

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All matches in a text."""
        if self._needs and not any(part in text for part in self._needs):
            return iter(())
        return self.compiled.finditer(text)


HAN = "\u3007\u3400-\u9fff"
"""Chinese characters, for a class in a regular expression; with the zero 〇.

Python compiles such a class in a millisecond, so it is for patterns that few texts need.
"""
ANY_HAN = Pattern(f"[{HAN}]")
"""Whether a stretch of text has a Chinese character at all."""
LETTER = r"[^\W\d_A-Za-z]"
"""In a Chinese text, a Chinese character: a class that is compiled at once."""

_NOT_CHINESE = frozenset("０１２３４５６７８９") | {
    chr(code) for start in (0xFF21, 0xFF41) for code in range(start, start + 26)
}
_ALSO_CHINESE = frozenset("“”‘’…—·％")


def is_chinese(char: str) -> bool:
    """Whether a character is a Chinese one or a full-width mark, but no digit or letter."""
    return (char >= "\u2e80" and char not in _NOT_CHINESE) or char in _ALSO_CHINESE


def is_letter(char: str) -> bool:
    """Whether a character is a Chinese one: no mark, and of no other script of the East."""
    return "\u3400" <= char <= "\u9fff" or char == "\u3007" or "\U00020000" <= char < "\U000e0000"
