"""A finding about an author's text (``Diagnostic``), its kind, its severity, and the edits that mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from bulletin.text.source import Span


class Severity(IntEnum):
    """How grave a finding is: an error stops the build, a warning and a note do not."""

    NOTE = 1
    WARNING = 2
    ERROR = 3


@dataclass(frozen=True, slots=True)
class Edit:
    """Replaces the text of ``span`` by ``text``; an empty span is a place to insert at."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """The edits that mend a finding; ``safe`` when nobody has to look at the result."""

    safe: bool
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: what is wrong where, and what to do about it (in Chinese)."""

    code: str
    name: str
    severity: Severity
    message: str
    span: Span
    hint: str = ""
    fix: Fix | None = None

    @property
    def is_error(self) -> bool:
        """Whether it stops the build."""
        return self.severity is Severity.ERROR


@dataclass(frozen=True, slots=True)
class FindingKind:
    """A kind of finding: ``kinds`` lists those of reading, and each rule of rules/ is one."""

    code: str
    """Two letters and three digits, as editors write it to ignore a finding: PU009."""
    name: str
    """English, with hyphens; it says what is wrong, not what to do."""
    severity: Severity
    title: str
    """What is wrong, in Chinese, as a line of the manual's table."""

    def at(self, span: Span, message: str, hint: str = "", fix: Fix | None = None) -> Diagnostic:
        """A finding of this kind."""
        return Diagnostic(self.code, self.name, self.severity, message, span, hint, fix)


def did_you_mean(word: str, known: Iterable[str], cutoff: float = 0.4) -> str:
    """是不是“title”？ for the known word that is most like a wrong one; empty if none is."""
    from difflib import get_close_matches  # only where something is wrong

    near = get_close_matches(word, list(known), 1, cutoff)
    return f"是不是“{near[0]}”？" if near else ""


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any of the findings stops the build."""
    return any(diagnostic.is_error for diagnostic in diagnostics)
