"""A Word file becomes a draft: paragraphs, tables and pictures, and what stands beside them.

Tracked changes are accepted; numbers that Word sets are kept beside their paragraphs; comments and
footnotes become remarks; what is hidden, deleted, or stands in headers and footers is left out and named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from bulletin.findings.errors import BulletinError
from bulletin.importing.draft import Draft, DraftPicture, Omitted, Piece, texts
from bulletin.importing.readers import limits
from bulletin.importing.readers.docx.body_walk import HIDDEN, PLACEHOLDER, Body
from bulletin.importing.readers.docx.list_numbers import Numbers
from bulletin.importing.readers.docx.word_tables import DELETED, all_text
from bulletin.ooxml.package import open_package
from bulletin.ooxml.style_sheet import StyleSheet, W

if TYPE_CHECKING:
    from docx.opc.part import Part

_MADE_UP = re.compile(
    r"(?:微信|QQ|屏幕|WPS)?(?:图片|截图|照片|IMG|image|picture|logo)[\w\s().-]*|[\x00-\x7f]*|.*自动生成.*"
    r"|.*\.(?:png|jpe?g|gif|bmp|tiff?|webp|wmf|emf)",
    re.I | re.S,
)
"""What programs put there: the name of the file, a guess at what is shown."""
HEADER, DRAWN = "页眉页脚", "图表、图形里的字"


def read(name: str, data: bytes) -> Draft:
    """Read a Word file (.docx, .docm, .dotx).

    Raises:
        BulletinError: it is damaged, encrypted, too large, or no Word file.
    """
    package = open_package(name, data)
    try:
        part = package.main_document_part
        root = _tree(part)
        related = _related(part)
    except (KeyError, AttributeError, ValueError) as error:  # none, no tree, or several
        raise BulletinError(
            f"{name} 里没有 Word 正文。", "它可能是表格或幻灯片；请另存为 .docx。"
        ) from error
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise BulletinError(f"{name} 里没有正文。", "用 Word 打开看看，另存以后再导入。")
    styles = StyleSheet(_root(related, "styles"), _root(related, "theme"))
    walker = Body(name, part, styles, Numbers(_root(related, "numbering")))
    for kind in ("footnotes", "endnotes", "comments"):
        walker.know(kind, _root(related, kind))
    pieces = tuple(_counted(name, walker.all_pieces(body)))
    limits.check_text(name, sum(map(len, texts(pieces))))
    left = (*walker.left, *walker.unreferred(), *_headers(related), *_drawn(related))
    embedded = len(related.get("aFChunk", ()))
    told = (*_told(walker, package, embedded), *_described(pieces))
    return Draft(name, pieces, left, told, tuple(walker.runs.mends))


def _related(part: Part) -> dict[str, list[Part]]:
    """The parts that the document uses, by the last word of the relationship's type."""
    found: dict[str, list[Part]] = {}
    for relationship in part.rels.values():
        if not relationship.is_external:
            kind = relationship.reltype.rsplit("/", 1)[-1]
            found.setdefault(kind, []).append(relationship.target_part)
    return found


def _root(related: dict[str, list[Part]], kind: str) -> Any:
    """The tree of the first part of a kind."""
    return next((_tree(part) for part in related.get(kind, ())), None)


def _tree(part: Part) -> Any:
    """The tree of a part; also of one that python-docx leaves unparsed, as the text of a .docm."""
    from lxml import etree

    element = getattr(part, "_element", None)  # it has no public name
    if element is not None:
        return element
    try:
        return etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return None


def _counted(name: str, pieces: Iterator[Piece]) -> Iterator[Piece]:
    """The pieces; more of them than any document has are refused."""
    for count, piece in enumerate(pieces):
        limits.check_paragraphs(name, count)
        yield piece


def _headers(related: dict[str, list[Part]]) -> Iterator[Omitted]:
    for kind in ("header", "footer"):
        for part in related.get(kind, ()):
            root = _tree(part)
            text = all_text(root) if root is not None else ""
            if text.strip():
                yield Omitted(text.strip(), HEADER)


def _described(pieces: Iterable[Piece]) -> Iterator[str]:
    """What somebody wrote for those who do not see a picture; Word shows it nowhere in the text."""
    said = [one.description.strip() for one in pieces if isinstance(one, DraftPicture)]
    written = [one for one in dict.fromkeys(said) if one and not _MADE_UP.fullmatch(one)]
    if written:
        yield f"图片的替代文字没有带进来：{'  '.join(' '.join(one.split()) for one in written)}"


def _drawn(related: dict[str, list[Part]]) -> Iterator[Omitted]:
    """The texts of charts and of SmartArt, which are drawn and not set."""
    for kind in ("chart", "diagramData"):
        for part in related.get(kind, ()):
            root = _tree(part)
            names = ".//*[local-name()='t'] | .//*[local-name()='strCache']//*[local-name()='v']"
            text = "".join(one.text or "" for one in root.xpath(names)) if root is not None else ""
            if text.strip():
                yield Omitted(text, DRAWN)


def _told(walker: Body, package: Any, embedded: int) -> Iterator[str]:
    if walker.inserted or any(one.reason == DELETED for one in walker.left):
        yield "修订已按“全部接受”读入：加进来的字留下，划掉的字略去。"
    if any(one.reason == HIDDEN for one in walker.left):
        yield "有隐藏的文字，没有带进来。"
    if walker.boxes:
        yield f"有 {walker.boxes} 个文本框，里面的字放在它所在的那一段后面。"
    if walker.drawn:
        yield f"有 {walker.drawn} 个图表、图形或公式对象带不进来，请看原文。"
    formulas = walker.formulas + walker.runs.equations
    if formulas or walker.raised:
        yield (
            f"有 {formulas} 个公式、{walker.raised} 处上标或下标，排成了一行平常的字"
            "（10 的 4 次方会成 104），请对照原文。"
        )
    if walker.struck:
        yield f"有 {walker.struck} 个字带着删除线，字带进来了，线没有；不要的请删掉。"
    if walker.runs.symbols:
        yield f"有 {walker.runs.symbols} 个用符号字体（Wingdings 等）打的符号，换成了一样的字符（☑、●、≥ 等）。"
    if walker.runs.uncircled:
        yield f"带圈字符没有现成的字，去掉了圈：{'、'.join(walker.runs.uncircled)}。"
    if any(one.reason == PLACEHOLDER for one in walker.left):
        yield "表单里没有填的地方，提示文字没有带进来。"
    if walker.numbered:
        yield f"表格里有 {walker.numbered} 处自动编号，写成了文字。"
    if embedded:
        yield f"里面嵌了 {embedded} 个别的文档，没有读进来；用 Word 打开，另存为新的 .docx 再导入。"
    if any("vbaProject" in str(part.partname) for part in package.iter_parts()):
        yield "文件里有宏；宏没有运行，也没有带进来。"
