"""Issue 43 in every form in which it may arrive: the acceptance case of building and importing.

Two texts have the same structure: the repository's own issue 43 (OURS, in issues/43) and, where it
lies beside the checkout (../shared), the published issue that ours was rewritten from. Tests take
both by ``@pytest.mark.parametrize("issue", ISSUES, ids=str)``; nothing is skipped without the second.

``python -m tests.harness.issue_43`` writes the three texts of ours again, into tests/data/issue-43;
it needs LibreOffice, since one of them has the lines as they are printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bulletin.findings.diagnostics import Severity
from bulletin.pipeline import stages
from bulletin.workspace.folders import Workspace
from tests.conftest import ROOT, SHARED
from tests.harness.programs import pandoc_paragraphs
from tests.harness.render import lines, render

_DATA = ROOT / "tests" / "data" / "issue-43"
_TYPE_AREA_FOOT = 742.7
"""Points from the top of the page; folios stand below it."""
_GAP = re.compile(r"(?<=会)(?=2024年)")
"""Between issuer and date, where the page has a wide gap."""


@dataclass(frozen=True, slots=True)
class Issue43:
    """One text of the issue."""

    name: str
    workspace: Path
    paragraphs: Path
    """Its text, a paragraph a line."""
    printed: Path
    """Its text line by line as it was printed, pages parted by a form feed."""
    arrived: Path
    """Its text as extracted from a PDF: half-width marks, full-width digits, wrong quotation marks,
    an empty line after each line."""
    doubtful: tuple[str, ...] = ()
    """Places where a full stop of ``arrived`` may stand for · in a name; it is left, and said (PU014)."""

    def __str__(self) -> str:
        return self.name

    def mended(self, text: str) -> str:
        """A text of the issue as it is when what arrived was mended as far as it is sure."""
        for place in self.doubtful:
            text = text.replace(place, place.replace("。", "."))
        return text

    @property
    def folder(self) -> Path:
        """The folder of the contributions."""
        return self.workspace / "issues" / "43"


OURS = Issue43(
    "ours",
    ROOT,
    _DATA / "paragraphs.txt",
    _DATA / "printed.txt",
    _DATA / "arrived.txt",
    ("底子。温县", "说服力。温县"),
)
PUBLISHED = Issue43(
    "published",
    SHARED / "real",
    SHARED / "real" / "43.txt",
    SHARED / "real" / "43.lines.txt",
    SHARED / "seeds" / "issue-43.txt",
)
ISSUES = [issue for issue in (OURS, PUBLISHED) if issue.arrived.is_file()]


@cache
def document(workspace: Path, number: int = 43) -> bytes:
    """The .docx of an issue that has no errors."""
    result = stages.build(stages.read_shared(Workspace(workspace)), number)
    assert {finding.severity for finding in result.findings} <= {Severity.NOTE, Severity.WARNING}
    assert result.docx is not None
    return result.docx


def as_extracted(printed: str) -> str:
    """Printed text as the extraction of the published issue spoils it."""
    half = str.maketrans("，。：；（）《》·", ",.:;()«»\U00100170")
    text = re.sub(r"(?<=[\u4e00-\u9fff»）])([“‘«(])", r" \1", printed.translate(half))
    return text.replace("\n", "\n\n").replace("\n\f\n\n", " ")


def _write() -> None:
    _DATA.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        path = Path(folder, "43.docx")
        path.write_bytes(document(ROOT))
        OURS.paragraphs.write_text("\n".join(pandoc_paragraphs(path)) + "\n", "utf-8")
        pages = [
            [
                _GAP.sub("　　", line.text.strip())
                for line in page
                if line.baseline < _TYPE_AREA_FOOT
            ]
            for page in lines(render([path])[0])
        ]
    wide = {ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"}
    printed = "\n\f\n".join("\n".join(page) for page in pages).translate(wide) + "\n"
    printed = printed.replace("民心桥释放", "民心桥　释放")  # a space in a line that is set wide
    OURS.printed.write_text(printed, "utf-8")
    OURS.arrived.write_text(as_extracted(printed), "utf-8")


if __name__ == "__main__":
    _write()
