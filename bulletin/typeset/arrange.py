"""Contributions in their order, numbered: an Issue, and what is wrong with the arrangement.

Numbers start anew in each article and are always consecutive (GB/T 9704-2012, 7.3.3).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bulletin.findings import kinds
from bulletin.findings.diagnostics import Diagnostic, Edit, Fix
from bulletin.model import content
from bulletin.reading.typed_headings import typed_headings
from bulletin.text.numerals import hanzi, heading_marker, item_marker, typed_number
from bulletin.text.table_lines import caption_start

_NUMBER = re.compile(r"\s*(\d{1,9})[.)]")


def order(
    settings: content.IssueSettings, available: Sequence[str]
) -> tuple[list[str], list[Diagnostic]]:
    """The contributions in an issue's folder in order: as ``articles`` lists them, else by name."""
    if settings.articles is not None:
        return _listed(settings, settings.articles, available)
    if available:
        return sorted(available, key=natural_key), []
    hint = (
        f"用 bulletin add {settings.number} 标题 --source 单位 添一篇，"
        "或把 .md 稿件放进这一期的文件夹。"
    )
    place, message = settings.source_file.line_span(1), f"第 {settings.number} 期还没有稿件。"
    return [], [kinds.NO_ARTICLES.at(place, message, hint)]


def natural_key(name: str) -> tuple[list[tuple[int, str]], str]:
    """A key that sorts 2-b.md before 10-a.md, as a file manager does; 1.md and 01.md by spelling."""
    parts = re.split(r"(\d+)", name)
    key = [(int(part), "") if index % 2 else (0, part) for index, part in enumerate(parts)]
    return key, name


def _listed(
    settings: content.IssueSettings, listed: tuple[content.Run, ...], available: Sequence[str]
) -> tuple[list[str], list[Diagnostic]]:
    names: list[str] = []
    findings: list[Diagnostic] = []
    for entry in listed:
        name = entry.text
        if name in names:
            message = f"稿件“{name}”列了两次。"
            findings.append(kinds.LISTED_TWICE.at(entry.span, message, "删掉其中一行。"))
            continue
        names.append(name)
        if name not in available:
            hint = f"这一期文件夹里的稿件：{'、'.join(available) or '（没有）'}。"
            findings.append(kinds.MISSING_ARTICLE.at(entry.span, f"没有稿件“{name}”。", hint))
    place = listed[-1].span if listed else settings.source_file.line_span(1)
    hint = "要用就把它添进 articles；不用就移出文件夹。"
    findings += (
        kinds.NOT_LISTED.at(place, f"稿件“{name}”没有列进 articles。", hint)
        for name in available
        if name not in names
    )
    return [name for name in names if name in available], findings


def arrange(
    settings: content.IssueSettings, contributions: Iterable[content.Contribution]
) -> tuple[content.Issue, list[Diagnostic]]:
    """The issue of some contributions, their headings and series numbered."""
    findings: list[Diagnostic] = []
    articles = []
    series = settings.series
    for contribution in contributions:
        headings = series.headings
        if contribution.headings is not None:
            headings = contribution.headings.over(headings)
        body, numbering = numbered(contribution.body, headings)
        findings += (*numbering, *typed_headings(contribution.body))
        enumeration = contribution.enumeration or series.enumeration
        articles.append(content.Article(contribution, headings, enumeration, body))
    findings += (*_copies(settings), *_serial_findings(settings))
    return content.Issue(settings, _serial(settings), tuple(articles)), findings


def numbered(
    body: tuple[content.Block, ...], headings: content.HeadingLayouts | None = None
) -> tuple[tuple[content.Block, ...], list[Diagnostic]]:
    """The blocks of a body with their markers; ``headings`` may allow that levels are skipped."""
    counts = [0, 0, 0, 0]
    level, series_end, tables = 0, 0, 0
    blocks: list[content.Block] = []
    findings: list[Diagnostic] = []
    for block in body:
        match block:
            case content.Heading():
                skips = block.level > level + 1
                if skips and not (headings and headings.may_skip(level, block.level)):
                    findings.append(_skipped(block, level))
                level, series_end = block.level, 0
                counts[level - 1] += 1
                counts[level:] = [0] * (4 - level)
                findings += _typed(block.runs, "标题")
                blocks.append(replace(block, marker=heading_marker(level, counts[level - 1])))
            case content.Enumeration():
                first = block.start if block.start == series_end + 1 else 1
                if block.start != first:
                    findings.append(_list_start(block, series_end))
                findings += _gaps(block)
                for item in block.items:
                    findings += _typed(item.runs, "列表项")
                items = tuple(
                    replace(item, marker=item_marker(place))
                    for place, item in enumerate(block.items, first)
                )
                blocks.append(replace(block, items=items))
                series_end = first + len(items) - 1
            case content.Table(caption=content.TableCaption() as caption):
                typed = caption_start("".join(run.text for run in caption.runs))
                if caption.is_numbered:
                    tables += 1
                    caption = replace(caption, marker=f"表{tables}")
                elif typed and typed.number:
                    if typed.number != tables + 1:
                        findings.append(_table_number(caption, typed.number, tables + 1))
                    tables = typed.number
                blocks.append(replace(block, caption=caption))
            case _:
                blocks.append(block)
    return tuple(blocks), findings


def _skipped(heading: content.Heading, level: int) -> Diagnostic:
    above = heading_marker(level, 1).rstrip("、") if level else "文章开头"
    hint = f"上一级是{above}，这里应当用 {'#' * (level + 2)}。"
    if (level, heading.level) == (1, 3):
        levels = f"{heading_marker(level, 1)}: display, {heading_marker(heading.level, 1)}: run-in"
        hint += f"本来就不用中间一级的，在题头写 headings: {{{levels}}}。"
    return kinds.LEVEL_SKIPPED.at(heading.span, "标题跳了级。", hint)


def _table_number(caption: content.TableCaption, number: int, wanted: int) -> Diagnostic:
    return kinds.TABLE_NUMBER.at(
        caption.span,
        f"这里应当是表{wanted}，写的是表{number}。",
        f"改成表{wanted}，正文里说到它的也要改；写“表：…”，号由程序编。",
    )


def _list_start(block: content.Enumeration, series_end: int) -> Diagnostic:
    wanted = f"1 或 {series_end + 1}" if series_end else "1"
    return kinds.LIST_START.at(
        block.items[0].span if block.items else block.span,
        f"列表从 {block.start} 编起，程序会从“一是”排起。",
        f"第一项写 {wanted}；若中间丢了几项，请补上。",
    )


def _gaps(block: content.Enumeration) -> list[Diagnostic]:
    """The items whose typed number does not follow the one before (1. 3. 4.); 1. 1. 1. is right."""
    numbers = [_NUMBER.match(item.span.text) for item in block.items]
    values = [int(number[1]) for number in numbers if number]
    if set(values) == {1} or len(values) < len(numbers):
        return []
    return [
        kinds.LIST_GAP.at(
            item.span,
            f"列表里 {before} 后面是 {value}，程序会接着往下排。",
            f"漏了一项就补上；没有漏，就写 {before + 1}。",
        )
        for item, before, value in zip(block.items[1:], values, values[1:], strict=False)
        if value != before + 1
    ]


def _typed(runs: content.Runs, what: str) -> list[Diagnostic]:
    """The finding of a number typed in front of a heading or an item, which the program numbers."""
    number = typed_number("".join(run.text for run in runs))
    if number is None:
        return []
    first = runs[0]
    span = first.span.part(0, len(number))
    exact = first.text.startswith(number) and span.text == number
    return [
        kinds.TYPED_NUMBER.at(
            span if exact else first.span,
            f"{what}前面手打了序号“{number.strip()}”。",
            "删掉它，序号由程序编。",
            Fix(safe=True, edits=(Edit(span, ""),)) if exact else None,
        )
    ]


def _copies(settings: content.IssueSettings) -> list[Diagnostic]:
    """The finding that some recipients have their number of copies and others have not."""
    recipients = [one for line in settings.series.routing for one in line.recipients]
    without = [one for one in recipients if one.copies is None]
    if not without or len(without) == len(recipients):
        return []
    return [
        kinds.INCOMPLETE_COPIES.at(
            without[0].to.span,
            f"“{without[0].to.text}”等 {len(without)} 处没有写份数，合计不出来，“共印几份”就不印。",
            "给每个单位都写 copies，或都不写。",
        )
    ]


def _serial_findings(settings: content.IssueSettings) -> list[Diagnostic]:
    if "{year}" not in settings.series.serial.text or settings.date is not None:
        return []
    place, message = settings.source_file.line_span(1), "期号里有 {year}，这一期却没有日期。"
    hint = "在 issue.yaml 里写上 date: 2024-12-20 这样的日期。"
    return [kinds.NO_DATE_FOR_SERIAL.at(place, message, hint)]


def _serial(settings: content.IssueSettings) -> str:
    """The serial number as printed, e.g. （四十三） or 第43期（总第143期）."""
    series, number = settings.series, settings.number
    values: Mapping[str, object] = {
        "n": number,
        "hanzi": hanzi(number) if number < 10**8 else number,
        "total": number + (series.total_before or 0),
        "year": settings.date.year if settings.date else "",
    }
    return re.sub(
        r"\{(\w+)\}", lambda match: str(values.get(match[1], match[0])), series.serial.text
    )
