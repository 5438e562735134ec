"""Lists of names as they are typed: what YAML reads otherwise than it is meant.

送:
  - 市人大常委会
  市政府               a line without its dash goes on the one above
names: [张三，李四]     one name, for YAML's comma is the half-width one
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bulletin.findings import kinds
from bulletin.findings.diagnostics import Diagnostic, Edit, Fix
from bulletin.reading.yaml_values import Node, Scalar, Sequence
from bulletin.text import patterns
from bulletin.text.characters import COMMON_HAN
from bulletin.text.source import Source, Span

_LINE = patterns.regex(r"\S[^\r\n]*")
_BEFORE_ITEM = patterns.regex(r"[ \t]*(?:-[ \t]+)+")
_IN_BRACKETS = r"[（(《“\"][^（(《“\"]*[）)》”\"]"
_SEPARATORS = {
    "names": r"\s*[，、；;|｜]\s*",
    "keywords": r"\s*[，、；;]\s*",
    "organs": r"\s*[，、；;]\s*",
    "routing": r"\s*[，；;]\s*",
    "articles": r"(?<=\.md)\s*[，、；;,]\s*",
}
"""What cannot stand in an item of a list, by the list's key; of other lists that is not known."""
_GAP = patterns.regex(rf"(?<=[{COMMON_HAN}”》）])(?:[ \t\u3000\xa0]+|[/／])(?=[{COMMON_HAN}“《（])")
"""What may be meant to part two names; not in 李　明."""
_QUOTED = patterns.regex(r"[“‘「『\"][^“”‘’「」『』\"：:]+[”’」』\"]")
_WRONG_BRACKETS = r"[［【〔](?P<inside>.*)[］】〕\]]"
_MARKS = "，、；。,;"


def items(key: str, node: Node) -> tuple[tuple[Node, ...], list[Diagnostic]]:
    """The items of a list, and what is wrong with them; a single value is a list of one.

    ``key`` is the list's name; ``routing`` stands for each line of the routing block. The items of
    lists that this module does not know (terms, with marks in them) are only looked at for lines.
    """
    listed = node.items if isinstance(node, Sequence) else (node,)
    findings: list[Diagnostic] = []
    for item in listed:
        if isinstance(item, Scalar):
            findings += _lines(item, node)
            if key in _SEPARATORS:
                findings += (*_joined(key, item, node), *loose_ends(item))
    return listed, findings


def _lines(item: Scalar, node: Node) -> Iterator[Diagnostic]:
    """Lines that YAML has joined to one item."""
    lines = list(_LINE.finditer(item.span.text)) if item.plain else []
    if len(lines) < 2:
        return
    source, start = item.span.source, item.span.start
    spans = [item.span.part(*line.span()) for line in lines]
    if isinstance(node, Sequence):
        dash = _dash(source, start)
        for span in spans[1:]:
            yield _line_of_item(span, dash)
        return
    columns = {source.position(span.start)[1] for span in spans}
    line, column = source.position(start)
    is_below = not source.line(line)[: column - 1].strip()
    if is_below and len(columns) == 1:
        edits = tuple(Edit(source.span(span.start, span.start), "- ") for span in spans)
        yield kinds.GLUED_ITEM.at(
            spans[1], "行首没有“- ”，几行会接成一项。", "一行一项，行首写“- ”。", Fix(True, edits)
        )
        return
    yield _folded(spans[1], None)


def _line_of_item(span: Span, dash: int | None) -> Diagnostic:
    """A line further in than the dash above: another item, or the rest of that one."""
    if dash is None:
        return _folded(span, None)
    source = span.source
    line, _ = source.position(span.start)
    start = source.line_span(line).start
    return _folded(span, Edit(source.span(start, span.start), " " * (dash - 1) + "- "))


def _folded(span: Span, edit: Edit | None) -> Diagnostic:
    return kinds.FOLDED_ITEM.at(
        span,
        "这一行会接在上一行后面，两行成了一项。",
        "是另一项就另起一行，行首写“- ”；是同一项就并成一行。",
        Fix(False, (edit,)) if edit else None,
    )


def _dash(source: Source, start: int) -> int | None:
    """The column of the dash before an item; ``None`` for one in square brackets."""
    line, column = source.position(start)
    before = source.line(line)[: column - 1]
    return before.rindex("-") + 1 if _BEFORE_ITEM.fullmatch(before) else None


def _joined(key: str, item: Scalar, node: Node) -> Iterator[Diagnostic]:
    """Several items in one, parted by a mark that does not part them for YAML."""
    in_brackets = isinstance(node, Sequence) and node.span.text.startswith("[")
    text = item.span.text
    if not item.plain or text != item.text:
        return
    wrong = re.fullmatch(_WRONG_BRACKETS, text)
    if key == "routing" and not (in_brackets or wrong):
        yield from _spaced(key, item, not isinstance(node, Sequence))
        return
    inside = wrong["inside"] if wrong else text
    hidden = re.sub(_IN_BRACKETS, lambda match: "\0" * len(match[0]), inside)
    parts, at = list[str](), 0
    for match in re.finditer(_SEPARATORS[key] + (r"|\s*,\s*" if wrong else ""), hidden):
        parts.append(inside[at : match.start()])
        at = match.end()
    parts = [part.strip() for part in (*parts, inside[at:]) if part.strip()]
    if not wrong and len(parts) < 2:
        yield from _spaced(key, item, in_brackets or not isinstance(node, Sequence), in_brackets)
        return
    mended = ", ".join(parts)
    is_single = not isinstance(node, Sequence)
    fix = None
    if in_brackets or is_single:
        new = mended if in_brackets and not wrong else f"[{mended}]"
        fix = Fix(True, (Edit(item.span, new),)) if not in_brackets or not wrong else None
    yield kinds.JOINED_ITEMS.at(
        item.span,
        f"“{text}”会当成一项。",
        f"用英文方括号和英文逗号：[{mended}]；或一行一项，行首写“- ”。",
        fix,
    )


def _spaced(
    key: str, item: Scalar, can_mend: bool, in_brackets: bool = False
) -> Iterator[Diagnostic]:
    """Several names in one item, parted by spaces or a stroke; nobody can say that they are several."""
    text = item.span.text
    may_part = key != "articles" and any(mark in text for mark in " \t\u3000\xa0/／")
    parts = _GAP.split(text) if may_part else []
    if len(parts) < 2 or any(len(part) < 2 for part in parts):
        return
    mended = ", ".join(parts)
    edit = Edit(item.span, mended if in_brackets else f"[{mended}]")
    yield kinds.JOINED_ITEMS.at(
        item.span,
        f"“{text}”会当成一项。",
        f"是几项，就写成 [{mended}]，或一行一项，行首写“- ”；是一项就连着写。",
        Fix(False, (edit,)) if can_mend else None,
    )


def loose_ends(item: Scalar) -> Iterator[Diagnostic]:
    """A mark at the end of a value, where the program puts one itself, or quotes around it."""
    text = item.span.text
    if item.plain and item.text == text and _QUOTED.fullmatch(text):
        edits = (Edit(item.span, text[1:-1]),)
        yield kinds.LOOSE_END.at(
            item.span,
            f"“{text[1:-1]}”两边不用打引号，会照样印出来。",
            "删掉引号。",
            Fix(False, edits),
        )
    marks = len(text) - len(text.rstrip(_MARKS))
    if marks and item.text.endswith(text[-marks:]):
        span = item.span.part(len(text) - marks, len(text))
        yield kinds.LOOSE_END.at(
            span, f"末尾不用打“{span.text}”。", "删掉它。", Fix(True, (Edit(span, ""),))
        )
