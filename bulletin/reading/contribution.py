"""A contribution: front matter between --- lines, then Markdown."""

from __future__ import annotations

import re
from typing import cast

from bulletin import faults
from bulletin.diagnostics import Diagnostic, Edit, Fix
from bulletin.model import Contribution, Layout, Run
from bulletin.reading import yaml_values
from bulletin.reading.fields import Fields
from bulletin.reading.markdown import read_body
from bulletin.reading.settings import LAYOUTS
from bulletin.source import Source

KEYS = ("title", "source", "author", "contents", "note", "names", "headings", "enumeration")
_FENCE = re.compile(r"---[ \t]*(?:\r\n|\n|\r|\Z)")
_CLOSING = re.compile(r"(?<=[\r\n])---[ \t]*(?:\r\n|\n|\r|\Z)")
_MISTYPED = re.compile(r"(?:(?<=[\r\n])|\A)[ \t\u3000]*[-－—–﹣]{2,}[ \t\u3000]*(?=[\r\n]|\Z)")
_EXAMPLE = "稿件第一行写 ---，下面写 title: 标题 和 source: 供稿单位，再写一行 ---，然后是正文。"


def read_contribution(source: Source) -> tuple[Contribution | None, list[Diagnostic]]:
    """An article as its file gives it.

    Where the front matter is broken the body is read all the same, so that everything that is
    wrong is said at once; ``None`` only where it cannot be told which part is the body.
    """
    found: list[Diagnostic] = []
    matter = _front_matter(source, found)
    if matter is None:
        return None, found
    start, end, body_start = matter
    nowhere = source.span(start, start)
    mapping, more = yaml_values.read(source, start, end) if end > start else (None, [])
    found += more
    body, more = read_body(source, body_start)
    found += more
    fields = Fields(mapping or yaml_values.Mapping({}, nowhere), found, KEYS)
    title = source_name = None
    if mapping is not None:
        title = fields.text("title", required="写上标题，如 title: 温县：代表动起来。")
        source_name = fields.text("source", required="写上供稿单位，如 source: 焦作市人大常委会。")
    if title and not body:
        found.append(
            faults.EMPTY_BODY.at(title.span, "这篇稿件还没有正文。", "把正文写在第二个 --- 下面。")
        )
    return Contribution(
        source_file=source,
        title=title or Run("", nowhere),
        source=source_name,
        author=fields.text("author"),
        contents=fields.text("contents"),
        note=fields.text("note"),
        names=fields.texts("names") or (),
        headings=cast("Layout | None", fields.choice("headings", LAYOUTS)),
        enumeration=cast("Layout | None", fields.choice("enumeration", LAYOUTS)),
        body=body,
    ), found


def _front_matter(source: Source, found: list[Diagnostic]) -> tuple[int, int, int] | None:
    """Where the front matter begins and ends, and where the body begins."""
    text = source.text
    opening = _FENCE.match(text)
    if opening is None:
        found.append(_no_opening(source))
        return None if _MISTYPED.search(text) else (0, 0, 0)  # plain text: all of it is body
    closing = _CLOSING.search(text, opening.end())
    if closing is not None:
        return opening.end(), closing.start(), closing.end()
    mistyped = _MISTYPED.search(text, opening.end())
    if mistyped:
        span = source.span(mistyped.start(), mistyped.end())
        found.append(
            faults.UNCLOSED_FRONT_MATTER.at(
                span,
                f"题头收尾的一行应当是三个英文减号，这里是“{mistyped[0].strip()}”。",
                "改成 ---。",
                Fix(True, (Edit(span, "---"),)),
            )
        )
        return opening.end(), mistyped.start(), mistyped.end()
    found.append(
        faults.UNCLOSED_FRONT_MATTER.at(
            source.line_span(1), "题头没有收尾。", "在题头最后一个键的下一行写 ---。"
        )
    )
    return None


def _no_opening(source: Source) -> Diagnostic:
    text = source.text
    first, _ = source.position(len(text) - len(text.lstrip()))
    span = source.line_span(first)
    fix, hint = None, _EXAMPLE
    if _MISTYPED.fullmatch(span.text):
        fix, hint = Fix(True, (Edit(source.span(0, span.end), "---"),)), "改成三个英文减号 ---。"
    elif first > 1 and _FENCE.match(text.lstrip()):
        fix, hint = Fix(True, (Edit(source.span(0, span.start), ""),)), "删掉 --- 前面的空行。"
    return faults.NO_FRONT_MATTER.at(span, "稿件不是以 --- 题头开头。", hint, fix)
