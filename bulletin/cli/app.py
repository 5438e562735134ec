"""The command line: the program's options, its commands, and how it ends.

Exit codes: 0 done, warnings or not; 1 errors were found or --diff has changes; 2 cannot go on.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from bulletin import __version__
from bulletin.cli import chinese, streams, terminal
from bulletin.cli.common import DONE, STOPPED
from bulletin.findings.errors import BulletinError
from bulletin.workspace import system_errors
from bulletin.workspace.folders import WORKSPACE_VARIABLE

_INTERRUPTED = 130
"""The code that typer returns after Ctrl-C."""

COMMANDS = {
    "init": "create_commands.init",
    "new": "create_commands.new",
    "add": "create_commands.add",
    "import": "import_command.import_",
    "check": "check_command.check",
    "build": "build_command.build",
    "proof": "proof_command.proof",
    "preview": "preview_command.preview",
    "list": "list_commands.list_",
    "rules": "list_commands.rules",
    "template": "create_commands.template",
    "doctor": "list_commands.doctor",
}
"""The function of each command, by its module in ``bulletin.cli``; in the order of the help text."""


class Program(chinese.Group):
    """Loads a command when it is asked for: loading all of them takes longer than most of them run."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands: dict[str, Any] = dict.fromkeys(COMMANDS)  # for typer's "Did you mean"

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of a name, with its module loaded; ``None`` where there is none."""
        if cmd_name not in COMMANDS:
            return None
        module, _, function = COMMANDS[cmd_name].partition(".")
        alone = typer.Typer(add_completion=False, rich_markup_mode=None)
        command = getattr(import_module(f"bulletin.cli.{module}"), function)
        alone.command(cmd_name, cls=chinese.Command)(command)
        return typer.main.get_command(alone)


app = typer.Typer(
    cls=Program,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


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


def main() -> NoReturn:
    """Run the program and exit; no mistake of a user ends in a traceback."""
    streams.prepare()
    code = _run()
    sys.exit(code if streams.flush() else STOPPED)


def _run() -> int:
    """Run the command that was typed; its exit code."""
    try:
        code = app(standalone_mode=False, prog_name="bulletin")
        if code == _INTERRUPTED:
            raise KeyboardInterrupt
        return code if isinstance(code, int) else DONE
    except (KeyboardInterrupt, typer.Abort):
        terminal.say("已中止。")
        return STOPPED
    except SystemExit:  # typer's, when nobody reads any more: bulletin rules | head
        return STOPPED
    except typer.TyperException as error:
        terminal.say(f"错误：{chinese.error(error.format_message())}\n  用法见 bulletin --help")
    except Exception as error:
        if os.environ.get("BULLETIN_DEBUG") and not isinstance(error, BulletinError):
            raise
        terminal.error(_explained(error))
    if hint := chinese.dash_hint(sys.argv[1:]):
        terminal.say(f"  {hint}")
    return STOPPED


def _explained(error: Exception) -> BulletinError:
    """Any exception as an error in Chinese."""
    match error:
        case BulletinError():
            return error
        case OSError():
            return system_errors.refused(error)
        case MemoryError():
            return BulletinError("内存不够，没有做完。", "关掉别的程序，或少做几期，再运行一次。")
    return BulletinError(
        f"程序自己出了错（{type(error).__name__}: {error}）。原来的文件没有动。",
        "请把这句话和稿件发给维护的人；设环境变量 BULLETIN_DEBUG=1 再运行可以看到细节。",
    )
