"""``preview``: an issue in the browser, updated when a file is saved."""

from __future__ import annotations

from typing import Annotated

import typer

from bulletin.cli.common import Number, workspace_of

PORT = 8970


def preview(
    ctx: typer.Context,
    number: Number,
    port: Annotated[
        int,
        typer.Option(
            "--port", metavar="数", help="本机的端口，被占用时换一个。", min=1024, max=65535
        ),
    ] = PORT,
) -> None:
    """在浏览器里看版面和校对意见；稿件一存盘，页面就更新。

    \b
    例：
      bulletin preview 43
      bulletin preview 43 --port 8971
    """
    from bulletin import preview as previewing

    def ready(address: str) -> None:
        print(f"第 {number} 期的预览：{address}")
        print("用浏览器打开这个地址。稿件存盘，页面就更新；看完按 Ctrl-C 结束。", flush=True)

    previewing.serve(workspace_of(ctx), number, port, ready)
    print("预览结束。")
