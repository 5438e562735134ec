"""Parts that come to more than their whole: 共30件，其中A类12件、B类19件; 占比40%、35%、30%."""

from __future__ import annotations

from bulletin.rules.prose import Prose
from bulletin.rules.rule import OURS, WARNING, Found, Pattern, TextRule

_UNIT = "[件条个项起处家户人名次场期篇份套台辆亩]"
_NUMBER = r"\d{1,9}(?:\.\d{1,4})?"
_WHOLE = Pattern(
    rf"(?:共|合计|总计)[^，。；：\d\n]{{0,12}}({_NUMBER})(?:余|多)?({_UNIT})[，（：]其中[：，]?",
    "其中",
)
_PART = Pattern(rf"[^，、。；：\d\n]{{1,16}}?({_NUMBER})({_UNIT})([、，和及]|(?=[。；）\n]))")
_SHARES = Pattern(
    rf"(?:占比|占|比例)(?:分别)?(?:为|达|是)?({_NUMBER}[%％](?:[、和]{_NUMBER}[%％]){{1,19}})",
    "%",
    "％",
)
_SHARE = Pattern(_NUMBER)


@TextRule(
    "GE004", "parts-exceed-whole", WARNING, "分项加起来比总数还多",
    tier=OURS, wrong="共30件，其中A类12件、B类19件", right="共31件，其中A类12件、B类19件",
    advice="核对总数和各个分项；分项有重叠就写清楚。",
)  # fmt: skip
def parts_exceed_whole(prose: Prose) -> Found:
    """Parts after 其中, in the unit of the whole; shares in a row that exceed 100 %."""
    text = prose.text
    for match in _WHOLE.finditer(text):
        parts, at = list[float](), match.end()
        while (part := _PART.compiled.match(text, at)) and part[2] == match[2]:
            parts.append(float(part[1]))
            at = part.end()
        if len(parts) > 1 and sum(parts) > float(match[1]) + 1e-6:
            message = f"总数是 {match[1]}，分项加起来却有 {sum(parts):g}。"
            yield parts_exceed_whole.found(prose, (match.start(1), match.end(2)), message)
    for match in _SHARES.finditer(text):
        total = sum(float(share[0]) for share in _SHARE.finditer(match[1]))
        if total > 100.5:  # each may be rounded
            message = f"几个比例加起来是 {total:g}%。"
            yield parts_exceed_whole.found(prose, match.span(1), message)
