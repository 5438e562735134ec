"""Finds headings typed as in Word: a paragraph 一、强基固本 or （一）健全制度。… without ## before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bulletin.findings import kinds
from bulletin.findings.diagnostics import Diagnostic, Edit, Fix
from bulletin.model.content import Block, Heading, Paragraph
from bulletin.text import patterns
from bulletin.text.characters import COMMON_HAN
from bulletin.text.numerals import HANZI_DIGITS, NUMERAL
from bulletin.text.source import Span

_SPACE = r"[ \u3000\xa0]"
_UNIT = (
    "(?:[多余几名个人位年月日号时点分秒周天岁件条次期届级类项批轮种起万亿元家户亩吨千米厘倍比处所座台辆份款]"
    "|公[里斤顷]|强[^化])"
)
"""After a number and a space it counts something: 30 名代表."""
_NUMBERS = (
    patterns.regex(
        rf"{NUMERAL}{_SPACE}?(?:、(?!{NUMERAL}[、产季期])|[.．](?!{NUMERAL}|[廿卅])|[,，：:](?!{NUMERAL})){_SPACE}*"
        rf"|第{NUMERAL}[章编]{_SPACE}+|第{NUMERAL}部分(?=[ \u3000、：:]|\Z)[、：:]?{_SPACE}*"
        rf"|[壹贰叁肆伍陆柒捌玖拾]{{1,3}}、{_SPACE}*|[Ⅰ-Ⅻ]{_SPACE}?[、.．]{_SPACE}*"
    ),
    patterns.regex(
        rf"[（(〔【\[]{NUMERAL}[）)〕】\]][、.．]?(?![项款至、和或（(号]){_SPACE}*|第{NUMERAL}节{_SPACE}+|[㈠-㈩㊀-㊉]"
        rf"|{NUMERAL}[）)]{_SPACE}*"
    ),
    patterns.regex(
        rf"[0-9０-９]{{1,2}}{_SPACE}?[.．、,，：:](?![0-9０-９]){_SPACE}*|[⒈-⒛]"
        rf"|[A-ZＡ-Ｚ][.．、](?![A-Za-z]){_SPACE}*"
    ),
    patterns.regex(
        rf"[（(][0-9０-９]{{1,2}}[）)][、.．]?(?![项款至、和或]){_SPACE}*|[①-⑳⑴-⒇㉑-㉟㊱-㊿❶-❿]{_SPACE}*"
        rf"|[0-9a-z]{{1,2}}[）)]{_SPACE}*"
    ),
)
"""The numbers of headings of levels 1 to 4."""
_SPACED = {
    1: rf"(?:[一二三四五六七八九]|十[一二三四五六七八九]?){_SPACE}+(?!{_UNIT}|{NUMERAL})(?=\S{{4}})",
    3: rf"[0-9]{{1,2}}{_SPACE}+(?=[{COMMON_HAN}])(?!{_UNIT})",
    4: rf"[0-9]{{1,2}}(?:[.．][0-9]{{1,2}}){{1,2}}[.．]?{_SPACE}*(?=[{COMMON_HAN}])(?!{_UNIT})",
}
"""Numbers that may be figures: only a short line without any mark is a heading with one."""
_FIRST = frozenset(HANZI_DIGITS + "第壹贰叁肆伍陆柒捌玖拾")
"""The Chinese characters with which these numbers begin; most paragraphs begin with others."""
_STOP = patterns.regex(r"[。！？]")
_MARK = patterns.regex(r"[，。、；：！？,;:]")
_LONGEST_LINE, _LONGEST_LINE_BELOW, _LONGEST_RUN_IN, _LONGEST_BARE = 60, 40, 30, 20
"""Characters of a heading on a line of its own (of the first two levels, of the others), of one
that runs into its paragraph, and of one with a mere space behind its number, or a colon at its end."""


def typed_headings(body: Sequence[Block]) -> Iterator[Diagnostic]:
    """The paragraphs of a body that look like headings whose numbers were typed.

    A heading on a line of its own has no stop at its end; one that runs in is a short first sentence
    of a paragraph. Long sentences, items of a list (甲；) and citations (（一）项) are no headings.
    """
    is_in_list = False  # whether the numbers are those of a list: 一、甲； 二、乙。
    level_above = 0  # the level of the heading right above; 0: there is none
    for at, block in enumerate(body):
        if not isinstance(block, Paragraph):
            level_above = 0
            continue
        text = "".join(run.text for run in block.runs)
        after = body[at + 1] if at + 1 < len(body) else None
        number = _number(text)
        heading = None
        if number and not is_in_list:
            heading = _typed_heading(block, text, number, after, level_above)
        level_above = number[0] if number and heading else 0
        if heading:
            yield heading
        is_in_list = text.rstrip().endswith(("；", ";")) and number is not None


def _number(text: str) -> tuple[int, str] | None:
    """The level and the number with which a text begins, if it does as a heading would."""
    if "\u3400" <= text[:1] <= "\u9fff" and text[0] not in _FIRST:
        return None
    for level, pattern in enumerate(_NUMBERS, 1):
        if match := pattern.match(text):
            return level, match[0]
    if len(text) <= _LONGEST_BARE:
        for level, spaced in _SPACED.items():
            if match := re.match(spaced, text):
                return (level, match[0]) if not _MARK.search(text, match.end()) else None
    return None


def _typed_heading(
    block: Paragraph, text: str, number: tuple[int, str], after: Block | None, level_above: int
) -> Diagnostic | None:
    """The finding for a paragraph that begins with a number (its level and text), if it is a heading.

    ``after`` is the block below; ``level_above`` the level of a heading typed right above, else 0.
    """
    printed = block.span.text
    typed = block.span.part(len(printed) - len(printed.lstrip()), len(printed))
    if not typed.text.lstrip("*_").startswith(text[0]):
        return None
    level, typed_number = number
    if "\\" in typed.text[: len(typed_number) + 4]:  # 1\. is text: the author said so
        return None
    is_followed = level < 3 or level == level_above or isinstance(after, (Paragraph, Heading))
    end = _heading_end(text, len(typed_number), level, is_followed)
    if end is None:
        return None
    marks = "#" * (level + 1) + " "
    return kinds.TYPED_HEADING.at(
        typed.source.span(typed.start, min(typed.end, typed.start + end)),
        f"“{text[: min(end, 20)]}”像是小标题，序号是手打的，现在当作正文印。",
        f"是小标题就把“{typed_number.strip()}”改成“{marks}”，序号由程序编；"
        "正文另起一段（中间空一行）。是正文就不用改。",
        _fix(block, typed, typed_number, end, len(text), marks),
    )


def _heading_end(text: str, start: int, level: int, is_followed: bool) -> int | None:
    """Where the heading ends whose number ends at ``start``; ``None`` if the text begins with none."""
    stop = _STOP.search(text, start)
    if stop is None:
        longest = _LONGEST_LINE if level < 3 else _LONGEST_LINE_BELOW
        if text.rstrip().endswith(("：", ":")):
            longest = _LONGEST_BARE
        is_short = start < len(text) <= start + longest
        is_item = text.rstrip().endswith(("；", "，", "、", ";", ",")) or "；" in text
        return len(text) if is_short and not is_item and is_followed else None
    if stop.end() >= len(text.rstrip()):
        is_heading = level < 3 and len(text) - start <= _LONGEST_RUN_IN and "，" not in text
        return len(text) if is_heading else None
    return stop.end() if stop.end() - start <= _LONGEST_RUN_IN else None


def _fix(
    block: Paragraph, typed: Span, number: str, end: int, length: int, marks: str
) -> Fix | None:
    """## for the number, and an empty line behind a heading that runs in."""
    source, start, text = typed.source, typed.start, typed.text
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
