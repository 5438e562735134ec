"""How the parts of a bulletin look: numbers, credit lines, serials, routing lines, dates."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from bulletin.text import patterns
from bulletin.text.characters import COMMON_HAN
from bulletin.text.numerals import NUMERAL, number_of

_NUMBERS = (
    patterns.regex(rf"({NUMERAL})[、.．]\s*"),
    patterns.regex(rf"[（(]({NUMERAL})[）)][、.．]?\s*"),
    patterns.regex(r"([0-9０-９]{1,2})(?:[.．](?![0-9０-９])|、)\s*"),
    patterns.regex(r"[（(]([0-9０-９]{1,2})[）)][、.．]?\s*"),
)  # fmt: skip
_BARE = patterns.regex(rf"({NUMERAL})\W?")
ITEM = patterns.regex(
    rf"(?:^|(?<=[。；：，！？.;:,!?”]))\s*(?P<number>{NUMERAL})是(?!否|非)[，,：:、]?"
)
BRACKETS = "（）()【】"
SENTENCE_END = patterns.regex(rf"[。！？!?…][”’）》)]*|(?<=[{COMMON_HAN}”）])\.(?![0-9A-Za-z])")


@dataclass(frozen=True, slots=True)
class Number:
    """The number before a heading: 一、（一）1.（1）are levels 1 to 4."""

    level: int
    value: int
    length: int
    """Characters, with the space after it."""


def heading_number(text: str) -> Number | None:
    """The number that a paragraph begins with, if it begins with one."""
    for level, pattern in enumerate(_NUMBERS, 1):
        match = pattern.match(text)
        if match and (value := number_of(match[1])):
            return Number(level, value, match.end())
    return None


def automatic_number(text: str) -> Number | None:
    """The number that Word sets by itself, which may have any mark behind it, or none: 一."""
    match = _BARE.fullmatch(text)
    value = number_of(match[1]) if match else 0
    return Number(1, value, len(text)) if value else heading_number(text)


# Dates

_DATE = patterns.regex(
    r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日|(\d{4})[-./](\d{1,2})[-./](\d{1,2})"
)
_HANZI_DATE = patterns.regex(
    rf"([〇○Ｏ零一二三四五六七八九]{{4}})\s*年\s*({NUMERAL})\s*月\s*({NUMERAL})\s*日"
)
_MONTH = patterns.regex(
    rf"\d{{1,2}}月\d{{1,2}}日|(?:\d{{4}}|[〇○零一二三四五六七八九]{{4}})年(?:\d{{1,2}}|{NUMERAL})月"
)
DATE = patterns.regex(rf"(?:{_DATE.pattern})|(?:{_HANZI_DATE.pattern})")
OCCASION = patterns.regex(
    rf"[（(]?\s*[—―-]{{0,2}}\s*(?:{_DATE.pattern}|{_HANZI_DATE.pattern})\s*.{{2,60}}(?:上|通过|通过，.{{2,40}}|批准)\s*[）)]?"
)
"""When and where a speech was made or a paper passed, as it stands under a title."""


def date(text: str) -> datetime.date | None:
    """The day that a text is the date of, if it is one: 2024年12月20日, 二〇二四年十二月二十日."""
    match = DATE.fullmatch(re.sub(r"\s", "", text))
    if match is None:
        return None
    try:
        return datetime.date(*(number_of(part) for part in match.groups() if part))
    except ValueError:
        return None


def is_day_or_month(text: str) -> bool:
    """Whether a text is a date, perhaps without day or year: 2024年10月, 10月31日."""
    return date(text) is not None or bool(_MONTH.fullmatch(re.sub(r"\s", "", text)))


def bracketed_day(text: str) -> str:
    """The date that a text is, without brackets around it; empty where it is none."""
    day = text.strip(BRACKETS).strip()
    return day if is_day_or_month(day) else ""


# The head and the foot of an issue

_COUNT = rf"(?:[0-9０-９]{{1,6}}|{NUMERAL})"
_SERIAL = patterns.regex(
    rf"(?:(?:\d{{4}}年?|[〔\[（(]\d{{4}}[〕\]）)]|{NUMERAL}年)\s*)?第?\s*(?P<number>{_COUNT})\s*[期号]"
    rf"(?:\s*[（(]?\s*总第?\s*(?P<total>{_COUNT})\s*期\s*[）)]?)?"
    rf"|(?:[^\s，。；：]{{1,8}}[〔\[（(]\d{{4}}[〕\]）)]\s*第?|总第?)\s*(?P<numbered>{_COUNT})\s*期"
    rf"|[（(]\s*(?:第\s*)?(?P<bracketed>{_COUNT})\s*(?:期\s*)?[）)]"
)
_SERIAL_AT_END = patterns.regex(rf"(?P<serial>(?:{_SERIAL.pattern}))\s*$")
ROUTING_LABEL = patterns.regex(
    r"\s*(?P<label>主\s*送|抄\s*送|报\s*送|分\s*送|分\s*发|呈\s*阅|发\s*送|抄\s*报|呈\s*报|呈\s*送|报|送|发|呈)\s*[：:]\s*(?=\S)"
)
COPIES = patterns.regex(
    r"[\s\u3000]*[（(]?\s*(?:本期)?共?\s*印[发制]?\s*(\d+)\s*份\s*[）)]?\s*$|^\s*[（(]?\s*共\s*(\d+)\s*份\s*[）)]?\s*$"
)
_ISSUED = patterns.regex(
    rf"\s*(?P<issuer>\S.{{1,40}}?)[\s\u3000]*(?P<date>{DATE.pattern})?[\s\u3000]*(?P<verb>印发|印制|编印|编发|印)\s*"
)
IMPRINT = patterns.regex(
    rf"\s*(?P<issuer>\S.{{1,40}}?)(?P<verb>\s*(?:主办|编印|编发|主编|编))?[\s\u3000]+(?P<date>{DATE.pattern})\s*"
)
DOCUMENT_NUMBER = patterns.regex(
    r"\s*(?:\S{1,14}[〔\[（(]\d{4}[〕\]）)]\s*第?\s*\d+\s*号|(?:编\s*号|签\s*发\s*人?|№)\s*[：:]?.{0,20})\s*"
)
_YEAR = r"\s*[〔\[（(【﹝]\s*(?:19|20)\d\d\s*[〕\]）)】﹞]\s*"
PAPER_NUMBER = patterns.regex(
    rf"(?:发文字号\s*[：:]\s*)?[^\s，。；：]{{0,20}}{_YEAR}第?\s*[\d×xX*○〇 　]{{0,6}}\s*号"
    r"(?:\s+签\s*发\s*人?\s*[：:].{0,30}|(?:\s{2,}|\u3000|\t)\s*\S.{0,30})?"
)
"""甲政〔2026〕5号, the number of an official paper, never a serial; far to its right, who signed, or a star."""
SIGNER = patterns.regex(r"(?:签\s*发\s*人?|会\s*签\s*人?)\s*[：:].{0,30}")
CLASSIFIED = patterns.regex(
    r"\s*(?:内部资料|内部文件|内部刊物|内参|秘\s*密|机\s*密|绝\s*密)"
    r"[\s\u3000]*[，,]?\S{0,12}\s*(?:★\S*)?\s*"
)
CONTENTS = patterns.regex(
    r"[\s【\[★☆●◆■＊*—-]*(?:目\s*录|本\s*期\s*目\s*录|(?:本\s*期\s*)?要\s*目|本\s*期\s*导\s*读)"
    r"[\s】\]★☆●◆■＊*—-]*[：:]?\s*"
)
COLUMN = patterns.regex(r"\s*[【\[〔「].{2,12}[】\]〕」]\s*")
_ENTRY = patterns.regex(r"\s*[＊*●◆■▲★☆※○◎•▪◇□▶►·]\s*(?P<entry>\S.*?)\s*")
_LONGEST_TAIL = 120
"""Characters at the end of a line in which a page or a number of copies is looked for."""
_LEADER = patterns.regex(r"[.…·．‥]{3,}[\s\u3000]*[（(]?\d{1,3}[）)]?\s*$")
_PAGE_AT_END = patterns.regex(
    r"[\s\u3000]*[（(]\d{1,3}[）)]\s*$"
    r"|(?:[\s\u3000]*[.…·．‥_-]{2,}[\s\u3000]*|\t\s*|[\u3000 ]{2,})[（(]?\d{1,3}[）)]?\s*$"
)


@dataclass(frozen=True, slots=True)
class Serial:
    """A serial number as it is printed, and what it counts."""

    text: str
    number: int
    total: int | None


_BEHIND_NUMBER = patterns.regex(
    rf"^[^\s，。；：]{{1,12}}{_YEAR}第?\s*\d{{1,6}}\s*号[\s\u3000]+(?=[（(]?总?第?\s*{_COUNT}\s*期)"
)


def serial(text: str) -> Serial | None:
    """The serial that a line is, perhaps behind a paper's number: 第43期, 2024年第3期（总第143期）."""
    text = _BEHIND_NUMBER.sub("", text.strip())
    match = None if PAPER_NUMBER.fullmatch(text) else _SERIAL.fullmatch(text)
    number = number_of(match["number"] or match["bracketed"] or match["numbered"]) if match else 0
    if match is None or not number:
        return None
    total = number_of(match["total"]) if match["total"] else None
    return Serial(text.strip(), number, total)


def issued(text: str) -> re.Match[str] | None:
    """The line that ends an issue: issuer, date, 印发. Groups: issuer, date, verb."""
    return _ISSUED.fullmatch(text) if len(text) <= _LONGEST_TAIL else None


def serial_at_end(text: str) -> tuple[str, Serial] | None:
    """A name with its serial in one line, taken apart."""
    match = _SERIAL_AT_END.search(text) if len(text) <= _LONGEST_TAIL else None
    found = serial(match["serial"]) if match else None
    name = text[: match.start()].strip() if match else ""
    return (name, found) if found and name else None


def entry(text: str) -> str | None:
    """The title that a line of the contents with a mark at its start names."""
    match = _ENTRY.fullmatch(text)
    return without_page(match["entry"]) if match else None


def without_page(text: str) -> str:
    """A line of the contents without leader dots and page number."""
    return _PAGE_AT_END.sub("", text).strip()


def before_leader(text: str) -> int:
    """Where the dots begin that lead to a page number in a line of the contents; else its end."""
    skipped = max(0, len(text) - _LONGEST_TAIL)  # long runs of dots would take their square
    match = _LEADER.search(text, skipped)
    return match.start() if match else len(text)


def copies(text: str) -> re.Match[str] | None:
    """How many copies there are, as the end of a line says it: 共印80份."""
    return COPIES.search(text, max(0, len(text) - _LONGEST_TAIL))


def squeezed(text: str) -> str:
    """A text without white space and marks of where a title may break, for comparing."""
    return re.sub(r"[\s|]", "", text)


def unspaced(text: str) -> str:
    """A line whose characters are spaced out, as in mastheads, without the space: 人 大 信 息."""
    is_spaced = re.fullmatch(r"(?:\S[ \u3000]+)+\S", text)
    return re.sub(r"\s", "", text) if is_spaced else text


def bare(text: str) -> str:
    """A text's letters and digits only, for comparing what was set in two ways."""
    return re.sub(r"[\W_]", "", text)
