"""The masthead (name, serial, issuer, date) and the foot (recipients, issuer, copies) of an issue."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace

from bulletin.importing.draft import Omitted, omit
from bulletin.importing.recognise import clutter, shapes
from bulletin.importing.recognise.article_starts import is_credit
from bulletin.importing.recognise.credits import is_organ, is_staff
from bulletin.importing.recognise.issue_lines import FOOT_LINES, HEAD_LINES, WIDE_GAP, IssueLines

HEAD = "报头的固定文字，由程序加"
FOOT = "报送、印发行的固定文字，由程序加"
COPIES = "印数"
DATE = "日期，写进 issue.yaml"
SERIAL = "期号，写进 number 和 serial"
NUMBER = "报头上的编号、签发人，简报里没有这一项"
_LONGEST = 60
"""Characters; a longer paragraph is text."""
_SIGNER = re.compile(
    r"[\s\u3000]+(签发人?[：:][\s\u3000]*)(?P<name>[\u4e00-\u9fff·\u3000 ]{2,20})$"
)
"""Who signed the issue, at the right end of the line with the serial."""
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
    signer: str = ""
    """Who signed it, beside the serial."""
    end: int = 0
    """The place after its last line."""
    omitted: tuple[Omitted, ...] = ()
    pictures: int = 0
    """How many stand in it; they are not taken over."""


def read_masthead(sheet: IssueLines, has_foot: bool) -> FoundMasthead:
    """The masthead that an issue begins with; without a serial where there is none."""
    for at in range(min(HEAD_LINES, len(sheet))):
        text, is_serial = sheet.text(at), sheet.role(at) == "期号"
        if signed := _SIGNER.search(text):
            text = text[: signed.start()]
        has_more = has_foot or _has_entries(sheet, at + 1)  # else it may be （1） over some text
        serial = shapes.serial(text)
        if serial and (is_serial or at > 0) and (is_serial or has_more or "期" in text):
            return _masthead(sheet, at, serial, signed)
        both = shapes.serial_at_end(text)
        if both and _is_head(sheet, at) and (has_more or "期" in both[1].text):
            numbers = (one for place in range(at) for one in omit(sheet.text(place), NUMBER))
            imprint = _imprint(sheet, at + 1)
            omitted = (*omit(both[1].text, SERIAL), *numbers, *imprint.omitted)
            return replace(imprint, name=both[0], serial=both[1], omitted=omitted)
        if len(text) > _LONGEST:
            break
    return FoundMasthead()


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


def _has_entries(sheet: IssueLines, first: int) -> bool:
    return any(
        sheet.role(at) == "目录"
        or shapes.entry(sheet.text(at))
        or shapes.CONTENTS.fullmatch(sheet.text(at))
        for at in range(first, min(first + 4, len(sheet)))
    )


def _masthead(
    sheet: IssueLines, at: int, serial: shapes.Serial, signed: re.Match[str] | None
) -> FoundMasthead:
    """The masthead whose serial stands in a line of its own, with nobody but who ``signed`` it."""
    number = sheet.text(at)[: signed.start() if signed else None].removesuffix(serial.text)
    omitted = [*omit(serial.text, SERIAL), *omit(number, NUMBER)]
    omitted += omit(signed[1], HEAD) if signed else ()
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
        signer=signed["name"].strip() if signed else "",
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


# The foot


@dataclass(frozen=True, slots=True)
class Foot:
    """The routing, line by line, and what the issuing line says."""

    routing: tuple[tuple[str, tuple[str, ...]], ...]
    issuer: str
    date: datetime.date | None
    omitted: tuple[Omitted, ...]
    notes: tuple[str, ...]
    pictures: int
    """How many stand in it; they are not taken over."""
    has_stops: bool = False
    """Whether our own file has a full stop at the end of each line of the routing."""


def foot_at(sheet: IssueLines) -> int:
    """Where the routing block begins; the end where there is none."""
    last = len(sheet)
    near = range(max(0, last - FOOT_LINES), last)
    first = next((at + 1 for at in reversed(near) if is_credit(sheet.pieces[at])), near.start)
    for at in range(first, last):
        if sheet.role(at) in ("报送", "份数", "印发") or shapes.ROUTING_LABEL.match(sheet.text(at)):
            return at
    if last > first and (match := shapes.issued(sheet.text(last - 1))):
        return last - 1 if match["verb"] != "印" else last
    return last


def read_foot(sheet: IssueLines, foot: int) -> Foot:
    """What the lines from the foot to the end say."""
    lines: list[tuple[str, str]] = []
    omitted, notes = list[Omitted](), list[str]()
    issuer, date = "", None
    for at in range(foot, len(sheet)):
        omitted += sheet.other_text(at)
        text = sheet.text(at)
        if copies := shapes.copies(text):  # the routing adds them up
            omitted += omit(copies[0], COPIES)
            notes.append(
                f"原文写着“{copies[0].strip()}”，没有带进来：印数由各单位的份数加出来，"
                "要印就在报送单位那里写 {to: 单位, copies: 份数}。"
            )
            text = text[: copies.start()]
        label, issued = shapes.ROUTING_LABEL.match(text), shapes.issued(text)
        if why := clutter.reason(text):
            omitted += omit(text, why)
        elif label:
            omitted += omit(text[label.start("label") : label.end()], FOOT)
            lines.append((re.sub(r"\s", "", label["label"]), text[label.end() :]))
        elif issued and (lines or at == len(sheet) - 1):
            omitted += omit(issuer, FOOT)  # of an issuing line before
            issuer, date = issued["issuer"].strip(), shapes.date(issued["date"] or "")
            omitted += (*omit(issued["verb"], FOOT), *omit(issued["date"] or "", DATE))
        elif lines and text:
            lines[-1] = lines[-1][0], lines[-1][1] + text
        else:
            omitted += omit(text, FOOT)
    routing: dict[str, tuple[str, ...]] = {}  # issue.yaml has each label once
    for name, text in lines:
        recipients = re.split(r"([，；,;。\n]+)", text.strip())
        omitted += (one for mark in recipients[1::2] for one in omit(mark, FOOT))
        organs = (one.strip() for one in recipients[::2] if one.strip())
        routing[name] = (*routing.get(name, ()), *organs)
    ours = [sheet.text(at) for at in range(foot, len(sheet)) if sheet.role(at) == "报送"]
    return Foot(
        tuple(routing.items()),
        issuer,
        date,
        tuple(omitted),
        tuple(notes),
        sheet.pictures(foot, len(sheet)),
        has_stops=bool(ours) and all(text.endswith("。") for text in ours),
    )
