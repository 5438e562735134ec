"""HTML as text: escaping, elements, and which links may stand in it."""

from __future__ import annotations

import base64
import re

from bulletin.typeset.layout import LATIN, held_together
from bulletin.workspace import pictures

_LINK = re.compile(r"(?:https?://|mailto:|#)[^\s\x00-\x1f]+", re.I)
_MEDIA = {"jpg": "jpeg"}
"""The media type's word, where it is not the file ending."""


def escape(text: str) -> str:
    """Text for between tags; a line break in it becomes ``<br>``."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\n", "<br>")


def attribute(text: str) -> str:
    """Text for inside an attribute's double quotes."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;").replace("\n", " ")


def element(tag: str, inside: str, **attributes: str) -> str:
    """An element; empty attributes are left out, ``_`` ends a name that Python keeps for itself."""
    given = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{attribute(value)}"'
        for name, value in attributes.items()
        if value
    )
    return f"<{tag}{given}>{inside}</{tag}>"


def safe_link(link: str) -> str:
    """The link if it leads to the web, a mailbox or a place in the page; else nothing."""
    return link if _LINK.fullmatch(link) else ""


_BROWSERS_PART = re.compile("[０-９－—…⋯─━·]")
"""Characters beside which a browser turns a line where Word, by its two lists, does not."""


def with_latin(text: str) -> str:
    """Escaped text in which digits and Latin letters stand in elements of their own, and so does
    what a browser would part and Word does not.
    """
    return "".join(
        element("span", _latin(piece), class_="k")
        if len(piece) > 1 and _BROWSERS_PART.search(piece)
        else _latin(piece)
        for piece in held_together(text)
    )


def _latin(text: str) -> str:
    return "".join(
        element("span", escape(piece), class_="w") if place % 2 else escape(piece)
        for place, piece in enumerate(LATIN.split(text))
        if piece
    )


def data_uri(data: bytes) -> str:
    """A picture as an address that holds it whole."""
    data = pictures.for_browsers(data)
    kind = pictures.kind(data) or "png"
    return f"data:image/{_MEDIA.get(kind, kind)};base64,{base64.b64encode(data).decode()}"
