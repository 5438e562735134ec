"""The formats of findings: for people, with carets; for programs, as documented."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

import jsonschema
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from bulletin.findings import formats
from bulletin.findings.diagnostics import Diagnostic, Edit, FindingKind, Fix, Severity
from bulletin.pipeline import checking
from bulletin.pipeline.checking import CheckOptions
from bulletin.text.source import Source
from tests.conftest import MakeWorkspace, Run
from tests.harness.issues import FRONT
from tests.harness.programs import CACHE, need

TEXT = FRONT + "会议,审议１１次。\n\n“甲\n\n\ue000丙\n\n2021-2025年\n"
FAULT = FindingKind("XX001", "made-up", Severity.WARNING, "试")


def found_in(text: str = TEXT) -> Sequence[Diagnostic]:
    return formats.distinct(checking.check_text(text.encode(), None, CheckOptions()).findings)


def lines(form: str, found: Sequence[Diagnostic]) -> list[str]:
    return list(formats.lines_of(form)(found))


def plain(found: Sequence[Diagnostic]) -> list[str]:
    """The text format as a terminal shows it without colours."""
    return "\n".join(Text.from_markup(one).plain for one in lines("text", found)).split("\n")


def at(text: str, start: int, end: int) -> Diagnostic:
    return FAULT.at(Source("a.md", text).span(start, end), "话")


def underlined(text: str, start: int, end: int) -> tuple[str, str]:
    """The line that is shown and what stands above the carets."""
    _, line, carets, *_ = plain([at(text, start, end)])
    shown, marks = line.split("|", 1)[1][1:], carets.split("|", 1)[1][1:]
    first, wide = len(marks) - len(marks.lstrip()), marks.count("^")
    above, column = "", 0
    for char in shown:
        if first <= column < first + wide:
            above += char
        column += cell_len(char)
    return shown, above


@pytest.mark.parametrize(
    ("text", "start", "end", "above"),
    [
        ("会议,审议", 2, 3, ","),
        ("ab会议，审议", 4, 5, "，"),
        ("会议审议", 0, 2, "会议"),
        ("第１１次", 1, 3, "１１"),
        ("甲　乙", 1, 2, "　"),
        ("[bold]甲[/bold]乙", 6, 7, "甲"),
        ("甲\t乙丙", 2, 3, "乙"),
        ("e\u0301甲乙", 3, 4, "乙"),
    ],
)
def test_the_caret_stands_under_the_very_characters(
    text: str, start: int, end: int, above: str
) -> None:
    assert underlined(text, start, end)[1] == above


@given(st.text(st.sampled_from("会议ab，,。　“”９ "), min_size=1, max_size=300), st.data())
def test_the_caret_anywhere_in_a_long_line(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text) - 1))
    char = text[place]
    if not text.strip() or not char.strip():
        return
    shown, above = underlined(text, place, place + 1)
    assert above == char
    assert cell_len(shown) <= 76


def test_a_line_of_a_megabyte_is_shown_around_the_fault() -> None:
    shown, above = underlined("甲" * 300_000 + ",乙" + "丙" * 300_000, 300_000, 300_001)
    assert above == ","
    assert shown.startswith("…甲")
    assert shown.endswith("丙…")


def test_text_is_grouped_by_file_with_a_count() -> None:
    text = plain([at("甲乙", 0, 1), at("丙,丁", 1, 2)])
    assert text == [
        "a.md:1:1: 警告 XX001 话", "     1 | 甲乙", "       | ^^", "",
        "a.md:1:2: 警告 XX001 话", "     1 | 丙,丁", "       |   ^", "", "警告 2。",
    ]  # fmt: skip


def test_concise_is_a_line_each() -> None:
    assert lines("concise", found_in())[0] == "-:6:3: 警告 PU001 [*] 中文里用了半角“,”。"


KEYS = [
    "code", "name", "severity", "message", "hint", "file", "line", "column", "end_line", "end_column", "fix",
]  # fmt: skip


def test_json_is_as_documented() -> None:
    records = json.loads("\n".join(lines("json", found_in())))
    assert [record["code"] for record in records] == ["PU001", "NU001", "PU019", "TX002", "NU002"]
    assert all(list(record) == KEYS for record in records)
    comma = records[0]
    assert (comma["file"], comma["line"], comma["column"]) == ("-", 6, 3)
    assert (comma["end_line"], comma["end_column"]) == (6, 4)
    edit = {"line": 6, "column": 3, "end_line": 6, "end_column": 4, "text": "，"}
    assert comma["fix"] == {"safe": True, "edits": [edit]}
    assert [bool(record["fix"]) for record in records] == [True, True, False, False, True]
    assert records[4]["fix"]["safe"] is False
    assert {record["severity"] for record in records} == {"warning", "error"}


def test_a_program_can_apply_what_json_says() -> None:
    """The positions count from 1, in characters; applied from the end, they mend the text."""
    rows = TEXT.split("\n")
    for record in reversed(json.loads("\n".join(lines("json", found_in())))):
        for edit in reversed((record["fix"] or {"edits": []})["edits"]):
            row = rows[edit["line"] - 1]
            assert edit["line"] == edit["end_line"]
            rows[edit["line"] - 1] = (
                row[: edit["column"] - 1] + edit["text"] + row[edit["end_column"] - 1 :]
            )
    assert "\n".join(rows) == TEXT.replace(",", "，").replace("１１", "11").replace("1-2", "1—2")


@pytest.mark.parametrize("form", ["json", "sarif", "github", "concise", "text"])
def test_nothing_found(form: str) -> None:
    text = "\n".join(lines(form, []))
    expected: dict[str, Any] = {"json": [], "github": "", "concise": "", "text": ""}
    if form == "sarif":
        assert json.loads(text)["runs"][0]["results"] == []
    else:
        assert (json.loads(text) if form == "json" else text) == expected[form]


@pytest.mark.needs_rendering
def test_sarif_is_valid() -> None:
    schema = (
        CACHE / "validators/node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"
    )
    need(schema.is_file(), "the SARIF schema (make tools)")
    validator = jsonschema.Draft4Validator(json.loads(schema.read_text("utf-8")))
    for found in (found_in(), [], [at("甲\n乙", 0, 3), at("甲", 1, 1)]):
        log = json.loads("\n".join(lines("sarif", found)))
        assert [error.message for error in validator.iter_errors(log)] == []
        assert len(log["runs"][0]["results"]) == len(found)
    broken = json.loads("\n".join(lines("sarif", found_in())))
    broken["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    assert not validator.is_valid(broken)  # the schema does look


def test_sarif_says_what_json_says() -> None:
    found = found_in()
    log = json.loads("\n".join(lines("sarif", found)))
    records = json.loads("\n".join(lines("json", found)))
    for result, record in zip(log["runs"][0]["results"], records, strict=True):
        region = result["locations"][0]["physicalLocation"]["region"]
        assert result["ruleId"] == record["code"]
        assert (
            log["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == record["code"]
        )
        assert (region["startLine"], region["startColumn"]) == (record["line"], record["column"])
        assert (region["endLine"], region["endColumn"]) == (
            record["end_line"],
            record["end_column"],
        )
        assert ("fixes" in result) == bool(record["fix"] and record["fix"]["safe"])


# Workflow commands as the runner reads them: ::name key=value,key=value::data, where %, CR and LF
# are escaped in data, and : and , in values besides.
_COMMAND = re.compile(
    r"::(error|warning|notice) ((?:\w+=[^,:\r\n]*)(?:,\w+=[^,:\r\n]*)*)::([^\r\n]*)"
)


def command(line: str) -> tuple[str, dict[str, str], str]:
    match = _COMMAND.fullmatch(line)
    assert match is not None, line
    assert not re.search(r"%(?!25|0D|0A|3A|2C)", line)
    values = dict(part.split("=", 1) for part in match[2].split(","))
    return match[1], {key: unescaped(value) for key, value in values.items()}, unescaped(match[3])


def unescaped(text: str) -> str:
    for code, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, char)
    return text


def test_github_lines_are_commands() -> None:
    name, values, data = command(lines("github", found_in())[0])
    assert (name, values["file"], values["line"], values["col"]) == ("warning", "-", "6", "3")
    assert values["title"] == "PU001 half-width-mark"
    assert data.startswith("中文里用了半角“,”。")


@given(st.text(max_size=30), st.text(min_size=1, max_size=30), st.text(max_size=30))
def test_github_takes_any_text(path: str, text: str, message: str) -> None:
    one = FAULT.at(Source(path, text).span(0, 1), message, fix=None)
    (line,) = lines("github", [one])
    _, values, data = command(line)
    assert (values["file"], data) == (path, message)


@given(st.text(min_size=1, max_size=90), st.text(max_size=10), st.data())
@example("甲\u2028乙", "", None)
def test_every_format_takes_any_text(text: str, message: str, data: st.DataObject | None) -> None:
    source = Source("a.md", text)
    start = data.draw(st.integers(0, len(text))) if data else 2
    end = data.draw(st.integers(start, len(text))) if data else 3
    fix = Fix(True, (Edit(source.span(start, end), message),))
    one = FAULT.at(source.span(start, end), message, "怎么办", fix)
    for form in formats.FORMATS:
        assert lines(form, [one])
    assert Text.from_markup(lines("text", [one])[0])


def test_statistics_count() -> None:
    found = [at("甲乙", 0, 1), at("甲乙", 1, 2)]
    assert list(formats.statistics(found)) == ["     2  XX001       警告  made-up"]


MANY = [
    FindingKind(code, "made-up", Severity.WARNING, "试").at(
        Source(path, "甲\n" * n).span(i, i + 1), "话"
    )
    for path, code, n in (("a.md", "XX001", 3000), ("a.md", "XX002", 50), ("b.md", "XX001", 51))
    for i in range(n)
]


@pytest.mark.parametrize("form", ["text", "concise", "github"])
def test_of_thousands_of_one_kind_the_first_are_shown_and_the_rest_counted(form: str) -> None:
    said = "\n".join(lines(form, MANY))
    assert said.count("XX001") - said.count("另有") == 100
    assert said.count("XX002") == 50
    assert "a.md：XX001 另有 2950 处，没有一一列出；要全看：--format json" in said
    assert "b.md：XX001 另有 1 处" in said
    assert len(said) < 20_000
    if form == "text":
        assert said.endswith("警告 3101。")  # the count is of all
    if form == "github":
        command("::notice file=x::" + said.splitlines()[-1].removeprefix("::notice::"))


@pytest.mark.slow
def test_formats_for_programs_have_all() -> None:
    assert len(json.loads("\n".join(lines("json", MANY)))) == len(MANY)
    assert len(json.loads("\n".join(lines("sarif", MANY)))["runs"][0]["results"]) == len(MANY)
    assert next(iter(formats.statistics(MANY))).split()[0] == "3051"


def test_files_as_wholes_are_counted_by_folder() -> None:
    found = [FAULT.at(Source(f"issues/1/{i}.docx", "").span(0, 0), "话") for i in range(60)]
    said = lines("concise", found)
    assert said[-1] == "issues/1/：XX001 另有 10 处，没有一一列出；要全看：--format json"
    assert len(said) == 51


@pytest.mark.slow
def test_five_thousand_duplicate_keys(workspace: MakeWorkspace, run: Run) -> None:
    keys = "name: 甲\n" * 5000
    root = workspace({"issues/1/issue.yaml": "number: 1\n" + keys})
    for form in ("text", "concise", "github"):
        done = run("check", "1", "--format", form, cwd=root)
        assert done.returncode == 1
        assert len(done.stdout) < 20_000
        assert "YA007 另有 4949 处" in done.stdout
    done = run("build", "1", cwd=root)
    assert len(done.stderr) < 20_000
    assert "YA007 另有 4949 处" in done.stderr
    assert len(json.loads(run("check", "1", "--format", "json", cwd=root).stdout)) == 4999
