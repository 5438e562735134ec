"""What the parts of a run say: letters, breaks, symbols, fields (ECMA-376-1, 17.3.3 and 17.16)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bulletin.importing.draft import Mend, Omitted, Remark
from bulletin.importing.readers.docx import omissions, symbols
from bulletin.importing.readers.docx.field_codes import Field, drawn_for, form_field
from bulletin.importing.readers.docx.style_roles import latin_face
from bulletin.importing.readers.docx.walk_items import Feature, FeatureCount, Item
from bulletin.ooxml.namespaces import W
from bulletin.ooxml.style_resolver import Formatting

SYMBOLS, DRAWN = "符号字体里的字，换成一样的字符", "域代码画的字，写成文字"
_MARKS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_T, _CODE, _MARK = f"{W}t", f"{W}instrText", f"{W}fldChar"
_PRIVATE = re.compile("[\uf000-\uf0ff]")


class RunReader:
    """Reads the parts of runs in the order of the file, since a field may go over many runs."""

    def __init__(self) -> None:
        self._fields: list[Field] = []
        """The fields that are open, the outermost first."""

    def read(self, element: Any, formatting: Formatting) -> Iterator[str | Item]:
        """The text of one part of a run, if it has any, and what has to be said of it."""
        text = ""
        for item in self._read(element, formatting):
            if isinstance(item, str):
                text += item
            else:
                yield item
        if text and self._is_code():
            self._fields[-1].code += text
        elif text:
            for field in self._fields:
                field.has_result = field.has_result or field.has_separator
            yield text

    @property
    def is_contents(self) -> bool:
        """Whether a table of contents is open."""
        return any(field.kind == "TOC" for field in self._fields)

    @property
    def is_counted(self) -> bool:
        """Whether a number is open that Word counts (SEQ), as in captions."""
        return any(field.kind == "SEQ" for field in self._fields)

    @contextmanager
    def simple_field(self, code: str) -> Iterator[None]:
        """A field that is written as one element, with its result inside (17.16.19)."""
        self._fields.append(Field(code, has_separator=True))
        yield
        self._fields.pop()

    @property
    def link(self) -> str:
        """The address of a link that is open."""
        return next((field.address for field in reversed(self._fields) if field.address), "")

    def unended(self) -> Iterator[str]:
        """The code of EQ fields that a paragraph leaves open: none goes on in the next one."""
        while self._is_code():
            yield self._fields.pop().code

    def _is_code(self) -> bool:
        """Whether text that comes now is the code of an EQ field."""
        last = self._fields[-1] if self._fields else None
        return last is not None and last.kind == "EQ" and not last.has_separator

    def _read(self, element: Any, formatting: Formatting) -> Iterator[str | Item]:
        tag = element.tag
        if tag == _T:
            yield from _letters(element.text or "", formatting)
        elif tag in _MARKS:
            yield _MARKS[tag]
        elif tag == f"{W}br":
            if element.get(f"{W}type") in (None, "textWrapping"):
                yield "\n"
        elif tag == f"{W}sym" or str(tag).endswith("}symEx"):  # 17.3.3.30
            if char := symbols.stored(element):
                yield from _letter(char, symbols.font_of(element))
        elif tag == f"{W}delText":
            yield Omitted(element.text or "", omissions.DELETED)
        elif tag == _CODE:
            if self._fields and not self._fields[-1].has_separator:
                self._fields[-1].code += element.text or ""
        elif tag == _MARK:
            yield from self._mark(element)

    def _mark(self, mark: Any) -> Iterator[str | Item]:
        """Follow the mark of a field; what the field shows where it ends without a result."""
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            self._fields.append(Field(check=form_field(mark)))
        elif kind == "separate" and self._fields:
            self._fields[-1].has_separator = True
        elif kind == "end" and self._fields:
            yield from _drawn(self._fields.pop())


def _drawn(field: Field) -> Iterator[str | Item]:
    result = drawn_for(field)
    text = result.text + "".join(result.ruby)
    if field.is_drawn and text:
        yield Mend(DRAWN, field.code, text)
    elif field.is_drawn:
        yield Omitted(field.code, omissions.UNDRAWN)
    yield from (Omitted(reading, omissions.RUBY) for reading in result.ruby)
    yield from (FeatureCount(Feature.UNCIRCLED, text=circle) for circle in result.dropped)
    if result.is_formula:
        yield FeatureCount(Feature.FORMULA)
    yield result.text


def _letters(text: str, formatting: Formatting) -> Iterator[str | Item]:
    text = text.replace("\n", " ").replace("\r", " ")
    font = latin_face(formatting) or formatting.chinese
    if not (symbols.is_symbols(font) or _PRIVATE.search(text)):
        yield text
        return
    for char in text:
        yield from _letter(char, font)


def _letter(char: str, font: str) -> Iterator[str | Item]:
    """What a character shows in a font; where that is not known, a remark stands at its place."""
    shown = symbols.shown(font, char)
    if shown is None:
        yield Omitted(char, omissions.SYMBOL)
        name = f"{font}，" if font else ""
        yield Remark(
            "符号",
            f"这一段里有一个不知道是什么的符号（{name}编号 {ord(char):04X}），请对照原文。",
            added=True,
        )
        return
    if shown != char:
        yield FeatureCount(Feature.SYMBOL)
        yield Mend(SYMBOLS, char, shown)
    yield shown
