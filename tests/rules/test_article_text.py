"""What rules see of a text."""

from __future__ import annotations

from bulletin.model.content import Paragraph
from bulletin.reading.markdown import read_body
from bulletin.rules.article_text import MASKED, ArticleText, PassageText
from bulletin.text.source import Source


def test_superscripts_are_masked_subscripts_and_the_rest_seen() -> None:
    [block], _, _ = read_body(Source("x.md", "共10^4^亩，PM~2.5~下降。"), 0)
    assert isinstance(block, Paragraph)
    article = ArticleText([PassageText("paragraph", block.runs, block)])
    assert article.text == f"共10{MASKED}亩，PM2.5下降。\n"
    assert article.raw == "共104亩，PM2.5下降。\n"
    assert article.span(3, 4).text == "4"
