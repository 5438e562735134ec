"""bulletin.yaml and issue.yaml: the settings of the series, and those of an issue in their place."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
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
from bulletin.reading.fields import LAYOUTS, Fields, described
from bulletin.reading.name_lists import list_findings
from bulletin.reading.yaml_values import Mapping, Node, Scalar, Sequence, listed
from bulletin.text.source import Source, Span

DIGITS = ("half-width", "full-width")
SERIES_KEYS = (
    "name", "issuer", "serial", "total-before", "credit", "headings", "enumeration", "digits",
    "contents-page", "contents-heading", "contents-of-one", "article-page", "routing", "routing-stop",
    "link-addresses", "classification", "signer", "keywords", "organs", "ignore",
)  # fmt: skip
HOUSE_STYLE = "house-style"
"""A key of bulletin.yaml only: all issues of a series are set alike."""
_LINE_COLON = re.compile(r"(?m)^[ ]*(?P<key>[\w、-]+)[ \u3000]*(?P<colon>：)[ \u3000]*")
_REQUIRED = {
    "name": "写上报头上的名称，如 name: 人大工作简报。",
    "issuer": "写上编印单位，如 issuer: 某市人大常委会办公室。",
}
"""The keys that the series has to have, each with the hint for when it is missing."""
ISSUE_KEYS = ("number", "date", "articles")


def read_series(source: Source) -> tuple[Mapping | None, list[Diagnostic]]:
    """bulletin.yaml as a mapping, since an issue may change any key; its values are checked."""
    mapping, findings = yaml_values.read(source)
    if mapping is not None:
        series, of_values = _series(mapping, (*SERIES_KEYS, HOUSE_STYLE), _REQUIRED)
        findings += of_values
        serial = series.serial
        if not re.search(r"\{[^{}]*\}", serial.text):
            message = f"每一期都会印成“{serial.text}”。"
            hint = "写成 第{n}期：{n} 是期号，程序会换。"
            findings.append(kinds.NO_PLACE_FOR_NUMBER.at(serial.span, message, hint))
    return mapping, findings


def read_issue(source: Source, series: Mapping) -> tuple[IssueSettings | None, list[Diagnostic]]:
    """The settings of an issue; ``None`` without a number. Findings are only those in issue.yaml."""
    mapping, findings = yaml_values.read(source)
    if mapping is None:
        return None, findings
    fields = Fields(mapping, (*ISSUE_KEYS, *SERIES_KEYS, HOUSE_STYLE))
    number = fields.integer("number", 1, required="写上期号，如 number: 43。")
    date, articles = fields.date("date"), fields.texts("articles")
    findings += fields.findings
    if entry := mapping.entries.get(HOUSE_STYLE):
        message = f"“{HOUSE_STYLE}”只能写在 bulletin.yaml 里：各期用一种版式。"
        findings.append(kinds.UNKNOWN_KEY.at(entry.key.span, message, "移到 bulletin.yaml 里。"))
    merged = Mapping({**series.entries, **mapping.entries}, mapping.span)
    # For a key that neither has there is a finding about the series already.
    required = {key: hint for key, hint in _REQUIRED.items() if key in merged.entries}
    settings, of_merged = _series(merged, merged.entries, required)
    findings += [finding for finding in of_merged if finding.span.source is source]
    if number is None:
        return None, findings
    return IssueSettings(source, number, date, articles, settings), findings


def house_style_name(series: Mapping) -> tuple[Run | None, list[Diagnostic]]:
    """The name of the house style as it was typed; ``None`` where bulletin.yaml names none."""
    fields = Fields(series, series.entries)
    return fields.text(HOUSE_STYLE), fields.findings


def series_settings(series: Mapping) -> SeriesSettings:
    """What bulletin.yaml says, as far as it can be read."""
    return _series(series, SERIES_KEYS, {})[0]


def _series(
    mapping: Mapping, known: Collection[str], required: dict[str, str]
) -> tuple[SeriesSettings, list[Diagnostic]]:
    """The settings that a mapping has, with defaults for keys that are absent."""
    fields = Fields(mapping, known)
    name = fields.text("name", required.get("name", ""))
    issuer = fields.text("issuer", required.get("issuer", ""))
    # What is left out takes a default, which has no place in the file: an empty span.
    nowhere = mapping.span.source.span(mapping.span.start, mapping.span.start)
    serial = fields.text("serial") or Run("第{n}期", nowhere)
    credit = fields.text("credit") or Run("（{source}供稿）", nowhere)
    findings = [
        *_placeholders("serial", serial, ("n", "hanzi", "total", "year")),
        *_placeholders("credit", credit, ("source", "author")),
    ]
    total_before = fields.integer("total-before", 0)
    if "{total}" in serial.text and fields.node("total-before") is None:
        message = "期号里用了 {total}，却没有写 total-before。"
        hint = "写上第 1 期以前已出的期数，如 total-before: 100。"
        findings.append(kinds.MISSING_KEY.at(serial.span, message, hint))
    routing, of_routing = _routing(fields.node("routing"))
    settings = SeriesSettings(
        name=name or Run("", nowhere),
        serial=serial,
        issuer=issuer or Run("", nowhere),
        credit=credit,
        headings=fields.headings("headings") or all_levels("run-in"),
        enumeration=cast(Layout, fields.choice("enumeration", LAYOUTS) or "run-in"),
        digits=cast(Digits, fields.choice("digits", DIGITS) or "half-width"),
        routing=routing,
        classification=fields.text("classification"),
        signer=fields.text("signer"),
        keywords=fields.texts("keywords") or (),
        total_before=total_before,
        contents_page=fields.flag("contents-page") is not False,
        article_page=fields.flag("article-page") is True,
        contents_heading=fields.text("contents-heading"),
        contents_of_one=fields.flag("contents-of-one") is not False,
        routing_stop=fields.flag("routing-stop") is True,
        link_addresses=fields.flag("link-addresses") is True,
        organs=fields.texts("organs") or (),
        ignores=fields.ignores("ignore"),
    )
    return settings, [*fields.findings, *findings, *of_routing]


def _placeholders(key: str, run: Run, known: tuple[str, ...]) -> Iterator[Diagnostic]:
    """Names in braces that stand for nothing, and single braces."""
    for match in re.finditer(r"\{([^{}]*)\}|[{}]", run.text):
        name = match[1]
        if name in known:
            continue
        span = run.span.part(*match.span()) if run.span.text == run.text else run.span
        braced = [f"{{{name}}}" for name in known]
        hint = f"{did_you_mean(match[0], braced, 0.6)}可以用：{'、'.join(braced)}。"
        yield kinds.BAD_VALUE.at(span, f"“{key}”里不认识“{match[0]}”。", hint)


def _routing(node: Node | None) -> tuple[tuple[Routing, ...], list[Diagnostic]]:
    """The lines of the routing block that have a recipient."""
    if node is None:
        return (), []
    if not isinstance(node, Mapping):
        return (), _no_mapping(node)
    lines: list[Routing] = []
    findings: list[Diagnostic] = []
    for name, entry in node.entries.items():
        findings += list_findings("routing", entry.value)
        pairs = [_recipient(item, entry.key.span) for item in listed(entry.value)]
        findings += [finding for _, of_recipient in pairs for finding in of_recipient]
        if recipients := tuple(recipient for recipient, _ in pairs if recipient):
            lines.append(Routing(Run(name, entry.key.span), recipients))
    return tuple(lines), findings


def _no_mapping(node: Scalar | Sequence) -> list[Diagnostic]:
    """The findings about a routing that is no mapping; often its colons are full-width."""
    colons = list(_LINE_COLON.finditer(node.span.text)) if isinstance(node, Scalar) else []
    if not colons:
        message = f"“routing”下面应当是行名，这里写成了{described(node)}。"
        hint = "先写行名，如“送:”，再在下面一行一个单位，行首写“- ”。"
        return [kinds.WRONG_TYPE.at(node.span, message, hint)]
    return [
        kinds.FULL_WIDTH_COLON.at(
            node.span.part(*match.span("colon")),
            f"“{match['key']}”后面是全角冒号，要用英文冒号加一个半角空格。",
            f"写成“{match['key']}: ”。",
            Fix(True, (Edit(node.span.part(match.end("key"), match.end()), ": "),)),
        )
        for match in colons
    ]


def _recipient(node: Node, key: Span) -> tuple[Recipient | None, list[Diagnostic]]:
    """An organ, perhaps with its number of copies; ``key`` is the name of its line."""
    if isinstance(node, Scalar) and node.text.strip():
        return Recipient(Run(node.text.strip(), node.span)), []
    if isinstance(node, Mapping):
        fields = Fields(node, ("to", "copies"))
        to = fields.text("to", required="写上单位，如 {to: 市人大办公室, copies: 3}。")
        copies = fields.integer("copies", 1)
        return (Recipient(to, copies) if to else None), fields.findings
    span = node.span if node.span.start < node.span.end else key
    message = f"报送单位应当是一段文字，这里写成了{described(node)}。"
    hint = "一行一个单位，行首写“- ”；要计印数就写 {to: 单位, copies: 份数}。"
    return None, [kinds.WRONG_TYPE.at(span, message, hint)]
