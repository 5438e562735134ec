"""Proofs of Word files: each is rendered, and its printed pages are measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bulletin.findings.errors import BulletinError
from bulletin.office.fonts import stand_ins
from bulletin.office.fonts.installed import installed
from bulletin.ooxml.package import NotAWordFile, WordPackage, open_package
from bulletin.pdf import printed
from bulletin.proof.docx_layout import read_layout
from bulletin.proof.measurement import Measurement, Verdict
from bulletin.proof.measures import measure
from bulletin.proof.printed_paragraphs import ProofDocument, marked
from bulletin.proof.rendering import to_pdf


@dataclass(frozen=True, slots=True)
class ProofResult:
    """The measurements of one Word file."""

    name: str
    """The file, or 第 43 期."""
    pdf: bytes
    pages: int
    measurements: tuple[Measurement, ...]

    @property
    def faults(self) -> list[Measurement]:
        """The measurements with the verdict 不合格."""
        return self.having(Verdict.FAULT)

    def having(self, verdict: Verdict) -> list[Measurement]:
        """The measurements with a verdict."""
        return [one for one in self.measurements if one.assessment.verdict is verdict]


def proof(documents: Sequence[tuple[str, bytes]]) -> list[ProofResult | None]:
    """Render and measure .docx files, each with its name, by one LibreOffice.

    ``None`` stands for a file that LibreOffice could not render.

    Raises:
        OfficeMissing: there is no LibreOffice.
        BulletinError: one of them is no .docx.
    """
    packages = [_opened(name, document) for name, document in documents]
    layouts = [read_layout(package) for package in packages]
    pdfs = to_pdf([marked(package) for package in packages], "看版面")
    faces = installed(stand_ins.fontconfig())
    proofs: list[ProofResult | None] = []
    for (name, _), layout, pdf in zip(documents, layouts, pdfs, strict=True):
        if pdf is None:
            proofs.append(None)
            continue
        pages = printed.read_printed(pdf)
        document = ProofDocument(layout, pages, faces)
        proofs.append(ProofResult(name, pdf, len(pages.pages), tuple(measure(document))))
    return proofs


def _opened(name: str, document: bytes) -> WordPackage:
    try:
        return open_package(name, document)
    except NotAWordFile as error:
        raise BulletinError(
            f"{name} 不是 .docx 文件，或者文件坏了、加了密码。",
            "用 Word 或 WPS 打开，另存为 .docx 再试。",
        ) from error
