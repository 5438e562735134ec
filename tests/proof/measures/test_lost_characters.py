"""No character passes that is not on the paper as it was typed, of whatever script it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bulletin.office.fonts import stand_ins
from bulletin.office.fonts.installed import installed
from bulletin.office.fonts.missing_glyph import missing_glyph
from bulletin.ooxml.package import open_package
from bulletin.pdf import printed
from bulletin.pdf.page_model import Ink
from bulletin.proof.docx_layout import read_layout
from bulletin.proof.measurement import Assessment, Verdict
from bulletin.proof.measures import lost_characters
from bulletin.proof.measures.used_faces import Fit, fit, is_in_charset
from bulletin.proof.printed_paragraphs import ProofDocument, marked
from bulletin.proof.rendering import to_pdf
from tests.harness.programs import need
from tests.harness.render import need_rendering
from tests.harness.seeded_faults import FIRST, Seed, article, build
from tests.proof.measures.test_used_faces import FANG, NOTO, sheets

pytestmark = pytest.mark.needs_rendering

FOREIGN = {
    "Tibetan": "བོད་ཡིག", "Mongolian": "ᠮᠣᠩᠭᠣᠯ", "Uighur": "ئۇيغۇر", "Thai": "ภาษาไทย",
    "Devanagari": "हिन्दी", "Korean": "한국어", "Yi": "ꆈꌠꉙ", "Dai": "ᦑᦺ", "Hebrew": "עברית",
    "squares": "㎡㎞", "circled": "㉑㊿", "ballot boxes": "☑☒", "emoji": "😀🚩",
    "family": "👨👩👧", "flag": "🇨🇳", "extension B": "𠀀𤭢", "extension C": "𪜀", "extension D": "𫝀",
    "extension E": "𫠠", "extension F": "𬺰", "extension G": "𰀀", "extension H": "𱍐",
    "extension A": "㐀䶵", "compatibility": "豈", "private use": "\ue123\uf8ff",
    "accents": "e̋q̇", "letterlike": "℡", "music": "𝄞",
}  # fmt: skip
"""What 仿宋_GB2312 lacks, by its kind."""
PLAIN = "代表走进站点，听取群众意见；“办理”建议12件（其中3件）——占45.6%、3℃、5‰……①Ⅳ★※→√≥×÷α·〇《》［］！？："


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> ProofDocument:
    """All the kinds in one issue, the family joined as in a chat."""
    need_rendering()
    kinds = {**FOREIGN, "family": "👨‍👩‍👧"}
    parts = [PLAIN, *(f"这一段里有{text}，还有字。" for text in kinds.values())]
    seed = Seed((), {FIRST: article("某县：代表活动", *parts)})
    package = open_package("x", build(tmp_path_factory.mktemp("issue"), seed))
    (pdf,) = to_pdf([marked(package)])
    assert pdf is not None
    return ProofDocument(
        read_layout(package), printed.read_printed(pdf), installed(stand_ins.fontconfig())
    )


def told(made: ProofDocument) -> set[str]:
    return {
        one.char
        for one in (
            *lost_characters._lost(made),
            *lost_characters._drawn(made),
            *lost_characters._in_other_faces(made),
        )
    }


@pytest.mark.parametrize("kind", FOREIGN)
def test_characters_of_every_script(made: ProofDocument, kind: str) -> None:
    assert set(FOREIGN[kind]) - set("eq") <= told(made)


def test_and_no_other(made: ProofDocument) -> None:
    """What the faces have, the issue's own text and its folios among it, is not told."""
    assert told(made) <= {char for text in FOREIGN.values() for char in text}
    found = lost_characters.fallen_characters(made)
    assert found.verdict is Verdict.FAULT
    assert len(found.spots) == 12
    assert found.figure.endswith(" 等")


def with_character(text: str, **changes: Any) -> ProofDocument:
    made = sheets({"仿宋_GB2312": text}, [(text, FANG)], {})
    (page,) = made.printed.pages
    (line,) = page.lines
    characters = (line.characters[0]._replace(**changes), *line.characters[1:])
    page = replace(page, lines=(replace(line, characters=characters),))
    return replace(made, printed=replace(made.printed, pages=(page,)))


@pytest.mark.parametrize(
    ("changes", "verdict", "words"),
    [
        ({}, Verdict.PASS, ""),
        ({"ink": Ink.BOX}, Verdict.FAULT, "代 印成方框"),
        ({"ink": Ink.BLANK}, Verdict.FAULT, "代 印成空白"),
        ({"ink": Ink.UNKNOWN}, Verdict.UNVERIFIED, "代 的字体不在"),
        ({"face": "DejaVuSans"}, Verdict.UNVERIFIED, "代 用了 DejaVuSans"),
    ],
)
def test_how_it_was_drawn(changes: dict[str, object], verdict: Verdict, words: str) -> None:
    found = lost_characters.fallen_characters(with_character("代表", **changes))
    assert found.verdict is verdict
    assert not words or found.spots[0].text.startswith(words)


def test_a_box_that_was_typed_is_a_box() -> None:
    assert [*lost_characters._drawn(with_character("□表", ink=Ink.BOX))] == []


def lost(shown: str, printed: str, ours: bool = True) -> Assessment:
    made = sheets({"仿宋_GB2312": shown}, [(printed, FANG)], {})
    (paragraph,) = made.layout.paragraphs
    word = replace(made.layout, paragraphs=(replace(paragraph, shown=shown),), ours=ours)
    return lost_characters.fallen_characters(replace(made, layout=word))


@pytest.mark.parametrize(
    ("shown", "printed", "verdict"),
    [
        ("代表", "代表", Verdict.PASS),
        ("代 表\u200d\ufe0f", "代表", Verdict.PASS),
        ("代表表", "代表", Verdict.FAULT),
        ("代表动", "代表", Verdict.FAULT),
        ("ﬁ", "fi", Verdict.PASS),
        ("office", "oﬃce", Verdict.PASS),
        ("abc", "ABC", Verdict.PASS),
    ],
)
def test_what_is_written_and_not_printed(shown: str, printed: str, verdict: Verdict) -> None:
    assert lost(shown, printed).verdict is verdict


def test_in_a_file_from_elsewhere_a_character_may_be_left_out_on_purpose() -> None:
    assert lost("代表动", "代表", ours=False).verdict is Verdict.UNVERIFIED


def test_nothing_printed_is_no_pass() -> None:
    assert (
        lost_characters.fallen_characters(sheets({}, [(" ", FANG)], {})).verdict
        is Verdict.UNVERIFIED
    )


@pytest.mark.parametrize(
    ("face", "char", "font", "expected"),
    [
        ("仿宋_GB2312", "①", FANG, Fit.YES),
        ("仿宋_GB2312", "—", FANG, Fit.YES),
        ("仿宋_GB2312", "·", FANG, Fit.YES),
        ("仿宋_GB2312", "①", "DejaVuSans", Fit.UNSURE),
        ("仿宋_GB2312", "㎡", NOTO, Fit.NO),
        ("方正仿宋_GBK", "㎡", NOTO, Fit.YES),
        ("仿宋_GB2312", "ⅳ", FANG, Fit.UNSURE),
        ("仿宋_GB2312", "é", FANG, Fit.YES),
        ("仿宋_GB2312", "•", FANG, Fit.UNSURE),
        ("仿宋_GB2312", "喆", FANG, Fit.NO),
        ("Times New Roman", "²", "LiberationSerif", Fit.YES),
        ("Times New Roman", "²", "DejaVuSans", Fit.UNSURE),
        ("仿宋_GB2312", "㎡", "FangSong_GB2312", Fit.YES),
        ("某某体", "文", FANG, Fit.NO),
    ],
)  # fmt: skip
def test_how_a_face_fits(face: str, char: str, font: str, expected: Fit) -> None:
    assert fit(face, char, font, {}) is expected


def test_marks_of_gb2312() -> None:
    assert all(is_in_charset("gb2312", char) for char in "—·“”…《》①⒈⑴㈠ⅣαЯあアㄅāé℃‰§№☆★〇％")
    assert not any(is_in_charset("gb2312", char) for char in "㎡ⅰ⑪☑•–²½喆㐀")


def test_a_face_that_cannot_be_read() -> None:
    assert missing_glyph(b"") is None
    assert missing_glyph(b"\x00\x01\x00\x00" + bytes(40)) is None


def test_the_missing_glyph_of_a_face(tmp_path: Path) -> None:
    need(stand_ins.available(), "a preview font (make fonts)")
    box = missing_glyph((stand_ins.cache() / "FandolFang-Regular.otf").read_bytes())
    assert box is not None
    assert box[0] < box[1]
    assert box[2] < box[3]
