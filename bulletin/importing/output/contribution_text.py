"""Writes a story as a contribution: front matter and Markdown from which the same text is read back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, groupby

from bulletin.importing.draft import Remark, plain
from bulletin.importing.recognise.story import Story, StoryBlock
from bulletin.model.content import (
    Enumeration,
    Heading,
    Paragraph,
    Picture,
    Quote,
    Run,
    Runs,
    Table,
)
from bulletin.reading.events import events_of
from bulletin.reading.marks import PARTNERS
from bulletin.reading.scripts import MARKS, SCRIPTS, escape_scripts
from bulletin.reading.typed_characters import as_typed
from bulletin.text import patterns
from bulletin.text.source import NOWHERE
from bulletin.text.subtitles import without_dash
from bulletin.typeset.titles import with_typed_bars
from bulletin.workspace.scaffold import scalar

_SPECIAL = patterns.regex(r"[\\*\[\]<`]|&(?=[A-Za-z#])|~(?=~)")
_IN_SCRIPT = patterns.regex(r"[\\*\[\]<`~^]|&(?=[A-Za-z#])")
_BEFORE = r"\\\g<0>"
_SPACES = patterns.regex(r"(\s+)")
_AT_START = patterns.regex(r"(?P<mark>[-+>#=_|])|(?P<digits>[0-9]{1,9})(?=[.)])")
_START_ESCAPE = patterns.regex(r"\A(?:\\(?=[-+>#=_])|([0-9]{1,9})\\(?=[.)]))")
"""The backslash that ``_start_escaped`` puts at the start of a line, or behind its digits."""
_ADDRESS = patterns.regex(r"(?:https?://|mailto:)[^\s<>()]+", re.I)
_SIDES = {"left": ":---", "center": ":---:", "right": "---:", "": "---"}
_ATTEMPTS = 30
"""So many times the first mark that is read wrongly is dropped; if that does not help, all marks are."""
_BRACES = str.maketrans("{}｛｝", "（）（）")
"""Braces in a description would end the keys that it stands in."""
_CLOSING = patterns.regex(r"(?<=[ \t])#(?=#*$)")
"""Marks at the end of a heading close it (CommonMark 4.2)."""
_BREAKS = patterns.regex(r"(?: (?<!  ) *)?\n[ \n]*")
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
    line = parts[0].count("\n") + 1
    before: StoryBlock | None = None
    for block in story.body:
        text, lost_texts = _block(block)
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


def _block(block: StoryBlock) -> tuple[str, list[str]]:
    """The Markdown of a block, and the texts that lost bold or emphasis."""
    lost: list[str] = []

    def text(runs: Runs) -> str:
        written, lost_here = inline(runs)
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
        case Quote():
            return "\n>\n".join(f"> {text(one.runs)}" for one in block.paragraphs), lost
        case Table():
            above = [_one_line(text(line)) for line in (_caption(block), block.unit) if line]
            head, *rows = (_row(_cell(_one_line(text(cell))) for cell in row) for row in block.rows)
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
        keys.append(f"说明={said}")
    return f"{{{' '.join(keys)}}}" if keys else ""


def _caption(table: Table) -> Runs:
    """The caption of a table as it is typed; none where there is none."""
    if table.caption is None:
        return ()
    number = (Run("表：", NOWHERE),) if table.caption.is_numbered else ()
    return (*number, *table.caption.runs)


def _cell(text: str) -> str:
    """The text of a cell, which begins no line: its first sign needs no backslash, its bars do."""
    return _START_ESCAPE.sub(lambda match: match[1] or "", text).replace("|", "\\|")


def _row(cells: Iterable[str]) -> str:
    return "|" + "|".join(f" {cell} " for cell in cells) + "|"


def _one_line(text: str) -> str:
    """Where Markdown wants a single line: a break that was set becomes a full-width space."""
    return _BREAK_IN_LINE.sub("\u3000", text).strip()


def _in_comment(text: str) -> str:
    """Text that does not end the comment it stands in (CommonMark 6.6)."""
    return re.sub(r"-(?=[->])", "- ", text.replace("\n", "　"))


# Text


def inline(runs: Runs) -> tuple[str, list[str]]:
    """The Markdown of runs, and the texts that lost bold or emphasis.

    It is read back to see which marks take effect; those that do not are dropped.
    """
    if not any(run.bold or run.emphasis or run.link or run.script for run in runs):
        return _start_escaped(_escaped(plain(runs))), []
    distinct = _without_mixed_marks(_with_readable_scripts(runs))
    pieces = list(_pieces(distinct))
    wanted = {at for at, piece in enumerate(pieces) if piece.mark}
    marked = wanted - set(_touching_marks(pieces))
    lost = [run.text for run, now in zip(runs, distinct, strict=True) if run != now]
    for attempt in count(1):
        text = _start_escaped("".join(one.write(at in marked) for at, one in enumerate(pieces)))
        misread = _misread(text, pieces, marked) if marked else set()
        if not misread:
            break
        marked = marked - ({min(misread)} if attempt < _ATTEMPTS else marked)
    return text, [*lost, *(plain(pieces[at].inside) for at in sorted(wanted - marked))]


def _with_readable_scripts(runs: Runs) -> Runs:
    """The runs, without the superscripts and subscripts that would not be read as such."""
    while any(run.script for run in runs):
        written = _start_escaped("".join(piece.write(False) for piece in _pieces(runs)))
        scripts, script = list[str](), ""
        for event in as_typed(written, 0, events_of(written, 0)):
            if event.name in SCRIPTS:
                script = SCRIPTS[event.name] if event.edge == "start" else ""
            elif event.name == "Text":
                scripts += [script] * len(_tight(str(event.payload)))
        at, misread = 0, set[int]()
        for number, run in enumerate(runs):
            length = len(_tight(run.text))
            if set(scripts[at : at + length]) - {run.script}:
                misread.add(number)
            at += length
        if not misread and at == len(scripts):
            break
        known = misread.intersection(at for at, run in enumerate(runs) if run.script)
        runs = tuple(
            replace(run, script="") if at in known or not known else run
            for at, run in enumerate(runs)
        )
    return runs


def _without_mixed_marks(runs: Runs) -> Runs:
    """Bold emphasis beside plain bold becomes plain bold: ``**a*****b***`` is not read as two texts."""
    return tuple(
        replace(run, emphasis=False)
        if run.bold and run.emphasis and any(one.bold and not one.emphasis for one in beside)
        else run
        for at, run in enumerate(runs)
        for beside in [(*runs[max(0, at - 1) : at], *runs[at + 1 : at + 2])]
    )


def _touching_marks(pieces: Sequence[_MarkedText]) -> Iterator[int]:
    """Of two marked pieces without text between them, the place of the one with fewer asterisks."""
    last = -1
    for at, piece in enumerate(pieces):
        before = pieces[at - 1] if at else None
        is_beside = bool(
            before and piece.mark and at - 1 == last
            and not (before.tail or piece.head or before.link or piece.link)
        )  # fmt: skip
        if before and is_beside and len(piece.mark) > len(before.mark):
            yield at - 1
            last = at
        elif is_beside:
            yield at
        elif piece.mark:
            last = at


@dataclass(frozen=True, slots=True)
class _MarkedText:
    """A stretch of text with the mark and the link it is to have; the mark goes around ``inside``."""

    head: Runs
    inside: Runs
    tail: Runs
    mark: str
    link: str

    def write(self, is_marked: bool) -> str:
        """Its Markdown."""
        mark = self.mark if is_marked else ""
        middle = f"{mark}{_with_scripts(self.inside)}{mark}"
        text = f"{_with_scripts(self.head)}{middle}{_with_scripts(self.tail)}"
        return f"[{text}]({self.link})" if self.link else text


def _pieces(runs: Runs) -> Iterator[_MarkedText]:
    """The runs, neighbours of one mark and link together, each with what its mark may enclose."""
    for (mark, link), group in groupby(runs, _look):
        alike = tuple(group)
        text = plain(alike)
        first, last = _trimmed(text) if mark else (0, len(text))
        head, inside, tail = (
            _part(alike, *place) for place in ((0, first), (first, last), (last, len(text)))
        )
        yield _MarkedText(head, inside, tail, mark if inside else "", link)


def _part(runs: Runs, first: int, last: int) -> Runs:
    """The characters of runs from ``first`` up to ``last``."""
    parts, at = list[Run](), 0
    for run in runs:
        if text := run.text[max(first - at, 0) : max(last - at, 0)]:
            parts.append(replace(run, text=text))
        at += len(run.text)
    return tuple(parts)


def _look(run: Run) -> tuple[str, str]:
    link = run.link or ""
    is_link = _ADDRESS.fullmatch(link) and run.text.strip() and "\n" not in run.text
    return "*" * (2 * run.bold + run.emphasis), link if is_link else ""


def _with_scripts(runs: Runs) -> str:
    """The Markdown of runs of one look and link."""
    return "".join(_script(run) if run.script else _escaped(run.text, goes_on=True) for run in runs)


def _script(run: Run) -> str:
    """A superscript or a subscript, in which no white space may be: each word has its marks."""
    mark = MARKS[run.script]
    words = _SPACES.split(run.text)
    return "".join(
        f"{mark}{_IN_SCRIPT.sub(_BEFORE, word)}{mark}" if word.strip() else _escaped(word)
        for word in words
    )


def _trimmed(text: str) -> tuple[int, int]:
    """Where a text begins and ends without white space, and without half of a pair of brackets."""
    first, last = len(text) - len(text.lstrip()), len(text.rstrip())
    while first < last and text[first] in PARTNERS and PARTNERS[text[first]] not in text[:last]:
        first += 1
    openings = {closing: opening for opening, closing in PARTNERS.items()}
    while first < last and text[last - 1] in openings and openings[text[last - 1]] not in text:
        last -= 1
    return first, last


def _misread(text: str, pieces: Sequence[_MarkedText], marked: set[int]) -> set[int]:
    """The marked pieces whose mark has no effect when the Markdown is read.

    If there are none, those whose mark goes on into a piece that is not marked.
    """
    looks, look = list[str](), {"Strong": 0, "Emphasis": 0}
    for event in as_typed(text, 0, events_of(text, 0)):
        if event.name in look:
            look[event.name] += {"start": 1, "end": -1}[event.edge]
        elif event.name == "Text":
            now = "*" * (2 * bool(look["Strong"]) + bool(look["Emphasis"]))
            looks += [now] * len(_tight(str(event.payload)))
    misread, at = set[int](), 0
    before, overlong = -1, set[int]()
    for number, piece in enumerate(pieces):
        head, inside, tail = (
            len(_tight(plain(part))) for part in (piece.head, piece.inside, piece.tail)
        )
        is_read = piece.mark in looks[at + head : at + head + inside]
        if number in marked and not is_read:
            misread.add(number)
        elif number not in marked and any(looks[at : at + head + inside + tail]):
            overlong.add(before)
        before = number if number in marked else before
        at += head + inside + tail
    return misread or overlong & marked or (marked if overlong or at != len(looks) else set())


def _tight(text: str) -> str:
    return "".join(text.split())


def _escaped(text: str, goes_on: bool = False) -> str:
    text = escape_scripts(_SPECIAL.sub(_BEFORE, text.replace("\t", " ")), goes_on)
    return _BREAKS.sub("\\\n", text)  # empty lines would end the paragraph


def _start_escaped(text: str) -> str:
    """Escapes what would make a line a heading, a list, a quotation or code."""

    def escaped(match: re.Match[str]) -> str:
        mark, digits = match["mark"], match["digits"]
        return f"\\{mark}" if mark else f"{digits}\\"

    return re.sub(rf"(?m)^(?:{_AT_START.pattern})", escaped, text.lstrip(" "))
