"""From a draft to the files that are to be written, and all that is to be said about them."""

from __future__ import annotations

import string
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bulletin.findings import kinds
from bulletin.findings.diagnostics import Diagnostic
from bulletin.findings.errors import BulletinError
from bulletin.importing.draft import Draft, Mend, Omitted, Remark, runs_of_piece
from bulletin.importing.output import contribution_text, written_settings
from bulletin.importing.output.account import Account, account
from bulletin.importing.output.finish import finish
from bulletin.importing.readers import line_ends
from bulletin.importing.recognise import article_pictures, chat, clutter, shapes, title_lines
from bulletin.importing.recognise.article import ArticleReader
from bulletin.importing.recognise.article_starts import ENTRY, ArticlePieces
from bulletin.importing.recognise.draft_fixes import mended
from bulletin.importing.recognise.story import (
    AT_SOURCE,
    AT_TITLE,
    Doubt,
    Element,
    Figure,
    Guess,
    Layout,
    Story,
)
from bulletin.importing.recognise.whole_issue import Choice, Single, Whole, take_apart
from bulletin.model.content import Contribution, SeriesSettings
from bulletin.text.source import Source
from bulletin.workspace import scaffold

_BLANKS = string.whitespace + "\u00a0\u3000"
"""Of a text that has only these, nothing is said; of others that print nothing (U+001F) there is."""


@dataclass(frozen=True, slots=True)
class Goal:
    """Where an import goes."""

    number: int
    folder: str
    """The issue's folder as it is shown: issues/43."""
    taken: Collection[str]
    """The names of the files that are there."""
    series: SeriesSettings | None
    """What bulletin.yaml says; ``None`` where there is none."""
    is_fresh: bool
    """Whether bulletin.yaml is still to be written: there is none, or nobody has changed it yet."""
    has_settings: bool
    """Whether there is an issue.yaml that somebody wrote in."""
    source: str = ""
    """The organ of the contribution, where the user named it."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What comes of one file."""

    name: str
    files: dict[str, bytes]
    """By name inside the issue's folder."""
    series: str
    """A bulletin.yaml, where there is none yet and the file is a whole issue."""
    is_whole: bool
    titles: tuple[str, ...]
    found: tuple[Diagnostic, ...]
    mends: tuple[Mend, ...]
    omitted: tuple[Omitted, ...]
    notes: tuple[str, ...]
    guesses: tuple[Guess, ...]
    """What was guessed and by which sign; of the whole issue first."""
    account: Account


@dataclass(frozen=True, slots=True)
class _Article:
    """A story made into a contribution."""

    story: Story
    files: dict[str, bytes]
    contribution: Contribution
    found: tuple[Diagnostic, ...]
    mends: tuple[Mend, ...]


@dataclass(frozen=True, slots=True)
class Understood:
    """A draft with its characters mended, and taken apart if it is a whole issue."""

    draft: Draft
    clean: Draft
    mends: tuple[Mend, ...]
    whole: Whole | None
    single: Single | None
    """What it is when it is no whole issue."""
    digest: str = ""
    """What tells the file from others."""

    @property
    def parts(self) -> tuple[ArticlePieces, ...]:
        """The articles in order."""
        taken = self.whole or self.single
        return taken.parts if taken is not None else ()


def understand(draft: Draft, choice: Choice = "") -> Understood:
    """Mend the characters of a draft, and see whether it is a whole issue, or believe ``choice``."""
    draft = clutter.without_pictographs(line_ends.broken(chat.without_chat(draft)))
    clean, caps = clutter.uncapped(title_lines.spaced(draft))
    clean, mends = mended(clean)
    taken = take_apart(clean.pieces, choice)
    whole, single = (taken, None) if isinstance(taken, Whole) else (None, taken)
    return Understood(draft, clean, (*draft.mends, *caps, *mends), whole, single)


def plan(understood: Understood, goal: Goal) -> Imported:
    """What is to be written for one file; nothing is written here.

    Raises:
        BulletinError: there is no series for it, or its issue has articles already.
    """
    draft, whole = understood.draft, understood.whole
    _allow(draft.name, whole, goal)
    if whole is not None and goal.is_fresh:
        goal = replace(goal, series=None)
    stories, more = _stories(understood, goal)
    layouts = _layouts(stories, goal.series)
    taken = set(goal.taken)
    articles = [
        _article(_usual(story, layouts), place, goal, taken)
        for place, story in enumerate(stories, scaffold.next_place(_contributions(goal)))
    ]
    files = {name: data for article in articles for name, data in article.files.items()}
    if not goal.has_settings and (whole is not None or "issue.yaml" not in goal.taken):
        files["issue.yaml"] = written_settings.issue_yaml(goal.number, whole, goal.series).encode()
    fresh = None
    if whole is not None and goal.series is None:
        fresh = written_settings.fresh(whole, layouts, written_settings.usual_credit(stories))
    omitted = [
        one
        for part in (draft, whole, understood.single, *stories)
        if part is not None
        for one in part.omitted
        if one.text.strip(_BLANKS)
    ]
    mends = (*understood.mends, *more, *(mend for article in articles for mend in article.mends))
    books = account(
        draft, mends, [(one.story, one.contribution) for one in articles], whole, omitted
    )
    return Imported(
        name=draft.name,
        files=files,
        series=scaffold.bulletin_yaml(fresh) if fresh is not None else "",
        is_whole=whole is not None,
        titles=tuple(story.title for story in stories),
        found=(
            *_doubts_of_issue(whole, goal, files),
            *_uneven(books, articles),
            *(one for article in articles for one in article.found),
        ),
        mends=mends,
        omitted=tuple(omitted),
        notes=(
            *draft.notes,
            *_unprinted(stories),
            *_unlinked(draft, articles),
            *_notes(understood, goal, fresh),
        ),
        guesses=(
            *(whole.guesses if whole is not None else ()),
            *(guess for story in stories for guess in story.guesses),
        ),
        account=books,
    )


def _unprinted(stories: list[Story]) -> Iterator[str]:
    """How many comments and footnotes stand below their paragraphs and are not printed."""
    remarks = [one for story in stories for one in story.body if isinstance(one, Remark)]
    kinds = Counter(one.label.partition("（")[0] for one in remarks if not one.added)
    if kinds:
        said = "、".join(f"{number} 条{kind}" for kind, number in kinds.items())
        yield f"有 {said}，留在所在的段下面（<!-- -->），不印出来。"


def _unlinked(draft: Draft, articles: list[_Article]) -> Iterator[str]:
    """The addresses of links that are in no contribution."""
    written = "".join(article.contribution.source_file.text for article in articles)
    runs = (run for piece in draft.pieces for runs in runs_of_piece(piece) for run in runs)
    linked = dict.fromkeys(run.link for run in runs if run.link and not run.link.startswith("#"))
    lost = [address for address in linked if address not in written]
    if lost:
        yield f"有 {len(lost)} 个链接只留下文字，地址没有带进来：{'  '.join(lost)}"


def _uneven(books: Account, articles: list[_Article]) -> Iterator[Diagnostic]:
    """What is said where characters do not add up, in the first contribution."""
    if books.is_even or not articles:
        return
    lost, more = len(books.missing), len(books.invented)
    said = [f"少了 {lost} 字"] * bool(lost) + [f"多了 {more} 字"] * bool(more)
    hint = "报告的“对不上”下面列了是哪些字、可能在哪里；对照原文补上、改好。"
    span = articles[0].contribution.source_file.line_span(2)
    yield kinds.IMPORTED_BOOKS.at(span, f"来稿和稿件的字对不上，{'，'.join(said)}。", hint)


def _contributions(goal: Goal) -> list[str]:
    return [name for name in goal.taken if name.lower().endswith(".md")]


def _allow(name: str, whole: Whole | None, goal: Goal) -> None:
    if whole is None and goal.series is None:
        raise BulletinError(
            f"{name} 是一篇稿件，这里却还没有工作文件夹。",
            "先建一个：bulletin init 我的简报；进到里面再导入。整期的文件可以直接导入到空文件夹。",
        )
    if whole is not None and _contributions(goal):
        raise BulletinError(
            f"{name} 是整整一期，第 {goal.number} 期却已经有 {len(_contributions(goal))} 篇稿件，没有导入。",
            f"原来的稿件没有动。换一个期号，或先把 {goal.folder} 里的稿件移走。",
        )


def _stories(understood: Understood, goal: Goal) -> tuple[list[Story], tuple[Mend, ...]]:
    credit = goal.series.credit.text if goal.series is not None else scaffold.Settings().credit
    name, whole, single = understood.draft.name, understood.whole, understood.single
    organ = single.organ if single is not None else ""
    stories, mends = [], list[Mend]()
    for part in understood.parts:
        reader = ArticleReader(part.pieces, credit, name, organ)
        story, more = reader.read(part.title, goal.source)
        contents = (
            "" if shapes.squeezed(part.contents) == shapes.squeezed(story.title) else part.contents
        )
        if part.contents and not contents:
            story = replace(
                story, title=part.contents, omitted=(*story.omitted, Omitted(story.title, ENTRY))
            )
        stories.append(replace(story, contents=contents))
        mends += more
    if whole is not None and stories:
        stories[0] = replace(stories[0], doubts=(*stories[0].doubts, *whole.doubts))
    return stories, tuple(mends)


def _layouts(stories: list[Story], series: SeriesSettings | None) -> tuple[str, Layout]:
    """How headings and series are set where an article says nothing."""
    if series is not None:
        return series.headings.text, series.enumeration
    headings, enumeration = written_settings.usual(stories)
    return headings or "run-in", enumeration or "run-in"


def _usual(story: Story, layouts: tuple[str, Layout]) -> Story:
    """A story that says nothing of its layout where it is the usual one."""
    headings = "" if story.headings == layouts[0] else story.headings
    enumeration = "" if story.enumeration == layouts[1] else story.enumeration
    return replace(story, headings=headings, enumeration=enumeration)


def _article(story: Story, place: int, goal: Goal, taken: set[str]) -> _Article:
    name = scaffold.file_name(place, story.title)
    body, wrong = article_pictures.usable(story.body)
    story = replace(story, body=body, doubts=(*story.doubts, *wrong, *_plain_now(body)))
    names = dict(article_pictures.names(body, name.removesuffix(".md"), taken))
    text, lines = contribution_text.write(story, names)
    finished = finish(f"{goal.folder}/{name}", text)
    taken.add(name)
    pictures = {names[at]: one.data for at, one in enumerate(body) if isinstance(one, Figure)}
    source = finished.contribution.source_file
    return _Article(
        story,
        {name: source.text.encode(), **pictures},
        finished.contribution,
        tuple(_findings(story.doubts, source, lines)),
        finished.mends,
    )


def _plain_now(body: Sequence[Element]) -> Iterator[Doubt]:
    """What was bold or slanted in the file, and cannot be in Markdown."""
    for index, element in enumerate(body):
        if lost := contribution_text.lost_looks(element):
            texts = "、".join(f"“{text[:10]}”" for text in lost[:3])
            many = f"等 {len(lost)} 处" if len(lost) > 3 else ""
            yield Doubt(
                kinds.LOST_LOOK, index, f"{texts}{many}的加粗或斜体没有带进来。",
                "星号紧挨着数字、夹在字母中间不起作用；要加粗，就连旁边的字一起加。",
            )  # fmt: skip


def _findings(doubts: Iterable[Doubt], source: Source, lines: list[int]) -> Iterator[Diagnostic]:
    """What is to be looked at, in the order of its places."""
    last = source.text.count("\n")  # mending may have taken lines away
    head = {AT_TITLE: 2, AT_SOURCE: 3}
    placed = [(head.get(one.index) or lines[one.index], one) for one in doubts]
    for line, doubt in sorted(placed, key=lambda one: one[0]):
        yield doubt.fault.at(source.line_span(min(line, last)), doubt.message, doubt.hint)


def _doubts_of_issue(
    whole: Whole | None, goal: Goal, files: Mapping[str, bytes]
) -> Iterator[Diagnostic]:
    """What is doubtful of an issue as a whole, at the first line of its issue.yaml."""
    text = files.get("issue.yaml", b"").decode() or "\n"
    source = Source(f"{goal.folder}/issue.yaml", text)
    for guess in whole.guesses if whole is not None else ():
        for one in guess.doubts:
            yield one.fault.at(source.line_span(1), one.message, one.hint)


def _notes(understood: Understood, goal: Goal, fresh: scaffold.Settings | None) -> Iterator[str]:
    whole, single = understood.whole, understood.single
    yield from single.notes if single is not None else ()
    if not goal.taken and whole is None:
        yield f"第 {goal.number} 期原来没有，新建了。"
    serial = whole.masthead.serial if whole is not None else None
    if serial is not None and serial.number != goal.number:
        yield f"报头写的是“{serial.text}”，按您写的第 {goal.number} 期导入了；写错了就删掉，重新导入。"
    if whole is None:
        return
    yield from whole.notes
    if goal.series is None:
        yield from written_settings.made_up(whole)
    if not goal.has_settings:
        yield from written_settings.written(goal.number, whole, fresh, goal.series)
    else:
        yield "issue.yaml 已经有人改过，没有动；报头、日期、报送范围请自己核对。"
