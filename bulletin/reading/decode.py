"""Bytes become a Source: UTF-8 only, anything else is recognised and named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bulletin.findings import kinds
from bulletin.findings.diagnostics import Diagnostic, Edit, Fix
from bulletin.text import file_signatures as form
from bulletin.text.characters import CONTROL, UNSEEN_BREAK
from bulletin.text.source import Source

_BOM = b"\xef\xbb\xbf"
_SAVE_AS = "用记事本打开，“另存为”时编码选 UTF-8；或在 WPS 里全选复制到记事本再存。"
_ADD = "稿件要纯文字：用 Word 或 WPS 打开它，把文字复制到记事本，存成 UTF-8 编码的文本文件。"
_DAMAGED = "文件多半在传送时损坏了：重新取一份；或用记事本打开，改好这一行，再存为 UTF-8。"
# How files that are no text begin.
_SIGNATURES = (
    (form.ZIP, "Word 文档（.docx）或压缩包"),
    (form.OLE, "Word 或 WPS 文档（.doc、.wps）"),
    (form.PDF, "PDF 文件"),
    (form.RTF, "RTF 文档"),
    (form.PNG, "图片（PNG）"),
    (form.JPEG, "图片（JPEG）"),
)

_UNSEEN = (
    (re.compile(f"[{CONTROL}]+"), "这里有看不见的控制字符（U+{:04X}），Word 不收。",
     "多半是从别处复制带来的，删掉它再存。"),
    (re.compile(f"[{UNSEEN_BREAK}]+"), "这里有看不见的换行符（U+{:04X}），Word 印不好。",
     "删掉它；要另起一段就空一行。"),
)  # fmt: skip
"""What nobody sees in a text, and the message and the hint about it."""
_SUSPECT = re.compile(f"[{CONTROL}{UNSEEN_BREAK}]")
_MEANINGLESS = frozenset("\x00\x1f\x7f\ufffe\uffff")
"""Control characters that a fix may delete; others may be what is left of a break or a hyphen."""


def decode(path: str, data: bytes) -> tuple[Source, list[Diagnostic]]:
    """The text of a file, its byte order mark taken off; ``path`` is how the file is named."""
    while data.startswith(_BOM):  # some programs put one before another
        data = data.removeprefix(_BOM)
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            source = Source(path, data.decode("utf-8", "replace"))
            message = f"这不是文本文件，是 {name}，只是文件名像文本。"
            span = source.span(0, min(4, len(source.text)))
            return source, [kinds.NOT_UTF8.at(span, message, _ADD)]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _other_encoding(path, data, error.start)
    if "\0" in text and _is_utf16(data):
        return _other_encoding(path, data, text.index("\0"))
    source = Source(path, text)
    if not text.strip():
        message = "文件是空的。"
        return source, [kinds.EMPTY_FILE.at(source.span(0, 0), message, "写上内容，或删掉它。")]
    return source, sorted(_invisible(source), key=lambda finding: finding.span.start)


def _invisible(source: Source) -> Iterator[Diagnostic]:
    if not _SUSPECT.search(source.text):  # one look at a text that is clean, as nearly all are
        return
    for pattern, message, hint in _UNSEEN:
        for match in pattern.finditer(source.text):
            span = source.span(*match.span())
            fix = Fix(_MEANINGLESS.issuperset(match[0]), (Edit(span, ""),))
            yield kinds.CONTROL_CHARACTER.at(span, message.format(ord(match[0][0])), hint, fix)


def _other_encoding(path: str, data: bytes, bad: int) -> tuple[Source, list[Diagnostic]]:
    """``bad`` is the place of the first byte that is not UTF-8."""
    name, encoding = _recognise(data)
    source = Source(path, data.decode(encoding, "replace").removeprefix("\ufeff"))
    place = 0 if encoding.startswith("utf-16") else len(data[:bad].decode(encoding, "replace"))
    place = min(place, len(source.text))
    line, column = source.position(place)
    message = (
        f"文件不是 UTF-8，是 {name} 编码（从第 {line} 行起）。"
        if name
        else f"文件不是 UTF-8，第 {line} 行第 {column} 个字起有读不通的字节。"
    )
    span = source.span(place, min(place + 1, len(source.text)))
    return source, [kinds.NOT_UTF8.at(span, message, _SAVE_AS if name else _DAMAGED)]


def _recognise(data: bytes) -> tuple[str, str]:
    """The name of the encoding and Python's; an empty name when it is none that we know."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16", "utf-16"
    if _is_utf16(data):
        return "UTF-16", "utf-16-le" if data[1::2].count(0) >= data[::2].count(0) else "utf-16-be"
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return "", "utf-8"
    looks_chinese = sum("\u4e00" <= char <= "\u9fff" for char in text) * 3 > sum(
        ord(char) > 127 for char in text
    )
    return ("GB18030（GBK）", "gb18030") if looks_chinese else ("", "utf-8")


def _is_utf16(data: bytes) -> bool:
    """Whether NULs stand in every other place, as they do where UTF-16 writes ASCII."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    return max(even, odd) > len(data) // 10 and min(even, odd) * 4 < max(even, odd)
