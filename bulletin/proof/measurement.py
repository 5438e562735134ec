"""What a measurement is: a norm, and the assessment of a document against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from bulletin.proof.paragraph_roles import Role

_LONGEST = 32
"""Characters of a spot's text that are shown: a line of 28 and a remark on it."""


class Verdict(Enum):
    """The outcome of a measurement; what could not be measured is never a pass."""

    PASS = "合格"
    FAULT = "不合格"
    UNVERIFIED = "未核验"


class Strength(Enum):
    """How binding a norm is."""

    MUST = "规定"
    USUAL = "一般"
    ADVISED = "推荐"
    DERIVED = "推算"
    PRACTICE = "惯例"


@dataclass(frozen=True, slots=True)
class Norm:
    """What is measured, and how it should be."""

    code: str
    title: str
    text: str
    """The norm in Chinese."""
    clause: str
    """Of GB/T 9704-2012; empty where it is silent."""
    strength: Strength
    needs_face: bool = False
    """Whether it can be measured only where the body face is installed."""
    needs: tuple[Role, ...] = ()
    """Roles of paragraphs; it is unverified, not a pass, where one of those is not found in the PDF."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a document."""

    page: int
    """From 1."""
    text: str
    line: int = 0
    """From 1 within the type area; 0 where it is not known."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """The outcome of a measurement: the figure that was measured, and the places of faults."""

    verdict: Verdict
    figure: str
    spots: tuple[Spot, ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Measurement:
    """A line of the report."""

    norm: Norm
    assessment: Assessment


def passed(figure: str, *spots: Spot) -> Assessment:
    """The document is as the norm wants it; ``spots`` are worth a look all the same."""
    return Assessment(Verdict.PASS, figure, spots)


def fault(figure: str, hint: str, *spots: Spot) -> Assessment:
    """The document is not as the norm wants it; ``hint`` says what to do."""
    return Assessment(Verdict.FAULT, figure, spots, hint)


def outcome(faulty: Sequence[Spot], wrong: str, hint: str, right: str) -> Assessment:
    """A fault with the figure ``wrong`` if there are places of faults, else a pass with ``right``."""
    return fault(wrong, hint, *faulty) if faulty else passed(right)


def unverified(reason: str, hint: str = "", *spots: Spot) -> Assessment:
    """It could not be measured."""
    return Assessment(Verdict.UNVERIFIED, reason, spots, hint)


def spot(page: int, text: str, line: int = 0) -> Spot:
    """A place on a page that is counted from 0; text that is longer than a line is cut."""
    text = " ".join(text.split())
    return Spot(page + 1, text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…", line)


def pages_named(numbers: list[int]) -> str:
    """第 1、3 面, of pages that are counted from 0."""
    return f"第 {'、'.join(str(number + 1) for number in numbers)} 面"
