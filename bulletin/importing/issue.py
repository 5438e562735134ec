"""A whole issue is told from a single article, and taken apart: masthead, contents, articles, foot."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bulletin.importing import aside, shapes
from bulletin.importing.credits import is_organ, is_staff, signature
from bulletin.importing.draft import Bit, Grid, Left, Para, Pic, Piece, plain, texts
from bulletin.importing.parts import Entry, Part, is_credit, parts_of
from bulletin.importing.story import Doubt

HEAD = "报头的固定文字，由程序加"
FOOT = "报送、印发行的固定文字，由程序加"
DATE = "日期，写进 issue.yaml"
SERIAL = "期号，写进 number 和 serial"
NUMBER = "报头上的编号、签发人，简报里没有这一项"
COPIES = "印数"
COLUMN = "目录和文章前面的栏目名"
BESIDE = "报头、报送行之间的表格和批注"
_HEAD_LINES = 10
_FOOT_LINES = 30
_WIDE_GAP = re.compile(r"[ \u3000]{2,}|\t\s*")
_LONGEST_ENTRY = 80
"""Characters of a line of the contents that has no mark."""


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
    has_contents: bool = False
    left: tuple[Left, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    told: tuple[str, ...] = ()
    """What the settings of an issue cannot hold."""


def take_apart(pieces: Sequence[Piece]) -> Whole | None:
    """The issue that the pieces are; ``None`` when they are a single article."""
    reader = _Reader(list(_flat(pieces)))
    return reader.read()


def _flat(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces, with tables that only hold the masthead or the foot in place as paragraphs."""
    before = ""
    for at, piece in enumerate(pieces):
        near_edge = at < _HEAD_LINES or at >= len(pieces) - _FOOT_LINES
        is_contents = shapes.CONTENTS.fullmatch(before) is not None
        before = piece.text.strip() if isinstance(piece, Para) else ""
        if isinstance(piece, Grid) and near_edge and (is_contents or _is_layout(piece)):
            for row in piece.rows:
                filled = [cell for cell in row if plain(cell).strip()]
                for bits in _lines(filled):
                    yield Para(bits, piece.place)
        elif isinstance(piece, Para) and at < _HEAD_LINES:
            yield from _parted(piece)
        else:
            yield piece


def _parted(para: Para) -> Iterator[Para]:
    """A line with the serial and more, as one with the serial and one with the rest."""
    text = para.text.strip()
    match = _WIDE_GAP.search(text)
    if (
        match
        and shapes.serial(text[: match.start()])
        and shapes.IMPRINT.search(text[match.end() :])
    ):
        yield replace(para, bits=(Bit(text[: match.start()]),))
        yield replace(para, bits=(Bit(text[match.end() :]),))
    else:
        yield para


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
    texts += [plain(line) for row in grid.rows for line in _lines(list(row))]
    return (
        any(
            shapes.LABEL.match(line) or shapes.serial(line) or shapes.IMPRINT.fullmatch(line)
            for text in texts
            for line in text.split("\n")
        )
        and len(grid.rows) * len(grid.rows[0]) <= 24
    )


class _Reader:
    """Takes the issue from its two ends."""

    def __init__(self, pieces: list[Piece]) -> None:
        self._pieces = pieces
        self._left: list[Left] = []
        self._told: list[str] = []
        self._columns = set[str]()
        self._pictures = 0

    def read(self) -> Whole | None:
        foot = self._foot()
        head, masthead = self._head(foot < len(self._pieces))
        entries, body = self._contents(head, foot)
        if body >= foot or (masthead is None and not entries and foot == len(self._pieces)):
            return None
        routing, issuer, date = self._routing(foot)
        masthead = masthead or Masthead()
        if masthead.issuer and issuer:  # twice; the second is not written
            self._leave(issuer, FOOT)
            if issuer != masthead.issuer:
                self._told.append(
                    f"编印单位，报头写“{masthead.issuer}”，印发行写“{issuer}”，用了报头的。"
                )
        masthead = replace(masthead, issuer=masthead.issuer or issuer, date=masthead.date or date)
        parts = parts_of(list(self._articles(body, foot)), entries)
        if not parts.parts:
            return None
        if self._pictures:
            self._told.append(f"报头、报送行之间有 {self._pictures} 幅图片，没有带进来。")
        left, told = (*self._left, *parts.left), tuple(self._told)
        return Whole(masthead, parts.parts, routing, bool(entries), left, parts.doubts, told)

    def _articles(self, body: int, foot: int) -> Iterator[Piece]:
        """The pieces of the articles, without the names of columns that the contents have too."""
        for at in range(body, foot):
            text = self._text(at)
            if text and text in self._columns:
                self._leave(text, COLUMN)
            else:
                yield self._pieces[at]

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
    ) -> tuple[tuple[tuple[str, tuple[str, ...]], ...], str, datetime.date | None]:
        lines: list[tuple[str, str]] = []
        issuer, date = "", None
        for at in range(foot, len(self._pieces)):
            self._leave_beside(at)
            text = self._without_copies(self._text(at))
            label, issued = shapes.LABEL.match(text), shapes.ISSUED.fullmatch(text)
            if why := aside.reason(text):
                self._leave(text, why)
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
        return tuple(routing.items()), issuer, date

    def _without_copies(self, text: str) -> str:
        """A line of the foot without how many copies there are, which the routing adds up."""
        number = shapes.COPIES.search(text)
        if number is None:
            return text
        self._leave(number[0], COPIES)
        self._told.append(
            f"原文写着“{number[0].strip()}”，没有带进来：印数由各单位的份数加出来，"
            "要印就在报送单位那里写 {to: 单位, copies: 份数}。"
        )
        return text[: number.start()]

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
            elif shapes.DOCUMENT_NUMBER.fullmatch(text):
                self._leave(text, NUMBER)
            elif text:
                names.append(_unspaced(text.replace("\n", "")))
        end, imprint = self._imprint(at + 1)
        return end, replace(
            imprint, name="".join(names), serial=serial, classification=classification
        )

    def _imprint(self, at: int) -> tuple[int, Masthead]:
        """The line of issuer and date under the serial, if there is one."""
        text = self._text(at) if at < len(self._pieces) else ""
        end = at + 1
        if is_organ(text) and end < len(self._pieces) and shapes.date(self._text(end)):
            text, end = f"{text}　{self._text(end)}", end + 1
        parts = _WIDE_GAP.split(text)
        staff = [part for part in parts if is_staff(part)]
        match = shapes.IMPRINT.fullmatch("　".join(part for part in parts if part not in staff))
        if match:
            for part in staff:
                self._leave(part, NUMBER)
            self._leave(match["verb"] or "", HEAD)
            self._leave(match["date"], DATE)
            return end, Masthead(issuer=match["issuer"].strip(), date=shapes.date(match["date"]))
        return at, Masthead()

    # The contents

    def _contents(self, at: int, foot: int) -> tuple[list[Entry], int]:
        """The entries, and where the articles begin."""
        entries: list[Entry] = []
        first, labelled = at, False
        while at < foot:
            text, role = self._text(at), self._role(at)
            marked = shapes.entry(text)
            if role == "目录题" or (shapes.CONTENTS.fullmatch(text) and not entries):
                self._leave(text, HEAD)
                labelled = True
            elif labelled and shapes.COLUMN.fullmatch(text) and text not in self._columns:
                self._columns.add(text)
                self._leave(text, COLUMN)
            elif role == "目录" or marked or (labelled and self._is_entry(text, entries)):
                title = marked or shapes.without_page(text)
                entries.append(Entry(_unsigned(_unnumbered(title, len(entries) + 1)), text))
            else:
                break
            at += 1
        if at == foot:  # nothing is left for articles: these were none
            return [], first + labelled
        return entries, at

    def _is_entry(self, text: str, entries: list[Entry]) -> bool:
        """Whether a line without a mark goes on with the contents: the articles begin otherwise."""
        if not text or len(text) > _LONGEST_ENTRY or text.endswith("。") or text in self._columns:
            return False
        begins = bool(entries) and shapes.bare(entries[0].title).startswith(shapes.bare(text))
        return not begins


def _unnumbered(title: str, number: int) -> str:
    """An entry without the number that it has by its place."""
    bare = re.match(r"(\d{1,2})[\s\u3000]+", title)
    if bare and int(bare[1]) == number:
        return title[bare.end() :]
    found = shapes.heading_number(title)
    return title[found.length :] if found and found.value == number else title


def _unsigned(title: str) -> str:
    """An entry without the organ in brackets behind it."""
    match = re.fullmatch(r"(.+?)\s*[（(]([^（）()]+)[）)]", title)
    return match[1] if match and signature(match[2]) else title


def _unspaced(name: str) -> str:
    """A name whose characters are spaced out, as mastheads are: 人 大 信 息."""
    is_spaced = re.fullmatch(r"(?:\S[ \u3000]+)+\S", name)
    return re.sub(r"\s", "", name) if is_spaced else name
