"""numbering.xml of a house style: the marks of its lists, one list with a level for each style.

A style of entries is linked to its level (ECMA-376-1, 17.9.23), so that Enter in Word makes the next
entry, and its mark is no text.
"""

from __future__ import annotations

from bulletin.typeset.house_style import HouseStyle, Style
from bulletin.workspace.shipped import shipped_text
from bulletin.writers.word.markup_xml import fonts, indent_parts
from bulletin.writers.word.style_names import style_names
from bulletin.writers.xml_text import attribute_xml

_LEVELS = 9


def bulleted(house: HouseStyle) -> list[Style]:
    """The styles of entries of lists, the level of each being its place."""
    return [style for style in house.styles.values() if style.bullet][:_LEVELS]


def numbered(style: Style, house: HouseStyle) -> str:
    """The children of w:numPr for a style of entries; empty for other styles."""
    if not style.bullet or style not in bulleted(house):
        return ""
    level = bulleted(house).index(style)
    return (f'<w:ilvl w:val="{level}"/>' if level else "") + '<w:numId w:val="1"/>'


def numbering_xml(house: HouseStyle) -> str:
    """The text of the part."""
    levels = "".join(
        _level(place, style, style_names(house)[style.name].identity)
        for place, style in enumerate(bulleted(house))
    )
    return shipped_text("writers/word/package/numbering.xml").format(levels=levels)


def _level(place: int, style: Style, identity: str) -> str:
    """A level (17.9.6); its mark is set in the Latin face, since Chinese ones lack •."""
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
        f'<w:pStyle w:val="{identity}"/><w:suff w:val="space"/>'
        f'<w:lvlText w:val="{attribute_xml(style.bullet)}"/><w:lvlJc w:val="left"/>'
        f"<w:pPr><w:ind {' '.join(indent_parts(style).values())}/></w:pPr>"
        f"<w:rPr>{fonts(style.latin_face, style.latin_face)}</w:rPr></w:lvl>"
    )
