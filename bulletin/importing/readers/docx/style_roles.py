"""What names of styles, faces and colours of a Word file mean for recognising an article."""

from __future__ import annotations

import re
from functools import lru_cache

from bulletin.ooxml.own_styles import OURS
from bulletin.ooxml.style_resolver import Formatting

_OWN = re.compile(rf"{OURS}(.+?)(?:文字)?")
_ROLES = {
    "title": "标题", "subtitle": "副题", "author": "作者", "date": "日期", "quote": "引文",
    "intense quote": "引文", "block text": "引文", "caption": "图题", "image caption": "图题",
    "table caption": "图题", "toc heading": "目录题", "quotations": "引文", "quotation": "引文",
    "figurecaption": "图题", "illustration": "图题",
}  # fmt: skip
"""Names of Word's, LibreOffice's and pandoc's styles, in small letters."""
_VARIANTS = {
    "期号带线": "期号", "期号签发": "期号", "期号签发带线": "期号", "报头带密级": "报头",
    "正文": "", "列表": "", "列表二级": "", "列表三级": "",
}  # fmt: skip
"""Styles of the house that stand for another one; body text has no role."""
ROUTING = frozenset({"报送", "份数", "印发"})
"""The roles of the lines of a routing block."""
_HEADING = re.compile(r"(?:heading|标题) ?([1-9])")
_TOC = re.compile(r"(?:toc|目录) ?[1-9]|contents [1-9]")
_RGB = re.compile("([0-9A-Fa-f]{2})" * 3)
_HEAVY = re.compile(r"(?<!雅)黑|(?<!Ya)(?<!Zen)Hei|Black|Heavy", re.I)
"""Black faces; 微软雅黑 (Microsoft YaHei) and 文泉驿正黑 (Zen Hei) are faces of running text."""


@lru_cache(maxsize=512)
def role_of(style_name: str) -> str:
    """The style of the house that a style's name stands for; 大纲1 for a heading; empty for others."""
    own = _OWN.fullmatch(style_name)
    if own:
        return _VARIANTS.get(own[1], own[1])
    name = style_name.lower()
    if _TOC.fullmatch(name):
        return "目录"
    heading = _HEADING.fullmatch(name)
    return f"大纲{heading[1]}" if heading else _ROLES.get(name, "")


def is_heavy(formatting: Formatting) -> bool:
    """Whether text is bold, or in a black face."""
    face = formatting.chinese or latin_face(formatting)
    return formatting.bold or _HEAVY.search(face) is not None


def latin_face(formatting: Formatting) -> str:
    """The face of letters and signs that are not Chinese."""
    return formatting.latin or formatting.other_latin


def is_red(color: str) -> bool:
    """Whether a colour (RRGGBB) looks red."""
    match = _RGB.fullmatch(color)
    red, green, blue = (int(part, 16) for part in match.groups()) if match else (0, 0, 0)
    return red >= 0xB0 and green <= 0x60 and blue <= 0x60
