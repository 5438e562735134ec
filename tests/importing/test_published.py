"""The acceptance case: issue 43, imported from all that it can arrive as."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bulletin.pipeline import checking
from bulletin.pipeline.checking import CheckOptions
from bulletin.workspace.folders import Workspace
from tests.conftest import ROOT, Run, write_files
from tests.harness.import_workspace import build, contributions, import_into
from tests.harness.issue_43 import ISSUES, Issue43, document
from tests.harness.render import render

pytestmark = pytest.mark.slow

KINDS = ["extracted", "paragraphs", "printed lines", "GB18030", "UTF-16", "Word", "PDF"]


def arriving(issue: Issue43, kind: str, folder: Path) -> Path:
    """The file in which the issue arrives."""
    text = issue.paragraphs.read_text("utf-8")
    path = folder / f"43.{'docx' if kind in ('Word', 'PDF') else 'txt'}"
    match kind:
        case "extracted":
            return issue.arrived
        case "paragraphs":
            return issue.paragraphs
        case "printed lines":
            return issue.printed
        case "Word" | "PDF":
            path.write_bytes(document(issue.workspace))
        case encoding:
            path.write_text(text, encoding)
    return render([path])[0] if kind == "PDF" else path


@pytest.mark.needs_rendering
@pytest.mark.parametrize("issue", ISSUES, ids=str)
@pytest.mark.parametrize("kind", KINDS)
def test_it_is_the_same_workspace(kind: str, issue: Issue43, tmp_path: Path) -> None:
    imported = import_into(tmp_path, 43, arriving(issue, kind, tmp_path))
    assert imported.account.is_even, imported.account
    assert imported.findings == ()
    original = contributions(issue.workspace, 43)
    if kind == "extracted":
        original = {title: issue.mended(text) for title, text in original.items()}
    assert contributions(tmp_path, 43) == original
    for name in ("bulletin.yaml", "43/issue.yaml"):
        made = yaml.safe_load((tmp_path / "issues" / name).read_text("utf-8"))
        wanted = yaml.safe_load((issue.workspace / "issues" / name).read_text("utf-8"))
        assert {key: made.get(key) for key in wanted} == wanted, name


@pytest.mark.parametrize("label", ["目　录", "目录", "本期要目", "【本期目录】"])
def test_a_heading_over_the_contents_is_no_part_of_the_line_before(
    label: str, tmp_path: Path
) -> None:
    """The line before it is as wide as the page."""
    issue = ISSUES[0]
    text = issue.printed.read_text("utf-8").replace("＊", f"{label}\n＊", 1)
    write_files(tmp_path, {"43.txt": text})
    imported = import_into(tmp_path, 43, tmp_path / "43.txt")
    assert imported.account.is_even, imported.account
    assert contributions(tmp_path, 43) == contributions(issue.workspace, 43)


def test_the_issue_of_the_repository_comes_back(tmp_path: Path) -> None:
    """It has a date, so that the masthead and the foot have lines that the published one has not."""
    document = tmp_path / "43.docx"
    document.write_bytes(build(ROOT, 43))
    import_into(tmp_path, 43, document)
    assert contributions(tmp_path, 43) == contributions(ROOT, 43)
    settings = yaml.safe_load((tmp_path / "issues/43/issue.yaml").read_text("utf-8"))
    assert settings == yaml.safe_load((ROOT / "issues/43/issue.yaml").read_text("utf-8"))


def test_a_mark_of_secrecy_comes_back(tmp_path: Path) -> None:
    series = (ROOT / "issues/bulletin.yaml").read_text("utf-8")
    files = {path.name: path.read_bytes() for path in (ROOT / "issues/43").iterdir()}
    write_files(tmp_path / "a", {f"issues/43/{name}": data for name, data in files.items()})
    write_files(tmp_path / "a", {"issues/bulletin.yaml": series + "classification: 内部资料\n"})
    document = tmp_path / "43.docx"
    document.write_bytes(build(tmp_path / "a", 43))
    import_into(tmp_path / "b", 43, document)
    made = yaml.safe_load((tmp_path / "b/issues/bulletin.yaml").read_text("utf-8"))
    assert made["classification"] == "内部资料"
    assert made["name"] == yaml.safe_load(series)["name"]


def test_a_heading_of_the_contents_and_full_stops_come_back(tmp_path: Path) -> None:
    series = (ROOT / "issues/bulletin.yaml").read_text("utf-8")
    files = {path.name: path.read_bytes() for path in (ROOT / "issues/43").iterdir()}
    write_files(tmp_path / "a", {f"issues/43/{name}": data for name, data in files.items()})
    keys = "contents-heading: 目录\nrouting-stop: true\n"
    write_files(tmp_path / "a", {"issues/bulletin.yaml": series + keys})
    document = tmp_path / "43.docx"
    document.write_bytes(build(tmp_path / "a", 43))
    imported = import_into(tmp_path / "b", 43, document)
    assert imported.account.is_even, imported.account
    assert contributions(tmp_path / "b", 43) == contributions(ROOT, 43)
    made = yaml.safe_load((tmp_path / "b/issues/bulletin.yaml").read_text("utf-8"))
    assert (made["contents-heading"], made["routing-stop"]) == ("目录", True)
    assert made["routing"] == yaml.safe_load(series)["routing"]
    write_files(tmp_path / "c", {"issues/bulletin.yaml": series})
    import_into(tmp_path / "c", 43, document)
    settings = yaml.safe_load((tmp_path / "c/issues/43/issue.yaml").read_text("utf-8"))
    assert settings["contents-heading"] == "目录"
    assert settings["routing-stop"] is True


def test_a_long_issuer_comes_back_as_one_line(tmp_path: Path) -> None:
    series = (ROOT / "issues/bulletin.yaml").read_text("utf-8")
    issuer = "河南省人民代表大会常务委员会代表工作委员会、河南省人民代表大会常务委员会办公厅"
    files = {path.name: path.read_bytes() for path in (ROOT / "issues/43").iterdir()}
    write_files(tmp_path / "a", {f"issues/43/{name}": data for name, data in files.items()})
    changed = series.replace("河南省人大常委会代表工作委员会\n", f"{issuer}\n")
    write_files(tmp_path / "a", {"issues/bulletin.yaml": changed})
    document = tmp_path / "43.docx"
    document.write_bytes(build(tmp_path / "a", 43))
    imported = import_into(tmp_path / "b", 43, document)
    assert imported.account.is_even, imported.account
    made = yaml.safe_load((tmp_path / "b/issues/bulletin.yaml").read_text("utf-8"))
    assert made["issuer"] == issuer


def test_only_what_differs_from_the_series_goes_into_the_issue(tmp_path: Path) -> None:
    document = tmp_path / "43.docx"
    document.write_bytes(build(ROOT, 43))
    series = (ROOT / "issues/bulletin.yaml").read_text("utf-8")
    write_files(tmp_path / "same", {"issues/bulletin.yaml": series})
    import_into(tmp_path / "same", 43, document)
    settings = yaml.safe_load((tmp_path / "same/issues/43/issue.yaml").read_text("utf-8"))
    assert set(settings) == {"number", "date"}
    other = series.replace("河南省人大常委会代表工作委员会", "另一单位").replace(
        "（{hanzi}）", "第{n}期"
    )
    write_files(tmp_path / "other", {"issues/bulletin.yaml": other})
    import_into(tmp_path / "other", 43, document)
    settings = yaml.safe_load((tmp_path / "other/issues/43/issue.yaml").read_text("utf-8"))
    assert set(settings) == {"number", "date", "issuer", "serial"}
    assert settings["serial"] == "（{hanzi}）"


@pytest.mark.parametrize("issue", ISSUES, ids=str)
def test_check_says_the_same_afterwards(issue: Issue43, tmp_path: Path, run: Run) -> None:
    done = run("import", "43", issue.arrived)
    assert done.returncode == 0
    assert "一字不差" in done.stdout
    [checked] = checking.check_issues(Workspace(tmp_path), [43], CheckOptions())
    [original] = checking.check_issues(Workspace(issue.workspace), [43], CheckOptions())
    assert {one.code for one in checked.findings} == {one.code for one in original.findings} | (
        {"PU014"} if issue.doubtful else set()
    )
    for one in checked.findings:
        assert one.message in done.stderr
    mended = run("check", "43", "--fix")
    assert "没有要自动改的" in mended.stderr
