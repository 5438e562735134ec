"""Writes a story as a contribution: front matter and Markdown from which the same text is read back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bulletin.importing.draft import Remark
from bulletin.importing.output.markdown_text import inline
from bulletin.importing.recognise.story import Story, StoryBlock
from bulletin.model.content import (
    BulletList,
    Enumeration,
    Heading,
    Paragraph,
    Picture,
    Quote,
    Run,
    Runs,
    Table,
)
from bulletin.model.merged_cells import UP, marks_of
from bulletin.text import patterns
from bulletin.text.source import NOWHERE
from bulletin.text.subtitles import without_dash
from bulletin.typeset.titles import with_typed_bars
from bulletin.workspace.scaffold import scalar

_START_ESCAPE = patterns.regex(r"\A(?:\\(?=[-+>#=_])|([0-9]{1,9})\\(?=[.)]))")
"""The backslash that ``markdown_text`` puts at the start of a line, or behind its digits."""
_SIDES = {"left": ":---", "center": ":---:", "right": "---:", "": "---"}
_BRACES = str.maketrans("{}｛｝", "（）（）")
"""Braces in a description would end the keys that it stands in."""
_PAIRED = patterns.regex(r"[\\`<\[\]]")
"""Marks in a description that could belong together with one behind the next picture of a line."""
_CLOSING = patterns.regex(r"(?<=[ \t])#(?=#*$)")
"""Marks at the end of a heading close it (CommonMark 4.2)."""
_BREAK_IN_LINE = patterns.regex(r"(?:[\t ](?<![\t ]{2})[\t ]*)?\\?\n[\t ]*")
"""The lookbehind lets only the first of several spaces begin a match, so that the time is linear."""


@dataclass(frozen=True, slots=True)
class ContributionText:
    """The text of a contribution."""

    text: str
    lines: tuple[int, ...]
    """The line that each block of the body begins in."""
    lost_looks: tuple[tuple[str, ...], ...]
    """For each block, the texts whose bold or emphasis Markdown cannot express (asterisks beside digits)."""


def write(story: Story) -> ContributionText:
    """The text of the contribution that a story is."""
    parts = [_front_matter(story)]
    lines, lost_looks = list[int](), list[tuple[str, ...]]()
    notes: list[str] = []
    line = parts[0].count("\n") + 1
    before: StoryBlock | None = None
    for block in story.body:
        text, lost_texts = _block(block, notes)
        lost_looks.append(tuple(lost_texts))
        is_beside = isinstance(block, Picture) and block.beside and isinstance(before, Picture)
        before = block
        if is_beside:
            parts[-1] = f"{parts[-1][:-1]} {text}\n"
            lines.append(lines[-1])
            continue
        lines.append(line + 1)
        if text:
            parts.append(f"\n{text}\n")
            line += text.count("\n") + 2
    labelled = (f"[^{number}]: {note}\n" for number, note in enumerate(notes, 1))
    parts += ("\n" * bool(notes), *labelled)
    return ContributionText("".join(parts), tuple(lines), tuple(lost_looks))


def _front_matter(story: Story) -> str:
    lines = [f"title: {scalar(with_typed_bars(story.title))}"]
    lines.append(f"source: {scalar(story.source)}" if story.source else "source:")
    if story.subtitle:
        lines.insert(1, f"subtitle: {scalar(with_typed_bars(without_dash(story.subtitle)))}")
    contents = with_typed_bars(story.contents)
    for key, value in (("author", story.author), ("contents", contents)):
        if value:
            lines.append(f"{key}: {scalar(value)}")
    if "\n" in story.note:
        lines += ["note: |-", *(f"  {line}" for line in story.note.split("\n"))]
    elif story.note:
        lines.append(f"note: {scalar(story.note)}")
    for key, layout in (("headings", story.headings), ("enumeration", story.enumeration)):
        if layout:
            lines.append(f"{key}: {layout}")
    if story.date:
        lines.append(f"# 来稿日期：{' '.join(story.date.split())}")
    return "---\n" + "\n".join(lines) + "\n---\n"


def _block(block: StoryBlock, notes: list[str]) -> tuple[str, list[str]]:
    """The Markdown of a block, and the texts that lost a look; its footnotes are added to ``notes``."""
    lost: list[str] = []

    def text(runs: Runs) -> str:
        labelled = []
        for run in runs:
            if run.footnote is not None:
                note, lost_in_note = inline(run.footnote.runs)
                notes.append(_one_line(note))
                lost.extend(lost_in_note)
                label = replace(run.footnote, label=str(len(notes)))
                run = replace(run, footnote=label)  # noqa: PLW2901
            labelled.append(run)
        written, lost_here = inline(tuple(labelled))
        lost.extend(lost_here)
        return written

    match block:
        case Paragraph():
            return text(block.runs), lost
        case Heading():
            line = _CLOSING.sub(r"\\#", _one_line(text(block.runs)))
            return f"{'#' * (block.level + 1)} {line}", lost
        case Enumeration():
            items = enumerate(block.items, block.start)
            return "\n".join(f"{number}. {text(item.runs)}" for number, item in items), lost
        case BulletList():
            return "\n".join(f"{'  ' * one.level}- {text(one.runs)}" for one in block.items), lost
        case Quote():
            return "\n>\n".join(f"> {text(one.runs)}" for one in block.paragraphs), lost
        case Table():
            above = [_one_line(text(line)) for line in (_caption(block), block.unit) if line]
            marks = marks_of(block.spans)
            head, *rows = (
                _row(
                    marks.get((at, column)) or _cell(_one_line(text(cell)))
                    for column, cell in enumerate(row)
                )
                for at, row in enumerate(block.rows)
            )
            sides = _row(_SIDES[side] for side in block.alignments)
            return "\n".join((*above, head, sides, *rows)), lost
        case Picture():
            caption = text(
                tuple(replace(run, bold=False, emphasis=False, link="") for run in block.caption)
            )
            return f"![{_one_line(caption)}]({block.path}){_keys(block)}", lost
        case Remark():
            return f"<!-- {_in_comment(f'{block.label}：{block.text}')} -->", lost


def _keys(picture: Picture) -> str:
    """The keys behind a picture, in braces."""
    keys = []
    if picture.width is not None:
        figure, unit = picture.width.figure, picture.width.unit
        is_even = unit == "毫米" and figure % 5 == 0
        keys.append(f"宽={figure / 10:g}厘米" if is_even else f"宽={figure:g}{unit}")
    if picture.description is not None:
        said = " ".join(picture.description.text.translate(_BRACES).split())
        keys.append("说明=" + _PAIRED.sub(r"\\\g<0>", said))
    return f"{{{' '.join(keys)}}}" if keys else ""


def _caption(table: Table) -> Runs:
    """The caption of a table as it is typed; none where there is none."""
    if table.caption is None:
        return ()
    number = (Run("表：", NOWHERE),) if table.caption.is_numbered else ()
    return (*number, *table.caption.runs)


def _cell(text: str) -> str:
    """The text of a cell, which begins no line: its first sign needs no backslash, its bars do."""
    bare = _START_ESCAPE.sub(lambda match: match[1] or "", text).replace("|", "\\|")
    return f"\\{bare}" if bare == UP else bare


def _row(cells: Iterable[str]) -> str:
    return "|" + "|".join(f" {cell} " for cell in cells) + "|"


def _one_line(text: str) -> str:
    """Where Markdown wants a single line: a break that was set becomes a full-width space."""
    return _BREAK_IN_LINE.sub("\u3000", text).strip()


def _in_comment(text: str) -> str:
    """Text that does not end the comment it stands in (CommonMark 6.6)."""
    return re.sub(r"-(?=[->])", "- ", text.replace("\n", "　"))
