"""The addresses of links in brackets behind them, and back: import finds the same contribution."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.model.blocks import Inline, Para
from bulletin.typeset.link_addresses import with_addresses
from tests.conftest import SERIES, MakeWorkspace, write_files
from tests.harness.import_workspace import build, contributions, import_into
from tests.harness.issues import FRONT, make

PRINTED = SERIES + "link-addresses: true\n"
BODY = (
    "详见[省人大**网站**](https://a.cn/b)，邮箱[在此](mailto:a@b.cn)，也可以看<https://c.cn/>。\n\n"
    "| 单位 | 网址 |\n| --- | --- |\n| [温县](http://d.cn/) | 有 |\n"
)


@pytest.mark.parametrize(
    ("text", "link", "shown"),
    [
        ("网站", "https://a.cn/b", "网站（https://a.cn/b）"),
        ("信箱", "mailto:a@b.cn", "信箱（a@b.cn）"),
        ("https://a.cn", "https://a.cn/", "https://a.cn"),
        ("a.cn/b", "https://a.cn/b", "a.cn/b"),
        ("a@b.cn", "mailto:a@b.cn", "a@b.cn"),
        ("本文", "#article_1", "本文"),
        ("文字", "", "文字"),
    ],
)
def test_an_address_is_printed_where_the_text_does_not_say_it(
    text: str, link: str, shown: str
) -> None:
    block = with_addresses(Para("正文", (Inline(text, link=link),)))
    assert isinstance(block, Para)
    assert block.text == shown


def test_the_key_of_the_series(workspace: MakeWorkspace) -> None:
    files = {"issues/1/01-甲.md": FRONT + BODY}
    without = make(workspace(files)).text
    assert "（https://" not in without
    text = make(workspace({**files, "issues/bulletin.yaml": PRINTED})).text
    assert text.count("（https://a.cn/b）") == 1
    assert "（a@b.cn）" in text
    assert "c.cn/）" not in text
    assert "（http://d.cn/）" in text


def test_import_leaves_the_printed_addresses_out(tmp_path: Path) -> None:
    article = FRONT.replace("标题", "代表在行动") + BODY.replace("**", "")
    home, other = tmp_path / "a", tmp_path / "b"
    write_files(home, {"issues/bulletin.yaml": PRINTED, "issues/7/issue.yaml": "number: 7\n",
                       "issues/7/01-甲.md": article})  # fmt: skip
    write_files(other, {"issues/bulletin.yaml": PRINTED})
    document = tmp_path / "7.docx"
    document.write_bytes(build(home, 7))
    imported = import_into(other, 7, document)
    assert imported.account.is_even, imported.account
    [made] = contributions(other, 7).values()
    assert made == article.replace("<https://c.cn/>", "[https://c.cn/](https://c.cn/)")
