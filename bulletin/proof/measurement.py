"""What a measurement is: a figure beside its norm, and what it comes to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from bulletin.proof.paragraph_roles import Role

_LONGEST = 32
"""Characters of a place that are shown: a line of 28 and what is said of it."""


class Verdict(Enum):
    """What a measurement comes to; what could not be measured is never a pass."""

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
    """Where GB/T 9704-2012 says so; empty where it is silent."""
    strength: Strength
    by_type: bool = False
    """Whether the figure depends on the body face: with another one it would be another figure."""
    needs: tuple[Role, ...] = ()
    """What is measured: there is no pass where a paragraph for this is not found in the PDF."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something is: the page, from 1, some words of it, and the line where it is known."""

    page: int
    text: str
    line: int = 0
    """Counted from 1 within the type area; 0: not told."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was measured."""

    verdict: Verdict
    figure: str
    spots: tuple[Spot, ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """A line of the report."""

    norm: Norm
    finding: Finding


def passed(figure: str) -> Finding:
    """It is as it should be."""
    return Finding(Verdict.PASS, figure)


def fault(figure: str, hint: str, *spots: Spot) -> Finding:
    """It is not."""
    return Finding(Verdict.FAULT, figure, spots, hint)


def unverified(why: str, hint: str = "") -> Finding:
    """It could not be measured."""
    return Finding(Verdict.UNVERIFIED, why, (), hint)


def spot(page: int, text: str, line: int = 0) -> Spot:
    """A place on a page that is counted from 0; what is longer than a line is cut."""
    text = " ".join(text.split())
    return Spot(page + 1, text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…", line)


def pages(numbers: list[int]) -> str:
    """第 1、3 面, of pages that are counted from 0."""
    return f"第 {'、'.join(str(number + 1) for number in numbers)} 面"
