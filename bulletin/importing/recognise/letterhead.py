"""The red head and the imprint of an official paper (GB/T 9704, 7.2 and 7.4), which no bulletin has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from bulletin.importing.draft import (
    DraftParagraph,
    DraftPicture,
    DraftTable,
    Omitted,
    Piece,
    plain,
    text_of,
)
from bulletin.importing.recognise import clutter, credits, shapes
from bulletin.text import patterns

RED_HEAD = "公文的红头，简报里没有这一项"
NUMBER = "发文字号、签发人、密级，简报里没有这一项"
IMPRINT = "抄送、印发，简报里由程序另编"
LINE = "分隔线"
PICTURE = "红头图片"
_MOST_LINES = 14
"""Lines from the start in which a red head is looked for."""
_LONGEST = 60
"""Characters of a line of a red head."""
_NAME = patterns.regex(
    r"[^，。；：！？、“”《》]{0,40}(?:政府|人大|政协|委员会|常委会|党委|党组|工委|委|办公室|办公厅|局|厅|部|处|科|院|站"
    r"|所|队|馆|中心|公司|集团|学校|大学|学院|小学|中学|医院|协会|学会|联合会|总会|工会|团|社|银行|指挥部|领导小组|小组|办|街道|镇|乡|会)"
)
_PAPER = patterns.regex(
    r"(?:文\s*件|令|[（(]\s*(?:函|通知|纪要)\s*[）)]|便\s*函|公\s*函"
    r"|(?:(?:常务|专题|党组|主任|办公|工作)*会议)?纪要)$"
)
_TITLES = patterns.regex(r"(?:纪要|令)$")
"""Heads that are the title where none stands below them."""
_SECRET = patterns.regex(
    r"(?:绝密|机密|秘密|内部|特急|特提|加急|急件|平急|急)(?:\s*[★☆]\s*\S{0,6})?(?:\s*(?:特急|加急|急件))?"
    r"|(?:份\s*号|№|No\.?)?\s*[：:]?\s*\d{6}"
)
_SESSION = patterns.regex(r"[（(〔]?第?[0-9０-９一二三四五六七八九十]{1,4}次(?:会议)?[）)〕]?")
"""Of minutes: （第12次）."""
_RULE = patterns.regex(r"[\W_]+")
_EMPTY_LABEL = patterns.regex(r"\s*(?:主\s*送|抄\s*送|报\s*送|分\s*送|抄\s*报)\s*[：:]?\s*")

_Kind = Literal["number", "paper", "organ", "secret", "serial", "imprint", "rule", ""]
_REASONS: dict[_Kind, str] = {"number": NUMBER, "secret": NUMBER, "serial": NUMBER, "rule": LINE}
"""Why a line of a red head is left out, where it is not ``RED_HEAD``."""
_STRONG = ("number", "paper")
_BELOW = ("rule", "imprint", "serial", "secret")
"""What may stand below the surer signs of a red head."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The pieces below a red head, the organ that it names, and what was left out with it."""

    rest: tuple[Piece, ...]
    organ: str = ""
    omitted: tuple[Omitted, ...] = ()
    pictures: int = 0


def letterhead(pieces: Sequence[Piece]) -> Letterhead:
    """The red head that a paper begins with; nothing of it where there is none.

    A line that names an organ is one only beside surer signs: a number such as 甲政〔2026〕5号, 文件
    behind the name, red or far larger letters, a text box. Else it may be the title's first line.
    """
    pieces = [*sorted(pieces[:_MOST_LINES], key=_is_under), *pieces[_MOST_LINES:]]
    kinds: list[_Kind] = []
    last = 0
    for at, piece in enumerate(pieces[:_MOST_LINES]):
        kind = _kind_of(piece, pieces[at + 1 :])
        if kind == "paper" and not kinds and _PAPER.fullmatch(shapes.unspaced(_text(piece))):
            break  # 便函 alone is a title
        if not kind and not isinstance(piece, DraftPicture):
            break
        kinds.append(kind)
        if kind in _STRONG:
            last = at + 1
    below = _BELOW if last else ("secret",)
    while last < len(kinds) and kinds[last] in below:
        last += 1
    head = list(zip(pieces[:last], kinds, strict=False))
    stays = list[Piece]()
    if head and _is_the_title(pieces, kinds, last):
        stays = [piece for at, (piece, kind) in enumerate(head) if not at or kind == "imprint"]
        head = [one for at, one in enumerate(head) if at and one[1] != "imprint"]
    lines = [(line, kind) for piece, kind in head for line in _lines(piece)]
    organs = [shapes.unspaced(line) for line, kind in lines if kind in ("paper", "organ")]
    organ = _PAPER.sub("", organs[0]) if len(organs) == 1 else ""
    omitted = tuple(Omitted(line, _REASONS.get(kind, RED_HEAD)) for line, kind in lines)
    pictures = sum(isinstance(piece, DraftPicture) for piece, _ in head)
    return Letterhead((*stays, *pieces[last:]), organ, omitted, pictures)


def _is_under(piece: Piece) -> bool:
    """Whether a piece is no text box of a red head: those come first, wherever they are anchored."""
    is_box = isinstance(piece, DraftParagraph) and piece.boxed
    return not (is_box and _kind_of(piece, ()) in _STRONG)


def _is_the_title(pieces: Sequence[Piece], kinds: Sequence[_Kind], last: int) -> bool:
    """Whether the first line of the head is the title: 某县人民政府会议纪要 with text right after the head."""
    if kinds[0] != "paper" or not _TITLES.search(_text(pieces[0])):
        return False
    after = next((one for one in pieces[last:] if isinstance(one, DraftParagraph)), None)
    return after is None or len(after.text) > _LONGEST or "。" in after.text


def _kind_of(piece: Piece, after: Sequence[Piece]) -> _Kind:
    """What a piece is in a red head; empty when it is none of it."""
    lines = _lines(piece)
    if not lines or any(len(line) > _LONGEST for line in lines):
        return ""
    kinds = [_kind_of_line(line) for line in lines]
    if not all(kinds):
        return ""
    for kind in _STRONG:
        if kind in kinds:
            return kind
    if kinds[0] == "organ" and isinstance(piece, DraftParagraph) and _stands_out(piece, after):
        return "paper"
    return kinds[0]


def _kind_of_line(line: str) -> _Kind:
    bare = shapes.unspaced(line)
    if shapes.PAPER_NUMBER.fullmatch(line) or shapes.SIGNER.fullmatch(line):
        return "number"
    if _SECRET.fullmatch(bare) or shapes.CLASSIFIED.fullmatch(line):
        return "secret"
    if _RULE.fullmatch(bare):
        return "rule"
    match = _PAPER.search(bare)
    if match and (is_organs(bare[: match.start()]) or match[0] == bare):
        return "paper"
    if is_organs(bare):
        return "organ"
    if shapes.serial(bare) or _SESSION.fullmatch(bare):
        return "serial"
    return "imprint" if shapes.IMPRINT.fullmatch(line) else ""


def _stands_out(para: DraftParagraph, after: Sequence[Piece]) -> bool:
    """Whether an organ's name is set as a red head is: red, in a text box, or larger than all else."""
    if para.red or para.boxed:
        return True
    sizes = [one.size for one in after if isinstance(one, DraftParagraph)]
    return bool(sizes) and para.size > 1.3 * max(sizes) > 0


def _lines(piece: Piece) -> list[str]:
    """The lines of a paragraph; of a table, its rows with their cells side by side."""
    match piece:
        case DraftParagraph():
            lines = piece.text.split("\n")
        case DraftTable():
            rows = ([" ".join(plain(cell).split()) for cell in row] for row in piece.rows)
            lines = ["\u3000".join(filter(None, row)) for row in rows]
        case _:
            lines = []
    return [line.strip() for line in lines if line.strip()]


def _text(piece: Piece) -> str:
    return "".join(_lines(piece))


def is_organs(text: str) -> bool:
    """Whether a text is the name of an organ, or of several, whatever place they are of."""
    names = [one for one in re.split(r"[\s、]+", text) if one]
    return bool(names) and all(
        _NAME.fullmatch(one) and not one.startswith(("关于", "在", "走进")) for one in names
    )


# The imprint


def imprint_at(pieces: Sequence[Piece]) -> int:
    """Where the imprint begins that a paper ends with; the end where there is none."""
    at = len(pieces)
    while at > 0:
        lines = _lines(pieces[at - 1])
        is_imprint = lines and all(map(_is_imprint, lines))
        before = at - 1 if is_imprint else _label_before(pieces, at)
        if before is None:
            break
        at = before
    while at < len(pieces) and all(map(_RULE.fullmatch, _lines(pieces[at]))):
        at += 1  # a line of signs alone ends no paper
    return at


def imprint(pieces: Sequence[Piece]) -> Iterator[Omitted]:
    """The lines of an imprint, each with why it is left out."""
    for line in (line for piece in pieces for line in _lines(piece)):
        yield Omitted(line, clutter.reason(line) or (LINE if _RULE.fullmatch(line) else IMPRINT))


def _is_imprint(line: str) -> bool:
    issued = shapes.issued(line)
    return bool(
        (issued and issued["date"] and issued["verb"] != "印")
        or shapes.ROUTING_LABEL.match(line)
        or _EMPTY_LABEL.fullmatch(line)
        or shapes.copies(line)
        or _RULE.fullmatch(line)
        or clutter.reason(line) in (clutter.DISTRIBUTION, clutter.PAGES, clutter.KEYWORDS)
    )


def _label_before(pieces: Sequence[Piece], at: int) -> int | None:
    """Where a routing line begins that goes on up to a place: its lines are short, three at most."""
    for place in range(at - 2, max(at - 5, -1), -1):
        between = pieces[place + 1 : at]
        if not all(isinstance(one, DraftParagraph) and _goes_on(one.text) for one in between):
            return None
        if shapes.ROUTING_LABEL.match(text_of(pieces[place])):
            return place
    return None


def _goes_on(text: str) -> bool:
    return (
        len(text) <= _LONGEST
        and not shapes.heading_number(text.strip())
        and not shapes.is_day_or_month(text.strip())
        and credits.signature(text) is None
    )
