"""By which name a style of a Word file is known."""

from __future__ import annotations

import pytest

from bulletin.ooxml.own_styles import name_in_use
from bulletin.ooxml.package import open_package
from bulletin.ooxml.style_resolver import StyleResolver
from tests.harness.word_files import root, word


@pytest.mark.parametrize(
    ("aliases", "name"),
    [
        ("", "heading 1"), ("简报标题", "简报标题"), ("h1,简报标题", "简报标题"),
        ("章 , 简报标题", "简报标题"), ("章标题", "heading 1"), (",,", "heading 1"),
    ],
)  # fmt: skip
def test_our_alias_goes_before_the_name(aliases: str, name: str) -> None:
    assert name_in_use("heading 1", aliases) == name


def test_a_style_of_word_is_known_by_our_name() -> None:
    style = (
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/>'
        '<w:aliases w:val="简报标题"/></w:style>'
    )
    data = word("", {"word/s.xml": root("w:styles", style)}, {"s": ("styles", "s.xml")})
    assert StyleResolver(open_package("a.docx", data)).name("1") == "简报标题"
