"""Which face stands in for which where one is missing on the reader's machine."""

from __future__ import annotations

import io
import re
import zipfile

from bulletin.model.blocks import Document
from bulletin.text.source import Source
from bulletin.typeset.house_style_file import read_house
from bulletin.workspace.shipped import shipped_template
from bulletin.writers.word.docx_writer import write

SHIPPED = shipped_template("gbt9704.yaml").read_text("utf-8")


def fonts(text: str = SHIPPED) -> dict[str, dict[str, str]]:
    house, found = read_house(Source("gbt9704.yaml", text))
    assert house is not None, found
    with zipfile.ZipFile(io.BytesIO(write(Document((), "", "", "", None), house))) as archive:
        table = archive.read("word/fontTable.xml").decode()
    return {
        name: dict(re.findall(r'<w:(\w+) w:val="([^"]*)"', inner))
        for name, inner in re.findall(r'<w:font w:name="([^"]*)">(.*?)</w:font>', table)
    }


def test_each_face_of_the_house_style_has_one_that_windows_has() -> None:
    table = fonts()
    assert {name: font.get("altName") for name, font in table.items()} == {
        "仿宋_GB2312": "仿宋", "Times New Roman": None, "黑体": "SimHei", "方正小标宋简体": "华文中宋",
        "楷体_GB2312": "楷体", "宋体": "SimSun",
    }  # fmt: skip
    assert all("," not in font.get("altName", "") for font in table.values())
    assert {font["charset"] for name, font in table.items() if not name.isascii()} == {"86"}
    assert table["Times New Roman"] == {"charset": "00", "family": "roman", "pitch": "variable"}


def test_a_face_of_ones_own() -> None:
    table = fonts(
        SHIPPED.replace("font: 宋体 ", "font: 汉仪某体 ").replace("latin: 宋体", "latin: Abc")
    )
    assert table["汉仪某体"] == {"charset": "86", "family": "auto", "pitch": "default"}
    assert table["Abc"]["charset"] == "00"
    assert "宋体" not in table
