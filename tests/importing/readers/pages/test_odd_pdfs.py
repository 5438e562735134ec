"""PDFs that nobody would make, or that somebody broke: what is kept, what is told, what is refused."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from bulletin.findings.errors import BulletinError
from bulletin.importing.draft import (
    Draft,
    DraftParagraph,
    DraftPicture,
    DraftTable,
    Remark,
    plain,
    texts,
)
from bulletin.importing.readers.limits import PDF_PAGES, PICTURE_PIXELS
from bulletin.importing.readers.pages.pdf_reader import read
from tests.conftest import SERIES, write_files
from tests.harness import small_pdfs as tiny
from tests.harness.limited_run import run
from tests.harness.prose_documents import accounted, characters
from tests.harness.small_pdfs import show

pytestmark = pytest.mark.slow

DATA = Path(__file__).parents[3] / "data"
BODY = "".join(
    show(text, 80, 700 - 30 * place)
    for place, text in enumerate(("正文第一行在这里站着不动一直写到行末", "接着写第二行。"))
)


def drafted(data: bytes) -> Draft:
    draft = read("试.pdf", data)
    assert accounted(draft) == characters(data)
    return draft


def paras(data: bytes) -> list[str]:
    return [piece.text for piece in drafted(data).pieces if isinstance(piece, DraftParagraph)]


def refused(data: bytes) -> str:
    with pytest.raises(BulletinError) as caught:
        read("试.pdf", data)
    assert caught.value.hint
    return caught.value.message


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_reads_like_an_upright_one(turn: int) -> None:
    matrix = {0: "1 0 0 1", 90: "0 1 -1 0", 180: "-1 0 0 -1", 270: "0 -1 1 0"}[turn]
    along = {
        0: (80, 700, 0, -24),
        90: (100, 80, 24, 0),
        180: (500, 100, 0, 24),
        270: (500, 700, -24, 0),
    }
    x, y, right, up = along[turn]
    page = show("第一行的文字写满", x, y, matrix=matrix)
    page += show("第二行。", x + right, y + up, matrix=matrix)
    assert paras(tiny.pdf(page, extra=f"/Rotate {turn}")) == ["第一行的文字写满第二行。"]


def test_slanting_text_stands_apart() -> None:
    slant = show("内部资料", 200, 300, 40, matrix="0.7 0.7 -0.7 0.7")
    assert paras(tiny.pdf(BODY + slant)) == [
        "正文第一行在这里站着不动一直写到行末接着写第二行。",
        "内部资料",
    ]


def test_a_watermark_on_every_page_is_left_out() -> None:
    slant = show("内部资料", 200, 300, 40, matrix="0.7 0.7 -0.7 0.7")
    draft = drafted(tiny.pdf(*(show(f"第{n}段。", 80, 700) + slant for n in "甲乙丙")))
    assert [(left.text, left.reason) for left in draft.omitted] == [("内部资料", "水印")] * 3


def test_text_that_is_not_painted_is_text() -> None:
    """The text layer of a scan, over the picture of the page, which is not taken."""
    page = "q 590 0 0 840 0 0 cm /I Do Q 3 Tr " + BODY
    draft = drafted(tiny.pdf(page, images={"I": tiny.image(59, 84)}))
    assert [type(piece) for piece in draft.pieces] == [DraftParagraph]
    assert "底图" in draft.notes[0]


def test_characters_without_a_table_are_told() -> None:
    draft = drafted(tiny.pdf(BODY + show("ABCDEF", 80, 500, face=4)))
    assert [piece.text for piece in draft.pieces if isinstance(piece, DraftParagraph)][
        1
    ] == "\ufffd" * 3
    assert "3 个字认不出来" in draft.notes[0]


def test_private_characters_are_kept_and_told() -> None:
    draft = drafted(tiny.pdf(BODY + show("\uf06c要点", 80, 500)))
    assert [piece.text for piece in draft.pieces if isinstance(piece, DraftParagraph)][
        1
    ] == "\uf06c要点"
    assert "专用字符" in draft.notes[0]


def test_latin_words_and_hyphens() -> None:
    page = show("The deputies of the well-", 80, 700, face=1) + show(
        "known county congress met", 80, 680, face=1
    )
    page += show("and agreed.", 80, 660, face=1)
    data = tiny.pdf(page)
    assert [
        piece.text for piece in read("试.pdf", data).pieces if isinstance(piece, DraftParagraph)
    ] == ["The deputies of the well-known county congress met and agreed."]


def test_a_space_that_is_only_seen() -> None:
    assert paras(tiny.pdf(show("one", 80, 700, face=1) + show("two", 112, 700, face=1))) == [
        "one two"
    ]
    wide = show("代表动起来", 80, 600) + show("活动实起来", 80 + 6 * 16, 600)
    assert paras(tiny.pdf(wide)) == ["代表动起来　活动实起来"]
    apart = show("某市人大办公室", 80, 600) + show("12月20日", 400, 600)
    assert paras(tiny.pdf(apart)) == ["某市人大办公室\t12月20日"]
    assert paras(
        tiny.pdf("".join(show(char, 80 + 40 * n, 600) for n, char in enumerate("会议纪要")))
    ) == ["会议纪要"]


def test_a_face_named_in_gb_18030_marks_a_heading() -> None:
    page = show("一、抓学习。", 80, 700, face=3) + show("组织代表学习了很多次", 80 + 96, 700)
    draft = drafted(tiny.pdf(page + show("，收获很大，正文接着写。", 48, 670)))
    bits = draft.pieces[0].runs if isinstance(draft.pieces[0], DraftParagraph) else ()
    assert [(bit.text, bit.bold) for bit in bits] == [
        ("一、抓学习。", True),
        ("组织代表学习了很多次，收获很大，正文接着写。", False),
    ]


def test_a_face_thickened_with_the_pen_is_bold() -> None:
    """Word and LibreOffice do so where a face has no bold (ISO 32000-1, 9.3.6: mode 2)."""
    page = (
        show("正文一行", 80, 700)
        + "2 Tr "
        + show("粗", 80 + 64, 700)
        + "0 Tr "
        + show("字", 80 + 80, 700)
    )
    piece = drafted(tiny.pdf(page)).pieces[0]
    assert isinstance(piece, DraftParagraph)
    assert [(bit.text, bit.bold) for bit in piece.runs] == [
        ("正文一行", False),
        ("粗", True),
        ("字", False),
    ]


def test_cells_of_ruling_lines() -> None:
    page = BODY + tiny.grid((80, 180, 280), (400, 430, 460))
    page += (
        show("甲", 90, 440)
        + show("乙", 190, 440)
        + show("丙一", 90, 410, 10)
        + show("丁", 190, 410)
    )
    draft = drafted(tiny.pdf(page + show("表后。", 80, 350)))
    assert [type(piece) for piece in draft.pieces] == [DraftParagraph, DraftTable, DraftParagraph]
    grid = draft.pieces[1]
    assert isinstance(grid, DraftTable)
    assert [[plain(cell) for cell in row] for row in grid.rows] == [["甲", "乙"], ["丙一", "丁"]]


def test_a_row_that_the_page_cuts_is_one_row() -> None:
    """The next page repeats the head, and goes on in the cells that were full."""
    xs = (80, 180, 280)
    first = show("正文。", 80, 700) + tiny.grid(xs, (60, 90, 120))
    first += (
        show("序号", 90, 100)
        + show("事项", 190, 100)
        + show("一", 90, 70)
        + show("办好民生实", 190, 70)
    )
    second = tiny.grid(xs, (700, 730, 760, 790)) + show("序号", 90, 770) + show("事项", 190, 770)
    second += (
        show("事", 190, 740)
        + show("二", 90, 710)
        + show("修路", 190, 710)
        + show("表后。", 80, 600)
    )
    draft = drafted(tiny.pdf(first, second))
    grids = [piece for piece in draft.pieces if isinstance(piece, DraftTable)]
    assert [[[plain(cell) for cell in row] for row in grid.rows] for grid in grids] == [
        [["序号", "事项"], ["一", "办好民生实事"], ["二", "修路"]]
    ]
    assert [left.reason for left in draft.omitted] == ["重复的表头"] * 2


def test_a_short_quotation_that_is_set_in_at_both_sides() -> None:
    """Its second line stands where first lines of the text do, and still goes on."""
    full = "正文一行写满二十八个字的样子再接再厉再写几个字凑够了数目"
    page = show(full[:-2], 112, 700) + show(full, 80, 671) + show("写完。", 80, 642)
    page += show(full[4:-2], 144, 613) + show("引文完。", 112, 584) + show("新的一段。", 112, 555)
    assert paras(tiny.pdf(page)) == [
        full[:-2] + full + "写完。", full[4:-2] + "引文完。", "新的一段。",
    ]  # fmt: skip


def test_columns_go_on_with_few_lines_on_the_next_page() -> None:
    row = "一二三四五六七八九十一二三"
    pages = [
        "".join(show(row, x, 700 - 24 * n) for x in (60, 310) for n in range(lines))
        for lines in (8, 2)
    ]
    found = paras(tiny.pdf(*pages, show("甲", 60, 700)))
    assert "".join(found) == row * 20 + "甲"
    assert "\t" not in "".join(found)


def test_a_frame_is_no_table() -> None:
    draft = drafted(tiny.pdf(BODY + tiny.grid((60, 540), (600, 760))))
    assert [type(piece) for piece in draft.pieces] == [DraftParagraph]


def test_pictures() -> None:
    """JPEG stays byte by byte; bullets and rules are no pictures; the same picture is made once."""
    page = (
        BODY
        + "q 200 0 0 100 80 400 cm /J Do Q q 90 0 0 45 80 300 cm /P Do Q q 9 0 0 9 80 200 cm /P Do Q"
    )
    draft = drafted(tiny.pdf(page, images={"J": tiny.jpeg(), "P": tiny.image(6, 3)}))
    pictures = [piece for piece in draft.pieces if isinstance(piece, DraftPicture)]
    assert [one.name for one in pictures] == ["图1.jpg", "图2.png"]
    assert pictures[0].data == tiny.JPEG
    assert pictures[1].data[16:24] == bytes((0, 0, 0, 6, 0, 0, 0, 3))
    with Image.open(io.BytesIO(pictures[1].data)) as image:
        assert (image.mode, image.tobytes()) == ("RGB", b"\xc8\x1e\x1e" * 18)


def test_a_huge_picture_is_told() -> None:
    side = int(PICTURE_PIXELS**0.5) + 10
    page = BODY + "q 200 0 0 100 80 400 cm /P Do Q"
    draft = drafted(tiny.pdf(page, images={"P": tiny.image(side, side, b"\0")}))
    assert "图片太大" in draft.notes[0]


def test_a_large_picture_takes_bounded_memory(tmp_path: Path) -> None:
    page = BODY + "q 200 0 0 200 80 400 cm /P Do Q"
    (tmp_path / "大.pdf").write_bytes(tiny.pdf(page, images={"P": tiny.image(6000, 6000)}))
    write_files(tmp_path / "ws", {"issues/bulletin.yaml": SERIES})
    ran = run("import", "1", tmp_path / "大.pdf", cwd=tmp_path / "ws")
    assert ran.code in (0, 1), ran.err
    assert len(list((tmp_path / "ws" / "issues" / "1").glob("*.png"))) == 1
    assert ran.megabytes < 350


def test_notes_at_the_foot_and_comments() -> None:
    lines = (
        "首行缩进两个字写满这一整行的文字内",
        "容在第二行继续写也写满这一整行的字内",
        "容到第三行。",
    )
    page = show(lines[0], 112, 700) + show(lines[1], 80, 671) + show(lines[2], 80, 642)
    page += show(lines[0], 112, 613) + show(lines[1][:-2] + "注文", 80, 584)
    page += show("①数据来自统计局。", 80, 120, 10)
    comment = (
        "/Annots [<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /T (Li) /Contents (Check) >>]"
    )
    after = show("下页接着写。", 80, 700)
    draft = read("试.pdf", tiny.pdf(page, after, extra=comment))
    assert [piece.text for piece in draft.pieces if isinstance(piece, DraftParagraph)] == [
        "".join(lines), lines[0] + lines[1][:-2] + "注文下页接着写。",
    ]  # fmt: skip
    remarks = [piece for piece in draft.pieces if isinstance(piece, Remark)]
    assert [(one.label, one.text) for one in remarks] == [
        ("脚注", "①数据来自统计局。"), ("批注（Li）", "Check"), ("批注（Li）", "Check"),
    ]  # fmt: skip


@pytest.mark.parametrize("pages", [1, 3])
def test_page_numbers(pages: int) -> None:
    bodies = (
        show("一二三四五六"[n:] + "段。", 80, 700) + show("又一段。", 80, 600 - 9 * n)
        for n in range(pages)
    )
    numbered = (body + show(f"— {n} —", 280, 60, 14) for n, body in enumerate(bodies, 5))
    draft = drafted(tiny.pdf(*numbered))
    assert [left.reason for left in draft.omitted] == ["页码"] * pages


def test_pages_that_are_all_alike_keep_their_text() -> None:
    draft = drafted(tiny.pdf(*[show("一号证书", 80, 700) + show("准予通过。", 80, 400)] * 4))
    assert "".join(texts(draft.pieces)) == "一号证书准予通过。" * 4
    assert draft.omitted == ()


def test_bare_numbers_that_do_not_count_up_are_text() -> None:
    pages = (show("甲" * n, 80, 700) + show(str(n), 280, 60, 14) for n in (7, 3, 20))
    draft = drafted(tiny.pdf(*pages))
    assert draft.omitted == ()


def test_what_cannot_be_read_is_refused_in_plain_words() -> None:
    whole = tiny.pdf(BODY)
    assert "不是 PDF" in refused(b"PK\x03\x04 no PDF at all")
    assert "不是 PDF" in refused(b"")
    assert "坏了" in refused(whole[:60])
    assert "密码" in refused(tiny.locked())
    assert "没有文字" in refused(tiny.pdf(""))
    scan = tiny.pdf("q 500 0 0 700 40 40 cm /I Do Q", images={"I": tiny.image(50, 70)})
    assert "扫描件" in refused(scan)
    assert str(PDF_PAGES) in refused(tiny.pdf(*[BODY] * (PDF_PAGES + 1)))
    assert "坏了" in refused(tiny.pdf())


def test_a_file_without_its_end_is_read_and_told() -> None:
    whole = tiny.pdf(BODY)
    draft = drafted(whole[: whole.index(b"startxref")])
    assert "结尾不完整" in draft.notes[0]


@pytest.mark.parametrize(
    "page",
    [
        show("远", 1e30, -3e38) + BODY,
        show("大", 80, 600, 1e6) + BODY,
        show("负", 80, 600, -16) + BODY,
        show("偏", 80, 600, matrix="1e9 0 0 1e9") + BODY,
        "1e38 0 0 1e38 0 0 cm " + BODY,
        BODY + "nan inf m 1e99 -1e99 l S 0 0 1e99 1e99 re S",
        BODY + "0 0 m 1 1 1 1 1 1 c h f " * 50,
        BODY + "BT /F9 12 Tf (x) Tj ET q q q Q Q Q Q Q",
    ],
)
def test_absurd_figures(page: str) -> None:
    data = tiny.pdf(page)
    if characters(data):
        assert drafted(data).pieces


@pytest.mark.parametrize("box", ["0 0 0 0", "-1e9 -1e9 1e9 1e9", "600 800 0 0", "0 0 1e38 5"])
def test_absurd_pages(box: str) -> None:
    assert paras(tiny.pdf(BODY, box=box)) == ["正文第一行在这里站着不动一直写到行末接着写第二行。"]


def seeds() -> list[bytes]:
    """Files to break."""
    table = tiny.grid((80, 180, 280), (400, 430, 460)) + show("甲", 90, 440) + show("乙", 190, 440)
    picture = "q 200 0 0 100 80 300 cm /I Do Q"
    return [
        tiny.pdf(BODY + table + picture, BODY, images={"I": tiny.image(20, 10)}),
        tiny.pdf(BODY + picture, images={"I": tiny.jpeg()}, extra="/Rotate 90"),
        tiny.locked(),
        (DATA / "chromium-wild.pdf").read_bytes(),
    ]


Cut = tuple[int, int, bytes]
cuts = st.lists(
    st.tuples(st.integers(0, 10**6), st.integers(0, 40), st.binary(max_size=12)),
    min_size=1,
    max_size=6,
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.sampled_from(range(4)), places=cuts)
def test_broken_files_are_read_or_refused(seed: int, places: list[Cut]) -> None:
    """Bytes put in, taken away and changed: a draft that accounts for all, or a clear refusal."""
    data = bytearray(seeds()[seed])
    for place, length, new in places:
        at = place % len(data)
        data[at : at + length] = new
    try:
        draft = read("试.pdf", bytes(data))
    except BulletinError as error:
        assert error.hint
    else:
        assert accounted(draft) == characters(bytes(data))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["正文", "一、", "12", "。", "AB", "　", "——", "\uf06c"]),
            st.integers(-50, 650), st.integers(-50, 900), st.sampled_from([1, 8, 16, 22, 90]),
            st.sampled_from(["1 0 0 1", "0 1 -1 0", "0.7 0.7 -0.7 0.7", "-1 0 0 1"]),
        ),
        min_size=1, max_size=40,
    )
)  # fmt: skip
def test_characters_anywhere_are_all_accounted_for(
    glyphs: list[tuple[str, int, int, int, str]],
) -> None:
    page = "".join(show(text, x, y, size, matrix=matrix) for text, x, y, size, matrix in glyphs)
    data = tiny.pdf(page + BODY)
    draft = read("试.pdf", data)
    assert accounted(draft) == characters(data)


@pytest.mark.parametrize("make", [lambda: tiny.pdf(BODY), lambda: tiny.pdf(BODY, BODY)])
def test_reading_is_the_same_every_time(make: Callable[[], bytes]) -> None:
    assert read("试.pdf", make()) == read("试.pdf", make())
