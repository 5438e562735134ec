"""YAML whose every key and value knows its place.

Built on the node graph of PyYAML (libyaml where it is there), which has positions; tags, anchors
and repeated keys, which YAML allows and an editor never means, are findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from bulletin import faults
from bulletin.diagnostics import Diagnostic, Edit, Fix
from bulletin.source import Source, Span

_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 20


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
class Entry:
    """A key with its value."""

    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    entries: dict[str, Entry]
    span: Span


Node = Scalar | Sequence | Mapping


def read(
    source: Source, start: int = 0, end: int | None = None
) -> tuple[Mapping | None, list[Diagnostic]]:
    """The mapping that stands between two offsets of a source; ``None`` when there is none."""
    end = len(source.text) if end is None else end
    slips = list(_slips(source, start, end))
    if slips:
        return None, slips
    reader = _Reader(source, start, end)
    try:
        node = reader.compose()
    except yaml.YAMLError as error:
        return None, [*reader.found, reader.problem(error)]
    except RecursionError:
        return None, [
            faults.BAD_YAML.at(source.line_span(1), "括号套得太深，读不下去。", "请改写。")
        ]
    if not isinstance(node, Mapping):
        if not reader.found:
            span = node.span if node else source.span(start, start)
            reader.found.append(
                faults.BAD_YAML.at(
                    span,
                    "这里应当是一行一个“键: 值”。",
                    "例：title: 文章的标题（英文冒号，后面空一格）",
                )
            )
        return None, reader.found
    return node, reader.found


# What the input method does to YAML, found before YAML stumbles over it

_KEY = r"[A-Za-z\u4e00-\u9fff][\w-]*"
_INDENT = re.compile(r"(?P<space>[ \t\u3000\xa0]*)(?P<dash>-[ \t\u3000\xa0]+)?")
_COLON = re.compile(
    rf"(?P<key>{_KEY})(?P<before>[ \u3000\xa0]*)(?P<colon>：|:)(?P<after>[ \u3000\xa0]*)"
)
_BLOCK_SCALAR = re.compile(r":\s*[|>][-+0-9]*\s*(#.*)?$")


def _slips(source: Source, start: int, end: int) -> Iterator[Diagnostic]:
    """Tabs and full-width spaces in the indentation, full-width or glued colons after keys."""
    inside: int | None = None  # the indentation of a key whose block of text follows
    continued = False  # inside quotes or brackets that run over the line's end
    for offset, line in _lines(source.text, start, end):
        match = _INDENT.match(line)
        assert match is not None
        bare = line[match.end() :]
        depth = len(match["space"])
        if inside is not None and (depth > inside or not bare):
            continue
        inside = None
        if not bare or bare.startswith("#"):
            continue
        if not continued:
            yield from _indentation(source, offset, match)
            yield from _colon(source, offset + match.end(), bare)
        continued = _is_open(bare, continued)
        if _BLOCK_SCALAR.search(bare):
            inside = depth


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    for match in re.finditer(r"[^\r\n]*(?:\r\n|\n|\r|$)", text[start:end]):
        yield start + match.start(), match[0].rstrip("\r\n")


def _is_open(bare: str, continued: bool) -> bool:
    """Whether a flow collection or a quoted text goes on in the next line (roughly)."""
    value = bare.split(": ", 1)[-1].strip()
    if continued:
        return not value.endswith(("]", "}", '"', "'"))
    if value[:1] in "[{":
        return value.count("[") + value.count("{") > value.count("]") + value.count("}")
    return value[:1] in "\"'" and (len(value) == 1 or value.count(value[0]) % 2 == 1)


def _indentation(source: Source, offset: int, match: re.Match[str]) -> Iterator[Diagnostic]:
    for group in ("space", "dash"):
        text = match[group] or ""
        at = offset + (match.start(group) if text else 0)
        for char, fault, name in (
            ("\t", faults.TAB_INDENTATION, "制表符（Tab）"),
            ("\u3000", faults.FULL_WIDTH_SPACE, "全角空格"),
            ("\xa0", faults.FULL_WIDTH_SPACE, "不换行空格"),
        ):
            if char in text:
                place = at + text.index(char)
                yield fault.at(
                    source.span(place, place + 1),
                    f"行首用了{name}，YAML 只认半角空格。",
                    "换成两个半角空格。",
                    Fix(True, (Edit(source.span(place, place + 1), "  "),)),
                )
                break


def _colon(source: Source, offset: int, bare: str) -> Iterator[Diagnostic]:
    match = _COLON.match(bare)
    if match is None:
        return
    key, colon, after = match["key"], match["colon"], match["after"]
    span = source.span(offset + match.start("before"), offset + match.end("after"))
    fix = Fix(True, (Edit(span, ": "),))
    known = key.isascii() or not bare[match.end() :]
    if colon == "：" and known and ": " not in bare:
        yield faults.FULL_WIDTH_COLON.at(
            source.span(offset + match.start("colon"), offset + match.end("colon")),
            f"“{key}”后面是全角冒号，要用英文冒号加一个半角空格。",
            f"写成“{key}: ”。",
            fix,
        )
    elif colon == ":" and (set(after) | set(match["before"])) & {"\u3000", "\xa0"}:
        yield faults.FULL_WIDTH_SPACE.at(
            span, f"“{key}”的冒号前后有全角空格。", f"写成“{key}: ”，冒号后空一个半角空格。", fix
        )
    elif colon == ":" and not after and bare[match.end() :] and key.isascii() and ": " not in bare:
        rest = bare[match.end() :]
        if not rest.startswith(("//", "\t")):
            yield faults.NO_SPACE_AFTER_COLON.at(
                span, f"“{key}”的冒号后面要空一个半角空格。", f"写成“{key}: {rest[:12]}”。", fix
            )


# The graph


class _Reader:
    """Turns PyYAML's nodes into values with spans, collecting findings."""

    def __init__(self, source: Source, start: int, end: int) -> None:
        self._source = source
        self._start = start
        self._text = source.text[start:end]
        self.found: list[Diagnostic] = []

    def compose(self) -> Node | None:
        """The root node.

        Raises:
            yaml.YAMLError: the text is not YAML.
        """
        self._refuse_anchors()
        if self.found:
            return None
        root = yaml.compose(self._text, Loader=_Loader)
        return None if root is None else self._node(root, 0)

    def _refuse_anchors(self) -> None:
        if "&" not in self._text and "*" not in self._text:
            return
        for event in yaml.parse(self._text, Loader=_Loader):
            anchor = getattr(event, "anchor", None)
            if anchor:
                self.found.append(
                    faults.ANCHOR.at(
                        self._place(event.start_mark, event.end_mark),
                        f"“{anchor}”前面的 & 或 * 在 YAML 里另有用处（锚点），这里不能用。",
                        "值以 & 或 * 开头时，用英文双引号把整个值括起来。",
                    )
                )

    def _place(self, start: Any, end: Any) -> Span:
        first = min(start.index, len(self._text))
        return self._source.span(
            self._start + first, self._start + max(first, min(end.index, len(self._text)))
        )

    def _node(self, node: Any, depth: int) -> Node:
        span = self._place(node.start_mark, node.end_mark)
        if depth > _DEEPEST:
            raise RecursionError
        if self._text[node.start_mark.index : node.start_mark.index + 1] == "!":
            self.found.append(
                faults.TAG.at(
                    span, "值以 ! 开头，在 YAML 里另有用处（标签），这里不能用。",
                    "用英文双引号把整个值括起来。",
                )
            )  # fmt: skip
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, span)
        if isinstance(node, yaml.SequenceNode):
            return Sequence(tuple(self._node(item, depth + 1) for item in node.value), span)
        return self._mapping(node, span, depth)

    def _scalar(self, node: yaml.ScalarNode, span: Span) -> Scalar:
        text: str = node.value
        if not node.style and span.text.rstrip() == text:
            span = self._source.span(span.start, span.start + len(text))
        elif node.style in ("'", '"') and span.text[1:-1] == text:
            span = self._source.span(span.start + 1, span.end - 1)
        return Scalar(text, span, plain=not node.style)

    def _mapping(self, node: yaml.MappingNode, span: Span, depth: int) -> Mapping:
        entries: dict[str, Entry] = {}
        for key_node, value_node in node.value:
            key = self._node(key_node, depth + 1)
            if not isinstance(key, Scalar):
                self.found.append(
                    faults.WRONG_TYPE.at(key.span, "这里应当是一个键。", "一行一个“键: 值”。")
                )
                continue
            if key.text in entries:
                line, _ = self._source.position(entries[key.text].key.span.start)
                self.found.append(
                    faults.DUPLICATE_KEY.at(
                        key.span, f"“{key.text}”写了两次，前一次在第 {line} 行。", "删掉其中一个。"
                    )
                )
                continue
            entries[key.text] = Entry(key, self._node(value_node, depth + 1))
        return Mapping(entries, span)

    def problem(self, error: yaml.YAMLError) -> Diagnostic:
        """What libyaml says, in Chinese, at its place."""
        problem = str(getattr(error, "problem", "") or error)
        what = next((one for one in _PROBLEMS if one[0] in problem), None)
        _, fault, at_start, message, hint = what or (
            "", faults.BAD_YAML, False, "YAML 写法有误。",
            "对照手册检查这一行：“键: 值”，缩进用半角空格，引号成对。",
        )  # fmt: skip
        problem_mark = getattr(error, "problem_mark", None)
        context_mark = getattr(error, "context_mark", None)
        mark = (context_mark if at_start else None) or problem_mark or context_mark
        offset = self._start + (min(mark.index, len(self._text)) if mark else 0)
        span = self._source.span(offset, offset)
        if not self._source.text[offset : offset + 1].strip():
            span = self._source.line_span(self._source.position(offset)[0])
        return fault.at(span, message, hint)


_QUOTE = "用英文双引号把整个值括起来。"
_BAD = faults.BAD_YAML
# What libyaml says, the fault, whether its place is where the thing began, message, hint.
_PROBLEMS = (
    ("mapping values are not allowed", _BAD, False,
     "值里面有英文冒号加空格，程序分不清哪个是键。", _QUOTE),
    ("could not find expected ':'", _BAD, False,
     "这一行少了英文冒号。", "写成“键: 值”，冒号后空一格。"),
    ("cannot start any token", _BAD, False, "值不能以这个符号开头。", _QUOTE),
    ("unexpected end of stream", _BAD, True, "引号没有配对。", "补上另一半英文引号。"),
    ("did not find expected ',' or ']'", _BAD, True,
     "方括号没有配对，或值以 [ 开头。", "补上 ]；不是列表就" + _QUOTE),
    ("did not find expected ',' or '}'", _BAD, True,
     "花括号没有配对，或值以 { 开头。", "补上 }；不是一组就" + _QUOTE),
    ("did not find expected <document start>", _BAD, False,
     "这里多了一段，或少了英文冒号。", "一行一个“键: 值”。"),
    ("did not find expected key", _BAD, False,
     "缩进对不齐，或引号后面还有字。", "同一级的键要左对齐；" + _QUOTE),
    ("did not find expected '-' indicator", _BAD, False, "缩进对不齐。", "列表各项的 - 要左对齐。"),
    ("block sequence entries are not allowed", _BAD, False,
     "“- ”不能和键写在同一行。", "另起一行，缩进两格再写 -。"),
    ("found unknown escape character", _BAD, False,
     "双引号里的 \\ 另有用处。", "把 \\ 改成 /，或写两个 \\。"),
    ("control characters are not allowed", _BAD, False, "这里有看不见的控制字符。", "删掉它。"),
    ("expected alphabetic or numeric character", faults.ANCHOR, True,
     "值以 & 或 * 开头，在 YAML 里另有用处（锚点），这里不能用。", _QUOTE),
    ("expected whitespace or line break", faults.TAG, True,
     "值以 ! 开头，在 YAML 里另有用处（标签），这里不能用。", _QUOTE),
    ("did not find URI", faults.TAG, True,
     "值以 ! 开头，在 YAML 里另有用处（标签），这里不能用。", _QUOTE),
    ("did not find expected tag URI", faults.TAG, True,
     "值以 ! 开头，在 YAML 里另有用处（标签），这里不能用。", _QUOTE),
    ("expected a comment or a line break", _BAD, False,
     "| 或 > 后面不能接着写字。", "另起一行写，或" + _QUOTE),
    ("expected a single document", _BAD, False, "--- 只能出现在题头的首尾。", "删掉多出来的 ---。"),
)  # fmt: skip
