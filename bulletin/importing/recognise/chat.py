"""Takes out of a text that was copied from a chat what belongs to the chat, and names all of it.

Senders, times, greetings, 收到, placeholders and quoted messages go; what remains are the messages that
hold text, in order. Nothing is a chat whose lines may be an article's: a line such as 张三 10:21 counts at
the start of a text, or beside signs that nothing else has.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from operator import itemgetter
from typing import Literal

from bulletin.findings.errors import BulletinError
from bulletin.importing.draft import Draft, DraftParagraph, Omitted, Piece, cut, line_of, stripped
from bulletin.importing.recognise import chat_lines, credits, shapes
from bulletin.importing.recognise.chat_lines import THING, Sender
from bulletin.importing.recognise.chat_senders import senders

SENDER = "聊天里的发送人、时间"
GREETING = "招呼、收到、谢谢一类的话"
NOTICE = "聊天软件的提示"
QUOTED = "聊天里引用的别人的话"
MENTION = "聊天里点名的 @"
MAIL = "邮件头"
TALK = "聊天里的话，不像稿件"
_LONGEST_QUOTE = 40
"""Lines of a message that another quotes."""
_LONGEST_TALK = 40
"""Characters of a message of one line that is talk beside an article."""
_SHORTEST_TEXT = 15
"""Characters of a message that is one sentence of an article."""

Mark = Literal["", "another", "said"]


@dataclass(frozen=True, slots=True)
class LineUse:
    """How much of a line is text: what stands from ``start`` on, unless a ``reason`` says why nothing is."""

    start: int = 0
    reason: str = ""
    cause: str = ""
    """Why the characters before ``start`` are no text."""
    mark: Mark = ""
    begins: bool = False
    """Whether a message begins here."""


@dataclass(slots=True)
class _Message:
    sender: str
    lines: list[int]


def without_chat(draft: Draft) -> Draft:
    """A draft without what belongs to the chat that it was copied from; itself if it is none.

    Raises:
        BulletinError: nothing else is in it.
    """
    pieces = [part for piece in draft.pieces for part in _parted(piece)]
    lines = list(map(line_of, pieces))
    found = line_uses(lines)
    if all(one == LineUse() for one in found):
        return draft
    rest = [line for line, one in zip(lines, found, strict=True) if line and not one.reason]
    if all(map(chat_lines.is_small_talk, rest)) and any(one.reason for one in found):
        raise BulletinError(
            f"{draft.name} 里只有聊天的话，没有稿件。",
            "看看是不是少复制了一段；稿件在引用的「」里的，把它单独复制出来。",
        )
    kept, omitted = list[Piece](), list[Omitted]()
    for piece, line, one in zip(pieces, lines, found, strict=True):
        if not isinstance(piece, DraftParagraph) or one == LineUse():
            kept.append(piece)
        elif one.reason:
            omitted.append(Omitted(line, one.reason))
        else:
            if one.start:
                omitted.append(Omitted(line[: one.start].strip(), one.cause))
            runs = stripped(cut(stripped(piece.runs), one.start))
            kept.append(replace(piece, runs=runs, mark=one.mark))
    notes = (*draft.notes, *_notes(lines, found))
    return replace(draft, pieces=tuple(kept), omitted=(*draft.omitted, *omitted), notes=notes)


def _notes(lines: Sequence[str], found: Sequence[LineUse]) -> Iterator[str]:
    heads = [
        line for line, one in zip(lines, found, strict=True) if SENDER in (one.reason, one.cause)
    ]
    sent = [one.name for one in map(_sender, heads) if one is not None]
    if sent:
        names = list(dict.fromkeys(sent))
        more = " 等" if len(names) > 3 else ""
        yield f"这是聊天记录（{len(sent)} 条消息，{'、'.join(names[:3])}{more}），只留下了稿件。"


def boundaries(lines: Sequence[str]) -> tuple[frozenset[int], frozenset[int]]:
    """The lines that stand alone, as what belongs to a chat, and those with which a message begins."""
    found = line_uses(lines)
    alone = frozenset(at for at, one in enumerate(found) if one.reason)
    return alone, frozenset(at for at, one in enumerate(found) if one.begins)


def _parted(piece: Piece) -> Iterator[Piece]:
    """The lines of a paragraph as paragraphs, where one of them is of a chat; else the piece as it is."""
    if not isinstance(piece, DraftParagraph) or "\n" not in piece.text:
        yield piece
        return
    lines = piece.text.split("\n")
    found = [_sender(line.strip()) for line in lines]
    if not any(one is not None and (one.timed or at == 0) for at, one in enumerate(found)):
        yield piece
        return
    at = 0
    for line in lines:
        runs = stripped(cut(piece.runs, at, at + len(line)))
        if runs:
            yield replace(piece, runs=runs, number=piece.number if at == 0 else "")
        at += len(line) + 1


def _sender(line: str) -> Sender | None:
    return chat_lines.sender(line) or chat_lines.named(line)


def line_uses(lines: Sequence[str]) -> list[LineUse]:
    """What of each line is text; empty lines stand for what is no text at all, such as a picture."""
    found = dict[int, LineUse]()
    for at, line in enumerate(lines):
        if chat_lines.is_placeholder(line):
            found[at] = LineUse(reason=THING)
        elif chat_lines.is_notice(line):
            found[at] = LineUse(reason=NOTICE)
    found |= {at: LineUse(reason=MAIL) for at in _mail_head(lines)}
    found |= _quotations(lines)
    heads = senders(lines, found.keys())
    first = next((at for at in range(len(lines)) if lines[at] and at not in found), 0)
    is_stamped = bool(lines) and chat_lines.stamp(lines[first]) == "day"
    if heads or is_stamped or any(one.reason == NOTICE for one in found.values()):
        found |= _in_chat(lines, heads, found)
    else:
        found |= _edges(lines, found)
    done = [found.get(at, LineUse()) for at in range(len(lines))]
    has_text = any(line and not one.reason for line, one in zip(lines, done, strict=True))
    if has_text or any(one.reason in (SENDER, THING) for one in done):
        return done
    return [LineUse()] * len(lines)  # what looks like talk is all there is


def _mail_head(lines: Sequence[str]) -> list[int]:
    """The lines of a mail's head that a text begins with: 发件人, 收件人, 主题."""
    kinds = ((at, chat_lines.mail_head(line)) for at, line in enumerate(lines) if line)
    head = dict(takewhile(itemgetter(1), kinds))
    return list(head) if len(head) > 1 and "surely" in head.values() else []


def _quotations(lines: Sequence[str]) -> dict[int, LineUse]:
    """The messages that others quote: 「张三：……」 over a drawn line."""
    found = dict[int, LineUse]()
    for at, line in enumerate(lines):
        if not chat_lines.is_drawn(line) or at == 0 or not lines[at - 1].endswith(("」", "』")):
            continue
        first = max(at - _LONGEST_QUOTE, 0)
        begin = next((one for one in range(at - 1, first - 1, -1) if lines[one][:1] in "「『"), at)
        if begin < at and lines[begin]:
            found |= {one: LineUse(reason=QUOTED) for one in range(begin, at + 1)}
    return found


# What they sent


def _in_chat(
    lines: Sequence[str], heads: dict[int, Sender], frames: dict[int, LineUse]
) -> dict[int, LineUse]:
    """What of the lines of a chat is text."""
    found = dict[int, LineUse]()
    messages = [_Message("", [])]
    for at, line in enumerate(lines):
        head = heads.get(at)
        if head is not None:
            messages.append(_Message(head.name, []))
            if head.end < len(line):
                found[at] = LineUse(start=head.end, cause=SENDER, begins=True)
                messages[-1].lines.append(at)
            else:
                found[at] = LineUse(reason=SENDER)
        elif at in frames or not line:
            continue
        elif chat_lines.may_be_notice(line) or chat_lines.is_drawn(line):
            found[at] = LineUse(reason=NOTICE)
        elif chat_lines.stamp(line):
            found[at] = LineUse(reason=SENDER)
            messages.append(_Message("", []))
        else:
            messages[-1].lines.append(at)
    for message in messages:
        found |= _message(lines, message, found)
    for message in messages:
        message.lines = [at for at in message.lines if not found.get(at, LineUse()).reason]
    found |= _beside(lines, [one for one in messages if one.lines], found)
    return found


def _message(
    lines: Sequence[str], message: _Message, found: dict[int, LineUse]
) -> dict[int, LineUse]:
    """A message without what it begins and ends with: whom it calls, greetings, 请审阅."""
    done = dict[int, LineUse]()
    texts = list(message.lines)
    while texts:
        at = texts[0]
        kept = _opening(lines[at], found.get(at, LineUse()), alone=len(texts) == 1)
        done[at] = kept
        if not kept.reason:
            done[at] = replace(kept, begins=True)
            break
        texts.pop(0)
    while len(texts) > 1 and _is_closing(lines[texts[-1]], [lines[at] for at in texts[:-1]]):
        done[texts.pop()] = LineUse(reason=GREETING)
    return done


def _opening(line: str, kept: LineUse, alone: bool) -> LineUse:
    """The first line of a message, without the greeting in it."""
    start = kept.start
    rest = line[start:].strip()
    called = chat_lines.mention_length(rest)
    if called:
        rest = rest[called:].strip()
        start = len(line) - len(rest)
        kept = LineUse(start=start, cause=kept.cause or MENTION)
    if not rest:
        return LineUse(reason=kept.cause or MENTION)
    if chat_lines.is_file(rest):
        return LineUse(reason=THING)
    greeted = chat_lines.greeting_length(rest)
    after = rest[greeted:].strip()
    if chat_lines.is_small_talk(rest) or (
        greeted and (not after or chat_lines.is_small_talk(after))
    ):
        return LineUse(reason=GREETING)
    if not alone and (chat_lines.called(rest) or (greeted and chat_lines.asks(after))):
        return LineUse(reason=GREETING)
    if greeted > 1:
        return LineUse(start=len(line) - len(after), cause=GREETING)
    return kept


def _is_closing(line: str, before: Sequence[str]) -> bool:
    if chat_lines.is_placeholder(line) or chat_lines.is_surely_talk(line):
        return True
    speech = any(chat_lines.called(one) or "讲话" in one or "发言" in one for one in before[:4])
    return not speech and (chat_lines.is_small_talk(line) or bool(chat_lines.mention_length(line)))


def _beside(
    lines: Sequence[str], messages: Sequence[_Message], found: dict[int, LineUse]
) -> dict[int, LineUse]:
    """What stands beside the longest message: talk, more of the same, or another contribution."""
    if len(messages) < 2:
        return {}
    uses = [[found.get(at, LineUse()) for at in one.lines] for one in messages]
    texts = [
        [lines[at][use.start :].strip() for at, use in zip(one.lines, used, strict=True)]
        for one, used in zip(messages, uses, strict=True)
    ]
    main = max(range(len(messages)), key=lambda at: sum(map(len, texts[at])))
    has_title = _has_title(texts[main])
    done, longer = dict[int, LineUse](), list[int]()
    for at, message in enumerate(messages):
        before, same = at < main, message.sender == messages[main].sender
        if at != main and _is_talk(texts[at], before, same, has_title):
            done |= {one: LineUse(reason=TALK) for one in message.lines}
        elif at != main and len(texts[at]) == 1 and not _is_part(texts[at][0], before and same):
            done[message.lines[0]] = replace(uses[at][0], mark="said", begins=True)
        else:
            longer.append(at)
    for earlier, later in pairwise(longer):
        is_whole = _has_title(texts[earlier]) or credits.credit(texts[earlier][-1], "")
        if is_whole and _has_title(texts[later]):
            done[messages[later].lines[0]] = replace(uses[later][0], mark="another", begins=True)
    return done


def _is_talk(texts: Sequence[str], before: bool, same: bool, has_title: bool) -> bool:
    """Whether a message beside an article is talk about it."""
    if len(texts) > 2 or any(len(one) > _LONGEST_TALK for one in texts) or _has_title(texts):
        return False
    if len(texts) == 1 and _is_part(texts[0], before and not has_title):
        return False
    return (
        all(map(chat_lines.is_talk, texts))
        or (before and has_title)
        or not (same or texts[-1].endswith("。"))
    )


def _is_part(text: str, before: bool) -> bool:
    """Whether a short message is a part of an article: its title, a heading, its credit line, its date."""
    return bool(
        shapes.heading_number(text)
        or credits.credit(text, "")
        or credits.signature(text)
        or shapes.bracketed_day(text)
        or credits.author(text)
        or len(text) > _LONGEST_TALK
        or (text.endswith("。") and len(text) > _SHORTEST_TEXT and not chat_lines.is_talk(text))
        or (before and not chat_lines.is_talk(text))
    )


def _has_title(texts: Sequence[str]) -> bool:
    """Whether a message begins as an article does: a short line over longer ones."""
    return (
        len(texts) > 1
        and chat_lines.may_be_title(texts[0])
        and (
            len(texts[1]) > chat_lines.LONGEST_TITLE
            or texts[1].endswith("。")
            or chat_lines.may_be_title(texts[1])
        )
    )


# A single message, copied without its sender


def _edges(lines: Sequence[str], frames: dict[int, LineUse]) -> dict[int, LineUse]:
    """Greetings before the title and what is said to the editor below the text.

    A speech begins with a greeting too, but below its title or before its text.
    """
    done = dict[int, LineUse]()
    texts = [at for at, line in enumerate(lines) if line and at not in frames]
    while len(texts) > 2:
        line, after = lines[texts[0]], lines[texts[1]]
        kept = _opening(line, LineUse(), alone=False)
        if chat_lines.greeting_length(line) > 1 and chat_lines.is_talk(line):
            kept = LineUse(reason=GREETING)  # 王主任您好，麻烦您看一下
        is_to_editor = (
            chat_lines.is_to_one(line)
            or chat_lines.may_be_title(after)
            or chat_lines.is_cover(_ungreeted(line))
            or chat_lines.is_cover(_ungreeted(after))
        )
        if not kept.reason or not (is_to_editor or kept.reason == MENTION):
            break
        done[texts.pop(0)] = kept
    if texts and (end := chat_lines.MENTION.match(lines[texts[0]])) and "@所有人" in end[0]:
        rest = LineUse(start=end.end(), cause=MENTION)
        done[texts[0]] = rest if lines[texts[0]][rest.start :] else LineUse(reason=MENTION)
    is_letter = any(one.reason for one in (*done.values(), *frames.values()))
    while len(texts) > 2 and (
        chat_lines.is_surely_talk(lines[texts[-1]])
        or (is_letter and chat_lines.is_closing(lines[texts[-1]]))
    ):
        done[texts.pop()] = LineUse(reason=GREETING)
    return done


def _ungreeted(line: str) -> str:
    return line[chat_lines.greeting_length(line) :].strip()
