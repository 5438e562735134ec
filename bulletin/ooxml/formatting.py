"""How a paragraph or a run of a .docx looks, once its styles are followed (ECMA-376-1, 17.7.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SIZE = re.compile(r"[0-9]{1,4}(?:\.[0-9]*)?")
_LONGEST_CHAIN = 20
"""Styles based on each other in a circle end somewhere."""


@dataclass(frozen=True, slots=True)
class PackageStyles:
    """The styles of a .docx; any part may be missing."""

    by_id: dict[str, Element] = field(default_factory=dict)
    defaults: Element | None = None
    """w:docDefaults"""
    default_paragraph: str = ""
    themes: dict[str, str] = field(default_factory=dict)
    """Faces by the names of the theme: minorEastAsia, majorAscii."""

    def name(self, paragraph: Element) -> str:
        """The name of a paragraph's style, as Word shows it."""
        style = self.by_id.get(self._id(paragraph))
        return _value(style, "name") if style is not None else ""

    def _id(self, paragraph: Element) -> str:
        return _value(paragraph.find(f"{W}pPr"), "pStyle") or self.default_paragraph

    def _chain(self, style_id: str) -> Iterator[Element]:
        for _ in range(_LONGEST_CHAIN):
            style = self.by_id.get(style_id)
            if style is None:
                return
            yield style
            style_id = _value(style, "basedOn")

    def of_paragraph(self, paragraph: Element) -> list[Element]:
        """The w:pPr that count for a paragraph, the nearest first."""
        owners: list[Element] = [paragraph, *self._chain(self._id(paragraph))]
        if self.defaults is not None:
            owners += self.defaults.iter(f"{W}pPrDefault")
        return [found for owner in owners if (found := owner.find(f"{W}pPr")) is not None]

    def of_run(self, run: Element, paragraph: Element) -> list[Element]:
        """The w:rPr that count for a run, the nearest first."""
        style_id = _value(run.find(f"{W}rPr"), "rStyle")
        owners: list[Element] = [
            run, *self._chain(style_id), *self._chain(self._id(paragraph))
        ]  # fmt: skip
        if self.defaults is not None:
            owners += self.defaults.iter(f"{W}rPrDefault")
        return [found for owner in owners if (found := owner.find(f"{W}rPr")) is not None]

    def face(self, properties: Sequence[Element], script: str) -> str:
        """The face of a run for a script: ``eastAsia`` or ``ascii``; empty if none is named."""
        for one in properties:
            fonts = one.find(f"{W}rFonts")
            if fonts is None:
                continue
            theme = fonts.get(f"{W}{script}Theme")
            named = self.themes.get(theme, "") if theme else fonts.get(f"{W}{script}", "")
            if named:
                return named
        return ""


def text_of(paragraph: Element) -> str:
    """The text of a paragraph, deleted text left out; a line break in it is ``\\n`` (17.3.3.1)."""
    parts = paragraph.iter(f"{W}t", f"{W}br", f"{W}cr")
    return "".join(
        part.text or "" if part.tag == f"{W}t" else "\n"
        for part in parts
        if part.get(f"{W}type", "textWrapping") == "textWrapping"
    )


def size_of(properties: Sequence[Element]) -> float:
    """The type size of a run in points; 10 where none is said (17.3.2.38)."""
    text = value(properties, "sz")
    return float(text) / 2 if _SIZE.fullmatch(text) else 10.0


def value(properties: Sequence[Element], tag: str) -> str:
    """The w:val of a property, from the nearest that has it; empty if none has."""
    return next((found for one in properties if (found := _value(one, tag))), "")


def _value(owner: Element | None, tag: str) -> str:
    found = owner.find(f"{W}{tag}") if owner is not None else None
    return "" if found is None else found.get(f"{W}val", "")


def read_styles(styles: Element | None, theme: Element | None) -> PackageStyles:
    """The styles of word/styles.xml and word/theme/theme1.xml."""
    if styles is None:
        return PackageStyles()
    by_id = {style.get(f"{W}styleId", ""): style for style in styles.iter(f"{W}style")}
    default = next(
        (
            name
            for name, style in by_id.items()
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true")
        ),
        "",
    )
    return PackageStyles(by_id, styles.find(f"{W}docDefaults"), default, dict(_theme(theme)))


def _theme(theme: Element | None) -> Iterator[tuple[str, str]]:
    if theme is None:
        return
    for kind in ("major", "minor"):
        fonts = next(theme.iter(f"{_A}{kind}Font"), None)
        if fonts is None:
            continue
        faces = {tag: _typeface(fonts.find(f"{_A}{tag}")) for tag in ("latin", "ea")}
        chinese = next(
            (_typeface(one) for one in fonts.iter(f"{_A}font") if one.get("script") == "Hans"), ""
        )
        yield f"{kind}EastAsia", faces["ea"] or chinese
        yield f"{kind}Ascii", faces["latin"]
        yield f"{kind}HAnsi", faces["latin"]


def _typeface(element: Element | None) -> str:
    return "" if element is None else element.get("typeface", "")
