"""What a face draws where it has no glyph, usually a box (OpenType: glyph 0, ".notdef")."""

from __future__ import annotations

import io

Bounds = tuple[float, float, float, float]
"""Left, right, bottom and top of the ink, in ems from the origin; y upwards."""

_EM = 1000
_NEVER_MAPPED = "\U0010fffe"
"""A noncharacter, which no face has."""


def missing_glyph(font: bytes) -> Bounds | None:
    """The ink of glyph 0 of a TrueType, OpenType or Type 1 face; all 0 where it is empty.

    ``None`` where it cannot be drawn.
    """
    from PIL import ImageFont

    try:
        face = ImageFont.truetype(io.BytesIO(font), _EM, layout_engine=ImageFont.Layout.BASIC)
        mask, (right, down) = face.getmask2(_NEVER_MAPPED, mode="L", anchor="ls")
    except (OSError, ValueError, MemoryError):
        return None
    ink = mask.getbbox()
    if ink is None:
        return (0.0, 0.0, 0.0, 0.0)
    left, top, right_edge, bottom = ink
    return (
        (left + right) / _EM, (right_edge + right) / _EM,
        -(bottom + down) / _EM, -(top + down) / _EM,
    )  # fmt: skip
