"""The contents of an issue, which name its articles, and those of a long article, which name its headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bulletin.importing.draft import (
    DraftTable,
    Omitted,
    Piece,
    omit,
    plain,
    role_of,
    text_of,
)
from bulletin.importing.recognise import shapes
from bulletin.importing.recognise.article_starts import ContentsLine
from bulletin.importing.recognise.credits import signature
from bulletin.importing.recognise.issue_frame import HEAD
from bulletin.importing.recognise.issue_lines import IssueLines

OWN_CONTENTS = "文章自己的目录，简报里没有这一项"
COLUMN = "目录和文章前面的栏目名"
_HEADING = "目录标题"
_MOST_ENTRIES = 300
"""Lines that an article's own contents have at most."""
_LONGEST = 80
"""Characters of a line of the contents that has no mark."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The entries, the columns that they stand in, the place where the articles begin, what was omitted."""

    entries: tuple[ContentsLine, ...]
    columns: frozenset[str]
    end: int
    omitted: tuple[Omitted, ...]
    heading: str = ""
    """What our own file has over the contents."""


def read_contents(sheet: IssueLines, at: int, foot: int) -> Contents:
    """The contents that begin at a place, if they do, and end before the foot."""
    omitted, heading = list[Omitted](), ""
    while at < foot and _is_label(sheet, at):
        if sheet.role(at) == _HEADING:
            heading = shapes.unspaced(sheet.text(at))
        omitted += omit(sheet.text(at), HEAD)
        at += 1
    labelled = at > 0 and _is_label(sheet, at - 1)
    first, entries, columns = at, list[ContentsLine](), list[str]()
    while at < foot:
        text = sheet.text(at)
        marked = shapes.entry(text)
        if labelled and shapes.COLUMN.fullmatch(text) and text not in columns:
            columns.append(text)
        elif sheet.role(at) == "目录" or marked or (labelled and _is_entry(text, entries, columns)):
            title = marked or shapes.without_page(text)
            entries.append(ContentsLine(_unsigned(_unnumbered(title, len(entries) + 1)), text))
        else:
            break
        at += 1
    if at == foot:  # nothing is left for articles: these were none
        return Contents((), frozenset(), first, tuple(omitted))
    omitted += (one for text in columns for one in omit(text, COLUMN))
    return Contents(tuple(entries), frozenset(columns), at, tuple(omitted), heading)


def _is_label(sheet: IssueLines, at: int) -> bool:
    return (
        sheet.role(at) in ("目录题", _HEADING)
        or shapes.CONTENTS.fullmatch(sheet.text(at)) is not None
    )


def _is_entry(text: str, entries: Sequence[ContentsLine], columns: Sequence[str]) -> bool:
    """Whether a line without a mark goes on with the contents: the articles begin otherwise."""
    if not text or len(text) > _LONGEST or text.endswith("。") or text in columns:
        return False
    return not (entries and shapes.bare(entries[0].title).startswith(shapes.bare(text)))


def _unnumbered(title: str, number: int) -> str:
    """An entry without the number that it has by its place."""
    bare = re.match(r"(\d{1,2})[\s\u3000]+", title)
    if bare and int(bare[1]) == number:
        return title[bare.end() :]
    found = shapes.heading_number(title)
    return title[found.length :] if found and found.value == number else title


def _unsigned(title: str) -> str:
    """An entry without the organ in brackets behind it."""
    match = re.fullmatch(r"(.+?)\s*[（(]([^（）()]+)[）)]", title)
    return match[1] if match and signature(match[2]) else title


def own_contents(pieces: Sequence[Piece]) -> list[int]:
    """The places of an article's own contents: by style, by the word 目录, by dots that lead to a page."""
    found = [at for at, piece in enumerate(pieces) if role_of(piece) in ("目录", "目录题")]
    lines = list(map(text_of, pieces))
    led = [at for at, text in enumerate(lines) if shapes.before_leader(text) < len(text)]
    found += [at for at in led if at - 1 in led or at + 1 in led]
    labels = [at for at, text in enumerate(lines) if shapes.CONTENTS.fullmatch(text.strip())]
    bare = list(map(shapes.bare, lines))
    for label in labels[:2]:
        end = label + 1
        if end < len(pieces) and _is_table_of_pages(pieces[end]):
            found += (label, end)
            continue
        while (
            end < len(lines)
            and end - label <= _MOST_ENTRIES
            and (end in found or _names_a_page(lines[end]) or _begins_later(bare, end))
        ):
            end += 1
        found += range(label, end) if end > label + 1 else ()
    return sorted(set(found))


def _is_table_of_pages(piece: Piece) -> bool:
    if not isinstance(piece, DraftTable):
        return False
    rows = (filter(None, (plain(cell).strip() for cell in row)) for row in piece.rows)
    return all(_names_a_page("\t".join(row)) for row in rows)


def _begins_later(bare: Sequence[str], at: int) -> bool:
    """Whether a line further down begins with a line, as a heading does with its entry."""
    return bare[at] != "" and any(one.startswith(bare[at]) for one in bare[at + 1 :])


def _names_a_page(text: str) -> bool:
    text = text.strip()
    return len(text) <= _LONGEST and shapes.without_page(text) != text
