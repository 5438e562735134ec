"""Faces judged from what was printed: synthetic pages, every case."""

from __future__ import annotations

import pytest

from bulletin.office.fonts.installed import Installed
from bulletin.pdf.page_model import Box, Character
from bulletin.pdf.printed import Printed, PrintedLine, PrintedPage
from bulletin.proof.docx_layout import DocxLayout, WordParagraph
from bulletin.proof.measurement import Assessment, Verdict
from bulletin.proof.measures import lost_characters, used_faces
from bulletin.proof.paragraph_roles import Role
from bulletin.proof.printed_paragraphs import ProofDocument

FANG, HEI, NOTO = "FandolFang-Regular", "FandolHei-Regular", "NotoSerifCJKsc-Regular"


def sheets(
    asked: dict[str, str], printed: list[tuple[str, str]], installed: Installed | None
) -> ProofDocument:
    """A page whose texts were printed in some faces, asked for as text by face."""
    lines = []
    for row, (text, font) in enumerate(printed):
        y = 150.0 + 29 * row
        characters = tuple(
            Character(char, 80 + 16 * place, 96 + 16 * place, y, y - 14, y + 2, font, 16)
            for place, char in enumerate(text)
        )
        lines.append(PrintedLine(text, characters[0].left, characters[-1].right, y, characters))
    by_char: dict[str, frozenset[str]] = {}
    for face, text in asked.items():
        for char in text:
            by_char[char] = by_char.get(char, frozenset()) | {face}
    word = DocxLayout(
        Box(79, 105, 521, 743),
        (WordParagraph(0, "".join(text for text, _ in printed), Role.BODY),),
        by_char,
        {face: len(text) for face, text in asked.items()},
        0,
        True,
    )
    return ProofDocument(
        word, Printed((PrintedPage(595, 842, tuple(lines), (), ()),), {}), installed
    )


def verdicts(made: ProofDocument) -> tuple[Assessment, Assessment]:
    return used_faces.faces(made), lost_characters.fallen_characters(made)


def test_the_faces_themselves() -> None:
    used, lost = verdicts(
        sheets({"仿宋_GB2312": "代表"}, [("代表", "FangSong_GB2312")], {"仿宋_GB2312": frozenset()})
    )
    assert (used.verdict, used.figure) == (Verdict.PASS, "仿宋_GB2312")
    assert lost.verdict is Verdict.PASS


def test_a_face_known_to_fontconfig_only() -> None:
    installed = {"汉仪中黑简": frozenset({"HYZhongHeiS"})}
    used, _ = verdicts(sheets({"汉仪中黑简": "代表"}, [("代表", "HYZhongHeiS")], installed))
    assert (used.verdict, used.figure) == (Verdict.PASS, "汉仪中黑简")


def test_a_stand_in() -> None:
    used, lost = verdicts(sheets({"仿宋_GB2312": "代表"}, [("代表", FANG)], {}))
    assert (used.verdict, used.figure) == (Verdict.PASS, f"仿宋_GB2312（{FANG} 代）")
    assert lost.verdict is Verdict.PASS


def test_a_face_that_is_missing_is_named_even_where_its_characters_stand_elsewhere_too() -> None:
    made = sheets(
        {"仿宋_GB2312": "代表动", "汉仪中黑简": "代表"},
        [("代表动", FANG), ("代表", "NotoSansCJKjp-Regular")],
        {},
    )
    used, lost = verdicts(made)
    assert used.verdict is Verdict.FAULT
    assert "汉仪中黑简 没有，用了 NotoSansCJKjp-Regular" in used.figure
    assert (lost.verdict, lost.figure) == (
        Verdict.UNVERIFIED, "没有 汉仪中黑简，该用它的字看不出有没有"
    )  # fmt: skip


@pytest.mark.parametrize(("face", "fell"), [("仿宋_GB2312", True), ("方正仿宋_GBK", False)])
def test_under_a_stand_in_the_character_set_decides(face: str, fell: bool) -> None:
    """Fandol lacks 喆, and so does 仿宋_GB2312; the _GBK face has it."""
    _, lost = verdicts(sheets({face: "代表喆〇"}, [("代表", FANG), ("喆〇", NOTO)], {}))
    assert (lost.verdict is Verdict.FAULT) == fell
    if fell:
        assert lost.figure == "1 个：喆"


def test_a_character_that_the_installed_face_lacks() -> None:
    installed = {"仿宋_GB2312": frozenset({"FangSong_GB2312"})}
    made = sheets(
        {"仿宋_GB2312": "代表喆"}, [("代表", "FangSong_GB2312"), ("喆", "SimSun")], installed
    )
    used, lost = verdicts(made)
    assert used.verdict is Verdict.PASS
    assert (lost.verdict, lost.figure) == (Verdict.FAULT, "1 个：喆")


def test_without_the_body_face_nothing_that_depends_on_it_passes() -> None:
    made = sheets({"仿宋_GB2312": "代表"}, [("代表", "DejaVuSans")], {})
    used, lost = verdicts(made)
    assert used.verdict is Verdict.FAULT
    assert lost.verdict is Verdict.UNVERIFIED


def test_where_nobody_knows_what_is_installed() -> None:
    used, _ = verdicts(sheets({"汉仪中黑简": "代表"}, [("代表", "HYZhongHeiS")], None))
    assert used.verdict is Verdict.UNVERIFIED


def test_a_face_whose_text_is_not_printed_is_no_fault() -> None:
    made = sheets({"仿宋_GB2312": "代表", "华文新魏": "表"}, [("代表", FANG)], {})
    assert verdicts(made)[0].figure == f"仿宋_GB2312（{FANG} 代）；华文新魏（没有用到）"
