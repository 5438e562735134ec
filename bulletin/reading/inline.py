"""Text inside a block: runs with their look and place, lines joined as Chinese wants it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from bulletin.findings import kinds
from bulletin.findings.diagnostics import Diagnostic, Edit, FindingKind, Fix
from bulletin.model.content import Footnote, Run, Runs, Script
from bulletin.reading import footnotes
from bulletin.reading.events import Event
from bulletin.reading.runs import WIDE_SPACES, is_exact, joined, stripped
from bulletin.reading.scripts import SCRIPTS
from bulletin.text import patterns
from bulletin.text.characters import line_gap
from bulletin.text.source import Source, Span

_COMMENT = patterns.regex(r"<!--(?:(?!-->).)*-->", re.S)
_COMMENTS = patterns.regex(rf"\s*(?:{_COMMENT.pattern}\s*)+", re.S)
_DIRECTIVE = patterns.regex(r"<!--\s*bulletin:")
_SCRIPT_TAG = patterns.regex(r"</?su[bp]>", re.I)
_UNREAD_LINK = patterns.regex(r"\]\((?=[ \t]*(?:https?:|www\.|mailto:))", re.I)
_LINK_TEXT = 200  # characters before ]( among which its [ is looked for
_ADDRESS = patterns.regex(r"https?://\S+|mailto:\S+", re.I)


_DOUBTS: dict[str, tuple[FindingKind, str, str]] = {
    "unpaired": (
        kinds.STRAY_MARK, "“{}”没有配成对，会照样印出来。", "补上另一半；不是记号就在前面加 \\。"
    ),
    "digit": (
        kinds.DOUBTFUL_MARK, "“{}”紧挨着数字，当作字印出来。",
        "要加粗，就连旁边的字一起加：**从2024年起**；不是记号就在前面加 \\。",
    ),
    "placeholder": (
        kinds.DOUBTFUL_MARK, "“{}”像是代替没写出的字，当作字印出来。",
        "不是记号就在前面加 \\；要加粗，就换几个字一起加。",
    ),
    "taken": (
        kinds.TAKEN_MARK, "“{}”当作楷体的记号，没有印出来。", "要印星号，就在前面加 \\：\\*。"
    ),
    "entity": (
        kinds.ENTITY, "“{}”印成它代表的字。", "要印这几个字符，就在 & 前面加 \\；不然就换成那个字。"
    ),
    "script": (
        kinds.STRAY_MARK, "“{}”没有当作上标、下标的记号，会照样印出来。",
        "上标写成 x^2^，下标写成 H~2~O，前后都有记号；不是记号就在前面加 \\。",
    ),
    "backslash": (kinds.BACKSLASH, "两个反斜杠印成一个。", "要印两个，就写四个。"),
}  # fmt: skip
"""The finding about a doubtful character, by the reason for the doubt."""
_UNSET: dict[str, tuple[FindingKind, str, str]] = {
    "Code": (kinds.CODE, "反引号里的文字会被当成代码。", "删掉反引号。"),
    "TaskListMarker": (kinds.TASK_LIST, "任务列表排不了。", "删掉 [ ] 或 [x]。"),
    "": (kinds.UNSUPPORTED, "这种写法排不了。", "改成普通文字。"),
}
"""The finding about an event that is not set, by its name; the last for all other names."""


class InlineReader:
    """Turns the inline events of one text after the other into runs.

    It collects the findings, and the comments to the program (``directives``).
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self.findings: list[Diagnostic] = []
        self.directives: list[Span] = []
        self.footnotes: Mapping[str, Footnote] = {}
        """Those of the body by their labels; none while they are themselves read."""
        self.used_footnotes: set[str] = set()

    def _say(
        self, kind: FindingKind, span: Span, message: str, hint: str, fix: Fix | None = None
    ) -> None:
        self.findings.append(kind.at(span, message, hint, fix))

    def paragraph(self, events: Sequence[Event]) -> Runs:
        """The runs of a paragraph or an item; typed spaces around it are findings, and left out."""
        runs = self._runs(events)
        bare = stripped(runs)
        if bare and (first := runs[0]).span.start < bare[0].span.start:
            self._typed_space(first, 0, bare[0].span.start, "段首打了空格。")
        if bare and (last := runs[-1]).text[-1:] in WIDE_SPACES:
            start = max(bare[-1].span.end, last.span.start)
            if self._source.text[start : last.span.end].strip(" \t\r\n"):
                self._typed_space(last, start, last.span.end, "段末打了空格。")
        return bare

    def line(self, events: Sequence[Event]) -> Runs:
        """The runs of a heading, a cell or a caption, white space around them left out."""
        return stripped(self._runs(events))

    def html(self, span: Span) -> None:
        """Raw HTML; comments are notes to oneself, or to the program."""
        if not _COMMENTS.fullmatch(span.text):
            hint = "删掉尖括号里的标记；要印 < 就写成 \\<。"
            if re.search(r"<img\s", span.text, re.I):
                hint = "图片单独一段，写成 ![图题](照片.jpg)。"
            elif _SCRIPT_TAG.fullmatch(span.text):
                hint = "上标写成 x^2^，下标写成 H~2~O。"
            self._say(kinds.RAW_HTML, span, "正文里不能用 HTML 标记。", hint)
            return
        for match in _COMMENT.finditer(span.text):
            comment = span.part(*match.span())
            if _DIRECTIVE.match(match[0]):
                self.directives.append(comment)
            else:
                self._say(kinds.COMMENT, comment, "这条批注不印出来。", "处理完就删掉。")

    def _runs(self, events: Sequence[Event]) -> Runs:
        pieces: list[Run] = []
        bold = emphasis = pictures = 0
        link: str | None = None
        script: Script = ""
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
                case "Superscript" | "Subscript":
                    script = SCRIPTS[event.name] if step > 0 else ""
                    continue
                case "Link":
                    link = self._link(event) if step > 0 else None
                    continue
                case "Image":
                    pictures += step
                    if step > 0 and pictures == 1:
                        self._picture_in_text(event)
                    continue
                case footnotes.REFERENCE:
                    pieces += self._footnote(event)
                    continue
                case "SoftBreak":
                    gap = self._source.span(event.start, event.end)
                    continue
            text = self._leaf(event)
            if not text:
                continue
            span = self._source.span(event.start, event.end)
            if gap is not None:
                before = pieces[-1].text if pieces else ""
                if space := self._space(before, text, gap, span):
                    pieces.append(Run(space, gap))
                gap = None
            pieces.append(Run(text, span, bold > 0, emphasis > 0, link, script))
        runs = joined(pieces)
        self._unread_links(runs)
        self.findings += footnotes.undefined(runs)
        return runs

    def _footnote(self, event: Event) -> Iterator[Run]:
        """The mark of a footnote."""
        label, span = footnotes.key(event.payload), self._source.span(event.start, event.end)
        note = self.footnotes.get(label)
        if note is None:
            self.findings.append(footnotes.nested(span))
            return
        self.used_footnotes.add(label)
        if note.runs:  # else a finding says why it has none
            yield Run("", span, footnote=note)

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
            case "Doubt":
                kind, message, hint = _DOUBTS[event.payload]
                self._say(kind, span, message.format(span.text), hint)
            case name:
                kind, message, hint = _UNSET.get(name, _UNSET[""])
                self._say(kind, span, message, hint)
        return ""

    def _space(self, before: str, after: str, gap: Span, span: Span) -> str:
        """What joins two lines; one that begins like a paragraph is a finding."""
        if after[0] not in "\u3000\xa0":
            return line_gap(before, after)
        message = "这一行以空格开头，像是另起一段，却会接在上一行后面。"
        hint = "段与段之间空一行，段首不打空格。"
        fix = Fix(False, (Edit(self._source.span(gap.end, gap.end), "\n"),))
        self._say(kinds.RUN_TOGETHER, span.part(0, 1), message, hint, fix)
        return ""

    def _link(self, event: Event) -> str:
        span = self._source.span(event.start, event.end)
        address: str = event.payload["dest_url"]
        if event.payload["link_type"] == "Email" and not address.startswith("mailto:"):
            address = f"mailto:{address}"
        if not _ADDRESS.fullmatch(address):
            message = f"链接“{address}”不是网址。"
            hint = "网址以 http:// 或 https:// 开头，邮箱写 mailto:。"
            self._say(kinds.LINK, span, message, hint)
        elif event.payload["title"]:
            self._say(kinds.LINK, span, "链接括号里引号中的文字印不出来。", "删掉引号里的文字。")
        elif span.text.startswith("[]"):
            self._say(kinds.LINK, span, "链接没有文字，印不出来。", "写成 [文字](网址)。")
        return address

    def _picture_in_text(self, event: Event) -> None:
        span = self._source.span(event.start, event.end)
        before, after = span.beside(40)
        fix = None
        if not (before + after).strip():  # alone in its line: only the empty lines are missing
            edges = (span.start - len(before), span.end + len(after))
            fix = Fix(True, tuple(Edit(self._source.span(at, at), "\n") for at in edges))
        hint = "在图片的前面和后面各空一行。"
        self._say(kinds.PICTURE_IN_TEXT, span, "图片要独占一段。", hint, fix)

    def _unread_links(self, runs: Runs) -> None:
        """What should have been a link and is text."""
        for run in runs:
            if "](" not in run.text or not is_exact(run):
                continue
            for match in _UNREAD_LINK.finditer(run.text):
                start = run.span.start + match.start()
                text = self._source.text
                opening = text.rfind("[", max(run.span.start, start - _LINK_TEXT), start)
                if "\\" in (text[opening - 1 : opening], text[start - 1 : start]):
                    continue  # it was made text
                span = self._source.span(start, start + 2)
                message = "“](”没有起作用，会照样印出来。"
                hint = "链接写成 [文字](网址)，网址里不能有空格。"
                self._say(kinds.STRAY_MARK, span, message, hint)

    def _typed_space(self, run: Run, start: int, end: int, message: str) -> None:
        if is_exact(run):  # an entity (&emsp;) was meant
            span = self._source.span(max(start, run.span.start), min(end, run.span.end))
            fix = Fix(True, (Edit(span, ""),))
            self._say(kinds.TYPED_INDENT, span, message, "不用打，程序缩进两字。", fix)
