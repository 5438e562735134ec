"""What import guessed, and by which sign."""

from __future__ import annotations

import pytest

from bulletin.findings.diagnostics import Severity
from bulletin.importing.draft import Draft
from bulletin.importing.output import import_report
from bulletin.importing.recognise.whole_issue import Choice
from tests.harness.import_cases import WHOLE, cases, imported, look_at, piece, shared_files

LARGEST, LINE, SENT = "标题 最大的字号", "供稿单位 供稿行", "（甲县人大供稿）"
TEXT = "代表们走进站点，走到群众中间。"


def guesses(*lines: str, choice: Choice = "", fresh: bool = False) -> list[str]:
    draft = Draft("来稿.docx", tuple(map(piece, lines)))
    made = imported(draft, shared_files(), is_new=fresh, choice=choice)
    return [f"{one.what} {one.cue}{'？' if one.doubts else ''}" for one in made.guesses]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("居中 22磅| 甲县：代表动起来", TEXT, SENT), [LARGEST, LINE]),
        (("甲县：代表动起来", TEXT, "甲县人大常委会", "2026年3月1日"), ["标题 第一行", "供稿单位 落款"]),
        (("居中 22磅| 甲县视察", "居中| 甲县人大常委会", TEXT), [LARGEST, "供稿单位 标题下面的单位"]),
        ((f"{TEXT * 4}", SENT), ["标题 文件名？", LINE]),
        (("居中 22磅| 甲县视察", TEXT, "甲局", "2026年3月1日"), [LARGEST, "供稿单位 落款？"]),
        (("居中 红 22磅| 甲县人民政府文件", "居中 22磅| 甲县视察", TEXT), [LARGEST, "供稿单位 红头、报头？"]),
        (("居中 16磅| 材料", "居中 22磅| 甲县视察", TEXT, SENT), ["标题 最大的字号？", LINE]),
        (("22磅| 甲县视察", "一、走进站点", TEXT, SENT), [LARGEST, LINE, "小标题的排法 多数小标题"]),
    ],
)  # fmt: skip
def test_what_was_guessed_is_said_with_its_sign(lines: tuple[str, ...], said: list[str]) -> None:
    assert guesses(*lines) == said


def test_that_a_file_is_an_issue_is_a_guess() -> None:
    case = next(cases(WHOLE / "mastheads.md"))
    made = imported(case.draft, shared_files(), number=12, is_new=True)
    assert (made.guesses[0].what, made.guesses[0].cue) == ("整期", "报头和目录")
    made = imported(case.draft, shared_files(), number=12, is_new=True, choice="issue")
    assert made.guesses[0].cue == "您指明的"


WHOLE_BY_CREDITS = (
    "居中 22磅| 甲县视察", TEXT, TEXT, SENT, "居中 22磅| 乙县视察", TEXT, TEXT, "（乙县人大供稿）",
    "分送：各县（市、区）人大常委会。",
)  # fmt: skip


def report_of(*lines: str, choice: Choice = "", fresh: bool = False) -> list[str]:
    draft = Draft("来稿.docx", tuple(map(piece, lines)))
    return list(
        import_report.lines(
            imported(draft, shared_files(), is_new=fresh, choice=choice), "issues/1"
        )
    )


def test_one_line_beside_the_books_says_what_was_guessed() -> None:
    *_, books, guessed = report_of("居中 22磅| 甲县：代表动起来", TEXT, SENT)
    assert books.startswith("核对字符：") and books.endswith("原文件没有核对。")
    assert guessed.startswith("猜的：标题（最大的字号）、供稿单位（供稿行）。")
    *_, guessed = report_of(f"{TEXT * 4}", SENT)
    assert "标题（文件名，拿不准）" in guessed


def test_the_guesses_of_an_issue_are_counted() -> None:
    *_, guessed = report_of(*WHOLE_BY_CREDITS, fresh=True)
    assert "整期（几篇文章的供稿行，拿不准）、标题（最大的字号 2 篇）" in guessed


@pytest.mark.parametrize(
    ("lines", "code", "at"),
    [
        ((f"{TEXT * 4}", SENT), "IM002", "title: 来稿"),
        (("居中 16磅| 材料", "居中 22磅| 甲县视察", TEXT, SENT), "IM002", "title: 甲县视察"),
        (("居中 22磅| 甲县视察", TEXT, "甲局", "2026年3月1日"), "IM014", "source: 甲局"),
        (("红 居中 30磅| 甲县人民政府文件", "居中 22磅| 甲县视察", TEXT), "IM014", "source: 甲县人民政府"),
    ],
)  # fmt: skip
def test_a_weak_sign_is_a_warning_at_its_place(lines: tuple[str, ...], code: str, at: str) -> None:
    draft = Draft("来稿.docx", tuple(map(piece, lines)))
    made = imported(draft, shared_files())
    assert f"{code} {at}" in look_at(made).split("\n")
    assert all(one.severity is Severity.WARNING for one in made.findings if one.code == code)


def test_an_issue_without_a_masthead_is_a_warning_in_its_settings() -> None:
    draft = Draft("来稿.docx", tuple(map(piece, WHOLE_BY_CREDITS)))
    made = imported(draft, shared_files(), is_new=True)
    (doubt,) = (one for one in made.findings if one.code == "IM015")
    assert doubt.span.source.path == "issues/1/issue.yaml" and "--single" in doubt.hint


def test_an_issue_that_is_none_is_said() -> None:
    assert "没有找到报头" in "".join(report_of("甲县视察", TEXT, SENT, choice="issue"))
