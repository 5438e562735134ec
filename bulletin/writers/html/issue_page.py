"""An issue as one HTML file: pages of paper on a wide screen and in print, one column on a phone.

Styles, script and pictures are in the file, and its security policy keeps it from fetching
anything. Elements say what things are (heading, contents, article, table), classes how they look.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby, takewhile

from bulletin.model.blocks import (
    Block,
    Document,
    Inline,
    Inlines,
    LinePicture,
    Para,
    PictureBlock,
    PlacedCell,
    TableBlock,
    text_of,
)
from bulletin.text.numerals import circled
from bulletin.text.widths import width
from bulletin.typeset import layout, picture_sizes, table_layout
from bulletin.typeset.house_style import HouseStyle, Style
from bulletin.typeset.keep_together import Keep, keeps
from bulletin.typeset.layout import style_of
from bulletin.typeset.masthead_lines import masthead
from bulletin.typeset.whole_lines import Space, spaces
from bulletin.workspace.shipped import shipped_text
from bulletin.writers.html.css import class_of, em, look_class, number, points, style_sheet
from bulletin.writers.html.issue_parts import CONTENTS_HEADING, IssuePart, parts
from bulletin.writers.html.markup import (
    bullet,
    cell_element,
    data_uri,
    element,
    escape,
    parts_of,
    safe_link,
    script,
    with_latin,
)

Marked = Iterable[tuple[str, str]]
"""The text of a run in pieces, each with the numbers of its findings, a space between them."""


def _unmarked(run: Inline) -> Marked:
    return ((run.text, ""),)


@dataclass(frozen=True, slots=True)
class Additions:
    """What the preview adds to the file that ``build`` makes."""

    marked: Callable[[Inline], Marked] = _unmarked
    style: str = ""
    script: str = ""
    before: str = ""
    """Markup before the pages."""
    policy: str = ""
    """Directives of the security policy."""


NOTHING_ADDED = Additions()


def write(document: Document, house: HouseStyle, added: Additions = NOTHING_ADDED) -> bytes:
    """The HTML file of a document: the same blocks and house style give the same bytes."""
    writer = _PageWriter(house, added.marked)
    body = "\n".join(map(writer.part, parts(document.blocks, house)))
    if not writer.has_name:
        name = element("h1", escape(document.title), class_="hidden")
        body = element("header", name) + body
    own = "\n".join(f".{name}{{{rule}}}" for rule, name in writer.rules.items())
    style = style_sheet(house, writer.used, [name for name in layout.LOOKS if name in writer.looks])
    return page(document.title, f"{style}\n{own}\n{added.style}", f"{added.before}<main>\n{body}\n</main>",
                f"{shipped_text('writers/html/sheets.js')}{added.script}", added.policy)  # fmt: skip


def page(title: str, style: str, body: str, script: str, policy: str = "") -> bytes:
    """A whole file, whose policy allows its own style and script and nothing else."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    allowed = (
        f"default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
        f"script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'; {policy}"
    ).strip("; ")
    secured = element("meta", None, http_equiv="Content-Security-Policy", content=allowed)
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n{secured}\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="only light">\n'
        f"<title>{escape(title)}</title>\n<style>\n{style.strip()}\n</style>\n</head>\n"
        f"<body>\n{body}\n<script>{script}</script>\n</body>\n</html>\n"
    ).encode()


class _PageWriter:
    """Writes the parts of an issue, and collects what their style sheet needs."""

    def __init__(self, house: HouseStyle, marked: Callable[[Inline], Marked]) -> None:
        self._house = house
        self._marked = marked
        self.rules: dict[str, str] = {}
        """Declarations of single blocks beside those of their style, each with its class."""
        self.used: set[str] = set()
        """The styles of paragraphs."""
        self.looks: set[str] = set()
        """The styles of text inside paragraphs."""
        self._notes: list[Inlines] = []
        """The footnotes of the part that is being written."""
        self._noted = 0
        """How many footnotes the parts before it had."""
        self.has_name = False
        """Whether the masthead was written, which is the heading of the file."""

    def part(self, part: IssuePart) -> str:
        """A part as an element."""
        if part.kind == "nav":
            return element("nav", self._contents(part.blocks), aria_label="目录")
        inside = "\n".join(self._blocks(part.blocks, list_=False)) + self._footnotes()
        return element(part.kind, inside, aria_labelledby=part.name)

    def _contents(self, blocks: tuple[Block, ...]) -> str:
        """The heading of the contents, if they have one, and the list of their entries."""
        count = sum(1 for _ in takewhile(lambda one: style_of(one) == CONTENTS_HEADING, blocks))
        heading = "\n".join(self._blocks(blocks[:count], list_=False))
        first = blocks[0]
        on_new_page = isinstance(first, Para) and first.new_page and not count
        entries = "\n".join(self._blocks(blocks[count:], list_=True))
        return heading + element("ul", entries, class_="page" if on_new_page else "")

    def _blocks(self, blocks: tuple[Block, ...], list_: bool) -> Iterable[str]:
        before: Block | None = None
        above_table = ""  # the caption and the unit of a table that comes
        asked = zip(
            blocks,
            keeps(blocks, self._house),
            layout.rules_around(blocks, self._house),
            spaces(blocks, self._house),
            (*blocks, None)[1:],
            strict=True,
        )
        captions = layout.above_tables(blocks)
        for place, (block, keep, (above, below), space, after) in enumerate(asked):
            match block:
                case Para(style="图题") if isinstance(before, PictureBlock):
                    pass  # written with its picture
                case Para() if place in captions:
                    above_table += self._para(block, "p", [], space)
                case Para():
                    edges = ["above"] * bool(above) + ["below"] * bool(below)
                    own = [*edges, *_kept(keep)]
                    yield self._para(block, "li" if list_ else "p", own, space)
                case TableBlock():
                    yield self._table(block, above_table, _kept(keep))
                    above_table = ""
                case PictureBlock():
                    yield self._line_of_pictures(block, after, _kept(keep))
            before = block

    # Paragraphs

    def _para(self, para: Para, tag: str, own: list[str], space: Space | None) -> str:
        """A paragraph; ``own`` are the classes that it has for its place among others.

        ``space`` is the space around it where that is not its style's.
        """
        style = self._house.styles[para.style]
        classes = [self._class(para.style), *own]
        classes += ["page"] * (para.new_page and tag != "li")
        classes += self._own_classes(para, style, space)
        run_in = "" if para.aside or style.fit is not None else self._run_in(para.runs)
        text = run_in or f"{bullet(style)}{self._inlines(para.runs)}"
        if style.fit is not None:
            tag, text = self._masthead(para, style, classes)
        if style.outline and tag == "p":
            tag = f"h{min(style.outline + 1, 6)}"
        if para.aside:
            classes.append("aside")
            text = f"<span>{text}</span> <span>{self._inlines(para.aside)}</span>"
        elif run_in:
            tag = "div"
            classes.append("run")
        return element(tag, text, id=para.bookmark, class_=" ".join(classes))

    def _own_classes(self, para: Para, style: Style, space: Space | None) -> Iterable[str]:
        """The classes for what depends on the text: line breaks, space before and after, indents."""
        if style.balanced:
            yield from ("fit", self._fit(style, para.text.split("\n"), style.size))
        if space is not None:
            yield self._rule(f"padding-top:{points(space[0])};margin-bottom:{points(space[1])}")
        elif layout.begins_without_space(para, style):
            yield self._rule("padding-top:0")
        if style.align == "both" and layout.breaks_anywhere(para.text):
            yield self._rule("word-break:break-all")
        if style.hang is None:
            hang = layout.hanging(para, style)
            yield self._rule(f"text-indent:{em(-hang)};padding-left:{em(style.left + hang)}")

    def _class(self, name: str) -> str:
        self.used.add(name)
        return class_of(self._house, name)

    def _rule(self, declarations: str) -> str:
        """The class that has some declarations."""
        return self.rules.setdefault(declarations, f"x{len(self.rules)}")

    def _fit(self, style: Style, lines: list[str], size: float) -> str:
        """The class that tells a narrow screen how wide lines are, lest they are broken again."""
        longest = max(width(line, style.latin_face) for line in lines)
        return self._rule(f"--size:{number(size)};--em:{number(longest + 0.5)}")

    def _masthead(self, para: Para, style: Style, classes: list[str]) -> tuple[str, str]:
        """Tag and text of the red name; the first one is the heading of the file."""
        tag = "p" if self.has_name else "h1"
        self.has_name = True
        name = masthead(para.text, style, self._house.page.text_width)
        classes += ["fit", self._fit(style, name.lines, name.size)]
        before = max(0.0, self._house.points(style.before, style.size) - name.raised)
        looks = {"font-size": name.size, "line-height": name.line, "padding-top": before}
        classes.append(self._rule(";".join(f"{key}:{points(one)}" for key, one in looks.items())))
        text = "<br>".join(map(escape, name.lines))
        if name.scale != 100:
            narrow = self._rule(f"transform:scaleX({name.scale / 100:g})")
            text = element("span", text, class_=f"narrowed {narrow}")
        return tag, text

    def _run_in(self, runs: Inlines) -> str:
        """A paragraph that opens with its heading, as a heading and the rest; empty for any other."""
        look = runs[0].look if runs else ""
        outline = self._house.styles[look].outline if look else None
        if not outline:
            return ""
        count = next((i for i, run in enumerate(runs) if run.look != look), len(runs))
        heading = "".join(self._text(run) for run in runs[:count])
        rest = element("p", self._inlines(runs[count:])) if runs[count:] else ""
        return element(f"h{min(outline + 1, 6)}", heading, class_=self._look(look)) + rest

    def _inlines(self, runs: Inlines) -> str:
        """Runs of one look and link in one element."""
        written = []
        for (look, link), group in groupby(runs, lambda run: (run.look, safe_link(run.link))):
            text = "".join(map(self._text, group))
            if look:
                text = element("span", text, class_=self._look(look))
            written.append(element("a", text, href=link) if link else text)
        return "".join(written)

    def _look(self, name: str) -> str:
        self.looks.add(name)
        return look_class(self._house, name)

    def _footnotes(self) -> str:
        """The footnotes of a part, each with a way back to its mark."""
        written = [
            element("p", f"{self._note_link(place, 'mark', 'note')}　{self._inlines(note)}",
                    class_=f"note {self._class(layout.footnote_style(self._house))}")
            for place, note in enumerate(self._notes, 1)
        ]  # fmt: skip
        self._noted += len(self._notes)
        self._notes = []
        return "".join(["\n<hr>\n", "\n".join(written)]) if written else ""

    def _note_link(self, place: int, to: str, own: str) -> str:
        """The number of a footnote, as a link between its mark and its text."""
        number = self._noted + place
        label = {"note": f"注{place}", "mark": f"回到注{place}的正文"}[to]
        return element("a", circled(place), id=f"{own}_{number}", href=f"#{to}_{number}",
                       aria_label=label)  # fmt: skip

    def _text(self, run: Inline) -> str:
        if run.footnote:
            self._notes.append(run.footnote)
            return element("sup", self._note_link(len(self._notes), "note", "mark"))
        text = "".join(
            element("mark", with_latin(piece), data_findings=numbers)
            if numbers
            else with_latin(piece)
            for piece, numbers in self._marked(run)
        )
        return script(text, run.script)

    # Tables and pictures

    def _table(self, table: TableBlock, caption: str, own: list[str]) -> str:
        """A table; one that is too wide for a phone is in an element that scrolls there.

        ``caption`` is the markup of what stands above it; ``own`` are classes.
        """
        look = table_layout.TableLook(table, self._house)
        is_wide = table_layout.least_width(table, self._house) > layout.PHONE_WIDTH
        on_phone = (
            look.widths
            if is_wide
            else table_layout.column_widths(table, self._house, layout.PHONE_WIDTH)
        )
        columns = "".join(
            element("col", None, class_=self._rule(f"--wide:{wide};--narrow:{narrow}"))
            for wide, narrow in zip(parts_of(look.widths), parts_of(on_phone), strict=True)
        )
        rows = [
            element("tr", "".join(self._cell(look, cell) for cell in row)) for row in look.cells
        ]
        head, body = "".join(rows[: table.head_rows]), "".join(rows[table.head_rows :])
        above = element("caption", caption) if caption else ""
        inside = f"{above}<colgroup>{columns}</colgroup><thead>{head}</thead><tbody>{body}</tbody>"
        if not is_wide:
            return element("table", inside, class_=" ".join(own))
        name = " ".join(["scroll", *own])
        return element("div", element("table", inside), class_=name, tabindex="0",
                       role="region", aria_label=table.description or "表格")  # fmt: skip

    def _cell(self, look: table_layout.TableLook, cell: PlacedCell) -> str:
        """A cell of a table; a figure is in a box as wide as all figures of its column."""
        is_head = look.is_head(cell)
        name, text = look.styles[not is_head], self._inlines(cell.text)
        side, alignment = table_layout.CELL_MARGIN, ""
        figure = look.figure(cell)
        if is_head:
            style = self._house.styles[name]
            side += table_layout.head_indent(text_of(cell.text), look.width(cell), style)
        elif figure is None:
            alignment = look.alignment(cell)
        else:
            alignment = "right" if figure.is_flush else "center"
            box = self._rule(f"min-width:{em(figure.block)};padding-right:{em(figure.gap)}")
            text = element("span", text, class_=f"figure {box}")
        classes = [self._class(name), self._rule(f"padding:{points(2)} {points(side)}")]
        if alignment:
            classes.append(self._rule(f"text-align:{alignment}"))
        return cell_element(is_head, text, cell.span, class_=" ".join(classes))

    def _line_of_pictures(self, block: PictureBlock, after: Block | None, own: list[str]) -> str:
        """The pictures of a line with their caption or captions, as a figure."""
        sizes = picture_sizes.sizes(block, self._house)
        shown = [self._image(one, size) for one, size in zip(block.pictures, sizes, strict=True)]
        if block.has_captions:
            cells = zip(
                block.pictures, shown, picture_sizes.cell_widths(block, self._house), strict=True
            )
            shown = [
                element(
                    "figure",
                    image + self._caption(one.caption),
                    class_=self._rule(f"width:{points(wide)}"),
                )
                for one, image, wide in cells
            ]
        if len(shown) == 1:
            written = shown[0]
        else:
            gap = self._rule(f"gap:{points(picture_sizes.gap(self._house))}")
            written = element("div", "".join(shown), class_=f"line {gap}")
        classes = [self._class("图片"), *own]
        if isinstance(after, Para) and after.style == "图题":
            written += self._caption(after.runs)
        elif not block.has_captions:
            style = self._house.styles["图题"]
            air = points(self._house.points(style.after, style.size))
            classes.append(self._rule(f"margin-bottom:{air}"))
        return element("figure", written, class_=" ".join(classes))

    def _image(self, picture: LinePicture, size: picture_sizes.Size) -> str:
        across, down = map(number, size)
        look = self._rule(f"width:{points(size[0])};aspect-ratio:{across}/{down}")
        name = picture.description or "图片"
        return element("img", None, class_=look, src=data_uri(picture.data), alt=name)

    def _caption(self, runs: Inlines) -> str:
        if not runs:
            return ""
        return element("figcaption", self._inlines(runs), class_=self._class("图题"))


def _kept(keep: Keep) -> list[str]:
    """The classes that tell sheets.css and sheets.js what a block asks of the pages."""
    asked = {"kept": keep.with_next, "two": keep.two_lines, "whole": keep.whole}
    return [name for name, is_asked in asked.items() if is_asked]
