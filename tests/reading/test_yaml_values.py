"""YAML with places: slips are named and read as if mended; no depth ends the process."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.reading.settings import read_issue, read_series
from bulletin.reading.yaml_values import Mapping, Node, Scalar, Sequence, read
from bulletin.text.source import Source
from tests.conftest import SERIES
from tests.reading.test_front_matter import SLIPS, mended, places


def plain(node: Node | None) -> object:
    """Values without their places."""
    match node:
        case Mapping():
            return {key: plain(entry.value) for key, entry in node.entries.items()}
        case Sequence():
            return [plain(item) for item in node.items]
        case Scalar():
            return node.text
    return None


@pytest.mark.parametrize(
    ("text", "expected", "value"),
    [
        ("title：甲\n", ["YA005 1:6"], {"title": "甲"}),
        ('title："a: b"\n', ["YA005 1:6"], {"title": "a: b"}),
        ("标题：甲\n", ["YA005 1:3"], {"标题": "甲"}),
        ("a: 1\n来源：乙\n", ["YA005 2:3"], {"a": "1", "来源": "乙"}),
        ("a: 1\n来源:乙\n", ["YA015 2:3"], {"a": "1", "来源": "乙"}),
        ("r:\n  送：\n    - 甲\n  发：乙\n", ["YA005 2:4", "YA005 4:4"], {"r": {"送": ["甲"], "发": "乙"}}),
        ("- to：甲\n", ["YA005 1:5"], None),
        ("a: 1\n-甲\n", ["YA003 2:1"], None),
        ("a:\n  -甲\n  －　乙\n", ["YA003 2:3", "YA003 3:3"], {"a": ["甲", "乙"]}),
        ("a:\n  -01.md\n", ["YA003 2:3"], {"a": ["01.md"]}),
        ("r:\n　　送:\n　　　　- 甲\n　　发:\n　　　　- 乙\n",
         ["YA006 2:1", "YA006 3:1", "YA006 4:1", "YA006 5:1"], {"r": {"送": ["甲"], "发": ["乙"]}}),
        ("a: b\n\tc: d\n", ["YA004 2:1"], {"a": "b", "c": "d"}),
        ("a: |\n　　正文\nb: 1\n", ["YA006 2:1"], {"a": "正文\n", "b": "1"}),
        ("a: 1\n　　\nb: 2\n", ["YA006 2:1"], {"a": "1", "b": "2"}),
        # what looks like a slip and is text
        ("a: 甲\n  乙：丙\n", [], {"a": "甲乙：丙"}),
        ("a:\n  - 甲：乙\n  - WTO：丙\n", [], {"a": ["甲：乙", "WTO：丙"]}),
        ("a: |\n  x：y\n  -z\n", [], {"a": "x：y\n-z\n"}),
        ('a: "甲\n  乙：丙\n  -丁"\n', [], {"a": "甲乙：丙-丁"}),
        ("a: http://b.c\n# d：e\n", [], {"a": "http://b.c"}),
        # what YAML stumbles over
        ("a: 温县: 代表\n", ["YA003 1:6"], None),
        ("a: 1\n b: 2\n", ["YA003 2:2"], None),
        ("a: |甲\n", ["YA003 1:5"], None),
        ("a: ]\n", ["YA003 1:4"], None),
        ("a: ? 甲\n", ["YA003 1:4"], None),
        ("a: 甲\x0b乙\n", ["YA003 1:5"], None),
        ("a: 1\nb\n", ["YA003 2:1"], None),
        ("a: 1\n---\nb: 2\n", ["YA003 2:1"], {"a": "1"}),
        ("a: &x 1\nb: *x\n", ["YA011 1:4", "YA011 2:4"], {"a": "1", "b": "*x"}),
        ("a: !!str 1\n", ["YA012 1:4"], {"a": "1"}),
        ("- 甲\n", ["YA003 1:1"], None),
        ("# 空\n", ["YA003 1:1"], None),
    ],
)  # fmt: skip
def test_values_and_places(text: str, expected: list[str], value: object) -> None:
    node, found = read(Source("x.yaml", text))
    assert plain(node) == value
    assert places(found) == expected
    assert all(one.message and one.hint for one in found)
    if any(one.fix for one in found) and value is not None:
        again, left = read(Source("x.yaml", mended(text, found)))
        assert left == []
        assert plain(again) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 温县：代表\n  动起来\n", "温县：代表动起来"),
        ("a: 代表动起来，\n  活动实起来\n", "代表动起来，活动实起来"),
        ("a: 会议“\n  甲”\n", "会议“甲”"),
        ("a: 用 Word\n  写\n", "用 Word写"),
        ("a: open\n  source 甲\n", "open source 甲"),
        ("a: 2024\n  2025\n", "2024 2025"),
        ("a: 甲 乙\n  丙 丁\n", "甲 乙丙 丁"),
        ("a: 甲\r\n  乙\r\n", "甲乙"),
        ("a: 甲\n  乙\n  丙\n    丁\n", "甲乙丙丁"),
        ("a: 甲\n\n  乙\n", "甲\n乙"),
        ("a: >\n  甲\n  乙\n\n  丙\n", "甲乙\n丙\n"),
        ("a: >-\n  甲\n  word\n  word\n", "甲word word"),
        ("a: |\n  甲\n  乙\n", "甲\n乙\n"),
        ("a: '甲\n  乙'\n", "甲乙"),
        ("a: '甲''s\n  乙'\n", "甲's乙"),
        ('a: "甲\n  乙 丙\n  丁"\n', "甲乙 丙丁"),
        ('a: "甲\\u3000乙\n  丙"\n', "甲\u3000乙丙"),
        ('a: "甲\\\n  乙"\n', "甲乙"),
        ("a:\n  甲\n  乙\n", "甲乙"),
        ("a：甲\n  乙\n", "甲乙"),
    ],
)
def test_lines_are_joined_as_those_of_the_body_are(text: str, value: str) -> None:
    node, _ = read(Source("x.yaml", text))
    assert list(plain(node).values()) == [value]  # type: ignore[attr-defined]


@given(st.text("甲乙丙，。“”、AB12", min_size=2, max_size=12), st.data())
def test_where_a_chinese_value_is_folded_is_not_seen(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(text) - 1))
    if text[at - 1].isascii() and text[at].isascii():
        return
    node, found = read(Source("x.yaml", f"a: 甲{text[:at]}\n  {text[at:]}\n"))
    assert plain(node) == {"a": f"甲{text}"}
    assert found == []


def test_places_are_those_of_the_source_before_mending() -> None:
    text = "---\na：甲\nb:乙\nc: '丙'\nd: \"丁\"\n"
    node, found = read(Source("x.yaml", text), 4)
    assert node is not None
    assert len(found) == 2
    for entry in node.entries.values():
        assert isinstance(entry.value, Scalar)
        assert entry.key.span.text == entry.key.text
        assert entry.value.span.text == entry.value.text


@pytest.mark.parametrize(
    "text",
    ["[" * 1_000_000, "- " * 500_000, "{a: " * 300_000, "? " * 300_000, "a: " + "[" * 50 + "]" * 50,
     "".join(" " * depth + "a:\n" for depth in range(2000))],
    ids=lambda text: repr(text[:6]),
)  # fmt: skip
def test_no_depth_ends_the_process(text: str) -> None:
    """PyYAML's own compose recurses in C: there ten thousand brackets were a crash."""
    _, found = read(Source("x.yaml", text))
    assert [one.code for one in found] == ["YA003"]
    assert "20 层" in found[0].message


def test_colons_of_routing_lines_are_named() -> None:
    for text in ("routing:\n  送：甲\n", "routing:\n  送：甲\n  发：乙\n"):
        _, found = read_series(Source("b.yaml", SERIES.split("routing")[0] + text))
        assert {one.code for one in found} == {"YA005"}
        assert [one.span.text for one in found] == ["："] * text.count("：")


def test_an_issue_is_not_told_what_its_series_lacks() -> None:
    series, found = read_series(Source("b.yaml", "name: 甲\n"))
    assert places(found) == ["YA009 1:1"]
    assert series is not None
    issue, found = read_issue(Source("i.yaml", "number: 1\n"), series)
    assert found == []
    assert issue is not None


def test_all_keys_of_an_issue_are_checked_without_its_number() -> None:
    series, _ = read_series(Source("b.yaml", SERIES))
    assert series is not None
    _, found = read_issue(
        Source("i.yaml", "number: ４３\ndate: 明天\narticles: {a: b}\nheadings: 无\n"), series
    )
    assert places(found) == ["YA010 1:9", "YA010 3:11", "YA013 2:7", "YA014 4:11"]
    assert [one.fix is not None for one in found if one.code == "YA010"] == [True, False]


@pytest.mark.parametrize(
    ("typed", "day"),
    [("2024-12-20", 20), ("2024/12/3", 3), ("2024年12月20日", 20), ("２０２４ 年 12 月 20 日", 20)],
)
def test_ways_to_write_a_day(typed: str, day: int) -> None:
    series, _ = read_series(Source("b.yaml", SERIES))
    assert series is not None
    issue, found = read_issue(Source("i.yaml", f"number: 1\ndate: {typed}\n"), series)
    assert found == []
    assert issue is not None
    assert issue.date is not None
    assert (issue.date.month, issue.date.day) == (12, day)


@settings(max_examples=400, deadline=None)
@given(SLIPS, st.integers(0, 10))
def test_any_text_has_places_inside_its_part(text: str, start: int) -> None:
    source = Source("x.yaml", "\n" * start + text + "\n尾")
    node, found = read(source, start, start + len(text))
    spans = [one.span for one in found]
    nodes: list[Node] = [node] if node else []
    while nodes:
        one = nodes.pop()
        spans.append(one.span)
        match one:
            case Mapping():
                nodes += [
                    part for entry in one.entries.values() for part in (entry.key, entry.value)
                ]
            case Sequence():
                nodes += one.items
            case Scalar():
                if len(one.text) == one.span.end - one.span.start and "\n" not in one.span.text:
                    assert one.span.text == one.text or not one.plain
    assert node is not None or found
    for span in spans:
        assert start <= span.start <= span.end <= start + len(text)


def test_a_warning_does_not_hide_that_the_file_cannot_be_read() -> None:
    """A comment without its space is no reason to be silent about the rest."""
    for text in ("a: b #c\nd\n", "# x\ny #z\n"):
        mapping, found = read(Source("x.yaml", text))
        assert mapping is None
        assert any(one.is_error for one in found)
