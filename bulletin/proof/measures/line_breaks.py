"""Where lines turn: in no number, dash or ellipsis; before no closing mark, behind no opening one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bulletin.proof.line_turns import Turn, turns
from bulletin.proof.measurement import Finding, Norm, Strength, Verdict, fault, passed, spot
from bulletin.proof.printed_paragraphs import Placed, Sheets

NUMBERS = Norm(
    "split-numbers", "数字回行",
    "一个数（连小数点、千分位、正负号、百分号、字母和符号的单位）不分在两行（GB/T 9704—1999 8.2.7）",
    "", Strength.PRACTICE, by_type=True,
)  # fmt: skip
DASHES = Norm(
    "split-marks", "破折号回行", "破折号、省略号不分在两行（GB/T 15834 5.1.4、5.1.5）", "",
    Strength.PRACTICE, by_type=True,
)  # fmt: skip
EDGES = Norm(
    "line-edges", "避头尾",
    "点号、后引号、后括号、后书名号、间隔号、连接号不在行首，前引号、前括号、前书名号不在行末"
    "（GB/T 15834 5.1.1—5.1.3、5.1.6、5.1.7）", "",
    Strength.PRACTICE, by_type=True,
)  # fmt: skip

_DIGIT = "[0-9０-９]"
_NUMBER = re.compile(
    rf"(?:(?<![0-9０-９A-Za-z)）\]］])[-－+＋±−])?[¥￥$＄€£]?{_DIGIT}+(?:[.．,:：]{_DIGIT}+)*"
    r"(?:[%％‰°′″℃℉\u3371-\u33df]|[A-Za-zμΩ]{1,3}[²³]?(?![A-Za-z]))?"
)
_DASH = re.compile(
    r"(?<!(?P<a>[—―─━⸺–－]))(?P<same>[—―─━⸺–－])(?P=same){1,3}(?!(?P=same))|[…⋯]{2,4}"
    r"|(?<![.])[.]{3,12}(?![.])|(?<!。)。{3,6}(?!。)|(?<![!-~])--(?![!-~])"
)
"""A dash or an ellipsis, however it was typed; a longer row is a rule that was drawn."""
_NOT_FIRST = re.compile(
    r"[。，、；：！？．”’）〕】》〉」』］｝,.;:!?)\]}·・～]|(?<![—–])[—–](?![—–])"
)
_NOT_LAST = re.compile(r"[“‘（〔【《〈「『［｛(\[{]")
_SHOWN = 12

_Wrong = Callable[[Turn], bool]


def numbers(sheets: Sheets) -> Finding:
    """Numbers that are parted by the end of a line."""
    return _whole(sheets, "个数", _numbers)


def dashes(sheets: Sheets) -> Finding:
    """Dashes and ellipses that are parted by the end of a line."""
    return _whole(sheets, "个破折号和省略号", _dashes)


def edges(sheets: Sheets) -> Finding:
    """Lines that begin with a mark that closes, or end in one that opens."""
    known, unknown = turns(sheets)
    wrong = [turn for turn in known if _is_at_edge(turn)]
    return _found(f"{len(known)} 处回行", wrong, [one for one in unknown if len(one.rows) != 1])


def _whole(sheets: Sheets, what: str, spans: Callable[[str], Iterator[tuple[int, int]]]) -> Finding:
    """Things that may not be parted; ``spans`` finds them in a text."""
    known, unknown = turns(sheets)
    count = sum(1 for one in sheets.placed for _ in spans(one.paragraph.text))
    wrong = [
        turn
        for turn in known
        if any(first < turn.end and turn.begin < end for first, end in spans(turn.text))
    ]
    unsure = [one for one in unknown if any(spans(one.paragraph.text))]
    return _found(f"{count} {what}", wrong, unsure)


def _found(figure: str, wrong: list[Turn], unsure: list[Placed]) -> Finding:
    """What is wrong, else what could not be measured; only where there is neither a pass."""
    if unsure:
        figure += f"，{len(unsure)} 段的字和 PDF 的对不上，没有量"
    if wrong:
        places = (
            spot(turn.page, f"…{turn.text[: turn.end][-12:]}／{turn.text[turn.begin :][:12]}…",
                 turn.line)
            for turn in wrong[:_SHOWN]
        )  # fmt: skip
        return fault(f"{figure}，{len(wrong)} 处不对", "在这一行里增减一两个字。", *places)
    if unsure:
        spots = (
            spot(one.start.page if one.start else 0, one.paragraph.text) for one in unsure[:_SHOWN]
        )
        return Finding(Verdict.UNVERIFIED, figure, tuple(spots), "在印出来的样张上看这几段。")
    return passed(f"{figure}，没有不对的")


def _numbers(text: str) -> Iterator[tuple[int, int]]:
    """Numbers of two characters and more; those within a code, an address or a Latin word are none."""
    for found in _NUMBER.finditer(text):
        first, end = found.span()
        before = re.search(r"[!-~]*$", text[:first])
        after = re.match(r"[!-~]*", text[end:])
        beside = (before[0] if before else "") + (after[0] if after else "")
        if end - first > 1 and not re.search("[A-Za-z_/@#=&]", beside):
            yield first, end


def _dashes(text: str) -> Iterator[tuple[int, int]]:
    return (found.span() for found in _DASH.finditer(text))


def _is_at_edge(turn: Turn) -> bool:
    before, after = turn.text[turn.end - 1], turn.text[turn.begin]
    if before.isascii() and after.isascii():
        return False  # within Latin text, which has its own places
    return bool(_NOT_FIRST.match(turn.text, turn.begin) or _NOT_LAST.match(before))
