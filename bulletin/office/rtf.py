r"""RTF from elsewhere, without what would bring files of this machine into it.

LibreOffice 7.4 puts the picture that ``INCLUDEPICTURE`` names into what it makes of an RTF file, wherever
on the machine it lies; what HTML, ODF and .doc name stays a link. A field's keyword may be spelt in many
ways (``\'49NCLUDE…``, groups, ``\u``), so the bad ones are not looked for: fields that are known to be
harmless stay, of any other the instruction goes and the result, which is what the author saw, is kept.
"""

from __future__ import annotations

import re

_HEAD = 1024
"""Bytes in which ``{\\rtf`` has to stand."""
_HARMLESS = rb"DATE|EQ|HYPERLINK|NUMPAGES|PAGE|PAGEREF|REF|SEQ|SYMBOL|TIME|TOC"
"""No name of a harmful field ends in one of these."""
_LOOKS = rb"rtlch|ltrch|hich|loch|dbch|fcs|a?fs?|a?b|a?i|a?lang|langn?p|cf|insrsid|charrsid"
"""Controls that only say how text looks, so that what follows them is text of the instruction."""
_FIELD = re.compile(
    rb"(?:\\\*\s*)?\\fldinst"
    rb"(?!-?\d*(?:[{\s]|\\(?:" + _LOOKS + rb")-?\d*(?=[{\s\\]))*(?:" + _HARMLESS + rb")[\s\\}\"])",
    re.IGNORECASE,
)
_UNKNOWN = rb"\*\fldnone"
"""A destination that no program knows, so that it is passed over (RTF 1.9.1, "Destinations")."""


def without_inclusions(data: bytes) -> bytes:
    """RTF with no fields but harmless ones; anything else as it is."""
    return _FIELD.sub(lambda _: _UNKNOWN, data) if rb"{\rtf" in data[:_HEAD] else data
