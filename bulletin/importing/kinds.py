"""What kind of file something is, told by its content: names lie."""

from __future__ import annotations

import io
import zipfile
from enum import Enum

from bulletin.errors import BulletinError


class Kind(Enum):
    """A kind of file that is read; the value is how its name ends."""

    DOCX = "docx"
    PDF = "pdf"
    TEXT = "txt"
    MARKDOWN = "md"
    DOC = "doc"
    ODT = "odt"
    RTF = "rtf"
    HTML = "html"
    WORD_XML = "xml"

    @property
    def needs_office(self) -> bool:
        """Whether LibreOffice has to make a .docx of it first."""
        return self in _FOR_OFFICE


_FOR_OFFICE = frozenset({Kind.DOC, Kind.ODT, Kind.RTF, Kind.HTML, Kind.WORD_XML})
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS = "用 Word 或 WPS 打开它，另存为 .docx 再导入。"
_TYPE_OUT = "请向供稿单位要 Word 文件，或把里面的文字打成文本。"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh")
_INSIDE_ZIP = (
    ("xl/", "Excel 表格", _SAVE_AS.replace("另存", "复制到 Word 里，另存")),
    ("ppt/", "幻灯片", _TYPE_OUT),
)


def kind_of(name: str, data: bytes) -> Kind:
    """The kind of a file.

    Raises:
        BulletinError: it is none that can be read; the message says what it is.
    """
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n\x00")
    if not data.strip():
        raise BulletinError(f"{name} 是空的。", "看看是不是选错了文件，或没有传完。")
    if data.startswith(b"PK\x03\x04"):
        return _in_zip(name, data)
    if data.startswith(_OLE):
        return _in_ole(name, data)
    if b"%PDF-" in data[:1024]:
        return Kind.PDF
    if head.startswith(b"{\\rtf"):
        return Kind.RTF
    if b"Word.Document" in head and head.startswith(b"<?xml"):
        return Kind.WORD_XML
    low = head[:1000].lower()
    if low.startswith((b"<!doctype html", b"<html")) or (low.startswith(b"<") and b"<html" in low):
        return Kind.HTML
    for marks, what in ((_PICTURES, "图片"), (_PROGRAMS, "程序"), (_ARCHIVES, "压缩包")):
        if data.startswith(marks) and b"\x00" in data[:512]:
            hint = "先解开，再导入里面的文件。" if what == "压缩包" else _TYPE_OUT
            raise BulletinError(f"{name} 是{what}，不是文稿。", hint)
    return Kind.MARKDOWN if name.lower().endswith((".md", ".markdown")) else Kind.TEXT


def _in_zip(name: str, data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                with archive.open("mimetype") as part:  # no more than the header says
                    if b"opendocument.text" in part.read(200):
                        return Kind.ODT
                raise BulletinError(f"{name} 是 OpenDocument 文件，但不是文字文档。", _SAVE_AS)
    except BulletinError:
        raise
    except Exception:  # zipfile and zlib raise whatever a broken file makes them stumble over
        return Kind.DOCX  # its reader says what is wrong with it
    if "[Content_Types].xml" in names:
        for prefix, what, hint in _INSIDE_ZIP:
            if any(one.startswith(prefix) for one in names):
                raise BulletinError(f"{name} 是{what}，不是文稿。", hint)
        return Kind.DOCX
    raise BulletinError(f"{name} 是压缩包，不是文稿。", "先解开，再导入里面的文件。")


def _in_ole(name: str, data: bytes) -> Kind:
    """Word's and WPS's old format; its directory has the names of streams in UTF-16."""

    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if has("EncryptedPackage"):
        raise BulletinError(f"{name} 加了密码，读不了。", "解除密码、另存以后再导入。")
    for stream, what in (("Workbook", "Excel 表格"), ("PowerPoint Document", "幻灯片")):
        if has(stream) and not has("WordDocument"):
            raise BulletinError(f"{name} 是{what}，不是文稿。", _SAVE_AS)
    return Kind.DOC
