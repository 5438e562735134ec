"""No rule takes long over a text of one kind: time grows with the length, not with its square."""

from __future__ import annotations

import pytest

from bulletin import rules
from bulletin.model.content import Run
from bulletin.rules.article_text import ArticleText, PassageText
from bulletin.rules.rule import TextRule
from bulletin.text.source import Source
from tests.harness.growth import LINEAR, growth

pytestmark = pytest.mark.slow

LENGTH = 10_000
KINDS = [
    "1", "3.", "3:2", "年", "%", "３", ".", ",", ":", "?", '"', "…", "-", "－", "，", "、", "。",
    "！", " ", "a ", "{", "“", "”", "《", "》", "（", "(", "〔", "«", "»", "•", "等", "、等",
    "…等", "会议,", "甲.", "卡.", "一.", "水:", "甲?", "(甲)", "«甲»", "甲 ", "甲 “", "“ ", " 《",
    "甲•", "甲--", "甲，，", "一是，", "第一、", "（一）、", "1、", "2023, 12-15", "张三, 2023", "⼈",
    "\u200b", "\u00a0", "\ue000", "\U00100170", "代表的", "会议会议",
]  # fmt: skip


def prose(text: str) -> ArticleText:
    source = Source("x.md", text)
    return ArticleText([PassageText("paragraph", (Run(text, source.span(0, len(text))),))])


@pytest.mark.parametrize("kind", KINDS)
def test_a_text_of_one_kind(kind: str) -> None:
    whole = prose((kind * LENGTH)[:LENGTH])
    quarter = prose((kind * LENGTH)[: LENGTH // 4])

    def ratio(rule: TextRule) -> float:
        return growth(lambda size: list(rule.check(whole if size == LENGTH else quarter)), LENGTH)

    ratios = {rule.code: ratio(rule) for rule in rules.RULES if isinstance(rule, TextRule)}
    assert {code: ratio for code, ratio in ratios.items() if ratio >= LINEAR} == {}
