"""Pictures that stand side by side in one line, each with its keys: ![图题](a.jpg){宽=60% 说明=会场}."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bulletin.findings import kinds
from bulletin.findings.diagnostics import Diagnostic
from bulletin.model.content import PictureWidth, Run
from bulletin.reading.events import Event
from bulletin.text import patterns
from bulletin.text.source import Source, Span

_KEYS = patterns.regex(r"[ \t\u3000]*[{｛](?P<inside>[^{}｛｝\r\n]{0,500})[}｝]")
"""The keys behind a picture, in the full-width forms too; what is longer is a text."""
_WIDTH, _DESCRIPTION = "宽", "说明"
_KEY = rf"(?:{_WIDTH}|{_DESCRIPTION})[ \t]*[=＝:：]"
_ITEM = patterns.regex(
    rf"[\s，,；;、]*(?:(?P<key>{_WIDTH}|{_DESCRIPTION})[ \t]*[=＝:：][ \t]*)?"
    rf"(?P<value>\S.*?)(?=[\s，,；;、]+{_KEY}|\s*$)"
)
_FIGURE = patterns.regex(
    r"(?P<figure>[0-9]{1,4}(?:\.[0-9]{1,3})?)[ \t]*(?P<unit>[%％]|厘米|公分|cm|毫米|mm)"
)
_MILLIMETRES = {"厘米": 10.0, "公分": 10.0, "cm": 10.0, "毫米": 1.0, "mm": 1.0}
_ESCAPED = patterns.regex(r"\\([\\`<\[\]])")
"""A mark that Markdown could pair with one in the keys of the next picture, typed as a character."""
_QUOTED = patterns.regex('["“]([^"“”]*)["”]')
_LEAST, _MOST_PERCENT, _MOST_MILLIMETRES = 1.0, 100.0, 400.0
_MOST_BESIDE = 3
_HINT = (
    "写成 {宽=60%} 或 {宽=8厘米 说明=会场全景}：宽是占版心几成或几厘米，说明是给看不见图的人读的。"
)


@dataclass(frozen=True, slots=True)
class PictureMarks:
    """One picture of a line."""

    events: tuple[Event, ...]
    """From its start to its end."""
    keys: Span | None
    """What stands between the braces behind it; ``None`` where there are none."""
    span: Span


@dataclass(frozen=True, slots=True)
class PictureKeys:
    """What the keys behind a picture say of it."""

    width: PictureWidth | None = None
    description: Run | None = None


def keys_behind(source: Source, at: int) -> tuple[Span | None, int]:
    """The keys that begin at ``at``, where a picture ends, and where they end."""
    match = _KEYS.match(source.text, at)
    return (source.span(*match.span("inside")), match.end()) if match else (None, at)


def pictures_of(source: Source, inlines: Sequence[Event]) -> list[PictureMarks]:
    """The pictures of a paragraph that has nothing in it but these, in one line; else none."""
    found: list[PictureMarks] = []
    at, hidden = 0, 0
    while at < len(inlines):
        event = inlines[at]
        if event.name == "Image" and event.edge == "start":
            last = next(i for i in range(at + 1, len(inlines)) if inlines[i].name == "Image")
            if inlines[last].edge != "end":
                return []  # a picture in the caption of another
            keys, hidden = keys_behind(source, event.end)
            span = source.span(event.start, hidden)
            found.append(PictureMarks((*inlines[at : last + 1],), keys, span))
            at = last
        elif event.edge != "end" and not _is_blank(event, hidden, source):
            return []
        at += 1
    return found


def _is_blank(event: Event, hidden: int, source: Source) -> bool:
    """Whether nothing of an event is printed: it is white space, or stands among keys."""
    if event.name == "Text":
        return not source.text[max(event.start, hidden) : event.end].strip()
    return event.end <= hidden


def crowded(marks: Sequence[PictureMarks]) -> Iterator[Diagnostic]:
    """The finding that more pictures stand in a line than can be made out on paper."""
    if len(marks) > _MOST_BESIDE:
        message = f"一行排了 {len(marks)} 张图片，每张都会很小。"
        hint = "一行放两三张；其余的另起一段，中间空一行。"
        yield kinds.PICTURE_FIT.at(marks[0].span, message, hint)


def read_keys(keys: Span | None) -> tuple[PictureKeys, list[Diagnostic]]:
    """The keys of a picture; what cannot be read is a finding, and is left out."""
    read, findings = PictureKeys(), list[Diagnostic]()
    if keys is None:
        return read, findings
    width, description = read.width, read.description
    for match in _ITEM.finditer(keys.text):
        value = keys.part(*match.span("value"))
        if match["key"] == _DESCRIPTION:
            quoted = _QUOTED.fullmatch(value.text)
            said = value.part(*quoted.span(1)) if quoted else value
            if said.text.strip():
                description = Run(_ESCAPED.sub(r"\1", said.text), said)
        elif match["key"] == _WIDTH and (read_width := width_of(value.text)):
            width = read_width
        else:
            whole = keys.part(
                match.start("key") if match["key"] else match.start("value"), match.end()
            )
            message = f"花括号里的“{whole.text}”看不懂，印不出来。"
            findings.append(kinds.PICTURE_KEYS.at(whole, message, _HINT))
    return PictureKeys(width, description), findings


def width_of(text: str) -> PictureWidth | None:
    """The width that a text says: 60%, 8厘米, 8cm, 80毫米; ``None`` for anything else."""
    quoted = _QUOTED.fullmatch(text)
    match = _FIGURE.fullmatch(quoted[1] if quoted else text)
    if match is None:
        return None
    figure = float(match["figure"])
    if match["unit"] in "%％":
        return PictureWidth(figure, "%") if _LEAST <= figure <= _MOST_PERCENT else None
    figure *= _MILLIMETRES[match["unit"]]
    return PictureWidth(figure, "毫米") if _LEAST <= figure <= _MOST_MILLIMETRES else None
