"""styles.xml of a house style: Word's Normal, bare, and the styles of the house in a cascade.

Each style says only what it has otherwise than the style that it is based on, so that a change of
one in Word reaches those below it.
"""

from __future__ import annotations

from itertools import groupby

from bulletin.ooxml.own_styles import OURS
from bulletin.typeset.house_style import HouseStyle, Style
from bulletin.typeset.layout import footnote_style
from bulletin.typeset.table_layout import CELL_MARGIN
from bulletin.typeset.whole_lines import space_of_line
from bulletin.workspace.shipped import shipped_text
from bulletin.writers.word.markup_xml import (
    border,
    fonts,
    indent_parts,
    size_properties,
    tab_at_right,
    twips,
)
from bulletin.writers.word.numbering import numbered
from bulletin.writers.word.style_names import NORMAL, style_names
from bulletin.writers.xml_text import attribute_xml

BODY = "正文"
BLACK = "000000"
TABLE_STYLE = "BulletinTable"
"""The identity of the style that tables have."""
FOOT_TABLE_STYLE = "BulletinFoot"
"""The identity of the style of the table that is the routing block."""
_USED_MOST = (
    BODY, "标题", "副标题", "作者", "编者按", "一级标题", "二级标题", "三级标题", "四级标题", "序数",
    "加粗", "强调", "引文", "表题", "表单位", "表头", "表格", "图片", "图题", "供稿",
)  # fmt: skip
"""The styles that editors take by hand, in the order in which Word's gallery has them; others follow."""
_LAST_IN_GALLERY = 99

Properties = dict[str, str]
"""What a style says, in the order of w:pPr or w:rPr (17.3.1.26, 17.3.2.28). A key is the name of an
element, with a part of it behind a slash; a value is attributes, or the elements in the element."""


def styles_xml(house: HouseStyle, looks: tuple[str, ...]) -> str:
    """The text of the part; ``looks`` are the styles whose face a run can take."""
    body = house.styles[BODY]
    bare = _bare(body)
    styles = [_paragraph_style(house, style, bare, looks) for style in house.styles.values()]
    styles += (_character_style(house, name) for name in looks)
    margin = twips(CELL_MARGIN)
    return shipped_text("writers/word/package/styles.xml").format(
        fonts=fonts(body.font, body.latin_face),
        size=size_properties(body.size),
        normal=_written(_paragraph_properties(bare, house), _WORD_PARAGRAPH),
        note_fonts=_note_fonts(house),
        styles="".join(styles),
        table_style=TABLE_STYLE,
        table_name=f"{OURS}表格框线",
        margin=margin,
        foot_table_style=FOOT_TABLE_STYLE,
        foot_table_name=f"{OURS}版记",
    )


def _bare(body: Style) -> Style:
    """Word's Normal: the face and size of body text, and no more.

    It has no exact line pitch, which cuts a picture to a strip, and no indent, which moves a table.
    """
    return Style(NORMAL, font=body.font, latin=body.latin, size=body.size, hanging=body.hanging)


def _note_fonts(house: HouseStyle) -> str:
    """The face of the marks of footnotes, which are Chinese characters: ①."""
    face = attribute_xml(house.styles[footnote_style(house)].font)
    return (
        f'<w:rFonts w:hint="eastAsia" w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}" '
        f'w:cs="{face}"/>'
    )


def _paragraph_style(house: HouseStyle, style: Style, bare: Style, looks: tuple[str, ...]) -> str:
    names = style_names(house)
    own, base = names[style.name], house.styles[style.base] if style.base else bare
    is_listed = own.name != "footer"
    parts = (
        f'<w:name w:val="{attribute_xml(own.name)}"/>',
        f'<w:aliases w:val="{attribute_xml(own.alias)}"/>' if own.alias else "",
        f'<w:basedOn w:val="{names[style.base].identity if style.base else NORMAL}"/>',
        f'<w:next w:val="{names[_next(style)].identity}"/>' if _next(style) else "",
        f'<w:link w:val="{own.look}"/>' if style.name in looks else "",
        f'<w:uiPriority w:val="{_priority(house, style.name)}"/>',
        "<w:qFormat/>" if is_listed else "",
        _element(
            "pPr", _written(_paragraph_properties(style, house), _paragraph_properties(base, house))
        ),
        _element("rPr", _written(_run_properties(style), _run_properties(base))),
    )
    custom = "" if own.alias else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{own.identity}">{"".join(parts)}</w:style>'
    )


def _next(style: Style) -> str:
    """The style that comes after one of a style; after a title or a heading it is body text."""
    return style.next or (BODY if style.outline else "")


def _priority(house: HouseStyle, name: str) -> int:
    if name in _USED_MOST:
        return _USED_MOST.index(name) + 1
    others = [other for other in house.styles if other not in _USED_MOST]
    return min(len(_USED_MOST) + 1 + others.index(name), _LAST_IN_GALLERY - 1)


def _character_style(house: HouseStyle, name: str) -> str:
    """The face of a style for a run; Word offers both as one (17.7.4.6)."""
    style, own = house.styles[name], style_names(house)[name]
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{own.look}">'
        f'<w:name w:val="{OURS}{attribute_xml(name)}文字"/><w:link w:val="{own.identity}"/>'
        f'<w:uiPriority w:val="{_priority(house, name)}"/>'
        f"<w:rPr>{fonts(style.font, style.latin_face)}"
        f'<w:color w:val="{style.color}"/></w:rPr></w:style>'
    )


# Properties

_WORD_PARAGRAPH: Properties = {
    "keepNext": 'w:val="0"', "widowControl": 'w:val="1"', "numPr": "", "pBdr/top": '<w:top w:val="nil"/>',
    "pBdr/bottom": '<w:bottom w:val="nil"/>', "tabs": "", "overflowPunct": 'w:val="1"',
    "snapToGrid": 'w:val="1"', "spacing/before": 'w:before="0"', "spacing/after": 'w:after="0"',
    "spacing/line": 'w:line="240" w:lineRule="auto"',
    "ind/left": 'w:leftChars="0" w:left="0"', "ind/right": 'w:rightChars="0" w:right="0"',
    "ind/first": 'w:firstLineChars="0" w:firstLine="0"', "contextualSpacing": 'w:val="0"',
    "jc": 'w:val="left"', "outlineLvl": 'w:val="9"',
}  # fmt: skip
"""What Word takes for paragraphs of which no style says anything (17.3.1)."""


def _paragraph_properties(style: Style, house: HouseStyle) -> Properties:
    """All that a style says of paragraphs; the rules of the foot of the last page are no borders."""
    before, after = _space(style, house)
    above, below = (0.0, 0.0) if style.foot else (style.rule_above, style.rule_below)
    own = {
        "keepNext": f'w:val="{int(style.keep_with_next)}"',
        "widowControl": 'w:val="0"',
        "numPr": numbered(style, house),
        "pBdr/top": border("top", above, style, style.rule_gap),
        "pBdr/bottom": border("bottom", below, style, style.rule_gap),
        "tabs": tab_at_right(style, house) if style.aside_tab else "",
        "overflowPunct": f'w:val="{int(style.hanging)}"',
        "snapToGrid": 'w:val="0"',
        "spacing/before": f'w:before="{before}"',
        "spacing/after": f'w:after="{after}"',
        "contextualSpacing": f'w:val="{int(not style.space_between_same)}"',
        "jc": f'w:val="{style.align}"',
        "outlineLvl": f'w:val="{(style.outline or 10) - 1}"',
        **{f"ind/{name}": part for name, part in indent_parts(style).items()},
    }
    if style.line is not None:
        own["spacing/line"] = f'w:line="{twips(style.line)}" w:lineRule="exact"'
    return _WORD_PARAGRAPH | own


def _space(style: Style, house: HouseStyle) -> tuple[int, int]:
    """The space before and after a paragraph, in twips; of a title, one of one line."""
    if style.whole_lines:
        before, after = space_of_line(style, house)
        return twips(before), twips(after)
    before, after = (house.points(one, style.size) for one in (style.before, style.after))
    return twips(before), twips(after)


def _run_properties(style: Style) -> Properties:
    """All that a style says of text."""
    east, west = attribute_xml(style.font), attribute_xml(style.latin_face)
    half_points = round(style.size * 2)
    return {
        "rFonts/latin": f'w:ascii="{west}" w:hAnsi="{west}" w:cs="{west}"',
        "rFonts/chinese": f'w:eastAsia="{east}"',
        "color": f'w:val="{"auto" if style.color == BLACK else style.color}"',
        "spacing": f'w:val="{twips(style.letter_spacing)}"',
        "sz": f'w:val="{half_points}"',
        "szCs": f'w:val="{half_points}"',
    }


def _written(own: Properties, base: Properties) -> str:
    """What is in ``own`` otherwise than in ``base``, as elements."""
    changes = ((key, own[key]) for key in own if own[key] != base[key])
    elements = []
    for name, group in groupby(changes, key=lambda change: change[0].partition("/")[0]):
        parts = [value for _, value in group]
        if name == "tabs":
            parts.append(base["tabs"].replace('w:val="right"', 'w:val="clear"'))
        inside = any(part.startswith("<") for part in parts)
        elements.append(
            f"<w:{name}>{''.join(parts)}</w:{name}>" if inside else f"<w:{name} {' '.join(parts)}/>"
        )
    return "".join(elements)


def _element(name: str, inner: str) -> str:
    return f"<w:{name}>{inner}</w:{name}>" if inner else ""
