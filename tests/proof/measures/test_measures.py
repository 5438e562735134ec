"""Measurements on synthetic pages: what no rendering of ours would show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bulletin.ooxml.package import open_package
from bulletin.pdf.page_model import Box
from bulletin.pdf.printed import (
    PrintedLine,
    PrintedPage,
)
from bulletin.proof import proofing
from bulletin.proof.docx_layout import read_layout
from bulletin.proof.measurement import Assessment, Verdict
from bulletin.proof.measures import (
    articles,
    line_filling,
    measure,
    page_format,
    page_furniture,
    tables_and_pictures,
)
from bulletin.proof.paragraph_roles import Role
from bulletin.proof.printed_paragraphs import MM, ProofDocument
from tests.conftest import ROOT
from tests.harness.proof_pages import (
    BOTTOM,
    LEFT,
    PICTURE,
    PITCH,
    RIGHT,
    TOP,
    full,
    line,
    page,
    sheets,
)
from tests.harness.render import need_rendering
from tests.harness.seeded_faults import Seed, build


@pytest.mark.parametrize(
    ("widths", "verdict"),
    [
        ((12,), Verdict.PASS),
        ((15, 8), Verdict.PASS),
        ((8, 15), Verdict.PASS),
        ((8, 15, 10), Verdict.PASS),
        ((12, 12), Verdict.FAULT),
        ((15, 8, 14), Verdict.FAULT),
        ((15, 1), Verdict.FAULT),
        ((15, 1, 8), Verdict.FAULT),
        ((19, 18, 18), Verdict.PASS),
        ((18, 18, 18), Verdict.FAULT),
    ],
)
def test_shapes_of_titles(widths: tuple[int, ...], verdict: Verdict) -> None:
    lines = [line("题" * width, row, LEFT + 50, 22) for row, width in enumerate(widths)]
    made = sheets([page(*lines, line("正文", 5), line("正文", 6))],
                  (Role.TITLE, 0, 0, "题"), (Role.BODY, 0, 5, "文"))  # fmt: skip
    assert articles.titles(made).verdict is verdict


@pytest.mark.parametrize(
    ("last", "verdict", "told"),
    [("事", Verdict.FAULT, 1), ("事。", Verdict.PASS, 1), ("好事", Verdict.PASS, 0)],
)
def test_last_lines(last: str, verdict: Verdict, told: int) -> None:
    made = sheets([page(line("文" * 28, 0), line(last, 1))], (Role.BODY, 0, 0, "文"))
    found = articles.orphans(made)
    assert (found.verdict, len(found.spots)) == (verdict, told)


def test_lines_are_counted_on_pages_over_whose_foot_a_paragraph_goes() -> None:
    over = sheets([full(), page(line("文", 0))], (Role.BODY, 0, 0, "文"))
    assert page_format.lines(over).figure == "22 行（1 面）"
    short = sheets([full(21), page(line("文", 0))], (Role.BODY, 0, 0, "文"))
    assert page_format.lines(short).verdict is Verdict.FAULT
    ended = sheets(
        [full(21), page(line("文", 0))], (Role.BODY, 0, 0, "文"), (Role.BODY, 1, 0, "文")
    )
    assert page_format.lines(ended).verdict is Verdict.UNVERIFIED


@pytest.mark.parametrize(
    ("on_page", "on_next", "verdict"),
    [(22, 1, Verdict.PASS), (21, 2, Verdict.PASS), (21, 1, Verdict.FAULT), (21, 3, Verdict.FAULT),
     (20, 2, Verdict.FAULT)],
)  # fmt: skip
def test_a_page_has_a_line_less_where_one_would_be_alone_on_the_next(
    on_page: int, on_next: int, verdict: Verdict
) -> None:
    made = sheets([full(on_page), full(on_next)], (Role.BODY, 0, 0, "文"))
    found = page_format.lines(made)
    assert (found.verdict, [(one.page, one.line) for one in found.spots]) == (
        verdict, [(1, on_page)] if verdict is Verdict.FAULT else [],
    )  # fmt: skip


def test_a_page_with_a_title_is_counted_by_the_place_of_its_last_line() -> None:
    title, rest = line("题" * 8, 1, size=22), [line("文" * 28, row) for row in range(3, 22)]
    over = sheets(
        [page(title, *rest), full(1)], (Role.TITLE, 0, 0, "题"), (Role.BODY, 0, 2.5, "文")
    )
    assert page_format.lines(over).figure == "22 行（1 面）"
    note = line("注", 20.6, size=12)
    noted = replace(over.printed, pages=(page(title, *rest[:-2], note), full(1)))
    assert page_format.lines(replace(over, printed=noted)).verdict is Verdict.UNVERIFIED


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("文" * 28, Verdict.PASS),
        ("文" * 28 + "，", Verdict.PASS),  # a mark that hangs
        ("文" * 27, Verdict.FAULT),
        ("文" * 29, Verdict.FAULT),
        ("2024年", Verdict.UNVERIFIED),
        ("文" * 20 + "བོད་སྐད", Verdict.UNVERIFIED),
        ("文" * 27 + "☑", Verdict.UNVERIFIED),
        ("文" * 26 + "𠮷＋", Verdict.PASS),
    ],
)
def test_characters_of_full_lines(text: str, verdict: Verdict) -> None:
    made = sheets([page(*(line(text, row) for row in range(4)))], (Role.BODY, 0, 0, "文"))
    assert line_filling.characters(made).verdict is verdict


def test_a_line_that_the_author_broke_is_not_full() -> None:
    texts = ("文" * 26, "文" * 28, "二" * 12, "文" * 28, "三")
    made = sheets(
        [page(*(line(text, row) for row, text in enumerate(texts)))],
        (Role.BODY, 0, 0, f"{texts[0]}{texts[1]}{texts[2]}\n{texts[3]}{texts[4]}"),
    )
    assert line_filling.characters(made).figure == "28 字 2 行"
    joined = replace(made, layout=replace(made.layout, paragraphs=(
        replace(made.layout.paragraphs[0], text="".join(texts)),
    )))  # fmt: skip
    assert line_filling.characters(joined).verdict is Verdict.FAULT


@pytest.mark.needs_rendering
def test_a_line_break_of_the_text_is_read_from_the_word_file_and_seen_in_print(
    tmp_path: Path,
) -> None:
    """Two spaces at the end of a line of Markdown, in the middle of a long paragraph."""
    need_rendering()
    text = f"{'代表' * 30}。  \n{'联系群众' * 4}。  \n{'代表' * 50}。\n"
    name = "issues/43/02-温县.md"
    docx = build(tmp_path, Seed((), {name: (ROOT / name).read_text("utf-8") + "\n" + text}))
    layout = read_layout(open_package("x.docx", docx))
    assert any(one.text.count("\n") == 2 for one in layout.paragraphs)
    [proofed] = proofing.proof([("x.docx", docx)])
    assert proofed is not None
    told = {one.norm.title: one.assessment for one in proofed.measurements}
    assert told["每行字数"].verdict is Verdict.PASS, told["每行字数"]


def test_one_paragraph_of_another_pitch() -> None:
    even = [line("文" * 28, row) for row in range(4)]
    close = [line("文" * 28, 4 + row * 0.9) for row in range(2)]
    made = sheets([page(*even, *close)], (Role.BODY, 0, 0, "宽"), (Role.BODY, 0, 3.9, "窄"))
    found = page_format.pitch(made)
    assert (found.verdict, [one.text[-1] for one in found.spots]) == (Verdict.FAULT, ["窄"])


def folio(number: int, edge: str, down: float = 7.0) -> PrintedLine:
    text = f"—{number}—"
    x = RIGHT - 14 * (len(text) + 1) if edge == "right" else LEFT + 14
    made = line(text, 0, x, 14)
    top = BOTTOM + down * MM
    characters = tuple(
        character._replace(top=top, baseline=top + 4) for character in made.characters
    )
    return replace(made, baseline=top + 4, characters=characters)


@pytest.mark.parametrize(
    ("made", "words"),
    [
        ([folio(1, "right"), folio(2, "left")], ""),
        ([folio(1, "left"), folio(2, "left")], "1 面不对"),
        ([folio(1, "right", 12), folio(2, "left")], "1 面不对"),
        ([folio(1, "right"), None], "第 2 面没有"),
        ([None, None], "没有页码"),
    ],
)
def test_folios(made: list[PrintedLine | None], words: str) -> None:
    pages = [page(line("文", 0), *([one] if one else [])) for one in made]
    found = page_furniture.folios(sheets(pages))
    assert (found.verdict is Verdict.PASS) == (not words)
    assert words in found.figure


def test_a_blank_page_needs_no_folio() -> None:
    made = sheets([page(line("文", 0), folio(1, "right")), page()])
    assert page_furniture.folios(made).verdict is Verdict.PASS
    assert page_format.blank_pages(made).figure == "第 2 面是空白的"


def test_a_picture_is_no_blank_page_and_must_stay_in_the_type_area() -> None:
    inside = Box(LEFT, TOP, RIGHT, TOP + 100)
    made = sheets([page(pictures=(inside,))])
    assert page_format.blank_pages(made).verdict is Verdict.PASS
    assert tables_and_pictures.tables(made).verdict is Verdict.PASS
    wide = sheets([page(pictures=(replace(inside, right=RIGHT + 9),))])
    assert tables_and_pictures.tables(wide).verdict is Verdict.FAULT


def test_text_that_leaves_the_type_area_by_its_sides() -> None:
    made = sheets([page(line("文" * 30, 0), line("文", 1))], (Role.BODY, 0, 0, "文"))
    assert page_format.margins(made).verdict is Verdict.FAULT


def test_text_that_a_header_pushes_down() -> None:
    down = [page(*(line("文" * 27, row + shift) for row in range(20))) for shift in (0, 0.5)]
    for pages, verdict in ((down[:1] * 2, Verdict.PASS), (down, Verdict.FAULT)):
        assert page_format.margins(sheets(pages, (Role.BODY, 0, 0, "文"))).verdict is verdict


def test_a_routing_block_before_the_last_page() -> None:
    made = sheets(
        [page(line("送：某", 0)), page(line("文", 0))],
        (Role.ROUTING, 0, 0, "送：某"),
        (Role.BODY, 1, 0, "文"),
    )
    assert "在第 1 面，最后是第 2 面" in page_furniture.routing(made).figure


def test_a_routing_block_without_a_rule() -> None:
    made = sheets([page(line("送：某", 21))], (Role.ROUTING, 0, 21, "送：某"))
    assert "没有末条线" in page_furniture.routing(made).figure


def test_a_paragraph_without_a_place_takes_the_one_before_it_along() -> None:
    """Else its lines would count as that one's: what is not sure is not measured."""
    made = sheets(
        [page(line("题" * 12, 0, LEFT, 22), line("文" * 12, 1, LEFT, 22))],
        (Role.TITLE, 0, 0, "题"), (Role.BODY, 0, 1, "文"),
    )  # fmt: skip
    del made.printed.places["bulletin1e"]
    assert articles.titles(made).verdict is Verdict.UNVERIFIED


def test_headings_that_nobody_can_make_out_are_unverified() -> None:
    pages = [page(line("文", 0))]
    assert articles.headings(sheets(pages, ours=True)).verdict is Verdict.PASS
    assert articles.headings(sheets(pages, ours=False)).verdict is Verdict.UNVERIFIED


@pytest.mark.parametrize(
    ("made", "row", "verdict"),
    [
        (page(line("（某县供稿）", 0)), 0, Verdict.FAULT),
        (page(line("（某县供稿）", 0), line("题", 3)), 0, Verdict.FAULT),
        (page(line("文", 0), line("（某县供稿）", 1)), 1, Verdict.PASS),
        (page(line("（某县供稿）", 4), pictures=(PICTURE,)), 4, Verdict.PASS),
    ],
)
def test_a_credit_line_that_begins_a_page(made: PrintedPage, row: int, verdict: Verdict) -> None:
    credit = (Role.CREDIT, 1, row, "（某县供稿）")
    assert articles.credit_lines(sheets([full(), made], credit)).verdict is verdict


@pytest.mark.parametrize("measure_of", [articles.headings, articles.beginnings])
def test_a_picture_under_a_title_or_heading(
    measure_of: Callable[[ProofDocument], Assessment],
) -> None:
    """It is on the page with it as text would be."""
    last = line("题" * 8, 14, size=22)
    role = Role.TITLE if measure_of is articles.beginnings else Role.HEADING
    under = Box(LEFT, TOP + 16 * PITCH, RIGHT, BOTTOM)
    for pictures, verdict in (((under,), Verdict.PASS), ((PICTURE,), Verdict.FAULT)):
        pages = [page(last, pictures=pictures), full(3)]
        made = sheets(pages, (role, 0, 14, "题"), (Role.BODY, 1, 0, "文"))
        assert measure_of(made).verdict is verdict


def test_credit_lines_that_nobody_can_make_out_are_unverified() -> None:
    assert articles.credit_lines(sheets([full()], ours=True)).verdict is Verdict.PASS
    assert articles.credit_lines(sheets([full()], ours=False)).verdict is Verdict.UNVERIFIED


def test_other_sizes_are_told() -> None:
    made = sheets([page(line("文" * 28, 0), line("注", 1, size=12))], (Role.BODY, 0, 0, "文"))
    assert page_format.sizes(made).figure == "正文 16 磅（也有 12 磅的字）"


def test_there_is_no_pass_where_a_paragraph_is_not_found() -> None:
    made = sheets([full(2)], (Role.BODY, 0, 0, "文" * 56))
    (one,) = made.layout.paragraphs
    lost = replace(made.layout, paragraphs=(one, replace(one, number=1)))
    for code in ("orphans", "line-gaps"):
        found = [
            next(row.assessment for row in measure(some) if row.norm.code == code)
            for some in (made, replace(made, layout=lost))
        ]
        assert [one.verdict for one in found] == [Verdict.PASS, Verdict.UNVERIFIED]


def test_a_table_that_is_not_found_is_unverified() -> None:
    made = sheets([full(2)], (Role.BODY, 0, 0, "文" * 56))
    (one,) = made.layout.paragraphs
    cell = replace(one, number=1, table=0)
    word = replace(made.layout, paragraphs=(one, cell), tables=1)
    assert tables_and_pictures.tables(replace(made, layout=word)).verdict is Verdict.UNVERIFIED


@pytest.mark.parametrize(
    ("second", "last", "verdict"),
    [
        (27, "践。", Verdict.UNVERIFIED),  # 践。 may not be parted, and both would not fit
        (26, "２０２４年", Verdict.UNVERIFIED),
        (25, "中。2024年", Verdict.UNVERIFIED),
        (26, "2024年", Verdict.UNVERIFIED),  # with the space before a number it does not fit
        (27, "践行", Verdict.UNVERIFIED),  # short without a reason, but one line proves nothing
        (28, "践。", Verdict.PASS),
        (24, "践。", Verdict.UNVERIFIED),
    ],
)
def test_a_line_that_is_short_for_its_marks(second: int, last: str, verdict: Verdict) -> None:
    lines = [line("文" * 28, 0), line("文" * second, 1), line(last, 2)]
    found = line_filling.characters(sheets([page(*lines)], (Role.BODY, 0, 0, "文")))
    assert found.verdict is verdict


def test_lines_that_are_short_without_a_reason_among_full_ones() -> None:
    lines = [line("文" * 28, row) for row in range(4)] + [line("文" * 24, 4), line("践行", 5)]
    found = line_filling.characters(sheets([page(*lines)], (Role.BODY, 0, 0, "文")))
    assert (found.verdict, found.spots[0].line) == (Verdict.FAULT, 5)


@pytest.mark.parametrize(("lines", "verdict"), [(1, Verdict.FAULT), (2, Verdict.PASS)])
def test_a_subtitle_is_no_text_under_its_title(lines: int, verdict: Verdict) -> None:
    body = [line("字" * 28, 20 + row) for row in range(lines)]
    document = sheets(
        [page(line("代表动起来", 18, size=22.0), line("——温县纪实", 19), *body)],
        (Role.TITLE, 0, 18, "代表动起来"),
        (Role.SUBTITLE, 0, 19, "——温县纪实"),
        (Role.BODY, 0, 20, "字" * 28 * lines),
    )
    assert articles.beginnings(document).verdict is verdict
