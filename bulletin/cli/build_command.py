"""``build``: issues into Word files, web pages and PDFs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bulletin.cli import terminal
from bulletin.cli.common import DONE, FINDINGS, STOPPED, numbers_for_completion, workspace_of
from bulletin.findings.diagnostics import has_errors
from bulletin.findings.errors import BulletinError
from bulletin.workspace import files, folders, writing
from bulletin.workspace.folders import Workspace

if TYPE_CHECKING:
    from bulletin.ooxml.package import WordPackage
    from bulletin.pipeline.batch import BuildOptions, BuiltIssue
    from bulletin.workspace.ledger import Ledger

_BATCH = 100
"""Word files that are held in memory and given to one LibreOffice."""


def build(  # noqa: PLR0913, PLR0917 - its options are the command
    ctx: typer.Context,
    numbers: Annotated[
        list[int] | None,
        typer.Argument(
            metavar="[期号]...",
            help="编哪几期。",
            min=1,
            max=folders.LARGEST_NUMBER,
            autocompletion=numbers_for_completion,
        ),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="各期都编；没有变化的跳过。")] = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="路径", help="另存到哪里（只编一期时）。"),
    ] = None,
    jobs: Annotated[
        int, typer.Option("--jobs", metavar="数", help="同时开几个进程。", min=1, max=64)
    ] = 1,
    force: Annotated[
        bool, typer.Option("--force", help="校对有错也编（读稿的错误不行，会丢字）。")
    ] = False,
    html: Annotated[
        str,
        typer.Option(
            "--html",
            metavar="[=web]",
            help="另编网页：一期一个文件；=web 每篇一个，供贴进网站和公众号。",
        ),
    ] = "",
    pdf: Annotated[
        str,
        typer.Option(
            "--pdf",
            metavar="[=archive]",
            help="再做一份 PDF，与 Word 放在一起（要用 LibreOffice）；=archive 归档用（PDF/A-2b）。",
        ),
    ] = "",
) -> None:
    """编成 Word，放在 build/ 里。

    \b
    例：
      bulletin build 43
      bulletin build 43 --html          build/43.html，屏幕上看、手机上看、打印都行
      bulletin build 43 --html=web      build/43-1.html、43-2.html……
      bulletin build 43 -o 送审稿.docx
      bulletin build 43 --pdf
      bulletin build 43 --pdf=archive   存档案用的 PDF，几十年后也打得开
      bulletin build --all
    """
    if bool(numbers) == everything:
        raise BulletinError(
            "没有说编哪一期。" if not everything else "期号和 --all 只写一样。",
            "编第 43 期：bulletin build 43；各期都编：bulletin build --all",
        )
    if output is not None and (everything or len(numbers or ()) != 1):
        raise BulletinError("-o 只能在编一期时用。", "例：bulletin build 43 -o 送审稿.docx")
    if html not in ("", "sheets", "web"):
        raise BulletinError(f"--html 不能写“{html}”。", "写 --html，或 --html=web。")
    if pdf not in ("", "plain", "archive"):
        raise BulletinError(f"--pdf 不能写“{pdf}”。", "写 --pdf，或 --pdf=archive。")
    from bulletin.workspace.ledger import Ledger

    workspace = workspace_of(ctx)
    ledger = Ledger(workspace)
    wanted = workspace.issues() if everything else list(dict.fromkeys(numbers or ()))
    to_build = wanted
    if everything:
        to_build = [one for one in wanted if not _is_current(workspace, ledger, one, html)]
    workspace.remove_temporary_files(to_build)
    paths, code = dict[int, Path](), DONE
    try:
        if to_build:
            # Takes 40 % of the time of a run without work.
            from bulletin.pipeline.batch import BuildOptions

            options = BuildOptions(jobs, _output_file(output, to_build), force, html)
            paths, code = _build(workspace, ledger, to_build, options, everything)
    finally:
        ledger.close()
    if everything:
        skipped = len(wanted) - len(to_build)
        if skipped:
            print(f"{skipped} 期没有变化，跳过。")
        elif not wanted:
            print("还没有任何一期。用 bulletin new 建一期。")
    if pdf:
        code = max(code, _make_pdfs(workspace, {*wanted} - {*to_build}, paths, pdf == "archive"))
    raise typer.Exit(code)


def _is_current(workspace: Workspace, ledger: Ledger, number: int, html: str) -> bool:
    """Whether the .docx and, if wanted, the web pages are up to date."""
    entry = ledger.entry(number)
    if entry is None or not ledger.is_current(number):
        return False
    if not html:
        return True
    from bulletin.pipeline.batch import are_pages_current

    return are_pages_current(workspace.output(number), entry.facts.articles, html)


def _output_file(output: Path | None, numbers: list[int]) -> Path | None:
    if output is None:
        return None
    if output.is_dir():
        return output / f"{numbers[0]}.docx"
    if output.suffix.lower() != ".docx":
        raise BulletinError(f"“{output}”不是 .docx 文件名。", "文件名以 .docx 结尾。")
    if not output.parent.is_dir():
        raise BulletinError(
            f"文件夹不存在：{output.parent}。", "看看是不是写错了；要用新的文件夹，先建好。"
        )
    return output


def _build(
    workspace: Workspace,
    ledger: Ledger,
    numbers: list[int],
    options: BuildOptions,
    many: bool,
) -> tuple[dict[int, Path], int]:
    """Build issues and print what becomes of them; the files written, and the exit code."""
    from bulletin.pipeline import batch, stages

    paths, code = dict[int, Path](), DONE
    shared, printed = stages.read_shared(workspace), terminal.PrintedFindings()
    if many and has_errors(shared.findings):
        printed.show_new(shared.findings)
        terminal.say("各期都要用到的文件有错，一期也没有编。改好以后再编一次；原来的文件没有动。")
        return paths, FINDINGS
    try:
        with terminal.progress(len(numbers) if many else 1) as advance:
            for built in batch.build_all(shared, ledger, numbers, options):
                if built.path is not None:
                    paths[built.number] = built.path
                printed.show_new(built.findings)
                code = max(
                    code, _report_built(workspace, built, options.force, advance is not None)
                )
                if advance is not None:
                    advance()
    except KeyboardInterrupt:
        terminal.say(
            f"已中止。编好的 {len(paths)} 期都在；正在编的那一期没有写，原来的文件没有动。"
        )
        return paths, STOPPED
    if many:
        failed = len(numbers) - len(paths)
        print(f"编好 {len(paths)} 期" + (f"，{failed} 期没有编成。" if failed else "。"))
    return paths, code


def _report_built(workspace: Workspace, built: BuiltIssue, force: bool, quiet: bool) -> int:
    """Print what became of one issue, but not success if ``quiet``; its exit code."""
    from bulletin.pipeline.batch import page_path
    from bulletin.pipeline.stages import IGNORABLE

    if built.error is not None:
        terminal.error(built.error)
        return STOPPED
    if built.path is None:
        why = "有错，--force 也编不了（会丢字）" if force else "有错，没有编"
        terminal.say(f"第 {built.number} 期{why}。改好以后再编一次；原来的文件没有动。")
        if not force and all(one.code in IGNORABLE for one in built.findings if one.is_error):
            terminal.say(f"来不及改，也可以照样编：bulletin build {built.number} --force")
        return FINDINGS
    if has_errors(built.findings):
        terminal.say(f"第 {built.number} 期有错，照 --force 编了。")
    if built.set_aside is not None:
        terminal.say(f"{built.path.name} 在 Word 里改过，已另存为 {built.set_aside.name}。")
    if quiet:
        return DONE
    shown = workspace.shown(built.path)
    print(f"编好了 {shown}（{built.facts.articles} 篇，{built.facts.characters} 字）。")
    if built.pages:
        pages = "、".join(workspace.shown(page_path(built.path, name)) for name, _ in built.pages)
        print(f"网页也编好了：{pages}。")
    return DONE


def _is_pdf_stale(document: Path, archive: bool) -> bool:
    """Whether the PDF beside a Word file is missing, older than it, or not yet one for the archive."""
    from bulletin.proof.rendering import is_archival

    pdf = document.with_suffix(".pdf")
    if not pdf.is_file() or pdf.stat().st_mtime_ns < document.stat().st_mtime_ns:
        return True
    return archive and not is_archival(files.read(pdf, pdf.name))


def _make_pdfs(
    workspace: Workspace, current: set[int], built: dict[int, Path], archive: bool
) -> int:
    """Make the PDFs of what was built now, and those that are older than their .docx; exit code.

    Where that fails an earlier one stays.

    Raises:
        OfficeMissing: there is no LibreOffice.
    """
    from bulletin.ooxml.package import open_package
    from bulletin.proof.rendering import is_archival, to_pdf

    by_number = dict(built)
    for number in current:
        path = workspace.output(number)
        if _is_pdf_stale(path, archive):
            by_number[number] = path
    documents = [by_number[number] for number in sorted(by_number)]
    code, done = DONE, 0
    for start in range(0, len(documents), _BATCH):
        batch = documents[start : start + _BATCH]
        packages = [
            open_package(workspace.shown(path), files.read(path, workspace.shown(path)))
            for path in batch
        ]
        for path, data in zip(batch, to_pdf(packages, archive=archive), strict=True):
            target = path.with_suffix(".pdf")
            if data is None or (archive and not is_archival(data)):
                why = "没有转出来" if data is None else "版本太旧，做不了归档的 PDF"
                terminal.say(
                    f"错误：{workspace.shown(target)} 没有做成：LibreOffice {why}。"
                    "原来的文件没有动。\n  再试一次；还不行，看 bulletin doctor。"
                )
                code = STOPPED
                continue
            writing.write(target, data)
            done += 1
            if len(documents) == 1:
                print(f"做好了 {workspace.shown(target)}{'（归档用）' if archive else ''}。")
    if len(documents) > 1:
        print(f"做好 {done} 份 PDF。")
    if done:
        name = workspace.shown(documents[0])
        _report_missing_faces(open_package(name, files.read(documents[0], name)))
    return code


def _report_missing_faces(package: WordPackage) -> None:
    """Say which faces of a document are not on this machine, and what the PDF has instead."""
    from bulletin.office.fonts import stand_ins
    from bulletin.office.fonts.installed import installed
    from bulletin.proof.docx_layout import read_layout

    have = installed()
    lacking = [face for face in read_layout(package).faces if have is not None and face not in have]
    if not lacking:
        return
    names = "、".join(lacking)
    terminal.say(
        f"这台机器没有 {names}，PDF 里用同形的预览字体代；看版面可以，付印用 Word 文件。"
        if stand_ins.available()
        else f"这台机器没有 {names}，PDF 里换了别的字体，每行的字数靠不住。看 bulletin doctor。"
    )
