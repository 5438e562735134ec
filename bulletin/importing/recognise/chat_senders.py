"""Who sent the messages of a chat: which lines of a text name a sender, if it is a chat at all.

Names of persons and times stand in articles too. A line names a sender for certain by its form, or
because what is said below it (收到) is said in chats only; else only where a text begins with such a line.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from bulletin.importing.recognise import chat_lines
from bulletin.importing.recognise.chat_lines import Sender


def senders(lines: Sequence[str], frames: Collection[int]) -> dict[int, Sender]:
    """The lines that name who sent a message, none in what is no chat; ``frames`` are a chat program's."""
    texts = (
        at for at, line in enumerate(lines)
        if line and at not in frames and not (chat_lines.may_be_notice(line) or chat_lines.is_drawn(line))
    )  # fmt: skip
    first = next(texts, None)
    if first is None:
        return {}
    timed = {
        at: one for at, line in enumerate(lines)
        if at not in frames and line and (one := chat_lines.sender(line)) is not None
    }  # fmt: skip
    said = _said_by(lines, timed)
    if not said and [*timed] == [first] and _is_title(lines, first, timed[first]):
        return {}
    if said or first in timed or (chat_lines.stamp(lines[first]) and len(timed) > 0):
        return _timed(lines, timed, {first, *said})
    return _on_two_lines(lines, first, frames) or _named(lines, first, frames)


def _is_title(lines: Sequence[str], first: int, head: Sender) -> bool:
    """Whether the only line with a time, the first one, is the title: text comes right below it."""
    after = next((line for line in lines[first + 1 :] if line), "")
    return not (chat_lines.is_sender(head.name) or chat_lines.may_be_title(after))


def _timed(lines: Sequence[str], timed: dict[int, Sender], sure: set[int]) -> dict[int, Sender]:
    """Senders with times; lines of a programme of events, 09:00 签到, are none."""
    follows = _followed_by(lines)
    known = {one.name for at, one in timed.items() if at in sure}
    return {
        at: one for at, one in timed.items()
        if one.name in known or chat_lines.is_sender(one.name) or one.end < len(lines[at])
        or not ({at - 1, follows[at]} & timed.keys())
    }  # fmt: skip


def _on_two_lines(lines: Sequence[str], first: int, frames: Collection[int]) -> dict[int, Sender]:
    """Senders with the time on a line of its own below: 张三, then 2026/3/5 16:20."""
    follows = _followed_by(lines)
    heads: dict[int, Sender] = {}
    for at, line in enumerate(lines):
        if at in frames or follows[at] >= len(lines) or not chat_lines.stamp(lines[follows[at]]):
            continue
        name = chat_lines.name_alone(line)
        if name:
            heads[at] = Sender(name, len(line), True)
    if first not in heads:
        return {}
    stamps = {follows[at]: replace(one, end=len(lines[follows[at]])) for at, one in heads.items()}
    is_chat = chat_lines.is_person(heads[first].name) or (
        len(heads) > 1 and _said_by(lines, stamps)
    )
    return heads if is_chat else {}


def _named(lines: Sequence[str], first: int, frames: Collection[int]) -> dict[int, Sender]:
    """Senders without times, where the text begins with one: 张三: and more that is said."""
    named = {
        at: one for at, line in enumerate(lines)
        if at not in frames and line and (one := chat_lines.named(line)) is not None
        and (one.end == len(line) or chat_lines.is_person(one.name))
    }  # fmt: skip
    if first not in named:
        return {}
    said = _said_by(lines, named)
    is_name = chat_lines.is_person(named[first].name)
    opens = chat_lines.is_plain_person(named[first].name) and named[first].end == len(lines[first])
    if not (said or opens or (is_name and any(map(chat_lines.is_placeholder, lines)))):
        return {}
    known = {one.name for at, one in named.items() if at in said or at == first}
    return {
        at: one
        for at, one in named.items()
        if one.name in known or (one.end == len(lines[at]) and chat_lines.is_sender(one.name))
    }


def _said_by(lines: Sequence[str], heads: dict[int, Sender]) -> set[int]:
    """Of the lines that may name a sender, those that surely do: by their form, or by what is said below."""
    ends = [*heads, len(lines)][1:]
    return {
        at
        for (at, one), end in zip(heads.items(), ends, strict=True)
        if one.sure or _is_said([lines[at][one.end :], *lines[at + 1 : end]])
    }


def _is_said(lines: Sequence[str]) -> bool:
    texts = [line for line in lines if line]
    return bool(texts) and all(
        chat_lines.is_small_talk(line)
        or chat_lines.is_placeholder(line)
        or chat_lines.greeting_length(line) == len(line)
        for line in texts
    )


def _followed_by(lines: Sequence[str]) -> list[int]:
    """For each line, the place of the next one that is not empty."""
    after, found = len(lines), [0] * len(lines)
    for at in range(len(lines) - 1, -1, -1):
        found[at] = after
        after = at if lines[at] else after
    return found
