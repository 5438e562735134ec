"""How a paragraph or run of a .docx looks, through its styles (ECMA-376, 17.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL, _JC, _OUTLINE, _NUMBERING = f"{W}val", f"{W}jc", f"{W}outlineLvl", f"{W}numPr"
_SIZE, _FONTS, _COLOR = f"{W}sz", f"{W}rFonts", f"{W}color"
_SWITCHES = {f"{W}b": "bold", f"{W}i": "italic", f"{W}vanish": "hidden"}
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_NO_THEME: Mapping[str, str] = MappingProxyType({})
_OFF = ("0", "false", "off", "none")
_OWN = re.compile(r"简报(.+?)(?:文字)?")
_ROLES = {
    "title": "标题", "subtitle": "副题", "author": "作者", "date": "日期", "quote": "引文",
    "intense quote": "引文", "block text": "引文", "caption": "图题", "image caption": "图题",
    "table caption": "图题", "toc heading": "目录题", "quotations": "引文", "quotation": "引文",
    "figurecaption": "图题", "illustration": "图题",
}  # fmt: skip
_VARIANTS = {"期号带线": "期号", "报头带密级": "报头"}
_HEADING = re.compile(r"(?:heading|标题) ?([1-9])")
_TOC = re.compile(r"(?:toc|目录) ?[1-9]|contents [1-9]")
_RGB = re.compile("([0-9A-Fa-f]{2})" * 3)
_HEAVY = re.compile(r"(?<!雅)黑|(?<!Ya)(?<!Zen)Hei|Black|Heavy", re.I)


@dataclass(frozen=True, slots=True)
class WordLook:
    """What styles and direct formatting come to; ``None`` is not said."""

    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    font: str | None = None
    latin: str | None = None
    """The face of letters and signs that are not Chinese."""
    size: float | None = None
    """Points."""
    color: str | None = None
    """RRGGBB, or auto."""
    align: str | None = None
    outline: int | None = None
    """Level of the outline, from 0; 9 is body text."""
    numbering: tuple[str, int] | None = None
    """w:numId and level."""
    name: str = ""
    """The style's name as the file has it."""

    @property
    def heavy(self) -> bool:
        """Whether it is bold, or in a black face."""
        return bool(self.bold) or bool(self.font and _HEAVY.search(self.font))

    @property
    def red(self) -> bool:
        """Whether it is red, as near as one sees it."""
        match = _RGB.fullmatch(self.color or "")
        red, green, blue = (int(one, 16) for one in match.groups()) if match else (0, 0, 0)
        return red >= 0xB0 and green <= 0x60 and blue <= 0x60

    @property
    def role(self) -> str:
        """The style of the house that the style's name stands for, if any."""
        own = _OWN.fullmatch(self.name)
        if own:
            return _VARIANTS.get(own[1], own[1])
        low = self.name.lower()
        if _TOC.fullmatch(low):
            return "目录"
        heading = _HEADING.fullmatch(low)
        return f"大纲{heading[1]}" if heading else _ROLES.get(low, "")


class StyleSheet:
    """The styles of a document, each looked up once."""

    def __init__(self, root: Any, theme: Any = None) -> None:
        self.theme = theme_fonts(theme)
        self._elements: dict[str, Any] = {}
        self._known: dict[str, WordLook] = {}
        self._default = WordLook()
        self.default_paragraph = ""
        if root is None:
            return
        for style in root.iterchildren(f"{W}style"):
            identity = style.get(f"{W}styleId", "")
            self._elements[identity] = style
            if style.get(f"{W}default") in ("1", "true") and style.get(f"{W}type") == "paragraph":
                self.default_paragraph = identity
        defaults = root.find(f"{W}docDefaults")
        if defaults is not None:
            for properties in defaults.iter(f"{W}rPr"):
                self._default = direct(self._default, None, properties, self.theme)

    def look(self, identity: str | None) -> WordLook:
        """What a style comes to with all that it is based on."""
        identity = identity or ""
        if identity not in self._known:
            look = self._default
            for style in reversed(list(self._chain(identity))):
                look = direct(look, style.find(f"{W}pPr"), style.find(f"{W}rPr"), self.theme)
            element = self._elements.get(identity)
            name = element.find(f"{W}name") if element is not None else None
            said = name.get(f"{W}val", "") if name is not None else ""
            self._known[identity] = replace(look, name=said)
        return self._known[identity]

    def _chain(self, identity: str) -> Iterator[Any]:
        seen = set[str]()
        while identity in self._elements and identity not in seen:
            seen.add(identity)
            style = self._elements[identity]
            yield style
            based = style.find(f"{W}basedOn")
            identity = based.get(f"{W}val", "") if based is not None else ""


def direct(
    look: WordLook, paragraph: Any, run: Any, theme: Mapping[str, str] = _NO_THEME
) -> WordLook:
    """A look with the properties of a w:pPr and a w:rPr laid over it; ``theme`` names its faces."""
    changes: dict[str, Any] = {}
    if paragraph is not None:
        for child in paragraph.iterchildren():
            tag = child.tag
            if tag == _JC:
                changes["align"] = child.get(_VAL)
            elif tag == _OUTLINE:
                changes["outline"] = _whole(child.get(_VAL))
            elif tag == _NUMBERING:
                changes["numbering"] = _numbering(child, look.numbering)
    if run is not None:
        for child in run.iterchildren():
            tag = child.tag
            if tag in _SWITCHES:
                changes[_SWITCHES[tag]] = is_on(child)
            elif tag == _COLOR:
                changes["color"] = child.get(_VAL)
            elif tag == _SIZE:
                changes["size"] = (_whole(child.get(_VAL)) or 0) / 2
            elif tag == _FONTS:
                changes |= _fonts(child, theme)
    return replace(look, **changes) if changes else look


def _fonts(element: Any, theme: Mapping[str, str]) -> dict[str, str]:
    """The faces that a w:rFonts names; the theme's go before those by name (17.3.2.26)."""

    def named(kind: str) -> str:
        own = element.get(f"{W}{kind}Theme")
        return theme.get(own, "") if own else element.get(f"{W}{kind}") or ""

    latin = named("ascii") or named("hAnsi")
    said = {"font": named("eastAsia") or latin, "latin": latin}
    return {key: value for key, value in said.items() if value}


def theme_fonts(root: Any) -> dict[str, str]:
    """The faces of a theme by the names that w:rFonts has for them: majorEastAsia, minorHAnsi."""
    found: dict[str, str] = {}
    for kind in ("major", "minor"):
        fonts = root.find(f".//{_A}{kind}Font") if root is not None else None
        if fonts is None:
            continue
        faces = {child.tag.removeprefix(_A): child.get("typeface", "") for child in fonts[:3]}
        hans = next((one for one in fonts if one.get("script") == "Hans"), None)
        east = faces.get("ea") or (hans.get("typeface", "") if hans is not None else "")
        found |= {f"{kind}EastAsia": east, f"{kind}HAnsi": faces.get("latin", "")}
        found[f"{kind}Ascii"] = found[f"{kind}HAnsi"]
    return found


def is_on(element: Any) -> bool:
    """Whether a switch such as w:b is on (17.17.4)."""
    return element.get(f"{W}val", "1") not in _OFF


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


def _numbering(element: Any, styled: tuple[str, int] | None) -> tuple[str, int] | None:
    """List and level of a w:numPr; what it does not say, the style says (17.9.18)."""
    number, level = element.find(f"{W}numId"), element.find(f"{W}ilvl")
    before, depth = styled or ("0", 0)
    identity = number.get(_VAL, "") if number is not None else before
    if level is not None:
        depth = _whole(level.get(_VAL)) or 0
    return (identity, depth) if identity != "0" else None
