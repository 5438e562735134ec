"""Amounts, ranges and ordinals in figures and in characters (GB/T 15835-2011)."""

from __future__ import annotations

import re
import unicodedata

from bulletin.rules.article_text import ArticleText
from bulletin.rules.rule import WARNING, Fault, Faults, Pattern, TextRule
from bulletin.text.characters import LETTER
from bulletin.text.numerals import hanzi

_WIDE = Pattern("[０-９Ａ-Ｚａ-ｚ]+(?:[．.][０-９]+|＆[Ａ-Ｚａ-ｚ]+)*％?")


@TextRule(
    "NU001", "full-width-digit", WARNING, "全角的数字或字母",
    tier="practice", fixes="partly", wrong="培训１１次", right="培训11次",
    advice="稿件里一律打半角（说的就是全角的除外）；数字要印成全角，在 bulletin.yaml 里写 digits: full-width。",
)  # fmt: skip
def full_width_digit(article: ArticleText) -> Faults:
    """Full-width digits or letters; how half-width ones are printed, ``digits`` of the series says."""
    about_width = "全角" in article.text or "半角" in article.text
    for match in _WIDE.finditer(article.text):
        right = unicodedata.normalize("NFKC", match[0])
        start, end = match.span()
        at_start = article.text[start - 1 : start] in ("", "\n")
        becomes_list = at_start and article.text.startswith((". ", ") "), end)
        sure = not (about_width or becomes_list)
        yield Fault((start, end), "这里用了全角的数字或字母。", right, safe=sure)


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
    tier="standard", clause="GB/T 15834-2011 4.13", fixes="suggested",
    wrong="2021-2025年，每组10-15人", right="2021—2025年，每组10～15人",
    advice="起止时间用一字线—，数值范围用浪纹线～。",
)  # fmt: skip
def range_mark(article: ArticleText) -> Faults:
    """A hyphen between two numbers with a unit: — between points of time, ～ between amounts."""
    for match in _RANGE.finditer(article.text):
        years = match[5] == "年" and len(match[1]) == 4
        right = "—" if years or match[5] in "月日时点" else "～"
        if match[5] == "月" and article.text[match.end() : match.end() + 1] == "个":
            right = "～"
        yield Fault(match.span(3), f"“{match[0]}”的连接号不对。", right)


_DROPPED = Pattern(
    rf"(?<![\d.A-Za-z])({_NUMBER})([{_MANY}{_ONE}至到])({_NUMBER})([%％‰万亿])", *"%％‰万亿"
)


@TextRule(
    "NU005", "unit-dropped-in-range", WARNING, "范围的前一个数少了单位",
    tier="standard", clause="GB/T 15835-2011 5.1.4", fixes="suggested",
    wrong="增长10～15%", right="增长10%～15%",
    advice="百分号和万、亿前后都要写，免得读错。",
)  # fmt: skip
def unit_dropped_in_range(article: ArticleText) -> Faults:
    """A range of which only the second number has its %, 万 or 亿 (10～15%): both need it."""
    for match in _DROPPED.finditer(article.text):
        if float(match[1]) >= float(match[3]):
            continue  # 9000～1万: the first number is whole as it stands
        message = f"“{match[1]}”后面少了“{match[4]}”。"
        edit = (match.span(1), match[1] + match[4])
        hint = f"改成“{match[1]}{match[4]}{match[2]}{match[3]}{match[4]}”。"
        yield Fault(match.span(), message, edits=[edit], hint=hint)


_FEW = Pattern(r"(?<![\d.])([1-9]0)几(?!何)", "0几")
_HUNDREDS = Pattern(r"(?<![\d.])[1-9]\d{0,3}00(几)(?!何)", "0几")


@TextRule(
    "NU006", "digit-with-few", WARNING, "阿拉伯数字和“几”连用",
    tier="standard", clause="GB/T 15835-2011 5.2.2", fixes="suggested",
    wrong="去了10几次", right="去了十几次",
    advice="带“几”的概数用汉字；“50余人”“1000多次”不在此例。",
)  # fmt: skip
def digit_with_few(article: ArticleText) -> Faults:
    """Figures before 几 (10几次): an approximate number with 几 is written in characters."""
    for match in _FEW.finditer(article.text):
        right = hanzi(int(match[1])) + "几"
        yield Fault(match.span(), "带“几”的概数用汉字。", right)
    for match in _HUNDREDS.finditer(article.text):
        yield Fault(match.span(1), "整百、整千后面不用“几”。", "多")


_ABOUT = Pattern(
    rf"(大约|约|将近|近)({_NUMBER}[万亿千百]?)[余多](?!年|天|日|个月|周)"
    rf"|(大约|约|将近)({_NUMBER}[万亿千百]?{LETTER}{{1,3}}?)(?:左右|上下)"
    rf"|(超过|逾)({_NUMBER}[万亿千百]?)[余多]",
    "约", "近", "超过", "逾",
)  # fmt: skip
_OR_SO = Pattern(rf"{_NUMBER}[万亿千百]?[余多]{LETTER}{{0,3}}?(左右|上下)", "左右", "上下")


@TextRule(
    "NU007", "doubled-approximation", WARNING, "约数说了两遍",
    tier="practice", fixes="suggested", wrong="约30余次", right="30余次",
    advice="“约”“近”和“余”“多”“左右”只用一个。",
)  # fmt: skip
def doubled_approximation(article: ArticleText) -> Faults:
    """Two words that both say that a number is not exact: 约30余次."""
    for match in _ABOUT.finditer(article.text):
        word = match[1] or match[3] or match[5]
        edit = ((match.start(), match.start() + len(word)), "")
        hint = f"改成“{match[0][len(word) :]}”。"
        yield Fault(match.span(), f"“{match[0]}”约数说了两遍。", edits=[edit], hint=hint)
    for match in _OR_SO.finditer(article.text):
        edit, hint = (match.span(1), ""), f"删掉“{match[1]}”。"
        yield Fault(match.span(), f"“{match[0]}”约数说了两遍。", edits=[edit], hint=hint)


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
    tier="practice", fixes="suggested", wrong="第20届3中全会", right="第二十届三中全会",
    advice="党代会、中央全会、人大和政协会议的届次用汉字：党的二十届三中全会、十四届全国人大三次会议。",
)  # fmt: skip
def session_in_digits(article: ArticleText) -> Faults:
    """Figures for the number of a congress or a session: 第20届3中全会."""
    text = article.text
    places = [match.span(1) for match in _CONGRESS.finditer(text)]
    for match in _SESSION.finditer(text):
        which = _WHICH.compiled.search(text[max(0, match.start() - 4) : match.start()])
        if which:
            places.append((match.start() - len(which[0]), match.end()))
    places += [match.span() for match in _PEOPLES.finditer(text)]
    for start, end in sorted(places):
        right = re.sub(r"\d+", lambda digits: hanzi(int(digits[0])), text[start:end])
        if right != text[start:end]:
            yield Fault((start, end), "届次用汉字。", right)
