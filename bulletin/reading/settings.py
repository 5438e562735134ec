"""bulletin.yaml and issue.yaml: the series, and the issue laid over it."""

from __future__ import annotations

import re
from collections.abc import Set
from typing import cast

from bulletin.findings import kinds
from bulletin.findings.diagnostics import Diagnostic, Edit, Fix, did_you_mean
from bulletin.model.content import (
    Digits,
    IssueSettings,
    Layout,
    Recipient,
    Routing,
    Run,
    SeriesSettings,
    all_levels,
)
from bulletin.reading import yaml_values
from bulletin.reading.fields import LAYOUTS, Fields, kind
from bulletin.reading.name_lists import items
from bulletin.reading.yaml_values import Mapping, Node, Scalar, Sequence
from bulletin.text.source import Source, Span

DIGITS = ("half-width", "full-width")
SERIES_KEYS = (
    "name", "issuer", "serial", "total-before", "credit", "headings", "enumeration", "digits",
    "contents-page", "article-page", "routing", "classification", "keywords", "organs", "ignore",
)  # fmt: skip
_LINE_COLON = re.compile(r"(?m)^[ ]*(?P<key>[\w、-]+)[ \u3000]*(?P<colon>：)[ \u3000]*")
_REQUIRED = frozenset({"name", "issuer"})
ISSUE_KEYS = ("number", "date", "articles")


def read_series(source: Source) -> tuple[Mapping | None, list[Diagnostic]]:
    """bulletin.yaml, checked in full; kept as a mapping, since an issue may change any key."""
    mapping, found = yaml_values.read(source)
    if mapping is not None:
        serial = _series(mapping, found, SERIES_KEYS, _REQUIRED).serial
        if not re.search(r"\{[^{}]*\}", serial.text):
            found.append(
                kinds.NO_PLACE_FOR_NUMBER.at(
                    serial.span,
                    f"每一期都会印成“{serial.text}”。",
                    "写成 第{n}期：{n} 是期号，程序会换。",
                )
            )
    return mapping, found


def read_issue(source: Source, series: Mapping) -> tuple[IssueSettings | None, list[Diagnostic]]:
    """issue.yaml laid over the series; faults of the series itself are not told again."""
    mapping, found = yaml_values.read(source)
    if mapping is None:
        return None, found
    fields = Fields(mapping, found, (*ISSUE_KEYS, *SERIES_KEYS))
    number = fields.integer("number", 1, required="写上期号，如 number: 43。")
    merged = Mapping({**series.entries, **mapping.entries}, mapping.span)
    merged_found: list[Diagnostic] = []
    # What even the two together lack, the series has been told of.
    required = _REQUIRED & merged.entries.keys()
    read = _series(merged, merged_found, (*ISSUE_KEYS, *SERIES_KEYS), required)
    date, articles = fields.date("date"), fields.texts("articles")
    known = {(one.code, one.span.start) for one in found}
    found += [
        one
        for one in merged_found
        if one.span.source is source and (one.code, one.span.start) not in known
    ]
    if number is None:
        return None, found
    return IssueSettings(source, number, date, articles, read), found


def series_settings(series: Mapping) -> SeriesSettings:
    """What bulletin.yaml says, as far as it can be read."""
    return _series(series, [], SERIES_KEYS, frozenset())


def _series(
    mapping: Mapping, found: list[Diagnostic], known: tuple[str, ...], required: Set[str]
) -> SeriesSettings:
    fields = Fields(mapping, found, known)
    hints = {
        "name": "写上报头上的名称，如 name: 人大工作简报。",
        "issuer": "写上编印单位，如 issuer: 某市人大常委会办公室。",
    }
    name = fields.text("name", required=hints["name"] if "name" in required else "")
    issuer = fields.text("issuer", required=hints["issuer"] if "issuer" in required else "")
    # What is left out takes a default, which has no place in the file: an empty span.
    nowhere = mapping.span.source.span(mapping.span.start, mapping.span.start)
    serial = fields.text("serial") or Run("第{n}期", nowhere)
    credit = fields.text("credit") or Run("（{source}供稿）", nowhere)
    _placeholders("serial", serial, ("n", "hanzi", "total", "year"), found)
    _placeholders("credit", credit, ("source", "author"), found)
    total_before = fields.integer("total-before", 0)
    if "{total}" in serial.text and fields.node("total-before") is None:
        found.append(
            kinds.MISSING_KEY.at(
                serial.span, "期号里用了 {total}，却没有写 total-before。",
                "写上第 1 期以前已出的期数，如 total-before: 100。",
            )
        )  # fmt: skip
    contents_page, article_page = fields.flag("contents-page"), fields.flag("article-page")
    return SeriesSettings(
        name=name or Run("", nowhere),
        serial=serial,
        issuer=issuer or Run("", nowhere),
        credit=credit,
        headings=fields.headings("headings") or all_levels("run-in"),
        enumeration=cast(Layout, fields.choice("enumeration", LAYOUTS) or "run-in"),
        digits=cast(Digits, fields.choice("digits", DIGITS) or "half-width"),
        routing=_routing(fields, found),
        classification=fields.text("classification"),
        keywords=fields.texts("keywords") or (),
        total_before=total_before,
        contents_page=True if contents_page is None else contents_page,
        article_page=bool(article_page),
        organs=fields.texts("organs") or (),
        ignores=fields.ignores("ignore"),
    )


def _placeholders(key: str, run: Run, known: tuple[str, ...], found: list[Diagnostic]) -> None:
    for match in re.finditer(r"\{([^{}]*)\}|[{}]", run.text):
        name = match[1]
        if name in known:
            continue
        span = run.span
        if span.text == run.text:
            span = span.source.span(span.start + match.start(), span.start + match.end())
        braced = [f"{{{one}}}" for one in known]
        found.append(
            kinds.BAD_VALUE.at(
                span,
                f"“{key}”里不认识“{match[0]}”。",
                f"{did_you_mean(match[0], braced, 0.6)}可以用：{'、'.join(braced)}。",
            )
        )


def _routing(fields: Fields, found: list[Diagnostic]) -> tuple[Routing, ...]:
    node = fields.node("routing")
    if node is None:
        return ()
    if not isinstance(node, Mapping):
        found += _not_lines(node)
        return ()
    lines = []
    for name, entry in node.entries.items():
        recipients = [
            one
            for item in items("routing", entry.value, found)
            if (one := _recipient(item, entry.key.span, found)) is not None
        ]
        if recipients:
            lines.append(Routing(Run(name, entry.key.span), tuple(recipients)))
    return tuple(lines)


def _not_lines(node: Scalar | Sequence) -> list[Diagnostic]:
    """What is wrong with a routing that is no mapping; often its colons are full-width."""
    source, start = node.span.source, node.span.start
    colons = list(_LINE_COLON.finditer(node.span.text)) if isinstance(node, Scalar) else []
    if not colons:
        return [
            kinds.WRONG_TYPE.at(
                node.span,
                f"“routing”下面应当是行名，这里写成了{kind(node)}。",
                "先写行名，如“送:”，再在下面一行一个单位，行首写“- ”。",
            )
        ]
    return [
        kinds.FULL_WIDTH_COLON.at(
            source.span(start + match.start("colon"), start + match.start("colon") + 1),
            f"“{match['key']}”后面是全角冒号，要用英文冒号加一个半角空格。",
            f"写成“{match['key']}: ”。",
            Fix(True, (Edit(source.span(start + match.end("key"), start + match.end()), ": "),)),
        )
        for match in colons
    ]


def _recipient(node: Node, key: Span, found: list[Diagnostic]) -> Recipient | None:
    if isinstance(node, Scalar) and node.text.strip():
        return Recipient(Run(node.text.strip(), node.span))
    if isinstance(node, Mapping):
        fields = Fields(node, found, ("to", "copies"))
        to = fields.text("to", required="写上单位，如 {to: 市人大办公室, copies: 3}。")
        copies = fields.integer("copies", 1)
        return Recipient(to, copies) if to else None
    found.append(
        kinds.WRONG_TYPE.at(
            node.span if node.span.start < node.span.end else key,
            f"报送单位应当是一段文字，这里写成了{kind(node)}。",
            "一行一个单位，行首写“- ”；要计印数就写 {to: 单位, copies: 份数}。",
        )
    )
    return None
