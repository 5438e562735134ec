"""Dates that no calendar has: a day that does not exist, a weekday of another day, 零 in a year."""

from __future__ import annotations

import datetime

from bulletin.rules.prose import Prose
from bulletin.rules.rule import STANDARD, SUGGESTED, USUAL, WARNING, Found, Pattern, TextRule

_DAY = Pattern(
    r"([12](?<!\d.)\d{3})年(\d{1,2})月(\d{1,2})日(?:[（(](?:星期|周)([一二三四五六日天])(?=[）)，、 ]))?",
    "日",
)
_BARE_DAY = Pattern(r"(\d(?<![\d年].)(?<!农历.)(?<!阴历.)\d?)月(\d{1,2})日", "日")
_WEEKDAYS = "一二三四五六日"
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@TextRule(
    "NU010", "no-such-day", WARNING, "没有这一天",
    tier=STANDARD, clause="GB/T 7408.1", wrong="2025年2月30日", right="2025年2月28日",
    advice="核对日期。",
)  # fmt: skip
def no_such_day(prose: Prose) -> Found:
    """2025年2月30日, 6月31日, 13月5日."""
    for match in _DAY.finditer(prose.text):
        if _date(match[1], match[2], match[3]) is None:
            place = match.start(), match.end(3) + 1
            yield no_such_day.found(prose, place, f"没有{prose.text[slice(*place)]}这一天。")
    for match in _BARE_DAY.finditer(prose.text):
        month, day = int(match[1]), int(match[2])
        if not (1 <= month <= 12 and 1 <= day <= _LONGEST[month - 1]):
            yield no_such_day.found(prose, match.span(), f"没有{match[0]}这一天。")


@TextRule(
    "NU011", "wrong-weekday", WARNING, "星期和日期对不上",
    tier=STANDARD, clause="GB/T 7408.1", mending=SUGGESTED,
    wrong="2025年3月15日（星期五）", right="2025年3月15日（星期六）",
    advice="核对日期和星期：总有一个写错了。",
)  # fmt: skip
def wrong_weekday(prose: Prose) -> Found:
    """A weekday in brackets behind a whole date, of another day."""
    for match in _DAY.finditer(prose.text):
        date = _date(match[1], match[2], match[3])
        if match[4] and date is not None:
            right = _WEEKDAYS[date.weekday()]
            if match[4].replace("天", "日") != right:
                message = f"{match[1]}年{match[2]}月{match[3]}日是星期{right}。"
                yield wrong_weekday.replaced(prose, match.span(4), message, right)


def _date(year: str, month: str, day: str) -> datetime.date | None:
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None


_YEAR = Pattern(
    r"(?<![〇零○一二三四五六七八九十百千万亿])(?=[^年]{0,3}[零○])[〇零○一二三四五六七八九]{4}(?=年(?!\d))",
    "零",
    "○",
)


@TextRule(
    "NU012", "zero-in-year", WARNING, "年份里的“〇”写成了“零”",
    tier=USUAL, clause="GB/T 15835-2011", mending=SUGGESTED,
    wrong="二零二五年三月", right="二〇二五年三月",
    advice="汉字的编号和年份里用“〇”（U+3007），不用“零”和圆圈“○”；公文的日期用阿拉伯数字。",
)  # fmt: skip
def zero_in_year(prose: Prose) -> Found:
    """二零二五年, 二○二五年: the zero of a number that is no amount is 〇."""
    for match in _YEAR.finditer(prose.text):
        right = match[0].replace("零", "〇").replace("○", "〇")
        yield zero_in_year.replaced(prose, match.span(), "年份里用“〇”。", right)
