"""How a masthead's name fits."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.typeset.house_style import Style
from bulletin.typeset.masthead_lines import masthead

STYLE = Style("报头", font="方正小标宋简体", size=42, fit=30)


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
    lines, size, scale = name("某某市人大常委会代表工作委员会情况简报")
    assert (len(lines), size) == (1, 30)
    assert 66 <= scale < 100


def test_a_name_of_two_lines() -> None:
    text = "“为人民履职、为中原添彩·人大代表在行动”主题活动专辑"
    lines, size, _ = name(text)
    assert lines == ["“为人民履职、为中原添彩·人大代表在行动”", "主题活动专辑"]
    assert size == 30


def test_a_name_of_three_lines() -> None:
    text = "某某市人民代表大会常务委员会代表工作委员会深入开展"
    text += "“为人民履职、为中原添彩·人大代表在行动”主题活动情况专报"
    lines, size, _ = name(text)
    assert len(lines) == 3
    assert "".join(lines) == text
    assert 20 <= size <= 30


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
    assert 66 <= scale <= 100


def test_a_name_has_the_lines_that_are_ordered() -> None:
    assert masthead("某省人大|工作简报", STYLE, 442.2).lines == ["某省人大", "工作简报"]
    assert masthead("甲|乙|丙|丁", STYLE, 442.2).lines == ["甲", "乙", "丙", "丁"]


def test_a_bar_with_a_backslash_is_printed() -> None:
    assert masthead("人大|信\\|息", STYLE, 400).lines == ["人大", "信|息"]
