"""Marks and their combinations (GB/T 15834-2011); brackets and quotes in pairs are in pairs.py."""

from __future__ import annotations

from bulletin.rules.prose import Prose
from bulletin.rules.rule import (
    HAN,
    NOTE,
    SAFE,
    STANDARD,
    SUGGESTED,
    USUAL,
    WARNING,
    Found,
    Pattern,
    TextRule,
    is_chinese,
)

_ELLIPSIS = Pattern(
    r"\.{3,}|。{3,}|[⋯…]+|．{3,}|・{3,}|·{3,}", "...", "。。。", "⋯", "…", "．．．", "・・・", "···"
)


@TextRule(
    "PU003", "wrong-ellipsis", WARNING, "省略号写法不对",
    tier=STANDARD, clause="GB/T 15834-2011 4.11", mending=SAFE,
    wrong="学文件、谈体会...", right="学文件、谈体会……",
    advice="省略号占两个字的位置，写成……（六个点）。",
)  # fmt: skip
def wrong_ellipsis(prose: Prose) -> Found:
    """Anything but …… (or a whole line of …………) for an ellipsis in Chinese."""
    text = prose.text
    for match in _ELLIPSIS.finditer(text):
        start, end = match.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        good = match[0] in ("……", "…………")
        if not good and any(is_chinese(char) for char in before + after if char):
            yield wrong_ellipsis.replaced(prose, (start, end), "省略号写法不对。", "……")


_DASH = Pattern(
    rf"(?<=[{HAN}，。”》）])(?:-{{2,4}}|－{{1,3}}|─{{2,4}}|―{{1,2}}|–{{2}})(?=[{HAN}“《（])",
    "--", "－", "──", "―", "––",
)  # fmt: skip


@TextRule(
    "PU004", "wrong-dash", WARNING, "破折号写法不对",
    tier=STANDARD, clause="GB/T 15834-2011 4.10", mending=SAFE,
    wrong="代表之家--群众的家", right="代表之家——群众的家",
    advice="破折号占两个字的位置，写成——。",
)  # fmt: skip
def wrong_dash(prose: Prose) -> Found:
    """Hyphens and look-alikes between Chinese characters, where ——  is meant."""
    for match in _DASH.finditer(prose.text):
        yield wrong_dash.replaced(prose, match.span(), "破折号写法不对。", "——")


_DOUBLED = Pattern(
    r"([，、；：])\1+|(?<!。)。。(?!。)",
    "，，", "、、", "；；", "：：", "。。",
)  # fmt: skip


@TextRule(
    "PU005", "doubled-mark", WARNING, "标点重了",
    tier=STANDARD, clause="GB/T 15834-2011 4.1—4.7", mending=SAFE,
    wrong="审议了报告，，提出意见", right="审议了报告，提出意见",
    advice="留下一个。",
)  # fmt: skip
def doubled_mark(prose: Prose) -> Found:
    """The same mark twice; 。。。 is an ellipsis, ！！ is allowed."""
    for match in _DOUBLED.finditer(prose.text):
        message = f"“{match[0][0]}”重了。"
        yield doubled_mark.replaced(prose, match.span(), message, match[0][0])


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


_QUOTE_STOP = Pattern(r"([。，；、])[”’]([。，；、])", "”", "’")


@TextRule(
    "PU007", "stop-on-both-sides-of-quote", WARNING, "引号里外都有句读",
    tier=STANDARD, clause="GB/T 15834-2011 B.2.1", mending=SUGGESTED,
    wrong="他说：“代表就要为群众说话。”。", right="他说：“代表就要为群众说话。”",
    advice="整句引用，句号留在引号里；引文是句子的一部分，句号移到引号外。",
)  # fmt: skip
def stop_on_both_sides(prose: Prose) -> Found:
    """A stop before the closing quote and another one after it."""
    for match in _QUOTE_STOP.finditer(prose.text):
        first, second = match.start(1), match.start(2)
        message = "引号里外都有句读，只能留一处。"
        outer = match[1] == "。" and match[2] == "。"
        edit = (second, second + 1, "") if outer else (first, first + 1, "")
        yield stop_on_both_sides.found(prose, match.span(), message, [edit])


_BRACKET_STOP = Pattern(rf"(?<=[{HAN}0-9％%”》])（[^（）。！？\n]{{1,60}}(。)）", "。）")


@TextRule(
    "PU008", "stop-in-bracket", WARNING, "句内括号里用了句号",
    tier=STANDARD, clause="GB/T 15834-2011 B.2.2", mending=SUGGESTED,
    wrong="五个问题（已办结。）都有回音", right="五个问题（已办结）都有回音",
    advice="括号在句子里面，里面不用句号；是整句的注释，就把括号移到句号后面。",
)  # fmt: skip
def stop_in_bracket(prose: Prose) -> Found:
    """A full stop at the end of a bracket that stands inside a sentence."""
    for match in _BRACKET_STOP.finditer(prose.text):
        place = match.start(1)
        message = "括号在句子里面，末尾不用句号。"
        yield stop_in_bracket.found(prose, (place, place + 1), message, [(place, place + 1, "")])


_BETWEEN = Pattern("(?<=》)、(?=《)|(?<=”)、(?=“)", "》、《", "”、“")
_SENTENCE_END = Pattern("[。；\n]")
_NOTED = Pattern("(?<=）、)[《“]|[》”](?=（)")


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
    r"(?:一、二|二、三|两、三|三、四|三、五|四、五|五、六|六、七|七、八|八、九)"
    r"(?=十|百|千|万|天|年(?!级)|个|人|次|名|位|岁|里|斤|亩|元|小时|分钟|倍|句|遍|回|件|趟|户)",
    "一、二", "二、三", "两、三", "三、四", "三、五", "四、五", "五、六", "六、七", "七、八", "八、九",
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


_PAUSE_ETC = Pattern("、(?=等(?!级|于|待|候|同|式|额|距|值|次|分|效|位|外线))", "、等")


@TextRule(
    "PU011", "pause-before-etc", WARNING, "“等”前面用了顿号",
    tier=STANDARD, clause="GB/T 15834-2011 B.1.2", mending=SAFE,
    wrong="代表、委员、等", right="代表、委员等",
    advice="“等”前面不用顿号。",
)  # fmt: skip
def pause_before_etc(prose: Prose) -> Found:
    """No pause before 等 at the end of a list."""
    for match in _PAUSE_ETC.finditer(prose.text):
        yield pause_before_etc.replaced(prose, match.span(), "“等”前面不用顿号。", "")


_ELLIPSIS_ETC = Pattern("…+(?=等(?!级|于|待|候|同|式))", "…等")


@TextRule(
    "PU012", "ellipsis-before-etc", WARNING, "省略号和“等”并用",
    tier=STANDARD, clause="GB/T 15834-2011 A.9.2", mending=SUGGESTED,
    wrong="代表、委员……等", right="代表、委员等",
    advice="省略号和“等”是一个意思，留一个。",
)  # fmt: skip
def ellipsis_before_etc(prose: Prose) -> Found:
    """…… and 等 say the same."""
    for match in _ELLIPSIS_ETC.finditer(prose.text):
        yield ellipsis_before_etc.replaced(prose, match.span(), "省略号和“等”只用一个。", "")


_NUMBER_BRACKET = Pattern(
    r"[(（\[［【]([12]\d{3})[)）\]］】] ?第?0*(\d+)号|〔([12]\d{3})〕 ?(?:第0*|0+)(\d+)号", "号"
)


@TextRule(
    "PU013", "document-number-bracket", WARNING, "发文字号写法不对",
    tier=STANDARD, clause="GB/T 9704-2012 7.2.5；GB/T 15834-2011 4.9.3.4", mending=SUGGESTED,
    wrong="豫人常〔2025〕第03号", right="豫人常〔2025〕3号",
    advice="年份用六角括号〔〕，序号不加“第”，不编虚位。",
)  # fmt: skip
def document_number_bracket(prose: Prose) -> Found:
    """The year stands in 〔〕; no 第 and no leading zero before the number."""
    for match in _NUMBER_BRACKET.finditer(prose.text):
        right = f"〔{match[1] or match[3]}〕{match[2] or match[4]}号"
        yield document_number_bracket.replaced(prose, match.span(), "发文字号写法不对。", right)


_DOT = Pattern(rf"(?<=[{HAN}A-Za-z])[•・･‧∙⋅●](?=[{HAN}A-Za-z])", *"•・･‧∙⋅●")


@TextRule(
    "PU014", "wrong-middle-dot", WARNING, "间隔号写法不对",
    tier=STANDARD, clause="GB/T 15834-2011 4.14", mending=SAFE,
    wrong="为中原添彩•人大代表在行动", right="为中原添彩·人大代表在行动",
    advice="间隔号用 ·（U+00B7）。",
)  # fmt: skip
def wrong_middle_dot(prose: Prose) -> Found:
    """Bullets and Japanese dots between words, where · is meant."""
    for match in _DOT.finditer(prose.text):
        yield wrong_middle_dot.replaced(prose, match.span(), "间隔号写法不对。", "·")


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
    tier=STANDARD, clause="GB/T 15834-2011 B.4", mending=SAFE,
    wrong="温县：代表动起来。", right="温县：代表动起来",
    advice="标题、目录题和图题末尾不用句号、逗号、顿号、分号、冒号。",
)  # fmt: skip
def stop_after_title(prose: Prose) -> Found:
    """Titles, captions and headings of their own line have no stop; a run-in heading may."""
    for passage in prose.of(*_TITLES, "display heading"):
        for match in _END.finditer(prose.text_of(passage)):
            place = passage.start + match.start(), passage.start + match.end()
            if match.start():
                yield stop_after_title.replaced(prose, place, "标题末尾不用句读。", "")
