"""The sheets as text: what the file holds, before any browser shows it."""

from __future__ import annotations

import base64
import hashlib
import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bulletin.model.blocks import (
    Block,
    Document,
    Inline,
    LinePicture,
    Para,
    PictureBlock,
    TableBlock,
)
from bulletin.typeset import table_layout
from bulletin.typeset.house_style import HouseStyle, PageSetup
from bulletin.typeset.table_layout import column_widths, table_styles
from bulletin.writers.html.issue_page import write
from bulletin.writers.html.pasteable_article import articles
from bulletin.writers.word.docx_writer import write as write_docx
from tests.conftest import ROOT
from tests.harness.html_text import bare, read, text_of
from tests.harness.programs import html_errors
from tests.writers.html.conftest import issue, shipped_house
from tests.writers.word.test_docx_writer import EVERYTHING, MERGED, document, png

GOLDEN = ROOT / "tests" / "golden"


def body(html: bytes) -> str:
    text = html.decode()
    return text[text.index("<main>") : text.index("</main>")] + "</main>\n"


def headings(html: bytes) -> list[str]:
    return [tag for tag, _ in read(html)[1] if re.fullmatch("h[1-6]", tag)]


def test_golden_html_of_the_sample_issue(house: HouseStyle) -> None:
    """``make golden`` rewrites it; what the styles say is the business of other tests."""
    path = GOLDEN / "issue-43.html"
    text = body(write(issue(ROOT), house))
    if os.environ.get("BULLETIN_GOLDEN") == "write":
        path.write_text(text, "utf-8")
    assert path.read_text("utf-8") == text


def test_no_character_of_an_issue_is_lost(root: Path, house: HouseStyle) -> None:
    blocks = issue(root).blocks
    assert read(write(issue(root), house))[0] == text_of(blocks)
    pasted = "".join(read(page)[0] for page in articles(issue(root), house))
    assert pasted
    assert pasted in text_of(blocks)


TEXT = st.text(
    st.sampled_from(list("人大履职，。；“”《》：（）ABz09 %.+<>&'\"—…·喆𠮷\\{}/;=\u00a0\u3000\n")),
    min_size=1,
    max_size=20,
)
RUNS = st.lists(
    st.builds(Inline, TEXT, st.sampled_from(["", "加粗", "强调", "一级标题", "序数"]), TEXT),
    min_size=1,
    max_size=4,
).map(tuple)
PARAS: st.SearchStrategy[Block] = st.builds(
    Para,
    st.sampled_from(["正文", "标题", "编者按", "报头", "编印", "目录", "一级标题", "引文", "报送", "印发"]),
    RUNS,
    st.one_of(st.just(()), RUNS),
    st.sampled_from(["", "article_1"]),
    st.booleans(),
)  # fmt: skip
CAPTIONS: st.SearchStrategy[Block] = st.builds(Para, st.sampled_from(["表题", "表单位"]), RUNS)
TABLES: st.SearchStrategy[Block] = RUNS.map(
    lambda runs: TableBlock(("", "right"), ((runs, ()), (runs, runs)))
)


@settings(deadline=None)
@given(st.lists(st.one_of(PARAS, TABLES, CAPTIONS), max_size=6))
@example(
    [
        Para("编者按", (Inline("按"),)),
        Para("报送", (Inline("送"),), bookmark="article_1"),
    ]
)
def test_whatever_the_blocks_say_arrives_once_and_in_order(blocks: list[Block]) -> None:
    house = shipped_house()
    made = Document(tuple(blocks), "题", "", "", None)
    text, tags = read(write(made, house))
    assert text.removeprefix("题") == text_of(blocks) or text == text_of(blocks)
    assert {tag for tag, _ in tags} <= {
        "html", "head", "meta", "title", "style", "body", "main", "header", "nav", "article", "footer",
        "ul", "li", "p", "div", "span", "a", "br", "h1", "h2", "h3", "table", "colgroup", "col",
        "thead", "tbody", "tr", "td", "th", "caption", "script",
    }  # fmt: skip
    blank = any(isinstance(one, Para) and one.bookmark and not bare(one.text) for one in blocks)
    for page in articles(made, house):
        assert blank or read(page)[0]


def test_the_file_is_whole_and_asks_for_nothing(house: HouseStyle) -> None:
    html = write(document(), house).decode()
    assert 'lang="zh-CN"' in html
    assert not re.search(r"url\(|@import|@font-face|<link|<iframe|srcset|fetch\(", html)
    sources = [given.get("src") for tag, given in read(html.encode())[1] if tag == "img"]
    assert sources
    assert all(str(source).startswith("data:image/png;base64,") for source in sources)
    script = re.search(r"<script>(.*)</script>", html, re.S)
    assert script
    digest = base64.b64encode(hashlib.sha256(script[1].encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in html


def test_links_lead_to_the_web_to_a_mailbox_or_into_the_page(house: HouseStyle) -> None:
    good = ["https://a.b/?c=1&d", "http://a", "mailto:a@b.c", "#article_1"]
    bad = [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc",
        "//a.b",
        "vbscript:x",
        "HTTP s:",
    ]
    runs = tuple(Inline("甲", link=link) for link in (*good, *bad))
    made = document((Para("正文", runs),))
    found = [given["href"] for tag, given in read(write(made, house))[1] if tag == "a"]
    assert found == good
    titled = document((Para("标题", (Inline("题"),), bookmark="article_1"), Para("正文", runs)))
    (pasted,) = articles(titled, house)
    assert [given["href"] for tag, given in read(pasted)[1] if tag == "a"] == good[:3]


def test_every_figure_comes_from_the_house_style(house: HouseStyle) -> None:
    styles = dict(house.styles)
    styles["正文"] = replace(
        styles["正文"], size=18.0, line=31.0, indent=3.0, font='怪"体', color="123456"
    )
    other = HouseStyle(replace(PageSetup(), width=700.0, top=99.0), house.grid, styles)
    html = write(document(), other).decode()
    assert "font-size:calc(18*var(--pt));line-height:calc(31*var(--pt))" in html
    assert "text-indent:3em" in html
    assert "color:#123456" in html
    assert r'"怪\22 体"' in html
    assert "--page-width:700pt" in html
    assert "--top:99pt" in html
    assert "@page{size:700pt" in html
    assert "@page:left{margin-left:" in html
    assert "max-width:699.9pt" in html


def test_headings_and_landmarks(house: HouseStyle) -> None:
    html = write(issue(ROOT), house)
    assert headings(html) == ["h1", "h2", *["h3"] * 4, "h2", *["h3"] * 5]
    tags = [tag for tag, _ in read(html)[1]]
    assert [tag for tag in tags if tag in ("main", "header", "nav", "article", "footer")] == [
        "main", "header", "nav", "article", "article", "footer",
    ]  # fmt: skip
    html = write(document((Para("正文", (Inline("没有报头"),)),)), house)
    assert headings(html) == ["h1"]


def test_a_note_over_a_title_belongs_to_its_article(house: HouseStyle) -> None:
    note = Para("编者按", (Inline("编者按：甲"),))
    title = Para("标题", (Inline("乙"),), bookmark="article_1")
    credit = Para("供稿", (Inline("（丙供稿）"),))
    second = replace(title, bookmark="article_2")
    pages = articles(document((note, title, credit, note, note, second, credit)), house)
    assert [read(page)[0] for page in pages] == [
        "编者按：甲乙（丙供稿）",
        "编者按：甲编者按：甲乙（丙供稿）",
    ]


def test_a_picture_has_its_caption_and_the_size_it_has_in_word(house: HouseStyle) -> None:
    picture = LinePicture(png(3000, 4000), "大.png", "大图")
    blocks = (PictureBlock((picture,)), Para("图题", (Inline("大图"),)))
    html = body(write(document(blocks), house))
    assert re.search(
        r'<figure [^>]*><img [^>]*alt="大图"><figcaption [^>]*>大图</figcaption>', html
    )
    assert html.count("大图") == 2
    (width,) = re.findall(r"width:calc\(([\d.]+)\*", write(document(blocks), house).decode())
    assert float(width) <= house.page.text_height * 0.6 * 3 / 4 + 0.1


def side_by_side(*captions: str) -> PictureBlock:
    return PictureBlock(
        tuple(
            LinePicture(
                png(1600, 900), f"{place}.png", f"图{place}", caption=(Inline(one),) if one else ()
            )
            for place, one in enumerate(captions)
        )
    )


def test_pictures_side_by_side_are_one_figure(house: HouseStyle) -> None:
    html = body(write(document((side_by_side("", ""), Para("图题", (Inline("会场"),)))), house))
    assert re.search(
        r'<figure [^>]*><div class="line [^>]*><img [^>]*alt="图0"><img [^>]*alt="图1"></div>'
        r"<figcaption [^>]*>会场</figcaption></figure>",
        html,
    )
    html = body(write(document((side_by_side("甲", "乙"),)), house))
    one = r'<figure [^>]*><img [^>]*alt="图{}"><figcaption [^>]*>{}</figcaption></figure>'
    assert re.search(
        f"<figure [^>]*><div [^>]*>{one.format(0, '甲')}{one.format(1, '乙')}</div></figure>", html
    )


def test_pasted_they_stand_one_under_the_other(house: HouseStyle) -> None:
    title = Para("标题", (Inline("乙"),), bookmark="article_1")
    [page] = articles(document((title, side_by_side("甲", "丙"))), house)
    assert [tag for tag, _ in read(page)[1] if tag in ("img", "p")] == [
        "p",
        "img",
        "p",
        "p",
        "img",
        "p",
    ]
    assert read(page)[0].endswith("甲丙")


def test_markup_to_paste_has_inline_styles_only(house: HouseStyle) -> None:
    for page in articles(document(), house):
        tags = read(page)[1]
        assert not {tag for tag, _ in tags} & {"script", "style", "link", "div"}
        assert not [given for _, given in tags if "class" in given or "id" in given]


def test_a_table_has_the_columns_that_it_has_in_word(house: HouseStyle) -> None:
    rows = tuple(
        tuple((Inline(one),) for one in row) for row in (("序号", "内容"), ("1", "字" * 90))
    )
    made = TableBlock(("", ""), rows)
    html = write(document((made,)), house).decode()
    found = [float(one) for one in re.findall(r"--wide:([\d.]+)%", html)]
    widths = column_widths(made, house)
    assert found == pytest.approx([one / sum(widths) * 100 for one in widths], abs=0.01)


def test_caption_and_unit_are_in_the_table(house: HouseStyle) -> None:
    caption, unit = Para("表题", (Inline("表1　甲"),)), Para("表单位", (Inline("单位：件"),))
    made = TableBlock(("",), (((Inline("一"),),), ((Inline("二"),),)), "表1　甲")
    html = body(write(document((Para("正文", (Inline("丙"),)), caption, unit, made)), house))
    inside = re.findall("<table[^>]*><caption>(.*?)</caption><colgroup>", html)
    assert [re.findall(">([^<]+)<", one) for one in inside] == [["表", "1", "　甲", "单位：件"]]
    assert html.count("单位：件") == 1
    alone = body(write(document((caption, Para("正文", (Inline("丙"),)))), house))
    assert "<caption>" not in alone and "　甲" in alone


def test_a_figure_stands_in_a_box_as_wide_as_its_column(house: HouseStyle) -> None:
    rows = tuple(((Inline(one),), (Inline(one),)) for one in ("数", "1.5", "12"))
    html = write(document((TableBlock(("", "right"), rows),)), house).decode()
    rules = dict(re.findall(r"\.(x\d+)\{(min-width:[^}]*|text-align:[^}]*)\}", html))
    cells = re.findall(r'<td class="([^"]*)"><span class="figure (x\d+)">', html)
    assert [rules[box] for _, box in cells] == [
        "min-width:1.75em;padding-right:0", "min-width:1.75em;padding-right:0",
        "min-width:1.75em;padding-right:0.75em", "min-width:1.75em;padding-right:0.75em",
    ]  # fmt: skip
    assert [rules[names.split()[-1]] for names, _ in cells] == [
        "text-align:center",
        "text-align:right",
    ] * 2


def test_merged_cells_and_a_head_of_two_rows(house: HouseStyle) -> None:
    made = document((Para("标题", (Inline("题"),), bookmark="article_1"), MERGED))
    wanted = [
        [("th", "2", ""), ("th", "", "2")], [("th", "", ""), ("th", "", "")],
        [("td", "3", ""), ("td", "", ""), ("td", "", "")], [("td", "", "2")], [("td", "", ""), ("td", "", "")],
    ]  # fmt: skip
    for page in (write(made, house), *articles(made, house)):
        html = page.decode()
        rows = re.findall("<tr>(.*?)</tr>", html)
        found = [
            [
                (
                    tag,
                    (re.findall(r'rowspan="(\d)"', given) or [""])[0],
                    (re.findall(r'colspan="(\d)"', given) or [""])[0],
                )
                for tag, given in re.findall(r"<(t[hd])([^>]*)>", row)
            ]
            for row in rows
        ]
        assert found == wanted
        assert html.index("</thead>") > html.index("丁") > html.index("<thead>")
        assert re.findall('scope="(\\w+)"', html) == ["col", "colgroup", "col", "col"]


@pytest.mark.parametrize("writer", [write, write_docx])
def test_the_styles_of_a_table_are_not_worked_out_for_each_row(
    house: HouseStyle,
    monkeypatch: pytest.MonkeyPatch,
    writer: Callable[[Document, HouseStyle], bytes],
) -> None:
    asked: list[TableBlock] = []

    def counted(table: TableBlock, house: HouseStyle) -> tuple[str, str]:
        asked.append(table)
        return table_styles(table, house)

    monkeypatch.setattr(table_layout, "table_styles", counted)
    counts = []
    for rows in (5, 50):
        asked.clear()
        block = TableBlock(("", ""), (((Inline("甲"),), (Inline("乙"),)),) * rows)
        writer(document((block,)), house)
        counts.append(len(asked))
    assert 0 < counts[1] <= counts[0]  # a long table needs not be measured to be kept whole


def test_the_same_blocks_give_the_same_bytes(house: HouseStyle) -> None:
    first = write(document(), house)
    write(document(EVERYTHING[:5]), house)
    assert write(document(), house) == first
    assert articles(document(), house) == articles(document(), house)


@pytest.mark.needs_rendering
def test_html_validate_finds_nothing(house: HouseStyle, tmp_path: Path, root: Path) -> None:
    files = []
    for name, made in (("everything", document()), ("issue", issue(root)), ("empty", document(()))):
        files.append(tmp_path / f"{name}.html")
        files[-1].write_bytes(write(made, house))
    assert html_errors(files) == ""
    pasted = []
    for place, page in enumerate((*articles(document(), house), *articles(issue(root), house))):
        pasted.append(tmp_path / f"pasted-{place}.html")
        pasted[-1].write_bytes(page)
    assert html_errors(pasted, to_paste=True) == ""


def test_a_heading_of_the_contents_stands_over_their_list(house: HouseStyle) -> None:
    entry = Para("目录", (Inline("＊"), Inline("甲", link="#article_1")))
    title = Para("标题", (Inline("甲"),), bookmark="article_1")
    made = Document((Para("目录标题", (Inline("目　录"),)), entry, title), "", "", "", None)
    [contents] = re.findall(r"<nav[^>]*>(.*?)</nav>", write(made, house).decode(), re.S)
    assert re.fullmatch(r'<p class="[^"]*">目　录</p><ul><li [^>]*>＊<a .*</li></ul>', contents)


def test_the_dash_of_a_subtitle_does_not_stand_alone(house: HouseStyle) -> None:
    below = Para("副标题", (Inline("——温县人大常委会纪实"),))
    made = Document((Para("标题", (Inline("甲"),), bookmark="a"), below), "", "", "", None)
    assert '<span class="k">——温</span>县人大' in write(made, house).decode()


def test_superscripts_and_subscripts(house: HouseStyle) -> None:
    runs = (
        Inline("m"),
        Inline("2", script="super"),
        Inline("H"),
        Inline("2", "加粗", script="sub"),
    )
    made = Document(
        (Para("标题", (Inline("甲"),), bookmark="a"), Para("正文", runs)), "", "", "", None
    )
    page, [pasted] = write(made, house).decode(), articles(made, house)
    assert '<sup><span class="w">2</span></sup>' in page
    assert '<sub><span class="w">2</span></sub></span>' in page
    assert "m<sup>2</sup>H<strong><sub>2</sub></strong>" in pasted.decode()


def test_footnotes_stand_at_the_end_of_their_article(house: HouseStyle) -> None:
    def article(number: int, *notes: str) -> tuple[Para, ...]:
        runs = [Inline("正文"), *(Inline("", footnote=(Inline(note),)) for note in notes)]
        title = Para("标题", (Inline("题"),), bookmark=f"article_{number}")
        return (
            title,
            Para("正文", (Inline("一、甲。", "一级标题"), *runs)),
            Para("供稿", (Inline("稿"),)),
        )

    blocks = (*article(1, "甲注", "乙注"), *article(2, "丙注"))
    made = Document(blocks, "", "", "", None)
    said, tags = read(write(made, house))
    assert said == "题一、甲。正文①②稿①甲注②乙注题一、甲。正文①稿①丙注"
    links = {dict(attributes)["id"]: attributes["href"] for tag, attributes in tags if tag == "a"}
    assert links == {
        "mark_1": "#note_1", "mark_2": "#note_2", "note_1": "#mark_1", "note_2": "#mark_2",
        "mark_3": "#note_3", "note_3": "#mark_3",
    }  # fmt: skip
    assert [read(page)[0] for page in articles(made, house)] == [
        "题一、甲。正文①②稿①甲注②乙注", "题一、甲。正文①稿①丙注",
    ]  # fmt: skip


def test_entries_of_lists_have_their_marks(house: HouseStyle) -> None:
    title = Para("标题", (Inline("题"),), bookmark="a")
    blocks = (title, Para("列表", (Inline("甲"),)), Para("列表二级", (Inline("乙"),)))
    made = Document(blocks, "", "", "", None)
    assert read(write(made, house))[0] == "题•甲–乙"
    assert read(articles(made, house)[0])[0] == "题•甲–乙"
