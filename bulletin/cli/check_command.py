"""``check``: proofreading, and mending what needs no judgement."""

from __future__ import annotations

import sys
from collections import Counter
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
    from bulletin.pipeline.checking import CheckedIssue


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
    options = checking.CheckOptions(checking.choice(select, ignore), fix or diff, unsafe)
    chosen = bool(select or ignore)
    out = _Out(form, statistics, fix and not diff, diff, unsafe, chosen)
    if numbers == [checking.STDIN]:
        data = sys.stdin.buffer.read(regular.LARGEST_TEXT + 1)
        if len(data) > regular.LARGEST_TEXT:
            raise BulletinError("标准输入里的稿件太长，超过 32 MB，不读。", "拆成几篇再查。")
        out.take_text(checking.check_text(data, _workspace_if_any(ctx), options), data)
    else:
        workspace = workspace_of(ctx)
        wanted = _issues(numbers or [], everything) or workspace.issues()
        workspace.clear(wanted)
        for checked in checking.check_issues(workspace, wanted, options):
            out.take(checked, workspace)
        out.issues = len(wanted)
    raise typer.Exit(out.end())


class _Out:
    """Prints what is found, as it comes or at the end, and knows the exit code."""

    def __init__(
        self, form: str, statistics: bool, write: bool, diff: bool, unsafe: bool, chosen: bool
    ) -> None:
        if form not in FORMATS:
            raise BulletinError(f"没有格式“{form}”。", f"可以写：{'、'.join(FORMATS)}。")
        self._form = "statistics" if statistics else form
        self._write, self._diff = write, diff
        self._stderr = False
        self._findings = terminal.Findings()
        self._all: list[Diagnostic] = []
        self._done: list[Diagnostic] = []
        self._files = 0
        self._code = DONE
        self.issues = 0
        self._chosen = "（只查了选定的规则）" if chosen else ""
        self._unsafe = unsafe

    def take(self, checked: CheckedIssue, workspace: Workspace) -> None:
        """One issue; its mended files are written."""
        if checked.error is not None:
            terminal.error(checked.error)
            self._code = STOPPED
            return
        self._take(self._written(checked, workspace) if self._write else checked)

    def _written(self, checked: CheckedIssue, workspace: Workspace) -> CheckedIssue:
        """Write the mended files; what is left, without those that could not be written."""
        failed = set()
        for change in checked.changes:
            path = workspace.root / change.name
            try:
                writing.replace(path, change.before, change.after, change.name)
            except BulletinError as error:
                terminal.error(error)
                failed.add(change.name)
                self._code = STOPPED
        return checked.without(failed) if failed else checked

    def take_text(self, checked: CheckedIssue, data: bytes) -> None:
        """One text; mended or not, it goes to standard output, and the findings beside it."""
        if self._write:
            mended = checked.changes[0].after if checked.changes else data
            sys.stdout.buffer.write(mended)
            self._stderr = True
        self._take(checked)

    def _take(self, checked: CheckedIssue) -> None:
        self._done += checked.fixed
        self._files += len(checked.changes)
        if self._diff:
            for change in checked.changes:
                sys.stdout.writelines(terminal.difference(change.name, change.before, change.after))
            self._code = max(self._code, FINDINGS if checked.changes else DONE)
            self._all += self._findings.new(checked.findings)
            return
        new = self._findings.new(checked.findings)
        self._all += new
        self._code = max(self._code, FINDINGS if has_errors(new) else DONE)
        if self._form in ("text", "concise"):
            terminal.show(new, self._form, self._stderr)

    def end(self) -> int:
        """Print what belongs at the end; the exit code."""
        in_vain = self._form == "statistics" and self._code == STOPPED and not self._all
        if self._form not in ("text", "concise") and not self._diff and not in_vain:
            terminal.show(distinct(self._all), self._form, self._stderr)
        if self._write or self._diff:
            self._tell_mending()
        elif self._form in ("text", "concise") and self._code == DONE and self.issues:
            print(f"查了 {self.issues} 期，没有查出错误{self._chosen}。")
        return self._code

    def _tell_mending(self) -> None:
        verb = "改了" if self._write else "会改"
        terminal.say(
            f"{verb} {len(self._done)} 处，{self._files} 个文件。"
            if self._done
            else "没有要自动改的。"
        )
        asked, suggested = list[Diagnostic](), list[Diagnostic]()
        for one in self._all:
            if one.fix is not None:
                (asked if one.fix.safe or self._unsafe else suggested).append(one)
        if suggested:
            hint = "看过以后要改：--fix --unsafe-fixes"
            terminal.say(f"没有改的建议：{_counted(suggested)}。{hint}")
        if asked:
            terminal.say(f"改不了：{_counted(asked)}。文件是只读的，或者不在工作文件夹里。")


def _counted(found: list[Diagnostic]) -> str:
    """PU009 2 处，TM001 1 处."""
    counts = Counter(one.code for one in found)
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
