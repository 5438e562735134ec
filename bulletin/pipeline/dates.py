"""Checks the date of an issue: it is not far from today, and not before that of an earlier issue."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from bulletin.findings import kinds
from bulletin.findings.diagnostics import Diagnostic
from bulletin.model.content import IssueSettings
from bulletin.reading.fields import parsed_date
from bulletin.text.source import Span
from bulletin.workspace.files import read
from bulletin.workspace.folders import Workspace

_DATE_LINE = re.compile(r"(?m)^date[ ]*:[ ]*[\"']?(?P<day>[^#\"'\r\n]*[^#\"'\s])")
_FIRST = datetime.date(1949, 10, 1)
_AHEAD = datetime.timedelta(days=366)
"""How long before its date an issue may be prepared."""
_ISSUES_BEFORE = 5
"""In how many issues before this one a date is looked for; most have one."""


def date_findings(
    settings: IssueSettings, number: int, workspace: Workspace, today: datetime.date
) -> Iterator[Diagnostic]:
    """Findings about the date of an issue; ``number`` is that of its folder."""
    date = settings.date
    if date is None:
        return
    if date > today + _AHEAD or date < _FIRST:
        message = f"日期是 {_shown(date)}，今天是 {_shown(today)}。"
        yield kinds.FAR_DATE.at(_span(settings), message, "看年份是不是写错了。")
    earlier = _last_dated_issue(workspace, number)
    if earlier and date < earlier[1]:
        message = f"日期是 {_shown(date)}，比前面第 {earlier[0]} 期的 {_shown(earlier[1])} 还早。"
        yield kinds.DATE_ORDER.at(_span(settings), message, "看是哪一期的日期写错了。")


def _span(settings: IssueSettings) -> Span:
    source = settings.source_file
    match = _DATE_LINE.search(source.text)
    return source.span(*match.span("day")) if match else source.line_span(1)


def _last_dated_issue(workspace: Workspace, number: int) -> tuple[int, datetime.date] | None:
    """The number of the nearest issue before this one that has a date, and the date."""
    for earlier in range(number - 1, max(0, number - 1 - _ISSUES_BEFORE), -1):
        path = workspace.issue_folder(earlier) / "issue.yaml"
        if not path.is_file():
            continue
        match = _DATE_LINE.search(read(path, workspace.shown(path)).decode("utf-8", "replace"))
        date = parsed_date(match["day"]) if match else None
        if date:
            return earlier, date
    return None


def _shown(date: datetime.date) -> str:
    return f"{date.year}年{date.month}月{date.day}日"
