"""``bulletin check`` and ``build --force`` as a user runs them."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, MakeWorkspace, Run, write_files
from tests.harness.issues import FRONT

pytestmark = pytest.mark.slow

FAULTY = FRONT + "会议,审议。\n\n培训１１次，10几次。\n"
MENDED = FRONT + "会议，审议。\n\n培训11次，10几次。\n"
ARTICLE = "issues/1/01-温县.md"


@pytest.fixture
def root(workspace: MakeWorkspace) -> Path:
    return workspace({ARTICLE: FAULTY, "issues/1/issue.yaml": "number: 1\ndate: 2024-12-20\n"})


def piped(*args: str, data: bytes, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "bulletin", "check", *args],
        input=data,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        timeout=60,
        check=False,
    )


def test_findings_with_line_caret_and_count(run: Run, root: Path) -> None:
    done = run("check", "1", cwd=root)
    assert done.stdout.splitlines()[:4] == [
        "issues/1/01-温县.md:6:3: 警告 PU001 中文里用了半角“,”。",
        "     6 | 会议,审议。",
        "       |     ^",
        "       = 改成“，”。［可自动改：--fix］",
    ]
    assert "警告 3。" in done.stdout
    assert done.returncode == 0  # warnings stop nothing


def test_an_error_makes_the_exit_code(run: Run, root: Path) -> None:
    (root / ARTICLE).write_text(FRONT + "丢\ufffd了字。\n", "utf-8")
    assert run("check", "1", cwd=root).returncode == 1
    assert run("check", "7", cwd=root).returncode == 2
    assert run("check", "--all", cwd=root).returncode == 1


def test_fix_writes_and_names_what_it_left(run: Run, root: Path) -> None:
    done = run("check", "1", "--fix", cwd=root)
    assert (root / ARTICLE).read_text("utf-8") == MENDED
    assert "改了 2 处，1 个文件。" in done.stderr
    assert "没有改的建议：NU006 1 处。" in done.stderr
    assert "NU006" in done.stdout
    assert "PU001" not in done.stdout
    again = run("check", "1", "--fix", cwd=root)
    assert "没有要自动改的。" in again.stderr


def test_a_text_that_is_not_utf8_is_not_read_further(run: Run, root: Path) -> None:
    """Neither its faults nor those of what it is not; the other files are read."""
    shipped = (ROOT / "templates" / "issue.j2").read_bytes()
    for name, data in (
        (ARTICLE, (FRONT + "会议,审议，10几次").encode() + b"\xff\n"),
        ("issues/1/issue.yaml", "number: 1\nx: 题\n".encode("gb18030")),
        ("issues/bulletin.yaml", "name: 简报\n".encode("gb18030")),
        ("templates/issue.j2", shipped.decode().encode("gb18030")),
        ("templates/gbt9704.yaml", b"\x89PNG\r\n\x1a\n\x00\xff" * 200),
        ("templates/terms.yaml", b"\x89PNG\r\n\x1a\n\x00\xff" * 200),
    ):
        path = root / name
        path.parent.mkdir(exist_ok=True)
        before = path.read_bytes() if path.exists() else None
        write_files(root, {name: data, "issues/1/02-乙.md": FRONT + "## 一、标题\n\n文。\n"})
        for command in ("check", "build"):
            done = run(command, "1", cwd=root)
            said = done.stdout + done.stderr
            assert done.returncode == 1, said
            assert [line for line in said.splitlines() if line.startswith(f"{name}:")] != []
            assert all("FI001" in line for line in said.splitlines() if line.startswith(f"{name}:"))
            assert "AR001" in said
        path.unlink() if before is None else path.write_bytes(before)


def test_a_picture_is_no_text(root: Path) -> None:
    done = piped(
        "-", "--format", "json", data=b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 50, cwd=root
    )
    assert [one["code"] for one in json.loads(done.stdout)] == ["FI001"]
    assert done.returncode == 1


@pytest.mark.parametrize("more", [("--diff",), ("--fix", "--format", "json")])
def test_what_is_left_is_named_in_every_form(run: Run, root: Path, more: tuple[str, ...]) -> None:
    assert "没有改的建议：NU006 1 处。" in run("check", "1", *more, cwd=root).stderr


def test_unsafe_fixes_are_asked_for(run: Run, root: Path) -> None:
    assert run("check", "1", "--unsafe-fixes", cwd=root).returncode == 2
    run("check", "1", "--fix", "--unsafe-fixes", cwd=root)
    assert (root / ARTICLE).read_text("utf-8") == MENDED.replace("10几次", "十几次")


def test_diff_shows_and_writes_nothing(run: Run, root: Path) -> None:
    done = run("check", "1", "--diff", cwd=root)
    assert done.stdout.splitlines()[:2] == [
        "--- a/issues/1/01-温县.md",
        "+++ b/issues/1/01-温县.md",
    ]
    assert "-会议,审议。" in done.stdout
    assert "+会议，审议。" in done.stdout
    assert "会改 2 处，1 个文件。" in done.stderr
    assert done.returncode == 1
    assert (root / ARTICLE).read_text("utf-8") == FAULTY
    (root / ARTICLE).write_text(MENDED, "utf-8")
    assert run("check", "1", "--diff", cwd=root).returncode == 0


def test_a_diff_that_patch_can_apply(run: Run, root: Path, tmp_path: Path) -> None:
    patch = tmp_path / "x.patch"
    patch.write_text(run("check", "1", "--diff", cwd=root).stdout, "utf-8")
    subprocess.run(["git", "apply", "--unsafe-paths", "-p1", patch], cwd=root, check=True)
    assert (root / ARTICLE).read_text("utf-8") == MENDED


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        ((), ["NU001", "NU006", "PU001"]),
        (("--select", "PU"), ["PU001"]),
        (("--select", "pu001,NU006"), ["NU006", "PU001"]),
        (("--ignore", "NU"), ["PU001"]),
        (("--select", "NU", "--ignore", "NU006"), ["NU001"]),
    ],
)
def test_choosing_rules(run: Run, root: Path, options: tuple[str, ...], codes: list[str]) -> None:
    done = run("check", "1", "--format", "json", *options, cwd=root)
    assert sorted(one["code"] for one in json.loads(done.stdout)) == codes
    run("check", "1", "--fix", *options, cwd=root)
    text = (root / ARTICLE).read_text("utf-8")
    assert ("会议，" in text, "11次" in text) == ("PU001" in codes, "NU001" in codes)


def test_reading_errors_are_told_whatever_is_chosen(run: Run, root: Path) -> None:
    (root / ARTICLE).write_text(FAULTY.replace("title", "titel"), "utf-8")
    assert "YA008" in run("check", "1", "--select", "PU", cwd=root).stdout


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--select", "XX"), "没有规则“XX”"),
        (("--ignore", "PU01"), None),
        (("--ignore", "PU1"), "没有规则“PU1”"),
        (("--format", "xml"), "没有格式“xml”"),
        (("0",), "期号要写 1 到 99999999 的整数"),
        (("１",), "期号要写 1 到 99999999 的整数"),
        (("1", "--all"), "只写一样"),
    ],
)
def test_wrong_options_are_answered(
    run: Run, root: Path, options: tuple[str, ...], said: str | None
) -> None:
    done = run("check", *options, cwd=root)
    assert done.returncode == (0 if said is None else 2)
    assert (said or "") in done.stderr
    assert "Traceback" not in done.stderr


def test_statistics(run: Run, root: Path) -> None:
    done = run("check", "--statistics", cwd=root)
    assert done.stdout.splitlines() == [
        "     1  NU001  [*]  警告  full-width-digit",
        "     1  NU006       警告  digit-with-few",
        "     1  PU001  [*]  警告  half-width-mark",
    ]


def test_all_formats_go_to_standard_output(run: Run, root: Path) -> None:
    for form, start in (
        ("json", "["),
        ("sarif", "{"),
        ("github", "::warning "),
        ("concise", "issues/"),
    ):
        done = run("check", "--format", form, cwd=root)
        assert done.stdout.startswith(start)
        assert done.stderr == ""


def test_standard_input_with_and_without_a_head(root: Path, tmp_path: Path) -> None:
    for cwd in (root, tmp_path):  # a workspace is not needed
        for data in (FAULTY, FAULTY.removeprefix(FRONT)):
            done = piped("-", data=data.encode(), cwd=cwd)
            assert "PU001" in done.stdout.decode()
            assert done.stdout.decode().startswith("-:")


def test_standard_input_mended_goes_to_standard_output(tmp_path: Path) -> None:
    done = piped("-", "--fix", data=FAULTY.encode(), cwd=tmp_path)
    assert done.stdout.decode() == MENDED
    assert "NU006" in done.stderr.decode()
    same = piped("-", "--fix", data="甲。\n".encode(), cwd=tmp_path)
    assert same.stdout.decode() == "甲。\n"


def test_standard_input_that_is_no_text(tmp_path: Path) -> None:
    data = "会议,审议".encode("gb18030")
    done = piped("-", "--fix", data=data, cwd=tmp_path)
    assert done.stdout == data
    assert "FI001" in done.stderr.decode()
    assert done.returncode == 1


def test_standard_input_follows_the_workspace(root: Path) -> None:
    series = root / "issues" / "bulletin.yaml"
    series.write_text(series.read_text("utf-8") + "ignore: {PU001: 本刊如此}\n", "utf-8")
    assert "PU001" not in piped("-", data=FAULTY.encode(), cwd=root).stdout.decode()


def test_what_all_issues_share_is_mended_once(run: Run, root: Path) -> None:
    series = root / "issues" / "bulletin.yaml"
    series.write_text(series.read_text("utf-8").replace("主任、副主任", "主任,副主任"), "utf-8")
    (root / "issues/2").mkdir()
    (root / "issues/2/issue.yaml").write_text("number: 2\ndate: 2024-12-21\n", "utf-8")
    (root / "issues/2/a.md").write_text(MENDED.replace("11", "21"), "utf-8")
    done = run("check", "--fix", "--all", cwd=root)
    assert "主任，副主任" in series.read_text("utf-8")
    assert "改了 3 处，2 个文件。" in done.stderr


def test_build_says_what_check_says(run: Run, root: Path) -> None:
    checked, built = run("check", "1", cwd=root), run("build", "1", cwd=root)
    assert built.stderr == checked.stdout.replace("查了 1 期，没有查出错误。\n", "")
    assert (root / "build/1.docx").is_file()


def test_errors_of_proofreading_stop_the_build_unless_forced(run: Run, root: Path) -> None:
    (root / ARTICLE).write_text(FRONT + "丢\ufffd了字。\n", "utf-8")
    stopped = run("build", "1", cwd=root)
    assert stopped.returncode == 1
    assert "--force" in stopped.stderr
    assert not (root / "build/1.docx").exists()
    forced = run("build", "1", "--force", cwd=root)
    assert forced.returncode == 0
    assert "TX003" in forced.stderr
    assert (root / "build/1.docx").is_file()


def test_errors_of_reading_cannot_be_forced(run: Run, root: Path) -> None:
    (root / ARTICLE).write_text(FRONT + "<b>会丢的</b>字。\n", "utf-8")
    forced = run("build", "1", "--force", cwd=root)
    assert forced.returncode == 1
    assert not (root / "build/1.docx").exists()


def test_a_file_that_cannot_be_written_stays(root: Path) -> None:
    """As on a full disk: no file may grow beyond 0 bytes."""
    done = subprocess.run(
        [sys.executable, "-m", "bulletin", "check", "1", "--fix"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)),
    )
    assert done.returncode == 2, done.stderr
    assert "写不了 01-温县.md" in done.stderr
    assert (root / ARTICLE).read_text("utf-8") == FAULTY
    assert len(list((root / "issues" / "1").iterdir())) == 2


@pytest.mark.parametrize("code", ["GE001", "PU001", "ge001", "YA008"])
def test_a_rule_explains_itself(run: Run, tmp_path: Path, code: str) -> None:
    done = run("rules", code, cwd=tmp_path)
    assert done.returncode == 0
    assert code.upper() in done.stdout


def test_rules_as_json(run: Run, tmp_path: Path) -> None:
    records = json.loads(run("rules", "--format", "json", cwd=tmp_path).stdout)
    rule = next(one for one in records if one["code"] == "PU001")
    assert (rule["tier"], rule["fix"], rule["severity"]) == ("standard", "partly", "warning")
    assert run("rules", "ZZ001", cwd=tmp_path).returncode == 2


def test_statistics_of_nothing_say_so(run: Run, root: Path) -> None:
    (root / ARTICLE).write_text(FRONT + "会议审议。\n", "utf-8")
    assert run("check", "1", "--statistics", cwd=root).stdout == "没有发现问题。\n"
    assert run("check", "7", "--statistics", cwd=root).stdout == ""


# Files that --fix leaves alone


def test_a_read_only_file_is_not_mended(run: Run, root: Path) -> None:
    other = root / "issues/1/02.md"
    other.write_text(FAULTY, "utf-8")
    (root / ARTICLE).chmod(0o444)
    done = run("check", "1", "--fix", cwd=root)
    assert (root / ARTICLE).read_text("utf-8") == FAULTY
    assert other.read_text("utf-8") == MENDED
    assert "改了 2 处，1 个文件。" in done.stderr
    assert "改不了：NU001 1 处，PU001 1 处。文件是只读的，或者不在工作文件夹里。" in done.stderr
    assert done.returncode == 0


@pytest.mark.parametrize("by", ["file", "folder"])
def test_a_link_that_leads_out_of_the_workspace_is_not_followed(
    run: Run, root: Path, tmp_path: Path, by: str
) -> None:
    """One rule for what is written and for pictures: where the file itself lies."""
    outside = write_files(tmp_path / "outside", {"01.md": FAULTY, "issue.yaml": "number: 2\n"})
    inside = root / "issues/1/03.md"
    if by == "file":
        inside.symlink_to(outside / "01.md")
        done = run("check", "1", "--fix", cwd=root)
    else:
        (root / "issues/2").symlink_to(outside)
        done = run("check", "2", "--fix", cwd=root)
    assert (outside / "01.md").read_text("utf-8") == FAULTY
    assert "改不了：NU001 1 处，PU001 1 处。" in done.stderr


def test_a_link_inside_the_workspace_is_followed(run: Run, root: Path) -> None:
    kept = write_files(root, {"稿库/a.md": FAULTY}) / "稿库/a.md"
    (root / "issues/1/03.md").symlink_to("../../稿库/a.md")
    assert "改了 4 处，2 个文件。" in run("check", "1", "--fix", cwd=root).stderr
    assert kept.read_text("utf-8") == MENDED
    assert (root / "issues/1/03.md").is_symlink()
