"""Writes the .docx of a document: its blocks are put into the empty package of the house style."""

from __future__ import annotations

import datetime
import io
import struct
import zipfile
from functools import lru_cache

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.parser import parse_xml

from bulletin.model.blocks import Document
from bulletin.typeset.house_style import HouseStyle
from bulletin.typeset.layout import LOOKS
from bulletin.writers.word.document_body import body_xml
from bulletin.writers.word.empty_package import empty_package
from bulletin.writers.word.markup_xml import NAMESPACES
from bulletin.writers.word.run_writer import footnotes_part

_TERMS = "http://purl.org/dc/terms/"


def write(document: Document, house: HouseStyle) -> bytes:
    """The .docx of a document: the same blocks and house style give the same bytes."""
    word = _empty_document(house)
    body, notes = word.element.body, word.part.part_related_by(RELATIONSHIP_TYPE.FOOTNOTES)
    relations = len(word.part.rels) + len(notes.rels)
    try:
        _describe(word, document)
        written, footnotes = body_xml(document.blocks, house, word.part, notes)
        notes._blob = footnotes_part(footnotes).encode()
        body[:-1] = list(parse_xml(f"<w:body {NAMESPACES}>{written}</w:body>"))
        buffer = io.BytesIO()
        word.save(buffer)
    finally:
        body[:-1] = []
        if len(word.part.rels) + len(notes.rels) > relations:
            _empty_document.cache_clear()  # links and pictures cannot be taken out again
    return _without_clock(buffer.getvalue())


@lru_cache(maxsize=1)
def _empty_document(house: HouseStyle) -> WordDocument:
    """An empty document of the house style; to open one takes a fifth of the time of an issue."""
    return docx.Document(io.BytesIO(empty_package(house, LOOKS)))


def _describe(word: WordDocument, document: Document) -> None:
    """Set title, author, keywords and date of the file; python-docx cannot remove a date by itself."""
    properties = word.part.package.core_properties
    properties.title = document.title[:255]
    properties.author = document.author[:255]
    properties.keywords = document.keywords[:255]
    properties.language = "zh-CN"
    for name in ("created", "modified"):
        for old in properties._element.findall(f"{{{_TERMS}}}{name}"):
            properties._element.remove(old)
    if date := document.date:
        day = datetime.datetime(date.year, date.month, date.day)
        properties.created = properties.modified = day


def _without_clock(data: bytes) -> bytes:
    """A ZIP file with every entry dated 1980-01-01, as if made on DOS, whatever clock and system are.

    The headers of the entries are changed in place (APPNOTE 4.3.7 and 4.3.12), which saves packing
    them again.
    """
    stamped = bytearray(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        central = archive.start_dir
        for entry in archive.infolist():
            struct.pack_into("<HH", stamped, entry.header_offset + 10, 0, 0x21)
            struct.pack_into("<HH", stamped, central + 12, 0, 0x21)
            stamped[central + 5] = 0
            struct.pack_into("<I", stamped, central + 38, 0)
            name, extra, comment = struct.unpack_from("<HHH", stamped, central + 28)
            central += 46 + name + extra + comment
    return bytes(stamped)
