"""What stays together on a page: asked of the blocks, and seen in the pages that LibreOffice makes."""

from __future__ import annotations

import pytest

from bulletin.model.blocks import (
    Block,
    Document,
    Inline,
    LinePicture,
    Para,
    PictureBlock,
    TableBlock,
)
from bulletin.text.source import Source
from bulletin.typeset.house_style import HouseStyle
from bulletin.typeset.house_style_file import read_house
from bulletin.typeset.keep_together import FREE, Keep, keeps
from bulletin.workspace.shipped import shipped_template
from bulletin.writers.word.docx_writer import write
from tests.harness.render import lines, render

TEXT = "主题活动开展以来，县人大常委会持续调动各级人大代表履职积极性，服务了全县经济社会发展。"
FILLS = range(12, 23)


def para(style: str, words: str) -> Para:
    return Para(style, (Inline(words),))


def table(rows: int) -> TableBlock:
    row = ((Inline("单位"),), (Inline("建议"),))
    return TableBlock(("", ""), (row,) * rows)


CREDIT, FOOT = para("供稿", "（某县人大供稿）"), para("印发", "某市人大印发")
SHORT = para("正文", "引言一段。")
ENTRY = Para("目录", (Inline("甲", link="#article_1"),))
PICTURE = PictureBlock((LinePicture(b"", "甲.png", ""),))


@pytest.fixture(scope="module")
def house() -> HouseStyle:
    source = shipped_template("gbt9704.yaml")
    house, found = read_house(Source(source.name, source.read_text("utf-8")))
    assert house is not None, found
    return house


@pytest.mark.parametrize(
    ("blocks", "asked"),
    [
        ([para("正文", TEXT), CREDIT, FOOT], [Keep(with_next=True), Keep(with_next=True), FREE]),
        ([para("正文", TEXT * 12), CREDIT], [Keep(with_next=True), FREE]),
        ([para("正文", f"{TEXT * 12}见下表："), table(7)], [FREE, Keep(whole=True)]),
        ([para("正文", TEXT), para("正文", TEXT)], [FREE, FREE]),
        ([para("标题", "甲"), para("正文", TEXT)], [FREE, Keep(two_lines=True)]),
        ([para("标题", "甲"), SHORT, para("正文", TEXT)], [FREE, Keep(True, True), FREE]),
        ([para("作者", "某甲"), SHORT, para("正文", TEXT)], [FREE, Keep(True, True), FREE]),
        ([ENTRY, Para("目录", (Inline(TEXT, link="#article_2"),))], [FREE, Keep(two_lines=True)]),
        ([para("一级标题", "一、甲"), SHORT], [FREE, Keep(two_lines=True)]),
        ([table(7), CREDIT], [Keep(with_next=True, whole=True), FREE]),
        ([table(70), para("正文", TEXT)], [FREE, FREE]),
        ([para("正文", "情况见下表："), table(7)], [Keep(with_next=True), Keep(whole=True)]),
        ([para("正文", TEXT), table(7)], [FREE, Keep(whole=True)]),
        (
            [
                para("正文", "情况见下表："),
                para("表题", "表1　甲"),
                para("表单位", "单位：件"),
                table(7),
            ],
            [*[Keep(with_next=True)] * 2, Keep(True, True), Keep(whole=True)],
        ),
        ([para("正文", "情况见下图："), PICTURE], [Keep(with_next=True), FREE]),
        ([para("正文", TEXT), PICTURE], [FREE, FREE]),
        ([SHORT, PICTURE, CREDIT], [FREE, Keep(with_next=True), FREE]),
    ],
)
def test_what_is_asked(blocks: list[Block], asked: list[Keep], house: HouseStyle) -> None:
    assert keeps(blocks, house) == asked


def filled(fill: int, rest: list[Block]) -> Document:
    """A page of so many lines, and what comes after them."""
    blocks: list[Block] = [para("正文", f"第{number}行") for number in range(1, fill + 1)]
    return Document((*blocks, *rest, FOOT), "", "", "", None)


@pytest.fixture(scope="module")
def pages(
    tmp_path_factory: pytest.TempPathFactory, house: HouseStyle
) -> dict[str, list[list[str]]]:
    """The lines of the pages of each issue, by its name and how full its first page was."""
    kinds: dict[str, list[Block]] = {
        "credit": [para("正文", TEXT), CREDIT],
        "title": [para("标题", "题目"), para("正文", TEXT), CREDIT],
        "short": [para("标题", "题目"), SHORT, para("正文", TEXT), CREDIT],
        "table": [para("正文", "情况见下表："), table(7), para("正文", "表后。"), CREDIT],
        "note": [
            para("编者按", "编者按：" + TEXT),
            para("标题", "题目"),
            para("正文", TEXT),
            CREDIT,
        ],
        "long": [para("正文", TEXT * 8), CREDIT],
        "long note": [
            para("编者按", "编者按：" + TEXT * 8),
            para("标题", "题目"),
            para("正文", TEXT * 2),
            CREDIT,
        ],
    }
    folder = tmp_path_factory.mktemp("keeps")
    paths = [folder / f"{kind}-{fill}.docx" for kind in kinds for fill in FILLS]
    for path in paths:
        kind, fill = path.stem.split("-")
        path.write_bytes(write(filled(int(fill), kinds[kind]), house))
    return {
        pdf.stem: [
            [line.text.strip() for line in page if "—" not in line.text] for page in lines(pdf)
        ]
        for pdf in render(paths)
    }


@pytest.mark.needs_rendering
@pytest.mark.parametrize("fill", FILLS)
def test_no_credit_line_begins_a_page(pages: dict[str, list[list[str]]], fill: int) -> None:
    for kind in ("credit", "title", "short", "table", "note", "long", "long note"):
        assert all(page and "供稿" not in page[0] for page in pages[f"{kind}-{fill}"])


@pytest.mark.needs_rendering
@pytest.mark.parametrize("fill", FILLS)
def test_a_title_has_two_lines_under_it(pages: dict[str, list[list[str]]], fill: int) -> None:
    for kind in ("title", "short", "note", "long note"):
        page = next(page for page in pages[f"{kind}-{fill}"] if "题目" in page)
        assert len(page) - page.index("题目") > 2


@pytest.mark.needs_rendering
@pytest.mark.parametrize("fill", FILLS)
def test_a_note_is_on_the_page_of_its_title(pages: dict[str, list[list[str]]], fill: int) -> None:
    for kind in ("note", "long note"):
        page = next(page for page in pages[f"{kind}-{fill}"] if "题目" in page)
        assert page[page.index("题目") - 1].endswith("发展。")


@pytest.mark.needs_rendering
@pytest.mark.parametrize("fill", FILLS)
def test_a_long_paragraph_is_parted_before_its_credit_line(
    pages: dict[str, list[list[str]]], fill: int
) -> None:
    """No page but the last is left with more empty lines than the credit line and the foot have."""
    for page in pages[f"long-{fill}"][:-1]:
        assert len(page) > 17


@pytest.mark.needs_rendering
@pytest.mark.parametrize("fill", FILLS)
def test_a_small_table_is_not_parted(pages: dict[str, list[list[str]]], fill: int) -> None:
    page = next(page for page in pages[f"table-{fill}"] if "情况见下表：" in page)
    assert sum("单位" in line for line in page) == 7
