"""The keys about the contents and the routing block: contents-heading, contents-of-one, routing-stop."""

from __future__ import annotations

import pytest

from tests.conftest import ROOT, MakeWorkspace
from tests.harness.issues import make

TEXT = "---\ntitle: 题目\nsource: 某县人大\n---\n\n正文。\n"


@pytest.mark.parametrize(
    ("keys", "articles", "printed"),
    [
        ("", 1, ["目录 | ＊[题目](#article_1)", "⇟ 标题 #article_1 | 题　目"]),
        ("contents-of-one: false\n", 1, ["标题 #article_1 | 题　目"]),
        (
            "contents-of-one: false\ncontents-page: false\n",
            2,
            [
                "目录 | ＊[题目](#article_1)",
                "目录 | ＊[题目](#article_2)",
                "标题 #article_1 | 题　目",
                "标题 #article_2 | 题　目",
            ],
        ),
        (
            "contents-heading: 目录\n",
            1,
            ["目录标题 | 目　录", "目录 | ＊[题目](#article_1)", "⇟ 标题 #article_1 | 题　目"],
        ),
        (
            "contents-heading: 本期要目\ncontents-of-one: false\n",
            1,
            ["标题 #article_1 | 题　目"],
        ),
    ],
)
def test_contents(workspace: MakeWorkspace, keys: str, articles: int, printed: list[str]) -> None:
    files = {"issues/1/issue.yaml": f"number: 1\n{keys}", "issues/1/01-温县.md": TEXT}
    made = make(workspace(files | ({"issues/1/02.md": TEXT} if articles == 2 else {})))
    assert [
        line for line in made.lines if line.lstrip("⇟ ").startswith(("目录", "标题"))
    ] == printed


@pytest.mark.parametrize(
    ("keys", "ends"),
    [
        ("", ["，乙", "丙。"]),
        ("routing-stop: true\n", ["，乙。", "丙。"]),
        ("routing-stop: 否\n", ["，乙", "丙。"]),
    ],
)
def test_routing_lines_end_in_a_full_stop(
    workspace: MakeWorkspace, keys: str, ends: list[str]
) -> None:
    routing = "routing:\n  送: [甲, 乙]\n  发: [丙。]\n"
    made = make(workspace({"issues/1/issue.yaml": f"number: 1\n{keys}{routing}"}))
    lines = [line for line in made.lines if line.startswith("报送")]
    assert [line.endswith(end) for line, end in zip(lines, ends, strict=True)] == [True, True]
    assert not lines[1].endswith("。。")


def test_what_an_old_template_does_not_print_is_said(workspace: MakeWorkspace) -> None:
    shipped = (ROOT / "templates/issue.j2").read_text("utf-8")
    old = shipped.replace("目录标题 | {{ issue.contents_heading }}", "")
    keys = "number: 1\ncontents-heading: 目录\nclassification: 内部资料\n"
    made = make(workspace({"issues/1/issue.yaml": keys, "templates/issue.j2": old}))
    [found] = made.found
    assert (found.code, found.span.text, found.is_error) == ("TE004", "目录", False)
    assert make(workspace({"templates/issue.j2": shipped})).codes == []
