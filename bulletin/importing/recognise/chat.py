"""Takes out of a text that was copied from a chat what belongs to the chat, and names all of it.

Nothing is a chat whose lines may be an article's: a line such as 张三 10:21 counts at the start of a text,
or beside signs that nothing else has.
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


@dataclass(frozen=True, slots=True)
class LineUse:
    """How much of a line is text: what stands from ``start`` on, unless a ``reason`` says why nothing is."""

    start: int = 0
    reason: str = ""
    cause: str = ""
    """Why the characters before ``start`` are no text."""
    mark: Literal["", "another", "said"] = ""
    begins: bool = False
    """Whether a message begins here."""


_Uses = dict[int, LineUse]
_Message = tuple[str, list[int]]
"""Who sent a message, and the places of its lines."""


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
    found |= dict.fromkeys(_mail_head(lines), LineUse(reason=MAIL))
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


def _quotations(lines: Sequence[str]) -> _Uses:
    """The messages that others quote: 「张三：……」 over a drawn line."""
    found = dict[int, LineUse]()
    for at, line in enumerate(lines):
        if not chat_lines.is_drawn(line) or at == 0 or not lines[at - 1].endswith(("」", "』")):
            continue
        first = max(at - _LONGEST_QUOTE, 0)
        begin = next((one for one in range(at - 1, first - 1, -1) if lines[one][:1] in "「『"), at)
        if begin < at and lines[begin]:
            found |= dict.fromkeys(range(begin, at + 1), LineUse(reason=QUOTED))
    return found


# What they sent


def _in_chat(lines: Sequence[str], heads: dict[int, Sender], frames: _Uses) -> _Uses:
    """What of the lines of a chat is text."""
    found = _Uses()
    messages: list[_Message] = [("", [])]
    for at, line in enumerate(lines):
        if head := heads.get(at):
            has_text = head.end < len(line)
            messages.append((head.name, [at] if has_text else []))
            text = LineUse(start=head.end, cause=SENDER, begins=True)
            found[at] = text if has_text else LineUse(reason=SENDER)
        elif at in frames or not line:
            continue
        elif chat_lines.may_be_notice(line) or chat_lines.is_drawn(line):
            found[at] = LineUse(reason=NOTICE)
        elif chat_lines.stamp(line):
            found[at] = LineUse(reason=SENDER)
            messages.append(("", []))
        else:
            messages[-1][1].append(at)
    for _, places in messages:
        found |= _message(lines, places, found)
    texts = [
        (sender, [at for at in places if not found.get(at, LineUse()).reason])
        for sender, places in messages
    ]
    found |= _beside(lines, [message for message in texts if message[1]], found)
    return found


def _message(lines: Sequence[str], places: Sequence[int], found: _Uses) -> _Uses:
    """A message without what it begins and ends with: whom it calls, greetings, 请审阅."""
    done, texts = _Uses(), list(places)
    while texts:
        at = texts[0]
        done[at] = _opening(lines[at], found.get(at, LineUse()), alone=len(texts) == 1)
        if not done[at].reason:
            done[at] = replace(done[at], begins=True)
            break
        texts.pop(0)
    while len(texts) > 1 and _is_closing(lines[texts[-1]], [lines[at] for at in texts[:-1]]):
        done[texts.pop()] = LineUse(reason=GREETING)
    return done


def _opening(line: str, kept: LineUse, alone: bool) -> LineUse:
    """The first line of a message, without the greeting in it."""
    rest = line[kept.start :].strip()
    if called := chat_lines.mention_length(rest):
        rest = rest[called:].strip()
        kept = LineUse(start=len(line) - len(rest), cause=kept.cause or MENTION)
    if not rest:
        return LineUse(reason=kept.cause or MENTION)
    if chat_lines.is_file(rest):
        return LineUse(reason=THING)
    greeted = chat_lines.greeting_length(rest)
    after = rest[greeted:].strip()
    is_talk = chat_lines.is_small_talk(rest) or chat_lines.is_small_talk(after) or not after
    calls = chat_lines.called(rest) or (greeted and chat_lines.asks(after))
    if is_talk or (calls and not alone):
        return LineUse(reason=GREETING)
    if greeted > 1:
        return LineUse(start=len(line) - len(after), cause=GREETING)
    return kept


def _is_closing(line: str, before: Sequence[str]) -> bool:
    if chat_lines.is_placeholder(line) or chat_lines.is_surely_talk(line):
        return True
    speech = any(chat_lines.called(one) or "讲话" in one or "发言" in one for one in before[:4])
    return not speech and (chat_lines.is_small_talk(line) or bool(chat_lines.mention_length(line)))


def _beside(lines: Sequence[str], messages: Sequence[_Message], found: _Uses) -> _Uses:
    """What stands beside the longest message: talk, more of the same, or another contribution."""
    if len(messages) < 2:
        return {}
    starts = {at: use.start for at, use in found.items()}
    texts = [[lines[at][starts.get(at, 0) :].strip() for at in places] for _, places in messages]
    main = max(range(len(messages)), key=lambda at: sum(map(len, texts[at])))
    has_title = _has_title(texts[main])
    done, longer = _Uses(), list[int]()
    for at, (sender, places) in enumerate(messages):
        before, same = at < main, sender == messages[main][0]
        if at != main and _is_talk(texts[at], before, same, has_title):
            done |= dict.fromkeys(places, LineUse(reason=TALK))
        elif at != main and len(texts[at]) == 1 and not _is_part(texts[at][0], before and same):
            done[places[0]] = replace(found.get(places[0], LineUse()), mark="said", begins=True)
        else:
            longer.append(at)
    for earlier, later in pairwise(longer):
        is_whole = _has_title(texts[earlier]) or credits.credit(texts[earlier][-1], "")
        if is_whole and _has_title(texts[later]):
            first = messages[later][1][0]
            done[first] = replace(found.get(first, LineUse()), mark="another", begins=True)
    return done


def _is_talk(texts: Sequence[str], before: bool, same: bool, has_title: bool) -> bool:
    """Whether a message beside an article is talk about it."""
    if len(texts) > 2 or any(len(one) > _LONGEST_TALK for one in texts) or _has_title(texts):
        return False
    if len(texts) == 1 and _is_part(texts[0], before and not has_title):
        return False
    if before and has_title:
        return True
    return all(map(chat_lines.is_talk, texts)) or not (same or texts[-1].endswith("。"))


def _is_part(text: str, before: bool) -> bool:
    """Whether a short message is a part of an article: its title, a heading, its credit line, its date."""
    return bool(
        shapes.heading_number(text)
        or credits.is_byline(text)
        or len(text) > _LONGEST_TALK
        or (text.endswith("。") and len(text) > _SHORTEST_TEXT and not chat_lines.is_talk(text))
        or (before and not chat_lines.is_talk(text))
    )


def _has_title(texts: Sequence[str]) -> bool:
    """Whether a message begins as an article does: a short line over longer ones."""
    if len(texts) < 2 or not chat_lines.may_be_title(texts[0]):
        return False
    after = texts[1]
    is_text = len(after) > chat_lines.LONGEST_TITLE or after.endswith("。")
    return is_text or chat_lines.may_be_title(after)


# A single message, copied without its sender


def _edges(lines: Sequence[str], frames: _Uses) -> _Uses:
    """Greetings before the title (a speech greets below it), and what is said to the editor below the text."""
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
