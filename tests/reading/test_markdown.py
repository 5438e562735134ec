"""Markdown as far as a bulletin sets it; what is not set is a finding, never lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.model.content import (
    Block,
    BulletList,
    Enumeration,
    Heading,
    Paragraph,
    Picture,
    Quote,
    Run,
    Runs,
    Table,
    runs_of,
)
from bulletin.reading.markdown import read_body
from bulletin.reading.scripts import MARKS
from bulletin.text.source import Source
from tests.harness.growth import LINEAR, growth
from tests.reading.test_front_matter import places


def read(text: str) -> tuple[tuple[Block, ...], list[str]]:
    blocks, _, found = read_body(Source("x.md", text), 0)
    return blocks, places(found)


def look(runs: Runs) -> str:
    """Runs as a line: *emphasis*, **bold**, [text](link); an asterisk that is text as ∗;
    ^superscript^, ~subscript~.
    """
    written = ""
    for run in runs:
        text = run.text.replace("\n", "⏎").replace("*", "∗")
        text = f"{MARKS[run.script]}{text}{MARKS[run.script]}" if run.script else text
        text = f"*{text}*" if run.emphasis else text
        text = f"**{text}**" if run.bold else text
        written += f"[{text}]({run.link})" if run.link else text
    return written


def shape(block: Block) -> str:
    match block:
        case Heading():
            return f"H{block.level} {look(block.runs)}"
        case Paragraph():
            return f"P {look(block.runs)}"
        case Enumeration():
            return f"L{block.start} " + " / ".join(look(item.runs) for item in block.items)
        case BulletList():
            return "B " + " / ".join("  " * one.level + look(one.runs) for one in block.items)
        case Quote():
            return "Q " + " / ".join(look(one.runs) for one in block.paragraphs)
        case Table():
            rows = " // ".join(" | ".join(look(cell) for cell in row) for row in block.rows)
            return f"T {','.join(block.alignments)}: {rows}"
        case Picture():
            return f"I {block.path} {look(block.caption)}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "## 一级\n### 二级\n#### 三级\n##### 四级\n",
            ["H1 一级", "H2 二级", "H3 三级", "H4 四级"],
        ),
        ("甲，\n乙\n", ["P 甲，乙"]),
        (
            "甲：\n- 乙\n- 丙\n  - **丁**\n    * 戊\n- 己\n",
            ["P 甲：", "B 乙 / 丙 /   **丁** /     戊 / 己"],
        ),
        ("甲，\n乙\n", ["P 甲，乙"]),
        ("one\ntwo\n", ["P one two"]),
        ("甲，\ntwo\n11，\n次\n", ["P 甲，two 11，次"]),
        ("甲  \n乙\\\n丙\n", ["P 甲⏎乙⏎丙"]),
        ("1. 甲\n2. 乙\n", ["L1 甲 / 乙"]),
        ("3. 甲\n1. 乙\n", ["L3 甲 / 乙"]),
        ("1. 甲\n\n2. 乙\n", ["L1 甲 / 乙"]),
        ("1. 甲，\n乙\n", ["L1 甲，乙"]),
        ("**黑**和“*楷*”和***都***", ["P **黑**和“*楷*”和***都***"]),
        (
            "[网](https://a.b)和<https://c.d>和<a@b.c>",
            ["P [网](https://a.b)和[https://c.d](https://c.d)和[a@b.c](mailto:a@b.c)"],
        ),
        ("> 甲，\n> 乙\n>\n> 丙\n", ["Q 甲，乙 / 丙"]),
        (
            "| 甲 | 乙 | 丙 |\n|---|:-:|--:|\n| 1 | **二** |\n",
            ["T ,center,right: 甲 | 乙 | 丙 // 1 | **二** | "],
        ),
        ("| 甲\\|乙 |\n|---|\n| x |\n", ["T : 甲|乙 // x"]),
        ("![会场](图/照片%201.png)", ["I 图/照片%201.png 会场"]),
        ("A \\& B \\< 5\\*6\n", ["P A & B < 5∗6"]),
        ("约10~15人，3~5次\n", ["P 约10~15人，3~5次"]),
        ("<!-- bulletin: ignore PU001 原因 -->\n\n甲\n", ["P 甲"]),
        ("1. 甲\n   <!-- bulletin: ignore PU001 原因 -->\n2. 乙\n", ["L1 甲 / 乙"]),
        ("one\n**two**，\n次\n", ["P one **two**，次"]),
    ],
)
def test_what_is_set(text: str, expected: list[str]) -> None:
    for end in ("\n", "\r\n"):
        blocks, found = read(text.replace("\n", end))
        assert [shape(block) for block in blocks] == expected
        assert found == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# 大\n", ["MD001 1:1"]),
        ("甲\n\n###### 小\n", ["MD001 3:1"]),
        ("标题\n---\n", ["MD008 1:1"]),
        ("标题\n===\n", ["MD008 1:1"]),
        ("##标题\n", ["MD020 1:1"]),
        ("甲\n##标题\n", ["MD020 2:1"]),
        ("＃＃ 标题\n", ["MD020 1:1"]),
        ("##\u3000标题\n", ["MD020 1:1"]),
        ("##\n", ["MD012 1:1"]),
        ("<div>甲</div>\n", ["MD002 1:1"]),
        ("甲<b>乙</b>\n", ["MD002 1:2", "MD002 1:6"]),
        ("<!-- 待核 -->\n", ["MD017 1:1"]),
        ("<!-- 待核 -->还有字\n", ["MD002 1:1"]),
        ("甲<!-- 待核 -->乙\n", ["MD017 1:2"]),
        ("    甲\n", ["MD003 1:5"]),
        ("```\n甲\n```\n", ["MD003 1:1"]),
        ("甲`乙`\n", ["MD003 1:2"]),
        ("- [ ] 甲\n", ["MD004 1:3"]),
        ("1. [x] 甲\n", ["MD004 1:4"]),
        ("甲[^1]\n\n[^1]: 注\n", []),
        ("- 甲\n  1. 乙\n", ["MD007 2:3"]),
        ("1. 甲\n   - 乙\n", ["MD007 2:4"]),
        ("- 甲\n  - 乙\n    - 丙\n      - 丁\n", ["MD007 4:7"]),
        ("- 甲\n-\n", ["MD012 2:1"]),
        ("1. 甲\n   - 乙\n", ["MD007 2:4"]),
        ("1. 甲\n\n   乙\n", ["MD007 3:4"]),
        ("1. 甲\n2.\n", ["MD012 2:1"]),
        ("甲\n\n---\n\n乙\n", ["MD009 3:1"]),
        ("> ## 甲\n", ["MD010 1:3"]),
        ("甲![图](a.png)\n", ["MD018 1:2"]),
        ("![图](https://a.b/c.png)\n", ["MD011 1:1"]),
        ("![图](/etc/passwd)\n", ["MD011 1:1"]),
        ("![图](C:\\a.png)\n", ["MD011 1:1"]),
        ('![图](a.png "题")\n', ["MD011 1:1"]),
        ("[网](www.a.b)\n", ["MD013 1:1"]),
        ("[网](javascript:x)\n", ["MD013 1:1"]),
        ('[网](https://a.b "题")\n', ["MD013 1:1"]),
        ("[](https://a.b)\n", ["MD013 1:1"]),
        ("[备注]: 这是正文\n", ["MD013 1:1"]),
        ("**“四个突出后面\n", ["MD014 1:1"]),
        ("A &amp; B\n", ["MD025 1:3"]),
        ("\u3000\u3000甲\n", ["MD015 1:1"]),
        ("甲。\n\u3000\u3000乙。\n", ["MD015 2:1"]),
        ("| 甲 |\n|---|\n| 1 | 2 |\n", ["MD016 3:5"]),
        ("|甲" * 64 + "\n" + "|-" * 64 + "\n|乙\n", ["MD019 2:1"]),
        ("#######七\n", ["MD001 1:1"]),
        ("甲\r##标题\r", ["MD020 2:1"]),
        ("abcdefgh ij\nb **“甲” ** 乙\n", ["MD014 2:3", "MD014 2:9"]),
        ("甲。\u3000\u3000\n", ["MD015 1:3"]),
        ("甲。  \n\n乙\n", []),
        ("[甲]: 乙\n[甲]: 丙\n", ["MD013 1:1", "MD013 2:1"]),
        ("> [甲]: 乙\n> [甲]: 丙\n", ["MD013 1:3", "MD013 2:3"]),
        ("<!-- bulletin: x -->甲<!-- 乙 -->\n", ["MD002 1:1"]),
        ("<!-- bulletin: x --><!-- 待核 -->\n", ["MD017 1:21"]),
        ("1. 甲\n   <!-- 待核 -->\n", ["MD017 2:4"]),
        ("> <!-- 待核 -->\n", ["MD017 1:3"]),
        ("    甲\n\r```乙\n", ["MD003 1:5", "MD003 3:1"]),
    ],
)
def test_what_is_not_set_is_said(text: str, expected: list[str]) -> None:
    _, found = read(text)
    assert found == expected


MARKED = st.text(
    alphabet=st.sampled_from(list("#*_`[]()!<>|-1.~:^\\& \n\u3000甲乙丙，“”ab")), max_size=80
)


@settings(max_examples=500, deadline=None)
@given(MARKED)
def test_every_chinese_character_arrives_in_order_or_is_in_a_finding(text: str) -> None:
    source = Source("x.md", text)
    blocks, _, found = read_body(source, 0)
    runs: list[Run] = [run for block in blocks for run in runs_of(block)]
    arrived: set[int] = set()
    last = 0
    for run in runs:
        assert run.span.start >= last, "out of order or twice"
        last = run.span.end
        if len(run.text) == run.span.end - run.span.start:
            # a line join keeps the place of its line end
            assert run.text in (run.span.text.replace("\n", " "), "\n")
        arrived.update(range(run.span.start, run.span.end))
    said = {place for one in found for place in range(one.span.start, one.span.end)}
    for place, char in enumerate(text):
        if char in "甲乙丙，“”":
            assert place in arrived or place in said, (place, char)


# Pieces of Markdown: put together at random they get to places that letters never reach.
PIECES = (
    *"甲乙，“”。*_[]()`#~^$:+ ", "**", "](http://a.b)", "](p.png)", "![", "```\n", "\n", "\n\n", "\n> ",
    "\n- ", "\n1. ", "\n2) ", "    ", "\t", "\n## ", "\n##标", "\n###### ", "\n---\n", "===", "| ",
    "|-|-|\n", "| 甲 | 乙 |\n", "| 甲 | 乙 | 丙 |\n", "<!--", "-->", "<!-- bulletin: x -->", "<b>",
    "\n<div>\n", "&amp;", "&#20013;", "&nbsp;", "\\", "\\*", "\\\n", "  \n", "[^1]", "\n[^1]: ",
    "\n[甲]: 乙\n", "\n[甲]: 乙 '丙'\n", "[甲]", "- [ ] ", "<http://q.r>", "\u3000", "\xa0", "\r\n", "\r",
    "![图](a.png)", "[字](http://x.y)", "[字](http://x.y '题')", "![图](a.png '题')", "\x0b", "\u2028",
    "<?php ?>", "<![CDATA[甲]]>", "<script>", "＃",
)  # fmt: skip


@settings(max_examples=1000, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_whatever_is_no_mark_of_markdown_arrives_or_is_in_a_finding(text: str) -> None:
    blocks, _, found = read_body(Source("x.md", text), 0)
    covered = {place for one in found for place in range(one.span.start, one.span.end)}
    last = 0
    for run in (run for block in blocks for run in runs_of(block)):
        assert run.text or run.footnote
        assert run.span.start >= last, "out of order or twice"
        last = run.span.end
        covered.update(range(run.span.start, run.span.end))
        for part in run.footnote.runs if run.footnote else ():
            covered.update(range(part.span.start, part.span.end))
    for place, char in enumerate(text):
        if not char.isascii() and char.strip():
            assert place in covered, (place, char)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    *_, found = read_body(Source("x.md", text), 0)
    for one in found:
        assert 0 <= one.span.start <= one.span.end <= len(text)


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "会议审议了报告。" * 50_000,
        "## 标题\n\n" * 10_000,
        "1. 一项。\n" * 10_000,
        "“" * 100_000,
        "甲\n乙\n" * 20_000,
        "**甲**" * 20_000,
        "&amp;" * 20_000,
        "| 甲 |\n|---|\n" + "| 乙 |\n" * 20_000,
        "ab\n" * 20_000,
        "&nbsp;" * 20_000,
        "甲" + "&nbsp;" * 20_000,
        "[甲]: 乙\n" * 20_000,
        "[甲" * 20_000,
        "<!-- a -->" * 10_000,
    ],
    ids=lambda text: repr(text[:8]),
)
def test_time_grows_with_the_text_and_not_with_its_square(text: str) -> None:
    assert growth(lambda size: read_body(Source("x.md", text[:size]), 0), len(text)) < LINEAR


def test_a_wide_table_does_not_fill_the_memory() -> None:
    text = "|甲" * 20_000 + "\n" + "|-" * 20_000 + "\n" + "|乙\n" * 20_000
    assert read(text)[1] == ["MD019 2:1"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "text", [">" * 3000 + "甲", "*" * 20_000, "[" * 100_000, "1. " * 2000, "- " * 2000]
)
def test_deep_nesting_does_not_run_out_of_stack(text: str) -> None:
    read_body(Source("x.md", text), 0)
