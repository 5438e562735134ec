"""A file's bytes become a draft, whatever kind it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bulletin.findings.errors import BulletinError
from bulletin.importing import tally
from bulletin.importing.draft import Draft, DraftPicture, Tally, texts
from bulletin.importing.readers import limits
from bulletin.importing.readers.control_characters import cleaned
from bulletin.importing.readers.file_kinds import Kind
from bulletin.importing.readers.incoming import Given

_UNCOUNTED = "原文件没能另数一遍，核对只按读到的字。"


def read(
    name: str,
    data: bytes,
    kind: Kind,
    converted: bytes = b"",
    picture: Callable[[str], bytes | None] = lambda _: None,
) -> Draft:
    """Read a file; one that is damaged, encrypted, or too large raises ``BulletinError``.

    ``converted`` is the .docx that LibreOffice made of it, where the kind needs that; ``picture`` has
    the bytes of a picture that a Markdown file names.
    """
    limits.check_size(name, len(data))
    word = converted if kind.needs_office else data
    draft = cleaned(_read(name, data, kind, word, picture))
    try:
        draft = replace(draft, tally=_tally(name, data, kind, word))
    except Exception:  # whatever a parser stumbles over that the reader did not
        draft = replace(draft, notes=(*draft.notes, _UNCOUNTED))
    limits.check_paragraphs(name, len(draft.pieces))
    limits.check_pictures(
        name, [len(one.data) for one in draft.pieces if isinstance(one, DraftPicture)]
    )
    if not any(text.strip() for text in texts(draft.pieces)):
        raise _nothing(name, draft)
    return draft


def unpack(name: str, data: bytes, kind: Kind) -> list[Given | BulletinError]:
    """The files in a mail or an archive, or their errors; ``BulletinError`` if it cannot be unpacked."""
    from bulletin.importing.readers import mail, zip_files

    try:
        return list((mail if kind is Kind.MAIL else zip_files).unpack(name, data))
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError) as error:
        # The standard library's parsers stumble like this over what is no mail or archive.
        raise BulletinError(
            f"{name} 不合规范，或套得太深，拆不开。", "把里面的正文、附件另存出来，再导入。"
        ) from error


def _tally(name: str, data: bytes, kind: Kind, word: bytes) -> Tally | None:
    if kind in (Kind.TEXT, Kind.MARKDOWN):
        from bulletin.importing.readers import plain_text

        return tally.of_text(plain_text.decoded(name, data))
    if kind is Kind.PDF:
        from bulletin.importing.tally.stored_text import of_pdf

        return of_pdf(data)
    from bulletin.importing.tally.shown_text import of_word

    made = of_word(word)
    if kind.needs_office:
        return replace(made, basis="；".join(filter(None, (tally.CONVERTED, made.basis))))
    return made


def _nothing(name: str, draft: Draft) -> BulletinError:
    """Why there is nothing to be made a contribution of."""
    if any(isinstance(one, DraftPicture) for one in draft.pieces):
        return BulletinError(
            f"{name} 里只有图片，没有文字。",
            "请先用文字识别（OCR，WPS 和扫描软件里都有）转成文字，或找原来的文件。",
        )
    return BulletinError(f"{name} 里没有正文文字。", "打开看看，是不是选错了文件，或没有存好。")


def _read(
    name: str, data: bytes, kind: Kind, word: bytes, picture: Callable[[str], bytes | None]
) -> Draft:
    if kind is Kind.DOCX or kind.needs_office:
        from bulletin.importing.readers.docx import docx_reader

        return docx_reader.read(name, word)
    match kind:
        case Kind.PDF:
            from bulletin.importing.readers.pages import pdf_reader

            return pdf_reader.read(name, data)
        case Kind.MARKDOWN:
            from bulletin.importing.readers import foreign_markdown

            return foreign_markdown.read(name, data, picture)
    from bulletin.importing.readers import plain_text

    return plain_text.read(name, data)
