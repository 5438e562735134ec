"""What characters in a symbol font (Symbol, Wingdings, Webdings) show, in Unicode.

Such a font draws a picture for each letter: R in Wingdings 2 is a ticked box. Word stores the letter, or
its code in the private use area from U+F000. Sources: Adobe's Symbol encoding; the Unicode
Consortium's mapping of Wingdings and Webdings (L2/12-130), with the plain form where two are alike.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_HEX = re.compile("[0-9A-Fa-f]{4,6}")
_GREEK = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"


def _row(first: int, shown: str) -> dict[int, str]:
    """Codes from ``first`` on; a space is a code whose picture is not known."""
    return {first + at: char for at, char in enumerate(shown) if char != " "}


_ASCII = {code: chr(code) for code in (*range(0x20, 0x40), 0x5B, 0x5D, 0x5F, 0x7B, 0x7C, 0x7D)}
_SYMBOL = {
    **_ASCII, **_row(0x22, "∀ ∃"), 0x27: "∋", 0x2A: "∗", 0x2D: "−", 0x40: "≅", **_row(0x41, _GREEK),
    0x5C: "∴", 0x5E: "⊥", **_row(0x61, "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"), 0x7E: "∼",
    **_row(0xA0, "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…  ↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑"),
    0xF1: "〉", 0xF2: "∫",
}  # fmt: skip
_WINGDINGS = {
    0x20: " ", **_row(0x21, " ✂✁     ✆"), **_row(0x3E, "✇✍ ✌"), **_row(0x45, "☜☞☝☟ ☺ ☹"),
    **_row(0x51, "✈☼ ❄ ✞ ✠✡☪☯ ☸♈♉♊♋♌♍♎♏♐♑♒♓"), **_row(0x6C, "●○■□□❑❒◆◆◆❖◆☒"), 0x7A: "⌘",
    **_row(0x7D, "❝❞"), **_row(0x80, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"),
    **_row(0x9E, "·•▪○○○◉◎ ▪□ ✦★✶✴✹✵"), **_row(0xB5, "✪✰"), **_row(0xD5, "⌫⌦ ➢   ➲"),
    **_row(0xDF, "←→↑↓↖↗↙↘"), 0xE8: "➔", **_row(0xEF, "⇦⇨⇧⇩⇔⇳"), **_row(0xFB, "✗✓☒☑"),
}  # fmt: skip
_WINGDINGS_2 = {
    0x20: " ", **_row(0x4F, "✗✓☒☑☒☒"), **_row(0x69, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"), 0xA3: "☐",
}  # fmt: skip
_WINGDINGS_3 = {0x20: " ", **_row(0x21, "←→↑↓↖↗↙↘"), **_row(0x70, "▲▼△▽◀▶◁▷◣◢◤◥◀▶")}
_WEBDINGS = {
    0x20: " ", **_row(0x33, "◀▶▲▼"), 0x61: "✓", 0x63: "□", 0x67: "■", 0x6E: "●", 0x72: "✗",
}  # fmt: skip
_FONTS: Mapping[str, Mapping[int, str]] = {
    "symbol": _SYMBOL, "symbolmt": _SYMBOL, "wingdings": _WINGDINGS, "wingdings2": _WINGDINGS_2,
    "wingdings3": _WINGDINGS_3, "webdings": _WEBDINGS,
    **{name: {} for name in ("zapfdingbats", "itczapfdingbats", "monotypesorts", "marlett", "mtextra")},
}  # fmt: skip
"""Symbol fonts by name, in small letters without spaces; of some no character is known."""


def is_symbols(font: str | None) -> bool:
    """Whether a font is a symbol font."""
    return bool(font) and _plain(font) in _FONTS


def shown(font: str | None, char: str) -> str | None:
    """What a character shows in a font: itself in an ordinary font, ``None`` where it is not known."""
    code = ord(char)
    is_private = 0xF000 <= code <= 0xF0FF
    if not is_private and (code > 0xFF or not is_symbols(font)):
        return char
    return _FONTS.get(_plain(font), {}).get(code & 0xFF)


def stored(element: Any) -> str:
    """The character that a w:sym (17.3.3.30) or a w16se:symEx has; empty where it has none."""
    code = next((value for key, value in element.items() if key.endswith("}char")), "")
    number = int(code, 16) if _HEX.fullmatch(code) else 0
    is_char = 0 < number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF
    return chr(number) if is_char else ""


def font_of(element: Any) -> str:
    """The font of a w:sym or a w16se:symEx."""
    return next((value for key, value in element.items() if key.endswith("}font")), "")


def _plain(font: str | None) -> str:
    return (font or "").replace(" ", "").lower()
