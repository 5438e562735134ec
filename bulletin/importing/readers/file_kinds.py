"""The kind of a file, told by its content, since names are often wrong."""

from __future__ import annotations

import io
import re
import zipfile
from enum import Enum

from bulletin.findings.errors import BulletinError
from bulletin.importing.readers import foreign_files
from bulletin.importing.readers.incoming import NotText
from bulletin.text import file_signatures as form


class Kind(Enum):
    """A kind of file that can be read; the value is its usual ending."""

    DOCX = "docx"
    PDF = "pdf"
    TEXT = "txt"
    MARKDOWN = "md"
    DOC = "doc"
    ODT = "odt"
    RTF = "rtf"
    HTML = "html"
    WORD_XML = "xml"
    MAIL = "eml"
    ZIP = "zip"

    @property
    def needs_office(self) -> bool:
        """Whether LibreOffice has to make a .docx of it first."""
        return self in _FOR_OFFICE


_FOR_OFFICE = frozenset({Kind.DOC, Kind.ODT, Kind.RTF, Kind.HTML, Kind.WORD_XML})
_SAVE_AS = "用 Word 或 WPS 打开它，另存为 .docx 再导入。"
_HEADER = re.compile(
    rb"(?i)(?:from|to|subject|date|received|return-path|delivered-to|message-id|mime-version|reply-to"
    rb"|content-type|x-[\w-]+|dkim-signature|sender|cc|arc-[\w-]+|authentication-results):[^\n]*\n"
)
_SURE_HEADER = re.compile(rb"(?im)^(?:mime-version|message-id|received|return-path|from|date):")
_FEWEST_HEADERS = 2


def kind_of(name: str, data: bytes) -> Kind:
    """The kind of a file; one that cannot be read raises ``BulletinError`` with what it is."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n\x00")
    if not data.strip():
        raise BulletinError(f"{name} 是空的。", "看看是不是选错了文件，或没有传完。")
    if data.startswith((form.ZIP, form.EMPTY_ZIP)):
        return _in_zip(name, data)
    if data.startswith(form.OLE):
        return _in_ole(name, data)
    if form.PDF in data[:1024]:
        return Kind.PDF
    if head.startswith(form.RTF):
        return Kind.RTF
    if b"Word.Document" in head and head.startswith(b"<?xml"):
        return Kind.WORD_XML
    low = head[:1000].lower()
    if low.startswith((b"<!doctype html", b"<html")) or (low.startswith(b"<") and b"<html" in low):
        return Kind.HTML
    if b"<svg" in low and low.startswith((b"<?xml", b"<svg", b"<!--")):
        raise NotText(
            f"{name} 是图片，不是文稿。", "图片可以单独放进这一期的文件夹，在稿件里写上。"
        )
    foreign_files.refuse(name, data)
    if is_mail(name, data):
        return Kind.MAIL
    foreign_files.refuse_binary(name, data)
    return Kind.MARKDOWN if name.lower().endswith((".md", ".markdown")) else Kind.TEXT


def is_mail(name: str, data: bytes) -> bool:
    """Whether a file begins with mail headers; for a file named .eml one line of them is enough."""
    head = data[:65_536].lstrip(b"\xef\xbb\xbf\r\n").replace(b"\r\n", b"\n")
    if head.startswith(b"From ") and b"\n" in head:  # of a mailbox
        head = head.partition(b"\n")[2]
    lines = re.sub(rb"\n[ \t]+", b" ", head.partition(b"\n\n")[0] + b"\n")  # headers unfolded
    known = len(_HEADER.findall(lines))
    if name.lower().endswith((".eml", ".mht", ".mhtml")):
        return _HEADER.match(lines) is not None
    is_sure = known > _FEWEST_HEADERS and b"ontent-" in lines and _SURE_HEADER.search(lines)
    return bool(is_sure) and _HEADER.match(lines) is not None


def _in_zip(name: str, data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            foreign_files.refuse_parts(name, names)
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                with archive.open("mimetype") as part:  # no more than the header says
                    if b"opendocument.text" in part.read(200):
                        return Kind.ODT
                raise NotText(f"{name} 是 OpenDocument 文件，但不是文字文档。", _SAVE_AS)
    except BulletinError:
        raise
    except Exception as error:  # zipfile and zlib raise whatever a broken file makes them do
        if name.lower().endswith(".zip"):
            raise BulletinError(
                f"{name} 是压缩包，可是打不开，多半没有传完。", "请对方重新发一次。"
            ) from error
        return Kind.DOCX  # its reader says what is wrong with it
    if "[Content_Types].xml" in names:
        return Kind.DOCX
    if name.lower().endswith(".zip"):
        return Kind.ZIP
    raise NotText(
        f"{name} 是压缩包，不是文稿。", "把名字改成 .zip 结尾再导入，或先解开，导入里面的文件。"
    )


def _in_ole(name: str, data: bytes) -> Kind:
    """Word's and WPS's old format; its directory has the names of streams in UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise BulletinError(f"{name} 加了密码，读不了。", "解除密码、另存以后再导入。")
    foreign_files.refuse_streams(name, data)
    return Kind.DOC
