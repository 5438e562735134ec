"""A title, and its subtitle in a paragraph of its own."""

from __future__ import annotations

import pytest

from bulletin.model.blocks import Para
from tests.conftest import ROOT, MakeWorkspace
from tests.harness.issues import Made, make

BODY = "source: 某县人大\n---\n\n正文。\n"


def of(workspace: MakeWorkspace, front: str, files: dict[str, str | bytes] | None = None) -> Made:
    text = f"---\n{front}\n{BODY}"
    settings = {"issues/1/issue.yaml": "number: 1\n", "issues/1/01-温县.md": text}
    return make(workspace({**settings, **(files or {})}))


@pytest.mark.parametrize(
    ("front", "printed"),
    [
        (
            "title: 代表动起来——温县纪实",
            [
                "目录 | ＊[代表动起来——温县纪实](#article_1)",
                "标题 #article_1 | 代表动起来",
                "副标题 | ——温县纪实",
            ],
        ),
        (
            "title: 代表动起来\nsubtitle: 温县纪实",
            [
                "目录 | ＊[代表动起来](#article_1)[——](#article_1)[温县纪实](#article_1)",
                "标题 #article_1 | 代表动起来",
                "副标题 #subtitle_1 | ——温县纪实",
            ],
        ),
        (
            "title: 讲话——甲\nsubtitle: （摘要）",
            [
                "目录 | ＊[讲话——甲](#article_1)[（摘要）](#article_1)",
                "标题 #article_1 | 讲话——甲",
                "副标题 #subtitle_1 | （摘要）",
            ],
        ),
        (
            "title: 代表动起来\nsubtitle: 甲|乙\ncontents: 另题",
            [
                "目录 | ＊[另题](#article_1)",
                "标题 #article_1 | 代表动起来",
                "副标题 #subtitle_1 | ——甲⏎乙",
            ],
        ),
        ("title: 履职", ["目录 | ＊[履职](#article_1)", "标题 #article_1 | 履　职"]),
        ("title: 短题目", ["目录 | ＊[短题目](#article_1)", "标题 #article_1 | 短　题　目"]),
        ("title: 四字标题", ["目录 | ＊[四字标题](#article_1)", "标题 #article_1 | 四字标题"]),
        ("title: A市", ["目录 | ＊[A市](#article_1)", "标题 #article_1 | A市"]),
    ],
)
def test_where_titles_and_subtitles_stand(
    workspace: MakeWorkspace, front: str, printed: list[str]
) -> None:
    made = of(workspace, front)
    assert made.codes == []
    found = [
        line for line in made.lines if line.lstrip("⇟ ").startswith(("目录", "标题", "副标题"))
    ]
    assert [line.removeprefix("⇟ ") for line in found] == printed


def test_each_part_knows_where_it_was_typed(workspace: MakeWorkspace) -> None:
    made = of(workspace, "title: 代表动起来——温县纪实")
    assert made.document is not None
    spans = {
        block.style: block.runs[0].span
        for block in made.document.blocks
        if isinstance(block, Para) and block.style in ("标题", "副标题")
    }
    assert {name: span and span.text for name, span in spans.items()} == {
        "标题": "代表动起来",
        "副标题": "——温县纪实",
    }


def test_a_house_style_without_subtitles_has_them_in_the_title(workspace: MakeWorkspace) -> None:
    style = (
        (ROOT / "templates/gbt9704.yaml").read_text("utf-8").replace("subtitle-style: 副标题", "")
    )
    made = of(
        workspace,
        "title: 甲\nsubtitle: 乙",
        {"templates/gbt9704.yaml": style.replace("3字  ", "0字  ")},
    )
    assert "⇟ 标题 #article_1 | 甲——乙" in made.lines
