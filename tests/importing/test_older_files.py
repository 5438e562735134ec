"""Word files that an older version made, whose body text is in Normal and whose titles are no headings of
Word, come back as they did."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import ROOT, SERIES, write_files
from tests.harness.import_workspace import contributions, import_into

FOLDER = ROOT / "tests" / "data" / "older-version"


def test_an_issue_of_an_older_version(tmp_path: Path) -> None:
    write_files(tmp_path, {"issues/bulletin.yaml": SERIES})
    imported = import_into(tmp_path, 7, FOLDER / "7.docx")
    assert imported.account.is_even
    texts = [path.read_text("utf-8") for path in sorted(FOLDER.glob("*.md"))]
    assert contributions(tmp_path, 7) == {text.split("\n")[1]: text for text in texts}
