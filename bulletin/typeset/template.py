"""issue.j2: a Jinja2 template whose rendered lines say what stands where.

While Jinja renders, a token stands in the place of each value, so that a bar, a brace or a line
break in a title is never taken for one of the template's. Every line has the number of the line of
the template that it comes from. A template of the workspace's own is rendered within limits of
time and memory (decision 14).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bulletin.findings import kinds
from bulletin.findings.diagnostics import Diagnostic
from bulletin.model.blocks import Inlines
from bulletin.processes.bounded import Bounded, ExceededError
from bulletin.text.source import Source
from bulletin.typeset import sandbox
from bulletin.typeset.sandbox import LINE, VALUE, Refused
from bulletin.workspace import files
from bulletin.workspace.shipped import shipped_template

SECONDS, _GRACE = 1.0, 0.3
"""How long a template of the workspace may run for one issue (the shipped one takes 1 ms), and how
much later its process is killed if it does not stop."""
MEGABYTES = 256
_LINES, _LINES_PER_VALUE = 1000, 10
"""A template may print so many lines, and so many more for each value of the issue."""
_CHARACTERS, _TIMES_VALUES = 1_000_000, 10
"""It may print so many characters (a thousand pages), and so many times the length of all values;
the bodies of articles do not count."""
_TOKEN = re.compile(f"{VALUE}(\\d+){VALUE}")
_MARK = re.compile(f"{LINE}(\\d+){LINE}")
_bounded = Bounded("bulletin.typeset.sandbox:answer", SECONDS + _GRACE, MEGABYTES)


@dataclass(frozen=True, slots=True)
class Words:
    """A value with its runs and, for a title, the bookmark of its paragraph."""

    runs: Inlines
    bookmark: str = ""
    marked: bool = False
    """Whether a bar in it stands where a line of a title is to end (``titles.LINE_BAR``)."""
    subtitle: int = 0
    """How many of the last runs are a title's subtitle from the front matter."""

    def __str__(self) -> str:
        return "".join(run.text for run in self.runs)

    def __bool__(self) -> bool:
        return bool(self.runs)


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """A rendered line: the style or directive before the first bar, then the fields."""

    number: int
    head: str
    fields: tuple[tuple[str | Words, ...], ...]


def render(
    source: Source, values: Mapping[str, Any]
) -> tuple[list[TemplateLine], list[Diagnostic]]:
    """The lines of the rendered template, blank ones left out, and why it cannot be used."""
    words: list[Words] = []

    def plain_data(value: Any) -> Any:
        """A value as plain data; ``Words`` are put into the list, and known by their place there."""
        if isinstance(value, Words):
            words.append(value)
            return sandbox.Value(len(words) - 1, str(value), bool(value))
        if isinstance(value, Mapping):
            return {key: plain_data(inner) for key, inner in value.items()}
        return [plain_data(inner) for inner in value] if isinstance(value, list) else value

    data = plain_data(values)
    try:
        is_ours = source.text == _shipped()
        text, printed = (sandbox.run if is_ours else _run_bounded)(
            source.text,
            data,
            _CHARACTERS + _TIMES_VALUES * sum(len(str(value)) for value in words),
            _LINES + _LINES_PER_VALUE * len(words),
        )
    except Refused as error:
        return [], [_finding(source, error)]
    parts = [words[part] if isinstance(part, int) else part for part in printed]
    return [line for rendered in text.split("\n") if (line := _line(rendered, parts))], []


@lru_cache(maxsize=1)
def _shipped() -> str:
    return files.read(shipped_template("issue.j2"), "issue.j2").decode()


def _run_bounded(
    text: str, values: Mapping[str, Any], characters: int, lines: int
) -> tuple[str, list[str | int]]:
    """What ``sandbox.run`` returns or raises, from a process with limits of time and memory."""
    try:
        answer = json.loads(_bounded(sandbox.question(text, values, characters, lines, SECONDS)))
    except ExceededError as error:
        raise Refused(_stopped_at(text, error), "执行出错", error.limit or "broke down") from error
    if len(answer) == len(("line", "what", "detail")):
        raise Refused(*answer)
    return answer[0], answer[1]


def _stopped_at(text: str, error: ExceededError) -> int:
    """The line of the template at which the time ran out; 0: at none."""
    place = re.search(rf'"{sandbox.NAME}", line (\d+)', error.trace)
    return sandbox.line_of(text, int(place[1])) if place else 0


def _line(rendered: str, printed: list[str | Words]) -> TemplateLine | None:
    body = _MARK.sub("", rendered).strip()
    if not body:
        return None
    marks = _MARK.findall(rendered[: rendered.index(body[0])]) or _MARK.findall(rendered)
    number = int(marks[-1]) if marks else 1
    head, *fields = [_parts(field.strip(), printed) for field in body.split("|")]
    return TemplateLine(number, "".join(str(part) for part in head), tuple(fields))


def _parts(text: str, printed: list[str | Words]) -> tuple[str | Words, ...]:
    pieces = _TOKEN.split(text)
    return tuple(
        printed[int(piece)] if index % 2 else piece for index, piece in enumerate(pieces) if piece
    )


def _finding(source: Source, error: Refused) -> Diagnostic:
    lines = source.text.count("\n") + 1
    where = "" if error.line else "（不知道是哪一行）"
    return kinds.TEMPLATE.at(
        source.line_span(min(max(error.line, 1), lines)),
        f"模板{error.what}：{_chinese(error.detail)}{where}",
        _HINTS.get(error.detail, _HINT),
    )


_HINT = "对照程序自带的 issue.j2 改；改不好就删掉自己的这一份，程序会用自带的。"
_HINTS = {
    "time": "看看这里是不是循环套循环，或者自己套自己。" + _HINT,
    "memory": "看看这里的宽度、次数是不是写得太大，或者把文字一再加倍。" + _HINT,
    "too much is printed": "看看这里的循环是不是转了太多次。" + _HINT,
}

_DETAILS = (
    (r"^time$", r"花的时间太长（限 1 秒），停下了"),
    (r"^memory$", r"要的内存太多，停下了"),
    (r"^broke down$", r"排到半路中断了"),
    (r"too much is printed", r"排出来的文字太多，停下了"),
    (r"'(.+?)' is undefined", r"没有“\1”这个名字"),
    (r"has no attribute '(.+?)'", r"没有“\1”这一项"),
    (r"has no element (.+)", r"没有“\1”这一项"),
    (r"No filter named '(.+?)'", r"没有叫“\1”的过滤器"),
    (r"No test named '(.+?)'", r"没有叫“\1”的判断"),
    (r"Encountered unknown tag '(.+?)'", r"不认识的标签“\1”，或它放错了地方"),
    (r"Unexpected end of template.*closed is '(.+?)'", r"这里的“\1”没有收尾，少了 end\1"),
    (r"[Uu]nexpected end of template", r"模板没有写完"),
    (r"[Mm]issing end of (comment|raw)", r"注释没有收尾，少了 #}"),
    (r"expected token '(.+?)', got '(.+?)'", r"此处应为“\1”，却是“\2”"),
    (r"expected name or number", r"句点后面少了名字"),
    (r"unexpected '(.+?)'", r"多了“\1”"),
    (r"unexpected char (.+?) at", r"不该有 \1 这个字符"),
    (r"Expected an expression, got '(.+?)'", r"此处少了要印的内容，却是“\1”"),
    (r"access to attribute '(.+?)'", r"不能用“\1”"),
    (r"Range too big", r"循环的次数太多"),
    (r"no loader", r"不能引用别的模板"),
    (r"recursion", r"自己套自己，没有尽头"),
    (r"too many (?:levels|statically)", r"套得太深"),
    (r"is not iterable", r"for 后面的不是一组东西"),
    (r"is not callable", r"有一项不能加括号"),
    (r"division by zero", r"除以了零"),
)
_TOKENS = {
    "end of print statement": "}}",
    "end of statement block": "%}",
    "end of template": "模板结尾",
    "name": "名字",
    "string": "引号里的文字",
    "integer": "数字",
}


def _chinese(detail: str) -> str:
    for pattern, chinese in _DETAILS:
        if match := re.search(pattern, detail, re.S):
            text = match.expand(chinese)
            for token, shown in _TOKENS.items():
                text = text.replace(f"“{token}”", f"“{shown}”")
            return text + "。"
    return f"程序看不懂这一处（{detail}）。"
