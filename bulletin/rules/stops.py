"""Stops that are too many, or of the wrong kind for their place."""

from __future__ import annotations

from collections import Counter

from bulletin.rules.article_text import ArticleText
from bulletin.rules.rule import WARNING, Fault, Faults, Pattern, TextRule
from bulletin.text.characters import HAN, is_han

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
        for match in _END.finditer(article.text_of(passage)):
            place = passage.start + match.start(), passage.start + match.end()
            if match.start():
                before = article.text[passage.start : place[0]]
                has_sentences = any(mark in before for mark in "。！？；")
                sure = passage.kind in ("title", "contents") and match[0] == "。"
                sure = sure and not has_sentences
                yield Fault(place, "标题末尾不用句读。", "", safe=sure)
