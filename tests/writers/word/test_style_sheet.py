"""The styles as Word has them: a bare Normal, a cascade of differences, headings that are headings."""

from __future__ import annotations

import pytest

from bulletin.model.blocks import Document
from bulletin.text.source import Source
from bulletin.typeset.house_style import HouseStyle
from bulletin.typeset.house_style_file import read_house
from bulletin.typeset.layout import LOOKS
from bulletin.workspace.shipped import shipped_template
from bulletin.writers.word.docx_writer import write
from tests.harness.word_styles import WordStyle, comes_to, word_styles

SHIPPED = shipped_template("gbt9704.yaml").read_text("utf-8")


def house(text: str = SHIPPED) -> HouseStyle:
    house, found = read_house(Source("gbt9704.yaml", text))
    assert house is not None, found
    return house


def styles_of(text: str = SHIPPED) -> dict[str, WordStyle]:
    return word_styles(write(Document((), "", "", "", None), house(text)))


@pytest.fixture(scope="module")
def styles() -> dict[str, WordStyle]:
    return styles_of()


def test_normal_clips_no_picture_and_moves_no_table(styles: dict[str, WordStyle]) -> None:
    bare = comes_to(styles, "Normal")
    assert not [key for key in bare if key.startswith(("spacing", "ind"))]
    assert (bare["rFonts/eastAsia"], bare["sz"]) == ("仿宋_GB2312", "32")
    assert "qFormat" not in styles["Normal"].head


def test_body_text_stands_under_it(styles: dict[str, WordStyle]) -> None:
    body = comes_to(styles, "简报正文")
    assert styles["简报正文"].head["basedOn"] == "Normal"
    assert (body["spacing/line"], body["spacing/lineRule"]) == ("579", "exact")
    assert (body["ind/firstLineChars"], body["ind/firstLine"]) == ("200", "640")
    assert (body["sz"], body["spacing"], body["jc"]) == ("32", "-6", "both")


def test_each_style_says_only_what_it_has_otherwise(styles: dict[str, WordStyle]) -> None:
    for name, style in styles.items():
        if "basedOn" in style.head:
            base = next(one for one in styles if styles[one].identity == style.head["basedOn"])
            below = comes_to(styles, base)
            assert not [key for key, value in style.own.items() if below.get(key) == value], name
    assert styles["简报一级标题"].own == {
        "rFonts/eastAsia": "黑体", "keepNext": "1", "outlineLvl": "1",
    }  # fmt: skip
    assert styles["简报序数"].own == {}


def test_each_style_is_based_on_what_the_house_bases_it_on(styles: dict[str, WordStyle]) -> None:
    for name, style in house().styles.items():
        base = styles[f"简报{style.base}"].identity if style.base else "Normal"
        assert styles[f"简报{name}"].head["basedOn"] == base, name


def test_each_style_comes_to_the_figures_of_the_house(styles: dict[str, WordStyle]) -> None:
    """All of them, also those that a style takes back from the one that it is based on."""
    for name, style in house().styles.items():
        got = comes_to(styles, f"简报{name}")
        faces = tuple(got[f"rFonts/{script}"] for script in ("eastAsia", "ascii", "hAnsi", "cs"))
        assert faces == (style.font, *[style.latin_face] * 3), name
        assert got["sz"] == got["szCs"] == str(round(style.size * 2)), name
        assert got.get("color", "auto").replace("auto", "000000") == style.color, name
        assert int(got.get("spacing", 0)) == round(style.letter_spacing * 20), name
        line = (str(round(style.line * 20)), "exact") if style.line else ("240", "auto")
        found = (got.get("spacing/line", "240"), got.get("spacing/lineRule", "auto"))
        assert found == line, name
        assert got.get("jc", "left") == style.align, name
        assert int(got.get("keepNext", 0)) == style.keep_with_next, name
        assert int(got.get("outlineLvl", 9)) == (style.outline or 10) - 1, name
        hang = style.hang or 0
        assert int(got.get("ind/leftChars", 0)) == (style.left + hang) * 100, name
        assert int(got.get("ind/rightChars", 0)) == style.right * 100, name
        first = "ind/hangingChars" if hang else "ind/firstLineChars"
        assert int(got.get(first, 0)) == (hang or style.indent) * 100, name
        if not style.whole_lines:
            for side, length in (("before", style.before), ("after", style.after)):
                points = house().points(length, style.size)
                assert int(got.get(f"spacing/{side}", 0)) == round(points * 20), name


def test_what_a_style_takes_back_is_said(styles: dict[str, WordStyle]) -> None:
    text = SHIPPED + (
        "\n  甲:\n    color: 红\n    outline: 6\n    keep-with-next: 是\n    rule-below: 1磅\n"
        "    aside-tab: 是\n    space-between-same: 否\n    before: 1行\n"
        "  乙:\n    based-on: 甲\n    color: 黑\n    keep-with-next: 否\n    rule-below: 0磅\n"
        "    aside-tab: 否\n    space-between-same: 是\n    before: 0磅\n    line: 20磅\n"
    )
    mine = styles_of(text)
    assert mine["简报乙"].own == {
        "color": "auto", "keepNext": "0", "pBdr/bottom": "nil", "tabs/tab": "clear",
        "tabs/tab/pos": mine["简报甲"].own["tabs/tab/pos"], "spacing/before": "0",
        "spacing/line": "400", "spacing/lineRule": "exact", "contextualSpacing": "0",
        "outlineLvl": "9",
    }  # fmt: skip
    assert styles["简报期号带线"].own["pBdr/bottom"] == "single"


def test_titles_and_headings_are_headings_of_word(styles: dict[str, WordStyle]) -> None:
    """By name and identity: its screen readers know no others (an outline level is not enough)."""
    names = ("标题", "一级标题", "二级标题", "三级标题", "四级标题")
    for level, name in enumerate(names, 1):
        style = styles[f"简报{name}"]
        assert (style.identity, style.head["name"]) == (f"Heading{level}", f"heading {level}")
        assert style.own["outlineLvl"] == str(level - 1)
        assert styles["简报正文"].identity == style.head["next"]
    assert styles["简报图题"].head["name"] == "caption"
    assert styles["简报页码"].head["name"] == "footer"


def test_a_second_style_of_a_level_is_no_heading_of_word() -> None:
    mine = styles_of(
        SHIPPED + "\n  副题:\n    based-on: 标题\n    outline: 1\n  题:\n    word-style: Quote\n"
    )
    assert mine["简报副题"].head["name"] == "简报副题"
    assert mine["简报副题"].head["basedOn"] == "Heading1"
    assert (mine["简报题"].identity, mine["简报题"].head["name"]) == ("Quote", "Quote")


def test_a_name_of_word_is_of_one_style() -> None:
    own = "\n  链接:\n    word-style: hyperlink\n  摘录:\n    word-style: 明显引用\n"
    mine = styles_of(SHIPPED + own)
    assert mine["简报链接"].head["name"] == "简报链接"
    assert mine["简报摘录"].head["name"] == "明显引用"
    assert mine["简报摘录"].identity.startswith("B")
    names = [style.head["name"].lower() for style in mine.values() if style.name]
    assert len(names) == len(set(names))


def test_a_house_style_of_an_older_version_has_a_bare_normal_too() -> None:
    old = SHIPPED.replace("    hanging: 否 ", "    word-style: Normal\n    hanging: 否 ", 1)
    assert old != SHIPPED
    assert styles_of(old) == styles_of()


def test_what_comes_after_enter(styles: dict[str, WordStyle]) -> None:
    by_identity = {style.identity: name for name, style in styles.items()}
    after = {
        name: by_identity[style.head["next"]]
        for name, style in styles.items()
        if "next" in style.head
    }
    assert after["简报标题"] == after["简报作者"] == after["简报三级标题"] == "简报正文"
    assert after["简报编印"] == "简报目录"
    assert after["简报供稿"] == "简报标题"
    assert "简报正文" not in after


def test_faces_for_runs_are_linked_with_their_paragraphs(styles: dict[str, WordStyle]) -> None:
    for name in LOOKS:
        style, look = styles[f"简报{name}"], styles[f"简报{name}文字"]
        assert (style.head["link"], look.head["link"]) == (look.identity, style.identity)
        assert "qFormat" not in look.head
        for script in ("ascii", "hAnsi", "eastAsia", "cs"):
            assert (
                look.own[f"rFonts/{script}"] == comes_to(styles, f"简报{name}")[f"rFonts/{script}"]
            )


def test_the_gallery_has_our_styles_in_the_order_of_use(styles: dict[str, WordStyle]) -> None:
    listed = [style for style in styles.values() if "qFormat" in style.head]
    listed.sort(key=lambda style: int(style.head["uiPriority"]))
    names = [style.name for style in listed]
    assert names[0] == "简报正文"
    assert [name for name in names if "标题" in name] == [
        "简报标题", "简报副标题", "简报一级标题", "简报二级标题", "简报三级标题", "简报四级标题",
        "简报目录标题",
    ]  # fmt: skip
    assert all(name.startswith("简报") for name in names)
    assert "简报页码" not in names


def test_identities_and_names_are_of_one_style_each(styles: dict[str, WordStyle]) -> None:
    for key in ("name", "identity"):
        found = [
            style.head["name"] if key == "name" else style.identity
            for style in styles.values()
            if style.name
        ]
        assert len(found) == len(set(found))
