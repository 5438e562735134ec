"""Marks that look like the right ones: ... for ……, -- for ——, • for ·, straight quotes, « » for 《》."""

from __future__ import annotations

import re
from itertools import pairwise

from bulletin.rules.article_text import ArticleText
from bulletin.rules.rule import ANY_HAN, WARNING, Fault, Faults, Pattern, TextRule
from bulletin.rules.surroundings import Surroundings, beyond_space, is_name_or_day
from bulletin.text import patterns
from bulletin.text.characters import HAN, is_chinese, is_han
from bulletin.text.segmenter import tagged

_ELLIPSIS = Pattern(
    r"\.{3,}|。{3,}|[⋯…]+|．{3,}|・{3,}|·{3,}", "...", "。。。", "⋯", "…", "．．．", "・・・", "···"
)
_ENDS = "，。、；：？！）”》’\n"


@TextRule(
    "PU003", "wrong-ellipsis", WARNING, "省略号写法不对",
    tier="standard", clause="GB/T 15834-2011 4.11", fixes="partly",
    wrong="学文件、谈体会...", right="学文件、谈体会……",
    advice="省略号占两个字的位置，写成……（六个点）。目录的引导点、公式里和外文后面的，只建议。",
)  # fmt: skip
def wrong_ellipsis(article: ArticleText) -> Faults:
    """Dots and single … for an ellipsis in Chinese; …… is right, and so is a line of …………."""
    text = article.text
    marks = list(_ELLIPSIS.finditer(text))
    single = sum(match[0] == "…" for match in marks) == 1
    for match in marks:
        start, end = match.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        if match[0] in ("……", "…………") or not any(map(is_chinese, (before, after))):
            continue
        if before.isascii() and before.isalpha():
            continue  # Wait...”: it belongs to the foreign word
        beside_comma = before in ("，", "、") and after in ("，", "、")
        is_row = beside_comma and text[start - 2 : start - 1].isascii()
        if (after.isdecimal() and end - start > 3) or is_row:
            continue  # the leader of a table of contents; 1，2，…，n
        is_six = len(match[0]) in ((1, 2) if match[0][0] in "…⋯" else (3, 6))
        at_end = after in _ENDS and (after not in "”》’" or before in "，。、；：")
        sure = is_six and is_han(before) and (at_end or not after)
        sure = sure and (match[0] != "…" or single) and match[0] != "⋯"
        yield Fault((start, end), "省略号写法不对。", "……", safe=sure)


_DASH = Pattern(
    rf"(?<=[{HAN}，。”》）])(?:-{{2,4}}|－{{1,3}}|─{{2,4}}|―{{1,2}}|–{{2}})(?=[{HAN}“《（])",
    "--", "－", "──", "―", "––",
)  # fmt: skip
_ONE_MARK = ("--", "－－", "──", "――", "––")
_PHRASE = Pattern(rf"[{HAN}]{{1,16}}")


@TextRule(
    "PU004", "wrong-dash", WARNING, "破折号写法不对",
    tier="standard", clause="GB/T 15834-2011 4.10", fixes="partly",
    wrong="代表之家--群众的家", right="代表之家——群众的家",
    advice="破折号占两个字的位置，写成——。起止（郑州—开封）用一字线，减号和连接号不动，所以有的只建议。",
)  # fmt: skip
def wrong_dash(article: ArticleText) -> Faults:
    """Hyphens and look-alikes between Chinese characters, where —— is meant.

    The fix is safe where no two names are joined: behind a mark, before a quotation, or where a
    phrase with 的, 是 or 了 stands on one side. 郑州--开封 is a range, 收入－支出 a formula.
    """
    text, around = article.text, Surroundings(article.text)
    for match in _DASH.finditer(text):
        start, end = match.span()
        if around.is_technical(start):
            continue
        is_beside_mark = text[start - 1] in "，。”》）" or text[end] in "“《（"
        sure = match[0] in _ONE_MARK and (is_beside_mark or _is_phrase(text, start, end))
        yield Fault(match.span(), "破折号写法不对。", "——", safe=sure)


def _is_phrase(text: str, start: int, end: int) -> bool:
    """Whether what stands on one side of a dash has a 的, 是 or 了: a phrase, not a name."""
    before, after = text[max(0, start - 16) : start], _PHRASE.compiled.match(text, end)
    if any(char in before for char in "从自由至到"):
        return False
    before = before[max(before.rfind(mark) for mark in "，。、；：\n ") + 1 :]
    sides = (before, after[0] if after else "")
    return any(word in ("的", "是", "了") for side in sides for word, _ in tagged(side))


_NUMBER_BRACKET = Pattern(
    r"[(（\[［【]([12]\d{3})[)）\]］】] ?第?0*(\d+)号"
    r"|〔([12]\d{3})〕(?: ?(?:第0*|0+)| (?=\d)|(?=\d+ ))(\d+) ?号|〔(\d{2})〕 ?第?0*(\d+) ?号",
    "号",
)


@TextRule(
    "PU013", "document-number-bracket", WARNING, "发文字号写法不对",
    tier="standard", clause="GB/T 9704-2012 7.2.5；GB/T 15834-2011 4.9.3.4", fixes="suggested",
    wrong="豫人常〔2025〕第03号", right="豫人常〔2025〕3号",
    advice="年份写全四位，用六角括号〔〕；序号不加“第”，不编虚位，不空格。",
)  # fmt: skip
def document_number_bracket(article: ArticleText) -> Faults:
    """Other brackets than 〔〕 around the year; 第, a leading zero or a space before the number."""
    for match in _NUMBER_BRACKET.finditer(article.text):
        year = match[1] or match[3] or f"20{match[5]}"
        right = f"〔{year}〕{match[2] or match[4] or match[6]}号"
        yield Fault(match.span(), "发文字号写法不对。", right)


_DOT = Pattern(rf"(?<=[{HAN}A-Za-z])[•・･‧∙⋅●.．](?=[{HAN}A-Za-z])", *"•・･‧∙⋅●.．")
_KANA = Pattern("[\u3041-\u30fa\u30fc-\u30ff]")


@TextRule(
    "PU014", "wrong-middle-dot", WARNING, "间隔号写法不对",
    tier="standard", clause="GB/T 15834-2011 4.14", fixes="partly",
    wrong="为中原添彩•人大代表在行动", right="为中原添彩·人大代表在行动",
    advice="间隔号用 ·（U+00B7）。人名、纪念日里的句点，项目符号一样的点，只建议。",
)  # fmt: skip
def wrong_middle_dot(article: ArticleText) -> Faults:
    """Bullets and Japanese dots between words, where · is meant; points in names and days.

    In a text with kana a Japanese dot is right.
    """
    text = article.text
    dots = list(_DOT.finditer(text))
    is_japanese = bool(dots) and _KANA.compiled.search(text) is not None
    for match in dots:
        place, mark = match.start(), match[0]
        before, after = text[place - 1], text[place + 1]
        is_chinese_here = is_chinese(before) and is_chinese(after)
        if mark in ".．":
            if not (is_chinese_here and is_name_or_day(text, place)):
                continue
        elif not is_chinese_here and mark in "∙⋅‧":
            continue  # kN⋅m, bul‧le‧tin
        if is_japanese and mark in "・･":
            continue
        sure = is_chinese_here and mark in "•・･" and not is_japanese
        yield Fault(match.span(), "间隔号写法不对。", "·", safe=sure)


_CODE = Pattern(r'[{}=<>\\]|":')
_AFTER_CLOSER = "，。、；：？！）》,.;:?!)"


@TextRule(
    "PU002", "straight-quote", WARNING, "引号用了直引号",
    tier="standard", clause="GB/T 15834-2011 4.8", fixes="partly",
    wrong='开展"五个一"活动', right="开展“五个一”活动",
    advice="中文引号分左右：“”。英寸、角秒和外文句子里的不动；一段里有几对、可能套着用的，只建议。",
)  # fmt: skip
def straight_quote(article: ArticleText) -> Faults:
    """Straight quotes around Chinese; a passage with an odd number of them is left alone."""
    if '"' not in article.text:
        return
    for passage in article.passages:
        text = article.text_of(passage)
        places = [match.start() for match in re.finditer('"', text)]
        is_unit = any(text[place - 1 : place].isdecimal() for place in places[::2])
        if len(places) % 2 or is_unit or _CODE.compiled.search(text):
            continue  # units are inches and seconds: 12"的屏幕, 113°15'30"
        pairs = list(zip(places[::2], places[1::2], strict=True))
        sure = _are_side_by_side(text, pairs)
        for start, end in pairs:
            if ANY_HAN.compiled.search(text, start, end):
                first, last = passage.start + start, passage.start + end
                yield Fault(
                    (first, last + 1),
                    "引号用了不分左右的直引号。",
                    edits=[((first, first + 1), "“"), ((last, last + 1), "”")],
                    hint="改成“”。",
                    safe=sure and _is_in_chinese(text, start, end),
                )


def _are_side_by_side(text: str, pairs: list[tuple[int, int]]) -> bool:
    """Whether no pair can stand inside another: right after each but the last comes a mark."""
    return all(text[end + 1 : end + 2] in _AFTER_CLOSER for (_, end), _ in pairwise(pairs))


def _is_in_chinese(text: str, start: int, end: int) -> bool:
    """Whether neither a foreign word nor a space stands beside the quotes, inside or outside."""
    outside = [char for char in (text[start - 1 : start], text[end + 1 : end + 2]) if char]
    beside = (*outside, text[start + 1], text[end - 1])
    is_foreign = any(char.isspace() or (char.isascii() and char.isalpha()) for char in beside)
    return not is_foreign and (not outside or any(map(is_chinese, outside)))


_GUILLEMET = patterns.regex("[«»]")
_GUILLEMETS = patterns.regex("«([^«»]{0,200})»")
"""It may go over the end of a paragraph: PDF extraction takes every line for one."""


@TextRule(
    "TX005", "guillemet", WARNING, "书名号用了 « »",
    tier="standard", clause="GB/T 15834-2011 4.15", fixes="partly",
    wrong="«人民日报»", right="《人民日报》",
    advice="书名号用《》；外文的引号 « » 不动。",
)  # fmt: skip
def guillemet(article: ArticleText) -> Faults:
    """« » that PDF extraction left for 《》; around foreign words they are right."""
    text = article.text
    if "«" not in text and "»" not in text:
        return
    marks = {match.start(): False for match in _GUILLEMET.finditer(text)}
    for match in _GUILLEMETS.finditer(text):
        start, end = match.span()
        outside = beyond_space(text, start - 1, -1), beyond_space(text, end, 1)
        is_foreign = any(char.isalpha() and not is_chinese(char) for char in outside)
        if not is_foreign and any(map(is_chinese, match[1])):
            sure = all(char.isascii() or is_chinese(char) for char in match[1] if char.isalpha())
            marks[start] = marks[end - 1] = sure
        else:
            del marks[start], marks[end - 1]
    for place, sure in marks.items():
        right = "《" if text[place] == "«" else "》"
        yield Fault((place, place + 1), f"书名号用了“{text[place]}”。", right, safe=sure)
