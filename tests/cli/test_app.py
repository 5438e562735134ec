"""The commands as a user runs them: processes of their own in folders of their own."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import CONTRIBUTION, ROOT, SERIES, MakeWorkspace, Run, write_files

pytestmark = pytest.mark.slow

FAULTY = "---\ntitle: 标题\nsource: 某县人大\n---\n\n会议,有。\n"
COMMANDS = (
    "init",
    "new",
    "add",
    "import",
    "check",
    "build",
    "proof",
    "preview",
    "list",
    "rules",
    "template",
    "doctor",
)


def test_from_an_empty_folder_to_a_printed_issue(run: Run, tmp_path: Path) -> None:
    """What the manual says, word by word."""
    assert run("init", "我的简报").returncode == 0
    home = tmp_path / "我的简报"
    assert (home / "issues" / "bulletin.yaml").is_file()
    assert run("new", "1", cwd=home).returncode == 0
    added = run("add", "1", "温县：代表动起来　活动实起来", "--source", "焦作市人大", cwd=home)
    assert added.returncode == 0
    assert "issues/1/01-温县.md" in added.stdout
    article = home / "issues" / "1" / "01-温县.md"
    article.write_text(
        article.read_text("utf-8") + "主题活动开展以来……\n\n## 强基固本\n\n紧扣能力提升。\n",
        "utf-8",
    )
    built = run("build", "1", cwd=home)
    assert (built.returncode, built.stderr) == (0, "")
    assert (home / "build" / "1.docx").read_bytes().startswith(b"PK")
    listed = run("list", cwd=home)
    assert re.search(r"1\s+—\s+1\s+\d+\s+已编", listed.stdout)


def test_what_add_writes_builds_with_a_warning_only(run: Run, tmp_path: Path) -> None:
    run("init", "ws")
    run("new", cwd=tmp_path / "ws")
    titles = [
        "关于: 冒号",
        "“引号”与 #井号",
        "——横线",
        "[方括号]",
        "CON",
        "很长" * 60,
        "*星号*",
        "a|b",
    ]
    for title in titles:
        assert run("add", "1", title, "--source", "& 单位: 某", cwd=tmp_path / "ws").returncode == 0
    built = run("build", "1", cwd=tmp_path / "ws")
    assert built.returncode == 0, built.stderr
    assert built.stderr.count("MD021") == len(titles)
    assert "错误" not in built.stderr
    names = sorted(path.name for path in (tmp_path / "ws" / "issues" / "1").glob("*.md"))
    assert [name[:3] for name in names] == [f"{number:02d}-" for number in range(1, 9)]
    assert all(re.fullmatch(r"[\w·—-]+\.md", name) for name in names)


def test_new_takes_the_next_number_and_refuses_one_that_exists(
    run: Run, workspace: MakeWorkspace
) -> None:
    home = workspace({"issues/43/issue.yaml": "number: 43\n"})
    assert "issues/44" in run("new", cwd=home).stdout
    again = run("new", "43", cwd=home)
    assert again.returncode == 2
    assert "第 43 期已经有了" in again.stderr


def test_an_empty_folder_is_no_issue(run: Run, workspace: MakeWorkspace) -> None:
    """What an older version left when it was stopped in the midst of ``new``."""
    home = workspace({})
    (home / "issues/2").mkdir()
    assert "issues/2/issue.yaml" in run("new", cwd=home).stdout
    (home / "issues/4").mkdir()
    assert "issues/4/issue.yaml" in run("new", "4", cwd=home).stdout


def test_init_refuses_a_workspace(run: Run, workspace: MakeWorkspace) -> None:
    home = workspace({})
    refused = run("init", home)
    assert refused.returncode == 2
    assert (home / "issues" / "bulletin.yaml").read_text("utf-8") == SERIES


def test_the_workspace_is_found_from_below_by_option_and_by_variable(
    run: Run, workspace: MakeWorkspace, tmp_path: Path
) -> None:
    home = workspace({})
    assert run("list", cwd=home / "issues" / "1").returncode == 0
    assert run("--workspace", home, "list", cwd=tmp_path).returncode == 0
    assert run("list", cwd=tmp_path, env={"BULLETIN_WORKSPACE": str(home)}).returncode == 0
    lost = run("list", cwd=tmp_path)
    assert lost.returncode == 2
    assert "bulletin init" in lost.stderr


def test_findings_of_all_files_are_shown_at_once_and_stop_the_build(
    run: Run, workspace: MakeWorkspace
) -> None:
    home = workspace(
        {
            "issues/1/issue.yaml": "number: 1\ndate: 2024-13-01\n",
            "issues/1/01-温县.md": CONTRIBUTION.replace("title: ", "titel: "),
            "issues/1/02-乙.md": CONTRIBUTION.replace("## 强", "## 一、强"),
        }
    )
    (home / "build").mkdir()
    (home / "build" / "1.docx").write_bytes(b"earlier")
    built = run("build", "1", cwd=home)
    assert built.returncode == 1
    for found in (
        "issues/1/issue.yaml:2:7: 错误 YA013",
        "issues/1/01-温县.md:2:1: 错误 YA008",
        "是不是“title”？",
        "issues/1/02-乙.md:8:4: 错误 AR001",
    ):
        assert found in built.stderr
    assert (home / "build" / "1.docx").read_bytes() == b"earlier"
    assert [path.name for path in (home / "build").iterdir()] == ["1.docx"]


def test_a_broken_head_does_not_hide_faults_in_the_body(run: Run, workspace: MakeWorkspace) -> None:
    body = CONTRIBUTION.replace("## 强", "## 一、强")
    template = (ROOT / "templates" / "issue.j2").read_text("utf-8").replace("报头 |", "报头头 |")
    home = workspace(
        {
            "issues/1/issue.yaml": "number: 一\n",
            "issues/1/01-温县.md": body.replace("title: ", "titel: "),
            "issues/2/issue.yaml": "number: 2\n",
            "issues/2/01-甲.md": body.replace("title: ", "title："),
            "templates/issue.j2": template,
        }
    )
    first = run("check", "1", cwd=home).stdout
    assert all(code in first for code in ("YA010", "YA008", "AR001"))
    second = run("check", "2", cwd=home).stdout
    assert all(code in second for code in ("YA005", "AR001", "TE003", "是不是“报头”？"))


def test_what_all_issues_share_is_told_once(run: Run, workspace: MakeWorkspace) -> None:
    issues = {f"issues/{number}/issue.yaml": f"number: {number}\n" for number in range(2, 5)}
    articles = {f"issues/{number}/01.md": CONTRIBUTION for number in range(2, 5)}
    template = (ROOT / "templates" / "issue.j2").read_text("utf-8")
    for name, text, code in (
        ("issues/bulletin.yaml", SERIES + "headings: x\n", "YA014"),
        ("templates/issue.j2", template.replace("报头 |", "报头头 |"), "TE003"),
    ):
        home = workspace({**issues, **articles, "issues/bulletin.yaml": SERIES, name: text})
        for command in (("build", "--all"), ("build", "--all", "--jobs", "2"), ("check",)):
            done = run(*command, cwd=home)
            assert done.returncode == 1
            assert (done.stdout + done.stderr).count(code) == 1


def test_the_caret_stands_under_the_fault(run: Run, workspace: MakeWorkspace) -> None:
    home = workspace({"issues/1/01-温县.md": CONTRIBUTION.replace("## 强", "## 一、强")})
    lines = run("check", "1", cwd=home).stdout.splitlines()
    place = next(index for index, line in enumerate(lines) if "## 一、强基固本" in line)
    before = lines[place].split("|", 1)[1].index("一")
    caret = lines[place + 1].split("|", 1)[1]
    assert caret.index("^") == before  # nothing wide stands before it here
    assert caret.count("^") == 4  # two characters of two columns


def test_check_writes_nothing(run: Run, workspace: MakeWorkspace) -> None:
    home = workspace({})
    done = run("check", "1", cwd=home)
    assert (done.returncode, done.stderr) == (0, "")
    assert not (home / "build").exists()


def test_build_all_skips_by_content_and_goes_on_past_a_broken_issue(
    run: Run, workspace: MakeWorkspace
) -> None:
    home = workspace(
        {
            "issues/2/issue.yaml": "number: 2\n",
            "issues/2/01.md": "no front matter",
            "issues/3/issue.yaml": "number: 3\n",
            "issues/3/01.md": CONTRIBUTION,
        }
    )
    first = run("build", "--all", cwd=home)
    assert first.returncode == 1
    assert "编好 2 期，1 期没有编成。" in first.stdout
    assert (home / "build" / "3.docx").is_file()
    for path in (home / "issues" / "3").iterdir():
        os.utime(path)  # touched is not changed
    second = run("build", "--all", cwd=home)
    assert "2 期没有变化，跳过。" in second.stdout
    (home / "issues" / "3" / "01.md").write_text(CONTRIBUTION.replace("导语", "新导语"), "utf-8")
    third = run("build", "--all", cwd=home)
    assert "build/3.docx" in third.stdout
    assert "1 期没有变化，跳过。" in third.stdout


@pytest.mark.parametrize(
    "change",
    ["issues/bulletin.yaml", "templates/issue.j2", "templates/gbt9704.yaml", "issues/1/02-乙.md"],
)
def test_a_change_of_anything_that_matters_makes_an_issue_stale(
    run: Run, workspace: MakeWorkspace, change: str
) -> None:
    home = workspace({"issues/1/02-乙.md": CONTRIBUTION})
    for name in ("issue.j2", "gbt9704.yaml"):
        write_files(home, {f"templates/{name}": (ROOT / "templates" / name).read_bytes()})
    run("build", "--all", cwd=home)
    assert "1 期没有变化" in run("build", "--all", cwd=home).stdout
    path = home / change
    if path.suffix == ".md":
        path.unlink()
    else:
        comment = "{# #}\n" if path.suffix == ".j2" else "# x\n"
        path.write_text(path.read_text("utf-8") + comment, "utf-8")
    assert "编好了 build/1.docx" in run("build", "--all", cwd=home).stdout


def test_two_processes_build_what_one_builds(run: Run, workspace: MakeWorkspace) -> None:
    issues = {f"issues/{number}/issue.yaml": f"number: {number}\n" for number in range(2, 12)}
    articles = {f"issues/{number}/01.md": CONTRIBUTION for number in range(2, 12)}
    home = workspace({**issues, **articles})
    run("build", "--all", cwd=home)
    alone = {path.name: path.read_bytes() for path in (home / "build").glob("*.docx")}
    shutil.rmtree(home / "build")
    done = run("build", "--all", "--jobs", "2", cwd=home)
    assert done.returncode == 0, done.stderr
    assert {path.name: path.read_bytes() for path in (home / "build").glob("*.docx")} == alone
    assert len(alone) == 11


def test_a_version_changed_in_word_is_kept(run: Run, workspace: MakeWorkspace) -> None:
    home = workspace({})
    run("build", "1", cwd=home)
    (home / "build" / "1.docx").write_bytes(b"edited by hand")
    assert "没有变化" in run("build", "--all", cwd=home).stdout  # nothing new to set: left alone
    built = run("build", "1", cwd=home)
    assert "1.手改.docx" in built.stderr
    assert (home / "build" / "1.手改.docx").read_bytes() == b"edited by hand"
    assert (home / "build" / "1.docx").read_bytes().startswith(b"PK")


def test_output_elsewhere(run: Run, workspace: MakeWorkspace, tmp_path: Path) -> None:
    home = workspace({})
    assert run("build", "1", "-o", tmp_path / "送审稿.docx", cwd=home).returncode == 0
    assert (tmp_path / "送审稿.docx").read_bytes().startswith(b"PK")
    assert not (home / "build" / "1.docx").exists()
    assert run("build", "1", "-o", tmp_path / "x.pdf", cwd=home).returncode == 2
    assert run("build", "1", "2", "-o", tmp_path / "x.docx", cwd=home).returncode == 2
    nowhere = run("build", "1", "-o", tmp_path / "没有" / "x.docx", cwd=home)
    assert nowhere.returncode == 2
    assert "文件夹不存在" in nowhere.stderr
    assert not (tmp_path / "没有").exists()


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_leaves_no_half_file(workspace: MakeWorkspace, jobs: str) -> None:
    count = 400
    issues = {f"issues/{number}/issue.yaml": f"number: {number}\n" for number in range(2, count)}
    articles = {f"issues/{number}/01.md": CONTRIBUTION for number in range(2, count)}
    home = workspace({**issues, **articles})
    process = subprocess.Popen(
        [sys.executable, "-m", "bulletin", "build", "--all", "--jobs", jobs], start_new_session=True,
        cwd=home, env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
        # What a shell starts in the background ignores the signal, and hands that down.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no threads
    )  # fmt: skip
    assert process.stdout is not None
    process.stdout.readline()
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to every process of the program
    _, said = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "已中止" in said
    assert "Traceback" not in said
    made = list((home / "build").iterdir())
    assert 0 < len([path for path in made if path.suffix == ".docx"]) < count
    assert all(path.read_bytes()[:2] == b"PK" for path in made if path.suffix == ".docx")
    assert not [path for path in made if path.name.endswith(".tmp")]


def test_no_color_in_a_pipe(run: Run, workspace: MakeWorkspace) -> None:
    home = workspace({"issues/1/01-温县.md": "x"})
    for env in ({}, {"NO_COLOR": "1"}):
        assert "\x1b" not in run("build", "1", cwd=home, env=env).stderr


def test_long_lines_are_not_folded_in_a_pipe(run: Run, workspace: MakeWorkspace) -> None:
    home = workspace({"issues/1/01-温县.md": CONTRIBUTION.replace("title:", "titel:")})
    assert (
        "可以写的键：title、subtitle、source、author、contents、note、names"
        in run("build", "1", cwd=home).stderr
    )


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)])
def test_help_is_chinese_and_has_examples(run: Run, command: tuple[str, ...]) -> None:
    shown = run(*command, "--help").stdout
    rest = re.sub(
        r"(?m)^  bulletin.*$|^ +bulletin .*$|--?[\w-]+|build/\S*|BULLETIN_WORKSPACE|"
        r"templates/|\w+\.(?:yaml|j2)",
        "",
        shown,
    )
    rest = re.sub(
        r"\b(bulletin|init|new|add|import|check|build|proof|preview|list|rules|template|doctor|Word|WPS|PDF|Tab|LibreOffice|Debian|docx"
        r"|web|archive|text|concise|json|sarif|github|markdown|[A-Z]{2}|[A-Z]{2}\d{3})\b",
        "",
        rest,
    )
    assert not re.findall(r"[A-Za-z]{3,}", rest), rest
    assert "bulletin" in shown
    if command and command != ("list",):
        assert "例：" in shown


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("biuld", "43"), "没有命令“biuld”，是不是 build？"),
        (("build", "--al"), "没有选项 --al"),
        (("build", "四十三"), "要写整数"),
        (("build", "0"), "期号 不能是 0，要在 1 到 99999999 之间。"),
        (("build",), "没有说编哪一期"),
        (("build", "1", "--all"), "只写一样"),
        (("build", "99"), "没有第 99 期。\n  现有：1。"),
        (("preview", "99"), "没有第 99 期。\n  现有：1。"),
        (("add", "99", "标题", "--source", "x"), "没有第 99 期。\n  现有：1。"),
        (("add", "1"), "少写了"),
        (("add", "1", "标题"), "--source"),
        (("add", "1", "标题", "--source"), "后面要写值"),
        (("add", "1", " ", "--source", "x"), "不能是空的"),
        (("add", "1", "甲　\n乙", "--source", "x"), "不能是空的，也不能有换行"),
        (("add", "1", "甲", "--source", "\udcb8\udcc5"), "不能是空的，也不能有换行"),
        (("import", "1", "x.md", "--source", "\udcb8\udcc5"), "不能是空的，也不能有换行"),
        (("build", "9" * 300), "要在 1 到 99999999 之间"),
        (("check", "9" * 300), "期号要写 1 到"),
        (("proof", "9" * 5000), "略去 4660 字"),
        (("add", "1" * 5000, "x"), "期号"),
        (("import", "1" * 5000, "x.md"), "先写导入到第几期"),
        (("add", "9", "标题", "--source", "x"), "没有第 9 期"),
        (("list", "x"), "多写了：x"),
        (("template", "issue.j3"), "没有自带的模板“issue.j3”。\n  是不是“issue.j2”？"),
        (("--workspace", "nowhere", "list"), "不是工作文件夹"),
        (("build", "1", "--jobs", "x"), "要写整数"),
        (("build", "1", "--jobs", "65"), "--jobs 不能是 65，要在 1 到 64 之间。"),
        (("preview", "1", "--port", "0"), "--port 不能是 0，要在 1024 到 65535 之间。"),
        (("new", "0"), "期号 不能是 0，要在 1 到 99999999 之间。"),
        (("add", "1", "标题", "–source", "某县"), "“–source”要写成 --source。"),
        (("add", "1", "标题", "——source", "某县"), "“——source”要写成 --source。"),
        (("add", "1", "标题", "－－source=某县"), "要写成 --source。"),
        (("check", "1", "—fix"), "“—fix”要写成 --fix。"),
        (("build", "1", "–-html"), "“–-html”要写成 --html。"),
    ],
)
def test_mistakes_are_answered_in_chinese(
    run: Run, workspace: MakeWorkspace, args: tuple[str, ...], said: str
) -> None:
    done = run(*args, cwd=workspace({}))
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not re.search(r"\b(Error|Invalid|Missing|Usage|No such|Got)\b", done.stderr)


def test_templates_are_copied_and_never_overwritten(run: Run, workspace: MakeWorkspace) -> None:
    home = workspace({"templates/terms.yaml": "terms: []\n"})
    one = run("template", "templates/issue.j2", cwd=home)
    assert (one.returncode, one.stderr) == (0, "")
    assert one.stdout == "复制好了 templates/issue.j2：什么排在哪里，用什么字样。\n"
    rest = run("template", cwd=home)
    assert rest.returncode == 0
    assert rest.stdout.count("复制好了") == 2
    assert "templates/terms.yaml 已经有了，没有动" in rest.stderr
    again = run("template", "terms.yaml", cwd=home)
    assert (again.returncode, again.stdout) == (2, "")
    for path in (home / "templates").iterdir():
        shipped = (ROOT / "templates" / path.name).read_bytes()
        assert path.read_bytes() == (b"terms: []\n" if path.name == "terms.yaml" else shipped)
    assert len([*(home / "templates").iterdir()]) == 4
    assert run("check", "1", cwd=home).returncode == 0


def test_a_title_that_begins_with_a_dash_is_no_option(run: Run, workspace: MakeWorkspace) -> None:
    done = run("add", "1", "——记温县代表", cwd=workspace({}))
    assert "要写成" not in done.stderr


def test_completion_knows_commands_and_issue_numbers(run: Run, workspace: MakeWorkspace) -> None:
    home = workspace(
        {"issues/43/issue.yaml": "number: 43\n", "issues/44/issue.yaml": "number: 44\n"}
    )
    env = {"_BULLETIN_COMPLETE": "complete_bash"}
    commands = run(cwd=home, env={**env, "COMP_WORDS": "bulletin bu", "COMP_CWORD": "1"})
    assert commands.stdout.split() == ["build"]
    numbers = run(cwd=home, env={**env, "COMP_WORDS": "bulletin build 4", "COMP_CWORD": "2"})
    assert numbers.stdout.split() == ["43", "44"]


def test_a_terminal_in_another_encoding_gets_no_traceback(
    run: Run, workspace: MakeWorkspace
) -> None:
    home = workspace({})
    done = run("build", "1", cwd=home, env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert done.returncode == 0
    assert "Traceback" not in done.stderr


def test_listing_tells_the_states(run: Run, workspace: MakeWorkspace) -> None:
    home = workspace(
        {
            "issues/2/issue.yaml": "number: 2\ndate: 2024-12-20\n",
            "issues/2/01.md": CONTRIBUTION,
            "issues/3/issue.yaml": "number: 3\n",
            "issues/3/01.md": "broken",
            "issues/4/issue.yaml": "number: 4\n",
            "issues/4/01.md": CONTRIBUTION,
            "issues/5/readme.txt": "no issue.yaml",
        }
    )
    run("build", "1", "2", cwd=home)
    path = home / "issues" / "2" / "01.md"
    path.write_text(CONTRIBUTION + "\n再加一段。\n", "utf-8")
    rows = [line.split() for line in run("list", cwd=home).stdout.splitlines()]
    assert rows[0] == ["期号", "日期", "篇数", "字数", "状态"]
    assert [(row[0], row[-1]) for row in rows[1:]] == [
        ("1", "已编"), ("2", "过期"), ("3", "有错"), ("4", "未编"), ("5", "有错"),
    ]  # fmt: skip
    assert rows[2][1:3] == ["2024-12-20", "1"]


def test_folders_that_are_no_issue_by_their_name_only_are_named(
    run: Run, workspace: MakeWorkspace
) -> None:
    home = workspace(
        {
            "issues/第５２期/01.md": CONTRIBUTION,
            "issues/051/issue.yaml": "number: 51\n",
            "issues/增刊/01.MD": CONTRIBUTION,
            "issues/图片/照片.jpg": b"",
            "issues/.git/01.md": "",
            "issues/注.md": "",
        }
    )
    done = run("list", cwd=home)
    assert done.returncode == 0
    assert done.stderr.splitlines() == [
        "issues/051 没有列出：文件夹名要是期号的数字，如 51。",
        "issues/增刊 没有列出：文件夹名要是期号的数字，如 51。",
        "issues/第５２期 没有列出：文件夹名要是期号的数字，如 52。",
    ]


def test_speed_of_nothing(run: Run) -> None:
    """``--version`` loads neither Word nor Jinja nor rich."""
    code = (
        "import sys; sys.argv = ['bulletin', '--version']\n"
        "from bulletin.cli import app\n"
        "try:\n    app.main()\nexcept SystemExit:\n    pass\n"
        "print([m for m in ('docx', 'jinja2', 'rich', 'yaml', 'rjieba', 'pydantic') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.stdout.splitlines()[-1] == "[]"


def names(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "build").iterdir() if path.name[0] != ".")


def test_html_beside_word(run: Run, workspace: MakeWorkspace) -> None:
    """The value of --html may be left out, whatever stands after it."""
    home = workspace({"issues/1/02.md": CONTRIBUTION})
    built = run("build", "--html", "1", cwd=home)
    assert (built.returncode, built.stderr) == (0, "")
    assert "网页也编好了：build/1.html。" in built.stdout
    assert names(home) == ["1.docx", "1.html"]
    run("build", "1", "--html=web", cwd=home)
    assert names(home) == ["1-1.html", "1-2.html", "1.docx", "1.html"]
    (home / "issues" / "1" / "02.md").unlink()
    run("build", "1", "--html=web", cwd=home)  # an article that is gone is not left lying
    assert names(home) == ["1-1.html", "1.docx", "1.html"]
    run("build", "1", "--html", "-o", "送审稿.docx", cwd=home)
    assert b"<main>" in (home / "送审稿.html").read_bytes()


def test_html_of_all_issues_is_made_where_it_is_out_of_date(
    run: Run, workspace: MakeWorkspace
) -> None:
    home = workspace({"issues/2/issue.yaml": "number: 2\n", "issues/2/01.md": CONTRIBUTION})
    run("build", "--all", cwd=home)
    assert "编好 2 期" in run("build", "--all", "--html", "--jobs", "2", cwd=home).stdout
    assert names(home) == ["1.docx", "1.html", "2.docx", "2.html"]
    assert "2 期没有变化" in run("build", "--all", "--html", cwd=home).stdout
    old = (home / "build" / "1.docx").stat()
    os.utime(home / "build" / "1.html", ns=(old.st_atime_ns, old.st_mtime_ns - 1))
    assert "编好 1 期" in run("build", "--all", "--html", cwd=home).stdout


def test_html_takes_no_other_value_and_is_not_made_of_a_faulty_issue(
    run: Run, workspace: MakeWorkspace
) -> None:
    home = workspace({})
    refused = run("build", "1", "--html=pdf", cwd=home)
    assert refused.returncode == 2
    assert "--html 不能写“pdf”" in refused.stderr
    (home / "issues" / "1" / "01-温县.md").write_text("没有题头", "utf-8")
    assert run("build", "1", "--html", cwd=home).returncode == 1
    assert not (home / "build" / "1.html").exists()


@pytest.mark.parametrize("digits", [9, 300, 5000])
@pytest.mark.parametrize("command", ["build", "check", "new", "add", "proof", "import", "preview"])
def test_a_number_too_long_for_an_issue(
    run: Run, workspace: MakeWorkspace, command: str, digits: int
) -> None:
    more = {"add": ("标题", "--source", "某县人大"), "import": ("a.txt",)}.get(command, ())
    done = run(command, "9" * digits, *more, cwd=workspace({}))
    assert done.returncode == 2, done.stderr
    assert "程序自己" not in done.stderr and "Traceback" not in done.stderr
    assert any(word in done.stderr for word in ("期号", "整数", "99999999"))


@pytest.mark.parametrize("form", ["json", "sarif"])
@pytest.mark.parametrize(
    "console",
    [
        {"PYTHONIOENCODING": "gbk"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "latin-1:strict"},
        {"PYTHONIOENCODING": "utf-16"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""},
    ],
)
def test_what_programs_read_is_utf8(
    workspace: MakeWorkspace, form: str, console: dict[str, str]
) -> None:
    root = workspace({"issues/1/02-乙.md": FAULTY})
    done = subprocess.run(
        [sys.executable, "-m", "bulletin", "check", "1", "--format", form],
        cwd=root, env={**os.environ, **console}, capture_output=True, check=False,
    )  # fmt: skip
    assert re.search("[一-龥]{4}", done.stdout.decode())
    assert form == "sarif" or "issues/1/02-乙.md" in done.stdout.decode()
    json.loads(done.stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are always characters")
def test_sarif_names_a_file_that_is_no_utf8(run: Run, workspace: MakeWorkspace) -> None:
    name = os.fsdecode(b"02-\xff.md")
    root = workspace({f"issues/1/{name}": FAULTY})
    log = json.loads(run("check", "1", "--format", "sarif", cwd=root).stdout)
    assert "issues/1/02-%FF.md" in json.dumps(log)
