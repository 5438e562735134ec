"""Whatever the text and its looks: every character is kept, or named as left out.

Counted from the file itself and from the written files as the program reads them; neither ``account``
nor ``tally`` has a part in it. White space does not count.

``BULLETIN_EXAMPLES=10000 pytest tests/importing/test_nothing_lost.py`` tries that many of each kind.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import unescape

import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bulletin.importing.file_reading import FileReader
from bulletin.importing.plan import Imported
from bulletin.importing.readers.incoming import Given, NotText
from bulletin.importing.run import Importer
from bulletin.model.content import printed_runs_of
from bulletin.reading.contribution import read_contribution
from bulletin.reading.decode import decode
from bulletin.workspace.folders import Workspace
from tests.conftest import SERIES, write_files
from tests.harness.word_files import p, r, root, table, word

pytestmark = pytest.mark.slow

EXAMPLES = int(os.environ.get("BULLETIN_EXAMPLES", "60"))
LIMITS = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=EXAMPLES <= 1000,
    database=None,
    phases=tuple(Phase) if EXAMPLES == 60 else (Phase.explicit, Phase.generate),
)
ALPHABET = (
    "人大代表履职，。；：！？“”‘’《》（）、—…·喆𠮷一二三十是第期县0123456789０９"
    "AaZz.,;:!?\"'%+-~<>&|{}[]()$\\*_`#=@^/"
)
TEXT = st.text(st.sampled_from(ALPHABET), min_size=1, max_size=30)
PHRASE = st.sampled_from(
    (
        "一、强基固本。", "（一）走进站点。", "1.听取意见。", "（1）", "一是学习。二是调研。三是视察。",
        "一是学习。", "二是调研。", "（某县人大常委会供稿）", "作者：张三", "2024年12月20日",
        "编者按：各地扎实。", "第43期", "目　录", "＊某县：活动", "某县：活动", "送：市人大，各县人大",
        "某市人大办公室　2024年12月20日印发", "（共印30份）", "内部资料", "人大工作简报", "# 题",
        "## ", "> 引", "1. 项", "- 项", "---", "|甲|乙|", "第1页", "- 2 -",
    )
)  # fmt: skip
LINE = st.one_of(
    TEXT, PHRASE, st.tuples(PHRASE, TEXT).map("".join), st.tuples(TEXT, PHRASE).map("".join)
)
LOOK = st.sampled_from(
    ("", "<w:b/>", "<w:i/>", "<w:b/><w:i/>", '<w:rFonts w:eastAsia="黑体"/>', "<w:vanish/>")
)
RUN = st.builds(r, LINE, LOOK)


def _wrapped(tag: str, inner: str) -> str:
    if tag == "w:del":
        inner = inner.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
    return f"<{tag}>{inner}</{tag}>" if tag else inner


SPAN = st.builds(
    _wrapped, st.sampled_from(("", "", "", "w:ins", "w:del", "w:smartTag", "w:hyperlink")), RUN
)


def _field(code: str, result: str = "", end: bool = True) -> str:
    said = (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r>'
    )
    if result:
        said += f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(result)}'
    return said + '<w:r><w:fldChar w:fldCharType="end"/></w:r>' * end


def _font(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


ODD_RUN = st.sampled_from(
    (
        '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>',
        '<w:r><w:sym w:font="MT Extra" w:char="F051"/></w:r>',
        '<w:r><w:sym w:font="宋体" w:char="25CF"/><w:noBreakHyphen/><w:tab/><w:br/><w:softHyphen/></w:r>',
        r("R£³", _font("Wingdings 2")), r("³ab", _font("Symbol")), r("\uf0fcＱ", _font("Wingdings")),
        _field("eq \\o\\ac(○,3)"), _field("EQ \\o\\ac(○,密)"), _field("EQ \\f(a+b,2)"), _field("EQ "),
        _field("EQ \\* jc2 \\o\\ad(\\s\\up 9(guō),虢)"), _field("EQ 断", end=False),
        _field(" SYMBOL 254 \\f Wingdings "),
        _field(" MACROBUTTON 无 点这里"), _field(" PAGE ", "3"),
        _field(' HYPERLINK "https://a.b/c(d)" ', "网页"),
        "<m:oMath><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>",
        '<w:r><mc:AlternateContent><mc:Choice Requires="w16se"><w16se:symEx w16se:font="Segoe UI Emoji"'
        ' w16se:char="1F600"/></mc:Choice><mc:Fallback><w:t>😀</w:t></mc:Fallback></mc:AlternateContent></w:r>',
        '<w:r><w:pict><v:shape><v:textpath string="红头艺术字"/></v:shape></w:pict></w:r>',
        "<w:del><w:r><w:delText>划</w:delText><w:noBreakHyphen/></w:r></w:del>",
        "<w:r><w:ruby><w:rt>" + r("pīn") + "</w:rt><w:rubyBase>" + r("拼")
        + "</w:rubyBase></w:ruby></w:r>",
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + r("单击此处")
        + "</w:sdtContent></w:sdt>",
    )
)  # fmt: skip
LEVEL = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
PROPERTIES = st.sampled_from(
    (
        "",
        "",
        "",
        '<w:jc w:val="center"/>',
        '<w:outlineLvl w:val="0"/>',
        '<w:outlineLvl w:val="2"/>',
        LEVEL,
    )
)
PARAGRAPH = st.builds(
    lambda said, spans: f"<w:p><w:pPr>{said}</w:pPr>{''.join(spans)}</w:p>",
    PROPERTIES, st.lists(st.one_of(SPAN, ODD_RUN), min_size=1, max_size=4),
)  # fmt: skip
TABLE = st.builds(
    lambda rows, span: table(rows).replace("<w:tc>", f"<w:tc><w:tcPr>{span}</w:tcPr>", 1),
    st.lists(st.lists(PARAGRAPH, min_size=1, max_size=3), min_size=1, max_size=3),
    st.sampled_from(("", '<w:gridSpan w:val="2"/>', "<w:vMerge/>")),
)
BOX = PARAGRAPH.map(
    lambda one: f"<w:p><w:r><w:pict><w:txbxContent>{one}</w:txbxContent></w:pict></w:r></w:p>"
)
NOTED = st.sampled_from(("comment", "footnote")).map(
    lambda kind: f'<w:p>{r("注")}<w:r><w:{kind}Reference w:id="1"/></w:r></w:p>'
)
BLOCK = st.one_of(PARAGRAPH, PARAGRAPH, PARAGRAPH, TABLE, BOX, NOTED)


def visible(texts: Iterable[str]) -> Counter[str]:
    return Counter(char for text in texts for char in text if not char.isspace())


def do_import(name: str, data: bytes) -> tuple[Imported, Counter[str]]:
    """Import into a series; what was made, and the characters of the files that were written."""
    with tempfile.TemporaryDirectory() as place:
        workspace = write_files(Path(place), {"issues/bulletin.yaml": SERIES})
        importer = Importer(Workspace(workspace))
        given = Given(name, None, data)
        imported = importer.take(43, FileReader([given]).read(given))
        importer.finish()
        folder = workspace / "issues" / "43"
        made = Counter[str]()
        for path in sorted(folder.glob("*.md")):
            made += contribution(path.read_bytes())
        if imported.is_whole:
            made += settings_of((folder / "issue.yaml").read_text("utf-8"))
    return imported, made


def contribution(data: bytes) -> Counter[str]:
    """All text of a contribution, and of the comments in it."""
    source, wrong = decode("a.md", data)
    assert not wrong
    read, _ = read_contribution(source)
    heads = (read.source, read.author, read.contents, read.note)
    remarks = re.findall(r"^<!-- (?:脚注|尾注|批注)(?:（甲）)?：(.*) -->$", source.text, re.M)
    dates = re.findall(r"^# 来稿日期：(.*)$", source.text, re.M)
    body = [run.text for block in read.body for run in printed_runs_of(block)]
    return visible(
        [
            read.title.text.replace("\\|", "|"),  # a bar that is printed is typed so
            *(one.text for one in heads if one),
            *body,
            *dates,
            *(one.replace("- ", "-") for one in remarks),
        ]
    )


def settings_of(text: str) -> Counter[str]:
    """What an issue.yaml says beside its number, date and serial."""
    said = yaml.safe_load(text)
    routing = [one for line in said.get("routing", {}).values() for one in line]
    names = [str(said.get(key, "")) for key in ("name", "issuer", "classification")]
    return visible([*names, *routing])


def assert_even(source: Counter[str], imported: Imported, made: Counter[str]) -> None:
    """Nothing lost, nothing invented, after the mends are undone."""
    found = made + visible(one.text for one in imported.omitted)
    for mend in imported.mends:
        found.update(visible([mend.before]))
        found.subtract(visible([mend.after]))
    lost, invented = source - found, +found - source
    if imported.is_whole:  # what bulletin.yaml says already is in no issue.yaml
        lost -= visible([SERIES])
    assert not lost, f"lost: {''.join(lost.elements())}"
    assert not invented, f"invented: {''.join(invented.elements())}"
    assert imported.account.is_even


MARKS = st.text(
    st.sampled_from("*_~`#>-+=|:![]()<>&;\\^.0123456789 \t甲乙，。“”王aB"), min_size=1, max_size=16
)
ODD = st.text(
    st.sampled_from(
        "\x00\x01\x08\x1a\x1b\x1c\x1f\x7f\x80\x85\x9f\xa0\xad\u200b\u200d\u200e\u2009\u202e\u2028\u2029"
        "\u2060\u3000\ufe0f\ufeff\ufffc\ufffd\ue000\uf0fc\U000f0000😀①㎡ﬁＡ１﹖\x0b\x0c文"
    ),
    min_size=1,
    max_size=6,
)
MARKUP = st.sampled_from(
    (
        "---\ntitle: 某县：活动\n---", "title: 活动", "source: 某县", "## 一、强基", "# 题 ##", "题\n===",
        "138****5678", "规格3*4*5", "王**、李**", "**注：**数据", "***要***点", "a_b_c", "~~删~~", "2024. 年",
        "- [ ] 办", "- [x] 办", "[链](https://a.b/c(d) \"题\")", "<https://a.b>", "![图](没有.png)",
        "[备注]: 内容",
        "&amp;&nbsp;&#20154;", "\\*甲\\*", "`码*`", "~~~py\nx*y\n~~~", "<!-- 注 -->", "<b>粗</b>",
        "<div>块</div>",
        "文[^一]。\n\n[^一]: 脚注", "| 甲 | 乙 |\n|---|:-:|\n| 丙 | 丁 |", "> 引\n后", "* * *",
        "1. 甲\n2. 乙", "+ 甲",
    )
)  # fmt: skip
TYPED = st.lists(
    st.one_of(LINE, MARKS, ODD, MARKUP, st.tuples(LINE, ODD, MARKS).map("".join)),
    min_size=1, max_size=10,
)  # fmt: skip
BREAK = st.sampled_from(("\n", "\n\n", "\r\n", "\r", "\u2028", "\u2029", "\x0b", "\x0c", "\x85"))
CHINESE = "各地人大常委会组织代表走进联络站，听取群众的意见和建议。\n\n"
"""What makes an encoding certain that has no mark of its own."""
ENCODINGS: dict[str, tuple[bytes, str]] = {
    "utf-8": (b"", ""),
    "utf-8 with a mark": (b"\xef\xbb\xbf", ""),
    "gb18030": (b"", CHINESE * 12),
    "utf-16-le": (b"\xff\xfe", ""),
    "utf-16-be": (b"\xfe\xff", ""),
}


@pytest.mark.parametrize("name", ["来.txt", "来.md"])
@LIMITS
@given(lines=TYPED, gap=BREAK, encoding=st.sampled_from(sorted(ENCODINGS)))
def test_bytes_in_are_what_was_made_and_what_was_left(
    name: str, lines: list[str], gap: str, encoding: str
) -> None:
    mark, before = ENCODINGS[encoding]
    text = before + gap.join(["文", *lines])
    try:
        imported, made = do_import(name, mark + text.encode(encoding.partition(" ")[0]))
    except NotText:  # more control characters than any text has
        return
    assert_even(visible([text]), imported, made)


@LIMITS
@given(st.lists(BLOCK, min_size=1, max_size=8), LINE, LINE)
def test_word(blocks: list[str], note: str, head: str) -> None:
    body = p("某县：代表活动有声有色") + "".join(blocks)
    comment = f'<w:comment w:id="1" w:author="甲">{p(note)}</w:comment>'
    more: dict[str, str | bytes] = {
        "word/comments.xml": root(
            "w:comments", f'{comment}<w:comment w:id="9" w:author="乙">{p("没有引用")}</w:comment>'
        ),
        "word/footnotes.xml": root(
            "w:footnotes", f'<w:footnote w:id="1">{p(note)}{table([[p("注里的表")]])}</w:footnote>'
        ),
        "word/header1.xml": root("w:hdr", p(head)),
        "word/charts/chart1.xml": root(
            "w:chart", "<a:t>图表标题</a:t><w:strCache><w:v>甲县</w:v></w:strCache>"
        ),
        "word/numbering.xml": root("w:numbering", NUMBERING),
    }
    links = {
        "rId1": ("comments", "comments.xml"), "rId2": ("footnotes", "footnotes.xml"),
        "rId3": ("header", "header1.xml"), "rId4": ("chart", "charts/chart1.xml"),
        "rId5": ("numbering", "numbering.xml"),
    }  # fmt: skip
    imported, made = do_import("来.docx", word(body, more, links))
    assert_even(visible(map(shown, [body, *map(str, more.values())])), imported, made)


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
WITH_RESULT = re.compile(r"<w:instrText>(?: PAGE | HYPERLINK [^<]*)</w:instrText>")
SAID = re.compile(
    r"<(?:w:t|w:delText|w:instrText|m:t|a:t|w:v)\b[^>]*>([^<]*)<|:char=\"([0-9A-F]+)\"|(<w:noBreakHyphen)"
    r"| string=\"([^\"]*)\""
)


def shown(xml: str) -> str:
    """What Word shows of the parts that this file makes, by their patterns."""
    xml = re.sub(r"<mc:Fallback>.*?</mc:Fallback>", "", WITH_RESULT.sub("", xml))
    numbers = (f"{number}." for number in range(1, xml.count("<w:numPr>") + 1))
    return "".join(numbers) + "".join(
        unescape(text) + (chr(int(code, 16)) if code else "") + ("-" if hyphen else "") + art
        for text, code, hyphen, art in SAID.findall(xml)
    )
