"""``make corpus``: what the rules say of published official prose, sentence by sentence.

The third column of the set is prose by professional hands (1,720 lines, 925 of them different):
with few exceptions what a check says of it is a false alarm. docs/decisions/0005-rules.md judges
every hit; tests/rules/test_corpus.py holds the figures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bulletin import rules
from bulletin.findings.diagnostics import Diagnostic, Severity
from bulletin.model.content import Term
from bulletin.reading.contribution import read_contribution
from bulletin.reading.decode import decode
from bulletin.reading.office_lists import read_terms
from bulletin.reading.settings import read_issue, read_series
from bulletin.rules.rule_context import RuleContext
from bulletin.text.source import Source
from bulletin.typeset.arrange import arrange
from bulletin.workspace.shipped import shipped_template
from tests.conftest import SERIES, SHARED
from tests.harness.issues import FRONT

CORPUS = SHARED / "corpus" / "ecspell-odw-train.tsv"


@dataclass(frozen=True)
class Hit:
    """One finding in a sentence."""

    sentence: str
    found: Diagnostic

    @property
    def is_safe_fix(self) -> bool:
        return self.found.fix is not None and self.found.fix.safe


def sentences(path: Path = CORPUS) -> list[str]:
    """The third column."""
    return [line.split("\t")[2] for line in path.read_text("utf-8").splitlines()]


def shipped_terms() -> tuple[Term, ...]:
    path = shipped_template("terms.yaml")
    return read_terms(decode(path.name, path.read_bytes())[0])[0]


def hits(texts: list[str]) -> Iterator[Hit]:
    """Each sentence as the one paragraph of the one contribution of an issue."""
    series, _ = read_series(Source("bulletin.yaml", SERIES))
    assert series is not None
    settings, _ = read_issue(Source("issue.yaml", "number: 1\ndate: 2024-12-20\n"), series)
    assert settings is not None
    terms = shipped_terms()
    for text in texts:
        contribution, found = read_contribution(Source("x.md", FRONT + text + "\n"))
        assert contribution is not None
        issue, more = arrange(settings, [contribution])
        found += more + rules.proofread(RuleContext(issue, terms))
        yield from (Hit(text, one) for one in found)


def excerpt(hit: Hit) -> str:
    """A hit in 【】, with some characters around it."""
    span = hit.found.span
    line = span.source.line_span(span.source.position(span.start)[0])
    start, end = span.start - line.start, span.end - line.start
    text = line.text.rstrip("\n")
    return f"{text[max(0, start - 10) : start]}【{text[start:end]}】{text[end : end + 10]}"


def main() -> None:
    if not CORPUS.is_file():
        raise SystemExit(f"The sentences are not in the repository: put them at {CORPUS}.")
    texts = sentences()
    counts = Counter(texts)
    found = list(hits(list(counts)))
    loud = [hit for hit in found if hit.found.severity > Severity.NOTE]
    for name, some in (
        ("safe fixes change", [hit for hit in found if hit.is_safe_fix]),
        ("errors and warnings touch", loud),
        ("notes touch", [hit for hit in found if hit.found.severity is Severity.NOTE]),
    ):
        different = {hit.sentence for hit in some}
        lines = sum(counts[sentence] for sentence in different)
        print(
            f"{name}: {lines} of {len(texts)} lines ({lines / len(texts):.2%}), "
            f"{len(different)} of {len(counts)} different ones ({len(different) / len(counts):.2%})"
        )
    for hit in sorted(found, key=lambda hit: hit.found.code):
        print(f"{hit.found.code} ×{counts[hit.sentence]} {excerpt(hit)}")


if __name__ == "__main__":
    main()
