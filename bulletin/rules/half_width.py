"""Half-width marks in Chinese text: the commonest fault of text that was extracted or chatted."""

from __future__ import annotations

from bulletin.diagnostics import Diagnostic
from bulletin.rules.prose import BREAK, Prose
from bulletin.rules.rule import (
    HAN,
    SAFE,
    STANDARD,
    WARNING,
    Found,
    Pattern,
    TextRule,
    is_chinese,
)

_FULL = dict(zip(",.:;?!()", "，。：；？！（）", strict=True))
_MARK = Pattern("[,.:;?!]+|[()（）\n]", *_FULL)
_DOCUMENT_NUMBER = Pattern(r"\([12]\d{3}\) ?第?\d+号")
_HAN = Pattern(f"[{HAN}]")
_CLOSERS = "”’）》】〉)"


@TextRule(
    "PU001", "half-width-mark", WARNING, "中文里用了半角标点",
    tier=STANDARD, clause="GB/T 15834-2011 5.1", mending=SAFE,
    wrong="会议,审议", right="会议，审议",
    advice="中文用全角标点；小数、时间、比例、网址和外文句子里的不动。",
)  # fmt: skip
def half_width_mark(prose: Prose) -> Found:
    """Half-width marks with Chinese beside them; decimals, times, ratios and Latin text stay."""
    text = prose.text
    opened: list[int] = []
    for match in _MARK.finditer(text):
        place, mark = match.start(), match[0]
        match mark:
            case "(" | "（":
                opened.append(place)
            case ")" | "）" if opened:
                yield from _pair(prose, opened.pop(), place)
            case "\n":
                yield from (_half(prose, one) for one in opened if _lone(text, one))
                opened.clear()
            case ")":
                if is_chinese(text[place - 1 : place] or BREAK):
                    yield _half(prose, place)
            case _ if mark[0] in _FULL:
                around = _around(text, place, match.end())
                for at in range(place, match.end()):
                    if _is_wrong(prose, at, *around):
                        yield _half(prose, at)


def _half(prose: Prose, place: int) -> Diagnostic:
    mark = prose.text[place]
    message = f"中文里用了半角“{mark}”。"
    return half_width_mark.replaced(prose, (place, place + 1), message, _FULL[mark])


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """The characters beside marks; a space or bracket before them is looked through."""
    before = text[start - 1 : start] or BREAK
    if before in " )":  # a half-width bracket goes with what it closes
        before = text[start - 2 : start - 1] or BREAK
    return before, text[end : end + 1] or BREAK


def _lone(text: str, place: int) -> bool:
    """Whether an opening bracket without its other half stands in Chinese."""
    return text[place] == "(" and any(map(is_chinese, _around(text, place, place + 1)))


def _pair(prose: Prose, start: int, end: int) -> Found:
    """The two brackets of a pair: both, when Chinese stands inside or outside of them."""
    text = prose.text
    halves = [place for place in (start, end) if text[place] in "()"]
    if not halves or _DOCUMENT_NUMBER.compiled.match(text, start):
        return
    before, first = _around(text, start, start + 1)
    last, after = text[end - 1], text[end + 1 : end + 2] or BREAK
    in_latin = before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
    if len(halves) == 1 or (not in_latin and any(map(is_chinese, (before, first, last, after)))):
        yield from (_half(prose, place) for place in halves)


def _is_wrong(prose: Prose, place: int, before: str, after: str) -> bool:
    match prose.text[place]:
        case ".":
            return _is_wrong_stop(prose, place, before, after)
        case "," | ":" if before.isdecimal() and after.isdecimal():
            return False
    return is_chinese(before) or (is_chinese(after) and before != BREAK)


def _is_wrong_stop(prose: Prose, place: int, before: str, after: str) -> bool:
    """A point is a stop after Chinese, and after a digit at the end of a Chinese sentence."""
    points = prose.text[max(0, place - 1) : place + 2].count(".")
    if points > 1 or (after.isascii() and after.isalnum()):
        return False
    passage = prose.passage_at(place)
    if is_chinese(before):
        # 一. at the start of a paragraph is a number (rule SQ002), not a sentence
        return place - passage.start > 3 or not _is_numeral(prose.text[passage.start : place])
    at_end = after == BREAK or (after in _CLOSERS and place + 2 >= passage.end)
    if at_end and (before.isdecimal() or before == "%"):
        return place - passage.start > 6 and bool(
            _HAN.compiled.search(prose.text, passage.start, place)
        )
    return False


def _is_numeral(text: str) -> bool:
    return all(char in "一二三四五六七八九十第" for char in text)


_STRAIGHT = Pattern('"', '"')


@TextRule(
    "PU002", "straight-quote", WARNING, "引号用了直引号",
    tier=STANDARD, clause="GB/T 15834-2011 4.8", mending=SAFE,
    wrong='开展"五个一"活动', right="开展“五个一”活动",
    advice="中文引号分左右：“”。",
)  # fmt: skip
def straight_quote(prose: Prose) -> Found:
    """Straight quotes around Chinese; a passage with an odd number of them is left alone."""
    if '"' not in prose.text:
        return
    for passage in prose.passages:
        text = prose.text_of(passage)
        places = [match.start() for match in _STRAIGHT.finditer(text)]
        if len(places) % 2:
            continue
        for start, end in zip(places[::2], places[1::2], strict=True):
            if not _HAN.compiled.search(text, start, end):
                continue
            first, last = passage.start + start, passage.start + end
            edits = [(first, first + 1, "“"), (last, last + 1, "”")]
            message = "引号用了不分左右的直引号。"
            yield straight_quote.found(prose, (first, last + 1), message, edits, "改成“”。")
