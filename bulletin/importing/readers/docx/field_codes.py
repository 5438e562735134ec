"""Fields of a Word file (ECMA-376-1, 17.16), and what Word draws for those that have no result.

A field is a code between two marks, mostly with its result after it, which is text of the file. An EQ
field (带圈字符, 拼音指南, fractions) has no result: Word draws what its code says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from bulletin.importing.readers.docx.symbols import shown
from bulletin.ooxml.namespaces import VAL, W
from bulletin.ooxml.style_resolver import is_on, value_at, whole_number

_CIRCLES = "○〇◯О"
_WORDS = "一二三四五六七八九十月火水木金土日株有社名特财祝劳秘男女适优印注项休写正上中下左右医宗学监企资协夜"
_CIRCLED = {
    **{str(number): chr(0x245F + number) for number in range(1, 21)},
    **{str(number): chr(0x3250 + number - 20) for number in range(21, 36)},
    **{str(number): chr(0x32B0 + number - 35) for number in range(36, 51)},
    **{chr(0x41 + at): chr(0x24B6 + at) for at in range(26)},
    **{chr(0x61 + at): chr(0x24D0 + at) for at in range(26)},
    **dict(zip(_WORDS, map(chr, range(0x3280, 0x32B1)), strict=True)),
}  # fmt: skip
_SHAPES = "□▢△▲◇◊"
_SYMBOL = re.compile(
    r"\s*SYMBOL\s+(?P<code>\d+|0x[0-9A-Fa-f]+).*?\\f\s*\"?(?P<font>[^\"\\]+)", re.I
)
_LINK = re.compile(r"\s*HYPERLINK\s+(?:\\[a-z]\s+)*\"?(?P<address>[^\"\s]+)", re.I)
_MACRO = re.compile(r"\s*(?:MACROBUTTON|GOTOBUTTON)\s+\S+\s+(?P<shown>.*)", re.I | re.S)
_DRAWN = ("EQ", "SYMBOL", "MACROBUTTON", "GOTOBUTTON")
_DEEPEST = 20
_LONGEST = 2000
"""Characters of a code that is read."""


@dataclass
class Field:
    """One field while it is read."""

    code: str = ""
    has_separator: bool = False
    has_result: bool = False
    check: str = ""
    """What a form field shows without a result: ☑, ☐, or the chosen line of a list."""

    @property
    def kind(self) -> str:
        """The first word of the code: EQ, TOC, HYPERLINK."""
        return "".join(self.code.split(maxsplit=1)[:1]).upper()

    @property
    def is_drawn(self) -> bool:
        """Whether Word draws what its code says."""
        return self.kind in _DRAWN and not (self.has_result or self.check)

    @property
    def address(self) -> str:
        """The address of a link; empty for a place in the document."""
        match = _LINK.match(self.code[:_LONGEST])
        address = match["address"] if match else ""
        return "" if address.startswith("\\") else address


@dataclass(frozen=True, slots=True)
class FieldResult:
    """What Word draws for a field without a result, as text."""

    text: str
    ruby: tuple[str, ...] = ()
    """Readings that stand above the text."""
    dropped: tuple[str, ...] = ()
    """Circled characters that Unicode does not have, described: ○里的密."""
    is_formula: bool = False


def drawn_for(field: Field) -> FieldResult:
    """What Word draws for a field that has no result; empty where it draws nothing."""
    if field.check:
        return FieldResult(field.check)
    if field.has_result or len(field.code) > _LONGEST:
        return FieldResult("")
    if match := _SYMBOL.match(field.code):
        code = int(match["code"], 0) & 0xFFFF
        is_char = not 0xD800 <= code <= 0xDFFF
        char = shown(match["font"].strip(), chr(code)) if is_char else None
        return FieldResult(char or "")
    if match := _MACRO.match(field.code):
        return FieldResult(match["shown"].strip())
    return _equation(field.code) if field.kind == "EQ" else FieldResult("")


def _equation(code: str) -> FieldResult:
    text = re.sub(r"^\s*EQ", "", code, flags=re.I)
    text = re.sub(r"\\\*\s*(?:\"[^\"]*\"|[A-Za-z]+\d*)", "", text)  # \* jc2 \* "Font:宋体" \* hps10
    reader = _Equation(text)
    shown_text = reader.read(0)
    return FieldResult(shown_text, tuple(reader.ruby), tuple(reader.dropped), reader.is_formula)


class _Equation:
    """Reads the code of an EQ field from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self.ruby: list[str] = []
        self.dropped: list[str] = []
        self.is_formula = False

    def read(self, depth: int, ends: str = "") -> str:
        """The text up to a mark that ends it, or to the end."""
        shown_here = ""
        while self._at < len(self._text) and self._text[self._at] not in ends:
            char = self._text[self._at]
            self._at += 1
            if char != "\\" or self._at == len(self._text):
                shown_here += char
            elif re.match(r"[a-z]", self._text[self._at], re.I) and depth < _DEEPEST:
                shown_here += self._switch(depth)
            else:  # \, \( \) \\ are the characters themselves
                shown_here += self._text[self._at]
                self._at += 1
        return shown_here.strip() if not ends else shown_here

    def _switch(self, depth: int) -> str:
        match = re.compile(r"([a-z]+)\s*-?\d*\s*((?:\\[a-z]+\s*-?\d*\s*)*)\(", re.I).match(
            self._text, self._at
        )
        if match is None:
            end = re.compile(r"[a-z]+\s*-?\d*\s*", re.I).match(self._text, self._at)
            self._at = end.end() if end else self._at + 1
            return ""
        self._at = match.end()
        parts = [self.read(depth + 1, ",;)")]
        while self._at < len(self._text) and self._text[self._at] in ",;":
            self._at += 1
            parts.append(self.read(depth + 1, ",;)"))
        self._at += 1
        return self._shown(match[1].lower(), match[2].lower(), [part.strip() for part in parts])

    def _shown(self, name: str, options: str, parts: list[str]) -> str:
        if name == "o":
            return self._over(options, parts)
        if name in ("s", "x"):
            return "".join(parts)
        self.is_formula = True
        if name == "f":
            return "/".join(map(_bracketed, parts))
        if name == "r":
            return "√".join(["", *parts] if len(parts) == 1 else parts)
        if name == "b":
            return f"（{''.join(parts)}）" if not options else "".join(parts)
        return ("∫" if name == "i" else "") + "，".join(part for part in parts if part)

    def _over(self, options: str, parts: list[str]) -> str:
        """Characters drawn over one another: in a circle, or with their reading above them."""
        inner = [part for part in parts if part and part not in (*_CIRCLES, *_SHAPES)]
        marks = [part for part in parts if part in (*_CIRCLES, *_SHAPES)]
        if marks and len(inner) == 1:
            circled = _CIRCLED.get(inner[0]) if marks[0] in _CIRCLES else None
            if circled is None:
                self.dropped.append(f"{marks[0]}里的{inner[0]}")
            return circled or inner[0]
        if len(inner) == 2 and ("ad" in options or "al" in options or "ac" in options):
            self.ruby.append(inner[0])
            return inner[1]
        return "".join(parts)


def _bracketed(text: str) -> str:
    return f"({text})" if re.search(r"[-+−×÷*/]", text) else text


def form_field(mark: Any) -> str:
    """What a form field shows by itself (17.16.5): a box, ticked or not, or the chosen line of a list."""
    box = mark.find(f"{W}ffData/{W}checkBox")
    if box is not None:
        checked = box.find(f"{W}checked")
        checked = box.find(f"{W}default") if checked is None else checked
        return "☑" if checked is not None and is_on(checked) else "☐"
    lines = [one.get(VAL, "") for one in mark.iterfind(f"{W}ffData/{W}ddList/{W}listEntry")]
    at = whole_number(value_at(mark, "ffData", "ddList", "result")) or 0
    return lines[at] if at < len(lines) else ""
