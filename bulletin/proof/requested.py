"""What a .docx asks for: paper, paragraphs and what each is, the face of every character.

It also makes the copy that is rendered: every paragraph begins with a bookmark, so that its
place in the PDF is known whatever it says.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bulletin.findings.errors import BulletinError
from bulletin.ooxml.formatting import PackageStyles, W, read_styles, text_of
from bulletin.proof.paragraph_roles import OURS, Role, roles
from bulletin.proof.rendering import DAMAGED, not_a_word_file

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

TWIPS = 20.0
"""Twips in a point."""

_MARK = "bulletin"
_LENGTH = re.compile(r"[+-]?[0-9]{1,6}(?:\.[0-9]*)?")
_FIRST_ID = 1_000_000
_LARGEST = 300_000_000
"""Bytes of a .docx unpacked: one that is larger is a mistake, or meant to harm."""
_BODY = "word/document.xml"
_SKIPPED = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PAGE_FIELD = re.compile(r"\b(?:NUM|SECTION)?PAGES?\b")
_PARTS = re.compile(r"word/(?:document|header\d*|footer\d*)\.xml")


@dataclass(frozen=True, slots=True)
class WordParagraph:
    """A paragraph, counted from 0 through the whole body, tables included."""

    number: int
    text: str
    role: Role
    table: int | None = None
    """Which table it stands in, counted from 0."""
    drawing: bool = False
    """Whether a picture or a text box hangs on it."""
    shown: str = ""
    """The text that is to be printed: without hidden text and the text boxes that hang on it."""


@dataclass(frozen=True, slots=True)
class Paper:
    """Paper and margins of the last section, in points (17.6.11, 17.6.13)."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class WordFile:
    """A .docx as far as proofing looks at it."""

    paper: Paper
    paragraphs: tuple[WordParagraph, ...]
    asked: dict[str, frozenset[str]]
    """Each character, with the faces in which it is to be printed somewhere."""
    faces: dict[str, int]
    """Each face that is asked for, with how many characters."""
    tables: int
    ours: bool
    """Whether it was made by this program, so that its styles tell what everything is."""


def read(docx: bytes, name: str) -> tuple[WordFile, bytes]:
    """A .docx, and its copy with bookmarks; ``name`` is for the error.

    Raises:
        BulletinError: it is no .docx.
    """
    from lxml import etree

    contents, parts = _unpacked(docx, name)
    document = parts[_BODY]
    styles = read_styles(parts.get("word/styles.xml"), parts.get("word/theme/theme1.xml"))
    stories = [parts[name] for name in sorted(parts) if _PARTS.fullmatch(name)]
    paragraphs = [*_all_paragraphs(document)]
    file = WordFile(
        _paper(document),
        tuple(_described(paragraphs, document, styles)),
        *_asked(stories, styles),
        tables=sum(1 for _ in document.iter(f"{W}tbl")),
        ours=any(styles.name(paragraph).startswith(OURS) for paragraph in paragraphs),
    )
    for number, paragraph in enumerate(paragraphs):
        _mark(paragraph, number)
    contents[_BODY] = etree.tostring(
        document, xml_declaration=True, encoding="UTF-8", standalone=True
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as copy:
        for part, data in contents.items():
            copy.writestr(part, data)
    return file, buffer.getvalue()


def _unpacked(docx: bytes, name: str) -> tuple[dict[str, bytes], dict[str, Element]]:
    """The contents of a .docx, and those parts of it that are looked into."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as archive:
            if sum(item.file_size for item in archive.infolist()) > _LARGEST:
                raise BulletinError(f"{name} 展开以后超过 300 MB，没有看。", "把图片缩小再试。")
            contents = {part: archive.read(part) for part in archive.namelist()}
        parts = {
            part: etree.fromstring(data, parser)
            for part, data in contents.items()
            if _PARTS.fullmatch(part) or part in ("word/styles.xml", "word/theme/theme1.xml")
        }
        if _BODY not in parts:
            raise KeyError(_BODY)
    except (*DAMAGED, etree.XMLSyntaxError, KeyError) as error:
        raise not_a_word_file(name) from error
    return contents, parts


def mark_of(name: str) -> int | None:
    """The paragraph that a bookmark stands at the beginning of; ``None`` if it is not ours.

    The name ends in a letter, since LibreOffice calls those in a frame ``bulletin20e Copy 1`` and
    writes its spaces as digits.
    """
    match = re.match(rf"{_MARK}(\d+)e", name)
    return int(match[1]) if match else None


def _mark(paragraph: Element, number: int) -> None:
    start, end = (paragraph.makeelement(f"{W}bookmark{part}") for part in ("Start", "End"))
    for element in (start, end):
        element.set(f"{W}id", str(_FIRST_ID + number))
    start.set(f"{W}name", f"{_MARK}{number}e")
    first = 0 if paragraph.find(f"{W}pPr") is None else 1
    paragraph.insert(first, start)
    paragraph.insert(first + 1, end)


def _all_paragraphs(root: Element) -> Iterator[Element]:
    """Every paragraph, those for old readers left out."""
    for paragraph in root.iter(f"{W}p"):
        if not any(above.tag == _SKIPPED for above in paragraph.iterancestors()):
            yield paragraph


def _paper(document: Element) -> Paper:
    section = next(reversed([*document.iter(f"{W}sectPr")]), None)
    size = section.find(f"{W}pgSz") if section is not None else None
    margins = section.find(f"{W}pgMar") if section is not None else None
    top, bottom, left, right = (
        _points(margins, side, 1440) for side in ("top", "bottom", "left", "right")
    )
    left += _points(margins, "gutter", 0)
    return Paper(_points(size, "w", 11906), _points(size, "h", 16838), top, bottom, left, right)


def _points(element: Element | None, name: str, otherwise: int) -> float:
    """An attribute in twips as points; Word allows a sign and decimals."""
    text = element.get(f"{W}{name}", "") if element is not None else ""
    return (abs(float(text)) if _LENGTH.fullmatch(text) else otherwise) / TWIPS


def _described(
    paragraphs: list[Element], document: Element, styles: PackageStyles
) -> Iterator[WordParagraph]:
    tables = {table: number for number, table in enumerate(document.iter(f"{W}tbl"))}
    told = roles(paragraphs, styles)
    for number, (paragraph, role) in enumerate(zip(paragraphs, told, strict=True)):
        inside = next((tables[one] for one in paragraph.iterancestors(f"{W}tbl")), None)
        drawing = next(paragraph.iter(f"{W}drawing", f"{W}pict"), None) is not None
        shown = _shown(paragraph, styles)
        yield WordParagraph(number, text_of(paragraph), role, inside, drawing, shown)


def _shown(paragraph: Element, styles: PackageStyles) -> str:
    hidden = ("", "1", "true", "on")
    parts = []
    for part in paragraph.iter(f"{W}t"):
        run = part.getparent()
        if run is None or next(part.iterancestors(f"{W}p")) is not paragraph:
            continue
        vanish = next(
            (one for own in styles.of_run(run, paragraph) for one in own.iter(f"{W}vanish")), None
        )
        if vanish is None or vanish.get(f"{W}val", "") not in hidden:
            parts.append(part.text or "")
    return "".join(parts)


def _asked(
    stories: Iterable[Element], styles: PackageStyles
) -> tuple[dict[str, frozenset[str]], dict[str, int]]:
    """The faces asked for: by character, and with how many characters each."""
    asked: dict[str, set[str]] = {}
    faces: dict[str, int] = {}
    for story in stories:
        for paragraph in _all_paragraphs(story):
            for run in paragraph.iter(f"{W}r"):
                properties = styles.of_run(run, paragraph)
                chinese = styles.face(properties, "eastAsia")
                latin = styles.face(properties, "ascii")
                if any(_PAGE_FIELD.search(one.text or "") for one in run.iter(f"{W}instrText")):
                    for digit in "0123456789":  # the Word file holds one of the numbers only
                        asked.setdefault(digit, set()).update(filter(None, (chinese, latin)))
                for char in "".join(part.text or "" for part in run.iter(f"{W}t")):
                    named = _faces(char, chinese, latin)
                    asked.setdefault(char, set()).update(named)
                    for face in named[:1]:
                        faces[face] = faces.get(face, 0) + (not char.isspace())
    counted = {face: number for face, number in faces.items() if number}
    return {char: frozenset(named) for char, named in asked.items()}, counted


def _faces(char: str, chinese: str, latin: str) -> list[str]:
    """The faces in which a character may be printed; programs differ about “ ” — … ·."""
    if char.isascii():
        return [latin] if latin else []
    both = [face for face in (chinese, latin) if face]
    return both[:1] if ord(char) >= 0x2E80 else both
