"""Pictures without captions, tables with empty cells, and those that the text speaks of in vain."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TypeVar

from bulletin.model.content import Picture, Table
from bulletin.rules.article_text import ArticleText
from bulletin.rules.rule import NOTE, WARNING, Fault, Faults, Pattern, TextRule

_Kind = TypeVar("_Kind", Picture, Table)


@TextRule(
    "PT001", "picture-without-caption", NOTE, "图片没有图题",
    tier="practice", wrong="![](座谈会.jpg)", right="![代表在座谈会上发言](座谈会.jpg)",
    advice="方括号里写图题；不要图题就不必管。",
)  # fmt: skip
def picture_without_caption(article: ArticleText) -> Faults:
    """A picture without a caption."""
    for picture in _blocks(article, Picture):
        if not picture.caption:
            yield Fault(picture.span, f"图片“{picture.path}”没有图题。")


@TextRule(
    "PT002", "empty-table-head", NOTE, "表头有空格",
    tier="practice", wrong="| 单位 |  |", right="| 单位 | 件数 |",
    advice="给这一栏写上名称。",
)  # fmt: skip
def empty_table_head(article: ArticleText) -> Faults:
    """A column without a name; the first one needs none (it names the rows)."""
    for table in _blocks(article, Table):
        empty = [place for place, cell in enumerate(table.rows[0], 1) if not cell]
        if any(place > 1 for place in empty):
            source = table.span.source
            head = source.line_span(source.position(table.span.start)[0])
            yield Fault(head, f"表头第 {'、'.join(map(str, empty))} 栏是空的。")


@TextRule(
    "PT003", "empty-table-row", WARNING, "表格有一整行是空的",
    tier="practice", wrong="|  |  |", right="补上内容，或删掉这一行",
    advice="补上内容，或删掉这一行。",
)  # fmt: skip
def empty_table_row(article: ArticleText) -> Faults:
    """A row without anything in it, or a table that has only its head."""
    for table in _blocks(article, Table):
        empty = [place for place, row in enumerate(table.rows[1:], 1) if not any(row)]
        if empty or len(table.rows) == 1:
            rows = "、".join(map(str, empty[:5]))
            yield Fault(table.span, f"表格第 {rows} 行是空的。" if empty else "表格只有表头。")


def _blocks(article: ArticleText, kind: type[_Kind]) -> Iterator[_Kind]:
    """The blocks of one kind, in order."""
    for block, _ in groupby(passage.block for passage in article.passages):
        if isinstance(block, kind):
            yield block


_REFERENCE = Pattern(
    r"(?:如|见|详见)(?:下|上|附|右|左)?(图|表)(?:\d{1,2}|[一二三四五六七八九十])?(?:所示|所列|[，。）：])",
    *"图表",
)


@TextRule(
    "PT004", "missing-picture-or-table", WARNING, "文中说见图见表，稿件里却没有",
    tier="ours", wrong="（见下表）……（后面没有表）", right="补上表格，或删掉这句",
    advice="多半是从 Word 复制时漏了图或表：补上，或删掉这句。",
)  # fmt: skip
def missing_picture_or_table(article: ArticleText) -> Faults:
    """见下表 in an article without a table, 如图所示 in one without a picture."""
    wanted = {"图": Picture, "表": Table}
    have: set[type] | None = None
    for match in _REFERENCE.finditer(article.text):
        have = have or {type(passage.block) for passage in article.passages}
        if wanted[match[1]] not in have:
            message = f"说了“{match[0].rstrip('，。）：')}”，稿件里却没有{match[1]}。"
            yield Fault(match.span(), message)
