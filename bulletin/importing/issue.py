"""A whole issue is told from a single article, and taken apart: masthead, contents, articles, foot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bulletin.importing.contents import COLUMN, Contents, read_contents
from bulletin.importing.draft import Left, Piece
from bulletin.importing.foot import FOOT, Foot, foot_at, read_foot
from bulletin.importing.masthead import Masthead, read_masthead
from bulletin.importing.parts import Part, parts_of
from bulletin.importing.sheet import Sheet
from bulletin.importing.story import Doubt


@dataclass(frozen=True, slots=True)
class Whole:
    """An issue taken apart."""

    masthead: Masthead
    parts: tuple[Part, ...]
    routing: tuple[tuple[str, tuple[str, ...]], ...] = ()
    left: tuple[Left, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    told: tuple[str, ...] = ()
    """What the settings of an issue cannot hold."""


def take_apart(pieces: Sequence[Piece]) -> Whole | None:
    """The issue that the pieces are; ``None`` when they are a single article."""
    sheet = Sheet(pieces)
    end = foot_at(sheet)
    begin, masthead = read_masthead(sheet, end < len(sheet))
    contents = read_contents(sheet, begin, end)
    if masthead is None and not contents.entries and end == len(sheet):
        return None
    foot = read_foot(sheet, end)
    masthead = _with_foot(sheet, masthead or Masthead(), foot)
    parts = parts_of(list(_articles(sheet, contents, end)), contents.entries)
    if not parts.parts:
        return None
    if sheet.pictures:
        sheet.told.append(f"报头、报送行之间有 {sheet.pictures} 幅图片，没有带进来。")
    left = (*sheet.left, *parts.left)
    return Whole(masthead, parts.parts, foot.routing, left, parts.doubts, tuple(sheet.told))


def _with_foot(sheet: Sheet, masthead: Masthead, foot: Foot) -> Masthead:
    """The masthead with what only the issuing line says; what both say is written once."""
    if masthead.issuer:
        sheet.leave(foot.issuer, FOOT)
        if foot.issuer not in ("", masthead.issuer):
            sheet.told.append(
                f"编印单位，报头写“{masthead.issuer}”，印发行写“{foot.issuer}”，用了报头的。"
            )
    if masthead.date and foot.date and masthead.date != foot.date:
        sheet.told.append(f"报头写的日期和印发行的（{foot.date}）不一样，用了报头的。")
    issuer, date = masthead.issuer or foot.issuer, masthead.date or foot.date
    return replace(masthead, issuer=issuer, date=date)


def _articles(sheet: Sheet, contents: Contents, end: int) -> Iterator[Piece]:
    """The pieces of the articles, without the names of columns that the contents have too."""
    for at in range(contents.end, end):
        if sheet.text(at) in contents.columns:
            sheet.leave(sheet.text(at), COLUMN)
        else:
            yield sheet.pieces[at]
