"""The numbers that Word sets before paragraphs by itself (ECMA-376-1, 17.9)."""

from __future__ import annotations

import re
from typing import Any

from bulletin.ooxml.namespaces import W
from bulletin.ooxml.style_resolver import value_at, whole_number
from bulletin.text.numerals import capital_hanzi, full_width_digits, hanzi

_CHINESE = {
    "chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand",
    "japaneseCounting", "ideographDigital", "taiwaneseDigital", "koreanDigital2",
}  # fmt: skip
_LEVELS = 9
"""Levels that a list of Word has (17.9.3)."""
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


class ListNumbers:
    """The lists of a document, and how far each was counted: ask for each paragraph once, in order."""

    def __init__(self, numbering: Any) -> None:
        self._lists: dict[str, str] = {}
        """The definition (w:abstractNum) of each list (w:num)."""
        self._levels: dict[str, dict[int, Any]] = {}
        """The w:lvl of each definition, and those of a list that override them."""
        self._starts: dict[tuple[str, int], int] = {}
        """The numbers with which levels of lists restart; each is removed when it was used."""
        self._counts: dict[str, list[int]] = {}
        """The last number of each level, by definition: lists with the same definition count on."""
        if numbering is None:
            return
        definitions = {
            one.get(f"{W}abstractNumId", ""): {
                _level(level): level for level in one.iter(f"{W}lvl")
            }
            for one in numbering.iterchildren(f"{W}abstractNum")
        }
        for one in numbering.iterchildren(f"{W}num"):
            list_id, definition = one.get(f"{W}numId", ""), value_at(one, "abstractNumId")
            overrides = [*one.iterchildren(f"{W}lvlOverride")]
            replaced = {
                _level(one): lvl for one in overrides for lvl in one.iterchildren(f"{W}lvl")
            }
            self._lists[list_id] = definition
            self._levels[list_id] = {**definitions.get(definition, {}), **replaced}
            for override in overrides:
                if override.find(f"{W}startOverride") is not None:
                    start = _whole(value_at(override, "startOverride"))
                    self._starts[list_id, _level(override)] = start

    def next(self, numbering: tuple[str, int]) -> str:
        """The number of the next paragraph, which has this list (w:numId) and level, as Word shows it."""
        list_id, level = numbering
        levels = self._levels.get(list_id, {})
        if level not in levels or level >= _LEVELS:
            return ""
        counts = self._counts.setdefault(self._lists[list_id], [0] * _LEVELS)
        if numbering in self._starts:
            counts[level] = self._starts.pop(numbering) - 1
        counts[level] = max(counts[level], _whole(value_at(levels[level], "start") or "1") - 1) + 1
        counts[level + 1 :] = [0] * (_LEVELS - 1 - level)
        if value_at(levels[level], "numFmt") == "bullet":
            return "•"  # its own is of a symbol font, whose characters nothing else can show

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            form = value_at(levels[at], "numFmt") if at in levels else ""
            return _written_number(form or "decimal", counts[at])

        return re.sub("%([1-9])", shown, value_at(levels[level], "lvlText")).strip()


def _written_number(form: str, number: int) -> str:
    """A number in one of Word's formats (17.18.59); in digits for formats that bulletins do not use."""
    if not 0 < number < 10_000:
        return str(number)
    if form in _CHINESE:
        return hanzi(number)
    if form == "chineseLegalSimplified":
        return capital_hanzi(number)
    if form == "decimalFullWidth":
        return full_width_digits(str(number))
    if form.startswith("decimalEnclosedCircle") and number <= 20:
        return chr(0x245F + number)
    text = {"bullet": "•", "none": ""}.get(form, str(number))
    if form.endswith("Letter"):
        text = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    elif form.endswith("Roman"):
        text = _roman(number)
    return text.upper() if form.startswith("upper") else text


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _level(element: Any) -> int:
    return _whole(element.get(f"{W}ilvl"))


def _whole(text: str | None) -> int:
    return whole_number(text) or 0
