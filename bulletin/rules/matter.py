"""Pictures that nothing is said of, tables with empty cells, and those that the text speaks of in vain."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from bulletin.model.content import Picture, Table, picture_line
from bulletin.model.merged_cells import covered_cells
from bulletin.rules.article_text import ArticleText
from bulletin.rules.rule import NOTE, WARNING, Fault, Faults, IssueFaults, IssueRule, TextRule
from bulletin.rules.rule_context import RuleContext
from bulletin.text import patterns

_Kind = TypeVar("_Kind", Picture, Table)


@IssueRule(
    "PT001", "picture-without-caption", NOTE, "图片没有图题，也没有说明",
    tier="practice", wrong="![](座谈会.jpg)", right="![代表在座谈会上发言](座谈会.jpg)",
    advice="方括号里写图题；不印图题的，在后面写 {说明=代表在座谈会上发言}，看不见图的人听得到。",
)  # fmt: skip
def picture_without_caption(context: RuleContext) -> IssueFaults:
    """A picture of which nobody says what is to be seen: no caption, none of its line, no key 说明."""
    for article, printed in zip(context.articles, context.issue.articles, strict=True):
        for place in range(len(printed.body)):
            line = picture_line(printed.body, place)
            is_captioned = sum(bool(one.caption) for one in line) == 1
            for one in line:
                if not (is_captioned or one.caption or one.description):
                    yield article, Fault(one.span, f"图片“{one.path}”没有图题，也没有说明。")


@IssueRule(
    "PT002", "empty-table-head", NOTE, "表头有空格",
    tier="practice", wrong="| 单位 |  |", right="| 单位 | 件数 |",
    advice="给这一栏写上名称。",
)  # fmt: skip
def empty_table_head(context: RuleContext) -> IssueFaults:
    """A column without a name; the first one needs none (it names the rows)."""
    for article, table in _blocks(context, Table):
        covered = covered_cells(table.spans)
        empty = [
            column + 1
            for column in range(len(table.alignments))
            if not any(
                table.rows[row][column] or (row, column) in covered
                for row in range(table.head_rows)
            )
        ]
        if any(place > 1 for place in empty):
            source = table.span.source
            head = source.line_span(source.position(table.span.start)[0])
            yield article, Fault(head, f"表头第 {'、'.join(map(str, empty))} 栏是空的。")


@IssueRule(
    "PT003", "empty-table-row", WARNING, "表格有一整行是空的",
    tier="practice", wrong="|  |  |", right="补上内容，或删掉这一行",
    advice="补上内容，或删掉这一行。",
)  # fmt: skip
def empty_table_row(context: RuleContext) -> IssueFaults:
    """A row without anything in it, or a table that has only its head."""
    for article, table in _blocks(context, Table):
        covered = {row for row, _ in covered_cells(table.spans)}
        head = table.head_rows
        empty = [
            at - head + 1
            for at, row in enumerate(table.rows)
            if at >= head and at not in covered and not any(row)
        ]
        if empty or len(table.rows) == head:
            rows = "、".join(map(str, empty[:5]))
            yield (
                article,
                Fault(table.span, f"表格第 {rows} 行是空的。" if empty else "表格只有表头。"),
            )


def _blocks(context: RuleContext, kind: type[_Kind]) -> Iterator[tuple[ArticleText, _Kind]]:
    """The blocks of one kind, each after the article that it belongs to."""
    for article, printed in zip(context.articles, context.issue.articles, strict=True):
        yield from ((article, block) for block in printed.body if isinstance(block, kind))


_REFERENCE = patterns.regex(
    r"(?:如|见|详见)(?:下|上|附|右|左)?(图|表)(?:\d{1,2}|[一二三四五六七八九十])?(?:所示|所列|[，。）：])",
)


@TextRule(
    "PT004", "missing-picture-or-table", WARNING, "文中说见图见表，稿件里却没有",
    tier="ours", wrong="（见下表）……（后面没有表）", right="补上表格，或删掉这句",
    advice="多半是从 Word 复制时漏了图或表：补上，或删掉这句。",
)  # fmt: skip
def missing_picture_or_table(article: ArticleText) -> Faults:
    """见下表 in an article without a table, 如图所示 in one without a picture."""
    wanted = {"图": Picture, "表": Table}
    have = {type(passage.block) for passage in article.passages}
    for match in _REFERENCE.finditer(article.text):
        if wanted[match[1]] not in have:
            message = f"说了“{match[0].rstrip('，。）：')}”，稿件里却没有{match[1]}。"
            yield Fault(match.span(), message)
