"""Captions and units above tables: with or without an empty line before the table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bulletin.findings import kinds
from bulletin.findings.diagnostics import Diagnostic
from bulletin.model.content import Block, Paragraph, Runs, Table, TableCaption
from bulletin.reading.runs import cut
from bulletin.text.table_lines import caption_start, is_unit


def own_lines(lines: Sequence[str]) -> int:
    """How many of the last lines of a paragraph above a table are paragraphs: its caption, its unit."""
    number = 0
    while number < min(2, len(lines)) and _is_table_line(lines[-1 - number]):
        number += 1
    return number


def _is_table_line(line: str) -> bool:
    return caption_start(line.strip()) is not None or is_unit(line)


def with_captions(blocks: Iterable[Block]) -> tuple[list[Block], list[Diagnostic]]:
    """The blocks of a body with captions and units in their tables; captions that have no table."""
    result = list[Block]()
    findings = list[Diagnostic]()
    for block in blocks:
        if isinstance(block, Table):
            result.append(_with_lines_above(block, result))
        else:
            result.append(block)
    for before, block in zip([None, *result], result, strict=False):
        if isinstance(block, Paragraph) and _is_astray(block, before):
            message = "这一行像表题，下面却没有表格；当作正文排。"
            hint = "表题写在表格上面，紧挨着它；不是表题就换个说法。"
            findings.append(kinds.CAPTION_ASTRAY.at(block.span, message, hint))
    return result, findings


def _with_lines_above(table: Table, before: list[Block]) -> Table:
    """A table with its caption and unit, which are taken from the end of the blocks ``before`` it."""
    for _ in range(2):
        last = before[-1] if before else None
        if not isinstance(last, Paragraph):
            break
        text = _text(last.runs)
        if not table.unit and is_unit(text):
            table = replace(table, unit=last.runs)
        elif table.caption is None and (start := caption_start(text)):
            runs = cut(last.runs, start.length) if start.is_numbered else last.runs
            caption = TableCaption(runs, last.span, start.is_numbered)
            table = replace(table, caption=caption)
        else:
            break
        before.pop()
    return table


def _is_astray(paragraph: Paragraph, before: Block | None) -> bool:
    """Whether a paragraph is a caption without a table, or under its table."""
    start = caption_start(_text(paragraph.runs))
    return start is not None and (start.is_numbered or isinstance(before, Table))


def _text(runs: Runs) -> str:
    return "".join(run.text for run in runs)
