"""The body of an article: which paragraphs are headings, which are a series, what belongs together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import cast

from bulletin.findings import kinds
from bulletin.findings.diagnostics import FindingKind
from bulletin.importing.draft import (
    TYPED_NUMBER,
    DraftParagraph,
    DraftPicture,
    DraftRun,
    DraftTable,
    Mend,
    Omitted,
    Piece,
    cut,
    plain,
    runs_of_piece,
    stripped,
)
from bulletin.importing.recognise import headings, shapes
from bulletin.importing.recognise.bullets import bullet_list, is_bullet
from bulletin.importing.recognise.headings import look_extent, run_in_extent
from bulletin.importing.recognise.lines_above_tables import with_captions
from bulletin.importing.recognise.picture_keys import asked_width, description_of, line_around
from bulletin.importing.recognise.series import (
    count_up,
    enumeration_layout,
    joined_items,
    one_item,
    run_in,
    series,
)
from bulletin.importing.recognise.story import BodyPart, Doubt, Guess, Story, StoryBlock
from bulletin.model.content import (
    Alignment,
    Enumeration,
    Heading,
    Paragraph,
    Picture,
    Quote,
    Table,
    TableCaption,
)
from bulletin.reading.events import MOST_COLUMNS
from bulletin.text import patterns
from bulletin.text.numerals import heading_marker
from bulletin.text.source import NOWHERE

NUMBER, STOP = "序号，由程序编", "小标题末尾的句号，由程序加"
_LEVELS = {"一级标题": 1, "二级标题": 2, "三级标题": 3, "四级标题": 4}
_LONGEST = 60
"""Characters; a heading longer than this is looked at by a person."""
_SHORT = 40
"""Characters; a paragraph of this length can be a heading though its number does not go on."""
_CHAT_DOUBTS = {
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


def with_body(story: Story, pieces: Sequence[Piece], annexes: Sequence[Piece]) -> Story:
    """A story with the body that pieces are; its annexes follow it and have no headings of it."""
    captioned, numbers = with_captions(pieces)
    unbolded = headings.unbolded([_stripped(piece) for piece in captioned])
    outlined, are_unnumbered = headings.bold_headings(unbolded)
    reader = _BodyRecogniser(outlined)
    reader.read(are_unnumbered)
    parts = [*reader.parts, *_annexed(reader, [_stripped(piece) for piece in annexes])]
    lists = [part.block for part in parts if isinstance(part.block, Enumeration)]
    markers = [item.marker for one in lists for item in one.items if item.marker]
    layout, mixed = headings.layouts(parts)
    guesses = (Guess("小标题的排法", "多数小标题", tuple(mixed)),) if layout else ()
    doubts = [replace(doubt, index=at) for at, part in enumerate(parts) for doubt in part.doubts]
    return replace(
        story,
        body=tuple(part.block for part in parts),
        headings=layout,
        enumeration=enumeration_layout(parts),
        omitted=(
            *story.omitted,
            *numbers,
            *reader.omitted,
            *(Omitted(one, NUMBER) for one in markers),
        ),
        mends=(*story.mends, *reader.mends),
        doubts=(*story.doubts, *doubts),
        guesses=(*story.guesses, *guesses),
    )


def _stripped(piece: Piece) -> Piece:
    if isinstance(piece, DraftParagraph):
        return replace(piece, runs=stripped(piece.runs))
    return piece


def _annexed(reader: _BodyRecogniser, pieces: Sequence[Piece]) -> list[BodyPart]:
    """The parts of annexes, as they stand: their numbers are not those of the article."""
    if not pieces:
        return []
    inner = _BodyRecogniser(pieces)
    for at, piece in enumerate(pieces):
        if isinstance(piece, DraftParagraph):
            inner.add(Paragraph(reader.with_number(piece).runs, NOWHERE))
        else:
            inner.step(at, at + 1)
    first = next((one.text.strip() for one in pieces if isinstance(one, DraftParagraph)), "附件")
    message = f"从“{first}”起是附件，共 {len(inner.parts)} 段，放在了正文后面。"
    hint = "不登就删掉；要登的，另存一篇，或留在这里。"
    inner.doubt(0, kinds.IMPORTED_ANNEX, message, hint)
    return inner.parts


class _BodyRecogniser:
    """Reads the pieces of one article in order; ``parts`` grows with each step."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = pieces
        outlines = {piece.role for piece in pieces if isinstance(piece, DraftParagraph)}
        self._outline_roles = sorted(role for role in outlines if role.startswith("大纲"))
        self._refused = headings.not_headings(pieces)
        self._counts = [0, 0, 0, 0]
        """The number of the last heading of each level, under the last one of the level above."""
        self._has_house_styles = False
        """Whether the file has the styles of the house, so that its levels are believed."""
        self._headings_by_style = 0
        """Headings by their style that had no number."""
        self.parts: list[BodyPart] = []
        self.omitted: list[Omitted] = []
        self.mends: list[Mend] = []

    def read(self, are_unnumbered: bool) -> None:
        """Read all pieces; ``are_unnumbered`` where bold lines were taken for headings."""
        at = 0
        while at < len(self._pieces):
            at += self.step(at, len(self._pieces))
        self.parts = list(joined_items(self.parts))
        found = {
            at: part.block for at, part in enumerate(self.parts) if isinstance(part.block, Heading)
        }
        levels = [heading.level for heading in found.values()]
        if are_unnumbered:
            self._doubt_first(found, "小标题原来没有序号，是按粗体认的", 1)
        elif self._headings_by_style:
            styled = f"{self._headings_by_style} 个小标题原来没有序号，是按样式认的"
            self._doubt_first(found, styled, levels[0])
        up = min(levels, default=1) - 1
        if (
            up and not self._has_house_styles
        ):  # an article that begins with （一） was part of a longer one
            for at, heading in found.items():
                raised = replace(heading, level=heading.level - up)
                self.parts[at] = replace(self.parts[at], block=raised)
            self._doubt_first(found, f"小标题原来从“{heading_marker(up + 1, 1)}”编起", 1)

    def _doubt_first(self, found: Iterable[int], message: str, level: int) -> None:
        """Say at the first heading how it will be numbered now."""
        message = f"{message}，现在会编成“{heading_marker(level, 1)}”。"
        hint = "不要序号的，就去掉 # 号，改成加粗的正文；层次不对的，增减 # 号。"
        self.doubt(min(found), kinds.IMPORTED_NUMBER, message, hint)

    def add(self, block: StoryBlock, own_line: bool = False) -> None:
        """Put a block at the end of the body."""
        self.parts.append(BodyPart(block, own_line))

    def doubt(self, at: int, kind: FindingKind, message: str, hint: str) -> None:
        """Note what the editor should look at in a part, if there is that part."""
        if self.parts:
            part = self.parts[at]
            self.parts[at] = replace(part, doubts=(*part.doubts, Doubt(kind, 0, message, hint)))

    def step(self, at: int, end: int) -> int:
        """Read the piece at a place, with those before ``end`` that belong to it; how many they were."""
        piece = self._pieces[at]
        if isinstance(piece, DraftPicture):
            after = self._pieces[at + 1] if at + 1 < end else None
            caption = after.runs if isinstance(after, DraftParagraph) and _is_caption(after) else ()
            line, captions = line_around(self._pieces[:end], at)
            picture = Picture(
                piece.name,
                stripped(caption),
                NOWHERE,
                piece.data,
                asked_width(piece, line),
                description_of(piece, [*captions, plain(caption)]),
                piece.beside,
            )
            self.add(picture)
            return 2 if caption else 1
        if isinstance(piece, DraftTable):
            self._add_table(piece)
            return 1
        if not isinstance(piece, DraftParagraph):
            self.add(piece)
            return 1
        bullets = list(takewhile(is_bullet, self._pieces[at:end]))
        if bullets:
            self.add(bullet_list(bullets))
            return len(bullets)
        count = count_up(_list_number(self._pieces[place]) for place in range(at, end))
        if count > 1:
            listed = self._pieces[at : at + count]
            items = [(stripped(runs), "") for one in listed for runs in runs_of_piece(one)]
            self.add(series(_list_number(piece) or 0, items), own_line=True)
            self.doubt(
                -1, kinds.IMPORTED_LIST,
                f"自动编号的列表（{piece.number} 起 {count} 项）读成了“一是、二是”。",
                "要印成 1. 2. 3.，就把每项改成 #### 小标题。",
            )  # fmt: skip
            return count
        self._add_paragraph(piece, at)
        if piece.mark:
            self.doubt(-1, *_CHAT_DOUBTS[piece.mark])
        return 1

    def _add_table(self, grid: DraftTable) -> None:
        wide = len(grid.rows[0])
        if wide > MOST_COLUMNS:
            for row in grid.rows:
                filled = [cell for cell in row if plain(cell).strip()]
                runs = [run for cell in filled for run in (*cell, DraftRun("\u3000"))]
                if runs:
                    self.add(Paragraph(tuple(runs[:-1]), NOWHERE))
            message = f"表格有 {wide} 栏，超过 {MOST_COLUMNS} 栏，排不了，一行写成了一段。"
            self.doubt(-1, kinds.IMPORTED_TABLE, message, "对着原文拆成几个表格。")
            return
        alignments = cast(tuple[Alignment, ...], grid.alignments or ("",) * wide)
        caption = TableCaption(grid.caption, NOWHERE, grid.is_numbered) if grid.caption else None
        self.add(Table(alignments, grid.rows, NOWHERE, caption, grid.unit, grid.spans))
        if grid.form:
            self.doubt(
                -1, kinds.IMPORTED_TABLE,
                "表格是一张表单，改成了两栏：左边是项目，右边是内容，一项一行。",
                "第一行会当作表头；对着原文看看，也可以改成“项目：内容”一行一段。",
            )  # fmt: skip
        elif grid.merged:
            self.doubt(
                -1, kinds.IMPORTED_TABLE,
                "表格里有合并的格，字都在合并处的第一格里，其余的空着。",
                "对着原文看看；要合并的，在格里写 ^（并入上一格）或 <（并入左一格）。",
            )  # fmt: skip

    # Paragraphs

    def _add_paragraph(self, para: DraftParagraph, at: int) -> None:
        if para.role == "引文":
            self._add_quote(para)
            return
        number = shapes.heading_number(para.text)
        looks = (para.role, *(run.look for run in para.runs))
        style = next((one for one in looks if one in _LEVELS), "")
        if style:
            self._has_house_styles = True
            level = _LEVELS[style]
            has_number = number and number.level == level and para.text[number.length :].strip()
            extent = len(para.text) if style == para.role else look_extent(para.runs, style)
            self._add_heading(para, level, number.length if number and has_number else 0, extent)
            return
        may_be_heading = at not in self._refused
        if may_be_heading and self._add_if_heading(para):
            return
        self._add_text(self.with_number(para))
        if may_be_heading and number and number.level <= 2:
            self.doubt(
                -1, kinds.IMPORTED_TEXT,
                f"这一段以“{para.text[: number.length].strip()}”开头，序号接不上，没有当作小标题。",
                "是小标题就删掉序号，前面加 ## 和空格。",
            )  # fmt: skip

    def _add_quote(self, para: DraftParagraph) -> None:
        paragraph = Paragraph(para.runs, NOWHERE)
        last = self.parts[-1] if self.parts else None
        if last and isinstance(last.block, Quote):
            quote = replace(last.block, paragraphs=(*last.block.paragraphs, paragraph))
            self.parts[-1] = replace(last, block=quote)
        else:
            self.add(Quote((paragraph,), NOWHERE))

    def with_number(self, para: DraftParagraph) -> DraftParagraph:
        """A paragraph with its automatic number, a), ①, •, written out as text."""
        if not para.number:
            return para
        self.mends.append(Mend(TYPED_NUMBER, "", para.number))
        return replace(para, runs=(DraftRun(para.number), *para.runs), number="")

    def _add_text(self, para: DraftParagraph) -> None:
        """A paragraph of text: with a series in it, perhaps an item of a series, or neither."""
        in_text = run_in(para)
        if in_text:
            before, enumeration = in_text
            if plain(before).strip():
                self.add(Paragraph(stripped(before), NOWHERE))
            self.add(enumeration)
        else:
            self.parts.append(one_item(para) or BodyPart(Paragraph(para.runs, NOWHERE)))

    # Headings

    def _add_if_heading(self, para: DraftParagraph) -> bool:
        """Add the heading that a paragraph is by its number or its level in the outline; whether it is."""
        typed = None if para.number else shapes.heading_number(para.text)
        number = shapes.automatic_number(para.number) or typed
        is_outlined = para.role.startswith("大纲")
        if number is None:
            if not is_outlined:
                return False
            level = min(self._outline_roles.index(para.role) + 1, 4)
            self._headings_by_style += 1
            self._add_heading(para, level, 0, len(para.text))
            return True
        if typed and not para.text[typed.length :].strip():
            return False  # a number alone heads nothing
        if not (para.number or is_outlined or self._goes_on(number, para)):
            return False
        length = typed.length if typed else 0
        extent = len(para.text) if is_outlined else length + run_in_extent(cut(para.runs, length))
        at = len(self.parts)
        self._add_heading(para, number.level, length, extent)
        set_now = self._counts[number.level - 1]
        if number.value != set_now:
            was = para.number or para.text[:length].strip()
            now = heading_marker(number.level, set_now)
            message = f"小标题原来的序号是“{was}”，现在会编成“{now}”。"
            hint = "看看是不是漏了一节，或分成了几部分；正文里提到“第几条”的也要跟着改。"
            self.doubt(at, kinds.IMPORTED_NUMBER, message, hint)
        return True

    def _goes_on(self, number: shapes.Number, para: DraftParagraph) -> bool:
        """Whether a typed number is one that a heading has here: 三、四天以后 is none."""
        wanted = self._counts[number.level - 1] + 1
        if number.value == wanted or (number.value == 1 and number.level > 1):
            return True
        return number.value > 1 and self.parts != [] and (para.heavy or len(para.text) <= _SHORT)

    def _add_heading(self, para: DraftParagraph, level: int, start: int, extent: int) -> None:
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
        looks = {(run.bold, run.emphasis, run.look) for run in runs if run.text.strip()}
        if len(looks) <= 1:  # its style expresses it
            runs = tuple(replace(run, bold=False, emphasis=False, look="") for run in runs)
        self.add(Heading(level, runs, NOWHERE), own_line=not rest)
        if len(plain(runs)) > _LONGEST:
            message = f"这个小标题有 {len(plain(runs))} 字，太长。"
            hint = "只有序号后的第一句是小标题；不是标题就去掉 # 号，改成正文。"
            self.doubt(-1, kinds.IMPORTED_HEADING, message, hint)
        if rest:
            self._add_text(replace(para, runs=rest, number=""))


def _list_number(piece: Piece) -> int | None:
    """The number of a paragraph in an automatic list of digits."""
    if not isinstance(piece, DraftParagraph) or not piece.listed:
        return None
    match = _DECIMAL.fullmatch(piece.number)
    return int(match[1]) if match else None


def _is_caption(para: DraftParagraph) -> bool:
    text = para.text.strip()
    is_short = len(text) <= 60 and not text.endswith("。")
    if para.role == "图题" or (is_short and _FIGURE.match(text + " ")):
        return True
    return is_short and (para.centred or _TAKEN_BY.search(text) is not None) and not para.number
