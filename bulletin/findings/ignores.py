"""Leaves out findings that an editor chose to ignore, and says what is wrong with the ignores.

<!-- bulletin: ignore PU009 原因 -->      for the block that it stands in or before
ignore: {PU009: 原因}                     in front matter, issue.yaml or bulletin.yaml
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from bulletin.findings import kinds
from bulletin.findings.diagnostics import Diagnostic, Edit, Fix
from bulletin.model.content import Ignore, Issue
from bulletin.text import patterns
from bulletin.text.source import Source, Span

_DIRECTIVE = patterns.regex(
    r"<!--\s*bulletin:\s*ignore\s+(?P<codes>[A-Za-z]{2}\d{3}(?:[\s,，、]+[A-Za-z]{2}\d{3})*)(?P<reason>.*?)-->",
    re.S,
)


@dataclass(frozen=True, slots=True)
class _Scope:
    """An ignore and where it holds: everywhere, in a file, or in a stretch of it."""

    ignore: Ignore
    source: Source | None
    start: int = 0
    end: int = 0
    directive: Span | None = None


class _ScopeIndex:
    """Finds the scopes that hide a finding without looking at all of them."""

    def __init__(self, scopes: list[_Scope]) -> None:
        self._of_files: dict[tuple[str, int], list[_Scope]] = defaultdict(list)
        self._of_blocks: dict[tuple[str, int], list[_Scope]] = defaultdict(list)
        for scope in scopes:
            scopes_of = self._of_files if scope.directive is None else self._of_blocks
            scopes_of[scope.ignore.code, id(scope.source)].append(scope)

    def hiding(self, finding: Diagnostic) -> list[_Scope]:
        """The scopes that cover a finding; those of blocks stand in order and do not overlap."""
        span = finding.span
        of_files = [
            scope
            for source in (None, span.source)
            for scope in self._of_files.get((finding.code, id(source)), ())
        ]
        of_blocks = self._of_blocks.get((finding.code, id(span.source)), [])
        place = bisect_right(of_blocks, span.start, key=lambda scope: scope.start)
        before = of_blocks[max(0, place - 1) : place]
        return of_files + [scope for scope in before if span.end <= scope.end]


def without_ignored(
    findings: Iterable[Diagnostic], issue: Issue, known: Collection[str]
) -> tuple[list[Diagnostic], tuple[Ignore, ...]]:
    """The findings that are not ignored, and what is wrong with the ignores themselves.

    Second come the ignores in bulletin.yaml that hid nothing in this issue. They are no findings:
    another issue may need them. ``known`` are the codes that may be ignored.
    """
    scopes, visible = _scopes(issue)
    by_place, used = _ScopeIndex(scopes), set[int]()
    for finding in findings:
        hiding = by_place.hiding(finding) if scopes and finding.code in known else []
        used.update(id(scope) for scope in hiding)
        if not hiding:
            visible.append(finding)
    unused_by_series = []
    for scope in scopes:
        visible += _wrong_ignore(scope.ignore, known)
        if id(scope) not in used and scope.ignore.code in known:
            if scope.source is None and scope.ignore.span.source is not issue.settings.source_file:
                unused_by_series.append(scope.ignore)
            else:
                visible.append(unused_ignore_finding(scope.ignore, scope.directive))
    return visible, tuple(unused_by_series)


def unused_ignore_finding(ignore: Ignore, directive: Span | None = None) -> Diagnostic:
    """The finding for an ignore that no longer hides anything."""
    fix = Fix(False, (Edit(directive, ""),)) if directive else None
    message = f"忽略 {ignore.code} 已经用不着：这里没有这种问题了。"
    return kinds.UNUSED_IGNORE.at(ignore.span, message, "删掉它。", fix)


def _wrong_ignore(ignore: Ignore, known: Collection[str]) -> Iterator[Diagnostic]:
    if ignore.code not in known:
        hint = "可以忽略的代码见 bulletin rules；读稿的错误不能忽略。"
        yield kinds.BAD_IGNORE.at(ignore.span, f"不能忽略“{ignore.code}”。", hint)
    elif not ignore.reason:
        hint = f"写成 <!-- bulletin: ignore {ignore.code} 原因 -->，或 ignore: {{{ignore.code}: 原因}}。"
        yield kinds.NO_REASON.at(ignore.span, f"忽略 {ignore.code} 没有写原因。", hint)


def _scopes(issue: Issue) -> tuple[list[_Scope], list[Diagnostic]]:
    """Where each ignore of an issue holds, and the comments that could not be read."""
    scopes = [_Scope(ignore, None) for ignore in issue.series.ignores]
    findings: list[Diagnostic] = []
    for article in issue.articles:
        contribution = article.contribution
        scopes += [_Scope(ignore, contribution.source_file) for ignore in contribution.ignores]
        ends = [block.span.end for block in contribution.body]
        for directive in contribution.directives:
            match = _DIRECTIVE.fullmatch(directive.text)
            if match is None:
                hint = "写成 <!-- bulletin: ignore PU009 原因 -->。"
                findings.append(kinds.BAD_IGNORE.at(directive, "看不懂这条给程序的批注。", hint))
                continue
            place = bisect_right(ends, directive.start)
            block = contribution.body[place].span if place < len(ends) else None
            start, end = (block.start, block.end) if block else (0, 0)
            for code in re.findall(r"\w+", match["codes"]):
                ignore = Ignore(code.upper(), match["reason"].strip(" ：:，,"), directive)
                scopes.append(_Scope(ignore, directive.source, start, end, directive))
    return scopes, findings
