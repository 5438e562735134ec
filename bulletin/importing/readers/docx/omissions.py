"""Text of a Word file that is left out of the draft, with the reason; the report names it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bulletin.importing.draft import Omitted
from bulletin.importing.readers.docx.symbols import stored

DELETED, COVERED = "修订中划掉的字", "被合并的格遮住的字"
HIDDEN, PLACEHOLDER = "隐藏的文字", "表单里没有填的提示文字"
AUTOMATIC = "自动编号，由程序编"
ADDRESS = "链接的网址，由程序印"
UNREFERRED = "没有引用的脚注、批注"
RUBY, SYMBOL = "注音", "符号字体里的字，不知道是什么符号"
UNDRAWN = "域代码，不知道画的是什么"
HEADER, DRAWN = "页眉页脚", "图表、图形里的字"


def left_out(element: Any, reason: str) -> Iterator[Omitted]:
    """All text inside an element as left out, if there is any."""
    text = all_text(element)
    if text:
        yield Omitted(text, reason)


def all_text(element: Any) -> str:
    """All text inside an element, deleted or not; of alternatives only the first."""
    return "".join(_texts(element))


def _texts(element: Any) -> Iterator[str]:
    match str(element.tag).rpartition("}")[2]:
        case "t" | "delText":
            yield element.text or ""
        case "noBreakHyphen":
            yield "-"
        case "sym" | "symEx":
            yield stored(element)
        case "textpath":
            yield element.get("string", "")
        case "AlternateContent":
            for child in element[:1]:
                yield from _texts(child)
        case _:
            for child in element.iterchildren():
                yield from _texts(child)
