"""A .zip file is unpacked in memory; the files in it are imported like those of a folder.

Nothing is written under a name from the archive, so that no name can lead anywhere.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from posixpath import relpath

from bulletin.findings.errors import BulletinError
from bulletin.importing.readers import limits
from bulletin.importing.readers.control_characters import printable
from bulletin.importing.readers.incoming import Given, NotText
from bulletin.ooxml.package import ZIP_ENTRIES, ZIP_RATIO
from bulletin.text.numerals import megabytes
from bulletin.typeset.arrange import natural_key

_MOST_FILES = 500
_MOST_BYTES = 150 * 1024 * 1024
"""Of all files together, unpacked: they are held in memory."""
_SMALL = 1024 * 1024
"""Bytes. The rate of compression of smaller files is not looked at."""
_UNPACK = "先用解压软件解开，再导入里面的文件。"
_ENDINGS = (".zip", ".rar", ".7z", ".gz", ".tar", ".tgz", ".bz2", ".xz")


def unpack(name: str, data: bytes) -> Iterator[Given | BulletinError]:
    """The files in an archive in natural order, or their errors; ``BulletinError`` if none can be had."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from _files(name, archive)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError) as error:
        raise BulletinError(
            f"{name} 是压缩包，可是打不开，多半没有传完。", "请对方重新发一次。"
        ) from error


def _files(name: str, archive: zipfile.ZipFile) -> Iterator[Given | BulletinError]:
    if len(archive.infolist()) > ZIP_ENTRIES:
        raise BulletinError(f"{name} 里的文件超过 {ZIP_ENTRIES} 个，不读。", _UNPACK)
    infos = sorted(
        ((_path(one), one) for one in archive.infolist() if not one.is_dir()),
        key=lambda pair: natural_key(pair[0]),
    )
    infos = [(path, one) for path, one in infos if not is_leftover(path)]
    if not infos:
        raise BulletinError(f"{name} 里没有文件。", "看看是不是没有传完，请对方重新发一次。")
    if len(infos) > _MOST_FILES:
        raise BulletinError(f"{name} 里的文件超过 {_MOST_FILES} 个，不读。", _UNPACK)
    if any(one.flag_bits & 1 for _, one in infos):
        raise BulletinError(
            f"{name} 加了密码，读不了。", "向对方要密码，解开以后再导入里面的文件。"
        )
    limit = _MOST_BYTES
    contents, errors = dict[str, bytes](), dict[str, BulletinError]()
    for path, info in infos:
        shown = f"{name}/{printable(path)}"
        try:
            contents[path] = _content(shown, path, archive, info, limit)
            limit -= len(contents[path])
        except BulletinError as error:
            errors[path] = error
    for path, _ in infos:
        if path in errors:
            yield errors[path]
            continue
        folder = str(PurePosixPath(path).parent)
        beside = {
            relpath(other, folder): content
            for other, content in contents.items()
            if other != path and PurePosixPath(other).is_relative_to(folder)
        } if path.lower().endswith((".md", ".markdown")) else {}  # fmt: skip
        yield Given(f"{name}/{printable(path)}", None, contents[path], (), beside)


def _content(
    shown: str, path: str, archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int
) -> bytes:
    parts = PurePosixPath(path).parts
    if ".." in parts or path.startswith("/") or ":" in parts[0]:
        raise BulletinError(f"{shown}：压缩包里的路径不正常，没有导入。", _UNPACK)
    if path.lower().endswith(_ENDINGS):
        raise NotText(f"{shown} 是压缩包里的压缩包，没有再往里读。", _UNPACK)
    most = min(limits.FILE_BYTES, limit)
    if info.file_size > max(_SMALL, info.compress_size * ZIP_RATIO):
        raise BulletinError(
            f"{shown} 压缩得不合常理，可能是恶意文件，没有读。", "请对方重新发一次。"
        )
    try:
        with archive.open(info) as file:
            data = file.read(most + 1)
    except NotImplementedError as error:
        raise BulletinError(f"{shown} 的压缩方法读不了。", _UNPACK) from error
    except Exception as error:  # zlib, lzma and zipfile raise whatever a broken file makes them do
        raise BulletinError(f"{shown} 在压缩包里坏了，解不出来。", "请对方重新发一次。") from error
    if len(data) > most:
        raise BulletinError(f"{shown} 解开以后太大，超过 {megabytes(_MOST_BYTES)}，不读。", _UNPACK)
    return data


def _path(info: zipfile.ZipInfo) -> str:
    """A file's path; old Windows programs write it in GBK without saying so."""
    name = info.orig_filename
    if not info.flag_bits & 0x800:
        raw = name.encode("cp437", "replace")
        try:
            name = raw.decode("utf-8")
        except UnicodeDecodeError:
            name = raw.decode("gb18030", "replace")
    return name.replace("\\", "/").removeprefix("./")


def is_leftover(path: str) -> bool:
    """Whether a file is a leftover of a system or an office program: ~$x.docx, Thumbs.db."""
    parts = PurePosixPath(path).parts
    return any(one.startswith((".", "~")) or one == "__MACOSX" for one in parts if one != "..") or (
        parts[-1].lower() in ("thumbs.db", "ehthumbs.db", "desktop.ini")
        or parts[-1].lower().endswith((".tmp", ".bak", ".swp", "~"))
    )
