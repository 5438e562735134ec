"""Adapts a Word file so that LibreOffice shows it as Word does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from bulletin.ooxml import foot_frame
from bulletin.ooxml.namespaces import VAL, W
from bulletin.ooxml.package import NotAWordFile, WordPackage
from bulletin.ooxml.style_resolver import is_on

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_LANGUAGE = re.compile(r"[a-z]{2,3}-[A-Z]{2}")
_BY_CHARACTER = b"wordWrap"
_SWITCH = re.compile(rb'<w:overflowPunct(?:\s+w:val="(\w+)")?\s*/>')


def libreoffice_copy(package: WordPackage) -> WordPackage:
    """A copy with the switch for hanging punctuation (17.3.1.21) inverted.

    LibreOffice inverts ``w:overflowPunct`` when it imports it: its DomainMapper sets hanging
    punctuation to ``nIntValue == 0``. The foot becomes a frame, for what LibreOffice does with
    floating tables (``foot_frame``), and long addresses get a language by which it breaks them.
    """
    data = package.parts[package.document]
    if foot_frame.SIGN in data or _BY_CHARACTER in data:
        document = package.tree(package.document)
        foot_frame.set_in_frames(document, _styles(package))
        _name_language(document)
        changed = etree.tostring(document, xml_declaration=True, encoding="UTF-8", standalone=True)
        package = package.with_part(package.document, changed)
    for part in (package.document, *package.related("styles")):
        package = package.with_part(part, _SWITCH.sub(_inverted, package.parts[part]))
    return package


def _styles(package: WordPackage) -> Element | None:
    try:
        return package.root("styles")
    except NotAWordFile:  # LibreOffice passes over broken styles
        return None


def _name_language(document: Element) -> None:
    """Call the text of paragraphs Chinese whose Latin words may be broken anywhere (17.3.1.45).

    LibreOffice passes over ``w:wordWrap``, but breaks words of a Chinese language so.
    """
    for switch in document.iter(f"{W}wordWrap"):
        paragraph = next(switch.iterancestors(f"{W}p"), None)
        if paragraph is None or is_on(switch):
            continue
        for run in paragraph.iter(f"{W}r"):
            properties = run.find(f"{W}rPr")
            if properties is None:
                properties = etree.Element(f"{W}rPr")
                run.insert(0, properties)
            for language in [*properties.iterchildren(f"{W}lang")]:
                properties.remove(language)
            etree.SubElement(properties, f"{W}lang").set(VAL, "zh-CN")


def _inverted(switch: re.Match[bytes]) -> bytes:
    off = switch[1] in (b"0", b"false", b"off")
    return b'<w:overflowPunct w:val="%d"/>' % off


def language(package: WordPackage) -> str:
    """The language of a file's Chinese text by its defaults (17.3.2.20); empty where it names none."""
    styles = _styles(package)
    named = (
        styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang") if styles is not None else None
    )
    text = named.get(f"{W}eastAsia", "") if named is not None else ""
    return text if _LANGUAGE.fullmatch(text) else ""


def line_edges(package: WordPackage) -> tuple[str, str]:
    """The characters that must not begin and those that must not end a Chinese line (17.15.1.59, 58).

    LibreOffice reads these from its own settings only. Empty where the file does not say.
    """
    try:
        settings = package.root("settings")
    except NotAWordFile:  # LibreOffice passes over broken settings
        settings = None

    def in_chinese(name: str) -> str:
        elements = settings.iter(f"{W}{name}") if settings is not None else ()
        chinese = (one for one in elements if one.get(f"{W}lang", "").lower() == "zh-cn")
        return next((one.get(VAL, "") for one in chinese), "")

    return in_chinese("noLineBreaksBefore"), in_chinese("noLineBreaksAfter")
