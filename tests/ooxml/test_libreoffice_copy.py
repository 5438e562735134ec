"""What LibreOffice is told of a Word file that it does not read from it, or reads the wrong way round."""

from __future__ import annotations

import pytest

from bulletin.ooxml.libreoffice_copy import libreoffice_copy, line_edges
from bulletin.ooxml.namespaces import VAL, W
from bulletin.ooxml.package import WordPackage, open_package
from tests.harness.word_files import p, root, word


@pytest.mark.parametrize(
    ("switch", "turned"),
    [
        ('<w:overflowPunct w:val="0"/>', '<w:overflowPunct w:val="1"/>'),
        ('<w:overflowPunct w:val="false" />', '<w:overflowPunct w:val="1"/>'),
        ("<w:overflowPunct/>", '<w:overflowPunct w:val="0"/>'),
        ('<w:overflowPunct w:val="1"/>', '<w:overflowPunct w:val="0"/>'),
    ],
)
def test_the_switch_for_hanging_punctuation_is_turned(switch: str, turned: str) -> None:
    def package(switch: str) -> WordPackage:
        properties = f"<w:pPr>{switch}</w:pPr>"
        more: dict[str, str | bytes] = {
            "word/s.xml": root("w:styles", properties), "word/media/a.png": b"<w:overflowPunct/>",
        }  # fmt: skip
        return open_package("a.docx", word(p("甲", properties), more, {"s": ("styles", "s.xml")}))

    assert libreoffice_copy(package(switch)).parts == package(turned).parts


def test_addresses_that_may_be_broken_are_called_chinese() -> None:
    """In the copy alone: in Word the switch is enough."""
    wrap = '<w:pPr><w:wordWrap w:val="{}"/></w:pPr>'
    body = p("https://example.com", wrap.format(0)) + p("甲", wrap.format(1)) + p("乙")
    package = open_package("a.docx", word(body))
    copy = libreoffice_copy(package)
    document = copy.tree(copy.document)
    languages = [
        [one.get(VAL) for one in paragraph.iter(f"{W}lang")] for paragraph in document.iter(f"{W}p")
    ]
    assert languages == [["zh-CN"], [], []]
    assert b"w:lang" not in package.parts[package.document]


def test_a_table_at_the_foot_is_a_frame_in_the_copy_alone() -> None:
    none = '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
    body = (
        '<w:tbl><w:tblPr><w:tblpPr w:vertAnchor="margin" w:tblpYSpec="bottom"/>'
        f"<w:tblCellMar>{none}</w:tblCellMar></w:tblPr>"
        f"<w:tr><w:tc>{p('印发')}</w:tc></w:tr></w:tbl>{p()}"
    )
    package = open_package("a.docx", word(body))
    copy = libreoffice_copy(package)
    assert b"w:framePr" in copy.parts[copy.document]
    assert b"w:tbl>" not in copy.parts[copy.document]
    assert b"w:framePr" not in package.parts[package.document]


def edges(settings: str) -> tuple[str, str]:
    parts: dict[str, str | bytes] = {"word/settings.xml": settings}
    return line_edges(open_package("a.docx", word(p(), parts, {"s": ("settings", "settings.xml")})))


def test_the_characters_for_chinese() -> None:
    mark = '<w:noLineBreaks{} w:lang="{}" w:val="{}"/>'
    inner = (
        mark.format("After", "ja-JP", "x") + mark.format("After", "zh-CN", "“")
        + mark.format("Before", "zh-cn", "，。")
    )  # fmt: skip
    assert edges(root("w:settings", inner)) == ("，。", "“")


@pytest.mark.parametrize("settings", ["<w:settings", "<a>&x;</a>", "", "<settings/>"])
def test_settings_that_say_nothing(settings: str) -> None:
    assert edges(settings) == ("", "")
