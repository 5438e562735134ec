"""``init``, ``new``, ``add`` and ``template``: files for the editor to fill in or to change."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import Annotated

import typer

from bulletin.cli import terminal
from bulletin.cli.common import DONE, STOPPED, Number, one_line, workspace_of
from bulletin.findings.diagnostics import did_you_mean
from bulletin.findings.errors import BulletinError
from bulletin.workspace import files, folders, regular, writing
from bulletin.workspace.folders import Workspace
from bulletin.workspace.shipped import (
    HOUSE,
    HOUSE_STYLES,
    LEADERS,
    TEMPLATE,
    TERMS,
    shipped_template,
)

_TEMPLATES = {
    TEMPLATE: "什么排在哪里，用什么字样",
    **HOUSE_STYLES,
    TERMS: "词表",
    LEADERS: "领导的职务、姓名和次序",
}
"""What each template is for."""
_COPIED = (TEMPLATE, HOUSE, TERMS, LEADERS)
"""The templates that are copied where none is named."""


def init(
    folder: Annotated[Path, typer.Argument(metavar="文件夹", help="新的工作文件夹。")],
    style: Annotated[
        str,
        typer.Option(
            "--style",
            metavar="版式",
            show_default=False,
            help="哪一种：政务信息、情况通报、内部参阅；不写则是人大简报。",
        ),
    ] = "gbt9704",
) -> None:
    """建一个工作文件夹。

    \b
    例：
      bulletin init 我的简报
      bulletin init 参阅 --style 内部参阅
    """
    from bulletin.workspace import scaffold

    settings = scaffold.SETTINGS.get(style)
    if settings is None:
        names = [*scaffold.SETTINGS]
        hint = f"{did_you_mean(style, names)}可以写：{'、'.join(names)}。"
        raise BulletinError(f"没有版式“{style}”。", hint)

    workspace = Workspace(folder)
    workspace.remove_temporary_files()
    path = workspace.series_file
    if path.exists():
        raise BulletinError(f"“{folder}”已经是工作文件夹。", "进到里面用 bulletin new 建新的一期。")
    writing.replace(path, None, scaffold.bulletin_yaml(settings).encode(), str(path))
    print(f"建好了 {folder}。")
    print(f"下一步：用记事本打开 {path}，改成自己的名称和报送单位；")
    print(f"再进到 {folder} 里，用 bulletin new 建第一期。")


def new(
    ctx: typer.Context,
    number: Annotated[
        int | None,
        typer.Argument(
            metavar="[期号]",
            help="第几期；不写则是最近一期的下一期。",
            min=1,
            max=folders.LARGEST_NUMBER,
        ),
    ] = None,
) -> None:
    """建新的一期。

    \b
    例：
      bulletin new          最近是第 43 期，就建第 44 期
      bulletin new 45
    """
    from bulletin.workspace import scaffold

    workspace = workspace_of(ctx)
    present = [one for one in workspace.issues() if files.names(workspace.issue_folder(one))]
    number = number or max(present, default=0) + 1
    folder = workspace.issue_folder(number)
    if number in present:
        raise BulletinError(
            f"第 {number} 期已经有了：{workspace.shown(folder)}。", "换一个期号，或直接往里添稿件。"
        )
    contents = {"issue.yaml": scaffold.issue_yaml(number).encode()}
    writing.make_folder(folder, contents, workspace.shown(folder))
    print(f"建好了 {workspace.shown(folder)}/issue.yaml。")
    print(f"下一步：bulletin add {number} 标题 --source 供稿单位")


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
    from bulletin.workspace import scaffold

    workspace = workspace_of(ctx)
    folder = workspace.folder_of(number)
    workspace.remove_temporary_files([number])
    title, source = one_line("标题", title), one_line("--source", source)
    names = workspace.contributions(number)
    data = scaffold.contribution(title, source).encode()
    path = folder / scaffold.file_name(scaffold.next_place(names), title)
    _, _, name_without_number = path.name.partition("-")
    same_title = [folder / name for name in names if name.partition("-")[2] == name_without_number]
    # What a run wrote that was killed at once is taken: nobody has written in it.
    unchanged = [one for one in same_title if files.read(one, workspace.shown(one)) == data]
    if unchanged:
        path = unchanged[0]
    else:
        writing.replace(path, None, data, workspace.shown(path))
    print(f"添好了 {workspace.shown(path)}。")
    print("下一步：把正文写在 --- 下面；小标题前写 ## 和一个空格，不打序号。")
    if "\narticles:" in "\n" + _text_of(folder / "issue.yaml"):
        print(f"这一期的 issue.yaml 里列了 articles，请把 {path.name} 添进去。")


def _text_of(path: Path) -> str:
    try:
        return regular.read(path, regular.LARGEST_TEXT).decode()
    except (OSError, UnicodeDecodeError):
        return ""


def template(
    ctx: typer.Context,
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[文件名]...",
            help="复制哪几个；不写则四个都复制，已经有的跳过。",
            autocompletion=lambda: [*_TEMPLATES],
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
    另有三种版式，写上名字才复制：政务信息.yaml、情况通报.yaml、内部参阅.yaml。
    只有与 gbt9704.yaml 不同的地方；怎么用，写在文件的开头。

    \b
    已经有的从不覆盖。程序优先用 templates/ 里的；删掉它，就恢复自带的。

    \b
    例：
      bulletin template
      bulletin template issue.j2
      bulletin template terms.yaml leaders.yaml
    """
    workspace = workspace_of(ctx)
    wanted = list(dict.fromkeys(map(_template_name, names or _COPIED)))
    code = DONE
    for name in wanted:
        path = workspace.root / "templates" / name
        if path.exists():
            terminal.say(f"{workspace.shown(path)} 已经有了，没有动。要自带的，先把它改名或删掉。")
            code = STOPPED if names else code
            continue
        data = files.read(shipped_template(name), name)
        writing.replace(path, None, data, workspace.shown(path))
        print(f"复制好了 {workspace.shown(path)}：{_TEMPLATES[name]}。")
    raise typer.Exit(code)


def _template_name(given: str) -> str:
    """The name of a template, also if it was typed with its folder; ``BulletinError`` if none."""
    name = PurePath(given).name
    if name in _TEMPLATES:
        return name
    hint = f"{did_you_mean(name, _TEMPLATES)}自带的有：{'、'.join(_TEMPLATES)}。"
    raise BulletinError(f"没有自带的模板“{given}”。", hint)
