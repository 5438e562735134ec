"""Who sent an article, who wrote it, and when: lines below the text and below the title."""

from __future__ import annotations

from dataclasses import replace

from bulletin.findings import kinds
from bulletin.importing.draft import DraftParagraph, Mend, Omitted
from bulletin.importing.recognise import chat_lines, clutter, credits, paper_parts, shapes
from bulletin.importing.recognise.credits import Credit
from bulletin.importing.recognise.letterhead import NUMBER
from bulletin.importing.recognise.story import AT_SOURCE, ArticleProgress, Doubt, Guess
from bulletin.importing.recognise.title_lines import LONGEST_LINE

CREDIT, LABEL_TEXT = "供稿行的固定文字，由程序加", "作者、编者按、日期旁边的说明文字"
TWICE, HEADED = "供稿单位、作者，写了两遍", "供稿单位，照红头、报头写的"
GIVEN = "供稿单位由 --source 给出"
_UNSIGNED = "正文下面没有署名，供稿单位用了红头、报头上的"
_LONE_SIGNER = "文末的落款不像单位的全称，供稿单位先用了"
_LAST_LINES = 8
"""Paragraphs; footnotes may stand under the credit line."""


def signers(read: ArticleProgress) -> ArticleProgress:
    """The organs that signed together below a text."""
    paras = read.paragraphs
    places, organs, date = paper_parts.signers([para for _, para in paras])
    if not organs:
        return read
    source = "、".join(organs)
    doubts = (_doubtful(_LONE_SIGNER, source),) if len(organs) == 1 else ()
    joined = [Mend(paper_parts.JOINED, "", "、")] * (len(organs) - 1)
    read = read.without([paras[at][0] for at in places]).changing(*joined)
    read = read.guessing(Guess("供稿单位", "落款", doubts))
    return replace(read, source=source, date=date)


def credit_line(read: ArticleProgress, pattern: str) -> ArticleProgress:
    """The organ in one of the last lines; ``pattern`` is the credit line of the series."""
    is_last = True
    for at, para in reversed(read.paragraphs[-_LAST_LINES:]):
        text = _one_line(para)
        credit = credits.credit(text, pattern)
        is_signed = credit is None and is_last and at > 0
        credit = credits.signature(text) if is_signed else credit
        author = credits.author(text) if is_last else None
        if credit is not None:
            read = _credited(read, text, credit).without([at])
            return read.guessing(Guess("供稿单位", "落款" if is_signed else "供稿行"))
        if author is not None and not read.author:
            read = read.crediting(text, Credit("", author), LABEL_TEXT).without([at])
            continue
        is_last = is_last and bool(shapes.bracketed_day(text))
    return read


def _one_line(para: DraftParagraph) -> str:
    return para.text.strip().replace("\n", "　")


def _credited(read: ArticleProgress, text: str, credit: Credit) -> ArticleProgress:
    """Organ and author of a credit line; the one who sends may be a person without an organ."""
    alone = "人" in text.partition(credit.source)[0] and credits.is_names(credit.source)
    if alone and not credits.is_organ(credit.source):
        credit = Credit("", credit.source)
    read = read.crediting(text, credit, CREDIT)
    if not credit.source:
        return read
    names = ((credit.source, "{source}"), (credit.author, "{author}"), (credit.date, ""))
    line = text
    for value, name in names:
        line = line.replace(value, name, 1).strip() if value else line
    return replace(read, credit=line)


def under_title(read: ArticleProgress) -> ArticleProgress:
    """Author, date and organ, as far as lines of their own under the title name them."""
    while len(paras := read.paragraphs) > 1:
        is_below = len(paras) > 2 and shapes.OCCASION.fullmatch(paras[0][1].text.strip())
        at, para = paras[1 if is_below else 0]
        text = _one_line(para)
        is_short = len(text) <= LONGEST_LINE or credits.fields(text) or chat_lines.is_dated(text)
        if not is_short or shapes.heading_number(para.number or text):
            break
        after = _below_title(read, text, para)
        if after is None:
            break
        read = after.without([at])
    return read


def _below_title(read: ArticleProgress, text: str, para: DraftParagraph) -> ArticleProgress | None:
    """What a line under the title names; ``None`` for a line of the text."""
    if shapes.PAPER_NUMBER.fullmatch(text):
        return read.omitting(Omitted(text, NUMBER))
    if named := credits.fields(text):
        credit = credits.credit_of(named)
        reason = LABEL_TEXT if credit != Credit("") else clutter.STAFF
        return read.crediting(text, credit, reason)
    if chat_lines.is_dated(text):
        return read.omitting(Omitted(text, clutter.FRAME))
    if day := shapes.bracketed_day(text):
        return None if read.date else read.crediting(text, Credit("", "", day), LABEL_TEXT)
    signed = credits.signature(text)
    if signed is not None and read.source in ("", signed.source):
        is_twice = signed == Credit(read.source)
        read = read if read.source else read.guessing(Guess("供稿单位", "标题下面的单位"))
        return read.crediting(text, signed, TWICE if is_twice else CREDIT)
    return _author(read, text, para, may_be_names=para.centred and signed is None)


def _author(
    read: ArticleProgress, text: str, para: DraftParagraph, may_be_names: bool
) -> ArticleProgress | None:
    """The author whom a line under the title names; ``None`` where it names none."""
    author = text if para.role == "作者" else credits.author(text) or ""
    if not author and may_be_names and credits.is_names(text):
        author = text
    if author and shapes.squeezed(author) == shapes.squeezed(read.author):
        return read.omitting(Omitted(text, TWICE))
    if not author or read.author:
        return None
    return read.crediting(text, Credit("", author), LABEL_TEXT)


def date_at_end(read: ArticleProgress) -> ArticleProgress:
    """The date, where the last line is one and none is known yet."""
    paras = read.paragraphs
    text = " ".join(paras[-1][1].text.split()) if paras else ""
    day = shapes.bracketed_day(text)
    if read.date or len(paras) < 2 or not day:
        return read
    return read.crediting(text, Credit("", "", day), LABEL_TEXT).without([paras[-1][0]])


def otherwise_credited(read: ArticleProgress, given: str, organ: str) -> ArticleProgress:
    """An article without a credit line: the organ that the user gave, or that its red head names."""
    if read.source:
        return read
    if given:
        return replace(read, source=given).changing(Mend(GIVEN, "", given))
    if organ:
        guess = Guess("供稿单位", "红头、报头", (_doubtful(_UNSIGNED, organ),))
        return replace(read, source=organ).changing(Mend(HEADED, "", organ)).guessing(guess)
    hint = "在题头的 source: 后面写上供稿单位；导入时也可以用 --source 单位。"
    return replace(
        read, doubts=(Doubt(kinds.IMPORTED_CREDIT, AT_SOURCE, "没有找到供稿单位。", hint),)
    )


def _doubtful(why: str, source: str) -> Doubt:
    hint = "看看稿件是不是这个单位的；不是就在题头的 source: 后面改好。"
    return Doubt(kinds.IMPORTED_DOUBTFUL_CREDIT, AT_SOURCE, f"{why}“{source}”。", hint)
