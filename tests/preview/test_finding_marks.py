"""Findings and the characters they speak of."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.findings import kinds
from bulletin.model.blocks import Inline
from bulletin.preview.finding_marks import FindingMarks, cards
from bulletin.text.source import Source

SOURCE = Source("issues/1/01.md", "县里从“四学”入手，帮助代表<把>基础打牢。")


def marks(*places: tuple[int, int]) -> FindingMarks:
    return FindingMarks([kinds.PICTURE.at(SOURCE.span(*place), "话") for place in places])


def run(start: int, end: int, text: str | None = None) -> Inline:
    span = SOURCE.span(start, end)
    return Inline(span.text if text is None else text, span=span)


def test_the_exact_characters_are_marked() -> None:
    assert [*marks((4, 6), (5, 7)).marked(run(0, 9))] == [
        ("县里从“", ""), ("四", "0"), ("学", "0 1"), ("”", "1"), ("入手", ""),
    ]  # fmt: skip


def test_a_place_without_characters_marks_the_next_one() -> None:
    assert [*marks((2, 2)).marked(run(0, 4))] == [("县里", ""), ("从", "0"), ("“", "")]


def test_text_that_differs_from_its_source_is_marked_whole() -> None:
    assert [*marks((4, 6)).marked(run(0, 9, "改过的字"))] == [("改过的字", "0")]
    assert [*marks((4, 6)).marked(run(10, 12, "别处"))] == [("别处", "")]
    assert [*marks((4, 6)).marked(Inline("没有出处"))] == [("没有出处", "")]


PLACES = st.tuples(st.integers(0, 20), st.integers(0, 20)).map(lambda two: (min(two), max(two)))


@settings(deadline=None)
@given(st.lists(PLACES, max_size=5), PLACES)
def test_no_character_is_lost(places: list[tuple[int, int]], of: tuple[int, int]) -> None:
    pieces = [*marks(*places).marked(run(*of))]
    assert "".join(text for text, _ in pieces) == SOURCE.text[of[0] : of[1]]


def test_cards_are_escaped_and_show_the_line() -> None:
    found = [kinds.PICTURE.at(SOURCE.span(14, 17), "<b>", "改 & 查")]
    html = cards(found, with_lines=True)
    assert "&lt;b&gt;" in html
    assert "改 &amp; 查" in html
    assert "<mark>&lt;把&gt;</mark>" in html
    assert "01.md 第 1 行第 15 字" in html
