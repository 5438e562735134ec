"""A proof as text for people, or as JSON for programs (docs/formats.md)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from rich.cells import set_cell_size
from rich.markup import escape

from bulletin.proof.measurement import Measurement, Norm, Spot, Verdict
from bulletin.proof.proofing import ProofResult

FORMATS = ("text", "json")
_COLORS = {Verdict.PASS: "green", Verdict.FAULT: "red", Verdict.UNVERIFIED: "yellow"}
_VERDICT, _TITLE = 8, 12
"""Columns of the terminal that the verdict and the title take."""


def text(proof: ProofResult) -> Iterator[str]:
    """Rich markup: a line for each measurement, below it the places and the advice."""
    yield f"{escape(proof.name)}，{proof.pages} 面（LibreOffice 排的，在 Word 里个别行会在别处回行）"
    for measurement in proof.measurements:
        yield from _lines(measurement)
    counts = [f"{verdict.value} {len(proof.having(verdict))}" for verdict in Verdict]
    unsure = "没有量的不算合格。" if proof.having(Verdict.UNVERIFIED) else ""
    yield f"{len(proof.measurements)} 项：{'，'.join(counts)}。{unsure}"


def _lines(measurement: Measurement) -> Iterator[str]:
    norm, assessment = measurement.norm, measurement.assessment
    verdict = assessment.verdict
    label = f"[bold {_COLORS[verdict]}]{set_cell_size(verdict.value, _VERDICT)}[/]"
    figure = f"{assessment.figure}。应为：{norm.text}（{_source(norm)}）"
    yield f"  {label}{set_cell_size(norm.title, _TITLE)}{escape(figure)}"
    margin = " " * (2 + _VERDICT + _TITLE)
    for spot in assessment.spots:
        yield f"{margin}[dim]|[/] {escape(_place(spot))}"
    if assessment.hint:
        yield f"{margin}[dim]=[/] {escape(assessment.hint)}"


def _source(norm: Norm) -> str:
    return f"GB/T 9704 {norm.clause}，{norm.strength.value}" if norm.clause else norm.strength.value


def _place(spot: Spot) -> str:
    line = f"第 {spot.line} 行" if spot.line else ""
    return f"第 {spot.page} 面{line}{f' {spot.text}' if spot.text else ''}"


def json_lines(proofs: Sequence[ProofResult]) -> Iterator[str]:
    """A list with an object for each file."""
    yield json.dumps([_record(proof) for proof in proofs], ensure_ascii=False, indent=1)


def _record(proof: ProofResult) -> dict[str, object]:
    return {
        "file": proof.name,
        "pages": proof.pages,
        "measures": [
            {
                "code": one.norm.code,
                "title": one.norm.title,
                "verdict": one.assessment.verdict.name.lower(),
                "figure": one.assessment.figure,
                "norm": one.norm.text,
                "clause": one.norm.clause,
                "strength": one.norm.strength.name.lower(),
                "spots": [
                    {"page": spot.page, "line": spot.line, "text": spot.text}
                    for spot in one.assessment.spots
                ],
                "hint": one.assessment.hint,
            }
            for one in proof.measurements
        ],
    }
