"""``make pictures``: the pictures of README and manual, from the repository's own issue."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from bulletin.pipeline import stages
from bulletin.proof.rendering import page_pictures
from bulletin.workspace.folders import Workspace
from tests.conftest import ROOT
from tests.harness.render import pdf_of
from tests.harness.seeded_faults import SEEDS, build

FOLDER = ROOT / "docs" / "pictures"
DOTS = 75
_GAP, _GREY = 16, (224, 224, 224)


def pictures() -> Mapping[str, Image.Image]:
    """Each picture by its file name."""
    issue = stages.build(stages.read_shared(Workspace(ROOT)), 43).docx
    assert issue is not None
    with TemporaryDirectory() as folder:
        wrong = build(Path(folder) / "ws", SEEDS["heading at the foot"])
    right, seeded = (_pages(pdf_of(docx)) for docx in (issue, wrong))
    return {
        "43.png": _beside(right[0], right[1], right[-1]),
        "43-heading.png": _beside(*seeded[1:3]),
    }


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


def main() -> None:
    """Write them, in 64 colours: text needs no more."""
    for name, picture in pictures().items():
        picture.quantize(64).save(FOLDER / name, optimize=True)
        print(f"docs/pictures/{name}  {(FOLDER / name).stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
