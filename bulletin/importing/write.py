"""A story as the text of a contribution: front matter and Markdown that read back the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import takewhile

from bulletin.importing.draft import Bit, Bits, Grid, Para, Remark, plain
from bulletin.importing.story import Element, Figure, Head, Quote, Series, Story
from bulletin.scaffold import scalar

_SPECIAL = re.compile(r"[\\*_\[\]<`]|&(?=[A-Za-z#])|~(?=~)")
_AT_START = re.compile(r"(?P<mark>[-+>#=])|(?P<digits>[0-9]{1,9})(?=[.)])")
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>()]+", re.I)
_SIDES = {"left": ":---", "center": ":---:", "right": "---:", "": "---"}
_CLOSING = re.compile(r"(?<=[ \t])#(?=#*$)")
"""Marks at the end of a heading close it (CommonMark 4.2)."""
_BREAKS = re.compile(r"(?: (?<!  ) *)?\n[ \n]*")
_BREAK_IN_LINE = re.compile(r"(?:[\t ](?<![\t ]{2})[\t ]*)?\\?\n[\t ]*")
"""Only the first of several spaces begins a match: else a long row of them takes its square."""


def write(story: Story, names: Mapping[int, str]) -> tuple[str, list[int]]:
    """The text of the contribution, and the line that each element of the body begins in.

    ``names`` are the files of the figures, by their place in the body.
    """
    parts = [_front_matter(story)]
    lines, line = list[int](), parts[0].count("\n") + 1
    for index, element in enumerate(story.body):
        text = _element(element, names.get(index, ""))
        lines.append(line + 1)
        if text:
            parts.append(f"\n{text}\n")
            line += text.count("\n") + 2
    return "".join(parts), lines


def _front_matter(story: Story) -> str:
    lines = [f"title: {scalar(story.title)}"]
    lines.append(f"source: {scalar(story.source)}" if story.source else "source:")
    for key, value in (("author", story.author), ("contents", story.contents)):
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


def _element(element: Element, name: str) -> str:
    match element:
        case Para():
            return inline(element.bits)
        case Head():
            text = _CLOSING.sub(r"\\#", _one_line(inline(element.bits)))
            return f"{'#' * (element.level + 1)} {text}"
        case Series():
            return "\n".join(
                f"{number}. {inline(item)}"
                for number, item in enumerate(element.items, element.start)
            )
        case Quote():
            return "\n>\n".join(f"> {inline(one)}" for one in element.paragraphs)
        case Grid():
            return "\n".join(_table(element))
        case Figure():
            return f"![{_one_line(inline(element.caption, plainly=True))}]({name})"
        case Remark():
            return f"<!-- {_in_comment(f'{element.label}：{element.text}')} -->"


def _table(grid: Grid) -> Iterator[str]:
    head, *rows = grid.rows
    sides = grid.alignments or ("",) * len(head)
    yield _row(head)
    yield "|" + "|".join(f" {_SIDES[side]} " for side in sides) + "|"
    for row in rows:
        yield _row(row)


def _row(cells: tuple[Bits, ...]) -> str:
    return "|" + "|".join(f" {_cell(cell)} " for cell in cells) + "|"


def _cell(bits: Bits) -> str:
    return _one_line(inline(bits)).replace("|", "\\|")


def _one_line(text: str) -> str:
    """Where Markdown wants a single line: a break that was set becomes a full-width space."""
    return _BREAK_IN_LINE.sub("\u3000", text).strip()


def _in_comment(text: str) -> str:
    """Text that does not end the comment it stands in (CommonMark 6.6)."""
    return re.sub(r"-(?=[->])", "- ", text.replace("\n", "　"))


# Text


def inline(bits: Bits, plainly: bool = False) -> str:
    """The Markdown of a paragraph's text; ``plainly`` without bold, emphasis and links."""
    text = plain(bits)
    pieces, at = list[str](), 0
    for bit in bits:
        before, after = (
            text[at - 1 : at] if at else "",
            text[at + len(bit.text) : at + len(bit.text) + 1],
        )
        touches = bool(pieces) and pieces[-1].endswith("*") and not pieces[-1].endswith("\\*")
        pieces.append(_escaped(bit.text) if plainly or touches else _marked(bit, before, after))
        at += len(bit.text)
    return _start_escaped("".join(pieces))


def _escaped(text: str) -> str:
    text = _SPECIAL.sub(r"\\\g<0>", text.replace("\t", " "))
    return _BREAKS.sub("\\\n", text)  # empty lines would end the paragraph


def _start_escaped(text: str) -> str:
    """Nothing at the start of a line makes it a heading, a list or a quotation."""

    def escaped(match: re.Match[str]) -> str:
        mark, digits = match["mark"], match["digits"]
        return f"\\{mark}" if mark else f"{digits}\\"

    return re.sub(rf"(?m)^(?:{_AT_START.pattern})", escaped, text)


def _marked(bit: Bit, before: str, after: str) -> str:
    mark = "**" if bit.bold else "*" if bit.emphasis else ""
    if bit.link and _ADDRESS.fullmatch(bit.link) and bit.text.strip() and "\n" not in bit.text:
        return f"[{_escaped(bit.text)}]({bit.link})"
    if not mark or "\n" in bit.text:
        return _escaped(bit.text)
    head, inside, tail = _flanked(bit.text, before, after)
    if not inside:
        return _escaped(bit.text)
    return f"{_escaped(head)}{mark}{_escaped(inside)}{mark}{_escaped(tail)}"


def _flanked(text: str, before: str, after: str) -> tuple[str, str, str]:
    """What of a text can stand between marks: CommonMark (6.2) wants no mark beside punctuation,
    unless there is punctuation or white space, or nothing, on its other side too."""
    first, last = _marks_before(text), _marks_before(text[::-1])[::-1]
    head = first if first and (before.isalnum() or text[0].isspace()) else ""
    tail = last if last and (after.isalnum() or text[-1].isspace()) else ""
    inside = text[len(head) : len(text) - len(tail)] if len(head) + len(tail) < len(text) else ""
    return (head, inside, tail) if inside else (text, "", "")


def _marks_before(text: str) -> str:
    """What a text begins with before its first letter or digit."""
    return "".join(takewhile(lambda char: not char.isalnum(), text))
