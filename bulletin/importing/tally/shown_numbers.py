"""Automatic numbers of paragraphs (ECMA-376-1, 17.9), without ``ooxml.list_numbers``, to check the reader."""

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
_LEVELS = range(9)


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The children with a local name, in any namespace."""
    inner = element if element is not None else ()
    return (child for child in inner if child.tag.rpartition("}")[2] == name)


def named(element: Element | None, *path: str) -> Element | None:
    """The element at the end of a path of local names; ``None`` if there is none."""
    for name in path:
        element = next(children(element, name), None)
    return element


def value(element: Element | None, name: str = "val", default: str = "") -> str:
    """The attribute with a local name, in any namespace."""
    pairs = element.items() if element is not None else ()
    return next((text for key, text in pairs if key.rpartition("}")[2] == name), default)


class Numbering:
    """The lists and styles of a document, and how far each list has been counted."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._styles = {value(style, "styleId"): style for style in children(styles, "style")}
        self._default_style = ""
        for identity, style in self._styles.items():
            if value(style, "default") in ("1", "true") and value(style, "type") == "paragraph":
                self._default_style = identity
        definitions = children(numbering, "abstractNum")
        self._definitions = {value(one, "abstractNumId"): one for one in definitions}
        self._lists = {value(one, "numId"): one for one in children(numbering, "num")}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._restarted = set[tuple[str, int]]()

    def of(self, paragraph: Element) -> str:
        """The number of the next paragraph of the document; empty where it has none."""
        list_id, level = "0", 0
        for properties in reversed(self._properties(paragraph)):
            numbering = named(properties, "numPr")
            if numbering is not None:
                list_id = value(named(numbering, "numId"), default=list_id)
                level = _whole(value(named(numbering, "ilvl"), default=str(level)))
                level = 0 if list_id == "0" else level
        return self._next(list_id, level) if list_id in self._lists else ""

    def _properties(self, paragraph: Element) -> list[Element | None]:
        """The w:pPr of a paragraph, of its style, and of the styles that this is based on."""
        chain = [named(paragraph, "pPr")]
        style = value(named(chain[0], "pStyle"), default=self._default_style)
        while style in self._styles and len(chain) < 50:
            chain.append(named(self._styles[style], "pPr"))
            style = value(named(self._styles[style], "basedOn"))
        return chain

    def _next(self, list_id: str, level: int) -> str:
        identity = value(named(self._lists[list_id], "abstractNumId"))
        levels = {
            _whole(value(one, "ilvl")): one
            for one in children(self._definitions.get(identity), "lvl")
        }
        overrides = children(self._lists[list_id], "lvlOverride")
        changed = {_whole(value(one, "ilvl")): one for one in overrides}
        levels |= {at: lvl for at, one in changed.items() if (lvl := named(one, "lvl")) is not None}
        if level not in levels or level not in _LEVELS:
            return ""
        counts = self._counts[identity]
        restart = named(changed.get(level), "startOverride")
        if restart is not None and (list_id, level) not in self._restarted:
            self._restarted.add((list_id, level))
            counts[level] = _whole(value(restart)) - 1
        start = _whole(value(named(levels[level], "start"), default="1"))
        counts[level] = max(counts.get(level, 0), start - 1) + 1
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]
        if value(named(levels[level], "numFmt")) == "bullet":
            return "•"

        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            return _written(
                value(named(levels.get(at), "numFmt"), default="decimal"), counts.get(at, 0)
            )

        return re.sub("%([1-9])", number, value(named(levels[level], "lvlText"))).strip()


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
    text = {"bullet": "•", "none": ""}.get(form, str(number))
    if form.endswith("Letter"):
        times, at = divmod(number - 1, 26)
        text = "abcdefghijklmnopqrstuvwxyz"[at] * (times + 1)
    elif form.endswith("Roman"):
        thousands, rest = divmod(number, 1000)
        text = "m" * thousands + _HUNDREDS[rest // 100] + _TENS[rest // 10 % 10] + _ONES[rest % 10]
    return text.upper() if form.startswith("upper") else text


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
