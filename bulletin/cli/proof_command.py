"""``proof``: the printed pages, measured."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from bulletin.cli import terminal
from bulletin.cli.common import DONE, FINDINGS, STOPPED, numbers_for_completion, workspace_of
from bulletin.findings.errors import BulletinError
from bulletin.workspace import files, folders, writing

if TYPE_CHECKING:
    from bulletin.proof.proofing import ProofResult


class _Document(NamedTuple):
    """A Word file, and the folder for the pictures of its pages."""

    name: str
    data: bytes
    pictures: Path


def proof(
    ctx: typer.Context,
    wanted: Annotated[
        list[str],
        typer.Argument(
            metavar="期号或文件...",
            help="看哪几期，或哪几个 .docx 文件。",
            autocompletion=numbers_for_completion,
        ),
    ],
    form: Annotated[
        str, typer.Option("--format", metavar="格式", help="结果的格式：text、json。")
    ] = "text",
    png: Annotated[
        bool, typer.Option("--png", help="把每一面存成图片，放在“版面”文件夹里。")
    ] = False,
) -> None:
    """付印前看版面：排成 PDF，逐项量，与标准比。

    \b
    看稿件现在编出来的样子，不看 build/ 里的文件；在 Word 里改过的，写文件名。
    量不出来的算“未核验”，不算合格。

    \b
    例：
      bulletin proof 43
      bulletin proof 43 --png
      bulletin proof 来稿.docx
    """
    from bulletin.proof import proof_report, proofing

    if form not in proof_report.FORMATS:
        raise BulletinError(f"没有格式“{form}”。", f"可以写：{'、'.join(proof_report.FORMATS)}。")
    documents, code = _documents(ctx, list(dict.fromkeys(wanted)))
    results: list[ProofResult] = []
    proofs = proofing.proof([(one.name, one.data) for one in documents]) if documents else []
    for document, result in zip(documents, proofs, strict=True):
        if result is None:
            terminal.say(f"错误：{document.name} 看不了：LibreOffice 没有排出来。\n  再试一次。")
            code = STOPPED
            continue
        results.append(result)
        code = max(code, FINDINGS if result.faults else DONE)
        if form == "text":
            out = terminal.console(stderr=False)
            for line in proof_report.text(result):
                out.print(line)
        if png:
            _save(document.pictures, result)
    if form == "json":
        terminal.for_programs(sys.stdout)
        for line in proof_report.json_lines(results):
            print(line)
    raise typer.Exit(code)


def _documents(ctx: typer.Context, wanted: list[str]) -> tuple[list[_Document], int]:
    """The Word files, read or built now, and the exit code; an issue with errors is left out."""
    numbers = [int(name) for name in wanted if folders.is_number(name)]
    built = _build(ctx, numbers) if numbers else {}
    documents = (
        built.get(int(name)) if folders.is_number(name) else _file(name) for name in wanted
    )
    code = DONE if len(built) == len(numbers) else FINDINGS
    return [document for document in documents if document], code


def _file(name: str) -> _Document:
    path = Path(name)
    if path.suffix.lower() != ".docx":
        raise BulletinError(
            f"“{name}”不是期号，也不是 .docx 文件。",
            "例：bulletin proof 43；.doc、.wps 文件先另存为 .docx。",
        )
    return _Document(name, files.read(path, name), path.with_name(f"{path.stem}-版面"))


def _build(ctx: typer.Context, numbers: list[int]) -> dict[int, _Document]:
    """The issues as they would be built now, whatever the rules find; the others are reported."""
    from bulletin.pipeline import stages

    workspace = workspace_of(ctx)
    shared, printed = stages.read_shared(workspace), terminal.PrintedFindings()
    documents = {}
    for number in numbers:
        result = stages.build(shared, number, force=True)
        if result.docx is None:
            printed.show_new(result.findings)
            terminal.say(f"第 {number} 期有错，编不成，看不了版面。改好以后再看。")
            continue
        pictures = workspace.output(number).with_name(f"{number}-版面")
        documents[number] = _Document(f"第 {number} 期", result.docx, pictures)
    return documents


def _save(folder: Path, result: ProofResult) -> None:
    """Write the pages as 1.png, 2.png, …; remove those of an earlier, longer version."""
    from bulletin.proof.rendering import page_pictures

    for number, data in enumerate(page_pictures(result.pdf), 1):
        writing.write(folder / f"{number}.png", data)
    for old in folder.glob("*.png"):
        if old.stem.isdigit() and int(old.stem) > result.pages:
            old.unlink(missing_ok=True)
    terminal.say(f"{result.pages} 面的图片在 {files.from_here(folder)}。")
