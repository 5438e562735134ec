"""Word files into PDF by LibreOffice, with the preview faces where the official ones are missing."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bulletin.findings.errors import BulletinError
from bulletin.office import libreoffice
from bulletin.office.fonts import stand_ins
from bulletin.ooxml.formatting import W
from bulletin.workspace import files, writing

DAMAGED = (zipfile.BadZipFile, zlib.error, RuntimeError, ValueError, EOFError, OSError)
"""What ``zipfile`` raises over a damaged or a protected zip."""
_SWITCH = re.compile(rb'<w:overflowPunct(?:\s+w:val="(\w+)")?\s*/>')
_SETTINGS = "word/settings.xml"
_START, _EACH = 120.0, 10.0
"""Seconds that LibreOffice may take to start, and for each file."""


def for_libreoffice(docx: bytes, name: str = "") -> bytes:
    """A copy of a .docx for LibreOffice, with the switch for hanging marks turned round.

    LibreOffice imports ``w:overflowPunct`` the wrong way round (its DomainMapper sets
    hanging punctuation to ``nIntValue == 0``): what Word does not hang, it hangs. A
    document that is right in Word is shown right only through such a copy.

    Raises:
        BulletinError: it is no .docx.
    """
    buffer = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(buffer, "w") as target:
            for item in source.infolist():
                data = source.read(item)
                if item.filename in ("word/document.xml", "word/styles.xml"):
                    data = _SWITCH.sub(_turned, data)
                target.writestr(item, data, zipfile.ZIP_DEFLATED)
    except DAMAGED as error:
        raise not_a_word_file(name) from error
    return buffer.getvalue()


def not_a_word_file(name: str) -> BulletinError:
    """The error for a file that is no .docx, or a protected one."""
    return BulletinError(
        f"{name} 不是 .docx 文件，或者文件坏了、加了密码。",
        "用 Word 或 WPS 打开，另存为 .docx 再试。",
    )


def _turned(switch: re.Match[bytes]) -> bytes:
    off = switch[1] in (b"0", b"false", b"off")
    return b'<w:overflowPunct w:val="%d"/>' % off


def to_pdf(documents: Sequence[bytes], what: str = "做 PDF ") -> list[bytes | None]:
    """The PDF of each .docx, made with one LibreOffice; ``None`` where it failed.

    Raises:
        OfficeMissing: there is no LibreOffice.
        BulletinError: one of them is no .docx.
    """
    libreoffice.require(what)  # before anything is copied
    made: dict[int, bytes] = {}
    by_edges: dict[libreoffice.LineEdges, dict[int, bytes]] = {}
    for number, document in enumerate(documents):
        by_edges.setdefault(line_edges(document), {})[number] = for_libreoffice(document)
    for edges, group in by_edges.items():
        made |= _rendered(group, edges, what)
    return [made.get(number) for number in range(len(documents))]


def _rendered(
    documents: Mapping[int, bytes], edges: libreoffice.LineEdges, what: str
) -> dict[int, bytes]:
    """The PDFs of those documents that could be rendered, under the same numbers."""
    with TemporaryDirectory(prefix="bulletin-", ignore_cleanup_errors=True) as scratch:
        folder = Path(scratch)
        paths = {number: folder / f"{number}.docx" for number in documents}
        for number, path in paths.items():
            writing.write(path, documents[number])
        made = libreoffice.convert(
            [*paths.values()], "pdf", folder, limit=_START + _EACH * len(paths),
            fonts=stand_ins.fontconfig(), edges=edges, what=what,
        )  # fmt: skip
        return {
            number: files.read(made[path], path.name)
            for number, path in paths.items()
            if path in made
        }


def line_edges(docx: bytes) -> libreoffice.LineEdges:
    """What a .docx says of the edges of Chinese lines (17.15.1.58 and 59); LibreOffice reads
    these from its settings only.
    """
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as archive:
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            settings = etree.fromstring(archive.read(_SETTINGS), parser)
    except (*DAMAGED, KeyError, etree.XMLSyntaxError):
        return libreoffice.LineEdges()
    told = {
        name: one.get(f"{W}val", "")
        for name in ("noLineBreaksBefore", "noLineBreaksAfter")
        for one in settings.iter(f"{W}{name}")
        if one.get(f"{W}lang", "").lower() == "zh-cn"
    }
    return libreoffice.LineEdges(
        told.get("noLineBreaksBefore", ""), told.get("noLineBreaksAfter", "")
    )
