"""The house style: gbt9704.yaml."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.findings.diagnostics import Diagnostic
from bulletin.pipeline.stages import read_shared
from bulletin.text.source import Source
from bulletin.typeset.house_style import HouseStyle, Length
from bulletin.typeset.house_style_file import NEEDED_STYLES, read_house
from bulletin.workspace.folders import Workspace
from tests.conftest import ROOT, MakeWorkspace
from tests.harness.issues import make

SHIPPED = (ROOT / "templates/gbt9704.yaml").read_text("utf-8")


def house(text: str = SHIPPED) -> HouseStyle:
    read, found = read_house(Source("gbt9704.yaml", text))
    assert found == []
    assert read is not None
    return read


def faults(text: str) -> list[Diagnostic]:
    read, found = read_house(Source("gbt9704.yaml", text))
    assert read is None
    assert all(one.is_error for one in found)
    return found


def test_every_shipped_style_parses() -> None:
    shipped = house()
    assert set(NEEDED_STYLES) <= set(shipped.styles)
    body = shipped.styles["正文"]
    assert (body.font, body.size, body.line, body.indent) == ("仿宋_GB2312", 16.0, 28.95, 2.0)
    assert shipped.styles["标题"].balanced
    assert shipped.styles["报头"].fit == 30.0
    assert shipped.styles["报送"].hang is None
    assert shipped.styles["报送"].foot
    assert shipped.styles["表格"].line is None


def test_the_page_is_that_of_the_standard() -> None:
    page = house().page
    assert (page.width, page.height) == pytest.approx((595.28, 841.89), abs=0.01)
    assert (page.right, page.bottom) == pytest.approx((26 * 72 / 25.4, 35 * 72 / 25.4), abs=0.01)


def test_a_style_takes_over_what_it_is_based_on() -> None:
    styles = house().styles
    assert styles["一级标题"].line == styles["正文"].line
    assert styles["一级标题"].font == "黑体"
    assert styles["一级标题"].word_style == ""
    assert styles["期号带线"].outline is None


WITH = SHIPPED + "\n  新样式:\n    {}\n"


@pytest.mark.parametrize(
    ("line", "attribute", "value"),
    [
        ("size: 三号", "size", 16.0), ("size: 16磅", "size", 16.0), ("size: 10.5 磅", "size", 10.5),
        ("size: 小五", "size", 9.0),
        ("before: 1行", "before", Length(1, "行")), ("before: 7毫米", "before", Length(7, "毫米")),
        ("before: 1厘米", "before", Length(10, "毫米")), ("before: -2磅", "before", Length(-2, "磅")),
        ("line: 单倍", "line", None), ("indent: 0字", "indent", 0.0),
        ("hang: 冒号", "hang", None),
        ('color: "#c00000"', "color", "C00000"), ("color: 红", "color", "FF0000"),
        ("outline: 3", "outline", 3),
        ("hanging: 是", "hanging", True), ("hanging: 否", "hanging", False),
        ("align: 两端", "align", "both"),
    ],
)  # fmt: skip
def test_values(line: str, attribute: str, value: object) -> None:
    assert getattr(house(WITH.format(line)).styles["新样式"], attribute) == value


def test_lengths_in_points() -> None:
    shipped = house()
    assert shipped.points(Length(2, "字"), 16) == 32
    assert shipped.points(Length(25.4, "毫米"), 16) == pytest.approx(72)
    assert shipped.points(Length(22, "行"), 16) == pytest.approx(shipped.page.text_height)
    assert shipped.points(Length(5, "磅"), 16) == 5


@pytest.mark.parametrize(
    ("line", "code", "at", "said"),
    [
        ("fnot: 黑体", "YA008", "fnot", "font"), ("size: 三好", "YA014", "三好", "三号"),
        ("size: 16", "YA014", "16", "16磅"),
        ("size: 16px", "YA014", "16px", "16磅"), ("line: 28", "YA014", "28", "磅"),
        ("indent: 2磅", "YA014", "2磅", "2字"),
        ("indent: 两字", "YA014", "两字", "2字"), ("align: 居中", "YA014", "居中", "中"),
        ("color: C00000", "YA014", "C00000", "#C00000"),
        ("outline: 10", "YA014", "10", "1 至 9"), ("hanging: 对", "YA014", "对", "是、否"),
        ("break: 菱形", "YA014", "菱形", "梯形"),
        ("place: 底部", "YA014", "底部", "版心底部"), ("before: 1 inch", "YA014", "1 inch", "磅"),
        ("based-on: 正问", "YA014", "正问", "正文"),
        ("based-on: 新样式", "YA014", "新样式", "前面"),
        ("font: [黑体, 宋体]", "YA014", "[黑体, 宋体]", "字体"),
        ("size: {a: b}", "YA014", "{a: b}", "字号"), ("line: 0磅", "YA014", "0磅", "大于"),
        ("size: 3号", "YA014", "3号", "是不是“三号”？"), ("size: 小3", "YA014", "小3", "是不是“小三”？"),
        ("size: ２号字", "YA014", "２号字", "是不是“二号”？"), ("size: 0磅", "YA014", "0磅", "大于"),
        ("size: -3磅", "YA014", "-3磅", "大于"), ("fit: 99999磅", "YA014", "99999磅", "1638"),
    ],
)  # fmt: skip
def test_faults_name_the_place_and_the_remedy(line: str, code: str, at: str, said: str) -> None:
    (found,) = faults(WITH.format(line))
    assert (found.code, found.span.text.strip()) == (code, at)
    assert said in found.hint + found.message
    row, column = found.span.source.position(found.span.start)
    assert row == WITH.count("\n")
    assert column == 5 + line.index(at)


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        ("\ngrid:", "\ngird:", "YA008", "是不是“grid”？"),
        ("  width:", "  widht:", "YA008", "是不是“width”？"),
        ("lines: 22", "lines: 0", "YA014", "整数"), ("lines: 22", "lines: 二十二", "YA014", "整数"),
        ("width: 210毫米", "width: 210", "YA014", "毫米"),
        ("width: 210毫米", "width: 2字", "YA014", "磅或毫米"),
        ("  图题:\n", "  图说:\n", "YA009", "图题"),
        ("    based-on: 正文             # 一是", "    based-on: 正文书 # 一是", "YA014", "正文"),
        ("    next: 期号\n", "    next: 期数\n", "YA014", "是不是“期号”？"),
        ("    size: 三号", "    size： 三号", "YA005", "全角冒号"),
        ("width: 210毫米", "width: &a 210毫米", "YA011", "锚点"),
        ("width: 210毫米", "width: !x 210毫米", "YA012", "标签"),
        ("    font: 宋体 ", "    font: 宋体\n    font: 宋体 ", "YA007", "font"),
    ],
)  # fmt: skip
def test_faults_of_the_file(old: str, new: str, code: str, said: str) -> None:
    assert old in SHIPPED
    found = faults(SHIPPED.replace(old, new, 1))
    assert found[0].code == code
    assert said in found[0].message + found[0].hint


@pytest.mark.parametrize(
    "text",
    [
        "",
        "styles:\n",
        "styles: 甲\n",
        "styles: [甲]\n",
        "styles:\n  正文: 黑体\n",
        "page: 3\n",
        "- 甲\n",
        "甲\n",
        "a: [\n",
        "\tb: c\n",
    ],
)
def test_wrong_nesting_is_a_finding(text: str) -> None:
    assert faults(text)


def test_all_faults_are_told_at_once() -> None:
    text = SHIPPED.replace("width: 210毫米", "width: 210").replace("size: 二号", "size: 二好", 1)
    assert len(faults(text)) == 2


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(["size", "font", "color", "line", "before", "hang", "outline", "fit"]),
    st.text(max_size=12),
)
def test_any_value_is_read_or_refused(key: str, value: str) -> None:
    text = WITH.format(f"{key}: {value!r}")
    read, found = read_house(Source("gbt9704.yaml", text))
    assert (read is None) == any(one.is_error for one in found)


def test_a_workspaces_own_style_wins(workspace: MakeWorkspace) -> None:
    own = SHIPPED.replace("size: 二号", "size: 小二", 1)
    shared = read_shared(Workspace(workspace({"templates/gbt9704.yaml": own})))
    assert shared.house is not None
    assert shared.house.styles["标题"].size == 18
    assert shared.findings == ()


def test_a_broken_style_stops_the_build(workspace: MakeWorkspace) -> None:
    made = make(
        workspace({"templates/gbt9704.yaml": SHIPPED.replace("size: 二号", "size: 二好", 1)})
    )
    assert made.codes == ["YA014"]
    assert made.found[0].span.source.path == "templates/gbt9704.yaml"
    assert made.document is None


def based(text: str, **files: str) -> tuple[HouseStyle | None, list[Diagnostic]]:
    """A house style of this text; the files that it may name are gbt9704 and ``files``."""
    sources = {name: Source(f"{name}.yaml", one) for name, one in files.items()}
    sources["gbt9704"] = Source("gbt9704.yaml", SHIPPED)
    return read_house(Source("own.yaml", text), sources.get)


def test_a_file_has_only_what_differs_from_its_base() -> None:
    middle = "based-on: gbt9704\nstyles:\n  标题:\n    size: 小二\n"
    own, found = based(
        "based-on: middle\nstyles:\n  正文:\n    font: 宋体\n  注意:\n    based-on: 正文\n",
        middle=middle,
    )
    assert (found, own is None) == ([], False)
    assert own is not None
    shipped = house()
    assert own.page == shipped.page
    assert (own.styles["标题"].size, own.styles["标题"].font) == (18.0, shipped.styles["标题"].font)
    assert own.styles["编印"].font == "宋体"  # it is based on 正文
    assert own.styles["注意"].font == "宋体"
    assert own.styles["表格"] == shipped.styles["表格"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("based-on: 无\n", "based-on 写的版式“无”没有这个文件。"),
        ("based-on: own\n", "based-on 写的版式“own”依据的又是本文件。"),
        ("based-on: [gbt9704]\n", "based-on 写的版式“”没有这个文件。"),
        ("based-on: gbt9704\nstyles:\n  标题: 大\n", "“标题”下面应当是一组“键: 值”。"),
        ("based-on: gbt9704\nstyles:\n  标题:\n    size: 大\n", "size 不能写“大”。"),
    ],
)
def test_a_wrong_base_is_said_at_its_place(text: str, said: str) -> None:
    own, found = based(text, own=text)
    assert own is None
    assert [(one.message, one.span.source.path) for one in found] == [(said, "own.yaml")]


@pytest.mark.parametrize("name", ["政务信息", "情况通报", "内部参阅"])
def test_the_shipped_house_styles_are_based_on_the_standard(name: str) -> None:
    own, found = based((ROOT / f"templates/{name}.yaml").read_text("utf-8"))
    assert found == []
    assert own is not None
    assert own != house()
    assert (own.page, own.grid) == (house().page, house().grid)


def test_bulletin_yaml_names_the_house_style(workspace: MakeWorkspace) -> None:
    root = workspace({"templates/我的.yaml": "based-on: 政务信息\npage:\n  top: 40毫米\n"})
    series = (root / "issues/bulletin.yaml").read_text("utf-8")

    def read(value: str) -> tuple[HouseStyle | None, list[str]]:
        (root / "issues/bulletin.yaml").write_text(f"{series}house-style: {value}\n", "utf-8")
        shared = read_shared(Workspace(root))
        return shared.house, [f"{one.message}{one.hint}" for one in shared.findings]

    own, found = read("我的")
    assert found == []
    assert own is not None
    assert (own.page.top, own.styles["供稿"].font) == (40 * 72 / 25.4, "楷体_GB2312")
    assert read("我的.yaml") == (own, [])
    expected = "没有版式“我”。是不是“我的”？可以写：gbt9704、政务信息、情况通报、内部参阅、我的。"
    assert read("我")[1] == [expected]
    assert read("[我的]")[1][0].startswith("“house-style”应当是一段文字")
    assert read("../terms")[1][0].startswith("没有版式“../terms”。")


def test_an_issue_has_no_house_style_of_its_own(workspace: MakeWorkspace) -> None:
    root = workspace({"issues/1/issue.yaml": "number: 1\nhouse-style: 政务信息\n"})
    assert [one.message for one in make(root).found if one.is_error] == [
        "“house-style”只能写在 bulletin.yaml 里：各期用一种版式。"
    ]
