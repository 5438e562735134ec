"""Files that mean harm or are not what they seem, made when they are wanted."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator

from tests.harness.fuzz_seeds import bare_pdf
from tests.harness.word_files import PNG, article, p, packed, parts, picture, r, root, table, word

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
LAUGHS = f'<!DOCTYPE x [<!ENTITY a0 "ha">{_LAUGHS}]>'
QUADRATIC = f'<!DOCTYPE x [<!ENTITY a "{"x" * 50_000}">]>'
EXTERNAL = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def ole(*streams: str) -> bytes:
    """As much of a compound file as tells what it is: the names of its streams."""
    names = b"".join(name.encode("utf-16-le").ljust(64, b"\0") for name in streams)
    return OLE + b"\0" * 504 + names + b"\0" * 512


def zipped(*names: str) -> bytes:
    """A zip with these names in it."""
    return packed(dict.fromkeys(names, b"<x/>"))


def plain(body: str) -> bytes:
    """A .docx that is not packed, so that no ratio gives it away."""
    return packed(parts(body), zipfile.ZIP_STORED)


def with_doctype(doctype: str, text: str, encoding: str = "utf-8") -> bytes:
    """A .docx whose document begins with a DOCTYPE."""
    document = parts(p("ENTITY"))["word/document.xml"]
    assert isinstance(document, str)
    _, head, rest = document.partition("?>")
    xml = f'<?xml version="1.0" encoding="{encoding}"?>{doctype}{rest.replace("ENTITY", text)}'
    assert head
    return word(p(), {"word/document.xml": xml.encode(encoding)})


def lying(data: bytes, name: bytes, size: int) -> bytes:
    """A zip whose headers say that a part has another size than it has."""
    out = bytearray(data)
    for mark, place, at_name in ((b"PK\x03\x04", 22, 30), (b"PK\x01\x02", 24, 46)):
        at = out.find(mark)
        while at >= 0:
            if out[at + at_name : at + at_name + len(name)] == name:
                struct.pack_into("<I", out, at + place, size)
            at = out.find(mark, at + 4)
    return bytes(out)


def swollen() -> bytes:
    """400 MB of blanks behind a header that says 1000 bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in parts(p("字")).items():
            if name != "word/document.xml":
                archive.writestr(name, data)
        with archive.open("word/document.xml", "w", force_zip64=False) as part:
            for _ in range(400):
                part.write(b" " * 2**20)
    return lying(stream.getvalue(), b"word/document.xml", 1000)


def locked() -> bytes:
    """A .docx whose zip says that it is encrypted."""
    out = bytearray(word(article()))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = out.find(mark)
        while at >= 0:
            out[at + place] |= 1
            at = out.find(mark, at + 4)
    return bytes(out)


def locked_pdf() -> bytes:
    """A PDF that nobody has the password of."""
    key = b"<" + b"41" * 32 + b">"
    encrypt = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O %s /U %s >> /ID [<00> <00>] " % (
        key,
        key,
    )
    return bare_pdf().replace(b"trailer\n<< ", b"trailer\n<< " + encrypt)


def png(width: int, height: int) -> bytes:
    """A PNG that says it is so large."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def swelling(filters: bytes, content: bytes, entries: bytes = b"") -> bytes:
    """A PDF whose page's content is such a stream."""
    whole = bare_pdf(content=content)
    said = b"<< /Filter %s %s /Length %d >>" % (filters, entries, len(content))
    return whole.replace(b"<< /Length %d >>" % len(content), said)


def pdf_bombs() -> Iterator[tuple[str, bytes]]:
    """PDFs of some kilobytes whose one page is larger than memory."""
    once = b"".join(_deflated(b" " * 2**20 for _ in range(400)))
    twice = zlib.compress(once, 9)
    yield "一次", swelling(b"/FlateDecode", once)
    yield "两次", swelling(b"[/FlateDecode/FlateDecode]", twice)
    yield "行程", swelling(b"/RunLengthDecode", b"\x81 " * 2_000_000 + b"\x80")
    yield "词典", swelling(b"/LZWDecode", b"\x80\x0b\x60\x50" * 50_000)


def _deflated(blocks: Iterable[bytes]) -> Iterator[bytes]:
    pack = zlib.compressobj(9)
    for block in blocks:
        yield pack.compress(block)
    yield pack.flush()


def bombs() -> Iterator[tuple[str, bytes, str]]:
    """Name, content, and what the message has to say."""
    yield "比例.docx", word(p(" " * 20_000_000)), "压缩炸弹"
    yield "许多.docx", packed({**parts(p()), **{f"x/{n}": b"" for n in range(6000)}}), "部件超过"
    yield "记录.docx", word(article()) + b"PK\x01\x02" * 100_000, "部件超过"
    yield "说谎大.docx", lying(word(article()), b"word/document.xml", 2**31), "解开以后有"
    yield "说谎小.docx", swollen(), "打不开"
    yield "套娃.docx", packed({"a.zip": packed({"b.zip": word(p(" " * 10**7))})}), "压缩包"
    yield "标记.docx", plain("<w:p/>" * 4_100_000), "标记超过"
    yield "百万段.docx", plain(p("字") * 60_000), "万段"
    yield "宽表.docx", plain(table([[p("字")] * 3000] + [[p("字")]] * 3000)), "万格"
    yield "跨栏.docx", plain(
        '<w:tbl>'
        + ('<w:tr><w:tc><w:tcPr><w:gridSpan w:val="63"/></w:tcPr>' + p("字") + "</w:tc></w:tr>") * 1000
        + "</w:tbl>"
    ), "万格"  # fmt: skip
    yield (
        "深.docx",
        word("<w:tbl><w:tr><w:tc>" * 300 + p("字") + "</w:tc></w:tr></w:tbl>" * 300),
        "打不开",
    )
    yield "千图.docx", word(
        article(("<w:p>" + picture("rId1") + "</w:p>") * 600),
        {"word/media/1.png": PNG + b"\0" * 2**19},
        {"rId1": ("image", "media/1.png")},
    ), "幅图片"  # fmt: skip
    yield "大字.docx", plain(f"<w:p>{r('字' * 2_100_000)}</w:p>"), "万字"
    yield "大笑.docx", with_doctype(LAUGHS, "&a9;"), "DOCTYPE"
    yield "平方.docx", with_doctype(QUADRATIC, "&a;" * 5000), "DOCTYPE"
    yield "外部.docx", with_doctype(EXTERNAL, "&a;"), "DOCTYPE"
    yield "外部16.docx", with_doctype(EXTERNAL, "&a;", "utf-16"), "DOCTYPE"
    yield "外部7.docx", with_doctype(EXTERNAL, "&a;", "utf-7"), "打不开"
    yield "百兆.txt", ("全县代表走进站点。\n" * 3_500_000).encode(), "万字"
    yield "百兆.md", ("全县代表走进站点。\n\n" * 3_400_000).encode(), "万字"
    yield "百兆.docx", plain(p("全" * 33_000_000)), "超过"
    for name, data in pdf_bombs():
        yield f"{name}.pdf", data, "没有文字|坏了|展开以后大得不正常|内存超过|秒还没有读完"
    yield "百万段.txt", "字\n".encode() * 1_000_000, "万段"


def wrong_kinds() -> Iterator[tuple[str, bytes, str]]:
    """What is no document, under every name that a document has."""
    contents = {
        "表": (zipped("[Content_Types].xml", "xl/workbook.xml"), "Excel"),
        "片": (zipped("[Content_Types].xml", "ppt/presentation.xml"), "幻灯片"),
        "包": (zipped("a.txt", "b.txt"), "压缩包"),
        "图": (png(10, 10), "图片"),
        "程": (b"MZ\x90\x00" + b"\0" * 100, "程序"),
        "旧表": (ole("Workbook"), "Excel"),
        "旧片": (ole("PowerPoint Document"), "幻灯片"),
        "密": (ole("EncryptedPackage", "EncryptionInfo"), "密码"),
        "卷": (b"Rar!\x1a\x07\x01\x00" + b"\0" * 100, "压缩包"),
        "空": (b"", "空的"),
    }
    for name, (data, says) in contents.items():
        for ending in ("docx", "pdf", "txt", "md", "doc", "wps", "html"):
            yield f"{name}.{ending}", data, says


def broken() -> Iterator[tuple[str, bytes, str]]:
    """Files that were documents once."""
    yield "锁.docx", locked(), "密码"
    yield "锁.pdf", locked_pdf(), "密码"
    whole, whole_parts = word(article()), parts(article())
    for tenth in range(1, 10):
        yield f"断{tenth}.docx", whole[: len(whole) * tenth // 10], "打不开"
    flipped = bytearray(whole)
    flipped[len(flipped) // 3] ^= 0xFF
    yield "坏.docx", bytes(flipped), "打不开"
    for part in ("word/document.xml", "_rels/.rels"):
        less = {name: data for name, data in whole_parts.items() if name != part}
        yield f"缺{part.count('/')}.docx", packed(less), "打不开|没有 Word 正文"
    yield "缺类型.docx", packed({"word/document.xml": "<x/>", "_rels/.rels": "<x/>"}), "压缩包"
    yield "两份.docx", _twice(), "没有 Word 正文|打不开"
    yield "无体.docx", word(p(), {"word/document.xml": root("w:document", "")}), "没有正文"
    yield "空体.docx", word(""), "没有"
    yield "不是.docx", word(p(), {"word/document.xml": "<html>no</html>"}), "没有"
    yield "半截.txt", "某县：活动\n代表走进站点，听取意见。\n".encode() + b"\xed\xa0\x80", "编码"
    yield "断.pdf", bare_pdf()[:300], "pdf"
    yield "头.pdf", b"%PDF-1.7\n", "坏了"
    yield "无页.pdf", bare_pdf().replace(b"/Kids [4 0 R] /Count 1", b"/Kids [] /Count 0"), "pdf"


def _twice() -> bytes:
    whole = parts(article())
    rels = str(whole["_rels/.rels"])
    _, link, _ = rels.partition("<Relationship Id")
    one = rels[rels.index("<Relationship Id") : rels.index("/></Rel") + 2]
    assert link
    return packed({**whole, "_rels/.rels": rels.replace(one, one + one.replace("rId1", "rId2"))})
