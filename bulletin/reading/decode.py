"""Bytes become a Source: UTF-8 only, anything else is recognised and named."""

from __future__ import annotations

import re

from bulletin import faults
from bulletin.diagnostics import Diagnostic
from bulletin.source import Source

_BOM = b"\xef\xbb\xbf"
_SAVE_AS = "用记事本打开，“另存为”时编码选 UTF-8；或在 WPS 里全选复制到记事本再存。"

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]+")
"""What XML 1.0, 2.2 does not allow, and the control characters that it discourages."""


def decode(path: str, data: bytes) -> tuple[Source, list[Diagnostic]]:
    """The text of a file, its byte order mark taken off; ``path`` is how the file is named."""
    body = data.removeprefix(_BOM)
    try:
        source = Source(path, body.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _other_encoding(path, body, error)
    if not source.text.strip():
        message = "文件是空的。"
        return source, [faults.EMPTY_FILE.at(source.span(0, 0), message, "写上内容，或删掉它。")]
    return source, [
        faults.CONTROL_CHARACTER.at(
            source.span(match.start(), match.end()),
            f"这里有看不见的控制字符（U+{ord(match[0][0]):04X}），Word 不收。",
            "多半是从别处复制带来的，删掉它再存。",
        )
        for match in _NOT_XML.finditer(source.text)
    ]


def _other_encoding(
    path: str, data: bytes, error: UnicodeDecodeError
) -> tuple[Source, list[Diagnostic]]:
    name, text = _recognise(data)
    source = Source(path, text)
    good = data[: error.start].decode("utf-8", "replace")
    line = min(good.count("\n") + 1, text.count("\n") + 1)
    is_named = f"，是 {name} 编码" if name else f"，第 {line} 行有读不通的字节"
    return source, [
        faults.NOT_UTF8.at(source.line_span(line), f"文件不是 UTF-8{is_named}。", _SAVE_AS)
    ]


def _recognise(data: bytes) -> tuple[str, str]:
    """The name of the encoding and the text by it; an empty name when it is none that we know."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16", data.decode("utf-16", "replace")
    for name, encoding, zeros in (
        ("UTF-16", "utf-16-le", data[1::2]),
        ("UTF-16", "utf-16-be", data[::2]),
    ):
        if zeros and zeros.count(0) > len(zeros) // 5:
            return name, data.decode(encoding, "replace")
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return "", data.decode("utf-8", "replace")
    looks_chinese = sum("\u4e00" <= char <= "\u9fff" for char in text) * 3 > sum(
        ord(char) > 127 for char in text
    )
    return ("GB18030（GBK）", text) if looks_chinese else ("", data.decode("utf-8", "replace"))
