"""What is in a file but never in a bulletin: pictographs, the frame of a web page, who edited it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bulletin.importing.draft import (
    Draft,
    DraftParagraph,
    DraftRuns,
    Mend,
    Omitted,
    Piece,
    joined,
    line_of,
    map_runs,
    plain,
)
from bulletin.importing.recognise import chat_lines, credits
from bulletin.text import patterns

PICTOGRAPH, FRAME = "表情符号", "网页、公众号附带的文字"
KEYCAP = "表情符号的序号写成了数字"
PAGES, DISTRIBUTION = "页数", "发放范围，简报里没有这一项"
KEYWORDS = "主题词，简报里没有这一项"
STAFF, ATTACHMENT = "编辑、审核、联系方式，不登", "附件的序号"
_KEYCAP = patterns.regex("(?<=[0-9])\ufe0f?\u20e3")
_PICTOGRAPH = patterns.regex(
    rf"(?P<keycap>{_KEYCAP.pattern})"
    r"|\[(?:抱拳|强|弱|玫瑰|凋谢|鼓掌|握手|拳头|勾引|合十|微笑|撇嘴|色|发呆|得意|流泪|害羞|闭嘴|睡|大哭|尴尬|发怒|调皮|呲牙|惊讶"
    r"|难过|囧|抓狂|吐|偷笑|愉快|白眼|傲慢|困|惊恐|憨笑|悠闲|咒骂|疑问|嘘|晕|衰|骷髅|敲打|再见|擦汗|抠鼻|坏笑|右哼哼|鄙视|委屈"
    r"|快哭了|阴险|亲亲|可怜|笑脸|生病|脸红|破涕为笑|恐惧|失望|无语|嘿哈|捂脸|奸笑|机智|皱眉|耶|吃瓜|加油|汗|天啊|社会社会|旺柴"
    r"|好的|打脸|哇|翻白眼|666|让我看看|叹气|苦涩|裂开|奋斗|嘴唇|爱心|心碎|拥抱|胜利|OK|太阳|月亮|庆祝|礼物|红包|發|福|烟花|爆竹"
    r"|猪头|跳跳|发抖|转圈|咖啡|蛋糕|啤酒|便便|炸弹|菜刀|赞)\]"
    r"|\[(?:图片|照片|视频|语音|表情|动画表情|图片消息|文件|链接|位置|小程序)\](?!\()"
    "|[\U0001f000-\U0001faff\u200d\ufe0f\u20e3"
    "⌚⌛⏩-⏬⏰⏳☔☕♈-♓♿⚓⚡⚽⚾⛄⛅⛎⛔⛪⛲⛳⛵⛺⛽✅✊✋✨❌❎❓-❕❗➕-➗➰➿⬛⬜⭐⭕]"
    "|[\u2190-\u27bf\u2b00-\u2bff](?=\ufe0f)"
)
_FRAME = patterns.regex(
    r"@\S.*|(?:当前位置|您?现?在的?位置|您当前的位置)\s*[：:].*|首页\s*[>＞»›/].*"
    r"|(?:上|下)一[篇条页]\s*[：:].*|版权所有.*|.*ICP备.*号.*"
    r"|点击.{0,3}蓝字.{0,12}|点击.{0,6}关注.{0,6}|关注我们.{0,4}|阅读原文|返回顶部"
    r"|(?:长按|扫码|扫描).{0,6}(?:识别|关注|二维码).{0,8}|分享[到至].{0,10}"
    r"|(?:阅读|点赞|赞|在看|收藏|分享|评论|浏览|转发)(?:量|数|次数)?\s*[:：]?\s*[\d.]+万?\+?次?"
    r"|[【\[]?(?:打印|关闭)(?:本页|窗口)?[】\]]?|[-—\s]{0,3}(?:THE\s*)?END[-—\s]{0,3}",
    re.I,
)
_ATTACHMENT = patterns.regex(r"附\s*件?\s*[0-9０-９一二三四五六七八九十]{0,3}\s*[：:]?")
_DISTRIBUTION = patterns.regex(
    r"[（(]?\s*(?:本期|此件|本件)\s*(?:发至|发送|印发|公开|主动公开|不公开)[^。]{0,30}[）)]?"
)
_KEYWORDS = patterns.regex(r"(?s)主\s*题\s*词\s*[：:].*")
_PAGES = patterns.regex(
    r"[（(]?\s*(?:本期|全文|此件|本件)\s*共\s*[0-9０-９一二三四五六七八九十]{1,3}\s*[页版]\s*[）)]?"
)
_NO_TEXT = {
    _FRAME: FRAME, _PAGES: PAGES, _DISTRIBUTION: DISTRIBUTION, _KEYWORDS: KEYWORDS, _ATTACHMENT: ATTACHMENT
}  # fmt: skip
"""The patterns of lines that are no part of an article, and why."""
_LONGEST = 120
"""Characters; what is longer is text."""
_EDGE = 6
"""Paragraphs from either end in which such lines are looked for."""


def without_pictographs(draft: Draft) -> Draft:
    """A draft without the pictures that chats set as characters."""
    found: list[str] = []

    def cleaned(runs: DraftRuns) -> DraftRuns:
        """The runs without pictographs, which are added to ``found``."""
        matches = _PICTOGRAPH.finditer(plain(runs))
        marks = [match[0] for match in matches if not match["keycap"]]
        found.extend(marks)
        if not marks:
            return runs
        texts = (_PICTOGRAPH.sub(lambda match: match["keycap"] or "", run.text) for run in runs)
        return joined(run.with_text(text) for run, text in zip(runs, texts, strict=True))

    pieces = [map_runs(piece, cleaned) for piece in draft.pieces]
    if not found:
        return draft
    omitted = (
        Omitted(mark, chat_lines.THING if chat_lines.is_placeholder(mark) else PICTOGRAPH)
        for mark in found
    )
    kept = (one for one in pieces if not isinstance(one, DraftParagraph) or one.text.strip())
    return replace(draft, pieces=tuple(kept), omitted=(*draft.omitted, *omitted))


def without_keycaps(draft: Draft) -> tuple[Draft, tuple[Mend, ...]]:
    """A draft with 1️⃣ written 1., and what was changed so."""
    mends: list[Mend] = []

    def cleaned(runs: DraftRuns) -> DraftRuns:
        """The runs without keycaps, which are added to ``mends``."""
        keycaps = _KEYCAP.findall(plain(runs))
        mends.extend(Mend(KEYCAP, keycap, ".") for keycap in keycaps)
        return tuple(run.with_text(_KEYCAP.sub(".", run.text)) for run in runs) if keycaps else runs

    return replace(draft, pieces=tuple(map_runs(one, cleaned) for one in draft.pieces)), tuple(
        mends
    )


def reason(text: str) -> str:
    """Why a line at the edge of an article is no part of it; empty for text."""
    text = text.strip()
    if len(text) > _LONGEST:
        return ""
    why = next((why for pattern, why in _NO_TEXT.items() if pattern.fullmatch(text)), "")
    return why or (STAFF if credits.is_staff(text) else "")


def at_edges(pieces: Sequence[Piece]) -> Iterator[tuple[int, Omitted]]:
    """The places near both ends of an article where such lines stand, those of ``contacts`` not included."""
    for at, text in enumerate(map(line_of, pieces)):
        is_at_start, is_at_end = at < _EDGE, at >= len(pieces) - _EDGE
        why = reason(text) if is_at_start or is_at_end else ""
        if why == ATTACHMENT and not is_at_start:
            continue
        if why and not credits.is_contact(text):
            yield at, Omitted(text, why)


def contacts(pieces: Sequence[Piece]) -> int:
    """Where the lines begin that end an article and say how to reach somebody; its end if there are none."""
    at = len(pieces)
    while at > 0 and credits.is_contact(line_of(pieces[at - 1])):
        at -= 1
    return at
