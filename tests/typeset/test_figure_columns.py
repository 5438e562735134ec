"""Columns of figures: which they are, and where each figure ends."""

from __future__ import annotations

import pytest

from bulletin.model.blocks import Inline, TableBlock
from bulletin.model.content import Alignment
from bulletin.typeset.figure_columns import FigureColumn, figure_columns

TIMES = "Times New Roman"


def column(*texts: str, alignment: Alignment = "") -> FigureColumn | None:
    rows = tuple(((Inline(text),),) for text in ("件数", *texts))
    return figure_columns(TableBlock((alignment,), rows), TIMES)[0]


@pytest.mark.parametrize(
    "texts",
    [
        ("1", "20"), ("1.5", "−2.25"), ("1,234.5", "99%"), ("+3", "-4", "－5", "±6"), ("12件", "3件"),
        ("1", "—", ""), ("１２", "３．５"), ("约30", "5"), ("71.4％", "/"),
    ],
)  # fmt: skip
def test_columns_of_figures(texts: tuple[str, ...]) -> None:
    assert column(*texts) is not None
    assert column(*texts, alignment="right") is not None
    assert column(*texts, alignment="left") is column(*texts, alignment="center") is None


@pytest.mark.parametrize(
    "texts",
    [("1", "甲"), ("12月20日",), ("10~15",), ("1.2.3",), ("—", "/"), ("", ""), ("第1站", "2"), ()],
)
def test_columns_of_texts(texts: tuple[str, ...]) -> None:
    assert column(*texts) is None


def test_figures_stand_by_their_units_digit() -> None:
    figures = column("7", "71.4%", "1,142", "98.75")
    assert figures is not None
    assert figures.whole == pytest.approx(2.25)  # 1,142
    assert figures.rest == pytest.approx(0.25 + 0.5 + 0.833)  # .4%
    assert figures.gap("71.4%") == pytest.approx(0)
    assert figures.gap("98.75") == pytest.approx(0.333)
    assert figures.gap("1,142") == figures.gap(" 7 ") == pytest.approx(figures.rest)
    assert figures.gap("—") is None


def test_a_unit_behind_a_figure_counts_with_the_space_before_it() -> None:
    figures = column("3件", "14.5")
    assert figures is not None
    assert figures.rest == pytest.approx(1.25)
    assert figures.gap("14.5") == pytest.approx(0.5)
