"""A formula of Word (Office Math, ECMA-376-1, 22.1) as one line of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bulletin.ooxml.namespaces import M


def formula(element: Any) -> str:
    """The text of a formula: (a+b)/2 for a fraction, √(…) for a root, brackets and signs written out."""
    parts = {"f": _fraction, "rad": _root, "d": _delimited, "nary": _nary}
    name = str(element.tag).removeprefix(M)
    if name in parts:
        return parts[name](element)
    text = element.text or "" if name == "t" else ""
    return text + "".join(formula(child) for child in element.iterchildren())


def _fraction(element: Any) -> str:
    return "/".join(_bracketed(one) for one in _inner(element, "num", "den"))


def _root(element: Any) -> str:
    degree, base = "".join(_inner(element, "deg")), "".join(_inner(element, "e"))
    return f"{degree}√{_bracketed(base)}"


def _delimited(element: Any) -> str:
    begin, end = _sign(element, "dPr", "begChr", "("), _sign(element, "dPr", "endChr", ")")
    return begin + _sign(element, "dPr", "sepChr", "|").join(_inner(element, "e")) + end


def _nary(element: Any) -> str:
    limits = [f"({one})" for one in _inner(element, "sub", "sup") if one]
    return _sign(element, "naryPr", "chr", "∫") + "".join(limits) + "".join(_inner(element, "e"))


def _inner(element: Any, *names: str) -> Iterator[str]:
    for name in names:
        for part in element.findall(f"{M}{name}"):
            yield formula(part)


def _sign(element: Any, properties: str, name: str, default: str) -> str:
    mark = element.find(f"{M}{properties}/{M}{name}")
    return str(mark.get(f"{M}val", default)) if mark is not None else default


def _bracketed(text: str) -> str:
    return f"({text})" if re.search(r"[-+−×÷*/±]", text) else text
