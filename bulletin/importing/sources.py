"""A file's bytes become a draft, whatever kind it is."""

from __future__ import annotations

from collections.abc import Callable

from bulletin.importing import limits
from bulletin.importing.clean import cleaned
from bulletin.importing.draft import Draft
from bulletin.importing.kinds import Kind

Convert = Callable[[], bytes]
"""The .docx that LibreOffice makes of the file."""


def read(
    name: str,
    data: bytes,
    kind: Kind,
    convert: Convert,
    picture: Callable[[str], bytes | None] = lambda _: None,
) -> Draft:
    """Read a file of a kind that ``kinds`` told.

    Raises:
        BulletinError: it is damaged, encrypted, too large, or cannot be converted.
    """
    limits.check_size(name, len(data))
    draft = cleaned(_read(name, data, kind, convert, picture))
    limits.check_paragraphs(name, len(draft.pieces))
    return draft


def _read(
    name: str, data: bytes, kind: Kind, convert: Convert, picture: Callable[[str], bytes | None]
) -> Draft:
    if kind.needs_office:
        from bulletin.importing import word

        return word.read(name, convert())
    match kind:
        case Kind.DOCX:
            from bulletin.importing import word

            return word.read(name, data)
        case Kind.PDF:
            from bulletin.importing import pdf

            return pdf.read(name, data)
        case Kind.MARKDOWN:
            from bulletin.importing import markdown

            return markdown.read(name, data, picture)
    from bulletin.importing import text

    return text.read(name, data)
