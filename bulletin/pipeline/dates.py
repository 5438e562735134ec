"""Dates of issues that cannot be meant: far from today, or before the issue before."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from bulletin.findings import kinds
from bulletin.findings.diagnostics import Diagnostic
from bulletin.model.content import IssueSettings
from bulletin.reading.fields import day
from bulletin.text.source import Span
from bulletin.workspace.files import read
from bulletin.workspace.folders import Workspace

_LINE = re.compile(r"(?m)^date[ ]*:[ ]*[\"']?(?P<day>[^#\"'\r\n]*[^#\"'\s])")
_FIRST = datetime.date(1949, 10, 1)
_AHEAD = datetime.timedelta(days=366)
"""How long before its date an issue may be prepared."""
_LOOKED_AT = 5
"""How many issues before this one are looked at for a date; most have one."""


def odd(
    settings: IssueSettings, number: int, workspace: Workspace, today: datetime.date
) -> Iterator[Diagnostic]:
    """Findings about the date of an issue; ``number`` is that of its folder."""
    date = settings.date
    if date is None:
        return
    if date > today + _AHEAD or date < _FIRST:
        message = f"日期是 {_shown(date)}，今天是 {_shown(today)}。"
        yield kinds.FAR_DATE.at(_span(settings), message, "看年份是不是写错了。")
    before = _before(workspace, number)
    if before and date < before[1]:
        message = f"日期是 {_shown(date)}，比前面第 {before[0]} 期的 {_shown(before[1])} 还早。"
        yield kinds.DATE_ORDER.at(_span(settings), message, "看是哪一期的日期写错了。")


def _span(settings: IssueSettings) -> Span:
    source = settings.source_file
    match = _LINE.search(source.text)
    return source.span(*match.span("day")) if match else source.line_span(1)


def _before(workspace: Workspace, number: int) -> tuple[int, datetime.date] | None:
    """The nearest issue before this one that has a date, and the date."""
    for one in range(number - 1, max(0, number - 1 - _LOOKED_AT), -1):
        path = workspace.issue_folder(one) / "issue.yaml"
        if not path.is_file():
            continue
        match = _LINE.search(read(path, workspace.shown(path)).decode("utf-8", "replace"))
        date = day(match["day"]) if match else None
        if date:
            return one, date
    return None


def _shown(date: datetime.date) -> str:
    return f"{date.year}年{date.month}月{date.day}日"
