"""What the documents say is what the program does."""

from __future__ import annotations

import re
from pathlib import Path

from bulletin.findings import kinds
from bulletin.reading import contribution, settings
from bulletin.rules import RULES
from bulletin.workspace.scaffold import bulletin_yaml
from tests.cli.test_app import COMMANDS
from tests.conftest import ROOT, Run

MANUAL = (ROOT / "docs" / "手册.md").read_text("utf-8")
RULES_PAGE = (ROOT / "docs" / "rules.md").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")


def test_codes_are_unique_and_in_the_manual_with_a_remedy() -> None:
    codes = [fault.code for fault in kinds.ALL]
    assert len(codes) == len(set(codes)) >= 40
    rows = dict(re.findall(r"(?m)^\| ([A-Z]{2}\d{3}) \| [^|]+ \| ([^|]+) \|$", MANUAL))
    assert set(rows) == set(codes)
    assert not set(codes) & {rule.code for rule in RULES}
    assert all(len(remedy.strip()) > 3 for remedy in rows.values())


def test_the_page_of_rules_is_what_the_program_says(run: Run) -> None:
    """``make docs`` writes it."""
    assert run("rules", "--format", "markdown").stdout == RULES_PAGE


def test_the_manual_names_faults_as_the_program_does() -> None:
    for fault in kinds.ALL:
        assert f"| {fault.code} | {fault.title} |" in MANUAL


def test_every_key_is_in_the_manual() -> None:
    for key in (*settings.SERIES_KEYS, *settings.ISSUE_KEYS, *contribution.KEYS):
        assert re.search(rf"(?m)^\| (?:[\w-]+、)*{key}\b", MANUAL), key


def test_every_key_of_the_series_is_explained_where_init_writes_it() -> None:
    for key in settings.SERIES_KEYS:
        assert re.search(rf"(?m)^(?:# )?{key}:", bulletin_yaml()), key


def test_every_command_is_in_readme_and_manual(run: Run) -> None:
    listed = re.findall(r"(?m)^  (\w+) {2,}\S", run("--help").stdout.split("命令：")[1])
    assert listed == [*COMMANDS]
    for command in listed:
        assert f"bulletin {command}" in MANUAL
        assert f"bulletin {command}" in README


def test_readme_names_the_two_commands_first() -> None:
    first_screen = README[:1500]
    assert "make 43" in first_screen
    assert "make test" in first_screen


def test_pictures_and_pages_that_are_linked_exist() -> None:
    for name in (
        "README.md",
        "docs/手册.md",
        "docs/architecture.md",
        "docs/CONTRIBUTING.md",
        "docs/SECURITY.md",
        "docs/decisions/README.md",
        "docs/benchmarks.md",
        "docs/formats.md",
    ):
        text = (ROOT / name).read_text("utf-8")
        for target in re.findall(
            r"\]\(([^)#]+)(?:#[^)]*)?\)", re.sub(r"`[^`]*`|```.*?```", "", text, flags=re.S)
        ):
            if "://" not in target:
                assert ((ROOT / name).parent / target).exists(), (name, target)


def test_files_that_developers_are_sent_to_exist() -> None:
    """Whole paths, or the end of one, as in `readers/limits.py`."""
    there = [path.relative_to(ROOT).as_posix() for path in ROOT.glob("[bdt]*/**/*.*")]
    for name in ("architecture.md", "CONTRIBUTING.md", "SECURITY.md"):
        text = (ROOT / "docs" / name).read_text("utf-8")
        for file in re.findall(r"(?<![>\w/.-])[\w/.-]+\.(?:py|yaml|j2)\b(?![/\w])", text):
            assert any(f"/{path}".endswith(f"/{file.lstrip('/')}") for path in there) or file in (
                "issue.yaml", "bulletin.yaml", "issues/bulletin.yaml", ".ci/pre-commit.yaml",
            ), (name, file)  # fmt: skip


def test_decisions_are_numbered_in_a_row_and_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    files = sorted(path.name for path in folder.glob("0*.md"))
    listed = re.findall(
        r"(?m)^\| (\d+) \| \[(.+)\]\((.+)\) \|$", (folder / "README.md").read_text("utf-8")
    )
    assert [name for _, _, name in listed] == files
    for place, (number, title, name) in enumerate(listed, 1):
        assert int(number) == int(name[:4]) == place, name
        assert (folder / name).read_text("utf-8").startswith(f"# {number}. {title}\n"), name


def without_examples(text: str) -> str:
    return re.sub(r"(?ms)^```.*?^```$", "", text)


def anchors(text: str) -> list[str]:
    """What GitHub makes of the headings of a page: no punctuation, hyphens for spaces."""
    headings = re.findall(r"(?m)^#+ (.+)$", without_examples(text))
    return [re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings]


def test_the_contents_of_the_manual_are_its_headings() -> None:
    """Each section once, in order, with the number it has."""
    listed = re.findall(r"(?m)^- \[(.+)\]\(#.+\)$", MANUAL)
    assert listed == re.findall(r"(?m)^## (.+)$", without_examples(MANUAL))
    assert [one[0] for one in listed] == list("一二三四五六七八九十"[: len(listed)])


def test_anchors_that_are_linked_exist() -> None:
    pages = {
        path: path.read_text("utf-8") for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"))
    }
    linked = 0
    for path, text in pages.items():
        for target, anchor in re.findall(r"\]\(([^)#:]*)#([^)]+)\)", text):
            page = (path.parent / target).resolve() if target else path
            assert anchor in anchors(pages[page]), (path.name, anchor)
            linked += 1
    assert linked >= 10


def test_the_section_that_the_program_refers_to_is_the_one_with_the_table(run: Run) -> None:
    named = re.search(r"手册第(.)节", run("rules", "YA001").stdout)
    assert named is not None
    section = MANUAL.split(f"## {named[1]}、")[1].split("\n## ")[0]
    assert "| YA001 |" in section
    assert "rules.md" in section


def test_the_example_of_the_readme_says_what_the_readme_says(run: Run, tmp_path: Path) -> None:
    """As one who follows it: init, new, add, the text, and the two ways of spoiling it."""
    home = tmp_path / "我的简报"
    run("init", home)
    run("new", "1", cwd=home)
    title, source = "温县：代表动起来　活动实起来", "焦作市人大常委会代表工委"
    run("add", "1", title, "--source", source, cwd=home)
    article = home / "issues" / "1" / "01-温县.md"
    text = re.findall(r"(?s)```markdown\n(.*?)```", README)[0]
    promise, errors = re.findall(r"(?s)```\n(issues/1/01-温县.md:.*?)```", README)

    def said(contribution: str) -> str:
        article.write_text(contribution, "utf-8")
        return run("build", "1", cwd=home).stderr

    assert said(text) == ""
    assert said(text.replace("title:", "titel:").replace("## 强", "## 一、强")) == errors
    assert said(re.sub(r"3\. .*\n", "", text)) == promise + "\n警告 1。\n"
