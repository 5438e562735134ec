"""A Word file becomes a draft: paragraphs, tables and pictures, and what stands beside them.

Tracked changes are accepted; numbers that Word sets are kept beside their paragraphs; comments and
footnotes become remarks; what is hidden, deleted, or stands in headers and footers is left out and named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from bulletin.findings.errors import BulletinError
from bulletin.importing.draft import Draft, Mend, Omitted, Piece, omit, texts
from bulletin.importing.readers import limits
from bulletin.importing.readers.docx import omissions
from bulletin.importing.readers.docx.body_walk import BodyWalk
from bulletin.importing.readers.docx.walk_items import Feature, FeatureCount
from bulletin.ooxml.namespaces import W
from bulletin.ooxml.package import WordPackage, open_package


def read(name: str, data: bytes) -> Draft:
    """Read a .docx, .docm or .dotx; ``BulletinError`` if it is damaged, encrypted, too large, or none."""
    package = open_package(name, data, "再导入")
    body = package.tree(package.document).find(f"{W}body")
    if body is None:
        raise BulletinError(f"{name} 里没有正文。", "用 Word 打开看看，另存以后再导入。")
    pieces, omitted = list[Piece](), list[Omitted]()
    mends, counts = list[Mend](), list[FeatureCount]()
    for item in BodyWalk(package).whole(body):
        match item:
            case Omitted():
                omitted.append(item)
            case Mend():
                mends.append(item)
            case FeatureCount():
                counts.append(item)
            case _:
                limits.check_paragraphs(name, len(pieces))
                pieces.append(item)
    limits.check_text(name, sum(map(len, texts(pieces))))
    headers = [
        omissions.all_text(package.tree(part)) for part in package.related("header", "footer")
    ]
    notes = tuple(_notes(package, omitted, counts))
    omitted += (one for text in headers for one in omit(text, omissions.HEADER))
    omitted += _drawn(package)
    return Draft(name, tuple(pieces), tuple(omitted), notes, tuple(mends))


def _drawn(package: WordPackage) -> Iterator[Omitted]:
    """The texts of charts and of SmartArt, which are drawn and not set."""
    for part in package.related("chart", "diagramData"):
        shown = package.tree(part).iter("{*}t", "{*}v")
        text = "".join(one.text or "" for one in shown if _is_label(one))
        if text.strip():
            yield Omitted(text, omissions.DRAWN)


def _is_label(element: Any) -> bool:
    """Whether an element of a chart is text: of a c:v only in the cache of a text."""
    return (
        element.tag.endswith("}t") or next(element.iterancestors("{*}strCache"), None) is not None
    )


def _notes(
    package: WordPackage, omitted: Sequence[Omitted], features: Sequence[FeatureCount]
) -> Iterator[str]:
    reasons = {one.reason for one in omitted}
    counts = Counter(one.feature for one in features for _ in range(one.count))
    uncircled = [one.text for one in features if one.text]
    if counts[Feature.INSERTED] or omissions.DELETED in reasons:
        yield "修订已按“全部接受”读入：加进来的字留下，划掉的字略去。"
    if omissions.HIDDEN in reasons:
        yield "有隐藏的文字，没有带进来。"
    if boxes := counts[Feature.BOX]:
        yield f"有 {boxes} 个文本框，里面的字放在它所在的那一段后面。"
    if drawings := counts[Feature.DRAWING]:
        yield f"有 {drawings} 个图表、图形或公式对象带不进来，请看原文。"
    if formulas := counts[Feature.FORMULA]:
        yield (f"有 {formulas} 个公式，排成了一行平常的字（10 的 4 次方会成 104），请对照原文。")
    if struck := counts[Feature.STRUCK]:
        yield f"有 {struck} 个字带着删除线，字带进来了，线没有；不要的请删掉。"
    if symbols := counts[Feature.SYMBOL]:
        yield f"有 {symbols} 个用符号字体（Wingdings 等）打的符号，换成了一样的字符（☑、●、≥ 等）。"
    if uncircled:
        yield f"带圈字符没有现成的字，去掉了圈：{'、'.join(uncircled)}。"
    if omissions.PLACEHOLDER in reasons:
        yield "表单里没有填的地方，提示文字没有带进来。"
    if numbers := counts[Feature.NUMBER]:
        yield f"表格里有 {numbers} 处自动编号，写成了文字。"
    if embedded := len(package.related("aFChunk")):
        yield f"里面嵌了 {embedded} 个别的文档，没有读进来；用 Word 打开，另存为新的 .docx 再导入。"
    if any("vbaProject" in part for part in package.parts):
        yield "文件里有宏；宏没有运行，也没有带进来。"
