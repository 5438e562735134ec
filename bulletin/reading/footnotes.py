"""Footnotes: the lines ``[^1]: …``, and marks ``[^1]`` that no such line belongs to.

The parser finds both, but takes a mark whose line is missing for text.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from bulletin.findings import kinds
from bulletin.findings.diagnostics import Diagnostic, Edit, Fix
from bulletin.model.content import Footnote, Run, Runs
from bulletin.reading.events import BlockNode, Event
from bulletin.reading.runs import is_exact
from bulletin.text import patterns
from bulletin.text.source import Source, Span

DEFINITION, REFERENCE = "FootnoteDefinition", "FootnoteReference"
"""The names of the parser's events."""
_MARK = patterns.regex(r"\[\^([^\[\]\s]{1,40})\]([：:]?)")


def defined(
    nodes: Iterable[BlockNode], read: Callable[[Sequence[Event]], Runs], source: Source
) -> tuple[dict[str, Footnote], list[Diagnostic]]:
    """The footnotes that the blocks of a body define, by their labels as ``key`` has them.

    ``read`` makes the runs of a note of its events.
    """
    notes: dict[str, Footnote] = {}
    findings: list[Diagnostic] = []
    for node in nodes:
        if node.name != DEFINITION:
            continue
        span = _visible(source.span(node.start, node.end))
        first = node.children[:1]
        runs = read(first[0].inlines) if first and first[0].name == "Paragraph" else ()
        if not first:
            findings.append(_fault(span, "这条脚注是空的。", "把注文写在冒号后面，同一行里。"))
        elif len(node.children) > 1 or not runs:
            message = "脚注里只能有一段文字。"
            findings.append(_fault(span, message, "并成一段；表格、列表、图片写在正文里。"))
        elif key(node.payload) in notes:
            message = f"注号 [^{node.payload}] 写了两条注文。"
            findings.append(_fault(span, message, "给其中一条换一个注号，正文里也换。"))
        notes.setdefault(key(node.payload), Footnote(node.payload, runs, span))
    return notes, findings


def key(label: str) -> str:
    """A label as labels are compared: without regard to capitals, as the parser does."""
    return label.casefold()


def unused(notes: Iterable[Footnote], used: Collection[str]) -> Iterator[Diagnostic]:
    """The footnotes that no mark refers to; ``used`` are labels as ``key`` has them."""
    for note in notes:
        if key(note.label) not in used:
            message = f"正文里没有注号 [^{note.label}]，这条脚注印不出来。"
            yield _fault(note.span, message, f"在要加注的字后面写 [^{note.label}]；不要就删掉。")


def nested(span: Span) -> Diagnostic:
    """A mark within a footnote."""
    return _fault(span, "脚注里不能再有脚注。", "把里面一条注的内容写进来，用括号括起来。")


def undefined(runs: Runs) -> Iterator[Diagnostic]:
    """Marks in a text that no footnote belongs to."""
    for run in runs:
        if "[^" not in run.text or not is_exact(run):
            continue
        for match in _MARK.finditer(run.text):
            if _is_escaped(run, match.start()):
                continue
            span = run.span.part(*match.span())
            if match[2] and not run.span.source.text[: span.start].rpartition("\n")[2].strip():
                yield _no_definition(span, match[2])
            else:
                span = span.part(0, len(match[0]) - len(match[2]))
                message = f"注号 {span.text} 没有注文，会照样印出来。"
                hint = f"另起一行写“{span.text}: 注文”，前面空一行；不是脚注就在 [ 前面加 \\。"
                yield _fault(span, message, hint)


def _no_definition(span: Span, colon: str) -> Diagnostic:
    """A line that begins like a footnote, but is none: for its colon, or its place in a paragraph."""
    if colon == "：":
        place = span.part(len(span.text) - 1, len(span.text))
        message = "脚注的冒号要用半角，这一行没有当作脚注。"
        return _fault(span, message, "写成 [^1]: 注文。", Fix(True, (Edit(place, ": "),)))
    return _fault(span, "这一行没有当作脚注。", "脚注另起一段，写成 [^1]: 注文。")


def _is_escaped(run: Run, at: int) -> bool:
    place = run.span.start + at
    return run.span.source.text[place - 1 : place] == "\\"


def _visible(span: Span) -> Span:
    return span.part(0, len(span.text.rstrip()))


def _fault(span: Span, message: str, hint: str, fix: Fix | None = None) -> Diagnostic:
    return kinds.FOOTNOTE.at(span, message, hint, fix)
