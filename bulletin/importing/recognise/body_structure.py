"""The body of an article: which paragraphs are headings, which are a series, what belongs together.

Numbers are taken off, since the program sets them; each goes into the list of what was left out.
A number is believed only where it goes on from the one before: 三、四天以后 is no heading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bulletin.findings import kinds
from bulletin.findings.diagnostics import FindingKind
from bulletin.importing.draft import (
    TYPED_NUMBER,
    DraftParagraph,
    DraftPicture,
    DraftRun,
    DraftRuns,
    DraftTable,
    Mend,
    Omitted,
    Piece,
    cut,
    plain,
    stripped,
)
from bulletin.importing.recognise import heading_levels, shapes
from bulletin.importing.recognise.series import one_item, run_in, settled
from bulletin.importing.recognise.story import (
    Doubt,
    Element,
    Figure,
    Head,
    StoryEnumeration,
    StoryQuote,
)
from bulletin.reading.events import MOST_COLUMNS
from bulletin.text import patterns
from bulletin.text.numerals import heading_marker

NUMBER, STOP = "序号，由程序编", "小标题末尾的句号，由程序加"
_LEVELS = {"一级标题": 1, "二级标题": 2, "三级标题": 3, "四级标题": 4}
_LONGEST = 60
"""Characters; a heading longer than this is looked at by a person."""
_SHORT = 40
"""Characters; a paragraph of this length can be a heading though its number does not go on."""
_OF_CHATS = {
    "another": (
        kinds.IMPORTED_ANOTHER, "聊天里从这一段起，像是另一篇稿件。",
        "是另一篇的，剪下来另存一篇；是同一篇的，不用管。",
    ),
    "said": (
        kinds.IMPORTED_TALK, "这一段是聊天里的一句话，不一定是稿件。", "不是稿件的，删掉。",
    ),
}  # fmt: skip
_DECIMAL = patterns.regex(r"[（(]?(\d{1,3})[.、)）]?")
_TAKEN_BY = patterns.regex(r"(?:摄|供图)[）)]?$|^[（(]?图为")
_FIGURE = patterns.regex(r"图\s*[0-9０-９一二三四五六七八九十]{0,3}[\s\u3000：:.、]")


class BodyReader:
    """Reads the pieces of one article in order."""

    def __init__(self) -> None:
        self._counts = [0, 0, 0, 0]
        self._ranks: list[str] = []
        self._refused: frozenset[int] = frozenset()
        self._is_own = False
        self._styled = 0
        """Headings by their style that had no number."""
        self._body: list[Element] = []
        self.omitted: list[Omitted] = []
        self.doubts: list[Doubt] = []
        self.mends: list[Mend] = []

    def read(self, pieces: Sequence[Piece], annexes: Sequence[Piece] = ()) -> tuple[Element, ...]:
        """The elements that the pieces are; what stands in annexes has no headings of this article."""
        pieces = [
            replace(piece, runs=stripped(piece.runs))
            if isinstance(piece, DraftParagraph)
            else piece
            for piece in pieces
        ]
        pieces, unnumbered = heading_levels.bold_headings(heading_levels.unbolded(pieces))
        outlines = {piece.role for piece in pieces if isinstance(piece, DraftParagraph)}
        self._ranks = sorted(role for role in outlines if role.startswith("大纲"))
        self._refused = heading_levels.not_headings(pieces)
        at = 0
        while at < len(pieces):
            at += self._step(pieces, at)
        body = tuple(settled(self._body))
        if unnumbered:
            self._doubt_heading(body, "小标题原来没有序号，是按粗体认的", "一、")
        elif self._styled:
            first = next(one for one in body if isinstance(one, Head))
            message = f"{self._styled} 个小标题原来没有序号，是按样式认的"
            self._doubt_heading(body, message, heading_marker(first.level, 1))
        if not self._is_own:
            body, was, now = heading_levels.raised(body)
            if was:
                self._doubt_heading(body, f"小标题原来从“{was}”编起", now)
        body += self._annexes(annexes, len(body))
        for element in body:
            if isinstance(element, StoryEnumeration):
                self.omitted += (Omitted(mark, NUMBER) for mark in element.marks if mark)
        return body

    def _annexes(self, pieces: Sequence[Piece], at: int) -> tuple[Element, ...]:
        """What annexes hold, as it stands: their numbers are not those of the article."""
        if not pieces:
            return ()
        self._body = []
        for place, piece in enumerate(pieces):
            if isinstance(piece, DraftParagraph):
                self._body.append(self._with_number(replace(piece, runs=stripped(piece.runs))))
            else:
                self._step(pieces[: place + 1], place)
        first = next(
            (one.text.strip() for one in pieces if isinstance(one, DraftParagraph)), "附件"
        )
        self.doubts.append(
            Doubt(
                kinds.IMPORTED_ANNEX, at,
                f"从“{first}”起是附件，共 {len(self._body)} 段，放在了正文后面。",
                "不登就删掉；要登的，另存一篇，或留在这里。",
            )
        )  # fmt: skip
        return tuple(self._body)

    def _step(self, pieces: Sequence[Piece], at: int) -> int:
        """Read the piece at a place, with those that belong to it; how many they were."""
        piece = pieces[at]
        if isinstance(piece, DraftPicture):
            after = pieces[at + 1] if at + 1 < len(pieces) else None
            caption = after.runs if isinstance(after, DraftParagraph) and _is_caption(after) else ()
            self._body.append(Figure(piece.data, piece.name, stripped(caption)))
            return 2 if caption else 1
        if isinstance(piece, DraftTable) and len(piece.rows[0]) > MOST_COLUMNS:
            self._wide_table(piece)
            return 1
        if not isinstance(piece, DraftParagraph):
            self._body.append(piece)
            if isinstance(piece, DraftTable) and piece.form:
                self._doubt(
                    kinds.IMPORTED_TABLE,
                    "表格是一张表单，改成了两栏：左边是项目，右边是内容，一项一行。",
                    "第一行会当作表头；对着原文看看，也可以改成“项目：内容”一行一段。",
                )
            elif isinstance(piece, DraftTable) and piece.merged:
                self._doubt(
                    kinds.IMPORTED_TABLE,
                    "表格里有合并的格，字都在合并处的第一格里，其余的空着。",
                    "对着原文看看；简报里的表格一格是一格。",
                )
            return 1
        listed = list(_list(pieces, at))
        if len(listed) > 1:
            first = _DECIMAL.fullmatch(listed[0].number)
            items = tuple(stripped(para.runs) for para in listed)
            marks = ("",) * len(items)
            self._body.append(StoryEnumeration(int(first[1]) if first else 1, items, True, marks))
            self._doubt(
                kinds.IMPORTED_LIST,
                f"自动编号的列表（{listed[0].number} 起 {len(items)} 项）读成了“一是、二是”。",
                "要印成 1. 2. 3.，就把每项改成 #### 小标题。",
            )
            return len(listed)
        self._para(piece, at)
        return 1

    def _doubt_heading(self, body: Sequence[Element], message: str, now: str) -> None:
        index = next(place for place, one in enumerate(body) if isinstance(one, Head))
        hint = "不要序号的，就去掉 # 号，改成加粗的正文；层次不对的，增减 # 号。"
        message = f"{message}，现在会编成“{now}”。"
        self.doubts.append(Doubt(kinds.IMPORTED_NUMBER, index, message, hint))

    def _wide_table(self, grid: DraftTable) -> None:
        """A table with more columns than Word can set: a paragraph a row."""
        for row in grid.rows:
            filled = [cell for cell in row if plain(cell).strip()]
            runs = [run for cell in filled for run in (*cell, DraftRun("\u3000"))]
            if runs:
                self._body.append(DraftParagraph(tuple(runs[:-1]), grid.place))
        self._doubt(
            kinds.IMPORTED_TABLE,
            f"表格有 {len(grid.rows[0])} 栏，超过 {MOST_COLUMNS} 栏，排不了，一行写成了一段。",
            "对着原文拆成几个表格。",
        )

    def _doubt(self, fault: FindingKind, message: str, hint: str) -> None:
        self.doubts.append(Doubt(fault, len(self._body) - 1, message, hint))

    # Paragraphs

    def _para(self, para: DraftParagraph, at: int) -> None:
        self._read_para(para, at)
        if para.mark:
            self._doubt(*_OF_CHATS[para.mark])

    def _read_para(self, para: DraftParagraph, at: int) -> None:
        if para.role == "引文":
            self._quote(para)
            return
        look = next((run.look for run in para.runs if run.look in _LEVELS), "")
        self._is_own = self._is_own or para.role in _LEVELS or bool(look)
        if para.role in _LEVELS:
            self._own_heading(para, _LEVELS[para.role], len(para.text))
        elif look:
            self._own_heading(para, _LEVELS[look], _extent(para.runs, look))
        elif at in self._refused or not self._numbered(para):
            self._text(self._with_number(para))
            number = shapes.heading_number(para.text)
            if number and number.level <= 2 and at not in self._refused:
                self._doubt(
                    kinds.IMPORTED_TEXT,
                    f"这一段以“{para.text[: number.length].strip()}”开头，序号接不上，没有当作小标题。",
                    "是小标题就删掉序号，前面加 ## 和空格。",
                )  # fmt: skip

    def _quote(self, para: DraftParagraph) -> None:
        last = self._body[-1] if self._body else None
        if isinstance(last, StoryQuote):
            self._body[-1] = StoryQuote((*last.paragraphs, para.runs))
        else:
            self._body.append(StoryQuote((para.runs,)))

    def _with_number(self, para: DraftParagraph) -> DraftParagraph:
        """A number of a list that is set no more (a), ①, •) is written out."""
        if not para.number:
            return para
        self.mends.append(Mend(TYPED_NUMBER, "", para.number))
        return replace(para, runs=(DraftRun(para.number), *para.runs), number="")

    def _text(self, para: DraftParagraph) -> None:
        found = run_in(para)
        if found is not None:
            before, series = found
            if plain(before).strip():
                self._body.append(replace(para, runs=stripped(before)))
            self._body.append(series)
            return
        item = one_item(para)
        self._body.append(item if item is not None else para)

    # Headings

    def _own_heading(self, para: DraftParagraph, level: int, extent: int) -> None:
        """A heading that the document itself marks as one, up to ``extent``."""
        number = shapes.heading_number(para.text)
        is_number = number and number.level == level and number.length < len(para.text.rstrip())
        length = number.length if number and is_number else 0
        self._heading(para, level, length, extent)

    def _numbered(self, para: DraftParagraph) -> bool:
        """Read a paragraph that is a heading by its number or its place in the outline."""
        number = shapes.automatic_number(para.number) or (
            None if para.number else shapes.heading_number(para.text)
        )
        is_outlined = para.role.startswith("大纲")
        if number is None:
            if not is_outlined:
                return False
            level = min(self._ranks.index(para.role) + 1, 4)
            self._styled += 1
            self._heading(para, level, 0, len(para.text))
            return True
        if not para.number and not para.text[number.length :].strip():
            return False  # a number alone heads nothing
        if not (para.number or is_outlined or self._goes_on(number, para)):
            return False
        length = 0 if para.number else number.length
        extent = len(para.text) if is_outlined else length + _first(cut(para.runs, length))
        self._heading(para, number.level, length, extent)
        if number.value != self._counts[number.level - 1]:
            set_now = heading_marker(number.level, self._counts[number.level - 1])
            self._doubt_number(para.number or para.text[: number.length].strip(), set_now)
        return True

    def _goes_on(self, number: shapes.Number, para: DraftParagraph) -> bool:
        """Whether a typed number is one that a heading has here."""
        wanted = self._counts[number.level - 1] + 1
        if number.value == wanted or (number.value == 1 and number.level > 1):
            return True
        return number.value > 1 and self._body != [] and (para.heavy or len(para.text) <= _SHORT)

    def _doubt_number(self, was: str, now: str) -> None:
        message = f"小标题原来的序号是“{was}”，现在会编成“{now}”。"
        hint = "看看是不是漏了一节，或分成了几部分；正文里提到“第几条”的也要跟着改。"
        last = next(
            place for place, one in enumerate(reversed(self._body), 1) if isinstance(one, Head)
        )
        index = len(self._body) - last
        self.doubts.append(Doubt(kinds.IMPORTED_NUMBER, index, message, hint))

    def _heading(self, para: DraftParagraph, level: int, start: int, extent: int) -> None:
        """Take a paragraph apart: number up to ``start``, heading up to ``extent``, text."""
        self._counts[level - 1] += 1
        self._counts[level:] = [0] * (4 - level)
        if start:
            self.omitted.append(Omitted(para.text[:start].strip(), NUMBER))
        runs = stripped(cut(para.runs, start, extent))
        rest = stripped(cut(para.runs, extent))
        text = plain(runs)
        if text.endswith(("。", ".")) and len(text) > 1:
            self.omitted.append(Omitted(text[-1], STOP))
            runs = stripped(cut(runs, 0, len(text) - 1))
        if _one_look(runs):
            runs = tuple(replace(run, bold=False, emphasis=False, look="") for run in runs)
        self._body.append(Head(level, runs, own_line=not rest))
        if len(plain(runs)) > _LONGEST:
            self._doubt(
                kinds.IMPORTED_HEADING, f"这个小标题有 {len(plain(runs))} 字，太长。",
                "只有序号后的第一句是小标题；不是标题就去掉 # 号，改成正文。",
            )  # fmt: skip
        if rest:
            self._text(replace(para, runs=rest, number=""))


def _one_look(runs: DraftRuns) -> bool:
    """Whether all of it looks alike, so that being bold says nothing more than: a heading."""
    return len({(run.bold, run.emphasis, run.look) for run in runs if run.text.strip()}) <= 1


def _extent(runs: DraftRuns, look: str) -> int:
    """Where the last text with a look ends: the stop that the program sets has it too."""
    ends, at = 0, 0
    for run in runs:
        at += len(run.text)
        if run.look == look:
            ends = at
    return ends


def _first(runs: DraftRuns) -> int:
    """Where a heading ends that runs into its text: with its face, or with its sentence."""
    text = plain(runs)
    heavy, at = 0, 0
    for run in runs:
        if not run.bold and run.text.strip("。. \u3000"):
            break
        at += len(run.text)
        heavy = at
    sentence = shapes.first_sentence(text) or len(text)
    if 1 < heavy < len(text):
        return heavy + 1 if text[heavy : heavy + 1] == "。" else heavy
    return sentence


def _list(pieces: Sequence[Piece], at: int) -> Iterator[DraftParagraph]:
    """The paragraphs of an automatic list of digits that begins here."""
    wanted = None
    for place in range(at, len(pieces)):
        piece = pieces[place]
        match = (
            _DECIMAL.fullmatch(piece.number)
            if isinstance(piece, DraftParagraph) and piece.listed
            else None
        )
        if (
            match is None
            or not isinstance(piece, DraftParagraph)
            or wanted not in (None, int(match[1]))
        ):
            return
        wanted = int(match[1]) + 1
        yield piece


def _is_caption(para: DraftParagraph) -> bool:
    text = para.text.strip()
    is_short = len(text) <= 60 and not text.endswith("。")
    if para.role == "图题" or (is_short and _FIGURE.match(text + " ")):
        return True
    return is_short and (para.centred or _TAKEN_BY.search(text) is not None) and not para.number
