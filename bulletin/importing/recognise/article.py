"""One article of a draft: its title, credit line, author and date are found; the rest is its body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

from bulletin.findings import kinds
from bulletin.importing.draft import TYPED_NUMBER, DraftParagraph, Mend, Omitted, Piece, texts
from bulletin.importing.recognise import (
    chat_lines,
    clutter,
    credits,
    heading_layout,
    paper_parts,
    shapes,
)
from bulletin.importing.recognise.body_structure import BodyReader
from bulletin.importing.recognise.contents import OWN_CONTENTS, own_contents
from bulletin.importing.recognise.letterhead import NUMBER
from bulletin.importing.recognise.shapes import COLUMN as COLUMN_LINE
from bulletin.importing.recognise.story import AT_SOURCE, AT_TITLE, Doubt, Guess, Story
from bulletin.importing.recognise.title_lines import LABEL as TITLE_LABEL
from bulletin.importing.recognise.title_lines import (
    LONGEST_LINE,
    column,
    one_title,
    title_at,
    title_cue,
)

CREDIT, LABEL = "供稿行的固定文字，由程序加", "作者、编者按、日期旁边的说明文字"
TWICE, COLUMN = "供稿单位、作者，写了两遍", "标题前面的栏目名"
HEADED = "供稿单位，照红头、报头写的"
GIVEN, NAMED = "供稿单位由 --source 给出", "标题用了文件名"
_UNSIGNED = "正文下面没有署名，供稿单位用了红头、报头上的"
_LONE_SIGNER = "文末的落款不像单位的全称，供稿单位先用了"
_LONGEST_TITLE = 60
_LAST_LINES = 8
"""Paragraphs; footnotes may stand under the credit line."""


class ArticleReader:
    """Takes the parts of one article from its pieces; what is not taken is the body."""

    def __init__(self, pieces: Sequence[Piece], credit: str, name: str, organ: str = "") -> None:
        self._pieces = list(pieces)
        self._organ = organ
        self._credit_pattern = credit
        self._name = name
        self._omitted: list[Omitted] = []
        self._doubts: list[Doubt] = []
        self._mends: list[Mend] = []
        self._guesses: list[Guess] = []
        self._source = self._author = self._date = self._line = ""

    def read(self, title: str, source: str) -> tuple[Story, tuple[Mend, ...]]:
        """The article; ``title`` and ``source`` where they are known already."""
        listed = own_contents(self._pieces)
        for text in texts(self._pieces[at] for at in listed):
            self._omitted.append(Omitted(text.strip(), OWN_CONTENTS))
        self._take(listed)
        annexes_at = paper_parts.annexes_at(self._pieces)
        annexes, self._pieces = self._pieces[annexes_at:], self._pieces[:annexes_at]
        aside_lines = list(clutter.at_edges(self._pieces))
        self._omitted += (one for _, one in aside_lines)
        self._take([at for at, _ in aside_lines])
        note = self._note()
        title = title or self._title()
        contacts = self._below(clutter.contacts(self._pieces))
        self._signers()
        self._credit()
        if self._source:
            self._omitted += (Omitted(para.text.strip(), clutter.STAFF) for para in contacts)
        else:
            self._pieces += contacts
        self._under_title()
        self._paper()
        note = note or self._note()
        if not self._date:
            self._date_at_end()
        if source and not self._source:
            self._source = source
            self._mends.append(Mend(GIVEN, "", source))
        if not self._source and self._organ:
            self._source = self._organ
            self._guess(
                "供稿单位",
                "红头、报头",
                self._doubtful_credit(_UNSIGNED),
            )
            self._mends.append(Mend(HEADED, "", self._organ))
        if not self._source:
            self._doubts.append(
                Doubt(
                    kinds.IMPORTED_CREDIT, AT_SOURCE, "没有找到供稿单位。",
                    "在题头的 source: 后面写上供稿单位；导入时也可以用 --source 单位。",
                )
            )  # fmt: skip
        body = BodyReader()
        elements = body.read(self._pieces, annexes)
        headings, mixed = heading_layout.headings(elements)
        if headings:
            self._guess("小标题的排法", "多数小标题", *mixed)
        weak = (doubt for guess in self._guesses for doubt in guess.doubts)
        doubts = [*self._doubts, *body.doubts, *weak]
        omitted = (*self._omitted, *body.omitted)
        story = Story(
            title, self._source, elements, re.sub(r"\s+", "\u3000", self._author), "", note,
            self._date, headings, heading_layout.enumeration(elements), self._line, omitted, tuple(doubts),
            tuple(self._guesses),
        )  # fmt: skip
        return story, (*self._mends, *body.mends)

    # Parts

    def _paras(self) -> list[tuple[int, DraftParagraph]]:
        return [(at, one) for at, one in enumerate(self._pieces) if isinstance(one, DraftParagraph)]

    def _guess(self, what: str, cue: str, *doubts: Doubt) -> None:
        """Note what was guessed; where the sign is a weak one, with what is to be looked at."""
        self._guesses.append(Guess(what, cue, doubts))

    def _doubtful_credit(self, why: str) -> Doubt:
        message = f"{why}“{self._source}”。"
        hint = "看看稿件是不是这个单位的；不是就在题头的 source: 后面改好。"
        return Doubt(kinds.IMPORTED_SIGNER, AT_SOURCE, message, hint)

    def _leave(self, text: str, reason: str, *taken: str) -> None:
        """Leave the words of a line that were not taken from it."""
        for one in taken:
            text = text.replace(one, "", 1)
        self._omitted.append(Omitted(text.strip(), reason))

    def _note(self) -> str:
        """The editor's note in front of the title; a paragraph a line."""
        lines, taken = [], []
        for at, para in self._paras():
            label = credits.NOTE.match(para.text)
            if not (label or para.role == "编者按"):
                break
            text = para.text[label.end() :] if label else para.text
            if label:
                self._omitted.append(Omitted(para.text[: label.end()].strip(), LABEL))
            lines.append(text.strip().replace("\n", "　"))
            taken.append(at)
        self._take(taken)
        return "\n".join(lines)

    def _take(self, places: Sequence[int]) -> None:
        gone = set(places)
        self._pieces = [one for at, one in enumerate(self._pieces) if at not in gone]

    def _title(self) -> str:
        paras = self._paras()
        places = title_at([para for _, para in paras])
        if not places:
            title = PurePath(self._name).stem.strip() or "标题"
            self._mends.append(Mend(NAMED, "", title))
            message = f"没有找到标题，先用文件名“{title}”。"
            self._guess("标题", "文件名", _doubtful_title(message))
            return title
        title = one_title([paras[at][1].text for at in places])
        cue = title_cue([para for _, para in paras], places)
        if name := column(title):
            title = title.removeprefix(name)
            self._omitted.append(Omitted(name.strip(), COLUMN))
        if label := TITLE_LABEL.match(title):
            title = title[label.end() :]
            self._omitted.append(Omitted(label[0].strip(), LABEL))
        odd = chat_lines.odd_in_title(title)
        said = any(paras[at][1].mark == "said" for at in places)
        if odd or said:
            message = f"标题里有{odd}，" if odd else "标题是聊天里单独的一句话，"
            self._guess("标题", cue, _doubtful_title(f"{message}看看是不是认准了。"))
        elif any(not COLUMN_LINE.fullmatch(para.text) for _, para in paras[: places.start]):
            before = paras[places.start - 1][1].text.strip()
            message = f"标题前面还有“{before}”，放在了正文开头。"
            self._guess("标题", cue, _doubtful_title(message, "看看标题认准了没有；用不着的删掉。"))
        elif len(title) > _LONGEST_TITLE and not paras[0][1].role:
            self._guess("标题", cue, _doubtful_title("标题很长，看看是不是认准了。"))
        else:
            self._guess("标题", cue)
        above = [
            at for at, para in paras[: places.start] if COLUMN_LINE.fullmatch(para.text)
        ]  # 【工作动态】
        for at in above:
            self._leave(paras[at][1].text, COLUMN)
        self._take([*above, *(paras[at][0] for at in places)])
        return title

    def _below(self, first: int) -> list[DraftParagraph]:
        """The paragraphs from a place on, taken out."""
        below = [one for one in self._pieces[first:] if isinstance(one, DraftParagraph)]
        self._pieces = self._pieces[:first]
        return below

    def _signers(self) -> None:
        """Several organs that signed together."""
        paras = self._paras()
        signed = paper_parts.signers([para for _, para in paras])
        if signed is None:
            return
        self._source, self._date = "、".join(signed.organs), signed.date
        doubts = [self._doubtful_credit(_LONE_SIGNER)] if len(signed.organs) == 1 else []
        self._guess("供稿单位", "落款", *doubts)
        self._mends += (Mend(paper_parts.JOINED, "", "、") for _ in signed.organs[1:])
        self._take([paras[at][0] for at in signed.places])

    def _paper(self) -> None:
        """To whom an official paper goes, and the list of its annexes."""
        paras = self._paras()
        lines = paras[:1] if paras and paper_parts.addressee(paras[0][1].text) else []
        for reason, taken in (
            (paper_parts.ADDRESSEE, lines),
            (
                paper_parts.ATTACHED,
                [paras[at] for at in paper_parts.attached([para for _, para in paras])],
            ),
        ):
            self._omitted += (
                Omitted(f"{para.number}{para.text.strip()}", reason) for _, para in taken
            )
            self._mends += (Mend(TYPED_NUMBER, "", para.number) for _, para in taken if para.number)
            lines = [*lines, *taken]
        self._take([at for at, _ in lines])

    def _credit(self) -> None:
        """The organ in one of the last lines; the words around it are the series' own."""
        is_last = True
        for at, para in reversed(self._paras()[-_LAST_LINES:]):
            text = para.text.strip().replace("\n", "　")
            found = credits.credit(text, self._credit_pattern)
            is_signed = found is None and is_last and at > 0
            found = credits.signature(text) if is_signed else found
            author = credits.author(text) if is_last else None
            if found is not None:
                self._credited(text, found)
                self._guess("供稿单位", "落款" if is_signed else "供稿行")
                self._take([at])
                return
            if author is not None and not self._author:
                self._author = author
                self._leave(text, LABEL, author)
                self._take([at])
                continue
            date = text.strip(shapes.BRACKETS).strip()
            is_last = is_last and shapes.is_day_or_month(date)

    def _credited(self, text: str, found: credits.Credit) -> None:
        """Organ and author of a credit line; the one who sends may be a person without an organ."""
        alone = "人" in text.partition(found.source)[0] and credits.is_names(found.source)
        if alone and not credits.is_organ(found.source):
            found = credits.Credit("", found.source)
        if found.source:
            self._line = text
            for name, value in (
                ("source", found.source),
                ("author", found.author),
                ("", found.date),
            ):
                if value:
                    self._line = self._line.replace(value, f"{{{name}}}" if name else "", 1).strip()
        self._absorb(text, found, CREDIT)

    def _absorb(self, text: str, found: credits.Credit, reason: str) -> None:
        """Take what a line names and is not known yet; the rest of the line is left out."""
        taken = [
            value
            for value, now in (
                (found.source, self._source),
                (found.author, self._author),
                (found.date, self._date),
            )
            if value and not now
        ]
        self._source = self._source or found.source
        self._author = self._author or found.author
        self._date = self._date or found.date
        self._leave(text, reason, *taken)

    def _under_title(self) -> None:
        """Author, date and organ, as far as lines of their own under the title name them."""
        while paras := self._paras():
            is_below = len(paras) > 2 and shapes.OCCASION.fullmatch(paras[0][1].text.strip())
            at, para = paras[1 if is_below else 0]
            text = para.text.strip().replace("\n", "　")
            is_named = credits.fields(text) or chat_lines.is_dated(text)
            is_free = len(text) > LONGEST_LINE and not is_named
            if is_free or shapes.heading_number(para.number or text) or len(paras) < 2:
                return
            if not self._line_under_title(text, para):
                return
            self._take([at])

    def _line_under_title(self, text: str, para: DraftParagraph) -> bool:
        """Take one line under the title; whether it was one."""
        inner = text.strip(shapes.BRACKETS).strip()
        if shapes.PAPER_NUMBER.fullmatch(text):
            self._omitted.append(Omitted(text, NUMBER))
            return True
        if named := credits.fields(text):
            return self._fields(text, named)
        if chat_lines.is_dated(text):
            self._omitted.append(Omitted(text, clutter.FRAME))
            return True
        if shapes.is_day_or_month(inner):
            return self._dated(text, inner)
        signed = credits.signature(text)
        if signed is not None and self._source in ("", signed.source):
            is_twice = signed == credits.Credit(self._source)
            if not self._source:
                self._guess("供稿单位", "标题下面的单位")
            self._absorb(text, signed, TWICE if is_twice else CREDIT)
            return True
        named_by = text if para.role == "作者" else credits.author(text) or ""
        if not named_by and para.centred and credits.is_names(text) and signed is None:
            named_by = text
        if _same(named_by, self._author):
            self._omitted.append(Omitted(text, TWICE))
            return True
        if not named_by or self._author:
            return False
        self._absorb(text, credits.Credit("", named_by), LABEL)
        return True

    def _dated(self, text: str, inner: str) -> bool:
        """Take a line that is a date; whether there was none yet."""
        if self._date:
            return False
        self._absorb(text, credits.Credit("", "", inner), LABEL)
        return True

    def _fields(self, text: str, named: dict[str, str]) -> bool:
        """A line of labelled fields: 来源：… 作者：…"""
        parted = credits.parted(named.get("source", ""))
        found = credits.Credit(
            parted.source,
            named.get("author", "") or parted.author,
            named.get("date", "") or parted.date,
        )
        self._absorb(text, found, LABEL if found != credits.Credit("") else clutter.STAFF)
        return True

    def _date_at_end(self) -> None:
        paras = self._paras()
        text = " ".join(paras[-1][1].text.split()) if paras else ""
        inner = text.strip(shapes.BRACKETS).strip()
        if len(paras) > 1 and shapes.is_day_or_month(inner) and self._dated(text, inner):
            self._take([paras[-1][0]])


def _doubtful_title(message: str, hint: str = "在题头的 title: 后面改好。") -> Doubt:
    return Doubt(kinds.IMPORTED_TITLE, AT_TITLE, message, hint)


def _same(one: str, other: str) -> bool:
    """Whether two lines name the same persons."""
    return bool(one) and shapes.squeezed(one) == shapes.squeezed(other)
