"""Pictures as cameras and programs make them: every valid one is set, upright; others are named."""

from __future__ import annotations

import base64
import io
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from bulletin.model.blocks import LinePicture, PictureBlock
from bulletin.pdf import printed
from bulletin.pipeline import batch, stages
from bulletin.proof.rendering import page_pictures
from bulletin.typeset.picture_sizes import sizes
from bulletin.workspace import pictures
from bulletin.workspace.folders import Workspace
from bulletin.workspace.pictures.signatures import unusual_jpeg
from bulletin.writers.html import issue_page
from bulletin.writers.html.markup import data_uri
from tests.conftest import MakeWorkspace
from tests.harness.issues import FRONT
from tests.harness.render import need_rendering, pdf_of
from tests.writers.html.conftest import shipped_house

RED, GREEN, BLUE, YELLOW = (220, 20, 20), (20, 160, 20), (20, 20, 220), (220, 220, 20)
CORNERS = (RED, GREEN, BLUE, YELLOW)
"""Top left, top right, bottom left, bottom right."""
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""How the upright picture lies in a file of each orientation (EXIF 2.3, 4.6.4 A)."""


def corners(size: tuple[int, int] = (160, 80), mode: str = "RGB") -> Image.Image:
    """A picture with a colour in each corner."""
    image = Image.new("RGB", size)
    half = size[0] // 2, size[1] // 2
    for place, color in enumerate(CORNERS):
        image.paste(color, (place % 2 * half[0], place // 2 * half[1], size[0], size[1]))
    return image.convert(mode)


def saved(image: Image.Image, form: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


def lying(orientation: int, form: str = "JPEG", **options: Any) -> bytes:
    """A file whose pixels are to be turned to be seen as ``corners`` has them."""
    image = corners()
    if orientation in TURNS:
        image = image.transpose(TURNS[orientation])
    exif = Image.Exif()
    exif[0x0112] = orientation
    return saved(image, form, exif=exif.tobytes(), **options)


def seen(image: Image.Image) -> list[tuple[int, ...]]:
    """The colours in the four corners, the nearest of those that are painted."""
    image = image.convert("RGB")
    wide, high = image.size
    places = [(wide // 4, high // 4), (wide * 3 // 4, high // 4)]
    places += [(across, high * 3 // 4) for across, _ in places]

    def nearest(place: tuple[int, int]) -> tuple[int, ...]:
        pixel = image.getpixel(place)
        assert isinstance(pixel, tuple)
        return min(
            CORNERS, key=lambda one: sum(abs(a - b) for a, b in zip(one, pixel, strict=True))
        )

    return [nearest(place) for place in places]


def without(data: bytes, *markers: int) -> bytes:
    """A JPEG without its segments of these markers."""
    kept, at = [data[:2]], 2
    while data[at + 1] != 0xDA:
        length = 2 + struct.unpack_from(">H", data, at + 2)[0]
        if data[at + 1] not in markers:
            kept.append(data[at : at + length])
        at += length
    return b"".join((*kept, data[at:]))


def chunked(data: bytes, **chunks: bytes) -> bytes:
    """A PNG with other chunks after its header."""
    more = b"".join(
        struct.pack(">I", len(body)) + name.encode() + body
        + struct.pack(">I", zlib.crc32(name.encode() + body))
        for name, body in chunks.items()
    )  # fmt: skip
    return data[:33] + more + data[33:]


def frame(marker: int, bits: int = 8) -> bytes:
    """A JPEG with another frame header."""
    data = bytearray(saved(corners(), "JPEG"))
    at = data.index(b"\xff\xc0")
    data[at + 1], data[at + 4] = marker, bits
    return bytes(data)


RGB = corners()
JPEG, PNG = saved(RGB, "JPEG"), saved(RGB, "PNG")
VALID = {
    "photoshop-cmyk.jpg": without(saved(corners(mode="CMYK"), "JPEG"), 0xE0),
    "cmyk-without-adobe.jpg": without(saved(corners(mode="CMYK"), "JPEG"), 0xE0, 0xEE),
    "without-jfif.jpg": without(JPEG, 0xE0),
    "only-exif.jpg": without(saved(RGB, "JPEG", exif=b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0"), 0xE0),
    "broken-exif.jpg": saved(RGB, "JPEG", exif=b"Exif\0\0XX"),
    "progressive.jpg": saved(RGB, "JPEG", progressive=True),
    "grey.jpg": saved(corners(mode="L"), "JPEG"),
    "444.jpg": saved(RGB, "JPEG", subsampling=0),
    "restarts.jpg": saved(RGB, "JPEG", restart_marker_rows=1),
    "remark.jpg": saved(RGB, "JPEG", comment="人大"),
    "profile.jpg": saved(RGB, "JPEG", icc_profile=b"\0" * 70_000),
    "bytes-behind.jpg": JPEG + b"\0" * 500,
    "with-a-film.jpg": JPEG + b"\0\0\0\x18ftypmp42" + b"\xff\xda\x10" * 300,
    "with-a-thumbnail.jpg": JPEG[:2]
    + b"\xff\xe7"
    + struct.pack(">H", len(JPEG) + 2)
    + JPEG
    + JPEG[2:],
    "two-pictures.jpg": JPEG + JPEG,
    "filled.jpg": JPEG[:2] + b"\xff" * 5 + JPEG[2:],
    "16-bit.png": saved(Image.new("I;16", (30, 20), 40_000), "PNG"),
    "palette.png": saved(corners(mode="P"), "PNG"),
    "one-bit.png": saved(corners(mode="1"), "PNG"),
    "grey-alpha.png": saved(corners(mode="LA"), "PNG"),
    "alpha.png": saved(corners(mode="RGBA"), "PNG"),
    "transparent-palette.png": saved(corners(mode="P"), "PNG", transparency=0),
    "text.png": saved(RGB, "PNG", pnginfo=PngImagePlugin.PngInfo()),
    "moving.png": saved(RGB, "PNG", save_all=True, append_images=[corners(mode="RGB")]),
    "a.gif": saved(corners(mode="P"), "GIF"),
    "moving.gif": saved(corners(mode="P"), "GIF", save_all=True, append_images=[RGB]),
    "a.bmp": saved(RGB, "BMP"),
    "a.tif": saved(RGB, "TIFF"),
    "packed.tif": saved(RGB, "TIFF", compression="tiff_lzw"),
    "named.jpg": PNG,
}
"""Pictures that Word shows, whatever python-docx or the name may say."""
DOTS = {
    "none": (PNG, 72),
    "0.png": (saved(RGB, "PNG", dpi=(0, 0)), 72),
    "1.png": (saved(RGB, "PNG", dpi=(1, 1)), 72),
    "96.png": (saved(RGB, "PNG", dpi=(96, 96)), 96),
    "300.jpg": (saved(RGB, "JPEG", dpi=(300, 300)), 300),
    "1.jpg": (saved(RGB, "JPEG", dpi=(1, 1)), 72),
    "65535.jpg": (saved(RGB, "JPEG", dpi=(65535, 65535)), 72),
    "2400.png": (saved(RGB, "PNG", dpi=(2400, 2400)), 72),
    "ratio.jpg": (JPEG, 72),
    "millions.png": (chunked(PNG, pHYs=struct.pack(">IIB", 2**31, 2**31, 1)), 72),
    "only-ratio.png": (chunked(PNG, pHYs=struct.pack(">IIB", 2, 1, 0)), 72),
    "one-way.png": (chunked(PNG, pHYs=struct.pack(">IIB", 3937, 3, 1)), 72),
    "0.bmp": (saved(RGB, "BMP", dpi=(0, 0)), 72),
    "0.tif": (saved(RGB, "TIFF", dpi=(0, 0)), 72),
}
OTHERS = {
    "a.webp": (saved(RGB, "WEBP"), "WebP 图片"),
    "a.avif": (b"\0\0\0\x20ftypavif\0\0\0\0", "AVIF 图片"),
    "IMG_0001.HEIC": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC 照片"),
    "renamed.jpg": (b"\0\0\0\x1cftypmif1\0\0\0\0mif1heic", "HEIC 照片"),
    "a.mov": (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", "录像"),
    "a.emf": (b"\1\0\0\0" + b"\x6c" * 36 + b" EMF" + b"\0" * 60, "EMF 图形"),
    "a.wmf": (b"\xd7\xcd\xc6\x9a" + b"\0" * 40, "WMF 图形"),
    "old.wmf": (b"\1\0\x09\0\0\3" + b"\0" * 40, "WMF 图形"),
    "a.svg": (b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', "SVG 图形"),
    "b.svg": (b"\xef\xbb\xbf<svg/>", "SVG 图形"),
    "a.psd": (b"8BPS\0\1" + b"\0" * 40, "Photoshop 文件"),
    "a.pdf": (b"%PDF-1.7\n", "PDF 文件"),
    "a.eps": (b"%!PS-Adobe-3.0 EPSF-3.0\n", "EPS 图形"),
    "a.jp2": (b"\0\0\0\x0cjP  \r\n\x87\n", "JPEG 2000"),
    "a.ico": (b"\0\0\1\0\1\0", "图标"),
    "a.cr2": (b"II*\0\x10\0\0\0CR\2\0", "RAW"),
    "a.dwg": (b"AC1027\0", "CAD 图纸"),
    "403.jpg": (b"<!DOCTYPE html><html><body>403 Forbidden</body></html>", "网页"),
    "404.png": (b"\r\n<html>\r\n<head><title>404</title>", "网页"),
    "answer.jpg": (b'{"errcode":40001,"errmsg":"invalid"}', "一段文字"),
    "text.jpg": ("照片见附件".encode(), "一段文字"),
    "word.jpg": (b"PK\3\4\x14\0\x06\0\x08\0\0\0!\0word/document.xml", "文档"),
    "zip.jpg": (b"PK\3\4\x14\0\x06\0\x08\0\0\0!\0a.png", "压缩包"),
    "empty.jpg": (b"", "空文件"),
    "zeros.jpg": (b"\0" * 900, "空文件"),
    "what.jpg": (b"\x93\x12\x07\xfe" * 90, "认不出的文件"),
    "lossless.jpg": (frame(0xC3), "无损或算术编码的 JPEG"),
    "arithmetic.jpg": (frame(0xC9), "无损或算术编码的 JPEG"),
    "12-bit.jpg": (frame(0xC1, 12), "每色 12 位的 JPEG"),
    "half.jpg": (JPEG[: len(JPEG) // 2], "不完整"),
    "half.png": (PNG[: len(PNG) // 2], "不完整"),
    "half-thumbnail.jpg": (
        JPEG[:2] + b"\xff\xe7" + struct.pack(">H", len(JPEG) + 2) + JPEG + JPEG[2 : len(JPEG) // 2],
        "不完整",
    ),
    "head.jpg": (JPEG[:12], "不完整"),
}
"""What cannot be set, and what it is called."""


def of(root: Path) -> stages.IssueResult:
    return stages.build(stages.read_shared(Workspace(root)), 1)


def media(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {
            name: package.read(name)
            for name in sorted(package.namelist())
            if name.startswith("word/media/")
        }


def test_every_valid_picture_is_set_as_it_is(workspace: MakeWorkspace) -> None:
    body = "".join(f"![图题]({name})\n\n" for name in VALID)
    files = {f"issues/1/{name}": data for name, data in VALID.items()}
    result = of(workspace({"issues/1/01-温县.md": FRONT + "正文。\n\n" + body, **files}))
    assert [one.message for one in result.findings if one.is_error] == []
    assert result.docx is not None
    assert sorted(media(result.docx).values()) == sorted(set(VALID.values()))


@pytest.mark.parametrize("name", DOTS)
def test_a_resolution_that_cannot_be_meant_counts_as_none(name: str) -> None:
    data, dots = DOTS[name]
    across, down = pictures.size(data)
    assert (across, down) == pytest.approx((160 * 72 / dots, 80 * 72 / dots), rel=0.01)


def test_a_picture_that_is_nearly_a_line_keeps_a_height() -> None:
    data = saved(Image.new("RGB", (9000, 1)), "PNG")
    [(across, down)] = sizes(PictureBlock((LinePicture(data, "甲.png", ""),)), shipped_house())
    assert across <= shipped_house().page.text_width
    assert round(down * 12700) >= 1


@pytest.mark.parametrize("name", OTHERS)
def test_what_cannot_be_set_is_named_for_what_it_is(name: str, workspace: MakeWorkspace) -> None:
    data, what = OTHERS[name]
    result = of(
        workspace(
            {"issues/1/01-温县.md": FRONT + f"甲。\n\n![图]({name})\n", f"issues/1/{name}": data}
        )
    )
    [one] = [one for one in result.findings if one.is_error]
    assert one.code == "MD011"
    assert f"{name}" in one.message
    assert what in one.message
    assert one.hint
    assert result.docx is None


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF"])
def test_a_picture_is_upright_in_word_and_web(
    form: str, orientation: int, workspace: MakeWorkspace
) -> None:
    ending = {"JPEG": "jpg", "PNG": "png", "TIFF": "tif"}[form]
    data = lying(orientation, form, dpi=(200, 200))
    root = workspace(
        {
            "issues/1/01-温县.md": FRONT + f"甲。\n\n![图](照片.{ending})\n",
            f"issues/1/照片.{ending}": data,
        }
    )
    result = of(root)
    assert result.docx is not None
    assert result.document is not None
    [set_] = media(result.docx).values()
    with Image.open(io.BytesIO(set_)) as image:
        assert seen(image) == list(CORNERS)
        assert image.size == (160, 80)
        assert image.getexif().get(0x0112, 1) == 1
    assert pictures.size(set_) == pytest.approx((57.6, 28.8), rel=0.01)
    assert (set_ == data) == (orientation == 1)
    page = issue_page.write(result.document, shipped_house())
    assert base64.b64encode(pictures.for_browsers(set_)) in page


def test_turning_keeps_the_colours_of_print() -> None:
    """CMYK stays CMYK, and a resolution that differs across and down goes with its side."""
    image = corners(mode="CMYK").transpose(TURNS[6])
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = pictures.upright(saved(image, "JPEG", exif=exif.tobytes(), dpi=(100, 200)))
    with Image.open(io.BytesIO(turned)) as done:
        assert (done.mode, done.size) == ("CMYK", (160, 80))
        assert seen(done) == list(CORNERS)
        assert done.info["dpi"] == pytest.approx((200, 100))


@pytest.mark.needs_rendering
def test_all_eight_are_upright_in_the_pdf(workspace: MakeWorkspace) -> None:
    need_rendering()
    body = "".join(f"![图{number}]({number}.jpg)\n\n" for number in range(1, 9))
    files = {f"issues/1/{number}.jpg": lying(number, quality=95) for number in range(1, 9)}
    data = of(workspace({"issues/1/01-温县.md": FRONT + "甲。\n\n" + body, **files})).docx
    assert data is not None
    pdf = pdf_of(data)
    found = []
    for page, png in zip(printed.read_printed(pdf).pages, page_pictures(pdf, 72), strict=True):
        with Image.open(io.BytesIO(png)) as opened:
            for box in page.pictures:
                found.append(seen(opened.crop((box.left, box.top, box.right, box.bottom))))
    assert found == [list(CORNERS)] * 8


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([*VALID]), st.integers(0, 400), st.binary(min_size=1, max_size=8))
def test_a_damaged_picture_is_set_or_named(name: str, at: int, garbage: bytes) -> None:
    """Whatever is read as a picture has a size; nothing is raised."""
    data = VALID[name][:at] + garbage + VALID[name][at + len(garbage) :]
    if pictures.fault(name, data) is None:
        across, down = pictures.size(pictures.upright(data))
        assert across >= 1
        assert down >= 1


@given(st.binary(max_size=60))
def test_a_frame_header_is_looked_for_in_anything(data: bytes) -> None:
    unusual_jpeg(b"\xff\xd8\xff" + data)


def test_one_picture_used_twice_is_one_part(workspace: MakeWorkspace) -> None:
    root = workspace(
        {
            "issues/1/01-温县.md": FRONT + "甲。\n\n![一](a.png)\n\n![二](a.png)\n",
            "issues/1/a.png": PNG,
        }
    )
    made = batch.build_one(stages.read_shared(Workspace(root)), 1, batch.BuildOptions())
    assert made.docx is not None
    assert [*media(made.docx)] == ["word/media/image1.png"]


@pytest.mark.parametrize("mode", ["1", "L", "RGB", "RGBA", "CMYK", "P", "I;16"])
def test_browsers_are_given_a_png_for_a_tiff(mode: str) -> None:
    tiff = saved(Image.new(mode, (40, 20)), "TIFF")
    image = Image.open(io.BytesIO(pictures.for_browsers(tiff)))
    assert (image.format, image.size) == ("PNG", (40, 20))
    assert "image/png" in data_uri(tiff)
    assert pictures.for_browsers(tiff[:60]) == tiff[:60]


@pytest.mark.parametrize(
    ("dots", "said"),
    [
        ((1, 1), "看不清"), ((4, 3), "看不清"), ((60_000, 1), "一条线"), ((1, 60_000), "一条线"),
        ((1000, 4), "一条线"), ((10, 10), ""), ((2000, 40), ""),
    ],
)  # fmt: skip
def test_a_picture_in_which_nothing_is_seen_is_said(
    dots: tuple[int, int], said: str, workspace: MakeWorkspace
) -> None:
    files = {"issues/1/a.png": saved(Image.new("1", dots), "PNG")}
    result = of(workspace({"issues/1/01-温县.md": FRONT + "正文。\n\n![图](a.png)\n", **files}))
    odd = [one.message for one in result.findings if one.code == "MD041"]
    assert [said in one for one in odd] == [True] * bool(said)
