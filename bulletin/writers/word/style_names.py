"""The names and identities under which the styles of the house stand in a Word file.

Titles and headings are Word's own headings: only those are headings for its screen readers
and for ``TOC \\o``; an outline level is enough for the navigation pane alone. Word shows them under
our names, their aliases (ECMA-376-1, 17.7.4.1 and 17.15.1.86).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bulletin.ooxml.own_styles import OURS
from bulletin.typeset.house_style import HouseStyle
from bulletin.workspace.shipped import shipped_text

NORMAL = "Normal"
"""Word's style for paragraphs of no style; no style of the house is that."""
_OF_WORD = {"副标题": "Subtitle", "图题": "caption", "页码": "footer", "脚注": "footnote text"}
"""Styles of Word's own: Word itself inserts captions, footers and notes under them."""
_PART = "writers/word/package/styles.xml"
_NAME = re.compile(r'<w:name w:val="([^"{]+)"/>')
"""The names of the styles that every file has; no style of the house takes one of them."""


@dataclass(frozen=True, slots=True)
class StyleName:
    """The names of one style."""

    identity: str
    """w:styleId, in letters and digits only, as old readers want it."""
    name: str
    alias: str = ""
    """Our name of a style of Word's own."""
    look: str = ""
    """The identity of the character style that carries its face."""


@lru_cache(maxsize=4)
def style_names(house: HouseStyle) -> dict[str, StyleName]:
    """The names of each style of a house style."""
    taken = {name.lower() for name in _NAME.findall(shipped_text(_PART))}
    names: dict[str, StyleName] = {}
    for place, style in enumerate(house.styles.values()):
        heading = f"heading {style.outline}" if style.outline else ""
        wanted = style.word_style or heading or _OF_WORD.get(style.name, "")
        own, look = f"{OURS}{style.name}", f"C{place}"
        if wanted and wanted.lower() not in taken:
            taken.add(wanted.lower())
            identity = "".join(word[:1].upper() + word[1:] for word in wanted.split())
            if not (identity.isascii() and identity.isalnum()):
                identity = f"B{place}"
            names[style.name] = StyleName(identity, wanted, own, look)
        else:
            names[style.name] = StyleName(f"B{place}", own, look=look)
    return names
