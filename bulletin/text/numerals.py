"""Chinese numerals, read and written: 43 and 四十三; the numbers of headings and series by level."""

from __future__ import annotations

from bulletin.text import patterns

_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_VALUES = {char: value for value, char in enumerate(_DIGITS)} | {"两": 2, "〇": 0, "○": 0, "Ｏ": 0}
HANZI_DIGITS = _DIGITS[1:] + "十百千零〇两"
"""The characters of numerals up to 9,999, for a class of a regular expression."""
NUMERAL = f"[{HANZI_DIGITS}]{{1,5}}"
"""A regular expression for a numeral before a heading."""
_DIGIT = "[一二两三四五六七八九]"
_AMOUNT = patterns.regex(
    rf"(?:({_DIGIT})千)?[零〇]?(?:({_DIGIT})百)?[零〇]?(?:({_DIGIT}?)(十))?[零〇]?({_DIGIT}?)"
)


def hanzi(number: int) -> str:
    """43 → 四十三. For 0 to 99,999,999.

    Raises:
        ValueError: the number is outside that range.
    """
    if not 0 <= number < 10**8:
        raise ValueError(f"no numeral for {number}")
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        gap = "零" if 0 < low < 1000 else ""
        return hanzi(high) + "万" + (gap + _thousands(low) if low else "")
    text = _thousands(number) or "零"
    return text[1:] if text.startswith("一十") else text


def _thousands(number: int) -> str:
    text = ""
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            text += _DIGITS[digit] + _UNITS[power]
        elif text and number % 10**power and not text.endswith("零"):
            text += "零"
    return text


def amount_of(text: str) -> int:
    """四十三 → 43, 两百零一 → 201; 0 for what is no number of 1 to 9,999 in words (二二)."""
    match = _AMOUNT.fullmatch(text)
    if match is None:
        return 0
    thousands, hundreds, tens, _, ones = (_VALUES.get(part or "", 0) for part in match.groups())
    return 1000 * thousands + 100 * hundreds + 10 * (tens or bool(match[4])) + ones


def number_of(text: str) -> int:
    """The number that up to nine characters say: 四十三, 二〇二四, 43, ４３; 0 where they say none."""
    if len(text) > 9:
        return 0
    if text.isdecimal():
        return int(text)
    if text and all(char in _VALUES for char in text):
        return int("".join(str(_VALUES[char]) for char in text))
    return amount_of(text)


_CAPITALS = str.maketrans(_DIGITS[1:] + "十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")


def capital_hanzi(number: int) -> str:
    """43 → 肆拾叁, as on cheques (chineseLegalSimplified in Word)."""
    return hanzi(number).translate(_CAPITALS)


_FULL_WIDTH_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")


def full_width_digits(text: str) -> str:
    """11 → １１; nothing else changes."""
    return text.translate(_FULL_WIDTH_DIGITS)


_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"


def circled(number: int) -> str:
    """① to ㊿, and from there on (51)."""
    return _CIRCLED[number - 1] if number <= len(_CIRCLED) else f"({number})"


def heading_marker(level: int, number: int) -> str:
    """一、（一）1.（1）for levels 1 to 4 (GB/T 9704-2012, 7.3.3)."""
    form = ("{hanzi}、", "（{hanzi}）", "{number}.", "（{number}）")[level - 1]
    return form.format(hanzi=hanzi(number), number=number)


def item_marker(number: int) -> str:
    """一是, 二是, … 十一是."""
    return f"{hanzi(number)}是"


_TYPED_NUMBER = patterns.regex(
    rf"第?{NUMERAL}[、.．]\s*"
    rf"|第?{NUMERAL}[，,：:]\s*"
    rf"|[（(](?:{NUMERAL}|[0-9０-９]{{1,3}})[）)][、.．]?\s*"
    r"|[0-9０-９]{1,3}(?:、|[.．)）](?![0-9０-９]))\s*"
    r"|[①-⑳⑴-⒇⒈-⒛㈠-㈩]\s*"
    rf"|{NUMERAL}是[，,：:、]?"
)


def typed_number(text: str) -> str | None:
    """The number that someone typed in front of a heading or an item, if there is one.

    一、 （一） 1. 第一， 一是 and their slips are found; 三中全会, 一季度, 12.5%, 五个一 are not.
    """
    match = _TYPED_NUMBER.match(text)
    return match.group() if match and match.end() < len(text) else None


def megabytes(size: int) -> str:
    """12 MB, for messages."""
    return f"{max(1, round(size / 1024 / 1024))} MB"
