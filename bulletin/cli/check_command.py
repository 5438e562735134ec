"""``check``: findings of issues or of one text, and their fixes."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from bulletin.cli import terminal
from bulletin.cli.common import DONE, FINDINGS, STOPPED, numbers_for_completion, workspace_of
from bulletin.findings.diagnostics import Diagnostic, has_errors
from bulletin.findings.errors import BulletinError
from bulletin.findings.formats import FORMATS, distinct
from bulletin.workspace import folders, regular, writing
from bulletin.workspace.folders import Workspace

if TYPE_CHECKING:
    from bulletin.pipeline.checking import CheckedIssue, CheckOptions
    from bulletin.pipeline.fixing import Change


def check(  # noqa: PLR0913, PLR0917 - its options are the command
    ctx: typer.Context,
    numbers: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[期号]...",
            help="检查哪几期；不写则各期都查；写 - 则检查标准输入里的一篇稿件。",
            autocompletion=numbers_for_completion,
        ),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="各期都查（不写期号也是）。")] = False,
    fix: Annotated[bool, typer.Option("--fix", help="把不用判断的毛病改好，写回稿件。")] = False,
    unsafe: Annotated[
        bool, typer.Option("--unsafe-fixes", help="连建议性的改动也做（与 --fix 或 --diff 合用）。")
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help="只显示会怎么改，不写。")] = False,
    select: Annotated[
        str, typer.Option("--select", metavar="代码", help="只查这些规则，如 PU,NU001。")
    ] = "",
    ignore: Annotated[
        str, typer.Option("--ignore", metavar="代码", help="不查这些规则，如 TX009。")
    ] = "",
    form: Annotated[
        str,
        typer.Option(
            "--format", metavar="格式", help="结果的格式：text、concise、json、sarif、github。"
        ),
    ] = "text",
    statistics: Annotated[
        bool, typer.Option("--statistics", help="只数各种问题有多少处。")
    ] = False,
) -> None:
    """检查稿件，像校对一样；不编。

    \b
    例：
      bulletin check 43
      bulletin check 43 --diff          看看会自动改什么
      bulletin check 43 --fix           改好不用判断的
      bulletin check --select PU        各期，只查标点
      bulletin check - < 稿件.md
    """
    from bulletin.pipeline import checking

    if unsafe and not (fix or diff):
        raise BulletinError("--unsafe-fixes 要和 --fix 或 --diff 一起用。", "先看：--diff")
    if form not in FORMATS:
        raise BulletinError(f"没有格式“{form}”。", f"可以写：{'、'.join(FORMATS)}。")
    options = checking.CheckOptions(checking.selection(select, ignore), fix or diff, unsafe)
    printer = _Printer("diff" if diff else "statistics" if statistics else form, options)
    if numbers == [checking.STDIN]:
        data = sys.stdin.buffer.read(regular.LARGEST_TEXT + 1)
        if len(data) > regular.LARGEST_TEXT:
            raise BulletinError("标准输入里的稿件太长，超过 32 MB，不读。", "拆成几篇再查。")
        printer.stderr = fix and not diff
        checked = checking.check_text(data, _workspace_if_any(ctx), options)
        if printer.stderr:
            sys.stdout.buffer.write(checked.changes[0].after if checked.changes else data)
        printer.add(checked)
        raise typer.Exit(printer.end())
    workspace = workspace_of(ctx)
    wanted = _issues(numbers or [], everything) or workspace.issues()
    workspace.remove_temporary_files(wanted)
    for checked in checking.check_issues(workspace, wanted, options):
        unwritten = _write(workspace, checked.changes) if fix and not diff else set[str]()
        printer.add(checked.without(unwritten) if unwritten else checked)
        printer.code = STOPPED if unwritten else printer.code
    code = printer.end()
    if code == DONE and not options.fix and printer.is_running and wanted:
        chosen = "（只查了选定的规则）" if select or ignore else ""
        print(f"查了 {len(wanted)} 期，没有查出错误{chosen}。")
    raise typer.Exit(code)


def _write(workspace: Workspace, changes: Sequence[Change]) -> set[str]:
    """Write the fixed files; the names of those that cannot be written."""
    failed = set()
    for change in changes:
        try:
            writing.replace(workspace.root / change.name, change.before, change.after, change.name)
        except BulletinError as error:
            terminal.error(error)
            failed.add(change.name)
    return failed


class _Printer:
    """Prints findings and changes, as they come or at the end, and knows the exit code."""

    def __init__(self, form: str, options: CheckOptions) -> None:
        self._form = form
        self.is_running = form in ("text", "concise")
        """Whether findings are printed as they come."""
        self._options = options
        self._printed = terminal.PrintedFindings()
        self._findings: list[Diagnostic] = []
        self._fixed = self._files = 0
        self.stderr = False
        """Whether findings go to standard error, since standard output has the fixed text."""
        self.code = DONE

    def add(self, checked: CheckedIssue) -> None:
        """Print one issue."""
        if checked.error is not None:
            terminal.error(checked.error)
            self.code = STOPPED
            return
        self._fixed += len(checked.fixed)
        self._files += len(checked.changes)
        findings = self._printed.new(checked.findings)
        self._findings += findings
        if self._form == "diff":
            for change in checked.changes:
                sys.stdout.writelines(terminal.difference(change.name, change.before, change.after))
            self.code = max(self.code, FINDINGS if checked.changes else DONE)
            return
        self.code = max(self.code, FINDINGS if has_errors(findings) else DONE)
        if self.is_running:
            terminal.show(findings, self._form, self.stderr)

    def end(self) -> int:
        """Print what belongs at the end; the exit code."""
        nothing_read = self._form == "statistics" and self.code == STOPPED and not self._findings
        if not (self.is_running or self._form == "diff" or nothing_read):
            terminal.show(distinct(self._findings), self._form, self.stderr)
        if self._options.fix:
            self._count_fixes()
        return self.code

    def _count_fixes(self) -> None:
        verb = "会改" if self._form == "diff" else "改了"
        terminal.say(
            f"{verb} {self._fixed} 处，{self._files} 个文件。"
            if self._fixed
            else "没有要自动改的。"
        )
        unfixable, suggested = list[Diagnostic](), list[Diagnostic]()
        for finding in self._findings:
            if finding.fix is not None:
                is_wanted = finding.fix.safe or self._options.unsafe
                (unfixable if is_wanted else suggested).append(finding)
        if suggested:
            hint = "看过以后要改：--fix --unsafe-fixes"
            terminal.say(f"没有改的建议：{_counted(suggested)}。{hint}")
        if unfixable:
            terminal.say(f"改不了：{_counted(unfixable)}。文件是只读的，或者不在工作文件夹里。")


def _counted(findings: Sequence[Diagnostic]) -> str:
    """PU009 2 处，TM001 1 处."""
    counts = Counter(one.code for one in findings)
    return "，".join(f"{code} {number} 处" for code, number in sorted(counts.items()))


def _issues(numbers: list[str], everything: bool) -> list[int]:
    wanted = []
    for typed in numbers:
        number = folders.number_of(typed)
        if number is None:
            raise BulletinError(
                f"期号要写 1 到 {folders.LARGEST_NUMBER} 的整数，不能写“{typed}”。",
                "例：bulletin check 43",
            )
        wanted.append(number)
    if wanted and everything:
        raise BulletinError("期号和 --all 只写一样。", "各期都查：bulletin check --all")
    return list(dict.fromkeys(wanted))


def _workspace_if_any(ctx: typer.Context) -> Workspace | None:
    try:
        return workspace_of(ctx)
    except BulletinError:
        if ctx.obj is not None:
            raise
        return None
