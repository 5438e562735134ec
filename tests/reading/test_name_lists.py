"""Lists of names as they are typed: what YAML takes otherwise than it is meant is said."""

from __future__ import annotations

import pytest

from bulletin.findings.diagnostics import Diagnostic
from bulletin.model.content import Contribution
from bulletin.reading import yaml_values
from bulletin.reading.contribution import read_contribution
from bulletin.reading.office_lists import read_terms
from bulletin.reading.settings import read_issue, read_series
from bulletin.text.source import Source
from tests.reading.test_front_matter import mended, places

HEAD = "name: 甲\nissuer: 乙\n"
DASH = """\
name: 甲
issuer: 乙
routing:
  送:
    —市人大常委会
  发:
    - 各县人大常委会
    各开发区人大工委
"""


def routing(text: str) -> dict[str, list[str]]:
    series, _ = read_series(Source("bulletin.yaml", text))
    assert series is not None
    issue, _ = read_issue(Source("issue.yaml", "number: 1\n"), series)
    assert issue is not None
    return {
        line.label.text: [one.to.text for one in line.recipients] for line in issue.series.routing
    }


def found(text: str) -> list[Diagnostic]:
    return read_series(Source("bulletin.yaml", text))[1]


def fixed(text: str, is_safe: bool = True) -> str:
    return mended(text, [one for one in found(text) if one.fix and one.fix.safe == is_safe])


def test_the_case_of_two_slips() -> None:
    assert places(found(DASH)) == ["YA003 5:5", "YA017 8:5"]
    after = fixed(DASH)
    assert found(after) == []
    assert routing(after) == {"送": ["市人大常委会"], "发": ["各县人大常委会", "各开发区人大工委"]}


@pytest.mark.parametrize("dash", [*"—–―－─‐‑‒−﹣•·・●○▪■◆*＊+", "——", "—　", "－ ", "• "])
def test_what_is_typed_for_a_dash(dash: str) -> None:
    """At the first item, and at one after right ones; the fix puts the right dash."""
    for text in (
        f"{HEAD}routing:\n  送:\n    {dash}市人大\n    {dash}市政府\n",
        f"{HEAD}routing:\n  送:\n    - 市人大\n    {dash}市政府\n",
        f"{HEAD}routing:\n  送:\n  {dash}市人大\n  - 市政府\n",
    ):
        assert {one.code for one in found(text)} == {"YA003"}
        after = fixed(text)
        assert found(after) == []
        assert routing(after) == {"送": ["市人大", "市政府"]}


@pytest.mark.parametrize(
    ("lines", "codes", "after"),
    [
        # no dash at all
        ("  送:\n    市人大\n    市政府\n    市政协\n", ["YA017"], {"送": ["市人大", "市政府", "市政协"]}),
        # beside items that have one
        ("  送:\n    - 市人大\n    市政府\n", ["YA017"], {"送": ["市人大", "市政府"]}),
        ("  送:\n    - 市人大\n    市政府\n    - 市委\n    市监委\n", ["YA017", "YA017"],
         {"送": ["市人大", "市政府", "市委", "市监委"]}),
        ("  送:\n  - 市人大\n  市政府\n  发:\n  - 各县\n", ["YA017"],
         {"送": ["市人大", "市政府"], "发": ["各县"]}),
        ("  送:\n    - 市人大\n    1. 市政府\n", ["YA017"], {"送": ["市人大", "1. 市政府"]}),
        # a mark at the end
        ("  送:\n    - 市人大，\n    - 市政府；\n    - 市委。\n", ["YA020"] * 3,
         {"送": ["市人大", "市政府", "市委"]}),
        ("  送: 市人大、\n", ["YA020"], {"送": ["市人大"]}),
        # the wrong comma in brackets
        ("  送: [市人大，市政府]\n", ["YA019"], {"送": ["市人大", "市政府"]}),
        ("  送: [市人大；市政府，市委, 市监委]\n", ["YA019"], {"送": ["市人大", "市政府", "市委", "市监委"]}),
        ("  送: [市人大（主任，副主任）, 市政府]\n", [], {"送": ["市人大（主任，副主任）", "市政府"]}),
        # the wrong comma in braces
        ("  送:\n    - {to: 市人大，copies: 3}\n", ["YA003"], {"送": ["市人大"]}),
        ("  送: [{to: 市人大、 copies: 3}]\n", ["YA003"], {"送": ["市人大"]}),
        ("  送:\n    - {to：市人大，copies： 3}\n", ["YA003", "YA005", "YA005"], {"送": ["市人大"]}),
        # brackets of the input method
        ("  送: ［市人大, 市政府］\n", ["YA019"], {"送": ["市人大", "市政府"]}),
        ("  送: 【市人大，市政府】\n", ["YA019"], {"送": ["市人大", "市政府"]}),
        # right ones
        ("  送:\n    - 市人大常委会主任、副主任\n    - 市政府，市委\n", [],
         {"送": ["市人大常委会主任、副主任", "市政府，市委"]}),
        ("  送: 市人大，市政府\n", [], {"送": ["市人大，市政府"]}),
        ("  送:\n    - {to: 市人大, copies: 3}\n    - WTO：组\n", [], {"送": ["市人大", "WTO：组"]}),
        ("  送:\n    - —\n", [], {"送": ["—"]}),
    ],
)  # fmt: skip
def test_lines_of_the_routing_block(
    lines: str, codes: list[str], after: dict[str, list[str]]
) -> None:
    text = f"{HEAD}routing:\n{lines}"
    assert [one.code for one in found(text)] == codes
    fixed_text = fixed(text)
    assert found(fixed_text) == []
    assert routing(fixed_text) == after


@pytest.mark.parametrize(
    ("lines", "after"),
    [
        ("    - 市人大\n      办公室\n    - 市委\n", ["市人大", "办公室", "市委"]),
        ("    - 市人大\n        办公室\n", ["市人大", "办公室"]),
        ("    - 市人大\n     办公室\n     人事委\n", ["市人大", "办公室", "人事委"]),
    ],
)
def test_a_line_further_in_may_go_on_so_that_is_only_asked(lines: str, after: list[str]) -> None:
    text = f"{HEAD}routing:\n  送:\n{lines}"
    assert {one.code for one in found(text)} == {"YA018"}
    assert fixed(text) == text
    assert routing(fixed(text, is_safe=False)) == {"送": after}


def test_a_single_value_of_two_lines_is_asked_about_too() -> None:
    text = f"{HEAD}routing:\n  送: 市人大\n    市政府\n"
    assert places(found(text)) == ["YA018 5:5"]
    assert routing(text) == {"送": ["市人大市政府"]}


def contribution(more: str) -> tuple[Contribution, list[Diagnostic]]:
    return read_contribution(Source("a.md", f"---\ntitle: 甲\nsource: 乙\n{more}\n---\n\n正文。\n"))


@pytest.mark.parametrize(
    "names",
    [
        "[张三，李四]", "[张三、李四]", "[张三；李四]", "[张三， 李四]", "[张三 ，李四]",
        "张三，李四", "张三、李四",
        "张三；李四", "［张三，李四］", "【张三、李四】", "〔张三，李四〕", "[张三，李四，]",
        "\n  张三\n  李四",
        "\n  —张三\n  —李四", "\n  - 张三\n  李四", "\n- 张三，\n- 李四；", "\n  • 张三\n  • 李四",
    ],
)  # fmt: skip
def test_names_in_one(names: str) -> None:
    text = f"---\ntitle: 甲\nsource: 乙\nnames: {names}\n---\n\n正文。\n"
    said = read_contribution(Source("a.md", text))[1]
    assert said
    assert all(one.fix and one.fix.safe for one in said)
    for _ in range(3):  # a fix at the same place waits for the next pass
        text = mended(text, read_contribution(Source("a.md", text))[1][:1])
    read, left = read_contribution(Source("a.md", text))
    assert left == []
    assert [name.text for name in read.names] == ["张三", "李四"]


@pytest.mark.parametrize(
    "names",
    [
        "[张三, 李四]",
        "\n  - 张三\n  - 李四",
        "张三",
        '[张三, "二、三"]',
        "[阿卜杜拉·艾合买提, 甲（乙，丙）]",
    ],
)
def test_names_as_they_are_to_be(names: str) -> None:
    assert contribution(f"names: {names}")[1] == []


def test_items_with_a_dash_and_several_names_have_no_fix() -> None:
    [one] = contribution("names:\n  - 张三、李四")[1]
    assert (one.code, one.fix) == ("YA019", None)


@pytest.mark.parametrize("key", ["keywords", "organs"])
def test_other_lists_of_words(key: str) -> None:
    text = f"{HEAD}{key}: [人大，代表、选举]\n"
    assert [one.code for one in found(text)] == ["YA019"]
    assert fixed(text) == f"{HEAD}{key}: [人大, 代表, 选举]\n"


@pytest.mark.parametrize(
    "text",
    [
        'organs:\n- 甲\n"name": 乙\nissuer: 丙\n',
        "organs:\n- 甲\nname: 乙\nissuer: 丙\n",
        f"{HEAD}routing:\n  送:\n  - 甲\n  发:\n  - 乙\n",
        f"{HEAD}routing:\n  送:\n  - to: 甲\n    copies: 3\n  - {{to: 乙,\n     copies: 2}}\n",
        f'{HEAD}routing:\n  送:\n    - "甲\n      乙"\n    - |\n      丙\n    - 丁\n',
        f"{HEAD}organs:\n  - 甲\n  # 乙\n\n  - 丙\n",
        f"{HEAD}keywords: [甲,\n  乙]\n",
    ],
)
def test_lists_as_they_may_be(text: str) -> None:
    assert found(text) == []


def test_a_second_document_is_no_item() -> None:
    assert [one.code for one in found(f"{HEAD}organs:\n- 甲\n---\n")] == ["YA003"]


def test_a_list_of_terms_may_have_marks_in_its_items() -> None:
    text = "terms:\n  - right: [不忘初心，牢记使命]\n    wrong: [不忘初心、牢记使命, 甲；]\n    unless: 乙，\n"
    assert read_terms(Source("terms.yaml", text))[1] == []


def test_a_list_of_files() -> None:
    mapping, _ = yaml_values.read(Source("b", HEAD))
    assert mapping is not None
    for typed in ("[01-甲，乙.md，02-丙.md]", "[01-甲，乙.md、02-丙.md]"):
        source = Source("issue.yaml", f"number: 1\narticles: {typed}\n")
        _, said = read_issue(source, mapping)
        assert [one.code for one in said] == ["YA019"]
        after = mended(source.text, said)
        assert after == "number: 1\narticles: [01-甲，乙.md, 02-丙.md]\n"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ("author: 张三 note：编者按", "YA021"),
        ("author: 张三；contents：目录", "YA021"),
        ("author: 张三　names:李四", "YA021"),
        ("author: resource：甲", ""),
        ("note: 怎样写 title：一例", ""),
        ("author: “title：甲”", "YA021"),
        ('author: "title：甲"', ""),
    ],
)
def test_two_keys_in_a_line(more: str, code: str) -> None:
    assert [one.code for one in contribution(more)[1]] == ([code] if code else [])


@pytest.mark.parametrize("value", ["\n  —记某人", "\n  ——记某人", "\n  • 甲", "\n  * 甲"])
def test_a_text_on_the_next_line_is_no_list(value: str) -> None:
    codes = [one.code for one in contribution(f"contents: {value}")[1]]
    assert "YA003" not in codes or "*" in value


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("names: [张三 李四]", ["YA019"]),
        ("names: [张三　李四, 王五]", ["YA019"]),
        ("names: 张三 李四", ["YA019"]),
        ("names: [张三/李四]", ["YA019"]),
        ("names: [李　明, 王小五]", []),
        ("names: [王 芳]", []),
        ("names: [“张三”, 李四]", ["YA020"]),
        ("names: [三个“一”]", []),
        ("author: 张三\n  李四", ["YA018"]),
        ("author: “张三”", ["YA020"]),
        ("author: 张三，", ["YA020"]),
        ("author: 张三、李四", []),
        ("contents: 温县\n  动起来", []),
    ],
)
def test_names_in_a_contribution(line: str, codes: list[str]) -> None:
    text = f"---\ntitle: 甲\nsource: 乙\n{line}\n---\n\n正文。\n"
    said = read_contribution(Source("x.md", text))[1]
    assert [one.code for one in said] == codes
    assert all(one.hint for one in said)


@pytest.mark.parametrize(
    ("value", "comment"),
    [
        ("温县 # 甲", "# 甲"),
        ("温县：C #1 站", ""),  # YA016
        ("温县\t#\t甲", "#\t甲"),
        ("温县 #", "#"),
        ("温县#甲", ""),
        ("C# 和 F#", ""),
        ("'温县 # 甲'", ""),
        ('"温县 # 甲"', ""),
        ('"温县" # 说明', ""),
        ("温县", ""),
    ],
)
def test_what_yaml_takes_for_a_comment_is_said(value: str, comment: str) -> None:
    for key, other in (("title", "source"), ("source", "title")):
        text = f"---\n{key}: {value}\n{other}: 乙\n---\n\n正文。\n"
        found = [one for one in read_contribution(Source("x.md", text))[1] if one.code == "YA024"]
        assert [text[one.span.start : one.span.end] for one in found] == [comment] * bool(comment)


def test_a_serial_that_never_changes_is_said() -> None:
    text = "name: 简报\nissuer: 乙\nserial: {}\n"
    for serial, codes in (("第43期", ["YA023"]), ("第{n}期", []), ("（{total}）", ["YA009"])):
        said = read_series(Source("bulletin.yaml", text.format(serial)))[1]
        assert [one.code for one in said] == codes


def test_empty_lines_between_keys_do_not_end_the_front_matter() -> None:
    text = "---\n\ntitle: 甲\n\n\n\nsource: 乙\n\n---\n\n正文。\n"
    read, said = read_contribution(Source("x.md", text))
    assert (said, read.title.text, read.source and read.source.text) == ([], "甲", "乙")
