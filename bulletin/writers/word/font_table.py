"""fontTable.xml: for each face of the house style the one that Word takes where it is missing.

It is one name each: the standard has a list (ECMA-376-1, 17.8.3.1), but Word keeps one alternate
name of a face (MS-DOC, FFN, xszAlt). Where that is missing, too, Word chooses by character set,
kind and pitch.
"""

from __future__ import annotations

from bulletin.typeset.house_style import HouseStyle
from bulletin.workspace.shipped import shipped_text
from bulletin.writers.xml_text import attribute_xml

_CHINESE = (
    ("小标宋", "华文中宋", "auto", "variable"),
    ("仿宋", "仿宋", "modern", "fixed"),
    ("楷", "楷体", "modern", "fixed"),
    ("黑", "黑体", "modern", "fixed"),
    ("宋", "宋体", "auto", "variable"),
)
"""A part of a face's name; the face that every Chinese Windows (or Office) has of the kind; w:family
(17.8.3.9) and w:pitch (17.8.3.14) of both."""
_OWN_NAMES = {
    "仿宋": "FangSong",
    "楷体": "KaiTi",
    "黑体": "SimHei",
    "宋体": "SimSun",
    "华文中宋": "STZhongsong",
}
"""The other names of those faces."""
_GB2312, _ANSI = "86", "00"
"""w:charset (17.8.3.2) of Chinese faces and of others."""


def font_table_xml(house: HouseStyle) -> str:
    """The text of the part."""
    styles = house.styles.values()
    faces = dict.fromkeys(face for style in styles for face in (style.font, style.latin_face))
    fonts = "".join(map(_font, faces))
    return shipped_text("writers/word/package/fontTable.xml").format(fonts=fonts)


def _font(face: str) -> str:
    for part, stand_in, family, pitch in _CHINESE:
        if part in face:
            other = stand_in if stand_in != face else _OWN_NAMES[stand_in]
            return _element(face, _GB2312, family, pitch, other)
    kind = ("roman", "variable") if face.startswith("Times") else ("auto", "default")
    return _element(face, _ANSI if face.isascii() else _GB2312, *kind)


def _element(face: str, charset: str, family: str, pitch: str, other: str = "") -> str:
    alternate = f'<w:altName w:val="{other}"/>' if other else ""
    return (
        f'<w:font w:name="{attribute_xml(face)}">{alternate}<w:charset w:val="{charset}"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="{pitch}"/></w:font>'
    )
