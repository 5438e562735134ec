"""``list``: the issues; ``rules``: the rules; ``doctor``: what this machine has and lacks."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import Annotated

import typer

from bulletin.cli import terminal
from bulletin.cli.common import DONE, FINDINGS, workspace_of

_HEAD = ("期号", "日期", "篇数", "字数", "状态")
_RIGHT = (0, 2, 3)
"""Columns of numbers, set flush right."""


def list_(ctx: typer.Context) -> None:
    """列出各期：期号、日期、篇数、字数、状态。

    \b
    状态：未编 还没有编过；已编 与稿件一致；过期 编过以后稿件又改了；有错 编不成。
    """
    from bulletin.pipeline import listing
    from bulletin.workspace.strays import right_folder_name

    workspace = workspace_of(ctx)
    rows = listing.rows(workspace)
    if rows:
        print(*_table([_HEAD, *rows]), sep="\n")
    else:
        print("还没有任何一期。用 bulletin new 建一期。")
    for name in workspace.misnamed():
        terminal.say(f"issues/{name} 没有列出：{right_folder_name(name)}")


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Lines with aligned columns; a Chinese character takes two places of a terminal."""
    from rich.cells import cell_len

    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = []
        for place, (cell, width) in enumerate(zip(row, widths, strict=True)):
            space = " " * (width - cell_len(cell))
            cells.append(space + cell if place in _RIGHT else cell + space)
        yield "  ".join(cells).rstrip()


def rules(
    code: Annotated[
        str | None, typer.Argument(metavar="[代码]", help="规则的代码，如 PU001。")
    ] = None,
    form: Annotated[
        str, typer.Option("--format", metavar="格式", help="text、json 或 markdown。")
    ] = "text",
) -> None:
    """列出检查的规则；写代码则细说一条。

    \b
    例：
      bulletin rules
      bulletin rules GE001
    """
    from bulletin.rules import reference

    if form != "text":
        terminal.for_programs(sys.stdout)
    for line in reference.lines(code, form):
        print(line)


def doctor() -> None:
    """查这台机器：程序、LibreOffice、字体、终端，缺什么，怎么装。

    \b
    有 装好了；代 没有，看版面时用同形的字体代；缺 没有。只有程序必需的缺了才算错。

    \b
    例：
      bulletin doctor
    """
    from bulletin.office import machine

    groups, out = machine.examine(), terminal.console(stderr=False)
    for line in machine.lines(groups):
        out.print(line)
    well = machine.is_well(groups)
    print("必需的都有。" if well else "必需的不全，照上面的办法装。")
    raise typer.Exit(DONE if well else FINDINGS)
