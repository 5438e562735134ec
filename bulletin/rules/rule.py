"""What a proofreading rule is: its facts, the function that looks, and the findings it makes.

A rule is a decorated generator. The decorator takes the facts that ``bulletin rules`` and
docs/rules.md show; the function takes a text and yields each fault in it:

    @TextRule(
        "NU003", "short-year", WARNING, "年份写成了两位",
        tier="standard", clause="GB/T 15835-2011 5.1.2", fixes="suggested",
        wrong="25年底前完成", right="2025年底前完成",
        advice="年份写全四位。",
    )
    def short_year(article: ArticleText) -> Faults:
        for match in _SHORT_YEAR.finditer(article.text):
            yield Fault(match.span(1), "年份要写全四位。", "20" + match[1])
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import KW_ONLY, dataclass, replace
from typing import TYPE_CHECKING, Generic, Literal, Self, TypeVar

from bulletin.findings.diagnostics import Diagnostic, Edit, FindingKind, Fix, Severity
from bulletin.rules.article_text import ArticleText
from bulletin.text import patterns
from bulletin.text.characters import HAN
from bulletin.text.source import Span

if TYPE_CHECKING:
    from bulletin.rules.rule_context import RuleContext

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
Place = tuple[int, int] | Span
"""Start and end of a stretch of an article's text, in characters; or a stretch of its file."""

Tier = Literal["standard", "usual", "practice", "ours"]
"""Who says so: the standard with 应当, the standard with 通常 or 宜, offices' practice, this genre."""
Fixes = Literal["safe", "partly", "suggested", "none"]
"""Which findings of a rule have a fix that ``--fix`` applies without asking: all, those in which
the text cannot have been right, none (``--unsafe-fixes`` applies it), or there are no fixes."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What a rule finds wrong in a text, and how it is mended."""

    place: Place
    """What is underlined."""
    message: str
    """What is wrong, in Chinese."""
    replacement: str | None = None
    """What the fix puts in that place; ``None``: there is no fix, or ``edits``."""
    _: KW_ONLY
    edits: Sequence[tuple[Place, str]] = ()
    """The stretches that the fix replaces, and their new texts."""
    hint: str = ""
    """What to do, in Chinese; empty: to make the replacement, or the rule's advice."""
    safe: bool = True
    """Whether the text is wrong in every reading. If not, the fix is a suggestion, as are all fixes
    of a rule that does not fix safely."""


Faults = Iterator[Fault]
IssueFaults = Iterator[tuple[ArticleText, Fault]]
_Looked = TypeVar("_Looked", bound="ArticleText | RuleContext")
_Found = TypeVar("_Found", bound=Fault | tuple[ArticleText, Fault])


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(FindingKind, Generic[_Looked, _Found]):
    """A kind of finding that proofreading makes; ``title``, ``wrong`` and so on are in Chinese."""

    tier: Tier
    clause: str = ""
    """Where the standard says so, e.g. GB/T 15834-2011 4.8.3.5."""
    fixes: Fixes = "none"
    wrong: str
    """An example of the fault."""
    right: str
    """The example as it should be."""
    advice: str
    """What to do, and when to leave the text as it is: the hint of a finding that has no other."""
    look: Callable[[_Looked], Iterator[_Found]] = lambda _: iter(())
    """The function that looks for the fault."""

    def __call__(self, look: Callable[[_Looked], Iterator[_Found]]) -> Self:
        """Decorate the function that looks for the fault: the rule, with this function."""
        return replace(self, look=look)

    @property
    def fixes_safely(self) -> bool:
        """Whether some or all of its findings have a fix that needs no judgement."""
        return self.fixes in ("safe", "partly")

    def finding(self, article: ArticleText, fault: Fault) -> Diagnostic:
        """The finding about a fault in an article."""
        new, edits, hint = fault.replacement, fault.edits, fault.hint
        if new is not None:
            edits = [(fault.place, new)]
            hint = hint or (f"改成“{new}”。" if new.strip() else "删掉它。")
        made = [
            Edit(place, text) if isinstance(place, Span) else article.edit(*place, text)
            for place, text in edits
        ]
        possible = tuple(edit for edit in made if edit is not None)
        is_safe = fault.safe and self.fixes_safely
        fix = Fix(is_safe, possible) if made and len(possible) == len(made) else None
        span = fault.place if isinstance(fault.place, Span) else article.span(*fault.place)
        return self.at(span, fault.message, hint or self.advice, fix)


class TextRule(Rule[ArticleText, Fault]):
    """A rule that needs nothing but the text of one article."""

    def check(self, article: ArticleText) -> Iterator[Diagnostic]:
        """What it finds in an article."""
        return (self.finding(article, fault) for fault in self.look(article))


class IssueRule(Rule["RuleContext", tuple[ArticleText, Fault]]):
    """A rule that compares articles with one another, or with what the office keeps in lists."""


class Pattern:
    r"""A regular expression that is compiled only for a text that has one of the needed parts.

    Most texts have few faults: looking for a part takes a tenth of the time of a search, and
    sixty patterns that are not compiled save the start of the program 15 ms. What must not stand
    before a match is asked behind its first character, ``[12](?<!\d.)`` and not ``(?<!\d)[12]``:
    then the search skips to such characters, which takes half of the time.
    """

    def __init__(self, pattern: str, *needs: str) -> None:
        self.compiled = patterns.regex(pattern)
        self._needs = needs

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All matches in a text."""
        if self._needs and not any(part in text for part in self._needs):
            return iter(())
        return self.compiled.finditer(text)


ANY_HAN = Pattern(f"[{HAN}]")
"""Whether a stretch of text has a Chinese character at all."""
