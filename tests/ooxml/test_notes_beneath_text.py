"""Footnotes as paragraphs before the block at the foot of the last page, in the copy for LibreOffice."""

from __future__ import annotations

from bulletin.model.blocks import Document, Inline, Para
from bulletin.ooxml.namespaces import W
from bulletin.ooxml.notes_beneath_text import as_shown, is_wanted, note_at, with_bookmarks
from bulletin.ooxml.package import WordPackage, open_package
from bulletin.typeset.house_style import HouseStyle
from bulletin.writers.word.docx_writer import write
from tests.writers.word.test_docx_writer import house  # noqa: F401


def package(house: HouseStyle, *notes: str) -> WordPackage:  # noqa: F811
    marks = [Inline("", footnote=(Inline(note),)) for note in notes]
    blocks = (Para("正文", (Inline("甲"), *marks)), Para("报送", (Inline("送：乙"),)))
    return open_package("x.docx", write(Document(blocks, "", "", "", None), house))


def paragraphs(package: WordPackage) -> list[str]:
    body = package.tree(package.document)
    texts = ("".join(one.text or "" for one in par.iter(f"{W}t")) for par in body.iter(f"{W}p"))
    return [text for text in texts if text]


def test_only_some_notes_become_text(house: HouseStyle) -> None:  # noqa: F811
    made = with_bookmarks(package(house, "注一", "注二", "注三"))
    shown = as_shown(made, {"1": 0, "2": 1, "3": 1}, 1)
    assert paragraphs(shown) == ["甲①①②", "① 注二", "② 注三", "送：乙"]
    marks = shown.tree(shown.document).iter(f"{W}footnoteReference")
    assert [mark.get(f"{W}customMarkFollows") for mark in marks] == ["1"]
    assert b"footnoteRef" not in shown.parts[shown.related("footnotes")[0]]


def test_a_file_without_notes_is_left_alone(house: HouseStyle) -> None:  # noqa: F811
    assert not is_wanted(package(house))
    assert is_wanted(package(house, "注"))


def test_names_of_bookmarks() -> None:
    assert [note_at(name) for name in ("bulletinnote12e", "bulletin12e", "bulletinnotexe")] == [
        "12",
        "",
        "",
    ]
