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
from bulletin.reading.yaml_values import Node, Scalar, Sequence, listed
from bulletin.text import patterns
from bulletin.text.characters import COMMON_HAN
from bulletin.text.source import Span

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


def list_findings(key: str, node: Node) -> Iterator[Diagnostic]:
    """What is wrong with the items of a list.

    ``key`` is the list's name; ``routing`` stands for each line of the routing block. The items of
    lists that this module does not know (terms, with marks in them) are only looked at for lines.
    """
    for item in listed(node):
        if isinstance(item, Scalar):
            yield from _lines(item, node)
            if key in _SEPARATORS:
                yield from _joined(key, item, node)
                yield from loose_ends(item)


def _lines(item: Scalar, node: Node) -> Iterator[Diagnostic]:
    """Lines that YAML has joined to one item."""
    spans = [item.span.part(*line.span()) for line in _LINE.finditer(item.span.text)]
    if not item.plain or len(spans) < 2:
        return
    source, start = item.span.source, item.span.start
    before = source.text[source.line_at(start).start : start]
    columns = {source.position(span.start)[1] for span in spans}
    if isinstance(node, Sequence):
        dash = before.rindex("-") if _BEFORE_ITEM.fullmatch(before) else None
        for span in spans[1:]:
            yield _folded(span, dash)
    elif not before.strip() and len(columns) == 1:
        edits = tuple(Edit(span.part(0, 0), "- ") for span in spans)
        message, hint = "行首没有“- ”，几行会接成一项。", "一行一项，行首写“- ”。"
        yield kinds.GLUED_ITEM.at(spans[1], message, hint, Fix(True, edits))
    else:
        yield _folded(spans[1], None)


def _folded(span: Span, dash: int | None) -> Diagnostic:
    """A line further in than a dash above it, if any: another item, or the rest of that one."""
    line = span.source.line_at(span.start)
    indent = line.part(0, span.start - line.start)
    return kinds.FOLDED_ITEM.at(
        span,
        "这一行会接在上一行后面，两行成了一项。",
        "是另一项就另起一行，行首写“- ”；是同一项就并成一行。",
        Fix(False, (Edit(indent, " " * dash + "- "),)) if dash is not None else None,
    )


def _joined(key: str, item: Scalar, node: Node) -> Iterator[Diagnostic]:
    """Several items in one, parted by a mark that does not part them for YAML."""
    text = item.span.text
    if not item.plain or text != item.text:
        return
    in_brackets = isinstance(node, Sequence) and node.span.text.startswith("[")
    wrong = re.fullmatch(_WRONG_BRACKETS, text)
    parts: list[str] = []
    if key != "routing" or in_brackets or wrong:
        separators = _SEPARATORS[key] + (r"|\s*,\s*" if wrong else "")
        parts = _parts(wrong["inside"] if wrong else text, separators)
    is_sure = wrong is not None or len(parts) > 1
    if not is_sure:
        parts = _spaced_names(text) if key != "articles" else []
        if not parts:
            return
    mended = ", ".join(parts)
    hint = f"是几项，就写成 [{mended}]，或一行一项，行首写“- ”；是一项就连着写。"
    if is_sure:
        hint = f"用英文方括号和英文逗号：[{mended}]；或一行一项，行首写“- ”。"
    fix = None
    if not isinstance(node, Sequence) or (in_brackets and not wrong):
        fix = Fix(is_sure, (Edit(item.span, mended if in_brackets else f"[{mended}]"),))
    yield kinds.JOINED_ITEMS.at(item.span, f"“{text}”会当成一项。", hint, fix)


def _parts(text: str, separators: str) -> list[str]:
    """The parts of a text between separators, of which those in brackets are none."""
    hidden = re.sub(_IN_BRACKETS, lambda match: "\0" * len(match[0]), text)
    parts, at = list[str](), 0
    for match in re.finditer(separators, hidden):
        parts.append(text[at : match.start()].strip())
        at = match.end()
    parts.append(text[at:].strip())
    return [part for part in parts if part]


def _spaced_names(text: str) -> list[str]:
    """Names parted by spaces or a stroke, of which nobody can say that they are several."""
    parts = _GAP.split(text) if any(mark in text for mark in " \t\u3000\xa0/／") else []
    return parts if len(parts) > 1 and min(map(len, parts)) > 1 else []


def loose_ends(item: Scalar) -> Iterator[Diagnostic]:
    """A mark at the end of a value, where the program puts one itself, or quotes around it."""
    text = item.span.text
    if item.plain and item.text == text and _QUOTED.fullmatch(text):
        message = f"“{text[1:-1]}”两边不用打引号，会照样印出来。"
        fix = Fix(False, (Edit(item.span, text[1:-1]),))
        yield kinds.LOOSE_END.at(item.span, message, "删掉引号。", fix)
    marks = len(text) - len(text.rstrip(_MARKS))
    if marks and item.text.endswith(text[-marks:]):
        span = item.span.part(len(text) - marks, len(text))
        fix = Fix(True, (Edit(span, ""),))
        yield kinds.LOOSE_END.at(span, f"末尾不用打“{span.text}”。", "删掉它。", fix)
