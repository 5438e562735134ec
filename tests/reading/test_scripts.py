"""Which ^ and ~ raise and lower, and which are characters."""

from __future__ import annotations

import pytest

from bulletin.model.content import Paragraph
from bulletin.reading.markdown import read_body
from bulletin.reading.scripts import escape_scripts
from bulletin.text.source import Source


def read(text: str) -> tuple[list[tuple[str, str]], list[tuple[str, int]]]:
    """The runs that are raised or lowered, each with how, and the findings with their columns."""
    blocks, _, found = read_body(Source("x.md", text + "\n"), 0)
    runs = [run for block in blocks if isinstance(block, Paragraph) for run in block.runs]
    for run in runs:
        assert run.text == run.span.text
    scripts: list[tuple[str, str]] = [(run.script, run.text) for run in runs if run.script]
    return scripts, [(one.code, one.span.start + 1) for one in found]


@pytest.mark.parametrize(
    ("text", "scripts"),
    [
        ("面积12m^2^，H~2~O", [("super", "2"), ("sub", "2")]),
        (
            "10^-4^，Fe^3+^，x~i~，PM~2.5~",
            [("super", "-4"), ("super", "3+"), ("sub", "i"), ("sub", "2.5")],
        ),
        ("总量P~总~，文献^注^、^①^", [("sub", "总"), ("super", "注"), ("super", "①")]),
        ("**面积12m^2^**和CO~2~", [("super", "2"), ("sub", "2")]),
        (
            "^14^C，(a+b)^2^，SO~4~^2-^",
            [("super", "14"), ("super", "2"), ("sub", "4"), ("super", "2-")],
        ),
    ],
)
def test_raised_and_lowered(text: str, scripts: list[tuple[str, str]]) -> None:
    assert read(text) == (scripts, [])


@pytest.mark.parametrize(
    "text",
    [
        "10~15万元，20~30人，5~10~15天",
        "上午8~10时，下午2~5时，周一~周五~周日",
        "甲^ 乙^丙，^_^，A~D级、B~E级",
        "x\\^2^，H\\~2~O，甲\\^2\\^",
        "~~删~~，A~级，甲~2~乙",
    ],
)
def test_characters(text: str) -> None:
    assert read(text) == ([], [])


@pytest.mark.parametrize(
    ("text", "columns"),
    [("2^10次方", [2]), ("a^2+b^2，A~B~C", [2, 10]), ("10^3，5^4", [3, 7])],
)
def test_what_is_doubtful_is_printed_and_said(text: str, columns: list[int]) -> None:
    assert read(text) == ([], [("MD014", column) for column in columns])


@pytest.mark.parametrize("text", ["m^2^和H~2~O", "a^2+b^2=c^2^", "10~15，甲^乙^^^", "A~B~C~D~"])
def test_escaped_text_is_read_as_it_was(text: str) -> None:
    written = escape_scripts(text)
    assert read(written)[0] == []
    assert written.replace("\\", "") == text


def test_ranges_need_no_escape() -> None:
    assert escape_scripts("10~15万元，20~30人，A~D级，甲^乙") == "10~15万元，20~30人，A~D级，甲^乙"
