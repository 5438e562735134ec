"""Headings typed as in Word: a paragraph 一、强基固本 or （一）健全制度。… without ## before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bulletin import faults
from bulletin.diagnostics import Diagnostic, Edit, Fix
from bulletin.model import Block, Heading, Paragraph
from bulletin.numerals import HANZI_DIGITS

_N = f"[{HANZI_DIGITS}]{{1,5}}"
_NUMBERS = (
    (1, re.compile(rf"{_N}[、.．](?!{_N}[、产季期])[ \u3000]*|第{_N}[章编][ \u3000]+")),
    (
        2,
        re.compile(
            rf"[（(]{_N}[）)][、.．]?(?![项款至、和或])[ \u3000]*|第{_N}节[ \u3000]+|[㈠-㈩]"
        ),
    ),
    (3, re.compile(r"[0-9０-９]{1,2}(?:[.．]|、)(?![0-9０-９])[ \u3000]*|[⒈-⒛]")),
    (4, re.compile(r"[（(][0-9０-９]{1,2}[）)][、.．]?(?![项款至、和或])[ \u3000]*|[①-⑳⑴-⒇]")),
)
_STOP = re.compile(r"[。！？]")
_LONGEST_LINE, _LONGEST_RUN_IN = 40, 30
"""Characters of a heading on a line of its own, and of one that runs into its paragraph."""


def typed_headings(body: Sequence[Block]) -> Iterator[Diagnostic]:
    """The paragraphs of a body that look like headings whose numbers were typed.

    On a line of its own a heading has no stop at its end; run in, it is a short first sentence
    with more behind it. A longer one, an item (甲；) and a citation (（一）项) are none.
    """
    for at, block in enumerate(body):
        if isinstance(block, Paragraph):
            after = body[at + 1] if at + 1 < len(body) else None
            yield from _typed_heading(block, after)


def _typed_heading(block: Paragraph, after: Block | None) -> Iterator[Diagnostic]:
    text = "".join(run.text for run in block.runs)
    found = next(((lev, m) for lev, pattern in _NUMBERS if (m := pattern.match(text))), None)
    if found is None or not block.span.text.lstrip("*_").startswith(text[0]):
        return
    level, number = found
    if "\\" in block.span.text[: number.end() + 4]:  # 1\. is text: the author said so
        return
    end = _heading_end(text, number.end(), level, after)
    if end is None:
        return
    marks = "#" * (level + 1) + " "
    yield faults.TYPED_HEADING.at(
        block.span.source.span(block.span.start, min(block.span.end, block.span.start + end)),
        f"“{text[: min(end, 20)]}”像是小标题，序号是手打的，现在当作正文印。",
        f"是小标题就把“{number[0].strip()}”改成“{marks}”，序号由程序编；"
        "正文另起一段（中间空一行）。是正文就不用改。",
        _fix(block, number[0], end, len(text), marks),
    )


def _heading_end(text: str, start: int, level: int, after: Block | None) -> int | None:
    """Where the heading ends that begins a text with its number; ``None`` where there is none."""
    stop = _STOP.search(text, start)
    if stop is None:
        is_short = start < len(text) <= start + _LONGEST_LINE
        is_item = text.rstrip().endswith(("；", "，", "、", "：", ";", ",")) or "；" in text
        followed = level < 3 or isinstance(after, (Paragraph, Heading))
        return len(text) if is_short and not is_item and followed else None
    if stop.end() >= len(text.rstrip()):
        is_heading = level < 3 and len(text) - start <= _LONGEST_RUN_IN and "，" not in text
        return len(text) if is_heading else None
    return stop.end() if stop.end() - start <= _LONGEST_RUN_IN else None


def _fix(block: Paragraph, number: str, end: int, length: int, marks: str) -> Fix | None:
    """## for the number, and an empty line behind a heading that runs in."""
    source, start, text = block.span.source, block.span.start, block.span.text
    whole = re.fullmatch(r"(\*\*|__)((?:(?!\1).)+)\1", text)
    if whole and whole[2].startswith(number) and end == length:
        tail = source.span(block.span.end - 2, block.span.end)
        edits = [Edit(source.span(start, start + 2 + len(number)), marks), Edit(tail, "")]
        return Fix(False, tuple(edits))
    first = block.runs[0]
    is_exact = len(first.text) == first.span.end - first.span.start and not first.bold
    if not is_exact or first.span.start != start or not text.startswith(number):
        return None
    edits = [Edit(source.span(start, start + len(number)), marks)]
    if end < length:
        if end > len(first.text):
            return None
        edits.append(Edit(source.span(start + end, start + end), "\n\n"))
    elif "\n" in text or "\r" in text:
        return None
    return Fix(False, tuple(edits))
