"""One article of a draft: its title, credit line, author and date are found; the rest is its body."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from bulletin import faults
from bulletin.diagnostics import Fault
from bulletin.importing import shapes
from bulletin.importing.body import BodyReader
from bulletin.importing.draft import Left, Para, Piece
from bulletin.importing.mend import Mend
from bulletin.importing.story import Doubt, Element, Head, Layout, Series, Story

CREDIT, LABEL = "供稿行的固定文字，由程序加", "作者、编者按前面的说明文字，由程序加"
GIVEN, NAMED = "供稿单位由 --source 给出", "标题用了文件名"
_LONGEST_TITLE = 60
_LONGEST_LINE = 30
"""Characters; one line of a title, set in 二号, has twenty."""
_LAST_LINES = 8
"""Paragraphs; footnotes may stand under the credit line."""
_BRACKETS = "（）()【】"


class ArticleReader:
    """Takes the parts of one article from its pieces; what is not taken is the body."""

    def __init__(self, pieces: Sequence[Piece], credit: str, name: str) -> None:
        self._pieces = list(pieces)
        self._credit_pattern = credit
        self._name = name
        self._left: list[Left] = []
        self._doubts: list[Doubt] = []
        self._mends: list[Mend] = []

    def read(self, title: str, source: str) -> tuple[Story, tuple[Mend, ...]]:
        """The article; ``title`` and ``source`` where they are known already."""
        note = self._note()
        title = title or self._title()
        organ = self._credit()
        author, date, under = self._under_title(organ)
        organ = organ or under
        if source and not organ:
            organ = source
            self._mends.append(Mend(GIVEN, "", source))
        date = date or self._date_at_end()
        if not organ:
            self._doubt(
                faults.IMPORTED_CREDIT, "没有找到供稿单位。",
                "在题头的 source: 后面写上供稿单位；导入时也可以用 --source 单位。",
            )  # fmt: skip
        body = BodyReader()
        elements = body.read(self._pieces)
        headings, mixed = _headings(elements)
        doubts = [*self._doubts, *body.doubts, *mixed]
        left = (*self._left, *body.left)
        story = Story(
            title, organ, elements, author, "", note, date,
            headings, _enumeration(elements), left, tuple(doubts),
        )  # fmt: skip
        return story, (*self._mends, *body.mends)

    # Parts

    def _paras(self) -> list[tuple[int, Para]]:
        return [(at, one) for at, one in enumerate(self._pieces) if isinstance(one, Para)]

    def _doubt(self, fault: Fault, message: str, hint: str) -> None:
        self._doubts.append(Doubt(fault, -1, message, hint))

    def _note(self) -> str:
        """The editor's note in front of the title; a paragraph a line."""
        lines, taken = [], []
        for at, para in self._paras():
            label = shapes.NOTE.match(para.text)
            if not (label or para.role == "编者按"):
                break
            text = para.text[label.end() :] if label else para.text
            if label:
                self._left.append(Left(para.text[: label.end()].strip(), LABEL))
            lines.append(text.strip().replace("\n", "　"))
            taken.append(at)
        self._take(taken)
        return "\n".join(lines)

    def _take(self, places: Sequence[int]) -> None:
        gone = set(places)
        self._pieces = [one for at, one in enumerate(self._pieces) if at not in gone]

    def _title(self) -> str:
        paras = self._paras()
        lines = _title_lines([para for _, para in paras[:5]])
        if not lines:
            title = PurePath(self._name).stem.strip() or "标题"
            self._mends.append(Mend(NAMED, "", title))
            self._doubt(
                faults.IMPORTED_TITLE, f"没有找到标题，先用文件名“{title}”。", "在题头的 title: 后面改好。"
            )  # fmt: skip
            return title
        self._take([at for at, _ in paras[: len(lines)]])
        if len(lines) > 1 or not paras[0][1].role:
            found = "　".join(lines)
            if len(found) > _LONGEST_TITLE:
                self._doubt(
                    faults.IMPORTED_TITLE,
                    "标题很长，看看是不是认准了。",
                    "在题头的 title: 后面改好。",
                )
        return one_title(lines)

    def _credit(self) -> str:
        """The organ in one of the last lines; the words around it are the series' own."""
        is_last = True
        for at, para in reversed(self._paras()[-_LAST_LINES:]):
            text = para.text.strip()
            organ = shapes.credit(text, self._credit_pattern)
            if organ is None and is_last:
                organ = shapes.bracketed_organ(text)
            if organ is not None:
                self._take([at])
                self._left.append(Left(text.replace(organ, "", 1), CREDIT))
                return organ.replace("\n", "　")
            is_last = is_last and bool(shapes.date(text.strip(_BRACKETS)))
        return ""

    def _under_title(self, organ: str) -> tuple[str, str, str]:
        """Author, date and organ, as far as lines of their own under the title name them."""
        author = date = under = ""
        while paras := self._paras():
            at, para = paras[0]
            text = para.text.strip()
            inner = text.strip(_BRACKETS).strip()
            named = text if para.role == "作者" else shapes.author(text) or ""
            if not named and para.centred and shapes.is_names(text) and not shapes.is_organ(text):
                named = text
            if len(text) > _LONGEST_LINE or shapes.heading_number(para.number or text):
                break
            if named and not author:
                author = named.replace("\n", "　")
                self._left.append(Left(text.replace(named, "", 1), LABEL))
            elif not date and shapes.date(inner):
                date = inner
                self._left.append(Left(text.replace(inner, "", 1), LABEL))
            elif not (organ or under) and shapes.is_organ(inner) and len(paras) > 1:
                under = inner
                self._left.append(Left(text.replace(inner, "", 1), CREDIT))
            else:
                break
            self._take([at])
        return author, date, under

    def _date_at_end(self) -> str:
        paras = self._paras()
        text = paras[-1][1].text.strip() if paras else ""
        inner = text.strip(_BRACKETS).strip()
        if len(paras) > 1 and shapes.date(inner):
            self._take([paras[-1][0]])
            self._left.append(Left(text.replace(inner, "", 1), LABEL))
            return inner
        return ""


def one_title(lines: Sequence[str]) -> str:
    """The lines of a title as one; a full-width space is where it may break."""
    return "　".join(part.strip() for line in lines for part in line.split("\n") if part.strip())


def _title_lines(paras: Sequence[Para]) -> list[str]:
    """The paragraphs at the start that are the title."""
    if not paras:
        return []
    first = paras[0]
    if first.role in ("标题", "大纲1"):
        same = (
            [para for para in paras if para.role == first.role] if first.role == "标题" else [first]
        )
        return [para.text for para, other in zip(paras, same, strict=False) if para is other]
    lines: list[str] = []
    for para, after in zip(paras, [*paras[1:], None], strict=True):
        text = para.text.strip()
        if not _may_be_title(para, first if lines else None) or (lines and _is_other(text)):
            break
        lines.append(para.text)
        if after is None or sum(map(len, lines)) > _LONGEST_TITLE:
            break
    return lines if len(lines) < len(paras) or len(paras) == 1 else lines[:1]


def _may_be_title(para: Para, first: Para | None) -> bool:
    text = para.text.strip()
    short = len(text) <= (_LONGEST_LINE if first else _LONGEST_TITLE)
    if (
        not short
        or text.endswith(tuple("。；，、,;"))
        or shapes.heading_number(para.number or text)
    ):
        return False
    if first is None:
        return True
    return (first.size, first.centred, first.role) == (para.size, para.centred, para.role)


def _is_other(text: str) -> bool:
    """Whether a short line under a title is something else than its second line."""
    inner = text.strip(_BRACKETS).strip()
    return bool(
        shapes.author(text)
        or shapes.date(inner)
        or shapes.is_organ(inner)
        or shapes.credit(text, "")
        or (shapes.is_names(text) and len(text) <= 4)
    )


# How headings and series stand


def _headings(body: Sequence[Element]) -> tuple[Layout, list[Doubt]]:
    run_in = [at for at, one in enumerate(body) if isinstance(one, Head) and not one.own_line]
    display = [
        at
        for at, one in enumerate(body[:-1])
        if isinstance(one, Head) and one.own_line and isinstance(body[at + 1], Para | Series)
    ]
    if not run_in or not display:
        return "display" if display else "run-in" if run_in else "", []
    layout: Layout = "display" if len(display) > len(run_in) else "run-in"
    few, now = (run_in, "独占一行") if layout == "display" else (display, "接排")
    message = f"小标题有的接排、有的独占一行（{len(few)} 处与多数不同），现在一律{now}。"
    hint = "一篇稿件只有一种排法：题头里的 headings。"
    return layout, [Doubt(faults.IMPORTED_LAYOUT, few[0], message, hint)]


def _enumeration(body: Sequence[Element]) -> Layout:
    series = [one.display for one in body if isinstance(one, Series)]
    if not series:
        return ""
    return "display" if sum(series) * 2 > len(series) else "run-in"
