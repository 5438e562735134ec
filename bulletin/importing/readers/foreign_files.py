"""Files that are no text are refused with a word on what they are, told by their bytes, not their names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bulletin.importing.readers.incoming import NotText
from bulletin.text import file_signatures as form
from bulletin.text.characters import COMMON_HAN

_TYPE_OUT = "请向供稿单位要 Word 文件，或把里面的文字打成文本。"
_UNPACK = "先用解压软件解开，再导入里面的文件。"
_INTO_WORD = "把要用的表格或文字复制到 Word 里，另存为 .docx 再导入。"
_OCR = "里面的文字要先用文字识别（OCR，WPS 和扫描软件里都有）转成文本，或向供稿单位要 Word 文件。"
_EXPORT = "用它自己的软件打开，导出成 PDF 或 Word 文件，再导入。"
_AS_MAIL = "用 Outlook 打开它，另存为 .eml（或把附件存出来）再导入。"
_AS_HTML = "请对方把邮件格式改成 HTML 或纯文本重发，或直接发附件。"
_NOTHING = "这样的文件里没有稿件；看看是不是选错了文件。"

_PICTURES = b"|".join(
    (
        *map(re.escape, (form.PNG, form.JPEG, *form.TIFF)),
        form.WEBP_PATTERN, form.HEIC_PATTERN, form.AVIF_PATTERN, form.EMF_PATTERN,
        form.WMF_PATTERN, form.PSD_PATTERN, form.EPS_PATTERN,
        rb"GIF8[79]a|BM....\x00\x00\x00\x00|\x00\x00\x01\x00\x01|\x00\x00\x00\x0cjP  ",
    )
)  # fmt: skip
_SIGNS = tuple(
    (re.compile(sign, re.S), what, hint)
    for sign, what, hint in (
        (_PICTURES, "图片", _OCR),
        (form.MP4_PATTERN + b"|" + form.AVI_PATTERN, "视频", _TYPE_OUT),
        (rb"\x1aE\xdf\xa3|FLV\x01|0&\xb2u\x8ef\xcf\x11|\x00\x00\x01\xba", "视频", _TYPE_OUT),
        (rb"RIFF....WAVE|ID3[\x02-\x04]|OggS|fLaC|#!AMR|MThd", "录音", _TYPE_OUT),
        (rb"\xff[\xf2\xf3\xfa\xfb][\x10-\xef]", "录音", _TYPE_OUT),
        (rb"MZ.{0,510}\x00|\x7fELF|\xca\xfe\xba\xbe|[\xce\xcf]\xfa\xed\xfe|dex\n", "程序", _NOTHING),
        (rb"Rar!\x1a\x07|7z\xbc\xaf\x27\x1c|\x1f\x8b|BZh[1-9]|\xfd7zXZ|MSCF\x00", "压缩包", _UNPACK),
        (rb"\x28\xb5\x2f\xfd|.{257}ustar|..-lh[0-9]-", "压缩包", _UNPACK),
        (rb"SQLite format 3\x00|\x00\x01\x00\x00Standard (?:Jet|ACE) DB", "数据库", _INTO_WORD),
        (form.CAD_PATTERN + rb"\x00|\x00\x01\x00\x00\x00|OTTO|ttcf|wOF[F2]", "图纸或字体", _NOTHING),
        (rb"CAJ\x00|HN\x00|KDH ", "知网的 .caj 文件", _EXPORT),
        (rb"Founder CEB|" + form.ZIP + rb".{0,60}SEP", "方正的 .ceb 文件", _EXPORT),
        (rb"\x78\x9f\x3e\x22", "Outlook 的 winmail.dat", _AS_HTML),
        (rb"!BDN", "Outlook 的邮箱文件 .pst", _AS_MAIL),
        (rb"L\x00\x00\x00\x01\x14\x02\x00", "快捷方式", "找到它指向的文件，再导入那个文件。"),
        (rb"bplist00", "设置文件", _NOTHING),
    )
)  # fmt: skip
_TEXT_LIKE = re.compile(
    rb"BM|%!PS|MZ|OTTO|ttcf|BZh|HN|8BPS|FLV|ID3|..-lh|[\xc5\xd7\xca\xce\xcf]", re.S
)
"""Signatures that a text may begin with, too: for these a byte is needed that no text has."""
_STREAMS = (
    ("__properties_version1.0", "Outlook 的 .msg 邮件", _AS_MAIL),
    ("Workbook", "Excel 表格", _INTO_WORD),
    ("Book", "Excel 表格", _INTO_WORD),
    ("PowerPoint Document", "幻灯片", _TYPE_OUT),
    ("VisioDocument", "Visio 图", _EXPORT),
    ("Catalog", "缩略图的缓存", _NOTHING),
)
"""Names of streams in OLE files, the old Office formats."""
_IN_ZIP = (
    (r"xl/", "Excel 表格", _INTO_WORD),
    (r"ppt/", "幻灯片", _TYPE_OUT),
    (r"visio/", "Visio 图", _EXPORT),
    (r"OFD\.xml", "OFD 文件", "用 OFD 阅读器（数科、福昕、WPS）打开，导出成 PDF 或 Word 文件，再导入。"),
    (r"META-INF/container\.xml", "电子书", _EXPORT),
    (r"AndroidManifest\.xml|META-INF/MANIFEST\.MF", "程序", _NOTHING),
    (r"content\.json|document\.json", "思维导图或设计稿", _EXPORT),
)  # fmt: skip
_CONTROLS = bytes({*range(32)} - {*b"\t\n\v\f\r\x1a\x1b"}) + b"\x7f"
_LOOKED_AT = 16_384
_MOST_CONTROLS = 0.05
"""The part of control bytes in a text, at most; random bytes have 0.10, a damaged text hardly any."""
_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_WRITTEN = re.compile(
    rf"[\n\r\t -~\u2010-\u203b\u3000-\u30ff\u3400-\u4dbf{COMMON_HAN}\uff00-\uffef]"
)


def refuse(name: str, data: bytes) -> None:
    """Raise ``NotText`` where a file's first bytes are those of something that is no text."""
    head = data[:1024]
    for sign, what, hint in _SIGNS:
        if sign.match(head) and (not _TEXT_LIKE.match(head) or b"\x00" in head):
            raise _no_text(name, what, hint)


def refuse_parts(name: str, parts: Sequence[str]) -> None:
    """Raise ``NotText`` where the names in a zip file are those of something that is no text."""
    for sign, what, hint in _IN_ZIP:
        if any(re.match(sign, one) for one in parts):
            raise _no_text(name, what, hint)


def refuse_streams(name: str, data: bytes) -> None:
    """Raise ``NotText`` where the streams of an OLE file are not those of a Word document."""

    def has(stream: str) -> bool:
        return (stream + "\x00").encode("utf-16-le") in data

    if has("WordDocument") and not has("__properties_version1.0"):
        return
    for stream, what, hint in _STREAMS:
        if has(stream):
            raise _no_text(name, what, hint)


def refuse_binary(name: str, data: bytes) -> None:
    """Raise ``NotText`` where too many bytes are none of a text's, whatever else the file is."""
    head = data[:_LOOKED_AT]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls <= max(2, len(head) * _MOST_CONTROLS) or _is_wide(head):
        return
    raise NotText(
        f"{name} 不是文本，也不是认得的文件，没有导入。",
        "看看是用什么软件做的，用它打开，另存为 .docx、.pdf 或 .txt 再导入。",
    )


def _is_wide(head: bytes) -> bool:
    """Whether bytes are UTF-16 or UTF-32 text, with or without a byte order mark."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return True
    for encoding in _WIDE:
        text = head[: len(head) // 4 * 4].decode(encoding, "replace")
        if len(_WRITTEN.findall(text)) > 0.9 * len(text):
            return True
    return False


def _no_text(name: str, what: str, hint: str) -> NotText:
    return NotText(f"{name} 是{what}，不是文稿。", hint)
