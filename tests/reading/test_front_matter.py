"""Every slip in YAML is a finding with its place; all of a file are shown together."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.findings.diagnostics import Diagnostic
from bulletin.model.content import Run
from bulletin.reading.contribution import read_contribution
from bulletin.reading.decode import decode
from bulletin.reading.settings import read_issue, read_series
from bulletin.text.source import Source
from tests.conftest import CONTRIBUTION, SERIES

HEAD = "---\ntitle: 甲\nsource: 乙\n---\n\n正文。\n"


def places(found: list[Diagnostic]) -> list[str]:
    """``CODE line:column`` of each finding."""
    written = []
    for one in found:
        line, column = one.span.source.position(one.span.start)
        written.append(f"{one.code} {line}:{column}")
    return sorted(written)


def mended(text: str, found: list[Diagnostic]) -> str:
    edits = [edit for one in found if one.fix for edit in one.fix.edits]
    for edit in sorted(edits, key=lambda edit: -edit.span.start):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HEAD, []),
        (HEAD.replace("title: ", "title："), ["YA005 2:6"]),
        (HEAD.replace("甲", "甲 #1"), ["YA016 2:10"]),
        (HEAD.replace("甲", '"甲 #1"'), []),
        (HEAD.replace("甲", "甲 # 说明"), ["YA024 2:10"]),
        (HEAD.replace("title: ", "title:"), ["YA015 2:6"]),
        (HEAD.replace("title: ", "title:\u3000"), ["YA006 2:6"]),
        (HEAD.replace("title: ", "\u3000title: "), ["YA006 2:1"]),
        (HEAD.replace("title: ", "\ttitle: "), ["YA004 2:1"]),
        (HEAD.replace("title: ", "标题: "), ["YA008 2:1", "YA009 2:1"]),
        (HEAD.replace("title: ", "titel: "), ["YA008 2:1", "YA009 2:1"]),
        (HEAD.replace("title: 甲", "title:"), ["YA009 2:1"]),
        (HEAD.replace("title: 甲\n", "title: 甲\ntitle: 丙\n"), ["YA007 3:1"]),
        (HEAD.replace("甲", "[甲, 丙]"), ["YA010 2:8"]),
        (HEAD.replace("甲", "*甲"), ["YA011 2:8"]),
        (HEAD.replace("甲", "&a 甲"), ["YA011 2:8"]),
        (HEAD.replace("甲", "!甲 乙"), ["YA012 2:8"]),
        (HEAD.replace("甲", "温县: 代表"), ["YA003 2:10"]),
        (HEAD.replace("甲", "[甲"), ["YA003 2:8"]),
        (HEAD.replace("甲", '"甲'), ["YA003 2:8"]),
        (HEAD.replace("甲", "%甲"), ["YA003 2:8"]),
        (HEAD.replace("甲", "@甲"), ["YA003 2:8"]),
        (HEAD.replace("甲", "甲\nheadings: runin"), ["YA014 3:11"]),
        ("正文。\n", ["YA001 1:1"]),
        ("\n\n" + HEAD, ["YA001 3:1"]),
        (HEAD.replace("---\nt", "———\nt"), ["YA001 1:1"]),
        (HEAD.replace("乙\n---", "乙\n－－－"), ["YA002 4:1"]),
        ("---\ntitle: 甲\n\n正文\n", ["YA002 1:1", "YA009 2:1"]),
        ("---\n- 甲\n---\n\n正文。\n", ["YA003 2:1"]),
        ("---\ntitle: 甲\nsource: 乙\n---\n", ["MD021 2:8"]),
        # the --- are not there, or not as they should be; what stands there is read all the same
        ("title: 甲\nsource: 乙\n---\n\n正文。\n", ["YA001 1:1"]),
        ("---title: 甲\nsource: 乙\n---\n\n正文。\n", ["YA001 1:1"]),
        ("----\ntitle: 甲\nsource: 乙\n----\n\n# 大\n", ["MD001 6:1", "YA001 1:1", "YA002 4:1"]),
        ("---\ntitle: 甲\nsource: 乙\n...\n\n正文。\n", ["YA002 4:1"]),
        ("---\ntitle: 甲\nsource: 乙\n\n正文：甲。\n\n---\n\n乙。\n", ["MD009 7:1", "YA002 1:1"]),
        (
            "---\ntitle: 甲\nsource：乙\n---\n\n# 大\n##小\n",
            ["MD001 6:1", "MD020 7:1", "YA005 3:7"],
        ),
        ("没有题头。\n\n# 大\n", ["MD001 3:1", "YA001 1:1"]),
        (
            "---\nnames: {a: b}\nheadings: x\n---\n\n甲\n",
            ["YA009 2:1", "YA009 2:1", "YA010 2:8", "YA014 3:11"],
        ),
        ("---\n---\n\n正文。\n", ["YA003 2:1"]),
        # all of a file together: a key, a value, the body
        (
            "---\ntitle: 甲\nsuorce: 乙\nheadings: x\n---\n\n# 大\n",
            ["MD001 7:1", "YA008 3:1", "YA009 2:1", "YA014 4:11"],
        ),
    ],
)
def test_slips_in_a_contribution(text: str, expected: list[str]) -> None:
    for end in ("\n", "\r\n", "\r"):
        _, found = read_contribution(Source("x.md", text.replace("\n", end)))
        codes = [place.split(":")[0] for place in places(found)]
        assert sorted(codes) == [place.split(":")[0] for place in expected], (end, found)
    _, found = read_contribution(Source("x.md", text))
    exact = [place for place in expected if not place.startswith(("YA003", "YA009"))]
    assert [place for place in places(found) if place[:5] not in ("YA003", "YA009")] == exact
    assert all(one.message and one.hint for one in found)


@pytest.mark.parametrize(
    "text",
    [
        HEAD.replace("title: ", "title："),
        HEAD.replace("title: ", "title:"),
        HEAD.replace("title: ", "title:\u3000"),
        HEAD.replace("---\nt", "———\nt"),
        HEAD.replace("乙\n---", "乙\n－－－"),
        "\n\n" + HEAD,
        "---\ntitle: 甲\nsource: 乙\n---\n\n##标题\n\n正文。\n",
        "---\ntitle: 甲\nsource: 乙\n---\n\n＃＃\u3000标题\n\n正文。\n",
        "---\ntitle: 甲\nsource: 乙\n---\n\n\u3000\u3000正文。\n",
    ],
)
def test_safe_fixes_mend_what_they_name(text: str) -> None:
    _, found = read_contribution(Source("x.md", text))
    assert found
    assert all(one.fix is not None and one.fix.safe for one in found)
    _, after = read_contribution(Source("x.md", mended(text, found)))
    assert after == []


def test_an_unknown_key_names_the_nearest() -> None:
    for typed, meant in (
        ("titel", "title"),
        ("标题", "title"),
        ("作者", "author"),
        ("Source", "source"),
    ):
        _, found = read_contribution(
            Source("x.md", HEAD.replace("---\nt", f"---\n{typed}: 丁\nt", 1))
        )
        assert f"“{meant}”" in found[0].hint


def test_values_that_yaml_would_twist_stay_as_typed() -> None:
    text = (
        "---\ntitle: 2024\nsource: yes\nauthor: 'it''s'\nnote: |\n  第一段：甲。\n  title：乙\n"
        'contents: "甲: 乙"\nnames: [一, "二、三"]\n---\n\n正文。\n'
    )
    read, found = read_contribution(Source("x.md", text))
    assert found == []
    assert read is not None
    assert (read.title.text, read.source.text if read.source else "") == ("2024", "yes")
    assert read.author is not None
    assert read.author.text == "it's"
    assert read.note is not None
    assert read.note.text == "第一段：甲。\ntitle：乙"
    assert [name.text for name in read.names] == ["一", "二、三"]
    assert read.contents is not None
    assert read.contents.span.text == "甲: 乙"
    assert read.title.span.text == "2024"


@pytest.mark.parametrize(
    ("data", "code", "line", "named"),
    [
        ("题\n目".encode("gb18030"), "FI001", 1, "GB18030"),
        ("title\n目".encode("utf-16"), "FI001", 1, "UTF-16"),
        ("标题 abc\nabc\n".encode("utf-16-le"), "FI001", 1, "UTF-16"),
        (b"abc\n\xff\xfe\xfa\x81", "FI001", 2, "第 2 行"),
        (b"", "FI002", 1, "空"),
        (b"\xef\xbb\xbf \n\n", "FI002", 1, "空"),
        ("甲\n乙\x00丙".encode(), "FI003", 2, "U+0000"),
        ("甲\x0b".encode(), "FI003", 1, "U+000B"),
    ],
)
def test_files_that_are_no_text(data: bytes, code: str, line: int, named: str) -> None:
    source, found = decode("x.md", data)
    assert [one.code for one in found] == [code]
    assert source.position(found[0].span.start)[0] == line
    assert named in found[0].message


def test_a_byte_order_mark_shifts_no_column() -> None:
    source, found = decode("x.md", b"\xef\xbb\xbf" + HEAD.replace("title", "titel").encode())
    assert found == []
    _, found = read_contribution(source)
    assert "YA008 2:1" in places(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("number: 1\n", []),
        ("number: 0\n", ["YA010"]),
        ("number: 四十三\n", ["YA010"]),
        ("number: 1\ndate: 2024-13-01\n", ["YA013"]),
        ("number: 1\ndate: 2024-02-30\n", ["YA013"]),
        ("number: 1\ndate: 明天\n", ["YA013"]),
        ("number: 1\ndate: 2024年2月29日\n", []),
        ("date: 2024-02-01\n", ["YA009"]),
        ("number: 1\narticles: {a: b}\n", ["YA010"]),
        ("number: 1\narticles:\n  - a.md\n  - {b: c}\n", ["YA010"]),
        ("number: 1\nheadings: 独占\n", ["YA014"]),
        ("number: 1\nserial: 第{nn}期\n", ["YA014"]),
        ("number: 1\nserial: 总第{total}期\n", ["YA009"]),
        ("number: 1\nserial: 总第{total}期\ntotal-before: 100\n", []),
        ("number: 1\nrouting: 省人大\n", ["YA010"]),
        ("number: 1\nrouting:\n  送:\n    - {to: 甲, copies: 零}\n", ["YA010"]),
        ("number: 1\nrouting:\n  送:\n    - {copies: 3}\n", ["YA009"]),
        ("number: 1\nrouting:\n  送：\n    - 甲\n", ["YA005"]),
        ("number: 1\ncontents-page: 也许\n", ["YA014"]),
        ("number: 1\ncontents-page: 否\n", []),
        ("number: 1\n期号: 2\n", ["YA008"]),
    ],
)
def test_slips_in_issue_yaml(text: str, expected: list[str]) -> None:
    series, found = read_series(Source("bulletin.yaml", SERIES))
    assert found == []
    assert series is not None
    _, found = read_issue(Source("issue.yaml", text), series)
    assert [one.code for one in found] == expected


def test_an_issue_overrides_its_series_and_does_not_repeat_its_faults() -> None:
    series, found = read_series(
        Source("bulletin.yaml", SERIES + "headings: x\nserial: （{hanzi}）\n")
    )
    assert [one.code for one in found] == ["YA014"]
    assert series is not None
    issue, found = read_issue(
        Source("issue.yaml", "number: 1\nname: 增刊\nenumeration: display\n"), series
    )
    assert found == []
    assert issue is not None
    assert (issue.series.name.text, issue.series.enumeration) == ("增刊", "display")
    assert issue.series.serial.text == "（{hanzi}）"
    assert [line.label.text for line in issue.series.routing] == ["送", "发"]


SLIPS = st.text(
    alphabet=st.sampled_from(list("ab: ：\u3000\t\n-[]{}'\"&*!|>#%@`，甲0")), max_size=60
)


@settings(max_examples=300, deadline=None)
@given(SLIPS)
def test_any_text_as_yaml(text: str) -> None:
    series, _ = read_series(Source("b.yaml", SERIES))
    assert series is not None
    for prefix in ("", "number: 1\n", "routing:\n"):
        source = Source("i.yaml", prefix + text)
        for _, found in (read_series(source), read_issue(source, series)):
            for one in found:
                assert 0 <= one.span.start <= one.span.end <= len(one.span.source.text)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(CONTRIBUTION)), SLIPS)
def test_any_text_in_a_contribution(place: int, text: str) -> None:
    source = Source("x.md", CONTRIBUTION[:place] + text + CONTRIBUTION[place:])
    read, found = read_contribution(source)
    assert read is not None or any(one.is_error for one in found)
    for run in (read.title, read.source, read.author) if read else ():
        if isinstance(run, Run) and len(run.text) == run.span.end - run.span.start:
            assert run.span.text == run.text


def test_deep_nesting_and_length_are_no_trouble() -> None:
    for text in ("[" * 5000, "{a: " * 3000, "- " * 5000, "a: " + "x" * 1_000_000, "? " * 3000):
        read_series(Source("b.yaml", text))
