"""The foot of an issue: to whom it goes, who issued it and when, how many copies."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from bulletin.importing.draft import Omitted, omit
from bulletin.importing.recognise import clutter, shapes
from bulletin.importing.recognise.article_starts import is_credit
from bulletin.importing.recognise.issue_lines import FOOT_LINES, IssueLines
from bulletin.importing.recognise.masthead import DATE

FOOT = "报送、印发行的固定文字，由程序加"
COPIES = "印数"


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


def foot_at(sheet: IssueLines) -> int:
    """Where the routing block begins; the end where there is none."""
    last = len(sheet)
    first = max(0, last - FOOT_LINES)
    for at in range(last - 1, first - 1, -1):
        if is_credit(sheet.pieces[at]):
            first = at + 1
            break
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
            notes.append(_copies(copies[0].strip()))
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
    pictures = sheet.pictures(foot, len(sheet))
    return Foot(tuple(routing.items()), issuer, date, tuple(omitted), tuple(notes), pictures)


def _copies(text: str) -> str:
    return (
        f"原文写着“{text}”，没有带进来：印数由各单位的份数加出来，"
        "要印就在报送单位那里写 {to: 单位, copies: 份数}。"
    )
