"""Plain text files become drafts: any encoding, a line a paragraph or lines broken at a width.

A line that begins with # and a space is a heading, as chat programs write it. Nothing else is markup:
an asterisk is a character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bulletin.findings.errors import BulletinError
from bulletin.importing.draft import Draft, DraftParagraph, DraftRun, Omitted
from bulletin.importing.readers import limits
from bulletin.importing.readers.control_characters import CONTROL, without_controls
from bulletin.importing.readers.reflow import ReflowedParagraph, reflow

PAGE_NUMBER, HEADING_MARKS = "页码", "小标题前面的 #"
_BOLD = re.compile(r"\*\*[^*\n]+\*\*")
_LINES = 4
"""Lines of a paragraph, for a first guess at the number of paragraphs."""
_ENCODINGS = ["gb18030", "big5", "utf_16_le", "utf_16_be", "utf_16", "utf_32"]


def decoded(name: str, data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16, GB18030 or Big5; any other raises ``BulletinError``."""
    limits.check_text(name, len(data) // 4)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    if text and _is_chinese(text):
        return text
    from charset_normalizer import from_bytes  # 20 ms, and hardly ever needed

    best = from_bytes(data[:100_000], cp_isolation=_ENCODINGS).best()
    if best is None:
        raise BulletinError(
            f"{name} 认不出是什么编码，或不是文本文件。",
            "用记事本打开，“另存为”时编码选 UTF-8，再导入。",
        )
    return data.decode(best.encoding, "replace")


def _is_chinese(text: str) -> bool:
    """Whether a text decoded as GB18030 mostly has the common characters of GB 2312, level 1."""
    wide = [char for char in text if char > "\x7f"]
    known = "".join(wide).encode("gb2312", "ignore")  # two bytes a character
    common = sum(0xA1 <= first <= 0xD7 for first in known[::2])
    return common * 10 > len(wide) * 7


def read(name: str, data: bytes) -> Draft:
    """Read a text file; one that is too long or in an unknown encoding raises ``BulletinError``."""
    text, controls = without_controls(decoded(name, data))
    limits.check_text(name, len(text))
    limits.check_paragraphs(name, text.count("\n") // _LINES)
    paragraphs, numbers = reflow(text)
    pieces = tuple(map(_para, paragraphs))
    left = [Omitted(number, PAGE_NUMBER) for number in numbers]
    left += (Omitted(one.marks, HEADING_MARKS) for one in paragraphs if one.marks)
    if controls:
        left.append(Omitted(controls, CONTROL))
    if not pieces:
        raise BulletinError(f"{name} 是空的。", "看看是不是选错了文件。")
    return Draft(name, pieces, tuple(left), (*unreadable(text), *_marked(text)))


def _para(one: ReflowedParagraph) -> DraftParagraph:
    role = f"大纲{len(one.marks)}" if one.marks else ""
    return DraftParagraph((DraftRun(one.text),), role)


def unreadable(text: str) -> Iterator[str]:
    """A note on bytes that are invalid in the file's encoding."""
    if number := text.count("\ufffd"):
        yield f"有 {number} 处读不通，成了“\ufffd”，请对照原文。"


def _marked(text: str) -> Iterator[str]:
    """A note on marks of Markdown, which are text here: 张** may be a masked name."""
    if number := len(_BOLD.findall(text)):
        yield (
            f"有 {number} 处像是 Markdown 的加粗（**……**），照原样当文字带进来了；"
            "是记号的，存成名字以 .md 结尾的文件再导入。"
        )
