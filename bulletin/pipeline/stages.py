"""The way through: files → contributions → issue → blocks → .docx, with all that was found.

Each stage is a pure function in a module of its own; here they are put in a row.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeVar

from bulletin import rules
from bulletin.findings import kinds
from bulletin.findings.diagnostics import Diagnostic, Severity, has_errors
from bulletin.findings.errors import BulletinError
from bulletin.findings.ignores import sift
from bulletin.model.content import Contribution, Ignore, Issue, IssueSettings, Leader, Term, runs_of
from bulletin.pipeline import dates
from bulletin.reading import yaml_values
from bulletin.reading.contribution import read_contribution, read_text
from bulletin.reading.decode import decode
from bulletin.reading.office_lists import read_leaders, read_terms
from bulletin.reading.settings import read_issue, read_series
from bulletin.rules.rule_context import NO_EARLIER_ISSUES, rule_context
from bulletin.text.source import Source
from bulletin.typeset.arrange import arrange, numbered, order
from bulletin.workspace import files, folders, regular, strays
from bulletin.workspace.folders import Workspace
from bulletin.workspace.pictures import Illustrator

HOUSE, TEMPLATE, TERMS, LEADERS = "gbt9704.yaml", "issue.j2", "terms.yaml", "leaders.yaml"
Texts = Mapping[str, bytes]
_Read = TypeVar("_Read")
_Reader = Callable[[Source], tuple[_Read, list[Diagnostic]]]


if TYPE_CHECKING:
    from bulletin.model.blocks import Document
    from bulletin.pipeline.archive import Archive
    from bulletin.typeset.house_style import HouseStyle

IGNORABLE = frozenset(rule.code for rule in rules.RULES) | {
    kind.code for kind in kinds.ALL if kind.severity < Severity.ERROR
}
"""What may be ignored or overridden: nothing of it loses a character."""


@dataclass(frozen=True)
class SharedFiles:
    """The files that all issues of a workspace share, read: bulletin.yaml and the templates."""

    workspace: Workspace
    series: yaml_values.Mapping | None
    house: HouseStyle | None
    template: Source
    terms: tuple[Term, ...]
    leaders: tuple[Leader, ...]
    findings: tuple[Diagnostic, ...]
    texts: Mapping[str, bytes] = field(default_factory=dict)
    """Files that are to be read otherwise than they are on the disk, by name (``fix``)."""
    readings: Mapping[str, tuple[Contribution, tuple[Diagnostic, ...]]] = field(
        default_factory=dict
    )
    """Contributions that were read already, with the findings, by name; import has them of what it wrote."""
    today: datetime.date = field(default_factory=datetime.date.today)
    """The day on which the program runs, for findings about dates; nothing printed has it."""


@dataclass(frozen=True, slots=True)
class IssueResult:
    """One issue: all findings, and what the stages made of it until errors stopped them."""

    number: int
    findings: tuple[Diagnostic, ...]
    issue: Issue | None = None
    """``None`` if its settings cannot be read."""
    document: Document | None = None
    """Its blocks; ``None`` if there are errors."""
    docx: bytes | None = None
    """The Word file, made by ``build`` from ``document``."""
    outside_pictures: tuple[str, ...] = ()
    """Pictures that lie outside the issue's own folder, by their paths from the workspace."""
    unused_ignores: tuple[Ignore, ...] = ()
    """``ignore`` entries of bulletin.yaml that suppressed no finding of this issue."""


def read_shared(workspace: Workspace, texts: Texts | None = None) -> SharedFiles:
    """Read what all issues share, once; ``texts`` replace files on the disk, by name."""
    from bulletin.typeset.house_style import read_house

    texts, found = texts or {}, list[Diagnostic]()

    def read(reader: _Reader[_Read], name: str, nothing: _Read) -> _Read:
        source = _source(workspace, name, texts, found)
        if source is None:
            return nothing
        value, more = reader(source)
        found.extend(more)
        return value

    def own(name: str) -> str:
        return workspace.shown(workspace.template(name))

    series = read(read_series, "issues/bulletin.yaml", None)
    house: HouseStyle | None = read(read_house, own(HOUSE), None)
    terms: tuple[Term, ...] = read(read_terms, own(TERMS), ())
    leaders: tuple[Leader, ...] = read(read_leaders, own(LEADERS), ())
    template = _source(workspace, own(TEMPLATE), texts, found) or Source(own(TEMPLATE), "")
    if workspace.series_file.is_file():  # else it is a single text that is checked
        found += strays.outside(workspace)
    return SharedFiles(workspace, series, house, template, terms, leaders, tuple(found), texts)


def _source(
    workspace: Workspace, name: str, texts: Texts, found: list[Diagnostic]
) -> Source | None:
    """A file by its name from the workspace, or by its whole path where it lies outside.

    ``None`` if it is no UTF-8: nothing that could be said of its characters would be true.
    """
    data = texts.get(name)
    if data is None:
        data = files.read(workspace.root / name, name, regular.LARGEST_TEXT)
    source, more = decode(name, data)
    found += more
    return source if _is_utf8(more) else None


def _is_utf8(found: Sequence[Diagnostic]) -> bool:
    """Whether a text was decoded without the one fault after which it is not read."""
    return all(one.code != kinds.NOT_UTF8.code for one in found)


def load(shared: SharedFiles, number: int) -> IssueResult:
    """Read, check and number an issue.

    Raises:
        BulletinError: there is no such issue, or its files cannot be read.
    """
    workspace, found = shared.workspace, list(shared.findings)
    settings, contributions = _read(shared, number, found)
    present = workspace.present(number)
    pictures = Illustrator(workspace, number, present)
    contributions = [pictures.illustrated(one) for one in contributions]
    found += (
        *pictures.found,
        *_left_out(workspace, number, present, len(contributions), pictures.used, tuple(found)),
    )
    if settings is None:
        for one in contributions:
            numbered(one.body, found, one.headings)
        return IssueResult(number, tuple(found))
    issue, more = arrange(settings, contributions)
    return IssueResult(number, (*found, *more), issue, outside_pictures=tuple(pictures.outside))


def _left_out(
    workspace: Workspace,
    number: int,
    present: list[str],
    read: int,
    used: set[str],
    found: Sequence[Diagnostic],
) -> Iterator[Diagnostic]:
    """The files of an issue's folder that will not be printed.

    Where a contribution could not be ``read``, or is not listed, its pictures are not known. A
    picture that something else is wrong with, as ``found``, is not told of twice.
    """
    names = workspace.contributions(number)
    wrong = [one.span.text.casefold() for one in found if one.is_error]
    for one in strays.in_folder(number, present, names, used):
        name = PurePosixPath(one.span.source.path).name.casefold()
        is_picture = one.code == kinds.UNUSED_PICTURE.code
        if not (is_picture and (len(names) != read or any(name in text for text in wrong))):
            yield one


def open_archive(workspace: Workspace, numbers: Sequence[int]) -> Archive | None:
    """What the issues before these said; ``None`` where there are none before the last."""
    last = max(numbers, default=0)
    if not any(number < last for number in workspace.issues()):
        return None
    from bulletin.pipeline.archive import Archive  # SQLite takes 5 ms to import

    return Archive(workspace, last)


def proofread(shared: SharedFiles, number: int, archive: Archive | None = None) -> IssueResult:
    """An issue with all that is to be said about it: reading, arranging and the rules.

    ``archive`` knows what the issues before it said.
    """
    return _proofread(shared, load(shared, number), archive)


def _proofread(
    shared: SharedFiles, loaded: IssueResult, archive: Archive | None = None
) -> IssueResult:
    if loaded.issue is None:
        return loaded
    earlier = archive.before(loaded.number) if archive else NO_EARLIER_ISSUES
    context = rule_context(
        loaded.issue, shared.terms, shared.leaders, _title_width(shared.house), earlier
    )
    proofread = _outside_marks(loaded.findings, rules.proofread(context))
    found, unused = sift((*loaded.findings, *proofread), loaded.issue, IGNORABLE)
    return replace(loaded, findings=tuple(found), unused_ignores=unused)


def _outside_marks(read: Sequence[Diagnostic], proofread: Sequence[Diagnostic]) -> list[Diagnostic]:
    """What rules find, but for pictures that were not read as such: their brackets are no text."""
    marks = [one.span for one in read if one.code == kinds.PICTURE_MARKS.code]
    return [
        one
        for one in proofread
        if not any(
            span.source is one.span.source and span.start <= one.span.start < span.end
            for span in marks
        )
    ]


def _title_width(house: HouseStyle | None) -> float:
    style = house.styles.get("标题") if house else None
    return house.page.text_width / style.size if house and style else 20.0


def build(
    shared: SharedFiles, number: int, force: bool = False, archive: Archive | None = None
) -> IssueResult:
    """Make the .docx of an issue; it is in the result unless there were errors."""
    composed = set_blocks(shared, number, force, archive)
    if composed.document is None or shared.house is None:
        return composed
    from bulletin.writers.word import write

    return replace(composed, docx=write(composed.document, shared.house))


def set_blocks(
    shared: SharedFiles, number: int, force: bool = False, archive: Archive | None = None
) -> IssueResult:
    """The blocks of an issue, which Word and web set, and all that is to be said about it.

    This is all that ``check`` does, and what ``build`` writes from: the two find the same. The
    blocks are in the result unless there were errors. With ``force`` the errors of rules do not
    count: what they complain of can be printed. Errors of reading do, since what they complain of
    would be lost.
    """
    return _composed(shared, proofread(shared, number, archive), force)


def _composed(shared: SharedFiles, checked: IssueResult, force: bool = False) -> IssueResult:
    stopping = [one for one in checked.findings if not (force and one.code in IGNORABLE)]
    if checked.issue is None or shared.house is None:
        return checked
    from bulletin.typeset.compose import compose

    document, more = compose(checked.issue, shared.template, shared.house)
    found = (*checked.findings, *more)
    if document is None or has_errors((*stopping, *more)):
        return replace(checked, findings=found)
    return replace(checked, document=document, findings=found)


def check_text(shared: SharedFiles, name: str, data: bytes) -> IssueResult:
    """All that is to be said about one text, with the series, terms and leaders of a workspace."""
    found = list(shared.findings)
    source, more = decode(name, data)
    found += more
    if not _is_utf8(more):
        return IssueResult(1, tuple(found))
    contribution, more = read_text(source)
    found += more
    if shared.series is None:
        return IssueResult(1, tuple(found))
    settings, _ = read_issue(Source("issue.yaml", "number: 1\n"), shared.series)
    if settings is None:
        return IssueResult(1, tuple(found))
    issue, more = arrange(settings, [contribution])
    return _composed(shared, _proofread(shared, IssueResult(1, (*found, *more), issue)))


def with_texts(shared: SharedFiles, texts: Texts) -> SharedFiles:
    """The shared files, with these texts in place of files on the disk."""
    if any(is_shared(name) for name in texts):
        return read_shared(shared.workspace, texts)
    return replace(shared, texts=texts)


def is_shared(name: str) -> bool:
    """Whether a file, by its name from the workspace, belongs to more than one issue."""
    parts = PurePosixPath(name).parts
    return len(parts) < 3 or not folders.is_number(parts[1])


def _read(
    shared: SharedFiles, number: int, found: list[Diagnostic]
) -> tuple[IssueSettings | None, list[Contribution]]:
    workspace = shared.workspace
    folder = workspace.folder_of(number)
    if not os.path.lexists(folder / "issue.yaml"):
        other = next(filter(strays.is_settings, workspace.present(number)), None)
        raise BulletinError(
            f"{workspace.shown(folder)} 里没有 issue.yaml。",
            f"把“{other}”改名为 issue.yaml。"
            if other
            else f"新建一个文本文件 issue.yaml，写上 number: {number}。",
        )
    settings = None
    inside = f"issues/{number}"
    source = _source(workspace, f"{inside}/issue.yaml", shared.texts, found)
    if source is not None and shared.series is not None:
        settings, more = read_issue(source, shared.series)
        found += more
    names = workspace.contributions(number)
    if settings is not None:
        names, more = order(settings, names)
        found += more
        if settings.number != number:
            found.append(_mismatch(settings.source_file, settings.number, number))
        found += dates.odd(settings, number, workspace, shared.today)
    contributions = []
    for name in names:
        source = _source(workspace, f"{inside}/{name}", shared.texts, found)
        if source is not None:
            contribution, reading = _reading(source, shared.readings)
            found += reading
            contributions.append(contribution)
    return settings, contributions


def _reading(
    source: Source, known: Mapping[str, tuple[Contribution, tuple[Diagnostic, ...]]]
) -> tuple[Contribution, Sequence[Diagnostic]]:
    """A contribution and the findings of reading it, which is done once."""
    contribution, findings = known.get(source.path, (None, ()))
    if contribution is not None and contribution.source_file.text == source.text:
        return contribution, findings
    return read_contribution(source)


def _mismatch(source: Source, written: int, folder: int) -> Diagnostic:
    return kinds.NUMBER_MISMATCH.at(
        source.line_span(1),
        f"issue.yaml 写的是第 {written} 期，文件夹却是 {folder}。",
        f"把 number 改成 {folder}，或把文件夹改名为 {written}。",
    )


def characters(issue: Issue) -> int:
    """How many characters the articles of an issue have, white space not counted."""
    return sum(
        len("".join(run.text.split()))
        for article in issue.articles
        for block in article.body
        for run in runs_of(block)
    )
