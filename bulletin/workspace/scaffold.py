"""The files that ``init``, ``new`` and ``add`` write, every key explained beside it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

_BULLETIN_YAML = """\
# 这份简报各期共有的内容。“键: 值”里用英文冒号，冒号后空一格；# 后面是说明，不起作用。

name: {name}            # 报头上的名称；太长时在可以回行的地方加 |
issuer: {issuer}   # 编印单位
serial: {serial}              # 期号：{{n}} 43，{{hanzi}} 四十三，{{total}} 总期号，{{year}} 年份
{total_before}           # 第 1 期以前已出的期数，{{total}} 从它往后数
credit: {credit}      # 供稿行：{{source}} 供稿单位，{{author}} 作者

headings: {headings}             # 小标题：run-in 与正文接排，display 独占一行
                             # 各级不同时写 {{一、: display, 1.: run-in}}
enumeration: {enumeration}          # 一是二是：run-in 接排，display 各起一段
digits: half-width           # 正文数字：half-width 半角，full-width 全角

contents-page: true          # 目录之后另起一面
article-page: false          # 每篇文章另起一面

# 报送范围，行名自定（报、送、发……），一行一个单位。要计印数就写成 {{to: 单位, copies: 份数}}。
{routing}
{classification}    # 印在报头左上角的密级或标注
# keywords: [人大, 代表]      # 写进 Word 文件属性的关键词，不写则用供稿单位

# organs: [某某县人大常委会]    # 供稿单位名单；写了，名单以外的供稿单位就会提醒
# ignore:                    # 不查的规则，一行一条，写明原因
#   PU009: 本刊习惯保留书名号之间的顿号
"""

_ISSUE_YAML = """\
# 第 {number} 期。bulletin.yaml 里的键都可以在这里另写，只对这一期起作用。

number: {number}
# date: 2024-12-20           # 印发日期；写了就印编印行和日期
# articles:                  # 文章的次序；不写则按文件名排
#   - 01-某某县.md
"""

_CONTRIBUTION = """\
---
title: {title}
source: {source}
# author: 张三               # 作者，印在标题下面
# contents: 另写的题目        # 目录里用的题目，不写则与标题相同
# note: 编者按的内容          # 编者按，印在标题上面
# names: [张三, 某某县]       # 标题回行时不能拆开的名称
# ignore: {{PU009: 原因}}       # 这篇稿件不查的规则
---

"""

_RESERVED = {"con", "prn", "aux", "nul"} | {
    f"{name}{i}" for name in ("com", "lpt") for i in range(10)
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What a bulletin.yaml says; as it is here, what ``init`` writes for an editor to change."""

    name: str = "人大工作简报"
    issuer: str = "某某市人大常委会办公室"
    serial: str = "第{n}期"
    total_before: int | None = None
    credit: str = "（{source}供稿）"
    headings: str = "run-in"
    enumeration: str = "run-in"
    classification: str = ""
    routing: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("送", ("市人大常委会主任、副主任、秘书长",)),
        ("发", ("各县（市、区）人大常委会",)),
    )


def bulletin_yaml(settings: Settings | None = None) -> str:
    """A fresh bulletin.yaml."""
    said = settings or Settings()
    total, marked = said.total_before, said.classification
    return _BULLETIN_YAML.format(
        name=scalar(said.name),
        issuer=scalar(said.issuer),
        serial=scalar(said.serial),
        total_before="# total-before: 100" if total is None else f"total-before: {total}",
        credit=scalar(said.credit),
        headings=said.headings,
        enumeration=said.enumeration,
        routing=_routing(said.routing),
        classification=f"classification: {scalar(marked)}"
        if marked
        else "# classification: 内部资料",
    )


def _routing(routing: tuple[tuple[str, tuple[str, ...]], ...]) -> str:
    """The routing block of bulletin.yaml; without one, an example that says nothing."""
    lines = ("routing:", *routing_lines(routing or Settings().routing))
    return "".join(f"{line}\n" if routing else f"# {line}\n" for line in lines)


def routing_lines(routing: tuple[tuple[str, tuple[str, ...]], ...]) -> Iterator[str]:
    """The lines under ``routing:``."""
    for label, recipients in routing:
        yield f"  {scalar(label)}:"
        yield from (f"    - {scalar(recipient)}" for recipient in recipients)


def issue_yaml(number: int) -> str:
    """A fresh issue.yaml."""
    return _ISSUE_YAML.format(number=number)


def contribution(title: str, source: str) -> str:
    """A fresh contribution: front matter, and room for the text."""
    return _CONTRIBUTION.format(title=scalar(title), source=scalar(source))


def scalar(text: str) -> str:
    """A text as a YAML value: plain where YAML reads it back the same, else in double quotes."""
    return text if _is_plain(text) and " #" not in text else json.dumps(text, ensure_ascii=False)


def _is_plain(text: str) -> bool:
    """Whether YAML reads it back as this text; no value is made of it: 2024-13-45 is no date."""
    try:
        node = yaml.compose(f"key: {text}", Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return False
    if not isinstance(node, yaml.MappingNode) or len(node.value) != 1:
        return False
    value = node.value[0][1]
    return (value.tag, value.value) == ("tag:yaml.org,2002:str", text)


def file_name(place: int, title: str) -> str:
    """03-温县.md: the place among the contributions, and what the title says first.

    Characters that Windows forbids in names are left out.
    """
    head = re.split(r"[：:|　\s]", title.strip())[0]
    head = re.sub(r"[^\w·—-]", "", head)[:20].strip("-_")
    if not head or head.lower() in _RESERVED:
        head = "稿件"
    return f"{place:02d}-{head}.md"


def next_place(names: list[str]) -> int:
    """The number after the highest one that a file name begins with."""
    numbers = [int(match[0]) for name in names if (match := re.match(r"[0-9]{1,6}", name))]
    return max(numbers, default=0) + 1
