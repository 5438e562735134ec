"""Kinds of characters, and the gap between two lines."""

from __future__ import annotations

import re

import pytest

from bulletin.text import characters
from bulletin.text.characters import (
    is_chinese,
    is_east_asian,
    is_han,
    is_ideograph,
    is_narrow,
    is_wide,
    line_gap,
)


@pytest.mark.parametrize(
    ("char", "kinds"),
    [
        ("人", {"han", "ideograph", "east_asian", "chinese", "wide"}),
        ("\u3400", {"han", "ideograph", "east_asian", "chinese", "wide"}),
        ("\U00020bb7", {"han", "ideograph", "east_asian", "chinese", "wide"}),
        ("\uf9dc", {"ideograph", "east_asian", "chinese", "wide"}),
        ("〇", {"han", "east_asian", "chinese", "wide"}),
        ("，", {"east_asian", "chinese", "wide"}),
        ("“", {"east_asian", "chinese", "wide"}),
        ("１", {"east_asian", "wide"}),
        ("Ａ", {"east_asian", "wide"}),
        ("①", {"wide"}),
        ("a", {"narrow"}),
        ("é", {"wide"}),  # of ambiguous width: a Chinese face sets it in a whole em
        ("7", {"narrow"}),
        (" ", set()),
        ("", set()),
    ],
)
def test_kinds_of_characters(char: str, kinds: set[str]) -> None:
    tests = {
        "han": is_han, "ideograph": is_ideograph, "east_asian": is_east_asian,
        "chinese": is_chinese, "narrow": is_narrow,
    }  # fmt: skip
    found = {name for name, test in tests.items() if test(char)}
    assert found | ({"wide"} if char and is_wide(char) else set()) == kinds


@pytest.mark.parametrize(
    ("before", "after", "gap", "printed"),
    [
        ("人民", "代表", "", ""), ("the", "Word", " ", " "), ("用", "Word", "", ""),
        ("Word", "软件", "", ""), ("first,", "second", " ", " "), ("well-", "known", " ", ""),
        ("and/", "or", " ", ""), ("", "Word", "", ""), ("Word", "", "", ""), ("86.", "9%", " ", ""),
        ("电话:", "0391", " ", ""), ("word", "), and", " ", ""), ("the (", "word", " ", ""),
    ],
)  # fmt: skip
def test_what_joins_two_lines(before: str, after: str, gap: str, printed: str) -> None:
    assert line_gap(before, after) == gap
    assert line_gap(before, after, printed=True) == printed


def members(name: str) -> set[str]:
    fragment = re.compile(f"[{getattr(characters, name)}]")
    return {char for char in map(chr, range(0x110000)) if fragment.match(char)}


@pytest.mark.slow
def test_sets_of_control_characters() -> None:
    surrogates = {chr(code) for code in range(0xD800, 0xE000)}
    feeds = {"\v", "\f"}
    not_xml, control = members("NOT_XML"), members("CONTROL")
    assert not_xml - surrogates == {
        *map(chr, {*range(32)} - {9, 10, 13}), "\ufffe", "\uffff"
    }  # fmt: skip
    assert control - not_xml == {*map(chr, {*range(0x7F, 0xA0)} - {0x85})}
    foreign = members("FOREIGN_CONTROL")
    assert control - foreign == feeds
    assert foreign - control == {"\ufeff", *map(chr, range(0xFDD0, 0xFDF0))}
    assert members("FOREIGN_BREAK") == feeds | members("UNSEEN_BREAK")
