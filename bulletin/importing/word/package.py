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

from bulletin.errors import BulletinError
from bulletin.importing import limits

if TYPE_CHECKING:
    from docx.opc.package import OpcPackage

_SAVE_AGAIN = "用 Word 或 WPS 打开它，另存为新的 .docx 再导入；打不开就向供稿单位重新要一份。"
_STRICT = (b"http://purl.oclc.org/ooxml/", re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)"))
_RELATIONSHIP = re.compile(rb"<Relationship\b[^>]*?/>|<Relationship\b[^>]*?>\s*</Relationship>")
_TARGET = re.compile(rb'\bTarget="([^"]*)"')


def open_package(name: str, data: bytes) -> OpcPackage:
    """The parts of a Word file.

    Raises:
        BulletinError: it is damaged, encrypted, too large, or no Word file.
    """
    from docx.opc.package import OpcPackage

    try:
        parts = _parts(name, data)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        EOFError,
        OSError,
        NotImplementedError,
        ValueError,
        OverflowError,
    ) as error:
        raise _damaged(name) from error
    except RuntimeError as error:  # zipfile's word for a password
        raise BulletinError(f"{name} 加了密码，读不了。", "解除密码、另存以后再导入。") from error
    try:
        return OpcPackage.open(io.BytesIO(_packed(parts)))
    except Exception as error:  # its reader raises whatever a broken package makes it stumble over
        raise _damaged(name) from error


def _damaged(name: str) -> BulletinError:
    return BulletinError(f"{name} 打不开：文件是坏的，或不是 Word 文档。", _SAVE_AGAIN)


def _parts(name: str, data: bytes) -> dict[str, bytes]:
    """The parts by name, mended; nothing is unpacked before the sizes were looked at."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
        _check(name, infos)
        parts = {info.filename.lstrip("/"): archive.read(info) for info in infos}
    if "[Content_Types].xml" not in parts:
        raise zipfile.BadZipFile
    for part, blob in parts.items():
        if part.endswith((".xml", ".rels")):
            parts[part] = _xml(name, part, blob)
    for part in [part for part in parts if part.endswith(".rels")]:
        parts[part] = _without_dead_ends(part, parts)
    return parts


def _check(name: str, infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > limits.ZIP_ENTRIES:
        raise BulletinError(
            f"{name} 里有 {len(infos)} 个部件，超过 {limits.ZIP_ENTRIES} 个，不读。", _SAVE_AGAIN
        )
    total = sum(info.file_size for info in infos)
    largest = max((info.file_size for info in infos if info.filename.endswith(".xml")), default=0)
    if total > limits.ZIP_BYTES or largest > limits.PART_BYTES:
        raise BulletinError(
            f"{name} 解开以后有 {limits.megabytes(total)}，"
            f"超过限度（共 {limits.megabytes(limits.ZIP_BYTES)}，"
            f"一个部件 {limits.megabytes(limits.PART_BYTES)}），不读。",
            "多半不是正常的文档；是的话先压缩图片，或拆成几个文件。",
        )
    for info in infos:
        if info.file_size > 1 << 20 and info.file_size > limits.ZIP_RATIO * info.compress_size:
            raise BulletinError(
                f"{name} 压缩得不正常（{info.filename}），像是压缩炸弹，不读。", _SAVE_AGAIN
            )


def _xml(name: str, part: str, blob: bytes) -> bytes:
    if b"<!DOCTYPE" in blob or b"<!ENTITY" in blob:
        raise BulletinError(
            f"{name} 里有 Word 文档不该有的 DOCTYPE 声明（{part}），不读。", _SAVE_AGAIN
        )
    if _STRICT[0] in blob:
        blob = _STRICT[1].sub(_transitional, blob)
    return blob


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
