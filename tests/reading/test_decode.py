"""Bytes that are no UTF-8 text are recognised and named, with the place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.reading.contribution import read_contribution
from bulletin.reading.decode import decode
from bulletin.reading.settings import read_series


@pytest.mark.parametrize(
    ("data", "place", "named", "text"),
    [
        ("abc\n题目".encode("gb18030"), (2, 1), "GB18030", "abc\n题目"),
        ("题目a".encode("utf-16"), (1, 1), "UTF-16", "题目a"),
        ("<abc>\n目".encode("utf-16-be"), (1, 1), "UTF-16", "<abc>\n目"),
        ("abc\n".encode("utf-16-le"), (1, 1), "UTF-16", "abc\n"),
        ("好\n第二行".encode() + "坏".encode("gbk") + b"a", (2, 4), "第 2 行第 4 个字", None),
        ("好的".encode()[:-1], (1, 2), "第 1 行第 2 个字", None),
        (b"PK\x03\x04\x14\x00\x06\x00", (1, 1), ".docx", None),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", (1, 1), ".doc", None),
        (b"%PDF-1.7\n", (1, 1), "PDF", None),
        (b"\x89PNG\r\n\x1a\n\x00", (1, 1), "图片（PNG）", None),
        (b"\xff\xd8\xff\xe0\x00", (1, 1), "图片（JPEG）", None),
    ],
)
def test_other_encodings(data: bytes, place: tuple[int, int], named: str, text: str | None) -> None:
    source, found = decode("x.md", data)
    assert [one.code for one in found] == ["FI001"]
    assert source.position(found[0].span.start) == place
    assert named in found[0].message
    assert text is None or source.text == text


@pytest.mark.parametrize(
    ("text", "code", "column", "safe"),
    [
        ("甲\x00\x00乙", "U+0000", 2, True),
        ("甲乙\x7f", "U+007F", 3, True),
        ("甲\x1e乙", "U+001E", 2, False),  # Word's hyphen that does not break
        ("甲\x0b乙", "U+000B", 2, False),  # Word's line break
        ("甲\x92乙", "U+0092", 2, False),  # a quote mark of Windows-1252
        ("甲\u2028乙", "U+2028", 2, False),
        ("甲\x85乙", "U+0085", 2, False),
    ],
)
def test_invisible_characters(text: str, code: str, column: int, safe: bool) -> None:
    source, found = decode("x.md", text.encode())
    assert [one.code for one in found] == ["FI003"]
    assert code in found[0].message
    assert source.position(found[0].span.start) == (1, column)
    assert found[0].fix is not None
    assert found[0].fix.safe is safe


def test_byte_order_marks_are_taken_off_and_lone_returns_end_lines() -> None:
    source, found = decode("x.md", b"\xef\xbb\xbf\xef\xbb\xbfa\rb\r\nc")
    assert found == []
    assert source.text == "a\rb\r\nc"
    assert source.position(5) == (3, 1)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=120) | st.text(max_size=60).map(lambda text: text.encode("gb18030")))
def test_any_bytes_are_read(data: bytes) -> None:
    for prefix in (b"", b"---\ntitle: a\nsource: b\n---\n", b"name: "):
        source, found = decode("x.md", prefix + data)
        for one in found + read_contribution(source)[1] + read_series(source)[1]:
            assert 0 <= one.span.start <= one.span.end <= len(source.text)
            assert one.message
