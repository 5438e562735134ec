"""The numbers that Word sets before paragraphs by itself (ECMA-376, 17.9)."""

from __future__ import annotations

import re
from typing import Any

from bulletin.ooxml.style_sheet import W
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


class Numbers:
    """Counts through a document; each paragraph in a list asks for its number in turn."""

    def __init__(self, root: Any) -> None:
        self._levels: dict[str, dict[int, Any]] = {}
        self._abstract: dict[str, str] = {}
        self._others: dict[str, dict[int, Any]] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, list[int]] = {}
        self._begun = set[tuple[str, int]]()
        if root is None:
            return
        for abstract in root.iterchildren(f"{W}abstractNum"):
            identity = abstract.get(f"{W}abstractNumId", "")
            self._levels[identity] = {
                _number(level.get(f"{W}ilvl")): level for level in abstract.iterchildren(f"{W}lvl")
            }
        for num in root.iterchildren(f"{W}num"):
            self._add(num)

    def _add(self, num: Any) -> None:
        identity, abstract = num.get(f"{W}numId", ""), num.find(f"{W}abstractNumId")
        if abstract is None:
            return
        self._abstract[identity] = abstract.get(f"{W}val", "")
        for override in num.iterchildren(f"{W}lvlOverride"):
            start = override.find(f"{W}startOverride")
            level, other = _number(override.get(f"{W}ilvl")), override.find(f"{W}lvl")
            if start is not None:
                self._starts[identity, level] = _number(start.get(f"{W}val"))
            if other is not None:
                self._others.setdefault(identity, {})[level] = other

    def next(self, numbering: tuple[str, int]) -> str:
        """The number of the next paragraph of a list and level, as Word shows it."""
        identity, level = numbering
        abstract = self._abstract.get(identity, "")
        levels = {**self._levels.get(abstract, {}), **self._others.get(identity, {})}
        if level not in levels or level >= _LEVELS:
            return ""
        counts = self._counts.setdefault(abstract, [0] * _LEVELS)
        if (identity, level) in self._starts and (identity, level) not in self._begun:
            self._begun.add((identity, level))
            counts[level] = self._starts[identity, level] - 1
        counts[level] = max(counts[level], _child(levels[level], "start", 1) - 1) + 1
        counts[level + 1 :] = [0] * (_LEVELS - 1 - level)
        if _value(levels[level], "numFmt", "") == "bullet":
            return "•"  # its own is of a font of symbols, whose characters nothing else can show
        pattern = _value(levels[level], "lvlText", "")
        return re.sub(
            r"%([1-9])",
            lambda match: _shown(levels.get(int(match[1]) - 1), counts[int(match[1]) - 1]),
            pattern,
        ).strip()


def _shown(level: Any, number: int) -> str:
    return shown(_value(level, "numFmt", "decimal") if level is not None else "decimal", number)


def shown(form: str, number: int) -> str:
    """A number in one of Word's formats (17.18.59); those that no bulletin has, in digits."""
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
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman"):
        roman = _roman(number)
        return roman.upper() if form == "upperRoman" else roman
    return "•" if form == "bullet" else "" if form == "none" else str(number)


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _value(level: Any, name: str, default: str) -> str:
    child = level.find(f"{W}{name}")
    return child.get(f"{W}val", default) if child is not None else default


def _child(level: Any, name: str, default: int) -> int:
    child = level.find(f"{W}{name}")
    return _number(child.get(f"{W}val")) if child is not None else default


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else 0
