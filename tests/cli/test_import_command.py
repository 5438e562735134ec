"""``bulletin import`` as a user runs it: what it makes, says, refuses and leaves alone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bulletin.workspace.scaffold import bulletin_yaml, issue_yaml
from tests.conftest import ROOT, SERIES, Run, write_files
from tests.harness.import_workspace import build

pytestmark = pytest.mark.slow

ARTICLE = """\
温县：代表动起来
主题活动开展以来，温县人大常委会引导代表走进站点，走到群众中间。
一、强基固本。温县从“三学”入手。一是政治理论组织学。二是业务知识引导学。三是履职能力干中学。
二、搭台架桥。平台建到群众家门口。
（焦作市人大常委会代表工委供稿）
"""
MADE = """\
---
title: 温县：代表动起来
source: 焦作市人大常委会代表工委
---

主题活动开展以来，温县人大常委会引导代表走进站点，走到群众中间。

## 强基固本

温县从“三学”入手。

1. 政治理论组织学。
2. 业务知识引导学。
3. 履职能力干中学。

## 搭台架桥

平台建到群众家门口。
"""


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "build" not in path.parts and path.name[0] != "."
    }


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_files(tmp_path / "in", {"温县.txt": ARTICLE})
    return write_files(tmp_path / "ws", {"issues/bulletin.yaml": SERIES})


def test_an_article_becomes_a_contribution(run: Run, root: Path) -> None:
    done = run("import", "7", "../in/温县.txt", cwd=root)
    assert done.returncode == 0, done.stderr
    assert (root / "issues/7/01-温县.md").read_text("utf-8") == MADE
    assert (root / "issues/7/issue.yaml").read_text("utf-8") == issue_yaml(7)
    assert "温县.txt：认出是一篇，做成 1 篇稿件。" in done.stdout
    assert "序号，由程序编：一、  二、  一是  二是  三是" in done.stdout
    assert "一字不差" in done.stdout


def test_standard_input_and_a_folder(run: Run, root: Path, tmp_path: Path) -> None:
    write_files(tmp_path / "in", {"10 后.txt": ARTICLE.replace("温县", "后县"), "~$锁.docx": "x"})
    write_files(
        tmp_path / "in",
        {"2 前.txt": ARTICLE.replace("温县", "前县"), "深/更深.txt": ARTICLE + "更深。"},
    )
    assert run("import", "7", "../in", cwd=root).returncode == 0
    assert sorted(path.name for path in (root / "issues/7").glob("*.md")) == [
        "01-前县.md", "02-后县.md", "03-温县.md", "04-温县.md",
    ]  # fmt: skip


def test_the_user_says_whether_it_is_an_issue(run: Run, root: Path, tmp_path: Path) -> None:
    two = ARTICLE + "\n" + ARTICLE.replace("温县", "孟州") + "分送：各县（市、区）人大常委会。\n"
    write_files(tmp_path / "in", {"两篇.txt": two})
    single = run("import", "7", "--single", "../in/两篇.txt", cwd=root)
    assert "认出是一篇，" in single.stdout
    whole = run("import", "8", "--issue", "../in/两篇.txt", cwd=root)
    assert "认出是整期，做成 2 篇稿件" in whole.stdout and "整期（您指明的）" in whole.stdout
    both = run("import", "9", "--single", "--issue", "../in/两篇.txt", cwd=root)
    assert both.returncode == 2 and "只写一样" in both.stderr


def test_nothing_is_overwritten(run: Run, root: Path) -> None:
    write_files(root, {"issues/7/issue.yaml": "number: 7\n# 我写的\n", "issues/7/03-旧稿.md": "旧"})
    before = snapshot(root)
    for _ in range(2):
        run("import", "7", "../in/温县.txt", "--again", cwd=root)
    after = snapshot(root)
    assert {name: after[name] for name in before} == before
    assert sorted(after.keys() - before.keys()) == ["issues/7/04-温县.md", "issues/7/05-温县.md"]


def test_dry_run_writes_nothing(run: Run, root: Path) -> None:
    before = snapshot(root)
    done = run("import", "7", "../in/温县.txt", "--dry-run", cwd=root)
    assert done.returncode == 0
    assert "会做成 1 篇稿件" in done.stdout
    assert "issues/7/01-温县.md" in done.stdout
    assert snapshot(root) == before


def test_without_a_credit_line(run: Run, root: Path, tmp_path: Path) -> None:
    bare = ARTICLE.rsplit("（", 1)[0]
    write_files(tmp_path / "in", {"bare.txt": bare})
    done = run("import", "7", "../in/bare.txt", cwd=root)
    assert done.returncode == 1
    assert "IM001" in done.stderr
    assert "issues/7/01-温县.md:3" in done.stderr
    done = run("import", "8", "../in/bare.txt", "--source", "温县人大", cwd=root)
    assert done.returncode == 0
    assert "source: 温县人大\n" in (root / "issues/8/01-温县.md").read_text("utf-8")
    assert "一字不差" in done.stdout


def test_a_single_article_wants_a_workspace(run: Run, tmp_path: Path) -> None:
    write_files(tmp_path, {"in.txt": ARTICLE})
    done = run("import", "1", "in.txt")
    assert done.returncode == 2
    assert "bulletin init" in done.stderr
    assert not (tmp_path / "issues").exists()


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    """Issue 43 of the repository as three issues, one of them without a number anywhere."""
    document = build(ROOT, 43)
    return write_files(
        tmp_path / "过刊", {"a.docx": document, "第44期.docx": document, "来稿.txt": ARTICLE}
    )


def test_back_catalogue(run: Run, tmp_path: Path, catalogue: Path) -> None:
    done = run("import", "--all", catalogue)
    assert done.returncode == 2
    assert "第 43 期  a.docx  2 篇" in done.stdout
    assert "报头写的是“（四十三）”，文件名写的是第 44 期，没有导入" in done.stderr
    assert "来稿.txt：报头和文件名里都没有期号，没有导入" in done.stderr
    assert "导入 1 期，2 个没有导入。" in done.stdout
    assert [path.name for path in (tmp_path / "issues").iterdir() if path.is_dir()] == ["43"]
    report = (tmp_path / "build/导入报告.txt").read_text("utf-8-sig")
    assert "一字不差" in report
    assert "目录，与标题相同" in report
    again = run("import", "--all", catalogue / "a.docx")
    assert again.returncode == 0
    assert "a.docx 在第 43 期里已经有了" in again.stderr
    other = run("import", "--all", catalogue / "a.docx", "--again")
    assert other.returncode == 2
    assert "第 43 期却已经有 2 篇稿件" in other.stderr


def test_a_fresh_workspace_takes_over_the_series(run: Run, tmp_path: Path, catalogue: Path) -> None:
    run("init", ".")
    assert run("import", "43", catalogue / "a.docx").returncode == 0
    made = (tmp_path / "issues/bulletin.yaml").read_text("utf-8")
    assert "河南省人大常委会代表工作委员会" in made
    assert made != bulletin_yaml()


def test_a_changed_workspace_keeps_its_series(run: Run, tmp_path: Path, catalogue: Path) -> None:
    write_files(tmp_path, {"issues/bulletin.yaml": SERIES})
    assert run("import", "43", catalogue / "a.docx").returncode == 0
    assert (tmp_path / "issues/bulletin.yaml").read_text("utf-8") == SERIES
    assert "河南省人大常委会代表工作委员会" in (tmp_path / "issues/43/issue.yaml").read_text(
        "utf-8"
    )
    assert run("build", "43").returncode == 0


def test_a_number_that_differs_is_told(run: Run, tmp_path: Path, catalogue: Path) -> None:
    done = run("import", "44", catalogue / "a.docx")
    assert done.returncode == 0
    assert "报头写的是“（四十三）”，按您写的第 44 期导入了" in done.stdout


def test_a_contribution_of_our_own_is_carried_over(run: Run, root: Path, tmp_path: Path) -> None:
    text = MADE.replace("source:", "names: [温县]\nsource:").replace("\n", "\r\n")
    write_files(tmp_path / "in", {"x.md": text.encode()})
    assert run("import", "7", "../in/x.md", cwd=root).returncode == 0
    assert (root / "issues/7/01-温县.md").read_bytes() == text.encode()


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("import",), "少写了"),
        (("import", "7"), "没有写要导入的文件"),
        (("import", "温县.txt"), "不是期号"),
        (("import", "0", "x.txt"), "不是期号"),
        (("import", "7", "没有.docx"), "没有文件“没有.docx”"),
        (("import", "--all"), "少写了"),
        (("import", "7", "空文件夹"), "没有可以导入的文件"),
    ],
)
def test_mistakes(run: Run, root: Path, args: tuple[str, ...], said: str) -> None:
    (root / "空文件夹").mkdir()
    done = run(*args, cwd=root)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_libreoffice_is_asked_for_by_name(run: Run, root: Path, tmp_path: Path) -> None:
    write_files(tmp_path / "in", {"旧稿.doc": b"{\\rtf1\\ansi hello}"})
    env = {"PATH": str(Path(shutil.which("env") or "/usr/bin/env").parent / "nowhere")}
    done = run("import", "7", "../in/旧稿.doc", cwd=root, env={**env, "BULLETIN_SOFFICE": "/none"})
    assert done.returncode == 2
    assert "LibreOffice" in done.stderr
    assert not (root / "issues/7").exists()


def test_the_sum_says_what_mending_changed(run: Run, root: Path, tmp_path: Path) -> None:
    write_files(tmp_path / "in", {"a.txt": ARTICLE.replace("走到群众中间。", "走到群众中间......")})
    done = run("import", "7", "../in/a.txt", cwd=root)
    assert "（改动减去 4 字）" in done.stdout
    assert "一字不差" in done.stdout


@pytest.mark.parametrize("path", ["./issue.yaml", "./01-旧.md", "../图/../图/p.png", "假.png"])
def test_a_contribution_brings_pictures_and_nothing_else(
    run: Run, root: Path, tmp_path: Path, path: str
) -> None:
    """What its paths name is a picture below it, and lands where the path says, or it stays out."""
    write_files(root, {"issues/7/issue.yaml": "number: 7\n", "issues/7/01-旧.md": "旧"})
    text = MADE + f"\n![图]({path})\n"
    write_files(
        tmp_path / "图",
        {
            "x.md": text,
            "issue.yaml": "number: 99\n",
            "01-旧.md": "新",
            "p.png": b"\x89PNG",
            "假.png": "字",
        },
    )
    before = snapshot(root)
    done = run("import", "7", "../图/x.md", cwd=root)
    assert done.returncode == 2
    assert snapshot(root) == before


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("2024年第5期", 5),
        ("12月简报第43期", 43),
        ("43", 43),
        ("43 人大简报", 43),
        ("简报43", 43),
        ("简报 43期", 43),
        ("2024年工作总结", None),
        ("2024-12-20", None),
        ("来稿", None),
    ],
)
def test_numbers_in_names(run: Run, tmp_path: Path, name: str, number: int | None) -> None:
    write_files(tmp_path, {"issues/bulletin.yaml": SERIES, f"in/{name}.txt": ARTICLE})
    run("import", "--all", "in")
    made = [path.name for path in (tmp_path / "issues").iterdir() if path.is_dir()]
    assert made == ([str(number)] if number else [])


def test_a_missing_file_does_not_stop_the_others(run: Run, root: Path) -> None:
    done = run("import", "7", "没有.docx", "../in/温县.txt", cwd=root)
    assert done.returncode == 2
    assert "没有文件“没有.docx”" in done.stderr
    assert (root / "issues/7/01-温县.md").is_file()
    assert "第 7 期原来没有，新建了。" in done.stdout


def test_only_what_was_made_is_looked_at(run: Run, root: Path) -> None:
    write_files(root, {"issues/7/issue.yaml": "number: 7\n"})
    write_files(root, {"issues/7/01-旧.md": MADE.replace("平台建到群众家门口。", "会议,审议。")})
    done = run("import", "7", "../in/温县.txt", cwd=root)
    assert "01-旧.md" not in done.stderr.replace("issues/7/01-旧.md 里", "")


def test_an_empty_source_is_told_once(run: Run, root: Path, tmp_path: Path) -> None:
    write_files(tmp_path / "in", {"bare.txt": ARTICLE.rsplit("（", 1)[0]})
    done = run("import", "7", "../in/bare.txt", cwd=root)
    assert done.returncode == 1
    assert "IM001" in done.stderr
    assert "YA009" not in done.stderr


def test_number_and_all_are_one_or_the_other(run: Run, root: Path) -> None:
    done = run("import", "31", "--all", "..", cwd=root)
    assert done.returncode == 2
    assert "期号和 --all 只写一样" in done.stderr
