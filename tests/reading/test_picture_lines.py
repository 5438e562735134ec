"""Pictures side by side in one line, and the keys behind each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.findings.diagnostics import Diagnostic
from bulletin.model.content import Paragraph, Picture, PictureWidth
from bulletin.reading.markdown import read_body
from bulletin.reading.picture_lines import width_of
from bulletin.text.source import Source


def pictures(text: str) -> tuple[list[Picture], list[Diagnostic]]:
    """The pictures of a text that is nothing else."""
    blocks, _, found = read_body(Source("a.md", text), 0)
    assert all(isinstance(block, Picture) for block in blocks), blocks
    return [block for block in blocks if isinstance(block, Picture)], found


def said(picture: Picture) -> str:
    return picture.description.text if picture.description else ""


def test_pictures_of_one_line_stand_side_by_side() -> None:
    line, found = pictures("![甲](a.jpg) ![](b.jpg)　![丙](会场 照片.jpg)\n\n![丁](d.jpg)\n")
    assert not found
    assert [(one.path, one.beside) for one in line] == [
        ("a.jpg", False), ("b.jpg", True), ("会场 照片.jpg", True), ("d.jpg", False),
    ]  # fmt: skip
    assert [one.span.text for one in line[:2]] == ["![甲](a.jpg)", "![](b.jpg)"]


@pytest.mark.parametrize(
    ("keys", "width", "words"),
    [
        ("{宽=60%}", PictureWidth(60, "%"), ""),
        (" { 宽 = 60% }", PictureWidth(60, "%"), ""),
        ("｛宽＝６０％｝".replace("６０", "60"), PictureWidth(60, "%"), ""),
        ("{宽=8厘米 说明=会场全景}", PictureWidth(80, "毫米"), "会场全景"),
        ("{宽=8.5cm，说明=会场 全景，有会标}", PictureWidth(85, "毫米"), "会场 全景，有会标"),
        ('{说明="会场全景" 宽=85毫米}', PictureWidth(85, "毫米"), "会场全景"),
        ("{说明=“四个一”活动}", None, "“四个一”活动"),
        ("{说明=一*二*三_四_ <五> [六](七) 8*9}", None, "一*二*三_四_ <五> [六](七) 8*9"),
        ("{}", None, ""),
        ("", None, ""),
    ],
)
def test_keys(keys: str, width: PictureWidth | None, words: str) -> None:
    text = f"![*图*题](a.jpg){keys}"
    [one], found = pictures(f"{text}\n")
    assert (one.width, said(one), found) == (width, words, [])
    assert one.span.text == text
    if one.description:
        assert one.description.span.text == words


@pytest.mark.parametrize(
    "keys",
    [
        "宽=大",
        "宽=0%",
        "宽=101%",
        "宽=60",
        "宽=5米",
        "高=5厘米",
        "这是正文",
        "宽=60% 高=5厘米",
        "宽=",
    ],
)
def test_nonsense_is_a_finding_where_it_stands(keys: str) -> None:
    [picture], [one] = pictures(f"![图题](a.jpg){{{keys}}}\n")
    assert (one.code, one.span.text) == ("MD050", keys)
    assert "宽=60%" in one.hint
    assert picture.width is None


@pytest.mark.parametrize(
    "text",
    [
        "![甲](a.jpg){宽=60%} 正文", "正文 ![甲](a.jpg){宽=60%}", "![甲](a.jpg){宽=60%",
        "![甲](a.jpg)\n![乙](b.jpg)",
        f"![甲](a.jpg){{说明={' ' * 500}甲}}",
        "![甲](a.jpg){宽=60%}\n{宽=60%}",
    ],
)  # fmt: skip
def test_with_a_text_beside_it_it_is_to_stand_alone(text: str) -> None:
    blocks, _, found = read_body(Source("a.md", text), 0)
    assert all(isinstance(block, Paragraph) for block in blocks)
    assert {one.code for one in found} == {"MD018"}


def test_four_in_a_line_are_said_to_be_small() -> None:
    line, [one] = pictures("![](a.jpg) " * 4)
    assert len(line) == 4
    assert (one.code, "4 张" in one.message) == ("MD051", True)


@given(st.text("0123456789.%厘米毫cm 大", max_size=8))
def test_a_width_is_within_the_page_or_none(text: str) -> None:
    width = width_of(text)
    assert width is None or 1 <= width.figure <= (100 if width.unit == "%" else 400)


def test_a_mark_in_a_description_is_typed_with_a_backslash() -> None:
    text = r"![](a.png){说明=甲\`乙\[丙\\丁} ![](b.png){说明=戊\`己\](庚)}"
    blocks, _, found = read_body(Source("x.md", text + "\n"), 0)
    assert not [one for one in found if one.code == "MD018"]
    said = [one.description.text for one in blocks if isinstance(one, Picture) and one.description]
    assert said == [r"甲`乙[丙\丁", "戊`己](庚)"]
