"""Lines that part a number or a dash, begin with a closing mark, or are torn: measured on pages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bulletin.pdf.page_model import Character
from bulletin.pdf.printed import PagePosition, Printed, PrintedLine
from bulletin.proof.docx_layout import DocxLayout, WordParagraph
from bulletin.proof.measurement import Assessment, Verdict
from bulletin.proof.measures import line_breaks, line_filling
from bulletin.proof.paragraph_roles import Role
from bulletin.proof.printed_breaks import printed_breaks
from bulletin.proof.printed_paragraphs import ProofDocument
from tests.harness.proof_pages import A4, LEFT, PITCH, TOP, line, page, sheets


def paragraph(text: str, typed: str = "", ours: bool = True) -> ProofDocument:
    """A paragraph, whose lines are parted by |; ``typed`` is what the Word file holds."""
    lines = [line(one, row) for row, one in enumerate(text.split("|"))]
    wanted = typed or text.replace("|", "")
    return sheets([page(*lines)], (Role.BODY, 0, 0, wanted), ours=ours)


@pytest.mark.parametrize(
    "text",
    [
        "二〇２０２|４年", "在20|24年", "１２３|４件", "１,２|３４件", "１,|２３４件", "３.|１４", "３|．１４",
        "４５|％", "45.6|%", "100|㎡", "100|km", "25|℃", "－|１５℃", "¥|1200", "+|5%", "12:|30", "１２：|３０",
        "约-|5度", "1,234,|567.89元",
    ],
)  # fmt: skip
def test_a_number_is_parted(text: str) -> None:
    found = line_breaks.numbers(paragraph(text))
    assert found.verdict is Verdict.FAULT
    assert found.spots[0].page == found.spots[0].line == 1
    assert "／" in found.spots[0].text


@pytest.mark.parametrize(
    "text",
    [
        "在2024|年", "12|个", "１２|万元", "3、|4、5", "100，|200", "2024—|2025年", "2024-|2025", "第1|、2条",
        "COVID-|19", "ABC12|34", "https://a.cn/2024/|11/25", "a@b12|34.cn", "5G|网络", "id=12|34", "一|二",
        "20|　24", "三|12.5",
    ],
)  # fmt: skip
def test_no_number_is_parted(text: str) -> None:
    assert line_breaks.numbers(paragraph(text)).verdict is Verdict.PASS


@pytest.mark.parametrize(
    "dash", ["——", "……", "⋯⋯", "――", "──", "━━", "⸺⸺", "––", "－－", "。。。", "...", "--"]
)
def test_a_dash_or_an_ellipsis_is_parted(dash: str) -> None:
    assert line_breaks.dashes(paragraph(f"甲{dash[0]}|{dash[1:]}乙")).verdict is Verdict.FAULT
    for whole in (f"甲{dash}|乙", f"甲|{dash}乙"):
        found = line_breaks.dashes(paragraph(whole))
        assert (found.verdict, found.figure) == (Verdict.PASS, "1 个破折号和省略号，没有不对的")


@pytest.mark.parametrize("text", ["甲—|—乙丙——丁", "甲…|…乙", "甲………|…乙"])
def test_dashes_one_of_which_is_parted(text: str) -> None:
    assert line_breaks.dashes(paragraph(text)).verdict is Verdict.FAULT


@pytest.mark.parametrize(
    "text", ["北京—|上海", "甲|乙", "─" * 10 + "|" + "─" * 10, "a--|b", "。|。"]
)
def test_no_dash_is_parted(text: str) -> None:
    assert line_breaks.dashes(paragraph(text)).verdict is Verdict.PASS


@pytest.mark.parametrize(
    "text",
    [f"甲乙|{mark}丙" for mark in "。，、；：！？”’）〕】》〉」』·～,.;:!?)"]
    + [f"甲乙{mark}|丙" for mark in "“‘（〔【《〈「『("]
    + ["北京|—上海", "甲（|2024）", "甲|)。"],
)
def test_a_mark_stands_at_the_wrong_edge(text: str) -> None:
    found = line_breaks.edges(paragraph(text))
    assert (found.verdict, len(found.spots)) == (Verdict.FAULT, 1)


@pytest.mark.parametrize(
    "text",
    ["甲。|乙", "甲|“乙", "甲|——乙", "甲——|乙", "a.|b", "a/|b", "http:|//a", "甲|%", "a (|b)"],
)
def test_marks_stand_where_they_may(text: str) -> None:
    assert line_breaks.edges(paragraph(text)).verdict is Verdict.PASS


@pytest.mark.parametrize("measure", [line_breaks.numbers, line_breaks.dashes, line_breaks.edges])
def test_lines_that_are_not_the_text_are_unverified(measure: object) -> None:
    assert callable(measure)
    found = measure(paragraph("甲——2024乙|丙丁", typed="甲——2024乙戊丙丁"))
    assert isinstance(found, Assessment)
    assert (found.verdict, len(found.spots)) == (Verdict.UNVERIFIED, 1)
    assert "没有量" in found.figure


def test_what_is_wrong_is_told_beside_what_was_not_measured() -> None:
    lines = [line(text, row) for row, text in enumerate(["共20", "24件", "共30", "25丁"])]
    made = sheets([page(*lines)], (Role.BODY, 0, 0, "共2024件"), (Role.BODY, 0, 2, "共3025丙丁"))
    found = line_breaks.numbers(made)
    assert (found.verdict, len(found.spots)) == (Verdict.FAULT, 1)
    assert "1 段" in found.figure


def test_a_number_that_word_adds_and_white_space_do_not_matter() -> None:
    known, unknown = printed_breaks(paragraph("1. 甲　乙|丙", typed="甲　乙\n丙", ours=False))
    assert not unknown
    assert [(one.text[: one.end], one.text[one.begin :]) for one in known] == [("甲　乙", "丙")]
    assert printed_breaks(paragraph("1. 甲　乙|丙", typed="甲　乙丙"))[1]


def test_letters_that_a_pdf_gives_back_otherwise() -> None:
    known, unknown = printed_breaks(paragraph("oﬀice|a\u0301b", typed="office\u0301ab"))
    assert not unknown
    assert len(known) == 1


def cell(number: int, text: str) -> WordParagraph:
    return WordParagraph(number, text, Role.OTHER, table=0)


def joined(*pieces: tuple[str, float], row: float) -> PrintedLine:
    """The pieces of neighbouring cells, which are one line of the page; places in ems."""
    characters: list[Character] = []
    for text, x in pieces:
        characters += line(text, row, LEFT + 16 * x).characters
    made = line("文", row)
    return replace(made, text="".join(one.text for one in characters), characters=tuple(characters))


def table(*rows: PrintedLine, cells: tuple[tuple[str, float, float], ...]) -> ProofDocument:
    """A table of cells, each with its text, the row and the place in ems where it begins."""
    places = {
        f"bulletin{number}e": PagePosition(0, TOP + PITCH * row, LEFT + 16 * x)
        for number, (_, row, x) in enumerate(cells)
    }
    described = tuple(cell(number, text) for number, (text, _, _) in enumerate(cells))
    word = DocxLayout(A4, described, {}, {}, 1, True)
    return ProofDocument(word, Printed((page(*rows),), places), {})


def test_cells_are_told_apart() -> None:
    made = table(
        joined(("共12", 0), ("甲——", 6), row=0),
        joined(("34件", 0), ("乙34", 6), row=1),
        cells=(("共1234件", 0, 0), ("甲——乙34", 0, 6)),
    )
    known, unknown = printed_breaks(made)
    assert not unknown
    assert [one.text[: one.end] for one in known] == ["共12", "甲——"]
    assert line_breaks.numbers(made).figure == "2 个数，1 处不对"
    assert line_breaks.dashes(made).verdict is Verdict.PASS


def test_a_cell_that_is_not_found_is_unverified() -> None:
    made = table(joined(("共12", 0), row=0), cells=(("共1234件", 0, 0),))
    assert line_breaks.numbers(made).verdict is Verdict.UNVERIFIED


def spread(text: str, gap: float, row: float) -> PrintedLine:
    """A line whose characters stand ``gap`` ems apart."""
    made = line(text, row)
    characters = tuple(
        one._replace(left=one.left + 16 * gap * place, right=one.right + 16 * gap * place)
        for place, one in enumerate(made.characters)
    )
    return replace(made, right=characters[-1].right, characters=characters)


@pytest.mark.parametrize(
    ("gap", "verdict"), [(0.0, Verdict.PASS), (0.1, Verdict.PASS), (0.2, Verdict.FAULT)]
)
def test_lines_that_are_pulled_apart(gap: float, verdict: Verdict) -> None:
    text = "文" * (27 - int(gap * 25))
    made = sheets([page(spread(text, gap, 0), line("文", 1))], (Role.BODY, 0, 0, f"{text}文"))
    found = line_filling.gaps(made)
    assert found.verdict is verdict
    assert all(one.line == 1 and "字间 0.20 字" in one.text for one in found.spots)


def test_the_last_line_of_a_paragraph_and_one_that_was_broken_may_be_short() -> None:
    lines = [line("文" * 28, 0), line("ab", 1), line("文", 2)]
    text = "文" * 28
    assert (
        line_filling.gaps(sheets([page(*lines)], (Role.BODY, 0, 0, f"{text}ab文"))).verdict
        is Verdict.FAULT
    )
    assert (
        line_filling.gaps(sheets([page(*lines)], (Role.BODY, 0, 0, f"{text}ab\n文"))).verdict
        is Verdict.PASS
    )


def test_no_line_to_measure() -> None:
    assert line_filling.gaps(paragraph("文")).verdict is Verdict.UNVERIFIED
