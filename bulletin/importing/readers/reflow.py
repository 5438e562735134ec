"""Joins the lines of a plain text to paragraphs.

Text that was copied from a page has a line break wherever the page had. A line as wide as most others
is continued by the next; the first line of a paragraph is two characters shorter, for its indent. Where
lines have all widths, each is a paragraph.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bulletin.importing.recognise import credits, paper_parts, shapes
from bulletin.importing.recognise.chat import boundaries
from bulletin.text import patterns
from bulletin.text.characters import line_gap

HEADING = patterns.regex(r"(?P<marks>#{1,6})[ \t\u3000]+(?=[^\s#])")
"""The beginning of a Markdown heading, the only Markdown that plain text has."""
_INDENT = patterns.regex(r"(?:\u3000{2}|\u3000? {3,8}|\t)(?=\S)")
_PAGE_NUMBER = patterns.regex(
    r"[-—－–·•\s]*[0-9０-９]{1,3}[-—－–·•\s]*|第\s*\d{1,3}\s*页(?:[，,/\s]*共\s*\d{1,3}\s*页)?"
)
_SENTENCE_ENDS = tuple("。！？!?.”’）)：:")
_OPEN_ENDS = tuple("；;.")
_OPEN_SHARE = 0.35
"""Lines count as broken by hand if more than this part of them stop inside a sentence."""
_NARROWEST, _WIDEST = 14, 60
_INDENT_WIDTH = 2
_HEAD_LINES = 20
"""Lines from the start in which an official paper may name its addressees."""
_FEWEST_CUT = 2
"""In a text with broken lines, at least so many full lines stop inside a sentence."""


@dataclass(frozen=True, slots=True)
class ExtractedLine:
    """A line without the white space around it; ``number`` counts from 1."""

    text: str
    number: int
    indented: bool

    @property
    def width(self) -> float:
        """In characters; letters and half-width digits count half, spaces not at all."""
        return sum(_width(char) for char in self.text)


@dataclass(frozen=True, slots=True)
class ReflowedParagraph:
    """A paragraph; ``marks`` are the # of a heading."""

    text: str
    marks: str = ""


def _width(char: str) -> float:
    if char.isspace() and char != "\u3000":
        return 0.0
    if char.isascii():
        return 0.5 if char.isalnum() else 1.0  # marks that extraction has narrowed
    return 2 / 3 if "０" <= char <= "９" else 1.0


def reflow(text: str) -> tuple[list[ReflowedParagraph], list[str]]:
    """The paragraphs of a text, and the page numbers between them, which are left out."""
    lines, numbers = [], []
    raw = re.split(r"\r\n|[\n\r\f\v\x85\u2028\u2029]", text)
    paged = "\f" in text
    for number, line in enumerate(raw, 1):
        bare = line.strip()
        if bare and _PAGE_NUMBER.fullmatch(bare) and (paged or not bare.isdigit()) and len(raw) > 3:
            numbers.append(bare)
        elif bare:
            lines.append(ExtractedLine(bare, number, bool(_INDENT.match(line))))
    return list(_paragraphs(lines)), numbers


def _paragraphs(lines: Sequence[ExtractedLine]) -> Iterator[ReflowedParagraph]:
    """The paragraphs of lines; a heading, 目录 and a line of a chat program are paragraphs by themselves."""
    chat_lines, starts = boundaries([line.text for line in lines])
    alone = chat_lines | {
        at
        for at, line in enumerate(lines)
        if HEADING.match(line.text) or shapes.CONTENTS.fullmatch(line.text)
    }
    measure = _measure([line for at, line in enumerate(lines) if at not in alone])
    run: list[ExtractedLine] = []
    for at, line in enumerate(lines):
        if run and (at in alone or at in starts):
            yield from _joined(run, measure) if measure else _joined_sentences(run)
            run = []
        if at in alone:
            match = HEADING.match(line.text)
            start, marks = (match.end(), match["marks"]) if match else (0, "")
            yield ReflowedParagraph(line.text[start:], marks)
        else:
            run.append(line)
    if run:
        yield from _joined(run, measure) if measure else _joined_sentences(run)


def _joined_sentences(lines: Sequence[ExtractedLine]) -> Iterator[ReflowedParagraph]:
    """A paragraph for each line; if many lines stop inside a sentence, these are joined with the next."""
    open_count = sum(_is_open(line.text) for line in lines[1:])
    text_count = sum(not _is_start(line.text) for line in lines[1:])
    is_broken = open_count >= _FEWEST_CUT and open_count > _OPEN_SHARE * text_count
    by_indent = sum(line.indented for line in lines) >= 2
    chain: list[ExtractedLine] = []
    for place, line in enumerate(lines):
        after = lines[place + 1] if place + 1 < len(lines) else None
        chain.append(line)
        if (
            after is None
            or place == 0
            or (by_indent and after.indented)
            or _is_start(after.text)
            or not (
                _is_mid_number(line.text, after.text)
                or (is_broken and _is_open(line.text))
                or (by_indent and line.text.endswith(("，", "、")))
            )
        ):
            yield from _as_paragraph(chain)
            chain = []


def _as_paragraph(chain: Sequence[ExtractedLine]) -> Iterator[ReflowedParagraph]:
    """Lines as one paragraph if the last one ends a sentence; otherwise each as its own."""
    if len(chain) > 1 and not chain[-1].text.endswith((*_SENTENCE_ENDS, "；", ";")):
        yield from (ReflowedParagraph(line.text) for line in chain)
        return
    parts = [chain[0].text]
    for line in chain[1:]:
        parts += (line_gap(parts[-1], line.text, printed=True), line.text)
    yield ReflowedParagraph("".join(parts))


def _is_open(text: str) -> bool:
    """Whether a line stops inside a sentence: it has a mark within and none that ends a sentence."""
    number = shapes.heading_number(text)
    text = text[number.length :] or text if number else text
    inside = any(mark in text[:-1] for mark in "，。；、,;") or text[-1] in "，、,"
    return inside and not text.endswith(_OPEN_ENDS) and _is_cut(text)


def _is_mid_number(text: str, after: str) -> bool:
    """Whether a decimal was broken after its point: 86. and 9%."""
    return bool(re.search(r"[0-9]\.$", text)) and after[0].isdigit() and after[0].isascii()


def _measure(lines: Sequence[ExtractedLine]) -> float:
    """How many characters a full line has; 0 where lines are not broken by a page."""
    widths = Counter(round(line.width) for line in lines if line.width >= _NARROWEST)
    total = widths.total()
    if total < 3:
        return 0.0
    measure = max(
        widths, key=lambda width: sum(widths[near] for near in range(width - 2, width + 2))
    )
    wider = sum(count for width, count in widths.items() if width > measure + 3)
    cut = sum(abs(line.width - measure) <= 3 and _is_cut(line.text) for line in lines)
    # A page breaks lines anywhere: enough full lines stop inside a sentence.
    if measure > _WIDEST or wider > 0.05 * total or cut < max(_FEWEST_CUT, total / 4):
        return 0.0
    exact = [line.width for line in lines if abs(line.width - measure) <= 1]
    return sorted(exact)[len(exact) // 2] if exact else float(measure)


def _is_cut(text: str) -> bool:
    """Whether a line stops inside a sentence, and not at the page number of the contents."""
    return not text.endswith(_SENTENCE_ENDS) and shapes.before_leader(text) == len(text)


def _joined(lines: Sequence[ExtractedLine], measure: float) -> Iterator[ReflowedParagraph]:
    """The paragraphs of lines that a page broke at ``measure`` characters."""
    by_indent = sum(line.indented for line in lines) >= 3
    parts: list[str] = []  # put together once: adding to a string grows with its square
    for line, after in zip(lines, [*lines[1:], None], strict=True):
        indent = 0 if parts or line.text.startswith("＊") else _INDENT_WIDTH
        if parts:
            parts.append(line_gap(parts[-1], line.text, printed=True))
        parts.append(line.text)
        room = measure - line.width - indent
        issued = after is lines[-1] and shapes.issued(lines[-1].text)
        if after is None or issued or _is_end(line, room, after, measure, by_indent):
            yield ReflowedParagraph("".join(parts))
            parts = []


def _is_end(
    line: ExtractedLine, room: float, after: ExtractedLine, measure: float, by_indent: bool
) -> bool:
    """Whether a paragraph ends with a line, which leaves ``room`` characters to the edge of the text."""
    has_leader = shapes.before_leader(line.text) < len(line.text)
    is_number = shapes.PAPER_NUMBER.fullmatch(line.text) or shapes.SIGNER.fullmatch(line.text)
    if has_leader or is_number or (after.indented and by_indent):
        return True
    if room >= 3 or _is_start(after.text):
        return True
    if after.number <= _HEAD_LINES and paper_parts.addressee(after.text):
        return True
    if not line.text.endswith(_SENTENCE_ENDS):
        return False
    if room >= 1.6:
        return True
    # A full line that ends a sentence: the next one is a first line if it is as short as those are.
    return not by_indent and _INDENT_WIDTH - 0.6 <= measure - after.width <= _INDENT_WIDTH + 0.6


def _is_start(text: str) -> bool:
    """Whether a line can only be the first of a paragraph."""
    number = shapes.heading_number(text)
    is_head = number is not None and number.level in (1, 2)
    return (
        is_head
        or bool(shapes.entry(text) or shapes.ROUTING_LABEL.match(text))
        or credits.credit(text, "") is not None
        or (text[0] in "（(" and credits.signature(text) is not None)
    )
