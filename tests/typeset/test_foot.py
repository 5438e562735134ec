"""The routing block stands at the foot of the last page, however full that page is."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.model.blocks import Block, Document, Inline, Para
from bulletin.pdf.printed import PrintedLine
from bulletin.text.source import Source
from bulletin.typeset.house_style_file import read_house
from bulletin.workspace.shipped import shipped_template
from bulletin.writers.word.docx_writer import write
from tests.harness.render import lines, render, rules
from tests.pipeline.test_real_issue import BOTTOM

pytestmark = pytest.mark.needs_rendering

CREDIT = "（某市人大供稿）"


def para(style: str, words: str) -> Para:
    return Para(style, (Inline(words),))


def document(fill: int, routing: int) -> Document:
    """A last page with so many lines of text, the credit line among them, and so many 送 lines."""
    blocks: list[Block] = [para("正文", f"第{number}行") for number in range(1, 22 + fill)]
    blocks.append(para("供稿", CREDIT))
    blocks += [para("报送", f"送：单位{number}") for number in range(1, routing + 1)]
    blocks.append(para("印发", "某市人大常委会办公室印发"))
    return Document(tuple(blocks), "", "", "", None)


CASES = [(fill, routing) for routing in (3, 6) for fill in range(1, 23)]


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[int, int], Path]:
    folder = tmp_path_factory.mktemp("foot")
    source = shipped_template("gbt9704.yaml")
    house, found = read_house(Source(source.name, source.read_text("utf-8")))
    assert house is not None, found
    paths = []
    for fill, routing in CASES:
        path = folder / f"{fill}-{routing}.docx"
        path.write_bytes(write(document(fill, routing), house))
        paths.append(path)
    return dict(zip(CASES, render(paths), strict=True))


@pytest.mark.parametrize(("fill", "routing"), CASES)
def test_at_the_foot_of_the_last_page(
    pdfs: dict[tuple[int, int], Path], fill: int, routing: int
) -> None:
    pdf = pdfs[fill, routing]
    pages: list[list[PrintedLine]] = [
        [line for line in page if line.baseline < BOTTOM] for page in lines(pdf)
    ]
    texts = [line.text.strip() for page in pages for line in page]
    wanted = [run.text for block in document(fill, routing).blocks if isinstance(block, Para)
              for run in block.runs]  # fmt: skip
    assert texts == wanted  # everything, once, in order
    assert all(pages)  # no blank page
    last, drawn = pages[-1], rules(pdf)[-1]
    assert last[-1].text.startswith("某市人大常委会办公室印发")
    assert abs(max(rule.at for rule in drawn) - BOTTOM) < 1
    top = min(rule.at for rule in drawn)
    block = [line for line in last if line.baseline > top]
    assert len(block) == routing + 1  # nothing else came into it
    assert all(line.baseline < top for line in last[: -len(block)])
    assert last[-len(block) - 1].text.strip() == CREDIT  # the credit line came along
    # it takes one page more only where it has to: the block is routing + 1 lines of 22 pt and rules
    room = 22 - -(-((routing + 1) * 22 + 3) // 28.95)
    assert len(pages) == (2 if fill <= room else 3)


HIGH = range(14, 44, 3)


def test_of_a_block_over_half_a_page_high_the_end_is_at_the_foot(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("high")
    source = shipped_template("gbt9704.yaml")
    house, found = read_house(Source(source.name, source.read_text("utf-8")))
    assert house is not None, found
    paths = []
    for entries in HIGH:
        many = "，".join(f"某某市第{number}人民代表大会常务委员会" for number in range(entries * 2))
        blocks = [para("正文", "正文。"), para("供稿", CREDIT), para("报送", f"送：{many}"),
                  para("印发", "某市人大常委会办公室印发")]  # fmt: skip
        paths.append(folder / f"{entries}.docx")
        paths[-1].write_bytes(write(Document(tuple(blocks), "", "", "", None), house))
    for pdf in render(paths):
        pages = [[line for line in page if line.baseline < BOTTOM] for page in lines(pdf)]
        assert all(pages)
        text = "".join(line.text.strip() for page in pages for line in page)
        assert text.count("委员会") == 2 * int(pdf.stem)
        assert pages[-1][-1].text.strip() == "某市人大常委会办公室印发"
        assert abs(max(rule.at for rule in rules(pdf)[-1]) - BOTTOM) < 1
