"""The type area of a Word file: its paper without the margins (ECMA-376-1, 17.6.11 and 17.6.13)."""

from __future__ import annotations

from typing import Any

from bulletin.ooxml.namespaces import W

_A4 = (442.2, 637.8)
"""That of GB/T 9704-2012 (5.2.1), where a file does not say."""


def type_area(body: Any) -> tuple[float, float]:
    """Width and height of the type area of the last section, in points."""
    section = body.find(f"{W}sectPr")
    size = section.find(f"{W}pgSz") if section is not None else None
    margins = section.find(f"{W}pgMar") if section is not None else None
    if size is None or margins is None:
        return _A4
    across = _points(size, "w") - _points(margins, "left") - _points(margins, "right")
    down = _points(size, "h") - _points(margins, "top") - _points(margins, "bottom")
    return (across, down) if across > 0 < down else _A4


def _points(element: Any, name: str) -> float:
    try:
        return abs(int(element.get(f"{W}{name}", "0"))) / 20
    except ValueError:
        return 0.0
