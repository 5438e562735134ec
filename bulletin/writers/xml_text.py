"""Text as it is written in XML and HTML."""

from __future__ import annotations


def escape_xml(text: str) -> str:
    """Text for between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute_xml(text: str) -> str:
    """Text for inside an attribute's double quotes, which has no lines."""
    return escape_xml(text).replace('"', "&quot;").replace("\n", " ")
