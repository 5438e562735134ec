"""Values, keys and lines of absurd size: answered in time, by a message that people can read."""

from __future__ import annotations

import time

import pytest

from bulletin.findings import formats
from bulletin.findings.formats import lines_of
from bulletin.pipeline.checking import CheckOptions, check_text
from tests.conftest import CONTRIBUTION, MakeWorkspace
from tests.harness.growth import LINEAR, growth
from tests.harness.issues import FRONT, make

pytestmark = pytest.mark.slow

LONG = "甲" * 10_001


@pytest.mark.parametrize("key", ["title", "source", "author", "note", "contents"])
def test_a_value_of_a_front_matter_has_a_limit(key: str) -> None:
    head = {"title": "甲", "source": "乙", key: LONG}
    text = "---\n" + "".join(f"{name}: {value}\n" for name, value in head.items()) + "---\n\n文。\n"
    found = [
        one for one in check_text(text.encode(), None, CheckOptions()).findings if one.is_error
    ]
    assert [one.code for one in found] == ["FI030"]
    assert found[0].span.text == LONG
    assert "这个值有 10001 个字，最多 10000 个" in found[0].message
    shorter = check_text(text.replace(LONG, LONG[1:]).encode(), None, CheckOptions()).findings
    assert not any(one.is_error for one in shorter)


def test_one_that_is_not_closed_is_said_to_be_long(workspace: MakeWorkspace) -> None:
    root = workspace({"issues/1/issue.yaml": 'number: 1\nname: "' + "甲\n  " * 20_000 + '"\n'})
    assert [one.code for one in make(root).found if one.is_error] == ["FI030"]


def test_a_title_of_three_million_characters_is_no_fault_of_the_template(
    workspace: MakeWorkspace,
) -> None:
    root = workspace({"issues/1/01-温县.md": CONTRIBUTION.replace("温县", "温县" * 1_500_000)})
    start = time.process_time()
    assert [one.code for one in make(root).found if one.is_error] == ["FI030"]
    assert time.process_time() - start < 10


def test_the_time_for_unknown_keys_grows_with_their_number(workspace: MakeWorkspace) -> None:
    def read_keys(number: int) -> None:
        keys = "".join(f"k{one}: 1\n" for one in range(number))
        root = workspace({"issues/1/issue.yaml": "number: 1\n" + keys})
        assert len(make(root).found) == number

    assert growth(read_keys, 8000) < LINEAR


@pytest.mark.parametrize(
    "text",
    [
        "１" * 100_000, "“" + "甲" * 100_000, "![图](" + "a" * 100_000 + ")",
        "![图](data:image/png;base64," + "A" * 100_000 + ")", "[甲](" + "b" * 100_000 + ")",
        "<" + "div" * 100_000 + ">", "[" + "甲" * 100_000 + "]: b", "# " + "甲" * 100_000,
    ],
)  # fmt: skip
def test_a_message_is_short_whatever_it_quotes(text: str) -> None:
    found = check_text((FRONT + text + "\n").encode(), None, CheckOptions()).findings
    for form in ("text", "concise", "github"):
        assert all(len(line) < 3000 for line in lines_of(form)(found)), form


def test_the_middle_is_left_out_of_a_long_message() -> None:
    assert formats.brief("甲" * 400) == "甲" * 400
    short = formats.brief("头" + "甲" * 1000 + "尾")
    assert short.startswith("头甲")
    assert short.endswith("甲尾")
    assert "略去 642 字" in short
