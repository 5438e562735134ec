"""A Word file as a package of parts (ECMA-376-2), opened safely: it may come from anywhere.

What could do harm is refused before anything is unpacked: too many or too large parts, zip bombs,
DOCTYPEs (entities that expand or read files), encryption. All XML is UTF-8 afterwards, and has the
namespaces of ISO 29500 transitional where the file has those of strict.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from posixpath import join, normpath, split
from typing import TYPE_CHECKING

from bulletin.findings.errors import BulletinError
from bulletin.text.numerals import megabytes

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

ZIP_ENTRIES = 5_000
ZIP_BYTES = 300 * 1024 * 1024
"""All parts of a .docx together, unpacked."""
PART_BYTES = 64 * 1024 * 1024
"""One XML part, unpacked; its tree takes some ten times of that."""
XML_MARKS = 4_000_000
"""Tags and attributes of all parts together; the tree of one takes some 150 bytes."""
ZIP_RATIO = 200
"""A part of more than a megabyte that was packed tighter than this is a bomb: text packs 5 to 20."""
# ``open_package`` puts its ``retry`` into {retry} in this and in every hint of an error raised below.
_SAVE_AGAIN = "用 Word 或 WPS 打开它，另存为新的 .docx {retry}；打不开就向供稿单位重新要一份。"
_ENTRY = b"PK\x01\x02"
"""How each entry of a zip's directory begins; other data has it once in four thousand million bytes."""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_ENCODING = re.compile(rb"""(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?\bencoding\s*=\s*["']([^"']*)""")
_DECLARATION = re.compile(r"\A\ufeff?\s*<\?xml[^>]*\?>")
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")
_TRANSITIONAL = rb"http://schemas.openxmlformats.org/\1/2006/\2"


class NotAWordFile(BulletinError):
    """The file is damaged, or is no Word file."""


@dataclass(frozen=True, slots=True)
class Relationship:
    """What a part refers to (ECMA-376-2, 6.5)."""

    kind: str
    """The last word of its type: styles, header, image."""
    target: str
    """The name of a part, or an address."""
    is_external: bool


@dataclass(frozen=True, slots=True)
class WordPackage:
    """The parts of a Word file; ``name`` is what messages call the file."""

    name: str
    parts: Mapping[str, bytes]
    """By their names, as word/document.xml."""
    document: str = ""
    """The name of the main document part."""
    retry: str = "再试"
    """The end of advice: what to do with a file that was saved again."""

    def tree(self, part: str) -> Element:
        """The root element of an XML part; raises ``NotAWordFile`` if that is not well-formed."""
        from lxml import etree

        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
        )
        try:
            return etree.fromstring(self.parts[part], parser)
        except etree.XMLSyntaxError as error:
            raise _damaged(self.name, self.retry) from error

    def relationships(self, part: str = "") -> dict[str, Relationship]:
        """What a part refers to, by identity; the whole package if no part is named.

        References to parts that are not there are left out, as Word does.
        """
        folder, file = split(part)
        rels = join(folder, "_rels", f"{file}.rels")
        if rels not in self.parts:
            return {}
        links = {}
        for element in self.tree(rels):
            target, kind = element.get("Target", ""), element.get("Type", "").rpartition("/")[2]
            is_external = element.get("TargetMode") == "External"
            if not is_external:
                target = normpath(join("/", folder, target.partition("#")[0]))[1:]
            if is_external or target in self.parts:
                links[element.get("Id", "")] = Relationship(kind, target, is_external)
        return links

    def related(self, *kinds: str) -> list[str]:
        """The parts that the document refers to by relationships of some kinds, in that order."""
        links = [one for one in self.relationships(self.document).values() if not one.is_external]
        return list(dict.fromkeys(
            one.target for kind in kinds for one in links if one.kind == kind
        ))  # fmt: skip

    def root(self, kind: str) -> Element | None:
        """The root element of the first part of a kind (styles, theme, numbering), if there is one."""
        return next((self.tree(part) for part in self.related(kind)), None)

    def with_part(self, part: str, data: bytes) -> WordPackage:
        """The package with another content of a part."""
        return replace(self, parts={**self.parts, part: data})

    def packed(self) -> bytes:
        """The package as a file, which is the same for the same parts: no time of day is in it."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for name, data in self.parts.items():
                archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
        return stream.getvalue()


def open_package(name: str, data: bytes, retry: str = "再试") -> WordPackage:
    """The parts of a Word file; messages call it ``name``, and ``retry`` ends their advice: 再导入.

    Raises:
        NotAWordFile: it is damaged, or no Word file.
        BulletinError: it is encrypted or too large.
    """
    try:
        package = WordPackage(name, _parts(name, data), retry=retry)
        documents = [
            one for one in package.relationships().values() if one.kind == "officeDocument"
        ]
    except BulletinError as error:
        hint = (error.hint or _SAVE_AGAIN).format(retry=retry)
        raise type(error)(error.message, hint) from error
    except Exception as error:  # zipfile and zlib raise whatever a damaged file makes them do
        raise _damaged(name, retry) from error
    if len(documents) != 1 or documents[0].is_external:
        raise NotAWordFile(f"{name} 里没有 Word 正文。", "它可能是表格或幻灯片；请另存为 .docx。")
    return replace(package, document=documents[0].target)


def _damaged(name: str, retry: str) -> NotAWordFile:
    return NotAWordFile(
        f"{name} 打不开：文件是坏的，或不是 Word 文档。", _SAVE_AGAIN.format(retry=retry)
    )


def _parts(name: str, data: bytes) -> dict[str, bytes]:
    """The parts by name, their XML in UTF-8; sizes are checked before anything is unpacked."""
    if data.count(_ENTRY) > ZIP_ENTRIES:  # before the list of them is made
        raise BulletinError(f"{name} 里的部件超过 {ZIP_ENTRIES} 个，不读。")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
        _check_sizes(name, infos)
        parts: dict[str, bytes] = {}
        for info in infos:
            with archive.open(info) as stream:  # no more is unpacked than its header says
                parts[info.filename.lstrip("/")] = stream.read(info.file_size + 1)
    if "[Content_Types].xml" not in parts:
        raise zipfile.BadZipFile
    xml = {part: _utf8(blob) for part, blob in parts.items() if part.endswith((".xml", ".rels"))}
    for part, blob in xml.items():
        if b"<!DOCTYPE" in blob or b"<!ENTITY" in blob:
            raise BulletinError(f"{name} 里有 Word 文档不该有的 DOCTYPE 声明（{part}），不读。")
    if sum(blob.count(b"<") + blob.count(b"=") for blob in xml.values()) > XML_MARKS:
        raise BulletinError(
            f"{name} 里的标记超过 {XML_MARKS // 10_000} 万个，不读。",
            "拆成几个文件；或复制到一个新的文档里，另存以后{retry}。",
        )
    return parts | {part: _STRICT.sub(_TRANSITIONAL, blob) for part, blob in xml.items()}


def _check_sizes(name: str, infos: list[zipfile.ZipInfo]) -> None:
    if any(info.flag_bits & 1 for info in infos):
        raise BulletinError(f"{name} 加了密码，读不了。", "解除密码、另存以后{retry}。")
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
            raise BulletinError(f"{name} 压缩得不正常（{info.filename}），像是压缩炸弹，不读。")


def _utf8(blob: bytes) -> bytes:
    """The XML of a part in UTF-8; ``BadZipFile`` if a package must not have its encoding (8.1.4)."""
    encoding = ""
    if blob.startswith(_UTF16):
        encoding = "utf-16"
    elif b"\0" in blob[:100]:
        encoding = "utf-16-be" if blob.startswith(b"\0") else "utf-16-le"
    if encoding:
        blob = _DECLARATION.sub("", blob.decode(encoding), count=1).encode()
    declared = _ENCODING.match(blob)
    if declared and declared[1].lower() not in (b"utf-8", b"us-ascii"):
        raise zipfile.BadZipFile
    return blob
