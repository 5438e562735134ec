"""An article's body as blocks: run-in headings and series merged into their paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from bulletin.model.blocks import Block, Inline, Inlines, Para, PictureBlock, TableBlock
from bulletin.model.content import (
    Article,
    Enumeration,
    Heading,
    Paragraph,
    Picture,
    Quote,
    Runs,
    Table,
)
from bulletin.model.content import Block as BodyBlock
from bulletin.text.numerals import full_width_digits

BODY = "正文"
LEVELS = ("", "一级标题", "二级标题", "三级标题", "四级标题")
MARKER, BOLD, EMPHASIS = "序数", "加粗", "强调"

_STOPS = "。！？；：…，、.!?;:,"
_CLOSERS = "”’）》】〉)]"


def body(article: Article, full_width: bool = False) -> list[Block]:
    """The blocks of an article, run-in headings and series merged into their paragraphs."""
    blocks: list[Block] = []
    open_para = False  # whether a series or a paragraph may run into the last block
    pending: Inlines = ()  # a run-in heading that waits for its paragraph
    for block, after in zip_longest(article.body, article.body[1:]):
        match block:
            case Heading() if _runs_in(article, block, after):
                pending = _heading(block, run_in=True)
            case Heading():
                blocks.append(Para(LEVELS[block.level], _heading(block, run_in=False)))
            case Paragraph():
                blocks.append(Para(BODY, pending + _text(block.runs)))
            case Enumeration() if article.enumeration == "run-in":
                series = tuple(inline for item in _series(block) for inline in item)
                if open_para and isinstance(last := blocks[-1], Para):
                    blocks[-1] = replace(last, runs=last.runs + series)
                else:
                    blocks.append(Para(BODY, pending + series))
            case Enumeration():
                blocks.extend(Para(BODY, item) for item in _series(block))
            case _:
                blocks.extend(_other(block))
        if not isinstance(block, Heading):
            pending = ()
        open_para = isinstance(block, Paragraph)
    return [_widen(block) for block in blocks] if full_width else blocks


def _runs_in(article: Article, heading: Heading, after: BodyBlock | None) -> bool:
    """Whether a heading is to run into what follows it, and can; else it has a line of its own."""
    if article.headings.of(heading.level) != "run-in":
        return False
    if isinstance(after, Enumeration):
        return article.enumeration == "run-in"
    return isinstance(after, Paragraph)


def _heading(heading: Heading, run_in: bool) -> Inlines:
    look = LEVELS[heading.level] if run_in else ""
    runs = [Inline(heading.marker, look)] if heading.marker else []
    runs += [replace(inline, look=inline.look or look) for inline in _text(heading.runs)]
    if run_in and not _has_stop(heading.runs):
        runs.append(Inline("。", look))
    return tuple(runs)


def _has_stop(runs: Runs) -> bool:
    text = "".join(run.text for run in runs).rstrip()
    return text.rstrip(_CLOSERS).endswith(tuple(_STOPS)) or text.endswith(tuple(_STOPS))


def _series(series: Enumeration) -> Iterator[Inlines]:
    """The items of a series; one without a stop of its own gets ；, the last one 。."""
    for item in series.items:
        runs = (Inline(item.marker, MARKER), *_text(item.runs))
        stop = "。" if item is series.items[-1] else "；"
        yield runs if _has_stop(item.runs) else (*runs, Inline(stop))


def _text(runs: Runs) -> Inlines:
    return tuple(
        Inline(
            run.text,
            BOLD if run.bold else EMPHASIS if run.emphasis else "",
            run.link or "",
            run.span,
        )
        for run in runs
    )


def _other(block: BodyBlock) -> Iterator[Block]:
    match block:
        case Quote():
            for paragraph in block.paragraphs:
                yield Para("引文", _text(paragraph.runs))
        case Table():
            rows = tuple(tuple(_text(cell) for cell in row) for row in block.rows)
            yield TableBlock(block.alignments, rows)
        case Picture():
            caption = _text(block.caption)
            yield PictureBlock(block.data, block.path, "".join(run.text for run in caption))
            if caption:
                yield Para("图题", caption)


_DIGITS = re.compile(r"(?<![A-Za-z0-9.])\d+(?:,\d{3}(?!\d))*(?:\.\d+)*%?(?![A-Za-z0-9])", re.ASCII)
_WIDE = str.maketrans(".%", "．％")
"""The comma of 1,234 stays: a line may turn behind ， and must not turn within a number."""


def _widen(block: Block) -> Block:
    """Digits as a series with ``digits: full-width`` prints them; G20, C919 and links stay."""
    match block:
        case Para():
            return replace(block, runs=tuple(_widen_run(run) for run in block.runs))
        case TableBlock():
            rows = tuple(
                tuple(tuple(_widen_run(run) for run in cell) for cell in row) for row in block.rows
            )
            return replace(block, rows=rows)
    return block


def _widen_run(run: Inline) -> Inline:
    if run.link:
        return run
    if re.fullmatch(r"\d{1,3}\.", run.text, re.ASCII):  # the number of a heading
        return replace(run, text=full_width_digits(run.text).translate(_WIDE))
    text = _DIGITS.sub(lambda match: full_width_digits(match[0]).translate(_WIDE), run.text)
    return replace(run, text=text)
