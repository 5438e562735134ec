"""What a file is, by how it begins: a picture that Word and LibreOffice show, or what else."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from bulletin.text import file_signatures as form

_KINDS = (
    (form.PNG, "png"),
    (form.JPEG, "jpg"),
    (form.GIF, "gif"),
    (form.BMP, "bmp"),
    (form.TIFF, "tif"),
)
"""How files begin, and how their names end."""

_SAVE_AS = "用“画图”或看图软件打开它，另存为 PNG 或 JPEG，再把稿件里的文件名改过来。"
_FROM_PHONE = (
    "请发送的人在手机上转成 JPEG 再发（苹果手机：设置，相机，格式，选“兼容性最佳”），"
    "或用看图软件另存为 JPEG。"
)
_DRAWN = "用 Word、WPS 或画它的软件打开，另存为 PNG；或把它在屏幕上的样子截成图。"
_PAGE = "打开它，把要用的那一页截成图，存成 PNG。"
_AGAIN = "不是图片，多半是没有下载成；重新取一张原图。"
_TEXT = "图片要用 PNG 或 JPEG；文字请写在稿件里。"
_VIDEO = "从录像里截一幅图，存成 PNG 或 JPEG。"

_RAW = rb"(?:II\*\x00|MM\x00\*).{4}CR|IIRO|IIU\x00|FUJIFILMCCD-RAW"
_OTHERS: tuple[tuple[bytes, str, str], ...] = (
        (form.WEBP_PATTERN, "WebP 图片", _SAVE_AS),
        (rb"RIFF....CDR", "CorelDRAW 图形", _DRAWN),
        (form.AVI_PATTERN, "录像", _VIDEO),
        (form.AVIF_PATTERN, "AVIF 图片", _SAVE_AS),
        (form.HEIC_PATTERN, "HEIC 照片（手机的一种格式）", _FROM_PHONE),
        (form.MP4_PATTERN, "录像", _VIDEO),
        (form.EMF_PATTERN, "EMF 图形", _DRAWN),
        (form.WMF_PATTERN + rb"|[\x01\x02]\x00\x09\x00\x00[\x01\x03]", "WMF 图形", _DRAWN),
        (form.PSD_PATTERN, "Photoshop 文件（PSD）", _SAVE_AS),
        (rb"\x00\x00\x00\x0c(?:jP  |JXL )|\xff\x4f\xff\x51|\xff\x0a", "JPEG 2000 或 JPEG XL 图片", _SAVE_AS),
        (rb"II\xbc\x01", "JPEG XR 图片", _SAVE_AS),
        (_RAW, "相机的原始照片（RAW）", _SAVE_AS),
        (rb"II\+\x00|MM\x00\+", "大 TIFF 图片", _SAVE_AS),
        (rb"\x00\x00[\x01\x02]\x00", "图标（ICO）", _SAVE_AS),
        (form.PDF, "PDF 文件", _PAGE),
        (form.EPS_PATTERN, "EPS 图形", _DRAWN),
        (form.CAD_PATTERN, "CAD 图纸", _DRAWN),
        (form.OLE, "Word、Excel、WPS 一类的文档", _PAGE),
        (form.ZIP + rb".{0,2000}(?:word|xl|ppt)/", "Word、Excel、WPS 一类的文档", _PAGE),
        (form.ZIP + b"|" + form.ARCHIVE_PATTERN, "压缩包", "先解开，再用里面的图片。"),
        (rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml|<!--|<!doctype svg|<svg).{0,2000}?<svg|(?:\xef\xbb\xbf)?\s*<svg",
         "SVG 图形", _DRAWN),
        (rb"(?:\xef\xbb\xbf)?\s*(?:<!doctype html|<html|<head|<body|<script|<\?xml.{0,500}?<html)",
         "网页", _AGAIN),
        (rb"\s*[{\[][^\x00]*$", "一段文字", _AGAIN),
        (rb"version https://git-lfs", "一段文字", _AGAIN),
)  # fmt: skip
"""How other files begin, what they are, and what to do; compiled where one is met."""

_USUAL_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
"""Baseline, extended sequential and progressive (ITU-T T.81, table B.1): what Word shows."""
_NO_FRAME = frozenset({0xC4, 0xC8, 0xCC})
_SCAN = 0xDA
_NO_LENGTH = frozenset({0x01, *range(0xD0, 0xD9)})


def kind(data: bytes) -> str:
    """The file ending of a picture by its content; empty for what cannot be set."""
    ending = next((ending for mark, ending in _KINDS if data.startswith(mark)), "")
    return "" if ending == "tif" and re.match(_RAW, data[:20], re.S) else ending


def what_is(data: bytes) -> tuple[str, str]:
    """What a file is that is no picture to be set, and what to do."""
    for mark, what, hint in _OTHERS:
        if re.match(mark, data[:4096], re.S | re.I):
            return what, hint
    if not data.strip(b"\x00\r\n\t "):
        return "空文件", "没有存好或没有传完；重新取一张。"
    try:
        data[:4096].decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < 4090:
            return "认不出的文件", "图片用 PNG 或 JPEG；其他的先用看图软件另存为 PNG。"
    return "一段文字", _TEXT


def unusual_jpeg(data: bytes) -> str:
    """Why Word does not show a JPEG: lossless, arithmetic coding or 12 bits; empty if it does.

    The frame header (ITU-T T.81, B.2.2) says so: its marker, and the bits of a sample.
    """
    for marker, at in _segments(data):
        if marker == 0xF7 or (0xC0 <= marker <= 0xCF and marker not in _NO_FRAME):
            if marker not in _USUAL_FRAMES:
                return "无损或算术编码的 JPEG"
            return "" if data[at + 4] == 8 else f"每色 {data[at + 4]} 位的 JPEG"
    return ""


def is_whole(data: bytes, ending: str) -> bool:
    """Whether a PNG or JPEG has its end; a file that was cut off while it was sent has not.

    What stands behind the end (phones put a film there) is not looked at, nor is a thumbnail's.
    """
    if ending == "png":
        return b"IEND\xaeB`\x82" in data
    if ending == "jpg":
        scan = next((at for marker, at in _segments(data) if marker == _SCAN), len(data))
        return data.find(b"\xff\xd9", scan) >= 0
    return True


def _segments(data: bytes) -> Iterator[tuple[int, int]]:
    """The markers of a JPEG up to its first scan, and their places."""
    at = 2
    while at + 5 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # filling
            at += 1
            continue
        yield marker, at
        if marker == _SCAN:
            return
        at += 2 if marker in _NO_LENGTH else 2 + struct.unpack_from(">H", data, at + 2)[0]
