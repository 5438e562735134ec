"""What an imported issue writes into a new bulletin.yaml and its issue.yaml, and the notes on it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypeVar

from bulletin.importing.recognise import shapes
from bulletin.importing.recognise.story import Story
from bulletin.importing.recognise.whole_issue import RecognisedIssue
from bulletin.model.content import Layout, SeriesSettings
from bulletin.text.numerals import hanzi
from bulletin.typeset.titles import with_typed_bars
from bulletin.workspace import scaffold
from bulletin.workspace.scaffold import Settings, routing_lines, scalar

T = TypeVar("T")
_LAYOUTS = {"run-in": "接排", "display": "独占一行"}
_YEAR = re.compile(r"(?:\d{4}|[〇○零一二三四五六七八九]{4})[年〕\]）)]")


def new_series(
    issue: RecognisedIssue, layouts: tuple[str, Layout], stories: Sequence[Story]
) -> Settings:
    """The settings of a new bulletin.yaml, from its first issue; ``layouts``: headings, enumerations."""
    head, default = issue.masthead, Settings()
    serial, total_before = serial_pattern(issue)
    credits = [
        re.sub(r"\s*\{author\}\s*", "", one.credit) for one in stories if "{source}" in one.credit
    ]
    return Settings(
        name=with_typed_bars(head.name) or default.name,
        issuer=head.issuer or default.issuer,
        serial=serial or default.serial,
        total_before=total_before,
        credit=_commonest(credits, default.credit),
        headings=layouts[0],
        enumeration=layouts[1],
        classification=head.classification,
        routing=issue.routing,
        contents_heading=issue.contents_heading,
        routing_stop=issue.routing_stop,
    )


def notes_on_defaults(issue: RecognisedIssue) -> Iterator[str]:
    """Notes on values of a new bulletin.yaml that are defaults, or that hold only for this year."""
    head, default = issue.masthead, Settings()
    for value, label, substitute in (
        (head.name, "报头的名称", default.name),
        (head.issuer, "编印单位", default.issuer),
    ):
        if not value:
            yield f"没有找到{label}，bulletin.yaml 里先写了“{substitute}”，请改成您的。"
    if _YEAR.search(serial_pattern(issue)[0]):
        yield "期号里的年份程序不会换；明年把 bulletin.yaml 里的 serial 改过来。"


def notes_on_settings(
    number: int, issue: RecognisedIssue, fresh: Settings | None, series: SeriesSettings | None
) -> Iterator[str]:
    """Notes on what was written into a new bulletin.yaml (``fresh``) and into issue.yaml."""
    if fresh is not None:
        values = [
            f"{label}“{value}”"
            for label, value in (
                ("名称", issue.masthead.name),
                ("编印单位", issue.masthead.issuer),
                ("期号", fresh.serial),
                ("密级", fresh.classification),
                ("供稿行", fresh.credit),
                ("小标题", _LAYOUTS.get(fresh.headings, fresh.headings)),
                ("报送", "、".join(label for label, _ in issue.routing)),
            )
            if value
        ]
        yield f"写进了 issues/bulletin.yaml：{'，'.join(values)}。"
    changes = _changes(number, issue, series)
    lines = [line.removesuffix(":") for line in changes if not line.startswith(" ")]
    if issue.masthead.date is not None:
        lines.insert(0, f"date: {issue.masthead.date.isoformat()}")
    if lines:
        yield f"写进了 issue.yaml：{'，'.join(lines)}。"


def serial_pattern(issue: RecognisedIssue) -> tuple[str, int | None]:
    """The serial with placeholders ({n}, {year} …), and the running total before the first issue."""
    serial = issue.masthead.serial
    if serial is None:
        return "", None
    text, total_before = re.sub(r"(?<=第)\s+|\s+(?=期)", "", serial.text), None
    if serial.total is not None:
        head, mark, tail = text.rpartition("总")
        for written in (str(serial.total), hanzi(serial.total)):
            if mark and written in tail:
                text = head + mark + tail.replace(written, "{total}", 1)
                total_before = serial.total - serial.number
                break
    date = issue.masthead.date
    if date is not None:
        text = re.sub(rf"(?<!\d){date.year}(?!\d)", "{year}", text, count=1)
    for written, name in ((str(serial.number), "{n}"), (hanzi(serial.number), "{hanzi}")):
        pattern = rf"(?<![\d{{]){re.escape(written)}(?!\d)"
        if re.search(pattern, text):
            return re.sub(pattern, name, text, count=1), total_before
    return text, total_before


def issue_yaml(number: int, issue: RecognisedIssue | None, series: SeriesSettings | None) -> str:
    """The issue.yaml of an imported issue; ``series`` is what bulletin.yaml says already."""
    text = scaffold.issue_yaml(number)
    if issue is None:
        return text
    date = issue.masthead.date
    if date is not None:
        line = f"date: {date.isoformat()}           # 印发日期；写了就印编印行和日期"
        text = re.sub(r"(?m)^# date:.*$", line, text)
    changes = list(_changes(number, issue, series))
    return text + "".join(f"{line}\n" for line in (["", *changes] if changes else []))


def _changes(number: int, issue: RecognisedIssue, series: SeriesSettings | None) -> Iterator[str]:
    """The keys in which the issue differs from its series; ``None`` if that is made of it."""
    head = issue.masthead
    was = series.signer.text if series and series.signer else ""
    if head.signer and head.signer != was:
        yield f"signer: {scalar(head.signer)}"
    if series is None:
        return
    pattern, total_before = serial_pattern(issue)
    # The bars in a masthead's name break its lines; one that is printed has a backslash.
    for key, now, was in (
        ("name", with_typed_bars(head.name), re.sub(r"(?<!\\)\|", "", series.name.text)),
        ("issuer", head.issuer, series.issuer.text),
        ("serial", pattern, series.serial.text),
    ):
        if now and now != was:
            yield f"{key}: {scalar(now)}"
    if "{total}" in pattern and total_before != series.total_before:
        yield f"total-before: {total_before}"
    was = series.classification.text if series.classification else ""
    if head.classification and head.classification != was:
        yield f"classification: {scalar(head.classification)}"
    heading = series.contents_heading.text if series.contents_heading else ""
    if issue.contents_heading and shapes.squeezed(issue.contents_heading) != shapes.squeezed(
        heading
    ):
        yield f"contents-heading: {scalar(issue.contents_heading)}"
    if issue.routing_stop and not series.routing_stop:
        yield "routing-stop: true"
    routing = tuple(
        (line.label.text, tuple(one.to.text for one in line.recipients)) for line in series.routing
    )
    if issue.routing and issue.routing != routing:
        yield "routing:"
        yield from routing_lines(issue.routing)


def usual_layouts(stories: Sequence[Story]) -> tuple[str, Layout]:
    """The commonest layouts of headings and of enumerations."""
    enumerations: list[Layout] = [one.enumeration for one in stories if one.enumeration]
    return (
        _commonest([one.headings for one in stories if one.headings], "run-in"),
        _commonest(enumerations, "run-in"),
    )


def _commonest(values: Sequence[T], default: T) -> T:
    return Counter(values).most_common(1)[0][0] if values else default
