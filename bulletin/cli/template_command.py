"""``template``: copies the shipped templates into the workspace, to be changed there."""

from __future__ import annotations

from pathlib import PurePath
from typing import Annotated

import typer

from bulletin.cli import terminal
from bulletin.cli.common import DONE, STOPPED, workspace_of
from bulletin.findings.diagnostics import did_you_mean
from bulletin.findings.errors import BulletinError
from bulletin.pipeline.stages import HOUSE, LEADERS, TEMPLATE, TERMS
from bulletin.workspace import files, writing
from bulletin.workspace.shipped import shipped_template

_NAMES = {
    TEMPLATE: "什么排在哪里，用什么字样",
    HOUSE: "字体、字号、行距、页边",
    TERMS: "词表",
    LEADERS: "领导的职务、姓名和次序",
}
"""The templates, and what each of them is for."""


def template(
    ctx: typer.Context,
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[文件名]...",
            help="复制哪几个；不写则四个都复制，已经有的跳过。",
            autocompletion=lambda: [*_NAMES],
        ),
    ] = None,
) -> None:
    """把程序自带的模板复制到工作文件夹的 templates/ 里，供修改。

    \b
    issue.j2      什么排在哪里，用什么字样
    gbt9704.yaml  字体、字号、行距、页边
    terms.yaml    词表
    leaders.yaml  领导的职务、姓名和次序

    \b
    已经有的从不覆盖。程序优先用 templates/ 里的；删掉它，就恢复自带的。

    \b
    例：
      bulletin template
      bulletin template issue.j2
      bulletin template terms.yaml leaders.yaml
    """
    workspace = workspace_of(ctx)
    wanted = list(dict.fromkeys(map(_name, names or _NAMES)))
    code = DONE
    for name in wanted:
        path = workspace.root / "templates" / name
        if path.exists():
            terminal.say(f"{workspace.shown(path)} 已经有了，没有动。要自带的，先把它改名或删掉。")
            code = STOPPED if names else code
            continue
        data = files.read(shipped_template(name), name)
        writing.replace(path, None, data, workspace.shown(path))
        print(f"复制好了 {workspace.shown(path)}：{_NAMES[name]}。")
    raise typer.Exit(code)


def _name(given: str) -> str:
    """The name of a template, also if it was typed with its folder.

    Raises:
        BulletinError: there is none of this name.
    """
    name = PurePath(given).name
    if name in _NAMES:
        return name
    hint = f"{did_you_mean(name, _NAMES)}自带的有：{'、'.join(_NAMES)}。"
    raise BulletinError(f"没有自带的模板“{given}”。", hint)
