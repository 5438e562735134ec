"""Word files are opened safely, whoever asks: their parts by name, or an error in Chinese."""

from __future__ import annotations

import io
import time
import zipfile

import pytest

from bulletin.findings.errors import BulletinError
from bulletin.ooxml.namespaces import W
from bulletin.ooxml.package import NotAWordFile, open_package
from tests.conftest import ROOT
from tests.harness.word_files import p, packed, parts, root, word


def test_parts_and_relationships_by_name() -> None:
    more: dict[str, str | bytes] = {
        "word/styles2.xml": root("w:styles", ""),
        "word/header1.xml": root("w:hdr", p("页眉")),
    }
    links = {
        "s": ("styles", "/word/styles2.xml"), "h": ("header", "header1.xml#x"),
        "n": ("numbering", "none.xml"), "i": ("image", "NULL"),
    }  # fmt: skip
    package = open_package("a.docx", word(p("甲"), more, links))
    assert package.document == "word/document.xml"
    assert [one.text for one in package.tree(package.document).iter(f"{W}t")] == ["甲"]
    assert package.related("header", "styles", "numbering", "image") == [
        "word/header1.xml", "word/styles2.xml",
    ]  # fmt: skip
    assert package.root("numbering") is None
    assert set(package.relationships(package.document)) == {"s", "h"}
    other = package.with_part("word/header1.xml", b"<x/>")
    again = open_package("a.docx", other.packed())
    assert again.parts == {**package.parts, "word/header1.xml": b"<x/>"}


def test_the_same_parts_make_the_same_file(monkeypatch: pytest.MonkeyPatch) -> None:
    package = open_package("a.docx", word(p("甲")))
    now = package.packed()
    monkeypatch.setattr(time, "localtime", lambda _=None: time.gmtime(1_000_000_000))
    assert package.packed() == now


def test_the_document_may_have_any_name() -> None:
    contents = parts(p("甲"))
    contents["word/document2.xml"] = contents.pop("word/document.xml")
    contents["_rels/.rels"] = str(contents["_rels/.rels"]).replace("document.xml", "document2.xml")
    assert open_package("a.docx", packed(contents)).document == "word/document2.xml"


@pytest.mark.slow
def test_a_file_that_unpacks_to_too_much() -> None:
    more: dict[str, str | bytes] = {f"word/media/{n}.bin": bytes(10_000_000) for n in range(32)}
    with pytest.raises(BulletinError, match="300 MB"):
        open_package("a.docx", word(p(), more))


def test_an_entity_is_not_followed() -> None:
    entity = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{(ROOT / "README.md").as_uri()}">]>'
    document = str(parts(p("甲"))["word/document.xml"]).replace(
        "<w:document", f"{entity}<w:document"
    )
    with pytest.raises(BulletinError, match="DOCTYPE"):
        open_package("a.docx", word("", {"word/document.xml": document}))


def test_advice_ends_as_the_caller_wants() -> None:
    with pytest.raises(NotAWordFile) as caught:
        open_package("a.docx", b"no zip", "再导入")
    assert "另存为新的 .docx 再导入；" in caught.value.hint


def test_damaged_files_are_refused() -> None:
    """A part that does not unpack, wherever in the file the damage lies."""
    buffer = io.BytesIO(word(p()))
    with zipfile.ZipFile(buffer) as archive:
        sizes = [(info.header_offset, info.compress_size) for info in archive.infolist()]
    whole = buffer.getvalue()
    errors = 0
    for place in range(0, len(whole), 3):
        damaged = bytes((*whole[:place], whole[place] ^ 0xFF, *whole[place + 1 :]))
        try:
            open_package("a.docx", damaged)
        except BulletinError:
            errors += 1
    assert errors > sum(size for _, size in sizes) / 3
    malformed = open_package("a.docx", word("", {"word/document.xml": "<w:document"}))
    with pytest.raises(NotAWordFile):
        malformed.tree(malformed.document)
