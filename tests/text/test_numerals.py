"""Numbers in words, markers, and numbers typed by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.text.numerals import (
    full_width_digits,
    hanzi,
    heading_marker,
    item_marker,
    typed_number,
)

VALUES = dict(zip("零一二三四五六七八九", range(10), strict=True))
UNITS = {"十": 10, "百": 100, "千": 1000}


def value(text: str) -> int:
    """What a numeral says, read independently of how it was written."""
    if "万" in text:
        high, _, low = text.partition("万")
        return value(high) * 10_000 + (value(low) if low else 0)
    total, digit = 0, 0
    for char in text:
        if char in UNITS:
            total += (digit or 1) * UNITS[char]
            digit = 0
        else:
            digit = VALUES[char]
    return total + digit


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "零"), (3, "三"), (10, "十"), (11, "十一"), (20, "二十"), (43, "四十三"),
        (100, "一百"), (101, "一百零一"), (110, "一百一十"), (1001, "一千零一"),
        (1010, "一千零一十"), (10_000, "一万"), (10_500, "一万零五百"), (100_000, "十万"),
    ],
)  # fmt: skip
def test_numerals(number: int, words: str) -> None:
    assert hanzi(number) == words


@given(st.integers(0, 10**8 - 1))
def test_a_numeral_says_its_number(number: int) -> None:
    assert value(hanzi(number)) == number


@pytest.mark.parametrize("number", [-1, 10**8])
def test_no_numeral_outside_the_range(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        hanzi(number)


def test_markers_by_level() -> None:
    assert [heading_marker(level, 12) for level in (1, 2, 3, 4)] == [
        "十二、", "（十二）", "12.", "（12）",
    ]  # fmt: skip
    assert [item_marker(number) for number in (1, 10, 21)] == ["一是", "十是", "二十一是"]


def test_full_width_digits() -> None:
    assert full_width_digits("11次，A4") == "１１次，A４"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("一、突出", "一、"), ("十二、突出", "十二、"), ("（一）突出", "（一）"), ("(1)突出", "(1)"),
        ("1.突出", "1."), ("1. 突出", "1. "), ("1、突出", "1、"), ("1）突出", "1）"),
        ("１．突出", "１．"), ("第一，突出", "第一，"), ("第一、突出", "第一、"), ("一是突出", "一是"),
        ("一是，突出", "一是，"), ("①突出", "①"), ("一，突出", "一，"),
    ],
)  # fmt: skip
def test_typed_numbers_are_found(text: str, number: str) -> None:
    assert typed_number(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "三中全会精神", "一季度工作", "12.5%的增长", "五个一活动", "第一书记", "11个乡镇", "2025年",
        "一站式服务", "五要五不要", "十四五规划", "二〇二五年", "突出一、二产业", "一", "1.", "",
        "三农工作", "1:500的图", "百日攻坚",
    ],
)  # fmt: skip
def test_other_numbers_are_left_alone(text: str) -> None:
    assert typed_number(text) is None
