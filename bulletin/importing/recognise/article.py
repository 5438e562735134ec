"""Recognises one article of a draft: title, credit line, author and date; what is left is its body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath

from bulletin.findings import kinds
from bulletin.importing.draft import (
    TYPED_NUMBER,
    DraftParagraph,
    Mend,
    Omitted,
    Piece,
    Remark,
    line_of,
    plain,
    runs_of_piece,
    texts,
)
from bulletin.importing.recognise import article_credit, chat_lines, clutter, credits, paper_parts
from bulletin.importing.recognise.article_credit import LABEL_TEXT
from bulletin.importing.recognise.article_starts import ArticlePieces
from bulletin.importing.recognise.body_structure import with_body
from bulletin.importing.recognise.contents import OWN_CONTENTS, own_contents
from bulletin.importing.recognise.shapes import COLUMN as COLUMN_LINE
from bulletin.importing.recognise.story import AT_TITLE, ArticleProgress, Doubt, Guess, Story
from bulletin.importing.recognise.title_lines import (
    COLUMN_BEFORE,
    TITLE_LABEL,
    title_and_subtitle_of,
    title_at,
    title_cue,
)
from bulletin.model.content import footnotes_of

COLUMN, NAMED = "标题前面的栏目名", "标题用了文件名"
_LONGEST_TITLE = 60


def read_article(
    part: ArticlePieces, name: str, credit: str, source: str = "", organ: str = ""
) -> Story:
    """The story that an article tells.

    ``name`` is that of its file, ``credit`` the pattern of credit lines in its series. Without a credit
    line, its organ is the ``source`` that the user gave, or the ``organ`` that its red head names.
    """
    read, annexes = _text_and_annexes(part)
    noise = dict(clutter.at_edges(read.pieces))
    read = _editors_note(read.without(noise).omitting(*noise.values()))
    read = read if read.title else _titled(read, name)
    end = clutter.contacts(read.pieces)
    contacts, read = read.pieces[end:], replace(read, pieces=read.pieces[:end])
    read = article_credit.credit_line(article_credit.signers(read), credit)
    if read.source:
        read = read.omitting(*(Omitted(line_of(one), clutter.STAFF) for one in contacts))
    else:
        read = replace(read, pieces=(*read.pieces, *contacts))
    read = _without_parts_of_papers(article_credit.under_title(read))
    read = read if read.note else _editors_note(read)
    read = article_credit.otherwise_credited(article_credit.date_at_end(read), source, organ)
    read = replace(read, author=re.sub(r"\s+", "\u3000", read.author))
    story = with_body(read, read.pieces, annexes)
    of_guesses = (doubt for guess in story.guesses for doubt in guess.doubts)
    story = replace(story, doubts=(*story.doubts, *of_guesses))
    return replace(story, body=(*story.body, *_astray(part.pieces, story)))


def _astray(pieces: Sequence[Piece], story: Story) -> Iterator[Remark]:
    """The footnotes whose marks are not in the body: to a title, to a credit line."""
    kept = [
        note
        for block in story.body
        if not isinstance(block, Remark)
        for note in footnotes_of(block)
    ]
    for note in (run.footnote for one in pieces for runs in runs_of_piece(one) for run in runs):
        if note is not None and note not in kept:
            yield Remark("脚注", plain(note.runs))


def _text_and_annexes(part: ArticlePieces) -> tuple[ArticleProgress, tuple[Piece, ...]]:
    """An article without contents of its own, and the annexes that follow it."""
    listed = own_contents(part.pieces)
    read = ArticleProgress(title=part.title, subtitle=part.subtitle, pieces=part.pieces)
    read = read.without(listed)
    lines = texts(part.pieces[at] for at in listed)
    read = read.omitting(*(Omitted(one.strip(), OWN_CONTENTS) for one in lines))
    end = paper_parts.annexes_at(read.pieces)
    return replace(read, pieces=read.pieces[:end]), read.pieces[end:]


def _editors_note(read: ArticleProgress) -> ArticleProgress:
    """Takes out the editor's note at the start; each of its paragraphs becomes a line."""
    lines, labels = dict[int, str](), list[Omitted]()
    for at, para in read.paragraphs:
        label = credits.NOTE.match(para.text)
        if not (label or para.role == "编者按"):
            break
        if label:
            labels.append(Omitted(label[0].strip(), LABEL_TEXT))
        lines[at] = para.text[label.end() if label else 0 :].strip().replace("\n", "　")
    return replace(read.without(lines).omitting(*labels), note="\n".join(lines.values()))


def _titled(read: ArticleProgress, name: str) -> ArticleProgress:
    """Takes out the title; the name of the file where there is none."""
    paras = [para for _, para in read.paragraphs]
    places = title_at(paras)
    if not places:
        title = PurePath(name).stem.strip() or "标题"
        doubt = _doubtful(f"没有找到标题，先用文件名“{title}”。")
        read = replace(read, title=title).changing(Mend(NAMED, "", title))
        return read.guessing(Guess("标题", "文件名", (doubt,)))
    title, subtitle = title_and_subtitle_of(paras[places.start : places.stop])
    omitted = list[Omitted]()
    for pattern, reason in ((COLUMN_BEFORE, COLUMN), (TITLE_LABEL, LABEL_TEXT)):
        if match := pattern.match(title):
            title = title[match.end() :]
            omitted.append(Omitted(match[0].strip(), reason))
    guess = Guess("标题", title_cue(paras, places), _doubts_of_title(title, paras, places))
    above = [at for at in range(places.start) if COLUMN_LINE.fullmatch(paras[at].text)]
    omitted += (Omitted(paras[at].text.strip(), COLUMN) for at in above)
    taken = [read.paragraphs[at][0] for at in (*above, *places)]
    read = replace(read.without(taken).omitting(*omitted), title=title, subtitle=subtitle)
    return read.guessing(guess)


def _doubts_of_title(
    title: str, paras: Sequence[DraftParagraph], places: range
) -> tuple[Doubt, ...]:
    if odd := chat_lines.odd_in_title(title):
        return (_doubtful(f"标题里有{odd}，看看是不是认准了。"),)
    if any(paras[at].mark == "said" for at in places):
        return (_doubtful("标题是聊天里单独的一句话，看看是不是认准了。"),)
    if any(not COLUMN_LINE.fullmatch(para.text) for para in paras[: places.start]):
        message = f"标题前面还有“{paras[places.start - 1].text.strip()}”，放在了正文开头。"
        return (_doubtful(message, "看看标题认准了没有；用不着的删掉。"),)
    scripts = [run.text for at in places for run in paras[at].runs if run.script]
    if scripts:
        message = f"标题里的上标或下标（{'、'.join(scripts)}）没有带进来，和别的字一样排。"
        return (_doubtful(message, "在题头的 title: 后面改成 ²、₂ 这样的字，或换个说法。"),)
    if len(title) > _LONGEST_TITLE and not paras[0].role:
        return (_doubtful("标题很长，看看是不是认准了。"),)
    return ()


def _doubtful(message: str, hint: str = "在题头的 title: 后面改好。") -> Doubt:
    return Doubt(kinds.IMPORTED_TITLE, AT_TITLE, message, hint)


def _without_parts_of_papers(read: ArticleProgress) -> ArticleProgress:
    """Omits the addressees of an official paper and the list of its annexes."""
    paras = read.paragraphs
    reasons = (
        {0: paper_parts.ADDRESSEE} if paras and paper_parts.addressee(paras[0][1].text) else {}
    )
    attached = paper_parts.attached([para for _, para in paras])
    reasons |= dict.fromkeys(attached, paper_parts.ATTACHED)
    for place, reason in reasons.items():
        para = paras[place][1]
        read = read.omitting(Omitted(f"{para.number}{para.text.strip()}", reason))
        if para.number:
            read = read.changing(Mend(TYPED_NUMBER, "", para.number))
    return read.without([paras[place][0] for place in reasons])
