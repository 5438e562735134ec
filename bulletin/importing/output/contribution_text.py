"""A story as the text of a contribution: front matter and Markdown that read back the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count, groupby

from bulletin.importing.draft import DraftParagraph, DraftRun, DraftRuns, DraftTable, Remark, plain
from bulletin.importing.recognise.story import (
    Element,
    Figure,
    Head,
    Story,
    StoryEnumeration,
    StoryQuote,
)
from bulletin.reading.events import events_of
from bulletin.reading.marks import PARTNERS
from bulletin.reading.typed_characters import as_typed
from bulletin.text import patterns
from bulletin.typeset.titles import with_typed_bars
from bulletin.workspace.scaffold import scalar

_SPECIAL = patterns.regex(r"[\\*\[\]<`]|&(?=[A-Za-z#])|~(?=~)")
_AT_START = patterns.regex(r"(?P<mark>[-+>#=_|])|(?P<digits>[0-9]{1,9})(?=[.)])")
_ADDRESS = patterns.regex(r"(?:https?://|mailto:)[^\s<>()]+", re.I)
_SIDES = {"left": ":---", "center": ":---:", "right": "---:", "": "---"}
_ATTEMPTS = 30
"""So often one look is given up to save the others; then all are."""
_CLOSING = patterns.regex(r"(?<=[ \t])#(?=#*$)")
"""Marks at the end of a heading close it (CommonMark 4.2)."""
_BREAKS = patterns.regex(r"(?: (?<!  ) *)?\n[ \n]*")
_BREAK_IN_LINE = patterns.regex(r"(?:[\t ](?<![\t ]{2})[\t ]*)?\\?\n[\t ]*")
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
    lines = [f"title: {scalar(with_typed_bars(story.title))}"]
    lines.append(f"source: {scalar(story.source)}" if story.source else "source:")
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


def _element(element: Element, name: str) -> str:
    match element:
        case DraftParagraph():
            return inline(element.runs)
        case Head():
            text = _CLOSING.sub(r"\\#", _one_line(inline(element.runs)))
            return f"{'#' * (element.level + 1)} {text}"
        case StoryEnumeration():
            return "\n".join(
                f"{number}. {inline(item)}"
                for number, item in enumerate(element.items, element.start)
            )
        case StoryQuote():
            return "\n>\n".join(f"> {inline(one)}" for one in element.paragraphs)
        case DraftTable():
            return "\n".join(_table(element))
        case Figure():
            return f"![{_one_line(inline(element.caption, plainly=True))}]({name})"
        case Remark():
            return f"<!-- {_in_comment(f'{element.label}：{element.text}')} -->"


def _table(grid: DraftTable) -> Iterator[str]:
    head, *rows = grid.rows
    sides = grid.alignments or ("",) * len(head)
    yield _row(head)
    yield "|" + "|".join(f" {_SIDES[side]} " for side in sides) + "|"
    for row in rows:
        yield _row(row)


def _row(cells: tuple[DraftRuns, ...]) -> str:
    return "|" + "|".join(f" {_cell(cell)} " for cell in cells) + "|"


def _cell(runs: DraftRuns) -> str:
    return _one_line(inline(runs)).replace("|", "\\|")


def _one_line(text: str) -> str:
    """Where Markdown wants a single line: a break that was set becomes a full-width space."""
    return _BREAK_IN_LINE.sub("\u3000", text).strip()


def _in_comment(text: str) -> str:
    """Text that does not end the comment it stands in (CommonMark 6.6)."""
    return re.sub(r"-(?=[->])", "- ", text.replace("\n", "　"))


# Text


def inline(runs: DraftRuns, plainly: bool = False) -> str:
    """The Markdown of a paragraph's text; ``plainly`` without bold, emphasis and links."""
    if plainly:
        return _start_escaped(_escaped(plain(runs)))
    return _written(runs)[0]


def lost_looks(element: Element) -> list[str]:
    """The texts whose bold or emphasis cannot be written: beside a digit no asterisk is a mark."""
    match element:
        case DraftParagraph() | Head():
            parts: tuple[DraftRuns, ...] = (element.runs,)
        case StoryEnumeration():
            parts = element.items
        case StoryQuote():
            parts = element.paragraphs
        case DraftTable():
            parts = tuple(cell for row in element.rows for cell in row)
        case _:
            return []
    return [text for runs in parts for text in _written(runs)[1]]


def _written(runs: DraftRuns) -> tuple[str, list[str]]:
    """The Markdown, and the texts that lost their look; it is read back to see which do."""
    pieces = list(_pieces(_told_apart(runs)))
    wanted = {at for at, piece in enumerate(pieces) if piece.mark}
    marked = wanted - set(_beside_others(pieces))
    lost = [one.text for one, now in zip(runs, _told_apart(runs), strict=True) if one != now]
    for attempt in count(1):
        text = _start_escaped("".join(one.write(at in marked) for at, one in enumerate(pieces)))
        unread = _unread(text, pieces, marked) if marked else set()
        if not unread:
            break
        marked = marked - ({min(unread)} if attempt < _ATTEMPTS else marked)
    return text, [*lost, *(pieces[at].inside for at in sorted(wanted - marked))]


def _told_apart(runs: DraftRuns) -> DraftRuns:
    """The runs, of which none is emphasized beside a bold one: no mark could stand between them."""
    return tuple(
        replace(run, emphasis=False)
        if run.bold and run.emphasis and any(one.bold and not one.emphasis for one in beside)
        else run
        for at, run in enumerate(runs)
        for beside in [(*runs[max(0, at - 1) : at], *runs[at + 1 : at + 2])]
    )


def _beside_others(pieces: Sequence[_MarkedText]) -> Iterator[int]:
    """Of marked pieces with nothing between them one is left plain, the less heavy one."""
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

    head: str
    inside: str
    tail: str
    mark: str
    link: str

    def write(self, is_marked: bool) -> str:
        """Its Markdown."""
        mark = self.mark if is_marked else ""
        middle = f"{mark}{_escaped(self.inside)}{mark}"
        text = f"{_escaped(self.head)}{middle}{_escaped(self.tail)}"
        return f"[{text}]({self.link})" if self.link else text


def _pieces(runs: DraftRuns) -> Iterator[_MarkedText]:
    """The runs, neighbours of one mark and link together, each with what its mark may enclose."""
    for (mark, link), group in groupby(runs, _look):
        text = "".join(run.text for run in group)
        head, inside, tail = _trimmed(text) if mark else ("", text, "")
        yield _MarkedText(head, inside, tail, mark if inside else "", link)


def _look(run: DraftRun) -> tuple[str, str]:
    is_link = _ADDRESS.fullmatch(run.link) and run.text.strip() and "\n" not in run.text
    return "*" * (2 * run.bold + run.emphasis), run.link if is_link else ""


def _trimmed(text: str) -> tuple[str, str, str]:
    """A text without white space around it, and without half of a pair of brackets at an end."""
    first, last = len(text) - len(text.lstrip()), len(text.rstrip())
    while first < last and text[first] in PARTNERS and PARTNERS[text[first]] not in text[:last]:
        first += 1
    openings = {closing: opening for opening, closing in PARTNERS.items()}
    while first < last and text[last - 1] in openings and openings[text[last - 1]] not in text:
        last -= 1
    return text[:first], text[first:last], text[last:]


def _unread(text: str, pieces: Sequence[_MarkedText], marked: set[int]) -> set[int]:
    """Which of the marked pieces do not have their look when the Markdown is read.

    If all have, but what stands between them has one too, the piece before that is named.
    """
    looks, look = list[str](), {"Strong": 0, "Emphasis": 0}
    for event in as_typed(text, 0, events_of(text, 0)):
        if event.name in look:
            look[event.name] += {"start": 1, "end": -1}[event.edge]
        elif event.name == "Text":
            now = "*" * (2 * bool(look["Strong"]) + bool(look["Emphasis"]))
            looks += [now] * len("".join(str(event.payload).split()))
    unread, at = set[int](), 0
    before, strays = -1, set[int]()
    for number, piece in enumerate(pieces):
        head, inside, tail = (
            len("".join(part.split())) for part in (piece.head, piece.inside, piece.tail)
        )
        is_read = piece.mark in looks[at + head : at + head + inside]
        if number in marked and not is_read:
            unread.add(number)
        elif number not in marked and any(looks[at : at + head + inside + tail]):
            strays.add(before)
        before = number if number in marked else before
        at += head + inside + tail
    return unread or strays & marked or (marked if strays or at != len(looks) else set())


def _escaped(text: str) -> str:
    text = _SPECIAL.sub(r"\\\g<0>", text.replace("\t", " "))
    return _BREAKS.sub("\\\n", text)  # empty lines would end the paragraph


def _start_escaped(text: str) -> str:
    """Nothing at the start of a line makes it a heading, a list, a quotation or code."""

    def escaped(match: re.Match[str]) -> str:
        mark, digits = match["mark"], match["digits"]
        return f"\\{mark}" if mark else f"{digits}\\"

    return re.sub(rf"(?m)^(?:{_AT_START.pattern})", escaped, text.lstrip(" "))
