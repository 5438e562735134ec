"""WordprocessingML as text: properties of paragraphs and runs, rules, the text of runs.

The children of w:pPr and w:rPr have a fixed order (ECMA-376-1, 17.3.1.26 and 17.3.2.28), in which
every function here writes them: Word may refuse a file with another.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bulletin.model.content import Script
from bulletin.typeset.house_style import HouseStyle, Style
from bulletin.writers.xml_text import attribute_xml, escape_xml

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)

KEEP_NEXT = "<w:keepNext/>"
AMBIGUOUS = re.compile(
    "[·×÷±°§\u2010-\u2027\u2030-\u203b\u2103-\u2126\u2160-\u2199\u2200-\u2211\u2213-\u22ff\u2460-\u27bf]"
)
"""Marks of ambiguous width (“ ” ‘ ’ — … ·): without a hint Word sets them in the Latin face."""


def twips(points: float) -> int:
    """Points to twentieths of a point, Word's unit of length (ECMA-376-1, 17.18.81)."""
    return round(points * 20)


@lru_cache(maxsize=256)
def fonts(chinese: str, latin: str) -> str:
    """w:rFonts with all four faces: a theme font would stand in for one left out (17.3.2.26)."""
    east, west = attribute_xml(chinese), attribute_xml(latin)
    return f'<w:rFonts w:ascii="{west}" w:hAnsi="{west}" w:eastAsia="{east}" w:cs="{west}"/>'


@lru_cache(maxsize=64)
def hinted(chinese: str) -> str:
    """w:rFonts for a run with marks of ambiguous width, which take the Chinese face (17.3.2.26)."""
    face = attribute_xml(chinese)
    return f'<w:rFonts w:hint="eastAsia" w:ascii="{face}" w:hAnsi="{face}"/>'


def size_properties(size: float, scale: int = 100) -> str:
    """w:w, w:sz and w:szCs: ``size`` in points, ``scale`` in percent of the width."""
    half_points = round(size * 2)
    scaled = f'<w:w w:val="{scale}"/>' if scale != 100 else ""
    return f'{scaled}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def script(value: Script) -> str:
    """w:vertAlign (17.3.2.42) of a superscript or a subscript."""
    return f'<w:vertAlign w:val="{value}script"/>' if value else ""


def spacing(before: float, after: float) -> str:
    """w:spacing of a paragraph with its own space before and after it, in points (17.3.1.33)."""
    return f'<w:spacing w:before="{twips(before)}" w:after="{twips(after)}"/>'


def indent_parts(style: Style, hang: float | None = None) -> dict[str, str]:
    """The attributes of w:ind for left, right and first, in characters and in twips (17.3.1.12).

    ``hang``, in characters, instead of the style's.
    """
    hanging = (style.hang or 0.0) if hang is None else hang
    first = ("hanging", hanging) if hanging else ("firstLine", style.indent)
    parts = {
        "left": ("left", style.left + hanging),
        "right": ("right", style.right),
        "first": first,
    }
    return {
        part: f'w:{name}Chars="{round(length * 100)}" w:{name}="{twips(length * style.size)}"'
        for part, (name, length) in parts.items()
    }


def indents(style: Style, hang: float) -> str:
    """w:ind of a paragraph whose lines but the first hang so many characters."""
    return f"<w:ind {' '.join(indent_parts(style, hang).values())}/>"


def tab_at_right(style: Style, house: HouseStyle) -> str:
    """w:tab to the right end of the lines of a style (17.3.1.37)."""
    edge = house.page.text_width - style.right * style.size
    return f'<w:tab w:val="right" w:pos="{twips(edge)}"/>'


def text_xml(text: str) -> str:
    """Text with its line breaks and tabs; white space is kept (2.10 of XML 1.0)."""
    if " " not in text and "\n" not in text and "\t" not in text:
        return f"<w:t>{escape_xml(text)}</w:t>"
    written = []
    for piece in re.split(r"([\n\t])", text):
        if piece == "\n":
            written.append("<w:br/>")
        elif piece == "\t":
            written.append("<w:tab/>")
        elif piece:
            written.append(f'<w:t xml:space="preserve">{escape_xml(piece)}</w:t>')
    return "".join(written)


NOTE_GAP = '<w:r><w:t xml:space="preserve"> </w:t></w:r>'
"""What stands between the number of a footnote and its text."""


def field(code: str, result: str) -> str:
    """A field with its code and the runs of its result, which stay as they are (17.16.18)."""
    marks = {
        kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
        for kind in ("begin", "separate", "end")
    }
    instruction = f'<w:r><w:instrText xml:space="preserve"> {escape_xml(code)} </w:instrText></w:r>'
    return f"{marks['begin']}{instruction}{marks['separate']}{result}{marks['end']}"


def tiny(before_spacing: str = "") -> str:
    """An empty paragraph one point high; ``before_spacing``: what it has before w:spacing in w:pPr."""
    return (
        f'<w:p><w:pPr>{before_spacing}<w:spacing w:line="20" w:lineRule="exact"/>'
        '<w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr></w:pPr></w:p>'
    )


def rule(points: float, style: Style) -> str:
    """A rule as wide as the type area between paragraphs that are indented: the border of an empty one."""
    if not points:
        return ""
    return tiny(f"<w:keepNext/><w:pBdr>{border('top', points, style, 0)}</w:pBdr>")


def border(side: str, points: float, style: Style, gap: float) -> str:
    """A rule as border of a paragraph or a cell (17.3.1.24, 17.4.66): points, in eighths in the file.

    ``gap``: points between it and the text.
    """
    if not points:
        return f'<w:{side} w:val="nil"/>'
    return (
        f'<w:{side} w:val="single" w:sz="{round(points * 8)}" w:space="{round(gap)}" '
        f'w:color="{style.rule_color}"/>'
    )


def without_inner_rules(style: Style, is_first: bool, is_last: bool) -> str:
    """w:pBdr that takes away the rules between paragraphs of one style in a row.

    Word joins borders of paragraphs with the same indents by itself; those of lines that hang up to
    their colon differ.
    """
    nil = "".join(
        border(side, 0, style, 0)
        for side, points, is_edge in (
            ("top", style.rule_above, is_first),
            ("bottom", style.rule_below, is_last),
        )
        if points and not is_edge
    )
    return f"<w:pBdr>{nil}</w:pBdr>" if nil else ""
