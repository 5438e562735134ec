"""Cells that are merged by marks, and the marks of merged cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.model.merged_cells import CellSpan, covered_cells, head_rows, marks_of, merged


def grid(text: str) -> list[list[str]]:
    return [row.split() for row in text.splitlines()]


@pytest.mark.parametrize(
    ("text", "spans", "head"),
    [
        ("a b\nc d", [], 1),
        ("a <\nc d", [(0, 0, 1, 2)], 1),
        ("a < c\n^ < d", [(0, 0, 2, 2)], 2),
        ("a < c\n^ ^ d", [(0, 0, 2, 2)], 2),
        ("a b\n^ c\nd e\n^ f", [(0, 0, 2, 1), (2, 0, 2, 1)], 2),
        ("a b\n^ c\nd ^\ne f", [(0, 0, 2, 1), (1, 1, 2, 1)], 3),
        ("a b\nc <\nd e", [(1, 0, 1, 2)], 1),
    ],
)
def test_marks_merge_cells(text: str, spans: list[tuple[int, ...]], head: int) -> None:
    found, faults = merged(grid(text))
    assert [(one.row, one.column, one.down, one.across) for one in found] == spans
    assert not faults
    assert head_rows(found) == head


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("^ b\nc d", [(0, 0)]),
        ("a b\n< d", [(1, 0)]),
        ("a <\n^ d", [(0, 1), (1, 0)]),
        ("a b\nc <\n^ d", [(1, 1), (2, 0)]),
        ("a b <\nc < ^", [(0, 2), (1, 2)]),
    ],
)
def test_marks_that_merge_nothing(text: str, faults: list[tuple[int, int]]) -> None:
    assert merged(grid(text))[1] == faults


@given(st.lists(st.lists(st.sampled_from("aaa^<"), min_size=4, max_size=4), min_size=1, max_size=6))
def test_merged_cells_are_apart_and_their_marks_say_them_again(rows: list[list[str]]) -> None:
    spans, faults = merged(rows)
    cells = [place for span in spans for place in ((span.row, span.column), *span.covered)]
    assert len(cells) == len(set(cells))
    assert not covered_cells(spans) & set(faults)
    assert all(rows[row][column] in "^<" for row, column in covered_cells(spans))
    marks = marks_of(spans)
    again = [[marks.get((at, column), "a") for column in range(4)] for at in range(len(rows))]
    assert merged(again) == (spans, [])


def test_a_span_knows_what_it_covers() -> None:
    assert [*CellSpan(1, 2, 2, 2).covered] == [(1, 3), (2, 2), (2, 3)]
