"""Mutations of files for the fuzzer: of bytes, of the XML parts of a package, of text."""

from __future__ import annotations

import copy
import io
import random
import zipfile
from collections.abc import Callable
from typing import Any

from lxml import etree

from tests.harness.word_files import packed

NUMBERS = (
    "0",
    "-1",
    "1",
    "63",
    "255",
    "65536",
    "2147483647",
    "99999999999999999999",
    "1e9",
    "NaN",
    "",
    "x",
)
TOKENS = (
    "一、", "（一）", "1.", "（1）", "一是", "二是", "（供稿）", "供稿", "（某县人大供稿）",
    "第43期", "（四十三）", "目录", "＊", "送：", "报：", "发：，；，", "编按：", "编者按：",
    "2024年12月20日", "印发", "共印0份", "作者：", "\t", "\n", "\r\n", "\x0c", "\x85", "\u2028",
    "\u3000", " ", "\x00", "\x1b", "\ufeff", "\ufffe", "\ue000", "\ud7ff", "😀", "喆", "𠮷",
    "é", "\u202e", "\u200b", "|", "|-|", "---", "***", "**", "*", "_", "`", "```", "> ", "# ",
    "#### ", "1. ", "- ", "![", "](", "[x]: ", "[^1]", "[^1]: ", "<!--", "-->", "<b>", "&amp;",
    "&#0;", "\\", "~", "$", "“", "”", "‘", "’", "《", "》", "……", "——", "%", "０", "９",
    "九", "十", "〇", ".", "。", "，", "、", "；", "：", "！", "？", "(", ")", "title: ", "...",
    "￥", "0" * 40, "一" * 12,
)  # fmt: skip
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "big5", "utf-32")


def of_bytes(chance: random.Random, data: bytes, seeds: list[bytes]) -> bytes:
    """A few changes at random places: flips, holes, copies, splices, extremes."""
    out = bytearray(data)
    for _ in range(1 << chance.randrange(5)):
        if not out:
            return bytes(out)
        at = chance.randrange(len(out))
        length = 1 << chance.randrange(10)
        match chance.randrange(7):
            case 0:
                out[at] ^= 1 << chance.randrange(8)
            case 1:
                out[at] = chance.choice((0, 255, 127, 128, 32, 10, 40, 41, 60, 62))
            case 2:
                del out[at : at + length]
            case 3:
                out[at:at] = out[at : at + length]
            case 4:
                other = chance.choice(seeds)
                start = chance.randrange(len(other) or 1)
                out[at : at + length] = other[start : start + length]
            case 5:
                out[at:at] = chance.choice(NUMBERS).encode()
            case 6 if chance.random() < 0.2:
                del out[at:]
    return bytes(out)


def of_text(chance: random.Random, data: bytes, seeds: list[bytes]) -> bytes:
    """Lines and characters changed; now and then in another encoding, or with broken bytes."""
    text = data.decode("utf-8", "replace")
    for _ in range(1 << chance.randrange(6)):
        lines = text.split("\n")
        at, line = chance.randrange(len(text) + 1), chance.randrange(len(lines))
        match chance.randrange(8):
            case 0 | 1 | 2:
                text = text[:at] + chance.choice(TOKENS) + text[at:]
            case 3:
                text = text[:at] + text[at + (1 << chance.randrange(8)) :]
            case 4:
                lines.insert(chance.randrange(len(lines)), lines[line])
                text = "\n".join(lines)
            case 5:
                del lines[line]
                text = "\n".join(lines)
            case 6:
                other = chance.choice(seeds).decode("utf-8", "replace")
                start = chance.randrange(len(other) or 1)
                text = text[:at] + other[start : start + 200] + text[at:]
            case 7:
                text = text[:at] + chance.choice(TOKENS) * (1 << chance.randrange(8)) + text[at:]
    text = text[:200_000]
    out = text.encode(chance.choice(ENCODINGS) if chance.random() < 0.2 else "utf-8", "replace")
    return of_bytes(chance, out, seeds) if chance.random() < 0.1 else out


def of_package(chance: random.Random, data: bytes, seeds: list[bytes]) -> bytes:
    """A .docx with some of its parts changed, or its bytes."""
    if chance.random() < 0.15:
        return of_bytes(chance, data, seeds)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(1 << chance.randrange(3)):
        names = [*parts, *["word/document.xml"] * len(parts)]
        name = chance.choice([one for one in names if one in parts])
        blob = parts[name]
        assert isinstance(blob, bytes)
        match chance.randrange(12):
            case 0:
                parts[name] = of_bytes(chance, blob, [blob])
            case 1 if len(parts) > 1:
                del parts[name]
            case 2:
                other = chance.choice(list(parts))
                parts[name], parts[other] = parts[other], parts[name]
            case _ if name.endswith((".xml", ".rels")):
                parts[name] = of_xml(chance, blob)
    return packed(parts, zipfile.ZIP_STORED)


def of_xml(chance: random.Random, blob: bytes) -> bytes:
    """A part with elements and attributes swapped, dropped, doubled, nested, at extremes."""
    try:
        tree = etree.fromstring(blob, etree.XMLParser(resolve_entities=False))
    except etree.XMLSyntaxError:
        return blob
    for _ in range(1 << chance.randrange(5)):
        elements = list(tree.iter("*"))
        if len(elements) < 2 or len(elements) > 20_000:
            break
        chance.choice(_CHANGES)(chance, chance.choice(elements[1:]), chance.choice(elements[1:]))
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def _drop(_: random.Random, one: Any, __: Any) -> None:
    one.getparent().remove(one)


def _double(chance: random.Random, one: Any, _: Any) -> None:
    for _number in range(1 << chance.randrange(4)):
        one.addnext(copy.deepcopy(one))


def _swap(_: random.Random, one: Any, other: Any) -> None:
    one.tag, other.tag = other.tag, one.tag


def _move(_: random.Random, one: Any, other: Any) -> None:
    if other is not one and one not in other.iterancestors() and other not in one.iterancestors():
        other.append(one)


def _nest(chance: random.Random, one: Any, _: Any) -> None:
    """An element with many copies of its own shell around it."""
    for _number in range(1 << chance.randrange(7)):
        shell = etree.Element(one.tag, dict(one.attrib))
        one.addprevious(shell)
        shell.append(one)


def _unwrap(_: random.Random, one: Any, __: Any) -> None:
    for child in reversed(list(one)):
        one.addnext(child)
    one.getparent().remove(one)


def _attribute(chance: random.Random, one: Any, other: Any) -> None:
    names = [*one.attrib]
    if not names:
        one.attrib.update(other.attrib)
        return
    name = chance.choice(names)
    match chance.randrange(3):
        case 0:
            del one.attrib[name]
        case 1:
            one.set(name, chance.choice(NUMBERS))
        case _:
            one.set(name, chance.choice([*other.attrib.values(), *NUMBERS]))


def _text(chance: random.Random, one: Any, other: Any) -> None:
    token = chance.choice(TOKENS)
    clean = "".join(
        char for char in token if char in "\t\n\r" or " " <= char < "\ud800" or char > "\uffff"
    )
    match chance.randrange(3):
        case 0:
            one.text = clean
        case 1:
            one.text = (one.text or "") + clean
        case _:
            one.text = other.text


_CHANGES: tuple[Callable[[random.Random, Any, Any], None], ...] = (
    _drop, _double, _swap, _move, _move, _nest, _unwrap, _attribute, _attribute, _text, _text,
)  # fmt: skip
