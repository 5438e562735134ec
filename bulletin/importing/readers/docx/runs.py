"""What the parts of a run say: letters, breaks, symbols, fields (ECMA-376, 17.3.3 and 17.16)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bulletin.importing.draft import Mend, Omitted, Piece, Remark
from bulletin.importing.readers.docx import symbols
from bulletin.importing.readers.docx.field_codes import Field, form_field, shown_by
from bulletin.importing.readers.docx.word_tables import DELETED
from bulletin.ooxml.style_sheet import W, WordLook

RUBY, SYMBOL = "注音", "符号字体里的字，不知道是什么符号"
SYMBOLS, DRAWN = "符号字体里的字，换成一样的字符", "域代码画的字，写成文字"
UNDRAWN = "域代码，不知道画的是什么"
_MARKS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_T, _CODE, _MARK = f"{W}t", f"{W}instrText", f"{W}fldChar"
_PRIVATE = re.compile("[\uf000-\uf0ff]")


class RunReader:
    """Reads the parts of runs in order, through all fields that are open; ``left`` is added to."""

    def __init__(self, left: list[Omitted]) -> None:
        self._left = left
        self._fields: list[Field] = []
        self.mends: list[Mend] = []
        """What stands in the text as something else than in the file."""
        self.uncircled: list[str] = []
        """Characters in a circle that there is no character for."""
        self.symbols = self.equations = 0

    def text(self, element: Any, look: WordLook, beside: list[Piece]) -> str:
        """What one part of a run says; a symbol that is not known is a remark in ``beside``."""
        said = self._field(element) if element.tag in (_CODE, _MARK) else ""
        said = said or self._said(element, look, beside)
        if said and self._is_code():
            self._fields[-1].code += said
            return ""
        for one in self._fields if said else ():
            one.has_result = one.has_result or one.has_separator
        return said

    @property
    def is_contents(self) -> bool:
        """Whether a field is open that is a table of contents."""
        return any(one.kind == "TOC" for one in self._fields)

    @property
    def link(self) -> str:
        """The address of a link that is open."""
        return next((one.address for one in reversed(self._fields) if one.address), "")

    def unended(self) -> Iterator[str]:
        """The code of EQ fields that a paragraph leaves open: none goes on in the next one."""
        while self._is_code():
            yield self._fields.pop().code

    def _said(self, element: Any, look: WordLook, beside: list[Piece]) -> str:
        tag = element.tag
        if tag == _T:
            text = (element.text or "").replace("\n", " ").replace("\r", " ")
            if not (symbols.is_symbols(look.latin or look.font) or _PRIVATE.search(text)):
                return text
            return "".join(self._letter(char, look, beside) for char in text)
        if tag in _MARKS:
            return _MARKS[tag]
        if tag == f"{W}br":
            return "\n" if element.get(f"{W}type") in (None, "textWrapping") else ""
        if tag == f"{W}sym" or str(tag).endswith("}symEx"):
            return self._symbol(element, beside)
        if tag == f"{W}delText":
            self._left.append(Omitted(element.text or "", DELETED))
        return ""

    def _letter(self, char: str, look: WordLook, beside: list[Piece]) -> str:
        """What a letter shows in its face; where that is not known, a remark stands at its place."""
        font = look.latin or look.font
        seen = symbols.shown(font, char)
        if seen == char:
            return char
        if seen is None:
            self._left.append(Omitted(char, SYMBOL))
            beside.append(_unknown(font, char))
            return ""
        self._changed(char, seen)
        return seen

    def _changed(self, char: str, seen: str) -> None:
        self.symbols += 1
        self.mends.append(Mend(SYMBOLS, char, seen))

    def _symbol(self, element: Any, beside: list[Piece]) -> str:
        """What a w:sym shows (17.3.3.30)."""
        char, font = symbols.stored(element), symbols.font_of(element)
        seen = symbols.shown(font, char) if char else ""
        if seen is None:
            self._left.append(Omitted(char, SYMBOL))
            beside.append(_unknown(font, char))
        elif seen != char:
            self._changed(char, seen)
        return seen or ""

    def _field(self, mark: Any) -> str:
        """Read the code or a mark of a field; what it shows where it ends without a result."""
        kind = mark.get(f"{W}fldCharType")
        if mark.tag == _CODE:
            if self._fields and not self._fields[-1].has_separator:
                self._fields[-1].code += mark.text or ""
        elif kind == "begin":
            self._fields.append(Field(check=form_field(mark)))
        elif kind == "separate" and self._fields:
            self._fields[-1].has_separator = True
        elif kind == "end" and self._fields:
            return self._shown(self._fields.pop())
        return ""

    def _shown(self, one: Field) -> str:
        seen = shown_by(one)
        said = seen.text + "".join(seen.ruby)
        if one.is_drawn and said:
            self.mends.append(Mend(DRAWN, one.code, said))
        elif one.is_drawn:
            self._left.append(Omitted(one.code, UNDRAWN))
        self._left += (Omitted(reading, RUBY) for reading in seen.ruby)
        self.uncircled += seen.dropped
        self.equations += seen.is_formula
        return seen.text

    def _is_code(self) -> bool:
        """Whether text that comes now is the code of an EQ field."""
        last = self._fields[-1] if self._fields else None
        return last is not None and last.kind == "EQ" and not last.has_separator


def _unknown(font: str | None, char: str) -> Remark:
    said = f"{font}，" if font else ""
    return Remark(
        "符号",
        f"这一段里有一个不知道是什么的符号（{said}编号 {ord(char):04X}），请对照原文。",
        added=True,
    )
