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
                yield token
                continue
            lines = token.value.split("\n")
            marked = [f"{_LINE}{token.lineno + i}{_LINE}{text}" for i, text in enumerate(lines)]
            yield Token(token.lineno, "data", "\n".join(marked))


@jinja2.pass_context
def _put_aside(context: Context, value: Any) -> str:
    """Jinja's ``finalize``: keep the value, write its token."""
    if value is None or value == "":
        return ""
    kept: list[str | Words] = context["kept_"]
    kept.append(value if isinstance(value, Words) else str(value))
    return f"{_VALUE}{len(kept) - 1}{_VALUE}"


class _Environment(ImmutableSandboxedEnvironment):
    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """A template of a few lines could ask for gigabytes; nothing here needs these two."""
        raise jinja2.exceptions.SecurityError(f"operator {operator}")


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
    return environment.from_string(text)


def render(source: Source, values: Mapping[str, Any]) -> list[Line]:
    """The lines of the rendered template, blank ones left out.

    Raises:
        TemplateFault: the template does not parse, or names what there is not.
    """
    kept: list[str | Words] = []
    try:
        text = _compiled(source.text).render(**values, kept_=kept)
    except jinja2.TemplateSyntaxError as error:
        raise _fault(source, error.lineno, "写法有误", str(error.message)) from error
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
    head, *fields = [_parts(field.strip(), kept) for field in body.split("|")]
    return Line(int(marks[-1]), "".join(str(part) for part in head), tuple(fields))


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
    (r"'.+?' has no attribute '(.+?)'", r"没有“\1”这一项"),
    (r"No filter named '(.+?)'.*", r"没有叫“\1”的过滤器"),
    (r"Encountered unknown tag '(.+?)'.*", r"不认识的标签“\1”"),
    (r"Unexpected end of template.*'(.+?)'.*", r"少了收尾的标签 \1"),
    (r"unexpected end of template.*", r"模板没有写完"),
    (r"expected token '(.+?)', got '(.+?)'", r"此处应为 \1，却是 \2"),
    (r"unexpected '(.+?)'", r"多了“\1”"),
)


def _chinese(detail: str) -> str:
    for pattern, words in _DETAILS:
        match = re.search(pattern, detail, re.S)
        if match:
            return match.expand(words)
    return detail
