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


@dataclass(frozen=True, slots=True)
class FixedIssue:
    """What is found after fixing, the files that changed, and the findings that were fixed."""

    result: IssueResult
    changes: tuple[Change, ...]
    done: tuple[Diagnostic, ...]


def fix_issue(
    read: Callable[[Texts], IssueResult],
    original: Callable[[str], bytes | None],
    wanted: Callable[[Diagnostic], bool],
) -> FixedIssue:
    """Apply the wanted fixes, pass by pass, until a pass changes nothing.

    ``read`` looks at the issue with some files exchanged; ``original`` gives a file's bytes, or
    ``None`` where the file is not the user's to change.

    Raises:
        BulletinError: two rules undo one another's work.
    """
    before: dict[str, bytes] = {}

    def fix(texts: Texts, findings: Sequence[Diagnostic]) -> tuple[Texts, list[Diagnostic]]:
        after, fixed = dict(texts), list[Diagnostic]()
        by_file = defaultdict[str, list[Diagnostic]](list)
        for one in filter(wanted, findings):
            by_file[one.span.source.path].append(one)
        for name, found in by_file.items():
            data = texts[name] if name in texts else original(name)
            if data is None:
                continue
            source = found[0].span.source
            done = fixes.apply(source.text, [one for one in found if one.span.source is source])
            written = fixes.rewrite(data, source, done.text)
            if written is not None and written != data:
                before.setdefault(name, data)
                after[name] = written
                fixed += done.done
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
    return FixedIssue(settled.reading, changes, settled.fixed)
