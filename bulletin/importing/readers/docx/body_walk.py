"""The body of a Word file, walked once: what is text, and what stands beside it (ECMA-376, 17)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from bulletin.importing.draft import (
    TYPED_NUMBER,
    DraftParagraph,
    DraftPicture,
    DraftRun,
    DraftRuns,
    Mend,
    Omitted,
    Piece,
    Remark,
    joined,
    plain,
    texts,
)
from bulletin.importing.readers.docx.captions import captioned
from bulletin.importing.readers.docx.formula import M, formula
from bulletin.importing.readers.docx.list_numbers import Numbers
from bulletin.importing.readers.docx.runs import RUBY, RunReader
from bulletin.importing.readers.docx.word_tables import DELETED, GONE, THROUGH, all_text, read_table
from bulletin.ooxml.style_sheet import StyleSheet, W, WordLook, direct, is_on
from bulletin.text.source import NOWHERE

if TYPE_CHECKING:
    from docx.opc.part import Part

Item = TypeVar("Item")
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_V = "{urn:schemas-microsoft-com:vml}"
HIDDEN, PLACEHOLDER = "隐藏的文字", "表单里没有填的提示文字"
AUTOMATIC = "自动编号，由程序编"
UNREFERRED = "没有引用的脚注、批注"
FORMULA = "公式写成一行字"
_GALLERY = "Table of Contents"
_LOOKS = ("一级标题", "二级标题", "三级标题", "四级标题", "序数")
_P, _TBL, _R_RUN, _RPR, _PPR = f"{W}p", f"{W}tbl", f"{W}r", f"{W}rPr", f"{W}pPr"
_VAL = f"{W}val"
_NOTES = {
    f"{W}footnoteReference": ("footnotes", "脚注"),
    f"{W}endnoteReference": ("endnotes", "尾注"),
    f"{W}commentReference": ("comments", "批注"),
}
_DRAWN = frozenset({f"{W}drawing", f"{W}pict", f"{W}object"})


@dataclass(frozen=True, slots=True)
class Around:
    """What is met while a paragraph is walked: what comes after it, the sizes of its text."""

    pieces: list[Piece]
    sizes: Counter[float | None]
    """Points → characters."""
    reds: Counter[bool]
    """Whether red → characters."""


class Body:
    """Walks the elements in order; what is left out is collected on the way."""

    def __init__(self, name: str, part: Part, styles: StyleSheet, numbers: Numbers) -> None:
        self._name = name
        self._part = part
        self._styles = styles
        self._numbers = numbers
        self._notes: dict[str, dict[str, Any]] = {}
        self._paragraphs = 0
        self._carried: DraftRuns = ()
        self.left: list[Omitted] = []
        self.runs = RunReader(self.left)
        self._contents = 0
        """How many tables of contents the walk is in, or was in since the paragraph began."""
        self.struck = 0
        """Characters that are shown struck through, by their look and not by a tracked change."""
        self.inserted = self.boxes = self.drawn = self.numbered = self.formulas = self.raised = 0
        self._in_cell = False

    def know(self, kind: str, root: Any) -> None:
        """The footnotes, endnotes or comments that the body refers to."""
        self._notes[kind] = (
            {note.get(f"{W}id", ""): note for note in root.iterchildren()}
            if root is not None
            else {}
        )

    # Blocks

    def pieces(self, element: Any) -> Iterator[Piece]:
        """The paragraphs, tables and pictures inside an element."""
        for child in element.iterchildren():
            tag = child.tag
            if tag == _P:
                yield from self._paragraph(child)
            elif tag == _TBL:
                yield from self._flushed()
                place = f"第 {self._paragraphs + 1} 段起的表格"
                table = read_table(child, self._cell_pieces, self._name, place)
                self.left += table.left
                yield from table.pieces
            elif tag in GONE:
                self._leave(child, DELETED)
            elif tag == f"{W}sdt":
                yield from self._control(child, self.pieces)
            elif tag in THROUGH:
                yield from self.pieces(child)
            elif tag == f"{_MC}AlternateContent":
                for choice in _alternative(child):
                    yield from self.pieces(choice)

    def _control(self, control: Any, inside: Callable[[Any], Iterator[Item]]) -> Iterator[Item]:
        """What a content control holds (17.5.2): its hint is no text, its contents may be the file's."""
        properties = control.find(f"{W}sdtPr")
        if properties is not None and properties.find(f"{W}showingPlcHdr") is not None:
            self._leave(control, PLACEHOLDER)
            return
        gallery = properties.find(f".//{W}docPartGallery") if properties is not None else None
        is_contents = gallery is not None and gallery.get(_VAL) == _GALLERY
        self._contents += is_contents
        yield from inside(control)
        self._contents -= is_contents

    def all_pieces(self, body: Any) -> Iterator[Piece]:
        """All of a body, or of a note."""
        yield from self.pieces(body)
        yield from self._flushed()

    def _cell_pieces(self, cell: Any) -> Iterator[Piece]:
        """What is in a cell; there a number stands for itself, even where nothing else does."""
        outside, self._in_cell = self._in_cell, True
        for piece in self.all_pieces(cell):
            if isinstance(piece, DraftParagraph) and piece.number:
                self.numbered += 1
                self.runs.mends.append(Mend(TYPED_NUMBER, "", piece.number))
                piece = replace(piece, runs=(DraftRun(piece.number), *piece.runs))  # noqa: PLW2901
            yield piece
        self._in_cell = outside

    def _paragraph(self, element: Any) -> Iterator[Piece]:
        self._paragraphs += 1
        place = f"第 {self._paragraphs} 段"
        properties = element.find(_PPR)
        style = properties.find(f"{W}pStyle") if properties is not None else None
        identity = style.get(_VAL) if style is not None else self._styles.default_paragraph
        look = direct(self._styles.look(identity), properties, None)
        around = Around([], Counter(), Counter())
        carried, self._carried = self._carried, ()
        is_contents = self._is_contents
        runs = [
            *carried,
            *self._inline(element, look, "", around),
            *map(DraftRun, self.runs.unended()),
        ]
        is_contents = is_contents or self._is_contents
        if properties is not None and properties.find(f"{_RPR}/{W}del") is not None:
            self._carried = tuple(runs)  # its mark was struck out: it goes on in the next one
            yield from (replace(one, place=place) for one in around.pieces)
            return
        text = joined(runs)
        number = self._numbers.next(look.numbering) if look.numbering else ""  # counts, text or not
        if number:
            self.left.append(Omitted(number, AUTOMATIC))
        if plain(text).strip() or (number and self._in_cell):
            size = around.sizes.most_common(1)[0][0] if around.sizes else look.size
            para = self._para(text, replace(look, size=size), place, number)
            para = replace(para, role="目录", number="") if is_contents else para
            para = replace(para, red=bool(around.reds) and not around.reds[False])
            around.pieces[:] = captioned(para, around.pieces)
        yield from (replace(one, place=place) for one in around.pieces)

    @property
    def _is_contents(self) -> bool:
        return bool(self._contents) or self.runs.is_contents

    def _flushed(self) -> Iterator[Piece]:
        """What a struck-out mark would join to a next paragraph, where none comes."""
        runs, self._carried = self._carried, ()
        if plain(joined(runs)).strip():
            yield DraftParagraph(joined(runs), f"第 {self._paragraphs} 段")

    def _para(self, runs: DraftRuns, look: WordLook, place: str, number: str) -> DraftParagraph:
        role = look.role
        if not role and look.outline is not None and look.outline < 9:
            role = f"大纲{look.outline + 1}"
        return DraftParagraph(
            runs=runs,
            place=place,
            role=role,
            number=number,
            listed=bool(number) and not role.startswith("大纲"),
            size=look.size or 0.0,
            centred=look.align == "center",
            heavy=all(run.bold or run.look in _LOOKS for run in runs if run.text.strip()),
        )

    # Text

    def _inline(
        self, element: Any, look: WordLook, link: str, around: Around
    ) -> Iterator[DraftRun]:
        for child in element.iterchildren():
            tag = child.tag
            if tag == _R_RUN:
                yield from self._run(child, look, link, around)
            elif tag == f"{W}sdt":
                yield from self._control(
                    child, lambda inner: self._inline(inner, look, link, around)
                )
            elif tag in THROUGH:
                self.inserted += tag in (f"{W}ins", f"{W}moveTo")
                yield from self._inline(child, look, link, around)
            elif tag == f"{W}hyperlink":
                yield from self._inline(child, look, self._address(child), around)
            elif tag in GONE:
                self._leave(child, DELETED)
            elif tag == f"{_MC}AlternateContent":
                for choice in _alternative(child):
                    yield from self._inline(choice, look, link, around)
            elif tag in (f"{M}oMath", f"{M}oMathPara"):
                yield DraftRun(self._formula(child))
            elif tag in _DRAWN:
                around.pieces.extend(self._drawing(child))

    def _run(self, run: Any, look: WordLook, link: str, around: Around) -> Iterator[DraftRun]:
        properties = run.find(_RPR)
        looks, name = look, ""
        if properties is not None:
            style = properties.find(f"{W}rStyle")
            if style is not None:
                own = self._styles.look(style.get(_VAL))
                looks, name = _over(look, own), own.role
            looks = direct(looks, None, properties, self._styles.theme)
        for child in _run_parts(run):
            tag = child.tag
            text = self.runs.text(child, looks, around.pieces)
            if text and looks.hidden:
                self.left.append(Omitted(text, HIDDEN))
            elif text:
                self.raised += properties is not None and _is_raised(properties)
                self.struck += len(text.strip()) if _is_struck(properties) else 0
                around.sizes[looks.size] += len(text)
                if text.strip():
                    around.reds[looks.red] += 1
                yield _draft_run(text, looks, name, link or self.runs.link)
            elif tag in _NOTES:
                around.pieces.extend(self._note(child))
            elif tag == f"{W}ruby":
                yield from self._ruby(child, look, link, around)
            elif tag in _DRAWN:
                around.pieces.extend(self._drawing(child))

    def _formula(self, element: Any) -> str:
        """A formula in one line; where that has other characters than the file, it is a change."""
        self.formulas += 1
        text, stored = formula(element), all_text(element)
        if text != stored:
            self.runs.mends.append(Mend(FORMULA, stored, text))
        return text

    def _ruby(self, ruby: Any, look: WordLook, link: str, around: Around) -> Iterator[DraftRun]:
        for base in ruby.iterchildren(f"{W}rubyBase"):
            yield from self._inline(base, look, link, around)
        for note in ruby.iterchildren(f"{W}rt"):
            self._leave(note, RUBY)

    def _address(self, element: Any) -> str:
        relationship = self._part.rels.get(element.get(f"{_R}id", ""))
        if relationship is None or not relationship.is_external:
            return ""
        return str(relationship.target_ref)

    def _leave(self, element: Any, reason: str) -> None:
        text = all_text(element)
        if text:
            self.left.append(Omitted(text, reason))

    def _note(self, reference: Any) -> Iterator[Remark]:
        kind, label = _NOTES[reference.tag]
        note = self._notes.get(kind, {}).pop(reference.get(f"{W}id", ""), None)
        if note is None:  # or it was taken already: one that refers to itself would never end
            return
        author = note.get(f"{W}author", "")
        place = self._paragraphs  # those of a note are not counted
        said = [text.strip() for text in texts(self.all_pieces(note))]
        self._paragraphs = place
        text = "　".join(one for one in said if one)
        if text:
            yield Remark(f"{label}（{author}）" if author else label, text)

    def unreferred(self) -> Iterator[Omitted]:
        """The notes and comments that nothing in the text refers to; Word shows none of them."""
        for notes in self._notes.values():
            for note in notes.values():
                if (text := all_text(note)).strip():
                    yield Omitted(text, UNREFERRED)

    # Pictures and text boxes

    def _drawing(self, element: Any) -> Iterator[Piece]:
        boxes = [*element.iter(f"{W}txbxContent")]
        outer = [
            box for box in boxes if next(box.iterancestors(f"{W}txbxContent"), None) not in boxes
        ]
        for box in outer:
            self.boxes += 1
            for piece in self.pieces(box):
                yield replace(piece, boxed=True) if isinstance(piece, DraftParagraph) else piece
        found = False
        for path in element.iter(f"{_V}textpath"):  # WordArt of old
            if next(path.iterancestors(f"{W}txbxContent"), None) not in boxes:
                found = True
                yield DraftParagraph((DraftRun(path.get("string", "")),), boxed=True)
        for image in element.iter(f"{_A}blip", f"{_V}imagedata"):
            if next(image.iterancestors(f"{W}txbxContent"), None) in boxes:
                continue
            found = True
            identity = image.get(f"{_R}embed") or image.get(f"{_R}id") or ""
            picture = self._picture(element, identity)
            if picture is not None:
                yield picture
        if not (found or boxes):
            self.drawn += 1

    def _picture(self, element: Any, identity: str) -> DraftPicture | None:
        relationship = self._part.rels.get(identity)
        if relationship is None or relationship.is_external:
            self.drawn += 1
            return None
        description = name = ""
        for inner in element.iter():
            local = str(inner.tag).rpartition("}")[2]
            if local == "docPr":
                description = inner.get("descr", "") or description
            elif local == "cNvPr" and not name:
                name = inner.get("name", "")
        floating = _is_floating(element)
        return DraftPicture(relationship.target_part.blob, name, description, floating=floating)


def _is_floating(element: Any) -> bool:
    """Whether a drawing is laid over or beside the text (20.4.2.3), or is so in the old way (VML)."""
    if any(str(inner.tag).endswith("}anchor") for inner in element.iter()):
        return True
    return any("absolute" in inner.get("style", "") for inner in element.iter(f"{_V}shape"))


def _draft_run(text: str, look: WordLook, name: str, link: str) -> DraftRun:
    own = name if name in _LOOKS else ""
    bold = name == "加粗" or (look.heavy and not own)
    return DraftRun(text, NOWHERE, bold, name == "强调" or bool(look.italic), link, own)


def _over(look: WordLook, own: WordLook) -> WordLook:
    """A paragraph's look with a character style laid over it."""
    said = {
        name: value
        for name in ("bold", "italic", "hidden", "font", "latin", "size", "color")
        if (value := getattr(own, name)) is not None
    }
    return replace(look, **said)


def _run_parts(run: Any) -> Iterator[Any]:
    """What is in a run, of alternatives the first."""
    for child in run.iterchildren():
        if child.tag == f"{_MC}AlternateContent":
            for choice in _alternative(child):
                yield from choice.iterchildren()
        else:
            yield child


def _alternative(element: Any) -> list[Any]:
    """The first choice of alternative contents; else what stands in for older programs."""
    choices = element.findall(f"{_MC}Choice") or element.findall(f"{_MC}Fallback")
    return list(choices[:1])


def _is_raised(properties: Any) -> bool:
    """Whether a run is a superscript or a subscript (17.3.2.42)."""
    raised = properties.find(f"{W}vertAlign")
    return raised is not None and raised.get(_VAL) in ("superscript", "subscript")


def _is_struck(properties: Any) -> bool:
    """Whether a run is struck through (17.3.2.37, 17.3.2.9)."""
    lines = (
        (properties.find(f"{W}{name}") for name in ("strike", "dstrike"))
        if properties is not None
        else ()
    )
    return any(line is not None and is_on(line) for line in lines)
