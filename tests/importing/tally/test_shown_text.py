"""What Word shows and a walk through the text may miss: carried over or named, and in the books."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.importing.draft import DraftParagraph, DraftPicture
from bulletin.importing.output import import_report
from bulletin.importing.plan import Imported
from bulletin.importing.readers import dispatch
from bulletin.importing.readers.docx.docx_reader import read as read_word
from bulletin.importing.readers.file_kinds import Kind
from bulletin.importing.tally.shown_text import of_word
from tests.harness.import_cases import articles, imported, left, planned, shared_files
from tests.harness.word_files import PNG, article, p, picture, r, root, table, word

EMOJI = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="w16se"><w16se:symEx w16se:font="Segoe UI Emoji"'
    ' w16se:char="{0:X}"/></mc:Choice><mc:Fallback><w:t>{0:c}</w:t></mc:Fallback></mc:AlternateContent></w:r>'
)

ART = '<w:p><w:r><w:pict><v:shape><v:textpath string="艺术字"/></v:shape></w:pict></w:r></w:p>'
COMMENT = root("w:comments", f'<w:comment w:id="7">{p("没人引用")}</w:comment>')


def made(body: str, links: dict[str, tuple[str, str]] | None = None, **more: str) -> Imported:
    parts: dict[str, str | bytes] = {f"word/{name}.xml": text for name, text in more.items()}
    own = {f"r{name}": (name, f"{name}.xml") for name in more} | (links or {})
    data = word(article(body), parts, own)
    return imported(dispatch.read("来.docx", data, Kind.DOCX), shared_files())


def said(one: Imported) -> str:
    lines = "\n".join(import_report.lines(one, "issues/1"))
    assert "一字不差" in lines
    return lines


@pytest.mark.parametrize(
    ("body", "printed"),
    [
        (f"<w:p>{r('温度')}{EMOJI.format(0x2103)}</w:p>", "温度℃"),
        (f"<w:p>{r('甲')}<w:r><w:noBreakHyphen/></w:r>{r('乙')}</w:p>", "甲-乙"),
        (ART, "艺术字"),
        ("<w:p><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath></w:p>", "x=1"),
        (f'<w:p><w:fldSimple w:instr=" DATE ">{r("2026年3月")}</w:fldSimple></w:p>', "2026年3月"),
        (f"<w:p><w:smartTag>{r('智能标记')}</w:smartTag></w:p>", "智能标记"),
        (f"<w:p><w:bdo>{r('定向')}</w:bdo></w:p>", "定向"),
        (table([[p("县"), p("数")], [p("甲"), table([[p("内层")]])]]), "内层"),
    ],
)  # fmt: skip
def test_what_word_shows_is_printed(body: str, printed: str) -> None:
    one = made(body)
    said(one)
    assert printed in articles(one)[0].replace("\\", "")


def test_symbols_are_changes_by_name() -> None:
    one = made('<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + r("同意") + "</w:p>")
    assert "符号字体里的字，换成一样的字符 1 处：“\uf0fe”→“☑”" in said(one)


def test_a_field_that_word_draws_is_a_change_by_name() -> None:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = r"<w:r><w:instrText>eq \o\ac(○,3)</w:instrText></w:r>"
    one = made(f"<w:p>{mark.format('begin')}{code}{mark.format('end')}{r('甲县')}</w:p>")
    assert "③甲县" in articles(one)[0]
    assert r"域代码画的字，写成文字 1 处：“eq \o\ac(○,3)”→“③”" in said(one)


@pytest.mark.parametrize(
    ("kind", "text", "named"),
    [
        ("chart", root("c:chart", "<a:t>各县人数</a:t>"), "图表、图形里的字：各县人数"),
        ("diagramData", root("c:data", "<a:t>组织结构</a:t>"), "图表、图形里的字：组织结构"),
        ("header", root("w:hdr", p("机密件")), "页眉页脚：机密件"),
        ("header", root("w:hdr", ART), "页眉页脚：艺术字"),
        ("footer", root("w:ftr", p("共3页")), "页眉页脚：共3页"),
        ("comments", COMMENT, "没有引用的脚注、批注：没人引用"),
    ],
)  # fmt: skip
def test_what_stands_in_other_parts_is_named(kind: str, text: str, named: str) -> None:
    one = made("", None, **{kind: text.replace("c:", "w:")})
    assert named in left(one) and said(one)


def test_a_table_in_a_footnote_stays_with_it() -> None:
    note = f'<w:footnote w:id="2">{p("注文")}{table([[p("表里的字")]])}</w:footnote>'
    one = made(
        f'<w:p>{r("正文")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>',
        footnotes=root("w:footnotes", note),
    )
    assert "<!-- 脚注：注文　表里的字 -->" in articles(one)[0] and said(one)


def test_a_document_in_the_document_is_not_certified() -> None:
    one = made('<w:altChunk r:id="rX"/>', {"rX": ("aFChunk", "part.xml")}, part=root("w:x", ""))
    assert "（里面嵌的 1 个文档没有数）" in said(one) or "没有读进来" in said(one)


def test_what_nothing_but_the_tally_sees_is_missed() -> None:
    """An element that no reader knows: the books say so."""
    body = f"<w:p>{r('甲')}<w:unknown><w:r><w:t>没见过的</w:t></w:r></w:unknown></w:p>"
    data = word(article(body))
    assert any("没见过的" in line.text for line in of_word(data).lines)
    draft = dispatch.read("来.docx", data, Kind.DOCX)
    one = planned(draft, shared_files())
    assert sorted(one.account.missing) == sorted("没见过的")
    assert "第 2 段" in [line.place for line in one.account.places]
    assert not any("一字不差" in line for line in import_report.lines(one, "issues/1"))


FORMS = (
    "decimal", "chineseCounting", "chineseCountingThousand", "japaneseCounting", "bullet", "none",
    "lowerLetter", "upperRoman", "lowerRoman", "upperLetter", "decimalEnclosedCircle",
    "decimalFullWidth", "chineseLegalSimplified", "ideographDigital", "cardinalText",
)  # fmt: skip
USUAL = ' w:default="1"'
LEVEL = st.tuples(
    st.sampled_from(FORMS),
    st.integers(0, 30),
    st.sampled_from(("%1、", "（%2）", "%1.%2", "第%3章")),
)


def _list(identity: int, levels: list[tuple[str, int, str]]) -> str:
    inner = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
        for at, (form, start, pattern) in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="{identity}">{inner}</w:abstractNum>'


def _numbered(style: int, use: int | None, level: int | None) -> str:
    said = "" if use is None else f'<w:numId w:val="{use}"/>'
    said = ("" if level is None else f'<w:ilvl w:val="{level}"/>') + said
    properties = f"<w:numPr>{said}</w:numPr>" if said else ""
    return p("文", f'<w:pPr><w:pStyle w:val="S{style}"/>{properties}</w:pPr>')


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    st.lists(st.lists(LEVEL, min_size=1, max_size=4), min_size=2, max_size=2),
    st.integers(0, 9),
    st.lists(
        st.tuples(
            st.integers(0, 2),
            st.none() | st.integers(0, 4),
            st.none() | st.integers(0, 4),
        ),
        min_size=1,
        max_size=12,
    ),
)
def test_two_ways_to_count_give_the_same_numbers(
    lists: list[list[tuple[str, int, str]]],
    restart: int,
    paragraphs: list[tuple[int, int | None, int | None]],
) -> None:
    uses = "".join(
        f'<w:num w:numId="{use}"><w:abstractNumId w:val="{of}"/>{override}</w:num>'
        for use, of, override in (
            (1, 0, ""),
            (2, 1, ""),
            (
                3,
                0,
                f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{restart}"/></w:lvlOverride>',
            ),
        )
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="S{at}"{USUAL * (at == 0)}>'
        f'<w:name w:val="甲{at}"/><w:basedOn w:val="S{at - 1}"/><w:pPr>{said}</w:pPr></w:style>'
        for at, said in enumerate(
            (
                "",
                '<w:numPr><w:numId w:val="2"/></w:numPr>',
                '<w:numPr><w:ilvl w:val="1"/></w:numPr>',
            )
        )
    )
    body = "".join(_numbered(*one) for one in paragraphs)
    more: dict[str, str | bytes] = {
        "word/numbering.xml": root("w:numbering", "".join(map(_list, (0, 1), lists)) + uses),
        "word/styles.xml": root("w:styles", styles),
    }
    links = {"n": ("numbering", "numbering.xml"), "s": ("styles", "styles.xml")}
    data = word(body, more, links)
    numbers = [
        one.number for one in read_word("来.docx", data).pieces if isinstance(one, DraftParagraph)
    ]
    assert [line.text.removesuffix("文") for line in of_word(data).lines] == numbers


def test_automatic_numbers_are_left_out_by_name() -> None:
    numbering = _list(0, [("chineseCounting", 1, "%1、")])
    numbering += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    one = made(
        _numbered(0, 1, 0).replace("文", "抓学习")
        + p("学习了。")
        + _numbered(0, 1, 0).replace("文", "抓落实"),
        numbering=root("w:numbering", numbering),
    )
    assert "自动编号，由程序编：一、" in left(one) and "自动编号，由程序编：二、" in left(one)
    assert "## 抓学习" in articles(one)[0] and said(one)


def test_an_address_that_is_lost_is_said() -> None:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = '<w:r><w:instrText> HYPERLINK "ftp://a.b/c d" </w:instrText></w:r>'
    end = f"{mark.format('separate')}{r('网页')}{mark.format('end')}"
    one = made(f"<w:p>{mark.format('begin')}{code}{end}</w:p>")
    assert "网页" in articles(one)[0] and "ftp://a.b/c" in said(one)


@pytest.mark.parametrize("line", ["<w:strike/>", "<w:dstrike/>", '<w:strike w:val="1"/>'])
def test_a_line_through_text_is_said(line: str) -> None:
    one = made(f"<w:p>{r('不要了', line)}{r('要的。')}</w:p>")
    assert "有 3 个字带着删除线" in said(one) and "不要了要的。" in articles(one)[0]


def test_no_line_is_not_said() -> None:
    off = r("要的。", '<w:strike w:val="0"/>')
    assert "删除线" not in said(made(f"<w:p>{off}</w:p>"))


@pytest.mark.parametrize(
    ("words", "is_said"),
    [
        ("代表在田间听取意见", True), ("会场全景，主席台上方有会标", True), ("微信图片_20260301120000", False),
        ("IMG_256", False), ("图片 1", False), ("图片包含 人, 户外。描述已自动生成", False),
        ("现场.JPG", False), ("", False),
    ],
)  # fmt: skip
def test_what_somebody_said_of_a_picture_is_kept(words: str, is_said: bool) -> None:
    drawn = picture("rP").replace("<a:blip", f'<a:docPr descr="{words}"/><a:blip')
    parts: dict[str, str | bytes] = {"word/media/p.png": PNG}
    data = word(article(f"<w:p>{drawn}</w:p>"), parts, {"rP": ("image", "media/p.png")})
    draft = dispatch.read("来.docx", data, Kind.DOCX)
    said = [one.description for one in draft.pieces if isinstance(one, DraftPicture)]
    assert said == [words if is_said else ""]


def test_comments_and_footnotes_are_said() -> None:
    reference = '<w:r><w:commentReference w:id="7"/></w:r>'
    one = made(f"<w:p>{r('正文。')}{reference}</w:p>", comments=COMMENT)
    assert "说明：有 1 条批注，留在所在的段下面（<!-- -->），不印出来。" in said(one)
