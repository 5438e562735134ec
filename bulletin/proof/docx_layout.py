"""What a Word file asks for: paper, paragraphs and their roles, the face of every character."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bulletin.ooxml.namespaces import MC, VAL, W
from bulletin.ooxml.own_styles import OURS
from bulletin.ooxml.package import NotAWordFile, WordPackage
from bulletin.ooxml.style_resolver import Formatting, StyleResolver
from bulletin.pdf.page_model import Box
from bulletin.proof.paragraph_roles import Role, roles, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_TWIPS = 20.0
"""Twips in a point."""
_LENGTH = re.compile(r"[+-]?[0-9]{1,6}(?:\.[0-9]*)?")
_NOTE_MARKS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_PAGE_FIELD = re.compile(r"\b(?:NUM|SECTION)?PAGES?\b")


@dataclass(frozen=True, slots=True)
class WordParagraph:
    """A paragraph, numbered from 0 through the whole body, tables included."""

    number: int
    text: str
    role: Role
    table: int | None = None
    """Which table it stands in, counted from 0; the routing block of our own files is none."""
    style: str = ""
    """The name of its style in our own files, without 简报; empty in others."""
    shown: str = ""
    """The text that is to be printed: without hidden text and the text boxes that hang on it."""


@dataclass(frozen=True, slots=True)
class DocxLayout:
    """What is measured against the printed pages."""

    area: Box
    """The type area."""
    paragraphs: tuple[WordParagraph, ...]
    faces_of_character: dict[str, frozenset[str]]
    """Each character, with the faces in which it is to be printed somewhere."""
    faces: dict[str, int]
    """Each face that is asked for, with how many characters."""
    tables: int
    ours: bool
    """Whether this program made the file, so that its styles tell the role of each paragraph."""
    shift: float = 0.0
    """How far the type area of even pages is to the right of that of odd ones, in points."""

    def area_on(self, page: int) -> Box:
        """The type area of a page, which is counted from 0."""
        shift = self.shift if page % 2 else 0.0
        return replace(self.area, left=self.area.left + shift, right=self.area.right + shift)


def read_layout(package: WordPackage) -> DocxLayout:
    """The layout that a Word file asks for.

    Raises:
        NotAWordFile: a part of it is damaged.
    """
    document, styles = package.tree(package.document), StyleResolver(package)
    paragraphs = all_paragraphs(document)
    names = [styles.name(styles.style_of(paragraph)) for paragraph in paragraphs]
    ours = any(name.startswith(OURS) for name in names)
    roles_of_all = roles(paragraphs, styles)
    foot = {
        table
        for paragraph, role in zip(paragraphs, roles_of_all, strict=True)
        if ours and role is Role.ROUTING
        for table in paragraph.iterancestors(f"{W}tbl")
    }
    inside = [table for table in document.iter(f"{W}tbl") if table not in foot]
    tables = {table: number for number, table in enumerate(inside)}
    others = [
        package.tree(part) for part in sorted(package.related("header", "footer", "footnotes"))
    ]
    faces_of_character, faces = _named_faces((document, *others), styles)
    return DocxLayout(
        area=_area(document),
        paragraphs=tuple(_described(paragraphs, roles_of_all, tables, styles)),
        faces_of_character=faces_of_character,
        faces=faces,
        tables=len(tables),
        ours=ours,
        shift=_shift(document, package),
    )


def all_paragraphs(root: Element) -> list[Element]:
    """Every paragraph under an element, those that only old readers are to show left out."""
    return [
        paragraph
        for paragraph in root.iter(f"{W}p")
        if next(paragraph.iterancestors(f"{MC}Fallback"), None) is None
    ]


def _area(document: Element) -> Box:
    """The type area of the last section (17.6.11, 17.6.13)."""
    section = next(reversed([*document.iter(f"{W}sectPr")]), None)
    size = section.find(f"{W}pgSz") if section is not None else None
    margins = section.find(f"{W}pgMar") if section is not None else None
    return Box(
        left=_points(margins, "left", 1440) + _points(margins, "gutter", 0),
        top=_points(margins, "top", 1440),
        right=_points(size, "w", 11906) - _points(margins, "right", 1440),
        bottom=_points(size, "h", 16838) - _points(margins, "bottom", 1440),
    )


def _shift(document: Element, package: WordPackage) -> float:
    """How far mirrored margins (17.15.1.57) move the type area of even pages to the right, in points."""
    try:
        settings = package.root("settings")
    except NotAWordFile:  # LibreOffice passes over broken settings
        settings = None
    switch = settings.find(f"{W}mirrorMargins") if settings is not None else None
    if switch is None or switch.get(VAL, "1") in ("0", "false", "off"):
        return 0.0
    section = next(reversed([*document.iter(f"{W}sectPr")]), None)
    margins = section.find(f"{W}pgMar") if section is not None else None
    inner = _points(margins, "left", 1440) + _points(margins, "gutter", 0)
    return _points(margins, "right", 1440) - inner


def _points(element: Element | None, name: str, default: int) -> float:
    """An attribute in twips as points; Word allows a sign and decimals."""
    text = element.get(f"{W}{name}", "") if element is not None else ""
    return (abs(float(text)) if _LENGTH.fullmatch(text) else default) / _TWIPS


def _described(
    paragraphs: list[Element],
    roles_of_all: list[Role],
    tables: Mapping[Element, int],
    styles: StyleResolver,
) -> Iterator[WordParagraph]:
    for number, (paragraph, role) in enumerate(zip(paragraphs, roles_of_all, strict=True)):
        around = paragraph.iterancestors(f"{W}tbl")
        table = next((tables[one] for one in around if one in tables), None)
        shown = _shown(paragraph, styles)
        name = styles.name(styles.style_of(paragraph))
        style = name.removeprefix(OURS) if name.startswith(OURS) else ""
        yield WordParagraph(number, text_of(paragraph), role, table, style, shown)


def _shown(paragraph: Element, styles: StyleResolver) -> str:
    formatting, texts = styles.of_paragraph(paragraph), []
    for text in paragraph.iter(f"{W}t"):
        run = text.getparent()
        if run is None or next(text.iterancestors(f"{W}p")) is not paragraph:
            continue
        if not styles.of_run(run, formatting).hidden:
            texts.append(text.text or "")
    return "".join(texts)


def _named_faces(
    stories: Iterable[Element], styles: StyleResolver
) -> tuple[dict[str, frozenset[str]], dict[str, int]]:
    """The faces that a file names: those of each character, and the number of characters of each."""
    faces_of_character: defaultdict[str, set[str]] = defaultdict(set)
    faces: Counter[str] = Counter()
    for paragraph in (one for story in stories for one in all_paragraphs(story)):
        own = styles.of_paragraph(paragraph)
        for run in paragraph.iter(f"{W}r"):
            formatting = styles.of_run(run, own)
            if any(_PAGE_FIELD.search(code.text or "") for code in run.iter(f"{W}instrText")):
                for digit in "0123456789":  # the Word file holds one of the numbers only
                    faces_of_character[digit].update(_chinese_and_latin(formatting))
            if next(run.iter(f"{W}footnoteReference", f"{W}footnoteRef"), None) is not None:
                for mark in _NOTE_MARKS:
                    named = (*_chinese_and_latin(formatting), *_chinese_and_latin(own))
                    faces_of_character[mark].update(named)
            for char in "".join(text.text or "" for text in run.iter(f"{W}t")):
                possible = _faces(char, formatting)
                faces_of_character[char].update(possible)
                if possible and not char.isspace():
                    faces[possible[0]] += 1
    return {char: frozenset(named) for char, named in faces_of_character.items()}, faces


def _faces(char: str, formatting: Formatting) -> list[str]:
    """The faces in which a character may be printed, the likely one first.

    Programs differ about “ ” — … ·.
    """
    if char.isascii():
        return [formatting.latin] if formatting.latin else []
    both = _chinese_and_latin(formatting)
    return both[:1] if ord(char) >= 0x2E80 else both


def _chinese_and_latin(formatting: Formatting) -> list[str]:
    return [face for face in (formatting.chinese, formatting.latin) if face]
