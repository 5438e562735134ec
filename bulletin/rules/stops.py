"""Stops that are too many, or of the wrong kind for their place; and the pause mark 、 among them."""

from __future__ import annotations

from collections import Counter

from bulletin.rules.article_text import ArticleText
from bulletin.rules.rule import NOTE, WARNING, Fault, Faults, Pattern, TextRule
from bulletin.text.characters import HAN, is_han
from bulletin.text.segmenter import tagged

_DOUBLED = Pattern(
    r"([，、；：])\1+|(?<!。)。。(?!。)",
    "，，", "、、", "；；", "：：", "。。",
)  # fmt: skip


@TextRule(
    "PU005", "doubled-mark", WARNING, "标点重了",
    tier="standard", clause="GB/T 15834-2011 4.1—4.7", fixes="partly",
    wrong="审议了报告，，提出意见", right="审议了报告，提出意见",
    advice="留下一个；中间像是漏了字的，只建议。",
)  # fmt: skip
def doubled_mark(article: ArticleText) -> Faults:
    """The same mark twice; 。。。 is an ellipsis (PU003), ！！ is allowed."""
    marks = list(_DOUBLED.finditer(article.text))
    often = Counter((article.index_at(match.start()), match[1]) for match in marks)
    for match in marks:
        (start, end), mark = match.span(), match[0][0]
        before, after = article.text[start - 1 : start], article.text[end : end + 1]
        sure = (
            len(match[0]) == 2
            and often[article.index_at(start), match[1]] == 1  # more are empty fields in a row
            and mark in "，。；"
            and is_han(before)
            and (not after.strip() or is_han(after))
        )
        yield Fault(match.span(), f"“{mark}”重了。", mark, safe=sure)


_CLASH = Pattern(
    r"[，、；：][。；]|[。；][，、]|，、|、，|[。；]：|：，",
    "，。", "、。", "；。", "：。", "，；", "、；", "：；", "。，", "。、", "；，", "；、",
    "，、", "、，", "。：", "；：", "：，",
)  # fmt: skip
_WEIGHT = "、，；：。"
"""From the weakest to the strongest: the stronger of two is kept."""


@TextRule(
    "PU006", "clashing-marks", WARNING, "两个标点挤在一起",
    tier="standard", clause="GB/T 15834-2011 4.1—4.7", fixes="suggested",
    wrong="提出意见，。", right="提出意见。",
    advice="只留一个：看这里是停顿还是结束。",
)  # fmt: skip
def clashing_marks(article: ArticleText) -> Faults:
    """Two different stops in a row, of which one was left over in editing."""
    for match in _CLASH.finditer(article.text):
        keep = max(match[0], key=_WEIGHT.index)
        yield Fault(match.span(), f"“{match[0]}”两个标点挤在一起。", keep)


_QUOTE_STOP = Pattern(r"([。，；、！？])[”’]([。，；]|(?<![！？].)、)", "”", "’")


@TextRule(
    "PU007", "stop-on-both-sides-of-quote", WARNING, "引号里外都有句读",
    tier="standard", clause="GB/T 15834-2011 B.2.1", fixes="suggested",
    wrong="他说：“代表就要为群众说话。”。", right="他说：“代表就要为群众说话。”",
    advice="整句引用，句号留在引号里；引文是句子的一部分，句号移到引号外。",
)  # fmt: skip
def stop_on_both_sides(article: ArticleText) -> Faults:
    """A stop before the closing quote and another one after it.

    Where a quoted question is part of a sentence (提出“为了谁？”。) the outer stop is needed.
    """
    text = article.text
    for match in _QUOTE_STOP.finditer(text):
        opener = text.rfind("“", max(0, match.start() - 60), match.start())
        asks = match[1] in "！？"
        if asks and opener > 0 and text[opener - 1] not in "\n：。！？":
            continue
        first, second = match.start(), match.end() - 1
        surplus = second if asks or match[1] == match[2] == "。" else first
        edit = ((surplus, surplus + 1), "")
        yield Fault(match.span(), "引号里外都有句读，只能留一处。", edits=[edit])


_BRACKET_STOP = Pattern(rf"(?<=[{HAN}0-9％%”》])（[^（）。！？\n]{{1,60}}(。)）", "。）")
_BRACKET_MARK = Pattern(r"(?<=[^（\n])([，、；])）", "，）", "、）", "；）")


@TextRule(
    "PU008", "stop-in-bracket", WARNING, "括号里的末尾用了句读",
    tier="standard", clause="GB/T 15834-2011 B.2.2", fixes="suggested",
    wrong="五个问题（已办结。）都有回音", right="五个问题（已办结）都有回音",
    advice="括号在句子里面，里面不用句号；是整句的注释，就把括号移到句号后面。",
)  # fmt: skip
def stop_in_bracket(article: ArticleText) -> Faults:
    """A full stop at the end of a bracket inside a sentence; a comma at the end of any bracket."""
    for match in _BRACKET_STOP.finditer(article.text):
        edit = (match.span(1), "")  # the hint says what else may be done
        yield Fault(match.span(1), "括号在句子里面，末尾不用句号。", edits=[edit])
    for match in _BRACKET_MARK.finditer(article.text):
        yield Fault(match.span(1), f"括号里的末尾多了“{match[1]}”。", "")


_BEFORE_SERIES = Pattern(
    r"(?:[两二三四五六七八九十]|[2-9])(?:点|个方面|方面|个?[^，。；：\n]{1,6})(，)一是"
    r"[^。\n]{1,400}?[；，]二是",
    "，一是",
)


@TextRule(
    "PU015", "comma-before-series", WARNING, "总说后面用了逗号",
    tier="standard", clause="GB/T 15834-2011 B.1.4", fixes="suggested",
    wrong="做到三点，一是学；二是干；三是比。", right="做到三点：一是学；二是干；三是比。",
    advice="总说之后分项列举，用冒号提起下文。",
)  # fmt: skip
def comma_before_series(article: ArticleText) -> Faults:
    """A comma in 做到三点，一是…；二是…: what announces a series by its number ends in a colon."""
    for match in _BEFORE_SERIES.finditer(article.text):
        yield Fault(match.span(1), "分项列举之前用冒号。", "：")


_END = Pattern(r"[。，、；：]+$")


@TextRule(
    "PU016", "stop-after-title", WARNING, "标题末尾有句读",
    tier="standard", clause="GB/T 15834-2011 B.4", fixes="partly",
    wrong="温县：代表动起来。", right="温县：代表动起来",
    advice="标题、目录题和图题末尾不用句号、逗号、顿号、分号、冒号。像是整句的、没写完的，只建议。",
)  # fmt: skip
def stop_after_title(article: ArticleText) -> Faults:
    """A stop at the end of a title, a caption or a heading on its own line; run-in headings may."""
    for passage in article.of("title", "contents", "caption", "display heading"):
        match = _END.compiled.search(article.text, *passage.place)
        if match and match.start() > passage.start:
            before = article.text[passage.start : match.start()]
            has_sentences = any(mark in before for mark in "。！？；")
            sure = passage.kind in ("title", "contents") and match[0] == "。"
            yield Fault(match.span(), "标题末尾不用句读。", "", safe=sure and not has_sentences)


# Pause marks

_BETWEEN = Pattern("(?<=》)、(?=《)|(?<=”)、(?=“)|(?<=〉)、(?=〈)", "》、《", "”、“", "〉、〈")
_SENTENCE_END = Pattern("[。；\n]")
_NOTED = Pattern("(?<=）、)[《“〈]|[》”〉](?=（)")


@TextRule(
    "PU009", "pause-between-titles", NOTE, "书名号或引号之间的顿号",
    tier="usual", clause="GB/T 15834-2011 4.5.3.5", fixes="suggested",
    wrong="《预算法》、《监督法》", right="《预算法》《监督法》",
    advice="并列的书名号之间、引号之间通常不用顿号；中间插有括号等别的成分时可以用。",
)  # fmt: skip
def pause_between_titles(article: ArticleText) -> Faults:
    """A 、 between 》《 or ”“, unless in the same sentence one follows a bracketed note."""
    text, end, noted = article.text, -1, ""
    for match in _BETWEEN.finditer(text):
        place = match.start()
        opener, closer = text[place + 1], text[place - 1]
        if place >= end:  # the next sentence: searched once, or long lists take their square
            start = max(text.rfind(mark, max(end, 0), place) for mark in "。；\n") + 1
            stop = _SENTENCE_END.compiled.search(text, place)
            end = stop.start() if stop else len(text)
            noted = "".join(_NOTED.compiled.findall(text, start, end))
        if opener in noted or closer in noted:
            continue
        yield Fault(match.span(), f"“{closer}{opener}”之间通常不用顿号。", "", hint="删掉顿号。")


_APPROXIMATE = Pattern(
    r"(?<![一二三四五六七八九十百千万第初高大、])"
    r"(?:一、[二两]|二、三|两、三|三、四|三、五|四、五|五、六|六、七|七、八|八、九)"
    r"(?=十|百|千|万|天|年(?!级)|个|人|次|名|位|岁|里|斤|亩|元|小时|分钟|倍|句|遍|回|件|趟|户"
    r"|成(?![立为员果就功长都本品分绩效]))",
    "一、二", "一、两", "二、三", "两、三", "三、四", "三、五",
    "四、五", "五、六", "六、七", "七、八", "八、九",
)  # fmt: skip


@TextRule(
    "PU010", "pause-in-approximate-number", WARNING, "概数中间用了顿号",
    tier="standard", clause="GB/T 15834-2011 B.1.1", fixes="suggested",
    wrong="三、五天就有回音", right="三五天就有回音",
    advice="相邻的数连用表示概数，中间不用顿号；“二、三产业”是两样东西，要用。",
)  # fmt: skip
def pause_in_approximate_number(article: ArticleText) -> Faults:
    """Numbers in a row before a unit (三、五天): an approximate number; 二、三产业 are two things."""
    for match in _APPROXIMATE.finditer(article.text):
        yield Fault(match.span(), "概数中间不用顿号。", match[0].replace("、", ""))


_PAUSE_ETC = Pattern("、(?=等(?!、))", "、等")
_PARTICIPANTS = ("n", "nr", "nrt", "ns", "nt", "nz", "nrfg")


@TextRule(
    "PU011", "pause-before-etc", WARNING, "“等”前面用了顿号",
    tier="standard", clause="GB/T 15834-2011 B.1.2", fixes="partly",
    wrong="代表、委员、等", right="代表、委员等",
    advice="“等”前面不用顿号。“等高”“等额”这样的词前面该用，看不准的只建议。",
)  # fmt: skip
def pause_before_etc(article: ArticleText) -> Faults:
    """A 、 before the 等 that ends a list; 等高, 等额 and 等 for 等待 are words of their own."""
    for match in _PAUSE_ETC.finditer(article.text):
        sure = _ends_list(article.text, match.end())
        if sure is not None:
            yield Fault(match.span(), "“等”前面不用顿号。", "", safe=sure)


def _ends_list(text: str, place: int) -> bool | None:
    """Whether the 等 at a place surely ends a list (true) or perhaps (false).

    ``None`` where it begins a word. The dictionary decides; a single character behind 等 may
    make a word that it does not have (等酬, 等静压), and a verb before it a pair (排队、等号).
    """
    following = tagged(text[place : place + 10].partition("\n")[0])
    word = following[0][0]
    after, kind = following[1] if len(following) > 1 else ("", "x")
    lone = len(after) == 1 and after.isalpha() and after not in "一两二三四五六七八九十百千万"
    if word != "等" or lone:
        return None
    before = tagged(text[max(0, place - 12) : place].rstrip("、…"))
    named = bool(before) and before[-1][1] in _PARTICIPANTS
    ends = not after or after in "，。；！？）”\n" or kind == "m" or after.isdecimal()
    return named and (ends or (kind == "v" and len(after) > 1))


_ELLIPSIS_ETC = Pattern("…+(?=等(?!、))", "…等")


@TextRule(
    "PU012", "ellipsis-before-etc", WARNING, "省略号和“等”并用",
    tier="standard", clause="GB/T 15834-2011 A.9.2", fixes="suggested",
    wrong="代表、委员……等", right="代表、委员等",
    advice="省略号和“等”是一个意思，留一个。",
)  # fmt: skip
def ellipsis_before_etc(article: ArticleText) -> Faults:
    """An ellipsis before 等, which says the same."""
    for match in _ELLIPSIS_ETC.finditer(article.text):
        if _ends_list(article.text, match.end()) is not None:
            yield Fault(match.span(), "省略号和“等”只用一个。", "")
