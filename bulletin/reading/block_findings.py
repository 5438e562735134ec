"""The findings about blocks of a body: what is not set, and lines that are not what they look like.

Each function gets the place that it speaks of, and returns findings; ``markdown`` finds the places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bulletin.findings import kinds
from bulletin.findings.diagnostics import Diagnostic, Edit, FindingKind, Fix
from bulletin.reading.events import BlockNode, Event
from bulletin.text import patterns
from bulletin.text.source import Source, Span

_MOST_MARKS = 5
"""Marks # of the lowest heading that is set."""
_TABLE_LINE = patterns.regex(
    r"(?m)^[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?[ \t]*$"
)
_BARS = patterns.regex(
    r"(?m)^[ \t]*[|｜][^\r\n|｜]*(?<!\\)[|｜][^\r\n]*(?<!\\)[|｜][ \t]*$|^[ \t]*｜[ \t]*:?-{2,}[^\r\n]*$"
)
"""A row of a table that has no line under its head, or that has full-width bars; ``\\|`` is none."""
_HEADING_MARK = patterns.regex(
    r"(?m)(?:^|(?<=\r))[ \t]*(#{2,}|[#＃]*＃[#＃]*)[ \t\u3000\xa0]*(?=[^\s#＃])"
)
_REFUSED: dict[str, tuple[FindingKind, str, str]] = {
    "Indented": (
        kinds.CODE,
        "行首有四个以上的空格，这一段会被当成代码。", "段首不用打空格，程序缩进两字。",
    ),
    "CodeBlock": (kinds.CODE, "代码块排不了。", "删掉 ``` 这样的行，当作段落写。"),
    "Rule": (kinds.RULE, "分隔线排不了。", "删掉这一行。"),
    "FootnoteDefinition": (
        kinds.FOOTNOTE, "脚注要写在正文里，不在列表、引文里面。", "另起一行写，前面空一行，行首不空格。"
    ),
}  # fmt: skip


def refused(node: BlockNode, span: Span) -> Diagnostic:
    """A block that is not set."""
    other = (kinds.UNSUPPORTED, "这种写法排不了。", "改成段落、小标题、列表或表格。")
    name = "Indented" if node.payload == "Indented" else node.name
    kind, message, hint = _REFUSED.get(name, other)
    return kind.at(span, message, hint)


def heading_level(span: Span, marks: int) -> Diagnostic:
    """A heading with too few or too many marks #."""
    message = f"小标题不能用 {marks} 个 #。"
    return kinds.HEADING_LEVEL.at(span, message, "一级用 ##，二级 ###，三级 ####，四级 #####。")


def heading_marks(paragraph: Span) -> Iterator[Diagnostic]:
    """Lines of a paragraph with # but without the space that makes a heading (CommonMark 4.2)."""
    text = paragraph.text
    if "#" not in text and "＃" not in text:
        return
    for match in _HEADING_MARK.finditer(text):
        marks = len(match[1])
        if marks > _MOST_MARKS:
            yield heading_level(paragraph.part(*match.span(1)), marks)
            continue
        span = paragraph.part(match.start(1), match.end())
        wanted = "#" * marks + " "
        message = "小标题的 # 要用半角，后面空一个半角空格。"
        fix = Fix(True, (Edit(span, wanted),))
        yield kinds.HEADING_SPACE.at(span, message, f"写成“{wanted}标题”。", fix)


def closing_marks(rest: Span) -> Iterator[Diagnostic]:
    """Marks # at the end of a heading, which close it (CommonMark 4.2) and are not printed.

    ``rest`` is what stands behind the heading's last text.
    """
    match = re.search(r"(?<=[ \t])#+\Z", rest.text)
    if match is not None:
        span = rest.part(*match.span())
        yield kinds.CLOSING_MARKS.at(span, "小标题末尾的 # 不印出来。", "删掉它；要印就写成 \\#。")


def unread_table(paragraph: Span) -> Iterator[Diagnostic]:
    """A table that is read as a paragraph: it has no line under its head, or full-width bars."""
    text = paragraph.text
    if "|" not in text and "｜" not in text:
        return
    if match := _TABLE_LINE.search(text) or _BARS.search(text):
        message = "这里的竖线没有排成表格，会照样印出来。"
        hint = "用英文竖线 |；表头下面要有一行 |---|---|；表格前面空一行；各行的格数要一样多。"
        yield kinds.TABLE_BELOW_TEXT.at(paragraph.part(*match.span()), message, hint)


def dropped_cells(rest: Span, width: int) -> Iterator[Diagnostic]:
    """What stands behind the last cell of a row of ``width`` cells, which the parser drops."""
    if rest.text.strip("| \t\r\n\\>"):
        message = f"这一行比表头多出几格，多出的文字印不出来（表头 {width} 格）。"
        hint = "给表头添一栏，或删掉多余的 |；文字里的 | 写成 \\|。"
        yield kinds.TABLE_CELLS.at(rest.part(0, len(rest.text.rstrip())), message, hint)


def merged_cell(mark: Span) -> Diagnostic:
    """A mark ^ or < that merges a cell with none, or into what is no rectangle."""
    message = f"这一格的 {mark.text} 合并不了。"
    hint = (
        "^ 并入上一格，第一行不能写；< 并入左一格，第一栏不能写；合并的格要拼成长方形。"
        f"要印这个字，就写 \\{mark.text}。"
    )
    return kinds.MERGED_CELL.at(mark, message, hint)


def doubtful_line(source: Source, place: int, is_paragraph: bool) -> Diagnostic:
    """A line, from ``place`` on, of which nobody can say whether it begins a paragraph."""
    now = "另起一段" if is_paragraph else "接在上一行后面"
    message = f"看不准这一行是不是另起一段，现在{now}。"
    hint = "另起一段，就在它前面空一行；是同一段，就和上一行连成一行。"
    fix = _empty_line(source, place, False)
    return kinds.DOUBTFUL_LINE.at(source.line_at(place), message, hint, fix)


def line_of_item(source: Source, place: int, what: str) -> Diagnostic:
    """A line, from ``place`` on, that goes on an item though it looks like a paragraph (5.2).

    ``what`` it goes on, in Chinese: 列表的上一项, 脚注.
    """
    hint = "是另一段，就在它前面空一行；是接着的，就和上一行连成一行。"
    fix = _empty_line(source, place, False)
    return kinds.LINE_BELOW.at(source.line_at(place), f"这一行会接在{what}后面。", hint, fix)


def line_below(span: Span, what: str) -> Diagnostic:
    """A line right below a table or a quotation (表格, 引文), which is a paragraph of its own."""
    message = f"这一行紧接在{what}下面，没有空行；当作{what}后面的一段排。"
    hint = f"在它前面空一行；是{what}里的，就写上{'竖线' if what == '表格' else '>'}。"
    fix = _empty_line(span.source, span.source.line_at(span.start).start, True)
    return kinds.LINE_BELOW.at(span, message, hint, fix)


def _empty_line(source: Source, place: int, is_safe: bool) -> Fix:
    return Fix(is_safe, (Edit(source.span(place, place), "\n"),))


def picture_address(picture: Event, span: Span) -> Iterator[Diagnostic]:
    """A title in the brackets of a picture, and a path that is none beside the contribution."""
    path: str = picture.payload["dest_url"]
    if picture.payload["title"]:
        hint = "图题写在方括号里：![图题](照片.jpg)。"
        yield kinds.PICTURE.at(span, "图片括号里引号中的文字印不出来。", hint)
    if re.match(r"[A-Za-z][\w+.-]*:|[/\\]", path) or not path:
        hint = "把图片放在稿件旁边，只写文件名：![图题](照片.jpg)。"
        yield kinds.PICTURE.at(span, f"图片的路径“{path}”用不了。", hint)
