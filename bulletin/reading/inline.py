"""Text inside a block: runs with their look and place, lines joined as Chinese wants it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bulletin import faults
from bulletin.diagnostics import Diagnostic, Edit, Fix
from bulletin.model import Run, Runs
from bulletin.source import Source, Span

if TYPE_CHECKING:
    from bulletin.reading.markdown import Event

_COMMENT = re.compile(r"\s*(?:<!--.*?-->\s*)+", re.S)
_DIRECTIVE = re.compile(r"\s*<!--\s*bulletin:")
_WIDE_SPACES = "\u3000\xa0\u2002\u2003\u2004\u2005\u2007\u2009\u200a\ufeff \t"
_STRAY = re.compile(r"\*\*|(?<!_)__(?!_)|\]\(")
_ADDRESS = re.compile(r"https?://\S+|mailto:\S+", re.I)


class InlineReader:
    """Turns inline events into runs; what is not set goes into ``found``."""

    def __init__(self, source: Source, found: list[Diagnostic]) -> None:
        self._source = source
        self._found = found

    def paragraph(self, events: Sequence[Event]) -> Runs:
        """The runs of a paragraph or an item; typed indents are findings and left out."""
        runs = self._runs(events)
        if runs and runs[0].text[0] in _WIDE_SPACES:
            runs = self._without_indent(runs)
        return _without_tail(runs)

    def line(self, events: Sequence[Event]) -> Runs:
        """The runs of a heading, a cell or a caption, white space around them left out."""
        runs = self._runs(events)
        while runs and not runs[0].text.strip():
            runs = runs[1:]
        if runs and (lead := len(runs[0].text) - len(runs[0].text.lstrip())):
            runs = (_cut(runs[0], lead, len(runs[0].text)), *runs[1:])
        return _without_tail(runs)

    def html(self, span: Span) -> None:
        """Raw HTML; comments are notes to oneself, and those to the program are silent."""
        if not _COMMENT.fullmatch(span.text):
            self._found.append(
                faults.RAW_HTML.at(
                    span, "正文里不能用 HTML 标记。", "删掉尖括号里的标记；要印 < 就写成 \\<。"
                )
            )
        elif not _DIRECTIVE.match(span.text):
            self._found.append(faults.COMMENT.at(span, "这条批注不印出来。", "处理完就删掉。"))

    def _runs(self, events: Sequence[Event]) -> Runs:
        runs: list[Run] = []
        bold = emphasis = pictures = 0
        link: str | None = None
        gap: Span | None = None
        for event in events:
            step = {"start": 1, "end": -1}.get(event.edge, 0)
            match event.name:
                case "Strong":
                    bold += step
                    continue
                case "Emphasis":
                    emphasis += step
                    continue
                case "Link":
                    link = self._link(event) if step > 0 else None
                    continue
                case "Image":
                    pictures += step
                    if step > 0 and pictures == 1:
                        self._picture_in_text(event)
                    continue
                case "SoftBreak":
                    gap = self._source.span(event.start, event.end)
                    continue
            text = self._leaf(event)
            if not text:
                continue
            span = self._source.span(event.start, event.end)
            if gap is not None:
                self._join(runs, text, gap, span)
                gap = None
            _append(runs, Run(text, span, bold > 0, emphasis > 0, link))
        self._stray_marks(runs)
        return tuple(runs)

    def _leaf(self, event: Event) -> str:
        """The text of a leaf event; what has none that could be set is a finding."""
        span = self._source.span(event.start, event.end)
        match event.name:
            case "Text":
                return str(event.payload)
            case "HardBreak":
                return "\n"
            case "InlineHtml":
                self.html(span)
            case "Code":
                self._found.append(
                    faults.CODE.at(span, "反引号里的文字会被当成代码。", "删掉反引号。")
                )
            case "TaskListMarker":
                self._found.append(
                    faults.TASK_LIST.at(span, "任务列表排不了。", "删掉 [ ] 或 [x]。")
                )
            case "FootnoteReference":
                self._found.append(
                    faults.FOOTNOTE.at(span, "脚注排不了。", "把注的内容写进正文，用括号括起来。")
                )
            case _:
                self._found.append(
                    faults.UNSUPPORTED.at(span, "这种写法排不了。", "改成普通文字。")
                )
        return ""

    def _join(self, runs: list[Run], text: str, gap: Span, span: Span) -> None:
        """A soft line break: nothing between Chinese characters, a space between Latin words."""
        before = runs[-1].text[-1:] if runs else ""
        if text[0] in "\u3000\xa0":
            self._found.append(
                faults.RUN_TOGETHER.at(
                    self._source.span(span.start, span.start + 1),
                    "这一行以空格开头，像是另起一段，却会接在上一行后面。",
                    "段与段之间空一行，段首不打空格。",
                    Fix(False, (Edit(self._source.span(gap.end, gap.end), "\n"),)),
                )
            )
        elif _is_narrow(before) and _is_narrow(text[0]):
            _append(runs, Run(" ", gap))

    def _link(self, event: Event) -> str:
        span = self._source.span(event.start, event.end)
        address: str = event.payload["dest_url"]
        if event.payload["link_type"] == "Email" and not address.startswith("mailto:"):
            address = f"mailto:{address}"
        if not _ADDRESS.fullmatch(address):
            message = f"链接“{address}”不是网址。"
            self._found.append(
                faults.LINK.at(span, message, "网址以 http:// 或 https:// 开头，邮箱写 mailto:。")
            )
        elif event.payload["title"]:
            self._found.append(
                faults.LINK.at(span, "链接括号里引号中的文字印不出来。", "删掉引号里的文字。")
            )
        elif span.text.startswith("[]"):
            self._found.append(
                faults.LINK.at(span, "链接没有文字，印不出来。", "写成 [文字](网址)。")
            )
        return address

    def _picture_in_text(self, event: Event) -> None:
        self._found.append(
            faults.PICTURE_IN_TEXT.at(
                self._source.span(event.start, event.end),
                "图片要独占一段。",
                "在图片的前面和后面各空一行。",
            )
        )

    def _stray_marks(self, runs: list[Run]) -> None:
        """Marks that CommonMark's rule of flanking (6.2) left as text, next to Chinese quotes."""
        for run in runs:
            if "*" not in run.text and "_" not in run.text and "](" not in run.text:
                continue
            for match in _STRAY.finditer(run.text) if run.span.text == run.text else ():
                self._found.append(
                    faults.STRAY_MARK.at(
                        self._source.span(
                            run.span.start + match.start(), run.span.start + match.end()
                        ),
                        f"“{match[0]}”没有起作用，会照样印出来。",
                        "引号、括号紧挨着星号时，把星号写到引号里面：“**文字**”；不是记号就在前面加 \\。",
                    )
                )

    def _without_indent(self, runs: Runs) -> Runs:
        first = runs[0]
        bare = first.text.lstrip(_WIDE_SPACES)
        lead = len(first.text) - len(bare)
        if first.span.text == first.text:
            span = self._source.span(first.span.start, first.span.start + lead)
            self._found.append(
                faults.TYPED_INDENT.at(
                    span, "段首打了空格。", "不用打，程序缩进两字。", Fix(True, (Edit(span, ""),))
                )
            )
        return (_cut(first, lead, len(first.text)), *runs[1:]) if bare else runs[1:]


def _append(runs: list[Run], run: Run) -> None:
    """Add a run, as part of the last one where look and place allow."""
    last = runs[-1] if runs else None
    if (
        last is not None
        and last.span.end == run.span.start
        and (last.bold, last.emphasis, last.link) == (run.bold, run.emphasis, run.link)
        and len(last.text) == last.span.end - last.span.start
        and len(run.text) == run.span.end - run.span.start
    ):
        runs[-1] = replace(last, text=last.text + run.text, span=last.span.to(run.span))
    else:
        runs.append(run)


def _cut(run: Run, start: int, end: int) -> Run:
    span = run.span
    if len(run.text) == span.end - span.start:
        span = span.source.span(span.start + start, span.start + end)
    return replace(run, text=run.text[start:end], span=span)


def _without_tail(runs: Runs) -> Runs:
    """White space at the end prints nothing."""
    while runs and not runs[-1].text.strip():
        runs = runs[:-1]
    if runs and (bare := len(runs[-1].text.rstrip())) < len(runs[-1].text):
        runs = (*runs[:-1], _cut(runs[-1], 0, bare))
    return runs


def _is_narrow(char: str) -> bool:
    return bool(char) and not char.isspace() and unicodedata.east_asian_width(char) not in "WFA"
