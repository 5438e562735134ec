"""Characters are mended in place: looks stay, edges move, and all of it can be undone."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.importing.draft import Bit, Draft, DraftParagraph, DraftTable, joined, plain
from bulletin.importing.recognise.draft_fixes import mended, undone


def mend(*bits: Bit) -> tuple[Bit, ...]:
    draft, _ = mended(Draft("x", (DraftParagraph(bits),)))
    [para] = draft.pieces
    assert isinstance(para, DraftParagraph)
    return para.bits


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((Bit("会议,", bold=True), Bit("审议.")), (Bit("会议，", bold=True), Bit("审议。"))),
        ((Bit("开展１", bold=True), Bit("１次")), (Bit("开展1", bold=True), Bit("1次"))),
        (
            (Bit("会议，通过 "), Bit("“决定”", emphasis=True)),
            (Bit("会议，通过"), Bit("“决定”", emphasis=True)),
        ),
        ((Bit("代表", bold=True), Bit("、等。")), (Bit("代表", bold=True), Bit("等。"))),
    ],
)
def test_looks_stay(before: tuple[Bit, ...], after: tuple[Bit, ...]) -> None:
    assert joined(mend(*before)) == after


def test_an_edit_over_an_edge_goes_to_the_first() -> None:
    made = mend(Bit("等等.", bold=True), Bit(".", emphasis=True), Bit(".，好"))
    assert plain(made) == "等等……，好"
    assert made[0] == Bit("等等……", bold=True)


def test_cells_are_mended_too() -> None:
    draft, mends = mended(Draft("x", (DraftTable((((Bit("会议,审议"),), ()),)),)))
    [grid] = draft.pieces
    assert isinstance(grid, DraftTable)
    assert plain(grid.rows[0][0]) == "会议，审议"
    assert [(one.code, one.before, one.after) for one in mends] == [("PU001", ",", "，")]


SIGNS = "会议审议代表，。,.:;?!()«»“”‘’１２a1 　·•—-~…、等"
texts = st.lists(st.lists(st.text(SIGNS, max_size=6), max_size=4), max_size=4)


@settings(max_examples=300, deadline=None)
@given(texts)
def test_mends_can_be_undone_and_are_whole(texts: list[list[str]]) -> None:
    pieces = tuple(
        DraftParagraph(tuple(Bit(text, bold=place % 2 == 0) for place, text in enumerate(bits)))
        for bits in texts
    )
    draft, mends = mended(Draft("x", pieces))
    before = Counter("".join(piece.text for piece in pieces))
    after = Counter(
        "".join(piece.text for piece in draft.pieces if isinstance(piece, DraftParagraph))
    )
    assert +undone(after, mends) == before
    again, more = mended(draft)
    assert (again, more) == (draft, ())
