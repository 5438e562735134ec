"""Order, numbers and the serial of an issue."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.model.content import Enumeration, Heading, Issue, Table
from bulletin.reading.contribution import read_contribution
from bulletin.reading.settings import read_issue, read_series
from bulletin.text.numerals import hanzi
from bulletin.text.source import Source
from bulletin.typeset.arrange import arrange, natural_key, numbered
from tests.conftest import SERIES, MakeWorkspace
from tests.harness.issues import FRONT, Made, make


def issue_of(*bodies: str) -> Issue:
    series, _ = read_series(Source("bulletin.yaml", SERIES))
    assert series is not None
    settings, _ = read_issue(Source("issue.yaml", "number: 1\n"), series)
    assert settings is not None
    read = [read_contribution(Source(f"{n}.md", FRONT + body))[0] for n, body in enumerate(bodies)]
    return arrange(settings, [one for one in read if one is not None])[0]


def markers(issue: Issue, article: int = 0) -> list[str]:
    found: list[str] = []
    for block in issue.articles[article].body:
        if isinstance(block, Heading):
            found.append(block.marker)
        elif isinstance(block, Enumeration):
            found += [item.marker for item in block.items]
        elif isinstance(block, Table) and block.caption:
            found.append(block.caption.marker)
    return found


def body(*lines: str) -> str:
    return "\n\n".join(lines) + "\n"


def test_each_level_has_its_own_numbers() -> None:
    text = body(
        "## 甲",
        "### 乙",
        "#### 丙",
        "##### 丁",
        "##### 戊",
        "#### 己",
        "### 庚",
        "#### 辛",
        "## 壬",
        "### 癸",
    )
    assert markers(issue_of(text)) == [
        "一、", "（一）", "1.", "（1）", "（2）", "2.", "（二）", "1.", "二、", "（一）",
    ]  # fmt: skip


def test_past_ten_and_twenty() -> None:
    found = markers(issue_of(body(*["## 甲"] * 21)))
    assert [found[place] for place in (9, 10, 19, 20)] == ["十、", "十一、", "二十、", "二十一、"]
    items = "\n".join(f"{number}. 事项。" for number in range(1, 22))
    assert markers(issue_of(items))[-2:] == ["二十是", "二十一是"]


def test_numbers_start_anew_in_each_article() -> None:
    issue = issue_of(body("## 甲", "## 乙"), body("## 丙", "1. 丁。"))
    assert markers(issue, 0) == ["一、", "二、"]
    assert markers(issue, 1) == ["一、", "一是"]


@settings(deadline=None)
@given(st.lists(st.integers(1, 4), max_size=40))
def test_numbers_are_consecutive(levels: list[int]) -> None:
    issue = issue_of(body(*["#" * (level + 1) + " 标题" for level in levels]))
    counts = [0] * 4
    for level, marker in zip(levels, markers(issue), strict=True):
        counts[level - 1] += 1
        counts[level:] = [0] * (4 - level)
        number = counts[level - 1]
        assert (
            marker
            == ("", f"{hanzi(number)}、", f"（{hanzi(number)}）", f"{number}.", f"（{number}）")[
                level
            ]
        )


def of(workspace: MakeWorkspace, text: str) -> Made:
    return make(workspace({"issues/1/01-温县.md": FRONT + text}))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (body("## 甲", "### 乙"), 0), (body("### 乙", "正文。"), 1),
        (body("## 甲", "#### 乙", "## 丙"), 1),
        (body("##### 丁"), 1),
        (body("## 甲", "##### 乙", "##### 丙"), 1), (body("## 甲", "### 乙", "## 丙", "#### 丁"), 1),
    ],
)  # fmt: skip
def test_a_level_skipped_is_a_warning(workspace: MakeWorkspace, text: str, count: int) -> None:
    made = of(workspace, text)
    assert made.codes == ["AR002"] * count
    assert made.document is not None


def test_what_to_write_instead_of_the_level_that_skips(workspace: MakeWorkspace) -> None:
    (found,) = of(workspace, body("## 甲", "##### 乙")).found
    assert found.hint.endswith("用 ###。")


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("## 一、甲", "一、"), ("## （一）甲", "（一）"), ("### 1.甲", "1."), ("## 第二，甲", "第二，"),
        ("## **三、甲**", "三、"),
        ("正文：\n\n1. 一是甲。", "一是"), ("1. （1）甲。", "（1）"), ("1. ①甲。", "①"),
    ],
)  # fmt: skip
def test_typed_numbers_are_errors_with_a_fix(
    workspace: MakeWorkspace, text: str, typed: str
) -> None:
    found = next(one for one in of(workspace, text).found if one.code == "AR001")
    assert found.is_error
    assert typed in found.message
    assert found.fix is not None
    assert found.fix.safe
    (edit,) = found.fix.edits
    assert (edit.span.text, edit.text) == (typed, "")


@pytest.mark.parametrize(
    "text",
    ["## 三中全会精神学起来", "## 一季度工作", "1. 五个一活动。", "## 12.5%的增长", "## 2024年"],
)
def test_words_that_begin_with_a_numeral_are_none(workspace: MakeWorkspace, text: str) -> None:
    assert of(workspace, text).codes == []


@pytest.mark.parametrize(
    ("text", "wanted", "codes"),
    [
        ("1. 甲。\n2. 乙。", ["一是", "二是"], []),
        ("1. 甲。\n1. 乙。", ["一是", "二是"], []),
        ("3. 甲。\n4. 乙。", ["一是", "二是"], ["AR006"]),
        ("0. 甲。", ["一是"], ["AR006"]),
        ("1. 甲。\n\n中间一段。\n\n2. 乙。", ["一是", "二是"], []),
        ("1. 甲。\n\n中间一段。\n\n1. 乙。", ["一是", "一是"], []),
        ("1. 甲。\n\n中间一段。\n\n3. 乙。", ["一是", "一是"], ["AR006"]),
        ("1. 甲。\n\n## 小标题\n\n2. 乙。", ["一是", "一、", "一是"], ["AR006"]),
    ],
)
def test_where_a_list_starts(
    workspace: MakeWorkspace, text: str, wanted: list[str], codes: list[str]
) -> None:
    made = of(workspace, text)
    assert made.issue is not None
    assert (markers(made.issue), made.codes) == (wanted, codes)


# Order

A, B, C = (FRONT.replace("标题", f"标题{letter}") + "正文。\n" for letter in "甲乙丙")


def titles(made: Made) -> list[str]:
    assert made.issue is not None
    return [article.contribution.title.text for article in made.issue.articles]


def three(workspace: MakeWorkspace, issue: str) -> Made:
    root = workspace(
        {
            "issues/1/issue.yaml": issue,
            "issues/1/1.md": A,
            "issues/1/2-乙.md": B,
            "issues/1/10.md": C,
        }
    )
    (root / "issues/1/01-温县.md").unlink()
    return make(root)


def test_natural_order_of_file_names(workspace: MakeWorkspace) -> None:
    assert titles(three(workspace, "number: 1\n")) == ["标题甲", "标题乙", "标题丙"]


@settings(deadline=None)
@given(st.lists(st.text(max_size=8), max_size=6))
def test_any_names_can_be_sorted(names: list[str]) -> None:
    keys = [natural_key(name) for name in sorted(names, key=natural_key)]
    assert all(a <= b for a, b in pairwise(keys))


def test_names_that_differ_in_noughts_keep_an_order() -> None:
    names = ["1.md", "01.md", "001.md"]
    assert sorted(names, key=natural_key) == ["001.md", "01.md", "1.md"]


def test_order_of_issue_yaml(workspace: MakeWorkspace) -> None:
    made = three(workspace, "number: 1\narticles: [10.md, 1.md, 2-乙.md]\n")
    assert titles(made) == ["标题丙", "标题甲", "标题乙"]
    assert made.codes == []


@pytest.mark.parametrize(
    ("listed", "code", "place", "said"),
    [
        ("1.md, 2-乙.md, 10.md, 3.md", "AR003", "3.md", "3.md"),
        ("1.md, 2-乙.md, 1.md, 10.md", "AR004", "1.md", "两次"),
        ("1.md, 2-乙.md", "AR005", "2-乙.md", "10.md"),
    ],
)
def test_faults_of_the_list(
    workspace: MakeWorkspace, listed: str, code: str, place: str, said: str
) -> None:
    made = three(workspace, f"number: 1\narticles: [{listed}]\n")
    (found,) = made.found
    assert (found.code, found.is_error, found.span.text) == (code, True, place)
    assert said in found.message


def test_an_empty_list_and_an_empty_folder(workspace: MakeWorkspace) -> None:
    assert three(workspace, "number: 1\narticles: []\n").codes == ["AR005"] * 3
    root = workspace({})
    for path in (root / "issues/1").glob("*.md"):
        path.unlink()
    (found,) = make(root).found
    assert found.code == "AR008"
    assert "bulletin add 1" in found.hint


# Serial numbers and copies


@pytest.mark.parametrize(
    ("serial", "more", "printed"),
    [
        ("（{hanzi}）", "", "（四十三）"), ("第{n}期", "", "第43期"),
        ("第{n}期（总第{total}期）", "total-before: 100\n", "第43期（总第143期）"),
        ("{year}年第{n}期", "date: 2024-12-20\n", "2024年第43期"),
        ("第{n}期", "total-before: 0\n", "第43期"),
    ],
)  # fmt: skip
def test_serials(workspace: MakeWorkspace, serial: str, more: str, printed: str) -> None:
    files = {"issues/43/issue.yaml": f"number: 43\nserial: {serial!r}\n{more}", "issues/43/1.md": A}
    made = make(workspace(files), 43)
    assert made.issue is not None
    assert (made.issue.serial, made.codes) == (printed, [])


def test_a_year_without_a_date(workspace: MakeWorkspace) -> None:
    made = make(workspace({"issues/1/issue.yaml": "number: 1\nserial: '{year}年第{n}期'\n"}))
    (found,) = made.found
    assert (found.code, found.is_error) == ("AR009", True)
    assert "date: " in found.hint


def routed(workspace: MakeWorkspace, routing: str) -> Made:
    return make(workspace({"issues/1/issue.yaml": f"number: 1\nrouting:\n{routing}"}))


def test_copies_add_up(workspace: MakeWorkspace) -> None:
    made = routed(
        workspace,
        "  报: [{to: 甲, copies: 3}]\n  送: [{to: 乙, copies: 12}, {to: 丙, copies: 5}]\n",
    )
    assert made.codes == []
    assert "份数 | 共印20份" in made.lines


def test_incomplete_copies(workspace: MakeWorkspace) -> None:
    made = routed(workspace, "  报: [{to: 甲, copies: 3}, 乙]\n  送: [丙]\n")
    (found,) = made.found
    assert (found.code, found.is_error, found.span.text) == ("AR011", False, "乙")
    assert "2 处" in found.message
    assert "共印" not in made.text, "an incomplete sum must not be printed"


ROWS = "| 甲 |\n|---|\n| 1 |"


def test_tables_are_numbered_anew_in_each_article() -> None:
    one = body(f"表：甲\n{ROWS}", f"表：乙\n{ROWS}", ROWS, f"表3　丙\n{ROWS}", f"表：丁\n{ROWS}")
    issue = issue_of(one, body(f"表：甲\n{ROWS}"))
    assert markers(issue) == ["表1", "表2", "", "表4"]
    assert markers(issue, 1) == ["表1"]


@pytest.mark.parametrize(
    ("captions", "wanted"),
    [
        (["表1　甲", "表2　乙"], []),
        (["表一　甲", "表二　乙"], []),
        (["表1　甲", "表3　乙", "表4　丙"], ["表3　乙"]),
        (["表2　甲", "表：乙", "表3　丙"], ["表2　甲", "表3　丙"]),
        (["表1　甲", "表1　乙"], ["表1　乙"]),
        (["附表1　甲", "表1-1　乙", "表1　丙"], []),
    ],
)
def test_a_typed_number_out_of_order(captions: list[str], wanted: list[str]) -> None:
    contribution, _ = read_contribution(
        Source("1.md", FRONT + body(*(f"{caption}\n{ROWS}" for caption in captions)))
    )
    assert contribution is not None
    _, found = numbered(contribution.body)
    assert [one.span.text for one in found] == wanted
    assert {one.code for one in found} <= {"AR014"}
