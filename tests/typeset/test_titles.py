"""Where titles break."""

from __future__ import annotations

import re
import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.text.widths import width
from bulletin.typeset.titles import break_title, in_one_line, with_typed_bars
from tests.conftest import ROOT
from tests.harness.growth import LINEAR, growth

FACE = "方正小标宋简体"
WIDTH = 442.2 / 22
NAMES = ("张明远", "王建国", "李秀英", "买世蕊")

GOLDEN = """\
温县：代表动起来　活动实起来
新乡市平原示范区：凝聚代表力量　/助力中原农谷发展
深化全过程人民民主实践/推动人大代表工作高质量发展
某市人大常委会扎实推进全过程人民民主/基层实践基地建设工作
某县人大常委会组织人大代表/开展优化营商环境专题视察活动
关于进一步加强和改进人大代表/建议办理工作的几点做法
某区人大常委会：小站点连接大民生，/代表家站建设跑出加速度
某市人大常委会听取和审议市人民政府/关于2024年上半年国民经济和社会发展/计划执行情况的报告
我市召开市十五届人大常委会第二十三次会议/审议通过《某市城市绿化条例》
贯彻实施《中华人民共和国/地方各级人民代表大会和地方各级人民政府/组织法》情况调研报告
某县人大“四个聚焦”/推动民生实事项目人大代表票决制落地见效
某市发挥五级人大代表作用助力乡村全面振兴
省人大常委会执法检查组来我市/开展《中华人民共和国农业法》执法检查
某县人大常委会创新“代表+网格”工作模式/打通联系服务群众最后一公里
充分发挥人大代表主体作用　/为高质量发展贡献人大力量
某区：“码”上联系代表　“线上”倾听民声
张明远代表：/三十年扎根乡村教育的“燃灯者”
全市人大系统学习贯彻/党的二十届三中全会精神专题培训班开班
某镇人大主席团围绕“百千万工程”/开展代表小组活动
某市人大常委会机关/开展“我为群众办实事”实践活动综述
聚焦民生关切 强化跟踪监督 /某县人大助推老旧小区改造提质增效
某市人大常委会代表工作委员会/关于2024年第三季度代表履职情况的通报
某市出台全省首部家庭教育促进条例
我市3500余名五级人大代表/走进1200个代表联络站接待选民
某县人大常委会2024年度/履职评议工作取得实效
让人大代表家站“建起来、转起来、活起来”
某市人大及其常委会/行使重大事项决定权的探索与实践
推动人大信访工作/法治化规范化建设的调查与思考
某市人大常委会召开基层立法联系点工作/座谈会暨立法协商会议
弘扬宪法精神，维护宪法权威：/某市举行国家工作人员宪法宣誓仪式
某县十七届人大四次会议/代表建议全部办结回复
关于加强黄河流域生态保护和高质量发展/协同立法的调研报告
代表建议“办得好”更要“看得见”
某市人大常委会组织驻市全国人大代表/和省人大代表开展会前集中视察
深入学习贯彻习近平总书记/关于坚持和完善人民代表大会制度的重要思想
某市推行人大代表建议办理/“提办评督”全链条工作机制
王建国、李秀英等12名代表联名提出/关于加强农村饮用水水源地保护的议案
用好“小切口”立法　解决民生“大问题”　/书写地方立法“新答卷”
济源示范区人大工委/“五心”工作法激发代表履职新活力
某省人大常委会/关于开展《中华人民共和国湿地保护法》/执法检查的报告
我市五级人大代表齐心协力/助推优化营商环境攻坚行动侧记
某市人大常委会党组理论/学习中心组开展集体学习研讨
李喆：用脚步丈量民情的“80后”人大代表
某区人大常委会“三化”/推进代表工作提质增效
从“办得了”到“办得好”：/某市代表建议办理工作纪实
某县人大常委会对3个部门/开展工作评议并进行满意度测评
某市人大常委会主任会议成员分赴/12个县（市、区）开展联系走访代表活动
2025年某市人大常委会工作要点
搭建履职平台 /创新活动载体 丰富活动内容 /增强活动实效
发挥代表主体作用　服务中心工作大局/——某市人大常委会开展主题活动纪实
让民意直通“最后一公里”/——某某市2024年12345热线/与代表联络站联动机制调查
第10乡镇：人大代表在行动　/为民办实事10件
某乡人大：民生实事“代表票决”，/群众笑脸“件件写实”
建设“四个机关”的某市实践
全国人大代表买世蕊：/把群众的“小事”当成自己的“大事”
"""
"""Titles with the breaks that an editor wants: a solidus ends a line."""


def title(text: str, *names: str) -> list[str]:
    return break_title(text, WIDTH, FACE, names)


@pytest.mark.parametrize("wanted", GOLDEN.splitlines())
def test_golden_titles(wanted: str) -> None:
    lines = title(wanted.replace("/", ""), *NAMES)
    assert "/".join(lines) == re.sub(r"[ \u3000|]+/", "/", wanted)


@pytest.mark.parametrize("wanted", [one for one in GOLDEN.splitlines() if "\u3000" not in one])
def test_lines_have_a_shape(wanted: str) -> None:
    widths = [width(line, FACE) for line in title(wanted.replace("/", ""), *NAMES)]
    steps = [b - a for a, b in pairwise(widths)]
    assert max(widths) <= WIDTH
    assert all(abs(step) >= 0.5 for step in steps), "lines of like length"
    assert not any(a < 0 < b for a, b in pairwise(steps)), "an hourglass"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("一" * 20, ["一" * 20]),
        ("短题　有记号", ["短题　有记号"]),
        ("短题|有记号", ["短题", "有记号"]),
        ("短题\\|有记号", ["短题|有记号"]),
        ("短\\|题|有\\|记号", ["短|题", "有|记号"]),
        (
            "甲乙丙丁戊己庚辛壬癸|子丑寅卯辰巳午未申酉戌亥",
            ["甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"],
        ),
        (
            "甲乙丙丁戊己庚辛壬癸子丑|寅卯辰巳|午未申酉戌亥",
            ["甲乙丙丁戊己庚辛壬癸子丑", "寅卯辰巳", "午未申酉戌亥"],
        ),
        ("|　某市人大　|", ["某市人大"]),
        ("", [""]),
    ],
)
def test_marks(text: str, lines: list[str]) -> None:
    assert title(text) == lines


def test_the_authors_mark_wins_over_the_shape() -> None:
    text = "某市|人大常委会扎实开展各项专题视察活动纪实"
    assert title(text)[0] == "某市"


@pytest.mark.parametrize(
    "whole",
    [
        "《关于加强预算审查监督的决定》",
        "“三问三清三提升”",
        "1200多名",
        "第二十三次",
        "２０２４年",
        "12.5万元",
        "C919",
    ],
)
def test_never_inside(whole: str) -> None:
    for before in range(6, 20):
        text = (
            "某市人大常委会组织代表视察城乡建设工作"[:before] + whole + "推动各项工作取得新的成效"
        )
        assert any(whole in line for line in title(text)), text


@pytest.mark.parametrize(
    "whole",
    [
        "省、市、县",
        "市、县",
        "教育、科技、人才",
        "2024 年",
        "第 3 次",
        "郑州市2024年",
        "郑州市二〇二四年",
    ],
)
def test_a_list_a_spaced_number_and_a_places_year_stay_whole(whole: str) -> None:
    for before in range(4, 20):
        text = "人大常委会机关组织代表视察城乡建设工作"[:before] + whole + "推动各项工作取得新成效"
        assert any(whole in line for line in title(text)), text


@pytest.mark.parametrize("title_before", ["", "活动　", "活动"])
def test_no_line_ends_in_a_dash(title_before: str) -> None:
    lines = title(title_before + "——　某市人大常委会开展主题活动情况的纪实")
    assert not any(line.endswith("—") for line in lines)


def test_the_members_of_a_long_list_stay_whole() -> None:
    text = "平原示范区人大联络处组织驻区省、市、县人大代表"
    text += "开展以“走进农谷、了解农谷、宣传农谷、共建农谷”为主题的调研活动"
    assert title(text) == [
        "平原示范区人大联络处",
        "组织驻区省、市、县人大代表",
        "开展以“走进农谷、了解农谷、",
        "宣传农谷、共建农谷”为主题的调研活动",
    ]


def test_never_inside_a_name() -> None:
    name = "尚广强洪"
    for before in range(8, 20):
        text = (
            "某市人大常委会组织代表视察城乡建设工作"[:before]
            + name
            + "同志事迹报告会在市人大机关举行"
        )
        assert any(name in line for line in title(text, name)), text


def test_what_is_too_long_for_a_line_breaks_all_the_same() -> None:
    lines = title("《" + "中华人民共和国" * 6 + "法》")
    assert len(lines) > 1
    assert all(width(line, FACE) <= WIDTH for line in lines)


def test_digits_count_by_their_real_width() -> None:
    assert len(title("一" * 18 + "12")) == 1
    assert len(title("一" * 19 + "12")) == 2  # a quarter of an em stands before the 12
    assert len(break_title("一" * 19 + "WW", WIDTH, "Times New Roman")) == 2
    assert len(break_title("一" * 19 + "il1", WIDTH, "Times New Roman")) == 2
    assert len(break_title("一" * 18 + "il1", WIDTH, "Times New Roman")) == 1


TEXT = st.text(
    st.sampled_from("某市人大常委会开展代表活动关于和的一二三12.aB，。、：“”《》（）|\u3000 \n—…")
    | st.characters(exclude_characters="\x00\\"),
    max_size=90,
)


@settings(max_examples=300, deadline=None)
@given(TEXT, st.sampled_from([WIDTH, 10.0, 3.0]), st.lists(st.text(max_size=4), max_size=2))
def test_nothing_is_lost_and_every_line_fits(text: str, measure: float, names: list[str]) -> None:
    lines = break_title(text, measure, FACE, names)
    assert "".join("".join(lines).split()) == "".join(text.replace("|", "").split())
    for line in lines:
        assert width(line, FACE) <= measure or len(line) == 1
    assert len(lines) == 1 or all(lines)


def test_half_a_character_is_no_exception() -> None:
    text = "某市人大常委会组织代表视察" + "\ud800" + "城乡建设工作并座谈交流"
    assert "".join(title(text)) == text


def test_only_white_space_at_a_break_is_lost() -> None:
    lines = title("某市人大常委会 2024 年工作　全面推进各项工作走深走实 取得新的成效")
    assert " ".join(lines).replace("\u3000", " ").count(" ") == 4


@pytest.mark.parametrize(
    "text",
    [
        "某市人大常委会开展活动" * 450,
        "《" * 5000,
        "1" * 5000,
        "代表，" * 1700,
        "一" * 5000,
        " a" * 2500,
        "　甲" * 2500,
    ],
)
def test_long_texts_take_no_time(text: str) -> None:
    assert growth(lambda size: title(text[:size]), len(text)) < LINEAR


def test_a_title_of_many_words_takes_no_time() -> None:
    text = "某市人大常委会组织代表视察农村公路学校医院社区养老服务中心"
    text += "建设以及河道治理和污水处理等民生实事项目推进落实情况综述"
    assert growth(lambda size: title(text[:size]), len(text)) < LINEAR


def test_the_sample_issue_needs_no_segmenter() -> None:
    code = """
import sys
from pathlib import Path
from bulletin.workspace.folders import Workspace
from bulletin.pipeline.stages import build, read_shared
result = build(read_shared(Workspace(Path("."))), 43)
assert result.docx, result.findings
assert "rjieba" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, timeout=60)


def test_the_segmenter_comes_with_the_first_title_that_needs_it() -> None:
    code = """
import sys
from bulletin.typeset.titles import break_title
break_title("某区人大：民生实事“代表票决”，群众笑脸“件件写实”", 20, "x")
assert "rjieba" not in sys.modules
break_title("某市人大常委会组织人大代表开展优化营商环境专题视察活动", 20, "x")
assert "rjieba" in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, timeout=60)


# Mastheads


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("发挥代表主体作用|服务中心工作大局", "发挥代表主体作用　服务中心工作大局"),
        ("发挥代表主体作用|——某市纪实", "发挥代表主体作用——某市纪实"),
        ("坚持“五个聚焦”|推动代表工作", "坚持“五个聚焦”　推动代表工作"),
        ("某县：|代表动起来", "某县：代表动起来"),
        ("甲|乙|丙", "甲　乙　丙"),
        ("甲||乙", "甲　乙"),
        ("甲　|乙", "甲　乙"),
        ("甲|　乙", "甲　乙"),
        ("甲　|——乙", "甲——乙"),
        ("甲|　——乙", "甲——乙"),
        ("|甲|", "甲"),
        ("甲乙", "甲乙"),
    ],
)
def test_a_title_in_one_line_keeps_its_parts_apart(title: str, line: str) -> None:
    assert in_one_line(title) == line


def test_a_bar_with_a_backslash_is_printed_in_one_line() -> None:
    assert in_one_line("甲\\|乙|丙") == "甲|乙\u3000丙"
    assert in_one_line(with_typed_bars("甲|乙|")) == "甲|乙|"


def test_two_lines_are_not_of_one_length_where_three_have_a_shape() -> None:
    title = "助力高质量发展凝聚发展合力组织人大代表助力高质量发展聚焦主责主业凝聚发展合力"
    widths = [width(line, FACE) for line in break_title(title, WIDTH, FACE)]
    assert len(set(widths)) > 1
