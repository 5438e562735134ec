"""YAML read into keys and values that each have their place (``Span``).

Built on the parser's events (libyaml where it is there) and not on its node graph: composing the
graph recurses in C, where ten thousand brackets end the process. What YAML allows and an editor
never means (tags, anchors, repeated keys, a second document) is a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from bulletin.findings import kinds
from bulletin.findings.diagnostics import Diagnostic, FindingKind, has_errors
from bulletin.findings.fixes import EditedText
from bulletin.reading.yaml_problems import problem
from bulletin.reading.yaml_slips import slips
from bulletin.text.characters import line_gap
from bulletin.text.source import Source, Span

_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 20
_LONGEST = 10_000
"""Characters of a value; the longest notes of editors have some hundred."""
_QUOTE = "值以 {} 开头时，用英文双引号把整个值括起来。"


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value; ``plain`` when it stands without quotes."""

    text: str
    span: Span
    plain: bool


@dataclass(frozen=True, slots=True)
class Sequence:
    items: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class KeyValue:
    """A key with its value."""

    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    entries: dict[str, KeyValue]
    span: Span


Node = Scalar | Sequence | Mapping


def listed(node: Node | None) -> tuple[Node, ...]:
    """The items of a list; a single value is a list of one."""
    if isinstance(node, Sequence):
        return node.items
    return () if node is None else (node,)


def read(
    source: Source, start: int = 0, end: int | None = None
) -> tuple[Mapping | None, list[Diagnostic]]:
    """The mapping that stands between two offsets of a source; ``None`` when there is none.

    Slips of the input method are findings, and the text is read as if they were mended, so that
    what else is wrong is found too.
    """
    end = len(source.text) if end is None else end
    findings = slips(source, start, end)
    edits = [edit for finding in findings if finding.fix for edit in finding.fix.edits]
    mended = EditedText(source.text, start, end, edits)
    reader = _YamlReader(source, mended)
    try:
        node = reader.root()
    except yaml.YAMLError as error:
        # After a slip of the input method the error may come from it.
        not_yaml = [] if has_errors(findings) else [problem(source, mended, error)]
        return None, [*findings, *reader.findings, *not_yaml]
    findings += reader.findings
    if isinstance(node, Mapping):
        return node, findings
    if not has_errors(findings):
        span = node.span if node else source.span(start, start)
        hint = "例：title: 文章的标题（英文冒号，后面空一格）"
        findings.append(kinds.BAD_YAML.at(span, "这里应当是一行一个“键: 值”。", hint))
    return None, findings


class _TooDeep(yaml.YAMLError):
    """Values are nested deeper than anyone writes them."""


class _YamlReader:
    """Turns the parser's events into values with spans, and collects findings."""

    def __init__(self, source: Source, mended: EditedText) -> None:
        self._source = source
        self._mended = mended
        self._text = mended.text
        self._events: Iterator[Any] = iter(())
        self.findings: list[Diagnostic] = []

    def root(self) -> Node | None:
        """The value of the first document; ``None`` when there is none.

        Raises:
            yaml.YAMLError: the text is not YAML.
        """
        self._events = yaml.parse(self._text, Loader=_Loader)
        root = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                try:
                    value = self._node(next(self._events), 0)
                except _TooDeep:
                    return root
                if root is not None:
                    message = "--- 把文件分成了两份，只能有一份。"
                    self._say(kinds.BAD_YAML, event, message, "删掉这一行 ---。")
                root = root or value
        return root

    def _say(self, kind: FindingKind, event: Any, message: str, hint: str) -> None:
        self.findings.append(kind.at(self._place(event.start_mark, event.end_mark), message, hint))

    def _bounds(self, start: Any, end: Any) -> tuple[int, int]:
        first = min(start.index, len(self._text))
        return first, max(first, min(end.index, len(self._text)))

    def _place(self, start: Any, end: Any) -> Span:
        return self._span(*self._bounds(start, end))

    def _span(self, first: int, last: int) -> Span:
        start = self._mended.place(first)
        return self._source.span(start, max(start, self._mended.place(last)))

    def _node(self, event: Any, depth: int) -> Node:
        if depth > _DEEPEST:
            message = f"这里套了 {_DEEPEST} 层以上，读不下去。"
            self._say(kinds.BAD_YAML, event, message, "检查括号和缩进；" + _QUOTE.format("[ 或 {"))
            raise _TooDeep
        self._refuse(event)
        match event:
            case yaml.ScalarEvent():
                return self._scalar(event)
            case yaml.SequenceStartEvent():
                return self._sequence(event, depth)
            case yaml.MappingStartEvent():
                return self._mapping(event, depth)
        span = self._place(event.start_mark, event.end_mark)  # an alias
        return Scalar(span.text, span, plain=True)

    def _refuse(self, event: Any) -> None:
        """Tags and anchors, which come from a value that begins with one of their marks."""
        if event.anchor:
            message = f"“{event.anchor}”前面的 & 或 * 在 YAML 里另有用处（锚点），这里不能用。"
            self._say(kinds.ANCHOR, event, message, _QUOTE.format("& 或 *"))
        if getattr(event, "tag", None):
            message = "值以 ! 开头，在 YAML 里另有用处（标签），这里不能用。"
            self._say(kinds.TAG, event, message, "用英文双引号把整个值括起来。")

    def _scalar(self, event: Any) -> Scalar:
        first, last = self._bounds(event.start_mark, event.end_mark)
        plain = event.style in (None, "")
        written = self._text[first:last]
        text: str = _unfolded(event.value, written) if "\n" in written else event.value
        if plain and written.rstrip() == text:
            last = first + len(text)
        elif event.style in ("'", '"') and written[1:-1] == text:
            first, last = first + 1, last - 1
        if len(text) > _LONGEST:
            message = f"这个值有 {len(text)} 个字，最多 {_LONGEST} 个。"
            hint = "正文写在第二个 --- 下面；看看是不是少了收尾的引号或 ---。"
            self._say(kinds.LONG_VALUE, event, message, hint)
        return Scalar(text, self._span(first, last), plain)

    def _sequence(self, start: Any, depth: int) -> Sequence:
        items: list[Node] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        return Sequence(tuple(items), self._place(start.start_mark, event.end_mark))

    def _mapping(self, start: Any, depth: int) -> Mapping:
        entries: dict[str, KeyValue] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(next(self._events), depth + 1)
            if not isinstance(key, Scalar):
                message = "这里应当是一个键。"
                self.findings.append(kinds.WRONG_TYPE.at(key.span, message, "一行一个“键: 值”。"))
            elif key.text in entries:
                line, _ = self._source.position(entries[key.text].key.span.start)
                message = f"“{key.text}”写了两次，前一次在第 {line} 行。"
                self.findings.append(kinds.DUPLICATE_KEY.at(key.span, message, "删掉其中一个。"))
            else:
                entries[key.text] = KeyValue(key, value)
        return Mapping(entries, self._place(start.start_mark, event.end_mark))


_LINE_END = re.compile(r"\r\n|\n|\r")


def _unfolded(value: str, written: str) -> str:
    """A value of several lines without the spaces that YAML puts between Chinese ones (6.5).

    Lines are joined as those of the body are. A line that the value does not have (its end is
    escaped) is left as YAML joins it.
    """
    is_escaped = written[0] == '"' and "\\" in written
    if written[0] in "'\"":
        written = written[1:-1].replace("''", "'")
    pieces, at = list[str](), 0
    for line in _LINE_END.split(written):
        bare = _unescaped(line.strip(" \t")) if is_escaped else line.strip(" \t")
        place = value.find(bare, at) if bare else -1
        if place < 0:
            continue
        gap = value[at:place]
        if gap == " ":
            gap = line_gap(value[at - 1], bare[0])
        pieces += (gap, bare)
        at = place + len(bare)
    return "".join(pieces) + value[at:]


def _unescaped(line: str) -> str:
    """A line of a text in double quotes, with what its escapes stand for."""
    try:
        return str(yaml.load(f'"{line}"', Loader=_Loader))
    except yaml.YAMLError:
        return line
