"""``check --fix``: read, mend, read again, until there is nothing left to mend."""

from __future__ import annotations

from collections.abc import Callable
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
    """What is found after mending, the files that changed, and the findings that were mended."""

    result: IssueResult
    changes: tuple[Change, ...]
    done: tuple[Diagnostic, ...]


def mend(
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
    texts: dict[str, bytes] = {}
    before: dict[str, bytes] = {}
    done: list[Diagnostic] = []
    for _ in range(_MOST_PASSES):
        result = read(texts)
        changed = False
        by_file: dict[str, list[Diagnostic]] = {}
        for one in result.findings:
            if wanted(one):
                by_file.setdefault(one.span.source.path, []).append(one)
        for name, found in by_file.items():
            data = texts[name] if name in texts else original(name)
            source = found[0].span.source
            mended = fixes.apply(source.text, [one for one in found if one.span.source is source])
            after = fixes.rewrite(data, source, mended.text) if data is not None else None
            if data is not None and after is not None and after != data:
                before.setdefault(name, data)
                texts[name], changed = after, True
                done += mended.done
        if not changed:
            changes = tuple(Change(name, data, texts[name]) for name, data in before.items())
            return FixedIssue(result, changes, tuple(done))
    raise BulletinError(
        "自动改没有改到底：有两处改动互相推翻。", "请把稿件发给维护的人；文件没有动。"
    )
