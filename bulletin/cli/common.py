"""Exit codes, the workspace, and arguments that several commands share."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from bulletin.findings.errors import BulletinError
from bulletin.workspace import folders, transaction
from bulletin.workspace.folders import Workspace

DONE, FINDINGS, STOPPED = 0, 1, 2


def numbers_for_completion(ctx: typer.Context, incomplete: str) -> list[str]:
    """Completions of an issue's number, from the workspace that the typed line would use."""
    try:
        given = ctx.find_root().params.get("workspace")
        numbers = folders.find_workspace(given, Path.cwd()).issues()
    except BulletinError:
        return []
    return [str(number) for number in numbers if str(number).startswith(incomplete)]


Number = Annotated[
    int,
    typer.Argument(
        metavar="期号",
        help="第几期，如 43。",
        min=1,
        max=folders.LARGEST_NUMBER,
        autocompletion=numbers_for_completion,
    ),
]


def one_line(name: str, text: str) -> str:
    """A text for a contribution's front matter, without spaces at its ends.

    Raises:
        BulletinError: it is empty, has a line break, or has characters that nobody can see or
            write to a file (half of a character, bytes that are no UTF-8).
    """
    text = text.strip()
    if not text or not text.replace("　", "").isprintable():
        raise BulletinError(
            f"{name} 不能是空的，也不能有换行和不成字的字符。",
            "从文稿里重新复制这些字，再运行一次。",
        )
    return text


def workspace_of(ctx: typer.Context) -> Workspace:
    """The workspace that ``--workspace`` names, or the nearest one; killed runs are cleaned up."""
    workspace = folders.find_workspace(ctx.obj, Path.cwd())
    finish_what_was_begun(workspace)
    return workspace


def finish_what_was_begun(workspace: Workspace) -> None:
    """Finish or take back the import of a killed command, say so, and remove temporary files."""
    for line in transaction.recover(workspace):
        print(line, file=sys.stderr)
    workspace.remove_temporary_files()
