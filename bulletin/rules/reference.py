"""The catalogue of everything that can be found: for ``bulletin rules`` and docs/rules.md."""

from __future__ import annotations

import json
from collections.abc import Iterator

from rich.cells import cell_len

from bulletin.findings import faults
from bulletin.findings.diagnostics import Fault, did_you_mean
from bulletin.findings.errors import BulletinError
from bulletin.findings.formats import LABELS, WORDS
from bulletin.rules import RULES
from bulletin.rules.rule import Mending, Rule

FAMILIES = {
    "FI": "文件", "YA": "题头和设置（YAML）", "MD": "Markdown 写法", "AR": "编排",
    "IG": "忽略", "TL": "词表和名单", "TE": "模板", "IM": "导入来稿",
    "TX": "字符", "PU": "标点", "NU": "数字", "SQ": "序数", "GE": "简报的文体", "ME": "题头和前后照应",
    "TM": "用词", "LD": "领导名单", "PT": "图片和表格",
}  # fmt: skip
"""The families of codes, in the order of the page."""

FORMATS = ("text", "json", "markdown")


def everything() -> list[Fault]:
    """Every kind of finding, by family."""
    order = list(FAMILIES)
    return sorted((*faults.ALL, *RULES), key=lambda one: (order.index(one.code[:2]), one.code))


def lines(code: str | None, form: str) -> Iterator[str]:
    """The whole catalogue or one entry, in one of the formats.

    Raises:
        BulletinError: no such code or format.
    """
    if form not in FORMATS:
        raise BulletinError(f"没有格式“{form}”。", f"可以写：{'、'.join(FORMATS)}。")
    entries = everything()
    if code is not None:
        known = {one.code: one for one in entries}
        if code.upper() not in known:
            hint = did_you_mean(code.upper(), known) + "全部代码见 bulletin rules。"
            raise BulletinError(f"没有规则“{code}”。", hint)
        entries = [known[code.upper()]]
    match form:
        case "json":
            yield json.dumps([_record(one) for one in entries], ensure_ascii=False, indent=1)
        case "markdown":
            yield from _page(entries)
        case _ if code is not None:
            yield from _whole(entries[0])
        case _:
            yield from _table(entries)


def _record(one: Fault) -> dict[str, object]:
    record: dict[str, object] = {
        "code": one.code, "name": one.name, "severity": WORDS[one.severity], "title": one.title,
    }  # fmt: skip
    if isinstance(one, Rule):
        record |= {
            "tier": one.tier.name.lower(), "clause": one.clause, "fix": one.mending.name.lower(),
            "wrong": one.wrong, "right": one.right, "advice": one.advice,
        }  # fmt: skip
    return record


def _facts(one: Fault) -> Iterator[tuple[str, str]]:
    yield "级别", LABELS[one.severity]
    if isinstance(one, Rule):
        yield "依据", f"{one.tier.value}，{one.clause}" if one.clause else one.tier.value
        yield "改法", one.mending.value
        yield "不要", one.wrong
        yield "要", one.right
        yield "说明", one.advice


def _whole(one: Fault) -> Iterator[str]:
    yield f"{one.code}  {one.title}（{one.name}）"
    for name, text in _facts(one):
        yield f"  {name}{' ' * (6 - cell_len(name))}{text}"
    if not isinstance(one, Rule):
        yield "  读稿时发现；怎么改，见手册第八节。"


def _table(entries: list[Fault]) -> Iterator[str]:
    family = ""
    for one in entries:
        if one.code[:2] != family:
            family = one.code[:2]
            yield f"\n{FAMILIES[family]}" if family != next(iter(FAMILIES)) else FAMILIES[family]
        mended = isinstance(one, Rule) and one.mending in (Mending.SAFE, Mending.PARTLY)
        yield f"  {one.code}  {LABELS[one.severity]}  {'[*]' if mended else '   '}  {one.title}"
    yield ""
    yield "[*] 用 bulletin check --fix 可以自动改（有的只改看得准的）。细说一条：bulletin rules 代码"


def _page(entries: list[Fault]) -> Iterator[str]:
    yield "# 检查的规则"
    yield ""
    yield "由 `bulletin rules --format markdown` 生成，不要手改。"
    yield "读稿时发现的（FI 至 IM）怎么改，见[手册](手册.md)；忽略的写法也在那里。"
    family = ""
    for one in entries:
        if one.code[:2] != family:
            family = one.code[:2]
            yield ""
            yield f"## {FAMILIES[family]}"
        yield ""
        yield f"### {one.code} {one.title}"
        yield ""
        yield f"`{one.name}`"
        yield ""
        for name, text in _facts(one):
            yield f"- {name}：{text}"
