"""The sheets in a real browser: measured on the screen, on a phone and on paper."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from bulletin.model.blocks import Document, Inline, Para, TableBlock
from bulletin.model.content import Alignment
from bulletin.model.merged_cells import CellSpan
from bulletin.pipeline import stages
from bulletin.typeset.house_style import HouseStyle
from bulletin.workspace.folders import Workspace
from bulletin.writers.html.issue_page import write
from bulletin.writers.html.pasteable_article import articles
from tests.harness.browser import DESKTOP, PHONE, Browser
from tests.harness.html_text import bare
from tests.harness.render import lines, render
from tests.harness.screen import body_lines, compare
from tests.writers.html.conftest import issue
from tests.writers.word.test_docx_writer import document

pytestmark = pytest.mark.needs_rendering

PX = 96 / 72
SHEETS = 'document.querySelectorAll(".sheet").length'
TEXT = 'document.querySelector("main").textContent'


@pytest.fixture
def page(root: Path, house: HouseStyle, tmp_path: Path) -> Path:
    path = tmp_path / "43.html"
    path.write_bytes(write(issue(root), house))
    return path


def test_lines_break_where_the_pdf_breaks_them(
    root: Path, page: Path, chromium: Browser, tmp_path: Path
) -> None:
    """The aim is 95 %; measured are 100 % for the repository's issue, 98.3 % for the published one."""
    word = tmp_path / "43.docx"
    word.write_bytes(stages.build(stages.read_shared(Workspace(root)), 43).docx or b"")
    (pdf,) = render([word])
    chromium.open(page)
    result = compare(chromium, pdf)
    assert result.full > 100
    assert result.share >= 0.98, result.differences
    assert chromium.evaluate(SHEETS) == len(lines(pdf)) == 8
    on_screen = [bare(one) for one in chromium.evaluate(
        '[...document.querySelectorAll(".sheet")].map((sheet) => sheet.textContent)')]  # fmt: skip
    for shown, printed in zip(on_screen, lines(pdf), strict=True):
        assert abs(len(shown) - sum(len(bare(line.text)) for line in printed)) < 60


def test_the_grid(page: Path, chromium: Browser, house: HouseStyle) -> None:
    chromium.open(page)
    text_width = house.page.text_width * PX
    areas = chromium.evaluate(
        '[...document.querySelectorAll(".area")].map((one) => one.getBoundingClientRect())'
    )
    assert all(abs(area["width"] - text_width) < 0.1 for area in areas)
    assert all(abs(area["height"] - house.page.text_height * PX) < 0.1 for area in areas)
    shown = [line for paragraph in body_lines(chromium) for line in paragraph]
    sheet = [[line for line in shown if area["top"] < line.y < area["bottom"]] for area in areas]
    assert max(map(len, sheet)) == 22
    pitch = (house.styles["正文"].line or 0) * PX
    for some in sheet:
        places = [(line.y - some[0].y) / pitch for line in some]  # faces differ by a pixel
        assert all(abs(place - round(place)) * pitch < 1.6 for place in places), places
        assert all(line.right <= areas[0]["right"] + 1 for line in some)
    edges = areas[0]["left"] + 3, areas[0]["right"] - 3
    full = [line.text for line in shown if line.left < edges[0] and line.right > edges[1]]
    chinese = [len(text) for text in full if not re.search("[!-~]", text)]
    assert sorted(chinese)[len(chinese) // 2] == 28
    assert set(chinese) <= {25, 26, 27, 28}  # less where marks may not part


def test_no_text_is_lost_on_sheets_and_back(page: Path, chromium: Browser) -> None:
    chromium.open(page, PHONE)
    assert chromium.evaluate(SHEETS) == 0
    plain = chromium.evaluate(TEXT)
    chromium.resize(DESKTOP)
    chromium.wait(f"{SHEETS} === 8")
    assert bare(chromium.evaluate(TEXT)) == bare(plain)
    ids = chromium.evaluate('[...document.querySelectorAll("[id]")].map((one) => one.id)')
    assert len(ids) == len(set(ids)) == 2
    assert chromium.evaluate('document.querySelectorAll("nav,main,header,footer").length') == 4
    chromium.resize(PHONE)
    chromium.wait(f"{SHEETS} === 0")
    assert bare(chromium.evaluate(TEXT)) == bare(plain)


def test_a_phone_shows_one_column_in_larger_type(page: Path, chromium: Browser) -> None:
    chromium.open(page, PHONE)
    assert chromium.evaluate("document.documentElement.scrollWidth <= innerWidth")
    size = chromium.evaluate(
        'parseFloat(getComputedStyle(document.querySelector("p.s0")).fontSize)'
    )
    width = chromium.evaluate('document.querySelector("p.s0").getBoundingClientRect().width')
    assert size >= 19
    assert 15 <= width / size <= 20
    for narrow in (320, 360, 430, 700):
        chromium.resize((narrow, 700))
        assert chromium.evaluate("document.documentElement.scrollWidth <= innerWidth"), narrow


MANY = ("序号", "单位", "代表建议内容", "承办单位", "办理时限", "办理结果", "代表是否满意", "备注")
ROW = ("1", "温县", "关于加快推进灌区工程征地补贴资金发放的建议", "县水利局、县自然资源局",
       "2024年12月31日", "已办结", "满意", "无")  # fmt: skip
FEW = (("单位", "建议", "办结"), ("新乡市平原示范区", "1,197", "98.8%"))


def grid(*rows: tuple[str, ...]) -> TableBlock:
    sides: list[Alignment] = ["" for _ in rows[0]]
    return TableBlock(tuple(sides), tuple(tuple((Inline(one),) for one in row) for row in rows))


SMALL_SCREENS = (320, 360, 414, 768)


def test_a_wide_table_scrolls_on_a_phone(
    chromium: Browser, house: HouseStyle, tmp_path: Path
) -> None:
    title = Para("标题", (Inline("题目"),), bookmark="article_1")
    made = document((title, body("甲"), grid(MANY, ROW), body("乙"), grid(*FEW), body("丙")))
    page, pasted = tmp_path / "x.html", tmp_path / "pasted.html"
    page.write_bytes(write(made, house))
    pasted.write_bytes(articles(made, house)[0])
    lines_of_heads = """[...document.querySelectorAll("table")].map((table) =>
      [...table.rows[0].cells].map((cell) => {
      const range = document.createRange(); range.selectNodeContents(cell);
      return new Set([...range.getClientRects()].map((rect) => Math.round(rect.top))).size; }))"""
    scrolls = """[...document.querySelectorAll("table")].map(
      (table) => table.parentElement.scrollWidth > table.parentElement.clientWidth + 1)"""
    for path in (page, pasted):
        for across in SMALL_SCREENS:
            chromium.open(path, (across, 800))
            assert chromium.evaluate("document.documentElement.scrollWidth <= innerWidth"), across
            many, few = chromium.evaluate(lines_of_heads)
            assert max(many) == 2, (path, across, many)  # 代表是否|满意
            assert sum(count > 1 for count in many) <= 2
            assert set(few) == {1}, (path, across)
            assert chromium.evaluate(scrolls)[0] is (across < 700), (path, across)
            assert not chromium.evaluate(scrolls)[1], (path, across)
    chromium.open(page, PHONE)
    assert chromium.axe() == []
    chromium.resize(DESKTOP)
    chromium.wait(f"{SHEETS} === 1")
    assert not any(chromium.evaluate(scrolls))


def test_a_wide_table_is_cut_between_rows_too(
    chromium: Browser, house: HouseStyle, tmp_path: Path
) -> None:
    made = document((body("甲"), grid(MANY, *[ROW] * 30), body("乙")))
    sheets = sheets_of(chromium, made, house, tmp_path / "x.html")
    assert len(sheets) > 1
    assert all("序号单位" in one for one in sheets)
    assert "".join(sheets).count("已办结") == 30


@pytest.mark.parametrize(
    "words",
    [
        "题目",
        "新乡市平原示范区：凝聚代表力量\n助力中原农谷发展",
        "代表在行动为民办实事情" * 2 + "\n" + "建议办理工作" * 6,
    ],
)
def test_a_title_is_larger_than_the_text_on_a_phone(
    chromium: Browser, house: HouseStyle, tmp_path: Path, words: str
) -> None:
    title = Para("标题", (Inline(words),), bookmark="article_1")
    path = tmp_path / "x.html"
    path.write_bytes(write(document((title, body("甲"))), house))
    size = 'parseFloat(getComputedStyle(document.querySelector("%s")).fontSize)'
    for across in SMALL_SCREENS:
        chromium.open(path, (across, 800))
        assert chromium.evaluate(f"{size % 'h2'} >= 1.19 * {size % 'p.s0'}"), across
        assert chromium.evaluate("document.documentElement.scrollWidth <= innerWidth"), across


def test_an_entry_of_the_contents_is_tapped_anywhere_in_its_line(
    page: Path, chromium: Browser
) -> None:
    chromium.open(page, PHONE)
    hit = """[...document.querySelectorAll("nav li")].every((entry) => {
      const { left, right, top, bottom, height } = entry.getBoundingClientRect();
      const places = [[left + 2, top + 2], [right - 2, bottom - 2]];
      return height >= 44 && places.every(([x, y]) =>
        document.elementFromPoint(x, y).closest("a") === entry.querySelector("a")); })"""
    assert chromium.evaluate(hit)


def test_the_contents_jump(page: Path, chromium: Browser) -> None:
    chromium.open(page)
    chromium.evaluate('document.querySelectorAll("nav a")[1].click()')
    top = chromium.evaluate('document.getElementById("article_2").getBoundingClientRect().top')
    assert 0 <= top < 100
    assert chromium.evaluate("scrollY") > 1000


def test_axe_finds_nothing(
    page: Path, root: Path, house: HouseStyle, chromium: Browser, tmp_path: Path
) -> None:
    everything = tmp_path / "everything.html"
    everything.write_bytes(write(document(), house))
    pasted = tmp_path / "pasted.html"
    pasted.write_bytes(articles(issue(root), house)[0])
    for path in (page, everything):
        for size in (DESKTOP, PHONE):
            chromium.open(path, size)
            assert chromium.axe() == [], (path, size)
    chromium.open(pasted, PHONE)
    # what is pasted is an article of another page: that one has the landmarks
    assert [one for one in chromium.axe() if not re.match("region|landmark", one)] == []


def test_the_page_asks_the_network_for_nothing(page: Path, chromium: Browser) -> None:
    chromium.open(page)
    assert chromium.seen() == {"requests": [page.as_uri()], "errors": []}


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_it_prints_as_it_is_set(
    page: Path, chromium: Browser, house: HouseStyle, tmp_path: Path, size: tuple[int, int]
) -> None:
    chromium.open(page, size)
    pages = lines(chromium.print(tmp_path / "printed.pdf"))
    assert len(pages) == 8
    right = house.page.left + house.page.text_width
    for number, printed in enumerate(pages, 1):
        folio = printed[-1]
        assert folio.text.replace(" ", "") == f"—{number}—"
        if number % 2:
            assert abs(folio.right - right + 14) < 1.5
        else:
            assert abs(folio.left - house.page.right - 14) < 1.5  # margins are mirrored
    baselines = [line.baseline for line in pages[2][:-1]]
    assert len(baselines) == 22
    assert all(abs(b - a - 28.95) < 0.8 for a, b in pairwise(baselines))
    last = pages[-1][-2]
    assert "印发" in last.text
    bottom = house.page.top + house.page.text_height
    assert 0 < bottom - last.baseline < 12
    assert chromium.evaluate(SHEETS) == (8 if size == DESKTOP else 0)


def test_without_a_script_it_still_reads_and_prints(
    page: Path, chromium: Browser, house: HouseStyle, tmp_path: Path
) -> None:
    plain = tmp_path / "plain.html"
    plain.write_text(
        re.sub(r"<script>.*</script>", "", page.read_text("utf-8"), flags=re.S), "utf-8"
    )
    chromium.open(plain)
    assert chromium.evaluate(SHEETS) == 0
    assert chromium.axe() == []
    assert "印发" in chromium.evaluate(TEXT)
    pages = lines(chromium.print(tmp_path / "printed.pdf"))
    assert len(pages) == 8
    assert [re.sub(r"\s", "", one[-1].text) for one in pages] == [f"—{n}—" for n in range(1, 9)]
    assert abs(pages[2][0].left - house.page.left) < 34


def body(text: str) -> Para:
    return Para("正文", (Inline(text),))


def sheets_of(chromium: Browser, made: Document, house: HouseStyle, path: Path) -> list[str]:
    """The texts of the sheets, without the name that an issue without masthead has, hidden."""
    path.write_bytes(write(made, house))
    chromium.open(path)
    shown = """[...document.querySelectorAll(".sheet")].map((sheet) => {
      const copy = sheet.cloneNode(true);
      copy.querySelectorAll(".hidden").forEach((one) => one.remove());
      return copy.textContent;
    })"""
    return [bare(one) for one in chromium.evaluate(shown)]


LINE = "人" * 26
"""One full line with its indent."""


@pytest.mark.parametrize(
    "token",
    ["２０２４年", "４５．６％", "１,２３４件", "－１５", "于——", "等……", "彩·人", "¥１２００"],
)
def test_what_the_word_file_holds_together_is_not_broken(
    chromium: Browser, house: HouseStyle, tmp_path: Path, token: str
) -> None:
    blocks = [body("人" * length + token + "办理" * 6) for length in range(20, 27)]
    path = tmp_path / "x.html"
    path.write_bytes(write(document(tuple(blocks)), house))
    chromium.open(path)
    paragraphs = body_lines(chromium)
    assert len(paragraphs) == len(blocks)
    assert all(any(token in line.text for line in lines_) for lines_ in paragraphs)


def test_an_address_breaks_anywhere_as_in_the_word_file(
    chromium: Browser, house: HouseStyle, tmp_path: Path
) -> None:
    address = "https://a.example.cn/zwgk/2024/notice.html"
    path = tmp_path / "x.html"
    paragraphs = body("人" * 20 + address), body("共12件" + "人" * 16 + address)
    path.write_bytes(write(document(paragraphs), house))
    chromium.open(path)
    free, bound = body_lines(chromium)
    assert free[0].text.startswith("人" * 20 + "https:")
    assert bound[0].text in (f"共12件{'人' * 16}", f"共12件{'人' * 16}https://")


def test_a_heading_goes_with_its_text(chromium: Browser, house: HouseStyle, tmp_path: Path) -> None:
    blocks = [
        *[body(LINE)] * 20,
        Para("一级标题", (Inline("一、甲"),)),
        Para("二级标题", (Inline("（一）乙"),)),
    ]
    made = document((*blocks, body("丙"), body("丁")))
    assert sheets_of(chromium, made, house, tmp_path / "x.html") == [
        LINE * 20,
        "一、甲（一）乙丙丁",
    ]


def test_a_paragraph_is_cut_between_lines(
    chromium: Browser, house: HouseStyle, tmp_path: Path
) -> None:
    long = Para("正文", (Inline("大" * 26 + "小" * 28 + "多" * 5),), bookmark="article_1")
    made = document((*[body(LINE)] * 21, long))
    first, second = sheets_of(chromium, made, house, tmp_path / "x.html")
    assert first == LINE * 21 + "大" * 26
    assert second == "小" * 28 + "多" * 5
    assert chromium.evaluate('document.querySelectorAll("#article_1").length') == 1


def test_a_table_is_cut_between_rows_and_repeats_its_head(
    chromium: Browser, house: HouseStyle, tmp_path: Path
) -> None:
    rows = (
        (((Inline("单位"),), (Inline("数"),))),
        *((((Inline(f"县{n}"),), (Inline(f"{n}"),))) for n in range(60)),
    )
    made = document((body("甲"), TableBlock(("", "right"), tuple(rows)), body("乙")))
    sheets = sheets_of(chromium, made, house, tmp_path / "x.html")
    assert len(sheets) > 1
    assert all("单位数" in one for one in sheets)
    assert (
        "".join(sheets).replace("单位数", "")
        == "甲" + "".join(f"县{n}{n}" for n in range(60)) + "乙"
    )


def test_the_foot_takes_the_credit_line_along(
    chromium: Browser, house: HouseStyle, tmp_path: Path
) -> None:
    foot = tuple(Para("报送", (Inline(f"送：单位{number}"),)) for number in range(4))
    credit = Para("供稿", (Inline("（某市供稿）"),))
    for count in range(1, 23):
        made = document((*[body(LINE)] * count, credit, *foot))
        sheets = sheets_of(chromium, made, house, tmp_path / "x.html")
        assert "（某市供稿）送：单位0" in sheets[-1]
        box = chromium.evaluate(
            'document.querySelector("footer").getBoundingClientRect().bottom'
            ' - [...document.querySelectorAll(".area")].pop().getBoundingClientRect().bottom'
        )
        assert abs(box) < 0.1
        assert len(sheets) == (1 if count <= 17 else 2), count


def test_a_long_foot_runs_in_the_text(chromium: Browser, house: HouseStyle, tmp_path: Path) -> None:
    foot = tuple(Para("报送", (Inline(f"送{number}：{'单位' * 40}"),)) for number in range(30))
    sheets = sheets_of(chromium, document((body("甲"), *foot)), house, tmp_path / "x.html")
    assert len(sheets) > 2
    assert "".join(sheets) == "甲" + "".join(f"送{n}：{'单位' * 40}" for n in range(30))


def test_what_fits_on_no_sheet_does_not_hang(
    chromium: Browser, house: HouseStyle, tmp_path: Path
) -> None:
    heading = Para("标题", (Inline("题" * 700),), bookmark="article_1")
    sheets = sheets_of(
        chromium, document((body("甲"), heading, body("乙"))), house, tmp_path / "x.html"
    )
    assert "".join(sheets) == "甲" + "题" * 700 + "乙"


def test_a_new_page_begins_a_sheet(chromium: Browser, house: HouseStyle, tmp_path: Path) -> None:
    made = document(
        (Para("报头", (Inline("名"),)), Para("正文", (Inline("乙"),), new_page=True), body("丙"))
    )
    assert sheets_of(chromium, made, house, tmp_path / "x.html") == ["名", "乙丙"]
    entries = [Para("目录", (Inline(name, link="#a"),)) for name in ("甲", "乙")]
    made = document((Para("报头", (Inline("名"),)), replace(entries[0], new_page=True), entries[1]))
    assert sheets_of(chromium, made, house, tmp_path / "x.html") == ["名", "甲乙"]


def test_a_merged_cell_that_is_cut_goes_on_as_an_empty_one(
    house: HouseStyle, chromium: Browser, tmp_path: Path
) -> None:
    def words(*texts: str) -> tuple[tuple[Inline, ...], ...]:
        return tuple((Inline(text),) if text else () for text in texts)

    head = words("甲", "乙", "丙")
    rows = [words(f"{place}", "" if place else "合并", f"末{place}") for place in range(60)]
    made = TableBlock(("", "", ""), (head, *rows), spans=(CellSpan(1, 1, 60, 1),))
    path = tmp_path / "merged.html"
    path.write_bytes(write(document((made,), None), house))
    chromium.open(path)
    left = "Math.round(cell.getBoundingClientRect().left - table.getBoundingClientRect().left)"
    columns = f"""[...document.querySelectorAll("table")].map((table) => [...table.rows].map((row) =>
      [...row.cells].map((cell) => [cell.textContent, {left}, cell.rowSpan])))"""
    tables = chromium.evaluate(columns)
    assert len(tables) > 1
    seen = []
    for rows_ in tables:
        assert rows_[0][0][0] == "甲"
        lefts = [left for _, left, _ in rows_[0]]  # of this page: margins are mirrored
        for row in rows_[1:]:
            by_left = {left: text for text, left, _ in row}
            assert by_left[lefts[2]].startswith("末")
            seen.append(by_left[lefts[0]])
        assert rows_[1][1][2] == len(rows_) - 1
    assert seen == [str(place) for place in range(60)]
    assert [rows_[1][1][0] for rows_ in tables] == ["合并"] + [""] * (len(tables) - 1)


def test_a_row_higher_than_a_sheet_goes_on_on_the_next(
    chromium: Browser, house: HouseStyle, tmp_path: Path
) -> None:
    long = "".join(chr(0x4E00 + place) for place in range(1500))
    rows = (("项目", "内容"), ("甲", long), ("乙", "丙"))
    words = tuple(tuple((Inline(text),) for text in row) for row in rows)
    made = document((body("前"), TableBlock(("", ""), words), body("后")))
    sheets = sheets_of(chromium, made, house, tmp_path / "x.html")
    assert len(sheets) > 1
    assert "".join(sheets).replace("项目内容", "") == f"前甲{long}乙丙后"
    inside = """[...document.querySelectorAll(".area")].every((area) => [...area.querySelectorAll("td")].every(
      (cell) => cell.getBoundingClientRect().bottom <= area.getBoundingClientRect().bottom + 1))"""
    assert chromium.evaluate(inside)
