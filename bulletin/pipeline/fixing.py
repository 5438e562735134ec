"""``check --fix``: the files of an issue with the fixes of its findings applied."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bulletin.findings import fixes
from bulletin.findings.diagnostics import Diagnostic
from bulletin.findings.errors import BulletinError
from bulletin.pipeline.stages import IssueResult, Texts

_MOST_PASSES = 30


@dataclass(frozen=True, slots=True)
class Change:
    """A file as it was and as it is to be."""

    name: str
    before: bytes
    after: bytes


def fix_issue(
    read: Callable[[Texts], IssueResult],
    original: Callable[[str], bytes | None],
    wanted: Callable[[Diagnostic], bool],
) -> tuple[IssueResult, tuple[Change, ...], tuple[Diagnostic, ...]]:
    """Apply the wanted fixes, pass by pass, until a pass changes nothing.

    Returns the issue as it is read afterwards, the files that changed, and the fixed findings.

    Args:
        read: reads the issue, with the given texts in place of files of these names.
        original: the bytes of a file; ``None`` where it may not be changed.
        wanted: whether the fix of a finding is to be applied.

    Raises:
        BulletinError: two rules undo one another's work.
    """
    before: dict[str, bytes] = {}

    def fix(texts: Texts, findings: Sequence[Diagnostic]) -> tuple[Texts, list[Diagnostic]]:
        after, fixed = dict(texts), list[Diagnostic]()
        by_file = defaultdict[str, list[Diagnostic]](list)
        for finding in filter(wanted, findings):
            by_file[finding.span.source.path].append(finding)
        for name, of_file in by_file.items():
            data = texts[name] if name in texts else original(name)
            if data is None:
                continue
            source = of_file[0].span.source
            # Offsets hold only for the very text in which the finding was made.
            of_source = [one for one in of_file if one.span.source is source]
            mended = fixes.apply(source.text, of_source)
            new_data = fixes.rewrite(data, source, mended.text)
            if new_data is not None and new_data != data:
                before.setdefault(name, data)
                after[name] = new_data
                fixed += mended.fixed
        return after, fixed

    def read_all(texts: Texts) -> tuple[IssueResult, Sequence[Diagnostic]]:
        result = read(texts)
        return result, result.findings

    unchanged: Texts = {}
    settled = fixes.settle(unchanged, read_all, fix, _MOST_PASSES)
    if not settled.is_settled:
        raise BulletinError(
            "自动改没有改到底：有两处改动互相推翻。", "请把稿件发给维护的人；文件没有动。"
        )
    changes = tuple(Change(name, data, settled.state[name]) for name, data in before.items())
    return settled.reading, changes, settled.fixed
