"""What the walk through a Word file yields, in order: pieces of the draft, and what to say of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from bulletin.importing.draft import Mend, Omitted, Piece


class Feature(Enum):
    """Something that the report mentions once for the whole file, with a count."""

    INSERTED = auto()
    """A tracked insertion."""
    BOX = auto()
    """A text box."""
    DRAWING = auto()
    """A drawing, chart or object that cannot be carried over."""
    NUMBER = auto()
    """An automatic number in a table, written out."""
    FORMULA = auto()
    STRUCK = auto()
    """A character that is struck through by its look, not by a tracked deletion."""
    SYMBOL = auto()
    """A character of a symbol font."""
    UNCIRCLED = auto()
    """A circled character that lost its circle; ``text`` says which."""


@dataclass(frozen=True, slots=True)
class FeatureCount:
    """How often a feature occurs at one place."""

    feature: Feature
    count: int = 1
    text: str = ""


Mention = Omitted | Mend | FeatureCount
"""What is no piece of the draft, but is to be said of the file."""
Item = Piece | Mention
