"""The lines above a table that are its caption and its unit: 表1　…, 单位：件."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bulletin.importing.draft import (
    COUNTED,
    DraftParagraph,
    DraftTable,
    Omitted,
    Piece,
    cut,
    joined,
    plain,
    stripped,
)
from bulletin.text import patterns
from bulletin.text.characters import COMMON_HAN
from bulletin.text.table_lines import caption_start, is_unit

_HAN = patterns.regex(f"[{COMMON_HAN}](?<!表)")
"""What shows in which face a caption is set; its number may be in another."""
NUMBER = "表的编号，由程序编"


def with_captions(pieces: Iterable[Piece]) -> tuple[list[Piece], list[Omitted]]:
    """The pieces with captions and units in their tables, and the numbers that the program sets."""
    result = list[Piece]()
    omitted = list[Omitted]()
    for piece in pieces:
        if isinstance(piece, DraftTable):
            if result:
                result[-1:] = _lines(result[-1])
            table, left_out = _with_lines_above(piece, result)
            omitted += left_out
            result.append(table)
        else:
            result.append(piece)
    return result, omitted


def _lines(piece: Piece) -> list[Piece]:
    """A paragraph that is a caption and a unit with a line break between them, as two paragraphs."""
    if not isinstance(piece, DraftParagraph):
        return [piece]
    texts = piece.text.split("\n")
    if len(texts) != 2 or not (caption_start(texts[0].strip()) and is_unit(texts[1])):
        return [piece]
    end = len(texts[0])
    parts = cut(piece.runs, 0, end), cut(piece.runs, end + 1)
    return [replace(piece, runs=part) for part in parts]


def _with_lines_above(table: DraftTable, before: list[Piece]) -> tuple[DraftTable, list[Omitted]]:
    """A table with its caption and unit, which are taken from the end of the pieces ``before`` it."""
    omitted = list[Omitted]()
    for _ in range(2):
        last = before[-1] if before else None
        if not isinstance(last, DraftParagraph) or last.number:
            break
        runs = stripped(last.runs)
        start = caption_start(plain(runs))
        if not table.unit and is_unit(plain(runs)):
            table = replace(table, unit=runs)
        elif start and not table.caption:
            is_numbered = start.is_numbered or _is_counted(last, start.length)
            if is_numbered:
                omitted.append(Omitted(plain(cut(runs, 0, start.length)).strip(), NUMBER))
                runs = cut(runs, start.length)
            if all(run.bold for run in runs if _HAN.search(run.text)):  # its style expresses it
                runs = joined(replace(run, bold=False) for run in runs)
            table = replace(table, caption=runs, is_numbered=is_numbered)
        else:
            break
        before.pop()
    return table, omitted


def _is_counted(paragraph: DraftParagraph, length: int) -> bool:
    """Whether Word counts the number at the beginning of a caption."""
    head = cut(stripped(paragraph.runs), 0, length)
    return any(run.look == COUNTED for run in head)
