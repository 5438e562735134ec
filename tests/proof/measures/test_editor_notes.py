"""Editors' notes before a title, on synthetic pages."""

from __future__ import annotations

from bulletin.pdf.printed import PrintedLine, PrintedPage
from bulletin.proof.measurement import Verdict
from bulletin.proof.measures.editor_notes import editor_notes
from bulletin.proof.paragraph_roles import Role
from bulletin.proof.printed_paragraphs import ProofDocument
from tests.harness.proof_pages import full, line, page, sheets

NOTE = "编者按：现将做法刊发。"


def noted(
    pages: list[PrintedPage], note: tuple[int, float], title: tuple[int, float]
) -> ProofDocument:
    return sheets(
        pages, (Role.BODY, 0, 0, "文" * 112), (Role.BODY, *note, NOTE), (Role.TITLE, *title, "题目"),
        ours=False,
    )  # fmt: skip


def text(number: int = 4) -> list[PrintedLine]:
    return list(full(number).lines)


def test_a_note_stands_apart_from_the_article_before_and_with_its_title() -> None:
    apart = [page(*text(), line(NOTE, 5), line("题目", 7, size=22))]
    assert editor_notes(noted(apart, (0, 5), (0, 7))).verdict is Verdict.PASS
    glued = [page(*text(), line(NOTE, 4), line("题目", 6, size=22))]
    found = editor_notes(noted(glued, (0, 4), (0, 6)))
    assert [(one.page, one.line) for one in found.spots] == [(1, 5)]
    parted = [page(*text(), line(NOTE, 5)), page(line("题目", 1, size=22))]
    found = editor_notes(noted(parted, (0, 5), (1, 1)))
    assert [(one.page, one.line) for one in found.spots] == [(1, 5)]


def test_a_note_at_the_top_of_a_page_has_nothing_above_it() -> None:
    pages = [page(*text()), page(line(NOTE, 0), line("题目", 2, size=22))]
    assert editor_notes(noted(pages, (1, 0), (1, 2))).verdict is Verdict.PASS


def test_a_note_under_its_title_is_none_of_this_measure() -> None:
    made = sheets([page(*text())], (Role.BODY, 0, 0, NOTE), (Role.BODY, 0, 2, "文" * 56))
    assert editor_notes(made).figure == "没有标题前的编者按"


def test_a_note_that_is_not_found_is_not_measured() -> None:
    made = noted([page(*text(), line(NOTE, 4), line("题目", 6, size=22))], (0, 4), (0, 6))
    del made.printed.places["bulletin1e"]
    assert editor_notes(made).verdict is Verdict.UNVERIFIED
