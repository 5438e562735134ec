"""PDF → Draft, with PDFium: lines put together again to paragraphs, tables, pictures.

A PDF knows neither paragraphs nor spaces, only characters at places; what belongs together is told
by geometry. The steps: ``glyphs`` (characters), ``drawn`` (rules, pictures), ``tables``,
``columns`` (order), ``lines``, ``margins`` (page numbers, running heads), ``house``
(what is usual in this document), ``paragraphs``.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from typing import Any

from bulletin.findings.errors import BulletinError
from bulletin.importing.draft import Draft
from bulletin.importing.readers.limits import PDF_GLYPHS, PDF_PAGES, PDF_SECONDS
from bulletin.importing.readers.pages.bombs import swells
from bulletin.importing.readers.pages.margins import stripped
from bulletin.importing.readers.pages.narrow import narrowed
from bulletin.importing.readers.pages.page_content import PageContent, Photo, sheet
from bulletin.importing.readers.pages.page_images import Album
from bulletin.importing.readers.pages.page_notes import notes
from bulletin.importing.readers.pages.page_pieces import heads_once, pieces, without_logos
from bulletin.importing.readers.pages.printed_lines import LineOfCharacters
from bulletin.importing.readers.pages.typography import house, lines_of

PASSWORD, SECURITY = 4, 5
"""What PDFium says of a file with a password, and of one with an unknown encryption."""


def read(name: str, data: bytes) -> Draft:
    """All that a PDF says. Raises BulletinError for what cannot be read, is too much, or is a scan."""
    document = _open(name, data)
    try:
        sheets = _sheets(name, document)
    finally:
        document.close()
    return _draft(name, sheets, _whole(data))


def _open(name: str, data: bytes) -> Any:
    """The document as PDFium opens it."""
    import pypdfium2

    if b"%PDF-" not in data[:1024]:
        raise BulletinError(f"“{name}”不是 PDF。", "看看是不是改过扩展名；Word 文件要存成 .docx。")
    if swells(data):
        raise BulletinError(
            f"“{name}”展开以后大得不正常，没有读。", "请打印成新的 PDF，或用 Word 文件。"
        )
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        # PDFium may still hold the code of the file before: only a locked file is said to be locked.
        if getattr(error, "err_code", None) in (PASSWORD, SECURITY) and b"/Encrypt" in data:
            raise BulletinError(
                f"“{name}”有密码，打不开。", "请先用密码打开，另存（打印）成没有密码的 PDF。"
            ) from None
        raise BulletinError(
            f"“{name}”坏了，打不开。", "请重新下载或重新导出；有 Word 文件的，用 Word 文件。"
        ) from None
    return document


def _sheets(name: str, document: Any) -> list[PageContent]:
    """What is on each page; refuses documents without pages, without text, or beyond the limits."""
    count = len(document)
    if count == 0:
        raise BulletinError(f"“{name}”里一页也没有。", "请重新下载或重新导出。")
    if count > PDF_PAGES:
        raise BulletinError(
            f"“{name}”有 {count} 页，超过 {PDF_PAGES} 页的上限。", "请拆成几个文件，一期一个。"
        )
    sheets: list[PageContent] = []
    album = Album()
    glyphs = 0
    until = time.monotonic() + PDF_SECONDS
    for number in range(count):
        if time.monotonic() > until:
            raise BulletinError(
                f"“{name}”读了 {PDF_SECONDS} 秒还没有读完，不读了。",
                "请打印成新的 PDF，或用 Word 文件。",
            )
        sheets.append(_sheet(document, number, album, sheets[-1].gutters if sheets else ()))
        glyphs += sheets[-1].glyphs
        if glyphs > PDF_GLYPHS:
            raise BulletinError(
                f"“{name}”超过 {PDF_GLYPHS // 10_000} 万字的上限。", "请拆成几个文件，一期一个。"
            )
    if glyphs == 0:
        raise _no_text(name, sheets)
    return sheets


def _sheet(document: Any, number: int, album: Album, gutters: Sequence[float]) -> PageContent:
    """A page; one that PDFium cannot load is told."""
    import pypdfium2

    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return PageContent.broken(number)
    try:
        return sheet(page, number, album, gutters)
    except pypdfium2.PdfiumError:
        return PageContent.broken(number)
    finally:
        page.close()


def _no_text(name: str, sheets: list[PageContent]) -> BulletinError:
    """Why a document has no text: it is a scan, or nobody can read it."""
    if all(one.problem for one in sheets):
        return BulletinError(f"“{name}”坏了，每一页都读不出来。", "请重新下载或重新导出。")
    if any(isinstance(item, Photo) for one in sheets for item in one.items):
        return BulletinError(
            f"“{name}”是扫描件，只有图，没有文字。",
            "请先用文字识别（OCR，WPS 和扫描软件里都有）转成文字，或找原来的 Word 文件。",
        )
    return BulletinError(
        f"“{name}”里没有文字。", "字可能被转成了图形；请找原来的 Word 文件，或做文字识别（OCR）。"
    )


def _whole(data: bytes) -> tuple[str, ...]:
    """What there is to say of a file that has no end."""
    if b"%%EOF" in data[-2048:]:
        return ()
    return ("文件的结尾不完整，可能没有下载全；读到的内容请对照原件。",)


def _draft(name: str, sheets: list[PageContent], told: tuple[str, ...]) -> Draft:
    """Put the pages together."""
    lines, gone = stripped([list(lines_of(one.items)) for one in sheets])
    kept = {id(line) for page in lines for line in page}
    items = [
        item for one in sheets for item in one.items
        if not isinstance(item, LineOfCharacters) or id(item) in kept
    ]  # fmt: skip
    items, repeated = heads_once(items)
    items, logos = without_logos(items, len(sheets))
    faces = sum((one.faces for one in sheets), Counter[str]())
    found = list(lines_of(items))
    set_as = house(found, faces)
    narrow = narrowed(found, set_as)
    items = [next(narrow) if isinstance(item, LineOfCharacters) else item for item in items]
    items = list(notes(items, set_as))
    said = [note for one in sheets for note in one.told]
    return Draft(name, tuple(pieces(items, set_as)), tuple(gone + repeated), (*told, *said, *logos))
