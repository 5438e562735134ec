"""``list``: the issues; ``rules``: the rules."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import Annotated

import typer

from bulletin.cli import terminal
from bulletin.cli.common import workspace_of

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
    if not rows:
        print("还没有任何一期。用 bulletin new 建一期。")
    for line in _table([_HEAD, *rows]) if rows else ():
        print(line)
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
