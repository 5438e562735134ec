"""The contents of an issue: which titles the articles have, and where those begin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bulletin.importing import shapes
from bulletin.importing.credits import signature
from bulletin.importing.masthead import HEAD
from bulletin.importing.parts import Entry
from bulletin.importing.sheet import Sheet

COLUMN = "目录和文章前面的栏目名"
_LONGEST = 80
"""Characters of a line of the contents that has no mark."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The entries, the columns that they stand in, and where the articles begin."""

    entries: tuple[Entry, ...]
    columns: frozenset[str]
    end: int


def read_contents(sheet: Sheet, at: int, foot: int) -> Contents:
    """The contents that begin at a place, if they do, and end before the foot."""
    while at < foot and _is_label(sheet, at):
        sheet.leave(sheet.text(at), HEAD)
        at += 1
    labelled = at > 0 and _is_label(sheet, at - 1)
    first, entries, columns = at, list[Entry](), list[str]()
    while at < foot:
        text = sheet.text(at)
        marked = shapes.entry(text)
        if labelled and shapes.COLUMN.fullmatch(text) and text not in columns:
            columns.append(text)
        elif sheet.role(at) == "目录" or marked or (labelled and _is_entry(text, entries, columns)):
            title = marked or shapes.without_page(text)
            entries.append(Entry(_unsigned(_unnumbered(title, len(entries) + 1)), text))
        else:
            break
        at += 1
    if at == foot:  # nothing is left for articles: these were none
        return Contents((), frozenset(), first)
    for text in columns:
        sheet.leave(text, COLUMN)
    return Contents(tuple(entries), frozenset(columns), at)


def _is_label(sheet: Sheet, at: int) -> bool:
    return sheet.role(at) == "目录题" or shapes.CONTENTS.fullmatch(sheet.text(at)) is not None


def _is_entry(text: str, entries: Sequence[Entry], columns: Sequence[str]) -> bool:
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
