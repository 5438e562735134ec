"""Files that are to be imported: read, and recognised as articles, as an issue, or as contributions."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from bulletin.findings.errors import BulletinError
from bulletin.importing.draft import Draft
from bulletin.importing.own_contribution import OwnContribution, contribution_in
from bulletin.importing.plan import Recognition, recognise
from bulletin.importing.readers import dispatch, limits, reader_process
from bulletin.importing.readers.file_kinds import Kind, kind_of
from bulletin.importing.readers.incoming import Given
from bulletin.importing.recognise.whole_issue import Choice
from bulletin.office import libreoffice
from bulletin.office.libreoffice import OfficeMissing
from bulletin.workspace import files, regular
from bulletin.workspace.transaction import digest

_ISSUE_IN_NAME = re.compile(r"第\s*(?P<number>\d{1,4})\s*期")
_NUMBER_IN_NAME = re.compile(
    r"^(?P<lead>\d{1,3})(?![\d年月.日-])|(?<![\d年月.日-])(?P<tail>\d{1,3})期?$"
)
"""A number at either end of a name that is no year and no part of a date."""


class FileReader:
    """Reads some files; one LibreOffice converts all of them that need it, before the first is read."""

    def __init__(self, given: Sequence[Given], choice: Choice = "") -> None:
        self._choice = choice
        self._kinds: dict[Given, Kind] = {}
        for one in given:
            try:
                self._kinds[one] = kind_of(one.name, one.read())
            except BulletinError:
                continue  # said when its turn comes
        self._converted: dict[Given, bytes] = {}
        self._missing: OfficeMissing | None = None
        wanted = [one for one, kind in self._kinds.items() if kind.needs_office]
        if wanted:
            try:
                self._converted = _converted({one: self._kinds[one] for one in wanted})
            except OfficeMissing as error:  # the other files can be read
                self._missing = error

    def read(self, given: Given) -> Recognition | OwnContribution:
        """A file, read and recognised.

        Raises:
            BulletinError: it cannot be read.
        """
        data = given.read()
        kind = self._kinds.get(given) or kind_of(given.name, data)
        if kind is Kind.MARKDOWN and (own := contribution_in(given.name, data)) is not None:
            return OwnContribution(
                given.name, data, own, lambda path: _beside(given, path), given.notes
            )
        if kind in (Kind.MAIL, Kind.ZIP):  # what is in them is given one by one
            raise BulletinError(f"{given.name} 要先解开。", "把里面的文件存出来再导入。")
        try:
            draft = self._draft(given, data, kind)
            draft = replace(draft, notes=(*given.notes, *draft.notes))
            return replace(recognise(draft, self._choice), digest=digest(data))
        except (MemoryError, RecursionError) as error:  # the limits should not let it come so far
            raise limits.too_deep(given.name) from error

    def _draft(self, given: Given, data: bytes, kind: Kind) -> Draft:
        if kind in (Kind.TEXT, Kind.MARKDOWN):
            return dispatch.read(given.name, data, kind, picture=lambda path: _beside(given, path))
        if kind.needs_office and self._missing is not None:
            raise BulletinError(f"{given.name}：{self._missing.message}", self._missing.hint)
        if kind.needs_office and given not in self._converted:
            raise BulletinError(
                f"LibreOffice 没有转换成 {given.name}，没有导入；文件不一定是坏的。",
                "用 Word 或 WPS 打开它，另存为 .docx 再导入；打不开的，请对方重新发一次。",
            )
        return reader_process.read(given.name, data, kind, self._converted.get(given, b""))


def _converted(kinds: dict[Given, Kind]) -> dict[Given, bytes]:
    """The .docx that LibreOffice makes of each file, as far as it can; without it ``OfficeMissing``."""
    results = libreoffice.convert(
        [(kind.value, one.read()) for one, kind in kinds.items()],  # a name may say another kind
        "docx",
        limit=limits.CONVERSION_SECONDS + limits.CONVERSION_SECONDS_EACH * len(kinds),
        what="读 .doc、.wps、.rtf、.odt、.html ",
    )
    return {one: data for one, data in zip(kinds, results, strict=True) if data is not None}


def _beside(given: Given, path: str) -> bytes | None:
    """A picture that a Markdown file names, if it lies in the file's own folder or below."""
    if given.path is None:
        return given.beside.get(posixpath.normpath(path))
    if re.match(r"[A-Za-z][\w+.-]*:|[/\\]", path):
        return None
    folder = files.behind_links(given.path).parent
    try:
        target = files.behind_links(folder / path)
        return regular.read(target, limits.FILE_BYTES) if target.is_relative_to(folder) else None
    except (OSError, ValueError):
        return None


def issue_number(name: str, read: Recognition | OwnContribution) -> int:
    """The number of the issue that a file is; ``BulletinError`` if it has none or two."""
    stem = PurePath(name).stem
    match = _ISSUE_IN_NAME.search(stem) or _NUMBER_IN_NAME.search(stem)
    named = int(next(filter(None, match.groups()))) if match else None
    issue = read.issue if isinstance(read, Recognition) else None
    serial = issue.masthead.serial if issue is not None else None
    if serial is not None and named not in (None, serial.number):
        raise BulletinError(
            f"{name}：报头写的是“{serial.text}”，文件名写的是第 {named} 期，没有导入。",
            f"看看哪个对，再单独导入：bulletin import 期号 {name}",
        )
    number = serial.number if serial is not None else named
    if not number:
        raise BulletinError(
            f"{name}：报头和文件名里都没有期号，没有导入。",
            f"看看是第几期，再单独导入：bulletin import 期号 {name}",
        )
    return number
