"""What import guessed, and by which sign."""

from __future__ import annotations

import pytest

from bulletin.importing.draft import Draft
from bulletin.importing.issue import Choice
from tests.importing.cases import WHOLE, cases, desk, imported, piece

LARGEST, LINE, SENT = "标题 最大的字号", "供稿单位 供稿行", "（甲县人大供稿）"
TEXT = "代表们走进站点，走到群众中间。"


def guesses(*lines: str, choice: Choice = "", fresh: bool = False) -> list[str]:
    draft = Draft("来稿.docx", tuple(map(piece, lines)))
    made = imported(draft, desk(), is_new=fresh, choice=choice)
    return [f"{one.what} {one.cue}{'？' if one.weak else ''}" for one in made.guesses]


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
    made = imported(case.draft, desk(), number=12, is_new=True)
    assert (made.guesses[0].what, made.guesses[0].cue) == ("整期", "报头和目录")
    made = imported(case.draft, desk(), number=12, is_new=True, choice="issue")
    assert made.guesses[0].cue == "您写的 --issue"
