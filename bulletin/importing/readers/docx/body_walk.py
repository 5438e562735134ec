"""The walk through the body of a Word file: its text in order, and what stands beside it (ECMA-376-1, 17)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from bulletin.importing.draft import (
    COUNTED,
    TYPED_NUMBER,
    DraftFootnote,
    DraftParagraph,
    DraftPicture,
    DraftRun,
    DraftRuns,
    Mend,
    Omitted,
    Piece,
    PlacedWidth,
    Remark,
    joined,
    plain,
    stripped,
    texts,
)
from bulletin.importing.readers.docx import omissions
from bulletin.importing.readers.docx.captions import captioned, in_one_line
from bulletin.importing.readers.docx.formatted_text import (
    FormattedText,
    draft_paragraph,
    draft_runs,
)
from bulletin.importing.readers.docx.formula import formula
from bulletin.importing.readers.docx.run_text import RunReader
from bulletin.importing.readers.docx.style_roles import ROUTING, role_of
from bulletin.importing.readers.docx.walk_items import Feature, FeatureCount, Item, Mention
from bulletin.importing.readers.docx.word_drawings import read_drawing
from bulletin.importing.readers.docx.word_tables import read_table
from bulletin.model.blocks import SUBTITLE
from bulletin.ooxml.list_numbers import ListNumbers
from bulletin.ooxml.namespaces import VAL, M, R, W
from bulletin.ooxml.package import WordPackage
from bulletin.ooxml.style_resolver import Formatting, StyleResolver, value_at
from bulletin.ooxml.type_area import type_area
from bulletin.ooxml.wrappers import DELETIONS, INSERTIONS, WRAPPERS, shown_children
from bulletin.typeset.picture_sizes import GAP_CHARACTERS

FORMULA = "公式写成一行字"
_GALLERY = "Table of Contents"
_ADDRESS = "网址"
"""The style of an address behind a link, in a file of our own."""
_PICTURE = "图片"
"""The style of a paragraph of pictures in a file of our own."""
_NOTES = {
    f"{W}footnoteReference": ("footnotes", "脚注"),
    f"{W}endnoteReference": ("endnotes", "尾注"),
    f"{W}commentReference": ("comments", "批注"),
}
_DRAWN = frozenset({f"{W}drawing", f"{W}pict", f"{W}object"})


class BodyWalk:
    """Goes through the elements in order.

    It has a state because a field or a deleted paragraph mark reaches over several paragraphs, and
    because lists and notes are counted.
    """

    def __init__(self, package: WordPackage) -> None:
        self._name = package.name
        self._package = package
        self._links = package.relationships(package.document)
        self._styles = StyleResolver(package)
        self._numbers = ListNumbers(package.root("numbering"))
        self._runs = RunReader()
        self._notes = {kind: _notes(package, kind) for kind, _ in _NOTES.values()}
        """Notes and comments that nothing has referred to yet, by identity."""
        self._links_of_notes = {
            kind: package.relationships("".join(package.related(kind)[:1])) for kind in self._notes
        }
        self._carried: list[FormattedText] = []
        """Text whose paragraph mark was deleted: it goes on in the next paragraph."""
        self._room = (0.0, 0.0)
        """Width and height of the type area in points."""

    def whole(self, body: Any) -> Iterator[Item]:
        """All of a body, and the notes that nothing in it refers to; Word shows none of these."""
        self._room = type_area(body)
        yield from self._story(body)
        for notes in self._notes.values():
            for note in notes.values():
                if omissions.all_text(note).strip():
                    yield from omissions.left_out(note, omissions.UNREFERRED)

    # Blocks

    def _story(self, element: Any, in_cell: bool = False) -> Iterator[Item]:
        """All of a body, a note or a cell."""
        yield from self._blocks(element, in_cell)
        yield from self._flushed()

    def _blocks(
        self, element: Any, in_cell: bool = False, in_contents: bool = False
    ) -> Iterator[Item]:
        """The paragraphs, tables and pictures in an element, which may be part of a table of contents."""
        for child in shown_children(element):
            tag = child.tag
            if tag == f"{W}p":
                yield from self._paragraph(child, in_cell, in_contents)
            elif tag == f"{W}tbl":
                yield from self._flushed()
                if self._is_routing_block(child):
                    for cell in child.iter(f"{W}tc"):
                        yield from self._blocks(cell)
                else:
                    yield from read_table(child, self._cell, self._name)
            elif tag in DELETIONS:
                yield from omissions.left_out(child, omissions.DELETED)
            elif _shows_hint(child):
                yield from omissions.left_out(child, omissions.PLACEHOLDER)
            elif tag in WRAPPERS:
                yield from self._blocks(child, in_cell, in_contents or _is_contents(child))

    def _is_routing_block(self, table: Any) -> bool:
        """Whether a table is our routing block: it has a paragraph a row, in our styles for that."""
        written = [one for one in table.iter(f"{W}p") if omissions.all_text(one).strip()]
        roles = {role_of(self._styles.name(self._styles.style_of(one))) for one in written}
        return bool(roles) and roles <= ROUTING

    # Paragraphs

    def _paragraph(self, element: Any, in_cell: bool, in_contents: bool) -> Iterator[Item]:
        own = self._styles.of_paragraph(element)
        written, self._carried = self._carried, []
        beside: list[Piece] = []
        is_contents = in_contents or self._runs.is_contents
        for item in self._inline(element, own):
            match item:
                case FormattedText():
                    written.append(item)
                case Omitted() | Mend() | FeatureCount():
                    yield item
                case _:
                    beside.append(item)
        beside = in_one_line(beside, self._room[0])
        style = self._styles.name(self._styles.style_of(element))
        if role_of(style) == _PICTURE:
            gap = GAP_CHARACTERS * (own.size or 0.0)
            beside = [self._placed(one, gap) for one in beside]
        written += (FormattedText(code) for code in self._runs.unended())
        is_contents = is_contents or self._runs.is_contents
        if element.find(f"{W}pPr/{W}rPr/{W}del") is not None:
            self._carried = written
            yield from beside
            return
        number = self._numbers.next(own.numbering) if own.numbering else ""  # counts, text or not
        if number:
            yield Omitted(number, omissions.AUTOMATIC)
        if any(one.text.strip() or one.footnote for one in written) or (number and in_cell):
            paragraph = draft_paragraph(written, own, style, number)
            if is_contents:
                paragraph = replace(paragraph, role="目录", number="")
            elif paragraph.role == "副标题" and _ends_title(element, style):
                paragraph = replace(paragraph, role="标题")
            beside = captioned(paragraph, beside)
        yield from beside

    def _flushed(self) -> Iterator[DraftParagraph]:
        """The text that a deleted paragraph mark would join to a next paragraph, where none comes."""
        written, self._carried = self._carried, []
        runs = draft_runs(written)
        if plain(runs).strip():
            yield DraftParagraph(runs)

    def _cell(self, cell: Any) -> Iterator[Item]:
        """What is in a cell of a table; there a number is written out, even where it stands alone."""
        for item in self._story(cell, in_cell=True):
            if isinstance(item, DraftParagraph) and item.number:
                yield FeatureCount(Feature.NUMBER)
                yield Mend(TYPED_NUMBER, "", item.number)
                yield replace(item, runs=(DraftRun(item.number), *item.runs))
            else:
                yield item

    def _placed(self, piece: Piece, gap: float) -> Piece:
        """A picture of a file of our own, with what its width is a part of."""
        if not isinstance(piece, DraftPicture) or not piece.across:
            return piece
        return replace(piece, placed=PlacedWidth(piece.across, *self._room, gap))

    # Text

    def _inline(
        self, element: Any, own: Formatting, link: str = ""
    ) -> Iterator[FormattedText | Item]:
        for child in shown_children(element):
            tag = child.tag
            if tag == f"{W}r":
                yield from self._run(child, own, link)
            elif _shows_hint(child):
                yield from omissions.left_out(child, omissions.PLACEHOLDER)
            elif tag == f"{W}fldSimple":
                with self._runs.simple_field(child.get(f"{W}instr", "")):
                    yield from self._inline(child, own, link)
            elif tag in WRAPPERS:
                if tag in INSERTIONS:
                    yield FeatureCount(Feature.INSERTED)
                yield from self._inline(child, own, link)
            elif tag == f"{W}hyperlink":
                target = self._links.get(child.get(f"{R}id", ""))
                address = target.target if target is not None and target.is_external else ""
                yield from self._inline(child, own, address)
            elif tag in DELETIONS:
                yield from omissions.left_out(child, omissions.DELETED)
            elif tag in (f"{M}oMath", f"{M}oMathPara"):
                text, stored = formula(child), omissions.all_text(child)
                yield FeatureCount(Feature.FORMULA)
                if text != stored:
                    yield Mend(FORMULA, stored, text)
                yield FormattedText(text)
            elif tag in _DRAWN:
                yield from self._drawing(child)

    def _run(self, run: Any, own: Formatting, link: str) -> Iterator[FormattedText | Item]:
        formatting = self._styles.of_run(run, own)
        role = role_of(self._styles.name(value_at(run, "rPr", "rStyle")))
        for child in shown_children(run):
            tag = child.tag
            for item in self._runs.read(child, formatting):
                if not isinstance(item, str):
                    yield item
                elif formatting.hidden:
                    yield Omitted(item, omissions.HIDDEN)
                elif role == _ADDRESS:
                    yield Omitted(item, omissions.ADDRESS)
                else:
                    if formatting.struck or formatting.double_struck:
                        yield FeatureCount(Feature.STRUCK, len(item.strip()))
                    look = COUNTED if self._runs.is_counted else role
                    yield FormattedText(item, formatting, look, link or self._runs.link)
            if tag in _NOTES:
                yield from self._note(child)
            elif tag == f"{W}ruby":
                for base in child.iterchildren(f"{W}rubyBase"):
                    yield from self._inline(base, own, link)
                for reading in child.iterchildren(f"{W}rt"):
                    yield from omissions.left_out(reading, omissions.RUBY)
            elif tag in _DRAWN:
                yield from self._drawing(child)

    def _note(self, reference: Any) -> Iterator[FormattedText | Item]:
        """The note that is referred to, with its text; a comment as a remark, as is a note with a table."""
        kind, label = _NOTES[reference.tag]
        note = self._notes[kind].pop(reference.get(f"{W}id", ""), None)
        if note is None:  # or it was taken already: one that refers to itself would never end
            return
        author = note.get(f"{W}author", "")
        links, self._links = self._links, self._links_of_notes[kind]
        items = [*self._story(note)]
        self._links = links
        yield from (item for item in items if isinstance(item, Mention))
        pieces = [item for item in items if not isinstance(item, Mention)]
        if label != "批注" and pieces and all(isinstance(one, DraftParagraph) for one in pieces):
            yield FormattedText("", footnote=DraftFootnote("", _in_one(pieces)))
            return
        text = "　".join(text.strip() for text in texts(pieces) if text.strip())
        if text:
            yield Remark(f"{label}（{author}）" if author else label, text)

    def _drawing(self, element: Any) -> Iterator[Item]:
        drawing = read_drawing(element)
        for box in drawing.boxes:
            yield FeatureCount(Feature.BOX)
            for item in self._blocks(box):
                yield replace(item, boxed=True) if isinstance(item, DraftParagraph) else item
        for text in drawing.word_art:
            yield DraftParagraph((DraftRun(text),), boxed=True)
        links = [self._links.get(identity) for identity in drawing.pictures]
        for link in links:
            if link is None or link.is_external:
                yield FeatureCount(Feature.DRAWING)
            else:
                data = self._package.parts[link.target]
                yield DraftPicture(
                    data,
                    drawing.name,
                    drawing.description,
                    floating=drawing.is_floating,
                    across=drawing.across,
                )
        if not (links or drawing.boxes or drawing.word_art):
            yield FeatureCount(Feature.DRAWING)


def _in_one(pieces: Sequence[Piece]) -> DraftRuns:
    """The text of several paragraphs in one, as a footnote has it."""
    runs: list[DraftRun] = []
    for piece in pieces:
        if isinstance(piece, DraftParagraph) and (own := stripped(piece.runs)):
            runs += (DraftRun("\u3000"),) * bool(runs) + own
    return joined(runs)


def _shows_hint(control: Any) -> bool:
    """Whether a content control (17.5.2) is empty and shows what it asks for, which is no text."""
    return control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None


def _ends_title(paragraph: Any, style: str) -> bool:
    """Whether a subtitle was typed as the end of its title: ours from the front matter has a bookmark."""
    marks = (mark.get(f"{W}name", "") for mark in paragraph.iter(f"{W}bookmarkStart"))
    return style.startswith("简报") and not any(one.startswith(SUBTITLE) for one in marks)


def _is_contents(control: Any) -> bool:
    gallery = control.find(f"{W}sdtPr//{W}docPartGallery")
    return gallery is not None and gallery.get(VAL) == _GALLERY


def _notes(package: WordPackage, kind: str) -> dict[str, Any]:
    root = package.root(kind)
    notes = root.iterchildren() if root is not None else ()
    return {note.get(f"{W}id", ""): note for note in notes}
