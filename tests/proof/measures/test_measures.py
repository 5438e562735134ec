"""Measurements on synthetic pages: what no rendering of ours would show."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from bulletin.findings.errors import BulletinError
from bulletin.ooxml import formatting
from bulletin.pdf.page_model import Box, Character, RulingLine
from bulletin.pdf.printed import (
    PagePosition,
    Printed,
    PrintedLine,
    PrintedPage,
)
from bulletin.proof import proofing, rendering, requested
from bulletin.proof.measurement import Verdict
from bulletin.proof.measures import (
    articles,
    grid,
    line_lengths,
    measure,
    page_furniture,
    paper_size,
    tables_and_pictures,
)
from bulletin.proof.paragraph_roles import Role
from bulletin.proof.printed_paragraphs import MM, Sheets
from bulletin.proof.requested import Paper, WordFile, WordParagraph
from tests.conftest import ROOT
from tests.harness.render import need_rendering
from tests.harness.seeded_faults import Seed, build

TOP, BOTTOM, LEFT, RIGHT = 37 * MM, 262 * MM, 28 * MM, 184 * MM
A4 = Paper(210 * MM, 297 * MM, TOP, 35 * MM, LEFT, 26 * MM)
PITCH = 28.95


def line(text: str, row: float, x: float = LEFT, size: float = 16.0) -> PrintedLine:
    """A printed line on a row of the grid, counted from 0."""
    y = TOP + PITCH * (row + 0.8)
    characters = tuple(
        Character(char, x + size * place, x + size * (place + 1), y, y - size * 0.8, y, "F", size)
        for place, char in enumerate(text)
    )
    return PrintedLine(text, characters[0].left, characters[-1].right, y, characters)


def page(
    *lines: PrintedLine, rules: tuple[RulingLine, ...] = (), pictures: tuple[Box, ...] = ()
) -> PrintedPage:
    return PrintedPage(210 * MM, 297 * MM, lines, rules, pictures)


def sheets(
    pages: list[PrintedPage], *paragraphs: tuple[Role, int, float, str], ours: bool = True
) -> Sheets:
    """Pages, and paragraphs that begin on a row of a page each."""
    described = tuple(
        WordParagraph(number, text, role) for number, (role, _, _, text) in enumerate(paragraphs)
    )
    places = {
        f"bulletin{number}e": PagePosition(on, TOP + PITCH * row)
        for number, (_, on, row, _) in enumerate(paragraphs)
    }
    return Sheets(WordFile(A4, described, {}, {}, 0, ours), Printed(tuple(pages), places), {})


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


def full(last: int = 22) -> PrintedPage:
    return page(*(line("文" * 28, row) for row in range(last)))


def test_lines_are_counted_on_pages_over_whose_foot_a_paragraph_goes() -> None:
    over = sheets([full(), page(line("文", 0))], (Role.BODY, 0, 0, "文"))
    assert grid.lines(over).figure == "22 行（1 面）"
    short = sheets([full(21), page(line("文", 0))], (Role.BODY, 0, 0, "文"))
    assert grid.lines(short).verdict is Verdict.FAULT
    ended = sheets(
        [full(21), page(line("文", 0))], (Role.BODY, 0, 0, "文"), (Role.BODY, 1, 0, "文")
    )
    assert grid.lines(ended).verdict is Verdict.UNVERIFIED


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
    assert line_lengths.characters(made).verdict is verdict


def test_a_line_that_the_author_broke_is_not_full() -> None:
    texts = ("文" * 26, "文" * 28, "二" * 12, "文" * 28, "三")
    made = sheets(
        [page(*(line(text, row) for row, text in enumerate(texts)))],
        (Role.BODY, 0, 0, f"{texts[0]}{texts[1]}{texts[2]}\n{texts[3]}{texts[4]}"),
    )
    assert line_lengths.characters(made).figure == "28 字 2 行"
    joined = replace(made, word=replace(made.word, paragraphs=(
        replace(made.word.paragraphs[0], text="".join(texts)),
    )))  # fmt: skip
    assert line_lengths.characters(joined).verdict is Verdict.FAULT


def test_a_line_break_of_the_text_is_read_from_the_word_file_and_seen_in_print(
    tmp_path: Path,
) -> None:
    """Two spaces at the end of a line of Markdown, in the middle of a long paragraph."""
    need_rendering()
    text = f"{'代表' * 30}。  \n{'联系群众' * 4}。  \n{'代表' * 50}。\n"
    name = "issues/43/02-温县.md"
    docx = build(tmp_path, Seed((), {name: (ROOT / name).read_text("utf-8") + "\n" + text}))
    file, _ = requested.read(docx, "x.docx")
    assert any(one.text.count("\n") == 2 for one in file.paragraphs)
    [proofed] = proofing.proof([("x.docx", docx)])
    assert proofed is not None
    told = {one.norm.title: one.finding for one in proofed.measures}
    assert told["每行字数"].verdict is Verdict.PASS, told["每行字数"]


def test_one_paragraph_of_another_pitch() -> None:
    even = [line("文" * 28, row) for row in range(4)]
    close = [line("文" * 28, 4 + row * 0.9) for row in range(2)]
    made = sheets([page(*even, *close)], (Role.BODY, 0, 0, "宽"), (Role.BODY, 0, 3.9, "窄"))
    found = grid.pitch(made)
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
    assert paper_size.blank_pages(made).figure == "第 2 面是空白的"


def test_a_picture_is_no_blank_page_and_must_stay_in_the_type_area() -> None:
    inside = Box(LEFT, TOP, RIGHT, TOP + 100)
    made = sheets([page(pictures=(inside,))])
    assert paper_size.blank_pages(made).verdict is Verdict.PASS
    assert tables_and_pictures.tables(made).verdict is Verdict.PASS
    wide = sheets([page(pictures=(replace(inside, right=RIGHT + 9),))])
    assert tables_and_pictures.tables(wide).verdict is Verdict.FAULT


def test_text_that_leaves_the_type_area_by_its_sides() -> None:
    made = sheets([page(line("文" * 30, 0), line("文", 1))], (Role.BODY, 0, 0, "文"))
    assert paper_size.margins(made).verdict is Verdict.FAULT


def test_text_that_a_header_pushes_down() -> None:
    down = [page(*(line("文" * 27, row + shift) for row in range(20))) for shift in (0, 0.5)]
    for pages, verdict in ((down[:1] * 2, Verdict.PASS), (down, Verdict.FAULT)):
        assert paper_size.margins(sheets(pages, (Role.BODY, 0, 0, "文"))).verdict is verdict


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
    ("switch", "turned"),
    [
        (b'<w:overflowPunct w:val="0"/>', b'<w:overflowPunct w:val="1"/>'),
        (b'<w:overflowPunct w:val="false" />', b'<w:overflowPunct w:val="1"/>'),
        (b"<w:overflowPunct/>", b'<w:overflowPunct w:val="0"/>'),
        (b'<w:overflowPunct w:val="1"/>', b'<w:overflowPunct w:val="0"/>'),
    ],
)
def test_the_switch_for_hanging_marks_is_turned(switch: bytes, turned: bytes) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", b"<a>" + switch + b"</a>")
        archive.writestr("word/media/a.png", switch)
    with zipfile.ZipFile(io.BytesIO(rendering.for_libreoffice(buffer.getvalue()))) as archive:
        assert archive.read("word/document.xml") == b"<a>" + turned + b"</a>"
        assert archive.read("word/media/a.png") == switch


def test_every_paragraph_is_marked(tmp_path: Path) -> None:
    document = build(tmp_path / "ws", Seed(()))
    word, copy = requested.read(document, "43")
    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        text = archive.read("word/document.xml").decode()
    for number in range(len(word.paragraphs)):
        assert text.count(f'w:name="bulletin{number}e"') == 1
    assert requested.mark_of("bulletin20e2520Copy25201") == 20
    assert requested.mark_of("article5F1") is None
    assert {one.role for one in word.paragraphs} >= {
        Role.MASTHEAD, Role.TITLE, Role.BODY, Role.ROUTING,
    }  # fmt: skip


def test_a_file_that_unpacks_to_too_much() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(31):
            archive.writestr(f"word/media/{number}.bin", bytes(10_000_000))
    with pytest.raises(BulletinError, match="300 MB"):
        requested.read(buffer.getvalue(), "a.docx")


def test_an_entity_is_not_followed() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f'<!DOCTYPE a [<!ENTITY x SYSTEM "{(ROOT / "README.md").as_uri()}">]>'
            '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            "<w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>",
        )
    word, _ = requested.read(buffer.getvalue(), "a")
    assert word.paragraphs[0].text == ""
    with pytest.raises(BulletinError):
        requested.read(b"no zip", "a")


def test_damaged_files_are_refused() -> None:
    """A part that does not unpack, wherever in the file the damage lies."""
    buffer = io.BytesIO()
    document = f'<w:document xmlns:w="{formatting.W[1:-1]}"><w:body><w:p/></w:body></w:document>'
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", document)
    whole = buffer.getvalue()
    errors = 0
    for place in range(len(whole)):
        damaged = bytes((*whole[:place], whole[place] ^ 0xFF, *whole[place + 1 :]))
        for read in (requested.read, rendering.for_libreoffice):
            try:
                read(damaged, "a.docx")
            except BulletinError:
                errors += 1
    assert errors > 100


@pytest.mark.parametrize("size", ["²", "32²", "1e5", ".", "", "-32", "9" * 400, "٣٢"])
def test_a_size_that_is_none(size: str) -> None:
    from lxml import etree

    properties = etree.fromstring(f'<w:rPr xmlns:w="{formatting.W[1:-1]}"><w:sz/></w:rPr>')
    properties[0].set(f"{formatting.W}val", size)
    assert formatting.size_of([properties]) == 10.0
    properties[0].set(f"{formatting.W}val", "31.5")
    assert formatting.size_of([properties]) == 15.75


@pytest.mark.parametrize("length", ["1e999", "nan", "infinity", "²", ""])
def test_a_length_that_is_none(length: str) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{formatting.W[1:-1]}"><w:body><w:sectPr>'
            f'<w:pgSz w:w="{length}" w:h="-15840.0"/></w:sectPr></w:body></w:document>',
        )
    word, _ = requested.read(buffer.getvalue(), "a")
    assert (word.paper.width, word.paper.height) == (595.3, 792.0)


def test_other_sizes_are_told() -> None:
    made = sheets([page(line("文" * 28, 0), line("注", 1, size=12))], (Role.BODY, 0, 0, "文"))
    assert grid.sizes(made).figure == "正文 16 磅（也有 12 磅的字）"


def test_there_is_no_pass_where_a_paragraph_is_not_found() -> None:
    made = sheets([full(2)], (Role.BODY, 0, 0, "文" * 56))
    (one,) = made.word.paragraphs
    lost = replace(made.word, paragraphs=(one, replace(one, number=1)))
    for code in ("orphans", "line-gaps"):
        found = [
            next(row.finding for row in measure(some) if row.norm.code == code)
            for some in (made, replace(made, word=lost))
        ]
        assert [one.verdict for one in found] == [Verdict.PASS, Verdict.UNVERIFIED]


def test_a_table_that_is_not_found_is_unverified() -> None:
    made = sheets([full(2)], (Role.BODY, 0, 0, "文" * 56))
    (one,) = made.word.paragraphs
    cell = replace(one, number=1, table=0)
    word = replace(made.word, paragraphs=(one, cell), tables=1)
    assert tables_and_pictures.tables(replace(made, word=word)).verdict is Verdict.UNVERIFIED


@pytest.mark.parametrize(
    ("second", "last", "verdict"),
    [
        (27, "践。", Verdict.UNVERIFIED),  # 践。 may not be parted, and both would not fit
        (26, "２０２４年", Verdict.UNVERIFIED),
        (27, "践行", Verdict.UNVERIFIED),  # short without a reason, but one line proves nothing
        (28, "践。", Verdict.PASS),
        (24, "践。", Verdict.UNVERIFIED),
    ],
)
def test_a_line_that_is_short_for_its_marks(second: int, last: str, verdict: Verdict) -> None:
    lines = [line("文" * 28, 0), line("文" * second, 1), line(last, 2)]
    found = line_lengths.characters(sheets([page(*lines)], (Role.BODY, 0, 0, "文")))
    assert found.verdict is verdict


def test_lines_that_are_short_without_a_reason_among_full_ones() -> None:
    lines = [line("文" * 28, row) for row in range(4)] + [line("文" * 24, 4), line("践行", 5)]
    found = line_lengths.characters(sheets([page(*lines)], (Role.BODY, 0, 0, "文")))
    assert (found.verdict, found.spots[0].line) == (Verdict.FAULT, 5)
