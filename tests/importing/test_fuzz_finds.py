"""What the fuzzer found, each as small as it gets; the books have to be even."""

from __future__ import annotations

import pytest

from bulletin.findings.errors import BulletinError
from bulletin.pipeline import fixing, stages
from tests.harness.fuzz_seeds import ISSUE_TEXT, imported, shared_files
from tests.harness.word_files import p, packed, parts, r, table, word

FOOT = "送：市人大常委会主任\n某市人大常委会办公室　2024年12月20日印发\n"
TEXTS = {
    "the issuing line twice": ISSUE_TEXT + "某市人大常委会办公室　2024年12月20日印发\n",
    "nothing but a routing block": FOOT,
    "more copies than an int may have digits": ISSUE_TEXT.replace("300", "3" * 5000),
    "a series of no number": "某县：活动\n一是学；二二是用。二是学；三是用。\n（某县人大供稿）\n",
    "a note among the contents and before the title": ISSUE_TEXT.replace(
        "目　录\n", "目　录\n编者按：各地活动扎实，现将两县做法刊发。\n"
    ),
    "a bar in the title only": ISSUE_TEXT.replace("\n某县：代表活动", "\n某县：代表||活动"),
    "a bar in the contents only": ISSUE_TEXT.replace("＊某县：代表活动", "＊某县：代表||活动"),
    "half a surrogate pair by its number": "title: 活动\n\n代表&#xD800;走&#1;进&#x85;站&#x2028;点。\n",
    "marks that close a heading": "title: 活动\n\n## 强基 \\#\n\n## \\# \\# \\#\n\n代表](x)。\n",
    "a footnote in a footnote": "# 活动](x)\n\n```\n```\n```\n```\n"
    "[^1]:[^1]:[^1]:[^1]:[^1]:[^1]:1. [^？]:",
    "a mark that check mends where it was escaped": "# 活动](x)\n\n代表\\\n1. \\\n，走进站点\n",
    "two routing lines of one name": ISSUE_TEXT.replace("发：", "送："),
    "a routing line before comments and tables": "# 活动](x)\n\n代表走进站点。\n\n送：市人大\n\n"
    "<!-- 批注 -->\n\n| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n",
    "no line feeds but Unicode's": "title: 活动\u2028代表走进站点。\u2029二\x85三\x0b四\x0c五\n",
}


@pytest.mark.parametrize("name", TEXTS)
def test_texts(name: str) -> None:
    imported(TEXTS[name].encode())


SAID = "<w:p>" + r("送：市人大") + '<w:r><w:commentReference w:id="1"/></w:r></w:p>'
WORDS = {
    "a table under the routing block": p("某县：活动") + p("代表走进站点。") + p("（某县人大供稿）")
    + p("送：市人大常委会") + table([[p("甲"), p("乙")]]),
    "a table over the serial": table([[p("甲"), p("乙")]]) + p("人大工作简报") + p("第43期")
    + p("某县：活动") + p("代表走进站点。") + p("（某县人大供稿）") + p("送：市人大常委会"),
    "characters that XML allows and Markdown does not": p("某县：活动") + p("代表\x85走\u2028进\x7f站\x9f点。"),
    "symbols that are no characters": p("某县：活动") + "<w:p>" + r("代表")
    + '<w:r><w:sym w:char="0001"/><w:sym w:char="DC00"/><w:sym w:char="FFFF"/></w:r></w:p>',
}  # fmt: skip


@pytest.mark.parametrize("name", WORDS)
def test_word_files(name: str) -> None:
    imported(word(WORDS[name]))


def test_a_packed_part_that_zlib_stumbles_over() -> None:
    data = bytearray(packed(parts(p("听取意见建议。" * 50))))
    at = data.index(b"word/document.xml") + len(b"word/document.xml")
    data[at : at + 20] = b"\xff" * 20
    with pytest.raises(BulletinError, match="打不开"):
        imported(bytes(data))


def test_a_fix_takes_the_backslash_of_what_it_changes() -> None:
    text = "---\ntitle: 活动\nsource: 某县\n---\n\n代表走进站点\\!群众很高兴。\n"
    _, changes, _ = fixing.fix_issue(
        lambda texts: stages.check_text(shared_files(), "a.md", texts.get("a.md", text.encode())),
        lambda _: text.encode(),
        lambda one: one.fix is not None and one.fix.safe,
    )
    assert "代表走进站点！群众很高兴。" in changes[0].after.decode()


def test_proofreading_of_a_number_that_is_none() -> None:
    text = "---\ntitle: 活动\nsource: 某县\n---\n\n一是学；二二是用；二是比。\n"
    assert stages.check_text(shared_files(), "a.md", text.encode()).issue is not None


@pytest.mark.parametrize("text", ["\x01\x02", "— 1 —\n\n— 2 —\n\n— 3 —\n"])
def test_a_text_without_any_line(text: str) -> None:
    with pytest.raises(BulletinError, match="是空的"):
        imported(text.encode())


def test_a_table_that_is_too_wide_becomes_paragraphs() -> None:
    imported(word(p("某县：活动") + table([[p(str(place)) for place in range(70)]] * 2)))
