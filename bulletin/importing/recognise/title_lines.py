"""Which of the first paragraphs of an article are its title: by style, by size, else the first short ones."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import compress, takewhile
from operator import not_

from bulletin.importing.draft import (
    Draft,
    DraftParagraph,
    DraftRuns,
    Piece,
    map_runs,
    role_of,
    text_of,
)
from bulletin.importing.recognise import chat_lines, credits, paper_parts, shapes
from bulletin.importing.recognise.letterhead import is_organs
from bulletin.text import patterns
from bulletin.text.characters import COMMON_HAN

SUBTITLES = ("副标题", "副题")
"""The roles of a paragraph that is a subtitle by its style: our own, and Word's, which is also used for
the line of an author."""
_LONGEST = 60
LONGEST_LINE = 30
"""Characters; one line of a title, set in 二号, has twenty."""
_NEAR = 5
"""Paragraphs from the start in which a title is looked for."""
_SUBTITLE = patterns.regex(r"\s*(?:——?|―{1,2}|－－|--)\s*[^\s—―-].{3,40}")
_CLOCK = patterns.regex(r"\d{1,2}[:：]\d\d")
TITLE_LABEL = patterns.regex(r"(?:文章|稿件|信息)?(?:标\s*题|题\s*目)\s*[：:]\s*(?=\S)")
_PART = patterns.regex(r"第[一二三四五六七八九十]+(?:部分|[章节编篇])")
_EVENT = patterns.regex(r"(?:时间|地点|日期|主持人?|参加人员|出席人员?|记录人?|对象|主题)\s*[：:]")
COLUMN_BEFORE = patterns.regex(r"(?:【[^】]{2,8}】|[^｜|：“]{2,6}[｜|])\s*(?=\S{6,})")
"""The name of a column before a title: 【代表风采】."""


_KIND = (
    "通知|通报|报告|请示|批复|复函|答复|函|意见|决定|决议|命令|令|公告|通告|公报|议案|纪要|方案|办法|规定|细则|条例|计划"
    "|要点|总结|汇报|讲话|发言|建议|说明|倡议书|公开信"
)
_ENDS_AS_A_PAPER = patterns.regex(rf"的?(?:{_KIND})")
_PAPER = patterns.regex(rf"(?:.*关于|对.+第).+(?:{_KIND})(?:（.{{1,12}}）)?")
"""The title of a paper, which is one sentence: 甲县人大常委会关于……的通知."""
_GOES_ON = patterns.regex(r"(?:关于|的|和|与|及|暨|、)")
_AND = patterns.regex(r"(?:和|及|暨|与)(?!谐|平)")
_SPACED = patterns.regex(rf"(?<![^\s])[{COMMON_HAN}](?:[ \u3000]+[{COMMON_HAN}](?![^\s]))+")


def one_title(lines: Sequence[str]) -> str:
    """The lines of a title as one; a full-width space is where it may break.

    None is put in after a colon or before ——, where a title breaks anyhow, nor inside a sentence:
    关于……的　通知.
    Letters that were spaced out (通　知) stand together.
    """
    parts = [together(part.strip()) for line in lines for part in line.split("\n") if part.strip()]
    if _PAPER.fullmatch("".join(parts)):
        issuers = sum(1 for _ in takewhile(lambda part: "关于" not in part, parts))
        issuers %= len(parts)  # 对……建议的答复 has none
        return "\u3000".join([*parts[: max(issuers - 1, 0)], "".join(parts[max(issuers - 1, 0) :])])
    title = parts[0] if parts else ""
    for part in parts[1:]:
        goes_on = title.endswith(("：", "关于", "的", "、")) or bool(
            _GOES_ON.match(part) or _ENDS_AS_A_PAPER.fullmatch(part) or part.startswith("——")
        )
        title += part if goes_on else f"\u3000{part}"
    return title


def title_and_subtitle_of(pieces: Sequence[Piece]) -> tuple[str, str]:
    """The title that some paragraphs are, and its subtitle, which has a style of its own.

    A subtitle that has none is the end of the title: 甲——乙.
    """
    is_below = [at > 0 and role_of(piece) in SUBTITLES for at, piece in enumerate(pieces)]
    lines = list(map(text_of, pieces))
    return (
        one_title(list(compress(lines, map(not_, is_below)))),
        one_title(list(compress(lines, is_below))),
    )


def together(text: str) -> str:
    """A line without the space between letters that were spaced out: 关 于 召 开, 表彰先进的 通 知."""
    done = _SPACED.sub(lambda match: re.sub(r"\s", "", match[0]), text)
    return re.sub(rf"(?<=的)[ \u3000]+(?=(?:{_KIND})$)", "", done)


def spaced(draft: Draft) -> Draft:
    """A draft in which several spaces inside a title are a full-width one, which says where it may break."""
    near = [
        map_runs(piece, _spaced)
        if isinstance(piece, DraftParagraph) and _may_begin(piece)
        else piece
        for piece in draft.pieces[:_NEAR]
    ]
    return replace(draft, pieces=(*near, *draft.pieces[_NEAR:]))


def _spaced(runs: DraftRuns) -> DraftRuns:
    gap = r"(?<=[^\s\x00-\x7f]) {2,}(?=[^\s\x00-\x7f])"
    return tuple(run.with_text(re.sub(gap, "\u3000", run.text)) for run in runs)


def title_at(paras: Sequence[DraftParagraph]) -> range:
    """The places of the paragraphs that are the title; empty where there is none."""
    near = paras[:_NEAR]
    first = _styled(paras)
    if first is None:  # the first of the largest, if only short ones stand before it
        sizes = [para.size for para in takewhile(_may_begin, near)]
        first = sizes.index(max(sizes)) if max(sizes, default=0.0) > usual_size(paras) > 0 else 0
    end = _end(near, first)
    if first and end > first and _is_subtitle(near[first].text):
        first -= 1  # the title itself is set smaller
    while first < end < min(len(near), len(paras) - 1) and _is_below_title(near[end]):
        end += 1
    return range(first, end)


def _is_below_title(para: DraftParagraph) -> bool:
    """Whether a paragraph under a title is its subtitle: by its dash or its style."""
    ours, words = SUBTITLES
    has_style = para.role == words and _may_begin(para) and not _is_other(para.text.strip())
    return para.role == ours or has_style or _is_subtitle(para.text)


def _is_subtitle(text: str) -> bool:
    return bool(_SUBTITLE.fullmatch(text)) and not shapes.OCCASION.fullmatch(text.strip())


def title_cue(paras: Sequence[DraftParagraph], places: range) -> str:
    """By which sign the title was found, in Chinese."""
    first = paras[places.start]
    if first.role in ("标题", "大纲1"):
        return "样式"
    return "最大的字号" if first.size > usual_size(paras) > 0 else "第一行"


def _styled(paras: Sequence[DraftParagraph]) -> int | None:
    """The place of a paragraph whose style says that it is the title."""
    heads = [para for para in paras if para.role == "大纲1"]
    for at, para in enumerate(paras[:_NEAR]):
        if para.role == "标题":
            return at
        lone = len(heads) == 1 and not shapes.heading_number(para.number or para.text)
        if para.role == "大纲1" and (at == 0 or lone):
            return at
        if not _may_begin(para):
            return None
    return None


def usual_size(paras: Sequence[DraftParagraph]) -> float:
    """The size of most characters, in points; 0 where none is known."""
    sizes = Counter[float]()
    for para in paras:
        sizes[para.size] += len(para.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _end(near: Sequence[DraftParagraph], first: int) -> int:
    """Where the title that begins at a place ends."""
    if first >= len(near):
        return first
    start = near[first]
    if start.role in ("标题", "大纲1"):
        end = first + 1
        while start.role == "标题" and end < len(near) and near[end].role == "标题":
            end += 1
        return end
    end, length = _below_issuers(near, first), 0
    while end < len(near) and length <= _LONGEST and _goes_on(near[end], near[first:end]):
        length += len(near[end].text)
        end += 1
    return end if end < len(near) or len(near) == 1 else first + 1


def _below_issuers(near: Sequence[DraftParagraph], first: int) -> int:
    """Where the line 关于…… is that goes on from organs in lines of their own; else the start."""
    at = first
    while at + 1 < len(near) and is_organs(near[at].text.strip()) and _alike(near[at], near[first]):
        at += 1
    goes_on = near[at].text.strip().startswith("关于") and _alike(near[at], near[first])
    return at + 1 if at > first and goes_on else first


def _alike(one: DraftParagraph, other: DraftParagraph) -> bool:
    return (one.size, one.centred, one.role) == (other.size, other.centred, other.role)


def _goes_on(para: DraftParagraph, before: Sequence[DraftParagraph]) -> bool:
    """Whether a paragraph can be the title's next line."""
    if not before:
        return _may_begin(para)
    text = para.text.strip()
    joins = before[0].centred and para.centred and bool(_AND.match(text))
    is_like = joins or _alike(before[0], para)
    return is_like and len(text) <= LONGEST_LINE and _may_begin(para) and not _is_other(text)


def _may_begin(para: DraftParagraph) -> bool:
    text = para.text.strip()
    return (
        len(text) <= _LONGEST
        and "。" not in text
        and not text.endswith(tuple("；，、,;"))
        and not shapes.heading_number(para.number or text)
        and not _PART.match(text)
        and not chat_lines.called(text)
        and not 0 < len(text) == chat_lines.greeting_length(text)
    )


def _is_other(text: str) -> bool:
    """Whether a short line under a title is something else than its second line."""
    if _ENDS_AS_A_PAPER.fullmatch(together(text)):
        return False
    return bool(
        _EVENT.match(text)
        or _CLOCK.match(text)
        or text.endswith(("：", ":"))
        or credits.is_part_name(text)
        or chat_lines.is_dated(text)
        or paper_parts.addressee(text)
        or shapes.PAPER_NUMBER.fullmatch(text)
        or credits.is_byline(text)
        or credits.fields(text)
        or (credits.is_names(text) and len(text) <= 4)
    )
