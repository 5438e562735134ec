"""Captions and units above tables: what becomes of them, and that their places are right."""

from __future__ import annotations

import pytest

from bulletin.model.content import Block, Paragraph, Runs, Table, runs_of
from bulletin.reading.markdown import read_body
from bulletin.text.source import Source
from tests.harness.growth import LINEAR, growth

ROWS = "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n"


def read(text: str) -> tuple[tuple[Block, ...], list[str]]:
    blocks, _, found = read_body(Source("x.md", text), 0)
    return blocks, [f"{one.span.start}:{one.code}" for one in found]


def words(runs: Runs) -> str:
    return "".join(run.text for run in runs)


def above(table: Block) -> tuple[str, bool, str]:
    assert isinstance(table, Table)
    caption = table.caption
    return (
        (words(caption.runs), caption.is_numbered, words(table.unit))
        if caption
        else ("", False, words(table.unit))
    )


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n", "\r\n\r\n"])
@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (["表1　办理情况"], ("表1　办理情况", False, "")),
        (["表：办理情况"], ("办理情况", True, "")),
        (["单位：件"], ("", False, "单位：件")),
        (["（单位：件）"], ("", False, "（单位：件）")),
        (["表：办理情况", "单位：件"], ("办理情况", True, "单位：件")),
        (["单位：件", "表：办理情况"], ("办理情况", True, "单位：件")),
    ],
)
def test_lines_above_a_table_belong_to_it(
    gap: str, lines: list[str], wanted: tuple[str, bool, str]
) -> None:
    for before in ("", "正文一段。" + gap * 2):
        blocks, found = read(before + gap.join([*lines, ROWS]) + "\n后面一段。\n")
        table = next(block for block in blocks if isinstance(block, Table))
        assert above(table) == wanted
        assert [words(runs_of(one)) for one in blocks if one is not table] == [
            *["正文一段。"] * bool(before),
            "后面一段。",
        ]
        assert not found
        assert all(run.text == run.span.text for run in runs_of(table))


def test_looks_and_escapes_in_a_caption() -> None:
    blocks, _ = read(f"表1　**办理**\\*情况#\n{ROWS}")
    table = blocks[0]
    assert isinstance(table, Table) and table.caption
    assert [(run.text, run.bold) for run in table.caption.runs] == [
        ("表1　", False), ("办理", True), ("*情况#", False),
    ]  # fmt: skip


def test_a_row_of_captions_is_one_caption_and_text() -> None:
    blocks, found = read(f"表：甲\n\n表：乙\n\n{ROWS}")
    assert isinstance(blocks[0], Paragraph) and words(blocks[0].runs) == "表：甲"
    assert above(blocks[1]) == ("乙", True, "")
    assert found == ["0:MD035"]


def test_a_caption_under_its_table_or_without_one_is_said() -> None:
    assert read("表：办理情况\n\n一段。\n")[1] == ["0:MD035"]
    assert read(f"{ROWS}\n表1　办理情况\n")[1] == [f"{len(ROWS) + 1}:MD035"]
    assert read("表1　显示的情况\n\n一段。\n")[1] == []


def test_lines_of_text_above_a_table_are_no_caption() -> None:
    blocks, _ = read(f"各单位办理情况，见\n表1　甲乙，\n丙丁等情况：\n{ROWS}")
    assert (
        "".join(words(runs_of(one)) for one in blocks[:-1])
        == "各单位办理情况，见表1　甲乙，丙丁等情况："
    )
    assert above(blocks[-1]) == ("", False, "")


def test_many_captions_are_read_in_linear_time() -> None:
    def run(count: int) -> None:
        read(f"表：办理情况\n单位：件\n{ROWS}\n" * count)

    assert growth(run, 50) < LINEAR
