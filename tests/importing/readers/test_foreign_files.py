"""Documents that other programs made (tests/data): the same contribution, whatever wrote the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.importing.draft import DraftParagraph, DraftPicture, Remark, plain
from bulletin.importing.readers import foreign_markdown
from bulletin.office import libreoffice
from tests.conftest import SERIES, Run, write_files
from tests.harness.programs import need
from tests.typeset.test_compose import PNG

DATA = Path(__file__).parents[2] / "data"
EXPECTED = {path.name.removesuffix(".expected.md"): path for path in DATA.glob("*.expected.md")}
MADE = [
    path
    for path in sorted(DATA.iterdir())
    if path.stem in EXPECTED and path.suffix in (".docx", ".odt", ".doc", ".rtf", ".pdf")
]


@pytest.fixture(scope="module")
def _converted() -> None:
    """LibreOffice has converted all of them at once."""
    need(libreoffice.find() is not None, "LibreOffice")
    others = [path for path in MADE if path.suffix not in (".docx", ".pdf")]
    libreoffice.convert([(path.suffix[1:], path.read_bytes()) for path in others], "docx")


@pytest.mark.needs_rendering
@pytest.mark.usefixtures("_converted")
@pytest.mark.parametrize("document", MADE, ids=lambda path: path.name)
def test_whatever_wrote_it_the_contribution_is_the_same(
    document: Path, run: Run, tmp_path: Path
) -> None:
    write_files(tmp_path, {"issues/bulletin.yaml": SERIES})
    done = run("import", "1", document, cwd=tmp_path)
    assert "一字不差" in done.stdout, done.stdout + done.stderr
    (made,) = (tmp_path / "issues/1").glob("*.md")
    expected = EXPECTED[document.stem].read_text("utf-8")
    if document.suffix == ".rtf":  # LibreOffice writes it so: the name is gone from the file
        expected = expected.replace("王科长", "???")
    assert made.read_text("utf-8") == expected


def test_there_are_documents_of_every_kind() -> None:
    assert {path.suffix for path in MADE} >= {".docx", ".odt", ".doc", ".rtf"}


def test_a_picture_with_spaces_in_its_name_is_brought_in() -> None:
    asked: list[str] = []

    def picture(path: str) -> bytes:
        asked.append(path)
        return PNG

    text = "# 温县：代表动起来\n\n正文。\n\n![图题](会场 照片(1).png)\n"
    draft = foreign_markdown.read("来稿.md", text.encode(), picture)
    assert asked == ["会场 照片(1).png"]
    assert [piece.data for piece in draft.pieces if isinstance(piece, DraftPicture)] == [PNG]


def test_superscripts_of_markdown_and_of_html() -> None:
    draft = foreign_markdown.read("x.md", "面积m^2^，H<sub>2</sub>O，m<sup>3</sup>\n".encode())
    [paragraph] = draft.pieces
    assert isinstance(paragraph, DraftParagraph)
    assert paragraph.text == "面积m2，H2O，m3"
    scripts = [(run.script, run.text) for run in paragraph.runs if run.script]
    assert scripts == [("super", "2"), ("sub", "2"), ("super", "3")]
    assert [one.text for one in draft.omitted] == ["<sub>", "</sub>", "<sup>", "</sup>", "^", "^"]


def test_footnotes_of_markdown() -> None:
    text = "甲[^a]，乙[^2]。\n\n[^2]: 二**注**\n[^a]: 一\n[^3]: 没有注号\n"
    draft = foreign_markdown.read("x.md", text.encode())
    paragraph, remark = draft.pieces
    assert isinstance(paragraph, DraftParagraph)
    assert [plain(run.footnote.runs) for run in paragraph.runs if run.footnote] == ["一", "二注"]
    assert isinstance(remark, Remark)
    assert remark.text == "没有注号"
