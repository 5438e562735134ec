"""Expressions that are compiled late: all are sound, and each is compiled once."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

import bulletin
from bulletin.rules.rule import Pattern
from bulletin.text import patterns


def expressions() -> Iterator[tuple[str, re.Pattern[str]]]:
    """All that stand in a module under a name of their own or in a row."""
    for module in pkgutil.walk_packages(bulletin.__path__, "bulletin."):
        if module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            for one in value if isinstance(value, tuple) else (value,):
                for part in one if isinstance(one, tuple) else (one,):
                    found = part.compiled if isinstance(part, Pattern) else part
                    if isinstance(found, type(patterns.regex(""))):
                        yield f"{module.name}.{name}", found


def test_every_expression_is_sound() -> None:
    found = list(expressions())
    assert len(found) > 150
    for name, expression in found:
        try:
            expression.match("")
        except re.error as error:
            pytest.fail(f"{name}: {error}")


def test_an_expression_is_compiled_when_it_is_first_used(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = list[str]()
    original = re.compile

    def compile_(pattern: str, flags: int = 0) -> re.Pattern[str]:
        compiled.append(pattern)
        return original(pattern, flags)

    monkeypatch.setattr(re, "compile", compile_)
    expression = patterns.regex("(?P<one>A)b", re.I)
    assert not compiled
    assert expression.pattern == "(?P<one>A)b"
    assert not compiled
    assert [match["one"] for match in expression.finditer("ab AB")] == ["a", "A"]
    assert len(list(expression.finditer("ab"))) == 1
    assert compiled == ["(?P<one>A)b"]
    assert expression.fullmatch("AB") and expression.sub("", "xab") == "x"
    with pytest.raises(re.error):
        patterns.regex("(").match("")
