"""What a proofreading rule is: its facts, the function that looks, and the findings it makes.

A rule is a decorated generator. The decorator takes the facts that ``bulletin rules`` and
docs/rules.md show; the function takes a text and yields a finding for each fault in it:

    @TextRule(
        "NU003", "short-year", WARNING, "年份写成了两位",
        tier="standard", clause="GB/T 15835-2011 5.1.2", fixes="suggested",
        wrong="25年底前完成", right="2025年底前完成",
        advice="年份写全四位。",
    )
    def short_year(article: ArticleText) -> Findings:
        for match in _SHORT_YEAR.finditer(article.text):
            yield short_year.finding(article, match.span(1), "年份要写全四位。", "20" + match[1])
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic, Literal, Self, TypeVar

from bulletin.findings.diagnostics import Diagnostic, FindingKind, Fix, Severity
from bulletin.rules.article_text import ArticleText
from bulletin.text import patterns
from bulletin.text.characters import HAN

if TYPE_CHECKING:
    from bulletin.rules.rule_context import RuleContext

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
Findings = Iterator[Diagnostic]
Place = tuple[int, int]
"""Start and end of a stretch of a text, in characters."""
_Looked = TypeVar("_Looked", bound="ArticleText | RuleContext")

Tier = Literal["standard", "usual", "practice", "ours"]
"""Who says so: the standard with 应当, the standard with 通常 or 宜, offices' practice, this genre."""
Fixes = Literal["safe", "partly", "suggested", "none"]
"""Which findings of a rule have a fix that ``--fix`` applies without asking: all, those in which
the text cannot have been right, none (``--unsafe-fixes`` applies it), or there are no fixes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(FindingKind, Generic[_Looked]):
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
    check: Callable[[_Looked], Findings] = lambda _: iter(())
    """The function that looks for the fault."""

    def __call__(self, check: Callable[[_Looked], Findings]) -> Self:
        """Decorate the function that looks for the fault: the rule, with this function."""
        return replace(self, check=check)

    @property
    def fixes_safely(self) -> bool:
        """Whether some or all of its findings have a fix that needs no judgement."""
        return self.fixes in ("safe", "partly")

    def finding(
        self,
        article: ArticleText,
        place: Place,
        message: str,
        replacement: str | None = None,
        *,
        edits: Iterable[tuple[int, int, str]] = (),
        hint: str = "",
        safe: bool = True,
    ) -> Diagnostic:
        """A finding at a place of a text.

        Args:
            article: the text.
            place: what is underlined.
            message: what is wrong, in Chinese.
            replacement: what the fix puts in that place; ``None``: there is no fix, or ``edits``.
            edits: start, end and new text of each stretch that the fix replaces.
            hint: what to do, in Chinese; empty: to make the replacement, or the rule's advice.
            safe: whether the text is wrong in every reading. If not, the fix is a suggestion, as
                are all fixes of a rule that does not fix safely.
        """
        if replacement is not None:
            edits = [(*place, replacement)]
            hint = hint or (f"改成“{replacement}”。" if replacement.strip() else "删掉它。")
        made = [article.edit(*edit) for edit in edits]
        possible = tuple(edit for edit in made if edit is not None)
        is_safe = safe and self.fixes_safely
        fix = Fix(is_safe, possible) if made and len(possible) == len(made) else None
        return self.at(article.span(*place), message, hint or self.advice, fix)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRule(Rule[ArticleText]):
    """A rule that needs nothing but the text of one article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRule(Rule["RuleContext"]):
    """A rule that compares articles with one another, or with what the office keeps in lists."""


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


ANY_HAN = Pattern(f"[{HAN}]")
"""Whether a stretch of text has a Chinese character at all."""
