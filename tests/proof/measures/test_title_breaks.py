"""Where the lines of titles end, and how narrow their characters are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bulletin.pdf.printed import PrintedLine
from bulletin.proof.measurement import Verdict
from bulletin.proof.measures import title_breaks
from bulletin.proof.paragraph_roles import Role
from bulletin.proof.printed_paragraphs import ProofDocument
from tests.harness.proof_pages import full, line, page, sheets


def titled(*lines: PrintedLine, role: Role = Role.TITLE) -> ProofDocument:
    text = "\n".join(one.text for one in lines)
    return sheets([page(*lines), full(2)], (role, 0, 0, text), (Role.BODY, 1, 0, "文" * 56))


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (("代表履职在一线——", "某县的做法"), "破折号在行末"),
        (("代表履职在一线", "——某县的做法"), ""),
        (("省、市、", "县三级代表视察"), "并列的几项分开了"),
        (("推动教育、科技、", "人才一体发展"), "并列的几项分开了"),
        (("走进农谷、了解农谷、", "宣传农谷"), ""),
        (("督办建议126", "件"), "数和单位分开了"),
        (("传达学习第二十", "次会议精神"), "数和单位分开了"),
        (("回眸2024", "代表在行动"), ""),
        (("郑州市2024", "年工作"), "数和单位分开了"),
        (("统一", "个人信息管理"), ""),
    ],
)
def test_lines_of_titles_end_where_a_reader_pauses(lines: tuple[str, ...], problem: str) -> None:
    found = title_breaks.breaks(
        titled(*(line(text, row, size=22) for row, text in enumerate(lines)))
    )
    assert found.verdict is (Verdict.FAULT if problem else Verdict.PASS)
    assert [one.text.split("：")[0] for one in found.spots] == ([problem] if problem else [])
    assert all((one.page, one.line) == (1, 1) for one in found.spots)


def test_lines_that_are_not_their_text_are_unverified() -> None:
    made = titled(line("代表履职", 0, size=22), line("某县", 1, size=22))
    other = replace(made.layout.paragraphs[0], text="别的题目")
    layout = replace(made.layout, paragraphs=(other, *made.layout.paragraphs[1:]))
    assert title_breaks.breaks(replace(made, layout=layout)).verdict is Verdict.UNVERIFIED


def narrowed(text: str, part: float) -> PrintedLine:
    made = line(text, 0, size=22)
    characters = (one._replace(right=one.left + part * one.size) for one in made.characters)
    return replace(made, characters=tuple(characters))


@pytest.mark.parametrize(("part", "verdict"), [(0.85, Verdict.PASS), (0.8, Verdict.FAULT)])
def test_characters_are_not_squeezed(part: float, verdict: Verdict) -> None:
    assert title_breaks.squeeze(titled(narrowed("代表履职", part))).verdict is verdict


def test_a_title_without_chinese_characters_is_not_measured() -> None:
    assert title_breaks.squeeze(titled(line("2024", 0, size=22))).verdict is Verdict.UNVERIFIED
