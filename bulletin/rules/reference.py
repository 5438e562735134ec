"""The list of all kinds of findings, as ``bulletin rules`` and docs/rules.md show it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby

from rich.cells import cell_len

from bulletin.findings import kinds
from bulletin.findings.diagnostics import FindingKind, did_you_mean
from bulletin.findings.errors import BulletinError
from bulletin.findings.formats import LABELS, WORDS
from bulletin.rules import RULES
from bulletin.rules.rule import Fixes, Rule, Tier

FAMILIES = {
    "FI": "文件", "YA": "题头和设置（YAML）", "MD": "Markdown 写法", "AR": "编排",
    "IG": "忽略", "TL": "词表和名单", "TE": "模板", "IM": "导入来稿",
    "TX": "字符", "PU": "标点", "NU": "数字", "SQ": "序数", "GE": "简报的文体", "ME": "题头和前后照应",
    "TM": "用词", "LD": "领导名单", "PT": "图片和表格",
}  # fmt: skip
"""The families of codes, in the order of the page."""

FORMATS = ("text", "json", "markdown")
_TIERS: dict[Tier, str] = {
    "standard": "国家标准", "usual": "国家标准（通常）", "practice": "公文习惯", "ours": "简报",
}  # fmt: skip
_FIXES: dict[Fixes, str] = {
    "safe": "自动改（--fix）",
    "partly": "看得准的自动改（--fix），看不准的只建议（--fix --unsafe-fixes）",
    "suggested": "建议（--fix --unsafe-fixes）",
    "none": "不改，由您定",
}


def lines(code: str | None, form: str) -> Iterator[str]:
    """The lines of the whole list, or of what is known of one ``code``, in one of ``FORMATS``.

    Raises:
        BulletinError: there is no such code or format.
    """
    if form not in FORMATS:
        raise BulletinError(f"没有格式“{form}”。", f"可以写：{'、'.join(FORMATS)}。")
    order = list(FAMILIES)
    entries = sorted((*kinds.ALL, *RULES), key=lambda kind: (order.index(kind.code[:2]), kind.code))
    if code is not None:
        known = {kind.code: kind for kind in entries}
        if code.upper() not in known:
            hint = did_you_mean(code.upper(), known) + "全部代码见 bulletin rules。"
            raise BulletinError(f"没有规则“{code}”。", hint)
        entries = [known[code.upper()]]
    match form:
        case "json":
            yield json.dumps([_record(kind) for kind in entries], ensure_ascii=False, indent=1)
        case "markdown":
            yield from _page(entries)
        case _ if code is not None:
            yield from _whole(entries[0])
        case _:
            yield from _table(entries)


def _record(kind: FindingKind) -> dict[str, object]:
    record: dict[str, object] = {
        "code": kind.code, "name": kind.name, "severity": WORDS[kind.severity], "title": kind.title,
    }  # fmt: skip
    if isinstance(kind, Rule):
        record |= {
            "tier": kind.tier, "clause": kind.clause, "fix": kind.fixes,
            "wrong": kind.wrong, "right": kind.right, "advice": kind.advice,
        }  # fmt: skip
    return record


def _facts(kind: FindingKind) -> Iterator[tuple[str, str]]:
    yield "级别", LABELS[kind.severity]
    if isinstance(kind, Rule):
        yield "依据", _TIERS[kind.tier] + (f"，{kind.clause}" if kind.clause else "")
        yield "改法", _FIXES[kind.fixes]
        yield "不要", kind.wrong
        yield "要", kind.right
        yield "说明", kind.advice


def _whole(kind: FindingKind) -> Iterator[str]:
    yield f"{kind.code}  {kind.title}（{kind.name}）"
    for name, text in _facts(kind):
        yield f"  {name}{' ' * (6 - cell_len(name))}{text}"
    if not isinstance(kind, Rule):
        yield "  读稿时发现；怎么改，见手册第八节。"


def _table(entries: list[FindingKind]) -> Iterator[str]:
    for family, members in _families(entries):
        yield family
        for kind in members:
            star = "[*]" if isinstance(kind, Rule) and kind.fixes_safely else "   "
            yield f"  {kind.code}  {LABELS[kind.severity]}  {star}  {kind.title}"
        yield ""
    yield "[*] 用 bulletin check --fix 可以自动改（有的只改看得准的）。细说一条：bulletin rules 代码"


def _page(entries: list[FindingKind]) -> Iterator[str]:
    yield "# 检查的规则\n"
    yield "由 `bulletin rules --format markdown` 生成，不要手改。"
    yield "读稿时发现的（FI 至 IM）怎么改，见[手册](手册.md)；忽略的写法也在那里。"
    for family, members in _families(entries):
        yield f"\n## {family}"
        for kind in members:
            yield f"\n### {kind.code} {kind.title}\n\n`{kind.name}`\n"
            for name, text in _facts(kind):
                yield f"- {name}：{text}"


def _families(entries: list[FindingKind]) -> Iterator[tuple[str, Iterator[FindingKind]]]:
    """The families of some kinds, by their Chinese names, each with its own."""
    for letters, members in groupby(entries, lambda kind: kind.code[:2]):
        yield FAMILIES[letters], members
