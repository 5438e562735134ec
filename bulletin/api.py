"""The functions for other programs: open a workspace, check, build, read documents.

Nothing is written to the disk and nothing is printed. What cannot be done raises ``BulletinError``, whose
message and hint are in Chinese; faults of a text are findings (``Diagnostic``) and raise nothing.
docs/api.md has an example.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from bulletin.findings.diagnostics import Diagnostic, Edit, Fix, Severity
from bulletin.findings.errors import BulletinError
from bulletin.importing.file_reading import FileReader
from bulletin.importing.plan import Imported, ImportTarget
from bulletin.importing.readers.incoming import Given
from bulletin.importing.run import plan_file
from bulletin.pipeline import batch, checking
from bulletin.pipeline.batch import BuildOptions, BuiltIssue
from bulletin.pipeline.checking import CheckOptions
from bulletin.pipeline.stages import open_archive, read_shared
from bulletin.reading.settings import series_settings
from bulletin.workspace import scaffold
from bulletin.workspace.folders import Workspace, find_workspace

__all__ = [
    "BuiltIssue",
    "BulletinError",
    "Diagnostic",
    "Edit",
    "Fix",
    "Imported",
    "Severity",
    "Workspace",
    "build",
    "check",
    "check_text",
    "open_workspace",
    "read_document",
]


def open_workspace(folder: Path | str) -> Workspace:
    """The workspace that a folder lies in: it or the nearest folder above with issues/bulletin.yaml.

    Raises:
        BulletinError: there is none.
    """
    return find_workspace(None, Path(folder).absolute())


def check(workspace: Workspace, number: int) -> tuple[Diagnostic, ...]:
    """The findings of an issue (43 lies in issues/43): of reading, of the rules, of the template.

    Raises:
        BulletinError: there is no such issue, or its files cannot be read.
    """
    checked = next(checking.check_issues(workspace, [number], CheckOptions()))
    if checked.error is not None:
        raise checked.error
    return checked.findings


def check_text(text: str, workspace: Workspace | None = None) -> tuple[Diagnostic, ...]:
    """The findings of one contribution, or of a text without front matter.

    Args:
        text: Markdown; a finding's ``span.start`` and ``span.end`` count its characters.
        workspace: whose terms, leaders and ``ignore`` entries hold; the shipped ones if ``None``.
    """
    return checking.check_text(text.encode(), workspace, CheckOptions()).findings


def build(
    workspace: Workspace,
    number: int,
    *,
    force: bool = False,
    html: Literal["", "sheets", "web"] = "",
) -> BuiltIssue:
    """An issue as a Word file (``docx``) and, if wanted, as HTML (``pages``), with its findings.

    Args:
        workspace: where the issue lies.
        number: the issue.
        force: build in spite of errors that rules found. Errors of reading always stop it; then
            ``docx`` is ``None``.
        html: ``sheets`` for one page that looks like the paper, ``web`` for one an article.

    Raises:
        BulletinError: there is no such issue, or its files cannot be read.
    """
    options = BuildOptions(force=force, html=html)
    with open_archive(workspace, [number]) as archive:
        built = batch.build_one(read_shared(workspace), number, options, archive)
    if built.error is not None:
        raise built.error
    return built


def read_document(name: str, data: bytes) -> Imported:
    """The contributions in a document that was sent to the office, as ``import`` would write them.

    Args:
        name: the file's name; its ending is not relied on.
        data: a Word file, a PDF, Markdown or plain text; with LibreOffice also .doc, .wps, .rtf,
            .odt and HTML. It is read in another process with limits of time and memory.

    Returns:
        ``files`` has the contributions as Markdown, and their pictures, by name; the other fields
        say what was changed, left out and guessed.

    Raises:
        BulletinError: it is damaged, encrypted, too large, or of another kind.
    """
    shared = read_shared(
        Workspace(Path()), {"issues/bulletin.yaml": scaffold.bulletin_yaml().encode()}
    )
    series = series_settings(shared.series) if shared.series is not None else None
    target = ImportTarget(1, "issues/1", (), series, is_fresh=False, has_settings=False)
    given = Given(name, data=data)
    return plan_file(FileReader([given]).read(given), target)
