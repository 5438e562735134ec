"""Dates: days that do not exist, weekdays of other days, and how years, months and days are written."""

from __future__ import annotations

import datetime

from bulletin.rules.article_text import ArticleText
from bulletin.rules.rule import WARNING, Fault, Faults, Pattern, TextRule
from bulletin.text.numerals import hanzi, number_of

_DAY = Pattern(
    r"([12](?<!\d.)\d{3})年(\d{1,2})月(\d{1,2})日(?:[（(](?:星期|周)([一二三四五六日天])(?=[）)，、 ]))?",
    "日",
)
_BARE_DAY = Pattern(r"(\d(?<![\d年].)(?<!农历.)(?<!阴历.)\d?)月(\d{1,2})日", "日")
_WEEKDAYS = "一二三四五六日"
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@TextRule(
    "NU010", "no-such-day", WARNING, "没有这一天",
    tier="standard", clause="GB/T 7408.1", wrong="2025年2月30日", right="2025年2月28日",
    advice="核对日期。",
)  # fmt: skip
def no_such_day(article: ArticleText) -> Faults:
    """A day that does not exist: 2025年2月30日, 6月31日, 13月5日."""
    for match in _DAY.finditer(article.text):
        if _date(match[1], match[2], match[3]) is None:
            place = match.start(), match.end(3) + 1
            yield Fault(place, f"没有{article.text[slice(*place)]}这一天。")
    for match in _BARE_DAY.finditer(article.text):
        month, day = int(match[1]), int(match[2])
        if not (1 <= month <= 12 and 1 <= day <= _LONGEST[month - 1]):
            yield Fault(match.span(), f"没有{match[0]}这一天。")


@TextRule(
    "NU011", "wrong-weekday", WARNING, "星期和日期对不上",
    tier="standard", clause="GB/T 7408.1", fixes="suggested",
    wrong="2025年3月15日（星期五）", right="2025年3月15日（星期六）",
    advice="核对日期和星期：总有一个写错了。",
)  # fmt: skip
def wrong_weekday(article: ArticleText) -> Faults:
    """A weekday in brackets behind a whole date, of another day."""
    for match in _DAY.finditer(article.text):
        date = _date(match[1], match[2], match[3])
        if match[4] and date is not None:
            right = _WEEKDAYS[date.weekday()]
            if match[4].replace("天", "日") != right:
                message = f"{match[1]}年{match[2]}月{match[3]}日是星期{right}。"
                yield Fault(match.span(4), message, right)


def _date(year: str, month: str, day: str) -> datetime.date | None:
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None


_YEAR = Pattern(
    r"(?<![〇零○一二三四五六七八九十百千万亿])(?=[^年]{0,3}[零○])[〇零○一二三四五六七八九]{4}(?=年(?!\d))",
    "零", "○",
)  # fmt: skip


@TextRule(
    "NU012", "zero-in-year", WARNING, "年份里的“〇”写成了“零”",
    tier="usual", clause="GB/T 15835-2011", fixes="suggested",
    wrong="二零二五年三月", right="二〇二五年三月",
    advice="汉字的编号和年份里用“〇”（U+3007），不用“零”和圆圈“○”；公文的日期用阿拉伯数字。",
)  # fmt: skip
def zero_in_year(article: ArticleText) -> Faults:
    """零 or a circle in a year in characters (二零二五年, 二○二五年): its zero is 〇."""
    for match in _YEAR.finditer(article.text):
        right = match[0].replace("零", "〇").replace("○", "〇")
        yield Fault(match.span(), "年份里用“〇”。", right)


_SHORT_YEAR = Pattern(
    r"([0-3]\d)年(?<![\d.第～—]...)(?=底|初|末|上半年|下半年|(?:1[0-2]|[1-9])月(?!个))", "年"
)
_YEAR_SINCE = Pattern(r"(?<![^\s，。；：、（“自从])([0-3]\d)年(?=以来|度(?!过))", "年以来", "年度")


@TextRule(
    "NU003", "short-year", WARNING, "年份写成了两位",
    tier="standard", clause="GB/T 15835-2011 5.1.2", fixes="suggested",
    wrong="25年底前完成", right="2025年底前完成",
    advice="年份写全四位。",
)  # fmt: skip
def short_year(article: ArticleText) -> Faults:
    """A year of two digits: 25年底 for 2025年底; 20年来 is a length of time."""
    for match in (*_SHORT_YEAR.finditer(article.text), *_YEAR_SINCE.finditer(article.text)):
        yield Fault(match.span(1), "年份要写全四位。", f"20{match[1]}")


_MIXED_DATE = Pattern(
    r"([〇零○一二三四五六七八九]{4})年(?=\d{1,2}月)"
    r"|(?<=\d{4}年)(十[一二]?|[一二三四五六七八九])月(?!三(?![十日])|五(?!日))(?:份|[一二三四五六七八九十]{1,3}日|(?=[底初末，。]))",
    "年",
)
"""The year, or the month; 月三 (三月三) and 月五 without 日 (五月五) may be festivals."""
_MIXED_DAY = Pattern(r"(?<=\d月)([一二三四五六七八九十]{1,3})日", "月")
_DAYS = {hanzi(day): day for day in range(1, 32)}


@TextRule(
    "NU004", "mixed-date", WARNING, "日期里汉字和数字混用",
    tier="standard", clause="GB/T 15835-2011 5.1.2", fixes="suggested",
    wrong="二〇二五年3月", right="2025年3月",
    advice="同一个日期只用一种数字，公文用阿拉伯数字。",
)  # fmt: skip
def mixed_date(article: ArticleText) -> Faults:
    """A date partly in characters and partly in figures: 二〇二五年3月."""
    for match in _MIXED_DATE.finditer(article.text):
        if match[1]:
            right = f"{number_of(match[1]):04}年"
        else:
            rest = match[0][len(match[2]) + 1 :]
            day = _DAYS.get(rest[:-1]) if rest.endswith("日") else None
            right = f"{_DAYS[match[2]]}月" + (f"{day}日" if day else rest)
        yield Fault(match.span(), "日期里汉字和数字混用。", right)
    for match in _MIXED_DAY.finditer(article.text):
        if day := _DAYS.get(match[1]):
            yield Fault(match.span(), "日期里汉字和数字混用。", f"{day}日")


_ZERO_HOUR = Pattern(
    r"0(?<![\d.:].)[1-9](?=[时点](?:[0-5]\d分|整|半|许|至|前|后|[，。；、（]))", "0"
)
_ZERO = Pattern(r"0[1-9](?<![\d.]..)(?:(?=月)(?<=年..)|(?=月\d)|(?=日)(?<=月..))", "0")


@TextRule(
    "NU009", "leading-zero", WARNING, "月、日、时前面编了虚位",
    tier="practice", clause="GB/T 9704-2012 7.3.5.4", fixes="suggested",
    wrong="08月01日", right="8月1日",
    advice="月、日、时不编虚位：1 不写成 01；分可以（9时05分）。",
)  # fmt: skip
def leading_zero(article: ArticleText) -> Faults:
    """A leading zero of a month, a day or an hour: 08月01日."""
    for match in (*_ZERO.finditer(article.text), *_ZERO_HOUR.finditer(article.text)):
        yield Fault(match.span(), f"“{match[0]}”不编虚位。", match[0][1])
