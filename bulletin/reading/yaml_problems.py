"""What libyaml complains of, in Chinese, with what to do (docs/decisions/0019-by-hand.md)."""

from __future__ import annotations

import re

import yaml

from bulletin.findings import kinds
from bulletin.findings.diagnostics import Diagnostic, FindingKind
from bulletin.findings.fixes import EditedText
from bulletin.text.source import Source

_QUOTE = "用英文双引号把整个值括起来。"
_BAD = kinds.BAD_YAML
# What libyaml says (a regular expression), the kind of finding, whether its place is where the
# thing began and not where the parser gave up, the message, the hint.
_PROBLEMS: tuple[tuple[str, FindingKind, bool, str, str], ...] = (
    ("mapping values are not allowed", _BAD, False,
     "值里面有英文冒号加空格，程序分不清哪个是键。", _QUOTE),
    ("could not find expected ':'", _BAD, True,
     "这一行少了英文冒号。", "写成“键: 值”，冒号后空一格。"),
    ("cannot start any token|expected node content|mapping keys are not allowed", _BAD, False,
     "值不能以这个符号开头。", _QUOTE),
    ("unexpected end of stream", _BAD, True, "引号没有配对。", "补上另一半英文引号。"),
    (r"expected ',' or '\]'", _BAD, True,
     "方括号没有配对，或值以 [ 开头。", "补上 ]；不是列表就" + _QUOTE),
    ("expected ',' or '}'", _BAD, True,
     "花括号没有配对，或值以 { 开头。", "补上 }；不是一组就" + _QUOTE),
    ("expected <document start>", _BAD, False,
     "这里多了一段，或少了英文冒号。", "一行一个“键: 值”。"),
    ("did not find expected key", _BAD, False,
     "缩进对不齐，或引号、括号后面还有字。", "同一级的键要左对齐；" + _QUOTE),
    ("expected '-' indicator", _BAD, False,
     "缩进对不齐，列表里混进了别的行。", "列表各项的 - 要左对齐；下一个键要退回去和上一级对齐。"),
    ("block sequence entries are not allowed", _BAD, False,
     "“- ”不能和键写在同一行。", "另起一行，缩进两格再写 -；不是列表就" + _QUOTE),
    ("unknown escape character|expected hexdecimal number", _BAD, False,
     "双引号里的 \\ 另有用处。", "把 \\ 改成 /，或写两个 \\。"),
    ("found a tab character", kinds.TAB_INDENTATION, False,
     "这里用了制表符（Tab），YAML 只认半角空格。", "换成半角空格。"),
    ("expected alphabetic or numeric character", kinds.ANCHOR, True,
     "值以 & 或 * 开头，在 YAML 里另有用处（锚点），这里不能用。", _QUOTE),
    ("expected whitespace or line break|find URI|tag URI|expected '>'|undefined tag handle",
     kinds.TAG, True, "值以 ! 开头，在 YAML 里另有用处（标签），这里不能用。", _QUOTE),
    ("expected comment or (a )?line break", _BAD, False,
     "| 或 > 后面不能接着写字。", "另起一行写，或" + _QUOTE),
    ("directive", _BAD, False, "一行不能以 % 开头。", "删掉它；是值就" + _QUOTE),
    ("incompatible YAML document", _BAD, False, "一行不能以 % 开头。", "删掉这一行。"),
)  # fmt: skip
_UNKNOWN = (
    "", _BAD, False, "YAML 写法有误。",
    "对照手册检查这一行：“键: 值”，缩进用半角空格，引号成对。",
)  # fmt: skip
_NOT_YAML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_KEY_ALONE = re.compile(r"[ ]*(?:- +)?[^\s:]+")


def problem(source: Source, mended: EditedText, error: yaml.YAMLError) -> Diagnostic:
    """The finding for what the parser stumbled over, at its place."""
    if not isinstance(error, yaml.MarkedYAMLError):  # the text has a character that is none
        match = _NOT_YAML.search(mended.text)
        place = mended.place(match.start() if match else 0)
        span = source.span(place, place + (match is not None))
        return _BAD.at(span, "这里有看不见的控制字符。", "删掉它。")
    phrase = error.problem or ""
    row = next((row for row in _PROBLEMS if re.search(row[0], phrase)), _UNKNOWN)
    _, kind, at_start, message, hint = row
    mark = (error.context_mark if at_start else None) or error.problem_mark or error.context_mark
    offset = min(mark.index, len(mended.text)) if mark else 0
    line = mended.text.rfind("\n", 0, offset) + 1
    indented = mended.text[line:offset]
    if "mapping values" in phrase and line and _KEY_ALONE.fullmatch(indented):
        message = "这一行缩进多了，成了上一行的值。"
        hint = "同一级的键要左对齐；是上一行的值就把整个值用英文双引号括起来。"
        offset = line + len(indented) - len(indented.lstrip())
    place = mended.place(offset)
    has_character = source.text[place : place + 1].strip()
    return kind.at(
        source.span(place, place) if has_character else source.line_at(place), message, hint
    )
