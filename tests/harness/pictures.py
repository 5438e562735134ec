"""``make pictures``: the pictures of README and manual, from the repository's own issues."""

from __future__ import annotations

import io
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from bulletin.pipeline import stages
from bulletin.proof.rendering import page_pictures
from bulletin.workspace import scaffold
from bulletin.workspace.folders import Workspace
from tests.conftest import ROOT, write_files
from tests.harness.render import pdf_of
from tests.harness.seeded_faults import SEEDS, build

FOLDER = ROOT / "docs" / "pictures"
DOTS = 75
_GAP, _GREY = 16, (224, 224, 224)


def pictures() -> Mapping[str, Image.Image]:
    """Each picture by its file name."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        wrong = build(folder / "ws", SEEDS["heading at the foot"])
        kinds = [_issue_of(folder / style, style) for style in scaffold.SETTINGS]
    own = [_built(ROOT, number) for number in (43, 44)]
    right, gallery, seeded = (_pages(pdf_of(docx)) for docx in (*own, wrong))
    return {
        "43.png": _beside(right[0], right[1], right[-1]),
        "43-heading.png": _beside(*seeded[1:3]),
        "44.png": _rows(gallery),
        "styles.png": _rows([_pages(pdf_of(docx))[0] for docx in kinds]),
    }


def _built(root: Path, number: int) -> bytes:
    docx = stages.build(stages.read_shared(Workspace(root)), number).docx
    assert docx is not None
    return docx


def _issue_of(root: Path, style: str) -> bytes:
    """An issue of a house style with an article of issue 44, as ``init --style`` begins it."""
    source = ROOT / "issues" / "44"
    issue = "number: 12\ndate: 2025-03-20\n"
    if style == "内部参阅":
        issue += "signer: 林知远\n"
    files = {"issues/bulletin.yaml": scaffold.bulletin_yaml(scaffold.SETTINGS[style])}
    files["issues/12/issue.yaml"] = issue
    write_files(root, files)
    for path in (*source.glob("02-*"), *source.glob("*.png")):
        shutil.copy(path, root / "issues" / "12")
    return _built(root, 12)


def _pages(pdf: bytes | None) -> list[Image.Image]:
    assert pdf is not None
    return [Image.open(io.BytesIO(page)).convert("RGB") for page in page_pictures(pdf, DOTS)]


def _beside(*pages: Image.Image) -> Image.Image:
    """Sheets on a grey desk."""
    width = sum(page.width + _GAP for page in pages) + _GAP
    desk = Image.new("RGB", (width, pages[0].height + 2 * _GAP), _GREY)
    left = _GAP
    for page in pages:
        desk.paste(page, (left, _GAP))
        left += page.width + _GAP
    return desk


def _rows(pages: Sequence[Image.Image]) -> Image.Image:
    """Sheets in rows of four, half as large."""
    small = [page.resize((page.width * 2 // 3, page.height * 2 // 3)) for page in pages]
    rows = [_beside(*small[at : at + 4]) for at in range(0, len(small), 4)]
    desk = Image.new(
        "RGB", (max(row.width for row in rows), sum(row.height for row in rows)), _GREY
    )
    top = 0
    for row in rows:
        desk.paste(row, (0, top))
        top += row.height
    return desk


def main() -> None:
    """Write them, in 64 colours: text needs no more."""
    for name, picture in pictures().items():
        picture.quantize(64).save(FOLDER / name, optimize=True)
        print(f"docs/pictures/{name}  {(FOLDER / name).stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
