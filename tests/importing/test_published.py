"""The acceptance case: the published issue 43, imported from all that it can arrive as."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bulletin.pipeline import checking
from bulletin.pipeline.checking import CheckOptions
from bulletin.workspace.files import Workspace
from tests.conftest import ROOT, SHARED, Run, write_files
from tests.harness.import_workspace import build, contributions, import_into
from tests.harness.programs import need_published_issue
from tests.harness.render import render

REAL = SHARED / "real"


@pytest.fixture(scope="module")
def arrived(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The issue as extracted text, as it was printed line by line, as Word file and as PDF."""
    need_published_issue()
    folder = tmp_path_factory.mktemp("arrived")
    document = folder / "43.docx"
    document.write_bytes(build(REAL, 43))
    [pdf] = render([document])
    gbk = folder / "43.gbk.txt"
    gbk.write_bytes((REAL / "43.txt").read_text("utf-8").encode("gb18030"))
    utf16 = folder / "43.utf16.txt"
    utf16.write_bytes((REAL / "43.txt").read_text("utf-8").encode("utf-16"))
    return {
        "seed": SHARED / "seeds" / "issue-43.txt",
        "paragraphs": REAL / "43.txt",
        "printed lines": REAL / "43.lines.txt",
        "GB18030": gbk,
        "UTF-16": utf16,
        "Word": document,
        "PDF": pdf,
    }


@pytest.mark.parametrize(
    "kind", ["seed", "paragraphs", "printed lines", "GB18030", "UTF-16", "Word", "PDF"]
)
def test_it_is_the_published_workspace(
    kind: str, arrived: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported = import_into(tmp_path, 43, arrived[kind])
    assert imported.account.is_even, imported.account
    assert imported.found == ()
    assert contributions(tmp_path, 43) == contributions(REAL, 43)
    for name in ("bulletin.yaml", "43/issue.yaml"):
        made = yaml.safe_load((tmp_path / "issues" / name).read_text("utf-8"))
        published = yaml.safe_load((REAL / "issues" / name).read_text("utf-8"))
        assert {key: made.get(key) for key in published} == published, name


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


def test_check_says_the_same_afterwards(arrived: dict[str, Path], tmp_path: Path, run: Run) -> None:
    done = run("import", "43", arrived["seed"])
    assert done.returncode == 0
    assert "一字不差" in done.stdout
    [checked] = checking.check_issues(Workspace(tmp_path), [43], CheckOptions())
    assert {one.code for one in checked.findings} == {"ME003", "GE002"}
    for one in checked.findings:
        assert one.message in done.stderr
    mended = run("check", "43", "--fix")
    assert "没有要自动改的" in mended.stderr
