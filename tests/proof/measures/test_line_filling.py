"""Numbers, dashes and ellipses stay on one line: in the Word file, and as LibreOffice renders it."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from bulletin.ooxml.libreoffice_copy import line_edges
from bulletin.ooxml.package import open_package
from bulletin.pdf.printed import read_printed
from bulletin.proof.measurement import Verdict
from bulletin.proof.proofing import proof
from bulletin.typeset.layout import NEVER_FIRST, NEVER_LAST
from bulletin.writers.xml_text import escape_xml
from tests.conftest import ROOT
from tests.harness.render import need_rendering, pdf_of
from tests.harness.seeded_faults import FIRST, Seed, article, build, in_part

pytestmark = pytest.mark.needs_rendering

FILLER = "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未"
UNBROKEN = (
    "2024年", "1234件", "1,234,567.89元", "45.6%", "12：30", "－15℃", "3.14", "20%～30%",
    "——从这里", "……等等", "（2024）9号", "¥1200",
)  # fmt: skip
SERIES = "issues/bulletin.yaml"
SPLIT = re.compile(r"(?:[０-９．]|[0-9.,])\n[０-９0-9％%,]|—\n—|…\n…|[－¥]\n[０-９]")


def document(root: Path) -> bytes:
    """Every one of UNBROKEN at every place near the end of a line, with full-width digits."""
    parts = [f"{FILLER[:length]}{token}办理" for token in UNBROKEN for length in range(19, 27)]
    series = (ROOT / SERIES).read_text("utf-8")
    wide = series.replace("digits: half-width", "digits: full-width")
    assert wide != series
    return build(root, Seed((), {FIRST: article("某县：代表活动", *parts), SERIES: wide}))


def printed(docx: bytes) -> str:
    return "\n".join(
        line.text.strip() for page in read_printed(pdf_of(docx)).pages for line in page.lines
    )


def test_numbers_dashes_and_ellipses_are_not_broken(tmp_path: Path) -> None:
    need_rendering()
    docx = document(tmp_path)
    assert not SPLIT.findall(printed(docx))
    without = in_part(r"word/settings\.xml", r"<w:noLineBreaks\w+ [^>]*/>", "")(docx)
    assert len(SPLIT.findall(printed(without))) > 10


def test_the_characters_stand_in_the_word_file(tmp_path: Path) -> None:
    assert line_edges(open_package("x", document(tmp_path))) == (NEVER_FIRST, NEVER_LAST)


ADDRESSES = (
    "https://www.example.gov.cn/zwgk/2024/11/25/notice_list-detail.html?id=20241125&type=a&page=12",
    "zhangsan.lisi@renda-bangongshi.example.gov.cn",
    "HUAWEI-MateBook-X-Pro-2024-Core-Ultra-9-185H-32GB-2TB",
    "pneumonoultramicroscopicsilicovolcanoconiosis",
    f"https://a.cn/{'abcdefghij' * 18}",
)


def with_addresses(root: Path, before: str = "") -> bytes:
    """Every one of ADDRESSES at many places of a line, each paragraph with ``before``."""
    parts = [
        f"{before}{FILLER[:length]}{address}，请认真落实各项工作任务，{FILLER}"
        for address in ADDRESSES
        for length in (3, 8, 13, 18, 23)
    ]
    return build(root, Seed((), {FIRST: article("某县：代表活动", *parts)}))


def test_an_address_tears_no_line_and_gets_no_character(tmp_path: Path) -> None:
    need_rendering()
    docx = with_addresses(tmp_path / "a")
    beside_a_number = with_addresses(tmp_path / "b", "２０２４年共12件，")
    free, bound = (one.measurements for one in proof([("a", docx), ("b", beside_a_number)]) if one)
    verdicts = [
        next(one.assessment.verdict for one in some if one.norm.code == "line-gaps")
        for some in (free, bound)
    ]
    assert verdicts == [Verdict.PASS, Verdict.FAULT]
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        text = archive.read("word/document.xml").decode()
    assert text.count('<w:wordWrap w:val="0"/>') == len(ADDRESSES) * 5
    assert not re.search("[\u00ad\u200b-\u200d\u2060]", text)
    assert sum(text.count(escape_xml(address)) for address in ADDRESSES) == len(ADDRESSES) * 5
