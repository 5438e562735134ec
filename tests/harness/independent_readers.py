"""``make readers``: what two more readers of Word files make of ours, beside LibreOffice.

docx-preview (npm) shows a file in Chromium, dxpdf (PyPI) sets it by code of its own. The tests need
neither: ``make readers`` puts them into .cache/readers. Of each file given, or of issue 43, are
compared the number of pages and the characters of the body with those that the file has.
"""

from __future__ import annotations

import base64
import re
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from unicodedata import normalize
from xml.etree import ElementTree

from bulletin.office.fonts import stand_ins
from bulletin.pdf.printed import read_printed
from bulletin.pipeline import stages
from bulletin.workspace.folders import Workspace
from tests.harness.browser import Browser, browser
from tests.harness.programs import CACHE, ROOT
from tests.harness.render import pdf_of

FOLDER = CACHE / "readers"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RADICALS = str.maketrans("⺠⻅⻉⻓⻔⻚⻛⻜⻢⻥⻦⻩⻬⻮", "民见贝长门页风飞马鱼鸟黄齐齿")
"""What a PDF says where a glyph stands for a radical (CJK Radicals Supplement), too."""
_FOLIO = re.compile(r"—[0-9]+—")
_PAGE = """<!DOCTYPE html><meta charset="utf-8"><div id="made"></div>
<script>{jszip}</script><script>{preview}</script>
<script>
const bytes = Uint8Array.from(atob("{data}"), (one) => one.charCodeAt(0));
window.done = docx.renderAsync(bytes, document.getElementById("made"), null, {{renderFooters: false}})
  .then(() => "shown", (error) => "failed: " + error);
</script>"""
_CONVERT = "import dxpdf, sys; sys.stdout.buffer.write(dxpdf.convert(sys.stdin.buffer.read()))"


@dataclass(frozen=True)
class Reading:
    """What a reader shows of a file."""

    pages: int | None
    """``None`` where it has no pages of its own."""
    text: str


def body_text(docx: Path) -> str:
    """The characters of the body, in order, as the file has them."""
    with zipfile.ZipFile(docx) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    return bare("".join(one.text or "" for one in root.iter(f"{_W}t")))


def bare(text: str) -> str:
    """Characters alone; PDFs have some by the codes of radicals or of other widths."""
    return "".join(normalize("NFKC", text).translate(_RADICALS).split())


def _of_pdf(pdf: bytes) -> Reading:
    pages = read_printed(pdf).pages
    texts = (_FOLIO.sub("", bare(line.text)) for page in pages for line in page.lines)
    return Reading(len(pages), "".join(texts))


def by_libreoffice(docx: Path) -> Reading:
    """As the program itself renders it."""
    return _of_pdf(pdf_of(docx.read_bytes()))


def by_dxpdf(docx: Path) -> Reading:
    """As dxpdf sets it, with the preview fonts."""
    own = stand_ins.fontconfig()
    assert own is not None
    with TemporaryDirectory() as folder:
        fonts = Path(folder, "fonts.conf")  # without the system's, it finds no face at all
        systems = '<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
        fonts.write_text(own.read_text("utf-8").replace("<fontconfig>", systems, 1), "utf-8")
        done = subprocess.run(
            [FOLDER / "bin" / "python", "-c", _CONVERT],
            input=docx.read_bytes(), capture_output=True, check=True,
            env={"FONTCONFIG_FILE": str(fonts)},
        )  # fmt: skip
    return _of_pdf(done.stdout)


def by_docx_preview(docx: Path, chromium: Browser) -> Reading:
    """As docx-preview shows it; it turns pages only where the file says so."""
    modules = FOLDER / "node_modules"
    page = _PAGE.format(
        jszip=(modules / "jszip" / "dist" / "jszip.min.js").read_text("utf-8"),
        preview=(modules / "docx-preview" / "dist" / "docx-preview.min.js").read_text("utf-8"),
        data=base64.b64encode(docx.read_bytes()).decode(),
    )
    with TemporaryDirectory() as folder:
        path = Path(folder, "shown.html")
        path.write_text(page, "utf-8")
        chromium.open(path)
        answer = chromium.evaluate("window.done")
        assert answer == "shown", answer
        shown = chromium.evaluate(
            "[...document.querySelectorAll('#made section')].map(one => one.textContent)"
        )
        return Reading(None, bare("".join(shown)))


def difference(wanted: str, shown: str) -> str:
    """The characters that a reader leaves out or adds; whether their order is another."""
    lost, added = Counter(wanted) - Counter(shown), Counter(shown) - Counter(wanted)
    parts = [
        f"{name} {sum(some.values())}: {''.join(list(some.elements())[:12])}"
        for name, some in (("left out", lost), ("added", added))
        if some
    ]
    if not parts:
        return "same" if wanted == shown else "same, in another order"
    return ", ".join(parts)


def rows(documents: Iterable[Path]) -> Iterable[str]:
    """A row of a table for each file."""
    yield "| file | characters | LibreOffice | dxpdf | docx-preview |"
    yield "|---|---:|---|---|---|"
    with browser() as chromium:
        for docx in documents:
            wanted = body_text(docx)
            readings = (by_libreoffice(docx), by_dxpdf(docx), by_docx_preview(docx, chromium))
            cells = (
                f"{one.pages} p., {difference(wanted, one.text)}"
                if one.pages
                else difference(wanted, one.text)
                for one in readings
            )
            yield f"| {docx.stem} | {len(wanted)} | {' | '.join(cells)} |"


def main(names: list[str]) -> None:
    """Print the table of the files named, or of issue 43."""
    with TemporaryDirectory() as folder:
        documents = [Path(name) for name in names]
        if not documents:
            built = stages.build(stages.read_shared(Workspace(ROOT)), 43).docx
            assert built is not None
            documents = [Path(folder, "43.docx")]
            documents[0].write_bytes(built)
        for row in rows(documents):
            print(row, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
