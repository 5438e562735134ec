"""Where a paragraph ends whose lines have no empty line between them (docs/decisions/0015-lines.md).

Text pasted out of Word or a chat has one line a paragraph; text wrapped by an editor or a mail has
many. CommonMark joins both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bulletin.reading.events import Event
from bulletin.reading.table_captions import own_lines
from bulletin.text import patterns
from bulletin.text.characters import COMMON_HAN, is_narrow, line_gap
from bulletin.text.numerals import NUMERAL
from bulletin.text.source import Source
from bulletin.text.widths import typed_width

_ORNAMENT = "[\u25a0-\u27bf\u2b50\u2b55\U0001f300-\U0001faff●•·※➤\ufe0f]"
_OPENING = patterns.regex(
    rf"[*_]{{0,3}}(?:{_ORNAMENT}|{NUMERAL}、(?!{NUMERAL}[、产季期])|[（(](?:{NUMERAL}|[0-9０-９]{{1,3}})[）)](?![项款至、和或])"
    r"|[0-9０-９]{1,2}(?:[.．](?![0-9０-９])|、(?![0-9０-９]))|[0-9０-９]{1,2}[)）]|[①-⑳⑴-⒇⒈-⒛㈠-㈩㉑-㉟㊱-㊿❶-❿㊀-㊉]"
    rf"|{NUMERAL}[)）]|[壹贰叁肆伍陆柒捌玖拾]{{1,3}}、|[Ⅰ-Ⅻ][、.．]|[A-Za-z][)）、]|第{NUMERAL}部分"
    rf"|第{NUMERAL}[章节条编](?=[ \u3000])|第{NUMERAL}[，、：](?!第)"
    rf"|{NUMERAL}是(?!否|不是|因)|{NUMERAL}要(?![素点件务求目]))"
)
_STOP = patterns.regex(rf"(?:[。！？…；：]|(?<=[{COMMON_HAN}])[!?;:])[”’」』）)》*_]*$")
_OPEN_END = patterns.regex(r"[，、,—（(“‘《〈-][*_]*$")
_WAITS = patterns.regex(r"[第共约近达到之为于在有的]$")
"""Ends of a line after which a number goes on the sentence: 第 here, 一、二两条 in the next."""
_MIDDLE = patterns.regex(r"[。！？；](?=.)")
_WORD = patterns.regex(r"[!-~]+")
_LABEL = patterns.regex(rf"[{COMMON_HAN}\u3000 ]{{1,10}}[：:]|[0-9]{{1,2}}[:：][0-9]{{2}}(?![0-9])")
"""What begins a line of a list that has no numbers: 电话：, 9:30."""
_SLACK = 3.0
"""How much shorter than the longest a wrapped line may be, in em."""
_WIDEST = 70.0
"""A page or a window wraps at fewer em than this."""
_NARROWEST = 16.0
"""Nobody wraps at fewer em: shorter lines are verses, names, entries, or headings."""
_LONGEST_HEADING = 40


@dataclass(frozen=True, slots=True)
class Joint:
    """The place between two lines: whether it ``parts`` paragraphs, and whether that is ``sure``."""

    parts: bool
    sure: bool


_NEW, _SAME = Joint(True, True), Joint(False, True)
_LIKELY_NEW, _LIKELY_SAME = Joint(True, False), Joint(False, False)


def opens(line: str) -> bool:
    """Whether a line begins with a number as a heading or an item has it: 一、 （一） 1. 一是."""
    return bool(_OPENING.match(line))


def joints(lines: Sequence[str]) -> list[Joint]:
    """What stands between each two neighbours of the lines that CommonMark joins."""
    lines = [line.strip() for line in lines]
    widths = [typed_width(line) for line in lines]
    measure = max(widths, default=0.0)
    full = [_NARROWEST <= measure <= _WIDEST and one >= measure - _SLACK for one in widths]
    is_wrapped = any(
        is_full and not _STOP.search(line) and not opens(line)
        for line, is_full in zip(lines[:-1], full[:-1], strict=True)
    )
    return [
        _joint(lines[at], lines[at + 1], full[at], is_wrapped, measure - widths[at])
        for at in range(len(lines) - 1)
    ]


def _joint(before: str, after: str, is_full: bool, is_wrapped: bool, short: float) -> Joint:
    """What stands between two lines; ``short`` is how much the first lacks of the longest, in em."""
    if not (before and after) or after[0] in "#＃":  # of that another finding tells
        return _SAME
    has_stop, open_end = bool(_STOP.search(before)), bool(_OPEN_END.search(before))
    if opens(after):
        ends = not (open_end or _WAITS.search(before))
        return _NEW if has_stop or (ends and (opens(before) or not is_full)) else _LIKELY_NEW
    if not {"|", "｜"}.isdisjoint((before[:1], after[:1])):  # a table, or what was meant to be one
        return _SAME
    if has_stop:
        return _LIKELY_SAME if is_full and is_wrapped else _NEW
    if open_end:
        return _SAME
    return _unmarked(before, after, is_full, short)


def _unmarked(before: str, after: str, is_full: bool, short: float) -> Joint:
    """What stands between two lines of which neither the end nor the start says it."""
    if _LABEL.match(before) and _LABEL.match(after):
        return _NEW
    if opens(before) and len(before) <= _LONGEST_HEADING and not _MIDDLE.search(before):
        return _LIKELY_NEW if is_full else _NEW
    if not line_gap(before, after) and short + typed_width(before) < _NARROWEST:
        return _LIKELY_SAME if _STOP.search(after) else _LIKELY_NEW
    word = _WORD.match(after)
    room = _SLACK + (typed_width(word[0][:30]) if word and is_narrow(after[0]) else 0.0)
    return _SAME if is_full or (short <= room and short + room < _WIDEST) else _LIKELY_SAME


def line_breaks(
    source: Source, inlines: Sequence[Event], above_table: bool = False
) -> list[tuple[int, Joint]]:
    """The places of the soft breaks among inline events, each with what it is.

    ``above_table``: the paragraph stands above a table, whose caption and unit are lines of it.

    Inside of bold text, of a link or the like no paragraph ends; what would be one is not sure.
    Two spaces at the end of a line break it (manual, chapter 三), but not before a number.
    """
    depth, start = 0, inlines[0].start if inlines else 0
    places: list[tuple[int, bool]] = []
    texts: list[str] = []
    for at, event in enumerate(inlines):
        depth += {"start": 1, "end": -1}.get(event.edge, 0)
        if event.name == "SoftBreak" or (
            event.name == "HardBreak"
            and source.text[event.start : event.start + 1] == " "
            and opens(source.text[event.end : event.end + 12].lstrip())
        ):
            places.append((at, depth > 0))
            texts.append(source.text[start : event.start])
            start = event.end
    if not places:
        return []
    texts.append(source.text[start : max(event.end for event in inlines)])
    found = joints(texts)
    if above_table and (own := min(own_lines(texts), len(found))):
        found[-own:] = [_NEW] * own
    return [
        (at, Joint(False, not joint.parts and joint.sure) if inside else joint)
        for (at, inside), joint in zip(places, found, strict=True)
    ]
