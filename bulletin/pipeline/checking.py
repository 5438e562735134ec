"""Checking issues or one text: findings, and the changes of fixes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bulletin import rules
from bulletin.findings import kinds
from bulletin.findings.diagnostics import Diagnostic, did_you_mean
from bulletin.findings.errors import BulletinError
from bulletin.findings.ignores import unused_ignore_finding
from bulletin.model.content import Ignore
from bulletin.pipeline import stages
from bulletin.pipeline.stages import IGNORABLE, IssueResult, SharedFiles, Texts
from bulletin.workspace import files
from bulletin.workspace.folders import Workspace

if TYPE_CHECKING:
    from bulletin.pipeline.archive import Archive
    from bulletin.pipeline.fixing import Change

STDIN = "-"
_NO_SERIES = {"issues/bulletin.yaml": "name: 简报\nissuer: 编印单位\n".encode()}


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """What a check is to do."""

    is_wanted: Callable[[Diagnostic], bool] = lambda _: True
    """Which findings are wanted."""
    fix: bool = False
    """Whether safe fixes are applied."""
    unsafe: bool = False
    """Whether the other fixes are applied too."""


@dataclass(frozen=True, slots=True)
class CheckedIssue:
    """One issue checked: its findings, those that were fixed, or why it could not be read."""

    findings: tuple[Diagnostic, ...] = ()
    fixed: tuple[Diagnostic, ...] = ()
    changes: tuple[Change, ...] = ()
    unused_ignores: tuple[Ignore, ...] = ()
    error: BulletinError | None = None

    def without(self, names: Collection[str]) -> CheckedIssue:
        """The result when some files could not be written: without anything about these."""

        def in_other_files(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
            return tuple(one for one in findings if one.span.source.path not in names)

        return replace(
            self,
            findings=in_other_files(self.findings),
            fixed=in_other_files(self.fixed),
            changes=tuple(change for change in self.changes if change.name not in names),
        )


def selection(select: str, ignore: str) -> Callable[[Diagnostic], bool]:
    """Says which findings ``--select`` and ``--ignore`` want; errors of reading always."""
    wanted, unwanted = _codes(select), _codes(ignore)

    def is_wanted(finding: Diagnostic) -> bool:
        code = finding.code
        if code not in IGNORABLE:
            return True
        return (not wanted or code.startswith(wanted)) and not code.startswith(unwanted)

    return is_wanted


def _codes(text: str) -> tuple[str, ...]:
    known = {kind.code for kind in (*kinds.ALL, *rules.RULES)}
    codes = tuple(text.upper().replace("，", ",").replace(",", " ").split())
    for code in codes:
        if not any(one.startswith(code) for one in known):
            hint = did_you_mean(code, known) + "全部代码见 bulletin rules。"
            raise BulletinError(f"没有规则“{code}”。", hint)
    return codes


def check_issues(
    workspace: Workspace,
    numbers: Sequence[int],
    options: CheckOptions,
    shared: SharedFiles | None = None,
) -> Iterator[CheckedIssue]:
    """Check issues one after the other.

    If they are all that there are, a last result has findings for the ignores in bulletin.yaml that
    none of them uses. ``shared`` are the files that all issues share, where they were read already.
    """
    unused_ignores: list[set[Ignore]] = []
    with stages.open_archive(workspace, numbers) as archive:
        shared = shared or stages.read_shared(workspace)
        for number in numbers:
            try:
                checked = _check_issue(shared, number, options, archive)
                unused_ignores.append(set(checked.unused_ignores))
            except BulletinError as error:
                checked = CheckedIssue(error=error)
            yield checked  # the caller writes the changes
            if any(stages.is_shared(change.name) for change in checked.changes):
                shared = stages.read_shared(workspace)
    never_used = set.intersection(*unused_ignores) if unused_ignores else set[Ignore]()
    if never_used and set(numbers) == set(workspace.issues()):
        findings = [
            unused_ignore_finding(ignore)
            for ignore in sorted(never_used, key=lambda one: one.span.start)
        ]
        yield CheckedIssue(tuple(filter(options.is_wanted, findings)))


def _check_issue(
    shared: SharedFiles, number: int, options: CheckOptions, archive: Archive | None
) -> CheckedIssue:
    def read(texts: Texts) -> IssueResult:
        return stages.compose_issue(stages.with_texts(shared, texts), number, archive=archive)

    def original(name: str) -> bytes | None:
        path = shared.workspace.root / name
        may_change = files.is_inside(shared.workspace.root, path) and files.is_writable(path)
        return files.read(path, name) if may_change else None

    return _check_and_fix(read, original, options)


def check_text(data: bytes, workspace: Workspace | None, options: CheckOptions) -> CheckedIssue:
    """Check one contribution, or a text without front matter, that came from standard input."""
    series = _NO_SERIES if workspace is None else None
    shared = stages.read_shared(workspace or Workspace(Path()), series)

    def read(texts: Texts) -> IssueResult:
        return stages.check_text(shared, STDIN, texts.get(STDIN, data))

    return _check_and_fix(read, lambda name: data if name == STDIN else None, options)


def _check_and_fix(
    read: Callable[[Texts], IssueResult],
    original: Callable[[str], bytes | None],
    options: CheckOptions,
) -> CheckedIssue:
    if not options.fix:
        result = read({})
        return CheckedIssue(
            tuple(filter(options.is_wanted, result.findings)), unused_ignores=result.unused_ignores
        )

    from bulletin.pipeline import fixing

    def wanted(finding: Diagnostic) -> bool:
        fix = finding.fix
        return fix is not None and (fix.safe or options.unsafe) and options.is_wanted(finding)

    result, changes, fixed = fixing.fix_issue(read, original, wanted)
    findings = tuple(filter(options.is_wanted, result.findings))
    return CheckedIssue(findings, fixed, changes, result.unused_ignores)
