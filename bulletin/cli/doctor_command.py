"""``doctor``: what this machine has and lacks."""

from __future__ import annotations

from typing import Annotated

import typer

from bulletin.cli import terminal
from bulletin.cli.common import DONE, FINDINGS


def doctor(
    fonts: Annotated[
        bool, typer.Option("--fonts", help="取来免费的预览字体（只在 Debian 上，要上网）。")
    ] = False,
) -> None:
    """查这台机器：程序、LibreOffice、字体、终端，缺什么，怎么装。

    \b
    有 装好了；代 没有，看版面时用同形的字体代；缺 没有。只有程序必需的缺了才算错。

    \b
    例：
      bulletin doctor
      bulletin doctor --fonts           取来预览字体
    """
    if fonts:
        from bulletin.office.fonts import stand_ins

        folder = stand_ins.fetch()
        stand_ins.fontconfig()
        print(f"预览字体在 {folder}。")
        return
    from bulletin.office import machine as doctoring

    groups, out = doctoring.examine(), terminal.console(stderr=False)
    for line in doctoring.lines(groups):
        out.print(line)
    well = doctoring.is_well(groups)
    print("必需的都有。" if well else "必需的不全，照上面的办法装。")
    raise typer.Exit(DONE if well else FINDINGS)
