"""Numbers in words, markers, and numbers typed by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.text.numerals import (
    amount_of,
    capital_hanzi,
    full_width_digits,
    hanzi,
    heading_marker,
    item_marker,
    number_of,
    typed_number,
)


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


def test_a_numeral_is_read_as_it_was_written() -> None:
    for number in range(1, 10_000):
        assert amount_of(hanzi(number)) == number_of(hanzi(number)) == number


@given(st.integers(10_000, 10**8 - 1))
def test_a_long_numeral_says_its_number(number: int) -> None:
    high, _, low = hanzi(number).partition("万")
    assert number_of(high) * 10_000 + number_of(low.removeprefix("零")) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("四十三", 43), ("一十二", 12), ("两百零五", 205), ("一百〇五", 105), ("二〇二四", 2024),
        ("二○二四", 2024), ("43", 43), ("４３", 43), ("二二", 22), ("十", 10), ("零", 0), ("", 0),
        ("十二十", 0), ("二百三百", 0), ("百姓", 0), ("4三", 0), ("12345678901", 0),
    ],
)  # fmt: skip
def test_numbers_are_read(text: str, number: int) -> None:
    assert number_of(text) == number


def test_a_row_of_digits_is_no_amount() -> None:
    assert amount_of("二二") == amount_of("43") == 0


def test_capitals() -> None:
    assert capital_hanzi(1043) == "壹仟零肆拾叁"


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
