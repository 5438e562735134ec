"""Figures that contradict one another: parts and their whole, problems raised and solved."""

from __future__ import annotations

from bulletin.rules.article_text import ArticleText
from bulletin.rules.rule import WARNING, Fault, Faults, Pattern, TextRule

_UNIT = "[件条个项起处家户人名次场期篇份套台辆亩]"
_NUMBER = r"\d{1,9}(?:\.\d{1,4})?"
_WHOLE = Pattern(
    rf"(?:共|合计|总计)[^，。；：\d\n]{{0,12}}({_NUMBER})(?:余|多)?({_UNIT})[，（：]其中[：，]?",
    "其中",
)
_PART = Pattern(rf"[^，、。；：\d\n]{{1,16}}?({_NUMBER})({_UNIT})([、，和及]|(?=[。；）\n]))")
_SHARES = Pattern(
    rf"(?:占比|占|比例)(?:分别)?(?:为|达|是)?({_NUMBER}[%％](?:[、和]{_NUMBER}[%％]){{1,19}})",
    *"%％",
)
_SHARE = Pattern(_NUMBER)


@TextRule(
    "GE004", "parts-exceed-whole", WARNING, "分项加起来比总数还多",
    tier="ours", wrong="共30件，其中A类12件、B类19件", right="共31件，其中A类12件、B类19件",
    advice="核对总数和各个分项；分项有重叠就写清楚。",
)  # fmt: skip
def parts_exceed_whole(article: ArticleText) -> Faults:
    """Parts after 其中 that come to more than the whole before it; shares that exceed 100 %.

    Only parts in the unit of the whole are added up: 共30件，其中A类12件、B类19件.
    """
    text = article.text
    for match in _WHOLE.finditer(text):
        parts, at = list[float](), match.end()
        while (part := _PART.compiled.match(text, at)) and part[2] == match[2]:
            parts.append(float(part[1]))
            at = part.end()
        if len(parts) > 1 and sum(parts) > float(match[1]) + 1e-6:
            message = f"总数是 {match[1]}，分项加起来却有 {sum(parts):g}。"
            yield Fault((match.start(1), match.end(2)), message)
    for match in _SHARES.finditer(text):
        total = sum(float(share[0]) for share in _SHARE.finditer(match[1]))
        if total > 100.5:  # each may be rounded
            yield Fault(match.span(1), f"几个比例加起来是 {total:g}%。")


_FIGURE = r"(\d{1,9})(?:余|多)?[条个件项起处家户]"
_RAISED = Pattern(
    rf"(?:收集|征集|收到|征求|提出|反映|梳理|排查|摸排)[^。；\d\n]{{0,20}}?{_FIGURE}"
    rf"[^。；\d\n]{{0,15}}?(?:解决|办结|化解|整改|办理|采纳|落实|答复)[^。；\d\n]{{0,10}}?{_FIGURE}"
)


@TextRule(
    "GE002", "more-solved-than-raised", WARNING, "解决的比提出的还多",
    tier="ours", wrong="收集意见建议197条，推动解决问题213个", right="收集意见建议213条，推动解决问题197个",
    advice="向供稿单位核对两个数；口径不同（一条意见含几个问题）就写清楚。",
)  # fmt: skip
def more_solved_than_raised(article: ArticleText) -> Faults:
    """A sentence in which more problems were solved than had been raised."""
    for match in _RAISED.finditer(article.text):
        raised, solved = int(match[1]), int(match[2])
        if solved > raised:
            yield Fault(match.span(2), f"提出 {raised}，解决却有 {solved}。")
