"""What Word shows of a .docx, counted from its XML by Python's own parser (ECMA-376, parts 1 and 3).

Every text counts, also what is hidden, struck out, in headers, or covered by a merged cell: the reader
has to say that it left it out. A character in a font of symbols counts as it is stored, and so does the
code of a field that Word draws (EQ): the reader has to say what it made of them.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, fromstring

from bulletin.importing.draft import ShownText, Tally
from bulletin.importing.tally.shown_numbers import Numbering, named, value

_DRAWN_CODES = ("EQ", "SYMBOL", "MACROBUTTON", "GOTOBUTTON")
"""Fields that show what their code says, where they have no result (17.16)."""
_BESIDE = {
    "footnotes": "脚注", "endnotes": "尾注", "comments": "批注", "header": "页眉", "footer": "页脚",
    "chart": "图表", "diagramData": "图形",
}  # fmt: skip
"""Parts that show text, by the last word of the relationship's type."""
_EMBEDDED = "aFChunk"


def of_word(data: bytes) -> Tally:
    """The tally of a Word file.

    Raises:
        Exception: whatever zipfile and the parser stumble over; the reader has read it then all the same.
    """
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
        walk = _Walk(numbers=numbers)
        walk.walk(part(main))
        lines, embedded, seen = walk.done(), 0, set[str]()
        for kind, path in related:
            embedded += kind == _EMBEDDED
            if kind in _BESIDE and path in names and path not in seen:
                seen.add(path)
                lines += _beside(part(path), kind, numbers)
    basis = f"里面嵌的 {embedded} 个文档没有数" if embedded else ""
    return Tally(tuple(lines), basis)


def _related(part: object, name: str) -> Iterator[tuple[str, str]]:
    """The parts that a part uses, with the last word of the relationship's type."""
    folder, file = posixpath.split(name)
    try:
        root = part(posixpath.join(folder, "_rels", f"{file}.rels"))  # type: ignore[operator]
    except KeyError:
        return
    for one in root:
        target = one.get("Target", "")
        if one.get("TargetMode") != "External":
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            yield one.get("Type", "").rsplit("/", 1)[-1], posixpath.normpath(path)


def _beside(root: Element, kind: str, numbers: Numbering) -> list[ShownText]:
    """The texts of a part that is not the body."""
    if kind in ("chart", "diagramData"):
        texts = [one.text or "" for one in root.iter() if _name(one) == "t"]
        for cache in (one for one in root.iter() if _name(one) == "strCache"):
            texts += [one.text or "" for one in cache.iter() if _name(one) == "v"]
        return [ShownText("".join(texts), _BESIDE[kind])]
    walk = _Walk(_BESIDE[kind], None if kind in ("header", "footer") else numbers)
    walk.walk(root)
    return walk.done()


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


@dataclass
class _Field:
    code: str = ""
    is_over: bool = False
    """Whether its code is over, and its result begins."""
    has_result: bool = False
    form: str = ""

    @property
    def kind(self) -> str:
        return self.code.split()[0].upper() if self.code.strip() else ""


@dataclass
class _Walk:
    """Goes through a part in order; ``place`` is what its lines are named after."""

    place: str = ""
    numbers: Numbering | None = None
    _lines: list[ShownText] = field(default_factory=list)
    _texts: list[list[str]] = field(default_factory=lambda: [[]])
    _fields: list[_Field] = field(default_factory=list)
    _paragraphs: int = 0

    def done(self) -> list[ShownText]:
        """All lines, with what stood in no paragraph."""
        self._end("")
        return self._lines

    def walk(self, element: Element) -> None:
        """Count what an element shows."""
        match _name(element):
            case "AlternateContent":  # of the same thing; the first that is there
                for one in _chosen(element):
                    self._inside(one)
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
                self._mark(element)
            case _:
                self._inside(element)

    def _inside(self, element: Element) -> None:
        for child in element:
            self.walk(child)

    def _paragraph(self, element: Element) -> None:
        self._paragraphs += 1
        place = self.place or f"第 {self._paragraphs} 段"
        self._texts.append([])
        self._inside(element)
        while self._fields and self._fields[-1].kind == "EQ" and not self._fields[-1].is_over:
            self._texts[-1].append(self._fields.pop().code)  # without an end: it is text
        goes_on = named(element, "pPr", "rPr", "del") is not None  # its mark was struck out
        if self.numbers is not None and not goes_on:
            self._texts[-1].insert(0, self.numbers.of(element))
        self._end(place)

    def _end(self, place: str) -> None:
        text = "".join(self._texts.pop())
        if text.strip():
            self._lines.append(ShownText(text, place))

    def _show(self, text: str) -> None:
        last = self._fields[-1] if self._fields else None
        if last is not None and last.kind == "EQ" and not last.is_over:
            last.code += text
            return
        for one in self._fields if text else ():
            one.has_result = one.has_result or one.is_over
        self._texts[-1].append(text)

    def _mark(self, mark: Element) -> None:
        kind = value(mark, "fldCharType")
        if kind == "begin":
            self._fields.append(_Field(form=_form(mark)))
        elif kind == "separate" and self._fields:
            self._fields[-1].is_over = True
        elif kind == "end" and self._fields:
            one = self._fields.pop()
            if one.form:
                self._show(one.form)
            elif not one.has_result and one.kind in _DRAWN_CODES:
                self._show(one.code)


def _chosen(element: Element) -> list[Element]:
    by_name = {
        name: [one for one in element if _name(one) == name] for name in ("Choice", "Fallback")
    }
    return (by_name["Choice"] or by_name["Fallback"])[:1]


def _symbol(code: str) -> str:
    number = int(code, 16) if re.fullmatch("[0-9A-Fa-f]{4,6}", code) else 0
    return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number <= 0xDFFF else ""


def _form(mark: Element) -> str:
    """What a field of a form shows by itself: a box, ticked or not, or the chosen line of a list."""
    found = {_name(one): one for one in mark.iter()}
    if "checkBox" in found:
        said = found.get("checked", found.get("default"))
        off = said is None or value(said, "val") in ("0", "false", "off", "none")
        return "☐" if off else "☑"
    if "ddList" in found:
        lines = [value(one, "val") for one in mark.iter() if _name(one) == "listEntry"]
        chosen = value(found["result"], "val") if "result" in found else "0"
        at = int(chosen) if chosen.isdecimal() and len(chosen) < 4 else 0
        return lines[at] if at < len(lines) else ""
    return ""
