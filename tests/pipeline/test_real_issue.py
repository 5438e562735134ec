"""The acceptance case: the published issue 43, rebuilt from its contributions.

Its text is read back by pandoc, its pages are rendered by LibreOffice with the preview fonts and
looked at line by line. The published issue lies beside the repository (../shared/real).
"""

from __future__ import annotations

import json
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pypandoc
import pytest

from bulletin.findings.diagnostics import Severity
from bulletin.pdf.page_model import RulingLine
from bulletin.pdf.printed import PrintedLine
from bulletin.pipeline import stages
from bulletin.workspace.files import Workspace
from tests.conftest import ROOT, SHARED
from tests.harness.lines import compare
from tests.harness.programs import assert_valid, need_published_issue
from tests.harness.render import lines, render, rules

REAL = SHARED / "real"
MM = 72 / 25.4
LEFT, RIGHT = 28 * MM, 184 * MM
TOP, BOTTOM = 37 * MM, 262 * MM


def build(workspace: Path, number: int) -> bytes:
    result = stages.build(stages.read_shared(Workspace(workspace)), number)
    assert {one.severity for one in result.findings} <= {Severity.NOTE, Severity.WARNING}
    assert result.docx is not None
    return result.docx


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    need_published_issue()
    path = tmp_path_factory.mktemp("real") / "43.docx"
    path.write_bytes(build(REAL, 43))
    return path


@pytest.fixture(scope="module")
def pdf(real: Path) -> Path:
    return render([real])[0]


def test_pandoc_reads_back_the_published_paragraphs(real: Path) -> None:
    text = pypandoc.convert_file(str(real), "plain", extra_args=["--wrap=none"])
    built = [line for line in text.splitlines() if line.strip()]
    assert built == [line for line in (REAL / "43.txt").read_text("utf-8").splitlines() if line]


def test_pandoc_finds_a_title_in_one_paragraph(real: Path) -> None:
    """A title over two lines is one paragraph with a line break, not two paragraphs."""
    tree = json.loads(pypandoc.convert_file(str(real), "json"))
    breaks = [block for block in tree["blocks"] if '"t": "LineBreak"' in json.dumps(block)]
    assert len(breaks) == 1
    assert "凝聚代表力量" in json.dumps(breaks[0], ensure_ascii=False)


def test_the_issue_is_valid(real: Path) -> None:
    assert_valid([real])


def test_pages_and_line_breaks(pdf: Path) -> None:
    result = compare(pdf, REAL / "43.lines.txt")
    assert len(result.pages) == result.published_pages == 8
    assert result.pages[1:7] == (17, 22, 19, 22, 22, 22)
    assert result.full == 114
    assert result.share >= 0.8, result.differences
    # What is left is what LibreOffice cannot do; nothing else may come to it.
    assert {one.reason for one in result.differences} <= {
        "published: adjacent marks compressed",
        "published: mark at the line's end compressed",
        "the line before had moved",
    }


def body(page: list[PrintedLine]) -> list[PrintedLine]:
    return [line for line in page if line.baseline < BOTTOM]


def test_the_grid(pdf: Path) -> None:
    pages = lines(pdf)
    full = pages[2]
    baselines = [line.baseline for line in body(full)]
    assert len(baselines) == 22
    pitches = [b - a for a, b in pairwise(baselines)]
    assert all(abs(pitch - 28.95) < 0.1 for pitch in pitches)
    for line in body(full):
        assert line.left > LEFT - 1
        assert line.right < RIGHT + 1
    justified = [line for line in body(full) if line.right > RIGHT - 3 and line.left < LEFT + 3]
    # half-width digits make room for more; a line of Chinese only has 28 characters
    whole = [line for line in justified if not any(char.isascii() for char in line.text)]
    counts = Counter(len(line.text.strip()) for line in whole)
    assert counts.most_common(1)[0][0] == 28
    assert set(counts) <= {27, 28}  # 27 where the next character must not begin a line


def test_folios_stand_outside_at_their_place(pdf: Path) -> None:
    for number, page in enumerate(lines(pdf), 1):
        folio = page[-1]
        assert folio.text.replace(" ", "") == f"—{number}—"
        if number % 2:
            assert abs(folio.right - (RIGHT - 14)) < 2
        else:
            assert abs(folio.left - (LEFT + 14)) < 2
        # a dash stands about 0.3 em over its baseline
        assert abs(folio.baseline - 14 * 0.3 - BOTTOM - 7 * MM) < 1.5 * MM
        assert all(abs(character.size - 14) < 0.1 for character in folio.characters)


def test_the_routing_block_ends_on_the_last_line(pdf: Path) -> None:
    page = rules(pdf)[-1]
    drawn: list[RulingLine] = []
    for rule in page:  # PDFium lists a shaded paragraph twice
        if not drawn or abs(rule.at - drawn[-1].at) > 1:
            drawn.append(rule)
    assert len(drawn) == 3
    for rule in drawn:
        assert abs(rule.start - LEFT) < 0.5
        assert abs(rule.end - RIGHT) < 0.5
    assert [round(rule.weight, 1) for rule in drawn] == [1.0, 0.7, 1.0]
    assert abs(drawn[-1].at + drawn[-1].weight / 2 - BOTTOM) < 0.5
    last = body(lines(pdf)[-1])
    assert last[-1].text.strip() == "河南省人大常委会代表工作委员会印发"
    sent = next(line for line in last if line.text.startswith("发："))
    turned = last[last.index(sent) + 1]
    assert abs(sent.left - LEFT - 14) < 1
    assert abs(turned.left - sent.left - 28) < 1.5  # under the first character after the colon


def test_the_masthead(pdf: Path) -> None:
    first = lines(pdf)[0]
    name, rest = first[0], first[1]
    assert (name.text.strip(), rest.text.strip()) == (
        "“为人民履职、为中原添彩·人大代表在行动”", "主题活动专辑",
    )  # fmt: skip
    assert name.characters[0].size >= 28
    ink_top = name.baseline - name.characters[1].size * 0.85
    assert abs(ink_top - TOP - 20 * MM) < 3 * MM
    red = rules(pdf)[0][0]
    assert abs(red.start - LEFT) < 0.5
    assert abs(red.end - RIGHT) < 0.5
    assert abs(red.weight - 2.25) < 0.2


def test_the_repositorys_own_issue(tmp_path: Path) -> None:
    """Eight pages too, and valid."""
    path = tmp_path / "43.docx"
    path.write_bytes(build(ROOT, 43))
    assert_valid([path])
    pages = lines(render([path])[0])
    assert len(pages) == 8
    assert "2024年12月20日印发" in body(pages[-1])[-1].text.replace(" ", "")
