"""Pictures as editors write them: read whatever their file is called, or named as pictures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.findings.diagnostics import Diagnostic
from bulletin.model.content import Block, Picture
from bulletin.reading.image_syntax import readable
from bulletin.reading.markdown import read_body
from bulletin.text.source import Source
from tests.reading.test_front_matter import mended


def read(text: str) -> tuple[tuple[Block, ...], list[Diagnostic]]:
    blocks, _, found = read_body(Source("a.md", text), 0)
    return blocks, found


NAMES = [
    "会场 照片(1).jpg", "会场 照片.jpg", "照片 (1).JPG", "照片（1）.jpg", "照片(1).jpg", "a).jpg", "(a.jpg",
    "微信图片_20240501 083000 (2).png", "IMG 0001.jpeg", "图 1：会场.png", "甲，乙.gif", "甲 “乙”.tif",
    "二稿/会场 照片.bmp", "../图片/会场 照片.jpg", "a*b c*d.jpg", "a_b c_d.jpg", "50% 进度.png", "甲 & 乙.jpg",
    "甲 .jpg", "1.jpg (2).jpg",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("end", ["\n", "\r\n", "", "  \n\n正文。\n"])
def test_a_picture_alone_is_read_whatever_it_is_called(name: str, end: str) -> None:
    blocks, found = read(f"![图题]({name}){end}")
    assert found == []
    assert isinstance(blocks[0], Picture)
    assert blocks[0].path == name
    assert "".join(run.text for run in blocks[0].caption) == "图题"


@given(st.text("甲乙丙（）() 12ab_*~^#+-=.，。、“”", min_size=1, max_size=14))
def test_any_name_is_read(name: str) -> None:
    """But for spaces at its ends, and what looks as if another picture began."""
    name = name.strip(" ") + ".jpg"
    if "](" in name:
        return
    blocks, found = read(f"![图题]({name})\n")
    assert [type(one) for one in blocks] == [Picture]
    assert isinstance(blocks[0], Picture)
    assert (blocks[0].path, found) == (name, [])


def test_a_caption_keeps_its_marks() -> None:
    [picture] = read("![共**三**张](会场 照片.jpg)\n")[0]
    assert isinstance(picture, Picture)
    assert [(run.text, run.bold, run.span.text) for run in picture.caption] == [
        ("共", False, "共"), ("三", True, "三"), ("张", False, "张"),
    ]  # fmt: skip


def test_words_behind_the_name_are_said_to_be_lost() -> None:
    [one] = read('![图题](会场 照片.jpg "在会场")\n')[1]
    assert (one.code, "引号" in one.message) == ("MD011", True)


def test_a_picture_in_html_is_told_how_to_be_written() -> None:
    [one] = read('<img src="照片.jpg">\n')[1]
    assert (one.code, "![图题](照片.jpg)" in one.hint) == ("MD002", True)


ALMOST = {
    "！[图题](a.jpg)": "![图题](a.jpg)",
    "！[图题](会场 1.jpg)": "![图题](会场 1.jpg)",
    "！[图题]（a.jpg）": "![图题](a.jpg)",
    "![图题]（a.jpg）": "![图题](a.jpg)",
    "!【图题】（会场.png）": "![图题](会场.png)",
    "！［图题］（会场.png）": "![图题](会场.png)",
    "! [图题](a.jpg)": "![图题](a.jpg)",
    "![图题] (a.jpg)": "![图题](a.jpg)",
    "![图题]　（a b.jpg）": "![图题](a b.jpg)",
    "![图题](a.jpg": "![图题](a.jpg)",
    "![图题](会场 (1).jpg": "![图题](会场 (1).jpg)",
    "![图题](a.jpg）": "![图题](a.jpg)",
    "![[会场 1.jpg]]": "![](会场 1.jpg)",
    "![[a.png|图题]]": "![图题](a.png)",
    "![图题](a.heic）": "![图题](a.heic)",
}


@pytest.mark.parametrize("text", ALMOST)
def test_what_is_nearly_a_picture_is_mended(text: str) -> None:
    """One finding, and it speaks of a picture: not of a link, not of an asterisk."""
    whole = f"导语。\n\n{text}\n\n正文。\n"
    [one] = read(whole)[1]
    assert (one.code, one.span.text) == ("MD040", text)
    assert one.fix is not None
    assert one.fix.safe
    after = mended(whole, [one])
    assert after == f"导语。\n\n{ALMOST[text]}\n\n正文。\n"
    blocks, found = read(after)
    assert found == []
    assert isinstance(blocks[1], Picture)


@pytest.mark.parametrize("text", ["[图题](a.jpg)", "[图题](会场 1.jpg)"])
def test_without_its_mark_it_may_be_a_link(text: str) -> None:
    [one] = read(f"{text}\n")[1]
    assert one.code == "MD040"
    assert one.fix is not None
    assert not one.fix.safe


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("文字![图](a b.jpg)文字。\n", ["MD018"]),
        ("![图](a b.jpg)\n![图](c d.jpg)\n", ["MD018", "MD018"]),
        ("![图](a.jpg)\n![图](c d.jpg)\n", ["MD018", "MD018"]),
        ("1. ![图](a b.jpg)\n", ["MD018"]),
        ("## ![图](a b.jpg)\n", ["MD018"]),
        ("| 甲 |\n|--|\n| ![图](a b.jpg) |\n", ["MD018"]),
        ("文字！[图](a.jpg)文字。\n", ["MD040"]),
    ],
)
def test_in_a_text_it_is_to_stand_alone(text: str, codes: list[str]) -> None:
    found = read(text)[1]
    assert [one.code for one in found] == codes
    alone = text.startswith("![") and text.count("\n") == text.count("![")
    assert {bool(one.fix and one.fix.safe) for one in found} == {alone}


def test_a_picture_in_a_line_of_its_own_only_lacks_empty_lines() -> None:
    text = "甲。\n![图](a b.jpg)\n![图](c.jpg)\n乙。\n"
    after = mended(text, read(text)[1])
    blocks, found = read(after)
    assert found == []
    assert [type(one).__name__ for one in blocks] == [
        "Paragraph",
        "Picture",
        "Picture",
        "Paragraph",
    ]
    assert after.replace("\n", "") == text.replace("\n", "")


@pytest.mark.parametrize(
    "text",
    [
        "见附件【现场】（照片.jpg）。\n", "照片存为 a.jpg。\n", "\\![图](a b.jpg)\n", "!\\[图](a b.jpg)\n",
        "[附件](https://a.cn/a.pdf)\n", "好！［附件］见后。\n", "[甲](https://a.cn/乙.jpg)好。\n",
    ],
)  # fmt: skip
def test_what_is_no_picture(text: str) -> None:
    blocks, found = read(text)
    assert "MD040" not in [one.code for one in found]
    assert not any(isinstance(one, Picture) for one in blocks)


@pytest.mark.parametrize(
    "text", ["<!-- ![图](a b.jpg) -->\n\n甲。\n", "甲<!-- ！[图](a.jpg) -->乙。\n"]
)
def test_what_is_set_aside_is_not_looked_at(text: str) -> None:
    assert [one.code for one in read(text)[1]] == ["MD017"]


def test_a_text_that_begins_with_nearly_a_picture() -> None:
    """The first place of all is one like any other."""
    assert [one.code for one in read("！[图题](a.jpg)\n\n![图](b.jpg)\n")[1]] == ["MD040"]
    assert [one.code for one in read("`![图](a b.jpg)`\n\n![图](c d.jpg)\n")[1]] == ["MD003"]


@given(st.text("![]()` <>ab\n甲.jpg\\*|", max_size=40))
def test_no_character_is_exchanged_for_another(text: str) -> None:
    """What the parser is given in place of a hard name is never seen again."""
    for event in readable(text, 0):
        if event.edge == "" and event.name == "Text":
            assert "_" not in str(event.payload)
