"""``import``: files that arrive (Word, WPS, PDF, text) become contributions."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bulletin.cli import terminal
from bulletin.cli.common import DONE, FINDINGS, STOPPED, finish_what_was_begun, one_line
from bulletin.findings import kinds
from bulletin.findings.diagnostics import Diagnostic, Severity, has_errors
from bulletin.findings.errors import BulletinError
from bulletin.workspace import folders
from bulletin.workspace.folders import Workspace

if TYPE_CHECKING:
    from bulletin.importing.file_reading import FileReader
    from bulletin.importing.plan import Imported
    from bulletin.importing.readers.incoming import Given
    from bulletin.importing.recognise.whole_issue import Choice
    from bulletin.importing.run import Importer
    from bulletin.pipeline.stages import SharedFiles

_NO_CREDIT, _EMPTY_SOURCE = kinds.IMPORTED_CREDIT.code, kinds.MISSING_KEY.code
_RESHAPED, _TABLES = "IM007", ("PT002", "PT003")
REPORT = "导入报告.txt"
_SHOWN = 20
"""Names of skipped files that are printed in one line."""


def import_(  # noqa: PLR0913, PLR0917 - its options are the command
    ctx: typer.Context,
    arguments: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="期号 文件...",
            help="导入到第几期，和要导入的文件或文件夹；写 - 则读标准输入。",
            show_default=False,
        ),
    ] = None,
    everything: Annotated[
        bool,
        typer.Option("--all", help="一个文件是一期的过刊，期号从报头或文件名里认（不写期号）。"),
    ] = False,
    source: Annotated[
        str, typer.Option("--source", metavar="单位", help="来稿里没有供稿单位时，用这个。")
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只看会做成什么，不写。")] = False,
    single: Annotated[
        bool, typer.Option("--single", help="这些都是一篇一篇的稿件，不当整期读。")
    ] = False,
    issue: Annotated[bool, typer.Option("--issue", help="这些都是整期的，一个文件一期。")] = False,
    again: Annotated[
        bool, typer.Option("--again", help="这一期里已经有的，也再导入一份。")
    ] = False,
    undo: Annotated[
        bool, typer.Option("--undo", help="撤销上一次导入（不写期号和文件）。")
    ] = False,
) -> None:
    """把来稿（Word、WPS、PDF、文本）变成稿件。

    \b
    例：
      bulletin import 43 温县.docx 平原示范区.pdf
      bulletin import 43 来稿/
      bulletin import 43 整期.docx         整期的文件拆成各篇，报头、报送范围也认
      bulletin import --all 过刊/          一个文件一期
      bulletin import 43 - < 来稿.txt
      bulletin import --undo               撤销上一次导入
    """
    from bulletin.importing.file_reading import FileReader
    from bulletin.importing.readers import limits
    from bulletin.importing.readers.gather import gather
    from bulletin.importing.run import Importer

    workspace = _workspace(ctx)
    finish_what_was_begun(workspace)
    if undo:
        _undo(workspace, arguments)
        return
    source = one_line("--source", source) if source else ""
    if not arguments:
        raise BulletinError("少写了期号和文件。", "例：bulletin import 43 温县.docx")
    number, paths = _number_and_paths(arguments, everything)
    typed = sys.stdin.buffer.read(limits.FILE_BYTES + 1) if "-" in paths else b""
    gathered = gather(workspace, paths, typed)
    given = gathered.given
    _list_skipped(gathered.skipped)
    if not given and not gathered.errors:
        raise BulletinError("没有可以导入的文件。", "写上文件名或文件夹。")
    choice = _choice(single, issue or everything)
    importer = Importer(workspace, source, dry_run, again)
    reader = FileReader(given, choice)
    result = _Result(workspace, dry_run, everything)
    for fault in gathered.errors:
        result.fail(fault)
    try:
        _import_each(given, number, reader, importer, result)
        importer.finish(result.report())
    except KeyboardInterrupt:
        terminal.say("已中止，什么都没有导入。")
        raise typer.Exit(STOPPED) from None
    finally:
        importer.close()
    raise typer.Exit(result.end(importer.shared))


def _import_each(
    given: Sequence[Given],
    number: int | None,
    reader: FileReader,
    importer: Importer,
    result: _Result,
) -> None:
    """Import files one after the other; one that cannot be read does not stop the others."""
    from bulletin.importing.file_reading import issue_number
    from bulletin.importing.run import AlreadyThere

    with terminal.progress(len(given), "导入") as advance:
        for one in given:
            try:
                read = reader.read(one)
                to = number if number is not None else issue_number(one.name, read)
                result.take(to, importer.take(to, read))
            except AlreadyThere as error:
                terminal.say(f"{error.message}\n  {error.hint}")
            except BulletinError as error:
                result.fail(error)
            except Exception as error:  # a fault of the program's own
                if os.environ.get("BULLETIN_DEBUG"):
                    raise
                result.fail(
                    BulletinError(
                        f"{one.name}：程序读它时自己出了错（{type(error).__name__}），没有导入。",
                        "请把这个文件发给维护的人；也可以用 Word 另存为新的 .docx 再导入。",
                    )
                )
            if advance is not None:
                advance()


def _choice(single: bool, issue: bool) -> Choice:
    """What ``--single`` and ``--issue`` say about the files."""
    if single and issue:
        raise BulletinError(
            "--single 和 --issue、--all 只写一样。", "一篇稿件写 --single，整期写 --issue。"
        )
    if single:
        return "single"
    return "issue" if issue else ""


def _undo(workspace: Workspace, arguments: Sequence[str] | None) -> None:
    from bulletin.importing.output import record

    if arguments:
        raise BulletinError(
            "--undo 不和期号、文件一起写。", "撤销上一次导入：bulletin import --undo"
        )
    removed = record.undo(workspace)
    print(f"撤销了上一次导入，删去 {len(removed)} 个文件：")
    print("\n".join(f"  {one}" for one in removed))


def _list_skipped(skipped: Sequence[tuple[str, str]]) -> None:
    """Print the names of files that are not imported, a line for each kind."""
    by_kind: dict[str, list[str]] = {}
    for name, kind in skipped:
        by_kind.setdefault(kind, []).append(name)
    for kind, names in by_kind.items():
        more = f" 等 {len(names)} 个" if len(names) > _SHOWN else ""
        terminal.say(f"没有导入（{kind}）：{'、'.join(names[:_SHOWN])}{more}")
    if "图片" in by_kind:
        terminal.say("  稿件里写了的图片随稿件导入；别的要用，请放进这一期的文件夹，在稿件里写上。")


class _Result:
    """Collects what was imported, prints it once it is written, and knows the exit code."""

    def __init__(self, workspace: Workspace, dry_run: bool, is_back_issues: bool) -> None:
        self._workspace = workspace
        self._dry_run = dry_run
        self._is_back_issues = is_back_issues
        self._numbers: list[int] = []
        self._failures: list[str] = []
        self._findings: list[Diagnostic] = []
        self._made = set[str]()
        self._report: list[str] = []
        self._lines: list[str] = []

    def take(self, number: int, imported: Imported) -> None:
        """Add an imported file."""
        from bulletin.importing.output import import_report

        folder = self._workspace.shown(self._workspace.issue_folder(number))
        lines = list(import_report.lines(imported, folder, self._dry_run))
        self._numbers.append(number)
        self._made |= {f"{folder}/{name}" for name in imported.files}
        self._findings += imported.findings
        self._report += [*lines, ""]
        self._lines += [import_report.short(imported, number)] if self._is_back_issues else lines

    def fail(self, error: BulletinError) -> None:
        """Add a file that cannot be imported."""
        self._failures.append(error.message)  # the error itself would keep what was read
        terminal.error(error)

    def report(self) -> dict[Path, bytes]:
        """The report on back issues, as a file to be written with them; none for single files."""
        if not (self._is_back_issues and self._report) or self._dry_run:
            return {}
        failures = [f"没有导入：{message}" for message in self._failures]
        text = "\n".join([*self._report, *failures, ""])
        return {self._workspace.root / "build" / REPORT: text.encode("utf-8-sig")}

    def end(self, shared: SharedFiles) -> int:
        """Print what was done and what a person should look at; the exit code."""
        print("\n".join(self._lines), end="\n" if self._lines else "")
        code = STOPPED if self._failures else DONE
        findings = [*self._findings, *self._checked(shared)]
        if self._is_back_issues:
            self._sum_up(findings)
        elif findings:
            terminal.say("\n请看一下：")
            terminal.PrintedFindings().show_new(_without_repeats(findings))
        return max(code, FINDINGS if has_errors(findings) else DONE)

    def _checked(self, shared: SharedFiles) -> Iterator[Diagnostic]:
        """The findings of ``check`` in the files that were written."""
        if self._dry_run or not self._numbers:
            return
        from bulletin.pipeline import checking

        numbers = sorted(set(self._numbers))
        for checked in checking.check_issues(
            self._workspace, numbers, checking.CheckOptions(), shared
        ):
            yield from (one for one in checked.findings if one.span.source.path in self._made)

    def _sum_up(self, findings: Sequence[Diagnostic]) -> None:
        failed = f"，{len(self._failures)} 个没有导入" if self._failures else ""
        print(f"导入 {len(self._numbers)} 期{failed}。")
        counts = Counter(one.severity for one in findings)
        if counts:
            print(
                f"校对：错误 {counts[Severity.ERROR]}，警告 {counts[Severity.WARNING]}，"
                f"提示 {counts[Severity.NOTE]}；细看：bulletin check 期号"
            )
        for path in self.report():
            print(f"每一期改了什么、略去了什么：{self._workspace.shown(path)}")


def _without_repeats(findings: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The findings without those that repeat a finding of import at the same place.

    These are the missing ``source`` of a contribution with IM001, and faults of a table with IM007.
    """
    credited = {one.span.source.path for one in findings if one.code == _NO_CREDIT}
    reshaped = {_place(one) for one in findings if one.code == _RESHAPED}
    return [
        one
        for one in findings
        if not (one.code == _EMPTY_SOURCE and one.span.source.path in credited)
        and not (one.code in _TABLES and _place(one) in reshaped)
    ]


def _place(one: Diagnostic) -> tuple[str, int]:
    return one.span.source.path, one.span.start


def _number_and_paths(arguments: list[str], everything: bool) -> tuple[int | None, list[str]]:
    """The issue's number and the paths; with ``--all`` no number, all arguments are paths."""
    number, paths = None, arguments
    first = arguments[0]
    if everything and paths[1:] and first.isdigit() and not Path(first).exists():
        raise BulletinError(
            "期号和 --all 只写一样。", "过刊的期号从报头或文件名里认：bulletin import --all 过刊/"
        )
    if not everything:
        paths = arguments[1:]
        number = folders.number_of(first)
        if number is None:
            raise BulletinError(
                f"先写导入到第几期，再写文件；“{first}”不是期号。",
                "例：bulletin import 43 温县.docx；过刊：bulletin import --all 过刊/",
            )
    if not paths:
        raise BulletinError("没有写要导入的文件。", "例：bulletin import 43 温县.docx")
    return number, paths


def _workspace(ctx: typer.Context) -> Workspace:
    """The nearest workspace; where there is none, the folder in which import may make one."""
    try:
        return folders.find_workspace(ctx.obj, Path.cwd())
    except BulletinError:
        root = Path.cwd() if ctx.obj is None else Path(ctx.obj).absolute()
        return Workspace(root)
