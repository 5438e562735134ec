"""The acceptance case: issue 43, built from its contributions.

Its text is read back by pandoc, its pages are rendered by LibreOffice with the preview fonts and
looked at line by line.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pypandoc
import pytest

from bulletin.pdf.page_model import RulingLine
from bulletin.pdf.printed import PrintedLine
from tests.harness.issue_43 import ISSUES, Issue43, document
from tests.harness.lines import compare
from tests.harness.programs import assert_valid, pandoc_paragraphs
from tests.harness.render import lines, render, rules

pytestmark = pytest.mark.needs_rendering

MM = 72 / 25.4
LEFT, RIGHT = 28 * MM, 184 * MM
"""The edges of the type area on odd pages; on even ones the margins change sides."""
TOP, BOTTOM = 37 * MM, 262 * MM


def edges(number: int) -> tuple[float, float]:
    """The left and the right edge of the type area on the page of a number, from 1."""
    return (LEFT, RIGHT) if number % 2 else (210 * MM - RIGHT, 210 * MM - LEFT)


@pytest.fixture(scope="module", params=ISSUES, ids=str)
def issue(request: pytest.FixtureRequest) -> Issue43:
    made: Issue43 = request.param
    return made


@pytest.fixture(scope="module")
def docx(issue: Issue43, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("issue") / "43.docx"
    path.write_bytes(document(issue.workspace))
    return path


@pytest.fixture(scope="module")
def pdf(docx: Path) -> Path:
    return render([docx])[0]


def test_pandoc_reads_back_the_paragraphs(issue: Issue43, docx: Path) -> None:
    assert pandoc_paragraphs(docx) == [
        line for line in issue.paragraphs.read_text("utf-8").splitlines() if line
    ]


def test_pandoc_finds_a_title_in_one_paragraph(docx: Path) -> None:
    """A title over two lines is one paragraph with a line break, not two paragraphs."""
    tree = json.loads(pypandoc.convert_file(str(docx), "json"))
    breaks = [block for block in tree["blocks"] if '"t": "LineBreak"' in json.dumps(block)]
    assert len(breaks) == 1
    assert "凝聚代表力量" in json.dumps(breaks[0], ensure_ascii=False)


def test_the_issue_is_valid(docx: Path) -> None:
    assert_valid([docx])


FULL_LINES = {"ours": 126, "published": 114}
"""Lines of body text that are not the last of their paragraph."""


def test_pages_and_line_breaks(issue: Issue43, pdf: Path) -> None:
    result = compare(pdf, issue.printed)
    assert len(result.pages) == result.published_pages == 8
    assert result.pages[1:7] == (17, 22, 19, 22, 22, 22)
    assert result.full == FULL_LINES[issue.name]
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
        left, right = edges(number)
        assert folio.text.replace(" ", "") == f"—{number}—"
        if number % 2:
            assert abs(folio.right - (right - 14)) < 2
        else:
            assert abs(folio.left - (left + 14)) < 2
        # a dash stands about 0.3 em over its baseline
        assert abs(folio.baseline - 14 * 0.3 - BOTTOM - 7 * MM) < 1.5 * MM
        assert all(abs(character.size - 14) < 0.1 for character in folio.characters)


def test_the_routing_block_ends_on_the_last_line(pdf: Path) -> None:
    pages = rules(pdf)
    page, (left, right) = pages[-1], edges(len(pages))
    drawn: list[RulingLine] = []
    for rule in page:  # PDFium lists a shaded paragraph twice
        if not drawn or abs(rule.at - drawn[-1].at) > 1:
            drawn.append(rule)
    assert len(drawn) == 3
    for rule in drawn:
        assert abs(rule.start - left) < 0.5
        assert abs(rule.end - right) < 0.5
    assert [round(rule.weight, 1) for rule in drawn] == [1.0, 0.7, 1.0]
    assert abs(drawn[-1].at + drawn[-1].weight / 2 - BOTTOM) < 0.5
    last = body(lines(pdf)[-1])
    assert re.fullmatch(
        "河南省人大常委会代表工作委员会(2024年12月20日)?印发", last[-1].text.strip()
    )
    sent = next(line for line in last if line.text.startswith("发："))
    turned = last[last.index(sent) + 1]
    assert abs(sent.left - left - 14) < 1
    assert abs(turned.left - sent.left - 28) < 1.5  # under the first character after the colon


def test_the_masthead(pdf: Path) -> None:
    first = lines(pdf)[0]
    name, rest = first[0], first[1]
    assert (name.text.strip(), rest.text.strip()) == (
        "“为人民履职、为中原添彩·人大代表在行动”", "主题活动专辑",
    )  # fmt: skip
    assert abs(name.characters[0].size - 24) < 0.1  # at 86 % of its width, not less than 85 %
    ink_top = name.baseline - name.characters[1].size * 0.76
    assert abs(ink_top - TOP - 20 * MM) < 1 * MM
    red = rules(pdf)[0][0]
    assert abs(red.start - LEFT) < 0.5
    assert abs(red.end - RIGHT) < 0.5
    assert abs(red.weight - 2.25) < 0.2
