"""Blocks set into the empty package: python-docx holds the package, its parts and pictures."""

from __future__ import annotations

import datetime
import io
import struct
import zipfile
from functools import lru_cache

import docx
from docx.document import Document as WordDocument
from docx.oxml.parser import parse_xml

from bulletin.model.blocks import Document
from bulletin.typeset.house_style import HouseStyle
from bulletin.typeset.layout import LOOKS
from bulletin.writers.word.document_body import body_xml
from bulletin.writers.word.empty_package import empty_package
from bulletin.writers.word.markup_xml import NAMESPACES

_TERMS = "http://purl.org/dc/terms/"


def write(document: Document, house: HouseStyle) -> bytes:
    """The .docx of a document: the same blocks and house style give the same bytes."""
    word = _sheet(house)
    body, relations = word.element.body, len(word.part.rels)
    try:
        _describe(word, document)
        written = body_xml(document.blocks, house, word.part)
        body[:-1] = list(parse_xml(f"<w:body {NAMESPACES}>{written}</w:body>"))
        buffer = io.BytesIO()
        word.save(buffer)
    finally:
        body[:-1] = []
        if len(word.part.rels) > relations:
            _sheet.cache_clear()  # links and pictures stay in a package: the next one is new
    return _without_clock(buffer.getvalue())


@lru_cache(maxsize=1)
def _sheet(house: HouseStyle) -> WordDocument:
    """An empty document of the house style; opening one takes a fifth of the time of an issue."""
    return docx.Document(io.BytesIO(empty_package(house, LOOKS)))


def _describe(word: WordDocument, document: Document) -> None:
    properties = word.core_properties
    properties.title = document.title[:255]
    properties.author = document.author[:255]
    properties.keywords = document.keywords[:255]
    properties.language = "zh-CN"
    _date(word, document.date)


def _date(word: WordDocument, date: datetime.date | None) -> None:
    """The issue's own date; python-docx cannot take a date away again, so the elements go."""
    core = word.part.package.core_properties
    element = core._element
    for name in ("created", "modified"):
        for old in element.findall(f"{{{_TERMS}}}{name}"):
            element.remove(old)
    if date:
        core.created = core.modified = datetime.datetime(date.year, date.month, date.day)


def _without_clock(data: bytes) -> bytes:
    """Every entry dated 1980-01-01 as a DOS file, whatever the clock and the system were.

    The entry headers are fixed in place (APPNOTE 4.3.7 and 4.3.12): packing again would cost a
    second compression.
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
