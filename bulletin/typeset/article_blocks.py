"""The body of an article as blocks, its run-in headings and series merged into paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from bulletin.model import content
from bulletin.model.blocks import (
    Block,
    Inline,
    Inlines,
    LinePicture,
    Para,
    PictureBlock,
    TableBlock,
    text_of,
)
from bulletin.text.numerals import full_width_digits

BODY = "正文"
LEVELS = ("", "一级标题", "二级标题", "三级标题", "四级标题")
BULLETS = ("列表", "列表二级", "列表三级")
"""The styles of the entries of a list, by their level."""
MARKER, BOLD, EMPHASIS = "序数", "加粗", "强调"
TABLE_CAPTION, TABLE_UNIT = "表题", "表单位"

_STOPS = "。！？；：…，、.!?;:,"
_CLOSERS = "”’）》】〉)]"


def body(article: content.Article, full_width: bool = False) -> list[Block]:
    """The blocks of an article; ``full_width``: with full-width digits."""
    blocks: list[Block] = []
    open_para = False  # whether a series or a paragraph may run into the last block
    pending: Inlines = ()  # a run-in heading that waits for its paragraph
    for place, (block, after) in enumerate(zip_longest(article.body, article.body[1:])):
        match block:
            case content.Heading() if _runs_in(article, block, after):
                pending = _heading(block, run_in=True)
            case content.Heading():
                blocks.append(Para(LEVELS[block.level], _heading(block, run_in=False)))
            case content.Paragraph():
                blocks.append(Para(BODY, pending + _text(block.runs)))
            case content.Enumeration() if article.enumeration == "run-in":
                series = tuple(inline for item in _series(block) for inline in item)
                if open_para and isinstance(last := blocks[-1], Para):
                    blocks[-1] = replace(last, runs=last.runs + series)
                else:
                    blocks.append(Para(BODY, pending + series))
            case content.Enumeration():
                blocks.extend(Para(BODY, item) for item in _series(block))
            case content.Picture():
                blocks.extend(_pictures(content.picture_line(article.body, place)))
            case content.Table():
                blocks.extend(_table(block, _is_counted(article.body[:place])))
            case _:
                blocks.extend(_other(block))
        if not isinstance(block, content.Heading):
            pending = ()
        open_para = isinstance(block, content.Paragraph)
    return [_widen(block) for block in blocks] if full_width else blocks


def _runs_in(
    article: content.Article, heading: content.Heading, after: content.Block | None
) -> bool:
    """Whether a heading shall run into the text after it, and there is such a text."""
    if article.headings.of(heading.level) != "run-in":
        return False
    if isinstance(after, content.Enumeration):
        return article.enumeration == "run-in"
    return isinstance(after, content.Paragraph)


def _heading(heading: content.Heading, run_in: bool) -> Inlines:
    look = LEVELS[heading.level] if run_in else ""
    runs = [Inline(heading.marker, look)] if heading.marker else []
    runs += [replace(inline, look=inline.look or look) for inline in _text(heading.runs)]
    if run_in and not _has_stop(heading.runs):
        runs.append(Inline("。", look))
    return tuple(runs)


def _has_stop(runs: content.Runs) -> bool:
    text = "".join(run.text for run in runs).rstrip()
    return text.rstrip(_CLOSERS).endswith(tuple(_STOPS)) or text.endswith(tuple(_STOPS))


def _series(series: content.Enumeration) -> Iterator[Inlines]:
    """The items of a series; one without a stop gets ；, the last one 。."""
    for item in series.items:
        runs = (Inline(item.marker, MARKER), *_text(item.runs))
        stop = "。" if item is series.items[-1] else "；"
        yield runs if _has_stop(item.runs) else (*runs, Inline(stop))


def _text(runs: content.Runs) -> Inlines:
    return tuple(
        Inline(
            run.text,
            BOLD if run.bold else EMPHASIS if run.emphasis else "",
            run.link or "",
            run.span,
            run.script,
            footnote=_text(run.footnote.runs) if run.footnote else (),
        )
        for run in runs
    )


def _is_counted(before: tuple[content.Block, ...]) -> bool:
    """Whether the program numbered the last caption of a table among some blocks."""
    captions = (one.caption for one in reversed(before) if isinstance(one, content.Table))
    last = next((caption for caption in captions if caption), None)
    return last is not None and last.is_numbered


def _table(table: content.Table, is_counted: bool) -> Iterator[Block]:
    """A table under its caption and unit; ``is_counted``: a caption before it is numbered, too."""
    description = ""
    if table.caption:
        caption = (*_number(table.caption.marker, is_counted), *_text(table.caption.runs))
        description = text_of(caption)
        yield Para(TABLE_CAPTION, caption)
    if table.unit:
        yield Para(TABLE_UNIT, _text(table.unit))
    rows = tuple(tuple(_text(cell) for cell in row) for row in table.rows)
    yield TableBlock(table.alignments, rows, description, table.spans)


def _number(marker: str, is_counted: bool) -> Inlines:
    """表1 as Word's own number (17.16.5.56), which counts on, or begins anew in each article."""
    if not marker:
        return ()
    label, number = marker[:1], marker[1:]
    start = "" if is_counted else f" \\r {number}"
    return Inline(label), Inline(number, field=f"SEQ {label} \\* ARABIC{start}"), Inline("\u3000")


def _other(block: content.Block) -> Iterator[Block]:
    match block:
        case content.BulletList():
            yield from (Para(BULLETS[one.level], _text(one.runs)) for one in block.items)
        case content.Quote():
            for paragraph in block.paragraphs:
                yield Para("引文", _text(paragraph.runs))


def _pictures(line: tuple[content.Picture, ...]) -> Iterator[Block]:
    """The pictures of a line, and its caption.

    Where only one of them has a caption, it is that of all; else each has its own.
    """
    captions = [_text(one.caption) for one in line]
    of_all = [caption for caption in captions if caption]
    is_shared = len(of_all) == 1
    shown = [
        LinePicture(
            one.data,
            one.path,
            _description(one, caption or (of_all[0] if is_shared else ())),
            one.width,
            () if is_shared else caption,
            one.span,
        )
        for one, caption in zip(line, captions, strict=True)
    ]
    if shown:
        yield PictureBlock(tuple(shown))
    if is_shared:
        yield Para("图题", of_all[0])


def _description(picture: content.Picture, caption: Inlines) -> str:
    """What a screen reader says of a picture; its caption where it has nothing else."""
    return picture.description.text if picture.description else text_of(caption)


_DIGITS = re.compile(r"(?<![A-Za-z0-9.])\d+(?:,\d{3}(?!\d))*(?:\.\d+)*%?(?![A-Za-z0-9])", re.ASCII)
_WIDE = str.maketrans(".%", "．％")
"""The comma of 1,234 stays as it is: a line may turn behind ，, but not inside a number."""


def _widen(block: Block) -> Block:
    """A block with full-width digits; not those of G20, of C919, of links, nor raised ones."""
    match block:
        case Para():
            return replace(block, runs=tuple(_widen_run(run) for run in block.runs))
        case TableBlock():
            rows = tuple(
                tuple(tuple(_widen_run(run) for run in cell) for cell in row) for row in block.rows
            )
            return replace(block, rows=rows)
        case PictureBlock():
            shown = (
                replace(one, caption=tuple(_widen_run(run) for run in one.caption))
                for one in block.pictures
            )
            return replace(block, pictures=tuple(shown))


def _widen_run(run: Inline) -> Inline:
    if run.footnote:
        return replace(run, footnote=tuple(map(_widen_run, run.footnote)))
    if run.link or run.script:
        return run
    if re.fullmatch(r"\d{1,3}\.", run.text, re.ASCII):  # the number of a heading
        return replace(run, text=full_width_digits(run.text).translate(_WIDE))
    text = _DIGITS.sub(lambda match: full_width_digits(match[0]).translate(_WIDE), run.text)
    return replace(run, text=text, field="" if text != run.text else run.field)
