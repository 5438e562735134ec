"""Reads a PDF as a draft: joins lines to paragraphs and finds tables by their ruling lines.

A PDF knows neither paragraphs nor spaces, only characters at places. The steps: ``page_content`` reads
each page (``ruled_tables``, ``columns``, ``text_lines``), ``margins`` takes page numbers and running heads
away, ``typography`` finds what is usual in the document, ``assembly`` makes paragraphs.

Time and memory are not limited here: files are read in a process that has limits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from typing import Any

from bulletin.findings.errors import BulletinError
from bulletin.importing.draft import Draft
from bulletin.importing.readers.limits import PDF_PAGES, check_text
from bulletin.importing.readers.pages.assembly import assembled
from bulletin.importing.readers.pages.page_content import (
    PageContent,
    PagePicture,
    PictureFiles,
    page_content,
)
from bulletin.text import file_signatures

_PASSWORD, _SECURITY = 4, 5
"""PDFium's error codes for a file with a password, and for one with an unknown encryption."""


def read(name: str, data: bytes) -> Draft:
    """Read a PDF; one that is damaged, locked, too large, or without text raises ``BulletinError``."""
    with closing(_open(name, data)) as document:
        pages = _pages(name, document)
    cut_off = "文件的结尾不完整，可能没有下载全；读到的内容请对照原件。"
    return assembled(name, pages, () if b"%%EOF" in data[-2048:] else (cut_off,))


def _open(name: str, data: bytes) -> Any:
    import pypdfium2

    if file_signatures.PDF not in data[:1024]:
        raise BulletinError(f"“{name}”不是 PDF。", "看看是不是改过扩展名；Word 文件要存成 .docx。")
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        # PDFium may still hold the code of the file before: only a locked file is said to be locked.
        if getattr(error, "err_code", None) in (_PASSWORD, _SECURITY) and b"/Encrypt" in data:
            raise BulletinError(
                f"“{name}”有密码，打不开。", "请先用密码打开，另存（打印）成没有密码的 PDF。"
            ) from None
        raise BulletinError(
            f"“{name}”坏了，打不开。", "请重新下载或重新导出；有 Word 文件的，用 Word 文件。"
        ) from None


def _pages(name: str, document: Any) -> list[PageContent]:
    """What is on each page; refuses documents without pages, without text, or beyond the limits."""
    count = len(document)
    if count == 0:
        raise BulletinError(f"“{name}”里一页也没有。", "请重新下载或重新导出。")
    if count > PDF_PAGES:
        raise BulletinError(
            f"“{name}”有 {count} 页，超过 {PDF_PAGES} 页的上限。", "请拆成几个文件，一期一个。"
        )
    files = PictureFiles()
    pages = [_page(document, number, files) for number in range(count)]
    characters = sum(page.faces.total() for page in pages)
    check_text(name, characters)
    if characters == 0:
        raise _no_text(name, pages)
    return pages


def _page(document: Any, number: int, files: PictureFiles) -> PageContent:
    import pypdfium2

    try:
        with closing(document[number]) as page:
            return page_content(page, number, files)
    except pypdfium2.PdfiumError:
        return PageContent((), Counter(), (f"第 {number + 1} 页坏了，读不出来。",), broken=True)


def _no_text(name: str, pages: Sequence[PageContent]) -> BulletinError:
    """The error for a document without text: it is damaged, a scan, or has its text as drawings."""
    if all(page.broken for page in pages):
        return BulletinError(f"“{name}”坏了，每一页都读不出来。", "请重新下载或重新导出。")
    if any(isinstance(item, PagePicture) for page in pages for item in page.items):
        return BulletinError(
            f"“{name}”是扫描件，只有图，没有文字。",
            "请先用文字识别（OCR，WPS 和扫描软件里都有）转成文字，或找原来的 Word 文件。",
        )
    return BulletinError(
        f"“{name}”里没有文字。", "字可能被转成了图形；请找原来的 Word 文件，或做文字识别（OCR）。"
    )
