"""The .docx itself: valid for both validators, the same bytes, the properties that Word needs."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from datetime import date
from pathlib import Path

import docx
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
from bulletin.model.content import PictureWidth
from bulletin.model.merged_cells import CellSpan
from bulletin.text.source import Source
from bulletin.typeset.house_style import HouseStyle
from bulletin.typeset.house_style_file import read_house
from bulletin.workspace.shipped import shipped_template
from bulletin.writers.word.docx_writer import write
from tests.harness.programs import assert_valid


@pytest.fixture(scope="module")
def house() -> HouseStyle:
    text = shipped_template("gbt9704.yaml").read_text("utf-8")
    house, found = read_house(Source("gbt9704.yaml", text))
    assert house is not None, found
    return house


def png(width: int = 40, height: int = 30) -> bytes:
    """A grey picture, made here."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    rows = b"".join(b"\x00" + b"\x80" * width for _ in range(height))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def text(*words: str) -> tuple[Inline, ...]:
    return tuple(Inline(word) for word in words)


EVERYTHING: tuple[Block, ...] = (
    Para("密级", text("内部资料")),
    Para("报头带密级", text("人大工作简报")),
    Para("期号", text("第43期")),
    Para("编印", text("某市人大常委会办公室"), text("2024年12月20日")),
    Para("目录", (Inline("＊"), Inline("温县：“代表”动起来", link="#article_1"))),
    Para("编者按", text("编者按：一段。"), new_page=True),
    Para("标题", text("温县：代表动起来\n活动实起来"), bookmark="article_1"),
    Para("作者", text("张三")),
    Para("正文", (Inline("一、突出。", "一级标题"), Inline("正文——“引文”…·G20会议11次，<&>\"'"))),
    Para("一级标题", text("二、独占一行")),
    Para(
        "正文",
        (
            Inline("黑", "加粗"),
            Inline("2", "加粗", script="super"),
            Inline("H"),
            Inline("2", script="sub"),
            Inline("楷", "强调"),
            Inline("网", link="https://a.b/?c=1&d"),
        ),
    ),
    Para(
        "引文",
        (
            *text("引文\n换行"),
            Inline("", footnote=(*text("注“文”"), Inline("网", link="https://a.b/"))),
        ),
    ),
    Para("列表", text("一项")),
    Para("列表二级", text("下一级")),
    Para("列表三级", text("再下一级")),
    Para("表题", (Inline("表"), Inline("1", field=r"SEQ 表 \* ARABIC \r 1"), Inline("　件数"))),
    Para("表单位", text("单位：件")),
    TableBlock(
        ("left", "right", ""),
        ((text("单位"), text("数"), ()), (text("温县"), text("197"), ())),
        "表1　件数",
    ),
    TableBlock(("",), ((text("一"),), (text("二"),))),
    TableBlock(
        ("", ""),
        ((text("一"), ()), (text("二"), text("三")), ((), text("四"))),
        spans=(CellSpan(0, 0, 1, 2), CellSpan(1, 0, 2, 1)),
    ),
    PictureBlock((LinePicture(png(), "照片.png", "会场"),)),
    Para("图题", text("会场")),
    PictureBlock((LinePicture(png(3000, 4000), "大.png", "大图"),)),
    Para("供稿", text("（某市人大供稿）")),
    Para("报送", text("送：甲，乙")),
    Para("报送", text("主送：" + "很长的单位名称，" * 12)),
    Para("份数", text("共印20份")),
    Para("印发", text("某市人大常委会办公室"), text("2024年12月20日印发")),
)


SIDE_BY_SIDE: tuple[Block, ...] = (
    PictureBlock(
        (LinePicture(png(), "左.png", "左"), LinePicture(png(800, 600), "右.png", "右图"))
    ),
    Para("图题", text("左右两张")),
    PictureBlock(
        (
            LinePicture(png(), "甲.png", "甲", caption=text("甲图题")),
            LinePicture(png(), "乙.png", "", PictureWidth(30, "%"), text("乙图题")),
        )
    ),
    PictureBlock((LinePicture(png(), "甲.png", "甲", caption=text("甲")),) * 3),
)
"""Pictures side by side: with one caption, and each with its own."""


def document(
    blocks: tuple[Block, ...] = EVERYTHING, day: date | None = date(2024, 12, 20)
) -> Document:
    return Document(blocks, "人大工作简报第43期", "某市人大", "甲；乙", day)


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


@pytest.mark.needs_rendering
def test_every_kind_of_block_is_valid(house: HouseStyle, tmp_path: Path) -> None:
    many = tuple(Para("报送", text(f"送{number}：{'单位' * 30}")) for number in range(30))
    cases = {
        "everything": EVERYTHING,
        "without-foot": EVERYTHING[:9],
        "table-last": EVERYTHING[:16],
        "side-by-side": SIDE_BY_SIDE,
        "long-foot": (*EVERYTHING[:9], *many),
        "empty": (),
    }
    for name, blocks in cases.items():
        (tmp_path / f"{name}.docx").write_bytes(write(document(blocks), house))
    (tmp_path / "undated.docx").write_bytes(write(document(day=None), house))
    assert_valid(sorted(tmp_path.glob("*.docx")))


def test_the_same_document_gives_the_same_bytes(house: HouseStyle) -> None:
    first = write(document(), house)
    write(document(EVERYTHING[:9], None), house)  # another one in between leaves no trace
    assert write(document(), house) == first


def test_one_issue_leaves_nothing_in_the_next(house: HouseStyle) -> None:
    plain = write(document(EVERYTHING[:9], None), house)
    write(document(), house)
    assert write(document(EVERYTHING[:9], None), house) == plain
    assert "dcterms:created" not in part(plain, "docProps/core.xml")


def test_a_failed_issue_leaves_nothing_in_the_next(house: HouseStyle) -> None:
    plain = write(document(EVERYTHING[:9], None), house)
    broken = PictureBlock((LinePicture(b"no picture", "x.png", ""),))
    with pytest.raises(KeyError):
        write(document((*EVERYTHING, broken)), house)
    assert write(document(EVERYTHING[:9], None), house) == plain


def test_no_entry_knows_the_clock(house: HouseStyle) -> None:
    with zipfile.ZipFile(io.BytesIO(write(document(), house))) as archive:
        assert archive.testzip() is None
        for entry in archive.infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0), entry.filename
            assert (entry.create_system, entry.external_attr) == (0, 0)


def test_core_properties_are_the_issues_own(house: HouseStyle) -> None:
    properties = docx.Document(io.BytesIO(write(document(), house))).core_properties
    assert (properties.title, properties.author, properties.keywords) == (
        "人大工作简报第43期", "某市人大", "甲；乙",
    )  # fmt: skip
    assert properties.created is not None
    assert properties.created.date() == date(2024, 12, 20)
    assert properties.last_modified_by == ""


def test_marks_of_ambiguous_width_are_hinted(house: HouseStyle) -> None:
    body = part(write(document(), house), "word/document.xml")
    for run in re.findall(r"<w:r>.*?</w:r>", body):
        if re.search("[“”‘’—…·]", run):
            assert 'w:hint="eastAsia"' in run, run
            hinted = re.search(r'w:ascii="([^"]*)" w:hAnsi="([^"]*)"', run)
            assert hinted is not None
            assert set(hinted.groups()) <= {"仿宋_GB2312", "黑体"}, run  # never the Latin face


def test_a_minus_is_set_in_the_face_of_its_figure(house: HouseStyle) -> None:
    """仿宋_GB2312 has none."""
    body = part(write(document((Para("正文", text("降到−12.5度")),)), house), "word/document.xml")
    assert "hint" not in body
    assert "<w:t>降到−12.5度</w:t>" in body


def test_a_run_in_heading_is_a_run_of_the_same_paragraph(house: HouseStyle) -> None:
    word = docx.Document(io.BytesIO(write(document(), house)))
    paragraph = next(one for one in word.paragraphs if one.text.startswith("一、突出。"))
    assert paragraph.text == "一、突出。正文——“引文”…·G20会议11次，<&>\"'"
    looks = [run.style.name for run in paragraph.runs]
    assert looks[0] == "简报一级标题文字"
    assert set(looks[1:]) == {"Default Paragraph Font"}


def test_contents_entries_lead_to_the_bookmarks_of_titles(house: HouseStyle) -> None:
    body = part(write(document(), house), "word/document.xml")
    anchors = re.findall(r'w:anchor="([^"]*)"', body)
    bookmarks = re.findall(r'<w:bookmarkStart w:id="\d+" w:name="([^"]*)"', body)
    assert anchors == bookmarks == ["article_1"]


def test_the_page_is_that_of_the_standard(house: HouseStyle) -> None:
    data = write(document(), house)
    body = part(data, "word/document.xml")
    assert '<w:pgSz w:w="11906" w:h="16838"/>' in body
    margins = dict(
        re.findall(r'w:(top|right|bottom|left)="(\d+)"', re.findall(r"<w:pgMar[^>]*>", body)[0])
    )
    assert margins == {"top": "2098", "right": "1474", "bottom": "1984", "left": "1587"}


def test_there_is_air_above_a_table_and_smaller_type_in_many_columns(house: HouseStyle) -> None:
    head = tuple(text(word) for word in ("办理时限", "承办单位") * 4)
    blocks = (
        Para("正文", text("甲")),
        TableBlock(("",) * 8, (head, head)),
        Para("正文", text("乙")),
    )
    body = part(write(document(blocks), house), "word/document.xml")
    first, second = re.findall(r"<w:p><w:pPr>.{0,200}?<w:t>[甲乙]</w:t>", body)
    assert '<w:spacing w:after="123"/>' in first
    assert "w:spacing" not in second
    names = dict(re.findall(r'w:styleId="(B\d+)"><w:name w:val="简报(.+?)"', styles_of(house)))
    used = re.findall(r'<w:tc>.*?<w:pStyle w:val="(B\d+)"/>', body)
    assert [names[one] for one in used] == ["表头小字"] * 8 + ["表格小字"] * 8


def test_a_caption_counts_and_describes_its_table(house: HouseStyle) -> None:
    body = part(write(document(), house), "word/document.xml")
    caption = next(one for one in re.findall("<w:p>.*?</w:p>", body) if "SEQ" in one)
    assert re.findall(r"<w:(?:instrText[^>]*|t)>([^<]*)<", caption) == [
        "表", r" SEQ 表 \* ARABIC \r 1 ", "1", "　件数",
    ]  # fmt: skip
    assert re.findall(r'fldCharType="(\w+)"', caption) == ["begin", "separate", "end"]
    assert re.findall(r'<w:tblCaption w:val="([^"]*)"/>', body) == ["表1　件数", "版记"]
    kept = part(write(document(), house), "word/styles.xml")
    for name in ("表题", "表单位"):
        style = re.findall(f'<w:name w:val="简报{name}"/>.*?</w:style>', kept)[0]
        assert '<w:keepNext w:val="1"/>' in style


def test_a_table_says_how_large_it_is_and_what_its_columns_are(house: HouseStyle) -> None:
    one = TableBlock(("", ""), ((text("单位<"), text("件\n数")), (text("温县"), text("1"))))
    bare = TableBlock(("",), ((text(""),), (text("甲"),)))
    body = part(write(document((one, Para("正文", text("甲")), bare)), house), "word/document.xml")
    found = re.findall(r'<w:tblDescription w:val="([^"]*)"/>', body)
    assert found == ["2行2栏：单位&lt;、件数", "2行1栏"]
    assert body.count('<w:tblLook w:val="0620" w:firstRow="1"') == 2


def test_the_caption_of_a_table_right_under_another_has_air(house: HouseStyle) -> None:
    one = TableBlock(("",), ((text("一"),), (text("二"),)))
    blocks = (one, Para("表单位", text("单位：件")), one, Para("正文", text("甲")))
    body = part(write(document(blocks), house), "word/document.xml")
    assert re.findall(r'<w:spacing w:before="(\d+)"/></w:pPr><w:r><w:t>单位', body) == ["347"]


def test_figures_of_a_column_end_under_one_another(house: HouseStyle) -> None:
    rows = (("件数", "数"), ("1.5", "1.5"), ("12", "12"), ("—", "—"))
    made = TableBlock(("", "right"), tuple(tuple(text(one) for one in row) for row in rows))
    body = part(write(document((made, Para("正文", text("甲")))), house), "word/document.xml")
    cells = re.findall(r"<w:tc>.*?</w:tc>", body)[2:]
    ends = [re.findall(r'w:ind w:right="(\d+)"', cell) for cell in cells]
    point = round(0.75 * 14 * 20)  # .5 in 四号
    assert int(ends[2][0]) - int(ends[0][0]) == pytest.approx(point, abs=1)
    assert (ends[1], ends[3], ends[4], ends[5]) == ([], [str(point)], [], [])
    sides = [re.findall(r'<w:jc w:val="(\w+)"/>', cell) for cell in cells]
    assert sides == [["right"]] * 4 + [["center"], ["right"]]


MERGED = TableBlock(
    ("", "", ""),
    tuple(
        tuple(text(one) if one else () for one in row)
        for row in (
            ("甲", "乙", ""),
            ("", "丙", "丁"),
            ("戊", "1", "2.5"),
            ("", "己", ""),
            ("", "3", "4"),
        )
    ),
    spans=(CellSpan(0, 0, 2, 1), CellSpan(0, 1, 1, 2), CellSpan(2, 0, 3, 1), CellSpan(3, 1, 1, 2)),
)


def test_merged_cells_and_a_head_of_two_rows(house: HouseStyle) -> None:
    body = part(write(document((MERGED, Para("正文", text("甲")))), house), "word/document.xml")
    rows = re.findall(r"<w:tr>.*?</w:tr>", body)
    assert ["<w:tblHeader/>" in row for row in rows] == [True, True, False, False, False]
    cells = [re.findall(r"<w:tc>.*?</w:tc>", row) for row in rows]
    spans = [
        [int((re.findall(r'gridSpan w:val="(\d)"', one) or [1])[0]) for one in row] for row in cells
    ]
    assert spans == [[1, 2], [1, 1, 1], [1, 1, 1], [1, 2], [1, 1, 1]]
    merges = [re.findall(r"<w:vMerge[^>]*>", row[0]) for row in cells]
    assert [one[0] for one in merges] == [
        '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:vMerge w:val="restart"/>', *["<w:vMerge/>"] * 2,
    ]  # fmt: skip
    widths = [sum(int(one) for one in re.findall(r'tcW w:w="(\d+)"', row)) for row in rows]
    assert len(set(widths)) == 1
    # the rows of a merged cell, and the head with the first row, are on one page
    assert ["<w:keepNext/>" in row for row in rows] == [True, True, True, True, False]
    assert 'w:jc w:val="center"' in cells[3][1]


def test_rows_are_whole_but_for_one_higher_than_a_page(house: HouseStyle) -> None:
    rows = [("项目", "内容"), ("甲", "字" * 1500), *[("乙", "字")] * 60]
    made = TableBlock(("", ""), tuple(tuple(text(one) for one in row) for row in rows))
    body = part(write(document((made, Para("正文", text("甲")))), house), "word/document.xml")
    found = re.findall(r"<w:tr>.*?</w:tr>", body)
    assert ["<w:cantSplit/>" in row for row in found] == [True, False, *[True] * 60]
    # the head stays with the first row, the last two rows together
    assert [at for at, row in enumerate(found) if "<w:keepNext/>" in row] == [0, 60]


def styles_of(house: HouseStyle) -> str:
    return part(write(document(), house), "word/styles.xml")


def test_a_large_picture_is_shrunk_to_the_type_area(house: HouseStyle) -> None:
    body = part(write(document(), house), "word/document.xml")
    sizes = [
        (int(x) / 12700, int(y) / 12700)
        for x, y in re.findall(r'<wp:extent cx="(\d+)" cy="(\d+)"', body)
    ]
    assert len(sizes) == 2
    assert all(x <= house.page.text_width and y <= house.page.text_height for x, y in sizes)
    assert abs(sizes[1][0] / sizes[1][1] - 0.75) < 0.01


def test_pictures_side_by_side_are_in_one_line(house: HouseStyle) -> None:
    body = part(write(document(SIDE_BY_SIDE), house), "word/document.xml")
    [line] = re.findall(r"<w:p>(?:(?!</w:p>).)*右.png.*?</w:p>", body)
    assert line.count("<wp:inline") == 2
    assert "　" in re.sub("<[^>]+>", "", line)
    assert "<w:keepNext/>" in line
    tables = re.findall(r"<w:tbl>.*?</w:tbl>", body)
    assert [one.count("<w:tc>") for one in tables] == [2, 3]
    assert re.search(r"</w:tbl><w:p><w:pPr><w:pStyle [^>]*></w:pPr></w:p><w:tbl>", body)
    assert not re.search("tblBorders", tables[0])
    cells = re.findall(r"<w:tc>.*?</w:tc>", tables[0])
    assert [re.sub("<[^>]+>", "", one) for one in cells] == ["甲图题", "乙图题"]


def test_pictures_have_names_and_say_what_is_to_be_seen(house: HouseStyle) -> None:
    body = part(write(document(SIDE_BY_SIDE), house), "word/document.xml")
    named = re.findall(r'<wp:docPr id="(\d+)" name="(.+?)" descr="(.*?)"/>', body)
    assert [one[:2] for one in named] == [(str(n), f"图片 {n}") for n in range(1, 8)]
    assert [one[2] for one in named[:4]] == ["左", "右图", "甲", ""]
    assert re.findall(r'<pic:cNvPr id="0" name="(.+?)"', body)[:2] == ["左.png", "右.png"]


def test_under_a_picture_is_air_with_a_caption_and_without(house: HouseStyle) -> None:
    air = round(house.points(house.styles["图题"].after, 14) * 20)
    spacing = f'<w:spacing w:after="{air}"/>'
    for blocks, is_own in ((SIDE_BY_SIDE[:1], True), (SIDE_BY_SIDE[:2], False)):
        body = part(
            write(document((*blocks, Para("正文", text("甲")))), house), "word/document.xml"
        )
        assert (spacing in body) == is_own


def test_the_foot_is_a_table_at_the_bottom_with_its_anchor_after_it(house: HouseStyle) -> None:
    """A paragraph a row, rules as borders of the rows at the edges of each style."""
    body = part(write(document(), house), "word/document.xml")
    before, table, after = re.split("(<w:tbl>(?:(?!<w:tbl>).)*?</w:tbl>)", body)[-3:]
    assert 'w:vertAnchor="margin"' in table
    assert 'w:tblpYSpec="bottom"' in table
    assert len(re.findall("<w:p>", after)) == 1  # the tiny paragraph that it hangs on is last
    assert "<w:keepNext/>" in before[before.rindex("<w:p>") :]
    rows = re.findall("<w:tr>.*?</w:tr>", table)
    texts = [re.sub("<[^>]*>", "", row)[:2] for row in rows]
    assert texts == ["送：", "主送", "共印", "某市"]
    rules = [re.findall(r'<w:(top|bottom) w:val="single" w:sz="(\d)"', row) for row in rows]
    assert rules == [[("top", "8")], [], [], [("top", "6"), ("bottom", "8")]]
    assert "w:shd" not in body


def test_a_foot_too_high_for_the_foot_runs_in_the_text(house: HouseStyle) -> None:
    many = tuple(Para("报送", text(f"送：{'单位' * 30}")) for _ in range(10))
    body = part(write(document((*EVERYTHING[:9], *many)), house), "word/document.xml")
    assert "w:tbl>" not in body
    assert body.count("单位单位") >= 10
    assert body.count('<w:keepNext/><w:pBdr><w:top w:val="single" w:sz="8"') == 1


def test_superscripts_and_typed_ones(house: HouseStyle) -> None:
    runs = (Inline("m"), Inline("2", "加粗", script="super"), Inline("，“5m²”"))
    made = part(write(document((Para("正文", runs),)), house), "word/document.xml")
    assert re.search(
        r'<w:rStyle [^>]*/><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t>', made
    )
    assert "<w:r><w:t>5m²</w:t></w:r>" in made  # not in the face of the quotation marks


def test_footnotes_are_those_of_word(house: HouseStyle) -> None:
    note = (Inline("注"), Inline("2", script="super"), Inline("网", link="https://a.b/"))
    runs = (Inline("甲"), Inline("", footnote=note), Inline("乙"), Inline("", footnote=text("二")))
    made = write(document((Para("正文", runs),)), house)
    body, notes = part(made, "word/document.xml"), part(made, "word/footnotes.xml")
    assert re.findall(r'<w:footnoteReference w:id="(\d)"/>', body) == ["1", "2"]
    assert re.findall(
        r'<w:footnote w:id="(\d)"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/>', notes
    ) == ["1", "2"]
    assert "https://a.b/" in part(made, "word/_rels/footnotes.xml.rels")
    assert notes.count("<w:footnoteRef/>") == 2
    assert '<w:name w:val="footnote text"/>' in part(made, "word/styles.xml")
    plain = write(document((Para("正文", text("甲")),)), house)
    assert part(plain, "word/footnotes.xml").count("<w:footnote ") == 2  # the two separators


def test_an_apostrophe_is_latin_a_quotation_mark_chinese(house: HouseStyle) -> None:
    runs = text("去McDonald’s，说‘it’s OK’，‘好’A")
    made = part(write(document((Para("正文", runs),)), house), "word/document.xml")
    said = re.findall(
        r"<w:r>(<w:rPr>)?.*?<w:t[^>]*>([^<]*)</w:t></w:r>", made[made.index("去") - 40 :]
    )
    hinted = ["，说‘", "’，‘好’"]
    assert [piece for is_hinted, piece in said if is_hinted][:2] == hinted
    assert ("", "McDonald’s") in said
    assert ("", "it’s OK") in said
