"""Long paragraphs that are kept with the next, and how they are parted."""

from __future__ import annotations

from bulletin.ooxml.kept_paragraphs import kept_paragraphs, parted
from bulletin.ooxml.namespaces import W
from bulletin.ooxml.package import WordPackage, open_package
from bulletin.pdf.printed import PagePosition, Printed, PrintedLine
from bulletin.proof.kept_lines import last_lines
from bulletin.proof.paragraph_roles import text_of
from tests.harness.proof_pages import PITCH, TOP, line, page
from tests.harness.word_files import p, root, word

KEPT = "<w:pPr><w:keepNext/></w:pPr>"
LONG = "主题活动开展以来县人大常委会持续调动各级代表履职积极性" * 6


def package(*paragraphs: str) -> WordPackage:
    return open_package("a.docx", word("".join(paragraphs)))


def paragraphs(made: WordPackage) -> list[str]:
    return [text_of(one) for one in made.tree(made.document).iter(f"{W}p")]


def test_only_long_paragraphs_that_are_kept_with_text_are_meant() -> None:
    table = "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    made = package(
        p(LONG, KEPT), p("供稿"), p(LONG), p("供稿"), p("短", KEPT), p("供稿"), p(LONG, KEPT), table,
        p(LONG, KEPT), p(""),
    )  # fmt: skip
    assert [one.number for one in kept_paragraphs(made)] == [0]


def test_a_style_keeps_too() -> None:
    styles = root(
        "w:styles",
        f'<w:style w:type="paragraph" w:styleId="a"><w:name w:val="编者按"/>{KEPT}</w:style>',
    )
    body = p(LONG, '<w:pPr><w:pStyle w:val="a"/></w:pPr>') + p("题目")
    made = open_package("a.docx", word(body, {"word/s.xml": styles}, {"s": ("styles", "s.xml")}))
    assert len(kept_paragraphs(made)) == 1


def test_a_paragraph_is_parted_with_nothing_lost() -> None:
    runs = f"<w:r><w:t>{LONG}</w:t><w:br/><w:t>甲乙</w:t></w:r><w:r><w:t>丙丁</w:t></w:r>"
    mark = '<w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/>'
    made = package(f"<w:p>{KEPT}{mark}{runs}</w:p>", p("供稿"))
    kept = kept_paragraphs(made)
    whole = parted(made, kept, {})
    assert paragraphs(whole) == [f"{LONG}\n甲乙丙丁", "供稿"]
    assert not kept_paragraphs(whole)
    for length, texts in {
        3: [f"{LONG}\n甲", "乙丙丁"], 4: [LONG, "\n甲乙丙丁"], 6: [LONG[:-2], f"{LONG[-2:]}\n甲乙丙丁"],
    }.items():  # fmt: skip
        changed = parted(made, kept, {0: length})
        assert paragraphs(changed) == [*texts, "供稿"]
        assert changed.parts[changed.document].count(b"bookmarkStart") == 2


def test_a_file_without_such_paragraphs_stays_as_it_is() -> None:
    made = package(p("甲"))
    assert parted(made, kept_paragraphs(made), {}) is made


def test_the_last_lines_are_those_before_a_page_that_the_next_paragraph_begins() -> None:
    kept = kept_paragraphs(package(p(LONG, KEPT), p("（供稿）")))
    rows = [LONG[at : at + 28] for at in range(0, len(LONG), 28)]
    ending = [line(text, row) for row, text in enumerate(rows)]
    last = len(rows[-1]) + len(rows[-2])
    folio, credit = line("—1—", 23), line("（供稿）", 0)

    def found(
        pages: list[list[PrintedLine]], row: float, mark: str = kept[0].bookmark
    ) -> dict[int, int]:
        places = {mark: PagePosition(1, TOP + PITCH * row)}
        return last_lines(kept, Printed(tuple(page(*one) for one in pages), places))

    assert found([[*ending, folio], [credit]], 0) == {0: last}
    assert found([[*ending, folio], [credit]], 0, "another") == {}
    assert found([[*ending, line("别的一段", 8)], [credit]], 0) == {}
    assert found([ending[:-1], [line(rows[-1], 0), line("（供稿）", 1)]], 1) == {}
