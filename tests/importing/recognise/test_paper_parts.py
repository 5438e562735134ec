"""Official papers as Word has them: red heads in text boxes, in tables, as pictures; the choice of the user."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.importing.plan import Imported
from bulletin.importing.readers import dispatch
from bulletin.importing.readers.docx import docx_reader
from bulletin.importing.readers.file_kinds import Kind
from bulletin.importing.recognise.whole_issue import Choice
from tests.harness.import_cases import articles, left, shared_files
from tests.harness.import_cases import imported as of_draft
from tests.harness.word_files import PNG, p, picture, r, table
from tests.harness.word_files import word as word_file

CENTRED = '<w:pPr><w:jc w:val="center"/></w:pPr>'
RED = '<w:color w:val="FF0000"/>'
TEXT = "各单位要高度重视这项工作，明确分管领导和具体责任人，按时保质完成各项任务。"
SIGNED = p("甲县人民政府") + p("2026年2月19日")
ARTICLE = f"---\ntitle: 关于开展安全检查的通知\nsource: 甲县人民政府\n# 来稿日期：2026年2月19日\n---\n{TEXT}"


def line(text: str, size: int, more: str = "") -> str:
    """A centred line of a size in half points."""
    run = r(text, f'<w:sz w:val="{size}"/>{more}')
    return f"<w:p>{CENTRED}{run}</w:p>"


def boxed(text: str) -> str:
    """A run with a text box."""
    return f"<w:r><w:pict><w:txbxContent>{line(text, 72)}</w:txbxContent></w:pict></w:r>"


TITLE = line("关于开展安全检查的通知", 44)


def imported(body: str, choice: Choice = "", fresh: bool = False) -> Imported:
    data = word_file(body, {"word/media/image1.png": PNG}, {"rId5": ("image", "media/image1.png")})
    return of_draft(
        docx_reader.read("来稿.docx", data), shared_files(), is_new=fresh, choice=choice
    )


def test_a_red_head_in_a_text_box() -> None:
    made = imported(
        f"<w:p>{boxed('甲县人民政府')}</w:p>" + TITLE + p("各乡镇：") + p(TEXT) + SIGNED
    )
    assert articles(made) == [ARTICLE]
    assert "公文的红头，简报里没有这一项：甲县人民政府" in left(made)


def test_a_text_box_anchored_in_the_title() -> None:
    title = TITLE.replace("<w:r>", boxed("甲县人民政府文件") + "<w:r>", 1)
    made = imported(title + p(TEXT) + SIGNED)
    assert articles(made) == [ARTICLE]
    assert "公文的红头，简报里没有这一项：甲县人民政府文件" in left(made)


def test_a_red_head_in_a_table() -> None:
    head = table(
        [[line("甲县人民政府", 60), line("文件", 60)], [p("甲政〔2026〕5号"), p("签发人：张某某")]]
    )
    made = imported(head + TITLE + p(TEXT) + SIGNED)
    assert articles(made) == [ARTICLE]
    assert not made.findings


def test_a_red_organ_alone_over_a_title_of_its_size() -> None:
    made = imported(line("甲县人民政府", 44, RED) + TITLE + p(TEXT) + SIGNED)
    assert articles(made) == [ARTICLE]


def test_a_picture_of_a_red_head_over_the_number() -> None:
    head = f"<w:p>{picture('rId5')}</w:p>" + p("甲政〔2026〕5号")
    made = imported(head + TITLE + p(TEXT) + SIGNED)
    assert articles(made) == [ARTICLE]
    assert any("幅图片" in one for one in made.notes)


def test_copies_and_printer_in_a_table() -> None:
    foot = table([[p("抄送：县委办公室。")], [p("甲县人民政府办公室"), p("2026年2月20日印发")]])
    made = imported(TITLE + p(TEXT) + SIGNED + foot)
    assert articles(made) == [ARTICLE]
    assert "抄送、印发，简报里由程序另编：抄送：县委办公室。" in left(made)


def test_an_imprint_behind_the_annexes() -> None:
    annex = p("附件") + line("检查表", 44) + p("甲县人民政府办公室　　2026年2月20日印发")
    made = imported(TITLE + p(TEXT) + p("附件：检查表") + SIGNED + annex)
    assert articles(made) == [f"{ARTICLE}\n附件\n检查表"]
    assert [one.code for one in made.findings] == ["IM025"]


ONE = (
    line("周口人大简报", 92) + line("第12期", 32) + p("周口市人大常委会办公室　　2024年12月1日") + TITLE
    + p(TEXT) + p("（甲县人大常委会供稿）")
)  # fmt: skip


def test_an_issue_of_one_article_is_one_article_unless_the_user_says_so() -> None:
    single, whole = imported(ONE), imported(ONE, "issue", fresh=True)
    assert not single.is_whole and not single.series and "issue" in "".join(single.notes)
    assert "title: 关于开展安全检查的通知" in articles(single)[0]
    assert whole.is_whole and "name: 周口人大简报" in whole.series
    assert any("周口人大简报" in one and "bulletin.yaml" in one for one in whole.notes)


def test_a_single_article_may_be_asked_for() -> None:
    two = ONE + line("乙县视察", 44) + p(TEXT) + p("（乙县人大常委会供稿）")
    assert imported(two, fresh=True).is_whole
    made = imported(two, "single")
    assert not made.is_whole and len(articles(made)) == 1


def test_the_contents_of_a_report_make_no_issue() -> None:
    body = line("代表工作信息", 92) + line("第12期", 32) + p("目录")
    heads = [
        f"{number}、{text}" for number, text in zip("一二", ("基本情况", "存在问题"), strict=True)
    ]
    body += "".join(p(f"{head}..........{at}") for at, head in enumerate(heads, 1)) + TITLE
    body += "".join(p(head) + p(TEXT) for head in heads) + SIGNED
    made = imported(body)
    assert not made.is_whole


HEADS = [
    "",
    line("甲县人民政府文件", 72, RED) + p("甲政〔2026〕5号"),
    line("甲 县 人 民 政 府", 72, RED) + p("甲政函〔2026〕15号") + p("签发人：张某某"),
    f"<w:p>{boxed('甲县人民政府文件')}</w:p>" + p("甲政发﹝2026﹞105号　　　签发人：张某某"),
    table([[line("甲县人民政府文件", 60)], [p("甲政〔2026〕5号")]]),
    p("000001") + p("机密★5年") + p("特急") + line("甲县人民政府文件", 72) + p("甲政【2026】5号"),
    line("甲县人民政府办公室（函）", 60, RED) + p("甲政办函[2026] 7 号") + p("━━━━━━━━"),
    f"<w:p>{picture('rId5')}</w:p>" + p("甲政〔2026〕5号"),
    p("甲政〔2026〕XX号"),
    line("甲县财政局", 60, RED) + line("甲县教育局 文件", 60, RED) + p("甲财〔2026〕5号"),
]
TITLES = [
    [line("关于开展安全检查的通知", 44)],
    [line("关于开展安全", 44), line("检查的通知", 44)],
    [line("关 于 开 展 安 全 检 查 的 通 知", 44)],
    [line("关于开展安全检查的", 44), line("通　　知", 44)],
]
ADDRESSEES = ["", p("各乡镇："), p("各乡镇人民政府，县直各单位："), p("主送：各乡镇、街道办事处")]
LISTS = [
    "",
    p("附件：检查表"),
    p("附件：1.检查表") + p("　　　2.回执"),
    p("附件1：检查表") + p("附件2：回执"),
]
IMPRINTS = [
    "",
    p("（此件公开发布）"),
    p("抄送：县委办公室，县人大，") + p("　　　县政协办公室。") + p("甲县人民政府办公室　2026年2月20日印发"),
    table([[p("抄送：县委办公室。")], [p("甲县人民政府办公室") + p("2026年2月20日印发")]]),
    p("主题词：安全　检查　通知") + p("甲县人民政府办公室　　　2026年2月20日印制") + p("（共印50份）"),
]  # fmt: skip
ANNEXES = [
    "",
    p("附件") + line("检查表", 44) + p("一、项目"),
    p("附件1：") + table([[p("项目"), p("结果")]]),
]


@settings(max_examples=120, deadline=None)
@given(
    st.sampled_from(HEADS),
    st.sampled_from(TITLES),
    st.sampled_from(ADDRESSEES),
    st.sampled_from(LISTS),
    st.sampled_from(IMPRINTS),
    st.sampled_from(ANNEXES),
)
def test_any_paper_is_freed_of_what_stands_around_it(
    head: str, title: list[str], to: str, listed: str, imprint: str, annexes: str
) -> None:
    body = head + "".join(title) + to + p(TEXT) + listed + SIGNED + annexes + imprint
    made = imported(body)
    (text,) = articles(made)
    main = text.split("\n附件")[0]
    assert main.replace("检查　的", "检查的").replace("安全　检查", "安全检查") == ARTICLE
    assert not made.is_whole and not made.series
    assert {one.code for one in made.findings} <= {"IM025"}


@pytest.mark.parametrize("signer", ["", "　　　　签发人：张三", "  签发人：张三　李四"])
@pytest.mark.parametrize("addressee", ["市委：", "各县（市、区）人大常委会：", "市委、市政府："])
def test_short_lines_of_a_red_head_stand_alone_in_plain_text(signer: str, addressee: str) -> None:
    said = (
        f"某某市人大常委会文件\n某人常〔2026〕12号{signer}\n某某市人大常委会关于开展视察的报告\n{addressee}\n"
        "现将情况报告如下。\n一、基本情况\n视察了3个县。\n特此报告。\n某某市人大常委会\n2026年11月20日\n"
        "抄送：市政府。\n某某市人大常委会办公室　2026年11月20日印发\n"
    )
    made = of_draft(dispatch.read("来.txt", said.encode(), Kind.TEXT), shared_files())
    assert made.titles == ("某某市人大常委会关于开展视察的报告",)
    assert "现将情况报告如下。" in articles(made)[0].splitlines()
