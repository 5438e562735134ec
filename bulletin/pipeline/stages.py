"""The stages of one issue: files → contributions → issue → blocks → .docx, with all findings.

Each stage is a pure function in a module of its own; here they are called one after the other.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeVar

from bulletin import rules
from bulletin.findings import kinds
from bulletin.findings.diagnostics import Diagnostic, Severity, did_you_mean, has_errors
from bulletin.findings.errors import BulletinError
from bulletin.findings.ignores import without_ignored
from bulletin.model.content import Contribution, Ignore, Issue, IssueSettings, Leader, Term
from bulletin.pipeline import dates
from bulletin.reading import yaml_values
from bulletin.reading.contribution import read_contribution, read_text
from bulletin.reading.decode import decode
from bulletin.reading.office_lists import read_leaders, read_terms
from bulletin.reading.settings import house_style_name, read_issue, read_series
from bulletin.rules.rule_context import NO_EARLIER_ISSUES, RuleContext
from bulletin.text.source import Source
from bulletin.typeset.arrange import arrange, numbered, order
from bulletin.workspace import files, folders, regular, strays
from bulletin.workspace.folders import Workspace
from bulletin.workspace.pictures import illustrate
from bulletin.workspace.shipped import HOUSE, LEADERS, TEMPLATE, TERMS, house_style_file

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
"""Codes of findings that ``ignore`` and ``--force`` may override: they lose no character."""


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
    """Texts in place of files on the disk, by name: ``check --fix`` reads what it has changed."""
    readings: Mapping[str, tuple[Contribution, tuple[Diagnostic, ...]]] = field(
        default_factory=dict
    )
    """Contributions that import has written and read, with their findings, by name."""
    today: datetime.date = field(default_factory=datetime.date.today)
    """The day on which the program runs, for findings about dates; it is never printed."""


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
    """Read the files that all issues share; ``texts`` replace files on the disk, by name."""
    from bulletin.typeset.house_style_file import read_house

    texts = texts or {}

    def read(reader: _Reader[_Read], name: str, default: _Read) -> tuple[_Read, list[Diagnostic]]:
        source, findings = _source(workspace, name, texts)
        if source is None:
            return default, findings
        value, of_text = reader(source)
        return value, [*findings, *of_text]

    def name_of(name: str) -> str:
        return workspace.shown(workspace.template(name))

    def house_file(name: str) -> Source | None:
        name = house_style_file(name)
        is_there = name in workspace.house_styles()
        return _source(workspace, name_of(name), texts)[0] if is_there else None

    series, of_series = read(read_series, "issues/bulletin.yaml", None)
    house_name, of_name = _house_name(workspace, series)
    house, of_house = read(partial(read_house, find_file=house_file), name_of(house_name), None)
    terms, of_terms = read(read_terms, name_of(TERMS), tuple[Term, ...]())
    leaders, of_leaders = read(read_leaders, name_of(LEADERS), tuple[Leader, ...]())
    template, of_template = _source(workspace, name_of(TEMPLATE), texts)
    findings = (*of_series, *of_name, *of_house, *of_terms, *of_leaders, *of_template)
    if workspace.series_file.is_file():  # else it is a single text that is checked
        findings = (*findings, *strays.outside(workspace))
    template = template or Source(name_of(TEMPLATE), "")
    return SharedFiles(workspace, series, house, template, terms, leaders, findings, texts)


def _house_name(
    workspace: Workspace, series: yaml_values.Mapping | None
) -> tuple[str, list[Diagnostic]]:
    """The file name of the house style that bulletin.yaml names, and a finding if there is none."""
    named, findings = house_style_name(series) if series else (None, [])
    if named is None:
        return HOUSE, findings
    names = workspace.house_styles()
    if (name := house_style_file(named.text)) in names:
        return name, findings
    known = [name.removesuffix(".yaml") for name in names]
    message = f"没有版式“{named.text}”。"
    hint = f"{did_you_mean(named.text, known)}可以写：{'、'.join(known)}。"
    return HOUSE, [*findings, kinds.BAD_VALUE.at(named.span, message, hint)]


def _source(
    workspace: Workspace, name: str, texts: Texts
) -> tuple[Source | None, list[Diagnostic]]:
    """A file by its name from the workspace, or by its absolute path where it lies outside.

    ``None`` if it is not UTF-8: the findings would be about other characters than were typed.
    """
    data = texts.get(name)
    if data is None:
        data = files.read(workspace.root / name, name, regular.LARGEST_TEXT)
    source, findings = decode(name, data)
    return (source if _is_utf8(findings) else None), findings


def _is_utf8(findings: Sequence[Diagnostic]) -> bool:
    return all(one.code != kinds.NOT_UTF8.code for one in findings)


def load(shared: SharedFiles, number: int) -> IssueResult:
    """Read and number an issue.

    Raises:
        BulletinError: there is no such issue, or its files cannot be read.
    """
    workspace = shared.workspace
    settings, names, of_settings = _settings(shared, number)
    contributions, of_contributions = _contributions(shared, number, names)
    present = workspace.issue_files(number)
    illustrated = illustrate(workspace, number, present, contributions)
    findings = [*shared.findings, *of_settings, *of_contributions, *illustrated.findings]
    findings += _unprinted(
        workspace, number, present, len(contributions), illustrated.used, findings
    )
    if settings is None:
        for one in illustrated.contributions:
            findings += numbered(one.body, one.headings)[1]
        return IssueResult(number, tuple(findings))
    issue, of_order = arrange(settings, illustrated.contributions)
    outside = tuple(illustrated.outside)
    return IssueResult(number, (*findings, *of_order), issue, outside_pictures=outside)


def _settings(
    shared: SharedFiles, number: int
) -> tuple[IssueSettings | None, list[str], list[Diagnostic]]:
    """The settings of an issue, the names of its contributions in order, and findings."""
    workspace = shared.workspace
    folder = workspace.folder_of(number)
    if not os.path.lexists(folder / "issue.yaml"):
        other = next(filter(strays.is_settings, workspace.issue_files(number)), None)
        raise BulletinError(
            f"{workspace.shown(folder)} 里没有 issue.yaml。",
            f"把“{other}”改名为 issue.yaml。"
            if other
            else f"新建一个文本文件 issue.yaml，写上 number: {number}。",
        )
    source, findings = _source(workspace, f"issues/{number}/issue.yaml", shared.texts)
    names = workspace.contributions(number)
    if source is None or shared.series is None:
        return None, names, findings
    settings, of_settings = read_issue(source, shared.series)
    findings = [*findings, *of_settings]
    if settings is None:
        return None, names, findings
    names, of_order = order(settings, names)
    findings += of_order
    if settings.number != number:
        message = f"issue.yaml 写的是第 {settings.number} 期，文件夹却是 {number}。"
        hint = f"把 number 改成 {number}，或把文件夹改名为 {settings.number}。"
        findings.append(kinds.NUMBER_MISMATCH.at(source.line_span(1), message, hint))
    findings += dates.date_findings(settings, number, workspace, shared.today)
    return settings, names, findings


def _contributions(
    shared: SharedFiles, number: int, names: Sequence[str]
) -> tuple[list[Contribution], list[Diagnostic]]:
    contributions, findings = list[Contribution](), list[Diagnostic]()
    for name in names:
        source, of_bytes = _source(shared.workspace, f"issues/{number}/{name}", shared.texts)
        findings += of_bytes
        if source is None:
            continue
        known = shared.readings.get(source.path)
        if known is None or known[0].source_file.text != source.text:
            contribution, of_text = read_contribution(source)
        else:
            contribution, of_text = known[0], [*known[1]]
        contributions.append(contribution)
        findings += of_text
    return contributions, findings


def _unprinted(
    workspace: Workspace,
    number: int,
    present: Sequence[str],
    count: int,
    used: Collection[str],
    findings: Sequence[Diagnostic],
) -> Iterator[Diagnostic]:
    """Findings for files of an issue's folder that will not be printed.

    An unused picture is no finding where another finding (``findings``) names it already, nor where only
    some contributions were read (``count``): the others may use it.
    """
    names = workspace.contributions(number)
    wrong = [one.span.text.casefold() for one in findings if one.is_error]
    for one in strays.in_folder(number, present, names, used):
        if one.code == kinds.UNUSED_PICTURE.code:
            name = PurePosixPath(one.span.source.path).name.casefold()
            if len(names) != count or any(name in text for text in wrong):
                continue
        yield one


def open_archive(
    workspace: Workspace, numbers: Sequence[int]
) -> AbstractContextManager[Archive | None]:
    """The index of sentences of issues before these, to be closed; ``None`` where there are none."""
    last = max(numbers, default=0)
    if not any(number < last for number in workspace.issues()):
        return nullcontext()
    from bulletin.pipeline.archive import Archive  # SQLite takes 5 ms to import

    return Archive(workspace, last)


def proofread(
    shared: SharedFiles, loaded: IssueResult, archive: Archive | None = None
) -> IssueResult:
    """Apply the rules to an issue that was loaded, then the ``ignore`` entries of its files.

    ``archive`` has the sentences of earlier issues.
    """
    if loaded.issue is None:
        return loaded
    earlier = archive.before(loaded.number) if archive else NO_EARLIER_ISSUES
    context = RuleContext(
        loaded.issue, shared.terms, shared.leaders, _title_width(shared.house), earlier
    )
    of_rules = _not_in_picture_marks(loaded.findings, rules.proofread(context))
    findings, unused = without_ignored((*loaded.findings, *of_rules), loaded.issue, IGNORABLE)
    return replace(loaded, findings=tuple(findings), unused_ignores=unused)


def _not_in_picture_marks(
    of_reading: Sequence[Diagnostic], of_rules: Sequence[Diagnostic]
) -> list[Diagnostic]:
    """The findings of rules, without those inside picture marks that reading could not understand."""
    marks = [one.span for one in of_reading if one.code == kinds.PICTURE_MARKS.code]
    return [
        one
        for one in of_rules
        if not any(
            span.source is one.span.source and span.start <= one.span.start < span.end
            for span in marks
        )
    ]


def _title_width(house: HouseStyle | None) -> float:
    """Characters in a line of a title; 20 where the house style cannot be read."""
    style = house.styles.get("标题") if house else None
    return house.page.text_width / style.size if house and style else 20.0


def compose_issue(
    shared: SharedFiles, number: int, force: bool = False, archive: Archive | None = None
) -> IssueResult:
    """Read, check and compose an issue: all that ``check`` does, and what ``build`` writes from.

    With ``force`` errors of rules, which lose nothing, do not stop it; errors of reading, which lose
    characters, always do. ``archive`` has the sentences of earlier issues.

    Raises:
        BulletinError: there is no such issue, or its files cannot be read.
    """
    return _compose(shared, proofread(shared, load(shared, number), archive), force)


def _compose(shared: SharedFiles, checked: IssueResult, force: bool = False) -> IssueResult:
    if checked.issue is None or shared.house is None:
        return checked
    from bulletin.typeset.compose import compose

    document, of_template = compose(checked.issue, shared.template, shared.house)
    findings = (*checked.findings, *of_template)
    stopping = [one for one in checked.findings if not (force and one.code in IGNORABLE)]
    if has_errors((*stopping, *of_template)):
        document = None
    return replace(checked, document=document, findings=findings)


def build(
    shared: SharedFiles, number: int, force: bool = False, archive: Archive | None = None
) -> IssueResult:
    """The issue with its .docx, which is ``None`` if there are errors; see ``compose_issue``."""
    result = compose_issue(shared, number, force, archive)
    if result.document is None or shared.house is None:
        return result
    from bulletin.writers.word.docx_writer import write

    return replace(result, docx=write(result.document, shared.house))


def check_text(shared: SharedFiles, name: str, data: bytes) -> IssueResult:
    """Check one text as the only contribution of an issue 1."""
    source, of_bytes = decode(name, data)
    findings = (*shared.findings, *of_bytes)
    if not _is_utf8(of_bytes):
        return IssueResult(1, findings)
    contribution, of_text = read_text(source)
    findings = (*findings, *of_text)
    settings = None
    if shared.series is not None:
        settings, _ = read_issue(Source("issue.yaml", "number: 1\n"), shared.series)
    if settings is None:
        return IssueResult(1, findings)
    issue, of_order = arrange(settings, [contribution])
    loaded = IssueResult(1, (*findings, *of_order), issue)
    return _compose(shared, proofread(shared, loaded))


def with_texts(shared: SharedFiles, texts: Texts) -> SharedFiles:
    """The shared files, with these texts in place of files on the disk."""
    if any(is_shared(name) for name in texts):
        return read_shared(shared.workspace, texts)
    return replace(shared, texts=texts)


def is_shared(name: str) -> bool:
    """Whether a file, by its name from the workspace, belongs to more than one issue."""
    parts = PurePosixPath(name).parts
    return len(parts) < 3 or not folders.is_number(parts[1])
