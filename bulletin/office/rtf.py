r"""RTF without fields that would bring files of this machine into it.

LibreOffice 7.4 puts the picture that ``INCLUDEPICTURE`` names into the result, wherever on the machine it
lies. A field's keyword can be spelt in many ways (``\'49NCLUDE…``, groups, ``\u``): so fields that are known
to be harmless stay, and of all others only the result, which is what the author saw.
"""

from __future__ import annotations

import re

_HEAD = 1024
"""Bytes in which ``{\\rtf`` has to stand."""
_HARMLESS = rb"DATE|EQ|HYPERLINK|NUMPAGES|PAGE|PAGEREF|REF|SEQ|SYMBOL|TIME|TOC"
"""Keywords; no keyword of a harmful field ends in one of these."""
_LOOKS = rb"rtlch|ltrch|hich|loch|dbch|fcs|a?fs?|a?b|a?i|a?lang|langn?p|cf|insrsid|charrsid"
"""Controls that only format text, so that text of the instruction follows them."""
_FIELD = re.compile(
    rb"(?:\\\*\s*)?\\fldinst"
    rb"(?!-?\d*(?:[{\s]|\\(?:" + _LOOKS + rb")-?\d*(?=[{\s\\]))*(?:" + _HARMLESS + rb")[\s\\}\"])",
    re.IGNORECASE,
)
_UNKNOWN = rb"\*\fldnone"
"""A destination that no program knows, so that it is passed over (RTF 1.9.1, "Destinations")."""


def without_inclusions(data: bytes) -> bytes:
    """RTF with harmless fields only; any other data as it is."""
    return _FIELD.sub(lambda _: _UNKNOWN, data) if rb"{\rtf" in data[:_HEAD] else data
