"""Importing in memory, and workspaces to import into."""

from __future__ import annotations

from pathlib import Path

from bulletin.importing.file_reading import FileReader
from bulletin.importing.plan import Imported
from bulletin.importing.readers.incoming import Given
from bulletin.importing.run import Importer
from bulletin.pipeline import stages
from bulletin.workspace.folders import Workspace


def import_into(root: Path, number: int, path: Path, source: str = "") -> Imported:
    """Import a file into a workspace, as the command does."""
    importer = Importer(Workspace(root), source)
    given = Given(path.name, path)
    imported = importer.take(number, FileReader([given]).read(given))
    importer.finish()
    return imported


def build(root: Path, number: int) -> bytes:
    """The .docx of an issue that has no errors."""
    result = stages.build(stages.read_shared(Workspace(root)), number)
    assert result.docx is not None, [one.message for one in result.findings]
    return result.docx


def contributions(root: Path, number: int) -> dict[str, str]:
    """The contributions of an issue by their titles' first line, file names left out."""
    folder = root / "issues" / str(number)
    texts = [path.read_text("utf-8") for path in sorted(folder.glob("*.md"))]
    return {text.split("\n")[1]: text for text in texts}
