"""``check`` finds exactly what ``build`` finds: over every case of the tests, and some of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.findings.diagnostics import Diagnostic, has_errors
from bulletin.pipeline import batch, checking, stages
from bulletin.pipeline.checking import CheckOptions
from bulletin.workspace.folders import Workspace
from tests.conftest import CONTRIBUTION, ROOT, SERIES, Files, MakeWorkspace, Run, write_files
from tests.harness.import_cases import CASES, WHOLE
from tests.harness.import_cases import cases as imported_cases
from tests.harness.issues import FRONT
from tests.rules.test_rules import ALL
from tests.typeset.test_compose import FULL, PNG

pytestmark = pytest.mark.slow

TEMPLATE = (ROOT / "templates" / "issue.j2").read_text("utf-8")
HOUSE = (ROOT / "templates" / "gbt9704.yaml").read_text("utf-8")
ARTICLE = "issues/1/01-温县.md"
LONG = "全力推动县乡两级人大代表之家和联络站建设提质增效" * 4


def front(more: str, body: str = "正文。\n") -> str:
    return f"---\n{more}\n---\n\n{body}"


OWN: dict[str, Files] = {
    "a control character by an escape": {ARTICLE: front('title: "甲\\x01乙"\nsource: 某县')},
    "one in the note": {ARTICLE: front('title: 甲\nsource: 某县\nnote: "甲\\x02乙"')},
    "one by an entity": {ARTICLE: FRONT + "甲&#1;乙。\n"},
    "one in a table": {ARTICLE: FRONT + "| 甲 | 乙 |\n|---|---|\n| 丙&#2; | 丁 |\n"},
    "one in a link": {ARTICLE: FRONT + "[甲](https://a.cn/&#3;)乙。\n"},
    "one in a caption": {ARTICLE: FRONT + "![甲&#4;](a.png)\n", "issues/1/a.png": PNG},
    "one in the series": {"issues/bulletin.yaml": SERIES + 'keywords: ["甲\\x05"]\n'},
    "a title of four lines": {ARTICLE: front(f"title: {LONG}\nsource: 某县")},
    "a title of 61 characters": {ARTICLE: front(f"title: {LONG[:61]}\nsource: 某县")},
    "a long title and an error": {ARTICLE: front(f"title: {LONG}\nsource: 某县", "一\ufffd二。\n")},
    "a template at fault": {"templates/issue.j2": TEMPLATE + "{{ nobody }}\n"},
    "a template with an unknown style": {"templates/issue.j2": TEMPLATE + "正问 | 字\n"},
    "an endless template": {"templates/issue.j2": "{{ '甲' * 100000000 }}\n"},
    "a house style at fault": {"templates/gbt9704.yaml": HOUSE.replace("二号", "二好", 1)},
    "a house style without a style": {"templates/gbt9704.yaml": HOUSE.replace("\n  标题:", "\n  标体:")},
    "a template that is no text": {"templates/issue.j2": b"\xff\xfe\x00"},
    "a series at fault": {"issues/bulletin.yaml": "name: 简报\n"},
    "a series that is no YAML": {"issues/bulletin.yaml": "name: [\n"},
    "no articles": {"issues/1/issue.yaml": "number: 1\narticles: [x.md]\n"},
    "another number": {"issues/1/issue.yaml": "number: 2\n"},
    "a year without a date": {"issues/bulletin.yaml": SERIES + "serial: 第{year}期\n"},
    "no front matter": {ARTICLE: "正文。\n"},
    "a missing picture": {ARTICLE: FRONT + "![图](b.png)\n"},
    "all that can be set": {ARTICLE: FULL, "issues/1/a.png": PNG},
    "another order": {"issues/1/00-甲.md": CONTRIBUTION.replace("温县", "甲县")},
    "full-width digits": {"issues/bulletin.yaml": SERIES + "digits: full-width\n"},
}  # fmt: skip


def checked(root: Path) -> tuple[Diagnostic, ...]:
    return next(checking.check_issues(Workspace(root), [1], CheckOptions())).findings


def built(root: Path) -> batch.BuiltIssue:
    workspace = Workspace(root)
    with stages.open_archive(workspace, [1]) as archive:
        return batch.build_one(stages.read_shared(workspace), 1, batch.BuildOptions(), archive)


def said(found: tuple[Diagnostic, ...]) -> list[tuple[object, ...]]:
    return [
        (one.code, one.severity, one.span.source.path, one.span.start, one.span.end, one.message)
        for one in found
    ]


def same(root: Path) -> batch.BuiltIssue:
    """What ``build`` makes, once it found the same as ``check``; errors are why it made nothing."""
    found, made = checked(root), built(root)
    assert said(found) == said(made.findings)
    assert made.error is None
    assert (made.docx is None) == has_errors(found)
    return made


@pytest.mark.parametrize("name", OWN)
def test_of_issues_that_only_one_of_them_used_to_complain_of(
    name: str, workspace: MakeWorkspace
) -> None:
    same(workspace(OWN[name]))


def test_of_every_case_of_the_rules(tmp_path: Path) -> None:
    for place, case in enumerate(ALL):
        root = tmp_path / str(place)
        write_files(
            root,
            {
                "issues/bulletin.yaml": SERIES,
                "issues/1/issue.yaml": "number: 1\ndate: 2024-12-20\n",
                "issues/1/a.png": PNG,
                **case.files,
            },
        )
        same(root)


def test_of_every_contribution_that_an_import_makes(workspace: MakeWorkspace) -> None:
    """Those of one case are one issue."""
    for folder in (CASES, WHOLE):
        for path in sorted(folder.glob("*.md")):
            for case in imported_cases(path):
                root = workspace({})
                for old in (root / "issues" / "1").glob("*.md"):
                    old.unlink()
                made = {f"issues/1/{at:02}.md": one for at, one in enumerate(case.made, 1)}
                same(write_files(root, dict(made)))


def test_of_the_published_issue() -> None:
    workspace = Workspace(ROOT)
    found = next(checking.check_issues(workspace, [43], CheckOptions())).findings
    made = batch.build_one(stages.read_shared(workspace), 43, batch.BuildOptions())
    assert said(found) == said(made.findings)


@pytest.mark.parametrize("name", ["one in a table", "a title of 61 characters"])
def test_the_commands_say_the_same(name: str, run: Run, workspace: MakeWorkspace) -> None:
    root = workspace(OWN[name])
    check, build = run("check", "1", cwd=root), run("build", "1", cwd=root)
    assert check.returncode == build.returncode
    findings = [line for line in check.stdout.splitlines() if ": 错误" in line or ": 警告" in line]
    assert findings
    assert set(findings) <= set(build.stderr.splitlines())


def test_a_text_from_standard_input_is_set_too(workspace: MakeWorkspace) -> None:
    """``check -`` goes the same way."""
    data = front(f"title: {LONG}\nsource: 某县").encode()
    result = checking.check_text(data, Workspace(workspace({})), CheckOptions())
    assert "AR010" in [one.code for one in result.findings]
    bad = front('title: "甲\\x01乙"\nsource: 某县').encode()
    assert "FI003" in [one.code for one in checking.check_text(bad, None, CheckOptions()).findings]
