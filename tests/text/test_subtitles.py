"""Where a subtitle begins."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.text.subtitles import title_and_subtitle, with_dash, without_dash


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("温县：代表动起来", ("温县：代表动起来", "")),
        ("让民意直通“最后一公里”——调查", ("让民意直通“最后一公里”", "——调查")),
        ("甲|——乙", ("甲", "——乙")),
        ("甲　|　——乙", ("甲", "——乙")),
        ("甲——乙——丙", ("甲", "——乙——丙")),
        ("“甲——乙”论坛", ("“甲——乙”论坛", "")),
        ("学习《甲——乙》——丙", ("学习《甲——乙》", "——丙")),
        ("”甲——乙", ("”甲", "——乙")),
        ("——甲", ("——甲", "")),
        ("甲——", ("甲——", "")),
        ("甲—乙", ("甲—乙", "")),
    ],
)
def test_a_subtitle_begins_at_its_dash(text: str, parts: tuple[str, str]) -> None:
    assert title_and_subtitle(text) == parts


@given(st.text("甲乙“”《》（）—|　 ", max_size=20))
def test_only_bars_and_space_are_in_neither(text: str) -> None:
    title, subtitle = title_and_subtitle(text)
    assert text.startswith(title)
    assert text.endswith(subtitle)
    assert not text[len(title) : len(text) - len(subtitle)].strip("| 　")
    assert not subtitle or subtitle.startswith("——")


def test_a_dash_is_printed_once() -> None:
    assert with_dash("乙") == with_dash("——乙") == "——乙"
    assert with_dash("（摘要）") == "（摘要）"


@given(st.text("甲（—", min_size=1, max_size=4))
def test_what_is_printed_is_typed_without_its_dash(text: str) -> None:
    assert with_dash(without_dash(with_dash(text))) == with_dash(text)
    assert without_dash(with_dash("乙")) == "乙"
