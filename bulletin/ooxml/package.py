"""A .docx as a package of parts (ECMA-376 part 2), opened with care: it came from outside.

What could hurt is refused before anything is unpacked: too many or too large parts, bombs,
DOCTYPEs (billion laughs, external entities), encryption. What Word itself mends is mended: relationships
that point nowhere, the namespaces of ISO strict.
"""

from __future__ import annotations

import io
import re
import zipfile
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

from bulletin.findings.errors import BulletinError
from bulletin.ooxml.zip_limits import PART_BYTES, XML_MARKS, ZIP_BYTES, ZIP_ENTRIES, ZIP_RATIO
from bulletin.text.numerals import megabytes

if TYPE_CHECKING:
    from docx.opc.package import OpcPackage

_SAVE_AGAIN = "用 Word 或 WPS 打开它，另存为新的 .docx 再导入；打不开就向供稿单位重新要一份。"
_STRICT = (b"http://purl.oclc.org/ooxml/", re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)"))
_ENTRY = b"PK\x01\x02"
"""How each entry of a zip's list begins; other data has it once in four thousand million bytes."""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_ENCODING = re.compile(rb"""(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?\bencoding\s*=\s*["']([^"']*)""")
_DECLARATION = re.compile(r"\A\ufeff?\s*<\?xml[^>]*\?>")
_RELATIONSHIP = re.compile(rb"<Relationship\b[^>]*?/>|<Relationship\b[^>]*?>\s*</Relationship>")
_TARGET = re.compile(rb'\bTarget="([^"]*)"')


def open_package(name: str, data: bytes) -> OpcPackage:
    """The parts of a Word file.

    Raises:
        BulletinError: it is damaged, encrypted, too large, or no Word file.
    """
    from docx.opc.package import OpcPackage

    try:
        return OpcPackage.open(io.BytesIO(_packed(_parts(name, data))))
    except BulletinError:
        raise
    except Exception as error:  # zipfile, zlib, lxml, docx raise whatever they stumble over
        raise _damaged(name) from error


def _damaged(name: str) -> BulletinError:
    return BulletinError(f"{name} 打不开：文件是坏的，或不是 Word 文档。", _SAVE_AGAIN)


def _parts(name: str, data: bytes) -> dict[str, bytes]:
    """The parts by name, mended; nothing is unpacked before the sizes were looked at."""
    if data.count(_ENTRY) > ZIP_ENTRIES:  # before the list of them is made
        raise BulletinError(f"{name} 里的部件超过 {ZIP_ENTRIES} 个，不读。", _SAVE_AGAIN)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
        _check(name, infos)
        parts = {info.filename.lstrip("/"): _unpacked(archive, info) for info in infos}
    if "[Content_Types].xml" not in parts:
        raise zipfile.BadZipFile
    for part, blob in parts.items():
        if part.endswith((".xml", ".rels")):
            parts[part] = _xml(name, part, blob)
    _check_marks(name, parts)
    for part in [part for part in parts if part.endswith(".rels")]:
        parts[part] = _without_dead_ends(part, parts)
    return parts


def _check(name: str, infos: list[zipfile.ZipInfo]) -> None:
    if any(info.flag_bits & 1 for info in infos):
        raise BulletinError(f"{name} 加了密码，读不了。", "解除密码、另存以后再导入。")
    if any(info.compress_type not in _METHODS for info in infos):
        raise zipfile.BadZipFile
    total = sum(info.file_size for info in infos)
    largest = max((info.file_size for info in infos if info.filename.endswith(".xml")), default=0)
    if total > ZIP_BYTES or largest > PART_BYTES:
        raise BulletinError(
            f"{name} 解开以后有 {megabytes(total)}，"
            f"超过限度（共 {megabytes(ZIP_BYTES)}，"
            f"一个部件 {megabytes(PART_BYTES)}），不读。",
            "多半不是正常的文档；是的话先压缩图片，或拆成几个文件。",
        )
    for info in infos:
        if info.file_size > 1 << 20 and info.file_size > ZIP_RATIO * info.compress_size:
            raise BulletinError(
                f"{name} 压缩得不正常（{info.filename}），像是压缩炸弹，不读。", _SAVE_AGAIN
            )


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """A part; no more is unpacked than its header says, which ``_check`` has looked at."""
    with archive.open(info) as part:
        return part.read(info.file_size + 1)


def _check_marks(name: str, parts: dict[str, bytes]) -> None:
    """Whether the trees of the parts can be kept in memory."""
    xml = [blob for part, blob in parts.items() if part.endswith((".xml", ".rels"))]
    if sum(blob.count(b"<") + blob.count(b"=") for blob in xml) > XML_MARKS:
        raise BulletinError(
            f"{name} 里的标记超过 {XML_MARKS // 10_000} 万个，不读。",
            "拆成几个文件；或复制到一个新的文档里，另存以后再导入。",
        )


def _xml(name: str, part: str, blob: bytes) -> bytes:
    """A part in UTF-8, which is what ``_transitional`` and the search for a DOCTYPE read."""
    if blob.startswith(_UTF16) or b"\0" in blob[:100]:
        text = blob.decode("utf-16" if blob.startswith(_UTF16) else _utf16(blob))
        blob = _DECLARATION.sub("", text, count=1).encode()
    encoding = _ENCODING.match(blob)
    if encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii"):
        raise zipfile.BadZipFile  # a package has no others (ECMA-376-2, 8.1.4)
    if b"<!DOCTYPE" in blob or b"<!ENTITY" in blob:
        raise BulletinError(
            f"{name} 里有 Word 文档不该有的 DOCTYPE 声明（{part}），不读。", _SAVE_AGAIN
        )
    if _STRICT[0] in blob:
        blob = _STRICT[1].sub(_transitional, blob)
    return blob


def _utf16(blob: bytes) -> str:
    return "utf-16-be" if blob.startswith(b"\0") else "utf-16-le"


def _transitional(match: re.Match[bytes]) -> bytes:
    """The namespace of ISO 29500 transitional for one of strict (29500-4, annex A)."""
    if match[1] == b"officeDocument":
        year, host = b"2006", b"officeDocument"
    elif match[1] == b"drawingml":
        year, host = b"2006", b"drawingml"
    else:
        year, host = b"2006", match[1]
    return b"http://schemas.openxmlformats.org/" + host + b"/" + year + b"/" + match[2]


def _without_dead_ends(rels: str, parts: dict[str, bytes]) -> bytes:
    """The relationships whose target is there; Word passes over the others, python-docx does not."""
    base = dirname(dirname(rels))

    def kept(match: re.Match[bytes]) -> bytes:
        element = match[0]
        target = _TARGET.search(element)
        if b'TargetMode="External"' in element or target is None:
            return element
        path = target[1].decode("utf-8", "replace").partition("#")[0]
        place = normpath(path.lstrip("/") if path.startswith("/") else join(base, path))
        return element if place in parts else b""

    return _RELATIONSHIP.sub(kept, parts[rels])


def _packed(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, blob in parts.items():
            archive.writestr(zipfile.ZipInfo(name), blob)
    return stream.getvalue()
