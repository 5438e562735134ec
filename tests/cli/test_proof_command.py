"""``build --pdf`` and ``proof`` as a user runs them."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import docx
import pytest

from bulletin.pdf.printed import read_printed
from bulletin.proof.measures import MEASURES
from bulletin.proof.rendering import is_archival
from tests.conftest import ROOT, MakeWorkspace, Run
from tests.harness.archival_pdf import faults
from tests.harness.render import need_rendering
from tests.office.test_libreoffice import is_running

pytestmark = pytest.mark.needs_rendering

NOWHERE = {"BULLETIN_SOFFICE": "/nonexistent/soffice"}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The repository's own issue 43 in a workspace of the test's."""
    for name in ("issues", "templates"):
        shutil.copytree(ROOT / name, tmp_path / "ws" / name, ignore=shutil.ignore_patterns("44"))
    return tmp_path / "ws"


def second_issue(home: Path) -> None:
    shutil.copytree(home / "issues" / "43", home / "issues" / "44")
    settings = home / "issues" / "44" / "issue.yaml"
    settings.write_text(settings.read_text("utf-8").replace("number: 43", "number: 44"), "utf-8")


def pages(pdf: Path) -> int:
    return len(read_printed(pdf.read_bytes()).pages)


def test_build_makes_the_pdf_beside_the_word_file(run: Run, home: Path) -> None:
    need_rendering()
    built = run("build", "43", "--pdf", cwd=home)
    assert (built.returncode, built.stdout.splitlines()[-1]) == (0, "做好了 build/43.pdf。")
    assert pages(home / "build" / "43.pdf") == 8
    assert "仿宋_GB2312" in built.stderr  # which is not on this machine
    elsewhere = run("build", "43", "--pdf", "-o", "送审稿.docx", cwd=home)
    assert elsewhere.returncode == 0
    assert pages(home / "送审稿.pdf") == 8


def test_several_and_all(run: Run, home: Path) -> None:
    need_rendering()
    second_issue(home)
    built = run("build", "43", "44", "--pdf", cwd=home)
    assert (built.returncode, built.stdout.splitlines()[-1]) == (0, "做好 2 份 PDF。")
    first, second = home / "build" / "43.pdf", home / "build" / "44.pdf"
    seen = second.stat().st_mtime_ns
    first.unlink()
    assert "做好了 build/43.pdf" in run("build", "--all", "--pdf", cwd=home).stdout
    assert (pages(first), second.stat().st_mtime_ns) == (8, seen)
    article = next((home / "issues" / "44").glob("*.md"))
    article.write_text(article.read_text("utf-8") + "\n再加一段。\n", "utf-8")
    run("build", "44", cwd=home)  # now the Word file is newer than its PDF
    assert "做好了 build/44.pdf" in run("build", "--all", "--pdf", cwd=home).stdout
    assert second.stat().st_mtime_ns > seen


def test_one_for_the_archive_takes_the_place_of_another(run: Run, home: Path) -> None:
    need_rendering()
    refused = run("build", "43", "--pdf=docx", cwd=home)
    assert (refused.returncode, "--pdf 不能写“docx”" in refused.stderr) == (2, True)
    pdf = home / "build" / "43.pdf"
    run("build", "43", "--pdf", cwd=home)
    assert not is_archival(pdf.read_bytes())
    built = run("build", "--all", "--pdf=archive", cwd=home)
    assert (built.returncode, "做好了 build/43.pdf（归档用）。" in built.stdout) == (0, True)
    assert faults(pdf.read_bytes()) == []
    seen = pdf.stat().st_mtime_ns
    run("build", "--all", "--pdf=archive", cwd=home)
    run("build", "--all", "--pdf", cwd=home)
    assert pdf.stat().st_mtime_ns == seen


def test_without_libreoffice_the_word_file_is_made(run: Run, home: Path) -> None:
    pdf = home / "build" / "43.pdf"
    pdf.parent.mkdir()
    pdf.write_bytes(b"earlier")
    built = run("build", "43", "--pdf", cwd=home, env=NOWHERE)
    assert built.returncode == 2
    assert (home / "build" / "43.docx").read_bytes().startswith(b"PK")
    assert "apt install libreoffice-writer" in built.stderr
    assert pdf.read_bytes() == b"earlier"
    proofed = run("proof", "43", cwd=home, env=NOWHERE)
    assert proofed.returncode == 2
    assert "LibreOffice" in proofed.stderr


def test_a_libreoffice_that_fails_leaves_the_earlier_pdf(run: Run, home: Path) -> None:
    broken = home / "soffice"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    pdf = home / "build" / "43.pdf"
    pdf.parent.mkdir()
    pdf.write_bytes(b"earlier")
    built = run("build", "43", "--pdf", cwd=home, env={"BULLETIN_SOFFICE": str(broken)})
    assert built.returncode == 2
    assert "build/43.pdf 没有做成" in built.stderr
    assert pdf.read_bytes() == b"earlier"
    assert sorted(path.name for path in pdf.parent.iterdir()) == [
        ".bulletin.sqlite",
        "43.docx",
        "43.pdf",
    ]


def test_ctrl_c_ends_libreoffice_too(home: Path, tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    slow = tmp_path / "soffice"
    slow.write_text(
        f'#!/bin/sh\nsleep 60 & echo $! > "{pid}.part"; mv "{pid}.part" "{pid}"; wait\n'
    )
    slow.chmod(0o755)
    process = subprocess.Popen(
        [sys.executable, "-m", "bulletin", "build", "43", "--pdf"], cwd=home,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "BULLETIN_SOFFICE": str(slow)},
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, encoding="utf-8",
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no threads
    )  # fmt: skip
    for _ in range(600):
        if pid.exists():
            break
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert (process.returncode, "已中止" in said) == (2, True), said
    assert (home / "build" / "43.docx").exists()
    child = int(pid.read_text())
    for _ in range(100):
        if not is_running(child):
            return
        time.sleep(0.05)
    pytest.fail("LibreOffice is still there")


def test_an_issue_with_errors_gets_no_pdf(run: Run, workspace: MakeWorkspace) -> None:
    home = workspace({"issues/1/02-乙.md": "没有题头\n"})
    built = run("build", "1", "--pdf", cwd=home, env=NOWHERE)
    assert built.returncode == 1
    assert not (home / "build").exists()


def test_proof_of_an_issue_and_of_a_file(run: Run, home: Path) -> None:
    need_rendering()
    run("build", "43", cwd=home)
    shutil.copy(home / "build" / "43.docx", home / "改过.docx")
    (home / "build" / "43-版面").mkdir()
    (home / "build" / "43-版面" / "9.png").write_bytes(b"of an earlier, longer one")
    proofed = run("proof", "43", "改过.docx", "--png", cwd=home)
    assert "8 面的图片在 build/43-版面。" in proofed.stderr
    assert "8 面的图片在 改过-版面。" in proofed.stderr
    assert proofed.returncode == 0, proofed.stdout
    assert "第 43 期，8 面" in proofed.stdout
    assert "改过.docx，8 面" in proofed.stdout
    assert proofed.stdout.count("26 项：合格 26，不合格 0，未核验 0。") == 2
    for folder in (home / "build" / "43-版面", home / "改过-版面"):
        assert sorted(path.name for path in folder.iterdir()) == [f"{n}.png" for n in range(1, 9)]
    for norm, _ in MEASURES:
        assert f"  {norm.title}" in proofed.stdout
        assert norm.text in proofed.stdout
        assert norm.clause in proofed.stdout


def test_proof_builds_afresh_and_leaves_the_result_alone(run: Run, home: Path) -> None:
    need_rendering()
    assert run("proof", "43", cwd=home).returncode == 0
    assert not (home / "build").exists()


def test_json(run: Run, home: Path) -> None:
    """docs/formats.md describes it."""
    need_rendering()
    house = home / "templates" / "gbt9704.yaml"
    house.write_text(house.read_text("utf-8").replace("line: 28.95磅 ", "line: 28磅 "), "utf-8")
    proofed = run("proof", "43", "--format", "json", cwd=home)
    assert (proofed.returncode, proofed.stderr) == (1, "")
    (found,) = json.loads(proofed.stdout)
    assert (found["file"], found["pages"]) == ("第 43 期", 8)
    assert [one["code"] for one in found["measures"]] == [norm.code for norm, _ in MEASURES]
    page = (ROOT / "docs" / "formats.md").read_text("utf-8")
    for key in {*found, *found["measures"][0], "page", "text"}:
        assert f"`{key}`" in page, key
    for norm, _ in MEASURES:
        assert f"`{norm.code}`" in page
    (wrong,) = [one for one in found["measures"] if one["verdict"] != "pass"]
    assert (wrong["code"], wrong["verdict"], wrong["clause"]) == ("line-pitch", "fault", "5.2.3")


def test_what_is_neither_number_nor_word_file(run: Run, home: Path) -> None:
    for wrong, words in (
        ("44", "没有第 44 期"),
        ("来稿.doc", "不是期号"),
        ("来稿.docx", "找不到"),
        ("坏.docx", "不是 .docx 文件"),
    ):
        (home / "坏.docx").write_bytes(b"PK\x03\x04")
        proofed = run("proof", wrong, cwd=home)
        assert proofed.returncode == 2, wrong
        assert words in proofed.stderr
    assert run("proof", "43", "--format", "xml", cwd=home).returncode == 2


def test_an_issue_that_cannot_be_built(run: Run, workspace: MakeWorkspace) -> None:
    home = workspace({"issues/1/02-乙.md": "没有题头\n"})
    proofed = run("proof", "1", cwd=home)
    assert proofed.returncode == 1
    assert "YA001" in proofed.stderr
    assert "看不了版面" in proofed.stderr


def test_a_word_file_from_elsewhere(run: Run, tmp_path: Path) -> None:
    """What it has not, or nobody can make out, is unverified and never a pass."""
    need_rendering()
    document = docx.Document()
    document.add_heading("报告", 0)
    document.add_paragraph("中文正文一段。" * 60)
    document.save(str(tmp_path / "来稿.docx"))
    proofed = run("proof", "来稿.docx", "--format", "json", cwd=tmp_path)
    assert proofed.returncode == 1
    (found,) = json.loads(proofed.stdout)
    verdicts = {one["code"]: one["verdict"] for one in found["measures"]}
    assert {code for code, verdict in verdicts.items() if verdict == "fault"} == {
        "paper", "margins", "type-sizes", "line-pitch", "folios", "faces",
    }  # fmt: skip
    assert {code for code, verdict in verdicts.items() if verdict == "pass"} == {"blank-pages"}


def test_without_fonts_what_depends_on_them_is_unverified(
    run: Run, home: Path, tmp_path: Path
) -> None:
    need_rendering()
    env = {"XDG_CACHE_HOME": str(tmp_path / "no-preview-fonts")}
    proofed = run("proof", "43", "--format", "json", cwd=home, env=env)
    assert proofed.returncode == 1
    (found,) = json.loads(proofed.stdout)
    verdicts = {one["code"]: one["verdict"] for one in found["measures"]}
    assert verdicts.pop("faces") == "fault"
    assert verdicts.pop("fallen-characters") == "unverified"
    by_type = {norm.code for norm, _ in MEASURES if norm.needs_face}
    assert len(by_type) == 14
    assert {code for code, verdict in verdicts.items() if verdict != "pass"} == by_type


def test_an_empty_word_file(run: Run, tmp_path: Path) -> None:
    need_rendering()
    docx.Document().save(str(tmp_path / "空.docx"))
    proofed = run("proof", "空.docx", cwd=tmp_path)
    assert proofed.returncode == 1, proofed.stderr
    assert "第 1 面是空白的" in proofed.stdout


def test_nothing_is_left_in_the_temporary_folder(run: Run, home: Path, tmp_path: Path) -> None:
    need_rendering()
    scratch = tmp_path / "tmp"
    scratch.mkdir()
    assert run("build", "43", "--pdf", cwd=home, env={"TMPDIR": str(scratch)}).returncode == 0
    assert [name for name in os.listdir(scratch) if name.startswith("bulletin")] == []
