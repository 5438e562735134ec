"""Which characters are marks: those the manual lists (docs/decisions/0009-inline-marks.md)."""

from __future__ import annotations

import pytest

from tests.harness.growth import LINEAR, growth
from tests.reading.test_markdown import read, shape


def shown(text: str) -> tuple[str, list[str]]:
    """The blocks with their looks, and the findings."""
    blocks, found = read(text)
    return "\n".join(shape(block).removeprefix("P ") for block in blocks), found


CHARACTERS = [
    "电话138****5678，备用139****1234。",
    "规格3*4，另有5*6两种，2*3=6。",
    "代表王*、李*反映，张*表示。",
    "王*和李*都到了。",
    "身份证4108***********0012。",
    "5**2",
    "a*b*c",
    "y=a*x+b*z",
    "3 * 4 * 5",
    "甲 * 乙",
    "★*注",
    "※*",
    "×*×",
    "注*：数据",
    "*注：数据来自统计局",
    "满分*****五星",
    "a_b_c和__init__都在。",
    "第_号，____年__月__日",
    "_甲_和__乙__",
    "~~删去~~的和10~15人。",
    "[ ] 没有打勾",
    "[x] 打勾",
    "[甲]",
    "[甲](乙)",
    "见[附件](一)、[附件](二)",
    "甲<乙且丙>丁",
    "1<2，AT&T公司，甲&乙",
    "C:\\新建\\*.doc和C:\\new\\test",
    "\\\\server\\share目录",
    "C:\\新建\\甲***甲乙*",
    "反斜\\杠",
    "甲|乙|丙",
    "C#和F#",
    "2024. 年初以来，全县召开会议。",
    "1986. 年",
    "2024) 年",
    "E=mc²，H₂O，$x$",
    "{{ title }}{% raw %}",
]


@pytest.mark.parametrize("text", CHARACTERS)
def test_characters_are_printed(text: str) -> None:
    assert shown(text + "\n") == (text.replace("*", "∗"), [])


@pytest.mark.parametrize(
    "text",
    [
        "**注：**数据截至年底。",
        "**“四个突出”**后面",
        "前面**（重点）**后面",
        "学习**《预算法》**和**《监督法》**。",
        "*注：*数据",
        "**三农**、**两会**",
        "“**三农**”",
        "（**甲**）",
        "**甲。**乙",
        "**甲，**乙",
        "**甲**。乙",
        "甲，**乙**丙",
        "**甲**（**乙**）",
        "做到**“五个一”**，**抓好**落实",
        "**——破折号**后；**……**后。",
        "**Word、**后",
        "前**word**后",
    ],
)
def test_emphasis_beside_chinese_punctuation(text: str) -> None:
    assert shown(text + "\n") == (text, [])
    as_heading, as_cell = f"## {text}\n", f"| 甲 |\n|---|\n| {text} |\n"
    assert shown(as_heading) == (f"H1 {text}", [])
    assert shown(as_cell) == (f"T : 甲 // {text}", [])
    assert shown(f"> {text}\n") == (f"Q {text}", [])
    assert shown(f"1. {text}\n2. 乙\n") == (f"L1 {text} / 乙", [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**（甲**）乙", "（**甲**）乙"),
        ("“**甲”**乙", "“**甲**”乙"),
        ("**甲（乙**丙）", "**甲**（**乙**丙）"),
        ("（*甲）乙*", "（*甲*）*乙*"),
    ],
)
def test_never_half_a_bracket(text: str, expected: str) -> None:
    assert shown(text + "\n") == (expected, [])


@pytest.mark.parametrize(
    ("text", "expected", "found"),
    [
        ("要求*全面落实*各项", "要求*全面落实*各项", ["MD023 1:3"]),
        ("**2024年**工作", "∗∗2024年∗∗工作", ["MD024 1:1", "MD024 1:8"]),
        ("共**3**件", "共∗∗3∗∗件", ["MD024 1:2", "MD024 1:5"]),
        ("**县**镇发生", "∗∗县∗∗镇发生", ["MD024 1:1", "MD024 1:4"]),
        ("王**和李**说", "王∗∗和李∗∗说", ["MD024 1:2", "MD024 1:6"]),
        ("**注：数据", "∗∗注：数据", ["MD014 1:1"]),
        ("甲**乙**丙**丁", "甲**乙**丙∗∗丁", ["MD014 1:8"]),
        ("甲&nbsp;乙", "甲\xa0乙", ["MD025 1:2"]),
        ("&copy;甲", "©甲", ["MD025 1:1"]),
        ("甲\\\\乙", "甲\\乙", ["MD026 1:2"]),
        ("甲\\\\\\\\乙", "甲\\\\乙", []),
        ("## 甲 ##", "H1 甲", ["MD027 1:6"]),
        ("## 甲 #", "H1 甲", ["MD027 1:6"]),
        ("## C#", "H1 C#", []),
        ("## 甲 \\#", "H1 甲 #", []),
        ("## 甲 **乙** ##", "H1 甲 **乙**", ["MD027 1:12"]),
    ],
)
def test_what_is_doubtful_is_said(text: str, expected: str, found: list[str]) -> None:
    assert shown(text + "\n") == (expected, found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\\*甲\\*", "∗甲∗"),
        ("\\#甲", "#甲"),
        ("1\\. 甲", "1. 甲"),
        ("\\- 甲", "- 甲"),
        ("甲\\|乙", "甲|乙"),
        ("甲\\-乙", "甲\\-乙"),
        ("\\[甲](https://a.b)", "[甲](https://a.b)"),
        ("<https://a.b/c*d*e>", "[https://a.b/c∗d∗e](https://a.b/c*d*e)"),
        ("***甲***", "***甲***"),
    ],
)
def test_marks_of_the_manual(text: str, expected: str) -> None:
    assert shown(text + "\n") == (expected, [])


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    ["甲*", "甲**", "（*", "*）", "***甲**", "**一\n", "*甲。\n", "[*", "\\*", "&amp;", "[甲](乙)", "C:\\a*"],
)  # fmt: skip
def test_long_rows_take_no_square(unit: str) -> None:
    assert growth(lambda count: read(unit * count + "\n"), 4000) < LINEAR


@pytest.mark.slow
def test_a_hundred_thousand_asterisks() -> None:
    assert growth(lambda count: shown("甲" + "*" * count + "\n"), 100_000) < LINEAR
