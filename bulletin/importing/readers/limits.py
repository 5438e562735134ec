"""How large files may be that are imported, and what reading one may cost."""

from __future__ import annotations

from collections.abc import Sequence

from bulletin.findings.errors import BulletinError
from bulletin.text.numerals import megabytes

READ_SECONDS = 60
"""Seconds that the child process may take to read one file."""
READ_MEGABYTES = 1024
"""Megabytes that it may take; the tree of a .docx with the most tags that are read has 600."""
FILE_BYTES = 100 * 1024 * 1024
"""Bytes of a file as it arrives; forty pages with pictures have a tenth of it."""
TEXT_CHARACTERS = 2_000_000
"""Characters of one file, some hundred issues; they take ten seconds."""
PARAGRAPHS = 50_000
"""Paragraphs of one file; they take ten seconds. An issue has a hundred."""
TABLE_CELLS = 50_000
"""Cells of one table, its short rows filled up."""
PICTURES = 500
"""Pictures of one file."""
PDF_PAGES = 500
PICTURE_PIXELS = 40_000_000
"""Pixels of one picture of a PDF, which has to be decoded; 40 million take 120 MB."""
PICTURE_BYTES = 200_000_000
"""Bytes of all pictures of one file."""
CONVERSION_SECONDS = 120.0
"""Seconds for LibreOffice to convert the files of one run, with the next for each file."""
CONVERSION_SECONDS_EACH = 20.0


def too_deep(name: str) -> BulletinError:
    """What is said of a file at which the memory or the depth of calls was not enough."""
    return BulletinError(f"{name} 太大，或者一层套一层太深，读不下去。", "拆成几个文件再导入。")


def check_size(name: str, size: int) -> None:
    """Raise ``BulletinError`` if a file of so many bytes is too large."""
    if size > FILE_BYTES:
        raise BulletinError(
            f"{name} 有 {megabytes(size)}，超过 {megabytes(FILE_BYTES)}，不读。",
            "先把里面的图片压缩或删去，或拆成几个文件。",
        )


def check_text(name: str, characters: int) -> None:
    """Raise ``BulletinError`` if a file has too much text."""
    if characters > TEXT_CHARACTERS:
        raise BulletinError(
            f"{name} 有 {characters // 10_000} 万字，超过 {TEXT_CHARACTERS // 10_000} 万字，不读。",
            "拆成几个文件再导入。",
        )


def check_paragraphs(name: str, count: int) -> None:
    """Raise ``BulletinError`` if a file has too many paragraphs."""
    if count > PARAGRAPHS:
        raise BulletinError(
            f"{name} 超过 {PARAGRAPHS // 10_000} 万段，不读。", "拆成几个文件再导入。"
        )


def check_table(name: str, rows: int, columns: int) -> None:
    """Raise ``BulletinError`` if a table is too large: one wide row makes all others as wide."""
    if rows * columns > TABLE_CELLS:
        raise BulletinError(
            f"{name} 里有个表格是 {rows} 行 {columns} 列，超过 {TABLE_CELLS // 10_000} 万格，不读。",
            "这样的表格请另存为附件，从稿件里删去再导入。",
        )


def check_pictures(name: str, sizes: Sequence[int]) -> None:
    """Raise ``BulletinError`` if pictures are too many or too large; one counts wherever it is used."""
    if len(sizes) > PICTURES or sum(sizes) > PICTURE_BYTES:
        raise BulletinError(
            f"{name} 里有 {len(sizes)} 幅图片，共 {megabytes(sum(sizes))}，"
            f"超过限度（{PICTURES} 幅，{megabytes(PICTURE_BYTES)}），不读。",
            "先删去或压缩一些图片，或拆成几个文件。",
        )
