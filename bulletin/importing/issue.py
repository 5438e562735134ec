"""A whole issue is told from a single article, and taken apart: masthead, contents, articles, foot."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bulletin.importing import shapes
from bulletin.importing.draft import Bit, Grid, Left, Para, Pic, Piece, plain, texts
from bulletin.importing.parts import Entry, Part, is_credit, parts_of
from bulletin.importing.story import Doubt

HEAD = "报头的固定文字，由程序加"
FOOT = "报送、印发行的固定文字，由程序加"
DATE = "日期，写进 issue.yaml"
SERIAL = "期号，写进 number 和 serial"
BESIDE = "报头、报送行之间的表格和批注"
_HEAD_LINES = 10
_FOOT_LINES = 30


@dataclass(frozen=True, slots=True)
class Masthead:
    """What stands over the contents, and in the issuing line."""

    name: str = ""
    serial: shapes.Serial | None = None
    issuer: str = ""
    date: datetime.date | None = None
    classification: str = ""


@dataclass(frozen=True, slots=True)
class Whole:
    """An issue taken apart."""

    masthead: Masthead
    parts: tuple[Part, ...]
    routing: tuple[tuple[str, tuple[str, ...]], ...] = ()
    copies: int | None = None
    has_contents: bool = False
    left: tuple[Left, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    pictures: int = 0
    """Pictures in the masthead and the foot; they are not carried over."""


def take_apart(pieces: Sequence[Piece]) -> Whole | None:
    """The issue that the pieces are; ``None`` when they are a single article."""
    reader = _Reader(list(_flat(pieces)))
    return reader.read()


def _flat(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces, with tables that only hold the masthead or the foot in place as paragraphs."""
    for at, piece in enumerate(pieces):
        near_edge = at < _HEAD_LINES or at >= len(pieces) - _FOOT_LINES
        if isinstance(piece, Grid) and near_edge and _is_layout(piece):
            for row in piece.rows:
                filled = [cell for cell in row if plain(cell).strip()]
                for bits in _lines(filled):
                    yield Para(bits, piece.place)
        else:
            yield piece


def _lines(cells: list[tuple[Bit, ...]]) -> Iterator[tuple[Bit, ...]]:
    """The lines of a row: of its only cell, or of all cells put side by side."""
    if len(cells) == 1:
        for line in plain(cells[0]).split("\n"):
            if line.strip():
                yield (Bit(line),)
    elif cells:
        yield (Bit("\t".join(plain(cell).strip() for cell in cells)),)


def _is_layout(grid: Grid) -> bool:
    texts = [plain(cell).strip() for row in grid.rows for cell in row]
    return (
        any(
            shapes.LABEL.match(line) or shapes.serial(line) or shapes.IMPRINT.fullmatch(line)
            for text in texts
            for line in text.split("\n")
        )
        and len(texts) <= 24
    )


class _Reader:
    """Takes the issue from its two ends."""

    def __init__(self, pieces: list[Piece]) -> None:
        self._pieces = pieces
        self._left: list[Left] = []
        self._pictures = 0

    def read(self) -> Whole | None:
        foot = self._foot()
        head, masthead = self._head(foot < len(self._pieces))
        entries, body = self._contents(head, foot)
        if body >= foot or (masthead is None and not entries and foot == len(self._pieces)):
            return None
        routing, copies, issuer, date = self._routing(foot)
        masthead = masthead or Masthead()
        if masthead.issuer and issuer:  # the same one twice; the second is not written
            self._leave(issuer, FOOT)
        masthead = replace(masthead, issuer=masthead.issuer or issuer, date=masthead.date or date)
        parts = parts_of(self._pieces[body:foot], entries)
        left = (*self._left, *parts.left)
        return Whole(
            masthead,
            parts.parts,
            routing,
            copies,
            bool(entries),
            left,
            parts.doubts,
            self._pictures,
        )

    def _text(self, at: int) -> str:
        piece = self._pieces[at]
        return piece.text.strip() if isinstance(piece, Para) else ""

    def _role(self, at: int) -> str:
        piece = self._pieces[at]
        return piece.role if isinstance(piece, Para) else ""

    def _leave(self, text: str, reason: str) -> None:
        if text.strip():
            self._left.append(Left(text.strip(), reason))

    def _leave_beside(self, at: int) -> None:
        """What is no paragraph cannot be part of a masthead or of a routing block."""
        piece = self._pieces[at]
        self._pictures += isinstance(piece, Pic)
        if not isinstance(piece, Para):
            self._leave("\n".join(texts([piece])), BESIDE)

    # The foot

    def _foot(self) -> int:
        """Where the routing block begins; the end where there is none."""
        last = len(self._pieces)
        first = max(0, last - _FOOT_LINES)
        for at in range(last - 1, first - 1, -1):
            if is_credit(self._pieces[at]):
                first = at + 1
                break
        for at in range(first, last):
            text, role = self._text(at), self._role(at)
            if role in ("报送", "份数", "印发") or shapes.LABEL.match(text):
                return at
        if last > first and (match := shapes.ISSUED.fullmatch(self._text(last - 1))):
            return last - 1 if match["verb"] != "印" else last
        return last

    def _routing(
        self, foot: int
    ) -> tuple[tuple[tuple[str, tuple[str, ...]], ...], int | None, str, datetime.date | None]:
        lines: list[tuple[str, str]] = []
        copies: int | None = None
        issuer, date = "", None
        for at in range(foot, len(self._pieces)):
            self._leave_beside(at)
            text = self._text(at)
            label, issued = shapes.LABEL.match(text), shapes.ISSUED.fullmatch(text)
            if number := shapes.COPIES.fullmatch(text):
                copies = int(number[1])
                self._leave(text, FOOT)
            elif label:
                self._leave(text[label.start("label") : label.end()], FOOT)
                lines.append((re.sub(r"\s", "", label["label"]), text[label.end() :]))
            elif issued and (lines or at == len(self._pieces) - 1):
                again, day = self._issued(issued)
                if issuer:
                    self._leave(again, FOOT)
                issuer, date = issuer or again, date or day
            elif lines and text:
                lines[-1] = lines[-1][0], lines[-1][1] + text
            elif text:
                self._leave(text, FOOT)
        routing: dict[str, tuple[str, ...]] = {}  # issue.yaml has each label once
        for name, said in lines:
            routing[name] = (*routing.get(name, ()), *self._recipients(said))
        return tuple(routing.items()), copies, issuer, date

    def _issued(self, issued: re.Match[str]) -> tuple[str, datetime.date | None]:
        date = shapes.date(issued["date"] or "")
        self._leave(issued["verb"], FOOT)
        self._leave(issued["date"] or "", DATE)
        return issued["issuer"].strip(), date

    def _recipients(self, text: str) -> tuple[str, ...]:
        """The organs of a routing line, which are parted by ，or ；."""
        parts = re.split(r"([，；,;。\n]+)", text.strip())
        for mark in parts[1::2]:
            self._leave(mark, FOOT)
        return tuple(part.strip() for part in parts[::2] if part.strip())

    # The masthead

    def _head(self, has_foot: bool) -> tuple[int, Masthead | None]:
        """Where the masthead ends, and what it says."""
        for at in range(min(_HEAD_LINES, len(self._pieces))):
            text, role = self._text(at), self._role(at)
            serial = shapes.serial(text)
            if serial and (role == "期号" or at > 0) and self._is_serial(serial, at, has_foot):
                return self._masthead(at, serial)
            both = shapes.serial_at_end(text) if text else None
            if both and at == 0 and (has_foot or self._has_entries(1) or "期" in both[1].text):
                self._leave(both[1].text, SERIAL)
                end, imprint = self._imprint(1)
                return end, replace(imprint, name=both[0], serial=both[1])
            if len(text) > 60:
                break
        return 0, None

    def _is_serial(self, serial: shapes.Serial, at: int, has_foot: bool) -> bool:
        return (
            "期" in serial.text or has_foot or self._role(at) == "期号" or self._has_entries(at + 1)
        )

    def _has_entries(self, first: int) -> bool:
        near = range(first, min(first + 4, len(self._pieces)))
        return any(
            self._role(at) == "目录"
            or shapes.entry(self._text(at))
            or shapes.CONTENTS.fullmatch(self._text(at))
            for at in near
        )

    def _masthead(self, at: int, serial: shapes.Serial) -> tuple[int, Masthead]:
        self._leave(serial.text, SERIAL)
        names, classification = list[str](), ""
        for place in range(at):
            self._leave_beside(place)
            text = self._text(place)
            marked = self._role(place) == "密级" or (
                not names and shapes.CLASSIFIED.fullmatch(text)
            )
            if marked and not classification:
                classification = text
            elif text:
                names.append(text.replace("\n", ""))
        end, imprint = self._imprint(at + 1)
        return end, replace(
            imprint, name="".join(names), serial=serial, classification=classification
        )

    def _imprint(self, at: int) -> tuple[int, Masthead]:
        """The line of issuer and date under the serial, if there is one."""
        text = self._text(at) if at < len(self._pieces) else ""
        match = shapes.IMPRINT.fullmatch(text)
        if match:
            self._leave(match["date"], DATE)
            return at + 1, Masthead(issuer=match["issuer"].strip(), date=shapes.date(match["date"]))
        return at, Masthead()

    # The contents

    def _contents(self, at: int, foot: int) -> tuple[list[Entry], int]:
        """The entries, and where the articles begin."""
        entries: list[Entry] = []
        labelled = False
        while at < foot:
            text, role = self._text(at), self._role(at)
            if role == "目录题" or (shapes.CONTENTS.fullmatch(text) and not entries):
                self._leave(text, HEAD)
                labelled = True
            elif role == "目录" or shapes.entry(text):
                entries.append(Entry(shapes.entry(text) or shapes.without_page(text), text))
            elif labelled and text and not self._is_first_title(text, entries):
                entries.append(Entry(shapes.without_page(text), text))
            else:
                break
            at += 1
        return entries, at

    def _is_first_title(self, text: str, entries: list[Entry]) -> bool:
        """Whether the articles begin here, where entries have no marks."""
        return bool(entries) and shapes.bare(entries[0].title).startswith(shapes.bare(text))
