"""The masthead of an issue: name, serial, issuer and date, whatever series it is from."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace

from bulletin.importing.draft import Omitted, omit
from bulletin.importing.recognise import shapes
from bulletin.importing.recognise.credits import is_organ, is_staff
from bulletin.importing.recognise.issue_lines import HEAD_LINES, WIDE_GAP, IssueLines

HEAD = "报头的固定文字，由程序加"
DATE = "日期，写进 issue.yaml"
SERIAL = "期号，写进 number 和 serial"
NUMBER = "报头上的编号、签发人，简报里没有这一项"
_LONGEST = 60
"""Characters; a longer paragraph is text."""
_PERIODICAL = re.compile(
    r"(?:简报|信息|动态|通讯|快报|专报|要情|内参|参阅|参考|快讯|摘报|简讯|月报|周报|通报|之声|风采|专刊|工作|交流|期刊)$"
)


@dataclass(frozen=True, slots=True)
class FoundMasthead:
    """What stands over the contents, and in the issuing line."""

    name: str = ""
    serial: shapes.Serial | None = None
    issuer: str = ""
    date: datetime.date | None = None
    classification: str = ""
    end: int = 0
    """The place after its last line."""
    omitted: tuple[Omitted, ...] = ()
    pictures: int = 0
    """How many stand in it; they are not taken over."""


def read_masthead(sheet: IssueLines, has_foot: bool) -> FoundMasthead | None:
    """The masthead that an issue begins with; ``None`` where there is none."""
    for at in range(min(HEAD_LINES, len(sheet))):
        text = sheet.text(at)
        serial = shapes.serial(text)
        if serial and (sheet.role(at) == "期号" or at > 0) and _is_serial(sheet, at, has_foot):
            return _masthead(sheet, at, serial)
        both = shapes.serial_at_end(text) if text else None
        if (
            both
            and _is_head(sheet, at)
            and (has_foot or _has_entries(sheet, at + 1) or "期" in both[1].text)
        ):
            numbers = (one for place in range(at) for one in omit(sheet.text(place), NUMBER))
            imprint = _imprint(sheet, at + 1)
            omitted = (*omit(both[1].text, SERIAL), *numbers, *imprint.omitted)
            return replace(imprint, name=both[0], serial=both[1], omitted=omitted)
        if len(text) > _LONGEST:
            break
    return None


def _is_head(sheet: IssueLines, end: int) -> bool:
    """Whether the lines before a place are what may stand over the name: how secret, by whom."""
    texts = (sheet.text(at) for at in range(end))
    return all(
        shapes.CLASSIFIED.fullmatch(text)
        or shapes.DOCUMENT_NUMBER.fullmatch(text)
        or is_organ(re.sub(r"\s*(?:主办|编印|编)$", "", text))
        for text in texts
    )


def is_periodical(name: str) -> bool:
    """Whether a name is one that a bulletin has: …简报, …信息, …动态."""
    return _PERIODICAL.search(name) is not None and not name.startswith("关于")


def _is_serial(sheet: IssueLines, at: int, has_foot: bool) -> bool:
    """Whether a line is the serial, and not a number in brackets over some text."""
    is_said = "期" in sheet.text(at) or sheet.role(at) == "期号"
    return is_said or has_foot or _has_entries(sheet, at + 1)


def _has_entries(sheet: IssueLines, first: int) -> bool:
    return any(
        sheet.role(at) == "目录"
        or shapes.entry(sheet.text(at))
        or shapes.CONTENTS.fullmatch(sheet.text(at))
        for at in range(first, min(first + 4, len(sheet)))
    )


def _masthead(sheet: IssueLines, at: int, serial: shapes.Serial) -> FoundMasthead:
    """The masthead whose serial stands in a line of its own."""
    number = sheet.text(at).removesuffix(serial.text)
    omitted = [*omit(serial.text, SERIAL), *omit(number, NUMBER)]
    names, classification = list[str](), ""
    for place in range(at):
        omitted += sheet.other_text(place)
        text = sheet.text(place)
        is_marked = not names and shapes.CLASSIFIED.fullmatch(text)
        if not classification and (sheet.role(place) == "密级" or is_marked):
            classification = text
        elif shapes.DOCUMENT_NUMBER.fullmatch(text):
            omitted += omit(text, NUMBER)
        elif text:
            names.append(shapes.unspaced(text.replace("\n", "")))
    imprint = _imprint(sheet, at + 1)
    return replace(
        imprint,
        name="".join(names),
        serial=serial,
        classification=classification,
        omitted=(*omitted, *imprint.omitted),
        pictures=sheet.pictures(0, at),
    )


def _imprint(sheet: IssueLines, at: int) -> FoundMasthead:
    """The line of issuer and date under the serial, if there is one; or two lines."""
    text, end = sheet.text(at), at + 1
    if is_organ(text) and shapes.date(sheet.text(end)):
        text, end = f"{text}\u3000{sheet.text(end)}", end + 1
    parts = WIDE_GAP.split(text)
    staff = [part for part in parts if is_staff(part)]
    match = shapes.IMPRINT.fullmatch("\u3000".join(part for part in parts if part not in staff))
    if match is None:
        return FoundMasthead(end=at)
    omitted = [one for part in staff for one in omit(part, NUMBER)]
    omitted += (*omit(match["verb"] or "", HEAD), *omit(match["date"], DATE))
    date = shapes.date(match["date"])
    return FoundMasthead(issuer=match["issuer"].strip(), date=date, end=end, omitted=tuple(omitted))
