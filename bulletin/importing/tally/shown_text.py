"""The tally of a .docx, from its XML (ECMA-376, parts 1 and 3), without code of the reader, to check it.

All text counts, also if it is hidden, deleted, in a header, or covered by a merged cell: the reader must
report it as omitted. Characters of symbol fonts and codes of fields that Word draws (EQ) count as they
are stored: the reader must report what it replaced them by.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, fromstring

from bulletin.importing.draft import ShownText, Tally
from bulletin.importing.tally.shown_numbers import Numbering, children, named, value

_DRAWN_CODES = ("EQ", "SYMBOL", "MACROBUTTON", "GOTOBUTTON")
"""Fields that show what their code says, where they have no result (17.16)."""
_OTHER_PARTS = {
    "footnotes": "脚注", "endnotes": "尾注", "comments": "批注", "header": "页眉", "footer": "页脚",
    "chart": "图表", "diagramData": "图形",
}  # fmt: skip
"""What reports call the other parts with text, by the last word of the relationship's type."""


def of_word(data: bytes) -> Tally:
    """The tally of a Word file; raises whatever zipfile and the parser raise over a broken one."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = {name.lstrip("/"): name for name in archive.namelist()}

        def part(name: str) -> Element:
            return fromstring(archive.read(names[name]))

        main = next(path for kind, path in _related(part, "") if kind == "officeDocument")
        related = list(_related(part, main))
        lists, styles = (
            next((part(path) for kind, path in related if kind == wanted and path in names), None)
            for wanted in ("numbering", "styles")
        )
        numbers = Numbering(lists, styles)
        lines = _lines(part(main), "", numbers)
        for kind, path in dict.fromkeys(related):
            if kind in _OTHER_PARTS and path in names:
                lines += _lines_of_other_part(part(path), kind, numbers)
    embedded = sum(kind == "aFChunk" for kind, _ in related)
    return Tally(tuple(lines), f"里面嵌的 {embedded} 个文档没有数" if embedded else "")


def _related(part: Callable[[str], Element], name: str) -> Iterator[tuple[str, str]]:
    """The parts that a part refers to: the last word of the relationship's type, and the name."""
    folder, file = posixpath.split(name)
    try:
        relationships = part(posixpath.join(folder, "_rels", f"{file}.rels"))
    except KeyError:
        return
    for relationship in relationships:
        target = relationship.get("Target", "")
        if relationship.get("TargetMode") != "External":
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            yield relationship.get("Type", "").rsplit("/", 1)[-1], posixpath.normpath(path)


def _lines_of_other_part(root: Element, kind: str, numbers: Numbering) -> list[ShownText]:
    if kind not in ("chart", "diagramData"):
        return _lines(root, _OTHER_PARTS[kind], None if kind in ("header", "footer") else numbers)
    texts = [one.text or "" for one in root.iter() if _name(one) == "t"]
    for cache in (one for one in root.iter() if _name(one) == "strCache"):
        texts += [one.text or "" for one in cache.iter() if _name(one) == "v"]
    return [ShownText("".join(texts), _OTHER_PARTS[kind])]


def _lines(root: Element, place: str, numbers: Numbering | None) -> list[ShownText]:
    """The lines of a part; each is said to stand at ``place``, or in the paragraph of its number."""
    walk = _Walk(place, numbers)
    walk.visit(root)
    walk.end_line("")
    return walk.lines


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


@dataclass
class _Field:
    form_text: str
    """What a check box or a list of a form shows; empty for other fields."""
    code: str = ""
    is_over: bool = False
    """Whether its code has ended, so that its result follows."""
    has_result: bool = False

    @property
    def kind(self) -> str:
        return self.code.split()[0].upper() if self.code.strip() else ""

    @property
    def is_equation(self) -> bool:
        """Whether it is an EQ field whose code goes on."""
        return self.kind == "EQ" and not self.is_over


@dataclass
class _Walk:
    """Goes through a part in order; fields may go over many elements."""

    place: str
    numbers: Numbering | None
    lines: list[ShownText] = field(default_factory=list)
    _texts: list[list[str]] = field(default_factory=lambda: [[]])
    """The texts of the paragraphs that are open, the innermost last."""
    _fields: list[_Field] = field(default_factory=list)
    _paragraphs: int = 0

    def visit(self, element: Element) -> None:
        """Count what an element shows."""
        match _name(element):
            case "AlternateContent":  # several versions of one thing
                choices = [*children(element, "Choice")] or [*children(element, "Fallback")]
                for inner in (inner for choice in choices[:1] for inner in choice):
                    self.visit(inner)
            case "p":
                self._paragraph(element)
            case "t" | "delText":
                self._show(element.text or "")
            case "sym" | "symEx":
                self._show(_symbol(value(element, "char")))
            case "noBreakHyphen":
                self._show("-")
            case "textpath":
                self._show(value(element, "string"))
            case "instrText":
                if self._fields and not self._fields[-1].is_over:
                    self._fields[-1].code += element.text or ""
            case "fldChar":
                self._field_character(element)
            case _:
                for inner in element:
                    self.visit(inner)

    def end_line(self, place: str) -> None:
        """End the innermost open paragraph, or at last the text outside of paragraphs."""
        text = "".join(self._texts.pop())
        if text.strip():
            self.lines.append(ShownText(text, place))

    def _paragraph(self, element: Element) -> None:
        self._paragraphs += 1
        place = self.place or f"第 {self._paragraphs} 段"
        self._texts.append([])
        for inner in element:
            self.visit(inner)
        while self._fields and self._fields[-1].is_equation:
            self._texts[-1].append(self._fields.pop().code)  # an EQ field that never ends
        is_joined = named(element, "pPr", "rPr", "del") is not None  # its paragraph mark is deleted
        if self.numbers is not None and not is_joined:
            self._texts[-1].insert(0, self.numbers.of(element))
        self.end_line(place)

    def _show(self, text: str) -> None:
        if self._fields and self._fields[-1].is_equation:
            self._fields[-1].code += text
            return
        if text:
            for open_field in self._fields:
                open_field.has_result |= open_field.is_over
        self._texts[-1].append(text)

    def _field_character(self, mark: Element) -> None:
        kind = value(mark, "fldCharType")
        if kind == "begin":
            self._fields.append(_Field(_form_text(mark)))
        elif kind == "separate" and self._fields:
            self._fields[-1].is_over = True
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            is_drawn = ended.kind in _DRAWN_CODES and not ended.has_result
            self._show(ended.form_text or (ended.code if is_drawn else ""))


def _symbol(code: str) -> str:
    number = int(code, 16) if re.fullmatch("[0-9A-Fa-f]{4,6}", code) else 0
    return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number <= 0xDFFF else ""


def _form_text(mark: Element) -> str:
    """What a field of a form shows: a box, ticked or not, or the chosen line of a list; else nothing."""
    inner = {_name(one): one for one in mark.iter()}
    if "checkBox" in inner:
        box = inner.get("checked", inner.get("default"))
        return "☐" if box is None or value(box) in ("0", "false", "off", "none") else "☑"
    lines = [value(one) for one in mark.iter() if _name(one) == "listEntry"]
    chosen = value(inner.get("result"), default="0")
    at = int(chosen) if chosen.isdecimal() and len(chosen) < 4 else 0
    return lines[at] if at < len(lines) else ""
