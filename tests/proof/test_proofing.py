"""Proof passes what is right, and of each seeded fault says its name and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bulletin.ooxml.package import open_package
from bulletin.proof.measurement import Verdict
from bulletin.proof.proofing import ProofResult, proof
from bulletin.proof.rendering import to_pdf
from tests.conftest import ROOT
from tests.harness.issue_43 import ISSUES, Issue43, document
from tests.harness.render import need_rendering
from tests.harness.seeded_faults import SEEDS, build

pytestmark = pytest.mark.needs_rendering

OF_THE_WHOLE = ("margins",)
"""What a whole file has wrong."""
OF_A_PAGE = (*OF_THE_WHOLE, "paper", "blank-pages", "folios")
"""What has no line."""


def verdicts(one: ProofResult, verdict: Verdict) -> list[str]:
    return [measure.norm.code for measure in one.having(verdict)]


def proved(documents: dict[str, bytes]) -> dict[str, ProofResult]:
    need_rendering()
    proofs = proof(list(documents.items()))
    assert all(proofs)
    return {one.name: one for one in proofs if one is not None}


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The Word files with a fault each; LibreOffice has made the pages of all of them at once."""
    need_rendering()
    files = {name: build(tmp_path_factory.mktemp("seed"), seed) for name, seed in SEEDS.items()}
    to_pdf([open_package(name, data) for name, data in files.items()])
    return files


@pytest.mark.parametrize("name", SEEDS)
def test_a_seeded_fault_and_no_other(seeded: dict[str, bytes], name: str) -> None:
    one = proved({name: seeded[name]})[name]
    assert tuple(verdicts(one, Verdict.FAULT)) == SEEDS[name].codes, one.measurements
    assert tuple(verdicts(one, Verdict.UNVERIFIED)) == SEEDS[name].unverified


@pytest.mark.parametrize("name", SEEDS)
def test_a_fault_says_on_which_page_and_line(seeded: dict[str, bytes], name: str) -> None:
    for one in proved({name: seeded[name]})[name].faults:
        assert one.assessment.hint
        if one.norm.code not in OF_THE_WHOLE:
            assert one.assessment.spots, one
        if one.norm.code not in OF_A_PAGE:
            assert all(0 < spot.line <= 22 for spot in one.assessment.spots), one


@pytest.mark.parametrize("issue", ISSUES, ids=str)
def test_issue_43_passes(issue: Issue43) -> None:
    one = proved({"43": document(issue.workspace)})["43"]
    assert len(verdicts(one, Verdict.PASS)) == len(one.measurements) == 26


def test_a_mark_of_secrecy_leaves_the_masthead_where_it_was(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "issues", tmp_path / "issues")
    settings = tmp_path / "issues/43/issue.yaml"
    settings.write_text(settings.read_text("utf-8") + "classification: 内部资料\n", "utf-8")
    one = proved({"43": document(tmp_path)})["43"]
    assert len(verdicts(one, Verdict.PASS)) == len(one.measurements) == 26


def test_documents_of_other_programs_are_measured() -> None:
    """Whatever their lines are like: what cannot be measured is said, and nothing crashes."""
    found = sorted((ROOT / "tests" / "data").glob("*.docx"))
    assert found
    for one in proved({path.name: path.read_bytes() for path in found}).values():
        assert len(one.measurements) == 26
        assert verdicts(one, Verdict.FAULT)
