"""``doctor``: what this machine has and lacks."""

from __future__ import annotations

import typer

from bulletin.cli import terminal
from bulletin.cli.common import DONE, FINDINGS


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
