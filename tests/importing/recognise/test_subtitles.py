"""A subtitle by its style: our own, or Word's, under which there may be an author, too."""

from __future__ import annotations

import pytest

from bulletin.importing.draft import DraftParagraph, DraftRun
from bulletin.importing.output.contribution_text import write
from bulletin.importing.recognise.article import read_article
from bulletin.importing.recognise.article_starts import ArticlePieces


def para(text: str, role: str = "") -> DraftParagraph:
    return DraftParagraph((DraftRun(text),), role)


@pytest.mark.parametrize(
    ("role", "below", "front"),
    [
        ("副标题", "——温县纪实", "title: 代表动起来\nsubtitle: 温县纪实\n"),
        ("副标题", "（2024年12月20日）", "title: 代表动起来\nsubtitle: （2024年12月20日）\n"),
        ("副题", "温县人大代表活动纪实", "title: 代表动起来\nsubtitle: 温县人大代表活动纪实\n"),
        ("副题", "本报记者　张三", "title: 代表动起来\n"),
        ("标题", "——温县纪实", "title: 代表动起来——温县纪实\n"),
        ("", "——温县代表活动纪实", "title: 代表动起来——温县代表活动纪实\n"),
    ],
)
def test_what_stands_under_a_title(role: str, below: str, front: str) -> None:
    pieces = (
        para("代表动起来", "标题"),
        para(below, role),
        para("一年来，代表工作取得新成效，各方面都说好。"),
        para("（温县人大常委会供稿）"),
    )
    story = read_article(ArticlePieces(pieces), "1.docx", "（{source}供稿）")
    text = write(story).text
    assert text.startswith(f"---\n{front}source: 温县人大常委会\n"), text
