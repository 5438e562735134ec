"""Pictures and tables."""

from __future__ import annotations

from bulletin.model.content import Picture, Table
from bulletin.rules.prose import Prose
from bulletin.rules.rule import NOTE, OURS, PRACTICE, WARNING, Found, IssueRule, Pattern, TextRule
from bulletin.rules.subject import Subject


@IssueRule(
    "PT001", "picture-without-caption", NOTE, "图片没有图题",
    tier=PRACTICE, wrong="![](座谈会.jpg)", right="![代表在座谈会上发言](座谈会.jpg)",
    advice="方括号里写图题；不要图题就不必管。",
)  # fmt: skip
def picture_without_caption(proof: Subject) -> Found:
    """A picture that does not say what it shows."""
    for article in proof.issue.articles:
        for block in article.body:
            if isinstance(block, Picture) and not block.caption:
                yield picture_without_caption.at(
                    block.span, f"图片“{block.path}”没有图题。", picture_without_caption.advice
                )


@IssueRule(
    "PT002", "empty-table-head", NOTE, "表头有空格",
    tier=PRACTICE, wrong="| 单位 |  |", right="| 单位 | 件数 |",
    advice="给这一栏写上名称。",
)  # fmt: skip
def empty_table_head(proof: Subject) -> Found:
    """A column without a name; the first one may go without (it names the rows)."""
    for article in proof.issue.articles:
        for block in article.body:
            if isinstance(block, Table):
                empty = [place for place, cell in enumerate(block.rows[0], 1) if not cell]
                if any(place > 1 for place in empty):
                    columns = "、".join(map(str, empty))
                    span = block.span.source.line_span(
                        block.span.source.position(block.span.start)[0]
                    )
                    yield empty_table_head.at(
                        span, f"表头第 {columns} 栏是空的。", empty_table_head.advice
                    )


@IssueRule(
    "PT003", "empty-table-row", WARNING, "表格有一整行是空的",
    tier=PRACTICE, wrong="|  |  |", right="补上内容，或删掉这一行",
    advice="补上内容，或删掉这一行。",
)  # fmt: skip
def empty_table_row(proof: Subject) -> Found:
    """A row without anything in it, or a table that is nothing but its head."""
    for article in proof.issue.articles:
        for block in article.body:
            if isinstance(block, Table):
                empty = [place for place, row in enumerate(block.rows[1:], 1) if not any(row)]
                if empty or len(block.rows) == 1:
                    rows = "、".join(map(str, empty[:5]))
                    message = f"表格第 {rows} 行是空的。" if empty else "表格只有表头。"
                    yield empty_table_row.at(block.span, message, empty_table_row.advice)


_REFERENCE = Pattern(
    r"(?:如|见|详见)(?:下|上|附|右|左)?(图|表)(?:\d{1,2}|[一二三四五六七八九十])?(?:所示|所列|[，。）：])",
    "图",
    "表",
)


@TextRule(
    "PT004", "missing-picture-or-table", WARNING, "文中说见图见表，稿件里却没有",
    tier=OURS, wrong="（见下表）……（后面没有表）", right="补上表格，或删掉这句",
    advice="多半是从 Word 复制时漏了图或表：补上，或删掉这句。",
)  # fmt: skip
def missing_picture_or_table(prose: Prose) -> Found:
    """见下表 in an article that has no table."""
    wanted = {"图": Picture, "表": Table}
    have: set[type] | None = None
    for match in _REFERENCE.finditer(prose.text):
        have = have or {type(one.block) for one in prose.passages}
        if wanted[match[1]] not in have:
            message = f"说了“{match[0].rstrip('，。）：')}”，稿件里却没有{match[1]}。"
            yield missing_picture_or_table.found(prose, match.span(), message)
