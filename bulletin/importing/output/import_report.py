"""The Chinese report of an import: files made, characters changed and omitted, the account, guesses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bulletin import rules
from bulletin.importing.plan import Imported
from bulletin.importing.readers.control_characters import CONTROL, printable

_LONGEST = 100
"""Characters of one text that are shown."""
_TITLES = {rule.code: rule.title for rule in rules.RULES}


def lines(imported: Imported, folder: str, dry_run: bool = False) -> Iterator[str]:
    """The lines of the report on one file."""
    verb = "会做成" if dry_run else "做成"
    count = len(imported.titles)
    parts = "一篇" if count == 1 else f"{count} 篇放在一个文件里"
    kind = "整期" if imported.is_whole else parts
    yield f"{imported.name}：认出是{kind}，{verb} {count} 篇稿件。"
    if imported.series:
        yield "  issues/bulletin.yaml"
    for name in sorted(imported.files, key=lambda name: (name != "issue.yaml", name)):
        yield f"  {folder}/{name}"
    yield from (f"  说明：{printable(one)}" for one in imported.notes)
    yield from _mends(imported)
    yield from _omitted(imported)
    yield from _account(imported)
    yield from _guessed(imported)


def _guessed(imported: Imported) -> Iterator[str]:
    """A line that names the guessed parts and their signs: the account checks only characters."""
    parts = []
    for what in dict.fromkeys(one.what for one in imported.guesses):
        cues = Counter(
            one.cue + ("，拿不准" if one.doubts else "")
            for one in imported.guesses
            if one.what == what
        )
        is_counted = len(imported.titles) > 1 and what != "整期"
        shown = "；".join(f"{cue} {n} 篇" if is_counted else cue for cue, n in cues.items())
        parts.append(f"{what}（{shown}）")
    if parts:
        yield f"猜的：{'、'.join(parts)}。核对只管字，这些请看一眼。"


def short(imported: Imported, number: int) -> str:
    """The report in one line, for an import of many back issues."""
    account, articles = imported.account, len(imported.titles)
    even = "" if account.is_even else "，字数不符！"
    if account.is_even and not account.is_counted:
        even = "，原文件没有核对"
    return f"第 {number} 期  {imported.name}  {articles} 篇，{account.made} 字，略去 {account.omitted} 字{even}"


def _mends(imported: Imported) -> Iterator[str]:
    if not imported.mends:
        return
    yield f"改了 {len(imported.mends)} 处："
    for code, number in sorted(Counter(mend.code for mend in imported.mends).items()):
        examples = {
            f"“{printable(one.before)}”→“{printable(one.after)}”"
            for one in imported.mends
            if one.code == code
        }
        shown = "、".join(sorted(examples, key=lambda one: (len(one), one))[:4])
        more = "……" if len(examples) > 4 else ""
        name = f"{code} {_TITLES[code]}" if code in _TITLES else code
        yield f"  {name} {number} 处：{shown}{more}"


def _line(text: str) -> str:
    return printable(" ".join(text.split()))


def _omitted(imported: Imported) -> Iterator[str]:
    if not imported.omitted:
        return
    yield f"略去 {imported.account.omitted} 字："
    reasons = dict.fromkeys(one.reason for one in imported.omitted)
    for reason in reasons:
        omitted = [one.text for one in imported.omitted if one.reason == reason]
        if reason == CONTROL:
            omitted = [f"U+{ord(char):04X}" for char in "".join(omitted)]
        texts = Counter(map(_line, omitted))
        shown = "  ".join(text if n == 1 else f"{text}×{n}" for text, n in texts.items())
        yield f"  {reason}：{shown}"


def _account(imported: Imported) -> Iterator[str]:
    account = imported.account
    verdict = "一字不差" if account.is_even else "对不上"
    if account.is_even and not account.is_counted:
        verdict = "读到的字都在，原文件没有核对"
    excess = account.made + account.omitted - account.source
    changed = f"（改动{'多出' if excess > 0 else '减去'} {abs(excess)} 字）" if excess else ""
    basis = f"（{account.basis}）" if account.basis else ""
    yield (
        f"核对字符{basis}：来稿 {account.source} 字{changed}，稿件 {account.made} 字，"
        f"略去 {account.omitted} 字，{verdict}。"
    )
    if account.missing:
        yield f"  少了：{_some(account.missing)}"
    yield from (f"  可能在{one.place}：{_some(one.text)}" for one in account.places)
    if account.invented:
        yield f"  多了：{_some(account.invented)}"


def _some(text: str) -> str:
    """The beginning of a text on one line."""
    return _line(text[:_LONGEST]) + ("……" if len(text) > _LONGEST else "")
