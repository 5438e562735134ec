"""Markdown files of others become drafts; what a bulletin does not set (code, HTML) becomes plain text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from bulletin.importing.draft import (
    Draft,
    DraftFootnote,
    DraftParagraph,
    DraftPicture,
    DraftRun,
    DraftRuns,
    DraftTable,
    Mend,
    Omitted,
    Piece,
    Remark,
    joined,
    map_runs,
    plain,
)
from bulletin.importing.readers import limits
from bulletin.importing.readers.control_characters import CONTROL, without_controls
from bulletin.importing.readers.plain_text import decoded, unreadable
from bulletin.model.content import Script
from bulletin.model.merged_cells import merged
from bulletin.reading import footnotes
from bulletin.reading.events import Event, swallowed
from bulletin.reading.image_syntax import readable
from bulletin.reading.scripts import SCRIPTS
from bulletin.text import patterns
from bulletin.text.characters import line_gap
from bulletin.text.source import NOWHERE
from bulletin.text.table_lines import is_unit

FindPicture = Callable[[str], bytes | None]
"""The bytes of a picture by the path that the text gives; ``None`` where there is none."""
MATTER, LINE = "文件开头的设置（YAML）", "分隔线"
MARK, ADDRESS = "Markdown 的记号", "链接、图片的地址，不印出来"
CODED = "Markdown 的转义写法"
_MARK = patterns.regex(
    r"[-#>*_~^`|:+=\[\]()!\\<]+|[`~]{3,}[\w+.-]+|>*[0-9]{1,9}[.)]"
    r"|(?:\[\^[^\]\s]*\]:?)+(?:[0-9]{1,9}[.)])?"
)
_MATTER = patterns.regex(r"\A---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S)
_TITLE = patterns.regex(r"""(?m)^(?:title|标题)[ \t]*[:：][ \t]*["']?(.+?)["']?[ \t]*$""")
_COMMENT = patterns.regex(r"<!--(.*?)-->", re.S)
_SCRIPT_TAG = patterns.regex(r"<(/?)su([bp])>", re.I)
_LONGEST_UNIT = 40  # characters of the line 单位：件 above a table
_LEAVES = frozenset({"Text", "Code", "InlineHtml", "Html", "InlineMath", "DisplayMath"})


def read(name: str, data: bytes, picture: FindPicture = lambda _: None) -> Draft:
    """Read a Markdown file, whose pictures ``picture`` finds; raises as ``plain_text.read``."""
    text, controls = without_controls(decoded(name, data))
    limits.check_text(name, len(text))
    left, pieces = [], list[Piece]()
    if controls:
        left.append(Omitted(controls, CONTROL))
    matter = _MATTER.match(text)
    if matter:
        title = _TITLE.search(matter[1])
        if title:
            pieces.append(DraftParagraph((DraftRun(title[1]),), "标题"))
        left.append(Omitted(matter[0].replace(title[1], "", 1) if title else matter[0], MATTER))
        text = text[matter.end() :]
    events = readable(text, 0, is_foreign=True)
    walker = _Walker(text, events, picture)
    pieces += _noted(list(walker.pieces()), walker.notes_by_label)
    # Lines like [备注]: 内容, which the parser takes for definitions of links and drops.
    dropped = list(swallowed(text, 0, events))
    pieces += (DraftParagraph((DraftRun(text[start:end].strip()),)) for start, end in dropped)
    left += walker.left
    left += _marks(text, events, [*walker.taken, *dropped])
    notes = (*unreadable(text), *walker.notes)
    return Draft(name, tuple(pieces), tuple(left), notes, tuple(walker.mends))


def _marks(
    text: str, events: Sequence[Event], taken: Sequence[tuple[int, int]]
) -> Iterator[Omitted]:
    """The marks of a text, by what they are; ``taken`` is all that became text of the draft.

    What stands between and is no mark that is known is in no list, so that the books say it is missing.
    """
    seen = bytearray(len(text))
    for start, end in taken:
        seen[start:end] = b"\1" * (end - start)
    linked, fenced = bytearray(len(text)), bytearray(len(text))
    for event in events:
        if event.edge == "start" and event.name in ("Link", "Image"):
            linked[event.start : event.end] = b"\1" * (event.end - event.start)
        elif event.edge == "start" and event.name == "CodeBlock" and text[event.start] in "`~":
            end = event.start + len(text[event.start : event.end].partition("\n")[0])
            fenced[event.start : end] = b"\1" * (end - event.start)
    for match in re.finditer(rb"\0+", bytes(seen)):
        for token in re.finditer(r"\S+", text[match.start() : match.end()]):
            at = match.start() + token.start()
            if linked[at] and not _MARK.fullmatch(token[0]):
                yield Omitted(token[0], ADDRESS)
            elif fenced[at] or _MARK.fullmatch(token[0]):
                yield Omitted(token[0], MARK)


class _Walker:
    """One walk through the parser's events, from which the paragraphs are made."""

    def __init__(self, text: str, events: list[Event], picture: FindPicture) -> None:
        self._text = text
        self._events = events
        self._at = 0
        self._picture = picture
        self.left: list[Omitted] = []
        self.notes: list[str] = []
        self.mends: list[Mend] = []
        self.notes_by_label: dict[str, DraftRuns] = {}
        """The texts of footnotes by their labels in small letters."""
        self.taken: list[tuple[int, int]] = []
        """Stretches of the text that became text of the draft, or were left out."""

    def pieces(self) -> Iterator[Piece]:
        """The paragraphs, tables, pictures and remarks in order."""
        lists: list[int | None] = []
        role = number = ""
        while self._at < len(self._events):
            event = self._events[self._at]
            self._at += 1
            match event.edge, event.name:
                case "start", "Heading":
                    role = f"大纲{event.payload['level'][1:]}"
                case "start", "BlockQuote":
                    role = "引文"
                case "end", "Heading" | "BlockQuote":
                    role = ""
                case "start", "List":
                    lists.append(event.payload)
                case "end", "List":
                    lists.pop()
                case "start", "Item":
                    number = "•" if lists[-1] is None else f"{lists[-1]}."
                    lists[-1] = lists[-1] + 1 if lists[-1] is not None else None
                case "start", "Table":
                    yield from self._table(event)
                case "", "Rule":
                    self.left.append(Omitted(self._take(event), LINE))
                case "start", "HtmlBlock" | "CodeBlock":
                    yield from self._raw()
                case "start", "FootnoteDefinition":
                    yield from self._footnote(event)
                case _ if not event.is_block or event.edge == "":
                    self._at -= 1
                    yield from self._paragraph(role, number, max(0, len(lists) - 1))
                    number = ""

    def _inline(self) -> tuple[DraftRuns, list[Piece]]:
        """The text up to the next edge of a block, and the pictures and remarks in it."""
        runs: list[DraftRun] = []
        aside: list[Piece] = []
        depth = {"Strong": 0, "Emphasis": 0}
        link = image = ""
        script: Script = ""
        while self._at < len(self._events) and not self._events[self._at].is_block:
            event = self._events[self._at]
            self._at += 1
            step = {"start": 1, "end": -1}.get(event.edge, 0)
            match event.name:
                case "Strong" | "Emphasis":
                    depth[event.name] += step
                case "Superscript" | "Subscript":
                    script = SCRIPTS[event.name] if step > 0 else ""
                case "InlineHtml" if tag := _SCRIPT_TAG.fullmatch(str(event.payload)):
                    script = "" if tag[1] else "super" if tag[2].lower() == "p" else "sub"
                    self.left.append(Omitted(self._take(event), MARK))
                case "Link":
                    link = event.payload["dest_url"] if step > 0 else ""
                case "Image":
                    image = event.payload["dest_url"] if step > 0 else ""
                    if step > 0:
                        aside += self._figure(image)
                case "SoftBreak" | "HardBreak":
                    line = self._text[event.end : event.end + _LONGEST_UNIT].partition("\n")[0]
                    is_break = event.name == "HardBreak" or is_unit(line)
                    runs.append(DraftRun("\n" if is_break else "\x00"))
                case "InlineHtml" if comment := _COMMENT.fullmatch(str(event.payload)):
                    aside.append(self._remark(comment))
                    self._take(event)
                case footnotes.REFERENCE:
                    runs.append(DraftRun("", footnote=DraftFootnote(event.payload, ())))
                case "TaskListMarker":
                    runs.append(DraftRun(self._take(event)))
                case name if name in _LEAVES:
                    said = self._said(event)
                    bold, emphasis = (count > 0 for count in depth.values())
                    runs.append(DraftRun(said, NOWHERE, bold, emphasis, link, script))
        return joined(_unbroken(runs)), aside

    def _take(self, event: Event) -> str:
        """The stretch of an event, which is text now or was left out."""
        self.taken.append((event.start, event.end))
        return self._text[event.start : event.end].strip()

    def _said(self, event: Event) -> str:
        """What an event says; where it is written otherwise (&amp;), that is a change."""
        said, written = str(event.payload), self._take(event)
        if event.name == "Code" and said in written:
            head, _, tail = written.partition(said)
            self.left += (Omitted(mark, MARK) for mark in (head, tail))
        elif said.strip() != written:
            self.mends.append(Mend(CODED, written, said))
        return said

    def _remark(self, comment: re.Match[str]) -> Remark:
        self.left += (Omitted(mark, MARK) for mark in ("<!--", "-->"))
        return Remark("批注", comment[1].strip())

    def _figure(self, path: str) -> Iterator[Piece]:
        data = self._picture(path)
        if data is None:
            self.notes.append(f"图片“{path}”没有找到，没有带进来；请放在同一个文件夹里再导入。")
        else:
            yield DraftPicture(data, path)

    def _paragraph(self, role: str, number: str, level: int) -> Iterator[Piece]:
        runs, aside = self._inline()
        has_picture = any(isinstance(one, DraftPicture) for one in aside)
        yield from (one for one in aside if isinstance(one, DraftPicture))
        if any(run.text.strip() for run in runs):
            kind = "图题" if has_picture else role
            yield DraftParagraph(
                runs, kind, number, list_level=level, listed=bool(number) and not role
            )
        yield from (one for one in aside if not isinstance(one, DraftPicture))

    def _table(self, table: Event) -> Iterator[Piece]:
        rows: list[tuple[DraftRuns, ...]] = []
        cells: list[DraftRuns] = []
        after: list[Piece] = []
        while (event := self._events[self._at]).name != "Table" or event.edge != "end":
            self._at += 1
            if event.name == "TableCell" and event.edge == "start":
                runs, aside = self._inline()
                cells.append(runs)
                after += aside
            elif event.name in ("TableRow", "TableHead") and event.edge == "end":
                rows.append(tuple(cells))
                cells = []
        self._at += 1
        spans, faults = merged([[plain(cell).strip() for cell in row] for row in rows])
        if faults:
            spans = ()
        for row, column in (place for span in spans for place in span.covered):
            self.left.append(Omitted(plain(rows[row][column]).strip(), MARK))
            rows[row] = (*rows[row][:column], (), *rows[row][column + 1 :])
        sides = tuple({"None": ""}.get(one, one.lower()) for one in table.payload)
        yield DraftTable(tuple(rows), sides, spans=spans)
        yield from after

    def _footnote(self, definition: Event) -> Iterator[Piece]:
        """Keep the text of a footnote; a second one of the same label is a remark."""
        runs: list[DraftRun] = []
        depth = 1  # one may be defined in another
        while depth:
            event = self._events[self._at]
            if event.is_block:
                if event.name == "FootnoteDefinition":
                    depth += 1 if event.edge == "start" else -1
                self._at += 1
            else:
                runs += (DraftRun("\u3000"),) * bool(runs) + self._inline()[0]
        label = footnotes.key(definition.payload)
        if label in self.notes_by_label:
            yield Remark("脚注", plain(runs))
        self.notes_by_label.setdefault(label, joined(runs))

    def _raw(self) -> Iterator[Piece]:
        """Code and HTML: comments are remarks, the rest is text, a paragraph a line."""
        text = ""
        while (event := self._events[self._at]).edge != "end":
            text += self._said(event) if event.payload else ""
            self._at += 1
        self._at += 1
        for comment in _COMMENT.finditer(text):
            yield self._remark(comment)
        for line in _COMMENT.sub("", text).splitlines():
            if line.strip():
                yield DraftParagraph((DraftRun(line.strip()),))


def _noted(pieces: Sequence[Piece], notes: Mapping[str, DraftRuns]) -> Iterator[Piece]:
    """The pieces, each mark of a footnote with its text; a footnote without a mark is a remark."""
    used = set[str]()

    def with_notes(runs: DraftRuns) -> DraftRuns:
        used.update(footnotes.key(run.footnote.label) for run in runs if run.footnote)
        return tuple(_with_note(run, notes) for run in runs)

    yield from (map_runs(piece, with_notes) for piece in pieces)
    yield from (Remark("脚注", plain(runs)) for label, runs in notes.items() if label not in used)


def _with_note(run: DraftRun, notes: Mapping[str, DraftRuns]) -> DraftRun:
    if run.footnote is None:
        return run
    text = notes.get(footnotes.key(run.footnote.label), ())
    plain_runs = tuple(one for one in text if one.footnote is None)  # no notes within notes
    return replace(run, footnote=replace(run.footnote, runs=plain_runs))


def _unbroken(runs: list[DraftRun]) -> Iterator[DraftRun]:
    """The runs with soft breaks gone: a space between Latin words, nothing between Chinese."""
    for at, run in enumerate(runs):
        if run.text != "\x00":
            yield run
        elif 0 < at < len(runs) - 1 and (
            gap := line_gap(runs[at - 1].text, runs[at + 1].text, printed=True)
        ):
            yield DraftRun(gap)
