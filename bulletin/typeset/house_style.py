"""The house style: paper, line grid, and how each kind of paragraph looks.

``house_style_file`` reads it from gbt9704.yaml. Lengths are points unless a name says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

POINTS_PER_MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Length:
    """A figure with its unit: 磅, 毫米, 字 or 行."""

    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Style:
    """How a kind of paragraph looks; ``indent``, ``left``, ``right`` and ``hang`` are characters."""

    name: str
    base: str = ""
    """The style that it takes its figures from where it has none of its own."""
    font: str = "宋体"
    latin: str = ""
    size: float = 16.0
    color: str = "000000"
    letter_spacing: float = 0.0
    align: str = "both"
    line: float | None = None
    """Exact line pitch; ``None``: single spacing, which follows the type size."""
    indent: float = 0.0
    left: float = 0.0
    right: float = 0.0
    hang: float | None = 0.0
    """How far all lines but the first are indented; ``None``: up to the paragraph's first colon."""
    before: Length = Length(0, "磅")
    after: Length = Length(0, "磅")
    space_between_same: bool = True
    """Whether ``before`` and ``after`` count between two paragraphs of this style, too."""
    keep_with_next: bool = False
    keep_with_previous: bool = False
    """Whether no page may begin with it (a credit line)."""
    hanging: bool = False
    """Whether marks at a line's end may hang over the edge of the type area."""
    whole_lines: bool = False
    """Whether ``before``, ``after`` and the text come to whole lines of the grid together."""
    bullet: str = ""
    """The mark before each paragraph of an entry of a list; Word sets it by itself."""
    outline: int | None = None
    """Its level in Word's navigation pane, from 1; ``None``: it is not there."""
    word_style: str = ""
    """Word's own name of the style, ``Quote``; empty where the program chooses."""
    next: str = ""
    """The style of the paragraph that the Enter key begins after one of this style; empty: the same."""
    aside_tab: bool = False
    """Whether a tab leads to the right end of its line, where the ``aside`` of a paragraph stands."""
    balanced: bool = False
    """Whether its lines are broken so that they form a trapezoid or a diamond (``titles``)."""
    spread: int = 0
    """A line of so many Chinese characters at most is spaced out (短　题)."""
    subtitle_style: str = ""
    """Of a title: the style of the paragraph that its subtitle is; empty: it is a line of the title."""
    fit: float | None = None
    """Of a masthead: the smallest size to which it is shrunk to fit the type area (``masthead``)."""
    narrowest: int = 85
    """Of a masthead: to how many percent of their width characters may be narrowed."""
    foot: bool = False
    """Whether it stands at the foot of the last page's type area."""
    rule_above: float = 0.0
    rule_below: float = 0.0
    rule_color: str = "000000"
    rule_gap: float = 1.0

    @property
    def latin_face(self) -> str:
        """The face of digits and Latin letters; the Chinese face unless another is named."""
        return self.latin or self.font


@dataclass(frozen=True, slots=True)
class PageSetup:
    """Paper, margins and type area, in points (GB/T 9704-2012, 5.1 and 5.2.1)."""

    width: float = 595.3
    height: float = 841.9
    top: float = 104.9
    left: float = 79.4
    text_width: float = 442.2
    text_height: float = 637.8
    mirrored: bool = True
    """Whether ``left`` is the inner margin, of which even pages have the binding at the right."""
    folio_gap: float = 19.8
    """From the bottom of the type area to the middle of the folio."""

    @property
    def right(self) -> float:
        """The right margin."""
        return self.width - self.left - self.text_width

    @property
    def bottom(self) -> float:
        """The bottom margin."""
        return self.height - self.top - self.text_height


@dataclass(frozen=True, slots=True)
class LineGrid:
    """Lines a page and characters a line (GB/T 9704-2012, 5.2.3)."""

    lines: int = 22
    characters: int = 28


@dataclass(frozen=True)
class HouseStyle:
    """A whole house style."""

    page: PageSetup
    grid: LineGrid
    styles: Mapping[str, Style] = field(hash=False)

    def points(self, length: Length, size: float) -> float:
        """A length in points; 字 counts by ``size``, 行 by the page's line pitch."""
        match length.unit:
            case "毫米":
                return length.value * POINTS_PER_MM
            case "字":
                return length.value * size
            case "行":
                return length.value * self.page.text_height / self.grid.lines
        return length.value
