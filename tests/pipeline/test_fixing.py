"""``--fix`` on any text: what a fix names changes, nothing else does, and a second time nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bulletin.findings import fixes, kinds
from bulletin.findings.diagnostics import Diagnostic, Edit, Fix
from bulletin.findings.errors import BulletinError
from bulletin.pipeline import checking, fixing, stages
from bulletin.pipeline.checking import CheckOptions
from bulletin.pipeline.stages import IssueResult
from bulletin.rules import RULES
from bulletin.text.characters import is_han
from bulletin.text.source import Source
from bulletin.workspace.folders import Workspace
from tests.conftest import MakeWorkspace, Run
from tests.harness.issues import FRONT

LIMITS = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
MARKS = "，。；：？！、,.;:?!()（）“”‘’\"'《》〈〉«»…—-–~～·•・/%％"
CLUSTERS = [
    "，，", "。。。", "...", "……。", "--", "（已办结。）", "“好。”。", "«预算法»", "代表、等", "一是，",
    "（一）、", "1、", "第一、", "\n\n", "\n## ", "\n1. ", "\n> ", "\r\n", "&amp;", "http://a.cn/b,c", "a@b.cn",
    "**“甲”**", "<!-- bulletin: ignore PU001 试 -->", "|甲|乙|\n|-|-|\n|1|2|\n", "![](a.png)",
]  # fmt: skip
TEXT = st.text(
    st.one_of(
        st.sampled_from(list(MARKS)),
        st.sampled_from(
            list("人大代表履职一二三第是条12０９Aａ 　\n\t#>*_`|&\\\ue000\U00100170⼈\u200b")
        ),
        st.characters(codec="utf-8"),
    ),
    max_size=60,
)
PIECES = st.lists(
    st.one_of(
        TEXT,
        st.sampled_from(CLUSTERS),
    ),
    max_size=12,
).map("".join)


def check(data: bytes, mend: bool = False, unsafe: bool = False) -> checking.CheckedIssue:
    return checking.check_text(data, None, CheckOptions(fix=mend, unsafe=unsafe))


def mended(data: bytes, unsafe: bool = False) -> bytes:
    checked = check(data, mend=True, unsafe=unsafe)
    return checked.changes[0].after if checked.changes else data


@LIMITS
@given(PIECES, st.booleans(), st.booleans())
@example("“甲", True, True)
def test_mending_what_is_mended_changes_nothing(body: str, has_head: bool, unsafe: bool) -> None:
    data = ((FRONT if has_head else "") + body).encode()
    once = mended(data, unsafe)
    assert mended(once, unsafe) == once


@LIMITS
@given(PIECES, st.booleans())
def test_only_what_a_fix_names_changes(body: str, has_head: bool) -> None:
    """Pass by pass: the text outside the places of the edits is the same, and in order."""
    text = (FRONT if has_head else "") + body
    shared = stages.read_shared(Workspace(Path()), checking._NO_SERIES)
    checked = stages.check_text(shared, "-", text.encode())
    found = [
        one for one in checked.findings if one.fix and one.fix.safe and one.span.source.path == "-"
    ]
    if not found:
        return
    source = found[0].span.source
    result = fixes.apply(source.text, [one for one in found if one.span.source is source])
    edits = sorted(
        (edit for one in result.fixed if one.fix for edit in one.fix.edits),
        key=lambda edit: (edit.span.start, edit.span.end),
    )
    at, rest = 0, result.text
    for edit in edits:
        kept = source.text[at : edit.span.start]
        assert rest.startswith(kept + edit.text)
        rest, at = rest[len(kept) + len(edit.text) :], edit.span.end
    assert rest == source.text[at:]
    assert result.fixed


RULE_CODES = frozenset(rule.code for rule in RULES) - {"TX008"}  # which exchanges characters


@LIMITS
@given(PIECES, st.booleans())
@example("卡尔.马克思、等高、“三.八”", True)
def test_no_chinese_character_is_lost_or_altered(body: str, has_head: bool) -> None:
    """Safe fixes of the rules are of marks, spaces, digits and Latin letters only."""
    text = (FRONT if has_head else "") + body
    wanted = CheckOptions(lambda one: one.code in RULE_CODES, fix=True)
    changes = checking.check_text(text.encode(), None, wanted).changes
    after = changes[0].after.decode() if changes else text
    assert [*filter(is_han, after)] == [*filter(is_han, text)]


@LIMITS
@given(st.binary(max_size=120))
def test_what_is_not_utf_8_stays_as_it_is(data: bytes) -> None:
    try:
        data.decode()
    except UnicodeDecodeError:
        assert mended(data) == data


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_all_else_stays_byte_for_byte(end: str, mark: bytes) -> None:
    head = "---\ntitle:   标题   # 说明,不动\nsource: '某县人大'\nauthor: \"张三\"\n---\n\n\n"
    body = "第一段,有半角逗号。  \n接着一行\t\n\n\n<!-- 待核,不动 -->\n\n- - -\n\n末段"
    text = (head + body).replace("\n", end)
    data = mark + text.encode()
    assert mended(data) == mark + text.replace("段,有", "段，有").encode()


def test_a_mended_issue_is_written_whole(workspace: MakeWorkspace, run: Run) -> None:
    root = workspace(
        {"issues/1/01-温县.md": FRONT + "会议,审议。\n", "issues/1/02.md": FRONT + "好。\n"}
    )
    before = (root / "issues/1/02.md").stat().st_mtime_ns
    done = run("check", "1", "--fix", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (root / "issues/1/01-温县.md").read_text("utf-8") == FRONT + "会议，审议。\n"
    assert (root / "issues/1/02.md").stat().st_mtime_ns == before
    assert sorted(path.name for path in (root / "issues/1").iterdir()) == [
        "01-温县.md", "02.md", "issue.yaml",
    ]  # fmt: skip


def finding(source: Source, *edits: tuple[int, int, str]) -> Diagnostic:
    spans = [Edit(source.span(start, end), text) for start, end, text in edits]
    return kinds.STRAY_MARK.at(spans[0].span, "", fix=Fix(True, tuple(spans)))


def test_a_fix_is_taken_whole_or_left() -> None:
    source = Source("x", "0123456789")
    first, second = finding(source, (2, 4, "ab")), finding(source, (1, 2, "X"), (3, 5, "Y"))
    result = fixes.apply(source.text, [first, second])
    assert (result.text, result.fixed) == ("0X2Y56789", (second,))
    result = fixes.apply(source.text, [finding(source, (2, 2, "a")), finding(source, (2, 2, "b"))])
    assert result.text == "01a23456789"


def test_rules_that_undo_one_another_are_told() -> None:
    def read(texts: stages.Texts) -> IssueResult:
        source = Source("x", texts.get("x", b"a").decode())
        other = "b" if source.text == "a" else "a"
        return IssueResult(1, (finding(source, (0, 1, other)),))

    with pytest.raises(BulletinError, match="互相推翻"):
        fixing.fix_issue(read, lambda _: b"a", lambda _: True)
