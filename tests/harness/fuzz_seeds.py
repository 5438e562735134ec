"""Where the fuzzer of import begins, and what it does with each input."""

from __future__ import annotations

import re
import tempfile
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from bulletin.findings import kinds
from bulletin.findings.errors import BulletinError
from bulletin.importing.plan import ImportTarget, plan, recognise
from bulletin.importing.readers import dispatch
from bulletin.importing.readers import foreign_markdown as md_reader
from bulletin.importing.readers import plain_text as text_reader
from bulletin.importing.readers.docx import docx_reader as word_reader
from bulletin.importing.readers.file_kinds import kind_of
from bulletin.importing.readers.pages import pdf_reader
from bulletin.model.content import SeriesSettings
from bulletin.office import libreoffice
from bulletin.pipeline import stages
from bulletin.pipeline.stages import SharedFiles
from bulletin.reading.settings import read_issue
from bulletin.text.source import Source
from bulletin.workspace import scaffold
from bulletin.workspace.folders import Workspace
from tests.harness.programs import CACHE, ROOT
from tests.harness.word_files import article, p, rich
from tests.harness.word_files import word as small

_DATA = ROOT / "tests" / "data"
_ISSUE = ROOT / "issues" / "43"
_PUBLISHED = ROOT.parent / "shared" / "seeds" / "issue-43.txt"
_OWN = """送：省人大常委会

目 录
＊某县：代表活动

某县：代表活动

一、强基固本。紧扣。一是学。二是用。

（某县人大供稿）
"""
ISSUE_TEXT = """人大工作简报
第43期
某市人大常委会办公室　　2024年12月20日
目　录
＊某县：代表活动有声有色
＊温县：代表动起来
编者按：各地活动扎实，现将两县做法刊发。
某县：代表活动有声有色
一、强基固本。紧扣能力提升。一是政治理论组织学。二是业务知识引导学。
（一）走进站点。代表走进站点120人次，占比95%。
1.听取意见。意见"多"、建议好.
（某县人大常委会供稿）
温县：代表动起来
作者：张三
温县从“三学”入手。
（温县人大常委会代表工委供稿）
送：市人大常委会主任、副主任
发：各县（市、区）人大常委会，各乡镇人大
某市人大常委会办公室　2024年12月20日印发
（共印300份）
"""
_MARKDOWN = """---
title: 某县：代表活动
---

# 一、强基固本

正文**加粗**和*强调*，[链接](https://example.org)，`代码`，脚注[^1]。  
换行 <b>标签</b> <!-- 批注 -->

1. 一条
2. 二条
   - 子项

> 引文

| 县区 | 人数 |
|:----|----:|
| 甲县 | 12 |

![图1](图1.png)

[^1]: 脚注文字

[备注]: 内容

---

```
代码块
```

（某县人大常委会供稿）
"""  # noqa: W291


def _folder(*endings: str) -> list[bytes]:
    """The documents of other programs that the tests keep."""
    found = sorted(_DATA.rglob("*")) if _DATA.is_dir() else []
    return [one.read_bytes() for one in found if one.suffix in endings and one.is_file()]


def word() -> list[bytes]:
    """A file with everything in it, the issue as the program builds it, others' files."""
    built = stages.build(stages.read_shared(Workspace(ROOT)), 43).docx
    assert built is not None
    return [rich(), rich(), rich(), small(article()), built, *_folder(".docx")]


def text() -> list[bytes]:
    """Issues and articles as text."""
    more = [_PUBLISHED.read_bytes()] if _PUBLISHED.exists() else []
    return [_OWN.encode(), ISSUE_TEXT.encode(), *more, *_folder(".txt")]


def markdown() -> list[bytes]:
    """Contributions, and a text with all that Markdown has."""
    own = [one.read_bytes() for one in sorted(_ISSUE.glob("*.md"))]
    return [_MARKDOWN.encode(), _MARKDOWN.encode(), *own]


def everything() -> list[bytes]:
    """All but PDF, whose reader takes its time."""
    return [*text(), *markdown(), rich(), small(article(p("一是学。二是用。")))]


def pdf() -> list[bytes]:
    """Bare ones, and what LibreOffice makes of Word files, where it is; streams laid open."""
    found = [bare_pdf(), bare_pdf(pages=3), *_folder(".pdf")]
    folder = CACHE / "fuzz" / "seeds"
    if libreoffice.find() is not None and not folder.is_dir():
        folder.mkdir(parents=True)
        made = libreoffice.convert([("docx", rich()), ("docx", small(article()))], "pdf")
        for name, data in zip(("rich", "small"), made, strict=True):
            (folder / f"{name}.pdf").write_bytes(data or b"")
    found += [one.read_bytes() for one in sorted(folder.glob("*.pdf"))]
    return [*map(opened, found), *found]


def opened(data: bytes) -> bytes:
    """A PDF with the streams of its pages unpacked; PDFium finds its objects again by itself."""

    def unpacked(match: re.Match[bytes]) -> bytes:
        try:
            inner = zlib.decompress(match[2])
        except zlib.error:
            return match[0]
        if b"BT" not in inner and b"begincmap" not in inner:
            return match[0]
        head = re.sub(rb"/Filter\s*/FlateDecode", b"", match[1])
        head = re.sub(rb"/Length\s+\d+(?: 0 R)?", b"/Length %d" % len(inner), head)
        return head + b"stream\n" + inner + b"\nendstream"

    return re.sub(rb"(<<[^<>]*>>\s*)stream\r?\n(.*?)\r?\nendstream", unpacked, data, flags=re.S)


def bare_pdf(pages: int = 1, content: bytes = b"") -> bytes:
    """A PDF with text, rules and a picture, nothing packed; ``content`` of each page."""
    content = content or (
        b"BT /F1 16 Tf 90 760 Td (A title) Tj 0 -40 Td (1. One two three.) Tj 0 -20 Td (four) Tj ET\n"
        b"90 600 m 300 600 l S 90 560 m 300 560 l S 90 520 m 300 520 l S\n"
        b"90 600 m 90 520 l S 200 600 m 200 520 l S 300 600 m 300 520 l S\n"
        b"BT /F1 12 Tf 100 575 Td (a) Tj 110 0 Td (b) Tj -110 -40 Td (c) Tj ET\n"
        b"q 100 0 0 100 90 400 cm BI /W 2 /H 2 /CS /G /BPC 8 ID \x00\xff\xff\x00 EI Q\n"
        b"BT /F1 9 Tf 290 40 Td (- 1 -) Tj ET"
    )
    kids = b" ".join(b"%d 0 R" % (4 + number) for number in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *[
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            b"/Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>" % (4 + pages)
        ]
        * pages,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
    ]
    out = b"%PDF-1.4\n"
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size, start = len(objects) + 1, len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start)


class Unbalanced(Exception):
    """Characters were lost or invented, or a contribution cannot be read back."""


@cache
def shared_files() -> SharedFiles:
    """A series as ``init`` makes it."""
    texts = {"issues/bulletin.yaml": scaffold.bulletin_yaml().encode()}
    return stages.read_shared(Workspace(Path(tempfile.gettempdir())), texts)


@cache
def series() -> SeriesSettings:
    """The series of the shared."""
    common = shared_files().series
    assert common is not None
    settings, _ = read_issue(Source("issue.yaml", "number: 1\n"), common)
    assert settings is not None
    return settings.series


_UNREADABLE = {kinds.NOT_UTF8.code, kinds.CONTROL_CHARACTER.code}


def _void(_: object) -> None:
    return None


def imported(data: bytes) -> None:
    """All of an import but writing; the books have to be even, what was made to be readable.

    Raises:
        Unbalanced: they are not.
        BulletinError: it cannot be imported.
    """
    name = "a.md" if b"title:" in data[:50] or b"](" in data else "a.txt"
    kind = kind_of(name, data)
    if kind.needs_office:
        raise BulletinError("LibreOffice", "not here")
    recognition = recognise(dispatch.read(name, data, kind))
    target = ImportTarget(1, "issues/1", (), series(), recognition.issue is not None, False)
    result = plan(recognition, target)
    if not result.account.is_even:
        raise Unbalanced(
            f"missing {result.account.missing!r}, invented {result.account.invented!r}"
        )
    for made, content in result.files.items():
        if made.endswith(".md"):
            found = stages.check_text(shared_files(), made, content).findings
            wrong = [one for one in found if one.is_error and one.code in _UNREADABLE]
            if wrong:
                raise Unbalanced(f"{wrong[0].code} {wrong[0].message}")


class run:  # noqa: N801 - a name space
    """What is done with an input of each reader."""

    docx: Callable[[bytes], None] = staticmethod(
        lambda data: _void(word_reader.read("a.docx", data))
    )
    pdf: Callable[[bytes], None] = staticmethod(lambda data: _void(pdf_reader.read("a.pdf", data)))
    text: Callable[[bytes], None] = staticmethod(
        lambda data: _void(text_reader.read("a.txt", data))
    )
    markdown: Callable[[bytes], None] = staticmethod(
        lambda data: _void(md_reader.read("a.md", data, lambda _: None))
    )
    whole_way: Callable[[bytes], None] = staticmethod(imported)
