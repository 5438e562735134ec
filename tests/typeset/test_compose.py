"""What stands where: an issue and issue.j2 become blocks."""

from __future__ import annotations

import os
import re
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bulletin.model.blocks import Document, Para
from bulletin.model.content import Article, all_levels
from bulletin.reading.contribution import read_contribution
from bulletin.text.source import Source
from bulletin.typeset.article_blocks import body
from bulletin.typeset.compose import compose
from tests.conftest import ROOT, MakeWorkspace
from tests.harness.issues import FRONT, Made, dump, make
from tests.typeset.test_arrange import issue_of

GOLDEN = ROOT / "tests" / "golden"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000780000005a0802000000fc6205b8000000097048597300002e"
    "2300002e230178a53f760000008f4944415478daedd0410d00000804a0cb6912231acb16ce071b0948f57020"
    "0a448b46b468d116448b46b468d116448b46b468d188168d68d1a2112d1ad1a245235a34a2458b46b468448b"
    "168d68d188162d1ad1a2112d5a34a245235ab468448b46b468d188168d68d1a2112d1ad1a245235a34a2458b"
    "46b468448b168d68d188162d1ad1a2112d5a34a24523fa8b05fb4994cedd6116490000000049454e44ae4260"
    "82"
)
"""120 by 90 dots, 300 an inch."""
FULL = """\
---
title: 某县人大常委会：代表|履职在路上　为民办实事
contents: 某县：代表履职|在路上
source: 某县人大常委会办公室
author: 张三
note: |
  编者按：第一段按语。

  第二段按语。
names: [张三]
---

导语一段，有**黑体**、*楷体*和[链接](https://example.com/a_b)。

## 强基固本

正文第一段，参训1200余人次，占12.5%，会见G20代表。

做法如下：

1. 甲项工作
2. 乙项工作；
3. 丙项工作

### 学习“三中全会。”

引出正文。

### 只有标题！

#### 三级

##### 四级“好”

四级正文。

## 列表接标题

1. 一项
2. 又一项

## 表格在后

| 项目 | 数量 |
|:--|--:|
| 走访 | 1,200次 |

![走访现场](图.png)

> 引文一段。
>
> 引文二段。

## 结尾
"""
ROUTING = "routing:\n  报: [{to: 省人大, copies: 2}, {to: 市委, copies: 3}]\n  发: [{to: 各县, copies: 15}]\n"
VARIANTS = {
    "run-in": "date: 2024-12-20\n",
    "display": "headings: display\nenumeration: display\ndigits: full-width\n",
    "switches": "contents-page: false\narticle-page: true\nclassification: 内部资料\ndate: 2024-01-02\n",
}


def check_golden(name: str, text: str) -> None:
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("BULLETIN_GOLDEN") == "write":
        path.write_bytes(text.encode())
    assert text == path.read_text("utf-8")


@pytest.mark.parametrize("name", VARIANTS)
def test_golden_variants(workspace: MakeWorkspace, name: str) -> None:
    root = workspace(
        {
            "issues/1/issue.yaml": f"number: 1\ncredit: （{{source}}　{{author}}）\n{ROUTING}{VARIANTS[name]}",
            "issues/1/00-全.md": FULL,
            "issues/1/图.png": PNG,
        }
    )
    made = make(root)
    assert made.codes == ["MD023"]  # emphasis inside a word
    check_golden(name, made.text)


def test_golden_sample_issue() -> None:
    made = make(ROOT, 43)
    assert made.codes == []
    check_golden("issue-43", made.text)


def of(workspace: MakeWorkspace, text: str, issue: str = "") -> Made:
    front, _, rest = text.rpartition("---\n")
    text = text if front else FRONT + rest
    return make(
        workspace({"issues/1/issue.yaml": "number: 1\n" + issue, "issues/1/01-温县.md": text})
    )


def lines(made: Made) -> list[str]:
    """The lines of the article's body."""
    kinds = ("正文", "一级标题", "二级标题", "引文", "表格", "图题")
    return [line for line in made.lines if line.startswith(kinds)]


@pytest.mark.parametrize(("series", "own"), [*product(["", "run-in", "display"], repeat=2)])
def test_layouts_are_taken_from_the_contribution_then_the_issue(
    workspace: MakeWorkspace, series: str, own: str
) -> None:
    keys = f"headings: {own}\nenumeration: {own}\n" if own else ""
    text = f"---\ntitle: 甲\nsource: 乙\n{keys}---\n\n## 小标题\n\n正文。\n\n1. 甲\n2. 乙\n"
    made = of(workspace, text, f"headings: {series}\nenumeration: {series}\n" if series else "")
    if (own or series or "run-in") == "run-in":
        wanted = [
            "正文 | {一级标题:一、}{一级标题:小标题}{一级标题:。}正文。{序数:一是}甲；{序数:二是}乙。"
        ]
    else:
        wanted = [
            "一级标题 | 一、小标题",
            "正文 | 正文。",
            "正文 | {序数:一是}甲；",
            "正文 | {序数:二是}乙。",
        ]
    assert lines(made) == wanted


@pytest.mark.parametrize(
    ("heading", "stop"),
    [
        ("小标题", True), ("小标题。", False), ("小标题！", False), ("小标题？", False),
        ("学习“三中全会。”", False),
        ("学习“三中全会”", True), ("出台《办法》", True), ("（试行）", True), ("他说：", False),
        ("**甲。**”", False), ("**甲**”", True), ("20%", True), ("“‘好！’”", False),
    ],
)  # fmt: skip
def test_a_run_in_heading_ends_in_a_stop(
    workspace: MakeWorkspace, heading: str, stop: bool
) -> None:
    (line,) = lines(of(workspace, f"## {heading}\n\n正文甲。\n"))
    assert line.endswith("{一级标题:。}正文甲。") == stop


@pytest.mark.parametrize(
    "after", ["", "## 又一个\n", "| 甲 |\n|---|\n| 乙 |\n", "> 引文。\n", "![](图.png)\n"]
)
def test_a_heading_that_cannot_run_in_stands_alone(workspace: MakeWorkspace, after: str) -> None:
    workspace({"issues/1/图.png": PNG})
    assert lines(of(workspace, "## 小标题\n\n" + after))[0] == "一级标题 | 一、小标题"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("引出：\n\n1. 甲", ["正文 | 引出：{序数:一是}甲。"]),
        ("## 题\n\n1. 甲", ["正文 | {一级标题:一、}{一级标题:题}{一级标题:。}{序数:一是}甲。"]),
        ("> 引文。\n\n1. 甲", ["引文 | 引文。", "正文 | {序数:一是}甲。"]),
        ("1. 甲！\n2. 乙？", ["正文 | {序数:一是}甲！{序数:二是}乙？"]),
        ("1. 甲\n2. 乙；", ["正文 | {序数:一是}甲；{序数:二是}乙；"]),
        ("1. “甲。”\n2. “乙”", ["正文 | {序数:一是}“甲。”{序数:二是}“乙”。"]),
        ("甲：\n\n1. 乙\n\n丙。", ["正文 | 甲：{序数:一是}乙。", "正文 | 丙。"]),
        ("1. **甲**乙", ["正文 | {序数:一是}{加粗:甲}乙。"]),
        ("> 甲*乙丙*", ["引文 | 甲{强调:乙丙}"]),
        ("> 甲*乙*", ["引文 | 甲*乙*"]),
        ("| 甲 | 乙 |\n|---|---|\n| **丙** | |", ["表格 | 甲 | 乙", "表格 | {加粗:丙} | "]),
    ],
)
def test_bodies(workspace: MakeWorkspace, text: str, wanted: list[str]) -> None:
    assert lines(of(workspace, text + "\n")) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("共11次", "共１１次"), ("占12.5%", "占１２．５％"), ("G20和C919", "G20和C919"),
        ("1,200元", "１,２００元"),
        ("3,4月", "３,４月"), ("5G网", "5G网"), ("11＋5＋N", "１１＋５＋N"),
        ("见[第3号](http://a.b/3)", "见[第3号](http://a.b/3)"),
    ],
)  # fmt: skip
def test_full_width_digits(workspace: MakeWorkspace, text: str, wanted: str) -> None:
    assert lines(of(workspace, text + "\n", "digits: full-width\n")) == [f"正文 | {wanted}"]


@pytest.mark.parametrize(
    ("note", "wanted"),
    [
        ("近日甲。", ["编者按：近日甲。"]), ("编者按：近日甲。", ["编者按：近日甲。"]),
        ("编者按 近日甲。", ["编者按：近日甲。"]),
        ("【编者按】近日甲。", None),
        ("'编者按: 近日甲。'", ["编者按：近日甲。"]), ("编者按语有三。", ["编者按：编者按语有三。"]),
        ("|\n  甲。\n  乙。", ["编者按：甲。", "乙。"]),
        ("|\n  编者按：\n\n  甲。\n\n  乙。", ["编者按：甲。", "乙。"]),
        ("编者按：", []),
    ],
)  # fmt: skip
def test_notes(workspace: MakeWorkspace, note: str, wanted: list[str] | None) -> None:
    made = of(workspace, f"---\ntitle: 甲\nsource: 乙\nnote: {note}\n---\n\n正文。\n")
    found = [
        line.removeprefix("⇟ ").removeprefix("编者按 | ")
        for line in made.lines
        if "编者按 |" in line
    ]
    assert found == (wanted if wanted is not None else ["编者按：近日甲。"])


@pytest.mark.parametrize(
    ("credit", "author", "wanted"),
    [
        ("（{source}供稿）", "", "（某县供稿）"), ("（{source}　{author}）", "", "（某县）"),
        ("（{source}　{author}）", "张三", "（某县　张三）"),
        ("（{source}供稿，作者：{author}）", "", "（某县供稿）"),
        ("（{source}供稿，作者：{author}）", "张三", "（某县供稿，作者：张三）"),
        ("（{author}　{source}）", "", "（某县）"),
        ("供稿：{source} 作者：{author}", "", "供稿：某县"), ("{author}", "", None),
    ],
)  # fmt: skip
def test_credits(workspace: MakeWorkspace, credit: str, author: str, wanted: str | None) -> None:
    key = f"author: {author}\n" if author else ""
    made = of(
        workspace, f"---\ntitle: 甲\nsource: 某县\n{key}---\n\n正文。\n", f"credit: '{credit}'\n"
    )
    found = [line for line in made.lines if line.startswith("供稿")]
    assert found == ([f"供稿 | {wanted}"] if wanted else [])


def test_marks_are_never_printed(workspace: MakeWorkspace) -> None:
    template = (ROOT / "templates/issue.j2").read_text(
        "utf-8"
    ) + "正文 | 又见{{ articles[0].title }}\n"
    workspace({"templates/issue.j2": template})
    made = of(workspace, "---\ntitle: 甲|乙　丙\nsource: 丁\n---\n\n正文。\n")
    assert "目录 | ＊[甲　乙　丙](#article_1)" in made.lines
    assert "⇟ 标题 #article_1 | 甲⏎乙　丙" in made.lines
    assert made.lines[-1].endswith("又见甲　乙　丙")


def test_a_title_of_several_yaml_lines_is_one(workspace: MakeWorkspace) -> None:
    made = of(workspace, "---\ntitle: |\n  甲乙\n  丙丁\nsource: 丁\n---\n\n正文。\n")
    assert "⇟ 标题 #article_1 | 甲乙　丙丁" in made.lines


def test_contents_wording(workspace: MakeWorkspace) -> None:
    made = of(workspace, "---\ntitle: 甲\ncontents: 另一种说法\nsource: 丁\n---\n\n正文。\n")
    assert "目录 | ＊[另一种说法](#article_1)" in made.lines


def test_a_long_title_is_a_warning(workspace: MakeWorkspace) -> None:
    title = "某市人大常委会深入开展主题活动扎实推进代表工作" * 4
    made = of(workspace, f"---\ntitle: {title}\nsource: 丁\n---\n\n正文。\n")
    assert made.codes == ["AR010"]
    assert made.found[0].span.text == title


def test_a_name_of_the_front_matter_stays_whole(workspace: MakeWorkspace) -> None:
    title = "某市人大常委会组织代表向先进典型欧阳尚广强同志学习推动工作"
    for names in ("names: [欧阳尚广强]\n", "author: 欧阳尚广强\n"):
        made = of(workspace, f"---\ntitle: {title}\nsource: 丁\n{names}---\n\n正文。\n")
        (line,) = [line for line in made.lines if "#article_1 |" in line]
        assert "⏎" in line
        assert "欧阳尚广强" in line


def test_an_empty_body_is_a_warning_only(workspace: MakeWorkspace) -> None:
    made = of(workspace, FRONT)
    assert made.codes == ["MD021"]
    assert made.document is not None


def test_pages(workspace: MakeWorkspace) -> None:
    two = {"issues/1/02.md": FRONT + "正文。\n"}
    for contents, article, marked in product(("true", "false"), ("true", "false"), [None]):
        issue = f"number: 1\ncontents-page: {contents}\narticle-page: {article}\n"
        made = make(workspace({**two, "issues/1/issue.yaml": issue}))
        breaks = [line.split(" ")[2] for line in made.lines if line.startswith("⇟")]
        wanted = ["#article_1"] * (contents == "true") + ["#article_2"] * (article == "true")
        assert (breaks, marked) == (wanted, None)


def test_what_the_file_says_of_itself(workspace: MakeWorkspace) -> None:
    document = of(workspace, "正文。\n", "date: 2024-12-20\n").document
    assert document is not None
    assert (document.title, document.author, document.keywords) == (
        "人大工作简报第1期", "某市人大常委会办公室", "某县人大",
    )  # fmt: skip


# Nothing is lost

ALPHABET = "代表履职为民三一是的人大工作。，、：；！？“”《》（）％…—·１２12.5%aBC-+/ 　"
STRETCH = st.text(st.sampled_from(ALPHABET), min_size=1, max_size=24)
BLOCK = st.tuples(st.sampled_from(["{}", "## {}", "### {}", "1. {}", "> {}"]), STRETCH)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def plain(document: Document) -> str:
    """The dump without its grammar."""
    text = re.sub(r"(?m)^(?:⇟ )?[^ |]+(?: #\S+)? \| ", "", dump(document))
    return squeezed(re.sub(r"\{[^{}:]+:([^{}]*)\}", r"\1", text).replace("⏎", ""))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(BLOCK, min_size=1, max_size=8), st.sampled_from(["run-in", "display"]))
def test_every_text_arrives_once_and_in_order_or_there_is_a_finding(
    parts: list[tuple[str, str]], layout: str
) -> None:
    front = FRONT.replace("---\n\n", f"headings: {layout}\nenumeration: {layout}\n---\n\n")
    text = front + "\n\n".join(form.format(stretch) for form, stretch in parts) + "\n"
    contribution, found = read_contribution(Source("a.md", text))
    if contribution is None or found:
        return
    article = Article(
        contribution, contribution.headings or all_levels("run-in"), "run-in", contribution.body
    )
    blocks = tuple(body(article))
    shown = plain(Document(blocks, "", "", "", None))
    place = 0
    for form, stretch in parts:
        mark = r"^(?:[-+*] +)+" if form == "{}" else "$^"  # of a list without numbers
        wanted = squeezed(re.sub(mark, "", stretch))
        at = shown.find(wanted, place)
        assert at >= 0, (form, stretch, shown)
        assert at - place <= 6, "nothing but markers and stops between"
        place = at + len(wanted)
    assert len(shown) - place <= 1
    assert all(isinstance(block, Para) for block in blocks)


def test_composing_is_pure(workspace: MakeWorkspace) -> None:
    root = workspace({})
    assert make(root).text == make(root).text
    assert issue_of("正文。").articles
    assert compose.__module__ == "bulletin.typeset.compose"


def test_values_folded_over_lines_are_joined_as_the_body_is(workspace: MakeWorkspace) -> None:
    made = make(
        workspace(
            {
                "issues/bulletin.yaml": "name: 人大工作\n  简报\nissuer: 某某市人大常委会\n  办公室\n"
                "serial: 第{n}\n  期\nclassification: 内部\n  资料\nrouting:\n  送:\n"
                "    - to: 市人大常委会\n        办公室\n",
                "issues/1/01-温县.md": "---\ntitle: 温县：代表\n  动起来\nsource: 温县人大\n  常委会\n"
                "author: 张三、\n  李四\nnote: 主题活动开展以来，\n  各地创新做法。\n---\n\n正文。\n",
            }
        )
    )
    for text in (
        "人大工作简报", "某某市人大常委会办公室", "第1期", "内部资料", "温县：代表动起来",
        "温县人大常委会", "张三、李四", "主题活动开展以来，各地创新做法。", "市人大常委会办公室",
    ):  # fmt: skip
        assert text in made.text


@pytest.mark.parametrize(
    ("keys", "lines"),
    [
        ("", ["期号带线 | 第1期"]),
        ("date: 2025-03-01\n", ["期号 | 第1期", "编印 | 某市人大常委会办公室 | 2025年3月1日"]),
        ("signer: 张三\n", ["期号签发带线 | 第1期 | 签发：张三"]),
        (
            "signer: 张三\ndate: 2025-03-01\n",
            ["期号签发 | 第1期 | 签发：张三", "编印 | 某市人大常委会办公室 | 2025年3月1日"],
        ),
    ],
)
def test_who_signed_stands_beside_the_serial(
    workspace: MakeWorkspace, keys: str, lines: list[str]
) -> None:
    made = make(workspace({"issues/1/issue.yaml": "number: 1\n" + keys}))
    shown = [line.partition(" #")[0] for line in made.lines]
    assert [line for line in shown if line.startswith(("期号", "编印"))] == lines


def test_a_table_whose_figures_must_be_broken_is_said(workspace: MakeWorkspace) -> None:
    def codes(columns: int) -> list[str]:
        rows = [["件数"] * columns, ["---"] * columns, ["1,234"] * columns]
        text = "\n".join("|" + "|".join(row) + "|" for row in rows)
        made = make(workspace({"issues/1/1.md": FRONT + f"一段。\n\n{text}\n"}))
        return [one.code for one in made.found if one.code == "AR015"]

    assert codes(10) == []
    assert codes(20) == ["AR015"]
