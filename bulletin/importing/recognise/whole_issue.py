"""Takes a whole issue apart into masthead, contents, articles and foot; frees other files of their frame."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bulletin.findings import kinds
from bulletin.importing.draft import DraftParagraph, Omitted, Piece, omit, texts
from bulletin.importing.recognise import credits, shapes
from bulletin.importing.recognise.article_starts import (
    ArticlePieces,
    Parts,
    is_credit,
    parts_of,
    several,
)
from bulletin.importing.recognise.contents import COLUMN, Contents, read_contents
from bulletin.importing.recognise.issue_frame import (
    FOOT,
    Foot,
    FoundMasthead,
    foot_at,
    is_periodical,
    read_foot,
    read_masthead,
)
from bulletin.importing.recognise.issue_lines import IssueLines
from bulletin.importing.recognise.letterhead import PICTURE, imprint, imprint_at, letterhead
from bulletin.importing.recognise.story import AT_TITLE, Doubt, Guess

Choice = Literal["", "single", "issue"]
"""What the user says that a file is; empty where the program is to see for itself."""
OTHER_HEAD = "报头，按一篇稿件读入时不要"
NO_ISSUE = "您指明是整期，却没有找到报头、目录、报送栏，还是按稿件读入了。"


@dataclass(frozen=True, slots=True)
class RecognisedIssue:
    """An issue taken apart."""

    masthead: FoundMasthead
    parts: tuple[ArticlePieces, ...]
    routing: tuple[tuple[str, tuple[str, ...]], ...] = ()
    omitted: tuple[Omitted, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    notes: tuple[str, ...] = ()
    """What the settings of an issue cannot hold."""
    guesses: tuple[Guess, ...] = ()
    contents_heading: str = ""
    routing_stop: bool = False


@dataclass(frozen=True, slots=True)
class RecognisedArticles:
    """A file that is no issue: one article, or several, without what stood around them."""

    parts: tuple[ArticlePieces, ...]
    organ: str = ""
    """The organ that the red head of a paper names."""
    omitted: tuple[Omitted, ...] = ()
    notes: tuple[str, ...] = ()


def take_apart(
    pieces: Sequence[Piece], choice: Choice = ""
) -> RecognisedIssue | RecognisedArticles:
    """The issue that the pieces are, or what they are otherwise.

    An issue has a masthead with a serial (第43期) and contents or several articles, or else articles that
    each have a credit line. The user's ``choice`` is believed, as far as there is anything of an issue.
    """
    if choice == "single":
        return _single(pieces, choice)
    sheet = IssueLines(pieces)
    end = foot_at(sheet)
    masthead = read_masthead(sheet, end < len(sheet))
    contents = read_contents(sheet, masthead.end, end)
    if not (masthead.serial or contents.entries) and end == len(sheet):
        return _single(pieces, choice)
    between = range(contents.end, end)
    columns = [at for at in between if sheet.text(at) in contents.columns]
    articles = [sheet.pieces[at] for at in between if at not in columns]
    parts = parts_of(articles, contents.entries)
    if not parts.parts or not (
        choice == "issue" or _is_issue(sheet, masthead, contents, parts, articles)
    ):
        return _single(pieces, choice)
    foot = read_foot(sheet, end)
    guess = _guess(choice, masthead, contents)
    return RecognisedIssue(
        replace(masthead, issuer=masthead.issuer or foot.issuer, date=masthead.date or foot.date),
        parts.parts,
        foot.routing,
        (
            *masthead.omitted,
            *contents.omitted,
            *(one for at in columns for one in omit(sheet.text(at), COLUMN)),
            *foot.omitted,
            *(omit(foot.issuer, FOOT) if masthead.issuer else ()),
            *parts.omitted,
        ),
        parts.doubts,
        (*foot.notes, *_notes(masthead, foot)),
        (guess,),
        contents.heading,
        foot.has_stops,
    )


def _notes(masthead: FoundMasthead, foot: Foot) -> Iterator[str]:
    """In what masthead and issuing line differ, and which pictures are not taken over."""
    if masthead.issuer and foot.issuer not in ("", masthead.issuer):
        yield f"编印单位，报头写“{masthead.issuer}”，印发行写“{foot.issuer}”，用了报头的。"
    if masthead.date and foot.date and masthead.date != foot.date:
        yield f"报头写的日期和印发行的（{foot.date}）不一样，用了报头的。"
    if pictures := masthead.pictures + foot.pictures:
        yield f"报头、报送行之间有 {pictures} 幅图片，没有带进来。"


def _guess(choice: Choice, masthead: FoundMasthead, contents: Contents) -> Guess:
    """By which sign a file is an issue; that several articles have credit lines is a weak one."""
    if choice:
        return Guess("整期", "您指明的")
    if masthead.serial:
        return Guess("整期", f"报头和{'目录' if contents.entries else '几篇文章'}")
    doubt = Doubt(
        kinds.IMPORTED_ISSUE, AT_TITLE,
        "没有找到报头，是因为几篇文章各有供稿行，才当作整期读入的。",
        "不是整期的，先 bulletin import --undo，再加 --single 导入，或把各篇分开存。",
    )  # fmt: skip
    return Guess("整期", "几篇文章的供稿行", (doubt,))


def _is_issue(
    sheet: IssueLines,
    masthead: FoundMasthead,
    contents: Contents,
    parts: Parts,
    articles: Sequence[Piece],
) -> bool:
    """Whether what was found is enough for an issue; it is decided by what papers have not."""
    if any(sheet.role(at) in ("报头", "期号") for at in range(min(len(sheet), 10))):
        return True  # set by this program
    if _lists_headings(contents, articles):
        return False
    if masthead.serial is None:
        return len(parts.parts) > 1 and all(any(map(is_credit, one.pieces)) for one in parts.parts)
    is_papers = masthead.name.endswith(("文件", "令", "公告", "函", "通知")) or (
        shapes.PAPER_NUMBER.fullmatch(masthead.serial.text.replace("期", "号"))
    )
    has_its_name = is_periodical(masthead.name) or not is_papers
    return has_its_name and (bool(contents.entries) or len(parts.parts) > 1)


def _lists_headings(contents: Contents, articles: Sequence[Piece]) -> bool:
    """Whether the contents are those of one long article: its headings have the same numbers."""
    headings = {
        shapes.bare(one.number + one.text)
        for one in articles
        if isinstance(one, DraftParagraph) and shapes.heading_number(one.number or one.text.strip())
    }
    return any(
        shapes.heading_number(one.line.strip())
        and shapes.bare(shapes.without_page(one.line)) in headings
        for one in contents.entries
    )


def _single(pieces: Sequence[Piece], choice: Choice) -> RecognisedArticles:
    """The articles of a file that is no issue, without what stands around them."""
    sheet = IssueLines(pieces)
    masthead = read_masthead(sheet, has_foot=True)
    if masthead.serial and _is_over_a_title(sheet, masthead):
        omitted = [Omitted(text, OTHER_HEAD) for text in texts(sheet.pieces[: masthead.end])]
        head_line = f"{masthead.name}　{masthead.serial.text}"
        notes = [f"原文有报头（{head_line}），按一篇稿件读入了；要当作整期，加 --issue。"]
        organ, rest = masthead.issuer, sheet.pieces[masthead.end :]
    else:
        head = letterhead(pieces)
        rest, organ, omitted, notes = head.rest, head.organ, list(head.omitted), list[str]()
        if choice == "issue":
            notes.append(NO_ISSUE)
        if head.pictures:
            notes.append(f"{PICTURE}：开头有 {head.pictures} 幅图片在红头里，没有带进来。")
    end = imprint_at(rest)
    omitted += imprint(rest[end:])
    parts = [ArticlePieces(tuple(rest[:end]))] if choice == "single" else several(rest[:end])
    return RecognisedArticles(tuple(parts), organ, tuple(omitted), tuple(notes))


def _is_over_a_title(sheet: IssueLines, masthead: FoundMasthead) -> bool:
    """Whether a masthead stands over an article with a title of its own, and is no such title."""
    texts = (sheet.text(at) for at in range(masthead.end, len(sheet)))
    after = next((one for one in texts if not credits.NOTE.match(one) or not one), "")
    return is_periodical(masthead.name) and 0 < len(after) <= 60 and not after.endswith("。")
