"""The pause mark 、: between titles and quotes, in approximate numbers, before 等."""

from __future__ import annotations

from bulletin.rules.article_text import ArticleText
from bulletin.rules.rule import NOTE, WARNING, Fault, Faults, Pattern, TextRule
from bulletin.text.segmenter import tagged

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
        if (
            place >= end
        ):  # the next sentence; each is searched once, or long lists take their square
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
