"""Published prose and the issue as it came in: what the rules say of it, and what they mend."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from bulletin.findings.diagnostics import Severity
from bulletin.pipeline import checking
from bulletin.pipeline.checking import CheckOptions
from tests.conftest import ROOT, SHARED
from tests.harness import corpus

SEED, PUBLISHED = SHARED / "seeds" / "issue-43.txt", SHARED / "real" / "43.txt"
DECISIONS = ROOT / "docs" / "decisions" / "0005-rules.md"


@pytest.fixture(scope="module")
def sentences() -> list[str]:
    if not corpus.CORPUS.is_file():
        pytest.skip("the published sentences are not beside this checkout (../shared/corpus)")
    return corpus.sentences()


@pytest.fixture(scope="module")
def hits(sentences: list[str]) -> list[corpus.Hit]:
    return list(corpus.hits(list(Counter(sentences))))


def share(hits: list[corpus.Hit], sentences: list[str]) -> float:
    """Of all lines, those that have one of the hits."""
    hit = {one.sentence for one in hits}
    return sum(sentence in hit for sentence in sentences) / len(sentences)


def test_how_much_is_said(hits: list[corpus.Hit], sentences: list[str]) -> None:
    loud = [hit for hit in hits if hit.found.severity > Severity.NOTE]
    assert share(loud, sentences) <= 0.02
    assert not [hit for hit in hits if hit.found.severity is Severity.ERROR]


def test_every_hit_is_judged(hits: list[corpus.Hit]) -> None:
    """docs/decisions/0005-rules.md lists each: right, or noise that is known."""
    listed = Counter(
        re.findall(r"^\| ([A-Z]{2}\d{3}) \| `(.+?)` \|", DECISIONS.read_text("utf-8"), re.M)
    )
    assert listed == Counter((hit.found.code, around(hit)) for hit in hits)


def around(hit: corpus.Hit) -> str:
    """What the list shows of a hit."""
    return corpus.excerpt(hit).replace("|", "\\|")


def test_safe_fixes_mend_only_true_faults(hits: list[corpus.Hit]) -> None:
    """Each that is applied without being asked for stands in the list as right."""
    text = DECISIONS.read_text("utf-8")
    for hit in hits:
        if hit.is_safe_fix:
            line = next(line for line in text.splitlines() if f"`{around(hit)}`" in line)
            assert "| right" in line


def characters(text: str) -> str:
    """All that is not a paragraph break."""
    return text.replace("\r", "").replace("\n", "")


def test_the_issue_as_it_came_in_is_mended() -> None:
    if not SEED.is_file():
        pytest.skip("the published issue is not beside this checkout (../shared)")
    checked = checking.check_text(SEED.read_bytes(), None, CheckOptions(fix=True))
    mended = checked.changes[0].after.decode()
    assert characters(mended) == characters(PUBLISHED.read_text("utf-8"))
    assert not re.search(r"[«»\ue000-\uf8ff\U000f0000-\U0010fffd０-９]", mended)
    half = re.findall(r"(?<=[\u4e00-\u9fff])[,.:;?!()](?=[\u4e00-\u9fff])", mended)
    assert half == []


def test_mending_what_came_in_twice_changes_nothing() -> None:
    if not SEED.is_file():
        pytest.skip("the published issue is not beside this checkout (../shared)")
    once = checking.check_text(SEED.read_bytes(), None, CheckOptions(fix=True)).changes[0].after
    assert checking.check_text(once, None, CheckOptions(fix=True)).changes == ()
