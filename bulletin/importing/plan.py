"""A recognised draft becomes the files of an issue, with findings and notes for the editor."""

from __future__ import annotations

import string
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bulletin.findings import kinds
from bulletin.findings.diagnostics import Diagnostic
from bulletin.findings.errors import BulletinError
from bulletin.importing.draft import Draft, Mend, Omitted, Remark, runs_of_piece
from bulletin.importing.output import written_settings
from bulletin.importing.output.account import Account, account
from bulletin.importing.output.article_files import ArticleFiles, article_files
from bulletin.importing.readers import line_ends
from bulletin.importing.recognise import chat, clutter, shapes, title_lines
from bulletin.importing.recognise.article import read_article
from bulletin.importing.recognise.article_starts import ENTRY, OF_SUBTITLE, parted
from bulletin.importing.recognise.draft_fixes import fixed_draft
from bulletin.importing.recognise.story import Guess, Story
from bulletin.importing.recognise.whole_issue import (
    Choice,
    RecognisedArticles,
    RecognisedIssue,
    take_apart,
)
from bulletin.model.content import Contribution, Layout, SeriesSettings
from bulletin.text.source import Source
from bulletin.text.subtitles import DASH, without_dash
from bulletin.workspace import scaffold

_BLANKS = string.whitespace + "\u00a0\u3000"
"""White space. The report does not name omitted text of nothing else; it names other invisible characters."""


@dataclass(frozen=True, slots=True)
class ImportTarget:
    """The issue that contributions are imported into."""

    number: int
    folder: str
    """The issue's folder as it is shown: issues/43."""
    present: Collection[str]
    """The names of the files that are in the folder, or will be."""
    series: SeriesSettings | None
    """What bulletin.yaml says; ``None`` where there is none."""
    is_fresh: bool
    """Whether bulletin.yaml may be written: there is none, or nobody has changed what ``init`` wrote."""
    has_settings: bool
    """Whether there is an issue.yaml that somebody wrote in."""
    source: str = ""
    """The organ of the contribution, where the user named it."""

    @property
    def contributions(self) -> list[str]:
        """The names of the contributions that are in the folder."""
        return [name for name in self.present if name.lower().endswith(".md")]


@dataclass(frozen=True, slots=True)
class Recognition:
    """What a draft was recognised as, its characters fixed."""

    draft: Draft
    content: RecognisedIssue | RecognisedArticles
    mends: tuple[Mend, ...]
    digest: str = ""
    """Of the file's bytes."""

    @property
    def issue(self) -> RecognisedIssue | None:
        """The whole issue that it is."""
        return self.content if isinstance(self.content, RecognisedIssue) else None


@dataclass(frozen=True, slots=True)
class Imported:
    """What one file becomes: files of an issue, and what the report says of them."""

    name: str
    files: dict[str, bytes]
    """By name inside the issue's folder."""
    titles: tuple[str, ...]
    account: Account
    notes: tuple[str, ...]
    series: str = ""
    """A bulletin.yaml, where there is none yet and the file is a whole issue."""
    is_whole: bool = False
    findings: tuple[Diagnostic, ...] = ()
    mends: tuple[Mend, ...] = ()
    omitted: tuple[Omitted, ...] = ()
    guesses: tuple[Guess, ...] = ()
    """Those about the whole issue come first."""
    readings: Mapping[str, tuple[Contribution, tuple[Diagnostic, ...]]] = field(
        default_factory=dict
    )
    """By name: the contributions as they are read, with the findings of reading them."""


def recognise(draft: Draft, choice: Choice = "") -> Recognition:
    """Fix the characters of a draft, and recognise a whole issue or articles; ``choice`` decides if given."""
    draft = clutter.without_pictographs(line_ends.broken(chat.without_chat(draft)))
    spaced, keycap_mends = clutter.without_keycaps(title_lines.spaced(draft))
    fixed, mends = fixed_draft(spaced)
    return Recognition(
        draft, take_apart(fixed.pieces, choice), (*draft.mends, *keycap_mends, *mends)
    )


def plan(recognition: Recognition, target: ImportTarget) -> Imported:
    """The files that a recognised draft becomes, and what the report says of them.

    Raises:
        BulletinError: there is no series for it, or its issue has articles already.
    """
    draft, issue = recognition.draft, recognition.issue
    _refuse(draft.name, issue, target)
    if issue is not None and target.is_fresh:
        target = replace(target, series=None)
    stories = _stories(recognition, target)
    layouts = _layouts(stories, target.series)
    articles = _articles([_without_usual_layout(story, layouts) for story in stories], target)
    settings, fresh = _settings(issue, target, layouts, stories)
    files = {name: data for article in articles for name, data in article.files.items()} | settings
    parts = (draft, recognition.content, *stories)
    omitted = [one for part in parts for one in part.omitted if one.text.strip(_BLANKS)]
    of_stories = (mend for one in stories for mend in one.mends)
    of_articles = (mend for one in articles for mend in one.mends)
    mends = (*recognition.mends, *of_stories, *of_articles)
    contributions = [(one.story, one.contribution) for one in articles]
    reconciled = account(draft, mends, contributions, issue, omitted)
    return Imported(
        name=draft.name,
        files=files,
        titles=tuple(story.title for story in stories),
        account=reconciled,
        notes=(
            *draft.notes,
            *_notes_on_remarks(stories),
            *_notes_on_links(draft, [one.contribution for one in articles]),
            *_notes(recognition.content, target, fresh),
        ),
        series=scaffold.bulletin_yaml(fresh) if fresh is not None else "",
        is_whole=issue is not None,
        findings=(
            *_doubts_of_issue(issue, target, files),
            *_account_finding(reconciled, articles),
            *(one for article in articles for one in article.findings),
        ),
        mends=mends,
        omitted=tuple(omitted),
        guesses=(
            *(issue.guesses if issue is not None else ()),
            *(guess for story in stories for guess in story.guesses),
        ),
        readings={next(iter(one.files)): (one.contribution, one.reading) for one in articles},
    )


def _settings(
    issue: RecognisedIssue | None,
    target: ImportTarget,
    layouts: tuple[str, Layout],
    stories: Sequence[Story],
) -> tuple[dict[str, bytes], scaffold.Settings | None]:
    """The issue.yaml to be written, by its name; and the settings of a new bulletin.yaml, if there is one."""
    files: dict[str, bytes] = {}
    if not target.has_settings and (issue is not None or "issue.yaml" not in target.present):
        text = written_settings.issue_yaml(target.number, issue, target.series)
        files["issue.yaml"] = text.encode()
    if issue is None or target.series is not None:
        return files, None
    return files, written_settings.new_series(issue, layouts, stories)


def _refuse(name: str, issue: RecognisedIssue | None, target: ImportTarget) -> None:
    if issue is None and target.series is None:
        raise BulletinError(
            f"{name} 是一篇稿件，这里却还没有工作文件夹。",
            "先建一个：bulletin init 我的简报；进到里面再导入。整期的文件可以直接导入到空文件夹。",
        )
    if issue is not None and (have := target.contributions):
        raise BulletinError(
            f"{name} 是整整一期，第 {target.number} 期却已经有 {len(have)} 篇稿件，没有导入。",
            f"原来的稿件没有动。换一个期号，或先把 {target.folder} 里的稿件移走。",
        )


def _stories(recognition: Recognition, target: ImportTarget) -> list[Story]:
    """The articles of a file."""
    credit = target.series.credit.text if target.series else scaffold.Settings().credit
    content = recognition.content
    organ = content.organ if isinstance(content, RecognisedArticles) else ""
    stories = list[Story]()
    for part in content.parts:
        story = read_article(part, recognition.draft.name, credit, target.source, organ)
        title = story.title + story.subtitle
        is_title = shapes.squeezed(part.contents) == shapes.squeezed(title)
        if part.contents and is_title:
            omitted = (*story.omitted, Omitted(title, ENTRY))
            title, subtitle = parted(part.contents, story.subtitle)
            story = replace(story, title=title, subtitle=subtitle, omitted=omitted)
        if without_dash(story.subtitle) != story.subtitle:
            story = replace(story, omitted=(*story.omitted, Omitted(DASH, OF_SUBTITLE)))
        stories.append(replace(story, contents="" if is_title else part.contents))
    if isinstance(content, RecognisedIssue) and stories:
        stories[0] = replace(stories[0], doubts=(*stories[0].doubts, *content.doubts))
    return stories


def _layouts(stories: Sequence[Story], series: SeriesSettings | None) -> tuple[str, Layout]:
    """The layout of headings and of enumerations in this series: of bulletin.yaml, else of most articles."""
    if series is not None:
        return series.headings.text, series.enumeration
    return written_settings.usual_layouts(stories)


def _without_usual_layout(story: Story, layouts: tuple[str, Layout]) -> Story:
    """A story whose front matter names a layout only where it differs from that of the series."""
    headings = "" if story.headings == layouts[0] else story.headings
    enumeration = None if story.enumeration == layouts[1] else story.enumeration
    return replace(story, headings=headings, enumeration=enumeration)


def _articles(stories: Sequence[Story], target: ImportTarget) -> list[ArticleFiles]:
    """The files of all articles, each with names that are free."""
    articles: list[ArticleFiles] = []
    present = set(target.present)
    for place, story in enumerate(stories, scaffold.next_place(target.contributions)):
        name = scaffold.file_name(place, story.title)
        articles.append(article_files(story, target.folder, name, present))
        present.update(articles[-1].files)
    return articles


def _account_finding(reconciled: Account, articles: Sequence[ArticleFiles]) -> Iterator[Diagnostic]:
    """The finding that characters are missing or were added; its place is in the first contribution."""
    if reconciled.is_even or not articles:
        return
    missing, invented = len(reconciled.missing), len(reconciled.invented)
    parts = [f"少了 {missing} 字"] * bool(missing) + [f"多了 {invented} 字"] * bool(invented)
    hint = "报告的“对不上”下面列了是哪些字、可能在哪里；对照原文补上、改好。"
    span = articles[0].contribution.source_file.line_span(2)
    yield kinds.IMPORTED_CHARACTERS.at(span, f"来稿和稿件的字对不上，{'，'.join(parts)}。", hint)


def _doubts_of_issue(
    issue: RecognisedIssue | None, target: ImportTarget, files: Mapping[str, bytes]
) -> Iterator[Diagnostic]:
    """The doubts about the recognised issue as findings in the first line of its issue.yaml."""
    text = files.get("issue.yaml", b"").decode() or "\n"
    source = Source(f"{target.folder}/issue.yaml", text)
    for guess in issue.guesses if issue is not None else ():
        for doubt in guess.doubts:
            yield doubt.kind.at(source.line_span(1), doubt.message, doubt.hint)


def _notes_on_remarks(stories: Sequence[Story]) -> Iterator[str]:
    """A note on how many comments and footnotes became Markdown comments, which are not printed."""
    remarks = [one for story in stories for one in story.body if isinstance(one, Remark)]
    counts = Counter(one.label.partition("（")[0] for one in remarks if not one.added)
    if counts:
        shown = "、".join(f"{number} 条{label}" for label, number in counts.items())
        yield f"有 {shown}，留在所在的段下面（<!-- -->），不印出来。"


def _notes_on_links(draft: Draft, contributions: Sequence[Contribution]) -> Iterator[str]:
    """A note on the addresses of links that are in no contribution."""
    written = "".join(one.source_file.text for one in contributions)
    runs = (run for piece in draft.pieces for runs in runs_of_piece(piece) for run in runs)
    links = dict.fromkeys(run.link for run in runs if run.link and not run.link.startswith("#"))
    missing = [address for address in links if address not in written]
    if missing:
        yield f"有 {len(missing)} 个链接只留下文字，地址没有带进来：{'  '.join(missing)}"


def _notes(
    content: RecognisedIssue | RecognisedArticles,
    target: ImportTarget,
    fresh: scaffold.Settings | None,
) -> Iterator[str]:
    """Notes on masthead, foot and settings; ``fresh`` are the settings of a new bulletin.yaml."""
    if isinstance(content, RecognisedArticles):
        yield from content.notes
        if not target.present:
            yield f"第 {target.number} 期原来没有，新建了。"
        return
    serial = content.masthead.serial
    if serial is not None and serial.number != target.number:
        yield f"报头写的是“{serial.text}”，按您写的第 {target.number} 期导入了；写错了就删掉，重新导入。"
    yield from content.notes
    if target.series is None:
        yield from written_settings.notes_on_defaults(content)
    if not target.has_settings:
        yield from written_settings.notes_on_settings(target.number, content, fresh, target.series)
    else:
        yield "issue.yaml 已经有人改过，没有动；报头、日期、报送范围请自己核对。"
