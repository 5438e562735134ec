"""issue.j2: a Jinja2 template whose rendered lines say what stands where.

Values never meet the lines' grammar: while Jinja renders, each value is put aside and a token
stands in its place, so a bar, a brace or a line break inside a title stays text. Every line
carries the number of the template line that it came from, so a fault is reported where it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import jinja2
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bulletin import faults
from bulletin.blocks import Inlines
from bulletin.diagnostics import Diagnostic
from bulletin.source import Source

_LINE, _VALUE = "\x01", "\x02"
"""What marks a line number and a value in the rendered text; no template file may hold them."""
_TOKEN = re.compile(f"{_VALUE}(\\d+){_VALUE}")
_MARK = re.compile(f"{_LINE}(\\d+){_LINE}")


@dataclass(frozen=True, slots=True)
class Words:
    """A value that keeps its runs and, for a title, the bookmark to set on its paragraph."""

    runs: Inlines
    bookmark: str = ""
    marked: bool = False
    """Whether a bar in it is the author's mark of where a line may break."""

    def __str__(self) -> str:
        return "".join(run.text for run in self.runs)

    def __bool__(self) -> bool:
        return bool(self.runs)


@dataclass(frozen=True, slots=True)
class Line:
    """A rendered line: ``head`` before the first bar (or the directive), then the fields."""

    number: int
    head: str
    fields: tuple[tuple[str | Words, ...], ...]


class TemplateFault(Exception):
    """The template is broken; carries the finding."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class _LineNumbers(Extension):
    """Marks every line of the template's own text with its number."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        for token in stream:
            if token.type != "data":
                if token.type == "variable_begin":
                    yield Token(token.lineno, "data", f"{_LINE}{token.lineno}{_LINE}")
                yield token
                continue
            lines = token.value.split("\n")
            marked = [f"{_LINE}{token.lineno + i}{_LINE}{text}" for i, text in enumerate(lines)]
            yield Token(token.lineno, "data", "\n".join(marked))


@jinja2.pass_context
def _put_aside(context: Context, value: Any) -> str:
    """Jinja's ``finalize``: keep the value, write its token."""
    part = value if isinstance(value, Words) else "" if value is None else str(value)
    if not part:
        return ""
    kept: list[str | Words] = context["kept_"]
    kept.append(part)
    return f"{_VALUE}{len(kept) - 1}{_VALUE}"


_MOST_STEPS = 100_000


@jinja2.pass_context
def _counted(context: Context, values: Any) -> Iterator[Any]:
    """What a loop goes through, until all loops together have taken too many steps."""
    steps: list[int] = context["steps_"]
    for value in values:
        steps[0] += 1
        if steps[0] > _MOST_STEPS:
            raise jinja2.exceptions.SecurityError("too many steps")
        yield value


class _Environment(ImmutableSandboxedEnvironment):
    intercepted_binops = frozenset({"*", "**", "%"})

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """A template of a few lines could ask for gigabytes; nothing here needs these."""
        if operator == "%" and isinstance(left, int):
            return super().call_binop(context, operator, left, right)
        raise jinja2.exceptions.SecurityError(f"operator {operator}")

    def _parse(self, source: str, name: str | None, filename: str | None) -> jinja2.nodes.Template:
        tree = super()._parse(source, name, filename)
        for loop in tree.find_all(jinja2.nodes.For):
            loop.iter = jinja2.nodes.Filter(
                loop.iter, "counted_", [], [], None, None, lineno=loop.lineno
            )
        return tree


@lru_cache(maxsize=8)
def _compiled(text: str) -> jinja2.Template:
    environment = _Environment(
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_put_aside,
        extensions=[_LineNumbers],
        autoescape=False,
    )
    environment.filters["counted_"] = _counted
    return environment.from_string(text)


def render(source: Source, values: Mapping[str, Any]) -> list[Line]:
    """The lines of the rendered template, blank ones left out.

    Raises:
        TemplateFault: the template does not parse, or names what there is not.
    """
    kept: list[str | Words] = []
    try:
        text = _compiled(source.text).render(**values, kept_=kept, steps_=[0])
    except jinja2.TemplateSyntaxError as error:
        number, detail = error.lineno, str(error.message)
        if detail.startswith("Unexpected end of template"):
            number = _unclosed(source.text) or number
        elif "expected token" in detail:
            number = _open_brace(source.text, number)
        raise _fault(source, number, "写法有误", detail) from error
    except jinja2.UndefinedError as error:
        raise _fault(source, _line_of(error), "用了没有的名字", str(error.message)) from error
    except Exception as error:  # whatever an editor's template does wrong, it is said by its line
        raise _fault(source, _line_of(error), "执行出错", str(error)) from error
    return [line for rendered in text.split("\n") if (line := _line(rendered, kept))]


def _line(rendered: str, kept: list[str | Words]) -> Line | None:
    body = _MARK.sub("", rendered).strip()
    if not body:
        return None
    marks = _MARK.findall(rendered[: rendered.index(body[0])]) or _MARK.findall(rendered)
    number = int(marks[-1]) if marks else 1
    head, *fields = [_parts(field.strip(), kept) for field in body.split("|")]
    return Line(number, "".join(str(part) for part in head), tuple(fields))


def _parts(text: str, kept: list[str | Words]) -> tuple[str | Words, ...]:
    pieces = _TOKEN.split(text)
    return tuple(
        kept[int(piece)] if index % 2 else piece for index, piece in enumerate(pieces) if piece
    )


def _line_of(error: BaseException) -> int:
    """The template line of a run-time error: Jinja's tracebacks carry it."""
    number, trace = 1, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            number = trace.tb_lineno
        trace = trace.tb_next
    return number


_TAG = re.compile(
    r"\{#.*?#\}|\{%[-+]?\s*(end)?(if|for|macro|set|filter|call|block|with|raw)\b", re.S
)


def _unclosed(text: str) -> int:
    """The line of the innermost tag that was not closed; 0 when there is none."""
    open_tags: list[tuple[str, int]] = []
    for match in _TAG.finditer(text):
        if match[1]:
            while open_tags and open_tags.pop()[0] != match[2]:
                pass
        elif match[2] and match[2] != "set":
            open_tags.append((match[2], text.count("\n", 0, match.start()) + 1))
    return open_tags[-1][1] if open_tags else 0


def _open_brace(text: str, number: int) -> int:
    """The line of a {{ that is not closed on its own line, before the line of the error."""
    lines = text.split("\n")[:number]
    for place in range(number, 0, -1):
        _, brace, after = lines[place - 1].rpartition("{{")
        if brace:
            return number if "}}" in after else place
    return number


def _fault(source: Source, number: int, what: str, detail: str) -> TemplateFault:
    lines = source.text.count("\n") + 1
    return TemplateFault(
        faults.TEMPLATE.at(
            source.line_span(min(max(number, 1), lines)),
            f"模板{what}：{_chinese(detail)}",
            "对照程序自带的 issue.j2 改；改不好就删掉自己的这一份，程序会用自带的。",
        )
    )


_DETAILS = (
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
    (r"operator (\S+)", r"不能用 \1 运算"),
    (r"too many steps|Range too big", r"循环的次数太多"),
    (r"no loader", r"不能引用别的模板"),
    (r"recursion", r"自己套自己，没有尽头"),
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
    for pattern, words in _DETAILS:
        match = re.search(pattern, detail, re.S)
        if match:
            said = match.expand(words)
            for token, shown in _TOKENS.items():
                said = said.replace(f"“{token}”", f"“{shown}”")
            return said + "。"
    return f"程序看不懂这一处（{detail}）。"
