"""The pride of the proofreader: a section or an item was cut, and the promise stayed."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from bulletin.pipeline import checking
from bulletin.pipeline.checking import CheckOptions
from tests.harness.issue_43 import ISSUES


def broken(text: str) -> list[str]:
    checked = checking.check_text(text.encode(), None, CheckOptions())
    return [one.message for one in checked.findings if one.code == "GE001"]


def without_section(text: str, place: int) -> str:
    parts = re.split(r"(?m)^(?=## )", text)
    return "".join(parts[:place] + parts[place + 1 :])


def without_item(text: str, start: str) -> str:
    lines = text.split("\n")
    cut = [line for line in lines if not re.match(rf"\d+\. {start}", line)]
    assert len(cut) == len(lines) - 1
    return "\n".join(cut)


@pytest.fixture(params=ISSUES, ids=str)
def articles(request: pytest.FixtureRequest) -> dict[str, str]:
    folder = request.param.folder
    return {path.stem[3:]: path.read_text("utf-8") for path in sorted(folder.glob("*.md"))}


def test_what_was_promised_is_there(articles: dict[str, str]) -> None:
    assert [broken(text) for text in articles.values()] == [[], []]


@pytest.mark.parametrize("place", [1, 2, 3, 4])
def test_a_section_is_cut(articles: dict[str, str], place: int) -> None:
    found = broken(without_section(articles["平原示范区"], place))
    assert "“四个突出”说的是 4，带“突出”的小标题却有 3 个。" in found


@pytest.mark.parametrize(
    ("start", "message"),
    [
        (start, message)
        for starts, message in (
            (
                ("政治理论", "业务知识", "履职能力"),
                "“三学”说的是 3，下面的列表却有 2 个。",
            ),
            (
                ("建立“三亮", "建立例会", "建立考评"),
                "“三项机制”说的是 3，下面的列表却有 2 个。",
            ),
            (
                ("聚焦民生", "聚焦特色", "聚焦“三十"),
                "“三个重点领域”说的是 3，下面的列表却有 2 个。",
            ),
        )
        for start in starts
    ],
)
def test_an_item_is_cut(articles: dict[str, str], start: str, message: str) -> None:
    assert broken(without_item(articles["温县"], start)) == [message]


def replaced(old: str, new: str) -> Callable[[str], str]:
    def replace(text: str) -> str:
        assert old in text
        return text.replace(old, new)

    return replace


@pytest.mark.parametrize(
    ("article", "change", "said"),
    [
        ("平原示范区", replaced("四个突出", "五个突出"), "“五个突出”说的是 5"),
        ("温县", replaced("三项机制", "四项机制"), "“四项机制”说的是 4"),
        ("温县", replaced("“三学”", "“四学”"), "“四学”说的是 4"),
        ("温县", replaced("三个重点", "两个重点"), "“两个重点领域”说的是 2"),
        ("温县", replaced("亮身份、亮承诺、亮成效", "亮身份、亮承诺"), "“三亮”说的是 3"),
        ("温县", replaced("三亮三做", "三亮四做"), "“四做”说的是 4"),
    ],
)
def test_the_number_is_wrong(
    articles: dict[str, str], article: str, change: Callable[[str], str], said: str
) -> None:
    assert [said in message for message in broken(change(articles[article]))] == [True]


def test_one_of_the_listed_is_cut(articles: dict[str, str]) -> None:
    text = articles["平原示范区"]
    listed = re.search(r"“五个一”[^。]*?((?:[^、，。]*一[^、，。]*、){4})", text)
    assert listed is not None
    first = listed[1].split("、")[1] + "、"
    found = broken(text.replace(first, "", 1))
    assert found == ["“五个一”说的是 5，列出的却有 4 个。"]


@pytest.mark.parametrize("name", ["、农业农村", "、经济发展", "、教科文卫"])
def test_one_of_those_named_before_the_count_is_cut(name: str) -> None:
    text = (
        "---\ntitle: 标题\nsource: 某县人大\n---\n\n"
        "驻区代表组建了民主法治、农业农村、经济发展、教科文卫、社会建设5个代表小组。\n"
    )
    assert broken(text) == []
    assert broken(text.replace(name, "", 1)) == ["“5”前面列出的却有 4 个。"]


def test_silent_where_it_is_not_sure_what_is_counted() -> None:
    text = (
        "---\ntitle: 标题\nsource: 某县人大\n---\n\n## 抓好三项工作\n\n1. 学。甲。\n2. 干。乙。\n"
    )
    assert broken(text) == []  # 工作 is no word for a part


@pytest.mark.parametrize(
    ("sentence", "messages"),
    [
        ("按照有场所、有标识、有制度、有队伍、有档案、有经费的“六有”标准，建成代表之家1个。", []),
        ("按照有场所、有标识、有制度、有队伍的“六有”标准，建成代表之家1个。",
         ["“六有”说的是 6，前面列出的却有 4 个。"]),
        ("做到有场所、有标识等的“六有”标准。", []),
        ("开展进村、入户、访民的“三进”活动。", []),
    ],
)  # fmt: skip
def test_what_is_counted_stands_before_the_count(sentence: str, messages: list[str]) -> None:
    sections = (
        "## 织密网络，让代表有家可归\n\n建成12个。\n\n## 建强机制，让民情有人来办\n\n办结3件。\n"
    )
    text = f"---\ntitle: 柳林镇家站\nsource: 某镇\n---\n\n{sentence}\n\n{sections}"
    assert broken(text) == messages
