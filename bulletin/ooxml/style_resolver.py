"""How a paragraph or a run of a Word file looks once all its styles are followed (ECMA-376-1, 17.7.2).

Later ones win: document defaults, table style, paragraph style, character style, direct formatting;
each style after those it is based on. Not followed: conditional formatting of tables (17.7.6), and that
a switch set by two kinds of styles is off again (17.7.3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bulletin.model.content import Script
from bulletin.ooxml.namespaces import VAL, A, W
from bulletin.ooxml.own_styles import name_in_use
from bulletin.ooxml.package import WordPackage

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_SWITCHES = {
    f"{W}b": "bold", f"{W}i": "italic", f"{W}vanish": "hidden", f"{W}strike": "struck",
    f"{W}dstrike": "double_struck",
}  # fmt: skip
_FACES = {"eastAsia": "chinese", "ascii": "latin", "hAnsi": "other_latin"}
_SCRIPTS: Mapping[str, Script] = {"superscript": "super", "subscript": "sub"}
_OFF = ("0", "false", "off", "none")
_SIZE = re.compile(r"[0-9]{1,4}(?:\.[0-9]*)?")


@dataclass(frozen=True, slots=True)
class Formatting:
    """What the properties of a paragraph or a run come to; ``None`` or empty where nothing says."""

    bold: bool = False
    italic: bool = False
    hidden: bool = False
    struck: bool = False
    double_struck: bool = False
    script: Script = ""
    chinese: str = ""
    """The face of Chinese characters."""
    latin: str = ""
    """The face of ASCII characters."""
    other_latin: str = ""
    """The face of other characters that are not Chinese."""
    size: float | None = None
    """Points."""
    color: str = ""
    """RRGGBB, or auto."""
    alignment: str = ""
    """left, center, right, both (justified), …"""
    outline: int | None = None
    """Level in the outline, from 0; 9 is body text."""
    numbering: tuple[str, int] | None = None
    """The list (w:numId) and the level in it, from 0."""
    keeps_with_next: bool = False
    """Whether its last line is to be on the page on which the next paragraph begins (17.3.1.15)."""


class StyleResolver:
    """The styles of a package, each followed once."""

    def __init__(self, package: WordPackage) -> None:
        styles = package.root("styles")
        self._theme = theme_faces(package.root("theme"))
        self._styles: dict[str, Element] = {}
        self._default_paragraph = ""
        self._resolved: dict[tuple[str, str], Formatting] = {}
        self._defaults = Formatting()
        if styles is None:
            return
        for style in styles.iterchildren(f"{W}style"):
            identity = style.get(f"{W}styleId", "")
            self._styles[identity] = style
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true"):
                self._default_paragraph = identity
        for defaults in styles.iterchildren(f"{W}docDefaults"):
            paragraph, run = defaults.find(f".//{W}pPr"), defaults.find(f".//{W}rPr")
            self._defaults = self._over(self._defaults, paragraph, run)

    def style_of(self, paragraph: Element) -> str:
        """The identity of a paragraph's style."""
        return value_at(paragraph, "pPr", "pStyle") or self._default_paragraph

    def name(self, style: str) -> str:
        """The name of a style, ours if it has one; empty if there is no such style."""
        if style not in self._styles:
            return ""
        element = self._styles[style]
        return name_in_use(value_at(element, "name"), value_at(element, "aliases"))

    def of_paragraph(self, paragraph: Element) -> Formatting:
        """The formatting of a paragraph, and of runs in it that have none of their own."""
        table = next(paragraph.iterancestors(f"{W}tbl"), None)
        table_style = value_at(table, "tblPr", "tblStyle") if table is not None else ""
        key = (table_style, self.style_of(paragraph))
        if key not in self._resolved:
            formatting = self._defaults
            for style in (*self._chain(key[0]), *self._chain(key[1])):
                formatting = self._over(formatting, style.find(f"{W}pPr"), style.find(f"{W}rPr"))
            self._resolved[key] = formatting
        return self._over(self._resolved[key], paragraph.find(f"{W}pPr"), None)

    def of_run(self, run: Element, formatting: Formatting) -> Formatting:
        """The formatting of a run in a paragraph that has ``formatting``."""
        properties = run.find(f"{W}rPr")
        if properties is None:
            return formatting
        for style in self._chain(value_at(properties, "rStyle")):
            formatting = self._over(formatting, None, style.find(f"{W}rPr"))
        return self._over(formatting, None, properties)

    def _chain(self, style: str) -> list[Element]:
        """A style and all that it is based on, the farthest first; a circle ends where it began."""
        chain: dict[str, Element] = {}
        while style in self._styles and style not in chain:
            chain[style] = self._styles[style]
            style = value_at(chain[style], "basedOn")
        return [*chain.values()][::-1]

    def _over(self, base: Formatting, paragraph: Element | None, run: Element | None) -> Formatting:
        """A formatting with the properties of a w:pPr and a w:rPr laid over it."""
        changes: dict[str, object] = {}
        if paragraph is not None:
            changes |= _paragraph_changes(paragraph, base.numbering)
        if run is not None:
            changes |= dict(self._run_changes(run))
        return replace(base, **changes) if changes else base  # type: ignore[arg-type]

    def _run_changes(self, properties: Element) -> Iterator[tuple[str, object]]:
        for child in properties.iterchildren():
            tag, value = child.tag, child.get(VAL, "")
            if tag in _SWITCHES:
                yield _SWITCHES[tag], is_on(child)
            elif tag == f"{W}vertAlign":
                yield "script", _SCRIPTS.get(value, "")
            elif tag == f"{W}color" and value:
                yield "color", value
            elif tag == f"{W}sz" and _SIZE.fullmatch(value):
                yield "size", float(value) / 2
            elif tag == f"{W}rFonts":
                for script, field in _FACES.items():
                    theme = child.get(f"{W}{script}Theme")  # goes before the name (17.3.2.26)
                    face = self._theme.get(theme, "") if theme else child.get(f"{W}{script}", "")
                    if face:
                        yield field, face


def _paragraph_changes(
    properties: Element, numbering: tuple[str, int] | None
) -> Iterator[tuple[str, object]]:
    for child in properties.iterchildren():
        tag, value = child.tag, child.get(VAL, "")
        if tag == f"{W}jc" and value:
            yield "alignment", value
        elif tag == f"{W}keepNext":
            yield "keeps_with_next", is_on(child)
        elif tag == f"{W}outlineLvl":
            yield "outline", whole_number(value)
        elif tag == f"{W}numPr":
            yield "numbering", _numbering(child, numbering)


def _numbering(properties: Element, styled: tuple[str, int] | None) -> tuple[str, int] | None:
    """List and level of a w:numPr; what it does not say, the style says (17.9.18)."""
    number, level = styled or ("0", 0)
    if properties.find(f"{W}numId") is not None:
        number = value_at(properties, "numId")
    if properties.find(f"{W}ilvl") is not None:
        level = whole_number(value_at(properties, "ilvl")) or 0
    return (number, level) if number != "0" else None


def theme_faces(theme: Element | None) -> Mapping[str, str]:
    """The faces of a theme by the names that w:rFonts has for them: majorEastAsia, minorHAnsi.

    Where the theme names no face for East Asia, that of its list for simplified Chinese is used.
    """
    faces: dict[str, str] = {}
    for kind in ("major", "minor"):
        fonts = theme.find(f".//{A}{kind}Font") if theme is not None else None
        if fonts is None:
            continue
        east = _typeface(fonts.find(f"{A}ea"))
        latin = _typeface(fonts.find(f"{A}latin"))
        hans = _typeface(fonts.find(f"{A}font[@script='Hans']"))
        faces |= {f"{kind}EastAsia": east or hans, f"{kind}Ascii": latin, f"{kind}HAnsi": latin}
    return faces


def _typeface(font: Element | None) -> str:
    return font.get("typeface", "") if font is not None else ""


def value_at(element: Element, *path: str) -> str:
    """The w:val of the element at the end of a path of names; empty if there is none."""
    inner = element.find("/".join(f"{W}{name}" for name in path))
    return inner.get(VAL, "") if inner is not None else ""


def is_on(switch: Element) -> bool:
    """Whether a switch such as w:b is on (17.17.4)."""
    return switch.get(VAL, "1") not in _OFF


def whole_number(text: str | None) -> int | None:
    """A number of ASCII digits; ``None`` for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None
