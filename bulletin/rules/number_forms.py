"""Numbers in figures and in characters (GB/T 15835-2011)."""

from __future__ import annotations

import unicodedata

from bulletin.rules.prose import Prose
from bulletin.rules.rule import (
    LETTER,
    PARTLY,
    PRACTICE,
    STANDARD,
    SUGGESTED,
    WARNING,
    Found,
    Pattern,
    TextRule,
)
from bulletin.text.numerals import hanzi

_WIDE = Pattern("[０-９Ａ-Ｚａ-ｚ]+(?:[．.][０-９]+|＆[Ａ-Ｚａ-ｚ]+)*％?")


@TextRule(
    "NU001", "full-width-digit", WARNING, "全角的数字或字母",
    tier=PRACTICE, mending=PARTLY, wrong="培训１１次", right="培训11次",
    advice="稿件里一律打半角（说的就是全角的除外）；数字要印成全角，在 bulletin.yaml 里写 digits: full-width。",
)  # fmt: skip
def full_width_digit(prose: Prose) -> Found:
    """Digits and letters are typed half-width; how digits are printed is the series' choice."""
    about_width = "全角" in prose.text or "半角" in prose.text
    for match in _WIDE.finditer(prose.text):
        right = unicodedata.normalize("NFKC", match[0])
        start, end = match.span()
        becomes_list = prose.text[start - 1 : start] in ("", "\n") and prose.text.startswith(
            (". ", ") "), end
        )
        sure = not (about_width or becomes_list)
        message = "这里用了全角的数字或字母。"
        yield full_width_digit.replaced(prose, (start, end), message, right, safe=sure)


_ONE, _MANY = "－–~〜∼-", "—～"
_NUMBER = r"\d+(?:\.\d+)?"
_RANGE = Pattern(
    rf"(?<![A-Za-z0-9.\-－–~—～/〔])({_NUMBER})(?P<unit>[%％万亿年月日时点]?)"
    rf"([{_ONE}]|--)({_NUMBER})(?=[%％万亿千百多余个]?"
    r"(年|月|日|时|点|[人名次项件条天周岁元米吨亩户场期篇届级岁个张份套台辆栋家处公分小平立斤克倍%％万亿]))",
    *_ONE,
)  # fmt: skip


@TextRule(
    "NU002", "range-mark", WARNING, "起止或范围用了短横线",
    tier=STANDARD, clause="GB/T 15834-2011 4.13", mending=SUGGESTED,
    wrong="2021-2025年，每组10-15人", right="2021—2025年，每组10～15人",
    advice="起止时间用一字线—，数值范围用浪纹线～。",
)  # fmt: skip
def range_mark(prose: Prose) -> Found:
    """A hyphen between two numbers with a unit: — between points of time, ～ between amounts."""
    for match in _RANGE.finditer(prose.text):
        years = match[5] == "年" and len(match[1]) == 4
        right = "—" if years or match[5] in "月日时点" else "～"
        if match[5] == "月" and prose.text[match.end() : match.end() + 1] == "个":
            right = "～"
        message = f"“{match[0]}”的连接号不对。"
        yield range_mark.found(
            prose, match.span(3), message, [(*match.span(3), right)], f"改成“{right}”。"
        )


_SHORT_YEAR = Pattern(
    r"([0-3]\d)年(?<![\d.第～—]...)(?=底|初|末|上半年|下半年|(?:1[0-2]|[1-9])月(?!个))", "年"
)


_YEAR_SINCE = Pattern(r"(?<![^\s，。；：、（“自从])([0-3]\d)年(?=以来|度(?!过))", "年以来", "年度")


@TextRule(
    "NU003", "short-year", WARNING, "年份写成了两位",
    tier=STANDARD, clause="GB/T 15835-2011 5.1.2", mending=SUGGESTED,
    wrong="25年底前完成", right="2025年底前完成",
    advice="年份写全四位。",
)  # fmt: skip
def short_year(prose: Prose) -> Found:
    """25年底 for 2025年底; 20年来 is a stretch of time and stays."""
    for match in (*_SHORT_YEAR.finditer(prose.text), *_YEAR_SINCE.finditer(prose.text)):
        yield short_year.replaced(prose, match.span(1), "年份要写全四位。", f"20{match[1]}")


_MIXED_DATE = Pattern(
    r"([〇零○一二三四五六七八九]{4})年(?=\d{1,2}月)"
    r"|(?<=\d{4}年)(十[一二]?|[一二三四五六七八九])月(?!三(?!十)|五(?!日))(?:份|[一二三四五六七八九十]{1,3}日|(?=[底初末，。]))",
    "年",
)
_MIXED_DAY = Pattern(r"(?<=\d月)([一二三四五六七八九十]{1,3})日", "月")
_YEAR = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_MONTHS = {hanzi(month): month for month in range(1, 32)}


@TextRule(
    "NU004", "mixed-date", WARNING, "日期里汉字和数字混用",
    tier=STANDARD, clause="GB/T 15835-2011 5.1.2", mending=SUGGESTED,
    wrong="二〇二五年3月", right="2025年3月",
    advice="同一个日期只用一种数字，公文用阿拉伯数字。",
)  # fmt: skip
def mixed_date(prose: Prose) -> Found:
    """A date half in characters and half in figures."""
    for match in _MIXED_DATE.finditer(prose.text):
        if match[1]:
            right = match[1].translate(_YEAR) + "年"
        else:
            rest = match[0][len(match[2]) + 1 :]
            day = _MONTHS.get(rest[:-1]) if rest.endswith("日") else None
            right = f"{_MONTHS[match[2]]}月" + (f"{day}日" if day else rest)
        yield mixed_date.replaced(prose, match.span(), "日期里汉字和数字混用。", right)
    for match in _MIXED_DAY.finditer(prose.text):
        if day := _MONTHS.get(match[1]):
            yield mixed_date.replaced(prose, match.span(), "日期里汉字和数字混用。", f"{day}日")


_DROPPED = Pattern(
    rf"(?<![\d.A-Za-z])({_NUMBER})([{_MANY}{_ONE}至到])({_NUMBER})([%％‰万亿])",
    "%",
    "％",
    "‰",
    "万",
    "亿",
)


@TextRule(
    "NU005", "unit-dropped-in-range", WARNING, "范围的前一个数少了单位",
    tier=STANDARD, clause="GB/T 15835-2011 5.1.4", mending=SUGGESTED,
    wrong="增长10～15%", right="增长10%～15%",
    advice="百分号和万、亿前后都要写，免得读错。",
)  # fmt: skip
def unit_dropped_in_range(prose: Prose) -> Found:
    """10～15% could be read as a tenth of a hundredfold; both numbers take the unit."""
    for match in _DROPPED.finditer(prose.text):
        if float(match[1]) >= float(match[3]):
            continue  # 9000～1万: the first number is whole as it stands
        place = match.end(1)
        yield unit_dropped_in_range.found(
            prose, match.span(), f"“{match[1]}”后面少了“{match[4]}”。",
            [(match.start(1), place, match[1] + match[4])],
            f"改成“{match[1]}{match[4]}{match[2]}{match[3]}{match[4]}”。",
        )  # fmt: skip


_FEW = Pattern(r"(?<![\d.])([1-9]0)几(?!何)", "0几")
_HUNDREDS = Pattern(r"(?<![\d.])[1-9]\d{0,3}00(几)(?!何)", "0几")


@TextRule(
    "NU006", "digit-with-few", WARNING, "阿拉伯数字和“几”连用",
    tier=STANDARD, clause="GB/T 15835-2011 5.2.2", mending=SUGGESTED,
    wrong="去了10几次", right="去了十几次",
    advice="带“几”的概数用汉字；“50余人”“1000多次”不在此例。",
)  # fmt: skip
def digit_with_few(prose: Prose) -> Found:
    """10几次: an approximate number with 几 is written in characters."""
    for match in _FEW.finditer(prose.text):
        right = hanzi(int(match[1])) + "几"
        yield digit_with_few.replaced(prose, match.span(), "带“几”的概数用汉字。", right)
    for match in _HUNDREDS.finditer(prose.text):
        message = "整百、整千后面不用“几”。"
        yield digit_with_few.replaced(prose, match.span(1), message, "多")


_ABOUT = Pattern(
    rf"(大约|约|将近|近)({_NUMBER}[万亿千百]?)[余多](?!年|天|日|个月|周)"
    rf"|(大约|约|将近)({_NUMBER}[万亿千百]?{LETTER}{{1,3}}?)(?:左右|上下)"
    rf"|(超过|逾)({_NUMBER}[万亿千百]?)[余多]",
    "约", "近", "超过", "逾",
)  # fmt: skip
_OR_SO = Pattern(rf"{_NUMBER}[万亿千百]?[余多]{LETTER}{{0,3}}?(左右|上下)", "左右", "上下")


@TextRule(
    "NU007", "doubled-approximation", WARNING, "约数说了两遍",
    tier=PRACTICE, mending=SUGGESTED, wrong="约30余次", right="30余次",
    advice="“约”“近”和“余”“多”“左右”只用一个。",
)  # fmt: skip
def doubled_approximation(prose: Prose) -> Found:
    """约 and 余 both say that the number is not exact."""
    for match in _ABOUT.finditer(prose.text):
        word = match[1] or match[3] or match[5]
        right = match[0][len(word) :]
        edit = (match.start(), match.start() + len(word), "")
        message = f"“{match[0]}”约数说了两遍。"
        yield doubled_approximation.found(prose, match.span(), message, [edit], f"改成“{right}”。")
    for match in _OR_SO.finditer(prose.text):
        message = f"“{match[0]}”约数说了两遍。"
        edit = (*match.span(1), "")
        yield doubled_approximation.found(
            prose, match.span(), message, [edit], f"删掉“{match[1]}”。"
        )


_NUMERAL = "一二三四五六七八九十"
_SESSION = Pattern(rf"届([\d{_NUMERAL}])中全会", "中全会")
_WHICH = Pattern(rf"第?(\d{{1,2}}|[{_NUMERAL}]{{1,3}})\Z")
_PEOPLES = Pattern(
    rf"第?(?:\d{{1,2}}|[{_NUMERAL}]{{1,3}})届{LETTER}{{0,10}}?(?:人大|人民代表大会|政协)"
    rf"(?:(?:常委会|常务委员会)?第?(?:\d{{1,2}}|[{_NUMERAL}]{{1,3}})次(?:全体)?会议)?",
    "届",
)
_CONGRESS = Pattern(r"党的(1\d|20)大(?=报告|精神|以来|代表|[，。、；])", "党的1", "党的2")


@TextRule(
    "NU008", "session-in-digits", WARNING, "会议届次用了阿拉伯数字",
    tier=PRACTICE, mending=SUGGESTED, wrong="第20届3中全会", right="第二十届三中全会",
    advice="党代会、中央全会、人大和政协会议的届次用汉字：党的二十届三中全会、十四届全国人大三次会议。",
)  # fmt: skip
def session_in_digits(prose: Prose) -> Found:
    """Congresses and plenary sessions of the Party are counted in characters."""
    text = prose.text
    places = [match.span(1) for match in _CONGRESS.finditer(text)]
    for match in _SESSION.finditer(text):
        which = _WHICH.compiled.search(text[max(0, match.start() - 4) : match.start()])
        if which:
            places.append((match.start() - len(which[0]), match.end()))
    places += [match.span() for match in _PEOPLES.finditer(text)]
    for start, end in sorted(places):
        parts = _split(text[start:end])
        right = "".join(hanzi(int(part)) if part.isdecimal() else part for part in parts)
        if right != text[start:end]:
            yield session_in_digits.replaced(prose, (start, end), "届次用汉字。", right)


def _split(text: str) -> list[str]:
    """Runs of digits, and the characters between them."""
    parts = [""]
    for char in text:
        if parts[-1] and parts[-1][-1].isdecimal() != char.isdecimal():
            parts.append("")
        parts[-1] += char
    return [part for part in parts if part]


_ZERO_HOUR = Pattern(
    r"0(?<![\d.:].)[1-9](?=[时点](?:[0-5]\d分|整|半|许|至|前|后|[，。；、（]))", "0"
)
_ZERO = Pattern(r"0[1-9](?<![\d.]..)(?:(?=月)(?<=年..)|(?=月\d)|(?=日)(?<=月..))", "0")


@TextRule(
    "NU009", "leading-zero", WARNING, "月、日、时前面编了虚位",
    tier=PRACTICE, clause="GB/T 9704-2012 7.3.5.4", mending=SUGGESTED,
    wrong="08月01日", right="8月1日",
    advice="月、日、时不编虚位：1 不写成 01；分可以（9时05分）。",
)  # fmt: skip
def leading_zero(prose: Prose) -> Found:
    """8月1日 and not 08月01日."""
    for match in (*_ZERO.finditer(prose.text), *_ZERO_HOUR.finditer(prose.text)):
        right = match[0][1]
        yield leading_zero.replaced(prose, match.span(), f"“{match[0]}”不编虚位。", right)
