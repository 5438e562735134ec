"""Hostile and broken files: a clear word in Chinese, nothing half-written, bounded memory and time."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bulletin.office import libreoffice
from tests.conftest import SERIES, write_files
from tests.harness import hostile_files
from tests.harness.fuzz_seeds import bare_pdf
from tests.harness.limited_run import Ran, listing, run
from tests.harness.programs import need
from tests.harness.word_files import MACRO, PNG, article, p, packed, parts, picture, r, root, word

pytestmark = pytest.mark.slow

Refused = tuple[str, bytes, str]
GROUPS = {
    "bombs": hostile_files.bombs,
    "wrong kinds": hostile_files.wrong_kinds,
    "broken": hostile_files.broken,
}


@pytest.fixture(params=GROUPS)
def group(request: pytest.FixtureRequest) -> list[Refused]:
    return list(GROUPS[request.param]())


def workspace(root: Path) -> Path:
    return write_files(root / "ws", {"issues/bulletin.yaml": SERIES})


def assert_clear(ran: Ran, names: list[str]) -> None:
    """Each file is named, with what to do; nothing is the program's own fault."""
    assert "程序自己出了错" not in ran.err
    assert "Traceback" not in ran.err
    for name in names:
        error, _, hint = ran.story_of(name).partition("\n")
        assert error, f"nothing about {name}:\n{ran.err}"
        assert hint.startswith("  ") and len(hint) > 8, name


def test_what_is_refused(tmp_path: Path, group: list[Refused]) -> None:
    """One run over all of them: each one is told of, and does not hinder the others."""
    root = workspace(tmp_path)
    write_files(tmp_path / "来稿", {name: data for name, data, _ in group})
    before = listing(root)
    ran = run("import", "1", tmp_path / "来稿", cwd=root)
    assert ran.code == 2
    assert listing(root) == before
    assert_clear(ran, [name for name, _, _ in group])
    for name, _, says in group:
        assert re.search(says, ran.story_of(name)), f"{name}: {ran.story_of(name)}"
    assert ran.megabytes < 450
    assert ran.out == ""


def good() -> Iterator[tuple[str, bytes, str]]:
    """Name, content of what can be imported for all that, and words that are in the contribution."""
    whole, name = article(), "word/document.xml"
    yield "实为docx.pdf", word(whole), "走进站点"
    yield "实为docx.doc", word(whole), "走进站点"
    yield "实为pdf.docx", bare_pdf(), "One two"
    yield "实为文本.docx", "某县：活动\n代表走进站点。\n（某县人大供稿）\n".encode(), "走进站点"
    macro = {"word/vbaProject.bin": hostile_files.ole("VBA")}
    yield (
        "宏.docm",
        word(whole, macro, {"rId1": ("vbaProject", "vbaProject.bin")}, MACRO),
        "走进站点",
    )
    nowhere = {
        "rId1": ("image", "NULL"),
        "rId2": ("styles", "gone.xml"),
        "rId3": ("image", "../../x"),
    }
    yield "无着.docx", word(whole, None, nowhere), "走进站点"
    climbing = {"../../../逃.txt": "x", "/etc/逃.txt": "x", "..\\逃.txt": "x", "C:\\逃.txt": "x"}
    yield "爬.docx", word(whole, climbing), "走进站点"
    away = "<w:p>" + picture("rId1", "../../../逃.png") + "</w:p>"
    image = {"word/media/1.png": PNG}, {"rId1": ("image", "media/1.png")}
    yield "图名.docx", word(article(away), *image), "走进站点"
    document = str(parts(whole)[name])
    strict = re.sub(
        r"http://schemas.openxmlformats.org/(\w+)/2006/",
        r"http://purl.oclc.org/ooxml/\1/",
        document,
    )
    yield "严格.docx", word(whole, {name: strict}), "走进站点"
    wide = document.replace("UTF-8", "UTF-16").encode("utf-16")
    yield "宽字节.docx", word(whole, {name: wide}), "走进站点"
    nested = "<w:tbl><w:tr><w:tc>" * 75 + p("最里面") + "</w:tc></w:tr></w:tbl>" * 75
    yield "套表.docx", word(article(nested)), "最里面"
    yield (
        "套修订.docx",
        word(article("<w:p>" + "<w:ins>" * 240 + r("最里面") + "</w:ins>" * 240 + "</w:p>")),
        "最里面",
    )
    box = "<w:p><w:r><w:pict><w:txbxContent>" * 60 + p("最里面")
    yield "套框.docx", word(article(box + "</w:txbxContent></w:pict></w:r></w:p>" * 60)), "最里面"
    yield "自指.docx", word(
        article("<w:p>" + r("批过") + '<w:r><w:commentReference w:id="1"/></w:r></w:p>'),
        {"word/comments.xml": root("w:comments", f'<w:comment w:id="1">{_TO_ITSELF}</w:comment>')},
        {"rId1": ("comments", "comments.xml")},
    ), "批过"  # fmt: skip
    yield (
        "半个字.docx",
        word(article('<w:p><w:r><w:sym w:char="D800"/></w:r>' + r("符号") + "</w:p>")),
        "符号",
    )
    yield "零.txt", "某县：活动\n代\x00表\x1b[2J走进站点。\n".encode(), "代表\\[2J走进站点"
    yield "国标.txt", "某县：活动\n代表走进站点。\n".encode("gb18030"), "走进站点"
    yield "宽.txt", "某县：活动\n代表走进站点。\n".encode("utf-16"), "走进站点"
    yield (
        "繁.txt",
        "某縣：活動\n代表走進站點，聽取意見，紮實開展調研。\n".encode("big5"),
        "走進站點",
    )
    yield "引用.md", (">" * 5000 + " 深\n\n" + "- " * 2000 + "底\n").encode(), "底"
    yield "宽表.md", ("|" + "a|" * 3000 + "\n|" + "-|" * 3000 + "\n" + "|a|\n" * 3000).encode(), "a"
    yield "长段.txt", ("听取意见建议。" * 100_000).encode(), "听取意见建议。听取"
    yield (
        "逃.md",
        "# 题\n\n![图](../../秘密.png)\n\n![图](/etc/passwd)\n\n![图](链.png)\n\n文。\n".encode(),
        "文。",
    )


_TO_ITSELF = "<w:p>" + r("注") + '<w:r><w:commentReference w:id="1"/></w:r></w:p>'


def test_what_can_be_imported_is(tmp_path: Path) -> None:
    """Odd, but whole: it is imported, and nothing gets out of the issue's folder."""
    root_ = workspace(tmp_path)
    files = list(good())
    write_files(tmp_path / "来稿", {name: data for name, data, _ in files})
    (tmp_path / "秘密.png").write_bytes(PNG)
    (tmp_path / "来稿" / "链.png").symlink_to(tmp_path / "秘密.png")
    before = set(listing(tmp_path))
    paths = [tmp_path / "来稿" / name for name, _, _ in files]
    ran = run("import", "1", *paths, "--again", cwd=root_)  # some have the same text
    assert ran.code == 1, ran.err  # an empty source: is an error of the contribution
    assert_clear(ran, [])
    assert "错误：" not in ran.err
    new = set(listing(tmp_path)) - before
    outside = [
        one
        for one in new
        if not re.fullmatch(
            r"ws/(build|issues/\.bulletin-import\.json|issues/1(/[^/]+\.(md|yaml)|/(图1|逃)\.png)?)",
            one,
        )
    ]
    assert outside == []
    made = [one.read_text("utf-8") for one in sorted((root_ / "issues" / "1").glob("*.md"))]
    assert len(made) == len(files)
    for text, (name, _, words) in zip(made, files, strict=True):
        assert words in text, name
    assert "宏没有运行" in ran.out
    assert "\x1b" not in ran.out and "U+001B" in ran.out
    assert ran.megabytes < 200


OFFICE = {
    "网页.doc": "<html><body><p>某县：活动</p><p>代表走进站点。</p></body></html>".encode(),
    "富文本.docx": rb"{\rtf1\ansi\ansicpg936 Title\par One two three.\par}",
    "杂.doc": hostile_files.ole("WordDocument") + b"\x5a" * 4000,
    "好.docx": word(article()),
}


@pytest.mark.needs_rendering
def test_what_needs_libreoffice_goes_by_its_content(tmp_path: Path) -> None:
    need(libreoffice.find() is not None, "LibreOffice")
    root_ = workspace(tmp_path)
    files = write_files(tmp_path / "来稿", OFFICE)
    ran = run("import", "1", files, cwd=root_, memory=16 << 30)
    assert ran.code == 2
    assert_clear(ran, ["杂.doc"])
    made = "".join(one.read_text("utf-8") for one in (root_ / "issues" / "1").glob("*.md"))
    assert made.count("走进站点") == 2
    assert "One two three." in made


def test_without_libreoffice_the_others_are_imported(tmp_path: Path) -> None:
    root_ = workspace(tmp_path)
    files = write_files(tmp_path / "来稿", OFFICE)
    ran = run("import", "1", files, cwd=root_, env={"BULLETIN_SOFFICE": "/nowhere/soffice"})
    assert ran.code == 2
    assert_clear(ran, [name for name in OFFICE if name != "好.docx"])
    assert "LibreOffice" in ran.story_of("网页.doc")
    made = [one.read_text("utf-8") for one in (root_ / "issues" / "1").glob("*.md")]
    assert len(made) == 1 and "走进站点" in made[0]


def test_names_that_would_play_tricks(tmp_path: Path) -> None:
    """Control characters and bytes that are no text in names; links and pipes in a folder."""
    root_ = workspace(tmp_path)
    files = tmp_path / "来稿"
    write_files(files, {"红\x1b[31m\n字.txt": "代表走进站点。\n听取意见。\n", "链.txt": "x"})
    (files / "链.txt").unlink()
    Path(os.fsdecode(os.fsencode(files) + b"/\xff\xfe.txt")).write_text(
        "代表走进站点。\n听取意见。\n", "utf-8"
    )
    (files / "环").symlink_to(files)
    (files / "断.txt").symlink_to(tmp_path / "没有")
    (files / "无尽.txt").symlink_to("/dev/zero")
    os.mkfifo(files / "管道.txt")
    ran = run("import", "1", files, "--again", cwd=root_)
    assert_clear(ran, [])
    assert ran.code == 1
    assert "\x1b" not in ran.out + ran.err
    made = list((root_ / "issues" / "1").glob("*.md"))
    assert len(made) == 2
    assert not any(re.search(r"[\x00-\x1f\ud800-\udfff]", one.name) for one in made)


def test_pictures_that_are_none(tmp_path: Path) -> None:
    """They are told of by name; the text is imported without them."""
    root_ = workspace(tmp_path)
    kinds = {
        "假.png": b"no picture", "矢.emf": b"\x01\0\0\0" + b"\0" * 36 + b" EMF" + b"\0" * 60,
        "图.wmf": b"\xd7\xcd\xc6\x9a" + b"\0" * 40, "形.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        "断.jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF", "断.png": PNG[:20],
        "巨.png": hostile_files.png(2**31 - 1, 2**31 - 1),
    }  # fmt: skip
    body = "".join("<w:p>" + picture(f"rId{n}", name) + "</w:p>" for n, name in enumerate(kinds))
    more = {f"word/media/{name}": data for name, data in kinds.items()}
    links = {f"rId{n}": ("image", f"media/{name}") for n, name in enumerate(kinds)}
    types = "".join(
        f'<Default Extension="{one}" ContentType="image/{one}"/>'
        for one in ("emf", "wmf", "svg", "jpg")
    )
    contents = parts(article(body), more, links)
    declared = str(contents["[Content_Types].xml"])
    contents["[Content_Types].xml"] = declared.replace("<Override", types + "<Override")
    write_files(tmp_path, {"图.docx": packed(contents)})
    ran = run("import", "1", tmp_path / "图.docx", cwd=root_)
    assert_clear(ran, [])
    assert ran.code in (0, 1)
    said = ran.err + ran.out
    assert all(name in said for name in kinds if name != "巨.png")
    assert "走进站点" in next((root_ / "issues" / "1").glob("*.md")).read_text("utf-8")
    assert ran.megabytes < 200
