"""What a reader makes of a file, whatever kind it was: paragraphs, tables, pictures, remarks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

TYPED_NUMBER = "自动编号写成了文字"


@dataclass(frozen=True, slots=True)
class Bit:
    """A stretch of text of one look; ``\\n`` in it is a line break that somebody set."""

    text: str
    bold: bool = False
    emphasis: bool = False
    link: str = ""
    """A web or mail address."""
    look: str = ""
    """The style of the house whose face it has (一级标题, 序数), where the file says so."""

    def with_text(self, text: str) -> Bit:
        """Other text of the same look; ``dataclasses.replace`` takes eight times as long."""
        return Bit(text, self.bold, self.emphasis, self.link, self.look)


Bits = tuple[Bit, ...]


@dataclass(frozen=True, slots=True)
class DraftParagraph:
    """A paragraph with what the file says of its looks."""

    bits: Bits
    place: str = ""
    """Where it stands in the file, in Chinese: 第 3 段, 第 2 页."""
    role: str = ""
    """What its style calls it: a style of the house (标题, 一级标题, 供稿 …) or nothing."""
    number: str = ""
    """The number that Word sets before it by itself, as it looks: 一、, 1., •. No text of the file."""
    listed: bool = False
    """Whether the number comes from an automatic list, not from a numbered heading."""
    size: float = 0.0
    """Points; 0 where it is not known."""
    centred: bool = False
    heavy: bool = False
    """Whether all of it is bold or in a black face."""
    red: bool = False
    """Whether all of it is red, as the head of an official paper is."""
    boxed: bool = False
    """Whether it stands in a text box."""
    mark: Literal["", "another", "said"] = ""
    """What it may be: the beginning of another contribution; something said in a chat."""

    @property
    def text(self) -> str:
        """The text without its looks."""
        return plain(self.bits)


@dataclass(frozen=True, slots=True)
class DraftTable:
    """A table; ``alignments`` are of columns: left, center, right, or empty."""

    rows: tuple[tuple[Bits, ...], ...]
    alignments: tuple[str, ...] = ()
    place: str = ""
    merged: bool = False
    """Whether cells were merged, so that what is below or beside them is empty now."""
    form: bool = False
    """Whether it was a form, whose labels and values are two columns now."""


@dataclass(frozen=True, slots=True)
class Pic:
    """A picture as it lies in the file."""

    data: bytes = field(repr=False)
    name: str = ""
    description: str = ""
    place: str = ""
    floating: bool = False
    """Whether it stands beside the text, not in a line of it."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What stands beside the text: a comment or a footnote; ``label`` says which, and whose."""

    label: str
    text: str
    place: str = ""
    added: bool = False
    """Whether the program says it, and no text of the file does."""


Piece = DraftParagraph | DraftTable | Pic | Remark


@dataclass(frozen=True, slots=True)
class Left:
    """Text of the file that is in no contribution, and why."""

    text: str
    reason: str
    """In Chinese, one of a few, so that they can be counted together."""


@dataclass(frozen=True, slots=True)
class Mend:
    """Characters that import changed: what stood there, what stands there now, and why.

    ``code`` is that of a rule, or a reason in Chinese.
    """

    code: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ShownText:
    """A stretch of text as a reader of the file shows it, and where it stands, in Chinese."""

    text: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """What a file shows, read from its bytes by ``tally``, which shares no code with the readers."""

    lines: tuple[ShownText, ...]
    basis: str = ""
    """What was counted where it was not the file itself, in Chinese."""


@dataclass(frozen=True, slots=True)
class Draft:
    """All that a file says, in order, and what the reader left out."""

    name: str
    pieces: tuple[Piece, ...]
    left: tuple[Left, ...] = ()
    told: tuple[str, ...] = ()
    """What the reader has to say of the file: revisions accepted, a macro not run."""
    mends: tuple[Mend, ...] = ()
    """What the reader changed: a letter of a font of symbols for what it shows."""
    tally: Tally | None = None
    """What the books are held against; ``None`` where there is no file."""


def plain(bits: Iterable[Bit]) -> str:
    """The text of bits."""
    return "".join(bit.text for bit in bits)


def cut(bits: Bits, start: int, end: int | None = None) -> Bits:
    """The bits of a stretch of their text, in characters."""
    return tuple(_cut(bits, start, len(plain(bits)) if end is None else end))


def _cut(bits: Bits, start: int, end: int) -> Iterator[Bit]:
    at = 0
    for bit in bits:
        first, last = max(start - at, 0), min(end - at, len(bit.text))
        if first < last:
            yield (
                bit if (first, last) == (0, len(bit.text)) else bit.with_text(bit.text[first:last])
            )
        at += len(bit.text)


def stripped(bits: Bits, chars: str | None = None) -> Bits:
    """The bits without white space (or some characters) around them."""
    text = plain(bits)
    start = len(text) - len(text.lstrip(chars))
    return cut(bits, start, max(start, len(text.rstrip(chars))))


def joined(bits: Iterable[Bit]) -> Bits:
    """The bits with neighbours of one look made one, and empty ones gone."""
    done: list[Bit] = []
    for bit in bits:
        if done and bit.text and _alike(done[-1], bit):
            done[-1] = bit.with_text(done[-1].text + bit.text)
        elif bit.text:
            done.append(bit)
    return tuple(done)


def _alike(one: Bit, other: Bit) -> bool:
    return (one.bold, one.emphasis, one.link, one.look) == (
        other.bold,
        other.emphasis,
        other.link,
        other.look,
    )


def bits_of(piece: Piece) -> Iterator[Bits]:
    """The texts of a paragraph or a table with their looks."""
    match piece:
        case DraftParagraph():
            yield piece.bits
        case DraftTable():
            yield from (cell for row in piece.rows for cell in row)


def texts(pieces: Iterable[Piece]) -> Iterator[str]:
    """Every text of the file that is in the pieces, in order."""
    for piece in pieces:
        match piece:
            case DraftParagraph():
                yield piece.text
            case DraftTable():
                yield from (plain(cell) for row in piece.rows for cell in row)
            case Remark() if not piece.added:
                yield piece.text
