"""Runs issue.j2 with Jinja: the values go in as plain data, plain text comes out.

A template of the workspace's own runs in another process (``bounded``), which calls ``answer``. That
process limits its time and memory; here it is limited how much it prints.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

import jinja2
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bulletin.processes.bounded import alarm

LINE, VALUE = "\x01", "\x02"
"""Stand around a line number and a value in the rendered text; no template file may have them."""
_LONGEST_DETAIL = 300
_RESERVE = 8 * 1024 * 1024
"""Bytes that are freed when the memory is used up, so that the line can still be found."""
NAME = "<template>"
"""How Jinja names a template in tracebacks."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value of ours: printed whole it is known by its number, anywhere else it is a text."""

    number: int
    text: str
    is_there: bool

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return self.is_there


class Refused(Exception):
    """The template cannot be used: its line (0: not known), why in Chinese, and in Jinja's words."""

    def __init__(self, line: int, what: str, detail: str) -> None:
        super().__init__(detail)
        self.line, self.what, self.detail = line, what, detail


class _TooMuch(Exception):
    """More is printed than any issue has."""


class _LineNumbers(Extension):
    """Puts the number of each line of the template before the text that comes from it."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        for token in stream:
            if token.type != "data":
                if token.type == "variable_begin":
                    yield Token(token.lineno, "data", f"{LINE}{token.lineno}{LINE}")
                yield token
                continue
            lines = token.value.split("\n")
            marked = [f"{LINE}{token.lineno + i}{LINE}{text}" for i, text in enumerate(lines)]
            yield Token(token.lineno, "data", "\n".join(marked))


@jinja2.pass_context
def _put_aside(context: Context, value: Any) -> str:
    """Jinja's ``finalize``: keep a printed value, or the number of one of ours, and write its token.

    The lists ``printed_`` and ``left_`` are in the context, where the sandbox lets no template change
    them; the only number in ``left_`` is how many characters may still be printed.
    """
    part = value.number if isinstance(value, Value) else "" if value is None else str(value)
    if not (value if isinstance(value, Value) else part):
        return ""
    printed: list[str | int] = context["printed_"]
    printed.append(part)
    _count(context["left_"], len(str(value)))
    return f"{VALUE}{len(printed) - 1}{VALUE}"


def _count(left: list[int], characters: int) -> None:
    left[0] -= characters
    if left[0] < 0:
        raise _TooMuch("too much is printed")


@lru_cache(maxsize=8)
def _compiled(text: str) -> jinja2.Template:
    environment = ImmutableSandboxedEnvironment(
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_put_aside,
        extensions=[_LineNumbers],
        autoescape=False,
        optimized=False,  # so that what takes too long does so on its line
    )
    return environment.from_string(text)


def run(
    text: str, values: Mapping[str, Any], characters: int, lines: int, seconds: float = 0
) -> tuple[str, list[str | int]]:
    """The rendered text, and what its tokens stand for: a text, or the number of a ``Value``.

    It may print so many ``characters`` and ``lines``, and take so many ``seconds`` (0: no limit).

    Raises:
        Refused: the template does not parse, names what does not exist, or exceeds a limit.
    """
    printed: list[str | int] = []
    pieces: list[str] = []
    left = [characters]
    rendering: Any = None
    reserve = bytearray(_RESERVE)
    try:
        with alarm(seconds) if seconds else nullcontext():
            template = _compiled(text)
            context = template.new_context({**values, "printed_": printed, "left_": left})
            rendering = template.root_render_func(context)
            for piece in rendering:
                _count(left, len(piece) + piece.count("\n") * (characters // lines))
                pieces.append(piece)
    except jinja2.TemplateSyntaxError as error:
        number, detail = error.lineno, str(error.message)
        if detail.startswith("Unexpected end of template"):
            number = _unclosed(text) or number
        elif "expected token" in detail:
            number = _open_brace(text, number)
        raise Refused(number, "写法有误", detail) from error
    except jinja2.UndefinedError as error:
        raise Refused(_line_of(text, error), "用了没有的名字", str(error.message)) from error
    except (Exception, KeyboardInterrupt) as error:
        del reserve  # whatever is wrong with an editor's template, its line is reported
        number = _line_of(text, error) or _line_at(text, rendering)
        limits = {KeyboardInterrupt: "time", MemoryError: "memory"}
        detail = limits.get(type(error)) or str(error) or type(error).__name__
        raise Refused(number, "执行出错", detail) from None
    return "".join(pieces), printed


def line_of(text: str, place: int) -> int:
    """The line of a template, compiled by ``run``, for a line of the Python that Jinja makes of it."""
    return _compiled(text).get_corresponding_lineno(place)


def _line_of(text: str, error: BaseException) -> int:
    """The line of the template at which an error was raised, or the one before it; 0: elsewhere."""
    place, trace = 0, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == NAME:
            place = trace.tb_lineno
        trace = trace.tb_next
    if not place and error.__context__:  # interrupted while that error was being raised
        return _line_of(text, error.__context__)
    return line_of(text, place) if place else 0


def _line_at(text: str, rendering: Any) -> int:
    """The line of the template at which its generator stands; 0 without one."""
    frame = rendering.gi_frame if rendering else None
    return line_of(text, frame.f_lineno) if frame else 0


_TAG = re.compile(
    r"\{#.*?#\}|\{%[-+]?\s*(end)?(if|for|macro|set|filter|call|block|with|raw)\b", re.S
)


def _unclosed(text: str) -> int:
    """The line of the innermost tag that is not closed; 0 without one."""
    open_tags: list[tuple[str, int]] = []
    for match in _TAG.finditer(text):
        if match[1]:
            while open_tags and open_tags.pop()[0] != match[2]:
                pass
        elif match[2] and match[2] != "set":
            open_tags.append((match[2], text.count("\n", 0, match.start()) + 1))
    return open_tags[-1][1] if open_tags else 0


def _open_brace(text: str, number: int) -> int:
    """The line of the last {{ up to an error, if it is not closed on that line."""
    lines = text.split("\n")[:number]
    for place in range(number, 0, -1):
        _, brace, after = lines[place - 1].rpartition("{{")
        if brace:
            return number if "}}" in after else place
    return number


# Through a pipe


def question(text: str, values: Mapping[str, Any], *limits: float) -> bytes:
    """The arguments of ``run`` as bytes for ``answer``."""
    return json.dumps([text, values, *limits], default=asdict).encode()


def _value(plain: dict[str, Any]) -> Any:
    return Value(**plain) if plain.keys() == {"number", "text", "is_there"} else plain


def answer(data: bytes) -> bytes:
    """What ``run`` returns for a question, or the line and the two texts of a ``Refused``, as JSON."""
    arguments = json.loads(data, object_hook=_value)
    try:
        return json.dumps(run(*arguments)).encode()
    except Refused as error:
        return json.dumps([error.line, error.what, error.detail[:_LONGEST_DETAIL]]).encode()
