"""How a masthead's name fits."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.typeset.house_style import Style
from bulletin.typeset.masthead_lines import masthead

STYLE = Style("报头", font="方正小标宋简体", size=42, fit=30, line=45)
PUBLISHED = "“为人民履职、为中原添彩·人大代表在行动”主题活动专辑"


def name(text: str) -> tuple[list[str], float, int]:
    found = masthead(text, STYLE, 442.2)
    return found.lines, found.size, found.scale


def test_a_short_name_is_set_in_the_largest_size() -> None:
    assert name("人大工作简报") == (["人大工作简报"], 42.0, 100)


def test_a_longer_name_is_set_smaller() -> None:
    lines, size, scale = name("某某市人大常委会代表工作简报")
    assert (len(lines), scale) == (1, 100)
    assert 30 <= size < 42


def test_a_still_longer_name_is_narrowed() -> None:
    lines, size, scale = name("河南省人大常委会机关党建工作信息")
    assert (len(lines), size) == (1, 30)
    assert 85 <= scale < 100


def test_before_it_is_narrowed_too_much_it_takes_a_second_line() -> None:
    lines, size, scale = name("某某市人大常委会代表工作委员会情况简报")
    assert lines == ["某某市人大常委会", "代表工作委员会情况简报"]
    assert (size, scale) == (39, 100)


def test_a_quotation_becomes_smaller_before_it_is_parted() -> None:
    lines, size, scale = name(PUBLISHED)
    assert lines == ["“为人民履职、为中原添彩·人大代表在行动”", "主题活动专辑"]
    assert (size, scale) == (24, 86)


def test_a_quotation_that_is_too_wide_is_broken_at_a_mark() -> None:
    lines, size, scale = name(PUBLISHED.replace("行动", "行动之中"))
    assert lines == ["“为人民履职、", "为中原添彩·人大代表在行动之中”", "主题活动专辑"]
    assert (size, scale) == (30, 90)


def test_a_house_style_may_narrow_as_the_published_issue_does() -> None:
    """There the name has 69 % of its width."""
    found = masthead(PUBLISHED, replace(STYLE, narrowest=66), 442.2)
    assert found.lines == ["“为人民履职、为中原添彩·人大代表在行动”", "主题活动专辑"]
    assert (found.size, found.scale) == (30, 69)


def test_an_ordered_line_is_made_smaller_rather_than_narrower() -> None:
    lines, size, scale = name(PUBLISHED.replace("”", "”|"))
    assert lines == ["“为人民履职、为中原添彩·人大代表在行动”", "主题活动专辑"]
    assert (size, scale) == (24, 85)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("简报", "简　报"),
        ("人大简报", "人　大　简　报"),
        ("人大工作简报", "人大工作简报"),
        ("简|报", "简"),
    ],
)
def test_a_short_name_is_spaced_out(text: str, line: str) -> None:
    assert masthead(text, replace(STYLE, spread=4), 442.2).lines[0] == line


def test_the_top_of_a_name_stands_where_that_of_a_large_one_stands() -> None:
    small = masthead("某某市人大常委会代表工作简报", STYLE, 442.2)
    assert masthead("人大工作简报", STYLE, 442.2).raised == 0
    assert small.raised == pytest.approx(0.76 * (42 - small.size))
    two = masthead("某省人大|工作简报", STYLE, 442.2)
    assert (two.size, two.line) == (42, 50.4)
    assert two.raised == pytest.approx(0.8 * (50.4 - 45))


def test_a_name_of_three_lines() -> None:
    text = "某某市人民代表大会常务委员会代表工作委员会深入开展"
    text += "“为人民履职、为中原添彩·人大代表在行动”主题活动情况专报"
    lines, size, _ = name(text)
    assert len(lines) == 3
    assert "".join(lines) == text
    assert 18 <= size <= 30


@settings(max_examples=100, deadline=None)
@given(
    st.text(
        st.sampled_from("人大代表工作简报某市“”|　12a ")
        | st.characters(exclude_characters="\x00\\"),
        max_size=120,
    )
)
def test_any_name_is_set_whole(text: str) -> None:
    lines, size, scale = name(text)
    assert "".join("".join(lines).split()) == "".join(text.replace("|", "").split())
    assert size >= 5
    assert 85 <= scale <= 100


def test_a_name_has_the_lines_that_are_ordered() -> None:
    assert masthead("某省人大|工作简报", STYLE, 442.2).lines == ["某省人大", "工作简报"]
    assert masthead("甲|乙|丙|丁", STYLE, 442.2).lines == ["甲", "乙", "丙", "丁"]


def test_a_bar_with_a_backslash_is_printed() -> None:
    assert masthead("人大|信\\|息", STYLE, 400).lines == ["人大", "信|息"]
