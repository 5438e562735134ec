"""Published prose and the issue as it came in: what the rules say of it, and what they mend."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

import pytest

from bulletin.findings.diagnostics import Severity
from bulletin.pipeline import checking
from bulletin.pipeline.checking import CheckOptions
from tests.conftest import ROOT
from tests.harness import corpus, spoils
from tests.harness.issue_43 import ISSUES, Issue43

pytestmark = pytest.mark.slow

DECISIONS = ROOT / "docs" / "decisions" / "0005-rules.md"
MUCH_IN_LAWS = {"AR013", "PU001"}
"""Paragraphs of laws begin with typed numbers, and the collection has many half-width marks."""


@dataclass(frozen=True)
class Prose:
    """Official prose and all that the rules say of it, with what was judged before."""

    sentences: list[str]
    hits: list[corpus.Hit]
    judged: Counter[tuple[str, str]]
    """How often a finding (its code, its place) was judged."""
    right: set[tuple[str, str]]
    """Those that are no false alarms."""
    expected: frozenset[str] = frozenset()
    """Codes that are not counted when it is asked how much is said."""


def laws() -> Prose:
    """tests/data/official.txt: two lists beside it have safe fixes and other findings, all right."""
    texts = spoils.paragraphs(spoils.OFFICIAL)
    others = spoils.OFFICIAL.with_name("official.findings.txt")
    lines = [
        *spoils.CHANGES.read_text("utf-8").splitlines(),
        *others.read_text("utf-8").splitlines(),
    ]
    judged = Counter((line[:5], line[6:].rsplit(" → ", 1)[0]) for line in lines)
    return Prose(texts, [*corpus.hits(texts)], judged, set(judged), frozenset(MUCH_IN_LAWS))


def published() -> Prose:
    """The set of published sentences; docs/decisions/0005-rules.md judges each hit."""
    sentences = corpus.sentences()
    rows = re.findall(r"^\| ([A-Z]{2}\d{3}) \| `(.+?)` \|(.*)", DECISIONS.read_text("utf-8"), re.M)
    judged = Counter((code, place.replace("\\|", "|")) for code, place, _ in rows)
    right = {(code, place) for code, place, said in rows if "| right" in said}
    return Prose(sentences, [*corpus.hits([*Counter(sentences)])], judged, right)


@pytest.fixture(scope="module", params=[laws, *([published] * corpus.CORPUS.is_file())])
def prose(request: pytest.FixtureRequest) -> Prose:
    made: Prose = request.param()
    return made


def test_how_much_is_said(prose: Prose) -> None:
    loud = [
        hit
        for hit in prose.hits
        if hit.found.severity > Severity.NOTE and hit.found.code not in prose.expected
    ]
    hit = {one.sentence for one in loud}
    assert sum(sentence in hit for sentence in prose.sentences) <= 0.02 * len(prose.sentences)
    assert not [hit for hit in prose.hits if hit.found.severity is Severity.ERROR]


def test_every_hit_is_judged(prose: Prose) -> None:
    assert Counter((hit.found.code, corpus.excerpt(hit)) for hit in prose.hits) == prose.judged


def test_safe_fixes_mend_only_true_faults(prose: Prose) -> None:
    """Each that is applied without being asked for is judged as right."""
    fixed = {(hit.found.code, corpus.excerpt(hit)) for hit in prose.hits if hit.is_safe_fix}
    assert fixed <= prose.right


def characters(text: str) -> str:
    """All that is not a paragraph break, nor the gap between issuer and date."""
    return re.sub(r"[\r\n]|(?<=会)\s+(?=2024年)", "", text)


@pytest.mark.parametrize("issue", ISSUES, ids=str)
def test_the_issue_as_it_came_in_is_mended(issue: Issue43) -> None:
    checked = checking.check_text(issue.arrived.read_bytes(), None, CheckOptions(fix=True))
    mended = checked.changes[0].after.decode()
    assert characters(mended) == characters(issue.mended(issue.paragraphs.read_text("utf-8")))
    assert not re.search(r"[«»\ue000-\uf8ff\U000f0000-\U0010fffd０-９]", mended)
    half = re.findall(r"(?<=[\u4e00-\u9fff])[,.:;?!()](?=[\u4e00-\u9fff])", mended)
    assert half == ["."] * len(issue.doubtful)


@pytest.mark.parametrize("issue", ISSUES, ids=str)
def test_mending_what_came_in_twice_changes_nothing(issue: Issue43) -> None:
    once = (
        checking.check_text(issue.arrived.read_bytes(), None, CheckOptions(fix=True))
        .changes[0]
        .after
    )
    assert checking.check_text(once, None, CheckOptions(fix=True)).changes == ()
