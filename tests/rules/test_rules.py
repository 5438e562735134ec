"""Every rule over its own cases: CODE.md beside this file says what is found, and what is not.

~~~input     a text (or files, each after a line === name)
~~~findings  line:column and what is underlined, a line each
~~~fixed     the text after mending; a rule that mends partly does so by a safe fix
~~~suggested the text after --unsafe-fixes; --fix alone leaves it as it is
~~~silent    a text of which the rule says nothing
~~~kept      a text a line: no safe fix of any rule changes it
~~~mended    a text a line, and after → what all safe fixes make of it
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bulletin import rules
from bulletin.pipeline import checking
from bulletin.pipeline.checking import CheckedIssue, CheckOptions
from bulletin.workspace.folders import Workspace
from tests.conftest import SERIES, write_files
from tests.harness.issues import FRONT
from tests.typeset.test_compose import PNG

HERE = Path(__file__).parent
RULES = {rule.code: rule for rule in rules.RULES}
ARTICLE = "issues/1/01.md"
_BLOCK = re.compile(r"^~~~(\w+)\n(.*?)\n?^~~~$", re.M | re.S)


@dataclass(frozen=True)
class Case:
    """A text, what is found in it, and what it becomes; both ``None`` where nothing is found."""

    code: str
    text: str
    findings: str | None = None
    fixed: str | None = None
    is_safe: bool = False

    @property
    def files(self) -> dict[str, str]:
        return files_of(self.text)


def cases() -> Iterator[Case]:
    for path in sorted(HERE.glob("*.md")):
        blocks = _BLOCK.findall(path.read_text("utf-8"))
        for place, (kind, text) in enumerate(blocks):
            if kind == "silent":
                yield Case(path.stem, text)
            elif kind == "input":
                (_, findings), *rest = blocks[place + 1 : place + 3]
                how, fixed = rest[0] if rest else ("", "")
                is_safe = how == "fixed" and RULES[path.stem].fixes_safely
                is_mended = how in ("fixed", "suggested")
                yield Case(path.stem, text, findings, fixed if is_mended else None, is_safe)


def lines(kind: str) -> Iterator[tuple[str, str]]:
    """Texts of a line that all safe fixes leave (kept) or change (mended), each with its file."""
    for path in sorted(HERE.glob("*.md")):
        for name, text in _BLOCK.findall(path.read_text("utf-8")):
            yield from ((path.stem, line) for line in text.splitlines() if name == kind and line)


def files_of(text: str) -> dict[str, str]:
    """The files that a case writes; a bare text is the body of one article."""
    if text.startswith("=== "):
        parts = re.split(r"(?m)^=== (.+)\n", text)[1:]
        return dict(zip(parts[::2], parts[1::2], strict=True))
    return {ARTICLE: text if text.startswith("---") else FRONT + text}


def check(root: Path, files: dict[str, str], options: CheckOptions) -> CheckedIssue:
    write_files(
        root,
        {
            "issues/bulletin.yaml": SERIES,
            "issues/1/issue.yaml": "number: 1\ndate: 2024-12-20\n",
            "issues/1/a.png": PNG,
            **files,
        },
    )
    return next(checking.check_issues(Workspace(root), [1], options))


def only(code: str, mend: bool = False) -> CheckOptions:
    return CheckOptions(lambda one: one.code == code, mend, unsafe=True)


def shown(checked: CheckedIssue, case: Case) -> str:
    """The findings as the case writes them."""
    lines = []
    for one in checked.findings:
        line, column = one.span.source.position(one.span.start)
        where = f"{one.span.source.path}:" if case.text.startswith("=== ") else ""
        before = 0 if case.text.startswith(("---", "=== ")) else FRONT.count("\n")
        lines.append(f"{where}{line - before}:{column} {one.span.text}")
    return "\n".join(lines)


ALL = list(cases())
LOUD = [case for case in ALL if case.findings is not None]
named = pytest.mark.parametrize
ids = [f"{case.code}-{place}" for place, case in enumerate(ALL)]


@named("case", ALL, ids=ids)
def test_what_is_found(case: Case, tmp_path: Path) -> None:
    checked = check(tmp_path, case.files, only(case.code))
    assert checked.error is None
    assert shown(checked, case) == (case.findings or "")


@named("case", LOUD, ids=[case.code for case in LOUD])
def test_what_it_becomes(case: Case, tmp_path: Path) -> None:
    """A fix clears its own finding and brings no new one; a second pass changes nothing."""
    before = Counter(one.code for one in check(tmp_path, case.files, CheckOptions()).findings)
    mended = check(tmp_path, case.files, only(case.code, mend=True))
    if case.fixed is None:
        assert mended.changes == ()
        return
    after = {change.name: change.after.decode() for change in mended.changes}
    assert {**case.files, **after} == files_of(case.fixed)
    assert mended.findings == ()
    again = check(tmp_path, after, CheckOptions(fix=True))
    left = Counter(one.code for one in check(tmp_path, after, CheckOptions()).findings)
    assert not left - before
    assert case.code not in {one.code for one in again.fixed}
    assert all(one.fix is not None for one in mended.fixed)
    assert {one.fix.safe for one in mended.fixed if one.fix} == {case.is_safe}


def safely_mended(root: Path, text: str) -> str:
    """What ``check --fix`` with all rules makes of the body of an article."""
    changes = check(root, files_of(text), CheckOptions(fix=True)).changes
    return changes[0].after.decode().removeprefix(FRONT) if changes else text


KEPT, MENDED = list(lines("kept")), list(lines("mended"))


@named(("code", "text"), KEPT, ids=[f"{code}-{place}" for place, (code, _) in enumerate(KEPT)])
def test_what_is_right_in_some_reading_is_kept(code: str, text: str, tmp_path: Path) -> None:
    assert safely_mended(tmp_path, text) == text


@named(("code", "text"), MENDED, ids=[f"{code}-{place}" for place, (code, _) in enumerate(MENDED)])
def test_what_is_surely_wrong_is_mended(code: str, text: str, tmp_path: Path) -> None:
    before, after = text.split(" → ")
    assert safely_mended(tmp_path, before) == after
    assert safely_mended(tmp_path, after) == after


def test_every_rule_that_mends_by_itself_has_ten_texts_that_it_keeps() -> None:
    kept = Counter(code for code, _ in KEPT)
    mending = {code for code, rule in RULES.items() if rule.fixes_safely}
    assert [code for code in sorted(mending) if kept[code] < 10] == []


def test_a_rule_that_mends_partly_has_cases_of_both() -> None:
    partly = {code for code, rule in RULES.items() if rule.fixes == "partly"}
    for is_safe in (True, False):
        cases = {case.code for case in LOUD if case.fixed is not None and case.is_safe is is_safe}
        assert partly <= cases


def test_every_rule_has_cases_that_speak_and_cases_that_stay_silent() -> None:
    assert {case.code for case in LOUD} == set(RULES)
    assert {case.code for case in ALL if case.findings is None} == set(RULES)


@named("code", sorted(RULES))
def test_the_file_is_named_after_the_rule(code: str) -> None:
    head = (HERE / f"{code}.md").read_text("utf-8").splitlines()[0]
    assert head == f"# {code} {RULES[code].name}"


def test_a_rule_that_mends_has_a_case_that_is_mended() -> None:
    fixed = {case.code for case in LOUD if case.fixed is not None}
    assert fixed == {code for code, rule in RULES.items() if rule.fixes != "none"}
