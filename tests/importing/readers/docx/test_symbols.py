"""Characters that only their font, a field or a form makes: shown in Unicode, or named at their place."""

from __future__ import annotations

import pytest

from bulletin.importing.draft import Draft, DraftParagraph, Remark
from bulletin.importing.plan import Imported
from bulletin.importing.readers.docx import docx_reader
from tests.harness.import_cases import articles, imported, left, shared_files
from tests.harness.word_files import article, p, r, root
from tests.harness.word_files import word as word_file

FONT = '<w:rFonts w:ascii="{0}" w:hAnsi="{0}"/>'


def font(name: str, more: str = "") -> str:
    return FONT.format(name) + more


def sym(name: str, code: str) -> str:
    return f'<w:r><w:sym w:font="{name}" w:char="{code}"/></w:r>'


def mark(kind: str, inner: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{inner}</w:fldChar></w:r>'


def code(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'


def field(text: str, result: str = "", inner: str = "") -> str:
    """A field of code and, where there is one, result."""
    behind = mark("separate") + r(result) if result else ""
    return mark("begin", inner) + code(text) + behind + mark("end")


CHOICES = '<w:listEntry w:val="甲"/><w:listEntry w:val="乙"/>'


def form(inner: str) -> str:
    """A field of a form, which shows what its data say."""
    return field(" FORM ", inner=f"<w:ffData>{inner}</w:ffData>")


def read(runs: str, styles: str = "", theme: str = "") -> Draft:
    more: dict[str, str | bytes] = {"word/styles.xml": root("w:styles", styles)}
    links = {"s": ("styles", "styles.xml")}
    if theme:
        more["word/theme/theme1.xml"] = theme
        links["t"] = ("theme", "theme/theme1.xml")
    return docx_reader.read("来稿.docx", word_file(f"<w:p>{runs}</w:p>", more, links))


def text(runs: str) -> str:
    draft = read(runs)
    assert not draft.omitted, draft.omitted
    return "\n".join(one.text for one in draft.pieces if isinstance(one, DraftParagraph))


def made(runs: str) -> Imported:
    return imported(
        docx_reader.read("来稿.docx", word_file(article(f"<w:p>{runs}</w:p>"))), shared_files()
    )


@pytest.mark.parametrize(
    ("runs", "shown"),
    [
        (r("R", font("Wingdings 2")) + r("同意"), "☑同意"),
        (r("£", font("Wingdings 2")) + r("不同意"), "☐不同意"),
        (r("数量") + r("³", font("Symbol")) + r("5件"), "数量≥5件"),
        (r("l", font("Wingdings")) + r("一项"), "●一项"),
        (r("\uf0b7", font("Symbol")) + r("一项"), "•一项"),
        (r("\uf0fc", font("Wingdings")) + r("完成"), "✓完成"),
        (r("ü", font("Wingdings")) + r("完成"), "✓完成"),
        (r("重点«", font("Wingdings", '<w:rFonts w:eastAsia="宋体"/>')), "重点★"),
        (r("a", font("Webdings")) + r("已办"), "✓已办"),
        (r("abc", font("Symbol")), "αβχ"),
        (r("p", font("Wingdings 3")) + r("上升"), "▲上升"),
        (sym("Wingdings", "F0FE") + r("党员"), "☑党员"),
        (sym("Wingdings", "00A8") + r("群众"), "□群众"),
        (sym("Symbol", "F0B1") + r("5"), "±5"),
        (sym("宋体", "25CF") + r("甲"), "●甲"),
        (field(r"eq \o\ac(○,3)") + r("甲县"), "③甲县"),
        (field(r"EQ \o\ac(○,印)"), "㊞"),
        (field(r" eq \o \ac(○,秘)"), "㊙秘"[0]),
        (field(r"EQ \f(1,2)"), "1/2"),
        (field(r"EQ \r(3,a+b)"), "3√a+b"),
        (field(r"EQ x\s\up 5(2)"), "x2"),
        (field(r"EQ \f(a+b,2)"), "(a+b)/2"),
        (mark("begin") + code("EQ ") + code(r"\o\ac(") + r("○") + code(",5)") + mark("end"), "⑤"),
        (field(r"EQ \o\ac(○,7)", "⑦"), "⑦"),
        (field(r"SYMBOL 254 \f Wingdings \s 12") + r("是"), "☑是"),
        (form("<w:checkBox><w:default/></w:checkBox>") + r("是"), "☑是"),
        (form('<w:checkBox><w:default w:val="0"/></w:checkBox>') + r("否"), "☐否"),
        (form(f'<w:ddList><w:result w:val="1"/>{CHOICES}</w:ddList>'), "乙"),
        (field(" FORMTEXT ", "李某某"), "李某某"),
        (field(" PAGE ", "3") + r("页"), "3页"),
    ],
)  # fmt: skip
def test_what_word_shows_is_what_is_read(runs: str, shown: str) -> None:
    assert text(runs) == shown


@pytest.mark.parametrize(
    ("math", "shown"),
    [
        ("<m:d><m:e><m:r><m:t>x+1</m:t></m:r></m:e></m:d>", "(x+1)"),
        ("<m:rad><m:e><m:r><m:t>x</m:t></m:r></m:e></m:rad>", "√x"),
        ('<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:e><m:r><m:t>a</m:t></m:r></m:e></m:nary>', "∑a"),
    ],
)  # fmt: skip
def test_signs_and_brackets_of_formulas_are_written_out(math: str, shown: str) -> None:
    assert text(f"<m:oMath>{math}</m:oMath>") == shown


def test_the_reading_of_a_character_is_named() -> None:
    draft = read(r("一个") + field(r"EQ \* jc2 \* hps10 \o\ad(\s\up 9(guō),虢)") + r("字"))
    assert [one.text for one in draft.pieces if isinstance(one, DraftParagraph)] == ["一个虢字"]
    assert [(one.text, one.reason) for one in draft.omitted] == [("guō", "注音")]


def test_a_circle_that_no_character_has_is_said() -> None:
    draft = read(field(r"EQ \o\ac(○,密)") + r("件"))
    assert [one.text for one in draft.pieces if isinstance(one, DraftParagraph)] == ["密件"]
    assert draft.notes == ("带圈字符没有现成的字，去掉了圈：○里的密。",)


def test_a_symbol_that_nobody_knows_is_named_at_its_place() -> None:
    for run in (r("Q", font("MT Extra")), sym("Wingdings", "F0FF"), r("\uf0ff")):
        draft = read(r("甲") + run + r("乙"))
        assert [one.text for one in draft.pieces if isinstance(one, DraftParagraph)] == ["甲乙"]
        [remark] = [one for one in draft.pieces if isinstance(one, Remark)]
        assert remark.label == "符号" and "请对照原文" in remark.text
    assert "<!-- 符号：" in articles(made(r("甲") + r("Q", font("MT Extra"))))[0]


def test_the_report_says_that_symbols_were_carried_over() -> None:
    one = made(r("R", font("Wingdings 2")) + r("同意。"))
    assert "☑同意。" in articles(one)[0]
    assert any("Wingdings" in line for line in one.notes)


def test_a_font_of_symbols_in_a_style() -> None:
    style = (
        '<w:style w:type="character" w:styleId="S"><w:name w:val="勾"/>'
        f"<w:rPr>{font('Wingdings 2')}</w:rPr></w:style>"
    )
    assert [one.text for one in read(r("R", '<w:rStyle w:val="S"/>') + r("是"), style).pieces
            if isinstance(one, DraftParagraph)] == ["☑是"]  # fmt: skip


def test_a_black_face_of_the_theme_is_heavy() -> None:
    fonts = '<a:majorFont><a:latin typeface="Arial"/><a:ea typeface="黑体"/></a:majorFont>'
    [para] = read(r("标题", '<w:rFonts w:eastAsiaTheme="majorEastAsia"/>'), "",
                  root("a:theme", fonts)).pieces  # fmt: skip
    assert isinstance(para, DraftParagraph) and para.heavy


def test_bold_and_bold_italic_arrive_through_styles() -> None:
    style = (
        '<w:style w:type="character" w:styleId="B"><w:name w:val="甲"/><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="C"><w:name w:val="乙"/><w:basedOn w:val="B"/>'
        "<w:rPr><w:i/></w:rPr></w:style>"
    )
    bold, both = '<w:rStyle w:val="B"/>', '<w:rStyle w:val="C"/>'
    off = '<w:b w:val="0"/><w:i w:val="false"/>'
    [para] = read(r("粗", bold) + r("斜", both) + r("平", both + off), style).pieces
    assert isinstance(para, DraftParagraph)
    assert [(one.text, one.bold, one.emphasis) for one in para.runs] == [
        ("粗", True, False), ("斜", True, True), ("平", False, False),
    ]  # fmt: skip


def test_links_as_fields_keep_their_address() -> None:
    address = "https://example.com/a(b)?c=1"
    runs = (
        mark("begin")
        + code(f' HYPERLINK "{address}" ')
        + mark("separate")
        + r("网页")
        + mark("end")
    )
    [para] = read(runs).pieces
    assert isinstance(para, DraftParagraph) and [run.link for run in para.runs] == [address]


def test_what_a_form_asks_for_is_no_text() -> None:
    control = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + r("单击输入文字。")
        + "</w:sdtContent></w:sdt>"
    )  # fmt: skip
    one = made(r("姓名：") + control)
    assert "单击" not in articles(one)[0]
    assert "表单里没有填的提示文字：单击输入文字。" in left(one)


def test_a_field_that_never_ends_swallows_nothing() -> None:
    draft = read(mark("begin") + code("EQ ") + r("正文") + r("第二句。"))
    assert [one.text for one in draft.pieces if isinstance(one, DraftParagraph)] == [
        "EQ 正文第二句。"
    ]
    assert [
        one.text
        for one in read(p("") + mark("end") + r("甲")).pieces
        if isinstance(one, DraftParagraph)
    ] == ["甲"]
