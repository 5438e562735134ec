"""A proof: Word files rendered, measured, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bulletin.office.fonts import stand_ins
from bulletin.office.fonts.installed import installed
from bulletin.pdf import printed
from bulletin.proof import requested
from bulletin.proof.measurement import Measure, Verdict
from bulletin.proof.measures import measure
from bulletin.proof.printed_paragraphs import Sheets
from bulletin.proof.rendering import to_pdf


@dataclass(frozen=True, slots=True)
class ProofResult:
    """What was measured of one Word file."""

    name: str
    """The file, or 第 43 期."""
    pdf: bytes
    pages: int
    measures: tuple[Measure, ...]

    @property
    def faults(self) -> list[Measure]:
        """The lines that are not as they should be."""
        return self.having(Verdict.FAULT)

    def having(self, verdict: Verdict) -> list[Measure]:
        """The lines that came to a verdict."""
        return [one for one in self.measures if one.finding.verdict is verdict]


def proof(documents: Sequence[tuple[str, bytes]]) -> list[ProofResult | None]:
    """Render and measure .docx files, each with its name, by one LibreOffice.

    ``None`` stands for a file that LibreOffice could not render.

    Raises:
        OfficeMissing: there is no LibreOffice.
        BulletinError: one of them is no .docx.
    """
    files = [requested.read(document, name) for name, document in documents]
    pdfs = to_pdf([copy for _, copy in files], "看版面")
    faces = installed(stand_ins.fontconfig())
    proofs: list[ProofResult | None] = []
    for (name, _), (file, _), pdf in zip(documents, files, pdfs, strict=True):
        if pdf is None:
            proofs.append(None)
            continue
        pages = printed.read_printed(pdf)
        sheets = Sheets(file, pages, faces)
        proofs.append(ProofResult(name, pdf, len(pages.pages), tuple(measure(sheets))))
    return proofs
