"""``build --pdf``: the PDF beside each Word file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bulletin.cli import terminal
from bulletin.cli.common import DONE, STOPPED
from bulletin.workspace import files, writing
from bulletin.workspace.folders import Workspace

if TYPE_CHECKING:
    from bulletin.ooxml.package import WordPackage

_BATCH = 100
"""Word files that are held in memory and given to one LibreOffice."""


def is_stale(document: Path) -> bool:
    """Whether the PDF beside a Word file is missing, or older than it."""
    pdf = document.with_suffix(".pdf")
    return not pdf.is_file() or pdf.stat().st_mtime_ns < document.stat().st_mtime_ns


def make(workspace: Workspace, documents: Sequence[Path]) -> int:
    """Make the PDF of each Word file; where that fails an earlier one stays. Returns the exit code.

    Raises:
        OfficeMissing: there is no LibreOffice.
    """
    from bulletin.ooxml.package import open_package
    from bulletin.proof.rendering import to_pdf

    code, done = DONE, 0
    for start in range(0, len(documents), _BATCH):
        batch = documents[start : start + _BATCH]
        packages = [
            open_package(workspace.shown(path), files.read(path, workspace.shown(path)))
            for path in batch
        ]
        for path, data in zip(batch, to_pdf(packages), strict=True):
            target = path.with_suffix(".pdf")
            if data is None:
                terminal.say(
                    f"错误：{workspace.shown(target)} 没有做成：LibreOffice 没有转出来。"
                    "原来的文件没有动。\n  再试一次；还不行，看 bulletin doctor。"
                )
                code = STOPPED
                continue
            writing.write(target, data)
            done += 1
            if len(documents) == 1:
                print(f"做好了 {workspace.shown(target)}。")
    if len(documents) > 1:
        print(f"做好 {done} 份 PDF。")
    if done:
        name = workspace.shown(documents[0])
        _tell_faces(open_package(name, files.read(documents[0], name)))
    return code


def _tell_faces(package: WordPackage) -> None:
    """Say which faces of a document are not on this machine."""
    from bulletin.office.fonts import stand_ins
    from bulletin.office.fonts.installed import installed
    from bulletin.proof.docx_layout import read_layout

    have = installed()
    lacking = [face for face in read_layout(package).faces if have is not None and face not in have]
    if not lacking:
        return
    names = "、".join(lacking)
    terminal.say(
        f"这台机器没有 {names}，PDF 里用同形的预览字体代；看版面可以，付印用 Word 文件。"
        if stand_ins.available()
        else f"这台机器没有 {names}，PDF 里换了别的字体，每行的字数靠不住。看 bulletin doctor。"
    )
