"""Marks and their combinations (GB/T 15834-2011); brackets and quotes in pairs are in pairs.py."""

from __future__ import annotations

from collections import Counter

from bulletin.rules.prose import Prose
from bulletin.rules.rule import (
    HAN,
    NOTE,
    PARTLY,
    STANDARD,
    SUGGESTED,
    USUAL,
    WARNING,
    Found,
    Pattern,
    TextRule,
    is_chinese,
    is_letter,
)
from bulletin.rules.surroundings import Surroundings, is_name_or_day
from bulletin.text.segmenter import tagged

_ELLIPSIS = Pattern(
    r"\.{3,}|。{3,}|[⋯…]+|．{3,}|・{3,}|·{3,}", "...", "。。。", "⋯", "…", "．．．", "・・・", "···"
)
_ENDS = "，。、；：？！）”》’\n"


@TextRule(
    "PU003", "wrong-ellipsis", WARNING, "省略号写法不对",
    tier=STANDARD, clause="GB/T 15834-2011 4.11", mending=PARTLY,
    wrong="学文件、谈体会...", right="学文件、谈体会……",
    advice="省略号占两个字的位置，写成……（六个点）。目录的引导点、公式里和外文后面的，只建议。",
)  # fmt: skip
def wrong_ellipsis(prose: Prose) -> Found:
    """Anything but …… (or a whole line of …………) for an ellipsis in Chinese."""
    text = prose.text
    marks = list(_ELLIPSIS.finditer(text))
    single = sum(match[0] == "…" for match in marks) == 1
    for match in marks:
        start, end = match.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        if match[0] in ("……", "…………") or not any(map(is_chinese, (before, after))):
            continue
        if before.isascii() and before.isalpha():
            continue  # Wait...”: it belongs to the foreign word
        if (after.isdecimal() and end - start > 3) or _is_row(text, start, end):
            continue  # the leader of a table of contents; 1，2，…，n
        is_six = len(match[0]) in ((1, 2) if match[0][0] in "…⋯" else (3, 6))
        at_end = after in _ENDS and (after not in "”》’" or before in "，。、；：")
        sure = is_six and is_letter(before) and (at_end or not after)
        sure = sure and (match[0] != "…" or single) and match[0] != "⋯"
        yield wrong_ellipsis.replaced(prose, (start, end), "省略号写法不对。", "……", safe=sure)


def _is_row(text: str, start: int, end: int) -> bool:
    """Whether an ellipsis stands between commas in a row of numbers or variables."""
    beside = text[start - 1 : start], text[end : end + 1]
    return all(mark in ("，", "、") for mark in beside) and text[start - 2 : start - 1].isascii()


_DASH = Pattern(
    rf"(?<=[{HAN}，。”》）])(?:-{{2,4}}|－{{1,3}}|─{{2,4}}|―{{1,2}}|–{{2}})(?=[{HAN}“《（])",
    "--", "－", "──", "―", "––",
)  # fmt: skip
_ONE_MARK = ("--", "－－", "──", "――", "––")
_PHRASE = Pattern(rf"[{HAN}]{{1,16}}")


@TextRule(
    "PU004", "wrong-dash", WARNING, "破折号写法不对",
    tier=STANDARD, clause="GB/T 15834-2011 4.10", mending=PARTLY,
    wrong="代表之家--群众的家", right="代表之家——群众的家",
    advice="破折号占两个字的位置，写成——。起止（郑州—开封）用一字线，减号和连接号不动，所以有的只建议。",
)  # fmt: skip
def wrong_dash(prose: Prose) -> Found:
    """Hyphens and look-alikes between Chinese characters, where ——  is meant.

    Sure only where what is joined is no pair of names: behind a mark, before a quotation, or
    with a phrase with 的, 是 or 了 on one side. 郑州--开封 is a range, 收入－支出 a formula.
    """
    text, around = prose.text, Surroundings(prose.text)
    for match in _DASH.finditer(text):
        start, end = match.span()
        if around.is_technical(start):
            continue
        is_beside_mark = text[start - 1] in "，。”》）" or text[end] in "“《（"
        sure = match[0] in _ONE_MARK and (is_beside_mark or _is_phrase(text, start, end))
        yield wrong_dash.replaced(prose, match.span(), "破折号写法不对。", "——", safe=sure)


def _is_phrase(text: str, start: int, end: int) -> bool:
    """Whether a phrase and no name stands on one side of a dash."""
    before, after = text[max(0, start - 16) : start], _PHRASE.compiled.match(text, end)
    if any(char in before for char in "从自由至到"):
        return False
    before = before[max(before.rfind(mark) for mark in "，。、；：\n ") + 1 :]
    sides = (before, after[0] if after else "")
    return any(word in ("的", "是", "了") for side in sides for word, _ in tagged(side))


_DOUBLED = Pattern(
    r"([，、；：])\1+|(?<!。)。。(?!。)",
    "，，", "、、", "；；", "：：", "。。",
)  # fmt: skip


@TextRule(
    "PU005", "doubled-mark", WARNING, "标点重了",
    tier=STANDARD, clause="GB/T 15834-2011 4.1—4.7", mending=PARTLY,
    wrong="审议了报告，，提出意见", right="审议了报告，提出意见",
    advice="留下一个；中间像是漏了字的，只建议。",
)  # fmt: skip
def doubled_mark(prose: Prose) -> Found:
    """The same mark twice; 。。。 is an ellipsis, ！！ is allowed."""
    marks = list(_DOUBLED.finditer(prose.text))
    often = Counter((prose.index_at(match.start()), match[1]) for match in marks)
    for match in marks:
        message = f"“{match[0][0]}”重了。"
        (start, end), mark = match.span(), match[0][0]
        before, after = prose.text[start - 1 : start], prose.text[end : end + 1]
        sure = (
            len(match[0]) == 2
            and often[prose.index_at(start), match[1]] == 1  # more are empty fields in a row
            and mark in "，。；"
            and is_letter(before)
            and (not after.strip() or is_letter(after))
        )
        yield doubled_mark.replaced(prose, match.span(), message, mark, safe=sure)


_CLASH = Pattern(
    r"[，、；：][。；]|[。；][，、]|，、|、，|[。；]：|：，",
    "，。", "、。", "；。", "：。", "，；", "、；", "：；", "。，", "。、", "；，", "；、",
    "，、", "、，", "。：", "；：", "：，",
)  # fmt: skip
_WEIGHT = "、，；：。"


@TextRule(
    "PU006", "clashing-marks", WARNING, "两个标点挤在一起",
    tier=STANDARD, clause="GB/T 15834-2011 4.1—4.7", mending=SUGGESTED,
    wrong="提出意见，。", right="提出意见。",
    advice="只留一个：看这里是停顿还是结束。",
)  # fmt: skip
def clashing_marks(prose: Prose) -> Found:
    """Two different marks in a row, of which one is left over from editing."""
    for match in _CLASH.finditer(prose.text):
        keep = max(match[0], key=_WEIGHT.index)
        message = f"“{match[0]}”两个标点挤在一起。"
        yield clashing_marks.replaced(prose, match.span(), message, keep)


_QUOTE_STOP = Pattern(r"([。，；、！？])[”’]([。，；]|(?<![！？].)、)", "”", "’")


@TextRule(
    "PU007", "stop-on-both-sides-of-quote", WARNING, "引号里外都有句读",
    tier=STANDARD, clause="GB/T 15834-2011 B.2.1", mending=SUGGESTED,
    wrong="他说：“代表就要为群众说话。”。", right="他说：“代表就要为群众说话。”",
    advice="整句引用，句号留在引号里；引文是句子的一部分，句号移到引号外。",
)  # fmt: skip
def stop_on_both_sides(prose: Prose) -> Found:
    """A stop before the closing quote and another one after it.

    A question or an exclamation that is part of a sentence (提出“为了谁？”。) needs the outer one.
    """
    text = prose.text
    for match in _QUOTE_STOP.finditer(text):
        opener = text.rfind("“", max(0, match.start() - 60), match.start())
        asks = match[1] in "！？"
        if asks and opener > 0 and text[opener - 1] not in "\n：。！？":
            continue
        first, second = match.start(), match.end() - 1
        message = "引号里外都有句读，只能留一处。"
        outer = asks or match[1] == match[2] == "。"
        edit = (second, second + 1, "") if outer else (first, first + 1, "")
        yield stop_on_both_sides.found(prose, match.span(), message, [edit])


_BRACKET_STOP = Pattern(rf"(?<=[{HAN}0-9％%”》])（[^（）。！？\n]{{1,60}}(。)）", "。）")
_BRACKET_MARK = Pattern(r"(?<=[^（\n])([，、；])）", "，）", "、）", "；）")


@TextRule(
    "PU008", "stop-in-bracket", WARNING, "括号里的末尾用了句读",
    tier=STANDARD, clause="GB/T 15834-2011 B.2.2", mending=SUGGESTED,
    wrong="五个问题（已办结。）都有回音", right="五个问题（已办结）都有回音",
    advice="括号在句子里面，里面不用句号；是整句的注释，就把括号移到句号后面。",
)  # fmt: skip
def stop_in_bracket(prose: Prose) -> Found:
    """A full stop at the end of a bracket inside a sentence; a comma at the end of any bracket."""
    for match in _BRACKET_STOP.finditer(prose.text):
        place = match.start(1)
        message = "括号在句子里面，末尾不用句号。"
        yield stop_in_bracket.found(prose, (place, place + 1), message, [(place, place + 1, "")])
    for match in _BRACKET_MARK.finditer(prose.text):
        message = f"括号里的末尾多了“{match[1]}”。"
        yield stop_in_bracket.replaced(prose, match.span(1), message, "")


_BETWEEN = Pattern("(?<=》)、(?=《)|(?<=”)、(?=“)|(?<=〉)、(?=〈)", "》、《", "”、“", "〉、〈")
_SENTENCE_END = Pattern("[。；\n]")
_NOTED = Pattern("(?<=）、)[《“〈]|[》”〉](?=（)")


@TextRule(
    "PU009", "pause-between-titles", NOTE, "书名号或引号之间的顿号",
    tier=USUAL, clause="GB/T 15834-2011 4.5.3.5", mending=SUGGESTED,
    wrong="《预算法》、《监督法》", right="《预算法》《监督法》",
    advice="并列的书名号之间、引号之间通常不用顿号；中间插有括号等别的成分时可以用。",
)  # fmt: skip
def pause_between_titles(prose: Prose) -> Found:
    """、 between 》《 or ”“; stays in a list where a bracketed note stands between others."""
    text, end, noted = prose.text, -1, ""
    for match in _BETWEEN.finditer(text):
        place = match.start()
        opener, closer = text[place + 1], text[place - 1]
        if place >= end:  # the next sentence: looked at once, however long its list
            start = max(text.rfind(mark, max(end, 0), place) for mark in "。；\n") + 1
            stop = _SENTENCE_END.compiled.search(text, place)
            end = stop.start() if stop else len(text)
            noted = "".join(_NOTED.compiled.findall(text, start, end))
        if opener in noted or closer in noted:
            continue
        message = f"“{closer}{opener}”之间通常不用顿号。"
        yield pause_between_titles.replaced(prose, match.span(), message, "", "删掉顿号。")


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
    tier=STANDARD, clause="GB/T 15834-2011 B.1.1", mending=SUGGESTED,
    wrong="三、五天就有回音", right="三五天就有回音",
    advice="相邻的数连用表示概数，中间不用顿号；“二、三产业”是两样东西，要用。",
)  # fmt: skip
def pause_in_approximate_number(prose: Prose) -> Found:
    """三、五天 is an approximate number; 二、三产业 are two things."""
    for match in _APPROXIMATE.finditer(prose.text):
        right = match[0].replace("、", "")
        yield pause_in_approximate_number.replaced(prose, match.span(), "概数中间不用顿号。", right)


_PAUSE_ETC = Pattern("、(?=等(?!、))", "、等")
_PARTICIPANTS = ("n", "nr", "nrt", "ns", "nt", "nz", "nrfg")


@TextRule(
    "PU011", "pause-before-etc", WARNING, "“等”前面用了顿号",
    tier=STANDARD, clause="GB/T 15834-2011 B.1.2", mending=PARTLY,
    wrong="代表、委员、等", right="代表、委员等",
    advice="“等”前面不用顿号。“等高”“等额”这样的词前面该用，看不准的只建议。",
)  # fmt: skip
def pause_before_etc(prose: Prose) -> Found:
    """No pause before 等 at the end of a list; 等高, 等额, 等 for 等待 are words of their own."""
    for match in _PAUSE_ETC.finditer(prose.text):
        kind = _etc(prose.text, match.end())
        if kind is not None:
            message = "“等”前面不用顿号。"
            yield pause_before_etc.replaced(prose, match.span(), message, "", safe=kind)


def _etc(text: str, place: int) -> bool | None:
    """Whether 等 at a place surely ends a list, or perhaps; ``None`` where it begins a word.

    The dictionary decides. A character alone behind it may make a word that the dictionary has
    not (等酬, 等静压), and a verb before it a pair of verbs (排队、等号).
    """
    following = tagged(_clause(text, place))
    word = following[0][0]
    after, kind = following[1] if len(following) > 1 else ("", "x")
    lone = len(after) == 1 and after.isalpha() and after not in "一两二三四五六七八九十百千万"
    if word != "等" or lone:
        return None
    before = tagged(text[max(0, place - 12) : place].rstrip("、…"))
    named = bool(before) and before[-1][1] in _PARTICIPANTS
    ends = not after or after in "，。；！？）”\n" or kind == "m" or after.isdecimal()
    return named and (ends or (kind == "v" and len(after) > 1))


def _clause(text: str, place: int) -> str:
    """The characters from a place on, enough to know the words."""
    return text[place : place + 10].partition("\n")[0]


_ELLIPSIS_ETC = Pattern("…+(?=等(?!、))", "…等")


@TextRule(
    "PU012", "ellipsis-before-etc", WARNING, "省略号和“等”并用",
    tier=STANDARD, clause="GB/T 15834-2011 A.9.2", mending=SUGGESTED,
    wrong="代表、委员……等", right="代表、委员等",
    advice="省略号和“等”是一个意思，留一个。",
)  # fmt: skip
def ellipsis_before_etc(prose: Prose) -> Found:
    """…… and 等 say the same."""
    for match in _ELLIPSIS_ETC.finditer(prose.text):
        if _etc(prose.text, match.end()) is not None:
            message = "省略号和“等”只用一个。"
            yield ellipsis_before_etc.replaced(prose, match.span(), message, "")


_NUMBER_BRACKET = Pattern(
    r"[(（\[［【]([12]\d{3})[)）\]］】] ?第?0*(\d+)号"
    r"|〔([12]\d{3})〕(?: ?(?:第0*|0+)| (?=\d)|(?=\d+ ))(\d+) ?号|〔(\d{2})〕 ?第?0*(\d+) ?号",
    "号",
)


@TextRule(
    "PU013", "document-number-bracket", WARNING, "发文字号写法不对",
    tier=STANDARD, clause="GB/T 9704-2012 7.2.5；GB/T 15834-2011 4.9.3.4", mending=SUGGESTED,
    wrong="豫人常〔2025〕第03号", right="豫人常〔2025〕3号",
    advice="年份写全四位，用六角括号〔〕；序号不加“第”，不编虚位，不空格。",
)  # fmt: skip
def document_number_bracket(prose: Prose) -> Found:
    """The year stands in 〔〕; no 第 and no leading zero before the number."""
    for match in _NUMBER_BRACKET.finditer(prose.text):
        year = match[1] or match[3] or f"20{match[5]}"
        right = f"〔{year}〕{match[2] or match[4] or match[6]}号"
        yield document_number_bracket.replaced(prose, match.span(), "发文字号写法不对。", right)


_DOT = Pattern(rf"(?<=[{HAN}A-Za-z])[•・･‧∙⋅●.．](?=[{HAN}A-Za-z])", *"•・･‧∙⋅●.．")
_KANA = Pattern("[\u3041-\u30fa\u30fc-\u30ff]")


@TextRule(
    "PU014", "wrong-middle-dot", WARNING, "间隔号写法不对",
    tier=STANDARD, clause="GB/T 15834-2011 4.14", mending=PARTLY,
    wrong="为中原添彩•人大代表在行动", right="为中原添彩·人大代表在行动",
    advice="间隔号用 ·（U+00B7）。人名、纪念日里的句点，项目符号一样的点，只建议。",
)  # fmt: skip
def wrong_middle_dot(prose: Prose) -> Found:
    """Bullets and Japanese dots between words, where · is meant; points in names and days."""
    text = prose.text
    is_japanese = None
    for match in _DOT.finditer(text):
        place, mark = match.start(), match[0]
        before, after = text[place - 1], text[place + 1]
        is_chinese_here = is_chinese(before) and is_chinese(after)
        if mark in ".．":
            if not (is_chinese_here and is_name_or_day(text, place)):
                continue
        elif not is_chinese_here and mark in "∙⋅‧":
            continue  # kN⋅m, bul‧le‧tin
        if is_japanese is None:
            is_japanese = _KANA.compiled.search(text) is not None
        if is_japanese and mark in "・･":
            continue
        sure = is_chinese_here and mark in "•・･" and not is_japanese
        yield wrong_middle_dot.replaced(prose, match.span(), "间隔号写法不对。", "·", safe=sure)


_BEFORE_SERIES = Pattern(
    r"(?:[两二三四五六七八九十]|[2-9])(?:点|个方面|方面|个?[^，。；：\n]{1,6})(，)一是"
    r"[^。\n]{1,400}?[；，]二是",
    "，一是",
)


@TextRule(
    "PU015", "comma-before-series", WARNING, "总说后面用了逗号",
    tier=STANDARD, clause="GB/T 15834-2011 B.1.4", mending=SUGGESTED,
    wrong="做到三点，一是学；二是干；三是比。", right="做到三点：一是学；二是干；三是比。",
    advice="总说之后分项列举，用冒号提起下文。",
)  # fmt: skip
def comma_before_series(prose: Prose) -> Found:
    """做到三点，一是…；二是…: what is announced with a count is followed by a colon."""
    for match in _BEFORE_SERIES.finditer(prose.text):
        yield comma_before_series.replaced(prose, match.span(1), "分项列举之前用冒号。", "：")


_TITLES = ("title", "contents", "caption")
_END = Pattern(r"[。，、；：]+$")


@TextRule(
    "PU016", "stop-after-title", WARNING, "标题末尾有句读",
    tier=STANDARD, clause="GB/T 15834-2011 B.4", mending=PARTLY,
    wrong="温县：代表动起来。", right="温县：代表动起来",
    advice="标题、目录题和图题末尾不用句号、逗号、顿号、分号、冒号。像是整句的、没写完的，只建议。",
)  # fmt: skip
def stop_after_title(prose: Prose) -> Found:
    """Titles, captions and headings of their own line have no stop; a run-in heading may."""
    for passage in prose.of(*_TITLES, "display heading"):
        for match in _END.finditer(prose.text_of(passage)):
            place = passage.start + match.start(), passage.start + match.end()
            if match.start():
                said = prose.text[passage.start : place[0]]
                whole = any(mark in said for mark in "。！？；")
                sure = passage.kind in ("title", "contents") and match[0] == "。" and not whole
                message = "标题末尾不用句读。"
                yield stop_after_title.replaced(prose, place, message, "", safe=sure)
