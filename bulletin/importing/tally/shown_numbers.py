"""The numbers that Word sets before paragraphs by itself, worked out from the XML (ECMA-376, 17.9)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from bulletin.text.numerals import capital_hanzi, full_width_digits, hanzi

_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_TENS = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc")
_HUNDREDS = ("", "c", "cc", "ccc", "cd", "d", "dc", "dcc", "dccc", "cm")
_CHINESE = re.compile(
    "chineseCounting(?:Thousand)?|taiwaneseCounting(?:Thousand)?|japaneseCounting|ideographDigital"
    "|taiwaneseDigital|koreanDigital2"
)
_DEEPEST = 9


def named(element: Element | None, *names: str) -> Element | None:
    """The element at the end of a path of names, of whatever namespace."""
    for name in names:
        inner = element if element is not None else ()
        element = next((one for one in inner if one.tag.rpartition("}")[2] == name), None)
    return element


def value(element: Element | None, name: str = "val", default: str = "") -> str:
    """An attribute of whatever namespace."""
    pairs = element.items() if element is not None else ()
    return next((said for key, said in pairs if key.rpartition("}")[2] == name), default)


class Numbering:
    """Goes through the paragraphs of a document in order, with its lists and styles."""

    def __init__(self, lists: Element | None, styles: Element | None) -> None:
        self._styles = {value(one, "styleId"): one for one in _all(styles, "style")}
        self._usual = next(
            (
                identity
                for identity, one in reversed(self._styles.items())
                if value(one, "default") in ("1", "true") and value(one, "type") == "paragraph"
            ),
            "",
        )
        self._lists = {value(one, "abstractNumId"): one for one in _all(lists, "abstractNum")}
        self._uses = {value(one, "numId"): one for one in _all(lists, "num")}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._restarted = set[tuple[str, int]]()

    def of(self, paragraph: Element) -> str:
        """The number of the next paragraph; empty where it has none."""
        properties = named(paragraph, "pPr")
        chain = [properties]
        identity = value(named(properties, "pStyle"), default=self._usual)
        while identity in self._styles and len(chain) < 50:
            chain.append(named(self._styles[identity], "pPr"))
            identity = value(named(self._styles[identity], "basedOn"))
        use, level = "0", 0
        for one in reversed(chain):
            said = named(one, "numPr")
            if said is not None:
                use = value(named(said, "numId"), default=use)
                depth = named(said, "ilvl")
                level = _whole(value(depth)) if depth is not None else level
                use, level = (use, level) if use != "0" else ("0", 0)
        return self._next(use, level) if use in self._uses else ""

    def _next(self, use: str, level: int) -> str:
        identity = value(named(self._uses[use], "abstractNumId"))
        own = {_whole(value(one, "ilvl")): one for one in _all(self._uses[use], "lvlOverride")}
        levels = {_whole(value(one, "ilvl")): one for one in _all(self._lists.get(identity), "lvl")}
        levels |= {at: inner for at, one in own.items() if (inner := named(one, "lvl")) is not None}
        if level not in levels or level >= _DEEPEST:
            return ""
        counts = self._counts[identity]
        restart = named(own.get(level), "startOverride")
        if restart is not None and (use, level) not in self._restarted:
            self._restarted.add((use, level))
            counts[level] = _whole(value(restart)) - 1
        first = named(levels[level], "start")
        first_number = _whole(value(first)) if first is not None else 1
        counts[level] = max(counts.get(level, 0), first_number - 1) + 1
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]
        if value(named(levels[level], "numFmt")) == "bullet":
            return "•"
        pattern = value(named(levels[level], "lvlText"))
        return re.sub("%([1-9])", lambda one: _at(levels, counts, int(one[1]) - 1), pattern).strip()


def _at(levels: dict[int, Element], counts: dict[int, int], level: int) -> str:
    form = value(named(levels.get(level), "numFmt"), default="decimal")
    return _written(form, counts.get(level, 0))


def _written(form: str, number: int) -> str:
    """A number as a list shows it (17.18.59)."""
    if not 0 < number < 10_000:
        return str(number)
    if _CHINESE.fullmatch(form):
        return hanzi(number)
    if form == "chineseLegalSimplified":
        return capital_hanzi(number)
    if form == "decimalFullWidth":
        return full_width_digits(str(number))
    if form.startswith("decimalEnclosedCircle") and number <= 20:
        return "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"[number - 1]
    if form.endswith("Letter"):
        times, at = divmod(number - 1, 26)
        return _cased(form, "abcdefghijklmnopqrstuvwxyz"[at] * (times + 1))
    if form.endswith("Roman"):
        thousands, rest = divmod(number, 1000)
        ones = _HUNDREDS[rest // 100] + _TENS[rest // 10 % 10] + _ONES[rest % 10]
        return _cased(form, "m" * thousands + ones)
    return {"bullet": "•", "none": ""}.get(form, str(number))


def _cased(form: str, text: str) -> str:
    return text.upper() if form.startswith("upper") else text


def _all(element: Element | None, name: str) -> Iterator[Element]:
    inner = element if element is not None else ()
    return (one for one in inner if one.tag.rpartition("}")[2] == name)


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
