"""Characters are mended in place: looks stay, edges move, and all of it can be undone."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.importing.draft import Draft, DraftParagraph, DraftRun, DraftTable, joined, plain
from bulletin.importing.recognise.draft_fixes import fixed_draft, undone


def mend(*runs: DraftRun) -> tuple[DraftRun, ...]:
    draft, _ = fixed_draft(Draft("x", (DraftParagraph(runs),)))
    [para] = draft.pieces
    assert isinstance(para, DraftParagraph)
    return para.runs


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            (DraftRun("会议,", bold=True), DraftRun("审议.")),
            (DraftRun("会议，", bold=True), DraftRun("审议。")),
        ),
        (
            (DraftRun("开展１", bold=True), DraftRun("１次")),
            (DraftRun("开展1", bold=True), DraftRun("1次")),
        ),
        (
            (DraftRun("会议，通过 "), DraftRun("“决定”", emphasis=True)),
            (DraftRun("会议，通过"), DraftRun("“决定”", emphasis=True)),
        ),
        (
            (DraftRun("代表", bold=True), DraftRun("、等。")),
            (DraftRun("代表", bold=True), DraftRun("等。")),
        ),
    ],
)
def test_looks_stay(before: tuple[DraftRun, ...], after: tuple[DraftRun, ...]) -> None:
    assert joined(mend(*before)) == after


def test_an_edit_over_an_edge_goes_to_the_first() -> None:
    made = mend(DraftRun("等等.", bold=True), DraftRun(".", emphasis=True), DraftRun(".，好"))
    assert plain(made) == "等等……，好"
    assert made[0] == DraftRun("等等……", bold=True)


def test_cells_are_mended_too() -> None:
    draft, mends = fixed_draft(Draft("x", (DraftTable((((DraftRun("会议,审议"),), ()),)),)))
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
        DraftParagraph(
            tuple(DraftRun(text, bold=place % 2 == 0) for place, text in enumerate(runs))
        )
        for runs in texts
    )
    draft, mends = fixed_draft(Draft("x", pieces))
    before = Counter("".join(piece.text for piece in pieces))
    after = Counter(
        "".join(piece.text for piece in draft.pieces if isinstance(piece, DraftParagraph))
    )
    assert +undone(after, mends) == before
    again, more = fixed_draft(draft)
    assert (again, more) == (draft, ())
