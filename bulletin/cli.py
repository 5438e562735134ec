"""The command line: parse, call, print, exit.

Exit codes: 0 done, 1 findings, 2 cannot go on.
"""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from bulletin import __version__, files, terminal, words
from bulletin.diagnostics import has_errors
from bulletin.errors import BulletinError
from bulletin.files import WORKSPACE_VARIABLE, Workspace

if TYPE_CHECKING:
    from bulletin.building import Written

DONE, FINDINGS, STOPPED = 0, 1, 2
INTERRUPTED = 130
"""What typer makes of Ctrl-C."""

app = typer.Typer(
    cls=words.Group,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _numbers_for_completion(ctx: typer.Context, incomplete: str) -> list[str]:
    """The issues of the workspace that the line being typed would use."""
    try:
        given = ctx.find_root().params.get("workspace")
        numbers = files.find_workspace(given, Path.cwd()).issues()
    except BulletinError:
        return []
    return [str(number) for number in numbers if str(number).startswith(incomplete)]


Number = Annotated[
    int,
    typer.Argument(
        metavar="期号", help="第几期，如 43。", min=1, autocompletion=_numbers_for_completion
    ),
]


def _version(wanted: bool) -> None:
    if wanted:
        print(f"bulletin {__version__}")
        raise typer.Exit(DONE)


@app.callback()
def _program(
    ctx: typer.Context,
    workspace: Annotated[
        Path | None,
        typer.Option(
            "--workspace",
            metavar="文件夹",
            envvar=WORKSPACE_VARIABLE,
            help="工作文件夹；不写则从当前文件夹往上找。",
        ),
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="显示版本。")
    ] = False,
) -> None:
    """把纯文字的稿件编成一期 Word 简报。

    \b
    从头做一期：
      bulletin init 我的简报                       建工作文件夹
      bulletin new                                 建新的一期
      bulletin add 1 标题 --source 供稿单位        添一篇稿件
      bulletin build 1                             编成 build/1.docx
    """
    ctx.obj = workspace


@app.command(cls=words.Command)
def init(
    folder: Annotated[Path, typer.Argument(metavar="文件夹", help="新的工作文件夹。")],
) -> None:
    """建一个工作文件夹。

    \b
    例：
      bulletin init 我的简报
    """
    from bulletin import scaffold

    workspace = Workspace(folder)
    if workspace.series_file.exists():
        raise BulletinError(f"“{folder}”已经是工作文件夹。", "进到里面用 bulletin new 建新的一期。")
    files.write(workspace.series_file, scaffold.BULLETIN_YAML.encode())
    print(f"建好了 {folder}。")
    print(f"下一步：用记事本打开 {workspace.series_file}，改成自己的名称和报送单位；")
    print(f"再进到 {folder} 里，用 bulletin new 建第一期。")


@app.command(cls=words.Command)
def new(
    ctx: typer.Context,
    number: Annotated[
        int | None,
        typer.Argument(metavar="[期号]", help="第几期；不写则是最近一期的下一期。", min=1),
    ] = None,
) -> None:
    """建新的一期。

    \b
    例：
      bulletin new          最近是第 43 期，就建第 44 期
      bulletin new 45
    """
    from bulletin import scaffold

    workspace = _workspace(ctx)
    number = number or max(workspace.issues(), default=0) + 1
    folder = workspace.issue_folder(number)
    if folder.exists():
        raise BulletinError(
            f"第 {number} 期已经有了：{workspace.shown(folder)}。", "换一个期号，或直接往里添稿件。"
        )
    files.write(folder / "issue.yaml", scaffold.issue_yaml(number).encode())
    print(f"建好了 {workspace.shown(folder)}/issue.yaml。")
    print(f"下一步：bulletin add {number} 标题 --source 供稿单位")


@app.command(cls=words.Command)
def add(
    ctx: typer.Context,
    number: Number,
    title: Annotated[str, typer.Argument(metavar="标题", help="文章的标题。")],
    source: Annotated[str, typer.Option("--source", metavar="单位", help="供稿单位，印在文末。")],
) -> None:
    """往一期里添一篇稿件。

    \b
    例：
      bulletin add 43 "温县：代表动起来　活动实起来" --source 焦作市人大常委会代表工委
    """
    from bulletin import scaffold

    workspace = _workspace(ctx)
    folder = workspace.issue_folder(number)
    if not folder.is_dir():
        raise BulletinError(f"没有第 {number} 期。", f"先建：bulletin new {number}")
    for name, text in (("标题", title), ("--source", source)):
        if not text.strip() or (not text.isprintable() and "　" not in text):
            raise BulletinError(f"{name} 不能是空的，也不能有换行。", "")
    names = workspace.contributions(number)
    path = folder / scaffold.file_name(scaffold.next_place(names), title)
    files.write(path, scaffold.contribution(title.strip(), source.strip()).encode())
    print(f"添好了 {workspace.shown(path)}。")
    print("下一步：把正文写在 --- 下面；小标题前写 ## 和一个空格，不打序号。")
    if "\narticles:" in "\n" + _text_of(folder / "issue.yaml"):
        print(f"这一期的 issue.yaml 里列了 articles，请把 {path.name} 添进去。")


def _text_of(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


@app.command(cls=words.Command)
def check(
    ctx: typer.Context,
    numbers: Annotated[
        list[int] | None,
        typer.Argument(
            metavar="[期号]...",
            help="检查哪几期；不写则各期都查。",
            min=1,
            autocompletion=_numbers_for_completion,
        ),
    ] = None,
) -> None:
    """只检查，不编。

    \b
    例：
      bulletin check 43
      bulletin check
    """
    from bulletin import building, pipeline

    workspace = _workspace(ctx)
    desk, findings = pipeline.set_desk(workspace), terminal.Findings()
    code = DONE
    wanted = list(dict.fromkeys(numbers or workspace.issues()))
    for number in wanted:
        made = building.make(desk, number)
        findings.tell(made.found)
        if made.error is not None:
            terminal.error(made.error)
        code = max(code, STOPPED if made.error else FINDINGS if made.data is None else DONE)
    if code == DONE:
        print(f"查了 {len(wanted)} 期，没有错误。")
    raise typer.Exit(code)


@app.command(cls=words.Command)
def build(
    ctx: typer.Context,
    numbers: Annotated[
        list[int] | None,
        typer.Argument(
            metavar="[期号]...", help="编哪几期。", min=1, autocompletion=_numbers_for_completion
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
) -> None:
    """编成 Word，放在 build/ 里。

    \b
    例：
      bulletin build 43
      bulletin build 43 -o 送审稿.docx
      bulletin build --all
    """
    if bool(numbers) == everything:
        raise BulletinError(
            "没有说编哪一期。" if not everything else "期号和 --all 只写一样。",
            "编第 43 期：bulletin build 43；各期都编：bulletin build --all",
        )
    if output is not None and (everything or len(numbers or ()) != 1):
        raise BulletinError("-o 只能在编一期时用。", "例：bulletin build 43 -o 送审稿.docx")
    from bulletin.ledger import Ledger

    workspace = _workspace(ctx)
    ledger = Ledger(workspace)
    wanted = workspace.issues() if everything else list(dict.fromkeys(numbers or ()))
    stale = [one for one in wanted if not everything or not ledger.is_current(one)]
    try:
        code = _build(workspace, ledger, stale, jobs, _output_file(output, stale), everything)
    finally:
        ledger.save()
    if everything:
        skipped = len(wanted) - len(stale)
        if skipped:
            print(f"{skipped} 期没有变化，跳过。")
        elif not wanted:
            print("还没有任何一期。用 bulletin new 建一期。")
    raise typer.Exit(code)


def _output_file(output: Path | None, numbers: list[int]) -> Path | None:
    if output is None:
        return None
    if output.is_dir():
        return output / f"{numbers[0]}.docx"
    if output.suffix.lower() != ".docx":
        raise BulletinError(f"“{output}”不是 .docx 文件名。", "文件名以 .docx 结尾。")
    return output


def _build(
    workspace: Workspace,
    ledger: Any,
    numbers: list[int],
    jobs: int,
    output: Path | None,
    many: bool,
) -> int:
    if not numbers:
        return DONE
    from bulletin import building, pipeline

    desk, findings = pipeline.set_desk(workspace), terminal.Findings()
    if many and has_errors(desk.found):
        findings.tell(desk.found)
        terminal.say("各期都要用到的文件有错，一期也没有编。改好以后再编一次；原来的文件没有动。")
        return FINDINGS
    gc.freeze()
    gc.enable()
    gc.set_threshold(10_000, 10, 10)  # an issue makes many objects and few cycles
    built = building.build(desk, ledger, numbers, jobs, output)
    code, done = DONE, 0
    try:
        with terminal.progress(len(numbers) if many else 1) as advance:
            for written in built:
                done += written.path is not None
                code = max(code, _tell(workspace, written, findings, quiet=advance is not None))
                if advance is not None:
                    advance()
    except KeyboardInterrupt:
        terminal.say(f"已中止。编好的 {done} 期都在；正在编的那一期没有写，原来的文件没有动。")
        return STOPPED
    if many:
        print(
            f"编好 {done} 期"
            + (f"，{len(numbers) - done} 期没有编成。" if done < len(numbers) else "。")
        )
    return code


def _tell(workspace: Workspace, written: Written, findings: terminal.Findings, quiet: bool) -> int:
    """Print what became of one issue, success only if not ``quiet``; the exit code it asks for."""
    made = written.made
    findings.tell(made.found)
    if made.error is not None:
        terminal.error(made.error)
        return STOPPED
    if written.path is None:
        terminal.say(f"第 {made.number} 期有错，没有编。改好以后再编一次；原来的文件没有动。")
        return FINDINGS
    if written.kept is not None:
        terminal.say(f"{written.path.name} 在 Word 里改过，已另存为 {written.kept.name}。")
    if quiet:
        return DONE
    shown = workspace.shown(written.path)
    print(f"编好了 {shown}（{made.articles} 篇，{made.characters} 字）。")
    return DONE


@app.command("list", cls=words.Command)
def list_(ctx: typer.Context) -> None:
    """列出各期：期号、日期、篇数、字数、状态。

    \b
    状态：未编 还没有编过；已编 与稿件一致；过期 编过以后稿件又改了；有错 编不成。
    """
    from bulletin import listing

    workspace = _workspace(ctx)
    rows = listing.rows(workspace)
    if not rows:
        print("还没有任何一期。用 bulletin new 建一期。")
        return
    for line in listing.table(rows):
        print(line)


def _workspace(ctx: typer.Context) -> Workspace:
    return files.find_workspace(ctx.obj, Path.cwd())


def main() -> NoReturn:
    """Run the program; no mistake of a user ends in a traceback."""
    gc.disable()  # while modules load there is nothing to collect, and looking takes 10 ms
    from typer._click.exceptions import ClickException  # the pin in pyproject.toml covers this

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal in another encoding shows ? for the rest
            stream.reconfigure(errors="replace")
    try:
        code = app(standalone_mode=False, prog_name="bulletin")
    except BulletinError as error:
        terminal.error(error)
        code = STOPPED
    except ClickException as error:
        code = STOPPED
        if type(error).__name__ == "NoArgsIsHelpError":
            print(error.format_message())
        else:
            terminal.say(f"错误：{words.error(error.format_message())}\n  用法见 bulletin --help")
    except (KeyboardInterrupt, typer.Abort):
        terminal.say("已中止。")
        code = STOPPED
    except Exception as error:  # a fault of the program's own: said as such, never as a traceback
        if os.environ.get("BULLETIN_DEBUG"):
            raise
        terminal.say(
            f"错误：程序自己出了错（{type(error).__name__}: {error}）。原来的文件没有动。\n"
            "  请把这句话和稿件发给维护的人；设环境变量 BULLETIN_DEBUG=1 再运行可以看到细节。"
        )
        code = STOPPED
    if code == INTERRUPTED:
        terminal.say("已中止。")
        code = STOPPED
    gc.freeze()  # nor is there at the end: 20 ms
    sys.exit(code if isinstance(code, int) else DONE)
