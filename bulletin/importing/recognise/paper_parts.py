"""Parts of an official paper (GB/T 9704, 7.3) that no bulletin has: addressees, annexes, signers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bulletin.importing.draft import DraftParagraph, Piece
from bulletin.importing.recognise import clutter, credits, shapes
from bulletin.importing.recognise.letterhead import is_organs
from bulletin.text import patterns

ADDRESSEE = "主送单位，简报里没有这一项"
ATTACHED = "附件说明，简报里没有这一项"
JOINED = "几个单位联合署名，中间加了顿号"
_LABEL = patterns.regex(r"附\s*[件表]\s*[0-9０-９一二三四五六七八九十]{0,3}\s*[：:]?")
_TITLED_LABEL = patterns.regex(
    r"附\s*[件表]\s*[0-9０-９一二三四五六七八九十]{0,3}[\s：:]\s*\S.{0,50}"
)
_LIST = patterns.regex(r"附\s*[件表]?\s*[0-9０-９一二三四五六七八九十]{0,3}\s*[：:]\s*\S.{0,100}")
_TO = patterns.regex(
    r"主\s*送\s*[：:]\s*(?P<labelled>.{2,240}?)\s*[：:]?|(?P<organs>.{2,240}?)\s*[：:]"
)
_TO_ALL = patterns.regex(
    r"各(?!位|种|项|类).{1,24}|(?:.{0,16}(?:有关|相关|直属|所属|驻.))?.{0,12}"
    r"(?:单位|部门|机构|企业|科室|股室|处室|支部|代表团|[乡镇县市区街道学校])"
)
_LONGEST = 40
"""Characters of a line of the list of annexes, and of a signer's line."""
_FOLLOWING = 8
"""Paragraphs that may stand below the list of annexes: signers, date, a note."""


def addressee(text: str) -> bool:
    """Whether the first line under a title names those to whom a paper goes: 各乡镇人民政府："""
    match = _TO.fullmatch(text.strip())
    if match is None:
        return False
    parts = re.split(r"[，,、；;\s]+", match["labelled"] or match["organs"])
    names = [re.sub(r"[（(][^（）()]*[）)]", "", part) for part in parts if part]
    return bool(names) and all(_TO_ALL.fullmatch(one) or is_organs(one) for one in names)


def annexes_at(pieces: Sequence[Piece]) -> int:
    """Where the first annex begins, after the text and its signers; the end where there is none."""
    has_text = signed = False
    before = ""
    for at, piece in enumerate(pieces):
        if not isinstance(piece, DraftParagraph):
            continue
        text = piece.text.strip()
        if signed and is_organs(before) and piece.centred:
            return at  # what the paper issues, with a title of its own
        is_label = has_text and _LABEL.fullmatch(text)
        if is_label or (signed and _TITLED_LABEL.fullmatch(text)):
            return at
        if not (signed and clutter.reason(text) == clutter.DISTRIBUTION):
            before = "" if signed else before
            signed = shapes.is_day_or_month(text)
            before = before if signed else text
        has_text = has_text or signed or text.endswith(("。", "："))
    return len(pieces)


def attached(paras: Sequence[DraftParagraph]) -> range:
    """The places of the list of annexes (附件：1.…　2.…); empty where there is none."""
    for at, para in enumerate(paras):
        if not _LIST.fullmatch(para.text.strip()) or para.text.rstrip().endswith("。"):
            continue
        end = at + 1
        while end < len(paras) and _is_attached(paras[end]):
            end += 1
        if len(paras) - end <= _FOLLOWING and not any(
            one.text.rstrip().endswith("。") or shapes.heading_number(one.number or one.text)
            for one in paras[end:]
        ):
            return range(at, end)
    return range(0)


def _is_attached(para: DraftParagraph) -> bool:
    """Whether a line is one more annex of the list: numbered, or labelled once more."""
    text = para.text.strip()
    number = shapes.heading_number(para.number or text)
    is_item = bool(_LIST.fullmatch(text)) or (number is not None and number.level > 1)
    return is_item and len(text) <= 2 * _LONGEST and not text.endswith("。")


def signers(paras: Sequence[DraftParagraph]) -> tuple[range, list[str], str]:
    """Several organs that signed together, in one line or in several; or one above the date.

    The places of their lines, the organs, the date. None where one organ signed whose name says that
    it is one: a credit line is looked for then.
    """
    last = paras[-1].text.strip() if paras else ""
    date = last if shapes.bracketed_day(last) else ""
    organs = list[str]()
    at = len(paras) - bool(date)
    while at > 1 and (names := list(_organs(paras[at - 1]))):
        organs[:0] = names
        at -= 1
    sure = sum(map(credits.is_organ, organs))
    are_several = len(organs) > 1 and (date or sure == len(organs))
    is_one = len(organs) == 1 and date and not sure
    return (range(at, len(paras)), organs, date) if are_several or is_one else (range(0), [], "")


def _organs(para: DraftParagraph) -> Iterator[str]:
    """The organs that a line is, and nothing else."""
    text = para.text.strip()
    parts = [text] if shapes.unspaced(text) != text else re.split(r"[\s\u3000]+", text)
    if len(text) <= 3 * _LONGEST and not para.number and all(map(is_organs, parts)):
        yield from map(shapes.unspaced, parts)
