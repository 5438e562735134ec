"""The readable rules of PDF/A-2b (ISO 19005-2), checked on the bytes of a PDF; shares no code with its making.

It reads the objects of a PDF as they stand in the file (no object streams, which LibreOffice does not
write), and says what breaks a rule: clause and words. It does not interpret font programs and colours.
"""

from __future__ import annotations

import re
import sys
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree

_OBJECT = re.compile(rb"(?<![0-9])(\d+) 0 obj\b(.*?)\bendobj", re.S)
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.S)
_REFERENCE = re.compile(rb"(\d+) 0 R")
_FORBIDDEN_ACTIONS = (
    b"Launch", b"Sound", b"Movie", b"ResetForm", b"ImportData", b"Hide", b"SetOCGState", b"Rendition",
    b"Trans", b"GoTo3DView", b"JavaScript",
)  # fmt: skip
_ANNOTATIONS = frozenset({b"Link", b"Text", b"Widget", b"Popup", b"Highlight"})
_PDFAID = "{http://www.aiim.org/pdfa/ns/id/}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_PRINT, _INVISIBLE = 0x04, 0x23
"""Flags of annotations (ISO 32000-1, 12.5.3): Print; Invisible, Hidden and NoView."""
_LONGEST_NAME, _LONGEST_STRING, _DEEPEST = 127, 32767, 28


class PdfObjects:
    """The objects of a PDF: dictionaries as text, streams unpacked."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._whole = {int(number): body for number, body in _OBJECT.findall(data)}
        self.dictionaries: Mapping[int, bytes] = {
            number: _STREAM.sub(b"", body) for number, body in self._whole.items()
        }
        trailers = re.findall(rb"trailer\s*(<<.*?>>)\s*startxref", data, re.S)
        self.trailer = trailers[-1] if trailers else b""

    def of_type(self, name: bytes) -> Iterator[tuple[int, bytes]]:
        """Number and dictionary of the objects whose /Type is a name."""
        wanted = re.compile(rb"/Type\s*/" + name + rb"\b")
        return ((number, text) for number, text in self.dictionaries.items() if wanted.search(text))

    def stream(self, number: int) -> bytes:
        """The unpacked stream of an object."""
        match = _STREAM.search(self._whole.get(number, b""))
        if match is None:
            return b""
        is_packed = b"/FlateDecode" in self.dictionaries[number]
        return zlib.decompress(match[1]) if is_packed else match[1]

    def referred(self, text: bytes, key: bytes) -> int | None:
        """The number that a key of a dictionary refers to."""
        match = re.search(rb"/" + key + rb"\s*\[?\s*(\d+) 0 R", text)
        return int(match[1]) if match else None

    def value(self, text: bytes, key: bytes) -> bytes:
        """The text that follows a key, up to the next one; of a reference what it refers to."""
        number = self.referred(text, key)
        if number is not None:
            return self.dictionaries.get(number, b"")
        match = re.search(rb"/" + key + rb"\b\s*([^/]*(?:/[^/]*)?)", text)
        return match[1] if match else b""


def faults(data: bytes) -> list[str]:
    """What breaks PDF/A-2b, each with its clause of ISO 19005-2; empty where nothing was found."""
    pdf = PdfObjects(data)
    rules = (
        _file,
        _catalogue,
        _metadata,
        _intent,
        _fonts,
        _actions,
        _annotations,
        _graphics,
        _limits,
    )
    return [fault for rule in rules for fault in rule(pdf)]


def _file(pdf: PdfObjects) -> Iterator[str]:
    head = pdf.data[:20].splitlines()
    if not re.match(rb"%PDF-1\.[0-7]$", head[0]):
        yield "6.1.2 header"
    if len(head) < 2 or not (head[1][:1] == b"%" and all(byte > 127 for byte in head[1][1:5])):
        yield "6.1.2 no comment of four bytes over 127"
    if not pdf.trailer:
        yield "6.1.3 no trailer"
    if b"/ID" not in pdf.trailer:
        yield "6.1.3 no ID"
    if b"/Encrypt" in pdf.trailer:
        yield "6.1.3 encrypted"
    for number, text in pdf.dictionaries.items():
        if b"LZWDecode" in text:
            yield f"6.1.7.2 LZW in {number}"
        if re.search(rb"/F(?:Filter|DecodeParms)\b", text):
            yield f"6.1.7.1 external stream in {number}"
    if any(b"/EmbeddedFile" in text for text in pdf.dictionaries.values()):
        yield "6.8 embedded files"


def _catalogue(pdf: PdfObjects) -> Iterator[str]:
    catalogues = [text for _, text in pdf.of_type(b"Catalog")]
    if len(catalogues) != 1:
        yield f"{len(catalogues)} catalogues"
        return
    [text] = catalogues
    if re.search(rb"/(?:AA|NeedsRendering)\b", text) or b"/XFA" in text:
        yield "6.5.2, 6.4.2 actions or forms in the catalogue"
    if b"/OCProperties" in text and b"/AS" in text:
        yield "6.9 optional content by itself"


def _metadata(pdf: PdfObjects) -> Iterator[str]:
    [(_, catalogue)] = pdf.of_type(b"Catalog")
    number = pdf.referred(catalogue, b"Metadata")
    if number is None or not (packet := pdf.stream(number)):
        yield "6.6.2.1 no metadata"
        return
    if b"/Filter" in pdf.dictionaries[number]:
        yield "metadata that cannot be read without unpacking"
    if re.search(rb"<\?xpacket begin=[^>]*(?:bytes|encoding)=", packet):
        yield "6.6.2.1 bytes or encoding in the packet"
    xmp = ElementTree.fromstring(
        packet[packet.index(b"<x:xmpmeta") :].rpartition(b">")[0].rpartition(b"<?")[0]
    )
    said = [xmp.findtext(f".//{_PDFAID}{name}") for name in ("part", "conformance")]
    if said != ["2", "B"]:
        yield f"6.6.4 says it is PDF/A-{said}"
    info = pdf.value(pdf.trailer, b"Info")
    title = xmp.findtext(f".//{_DC}title/{_RDF}Alt/{_RDF}li") or ""
    if _text_of(info, b"Title") != title:
        yield "6.6.3 titles differ"
    creator = xmp.findtext(f".//{_DC}creator/{_RDF}Seq/{_RDF}li") or ""
    if _text_of(info, b"Author") != creator:
        yield "6.6.3 authors differ"


def _text_of(info: bytes, key: bytes) -> str:
    """A text string of the document information; LibreOffice writes them in hexadecimal."""
    match = re.search(rb"/" + key + rb"\s*<([0-9A-Fa-f]*)>", info)
    if match:
        return bytes.fromhex(match[1].decode()).decode("utf-16").removeprefix("\ufeff")
    match = re.search(rb"/" + key + rb"\s*\(([^)]*)\)", info)
    return match[1].decode("latin-1") if match else ""


def _intent(pdf: PdfObjects) -> Iterator[str]:
    intents = [text for text in pdf.dictionaries.values() if b"/GTS_PDFA1" in text]
    [(_, catalogue)] = pdf.of_type(b"Catalog")
    if not intents or b"/OutputIntents" not in catalogue:
        yield "6.2.3 no output intent"
        return
    profile = pdf.referred(intents[0], b"DestOutputProfile")
    icc = pdf.stream(profile) if profile is not None else b""
    if icc[36:40] != b"acsp" or icc[12:16] not in (b"mntr", b"prtr"):
        yield "6.2.3 no ICC profile of a device"
    if icc[16:20] == b"RGB " and any(b"/DeviceCMYK" in text for text in pdf.dictionaries.values()):
        yield "6.2.4.3 CMYK without its intent"


def _fonts(pdf: PdfObjects) -> Iterator[str]:
    fonts = [
        (number, text)
        for number, text in pdf.of_type(b"Font")
        if b"/Type0" not in text and b"/Type3" not in text
    ]
    if not fonts:
        yield "no fonts found"
    for number, text in fonts:
        descriptor = pdf.value(text, b"FontDescriptor")
        program = next(
            (pdf.referred(descriptor, key) for key in (b"FontFile", b"FontFile2", b"FontFile3")
             if pdf.referred(descriptor, key) is not None),
            None,
        )  # fmt: skip
        if program is None or not pdf.stream(program):
            yield f"6.2.11.4 font {number} is not embedded"
        is_simple = b"/TrueType" in text or b"/Type1" in text
        flags = re.search(rb"/Flags\s+(\d+)", descriptor)
        is_symbolic = bool(flags and int(flags[1]) & 4)
        if b"/TrueType" in text and is_symbolic == (b"/Encoding" in text):
            yield f"6.2.11.6 encoding of font {number}"
        if b"/CIDFontType2" in text and b"/CIDToGIDMap" not in text:
            yield f"6.2.11.3.2 glyphs of font {number}"
        if is_simple and not all(key in text for key in (b"/FirstChar", b"/LastChar", b"/Widths")):
            yield f"6.2.11.5 widths of font {number}"


def _actions(pdf: PdfObjects) -> Iterator[str]:
    for number, text in pdf.dictionaries.items():
        for name in _FORBIDDEN_ACTIONS:
            if re.search(rb"/S\s*/" + name + rb"\b", text):
                yield f"6.5.1 action {name.decode()} in {number}"
        if re.search(rb"/(?:JavaScript|JS)\b", text):
            yield f"6.5.1 script in {number}"
    for number, text in pdf.of_type(b"Page"):
        if re.search(rb"/AA\b", text):
            yield f"6.5.2 actions of page {number}"


def _annotations(pdf: PdfObjects) -> Iterator[str]:
    for number, text in pdf.of_type(b"Annot"):
        kind = re.search(rb"/Subtype\s*/(\w+)", text)
        if kind is None or kind[1] not in _ANNOTATIONS:
            yield f"6.3.1 annotation {number}"
        flags = re.search(rb"/F\s+(\d+)", text)
        if flags is None or not int(flags[1]) & _PRINT or int(flags[1]) & _INVISIBLE:
            yield f"6.3.2 flags of annotation {number}"


def _graphics(pdf: PdfObjects) -> Iterator[str]:
    for number, text in pdf.dictionaries.items():
        if re.search(rb"/(?:OPI|Alternates)\b", text) or re.search(rb"/Subtype\s*/PS\b", text):
            yield f"6.2.8, 6.2.9 object {number}"
        if re.search(rb"/Interpolate\s+true", text):
            yield f"6.2.8.3 interpolated picture {number}"
        if re.search(rb"/TR2?\b(?!\s*/Default)", text) and b"/ExtGState" in text:
            yield f"6.2.5 transfer function in {number}"
    for number, text in pdf.of_type(b"Page"):
        content = pdf.referred(text, b"Contents")
        depth = deepest = 0
        for operator in re.findall(
            rb"(?<![\w/])[qQ](?![\w])", pdf.stream(content) if content else b""
        ):
            depth += 1 if operator == b"q" else -1
            deepest = max(deepest, depth)
        if deepest > _DEEPEST or depth:
            yield f"6.1.13 nested states on page {number}"


def _limits(pdf: PdfObjects) -> Iterator[str]:
    for number, text in pdf.dictionaries.items():
        if any(len(name) > _LONGEST_NAME for name in re.findall(rb"/([^\s/<>\[\]()]+)", text)):
            yield f"6.1.13 name in {number}"
        strings = re.findall(rb"(?<!<)<([0-9A-Fa-f\s]*)>(?!>)", text)
        if any(len(one) % 2 or len(one) // 2 > _LONGEST_STRING for one in strings):
            yield f"6.1.6, 6.1.13 string in {number}"


if __name__ == "__main__":
    for name in sys.argv[1:]:
        print(name, faults(Path(name).read_bytes()) or "nothing found")
